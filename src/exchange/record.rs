//! A screening to leave with: headings and finished lines, the same on paper and as plain text. It holds what was
//! given, as it was given, and what follows from it; nothing of a field that is empty and nobody's name.

mod entries;
mod short;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::report::{MADE, checksum};
use crate::clinical::Analyte;
use crate::screening::fields::scores;
use crate::screening::score_value::standing;
use crate::screening::{Case, Finding, Intake, Report};
use crate::study::Study;
use crate::study::model::{Criterion, Kind, ScoreName};
use crate::words::page::Page;
use crate::words::{self, Catalogue, Lang, fill, fixed};

pub use short::SUMMARY;

/// Between the pieces of a line.
const AND: &str = " · ";

/// A heading, where there is one, and the lines below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The heading; none for what stands at the head of the record.
    pub title: Option<&'static str>,
    /// Finished lines, at least one.
    pub lines: Vec<String>,
}

/// Who gave the units of values that have two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnitsBy {
    /// The reader chose them.
    Reader,
    /// The page around chose them for its readers.
    Host,
    /// They stood in a text that was pasted.
    Paste,
    /// They stood in the data that a program handed over.
    Program,
}

/// What a form knows beside the case.
#[derive(Clone, Debug, Default)]
pub struct Noted {
    /// The names of the fields whose text is not accepted.
    pub unused: Vec<String>,
    /// Who gave the unit of each value that has two.
    pub units: Vec<(UnitsBy, Analyte)>,
}

/// The record of a case and its report.
pub fn record(lang: Lang, study: &Study, case: &Case, report: &Report, noted: &Noted) -> Vec<Part> {
    let mut writer = Writer::new(lang, study, case, report);
    writer.head();
    writer.verdict();
    writer.entries(noted);
    writer.answers();
    writer.scores();
    writer.findings(writer.page.criteria.inclusion, Kind::Inclusion);
    writer.findings(writer.page.criteria.exclusion, Kind::Exclusion);
    writer.arm();
    writer.visits();
    writer.part(writer.page.record.warnings);
    for warning in &report.warnings {
        writer.line(words::warning(lang, warning));
    }
    writer.about();
    writer.parts
}

/// What goes on one sheet of paper: the record with each criterion in a short line, and without what the sheet's reader
/// finds on the page.
pub fn sheet(lang: Lang, study: &Study, case: &Case, report: &Report, noted: &Noted) -> Vec<Part> {
    let mut writer = Writer::new(lang, study, case, report);
    writer.sheet(noted);
    writer.parts
}

/// The whole in [`SUMMARY`] lines at most.
pub fn summary(lang: Lang, study: &Study, case: &Case, report: &Report, noted: &Noted) -> String {
    let mut writer = Writer::new(lang, study, case, report);
    writer.summary(noted);
    text(&writer.parts)
}

/// A record as plain text: a line a line, a heading in a line of its own, an empty line before it.
pub fn text(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        if let Some(title) = part.title {
            text.push('\n');
            text.push_str(title);
            text.push('\n');
        }
        for line in &part.lines {
            // A host's study may hold line breaks, and an empty line stands above headings only.
            let mut pieces = line.split(['\n', '\r']);
            text.push_str(pieces.next().unwrap_or_default());
            for piece in pieces {
                text.push(' ');
                text.push_str(piece);
            }
            text.push('\n');
        }
    }
    text
}

/// Adds a piece, if there is one, with something between it and what stands there.
#[inline(never)]
fn joined(text: &mut String, between: &str, piece: &str) {
    if !text.is_empty() && !piece.is_empty() {
        text.push_str(between);
    }
    text.push_str(piece);
}

/// Writes part after part.
struct Writer<'a> {
    lang: Lang,
    words: &'static Catalogue,
    page: &'static Page,
    study: &'a Study,
    case: &'a Case,
    report: &'a Report,
    parts: Vec<Part>,
    /// Whether a choice stands without what it means.
    in_short: bool,
}

impl<'a> Writer<'a> {
    fn new(lang: Lang, study: &'a Study, case: &'a Case, report: &'a Report) -> Self {
        let words = lang.catalogue();
        Writer {
            lang,
            words,
            page: &words.page,
            study,
            case,
            report,
            parts: Vec::new(),
            in_short: false,
        }
    }
}

// Called in many places, each of which would hold the whole of it.
impl Writer<'_> {
    /// Begins a part, in place of one that got no line.
    #[inline(never)]
    fn part(&mut self, title: impl Into<Option<&'static str>>) {
        self.parts.pop_if(|part| part.lines.is_empty());
        self.parts.push(Part {
            title: title.into(),
            lines: Vec::new(),
        });
    }

    /// A line, where there is something to say.
    #[inline(never)]
    fn line(&mut self, line: String) {
        if let Some(part) = self.parts.last_mut().filter(|_| !line.is_empty()) {
            part.lines.push(line);
        }
    }

    #[inline(never)]
    fn say(&mut self, line: &str) {
        self.line(line.to_owned());
    }

    /// A line of a name and its value.
    #[inline(never)]
    fn row(&mut self, name: &str, value: String) {
        let row = self.page.record.row;
        self.line(fill(row, &[("name", name), ("value", &value)]));
    }

    /// Something with something else in brackets after it.
    #[inline(never)]
    fn with(&self, what: &str, with: String) -> String {
        let sentence = self.page.record.with;
        fill(sentence, &[("what", what), ("with", &with)])
    }

    /// Adds a name to a list.
    #[inline(never)]
    fn add(&self, list: &mut String, name: &str) {
        joined(list, self.words.names.list_separator, name);
    }

    fn name(&self, criterion: &Criterion) -> String {
        words::brief::criterion_name(self.lang, criterion)
    }
}

