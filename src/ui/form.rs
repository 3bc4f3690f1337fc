//! The state of the form: one signal for each field, holding the text exactly as it stands there. Clearing
//! can be undone, and a change of language or of settings never touches an entry.

use leptos::prelude::*;

use super::reading::{Typed, TypedLab};
use crate::clinical::Analyte;
use crate::study::Study;
use crate::study::model::{Criterion, Rule};

/// The text of a field. A choice is held as its name in the public contract, empty where nobody chose.
pub type Text = RwSignal<String>;

/// A laboratory value and its unit, as a UCUM code.
#[derive(Clone, Copy, Debug)]
pub struct LabText {
    pub analyte: Analyte,
    pub value: Text,
    pub unit: Text,
}

/// Every field.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    pub age: Text,
    pub sex: Text,
    pub labs: [LabText; Analyte::ALL.len()],
    pub ascites: Text,
    pub encephalopathy: Text,
    pub dialysis: Text,
    pub enrolled: Text,
    pub first_infusion: Text,
    answers: ById,
    events: ById,
    lab_dates: ById,
    cleared: RwSignal<Option<Typed>>,
}

/// Whether a criterion asks the clinician a question; and whether "not applicable" is an answer to it.
pub fn asks(criterion: &Criterion) -> Option<bool> {
    match criterion.readings.first()?.rule {
        Rule::Answer { not_applicable, .. } => Some(not_applicable),
        Rule::Undecidable => Some(false),
        _ => None,
    }
}

/// Whether the question of a criterion is about an event within a window of time.
fn dated(criterion: &Criterion) -> bool {
    let rule = criterion.readings.first().map(|reading| &reading.rule);
    matches!(
        rule,
        Some(Rule::Answer {
            window: Some(_),
            ..
        })
    )
}

fn empty() -> Text {
    RwSignal::new(String::new())
}

fn first_unit(analyte: Analyte) -> String {
    let unit = analyte.units().first().map(|accepted| accepted.unit.ucum());
    unit.unwrap_or_default().to_owned()
}

type ById = StoredValue<Vec<(String, Text)>>;

fn find(texts: ById, id: &str) -> Option<Text> {
    texts.with_value(|texts| {
        let found = texts.iter().find(|(of, _)| of == id);
        found.map(|(_, text)| *text)
    })
}

fn all(texts: ById) -> Vec<(String, String)> {
    texts.with_value(|texts| {
        let texts = texts.iter();
        texts.map(|(id, text)| (id.clone(), text.get())).collect()
    })
}

fn set_all(texts: ById, typed: &[(String, String)]) {
    texts.with_value(|texts| {
        for (id, text) in texts {
            let given = typed.iter().find(|(given, _)| given == id);
            text.set(given.map(|(_, given)| given.clone()).unwrap_or_default());
        }
    });
}

impl Form {
    /// An empty form for a study.
    pub fn new(study: &Study) -> Self {
        let of = |wanted: &dyn Fn(&Criterion) -> bool| {
            let criteria = study.criteria.iter().filter(|criterion| wanted(criterion));
            StoredValue::new(criteria.map(|c| (c.id.to_string(), empty())).collect())
        };
        Form {
            age: empty(),
            sex: empty(),
            labs: Analyte::ALL.map(|analyte| LabText {
                analyte,
                value: empty(),
                unit: RwSignal::new(first_unit(analyte)),
            }),
            ascites: empty(),
            encephalopathy: empty(),
            dialysis: empty(),
            enrolled: empty(),
            first_infusion: empty(),
            answers: of(&|criterion| asks(criterion).is_some()),
            events: of(&dated),
            lab_dates: StoredValue::new(
                Analyte::ALL
                    .map(|analyte| (analyte.key().to_owned(), empty()))
                    .to_vec(),
            ),
            cleared: RwSignal::new(None),
        }
    }

    /// The answer to the question of a criterion.
    pub fn answer(&self, criterion: &str) -> Option<Text> {
        find(self.answers, criterion)
    }

    /// The day of the event that a criterion asks about.
    pub fn event(&self, criterion: &str) -> Option<Text> {
        find(self.events, criterion)
    }

    /// The day on which a laboratory value was collected.
    pub fn lab_date(&self, analyte: Analyte) -> Option<Text> {
        find(self.lab_dates, analyte.key())
    }

    /// Everything as it stands in the fields.
    pub fn typed(&self) -> Typed {
        Typed {
            age: self.age.get(),
            sex: self.sex.get(),
            labs: self
                .labs
                .iter()
                .map(|lab| TypedLab {
                    analyte: lab.analyte,
                    text: lab.value.get(),
                    unit: lab.unit.get(),
                })
                .collect(),
            ascites: self.ascites.get(),
            encephalopathy: self.encephalopathy.get(),
            dialysis: self.dialysis.get(),
            answers: all(self.answers),
            events: all(self.events),
            lab_dates: all(self.lab_dates),
            enrolled: self.enrolled.get(),
            first_infusion: self.first_infusion.get(),
        }
    }

    /// Puts this into the fields.
    pub fn fill(&self, typed: Typed) {
        self.age.set(typed.age);
        self.sex.set(typed.sex);
        for lab in &self.labs {
            let given = typed.labs.iter().find(|given| given.analyte == lab.analyte);
            lab.value
                .set(given.map_or_else(String::new, |given| given.text.clone()));
            // A printout has its units, so the one chosen stays for the next patient.
            if let Some(given) = given {
                lab.unit.set(given.unit.clone());
            }
        }
        self.ascites.set(typed.ascites);
        self.encephalopathy.set(typed.encephalopathy);
        self.dialysis.set(typed.dialysis);
        set_all(self.answers, &typed.answers);
        set_all(self.events, &typed.events);
        set_all(self.lab_dates, &typed.lab_dates);
        self.enrolled.set(typed.enrolled);
        self.first_infusion.set(typed.first_infusion);
    }

    /// Empties every field and keeps what stood there for [`Form::undo`].
    pub fn clear(&self) {
        if untrack(|| self.is_empty()) {
            return;
        }
        let typed = untrack(|| self.typed());
        self.fill(Typed::default());
        self.cleared.set(Some(typed));
    }

    /// Puts back what [`Form::clear`] took.
    pub fn undo(&self) {
        if let Some(typed) = self.cleared.get_untracked() {
            self.fill(typed);
        }
        self.cleared.set(None);
    }

    /// Whether there is something to put back and nothing new that it would overwrite.
    pub fn can_undo(&self) -> bool {
        self.cleared.with(Option::is_some) && self.is_empty()
    }

    /// Whether nothing is entered. Units chosen are no entry.
    pub fn is_empty(&self) -> bool {
        let mut typed = self.typed();
        let labs_empty = typed.labs.iter().all(|lab| lab.text.is_empty());
        let days = typed.events.iter().chain(&typed.lab_dates);
        let mut rest = typed.answers.iter().chain(days);
        let rest_empty = rest.all(|(_, text)| text.is_empty());
        typed.labs.clear();
        typed.answers.clear();
        typed.events.clear();
        typed.lab_dates.clear();
        labs_empty && rest_empty && typed == Typed::default()
    }
}
