//! What scores are computed from. Everything can be unknown; unknown is never taken for "no".

use rust_decimal::Decimal;

use super::Outcome;
use super::entered::{self, Entered, Waiting};
use super::interval::Interval;
use super::lab::{Analyte, Lab, floats};

/// Sex as MELD 3.0 asks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// Ascites as Child-Pugh asks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ascites {
    /// None.
    None,
    /// Slight, or controlled by diuretics.
    Slight,
    /// Moderate to severe, or refractory.
    Moderate,
}

/// Hepatic encephalopathy (West Haven) as Child-Pugh asks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encephalopathy {
    /// None.
    None,
    /// Grade 1–2, or controlled by drugs.
    Grade1To2,
    /// Grade 3–4, or refractory.
    Grade3To4,
}

/// One thing that a score needs, and that somebody can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// Age or date of birth.
    Age,
    /// Sex.
    Sex,
    /// A laboratory value.
    Lab(Analyte),
    /// Ascites.
    Ascites,
    /// Encephalopathy.
    Encephalopathy,
    /// Dialysis in the last week.
    Dialysis,
    /// Body weight.
    Weight,
    /// The upper limit of normal of the laboratory that measured a value.
    UpperLimit(Analyte),
    /// The lower limit of normal of that laboratory.
    LowerLimit(Analyte),
}

/// The ages, in completed years, that are accepted: between these a score lies where nobody gave one.
pub const AGES: (u16, u16) = (0, 120);

/// The body weights that are accepted, in kilograms; this tool's own limits, wide on purpose.
pub const WEIGHTS: (Decimal, Decimal) = (
    Decimal::from_parts(20, 0, 0, false, 0),
    Decimal::from_parts(400, 0, 0, false, 0),
);

impl Item {
    /// What Child-Pugh takes in place of an INR.
    pub const OTHER_COAGULATION: [Item; 2] = [
        Item::Lab(Analyte::ProthrombinProlongation),
        Item::Lab(Analyte::ProthrombinTime),
    ];

    /// The name in the public contract.
    pub fn key(self) -> &'static str {
        match self {
            Item::Age => "age",
            Item::Sex => "sex",
            Item::Lab(analyte) => analyte.key(),
            Item::Ascites => "ascites",
            Item::Encephalopathy => "encephalopathy",
            Item::Dialysis => "dialysis",
            Item::Weight => "weight",
            Item::UpperLimit(_) => "upperLimit",
            Item::LowerLimit(_) => "lowerLimit",
        }
    }
}

/// Why an input entered a formula as another number than was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clamp {
    /// Raised to the formula's least value.
    Floor,
    /// Lowered to the formula's greatest value.
    Cap,
    /// Set by dialysis.
    Dialysis,
}

/// An input as it entered a formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Used {
    /// Which.
    pub item: Item,
    /// The number in the formula's unit.
    pub value: f64,
    /// Why it is not the number measured.
    pub clamp: Option<Clamp>,
}

/// Everything that a score may ask for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inputs {
    /// Laboratory values that count, each analyte at most once.
    pub labs: Vec<Lab>,
    /// Prothrombin time less its control, where nobody entered the prolongation itself.
    pub prolongation: Option<Lab>,
    /// The control of the prothrombin time, in seconds.
    pub control: Option<Decimal>,
    /// Values that were entered and do not count yet.
    pub waiting: Vec<Waiting>,
    /// Values that count because somebody confirmed them.
    pub confirmed: Vec<Analyte>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Ascites.
    pub ascites: Option<Ascites>,
    /// Encephalopathy.
    pub encephalopathy: Option<Encephalopathy>,
    /// Dialysis at least twice, or 24 h of CVVHD, in the last 7 days.
    pub dialysis: Option<bool>,
    /// Whether the bilirubin cut-offs for cholestatic disease (PBC, PSC) are asked for.
    pub cholestatic: bool,
    /// Whether values in µmol/L are converted by molar mass; only to see what that would change.
    pub by_molar_mass: bool,
}

impl Inputs {
    /// Takes laboratory values over, each analyte at most once: those that count, and those that wait.
    pub fn enter(&mut self, all: &[Entered]) {
        let settled = entered::settle(all);
        self.labs = settled.labs;
        self.prolongation = settled.prolongation;
        self.control = settled.control;
        self.waiting = settled.waiting;
        self.confirmed = settled.confirmed;
    }

    /// The value of an analyte, if one counts.
    pub fn lab(&self, analyte: Analyte) -> Option<&Lab> {
        let entered = self.labs.iter().find(|lab| lab.analyte() == analyte);
        let computed = || {
            let computed = self.prolongation.as_ref();
            computed.filter(|lab| lab.analyte() == analyte)
        };
        entered.or_else(computed)
    }

