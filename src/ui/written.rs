//! Texts that the wasm of programs writes once somebody wants to read them: how each score is computed, what the record of the
//! study does not say, what supports a reading. See `words::written`.

use std::rc::Rc;

use leptos::prelude::*;

use crate::ui::context::{UiContext, Written, bare, of_class};
use crate::ui::record::{handed, write};
use crate::ui::reference;
use crate::view::html::{details, div, h3, li, p, span, summary, table, tbody, td, th, tr, ul};
use crate::view::{El, Node};
use crate::words::written::{CELL, ITEM, SOURCE, TITLE};

/// Details that are written when they are opened.
pub fn folded(cx: UiContext, name: &'static str, title: String) -> El {
    let (inside, look) = asked(cx, name.to_owned());
    let look = Rc::new(look);
    let by_reader = look.clone();
    // The machine that builds has both wasm in one.
    if cfg!(not(target_arch = "wasm32")) {
        look();
    }
    // Somebody may have opened it before the page was alive.
    let open = RwSignal::new(false);
    let before = move || {
        open.set(true);
        look();
    };
    details()
        .id(name)
        .unfolded(move || open.get_untracked(), before)
        .child(bare(summary, title))
        .child(inside)
        .on("toggle", move |_| by_reader())
}

/// A text that is in sight.
pub fn here(cx: UiContext, name: String) -> El {
    let (inside, look) = asked(cx, name);
    look();
    inside
}

/// An element for a text, and what has the text written. What came is kept for the whole page: what stands in a row is made
/// anew now and then, and an answer may come in between.
fn asked(cx: UiContext, name: String) -> (El, impl Fn() + 'static) {
    let key = [cx.lang.tag(), " ", &name].concat();
    let of = key.clone();
    let look = move || {
        let is_here = |all: &Written| all.iter().any(|(of, text)| *of == key && text.is_some());
        if cx.written.with_untracked(is_here) {
            return;
        }
        let key = key.clone();
        write(cx, &name, &untrack(|| handed(cx)), move |text| {
            // The page may be gone.
            if !cx.written.is_disposed() {
                cx.written.update(|all| {
                    all.retain(|(of, _)| *of != key);
                    all.push((key, text));
                });
            }
        });
    };
    let shown = move || {
        cx.written.with(|all| {
            let words = &cx.page().about;
            match all.iter().find(|(key, _)| *key == of).map(|(_, text)| text) {
                None => vec![of_class(p, "note", words.coming)],
                Some(None) => vec![of_class(p, "error", words.unloaded)],
                Some(Some(text)) => lines(cx, text),
            }
        })
    };
    (div().children_of(shown), look)
}

fn lines(cx: UiContext, text: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    let (mut rows, mut items) = (Vec::new(), Vec::new());
    for line in text.lines() {
        if let Some(line) = line.strip_prefix(CELL) {
            let is_first = rows.is_empty();
            let mut cells = Vec::new();
            for cell in line.split(CELL) {
                let of_cell = match (is_first, cells.is_empty()) {
                    (true, _) => th().attr("scope", "col"),
                    (_, true) => th().attr("scope", "row"),
                    _ => td(),
                };
                cells.push(of_cell.child(cell.to_owned()).into());
            }
            rows.push(tr().children(cells).into());
            continue;
        }
        if !rows.is_empty() {
            let body = tbody().children(std::mem::take(&mut rows));
            nodes.push(table().child(body).into());
        }
        let mut pieces = line.split(SOURCE);
        let first = pieces.next().unwrap_or_default();
        let source = pieces.next().zip(pieces.next()).map(|(before, source)| {
            let after = pieces.next().unwrap_or_default().to_owned();
            let before = span().class("grade").child(before.to_owned());
            before.child(reference::source(source)).child(after)
        });
        if let Some((lang, item)) = first
            .strip_prefix(ITEM)
            .and_then(|item| item.split_once(CELL))
        {
            let text = match lang {
                "" => span(),
                lang => span().attr("lang", lang.to_owned()),
            };
            let text = text.children(cx.with_quotes(item));
            items.push(li().child(text).child(" ").child(source).into());
        } else if let Some(title) = first.strip_prefix(TITLE) {
            nodes.push(bare(h3, title.to_owned()));
        } else {
            nodes.push(p().child(first.to_owned()).child(source).into());
        }
    }
    if !items.is_empty() {
        nodes.push(ul().children(items).into());
    }
    nodes
}
