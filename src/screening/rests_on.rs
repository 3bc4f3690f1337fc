//! The entries that a finding rests on: those that were made and used, and where it is unknown those that it waits for.

use super::finding::{Finding, State};
use super::patient::{Answer, Entry, Given, Patient};
use super::range::normal_item;
use super::reason::{How, Part, Reason, Sample};
use super::score_value::used;
use crate::clinical::{Analyte, Inputs, Item};
use crate::study::ANY_STUDY;
use crate::study::model::{AnswerRule, Criterion, LabRule, Limit, NormalEnd, Rule, ScoreName};

impl Finding {
    /// The entries that were used. Of a finding that is unknown, also those that it waits for.
    pub fn from(&self, criterion: &Criterion, patient: &Patient) -> Vec<Entry> {
        let mut all = Used {
            criterion,
            patient,
            entries: Vec::new(),
        };
        if let Some(reading) = criterion.readings.first() {
            all.of(&reading.rule, &self.computed.reason);
        }
        if self.state() == State::Unknown {
            self.waits_for
                .iter()
                .cloned()
                .for_each(|entry| all.add(entry));
        }
        all.entries
    }
}

struct Used<'a> {
    criterion: &'a Criterion,
    patient: &'a Patient,
    entries: Vec<Entry>,
}

