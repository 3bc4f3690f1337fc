//! Texts that a page asks of the wasm of programs when somebody wants to read them, since no first verdict needs them: 5 kB of
//! the page's wasm after Brotli. A line is a title, a row of a table, an item of a list or a paragraph, by its first
//! character; both of the last may end with a source.

use super::{Lang, file, fill};
use crate::study::Study;
use crate::study::model::Reading;

/// Before a title.
pub const TITLE: char = '\u{1}';
/// Before an item: then the tag of its language, where that is another than the page's, a cell's mark, and the text.
pub const ITEM: char = '\u{2}';
/// Before each cell of a row; the cells of the first row are headings.
pub const CELL: char = '\u{3}';
/// Before what introduces a source, the source, and what follows it.
pub const SOURCE: char = '\u{4}';

/// The text of a name: `basis`, `gaps`, or `evidence` with the ids of a criterion and of its reading.
pub fn text(name: &str, lang: Lang, study: &Study) -> Option<String> {
    let mut parts = name.split(CELL);
    let lines = match (parts.next()?, parts.next(), parts.next()) {
        ("basis", ..) => basis(lang, study),
        ("gaps", ..) => gaps(lang, study),
        ("evidence", Some(criterion), Some(reading)) => {
            let mut readings = study.criterion(criterion)?.readings.iter();
            evidence(lang, readings.find(|one| *one.id == *reading)?)
        }
        _ => return None,
    };
    Some(lines.join("\n"))
}

/// The name of what supports a reading of a criterion.
pub fn evidence_of(criterion: &str, reading: &str) -> String {
    ["evidence\u{3}", criterion, "\u{3}", reading].concat()
}

/// A text of a study in a line.
fn plain(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// What the record of a study does not say.
fn gaps(lang: Lang, study: &Study) -> Vec<String> {
    let gaps = study.gaps.iter().map(|gap| {
        let other = gap.other_language(lang).map_or("", Lang::tag);
        format!("{ITEM}{other}{CELL}{}", plain(gap.in_lang(lang)))
    });
    gaps.collect()
}

/// What supports a reading.
fn evidence(lang: Lang, reading: &Reading) -> Vec<String> {
    let sentence = lang.catalogue().page.criteria.source;
    let items = reading.evidence.iter().map(|item| {
        let other = item.text.other_language(lang).map_or("", Lang::tag);
        let text = plain(item.text.in_lang(lang));
        let source = format!("{SOURCE}{}{SOURCE}", plain(&item.source));
        let values = [("source", &*source), ("grade", item.grade.letter())];
        format!(
            "{ITEM}{other}{CELL}{text}{SOURCE}{}",
            fill(sentence, &values)
        )
    });
    items.collect()
}

/// How the scores are computed, with the figures of a study, which says whose choice they are.
fn basis(lang: Lang, study: &Study) -> Vec<String> {
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
        lines.push(format!("{SOURCE}{} {SOURCE}{source}", words.source));
    }
    if let Some(timing) = &study.timing {
        let days: Vec<String> = timing.labs_old_days.iter().map(u16::to_string).collect();
        let values = [
            ("hours", &*timing.labs_apart_hours.to_string()),
            ("days", &*days.join(", ")),
        ];
        lines.extend(titled(&words.own).map(|line| fill(&line, &values)));
        lines.push(plain(timing.note.in_lang(lang)));
    }
    lines
}

/// The lines of a part; the first names it.
fn titled(part: &[&str]) -> impl Iterator<Item = String> {
    let lines = part.iter().enumerate();
    lines.map(|(index, line)| match index {
        0 => format!("{TITLE}{line}"),
        _ => (*line).to_owned(),
    })
}
