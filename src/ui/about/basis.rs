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
    let timing = study.timing.as_ref();
    let days = timing.into_iter().flat_map(|timing| &timing.labs_old_days);
    let days: Vec<String> = days.map(u16::to_string).collect();
    let hours = timing.map(|timing| timing.labs_apart_hours.to_string());
    let values = [
        ("hours", hours.unwrap_or_default()),
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
    // The last part is about the study's own figures.
    let shown = if timing.is_some() {
        parts.len()
    } else {
        parts.len() - 1
    };
    for (index, part) in parts.into_iter().take(shown).enumerate() {
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
            None => bare(
                p,
                timing.map_or_else(String::new, |t| t.note.in_lang(cx.lang).to_owned()),
            ),
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
