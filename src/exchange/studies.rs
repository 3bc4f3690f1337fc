//! `StudySummary` of the public contract: what a list of studies says of one.

use serde::Serialize;

use crate::dates;
use crate::study::Study;

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