impl Writer<'_> {
    fn head(&mut self) {
        let mut study = self.study.id.clone();
        joined(&mut study, AND, self.study.short_title.in_lang(self.lang));
        self.part(None);
        self.row(self.page.record.title, study);
        let day = self.lang.date(self.case.as_of);
        self.row(self.page.about.screened, day);
    }

    /// The verdict, why, what is still to ask, and what is for the site.
    fn verdict(&mut self) {
        let words = &self.page.result;
        let verdict = &self.report.verdict;
        let (heading, lead) = self.page.verdict(verdict.state);
        self.part(words.title);
        self.say(heading);
        self.say(lead);
        self.criteria(words.because, &verdict.because);
        for line in words::ask_again(self.lang, self.study, self.report) {
            self.line(line);
        }
        let mut list = String::new();
        for entry in &verdict.to_answer {
            let name = words::entry_name(self.lang, self.study, entry);
            self.add(&mut list, &name);
        }
        self.part(words.to_answer);
        self.line(list);
        self.criteria(words.for_the_site, &verdict.for_the_site);
    }

    #[inline(never)]
    fn criteria(&mut self, title: &'static str, ids: &[Arc<str>]) {
        let mut list = String::new();
        for id in ids {
            if let Some(criterion) = self.study.criterion(id) {
                self.add(&mut list, &self.name(criterion));
            }
        }
        self.part(title);
        self.line(list);
    }

    fn scores(&mut self) {
        self.part(self.page.scores.title);
        for name in scores(self.study) {
            let score = self.score(name);
            self.row(self.words.score(name), score);
        }
    }

    fn score(&self, name: ScoreName) -> String {
        let texts = &self.page.scores;
        let scores = &self.report.scores;
        let standing = standing(self.study, self.case, scores, name);
        let mut line = match standing.settled() {
            Some(value) => words::score_value(name, value),
            None => {
                let inputs = &self.case.patient.inputs;
                words::possible(self.lang, inputs, scores, name, &standing)
            }
        };
        if let Some(class) = scores.class_of_both_ends(name) {
            let sentence = match name {
                ScoreName::ChildPugh => texts.class,
                _ => texts.grade,
            };
            joined(&mut line, AND, &fill(sentence, &[("class", class)]));
        }
        let family = match name {
            ScoreName::Meld => scores.meld.known(),
            ScoreName::MeldNa => scores.meld_na.known(),
            ScoreName::Meld3 => scores.meld_3.known(),
            _ => None,
        };
        if let Some(score) = family {
            let value = fixed(score.unrounded, 2);
            joined(&mut line, AND, &fill(texts.unrounded, &[("value", &value)]));
        }
        for (items, sentence) in [
            (&standing.missing, texts.missing),
            (&standing.imprecise, texts.imprecise),
        ] {
            joined(&mut line, AND, &words::lacks(self.lang, items, sentence));
        }
        line
    }

    #[inline(never)]
    fn findings(&mut self, title: &'static str, kind: Kind) {
        self.part(title);
        for (criterion, finding) in self.study.criteria.iter().zip(&self.report.findings) {
            if finding.kind == kind {
                let line = self.finding(criterion, finding);
                self.row(&self.name(criterion), line);
            }
        }
    }

    fn finding(&self, criterion: &Criterion, finding: &Finding) -> String {
        let mut line = self.page.state(finding.kind, finding.state()).to_owned();
        if finding.computed.departs {
            joined(&mut line, AND, self.page.criteria.departs);
        }
        joined(&mut line, AND, &words::finding_reason(self.lang, finding));
        for caution in words::cautions(self.lang, criterion, finding) {
            joined(&mut line, self.lang.space(), &caution);
        }
        line
    }

    fn arm(&mut self) {
        let (lang, study) = (self.lang, self.study);
        let words = &self.page.arm;
        self.part(words.title);
        self.line(words::arm_statement(lang, study, &self.report.arm));
        let told = self.case.enrolment.unwrap_or_default();
        if let Some(kept) = told.kept {
            self.line(words::kept(lang, kept));
        }
        if let Some(count) = told.enrolled {
            let mut count = count.to_string();
            if let Some(day) = told.as_of {
                count = self.with(&count, lang.date(day));
            }
            self.row(words.enrolled, count);
        }
        let assumed = words::assumptions(lang, study, &self.report.arm);
        if !assumed.is_empty() {
            self.row(words.assumptions, assumed.join(self.lang.space()));
        }
    }

    /// The visits, where a first infusion is planned.
    fn visits(&mut self) {
        let texts = &self.page.visits;
        let closed = matches!(self.report.intake, Intake::Closed { .. });
        let Some(first) = self.case.first_infusion else {
            return;
        };
        if self.study.schedule.is_empty() {
            return;
        }
        self.part(if closed {
            texts.title_closed
        } else {
            texts.title
        });
        self.row(texts.first_of(self.study), self.lang.date(first));
        if closed {
            self.say(texts.note_closed);
        }
        for (at, visit) in self.report.schedule.iter().zip(&self.study.schedule) {
            let mut line = String::new();
            if let Some(day) = at.day {
                line = fill(texts.day, &[("day", &day.to_string())]);
            }
            joined(&mut line, AND, &words::visit_date(self.lang, at));
            self.row(visit.label.in_lang(self.lang), line);
        }
    }

    /// What the record was made with and from.
    fn about(&mut self) {
        let texts = &self.page.about;
        self.part(texts.title);
        self.line(words::registry_says(self.lang, self.study));
        self.row(texts.version, MADE.to_owned());
        self.row(texts.study_file, checksum(self.study));
        self.say(texts.limits);
    }
}
