//! What is written by the wasm of programs when somebody opens it: how each score is computed and where that comes from,
//! and what the record of the study does not say.

use leptos::prelude::*;

use crate::ui::context::{UiContext, bare, of_class};
use crate::ui::record::{handed, write};
use crate::ui::reference;
use crate::view::html::{details, div, h3, li, p, summary, table, tbody, td, th, tr, ul};
use crate::view::{El, Node};
use crate::words::basis::{CELL, ITEM, SOURCE, TITLE};
use crate::words::fill;

/// The formulas, their bounds and their sources.
pub fn basis(cx: UiContext) -> Node {
    let title = cx.page().about.basis.to_owned();
    written(cx, "basis", title).class("formulas").into()
}

/// What the record does not say.
pub fn gaps(cx: UiContext) -> Option<Node> {
    let count = cx.study().gaps.len();
    let title = fill(cx.page().about.gaps, &[("count", &count.to_string())]);
    (count > 0).then(|| written(cx, "gaps", title).into())
}

fn written(cx: UiContext, name: &'static str, title: String) -> El {
    let words = &cx.page().about;
    let text = RwSignal::new(String::new());
    let failed = RwSignal::new(false);
    let look = move || {
        if text.with_untracked(String::is_empty) {
            write(cx, name, &untrack(|| handed(cx)), move |written| {
                // The page may be gone, or speak another language.
                if !text.is_disposed() {
                    failed.set(written.is_none());
                    text.set(written.unwrap_or_default());
                }
            });
        }
    };
    // The machine that builds has both wasm in one.
    if cfg!(not(target_arch = "wasm32")) {
        look();
    }
    let shown = move || match failed.get() {
        true => vec![of_class(p, "error", words.unloaded)],
        false => text.with(|text| lines(cx, text)),
    };
    details()
        .id(name)
        .child(bare(summary, title))
        .child(div().children_of(shown))
        .on("toggle", move |_| look())
}

/// The lines of the text, by their marks: see `words::basis`.
fn lines(cx: UiContext, text: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut items = Vec::new();
    let mut rows = Vec::new();
    for line in text.lines() {
        if line.starts_with(CELL) {
            let cells = line.split(CELL).skip(1).enumerate();
            let is_first = rows.is_empty();
            let cells = cells.map(|(column, cell)| {
                let cell_of = match (is_first, column) {
                    (true, _) => th().attr("scope", "col"),
                    (_, 0) => th().attr("scope", "row"),
                    _ => td(),
                };
                cell_of.child(cell.to_owned()).into()
            });
            rows.push(tr().children(cells.collect()).into());
            continue;
        }
        if let Some((lang, item)) = line
            .strip_prefix(ITEM)
            .and_then(|line| line.split_once(CELL))
        {
            let li = match lang {
                "" => li(),
                lang => li().attr("lang", lang.to_owned()),
            };
            items.push(li.children(cx.with_quotes(item)).into());
            continue;
        }
        if !rows.is_empty() {
            let body = tbody().children(std::mem::take(&mut rows));
            nodes.push(table().child(body).into());
        }
        let mut pieces = line.split(SOURCE);
        let first = pieces.next().unwrap_or_default();
        nodes.push(
            match (line.strip_prefix(TITLE), pieces.next(), pieces.next()) {
                (Some(title), ..) => bare(h3, title.to_owned()),
                (_, Some(before), Some(source)) => p()
                    .class("note")
                    .child(before.to_owned())
                    .child(" ")
                    .child(reference::source(source))
                    .into(),
                _ => bare(p, first.to_owned()),
            },
        );
    }
    if !items.is_empty() {
        nodes.push(ul().children(items).into());
    }
    nodes
}
