//! What an analyte is described by, once: `analyte_table.rs` has a row for each, and the field, the paste, FHIR,
//! the words and the study files all follow from it.
//!
//! Each column becomes a function or a list of its own, so that a program holds only those that it uses: the page needs
//! no LOINC code and no name of a printout.

use rust_decimal::Decimal;

pub use super::analyte_table::Analyte;
use super::further::{self, Further};
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
            en: $en:literal,
            zh: $zh:literal,
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
            /// One that a study file defines. The page's own wasm reads no study file.
            #[cfg(not(of_page))]
            Further(Further),
        }

        /// The places of the rows.
        enum Row {
            $($name,)+
        }

        impl Analytes {
            /// Those that every form has a field for, whatever the study asks for.
            pub const OF_EVERY_FORM: Analytes =
                Analytes::of_flags(&[$((Analyte::$name, flag!($($every)?))),+]);
        }

        impl Analyte {
            /// How many the table has.
            pub const COUNT: usize = [$(stringify!($name)),+].len();
            /// Those of the table, in the order of a printout.
            pub const ALL: [Analyte; Analyte::COUNT] = [$(Analyte::$name),+];
            /// English names, in the same order.
            pub const EN: [&'static str; Analyte::COUNT] = [$(name($en, flag!($($every)?))),+];
            /// Chinese names.
            pub const ZH: [&'static str; Analyte::COUNT] = [$($zh),+];
            /// What printouts call each, in small letters, without the spaces, dots and hyphens that some put into it. A
            /// name stands here only if it means one analyte: "bilirubin" alone and "TB" are left out.
            pub const PRINTED: [&'static str; Analyte::COUNT] = [$($printed),+];

            /// Its place in the table, or behind it.
            pub const fn place(self) -> usize {
                match self {
                    $(Analyte::$name => Row::$name as usize,)+
                    #[cfg(not(of_page))]
                    Analyte::Further(further) => Analyte::COUNT + further.place(),
                }
            }

            /// The name in the public contract and in study files.
            pub fn key(self) -> &'static str {
                match self {
                    $(Analyte::$name => $key,)+
                    #[cfg(not(of_page))]
                    Analyte::Further(further) => &further.row().key,
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
                    #[cfg(not(of_page))]
                    Analyte::Further(further) => &further.row().units,
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
                    #[cfg(not(of_page))]
                    Analyte::Further(further) => further.row().of_cells,
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
                    #[cfg(not(of_page))]
                    Analyte::Further(further) => further.loinc(),
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
                    #[cfg(not(of_page))]
                    Analyte::Further(further) => further.wording(),
                }
            }
        }
    };
}

pub(super) use {analytes, flag, optional};

/// A bit for each analyte: those of the table, and those that study files may define.
#[cfg(not(of_page))]
type Bits = u128;
/// A bit for each analyte of the table: the page's own wasm reads no study file. The wider type would be 0.4 kB more of it.
#[cfg(of_page)]
type Bits = u64;

const _: () = assert!(Analyte::COUNT <= Analytes::MOST);

/// A set of analytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Analytes(Bits);

impl Analytes {
    /// So many further analytes have a place beside those of the table.
    pub(super) const FURTHER: usize = Analytes::MOST - Analyte::COUNT;
    /// So many there can be.
    pub const MOST: usize = Bits::BITS as usize;

    pub(super) const fn of_flags(mut all: &[(Analyte, bool)]) -> Self {
        let mut bits = 0;
        while let [(analyte, flag), rest @ ..] = all {
            bits |= (*flag as Bits) << analyte.place();
            all = rest;
        }
        Analytes(bits)
    }

    /// Whether one is in it.
    pub fn has(self, analyte: Analyte) -> bool {
        self.0 & (1 << analyte.place()) != 0
    }

    /// These and one more.
    #[must_use]
    pub fn with(self, analyte: Analyte) -> Self {
        Analytes(self.0 | 1 << analyte.place())
    }

    /// Those of either.
    #[must_use]
    pub fn and(self, others: Analytes) -> Self {
        Analytes(self.0 | others.0)
    }

    /// Each, in the order of a printout; then those of a study file, in its order.
    pub fn each(self) -> impl Iterator<Item = Analyte> {
        Analyte::every().filter(move |one| self.has(*one))
    }

    /// The tokens, a comma behind each.
    pub fn tokens(self) -> String {
        let mut tokens = String::new();
        for analyte in self.each() {
            tokens.push_str(analyte.token());
            tokens.push(',');
        }
        tokens
    }

    /// The set of tokens that are parted by commas. What is no token is left out.
    pub fn of_tokens(tokens: &str) -> Self {
        let tokens = tokens.split(',').map(str::trim);
        tokens.filter_map(Analyte::from_token).collect()
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

    /// Those of the table in the order of a printout, and then those that studies have defined so far.
    pub fn every() -> impl Iterator<Item = Analyte> {
        Analyte::ALL.into_iter().chain(further::all())
    }

    /// The analyte of the table that has a name. What a study defines, [`Study::analyte`](crate::study::Study::analyte)
    /// knows.
    pub fn from_key(key: &str) -> Option<Self> {
        Analyte::ALL.into_iter().find(|a| a.key() == key)
    }

    /// What one part of the program tells another by, whatever the study: the key, and of one that a study defines its
    /// place too, since two studies may mean different tests by one key.
    pub fn token(self) -> &'static str {
        self.further().map_or_else(|| self.key(), Further::token)
    }

    /// What a study defines of it, where it does.
    pub fn further(self) -> Option<Further> {
        #[cfg(not(of_page))]
        if let Analyte::Further(further) = self {
            return Some(further);
        }
        None
    }

    /// The analyte of a place: see [`Analyte::place`].
    pub fn at(place: usize) -> Option<Self> {
        let further = || further::all().nth(place.checked_sub(Analyte::COUNT)?);
        Analyte::ALL.get(place).copied().or_else(further)
    }

    /// The analyte of a token.
    pub fn from_token(token: &str) -> Option<Self> {
        Analyte::from_key(token).or_else(|| further::from_token(token))
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
