//! A patient as entered. Everything can be unknown, and unknown is never "no".

use std::borrow::Cow;
use std::sync::Arc;

use rust_decimal::Decimal;
use time::Date;

use crate::clinical::{Analyte, Inputs, Item, Lab, Number};
use crate::dates;
use crate::study::model::NormalEnd;

/// An answer to a study's question: "yes" means that the registry's sentence is true of the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is true.
    Yes,
    /// It is not true.
    No,
    /// The clinician does not know.
    Unknown,
    /// The question does not arise.
    NotApplicable,
}

impl Answer {
    /// The names in the public contract.
    pub const NAMES: [(&'static str, Answer); 4] = [
        ("yes", Answer::Yes),
        ("no", Answer::No),
        ("unknown", Answer::Unknown),
        ("not-applicable", Answer::NotApplicable),
    ];
}

/// An age as entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Completed years.
    Years(u16),
    /// A date of birth.
    Born(Date),
}

impl Age {
    /// Completed years on a day; nothing if that day comes before birth.
    pub fn on(self, day: Date) -> Option<u16> {
        match self {
            Age::Years(years) => Some(years),
            Age::Born(birth) => dates::completed_years(birth, day),
        }
    }
}

/// Something that can be asked for: an input of a score, the question of a criterion, or an entry of the study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// An input of a score or a rule.
    Item(Item),
    /// The question of a criterion, by its id.
    Question(Arc<str>),
    /// An entry of the study, by its id.
    Study(Arc<str>),
}

impl Entry {
    /// The name in the public contract: an item's, the criterion's id or the entry's.
    pub fn key(&self) -> Cow<'_, str> {
        match self {
            Entry::Item(Item::UpperLimit(analyte)) => [analyte.key(), ".uln"].concat().into(),
            Entry::Item(Item::LowerLimit(analyte)) => [analyte.key(), ".lln"].concat().into(),
            Entry::Item(item) => item.key().into(),
            Entry::Question(id) | Entry::Study(id) => (**id).into(),
        }
    }
}

/// A patient.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patient {
    /// Age, in completed years or as a date of birth.
    pub age: Option<Age>,
    /// What scores are computed from: laboratory values in their own units, sex, ascites, encephalopathy, dialysis.
    pub inputs: Inputs,
    /// The days on which values were collected, where known.
    pub lab_dates: Vec<(Analyte, Date)>,
    /// Answers by criterion id.
    pub answers: Vec<(String, Answer)>,
    /// The days of the events that criteria with a window of time ask about, by criterion id.
    pub events: Vec<(String, Date)>,
    /// Body weight in kilograms.
    pub weight: Option<Decimal>,
    /// Ends of the reference intervals of the laboratory that measured the values. Each is a value of its analyte.
    pub normals: Vec<(NormalEnd, Lab)>,
    /// Values of other days than that of screening.
    pub earlier: Vec<(Lab, Date)>,
    /// What was entered of the study's own entries, by their ids.
    pub entries: Vec<(String, Given)>,
}

/// What was entered of an entry of the study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// An option, by its id.
    Choice(String),
    /// A number as typed, within what the entry accepts.
    Number(Number),
    /// An answer, perhaps with the day of the event.
    Answer(Answer, Option<Date>),
    /// A day.
    Date(Date),
}

impl Patient {
    /// The day of the event that a criterion asks about, if one was given.
    pub fn event(&self, criterion: &str) -> Option<Date> {
        of(&self.events, criterion)
    }

    /// The answer to a criterion's question, if one was given.
    pub fn answer(&self, criterion: &str) -> Option<Answer> {
        of(&self.answers, criterion)
    }

    /// What was entered of an entry of the study, if anything.
    pub fn given(&self, entry: &str) -> Option<&Given> {
        let found = self.entries.iter().find(|(id, _)| id == entry);
        found.map(|(_, given)| given)
    }

    /// The day of collection of a value, where it is known.
    pub fn lab_date(&self, analyte: Analyte) -> Option<Date> {
        let found = self.lab_dates.iter().find(|(of, _)| *of == analyte);
        found.map(|(_, date)| *date)
    }

    /// An end of the reference interval of an analyte, as the laboratory gives it.
    pub fn normal(&self, analyte: Analyte, end: NormalEnd) -> Option<&Lab> {
        let mut normals = self.normals.iter();
        let found = normals.find(|(of, lab)| *of == end && lab.analyte() == analyte);
        found.map(|(_, lab)| lab)
    }
}

/// What was given for a criterion. Ids are short and begin alike: the last letter tells most of them apart.
fn of<T: Copy>(given: &[(String, T)], criterion: &str) -> Option<T> {
    let last = criterion.as_bytes().last();
    given
        .iter()
        .find(|(id, _)| id.as_bytes().last() == last && id == criterion)
        .map(|(_, found)| *found)
}
