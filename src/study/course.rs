//! The course of a study as its file gives it: groups, enrolment, visits, and when values are too old.

use rust_decimal::Decimal;
#[cfg(schema)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::Date;

use super::model::LocalizedText;
use super::texts::{as_text, maybe_text};
use crate::clinical::{Analyte, Unit};

/// When entries are too old or too far apart. These figures are the study file's, not the registry's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Timing {
    /// Values further apart than this are warned about.
    #[cfg_attr(schema, schemars(range(min = 1, max = 8760)))]
    pub labs_apart_hours: u16,
    /// Values older than one of these are warned about.
    #[cfg_attr(schema, schemars(inner(range(min = 1, max = 3650))))]
    pub labs_old_days: Vec<u16>,
    /// A birthday that ends the accepted ages within so many days is warned about.
    #[cfg_attr(schema, schemars(range(min = 1, max = 3650)))]
    pub age_soon_days: u16,
    /// Whose choice these figures are.
    pub note: LocalizedText,
}

/// How participants come into groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema), schemars(tag = "kind"))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Assignment {
    /// There are no groups.
    None {},
    /// Groups fill one after the other.
    Sequential {},
    /// Several are open at once: the site assigns.
    Open {},
    /// Nobody here is told: no group is ever named.
    Blinded {},
}

impl Default for Assignment {
    fn default() -> Self {
        Assignment::None {}
    }
}

/// A group of a study.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Arm {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: LocalizedText,
    /// The registry's description, verbatim.
    pub printed: String,
    /// What its participants get.
    pub dose: Option<LocalizedText>,
    /// Its infusions, where it has any.
    pub infusion: Option<Infusion>,
    /// Participants planned; needed where groups fill one after the other.
    #[cfg_attr(schema, schemars(range(min = 1, max = 10000)))]
    pub places: Option<u16>,
}

/// The infusions of a group.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Infusion {
    /// Cells of one.
    pub cells: String,
    /// Volume of one, mL.
    #[cfg_attr(schema, schemars(range(min = 1, max = 10000)))]
    pub volume_ml: u16,
    /// How many.
    #[cfg_attr(schema, schemars(range(min = 1, max = 100)))]
    pub infusions: u16,
    /// Cells of all of them.
    pub total_cells: String,
}

/// A laboratory's reference interval that the study names.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ReferenceInterval {
    /// Of which value.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::analyte"))]
    pub analyte: Analyte,
    /// The unit of both ends.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::unit"))]
    pub unit: Unit,
    /// The upper limit of normal.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
    pub high: Option<Decimal>,
    /// The lower limit of normal.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
    pub low: Option<Decimal>,
    /// Where it comes from.
    pub source: String,
}

/// Whether a study takes participants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Recruitment {
    /// It does.
    Open,
    /// It does not at present.
    OnHold,
    /// It does no more.
    Closed,
    /// Nobody here knows.
    Unknown,
}

impl Recruitment {
    /// The names in the public contract.
    pub const NAMES: [(&'static str, Recruitment); 4] = [
        ("open", Recruitment::Open),
        ("on-hold", Recruitment::OnHold),
        ("closed", Recruitment::Closed),
        ("unknown", Recruitment::Unknown),
    ];
}

/// The state of enrolment that the file publishes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Published {
    /// Whether it recruits.
    pub recruitment: Recruitment,
    /// How many are enrolled, where it is published.
    pub enrolled: Option<u16>,
    /// As of this day.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::date"))]
    pub as_of: Date,
    /// After so many days a count is too old to rely on.
    #[cfg_attr(schema, schemars(range(min = 1, max = 3650)))]
    pub stale_after_days: u16,
    /// What a projected place assumes.
    #[serde(default)]
    pub assumptions: Vec<LocalizedText>,
}

/// A point in time of the schedule, from day 1, the first infusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Offset {
    /// Day, from one.
    #[cfg_attr(schema, schemars(range(min = 1, max = 10000)))]
    pub day: u16,
    /// Calendar months after that day.
    #[cfg_attr(schema, schemars(range(min = 0, max = 600)))]
    pub months: u16,
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Visit {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: LocalizedText,
    /// Its day, where the record gives one.
    #[cfg_attr(schema, schemars(range(min = 1, max = 10000)))]
    pub day: Option<u16>,
    /// Whether the record settles its day.
    #[serde(default)]
    pub firm: bool,
    /// The possible readings of its date.
    #[serde(default)]
    pub between: Vec<Offset>,
    /// What the record leaves open about it.
    pub open: Option<LocalizedText>,
    /// Where its day comes from.
    pub source: Option<LocalizedText>,
}
