//! The state of the form: one signal for each field, holding the text exactly as it stands there. Clearing
//! can be undone, and a change of language or of settings never touches an entry.

use leptos::prelude::*;

use crate::clinical::{Analyte, System};
use crate::exchange::form::{FormValues, LabValues};
use crate::exchange::own::{self, UNIT};
use crate::exchange::record::UnitsBy;
use crate::screening::fields::fields;
use crate::study::Study;
use crate::study::model::Criterion;

/// The text of a field. A choice is held as its name in the public contract, empty where nobody chose.
pub type TextSignal = RwSignal<String>;

/// A laboratory value, and what belongs to it: see [`LabValues`].
#[derive(Clone, Copy, Debug)]
pub struct LabField {
    pub analyte: Analyte,
    pub value: TextSignal,
    pub unit: TextSignal,
    pub by: RwSignal<UnitsBy>,
    pub confirmed: TextSignal,
    /// A text that stood in the field, and what it would be in the power of ten that the field asks for.
    pub hint: RwSignal<(String, String)>,
}

impl LabField {
    fn new(analyte: Analyte) -> Self {
        LabField {
            analyte,
            value: empty(),
            unit: empty(),
            by: RwSignal::new(UnitsBy::Reader),
            confirmed: empty(),
            hint: RwSignal::new(Default::default()),
        }
    }

    /// As it stands in the field.
    pub fn values(&self) -> LabValues {
        LabValues {
            analyte: self.analyte,
            text: self.value.get(),
            unit: self.unit.get(),
            by: self.by.get(),
            confirmed: self.confirmed.get(),
        }
    }

    /// Gives the value a unit of its own.
    pub fn choose(&self, unit: &str, by: UnitsBy) {
        self.by.set(by);
        self.unit.set(unit.to_owned());
    }

    /// Lets go of a unit that came with a value which is gone.
    pub fn forget_unit_of_value(&self) {
        if self.by.get_untracked() != UnitsBy::Reader {
            self.choose("", UnitsBy::Reader);
        }
    }

    fn fill(&self, given: Option<&LabValues>) {
        self.value
            .set(given.map_or_else(String::new, |given| given.text.clone()));
        self.confirmed
            .set(given.map_or_else(String::new, |given| given.confirmed.clone()));
        match given {
            Some(given) => self.choose(&given.unit, given.by),
            // What the reader chose stays for the next patient; what came with a value goes with it.
            None => self.forget_unit_of_value(),
        }
    }
}

/// Every field.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    pub age: TextSignal,
    pub sex: TextSignal,
    /// The system of units that the reader says the report is in.
    pub system: TextSignal,
    labs: StoredValue<Vec<LabField>>,
    pub control: TextSignal,
    pub ascites: TextSignal,
    pub encephalopathy: TextSignal,
    pub dialysis: TextSignal,
    pub enrolled: TextSignal,
    pub first_infusion: TextSignal,
    /// A printout that was pasted and is not yet in the fields.
    pub printout: TextSignal,
    answers: SignalsById,
    events: SignalsById,
    lab_dates: SignalsById,
    own: SignalsById,
    cleared: RwSignal<Option<FormValues>>,
}

/// The contents of the fields, accepted or not, of a form that is taken off the page, for the form that comes next.
pub struct FormSnapshot {
    values: FormValues,
    printout: String,
}

/// Whether a criterion asks the clinician a question; and whether "not applicable" is an answer to it.
pub fn asks(criterion: &Criterion) -> Option<bool> {
    criterion.asks()
}

/// Whether the question of a criterion is about an event within a window of time.
fn dated(criterion: &Criterion) -> bool {
    criterion.takes_day()
}

fn empty() -> TextSignal {
    RwSignal::new(String::new())
}

type SignalsById = StoredValue<Vec<(String, TextSignal)>>;

fn find(texts: SignalsById, id: &str) -> Option<TextSignal> {
    texts.with_value(|texts| {
        let found = texts.iter().find(|(of, _)| of == id);
        found.map(|(_, text)| *text)
    })
}

fn all(texts: SignalsById) -> Vec<(String, String)> {
    texts.with_value(|texts| {
        let texts = texts.iter();
        texts.map(|(id, text)| (id.clone(), text.get())).collect()
    })
}