    /// The value of an analyte as it was entered with a unit, whether it counts or not.
    pub fn entered(&self, analyte: Analyte) -> Option<&Lab> {
        let counts = self.labs.iter().find(|lab| lab.analyte() == analyte);
        counts.or_else(|| match self.waiting(analyte)? {
            Waiting::Doubtful { lab, .. } | Waiting::NoControl { lab } => Some(lab),
            Waiting::NoUnit { .. } => None,
        })
    }

    /// Whether a value of an analyte was entered, whether it counts or not.
    pub fn is_entered(&self, analyte: Analyte) -> bool {
        self.labs.iter().any(|lab| lab.analyte() == analyte) || self.waiting(analyte).is_some()
    }

    /// The value of an analyte that was entered and does not count yet.
    pub fn waiting(&self, analyte: Analyte) -> Option<&Waiting> {
        self.waiting
            .iter()
            .find(|waiting| waiting.analyte() == analyte)
    }

    /// Whether an item was entered and does not count yet.
    pub fn waits(&self, item: Item) -> bool {
        matches!(item, Item::Lab(analyte) if self.waiting(analyte).is_some())
    }

    /// What an analyte can be, in its unit of comparison: the value typed, or all that is accepted.
    pub(crate) fn range(&self, analyte: Analyte) -> Interval {
        if let Some(lab) = self.lab(analyte) {
            return lab.compared();
        }
        // Rounded limits of one unit lie a little beyond those of another.
        let ends = analyte.units().iter();
        let ends = ends.map(|unit| (unit.least * unit.factor, unit.most * unit.factor));
        let widest = ends.reduce(|(low, high), (least, most)| (low.min(least), high.max(most)));
        let (low, high) = widest.unwrap_or_default();
        Interval {
            low: super::Bound::at(low),
            high: super::Bound::at(high),
        }
    }

    /// The ends of [`Inputs::range`] as floating point, in a unit `factor` times smaller in number.
    pub(crate) fn ends(&self, analyte: Analyte, factor: Decimal) -> (f64, f64) {
        floats(&self.range(analyte), self.factor(analyte, factor))
    }

    /// The factor by which a value leaves its unit of comparison: the one given, or by molar mass where that is asked
    /// for and changes anything.
    pub(crate) fn factor(&self, analyte: Analyte, factor: Decimal) -> Decimal {
        match (self.lab(analyte), analyte.other_factor()) {
            (Some(lab), Some(other)) if self.by_molar_mass && lab.converts_by_division() => {
                if factor == Decimal::ONE {
                    factor
                } else {
                    other
                }
            }
            _ => factor,
        }
    }

    /// A score between its ends, by what it is made of and whether that is open: known where nothing is.
    pub(crate) fn between<T>(&self, items: &[(Item, bool)], low: T, high: T) -> Outcome<T> {
        let open = items.iter().filter(|(_, open)| *open);
        let open: Vec<Item> = open.map(|(item, _)| *item).collect();
        if open.is_empty() {
            return Outcome::Known(low);
        }
        let (missing, imprecise) = self.open(&open);
        Outcome::Open {
            missing,
            imprecise,
            low,
            high,
        }
    }

    /// Splits what a score uses into what nobody gave and what was given only as a limit.
    pub(crate) fn open(&self, items: &[Item]) -> (Vec<Item>, Vec<Item>) {
        let given = |item: &Item| match item {
            // They stand beside the inputs, and a score that names one of them lacks it.
            Item::Age | Item::Weight | Item::UpperLimit(_) | Item::LowerLimit(_) => false,
            Item::Sex => self.sex.is_some(),
            // A prothrombin time that lacks its control is there and tells nothing.
            Item::Lab(analyte) => self.lab(*analyte).is_some() && !self.waits(*item),
            Item::Ascites => self.ascites.is_some(),
            Item::Encephalopathy => self.encephalopathy.is_some(),
            Item::Dialysis => self.dialysis.is_some(),
        };
        let (imprecise, missing) = items.iter().copied().partition(given);
        (missing, imprecise)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_can_be_all_that_any_unit_accepts() {
        let nothing = Inputs::default();
        for analyte in Analyte::ALL {
            let range = nothing.range(analyte);
            for unit in analyte.units() {
                for end in [unit.least, unit.most] {
                    let lab = Lab::parse(analyte, &end.to_string(), unit.unit).expect("accepted");
                    let value = lab.compared().low;
                    let within = range.low <= value && value <= range.high;
                    assert!(within, "{} {end} {}", analyte.key(), unit.unit.ucum());
                }
            }
        }
    }
}
