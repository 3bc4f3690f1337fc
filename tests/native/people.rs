//! Random patients as somebody would type them: values on the laboratory's grid, the thresholds often, and gaps.

use liver_prescreen::clinical::{
    Analyte, Analytes, Ascites, Encephalopathy, Entered, Inputs, Lab, Number, Sex, Unit,
};
use liver_prescreen::exchange::input::{ASCITES, ENCEPHALOPATHY};
use liver_prescreen::screening::{Age, Answer, Patient};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rust_decimal::Decimal;

/// A small generator, so that every run sees the same patients.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }

    pub fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        let at = self.below(of.len() as u64);
        of[usize::try_from(at).expect("a small number")]
    }
}

/// Where the values of an analyte in one unit come from: usual ones on the laboratory's grid, at times the
/// thresholds themselves, at times anything that a living patient has.
pub struct Source {
    pub analyte: Analyte,
    pub unit: Unit,
    pub decimals: u32,
    pub usual: (u64, u64),
    pub wide: (u64, u64),
    pub thresholds: &'static [&'static str],
}

const fn source(
    analyte: Analyte,
    unit: Unit,
    decimals: u32,
    usual: (u64, u64),
    wide: (u64, u64),
    thresholds: &'static [&'static str],
) -> Source {
    Source {
        analyte,
        unit,
        decimals,
        usual,
        wide,
        thresholds,
    }
}

/// Limits are given in steps of the grid.
#[rustfmt::skip]
pub const SOURCES: [Source; 14] = {
    use Analyte as A;
    use Unit as U;
    [
        source(A::Bilirubin, U::UmolPerL, 1, (100, 900), (10, 14000), &["17.1", "34", "34.2", "51", "51.3", "68", "170", "188.3", "188.4"]),
        source(A::Bilirubin, U::MgPerDl, 2, (50, 500), (10, 8000), &["1", "2.0", "3.0", "4", "10", "9.94", "9.95", "11.01", "11.02"]),
        source(A::Albumin, U::GPerL, 1, (200, 380), (50, 800), &["15", "28", "35", "35.0"]),
        source(A::Albumin, U::GPerDl, 2, (200, 380), (50, 800), &["1.5", "2.8", "3.5", "3.50"]),
        source(A::Inr, U::One, 2, (90, 190), (50, 2000), &["1", "1.0", "1.7", "2.2", "2.3", "2.247", "2.248"]),
        source(A::ProthrombinActivity, U::Percent, 0, (25, 90), (1, 180), &["30", "30.0"]),
        source(A::ProthrombinTime, U::Second, 1, (105, 280), (50, 2000), &["9", "16", "16.0", "18", "40"]),
        source(A::ProthrombinProlongation, U::Second, 1, (0, 80), (0, 900), &["4", "6", "4.0"]),
        source(A::Creatinine, U::UmolPerL, 0, (40, 130), (9, 2600), &["88.4", "265.2", "353.6"]),
        source(A::Creatinine, U::MgPerDl, 2, (40, 150), (10, 3000), &["1", "3.0", "4.0", "2.58"]),
        source(A::Sodium, U::MmolPerL, 0, (122, 142), (90, 190), &["125", "137", "136.9"]),
        source(A::Hemoglobin, U::GPerL, 0, (65, 140), (10, 260), &["70", "70.0", "70.1"]),
        source(A::Hemoglobin, U::GPerDl, 1, (65, 140), (10, 260), &["7", "7.0", "7.01"]),
        source(A::Platelets, U::GigaPerL, 0, (2, 120), (1, 3000), &["3", "3.0", "30"]),
    ]
};

/// The control of a prothrombin time.
const CONTROL: Source = source(
    Analyte::ProthrombinTime,
    Unit::Second,
    1,
    (105, 140),
    (50, 300),
    &["9", "12", "12.0", "18"],
);

/// A value as typed.
#[derive(Clone, Debug)]
pub struct Typed {
    pub text: String,
    pub unit: Unit,
    pub value: f64,
}

impl Source {
    /// So many steps of the grid, as printed.
    pub fn text(&self, steps: u64) -> String {
        let ten = 10_u64.pow(self.decimals);
        let width = self.decimals as usize;
        match width {
            0 => steps.to_string(),
            _ => format!("{}.{:0width$}", steps / ten, steps % ten),
        }
    }