fn set_all(texts: SignalsById, typed: &[(String, String)]) {
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
        let analytes = fields(study);
        let mut further = Vec::new();
        for own in own::own(study) {
            further.push((own.key(), empty()));
            if own.in_unit_of().is_some() {
                further.push(([&own.key(), UNIT].concat(), empty()));
            }
        }
        Form {
            age: empty(),
            sex: empty(),
            system: empty(),
            labs: StoredValue::new(analytes.each().map(LabField::new).collect()),
            control: empty(),
            ascites: empty(),
            encephalopathy: empty(),
            dialysis: empty(),
            enrolled: empty(),
            first_infusion: empty(),
            printout: empty(),
            answers: of(&|criterion| asks(criterion).is_some()),
            events: of(&dated),
            lab_dates: StoredValue::new(
                analytes
                    .each()
                    .map(|analyte| (analyte.key().to_owned(), empty()))
                    .collect(),
            ),
            own: StoredValue::new(further),
            cleared: RwSignal::new(None),
        }
    }

    /// The laboratory values that the form has a field for.
    #[inline(never)]
    pub fn labs(&self) -> Vec<LabField> {
        self.labs.get_value()
    }

    /// The field of a laboratory value, if the form has one.
    #[inline(never)]
    pub fn lab(&self, analyte: Analyte) -> Option<LabField> {
        self.labs.with_value(|labs| {
            let mut labs = labs.iter();
            labs.find(|lab| lab.analyte == analyte).copied()
        })
    }

    /// The answer to the question of a criterion.
    pub fn answer(&self, criterion: &str) -> Option<TextSignal> {
        find(self.answers, criterion)
    }

    /// The day of the event that a criterion asks about.
    pub fn event(&self, criterion: &str) -> Option<TextSignal> {
        find(self.events, criterion)
    }

    /// The day on which a laboratory value was collected.
    pub fn lab_date(&self, analyte: Analyte) -> Option<TextSignal> {
        find(self.lab_dates, analyte.key())
    }

    /// A field of the study's own, by its key: see [`own`].
    #[inline(never)]
    pub fn own(&self, key: &str) -> Option<TextSignal> {
        find(self.own, key)
    }

    /// Whether something stands beside a laboratory value that is in its unit.
    #[inline(never)]
    pub fn holds_beside(&self, analyte: Analyte) -> bool {
        self.own.with_value(|own| {
            let mut own = own.iter().filter(|(key, _)| own::is_beside(key, analyte));
            own.any(|(_, text)| !text.with_untracked(String::is_empty))
        })
    }

    /// Everything as it stands in the fields.
    pub fn values(&self) -> FormValues {
        FormValues {
            age: self.age.get(),
            sex: self.sex.get(),
            system: self.system.get(),
            labs: self.labs().iter().map(LabField::values).collect(),
            control: self.control.get(),
            ascites: self.ascites.get(),
            encephalopathy: self.encephalopathy.get(),
            dialysis: self.dialysis.get(),
            answers: all(self.answers),
            events: all(self.events),
            lab_dates: all(self.lab_dates),
            own: all(self.own),
            enrolled: self.enrolled.get(),
            first_infusion: self.first_infusion.get(),
        }
    }

    /// Puts this into the fields. The units that the reader chose stay.
    pub fn fill(&self, typed: FormValues) {
        self.age.set(typed.age);
        self.sex.set(typed.sex);
        for lab in self.labs() {
            lab.fill(typed.labs.iter().find(|given| given.analyte == lab.analyte));
        }
        self.control.set(typed.control);
        self.ascites.set(typed.ascites);
        self.encephalopathy.set(typed.encephalopathy);
        self.dialysis.set(typed.dialysis);
        set_all(self.answers, &typed.answers);
        set_all(self.events, &typed.events);
        set_all(self.lab_dates, &typed.lab_dates);
        set_all(self.own, &typed.own);
        self.enrolled.set(typed.enrolled);
        self.first_infusion.set(typed.first_infusion);
    }

    /// Everything that is entered, for a form of the same study that follows this one.
    pub fn snapshot(&self) -> FormSnapshot {
        FormSnapshot {
            values: untrack(|| self.values()),
            printout: self.printout.get_untracked(),
        }
    }

    /// Takes over what [`Form::snapshot`] gave.
    pub fn restore(&self, snapshot: FormSnapshot) {
        self.fill(snapshot.values);
        self.printout.set(snapshot.printout);
    }

    /// Empties every field and keeps what stood there for [`Form::undo`].
    pub fn clear(&self) {
        if untrack(|| self.is_empty()) {
            return;
        }
        let typed = untrack(|| self.values());
        self.fill(FormValues::default());
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

    /// The units that the reader chose, for a form that follows this one on the page: `si`, then `bilirubin=mg/dL`
    /// and the like, with spaces between.
    pub fn units(&self) -> String {
        let mut units = self.system.get_untracked();
        for lab in self.labs() {
            let unit = lab.unit.get_untracked();
            if !unit.is_empty() && lab.by.get_untracked() == UnitsBy::Reader {
                units.push_str(&[" ", lab.analyte.key(), "=", &unit].concat());
            }
        }
        units
    }

    /// Takes over what [`Form::units`] gave.
    pub fn take_units(&self, units: &str) {
        for unit in units.split(' ') {
            match unit.split_once('=') {
                None => self.system.set(unit.to_owned()),
                Some((key, unit)) => {
                    let lab = self.labs().into_iter().find(|lab| lab.analyte.key() == key);
                    if let Some(lab) = lab {
                        lab.choose(unit, UnitsBy::Reader);
                    }
                }
            }
        }
    }

    /// Puts the whole report into another system of units, but for values that came with a unit of their own.
    pub fn switch_all(&self, system: System) {
        for lab in self.labs() {
            if lab.by.get_untracked() == UnitsBy::Reader {
                lab.unit.set(String::new());
            }
        }
        self.system.set(system.name().to_owned());
    }

    /// Whether nothing is entered. Units chosen are no entry.
    pub fn is_empty(&self) -> bool {
        let mut typed = self.values();
        let labs_empty = typed.labs.iter().all(|lab| lab.text.is_empty());
        let days = typed.events.iter().chain(&typed.lab_dates);
        let mut rest = typed.answers.iter().chain(days).chain(&typed.own);
        let rest_empty = rest.all(|(_, text)| text.is_empty());
        typed.labs.clear();
        typed.system.clear();
        typed.answers.clear();
        typed.events.clear();
        typed.lab_dates.clear();
        typed.own.clear();
        labs_empty && rest_empty && typed == FormValues::default()
    }
}
