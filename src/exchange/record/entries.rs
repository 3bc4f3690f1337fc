//! What was given about the patient, as it was given.

use super::{AND, Noted, UnitsBy, Writer};
use crate::clinical::inputs::{Ascites, Encephalopathy, Sex};
use crate::clinical::{Analyte, Item, Waiting};
use crate::screening::{Age, Answer};
use crate::words::{self, fill};

impl Writer<'_> {
    /// What was entered about the patient.
    pub(super) fn entries(&mut self, noted: &Noted) {
        let form = &self.page.form;
        let patient = &self.case.patient;
        let inputs = &patient.inputs;
        self.part(form.title);
        if let Some(age) = patient.age {
            if let Age::Born(day) = age {
                self.row(self.page.record.born, self.lang.date(day));
            }
            if let Some(years) = age.on(self.case.as_of) {
                let years = [&years.to_string(), " ", form.years].concat();
                self.row(form.age, years);
            }
        }
        if let Some(sex) = inputs.sex {
            let label = match sex {
                Sex::Female => form.female,
                Sex::Male => form.male,
            };
            self.choice(Item::Sex, label);
        }
        if let Some(ascites) = inputs.ascites {
            let label = match ascites {
                Ascites::None => form.ascites_none,
                Ascites::Slight => form.ascites_slight,
                Ascites::Moderate => form.ascites_moderate,
            };
            self.choice(Item::Ascites, label);
        }
        if let Some(grade) = inputs.encephalopathy {
            let label = match grade {
                Encephalopathy::None => form.encephalopathy_none,
                Encephalopathy::Grade1To2 => form.encephalopathy_low,
                Encephalopathy::Grade3To4 => form.encephalopathy_high,
            };
            self.choice(Item::Encephalopathy, label);
        }
        if let Some(dialysed) = inputs.dialysis {
            let label = if dialysed {
                form.dialysis_yes
            } else {
                form.dialysis_no
            };
            self.choice(Item::Dialysis, label);
        }
        if inputs.cholestatic {
            self.say(self.page.record.cholestatic);
        }
        for analyte in &Analyte::ALL {
            self.lab(*analyte);
        }
        let texts = &self.page.record;
        for (by, said) in [
            (UnitsBy::Reader, texts.units_reader),
            (UnitsBy::Host, texts.units_host),
            (UnitsBy::Paste, texts.units_paste),
            (UnitsBy::Program, texts.units_program),
        ] {
            let mut list = String::new();
            for (of, analyte) in &noted.units {
                if *of == by {
                    self.add(&mut list, self.words.analyte(*analyte));
                }
            }
            if !list.is_empty() {
                self.row(said, list);
            }
        }
        if !noted.unused.is_empty() {
            let names = noted.unused.join(self.words.names.list_separator);
            self.row(self.page.record.unused, names);
        }
    }

    /// A laboratory value as it was entered, whether it counts or not.
    fn lab(&mut self, analyte: Analyte) {
        let patient = &self.case.patient;
        let inputs = &patient.inputs;
        let texts = &self.page.record;
        let entered = inputs.labs.iter().find(|lab| lab.analyte() == analyte);
        let waiting = inputs.waiting(analyte);
        let mut value = match (entered, waiting) {
            (Some(lab), _) | (None, Some(Waiting::Doubtful { lab, .. })) => words::typed(lab),
            (None, Some(Waiting::NoUnit { number, .. })) => {
                [number.comparator.sign(), &number.value.to_string()].concat()
            }
            _ => return,
        };
        if let Some(control) = inputs
            .control
            .filter(|_| analyte == Analyte::ProthrombinTime)
        {
            let control = fill(texts.control, &[("value", &control.to_string())]);
            value = self.with(&value, control);
        }
        for (of, day) in &patient.lab_dates {
            if *of == analyte {
                value = self.with(&value, self.lang.date(*day));
            }
        }
        if inputs.confirmed.contains(&analyte) {
            value = self.with(&value, texts.confirmed.to_owned());
        }
        if waiting.is_some() {
            value = self.with(&value, texts.waiting.to_owned());
        }
        self.row(self.words.analyte(analyte), value);
    }

    /// What a choice means stands after a colon on the page, and here in brackets.
    #[inline(never)]
    fn choice(&mut self, item: Item, label: &str) {
        let parts = label.split_once(':').or_else(|| label.split_once('：'));
        let label = match parts {
            Some((short, means)) => self.with(short, means.trim().to_owned()),
            None => label.to_owned(),
        };
        self.row(self.words.item(item), label);
    }

    /// The answers, each with the criteria that were answered so, and the days of events.
    pub(super) fn answers(&mut self) {
        let form = &self.page.form;
        let patient = &self.case.patient;
        self.part(form.questions);
        for (answer, label) in &[
            (Answer::Yes, form.yes),
            (Answer::No, form.no),
            (Answer::Unknown, form.dont_know),
            (Answer::NotApplicable, form.not_applicable),
        ] {
            let mut list = String::new();
            for criterion in &self.study.criteria {
                if patient.answer(&criterion.id) == Some(*answer) {
                    self.add(&mut list, &criterion.id);
                }
            }
            if !list.is_empty() {
                self.row(label, list);
            }
        }
        for (id, day) in &patient.events {
            let of = [id, AND, self.page.record.event_day].concat();
            self.row(&of, self.lang.date(*day));
        }
    }
}
