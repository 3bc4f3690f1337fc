//! A study as its file gives it, schema 2. What stands here is the format of the file: names, order and what may be left
//! out; the JSON Schema is made of it too. A field that may be left out of a file is an `Option` or has a default; none
//! is left out where a study is written, since the form in which a study is embedded has no names. Rules stand in
//! `rule.rs`, entries in `entry.rs`, groups, enrolment and visits in `course.rs`.

use std::sync::{Arc, OnceLock};

#[cfg(schema)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::Date;

pub use super::analyte::*;
pub use super::course::*;
pub use super::entry::*;
use super::of_page::ANY_STUDY;
pub use super::rule::*;
use super::texts::{as_text, maybe_text};

/// A text for people, in at least one language of the page.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema), schemars(transform = super::schema::one_language))]
#[serde(deny_unknown_fields)]
pub struct LocalizedText {
    /// English; empty where the file has none.
    #[serde(default)]
    #[cfg_attr(schema, schemars(regex(pattern = r"\S")))]
    pub en: String,
    /// Simplified Chinese; empty where the file has none.
    #[serde(default, rename = "zh-CN")]
    #[cfg_attr(schema, schemars(regex(pattern = r"\S")))]
    pub zh: String,
    /// The English in American spelling, once somebody read it.
    #[serde(skip)]
    pub(crate) american: OnceLock<String>,
}

/// A translation of a text whose original stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    pub zh: String,
}

impl PartialEq for LocalizedText {
    /// The spelling follows from the English.
    fn eq(&self, other: &Self) -> bool {
        self.en == other.en && self.zh == other.zh
    }
}

impl Eq for LocalizedText {}

/// A study.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Study {
    /// The registry's number.
    pub id: String,
    /// The registry's title and its translation.
    pub title: LocalizedText,
    /// A title for headings.
    pub short_title: LocalizedText,
    /// The registry's sentence on the purpose, verbatim.
    pub purpose: String,
    /// Where the record comes from and what it says of the study's state.
    pub registry: Registry,
    /// The printed bullets.
    pub printed: Printed,
    /// Analytes that the built-in table lacks. They stand before all that names one.
    #[serde(default)]
    #[cfg_attr(not(of_page), serde(deserialize_with = "super::analyte::define"))]
    #[cfg_attr(of_page, serde(deserialize_with = "super::of_page::none"))]
    pub analytes: Vec<StudyAnalyte>,
    /// What the form asks for beyond age, sex, laboratory values and the signs of the scores.
    #[serde(default)]
    #[cfg_attr(of_page, serde(deserialize_with = "super::of_page::none"))]
    pub entries: Vec<Arc<StudyEntry>>,
    /// Reference intervals that count where nobody enters those of the laboratory.
    #[serde(default)]
    #[cfg_attr(of_page, serde(deserialize_with = "super::of_page::none"))]
    pub reference_intervals: Vec<ReferenceInterval>,
    /// The criteria by sense, in order.
    pub criteria: Vec<Criterion>,
    /// How participants come into groups.
    #[serde(default)]
    pub assignment: Assignment,
    /// The groups; where they fill one after the other, in that order.
    #[serde(default)]
    pub arms: Vec<Arm>,
    /// The state of enrolment that the file publishes.
    pub enrolment: Option<Published>,
    /// When entries are too old or too far apart.
    pub timing: Option<Timing>,
    /// Visits.
    #[serde(default)]
    pub schedule: Vec<Visit>,
    /// What the record does not say.
    #[serde(default)]
    pub gaps: Vec<LocalizedText>,
    /// Whether it is an example, which no page shows unless it is asked for by its id.
    #[serde(default)]
    pub example: bool,
    /// SHA-256 of the file, in hexadecimal.
    #[serde(skip)]
    pub sha256: String,
}

/// The bullets of the registry's record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Printed {
    /// The printed inclusion bullets, verbatim.
    pub inclusion: Vec<String>,
    /// The printed exclusion bullets, verbatim.
    pub exclusion: Vec<String>,
}

