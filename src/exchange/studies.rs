//! `StudySummary` and `StudyRemark` of the public contract: what a list of studies says of one, and what the linter says of
//! a file.

use serde::Serialize;

use crate::dates;
use crate::lint::{self, Remark};
use crate::study::{self, Study};

/// A study that is built in.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StudySummary<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Recruitment status as printed.
    pub status: &'a str,
    /// The study site.
    pub site: &'a str,
    /// The day on which the registry was read.
    pub read_on: String,
    /// The checksum of its file.
    pub sha256: &'a str,
}

impl<'a> StudySummary<'a> {
    /// What is said of it.
    pub fn new(study: &'a Study) -> Self {
        StudySummary {
            id: &study.id,
            title: &study.title.en,
            status: &study.registry.status,
            site: &study.registry.site,
            read_on: dates::iso(study.registry.read_on),
            sha256: &study.sha256,
        }
    }
}

/// What a study file says wrongly, or says without meaning it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct StudyRemark {
    /// The field, as in `criteria[3].readings[0].rule`.
    pub path: String,
    /// What is wrong and what is accepted, in one English sentence.
    pub message: String,
    /// A study with a fault is refused; one with a remark is not.
    #[cfg_attr(feature = "types", ts(type = "\"fault\" | \"remark\""))]
    pub grade: &'static str,
    /// What a remark is about, such as `always-true` or `contradictory`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<&'static str>,
    /// The sentence of a remark in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_zh: Option<String>,
    /// A patient that shows what a remark says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Vec<ExampleValue>>,
}

/// A value of a patient that shows what a remark says.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct ExampleValue {
    /// What it is, as in `age`, `labs.albumin` or `scores.childPugh`.
    pub entry: String,
    /// The digits, or the name of a choice.
    pub value: String,
    /// The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
}

impl StudyRemark {
    /// Everything that is to be said of the text of a study file: its faults, or the remarks on one without a fault.
    pub fn all(text: &str) -> Vec<Self> {
        match study::from_json(text) {
            Ok(study) => lint::remarks(&study).into_iter().map(Self::of).collect(),
            Err(_) => study::remarks(text)
                .iter()
                .map(|fault| StudyRemark {
                    path: fault.path.clone(),
                    message: fault.message.clone(),
                    grade: "fault",
                    about: None,
                    message_zh: None,
                    example: None,
                })
                .collect(),
        }
    }

    fn of(remark: Remark) -> Self {
        let example = remark.example.into_iter().map(|shown| ExampleValue {
            entry: shown.entry,
            value: shown.value,
            unit: shown.unit,
        });
        let example: Vec<ExampleValue> = example.collect();
        StudyRemark {
            path: remark.path,
            message: remark.why.en,
            grade: "remark",
            about: Some(remark.about.key()),
            message_zh: Some(remark.why.zh),
            example: Some(example).filter(|values| !values.is_empty()),
        }
    }
}
