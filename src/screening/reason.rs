//! Why a rule is true of a patient, is not, or is open: what sentences are made of.

use std::sync::Arc;

use time::Date;

use super::finding::Truth;
use super::patient::Answer;
use super::range::{End, Range};
use super::score_value::ScoreValue;
use super::window::Lapse;
use crate::clinical::{Analyte, Item, Lab, Number, Sex, Waiting};
use crate::study::model::{Occasions, ScoreName, StudyEntry, Window};

/// Why a criterion is in its state.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// An age against its limits.
    Age {
        /// Completed years.
        years: u16,
        /// The least.
        min: Option<u16>,
        /// The greatest.
        max: Option<u16>,
    },
    /// A laboratory value against its limits. In a box, as is everything large: all reasons take the room of the largest.
    Lab(Arc<Measured>),
    /// A laboratory value whose limit cannot be told, since an end of the reference interval is missing.
    NoLimit(Arc<NoLimit>),
    /// A score against its limits, or its class.
    Score(Arc<Scored>),
    /// Why a laboratory value is not used, or that it is not enough by itself.
    Sample(Arc<Sample>),
    /// The patient's sex, and the one that is asked for.
    Sex {
        /// As entered.
        sex: Sex,
        /// As asked for.
        is: Sex,
    },
    /// What an entry of the study says, or a question about an event within a window that counts from elsewhere.
    Study(Arc<OfStudy>),
    /// What the parts of a composed rule say.
    Parts(Arc<Composed>),
    /// A value was entered and does not count yet.
    Waiting(Arc<Waiting>),
    /// An entry is missing.
    Missing(Item),
    /// The date of birth comes after the day of screening.
    BornLater,
    /// The clinician answered.
    Answered(Answer),
    /// Nobody answered.
    NotAnswered,
    /// The day of an event against a window of time.
    Event {
        /// Its day.
        day: Date,
        /// The first days on which it no longer counts.
        lapse: Lapse,
    },
    /// The answer and the day of the event cannot both be right.
    Contradiction {
        /// The answer.
        answer: Answer,
        /// The day of the event.
        day: Date,
        /// The first days on which it no longer counts.
        lapse: Lapse,
    },
    /// The record cannot be read; with the answer, if there is one.
    CannotBeRead(Option<Answer>),
    /// Only the site can settle it; with the answer, if a host sent one.
    Site(Option<Answer>),
}

/// A laboratory value against its limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// As typed.
    pub lab: Lab,
    /// The limits.
    pub range: Range,
}

/// A laboratory value whose limit cannot be told.
#[derive(Clone, Debug, PartialEq)]
pub struct NoLimit {
    /// As typed.
    pub lab: Lab,
    /// The ends of the reference interval that are missing.
    pub missing: Vec<Item>,
}

/// A score against its limits, or its class.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// Which.
    pub score: ScoreName,
    /// The least that the entries allow.
    pub low: ScoreValue,
    /// The greatest that the entries allow.
    pub high: ScoreValue,
    /// What is asked of it.
    pub asked: Asked,
    /// What nobody entered.
    pub missing: Vec<Item>,
    /// What was entered only as a limit.
    pub imprecise: Vec<Item>,
    /// What was entered, and counts only once somebody confirms it or gives what it lacks.
    pub waiting: Vec<Waiting>,
}

/// What is asked of a score.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// To lie within limits.
    Range(Range),
    /// To be of one of these classes.
    Classes(Vec<&'static str>),
}

impl Asked {
    /// The limit, where there is just one.
    pub fn only(&self) -> Option<&End> {
        match self {
            Asked::Range(range) => range.only(),
            Asked::Classes(_) => None,
        }
    }
}

/// Why a laboratory value is not used, or that it is not enough by itself.
#[derive(Clone, Debug)]
#[cfg_attr(not(of_page), derive(PartialEq))]
pub enum Sample {
    /// It is older than the rule allows.
    Old {
        /// Of what.
        analyte: Analyte,
        /// Its day.
        date: Date,
        /// The greatest age in days.
        days: u16,
    },
    /// It has no day, and the rule limits its age or counts occasions.
    Undated {
        /// Of what.
        analyte: Analyte,
    },
    /// Something was given that it may come from; `None` where nobody answered.
    Washout {
        /// Of what.
        analyte: Analyte,
        /// The question.
        entry: Arc<StudyEntry>,
        /// The answer.
        answer: Option<Answer>,
    },
    /// On how many dated values the rule holds.
    Occasions {
        /// Of what.
        analyte: Analyte,
        /// On so many.
        found: usize,
        /// Of so many that are needed.
        needed: Occasions,
    },
}

/// What an entry of the study says, or a question about an event.
#[derive(Clone, Debug)]
#[cfg_attr(not(of_page), derive(PartialEq))]
pub struct OfStudy {
    /// The entry; the criterion's own question where there is none.
    pub entry: Option<Arc<StudyEntry>>,
    /// What it says.
    pub said: Said,
}

/// What an entry of the study says.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// Nothing: nobody entered it.
    Nothing,
    /// An option was chosen.
    Chosen {
        /// Its place among the options.
        chosen: usize,
        /// The places of those asked for.
        of: Vec<usize>,
    },
    /// A number was entered.
    Number {
        /// As typed.
        number: Number,
        /// The limits.
        range: Range,
    },
    /// Somebody answered.
    Answered(Answer),
    /// The day of an event against a window.
    Event {
        /// Its day.
        day: Date,
        /// The window.
        window: Window,
        /// The day from which it counts back.
        from: Anchor,
    },
    /// There was an event, and its day is needed.
    NoDay {
        /// The window.
        window: Window,
    },
    /// The event came after the day from which the window counts back.
    After {
        /// Its day.
        day: Date,
        /// The day from which it counts back.
        from: Anchor,
    },
    /// The answer and the day of the event cannot both be right.
    Contradiction {
        /// The answer.
        answer: Answer,
        /// The day.
        day: Date,
    },
}

/// The day from which a window counts back.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// The entry; the day of screening where there is none.
    pub entry: Option<Arc<StudyEntry>>,
    /// The day.
    pub day: Date,
}

/// A composed rule, as far as its parts are settled.
#[derive(Clone, Debug)]
#[cfg_attr(not(of_page), derive(PartialEq))]
pub struct Composed {
    /// How it is composed.
    pub how: How,
    /// Its parts: of "when", the condition first, then the branches.
    pub parts: Vec<Part>,
}

/// How a rule is composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// All must hold.
    All,
    /// One must hold.
    Any,
    /// So many must hold.
    AtLeast(u16),
    /// It must not hold.
    Not,
    /// One or another must hold, by a condition.
    When,
}

/// A part of a composed rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Whether it holds.
    pub truth: Truth,
    /// Why.
    pub reason: Reason,
}

/// The page's own wasm makes none of these, and need not hold what compares them: 0.4 kB after Brotli.
#[cfg(of_page)]
macro_rules! never_made {
    ($($name:ident)+) => {$(
        impl PartialEq for $name {
            fn eq(&self, _: &Self) -> bool {
                true
            }
        }
    )+};
}
#[cfg(of_page)]
never_made! { Sample OfStudy Composed }
