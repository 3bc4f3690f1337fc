//! How each score is computed, and where that comes from.

use crate::ui::context::{Tag, UiContext, bare};
use crate::ui::reference;
use crate::view::html::{self, details, div, h3, p, summary, tbody, td, th, tr};
use crate::view::{El, Node};
use crate::words::{file, fill};

/// The formulas, their bounds and their sources.
pub fn basis(cx: UiContext) -> Node {
    details()
        .id("basis")
        .class("formulas")
        .child(bare(summary, cx.page().about.basis))
        .child(div().children(parts(cx)))
        .into()
}

fn parts(cx: UiContext) -> Vec<Node> {
    let words = file::basis(cx.lang);
    let study = cx.study();
    let timing = &study.timing;
    let days = timing.labs_old_days.iter().map(u16::to_string);
    let days: Vec<String> = days.collect();
    let values = [
        ("hours", timing.labs_apart_hours.to_string()),
        ("days", days.join(", ")),
    ];
    let parts: [&[&'static str]; 7] = [
        &words.child_pugh,
        &words.meld,
        &words.meld_na,
        &words.meld_3,
        &words.albi,
        &words.units,
        &words.own,
    ];
    let mut nodes = vec![bare(p, words.lead)];
    for (index, part) in parts.into_iter().enumerate() {
        let mut tag: Tag = h3;
        for line in part {
            let values = values.each_ref().map(|(name, value)| (*name, &**value));
            nodes.push(bare(tag, fill(line, &values)));
            tag = p;
        }
        if index == 0 {
            nodes.push(table(&words.points).into());
        }
        nodes.push(match words.sources.get(index) {
            Some(source) => p()
                .class("note")
                .child(words.source)
                .child(" ")
                .child(reference::source(source))
                .into(),
            None => bare(p, timing.note.in_lang(cx.lang).to_owned()),
        });
    }
    nodes
}

/// The points: a row of headings, then a row for each item.
fn table(rows: &[[&'static str; 4]]) -> El {
    let mut body = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut cells = Vec::new();
        for (column, text) in row.iter().enumerate() {
            let cell = match (index, column) {
                (0, _) => th().attr("scope", "col"),
                (_, 0) => th().attr("scope", "row"),
                _ => td(),
            };
            let cell = cell.child(*text);
            cells.push(cell.into());
        }
        body.push(tr().children(cells).into());
    }
    html::table().child(tbody().children(body))
}