    fn value(&self, chance: &mut Chance) -> Typed {
        let text = if chance.once_in(8) {
            chance.one(self.thresholds).to_owned()
        } else {
            let (least, most) = if chance.once_in(20) {
                self.wide
            } else {
                self.usual
            };
            let steps = least + chance.below(most - least + 1);
            self.text(steps)
        };
        let value = text.parse().expect("a number");
        Typed {
            text,
            unit: self.unit,
            value,
        }
    }
}

/// A patient; whatever is `None` was not entered.
#[derive(Clone, Debug)]
pub struct Person {
    pub age: Option<u16>,
    pub female: Option<bool>,
    pub labs: Vec<(Analyte, Typed)>,
    /// The control of the prothrombin time.
    pub control: Option<Typed>,
    pub ascites: Option<Ascites>,
    pub encephalopathy: Option<Encephalopathy>,
    pub dialysis: Option<bool>,
    pub cholestatic: bool,
    pub answers: Vec<(String, Answer)>,
}

fn unless<T>(missing: bool, value: T) -> Option<T> {
    (!missing).then_some(value)
}

impl Person {
    pub fn random(chance: &mut Chance) -> Self {
        // A unit system for the whole printout, or a unit for each value.
        let system = chance.below(3);
        Self::in_units(chance, system)
    }

    fn in_units(chance: &mut Chance, system: u64) -> Self {
        let mut labs = Vec::new();
        for analyte in Analytes::OF_EVERY_FORM.each() {
            let left_out = match analyte {
                Analyte::ProthrombinProlongation | Analyte::ProthrombinTime => !chance.once_in(4),
                Analyte::Inr => chance.once_in(12),
                _ => chance.once_in(40),
            };
            let sources: Vec<&Source> = SOURCES.iter().filter(|s| s.analyte == analyte).collect();
            let source = match system {
                0 => sources.first().copied(),
                1 => sources.last().copied(),
                _ => Some(chance.one(&sources)),
            };
            let value = source.expect("a source of values").value(chance);
            if !left_out {
                labs.push((analyte, value));
            }
        }
        let control = CONTROL.value(chance);
        let control = unless(chance.once_in(6), control);
        let age = if chance.once_in(8) {
            chance.one(&[17, 18, 65, 66])
        } else {
            20 + u16::try_from(chance.below(48)).expect("an age")
        };
        let troubled = chance.once_in(4);
        let questions = ["I2".to_owned(), "I3".to_owned()];
        let questions = questions
            .into_iter()
            .chain((1..=12).map(|n| format!("E{n}")));
        let mut answers = Vec::new();
        for id in questions {
            let favourable = match id.as_str() {
                "I2" | "I3" => Answer::Yes,
                "E9" => chance.one(&[Answer::No, Answer::NotApplicable]),
                _ => Answer::No,
            };
            if troubled && chance.once_in(20) {
                continue;
            }
            let answer = if troubled && chance.once_in(14) {
                chance.one(&[Answer::Yes, Answer::No, Answer::Unknown])
            } else {
                favourable
            };
            answers.push((id, answer));
        }
        Person {
            age: unless(chance.once_in(40), age),
            female: unless(chance.once_in(40), chance.once_in(2)),
            labs,
            control,
            ascites: unless(chance.once_in(40), chance.one(&ASCITES).1),
            encephalopathy: unless(chance.once_in(40), chance.one(&ENCEPHALOPATHY).1),
            dialysis: unless(chance.once_in(40), chance.once_in(16)),
            cholestatic: chance.once_in(16),
            answers,
        }
    }

    /// The values as a form holds them.
    pub fn entered(&self, confirmed: bool) -> Vec<Entered> {
        let control = self.control.as_ref().map(|typed| decimal(&typed.text));
        let enter = |(analyte, typed): &(Analyte, Typed)| Entered::Value {
            lab: Lab::parse(*analyte, &typed.text, typed.unit).expect("an accepted value"),
            confirmed,
            control: control.filter(|_| *analyte == Analyte::ProthrombinTime),
        };
        self.labs.iter().map(enter).collect()
    }

    /// The patient with these values.
    pub fn patient(&self, entered: &[Entered]) -> Patient {
        let mut inputs = Inputs {
            sex: self
                .female
                .map(|female| if female { Sex::Female } else { Sex::Male }),
            ascites: self.ascites,
            encephalopathy: self.encephalopathy,
            dialysis: self.dialysis,
            cholestatic: self.cholestatic,
            ..Inputs::default()
        };
        inputs.enter(entered);
        Patient {
            age: self.age.map(Age::Years),
            inputs,
            answers: self.answers.clone(),
            ..Patient::default()
        }
    }
}

