//! How the scores are computed, in words. The wasm of programs has them; a page asks it for them when somebody wants to read
//! them.

use super::catalogue::catalogue;
use super::{Lang, file, fill};
use crate::study::Study;

catalogue! {
    /// The basis of the scores. The first text of each part names it; `sources` are those of the parts in their
    /// order, from Child-Pugh to units, and the same in every language.
    pub struct Basis {
        pub lead: &'static str,
        pub child_pugh: [&'static str; 6],
        pub points: [[&'static str; 4]; 9],
        pub meld: [&'static str; 5],
        pub meld_na: [&'static str; 4],
        pub meld_3: [&'static str; 5],
        pub albi: [&'static str; 3],
        pub units: [&'static str; 5],
        pub own: [&'static str; 3],
        pub source: &'static str,
        pub sources: [&'static str; 6],
    }
}

/// Before the name of a part, in a line of [`text`].
pub const TITLE: char = '#';
/// Before each cell of a row; the cells of the first row are headings.
pub const CELL: char = '|';
/// Before a source.
pub const SOURCE: char = '@';

/// Before an item of a list: the tag of its language, where that is another than the page's, then the text.
pub const ITEM: char = '*';

/// What the record of a study does not say, line by line.
pub fn gaps(lang: Lang, study: &Study) -> String {
    let lines = study.gaps.iter().map(|gap| {
        let other = gap.other_language(lang).map_or("", Lang::tag);
        format!("{ITEM}{other}{CELL}{}", gap.in_lang(lang))
    });
    let lines: Vec<String> = lines.collect();
    lines.join("\n")
}

/// All of it line by line, with the figures of a study, which says whose choice they are.
pub fn text(lang: Lang, study: &Study) -> String {
    let words = file::basis(lang);
    let parts: [&[&str]; 6] = [
        &words.child_pugh,
        &words.meld,
        &words.meld_na,
        &words.meld_3,
        &words.albi,
        &words.units,
    ];
    let mut lines = vec![words.lead.to_owned()];
    for (index, (part, source)) in parts.into_iter().zip(words.sources).enumerate() {
        lines.extend(titled(part));
        if index == 0 {
            let rows = words.points.iter();
            lines.extend(rows.map(|row| row.map(|cell| format!("{CELL}{cell}")).concat()));
        }
        lines.push(format!("{SOURCE}{}{SOURCE}{source}", words.source));
    }
    if let Some(timing) = &study.timing {
        let days: Vec<String> = timing.labs_old_days.iter().map(u16::to_string).collect();
        let values = [
            ("hours", &*timing.labs_apart_hours.to_string()),
            ("days", &*days.join(", ")),
        ];
        lines.extend(titled(&words.own).map(|line| fill(&line, &values)));
        lines.push(timing.note.in_lang(lang).to_owned());
    }
    lines.join("\n")
}

/// The lines of a part; the first names it.
fn titled(part: &[&str]) -> impl Iterator<Item = String> {
    let lines = part.iter().enumerate();
    lines.map(|(index, line)| match index {
        0 => format!("{TITLE}{line}"),
        _ => (*line).to_owned(),
    })
}