/// The registry record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Registry {
    /// The registry's name.
    pub name: String,
    /// Its page of the study.
    pub url: String,
    /// The page from which the text was taken.
    pub source: String,
    /// The day on which it was read.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::date"))]
    pub read_on: Date,
    /// Recruitment status as printed.
    pub status: String,
    /// Phase as printed.
    pub phase: String,
    /// Allocation as printed.
    pub allocation: String,
    /// Interventional model as printed.
    pub model: String,
    /// Masking as printed.
    pub masking: String,
    /// The study site.
    pub site: String,
    /// The version of the record, as the registry calls it.
    pub version: Option<String>,
    /// The contact of the site, as printed.
    pub contact: Option<String>,
    /// Day of registration, where captured.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_date"))]
    pub registered: Option<Date>,
    /// Day of completion, where captured.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_date"))]
    pub completed: Option<Date>,
    /// Day of the last update, where captured.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_date"))]
    pub last_updated: Option<Date>,
}

/// On which side of eligibility a criterion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Must be true of a participant.
    Inclusion,
    /// Must not be true of a participant.
    Exclusion,
}

impl Kind {
    /// The name in the public contract.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Inclusion => "inclusion",
            Kind::Exclusion => "exclusion",
        }
    }
}

/// A printed bullet, counted from one: `inclusion-4` in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(into = "String", try_from = "String")]
pub struct BulletRef {
    /// The list.
    pub kind: Kind,
    /// The place in it, from one.
    pub number: usize,
}

/// A criterion by its sense.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Criterion {
    /// Its id, as in `I4a`.
    pub id: Arc<str>,
    /// Inclusion or exclusion.
    pub kind: Kind,
    /// The printed bullets it comes from.
    #[cfg_attr(schema, schemars(schema_with = "super::schema::bullets"))]
    pub printed: Vec<BulletRef>,
    /// Its own part of each of those bullets, verbatim.
    #[serde(rename = "words")]
    pub excerpts: Vec<String>,
    /// These excerpts in Chinese: a translation, not the registry's text.
    pub translation: Option<Translation>,
    /// A short name.
    pub name: LocalizedText,
    /// What a clinician is asked, where the rule asks.
    pub question: Option<LocalizedText>,
    /// Help with the question.
    pub help: Option<LocalizedText>,
    /// That it may be over later, and when to ask again.
    pub temporary: Option<LocalizedText>,
    /// The readings; the first one is computed, the others are shown beside it.
    pub readings: Vec<Reading>,
}

/// One way to read a criterion.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Reading {
    /// Its id within the criterion.
    pub id: Arc<str>,
    /// Whether it is the one that is computed: true of the first and of no other.
    #[serde(default)]
    pub default: bool,
    /// Whether it departs from the letter of the registry.
    #[serde(default, rename = "departsFromText")]
    pub departs: bool,
    /// What is computed.
    pub says: LocalizedText,
    /// How well it is supported.
    pub grade: Grade,
    /// What supports it.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// The rule.
    pub rule: Rule,
    /// What to say when it decides otherwise than the reading computed.
    pub caution: Option<LocalizedText>,
}

/// How well something is supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
pub enum Grade {
    /// It was read.
    A,
    /// It was inferred.
    B,
    /// It is this tool's own.
    C,
}

impl Grade {
    /// Its letter.
    pub fn letter(self) -> &'static str {
        match self {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
        }
    }
}

/// What supports a reading.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Evidence {
    /// How well.
    pub grade: Grade,
    /// What it says.
    pub text: LocalizedText,
    /// Where it is to be found.
    pub source: String,
}

impl Study {
    /// Whether its groups get infusions. Otherwise visits count from the first treatment, whatever it is.
    pub fn has_infusions(&self) -> bool {
        self.arms.iter().any(|arm| arm.infusion.is_some())
    }

    /// A printed bullet.
    pub fn bullet(&self, bullet: BulletRef) -> Option<&str> {
        let list = match bullet.kind {
            Kind::Inclusion => &self.printed.inclusion,
            Kind::Exclusion => &self.printed.exclusion,
        };
        list.get(bullet.number.checked_sub(1)?).map(String::as_str)
    }

