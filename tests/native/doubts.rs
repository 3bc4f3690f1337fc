//! Which values of a patient count, a second time: in plain floating point, and from the rules as they were asked for
//! instead of from the core, for the comparison in `naive.rs`.

use liver_prescreen::clinical::{Analyte, Unit};

use crate::formulas::typed;
use crate::people::{Person, Typed};

/// Whether a value alone looks like another unit, another power of ten or another test.
fn looks_mistaken(analyte: Analyte, typed: &Typed, unit: Unit) -> bool {
    let value = typed.value;
    match analyte {
        Analyte::Bilirubin if unit == Unit::MgPerDl => value > 45.0,
        Analyte::Bilirubin => value < 4.0,
        Analyte::Creatinine if unit == Unit::MgPerDl => value > 25.0,
        Analyte::Creatinine => value < 15.0,
        Analyte::Albumin if unit == Unit::GPerDl => value > 8.0,
        Analyte::Albumin => value < 8.0,
        Analyte::Hemoglobin if unit == Unit::GPerDl => value > 26.0,
        Analyte::Hemoglobin => value < 26.0,
        Analyte::Inr => !(0.7..8.0).contains(&value),
        Analyte::ProthrombinActivity => value < 10.0,
        Analyte::ProthrombinProlongation => value >= 10.0,
        Analyte::ProthrombinTime => value < 9.0 || (40.0..=130.0).contains(&value),
        Analyte::Platelets => (value < 50.0 && typed.text.contains('.')) || value > 1500.0,
        _ => false,
    }
}

/// The unit of the other system, where there is one, and whether this one is µmol/L or g/L.
fn other(unit: Unit) -> Option<(Unit, bool)> {
    match unit {
        Unit::UmolPerL => Some((Unit::MgPerDl, true)),
        Unit::GPerL => Some((Unit::GPerDl, true)),
        Unit::MgPerDl => Some((Unit::UmolPerL, false)),
        Unit::GPerDl => Some((Unit::GPerL, false)),
        _ => None,
    }
}

/// Whether a value speaks for µmol/L and g/L: its size, or else its unit.
fn speaks_for_si(analyte: Analyte, typed: &Typed) -> Option<bool> {
    let (other, si) = other(typed.unit)?;
    let fits_only_the_other =
        looks_mistaken(analyte, typed, typed.unit) && !looks_mistaken(analyte, typed, other);
    Some(si != fits_only_the_other)
}

fn doubted(person: &Person, analyte: Analyte, value: &Typed) -> bool {
    if looks_mistaken(analyte, value, value.unit) {
        return true;
    }
    if analyte == Analyte::ProthrombinActivity && value.value < 30.0 {
        let inr = typed(person, Analyte::Inr).map(|inr| inr.value);
        return inr.is_some_and(|inr| (0.7..1.5).contains(&inr));
    }
    if let Some((other, si)) = other(value.unit)
        && !looks_mistaken(analyte, value, other)
    {
        let others = person.labs.iter().filter(|(of, _)| *of != analyte);
        let mut said = others.filter_map(|(of, typed)| speaks_for_si(*of, typed));
        return said.any(|said| said != si);
    }
    let control = person.control.as_ref().map(|control| control.value);
    let odd = |control: f64| !(9.0..=18.0).contains(&control) || value.value < control - 3.0;
    analyte == Analyte::ProthrombinTime && control.is_some_and(odd)
}

/// The patient with the values that count: those in doubt left out unless somebody confirmed them, and the prothrombin
/// time less its control in place of both.
pub fn counting(person: &Person, confirmed: bool) -> Person {
    let mut counting = person.clone();
    counting
        .labs
        .retain(|(analyte, value)| confirmed || !doubted(person, *analyte, value));
    let time = typed(&counting, Analyte::ProthrombinTime);
    let time = time.map(|time| time.value).zip(person.control.as_ref());
    // Both stand on a grid of tenths.
    let seconds = time.map(|(time, control)| ((time - control.value) * 10.0).round() / 10.0);
    let entered = typed(&counting, Analyte::ProthrombinProlongation).map(|typed| typed.value);
    match (seconds, entered) {
        (Some(value), None) => counting.labs.push((
            Analyte::ProthrombinProlongation,
            Typed {
                text: value.to_string(),
                unit: Unit::Second,
                value,
            },
        )),
        (Some(value), Some(entered)) if !confirmed && value != entered => counting
            .labs
            .retain(|(analyte, _)| *analyte != Analyte::ProthrombinProlongation),
        _ => {}
    }
    counting
}