impl Used<'_> {
    fn add(&mut self, entry: Entry) {
        if !self.entries.contains(&entry) {
            self.entries.push(entry);
        }
    }

    fn add_if(&mut self, is_made: bool, item: Item) {
        if is_made {
            self.add(Entry::Item(item));
        }
    }

    fn of(&mut self, rule: &Rule, reason: &Reason) {
        let patient = self.patient;
        match rule {
            _ if !ANY_STUDY && !rule.is_of_page() => {}
            Rule::Age { .. } => self.add_if(patient.age.is_some(), Item::Age),
            Rule::Sex { .. } => self.add_if(patient.inputs.sex.is_some(), Item::Sex),
            Rule::Lab(rule) => self.of_lab(rule, reason),
            Rule::Score(rule) => self.of_score(rule.score),
            Rule::Class(rule) => self.of_score(rule.score.score()),
            Rule::Choice { entry, .. } => self.of_entry(entry),
            Rule::Number(rule) => self.of_entry(&rule.entry),
            Rule::Answer(rule) => self.of_answer(rule),
            // What decides nothing was not used.
            Rule::Undecidable {} | Rule::Site {} => {}
            composed => {
                let Reason::Parts(came_out) = reason else {
                    return;
                };
                let rules = composed.parts().into_iter();
                let decides = deciding(came_out.how, &came_out.parts);
                for ((rule, part), decides) in rules.zip(&came_out.parts).zip(decides) {
                    if decides {
                        self.of(rule, &part.reason);
                    }
                }
            }
        }
    }

    fn of_lab(&mut self, rule: &LabRule, reason: &Reason) {
        let inputs = &self.patient.inputs;
        let analyte = rule.analyte;
        if inputs.lab(analyte).is_none() {
            return;
        }
        self.add(Entry::Item(Item::Lab(source(inputs, analyte))));
        if !ANY_STUDY {
            return;
        }
        // A value that is not used is looked at no further.
        let (mut aged, mut washed) = (false, false);
        if let Reason::Sample(sample) = reason {
            aged = matches!(**sample, Sample::Old { .. } | Sample::Undated { .. })
                && rule.not_older_than_days.is_some();
            washed = matches!(**sample, Sample::Washout { .. });
        }
        if let Some(entry) = rule.washout.as_ref().filter(|_| !aged) {
            self.of_entry(entry);
        }
        for (_, limit) in rule.ends().into_iter().flatten() {
            if let Limit::Multiple { of, .. } = limit {
                let is_made = self.patient.normal(analyte, *of).is_some();
                self.add_if(is_made && !aged && !washed, normal_item(analyte, *of));
            }
        }
    }

    fn of_score(&mut self, score: ScoreName) {
        let patient = self.patient;
        let inputs = &patient.inputs;
        let family = [ScoreName::Meld, ScoreName::MeldNa, ScoreName::Meld3];
        // Dialysis stands for the creatinine.
        let dialysed = family.contains(&score) && inputs.dialysis == Some(true);
        for item in used(score) {
            match item {
                Item::Lab(Analyte::Creatinine) if dialysed => {}
                // Seconds are taken where there is no INR, and a time with its control where there are none.
                Item::Lab(Analyte::Inr) if score == ScoreName::ChildPugh => {
                    let tests = [Analyte::Inr, Analyte::ProthrombinProlongation];
                    let mut tests = tests.into_iter();
                    self.of_test(tests.find(|test| inputs.lab(*test).is_some()));
                }
                Item::Lab(Analyte::ProthrombinTime) => {
                    let seconds = Analyte::ProthrombinProlongation;
                    self.of_test(inputs.lab(seconds).map(|_| seconds));
                }
                Item::Lab(analyte) => self.of_test(inputs.lab(analyte).map(|_| analyte)),
                Item::Age => self.add_if(patient.age.is_some(), item),
                Item::Sex => self.add_if(inputs.sex.is_some(), item),
                Item::Ascites => self.add_if(inputs.ascites.is_some(), item),
                Item::Encephalopathy => self.add_if(inputs.encephalopathy.is_some(), item),
                Item::Dialysis => self.add_if(inputs.dialysis.is_some(), item),
                Item::Weight => self.add_if(patient.weight.is_some(), item),
                Item::UpperLimit(analyte) => {
                    self.add_if(patient.normal(analyte, NormalEnd::Uln).is_some(), item);
                }
                Item::LowerLimit(analyte) => {
                    self.add_if(patient.normal(analyte, NormalEnd::Lln).is_some(), item);
                }
            }
        }
    }

    fn of_test(&mut self, analyte: Option<Analyte>) {
        if let Some(analyte) = analyte {
            self.add(Entry::Item(Item::Lab(source(
                &self.patient.inputs,
                analyte,
            ))));
        }
    }

    fn of_entry(&mut self, id: &std::sync::Arc<str>) {
        if self.patient.given(id).is_some() {
            self.add(Entry::Study(id.clone()));
        }
    }

    fn of_answer(&mut self, rule: &AnswerRule) {
        let own = &self.criterion.id;
        let has_day = match &rule.entry {
            Some(entry) => {
                self.of_entry(entry);
                let given = self.patient.given(entry);
                matches!(given, Some(Given::Answer(Answer::Yes, Some(_))))
            }
            None => {
                let has_day = rule.window.is_some() && self.patient.event(own).is_some();
                if has_day || self.patient.answer(own).is_some() {
                    self.add(Entry::Question(own.clone()));
                }
                has_day
            }
        };
        let anchor = rule
            .window
            .as_ref()
            .and_then(|window| window.anchor.as_ref());
        if let Some(anchor) = anchor.filter(|_| has_day) {
            self.of_entry(anchor);
        }
    }
}

/// Which parts a composed rule rests on: where it is open, all.
fn deciding(how: How, parts: &[Part]) -> Vec<bool> {
    let truths = parts.iter().map(|part| part.truth.holds());
    let truths: Vec<Option<bool>> = truths.collect();
    let whole = how.of_truths(&truths);
    let each = truths.iter().enumerate();
    each.map(|(at, truth)| match (how, truths.first(), whole) {
        (_, _, None) | (How::Not, ..) => true,
        (How::When, Some(Some(condition)), _) => at == 0 || at == if *condition { 1 } else { 2 },
        (How::When, ..) => at > 0,
        _ => *truth == whole,
    })
    .collect()
}

/// What was entered for a value: seconds above control can come from a prothrombin time.
fn source(inputs: &Inputs, analyte: Analyte) -> Analyte {
    let is_entered = inputs.labs.iter().any(|lab| lab.analyte() == analyte);
    let computed = !is_entered && analyte == Analyte::ProthrombinProlongation;
    if computed {
        Analyte::ProthrombinTime
    } else {
        analyte
    }
}
