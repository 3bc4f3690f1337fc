//! What was given about the patient, as it was given.

use rust_decimal::Decimal;

use super::{AND, Noted, UnitsBy, Writer};
use crate::clinical::inputs::{Ascites, Encephalopathy, Sex};
use crate::clinical::{Analyte, Item, Waiting};
use crate::exchange::own::short;
use crate::screening::{Age, Answer, Given};
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
        for (item, label) in self.choices() {
            self.choice(item, label);
        }
        if inputs.cholestatic {
            self.say(self.page.record.cholestatic);
        }
        if let Some(weight) = patient.weight {
            self.row(self.words.names.weight, kilograms(weight));
        }
        for analyte in Analyte::every() {
            self.lab(analyte);
        }
        for (name, value) in self.given() {
            self.row(&name, value);
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
        self.unused(noted);
    }

    /// The fields whose text is not accepted.
    pub(super) fn unused(&mut self, noted: &Noted) {
        if !noted.unused.is_empty() {
            let names = noted.unused.join(self.words.names.list_separator);
            self.row(self.page.record.unused, names);
        }
    }

    /// What was entered of the patient, each in a few words.
    pub(super) fn entered(&self) -> Vec<String> {
        let form = &self.page.form;
        let patient = &self.case.patient;
        let inputs = &patient.inputs;
        let mut all = Vec::new();
        let years = patient.age.and_then(|age| age.on(self.case.as_of));
        all.extend(years.map(|years| [&years.to_string(), " ", form.years].concat()));
        all.extend(inputs.sex.map(|sex| {
            let sex = match sex {
                Sex::Female => form.female,
                Sex::Male => form.male,
            };
            sex.to_owned()
        }));
        for analyte in Analyte::every() {
            if let Some(value) = self.value(analyte) {
                all.push([self.words.analyte(analyte), " ", &value].concat());
            }
        }
        if let Some(weight) = patient.weight {
            let weight = kilograms(weight);
            all.push([self.words.names.weight, " ", &weight].concat());
        }
        let choices = self.choices().into_iter();
        all.extend(choices.map(|(item, label)| {
            let short = apart(label).map_or(label, |(short, _)| short);
            let sentence = self.page.record.row;
            fill(
                sentence,
                &[("name", self.words.item(item)), ("value", short)],
            )
        }));
        for (name, value) in self.given() {
            let row = self.page.record.row;
            all.push(fill(row, &[("name", &name), ("value", &value)]));
        }
        all
    }

    /// What was given of the study's own entries, with their names.
    fn given(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for entry in &self.study.entries {
            let Some(given) = self.case.patient.given(entry.id()) else {
                continue;
            };
            let value = match given {
                Given::Choice(id) => {
                    let option = entry.options().iter().find(|option| option.id == *id);
                    option
                        .map_or("", |option| option.name.in_lang(self.lang))
                        .to_owned()
                }
                Given::Number(number) => {
                    let value = [number.comparator.sign(), &number.value.to_string()].concat();
                    let unit = entry.unit().unwrap_or_default();
                    [&value, " ", unit].concat().trim_end().to_owned()
                }
                Given::Answer(answer, day) => {
                    let answer = self.words.answer(*answer).to_owned();
                    match day {
                        Some(day) => self.with(&answer, self.lang.date(*day)),
                        None => answer,
                    }
                }
                Given::Date(day) => self.lang.date(*day),
            };
            all.push((entry.name().in_lang(self.lang).to_owned(), value));
        }
        all
    }

    /// The signs that were chosen, with the words of the choice.
    fn choices(&self) -> Vec<(Item, &'static str)> {
        let form = &self.page.form;
        let inputs = &self.case.patient.inputs;
        let ascites = inputs.ascites.map(|ascites| match ascites {
            Ascites::None => form.ascites_none,
            Ascites::Slight => form.ascites_slight,
            Ascites::Moderate => form.ascites_moderate,
        });
        let encephalopathy = inputs.encephalopathy.map(|grade| match grade {
            Encephalopathy::None => form.encephalopathy_none,
            Encephalopathy::Grade1To2 => form.encephalopathy_low,
            Encephalopathy::Grade3To4 => form.encephalopathy_high,
        });
        let dialysis = inputs.dialysis.map(|dialysed| {
            if dialysed {
                form.dialysis_yes
            } else {
                form.dialysis_no
            }
        });
        let all = [
            (Item::Ascites, ascites),
            (Item::Encephalopathy, encephalopathy),
            (Item::Dialysis, dialysis),
        ];
        let chosen = all.into_iter();
        chosen
            .filter_map(|(item, label)| Some((item, label?)))
            .collect()
    }

    /// A laboratory value as it was entered, whether it counts or not.
    fn lab(&mut self, analyte: Analyte) {
        if let Some(value) = self.value(analyte) {
            self.row(self.words.analyte(analyte), value);
        }
    }

    fn value(&self, analyte: Analyte) -> Option<String> {
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
            _ => return None,
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
        for (end, normal) in &patient.normals {
            if normal.analyte() == analyte {
                value = self.with(&value, [short(*end), " ", &words::typed(normal)].concat());
            }
        }
        for (earlier, day) in &patient.earlier {
            if earlier.analyte() == analyte {
                let of_day = self.with(&words::typed(earlier), self.lang.date(*day));
                let earlier = fill(texts.earlier, &[("value", &of_day)]);
                value = self.with(&value, earlier);
            }
        }
        if waiting.is_some() {
            value = self.with(&value, texts.waiting.to_owned());
        }
        Some(value)
    }

    /// What a choice means stands after a colon on the page, and here in brackets.
    #[inline(never)]
    fn choice(&mut self, item: Item, label: &str) {
        let label = match apart(label) {
            Some((short, _)) if self.in_short => short.to_owned(),
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

/// A body weight.
fn kilograms(weight: Decimal) -> String {
    [&weight.to_string(), " kg"].concat()
}

/// A choice and what it means.
fn apart(label: &str) -> Option<(&str, &str)> {
    label.split_once(':').or_else(|| label.split_once('：'))
}
