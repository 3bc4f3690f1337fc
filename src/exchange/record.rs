//! A screening to leave with: headings and finished lines, the same on paper and as plain text. It holds what was
//! given, as it was given, and what follows from it; nothing of a field that is empty and nobody's name.

use super::report::VERSION;
use crate::clinical::inputs::{Ascites, Encephalopathy, Sex};
use crate::clinical::{Analyte, Item};
use crate::screening::figure::{ends, open};
use crate::screening::{Age, Answer, ArmStatement, Case, Finding, Report, VerdictState};
use crate::study::Study;
use crate::study::model::{Criterion, Kind, Recruitment, ScoreName};
use crate::words::page::Page;
use crate::words::{self, Catalogue, Lang, fill, fixed};

/// Between the pieces of a line.
const AND: &str = " · ";
/// So many characters of a checksum tell study files apart for a reader.
const SHORT: usize = 12;

/// A heading, where there is one, and the lines below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The heading; none for what stands at the head of the record.
    pub title: Option<&'static str>,
    /// Finished lines, at least one.
    pub lines: Vec<String>,
}

/// The record of a case and its report. `unused` names the fields whose text is not accepted.
pub fn record(
    lang: Lang,
    study: &Study,
    case: &Case,
    report: &Report,
    unused: &[String],
) -> Vec<Part> {
    let words = lang.catalogue();
    let page = &words.page;
    let writer = Writer {
        lang,
        words,
        page,
        study,
        case,
        report,
    };
    let closed = study.enrolment.recruitment == Recruitment::Closed;
    let visits = if closed {
        page.visits.title_closed
    } else {
        page.visits.title
    };
    let verdict = &report.verdict;
    let named = |ids: &[std::sync::Arc<str>]| {
        let criteria = ids.iter().filter_map(|id| study.criterion(id));
        let names = criteria.map(|criterion| writer.name(criterion));
        writer.joined(names.collect())
    };
    let to_answer = verdict.to_answer.iter();
    let to_answer = to_answer.map(|entry| words::entry_name(lang, study, entry));
    let to_answer = writer.joined(to_answer.collect());
    let warnings = report.warnings.iter();
    let warnings = warnings.map(|warning| words::warning(lang, warning));
    let parts = [
        (None, writer.head()),
        (Some(page.result.title), writer.verdict(verdict.state)),
        (Some(page.result.because), named(&verdict.because)),
        (Some(page.result.to_answer), to_answer),
        (Some(page.result.for_the_site), named(&verdict.for_the_site)),
        (Some(page.form.title), writer.entries(unused)),
        (Some(page.form.questions), writer.answers()),
        (Some(page.scores.title), writer.scores()),
        (
            Some(page.criteria.inclusion),
            writer.findings(Kind::Inclusion),
        ),
        (
            Some(page.criteria.exclusion),
            writer.findings(Kind::Exclusion),
        ),
        (Some(page.arm.title), writer.arm()),
        (Some(visits), writer.visits(closed)),
        (Some(page.record.warnings), warnings.collect()),
        (Some(page.about.title), writer.about()),
    ];
    let filled = parts.into_iter().filter(|(_, lines)| !lines.is_empty());
    filled.map(|(title, lines)| Part { title, lines }).collect()
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
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// Adds a sentence. Chinese ones follow each other without a space.
fn follow(text: &mut String, sentence: &str) {
    if text.ends_with('.') {
        text.push(' ');
    }
    text.push_str(sentence);
}

/// Writes the parts.
struct Writer<'a> {
    lang: Lang,
    words: &'static Catalogue,
    page: &'static Page,
    study: &'a Study,
    case: &'a Case,
    report: &'a Report,
}

