//! The sense of what is given of the study's own entries.

use time::Date;

use super::case::not_after;
use super::{EntryInput, EntryParts, refusal};
use crate::clinical::{Comparator, LabError, Number};
use crate::dates;
use crate::error::ValidationError;
use crate::exchange::read::{Digits, named};
use crate::screening::{Answer, Given};
use crate::study::Study;
use crate::study::model::StudyEntry;

/// What is given of an entry of the study.
///
/// # Errors
/// The first [`ValidationError`], with its field.
pub fn given(
    id: &str,
    given: &EntryInput,
    study: &Study,
    as_of: Date,
) -> Result<Given, ValidationError> {
    let place = ["patient.entries.", id].concat();
    let at = |field: &str, message: String| {
        ValidationError::new([place.as_str(), field].concat(), message)
    };
    let Some(entry) = study.entry(id) else {
        let ids: Vec<&str> = study.entries.iter().map(|entry| &**entry.id()).collect();
        let message = if ids.is_empty() {
            format!("The study {} defines no entries.", study.id)
        } else {
            format!("Unknown entry; those of {}: {}.", study.id, ids.join(", "))
        };
        return Err(at("", message));
    };
    match (&**entry, given) {
        (StudyEntry::Choice { options, .. }, EntryInput::Text(text)) => {
            let names: Vec<(&str, &str)> = options
                .iter()
                .map(|option| (option.id.as_str(), option.id.as_str()))
                .collect();
            let chosen = named(text, &names).map_err(|message| at("", message))?;
            Ok(Given::Choice(chosen.to_owned()))
        }
        (StudyEntry::Choice { .. }, _) => {
            let message = "Expected the id of an option, as a text.";
            Err(at("", message.to_owned()))
        }
        (StudyEntry::Number { .. }, given) => {
            number(entry, given).map_err(|(field, message)| at(field, message))
        }
        (StudyEntry::Answer { not_applicable, .. }, given) => {
            let (answer, day) = match given {
                EntryInput::Text(text) => {
                    let answer = named(text, &Answer::NAMES).map_err(|message| at("", message))?;
                    (answer, None)
                }
                EntryInput::Parts(EntryParts {
                    answer: Some(answer),
                    date,
                    value: None,
                    unit: None,
                }) => (*answer, *date),
                _ => {
                    let message = "Expected an answer, or \"answer\" with \"date\".";
                    return Err(at("", message.to_owned()));
                }
            };
            if answer == Answer::NotApplicable && !not_applicable {
                let message = "\"not-applicable\" is not accepted for this entry; accepted: yes, no, unknown.";
                return Err(at("", message.to_owned()));
            }
            let day = day.map(|day| not_after(day, as_of, || [place.as_str(), ".date"].concat()));
            Ok(Given::Answer(answer, day.transpose()?))
        }
        (StudyEntry::Date { .. }, EntryInput::Text(text)) => {
            let day = dates::parse(text).map_err(|error| at("", error.to_string()))?;
            Ok(Given::Date(day))
        }
        (StudyEntry::Date { .. }, _) => Err(at(
            "",
            "Expected a date as YYYY-MM-DD, as a text.".to_owned(),
        )),
    }
}

/// A number within what the entry accepts, in its unit.
fn number(entry: &StudyEntry, given: &EntryInput) -> Result<Given, (&'static str, String)> {
    let StudyEntry::Number {
        unit, least, most, ..
    } = entry
    else {
        return Err(("", "This entry is no number.".to_owned()));
    };
    let (text, field) = match given {
        EntryInput::Parts(EntryParts {
            value: Some(Digits(value)),
            unit: given,
            answer: None,
            date: None,
        }) => {
            if given != unit {
                let message = match unit {
                    Some(unit) => format!("Expected the unit of this entry, {unit}."),
                    None => "This entry has no unit; leave it out.".to_owned(),
                };
                return Err((".unit", message));
            }
            (value, ".value")
        }
        EntryInput::Text(text) | EntryInput::Number(Digits(text)) if unit.is_none() => (text, ""),
        _ => {
            let message = match unit {
                Some(unit) => format!("Expected \"value\" with \"unit\": \"{unit}\"."),
                None => "Expected a number.".to_owned(),
            };
            return Err(("", message));
        }
    };
    let number = Number::parse(text);
    let number = number.map_err(|error| (field, refusal(LabError::Number(error))))?;
    let value = number.value;
    let fits = match number.comparator {
        // "< 2" of what begins at 2 is a fair thing to print.
        Comparator::Below | Comparator::AtMost => most.is_none_or(|most| value <= most),
        _ => least.is_none_or(|least| value >= least) && most.is_none_or(|most| value <= most),
    };
    if !fits {
        let end = |end: &Option<rust_decimal::Decimal>| {
            end.map_or_else(|| "…".to_owned(), |end| end.to_string())
        };
        let unit = unit.as_deref().unwrap_or_default();
        let expected = format!("Accepted: {} to {} {unit}", end(least), end(most));
        return Err((field, [expected.trim_end(), "."].concat()));
    }
    Ok(Given::Number(number))
}
