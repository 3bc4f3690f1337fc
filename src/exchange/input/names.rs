//! The names of the contract as TypeScript has them: a union of the texts.

use ts_rs::{Config, TS};

use super::{ASCITES, ENCEPHALOPATHY, SEXES};
use crate::clinical;
use crate::screening;
use crate::study::model;

/// A union that others refer to by its name, or that stands where it is used. `$open` is what else it may be.
macro_rules! union {
    ($name:ident, $names:expr, $is_named:expr, $said:expr $(, $open:literal)?) => {
        #[doc = "A union of names."]
        pub struct $name;

        impl TS for $name {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(config: &Config) -> String {
                if $is_named {
                    stringify!($name).to_owned()
                } else {
                    Self::inline(config)
                }
            }

            fn inline(_: &Config) -> String {
                let names = $names.map(|(name, _)| format!("{name:?}"));
                names.join(" | ") + concat!($($open)?)
            }

            fn docs() -> Option<String> {
                $said
            }

            fn decl(config: &Config) -> String {
                format!("type {} = {};", stringify!($name), Self::inline(config))
            }
        }
    };
}

union!(Sex, SEXES, false, None);
union!(Ascites, ASCITES, false, None);
union!(Encephalopathy, ENCEPHALOPATHY, false, None);
union!(Answer, screening::Answer::NAMES, true, None);
union!(Recruitment, model::Recruitment::NAMES, true, None);
union!(
    Analyte,
    clinical::Analyte::ALL.map(|analyte| (analyte.key(), ())),
    true,
    Some("/** Or the id of one that the study's file defines. */\n".to_owned()),
    " | (string & {})"
);
union!(
    Unit,
    clinical::Unit::ALL.map(|unit| (unit.ucum(), ())),
    true,
    Some(by_analyte()),
    " | (string & {})"
);

/// The units of each analyte, in a comment.
fn by_analyte() -> String {
    let units = |analyte: &clinical::Analyte| {
        let units = analyte.units().iter().map(|accepted| accepted.unit.ucum());
        let units: Vec<&str> = units.collect();
        format!("{} {}", analyte.key(), units.join(" "))
    };
    let all: Vec<String> = clinical::Analyte::ALL.iter().map(units).collect();
    format!("/** UCUM: {}. */\n", all.join(" · "))
}