impl Writer<'_> {
    /// A name and its value.
    fn row(&self, name: &str, value: &str) -> String {
        let row = self.page.record.row;
        fill(row, &[("name", name), ("value", value)])
    }

    /// Something with something else in brackets after it.
    fn with(&self, what: &str, with: &str) -> String {
        let sentence = self.page.record.with;
        fill(sentence, &[("what", what), ("with", with)])
    }

    /// Names in one line; no line where there are none.
    fn joined(&self, names: Vec<String>) -> Vec<String> {
        if names.is_empty() {
            return Vec::new();
        }
        vec![names.join(self.words.names.list_separator)]
    }

    fn name(&self, criterion: &Criterion) -> String {
        [&criterion.id, " ", criterion.name.in_lang(self.lang)].concat()
    }

    fn head(&self) -> Vec<String> {
        let study = self.study;
        let title = study.short_title.in_lang(self.lang);
        let title = fill(
            self.page.record.title,
            &[("id", &study.id), ("study", title)],
        );
        let day = self.lang.date(self.case.as_of);
        vec![title, self.row(self.page.about.screened, &day)]
    }

    fn verdict(&self, state: VerdictState) -> Vec<String> {
        let (verdict, lead) = self.page.verdict(state);
        vec![verdict.to_owned(), lead.to_owned()]
    }

    /// What was entered about the patient, in the order of the form.
    fn entries(&self, unused: &[String]) -> Vec<String> {
        let form = &self.page.form;
        let patient = &self.case.patient;
        let inputs = &patient.inputs;
        let mut lines = Vec::new();
        if let Some(age) = patient.age {
            if let Age::Born(day) = age {
                lines.push(self.row(self.page.record.born, &self.lang.date(day)));
            }
            if let Some(years) = age.on(self.case.as_of) {
                let years = [&years.to_string(), " ", form.years].concat();
                lines.push(self.row(form.age, &years));
            }
        }
        let mut choice = |item, label: Option<&str>| {
            if let Some(label) = label {
                // What a choice means stands after a colon, and here in brackets.
                let label = match label.split_once([':', '：']) {
                    Some((short, means)) => self.with(short, means.trim_start()),
                    None => label.to_owned(),
                };
                lines.push(self.row(self.words.item(item), &label));
            }
        };
        let sex = inputs.sex.map(|sex| match sex {
            Sex::Female => form.female,
            Sex::Male => form.male,
        });
        choice(Item::Sex, sex);
        let ascites = inputs.ascites.map(|ascites| match ascites {
            Ascites::None => form.ascites_none,
            Ascites::Slight => form.ascites_slight,
            Ascites::Moderate => form.ascites_moderate,
        });
        choice(Item::Ascites, ascites);
        let encephalopathy = inputs.encephalopathy.map(|grade| match grade {
            Encephalopathy::None => form.encephalopathy_none,
            Encephalopathy::Grade1To2 => form.encephalopathy_low,
            Encephalopathy::Grade3To4 => form.encephalopathy_high,
        });
        choice(Item::Encephalopathy, encephalopathy);
        let dialysis = inputs.dialysis.map(|dialysed| {
            if dialysed {
                form.dialysis_yes
            } else {
                form.dialysis_no
            }
        });
        choice(Item::Dialysis, dialysis);
        if inputs.cholestatic {
            lines.push(self.page.record.cholestatic.to_owned());
        }
        lines.extend(
            Analyte::ALL
                .into_iter()
                .filter_map(|analyte| self.lab(analyte)),
        );
        if !unused.is_empty() {
            let names = unused.join(self.words.names.list_separator);
            lines.push(fill(self.page.record.unused, &[("names", &names)]));
        }
        lines
    }

    fn lab(&self, analyte: Analyte) -> Option<String> {
        let patient = &self.case.patient;
        let value = words::typed(patient.inputs.lab(analyte)?);
        let mut days = patient.lab_dates.iter();
        let day = days.find(|(of, _)| *of == analyte);
        let value = match day {
            Some((_, day)) => self.with(&value, &self.lang.date(*day)),
            None => value,
        };
        Some(self.row(self.words.analyte(analyte), &value))
    }

    /// The answers, each with the criteria that were answered so, and the days of events.
    fn answers(&self) -> Vec<String> {
        let form = &self.page.form;
        let patient = &self.case.patient;
        let criteria = || self.study.criteria.iter();
        let labels = [
            (Answer::Yes, form.yes),
            (Answer::No, form.no),
            (Answer::Unknown, form.dont_know),
            (Answer::NotApplicable, form.not_applicable),
        ];
        let mut lines = Vec::new();
        for (answer, label) in labels {
            let so = criteria().filter(|of| patient.answer(&of.id) == Some(answer));
            let so: Vec<&str> = so.map(|of| &*of.id).collect();
            if !so.is_empty() {
                lines.push(self.row(label, &so.join(self.words.names.list_separator)));
            }
        }
        for criterion in criteria() {
            if let Some(day) = patient.event(&criterion.id) {
                let of = self.with(&criterion.id, self.page.record.event_day);
                lines.push(self.row(&of, &self.lang.date(day)));
            }
        }
        lines
    }

    fn scores(&self) -> Vec<String> {
        let names = ScoreName::NAMES.iter();
        names.map(|(_, name)| self.score(*name)).collect()
    }

    fn score(&self, name: ScoreName) -> String {
        let texts = &self.page.scores;
        let scores = &self.report.scores;
        let (missing, imprecise) = open(scores, name);
        let settled = missing.is_empty() && imprecise.is_empty();
        let mut pieces = vec![if settled {
            words::figure(ends(scores, name, false).0)
        } else {
            words::possible(self.lang, &self.case.patient.inputs, scores, name)
        }];
        if let Some(class) = scores.class_of_both_ends(name) {
            let sentence = match name {
                ScoreName::ChildPugh => texts.class,
                _ => texts.grade,
            };
            pieces.push(fill(sentence, &[("class", class)]));
        }
        let family = match name {
            ScoreName::Meld => scores.meld.known(),
            ScoreName::MeldNa => scores.meld_na.known(),
            ScoreName::Meld3 => scores.meld_3.known(),
            ScoreName::ChildPugh | ScoreName::Albi => None,
        };
        if let Some(score) = family {
            let value = fixed(score.unrounded, 2);
            pieces.push(fill(texts.unrounded, &[("value", &value)]));
        }
        for (items, sentence) in [(missing, texts.missing), (imprecise, texts.imprecise)] {
            let names = items.iter().map(|item| self.words.item(*item).to_owned());
            let names = self.joined(names.collect());
            pieces.extend(
                names
                    .iter()
                    .map(|names| fill(sentence, &[("items", names)])),
            );
        }
        self.row(self.words.score(name), &pieces.join(AND))
    }

    fn findings(&self, kind: Kind) -> Vec<String> {
        let findings = self.report.findings.iter();
        findings
            .filter(|finding| finding.kind == kind)
            .filter_map(|finding| Some(self.finding(self.study.criterion(&finding.id)?, finding)))
            .collect()
    }

    fn finding(&self, criterion: &Criterion, finding: &Finding) -> String {
        let mut state = self.page.state(finding.state()).to_owned();
        if finding.said.departs {
            state = [&state, AND, self.page.criteria.departs].concat();
        }
        let mut line = fill(
            self.page.record.finding,
            &[
                ("name", &self.name(criterion)),
                ("state", &state),
                ("reason", &words::finding_reason(self.lang, finding)),
            ],
        );
        for caution in words::cautions(self.lang, criterion, finding) {
            follow(&mut line, &caution);
        }
        line
    }

    fn arm(&self) -> Vec<String> {
        if self.study.arms.is_empty() {
            return Vec::new();
        }
        let (lang, study) = (self.lang, self.study);
        let mut lines = vec![words::arm_statement(lang, study, &self.report.arm)];
        let told = self.case.enrolment.unwrap_or_default();
        if let Some(count) = told.enrolled {
            let count = count.to_string();
            let count = match told.as_of {
                Some(day) => self.with(&count, &lang.date(day)),
                None => count,
            };
            lines.push(self.row(self.page.arm.enrolled, &count));
        }
        if let ArmStatement::Projected { assumed, .. } = &self.report.arm {
            let mut all = String::new();
            for assumed in assumed {
                follow(&mut all, &words::assumption(lang, study, *assumed));
            }
            for assumed in &study.enrolment.assumptions {
                follow(&mut all, assumed.in_lang(lang));
            }
            lines.push(self.row(self.page.arm.assumptions, &all));
        }
        lines
    }

    /// The visits, where a first infusion is planned.
    fn visits(&self, closed: bool) -> Vec<String> {
        let texts = &self.page.visits;
        let Some(first) = self.case.first_infusion else {
            return Vec::new();
        };
        let mut lines = vec![self.row(texts.first, &self.lang.date(first))];
        if closed {
            lines.push(texts.note_closed.to_owned());
        }
        for at in &self.report.schedule {
            let visit = self.study.schedule.get(at.visit);
            lines.extend(visit.map(|visit| {
                let label = visit.label.in_lang(self.lang);
                let date = words::visit_date(self.lang, at);
                let date = match at.day {
                    Some(day) => {
                        let day = fill(texts.day, &[("day", &day.to_string())]);
                        [&day, AND, &date].concat()
                    }
                    None => date,
                };
                self.row(label, &date)
            }));
        }
        lines
    }

    /// What the record was made with and from.
    fn about(&self) -> Vec<String> {
        let texts = &self.page.about;
        let registry = &self.study.registry;
        let sha = &self.study.sha256;
        let sha = ["SHA-256 ", sha.get(..SHORT).unwrap_or(sha)].concat();
        let read_on = self.lang.date(registry.read_on);
        let says = &[("status", registry.status.as_str()), ("date", &read_on)];
        let versions = [
            self.row(texts.version, VERSION),
            self.row(texts.study_file, &sha),
        ];
        vec![
            fill(self.page.arm.registry_says, says),
            versions.join(AND),
            self.page.record.closing.to_owned(),
        ]
    }
}
