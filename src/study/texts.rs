//! What a study file writes as a text and the model holds as what it means: digits stay digits and never become floats.

use std::fmt::{self, Display, Formatter};
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use time::Date;

use super::analyte;
use super::model::{BulletRef, Kind, Printing, Printings};
use crate::clinical::{Analyte, Comparator, Number, Sex, Unit};
use crate::dates;

/// What stands in a file as a text.
pub trait Text: Sized {
    /// What the text means.
    fn read(text: &str) -> Option<Self>;

    /// Why a text means nothing, and what is accepted.
    fn refusal(text: &str) -> String;

    /// As the file has it.
    fn write(&self) -> String;
}

impl Text for Date {
    fn read(text: &str) -> Option<Self> {
        dates::parse(text).ok()
    }

    fn refusal(text: &str) -> String {
        dates::parse(text).map_or_else(|error| error.to_string(), dates::iso)
    }

    fn write(&self) -> String {
        dates::iso(*self)
    }
}

impl Text for Decimal {
    fn read(text: &str) -> Option<Self> {
        let number = Number::parse(text).ok()?;
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain = number.comparator == Comparator::Exactly
            && digits
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.');
        plain.then_some(number.value)
    }

    fn refusal(_: &str) -> String {
        "Expected digits with at most one decimal point, as a text.".to_owned()
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl Text for Analyte {
    fn read(text: &str) -> Option<Self> {
        analyte::named(text)
    }

    fn refusal(text: &str) -> String {
        not_accepted(text, &analyte::accepted())
    }

    fn write(&self) -> String {
        self.key().to_owned()
    }
}

impl Text for Unit {
    fn read(text: &str) -> Option<Self> {
        Unit::from_ucum(text)
    }

    fn refusal(text: &str) -> String {
        not_accepted(text, &Unit::ALL.map(Unit::ucum))
    }

    fn write(&self) -> String {
        self.ucum().to_owned()
    }
}

const SEXES: [(&str, Sex); 2] = [("female", Sex::Female), ("male", Sex::Male)];

impl Text for Sex {
    fn read(text: &str) -> Option<Self> {
        let found = SEXES.iter().find(|(name, _)| *name == text);
        found.map(|(_, sex)| *sex)
    }

    fn refusal(text: &str) -> String {
        not_accepted(text, &SEXES.map(|(name, _)| name))
    }

    fn write(&self) -> String {
        let found = SEXES.iter().find(|(_, sex)| sex == self);
        found.map_or("", |(name, _)| name).to_owned()
    }
}

/// A file has an object of units; the form in which a study is embedded has a list.
impl<'de> Deserialize<'de> for Printings {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Units;
        impl<'de> Visitor<'de> for Units {
            type Value = Printings;
            fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Printings, A::Error> {
                let mut printings = Vec::new();
                while let Some(Read(unit)) = map.next_key()? {
                    let Read(limit) = map.next_value()?;
                    printings.push(Printing { unit, limit });
                }
                Ok(Printings(printings))
            }
        }
        if source.is_human_readable() {
            source.deserialize_map(Units)
        } else {
            Vec::deserialize(source).map(Printings)
        }
    }
}

/// What is read from a text.
struct Read<T>(T);

impl<'de, T: Text> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        as_text::deserialize(source).map(Read)
    }
}

/// A refusal, which is put into words only where somebody reads it: the form in which a study is embedded has no use
/// for them.
struct Refusal<T>(String, PhantomData<T>);

impl<T: Text> Display for Refusal<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&T::refusal(&self.0))
    }
}

fn read<T: Text, E: serde::de::Error>(text: String) -> Result<T, E> {
    T::read(&text).ok_or_else(|| E::custom(Refusal::<T>(text, PhantomData)))
}

impl TryFrom<String> for BulletRef {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let number = |kind: Kind| {
            let digits = text.strip_prefix(kind.key())?.strip_prefix('-')?;
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            let number = digits.parse().ok().filter(|_| plain)?;
            Some(BulletRef { kind, number })
        };
        let bullet = number(Kind::Inclusion).or_else(|| number(Kind::Exclusion));
        bullet.ok_or("Expected a printed bullet such as inclusion-4.")
    }
}

impl From<BulletRef> for String {
    fn from(bullet: BulletRef) -> String {
        [bullet.kind.key(), "-", &bullet.number.to_string()].concat()
    }
}

/// That a text is none of those that are accepted.
pub fn not_accepted(text: &str, accepted: &[&str]) -> String {
    let accepted = accepted.join(", ");
    let text = super::names::shown(text);
    [
        "\"",
        &text,
        "\" is not accepted here; accepted: ",
        &accepted,
        ".",
    ]
    .concat()
}

/// For fields of these types.
pub(super) mod as_text {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Text, read};

    pub fn deserialize<'de, D: Deserializer<'de>, T: Text>(source: D) -> Result<T, D::Error> {
        read(String::deserialize(source)?)
    }

    pub fn serialize<S: Serializer, T: Text>(value: &T, target: S) -> Result<S::Ok, S::Error> {
        target.serialize_str(&value.write())
    }
}

/// For fields of these types that may be left out.
pub(super) mod maybe_text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Text, read};

    pub fn deserialize<'de, D: Deserializer<'de>, T: Text>(
        source: D,
    ) -> Result<Option<T>, D::Error> {
        let text = Option::<String>::deserialize(source)?;
        text.map(read).transpose()
    }

    pub fn serialize<S: Serializer, T: Text>(
        value: &Option<T>,
        target: S,
    ) -> Result<S::Ok, S::Error> {
        value.as_ref().map(Text::write).serialize(target)
    }
}

/// What stands before and behind a part of a text, where the part stands in it first. The standard library's way is
/// made for longer texts, and was 4 kB more of the page's download. Places are compared by a running sum first, so that
/// a long text of one letter takes no longer than another.
pub fn around<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    const BASE: u32 = 0x0100_0193;
    let next = |sum: u32, byte: u8| sum.wrapping_mul(BASE).wrapping_add(byte.into());
    let wanted = part.bytes().fold(0, next);
    let mut sum = text.bytes().take(part.len()).fold(0, next);
    let (mut top, mut base, mut power) = (1_u32, BASE, part.len());
    while power > 0 {
        if power % 2 == 1 {
            top = top.wrapping_mul(base);
        }
        base = base.wrapping_mul(base);
        power /= 2;
    }
    let mut leaving = text.bytes();
    let mut coming = text.bytes().skip(part.len());
    for at in 0..=text.len().checked_sub(part.len())? {
        if sum == wanted
            && let Some((before, from)) = text.split_at_checked(at)
            && let Some(behind) = from.strip_prefix(part)
        {
            return Some((before, behind));
        }
        let left = u32::from(leaving.next().unwrap_or_default());
        let come = coming.next().unwrap_or_default();
        sum = next(sum, come).wrapping_sub(top.wrapping_mul(left));
    }
    None
}
