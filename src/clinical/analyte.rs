//! What an analyte is described by, once: `analyte_table.rs` has a row for each, and the field, the paste, FHIR,
//! the words and the study files all follow from it.
//!
//! Each column becomes a function or a list of its own, so that a program holds only those that it uses: the page needs
//! no LOINC code and no name of a printout.

use rust_decimal::Decimal;

pub use super::analyte_table::Analyte;
use super::unit::{System, Unit};

/// A unit of an analyte, with the values accepted in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The unit.
    pub unit: Unit,
    /// The system of units that it belongs to; nothing for a unit that reports of both have.
    pub system: Option<System>,
    /// To the analyte's unit of comparison, exactly.
    pub factor: Decimal,
    /// The least value accepted.
    pub least: Decimal,
    /// The greatest value accepted.
    pub most: Decimal,
    /// The least and the greatest usual value, where this tool has such limits.
    pub usual: Option<(Decimal, Decimal)>,
    /// Values below would be ordinary in the other unit.
    pub other_below: Option<Decimal>,
    /// Values above would be ordinary in the other unit.
    pub other_above: Option<Decimal>,
}

/// What the code of a test says of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// Mass of volume.
    Mass,
    /// Amount of substance of volume.
    Moles,
    /// Either, or something else.
    Any,
}

/// How texts beside a code of FHIR name an analyte: words in small letters. What ends in "*" may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Names by which a result of an unknown code may be meant.
    pub named: &'static str,
    /// All words that a result's name may be made of.
    pub latin: &'static str,
    /// The same in Chinese and Japanese.
    pub east: &'static str,
}

/// A number in the digits of the table.
pub(super) const fn decimal(text: &str) -> Decimal {
    let mut bytes = text.as_bytes();
    let negative = matches!(bytes, [b'-', ..]);
    if let [b'-', rest @ ..] = bytes {
        bytes = rest;
    }
    let (mut value, mut decimals, mut behind) = (0_u64, 0, false);
    while let [first, rest @ ..] = bytes {
        if *first == b'.' {
            behind = true;
        } else {
            value = value * 10 + (*first - b'0') as u64;
            decimals += behind as u32;
        }
        bytes = rest;
    }
    // Split into its two halves.
    #[allow(clippy::cast_possible_truncation)]
    let (low, high) = (value as u32, (value >> 32) as u32);
    Decimal::from_parts(low, high, 0, negative, decimals)
}