    /// A criterion by its id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| *criterion.id == *id)
    }

    /// An entry of the study by its id.
    pub fn entry(&self, id: &str) -> Option<&Arc<StudyEntry>> {
        self.entries.iter().find(|entry| **entry.id() == *id)
    }

    /// The places of all groups.
    pub fn places(&self) -> u16 {
        let places = self.arms.iter().filter_map(|arm| arm.places);
        places.fold(0, u16::saturating_add)
    }

    /// The participants planned, where every group says how many.
    pub fn planned(&self) -> Option<u16> {
        let all = self.arms.iter().all(|arm| arm.places.is_some());
        (all && !self.arms.is_empty()).then(|| self.places())
    }

    /// Whether the study takes participants, as far as its file says.
    pub fn recruitment(&self) -> Recruitment {
        let published = self.enrolment.as_ref();
        published.map_or(Recruitment::Unknown, |published| published.recruitment)
    }

    /// What a projected place takes for granted, by the study file.
    pub fn assumptions(&self) -> &[LocalizedText] {
        let published = self.enrolment.as_ref();
        published.map_or(&[], |published| &published.assumptions)
    }

    /// Whether something is so of a rule of the study, at any depth and in any reading.
    pub fn any_rule(&self, mut is_so: impl FnMut(&Rule) -> bool) -> bool {
        self.some_rule(&mut is_so)
    }

    // Asked for in many places, each of which would hold the whole walk.
    #[inline(never)]
    fn some_rule(&self, is_so: &mut dyn FnMut(&Rule) -> bool) -> bool {
        let mut readings = self.criteria.iter().flat_map(|c| &c.readings);
        readings.any(|reading| reading.rule.any(is_so))
    }

    /// Every translation of it, in an order of their own: they travel apart from the rest.
    pub fn translations(&mut self) -> Vec<&mut String> {
        let mut texts = vec![&mut self.title, &mut self.short_title];
        texts.extend(self.timing.as_mut().map(|timing| &mut timing.note));
        let mut apart = Vec::new();
        for entry in self.entries.iter_mut().filter(|_| ANY_STUDY) {
            texts.extend(Arc::make_mut(entry).texts());
        }
        for criterion in &mut self.criteria {
            apart.extend(criterion.translation.as_mut().map(|text| &mut text.zh));
            texts.push(&mut criterion.name);
            texts.extend(criterion.question.as_mut());
            texts.extend(criterion.help.as_mut());
            texts.extend(criterion.temporary.as_mut());
            for reading in &mut criterion.readings {
                texts.push(&mut reading.says);
                texts.extend(reading.evidence.iter_mut().map(|item| &mut item.text));
                texts.extend(reading.caution.as_mut());
            }
        }
        for arm in &mut self.arms {
            texts.push(&mut arm.name);
            texts.extend(arm.dose.as_mut());
        }
        let published = self.enrolment.as_mut();
        texts.extend(published.into_iter().flat_map(|told| &mut told.assumptions));
        for visit in &mut self.schedule {
            texts.push(&mut visit.label);
            texts.extend(visit.open.as_mut());
            texts.extend(visit.source.as_mut());
        }
        texts.extend(&mut self.gaps);
        apart.extend(texts.into_iter().map(|text| &mut text.zh));
        apart
    }
}

impl Criterion {
    /// The rules of its own question, at any depth of any reading: the others are shown with their results too.
    fn asking(&self, is_so: &mut dyn FnMut(&Rule) -> bool) -> bool {
        let mut readings = self.readings.iter();
        readings.any(|reading| reading.rule.any(is_so))
    }

    /// Whether its own question is answered here, and whether "not applicable" is an answer to it. A question that only
    /// the site can answer is asked nobody here, although a host may have an answer.
    pub fn asks(&self) -> Option<bool> {
        let mut asks = None;
        self.asking(&mut |rule| {
            match rule {
                Rule::Answer(AnswerRule {
                    entry: None,
                    not_applicable,
                    ..
                }) => asks = Some(asks == Some(true) || *not_applicable),
                Rule::Undecidable {} => asks = asks.or(Some(false)),
                _ => {}
            }
            false
        });
        asks
    }

    /// Whether only the study site can settle it, or a part of it.
    pub fn is_for_the_site(&self) -> bool {
        self.asking(&mut |rule| matches!(rule, Rule::Site {}))
    }

    /// Whether its own question is about an event within a window of time, whose day can decide it.
    pub fn takes_day(&self) -> bool {
        self.asking(&mut |rule| {
            matches!(
                rule,
                Rule::Answer(AnswerRule {
                    entry: None,
                    window: Some(_),
                    ..
                })
            )
        })
    }
}
