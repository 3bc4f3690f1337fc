//! What a study asks for beyond what every form has: choices, numbers, answers, days.

use std::sync::Arc;

use rust_decimal::Decimal;
#[cfg(schema)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::LocalizedText;
use super::texts::maybe_text;

/// An entry of a study.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema), schemars(tag = "kind"))]
#[serde(
    deny_unknown_fields,
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum StudyEntry {
    /// One of a few options.
    Choice {
        /// Its id.
        id: Arc<str>,
        /// A short name.
        name: LocalizedText,
        /// What is asked.
        question: LocalizedText,
        /// Help with the question.
        help: Option<LocalizedText>,
        /// What can be chosen.
        #[cfg_attr(schema, schemars(length(min = 2)))]
        options: Vec<EntryOption>,
        /// Whether the options stand in an order, as grades do.
        #[serde(default)]
        ordered: bool,
    },
    /// A number.
    Number {
        /// Its id.
        id: Arc<str>,
        /// A short name.
        name: LocalizedText,
        /// What is asked.
        question: LocalizedText,
        /// Help with the question.
        help: Option<LocalizedText>,
        /// Its unit, as people write it.
        unit: Option<String>,
        /// The least that is accepted.
        #[serde(default, with = "maybe_text")]
        #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
        least: Option<Decimal>,
        /// The greatest that is accepted.
        #[serde(default, with = "maybe_text")]
        #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
        most: Option<Decimal>,
    },
    /// Yes, no or not known, perhaps with the day of an event.
    Answer {
        /// Its id.
        id: Arc<str>,
        /// A short name.
        name: LocalizedText,
        /// What is asked.
        question: LocalizedText,
        /// Help with the question.
        help: Option<LocalizedText>,
        /// Whether "not applicable" is an answer.
        #[serde(default)]
        not_applicable: bool,
    },
    /// A day from which windows count.
    Date {
        /// Its id.
        id: Arc<str>,
        /// A short name.
        name: LocalizedText,
        /// What is asked.
        question: LocalizedText,
        /// Help with the question.
        help: Option<LocalizedText>,
    },
}

/// An option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EntryOption {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: LocalizedText,
}

/// What every entry has, whatever its kind, by one pattern.
macro_rules! common {
    ($entry:expr, $field:ident) => {
        match $entry {
            StudyEntry::Choice { $field, .. }
            | StudyEntry::Number { $field, .. }
            | StudyEntry::Answer { $field, .. }
            | StudyEntry::Date { $field, .. } => $field,
        }
    };
}

impl StudyEntry {
    /// Its id.
    pub fn id(&self) -> &Arc<str> {
        common!(self, id)
    }

    /// Its short name.
    pub fn name(&self) -> &LocalizedText {
        common!(self, name)
    }

    /// What is asked.
    pub fn question(&self) -> &LocalizedText {
        common!(self, question)
    }

    /// Help with the question.
    pub fn help(&self) -> Option<&LocalizedText> {
        common!(self, help).as_ref()
    }

    /// What can be chosen; nothing of an entry that is no choice.
    pub fn options(&self) -> &[EntryOption] {
        match self {
            StudyEntry::Choice { options, .. } => options,
            _ => &[],
        }
    }

    /// Its unit, where it is a number that has one.
    pub fn unit(&self) -> Option<&str> {
        match self {
            StudyEntry::Number { unit, .. } => unit.as_deref(),
            _ => None,
        }
    }

    /// What it is, as a file names it.
    pub fn kind(&self) -> &'static str {
        match self {
            StudyEntry::Choice { .. } => "choice",
            StudyEntry::Number { .. } => "number",
            StudyEntry::Answer { .. } => "answer",
            StudyEntry::Date { .. } => "date",
        }
    }

    /// Its texts.
    pub(super) fn texts(&mut self) -> Vec<&mut LocalizedText> {
        let mut texts = Vec::new();
        match self {
            StudyEntry::Choice {
                name,
                question,
                help,
                options,
                ..
            } => {
                texts.extend([name, question]);
                texts.extend(help);
                texts.extend(options.iter_mut().map(|option| &mut option.name));
            }
            StudyEntry::Number {
                name,
                question,
                help,
                ..
            }
            | StudyEntry::Answer {
                name,
                question,
                help,
                ..
            }
            | StudyEntry::Date {
                name,
                question,
                help,
                ..
            } => {
                texts.extend([name, question]);
                texts.extend(help);
            }
        }
        texts
    }
}