pub fn decimal(text: &str) -> Decimal {
    Number::parse(text).expect("a number").value
}

/// A laboratory value as typed, at times only a limit ("<5").
fn lab(analyte: Analyte) -> impl Strategy<Value = Lab> {
    let sources: Vec<usize> = (0..SOURCES.len())
        .filter(|index| SOURCES[*index].analyte == analyte)
        .collect();
    let sign = prop_oneof![12 => Just(""), 4 => select(vec!["<", "≤", ">", "≥"])];
    (select(sources), sign, any::<(u8, u64, Index)>()).prop_filter_map(
        "an accepted value",
        move |(source, sign, (kind, steps, index))| {
            let source = &SOURCES[source];
            let text = match kind % 8 {
                0 | 1 => source.thresholds[index.index(source.thresholds.len())].to_owned(),
                2 => source.text(source.wide.0 + steps % (source.wide.1 - source.wide.0)),
                _ => source.text(source.usual.0 + steps % (source.usual.1 - source.usual.0)),
            };
            Lab::parse(analyte, &format!("{sign}{text}"), source.unit).ok()
        },
    )
}

fn questions() -> Vec<String> {
    let exclusions = (1..=12).map(|number| format!("E{number}"));
    ["I2", "I3"]
        .map(str::to_owned)
        .into_iter()
        .chain(exclusions)
        .collect()
}

/// The answers of a patient, mostly those that do not exclude. `given` is the share answered.
fn answers(given: f64) -> impl Strategy<Value = Vec<(String, Answer)>> {
    let all: Vec<_> = questions()
        .into_iter()
        .map(|id| {
            let good = if id.starts_with('I') {
                Answer::Yes
            } else {
                Answer::No
            };
            let answer = prop_oneof![
                30 => Just(good),
                1 => Just(Answer::Yes),
                1 => Just(Answer::No),
                1 => Just(Answer::Unknown),
            ];
            weighted(given, (Just(id), answer))
        })
        .collect();
    all.prop_map(|all| all.into_iter().flatten().collect())
}

/// Values as a form holds them, each there with a chance of `given`, and confirmed with a chance of `confirmed`.
pub fn entered(given: f64, confirmed: f64) -> impl Strategy<Value = Vec<Entered>> {
    let control =
        (CONTROL.usual.0..=CONTROL.usual.1).prop_map(|steps| decimal(&CONTROL.text(steps)));
    let labs: Vec<_> = Analytes::OF_EVERY_FORM
        .each()
        .map(|analyte| {
            let entry = (
                lab(analyte),
                prop::bool::weighted(confirmed),
                weighted(given, control.clone()),
            );
            let entry = entry.prop_map(move |(lab, confirmed, control)| Entered::Value {
                lab,
                confirmed,
                control: control.filter(|_| analyte == Analyte::ProthrombinTime),
            });
            weighted(given, entry)
        })
        .collect();
    labs.prop_map(|labs| labs.into_iter().flatten().collect())
}

/// A patient of whom each entry is known with a chance of `given`, and every value confirmed.
pub fn patient(given: f64) -> impl Strategy<Value = Patient> {
    patient_of(given, 1.0)
}

/// The same, with values that are confirmed only with a chance of `confirmed`.
pub fn patient_of(given: f64, confirmed: f64) -> impl Strategy<Value = Patient> {
    let choices = (
        weighted(given, select(ASCITES.map(|(_, ascites)| ascites).to_vec())),
        weighted(
            given,
            select(ENCEPHALOPATHY.map(|(_, grade)| grade).to_vec()),
        ),
        weighted(given, select(vec![Sex::Female, Sex::Male])),
        weighted(given, prop::bool::weighted(0.05)),
        prop::bool::weighted(0.1),
    );
    let age = weighted(given, prop_oneof![4 => 18_u16..=65, 1 => 10_u16..=90]);
    let labs = entered(given, confirmed);
    (labs, choices, age, answers(given)).prop_map(|(labs, choices, age, answers)| {
        let (ascites, encephalopathy, sex, dialysis, cholestatic) = choices;
        let mut inputs = Inputs {
            sex,
            ascites,
            encephalopathy,
            dialysis,
            cholestatic,
            ..Inputs::default()
        };
        inputs.enter(&labs);
        Patient {
            age: age.map(Age::Years),
            inputs,
            answers,
            ..Patient::default()
        }
    })
}
