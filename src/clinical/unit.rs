//! Units by their UCUM codes, and the exact factors between them.

use rust_decimal::Decimal;

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
}

impl Unit {
    /// Every unit.
    pub const ALL: [Unit; 9] = [
        Unit::MgPerDl,
        Unit::UmolPerL,
        Unit::GPerDl,
        Unit::GPerL,
        Unit::MmolPerL,
        Unit::One,
        Unit::Percent,
        Unit::Second,
        Unit::GigaPerL,
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
        }
    }

    /// The system that the unit belongs to; nothing for a unit that both have.
    pub fn system(self) -> Option<System> {
        match self {
            Unit::UmolPerL | Unit::GPerL => Some(System::Si),
            Unit::MgPerDl | Unit::GPerDl => Some(System::Conventional),
            _ => None,
        }
    }

    /// As people write it; empty for a bare ratio.
    pub fn label(self) -> &'static str {
        match self {
            Unit::UmolPerL => "µmol/L",
            Unit::GigaPerL => "×10⁹/L",
            Unit::One => "",
            other => other.ucum(),
        }
    }

    /// The unit of a UCUM code.
    pub fn from_ucum(code: &str) -> Option<Self> {
        Unit::ALL.into_iter().find(|unit| unit.ucum() == code)
    }
}

/// Bilirubin, mg/dL to µmol/L: 17.1, the factor of the published SI tables (34.2 = 2 mg/dL).
pub const BILIRUBIN: Decimal = Decimal::from_parts(171, 0, 0, false, 1);
/// Bilirubin by its molar mass of 584.66 g/mol; some laboratories convert with it.
pub const BILIRUBIN_BY_MASS: Decimal = Decimal::from_parts(17_104, 0, 0, false, 3);
/// Creatinine, mg/dL to µmol/L: 88.4.
pub const CREATININE: Decimal = Decimal::from_parts(884, 0, 0, false, 1);
/// Creatinine by its molar mass of 113.12 g/mol.
pub const CREATININE_BY_MASS: Decimal = Decimal::from_parts(88_402, 0, 0, false, 3);
/// g/dL to g/L.
pub const PER_DL: Decimal = Decimal::from_parts(10, 0, 0, false, 0);
