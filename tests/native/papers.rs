//! Made-up reports that somebody types from.

use liver_prescreen::clinical::{Analyte, Ascites, Encephalopathy, Entered, Lab, Number, Unit};
use liver_prescreen::screening::Patient;

use crate::people::{Chance, Person, decimal};

pub const PATIENTS: u32 = 10_000;

/// The analytes with two units, with the least and the greatest value of a report in µmol/L or g/L, and the decimals of
/// each unit. Small values are as many as great ones of the same ratio.
pub const TWO_UNITS: [(Analyte, f64, f64, [usize; 2]); 4] = [
    (Analyte::Bilirubin, 6.0, 500.0, [1, 2]),
    (Analyte::Albumin, 18.0, 50.0, [1, 2]),
    (Analyte::Creatinine, 35.0, 450.0, [0, 2]),
    (Analyte::Hemoglobin, 60.0, 170.0, [0, 1]),
];

/// A number between two others, each ratio as often as any other.
fn between(chance: &mut Chance, least: f64, most: f64) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let share = chance.below(1_000_001) as f64 / 1e6;
    least * (most / least).powf(share)
}

fn factor(analyte: Analyte) -> f64 {
    match analyte {
        Analyte::Bilirubin => 17.1,
        Analyte::Creatinine => 88.4,
        _ => 10.0,
    }
}

/// A report that somebody types from: one system of units, and tests of coagulation that belong together.
pub struct Paper {
    pub si: bool,
    values: Vec<(Analyte, String, Unit)>,
    control: String,
    person: Person,
}

fn paper(chance: &mut Chance, si: bool) -> Paper {
    let mut values = Vec::new();
    for (analyte, least, most, decimals) in TWO_UNITS {
        let value = between(chance, least, most);
        let [large, small] = [0, 1].map(|index| analyte.units()[index].unit);
        values.push(if si {
            (analyte, format!("{value:.*}", decimals[0]), large)
        } else {
            (
                analyte,
                format!("{:.*}", decimals[1], value / factor(analyte)),
                small,
            )
        });
    }
    let inr = between(chance, 0.9, 3.5);
    let control = between(chance, 11.0, 14.0);
    let sensitivity = between(chance, 0.9, 1.5);
    let seconds = control * inr.powf(1.0 / sensitivity) * between(chance, 0.98, 1.02);
    // The three ways in use from seconds to activity.
    let activity = match chance.below(3) {
        0 => 100.0 * control / seconds,
        1 if seconds > control * 0.9 => 40.0 * control / (seconds - 0.6 * control),
        _ => 303.0 / (seconds - 8.7).max(2.5),
    };
    for (analyte, value, decimals) in [
        (Analyte::Inr, inr, 2),
        (Analyte::ProthrombinActivity, activity.clamp(10.0, 130.0), 0),
        (Analyte::ProthrombinTime, seconds, 1),
        (Analyte::ProthrombinProlongation, seconds - control, 1),
        (Analyte::Sodium, between(chance, 122.0, 146.0), 0),
        (Analyte::Platelets, between(chance, 10.0, 300.0), 0),
    ] {
        let text = format!("{value:.decimals$}");
        values.push((analyte, text, analyte.units()[0].unit));
    }
    Paper {
        si,
        values,
        control: format!("{control:.1}"),
        person: Person::random(chance),
    }
}

/// The fields that are filled in beside those of a study without its tests of coagulation.
pub const USUAL: [Analyte; 8] = [
    Analyte::Bilirubin,
    Analyte::Albumin,
    Analyte::Creatinine,
    Analyte::Hemoglobin,
    Analyte::Sodium,
    Analyte::Platelets,
    Analyte::Inr,
    Analyte::ProthrombinActivity,
];

pub fn other_unit(analyte: Analyte, unit: Unit) -> Unit {
    let mut units = analyte.units().iter().map(|accepted| accepted.unit);
    units.find(|other| *other != unit).expect("two units")
}

impl Paper {
    pub fn value(&self, analyte: Analyte) -> (&str, Unit) {
        let found = self.values.iter().find(|(of, ..)| *of == analyte);
        found
            .map(|(_, text, unit)| (text.as_str(), *unit))
            .expect("every value is printed")
    }

    pub fn entry(&self, analyte: Analyte, text: &str, unit: Unit) -> Entered {
        let control = (analyte == Analyte::ProthrombinTime).then(|| decimal(&self.control));
        match Lab::parse(analyte, text, unit) {
            Ok(lab) => Entered::Value {
                lab,
                confirmed: false,
                control,
            },
            Err(_) => Entered::Refused {
                analyte,
                number: Number::parse(text).expect("a number"),
            },
        }
    }

    /// These fields, each with the number and the unit that the report prints.
    pub fn typed(&self, fields: &[Analyte]) -> Vec<Entered> {
        fields
            .iter()
            .map(|analyte| {
                let (text, unit) = self.value(*analyte);
                self.entry(*analyte, text, unit)
            })
            .collect()
    }

    /// A patient of whom these values were entered; everything else is known.
    pub fn patient(&self, entered: &[Entered]) -> Patient {
        let mut patient = self.person.patient(entered);
        let inputs = &mut patient.inputs;
        inputs.dialysis.get_or_insert(false);
        inputs.ascites.get_or_insert(Ascites::Slight);
        inputs.encephalopathy.get_or_insert(Encephalopathy::None);
        patient
    }
}

pub fn papers() -> impl Iterator<Item = Paper> {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    (0..PATIENTS).map(move |number| paper(&mut chance, number % 2 == 0))
}
