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
    answers: StoredValue<Vec<(String, Text)>>,
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

fn empty() -> Text {
    RwSignal::new(String::new())
}

fn first_unit(analyte: Analyte) -> String {
    let unit = analyte.units().first().map(|accepted| accepted.unit.ucum());
    unit.unwrap_or_default().to_owned()
}

impl Form {
    /// An empty form for a study.
    pub fn new(study: &Study) -> Self {
        let questions = study.criteria.iter().filter(|c| asks(c).is_some());
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
            answers: StoredValue::new(questions.map(|c| (c.id.clone(), empty())).collect()),
            cleared: RwSignal::new(None),
        }
    }

    /// The answer to the question of a criterion.
    pub fn answer(&self, criterion: &str) -> Option<Text> {
        self.answers.with_value(|answers| {
            let found = answers.iter().find(|(id, _)| id == criterion);
            found.map(|(_, text)| *text)
        })
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
            answers: self.answers.with_value(|answers| {
                answers
                    .iter()
                    .map(|(id, text)| (id.clone(), text.get()))
                    .collect()
            }),
            enrolled: self.enrolled.get(),
            first_infusion: self.first_infusion.get(),
        }
    }

    fn fill(&self, typed: Typed) {
        self.age.set(typed.age);
        self.sex.set(typed.sex);
        for lab in &self.labs {
            let given = typed.labs.iter().find(|given| given.analyte == lab.analyte);
            let given = given.cloned();
            let (text, unit) = given.map_or_else(
                || (String::new(), first_unit(lab.analyte)),
                |given| (given.text, given.unit),
            );
            lab.value.set(text);
            lab.unit.set(unit);
        }
        self.ascites.set(typed.ascites);
        self.encephalopathy.set(typed.encephalopathy);
        self.dialysis.set(typed.dialysis);
        self.answers.with_value(|answers| {
            for (id, text) in answers {
                let given = typed.answers.iter().find(|(given, _)| given == id);
                text.set(given.map(|(_, given)| given.clone()).unwrap_or_default());
            }
        });
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
    fn is_empty(&self) -> bool {
        let mut typed = self.typed();
        let labs_empty = typed.labs.iter().all(|lab| lab.text.is_empty());
        let answers_empty = typed.answers.iter().all(|(_, text)| text.is_empty());
        typed.labs.clear();
        typed.answers.clear();
        labs_empty && answers_empty && typed == Typed::default()
    }
}
