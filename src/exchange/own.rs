//! What a study asks for beyond what every form has, as it stands in fields: its own entries with the days of events, the
//! laboratory's limits of normal, values of other days, body weight. A text that is no acceptable value counts as missing,
//! as everywhere in a form.

use std::sync::Arc;

use super::form::{
    Field, FieldError, FormValues, Known, ParsedForm, chosen, filled, measured, past,
};
use super::input::accepts;
use super::record::UnitsBy;
use crate::clinical::inputs::WEIGHTS;
use crate::clinical::{Analyte, Comparator, Item, Lab, Number, plausible};
use crate::dates;
use crate::screening::fields;
use crate::screening::{Answer, Given};
use crate::study::model::{Limit, NormalEnd, Rule, StudyEntry};
use crate::study::{ANY_STUDY, Study};

/// A field of a study's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Own {
    /// Body weight.
    Weight,
    /// An entry of the study, by its id.
    Entry(Arc<str>),
    /// The day of the event that an entry of the study asks about.
    Day(Arc<str>),
    /// An end of the reference interval of the laboratory, in the unit of the value.
    Normal(Analyte, NormalEnd),
    /// A value of another day, counted from one, in the unit of the value.
    Earlier(Analyte, u16),
    /// The day of that value.
    EarlierDay(Analyte, u16),
}

impl Own {
    /// The id of its field, by which the public contract names it where it has a name there.
    #[inline(never)]
    pub fn key(&self) -> String {
        match self {
            Own::Weight => Item::Weight.key().to_owned(),
            Own::Entry(id) => id.to_string(),
            Own::Day(id) => [id, DAY].concat(),
            Own::Normal(analyte, end) => [analyte.key(), ".", normal_key(*end)].concat(),
            Own::Earlier(analyte, at) => earlier_key(*analyte, *at),
            Own::EarlierDay(analyte, at) => [&earlier_key(*analyte, *at), "-date"].concat(),
        }
    }

    /// The laboratory value whose unit it is in, if it is in one.
    pub fn in_unit_of(&self) -> Option<Analyte> {
        match self {
            Own::Normal(analyte, _) | Own::Earlier(analyte, _) => Some(*analyte),
            _ => None,
        }
    }

    /// The laboratory value that it stands beside, if it does.
    pub fn beside(&self) -> Option<Analyte> {
        match self {
            Own::EarlierDay(analyte, _) => Some(*analyte),
            own => own.in_unit_of(),
        }
    }
}

/// How the id of the field of an event's day ends.
const DAY: &str = "-event";

/// How the key ends under which stands the unit in which something was typed.
pub const UNIT: &str = "-unit";

/// A rule asks for no more values of other days than this.
pub const MOST_EARLIER: u16 = 19;

/// Whether the field of a key stands beside a laboratory value.
#[inline(never)]
pub fn is_beside(key: &str, analyte: Analyte) -> bool {
    key.split_once('.')
        .is_some_and(|(of, _)| of == analyte.key())
}

/// An end of a reference interval, as laboratories print it in every language.
pub fn short(end: NormalEnd) -> &'static str {
    match end {
        NormalEnd::Uln => "ULN",
        NormalEnd::Lln => "LLN",
    }
}

fn normal_key(end: NormalEnd) -> &'static str {
    match end {
        NormalEnd::Uln => "uln",
        NormalEnd::Lln => "lln",
    }
}

fn earlier_key(analyte: Analyte, at: u16) -> String {
    [analyte.key(), ".earlier", &at.to_string()].concat()
}

/// The fields of a study's own, in the order in which they are asked for.
#[inline(never)]
pub fn own(study: &Study) -> Vec<Own> {
    let mut all = Vec::new();
    if !ANY_STUDY {
        return all;
    }
    let mut add = |own: Own| {
        if !all.contains(&own) {
            all.push(own);
        }
    };
    for item in fields::asked(study) {
        match item {
            Item::Weight => add(Own::Weight),
            Item::UpperLimit(analyte) => add(Own::Normal(analyte, NormalEnd::Uln)),
            Item::LowerLimit(analyte) => add(Own::Normal(analyte, NormalEnd::Lln)),
            _ => {}
        }
    }
    study.any_rule(|rule| {
        if let Rule::Lab(rule) = rule {
            for (_, limit) in rule.ends().into_iter().flatten() {
                if let Limit::Multiple { of, .. } = limit {
                    add(Own::Normal(rule.analyte, *of));
                }
            }
            let further = rule.occasions.map_or(1, |occasions| occasions.n);
            for at in 1..further {
                add(Own::Earlier(rule.analyte, at));
                add(Own::EarlierDay(rule.analyte, at));
            }
        }
        false
    });
    for entry in &study.entries {
        add(Own::Entry(entry.id().clone()));
        if let StudyEntry::Answer { .. } = **entry {
            add(Own::Day(entry.id().clone()));
        }
    }
    all
}

/// The text under a key, where there is one.
pub fn text<'a>(typed: &'a FormValues, key: &str) -> Option<&'a str> {
    if !ANY_STUDY {
        return None;
    }
    let found = typed.own.iter().find(|(of, _)| of == key);
    found
        .map(|(_, text)| text.trim())
        .filter(|text| filled(text))
}

