//! Findings, verdict and scores in the words that the page and the record share.

use super::page::Page;
use super::sentences::{assumption, entry_name, finding_reason, score_number, score_value};
use super::{Lang, fill, if_chosen};
use crate::clinical::{Inputs, Item};
use crate::screening::choices::alternatives;
use crate::screening::finding::Reason;
use crate::screening::score_value::SingleScore;
use crate::screening::{Appointment, ArmStatement, Finding, Report, Scores, State, VerdictState};
use crate::study::model::{Criterion, Kind, ScoreName};
use crate::study::{ANY_STUDY, Study};

impl Page {
    /// The verdict, and the sentence that goes with it.
    pub fn verdict(&self, state: VerdictState) -> (&'static str, &'static str) {
        let words = &self.result;
        match state {
            VerdictState::Excluded => (words.excluded, words.excluded_lead),
            VerdictState::Undetermined => (words.undetermined, words.undetermined_lead),
            VerdictState::NotExcluded => (words.not_excluded, words.not_excluded_lead),
        }
    }

    /// The state of a criterion: an inclusion is met or not, and what an exclusion names is present or not.
    pub fn state(&self, kind: Kind, state: State) -> &'static str {
        let words = &self.criteria;
        match (state, kind) {
            (State::Passes, Kind::Inclusion) => words.met,
            (State::Passes, Kind::Exclusion) => words.absent,
            (State::Fails, Kind::Inclusion) => words.not_met,
            (State::Fails, Kind::Exclusion) => words.present,
            (State::Unknown, _) => words.unknown,
            (State::Undecidable, _) => words.undecidable,
            (State::ForTheSite, _) => words.for_the_site,
            (State::NotApplicable, _) => words.not_applicable,
        }
    }
}

/// What to say where another reading, or another accepted way, decides otherwise.
pub fn cautions(lang: Lang, criterion: &Criterion, finding: &Finding) -> Vec<String> {
    let mut cautions = Vec::new();
    for said in finding.disagreeing() {
        let mut readings = criterion.readings.iter();
        let reading = readings.find(|reading| reading.id == said.reading);
        let caution = reading.and_then(|reading| reading.caution.as_ref());
        cautions.extend(caution.map(|caution| caution.in_lang(lang).to_owned()));
    }
    let of_ways = finding.cautions.iter();
    cautions.extend(of_ways.map(|caution| super::caution(lang, caution)));
    cautions
}

/// So many reasons, or missing entries, are read out; the rest is counted.
const READ_OUT: usize = 2;

/// The verdict and why, for those who hear it: in short.
pub fn spoken_verdict(lang: Lang, study: &Study, report: &Report) -> String {
    let words = lang.catalogue();
    let verdict = &report.verdict;
    let (heading, lead) = words.page.verdict(verdict.state);
    let row =
        |name: &str, value: &str| fill(words.page.record.row, &[("name", name), ("value", value)]);
    let more = |all: usize| {
        let rest = all.saturating_sub(READ_OUT);
        (rest > 0).then(|| fill(words.page.result.more, &[("count", &rest.to_string())]))
    };
    let why = match verdict.state {
        VerdictState::NotExcluded => lead.to_owned(),
        VerdictState::Undetermined => {
            let entries = verdict.to_answer.iter().take(READ_OUT);
            let mut names: Vec<String> = entries
                .map(|entry| entry_name(lang, study, entry))
                .collect();
            names.extend(more(verdict.to_answer.len()));
            let names = names.join(words.names.list_separator);
            fill(words.findings.missing, &[("name", &names)])
        }
        VerdictState::Excluded => {
            let failed = report
                .findings
                .iter()
                .filter(|found| found.state() == State::Fails);
            let mut reasons: Vec<String> = Vec::new();
            for found in failed.take(READ_OUT) {
                let reason = finding_reason(lang, found);
                // What is computed names what it was computed from.
                let named = matches!(
                    found.computed.reason,
                    Reason::Age { .. } | Reason::Lab(_) | Reason::Score(_)
                );
                reasons.push(match study.criterion(&found.id).filter(|_| !named) {
                    Some(criterion) => row(criterion.name.in_lang(lang), &reason),
                    None => reason,
                });
            }
            reasons.extend(more(verdict.because.len()));
            reasons.join(lang.space())
        }
    };
    row(heading, &why)
}

/// What is said of the criteria that exclude for now and are to be asked again, each with its id.
pub fn ask_again(lang: Lang, study: &Study, report: &Report) -> Vec<String> {
    let criteria = report.verdict.ask_again.iter().filter(|_| ANY_STUDY);
    let said = criteria.filter_map(|id| {
        let text = study.criterion(id)?.temporary.as_ref()?.in_lang(lang);
        let words = lang.catalogue();
        let text = fill(words.findings.ask_again, &[("text", text)]);
        Some(fill(
            words.page.record.row,
            &[("name", id), ("value", &text)],
        ))
    });
    said.collect()
}

/// What an open score can be: by the one choice that is open, or from the least to the greatest. Nothing of one that is
/// not of every report and lacks an entry: it could be almost anything.
pub fn possible(
    lang: Lang,
    inputs: &Inputs,
    scores: &Scores,
    name: ScoreName,
    standing: &SingleScore,
) -> String {
    let words = lang.catalogue();
    if !standing.missing.is_empty() && !ScoreName::ALWAYS.contains(&name) {
        return String::new();
    }
    let by_choice: Vec<String> = alternatives(inputs, scores, name)
        .into_iter()
        .map(|(choice, value)| if_chosen(lang, choice, &score_value(name, value)))
        .collect();
    if !by_choice.is_empty() {
        return by_choice.join(words.names.list_separator);
    }
    let (low, high) = standing.ends;
    fill(
        words.page.scores.possible,
        &[
            ("low", &score_number(low)),
            ("high", &score_value(name, high)),
        ],
    )
}

/// What a score lacks, by name: what nobody gave, and what was given only as a limit. Nothing where it lacks nothing.
pub fn lacks(lang: Lang, items: &[Item], sentence: &str) -> String {
    if items.is_empty() {
        return String::new();
    }
    fill(sentence, &[("items", &lang.catalogue().items(items))])
}

/// The date of a visit, as far as the record settles it.
pub fn visit_date(lang: Lang, appointment: &Appointment) -> String {
    let words = &lang.catalogue().page.visits;
    match (appointment.date, appointment.between) {
        (Some(date), _) => lang.date(date),
        (None, Some((from, to))) => fill(
            words.between,
            &[("from", &lang.date(from)), ("to", &lang.date(to))],
        ),
        (None, None) if appointment.firm => words.no_date.to_owned(),
        (None, None) => words.open.to_owned(),
    }
}

/// What the registry calls the study, and when that was read.
pub fn registry_says(lang: Lang, study: &Study) -> String {
    let registry = &study.registry;
    fill(
        lang.catalogue().page.arm.registry_says,
        &[
            ("status", &registry.status),
            ("date", &lang.date(registry.read_on)),
        ],
    )
}

/// What a projected place takes for granted, here and in the study; nothing of any other statement.
#[inline(never)]
pub fn assumptions(lang: Lang, study: &Study, statement: &ArmStatement) -> Vec<String> {
    let mut all = Vec::new();
    if let ArmStatement::Projected { assumed, .. } = statement {
        for assumed in assumed {
            all.push(assumption(lang, study, *assumed));
        }
        for words in study.assumptions() {
            all.push(words.in_lang(lang).to_owned());
        }
    }
    all
}
