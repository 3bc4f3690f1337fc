//! Units by their UCUM codes, and the factors by which formulas leave the units of comparison.

use rust_decimal::Decimal;

use super::further_unit::{self, FurtherUnit};

/// A unit that an analyte can be entered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// mg/dL
    MgPerDl,
    /// µmol/L
    UmolPerL,
    /// g/dL
    GPerDl,
    /// g/L
    GPerL,
    /// mmol/L
    MmolPerL,
    /// No dimension: a ratio.
    One,
    /// Per cent.
    Percent,
    /// Seconds.
    Second,
    /// 10⁹ per litre.
    GigaPerL,
    /// Units of enzyme activity per litre.
    UPerL,
    /// A thousand of them.
    KuPerL,
    /// Microkatal per litre: 60 U/L.
    UkatPerL,
    /// ng/mL, the same number as µg/L.
    NgPerMl,
    /// International units per millilitre.
    IuPerMl,
    /// Per microlitre.
    PerUl,
    /// Millimetres of mercury.
    MmHg,
    /// Milligrams in 24 hours.
    MgPerDay,
    /// Grams in 24 hours.
    GPerDay,
    /// One that a study file defines an analyte in. The page's own wasm reads no study file.
    #[cfg(not(of_page))]
    Further(FurtherUnit),
}

/// The two systems of units that laboratories report in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// SI: bilirubin and creatinine in µmol/L, albumin and haemoglobin in g/L.
    Si,
    /// Conventional: bilirubin and creatinine in mg/dL, albumin and haemoglobin in g/dL.
    Conventional,
}

impl System {
    /// Both, by their names in the public contract.
    pub const NAMES: [(&'static str, System); 2] =
        [("si", System::Si), ("conventional", System::Conventional)];

    /// Its name there.
    pub fn name(self) -> &'static str {
        let found = System::NAMES.iter().find(|(_, system)| *system == self);
        found.map_or("", |(name, _)| name)
    }

    /// The system of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        let found = System::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, system)| *system)
    }
}

impl Unit {
    /// Those that the table has.
    pub const ALL: [Unit; 18] = [
        Unit::MgPerDl,
        Unit::UmolPerL,
        Unit::GPerDl,
        Unit::GPerL,
        Unit::MmolPerL,
        Unit::One,
        Unit::Percent,
        Unit::Second,
        Unit::GigaPerL,
        Unit::UPerL,
        Unit::KuPerL,
        Unit::UkatPerL,
        Unit::NgPerMl,
        Unit::IuPerMl,
        Unit::PerUl,
        Unit::MmHg,
        Unit::MgPerDay,
        Unit::GPerDay,
    ];

    /// The UCUM code, as the public contract and study files write it.
    pub fn ucum(self) -> &'static str {
        match self {
            Unit::MgPerDl => "mg/dL",
            Unit::UmolPerL => "umol/L",
            Unit::GPerDl => "g/dL",
            Unit::GPerL => "g/L",
            Unit::MmolPerL => "mmol/L",
            Unit::One => "1",
            Unit::Percent => "%",
            Unit::Second => "s",
            Unit::GigaPerL => "10*9/L",
            Unit::UPerL => "U/L",
            Unit::KuPerL => "kU/L",
            Unit::UkatPerL => "ukat/L",
            Unit::NgPerMl => "ng/mL",
            Unit::IuPerMl => "[IU]/mL",
            Unit::PerUl => "/uL",
            Unit::MmHg => "mm[Hg]",
            Unit::MgPerDay => "mg/(24.h)",
            Unit::GPerDay => "g/(24.h)",
            #[cfg(not(of_page))]
            Unit::Further(further) => further.ucum(),
        }
    }

    /// As people write it; empty for a bare ratio.
    pub fn label(self) -> &'static str {
        match self {
            Unit::UmolPerL => "µmol/L",
            Unit::GigaPerL => "×10⁹/L",
            Unit::UkatPerL => "µkat/L",
            Unit::IuPerMl => "IU/mL",
            Unit::PerUl => "/µL",
            Unit::MmHg => "mmHg",
            Unit::MgPerDay => "mg/24 h",
            Unit::GPerDay => "g/24 h",
            Unit::One => "",
            #[cfg(not(of_page))]
            Unit::Further(further) => further.label(),
            other => other.ucum(),
        }
    }

    /// What a study defines of it, where it does.
    pub fn further(self) -> Option<FurtherUnit> {
        #[cfg(not(of_page))]
        if let Unit::Further(further) = self {
            return Some(further);
        }
        None
    }

    /// The unit of a UCUM code.
    pub fn from_ucum(code: &str) -> Option<Self> {
        let is_meant = |unit: &Unit| unit.ucum() == code;
        let known = Unit::ALL.into_iter().find(is_meant);
        known.or_else(|| further_unit::all().find(is_meant))
    }
}

/// Bilirubin, mg/dL to µmol/L, as `analyte_table.rs` has it: formulas take mg/dL.
pub const BILIRUBIN: Decimal = Decimal::from_parts(171, 0, 0, false, 1);
/// Creatinine, mg/dL to µmol/L.
pub const CREATININE: Decimal = Decimal::from_parts(884, 0, 0, false, 1);
/// g/dL to g/L.
pub const PER_DL: Decimal = Decimal::from_parts(10, 0, 0, false, 0);