/// Reads those fields.
#[inline(never)]
pub(super) fn read(typed: &FormValues, study: &Study, known: &Known, parsed: &mut ParsedForm) {
    if !ANY_STUDY {
        return;
    }
    for own in own(study) {
        let Some(text) = text(typed, &own.key()) else {
            continue;
        };
        let read = match &own {
            Own::Weight => weight(text, parsed),
            Own::Entry(id) => entry(text, study, id, parsed),
            Own::Normal(analyte, end) => normal(typed, &own, (*analyte, *end), text, parsed),
            Own::Earlier(analyte, at) => {
                let day = Own::EarlierDay(*analyte, *at).key();
                let day = self::text(typed, &day).and_then(|day| past(day, known).ok());
                in_unit(typed, &own, *analyte, text, parsed).map(|lab| {
                    let patient = &mut parsed.case.patient;
                    patient.earlier.extend(lab.zip(day));
                })
            }
            // Read with what they are the days of; here it is only looked at whether they are days.
            Own::Day(_) | Own::EarlierDay(..) => past(text, known).map(|_| ()),
        };
        if let Err(why) = read {
            parsed.errors.push((Field::Own(own), why));
        }
    }
    let days = typed.own.iter().filter_map(|(key, text)| {
        let day = past(text, known).ok()?;
        Some((key.strip_suffix(DAY)?, day))
    });
    for (id, day) in days {
        let given = parsed.case.patient.entries.iter_mut();
        for (of, given) in given {
            if let Given::Answer(_, of_event) = given
                && *of == *id
            {
                *of_event = Some(day);
            }
        }
    }
}

fn weight(text: &str, parsed: &mut ParsedForm) -> Result<(), FieldError> {
    let number = Number::parse(text).map_err(FieldError::Number)?;
    let (least, most) = WEIGHTS;
    if number.comparator != Comparator::Exactly {
        return Err(FieldError::Sign);
    }
    if !(least..=most).contains(&number.value) {
        return Err(FieldError::Bounds);
    }
    parsed.case.patient.weight = Some(number.value);
    Ok(())
}

fn entry(
    text: &str,
    study: &Study,
    id: &Arc<str>,
    parsed: &mut ParsedForm,
) -> Result<(), FieldError> {
    let given = match study.entry(id).map(|entry| &**entry) {
        Some(StudyEntry::Choice { options, .. }) => {
            let found = options.iter().find(|option| option.id == text);
            found.map(|option| Given::Choice(option.id.clone()))
        }
        Some(StudyEntry::Number { least, most, .. }) => {
            let number = Number::parse(text).map_err(FieldError::Number)?;
            if !accepts(*least, *most, number) {
                return Err(FieldError::Bounds);
            }
            Some(Given::Number(number))
        }
        Some(StudyEntry::Answer { not_applicable, .. }) => {
            let answer = chosen(&Answer::NAMES, text);
            let answer = answer.filter(|of| *not_applicable || *of != Answer::NotApplicable);
            answer.map(|answer| Given::Answer(answer, None))
        }
        Some(StudyEntry::Date { .. }) => {
            let day = dates::parse(text).map_err(|_| FieldError::Date)?;
            Some(Given::Date(day))
        }
        None => None,
    };
    let given = given.map(|given| (id.to_string(), given));
    parsed.case.patient.entries.extend(given);
    Ok(())
}

/// A number in the unit of a laboratory value; nothing for as long as that has none. One that was typed while the value
/// had another unit is not taken for one in this unit, and what looks like a mix-up is not used.
#[inline(never)]
fn in_unit(
    typed: &FormValues,
    own: &Own,
    analyte: Analyte,
    text: &str,
    parsed: &ParsedForm,
) -> Result<Option<Lab>, FieldError> {
    let mut labs = typed.labs.iter();
    let Some(of) = labs.find(|lab| lab.analyte == analyte) else {
        return Ok(None);
    };
    let Some(unit) = of.unit(parsed.system) else {
        return Number::parse(text)
            .map(|_| None)
            .map_err(FieldError::Number);
    };
    if analyte.units().len() > 1 {
        let typed_in = self::text(typed, &[&own.key(), UNIT].concat());
        let is_own = typed_in == Some(unit.ucum());
        // Typed before there was a unit: the reader's choice holds for it too, what came with a value does not.
        let by_reader = of.unit.is_empty() || of.by == UnitsBy::Reader;
        if !(is_own || typed_in.is_none() && by_reader) {
            return Err(FieldError::Moved(unit));
        }
    }
    let lab = measured(analyte, text, unit)?;
    match plausible::mistaken(analyte, lab.number(), unit) {
        Some(doubt) => Err(FieldError::Doubtful(lab.number(), unit, doubt)),
        None => Ok(Some(lab)),
    }
}

fn normal(
    typed: &FormValues,
    own: &Own,
    (analyte, end): (Analyte, NormalEnd),
    text: &str,
    parsed: &mut ParsedForm,
) -> Result<(), FieldError> {
    let Some(lab) = in_unit(typed, own, analyte, text, parsed)? else {
        return Ok(());
    };
    if lab.number().comparator != Comparator::Exactly {
        return Err(FieldError::Sign);
    }
    let patient = &mut parsed.case.patient;
    let other = match end {
        NormalEnd::Uln => NormalEnd::Lln,
        NormalEnd::Lln => NormalEnd::Uln,
    };
    let value = lab.number().value;
    let beside = patient.normal(analyte, other);
    let crossed = beside.is_some_and(|of| match end {
        NormalEnd::Uln => value <= of.number().value,
        NormalEnd::Lln => value >= of.number().value,
    });
    if crossed {
        // Nobody here knows which of the two is wrong.
        patient.normals.retain(|(_, lab)| lab.analyte() != analyte);
        return Err(FieldError::Crossed);
    }
    patient.normals.push((end, lab));
    Ok(())
}
