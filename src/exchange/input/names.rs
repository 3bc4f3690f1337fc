//! The names of the contract as TypeScript has them: a union of the texts.

use ts_rs::{Config, TS};

use super::{ASCITES, ENCEPHALOPATHY, SEXES};
use crate::clinical;
use crate::screening;
use crate::study::model;

/// A union that others refer to by its name, or that stands where it is used.
macro_rules! union {
    ($name:ident, $names:expr, $is_named:expr) => {
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
                names.join(" | ")
            }

            fn decl(config: &Config) -> String {
                format!("type {} = {};", stringify!($name), Self::inline(config))
            }
        }
    };
}

union!(Sex, SEXES, false);
union!(Ascites, ASCITES, false);
union!(Encephalopathy, ENCEPHALOPATHY, false);
union!(Answer, screening::Answer::NAMES, true);
union!(Recruitment, model::Recruitment::NAMES, true);
union!(
    Analyte,
    clinical::Analyte::ALL.map(|analyte| (analyte.key(), ())),
    true
);
union!(
    Unit,
    clinical::Unit::ALL.map(|unit| (unit.ucum(), ())),
    true
);