/// A name, where the page's own wasm can have a field for what bears it.
pub(super) const fn name(text: &'static str, in_every_form: bool) -> &'static str {
    if cfg!(of_page) && !in_every_form {
        ""
    } else {
        text
    }
}

macro_rules! optional {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

macro_rules! flag {
    () => {
        false
    };
    ($value:literal) => {
        $value
    };
}

/// The enumeration, and a function or a list for each column.
macro_rules! analytes {
    ($(
        $(#[$about:meta])*
        $name:ident {
            key: $key:literal,
            en: $en:literal, $en_short:literal,
            zh: $zh:literal, $zh_short:literal,
            units: [$($unit:ident $(of $system:ident)? {
                factor: $factor:literal,
                accepted: $least:literal to $most:literal,
                $(usual: $low:literal to $high:literal,)?
                $(other_unit_below: $below:literal,)?
                $(other_unit_above: $above:literal,)?
            })+],
            $(factor_by_mass: $by_mass:literal,)?
            $(in_every_form: $every:literal,)?
            $(of_cells: $cells:literal,)?
            $(upper_limits_part_at: $between:literal,)?
            loinc: [$($property:ident $codes:literal),* $(,)?],
            printed: $printed:literal,
            fhir: $named:literal, $latin:literal, $east:literal,
        }
    )+) => {
        /// A laboratory value that the scores or a study may ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Analyte {
            $($(#[$about])* $name,)+
        }

        impl Analytes {
            /// Those that every form has a field for, whatever the study asks for.
            pub const OF_EVERY_FORM: Analytes =
                Analytes::of_flags(&[$((Analyte::$name, flag!($($every)?))),+]);
        }

        impl Analyte {
            /// How many there are.
            pub const COUNT: usize = [$(stringify!($name)),+].len();
            /// Every analyte, in the order of a printout.
            pub const ALL: [Analyte; Analyte::COUNT] = [$(Analyte::$name),+];
            /// English names, in the same order.
            pub const EN: [&'static str; Analyte::COUNT] = [$(name($en, flag!($($every)?))),+];
            /// Short English names.
            pub const EN_SHORT: [&'static str; Analyte::COUNT] = [$(name($en_short, flag!($($every)?))),+];
            /// Chinese names.
            pub const ZH: [&'static str; Analyte::COUNT] = [$($zh),+];
            /// Short Chinese names.
            pub const ZH_SHORT: [&'static str; Analyte::COUNT] = [$($zh_short),+];
            /// What printouts call each, in small letters, without the spaces, dots and hyphens that some put into it. A
            /// name stands here only if it means one analyte: "bilirubin" alone and "TB" are left out.
            pub const PRINTED: [&'static str; Analyte::COUNT] = [$($printed),+];

            /// The name in the public contract and in study files.
            pub fn key(self) -> &'static str {
                match self {
                    $(Analyte::$name => $key,)+
                }
            }

            /// The units accepted; the first is the unit of comparison.
            pub fn units(self) -> &'static [Accepted] {
                match self {
                    // The page's own wasm has no field for it.
                    $(Analyte::$name if cfg!(of_page) && !flag!($($every)?) => &[],)+
                    $(Analyte::$name => {
                        const UNITS: &[Accepted] = &[$(Accepted {
                            unit: Unit::$unit,
                            system: optional!($(System::$system)?),
                            factor: decimal($factor),
                            least: decimal($least),
                            most: decimal($most),
                            usual: optional!($((decimal($low), decimal($high)))?),
                            other_below: optional!($(decimal($below))?),
                            other_above: optional!($(decimal($above))?),
                        }),+];
                        UNITS
                    })+
                }
            }

            /// Another factor in use between the two units of this analyte, where there is one.
            pub fn other_factor(self) -> Option<Decimal> {
                match self {
                    $($(Analyte::$name => const { Some(decimal($by_mass)) },)?)+
                    _ => None,
                }
            }

            /// Whether it is measured in or on the cells of blood, which serum and plasma have lost.
            pub fn of_cells(self) -> bool {
                match self {
                    $($(Analyte::$name => $cells,)?)+
                    _ => false,
                }
            }

            /// A number between the upper limits of reference in its two units, so that a limit tells one from the
            /// other.
            pub fn upper_limits_part_at(self) -> Option<u8> {
                match self {
                    $($(Analyte::$name => Some($between),)?)+
                    _ => None,
                }
            }

            /// LOINC of the quantity that a field asks for, in serum, plasma or blood of any vessel, with what the codes
            /// say of the unit.
            pub fn loinc(self) -> &'static [(Property, &'static str)] {
                match self {
                    $(Analyte::$name => &[$((Property::$property, $codes)),*],)+
                }
            }

            /// How texts beside a code of FHIR name it.
            pub fn wording(self) -> Wording {
                match self {
                    $(Analyte::$name => Wording {
                        named: $named,
                        latin: $latin,
                        east: $east,
                    },)+
                }
            }
        }
    };
}

pub(super) use {analytes, flag, optional};

/// A set of analytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Analytes(u64);

impl Analytes {
    pub(super) const fn of_flags(mut all: &[(Analyte, bool)]) -> Self {
        let mut bits = 0;
        while let [(analyte, flag), rest @ ..] = all {
            bits |= (*flag as u64) << *analyte as u64;
            all = rest;
        }
        Analytes(bits)
    }

    /// Whether one is in it.
    pub fn has(self, analyte: Analyte) -> bool {
        self.0 & (1 << analyte as u64) != 0
    }

    /// These and one more.
    #[must_use]
    pub fn with(self, analyte: Analyte) -> Self {
        Analytes(self.0 | 1 << analyte as u64)
    }

    /// Those of either.
    #[must_use]
    pub fn and(self, others: Analytes) -> Self {
        Analytes(self.0 | others.0)
    }

    /// Each, in the order of a printout.
    pub fn each(self) -> impl Iterator<Item = Analyte> {
        Analyte::ALL.into_iter().filter(move |one| self.has(*one))
    }

    /// The keys, a comma behind each.
    pub fn keys(self) -> String {
        let mut keys = String::new();
        for analyte in self.each() {
            keys.push_str(analyte.key());
            keys.push(',');
        }
        keys
    }

    /// The set of keys that are parted by commas. What is no key is left out.
    pub fn of_keys(keys: &str) -> Self {
        let keys = keys.split(',').map(str::trim);
        keys.filter_map(Analyte::from_key).collect()
    }
}

impl FromIterator<Analyte> for Analytes {
    fn from_iter<T: IntoIterator<Item = Analyte>>(all: T) -> Self {
        all.into_iter().fold(Analytes::default(), Analytes::with)
    }
}

impl Analyte {
    /// Whether every form has a field for it, whatever the study asks for.
    pub fn in_every_form(self) -> bool {
        Analytes::OF_EVERY_FORM.has(self)
    }

    /// The analyte of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Analyte::ALL.into_iter().find(|a| a.key() == key)
    }

    /// The unit of one of the systems, or else the first that reports of both have.
    pub fn unit_of(self, system: System) -> Option<Unit> {
        let of = |system| {
            let mut units = self.units().iter();
            units.find(|accepted| accepted.system == system)
        };
        let found = of(Some(system)).or_else(|| of(None));
        found.map(|accepted| accepted.unit)
    }

    /// The system that one of its units belongs to; nothing for a unit that reports of both have.
    pub fn system_of(self, unit: Unit) -> Option<System> {
        self.accepts(unit).and_then(|accepted| accepted.system)
    }

    /// What is accepted in one unit, or nothing if the unit is not one of this analyte's.
    pub fn accepts(self, unit: Unit) -> Option<&'static Accepted> {
        self.units().iter().find(|a| a.unit == unit)
    }
}
