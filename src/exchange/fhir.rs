//! Results that another program hands over as FHIR R4: what of them belongs into which field.
//!
//! Only what is plain is taken: LOINC codes of the lists in `codes`, units in codes of UCUM, final results of blood, the
//! latest of each. For everything else that may be one of these a remark says why it was not. Names, addresses and
//! identifiers are compared with one another, and neither kept nor repeated.

mod codes;
mod latest;
mod names;
mod resources;
mod result;
mod specimen;
mod subject;
mod told;
mod tree;
mod units;
mod when;
mod words;

use serde::Serialize;
use time::Date;

use super::input::OLDEST;
use super::read;
use super::report::Members;
use crate::clinical::{Analyte, Analytes, Unit};
use crate::dates;
use crate::error::ValidationError;
use codes::{Known, holds_a_value, known, name};
use resources::{Document, Resource, is_read};
use result::{Found, measured, unfit};
use serde_json::Value;
use subject::{People, Who, no_patient};
use tree::{field, has, list, one_of, text};
use when::{When, collected};

struct Reader<'a> {
    today: Date,
    /// What the form has fields for.
    asked: Analytes,
    document: Document<'a>,
    /// The number of the Patient, and the Patient.
    patient: Option<(usize, &'a Value)>,
    /// The first that a resource contains, with the number of that resource.
    contained: Option<(usize, &'a Value)>,
    people: People<'a>,
    found: Vec<Found>,
    /// Results of an analyte that were not taken, and when they were collected.
    passed: Vec<(Analyte, Option<When>)>,
    /// Results in their order, each with a report or panel that names it by its address.
    reports: Vec<(usize, usize)>,
}

/// What a document says of a patient.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct FhirReading {
    /// About what was not taken, or was with a reservation.
    pub remarks: Vec<FhirRemark>,
    /// In the shape of `ScreenInput.patient`.
    #[cfg_attr(feature = "types", ts(as = "crate::exchange::input::PatientInput"))]
    pub patient: FhirPatient,
}

/// What was not taken, or was with a reservation.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct FhirRemark {
    /// Such as `entry[3].resource`, or `patient.labs.sodium` for a field that held an entry.
    pub path: String,
    /// The reason.
    pub message: String,
}

/// The patient of a document.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FhirPatient {
    /// The date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// "female" or "male".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// The laboratory values by analyte.
    pub labs: Members<FhirLab>,
}

/// A laboratory value of a document.
#[derive(Clone, Debug, Serialize)]
pub struct FhirLab {
    /// The digits, with a comparator.
    pub value: String,
    /// By its UCUM code.
    pub unit: Unit,
    /// The day of collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// Reads the JSON of a document: see [`read_for`].
///
/// # Errors
/// The same, or that it is no JSON.
pub fn from_json(
    text: &str,
    today: Date,
    further: Analytes,
) -> Result<FhirReading, ValidationError> {
    read_for(&read::plain(text)?, today, further)
}

/// [`read_for`] a form that has no other fields than every form has.
///
/// # Errors
/// As there.
pub fn read(document: &Value, today: Date) -> Result<FhirReading, ValidationError> {
    read_for(document, today, Analytes::default())
}

/// Reads a Bundle, a Parameters, a DiagnosticReport, an Observation or a Patient. No day may lie after `today`. `further` are
/// the analytes that the form asks for beside those of every form.
///
/// # Errors
/// A [`ValidationError`] where this is none of them, speaks of more than one patient, or of no patient.
pub fn read_for(
    document: &Value,
    today: Date,
    further: Analytes,
) -> Result<FhirReading, ValidationError> {
    let kinds = [
        "Bundle",
        "Parameters",
        "DiagnosticReport",
        "Observation",
        "Patient",
    ];
    let kind = text(document, "resourceType");
    if !one_of(kind, &kinds) {
        return Err(ValidationError::new(
            "resourceType",
            "Expected a FHIR resource: a Bundle, an Observation or a Patient, or a DiagnosticReport or Parameters with Observations in it.",
        ));
    }
    if kind == "Bundle" && !is_read(document) {
        return Err(ValidationError::new(
            "type",
            "Expected a Bundle of the type collection, searchset, document, transaction, batch, message or history.",
        ));
    }
    let mut reader = Reader {
        today,
        asked: Analytes::OF_EVERY_FORM.and(further),
        document: Document::of(document),
        patient: None,
        contained: None,
        people: People::default(),
        found: Vec::new(),
        passed: Vec::new(),
        reports: Vec::new(),
    };
    reader.reports = reader.document.named_by_reports();
    reader.all()?;
    reader.done()
}

impl<'a> Reader<'a> {
    /// Looks at every resource that was taken down.
    fn all(&mut self) -> Result<(), ValidationError> {
        for at in 0..self.document.resources.len() {
            let Some(resource) = self.document.resources.get(at) else {
                continue;
            };
            let Resource {
                value,
                kind,
                address,
                container,
                ..
            } = *resource;
            match kind {
                "Patient" if container.is_none() => {
                    if self.patient.replace((at, value)).is_some() {
                        return Err(self.several(at));
                    }
                    let who = Who::of_patient(value, address);
                    self.people.add(who.with_id(text(value, "id")), at);
                }
                "Observation" => self.observation(at, value)?,
                _ => {
                    if let Some(known) = known(value, self.asked).filter(|_| holds_a_value(value)) {
                        let reason = "It is not marked as an Observation.";
                        self.document.refuse(at, known.name, reason);
                    }
                }
            }
        }
        Ok(())
    }

    fn several(&self, at: usize) -> ValidationError {
        ValidationError::new(
            self.document.place_of(at),
            "This belongs to another patient than the rest, or may do so. Give the data of one patient only.",
        )
    }

    fn observation(&mut self, at: usize, value: &'a Value) -> Result<(), ValidationError> {
        for component in list(value, "component") {
            if let Some(known) = known(component, self.asked) {
                if let Some(analyte) = known.analyte {
                    let when = collected(value, self.today).unwrap_or_default();
                    self.passed.push((analyte, when));
                }
                self.document
                    .refuse(at, known.name, "Components are not read.");
            }
        }
        let Some(known) = known(value, self.asked) else {
            return self.stranger(at, value);
        };
        self.subject(at, value)?;
        for (report, of) in self.reports_of(at) {
            if has(of, "subject") {
                self.subject(report, of)?;
            }
        }
        self.subjects_of_specimens(at, value);
        let when = collected(value, self.today);
        let reason = match (self.read(at, value, &known), when) {
            (Ok(found), Ok(when)) => {
                self.found.push(Found { when, ..found });
                return Ok(());
            }
            (Ok(_), Err(reason)) => reason.to_owned(),
            (Err(reason), _) => reason,
        };
        // What was never a result is no later one.
        let never = one_of(text(value, "status"), &["entered-in-error", "cancelled"]);
        if let (Some(analyte), false) = (known.analyte, never || self.document.is_gone(at)) {
            self.passed.push((analyte, when.unwrap_or_default()));
        }
        self.document.refuse(at, known.name, &reason);
        Ok(())
    }

    /// The value of a result whose code is known, or the reason why it is not taken.
    fn read(&self, at: usize, value: &'a Value, known: &Known) -> Result<Found, String> {
        let container = self
            .document
            .container(at)
            .map_or("", |(_, value)| text(value, "status"));
        let mut specimens = self.specimens(at, value);
        if let (false, Some((outer, of))) = (has(value, "specimen"), self.document.container(at)) {
            specimens = self.specimens(outer, of);
        }
        let against = if self.document.is_gone(at) {
            Some("It was deleted.")
        } else if let Some(reason) = self.document.other_version(at, value) {
            Some(reason)
        } else if one_of(container, &["entered-in-error", "cancelled"]) {
            Some("What contains it was entered in error, or cancelled.")
        } else if let Some(reason) = unfit(value) {
            Some(reason)
        } else if known.reason.is_empty() {
            specimen::contradiction(value, known, &specimens)
                .or_else(|| self.outer_speaks_against(at))
        } else {
            Some(known.reason)
        };
        match (against, known.analyte) {
            (None, Some(analyte)) => measured(analyte, known, value).map(|lab| Found {
                lab,
                when: None,
                at,
            }),
            (reason, _) => Err(reason.unwrap_or(known.reason).to_owned()),
        }
    }

    /// The specimens that a resource names, and what of them stands in the document.
    fn specimens(&self, at: usize, of: &'a Value) -> Vec<&'a Value> {
        let mut all = Vec::new();
        for specimen in list(of, "specimen") {
            all.push(specimen);
            all.extend(self.document.named(at, specimen, "Specimen"));
        }
        all
    }

    /// The reports and panels that name a result by its address.
    fn reports_of(&self, at: usize) -> Vec<(usize, &'a Value)> {
        let start = self.reports.partition_point(|(result, _)| *result < at);
        let rest = self.reports.iter().skip(start);
        let named = rest.take_while(|(result, _)| *result == at);
        let report = |(_, report): &(usize, usize)| {
            let resource = self.document.resources.get(*report)?;
            Some((*report, resource.value))
        };
        named.filter_map(report).collect()
    }

    /// What the report that contains a result, or names it, says against it.
    fn outer_speaks_against(&self, at: usize) -> Option<&'static str> {
        let container = self.document.container(at);
        let against = container.and_then(|(_, outer)| specimen::is_of_another(outer));
        let mut reports = self.reports_of(at).into_iter();
        against.or_else(|| {
            reports.find_map(|(report, of)| {
                if one_of(text(of, "status"), &["entered-in-error", "cancelled"]) {
                    return Some("A report that names it was entered in error, or cancelled.");
                }
                let specimens = self.specimens(report, of);
                specimen::is_of_another(of).or_else(|| specimen::specimen(of, &specimens, false))
            })
        })
    }

    /// A result of a code that is not known here, which by its name may be one of those asked for.
    fn stranger(&mut self, at: usize, value: &'a Value) -> Result<(), ValidationError> {
        let Some((analyte, against)) =
            specimen::perhaps(value, self.asked).filter(|_| holds_a_value(value))
        else {
            return Ok(());
        };
        if against {
            let reason = "Its code is not known here, and the text beside it refers to another specimen or test.";
            self.document.refuse(at, name(analyte), reason);
            return Ok(());
        }
        self.subject(at, value)?;
        let when = collected(value, self.today).unwrap_or_default();
        self.passed.push((analyte, when));
        self.document.refuse(
            at,
            name(analyte),
            "By its name this may be it, but its code is not known here.",
        );
        Ok(())
    }

    /// Takes down of whom the specimens of a result are.
    fn subjects_of_specimens(&mut self, at: usize, value: &'a Value) {
        for specimen in self.specimens(at, value) {
            let subject = field(specimen, "subject");
            let reference = text(subject, "reference");
            if has(specimen, "resourceType")
                && !reference.starts_with('#')
                && has(subject, "reference")
            {
                self.people.add(Who::of_reference(subject, "", None), at);
            }
        }
    }

    /// Takes down of whom a result is. One that is contained and does not say it is of whom its container is.
    fn subject(&mut self, at: usize, value: &'a Value) -> Result<(), ValidationError> {
        let (mut holder, mut of) = (at, value);
        if let (false, Some((container, outer))) =
            (has(value, "subject"), self.document.container(at))
        {
            (holder, of) = (container, outer);
        }
        let subject = field(of, "subject");
        let reference = text(subject, "reference");
        let named = if reference.starts_with('#') || reference.starts_with("urn:") {
            self.document.named(holder, subject, "")
        } else {
            None
        };
        if no_patient(subject, named) {
            return Err(ValidationError::new(
                self.document.place_of(at),
                "This result belongs to a device, a group, a place or a person who is not a patient. Give the data of one patient only.",
            ));
        }
        let mut contained = named.filter(|_| reference.starts_with('#'));
        let address = self
            .document
            .resources
            .get(holder)
            .map_or("", |resource| resource.address);
        let who = if has(of, "subject") {
            Who::of_reference(subject, address, contained)
        } else {
            let mut inner = list(of, "contained").iter();
            contained = inner.find(|inner| text(inner, "resourceType") == "Patient");
            let Some(patient) = contained else {
                return Ok(());
            };
            Who::of_patient(patient, "")
        };
        let patient = contained.map(|patient| (at, patient));
        self.contained = self.contained.or(patient);
        self.people.add(who, at);
        Ok(())
    }

    fn done(mut self) -> Result<FhirReading, ValidationError> {
        if let Err(at) = std::mem::take(&mut self.people).one() {
            return Err(self.several(at));
        }
        let (mut birth, mut sex) = ("", "");
        if let Some((at, patient)) = self.patient.or(self.contained) {
            let said = text(patient, "birthDate");
            let born = dates::parse(said).ok();
            let age = born.and_then(|born| dates::completed_years(born, self.today));
            if age.is_some_and(|age| age <= OLDEST) {
                birth = said;
            } else if has(patient, "birthDate") {
                self.document.refuse(
                    at,
                    "Date of birth",
                    "It is not a complete date, or not a possible one.",
                );
            }
            let said = text(patient, "gender");
            if one_of(said, &["female", "male"]) {
                sex = said;
            } else if has(patient, "gender") {
                self.document
                    .refuse(at, "Sex", "The gender is neither female nor male.");
            }
        }
        let all = std::mem::take(&mut self.found);
        let latest = self.asked.each().map(|analyte| self.latest(analyte, &all));
        let taken: Vec<&Found> = latest.flatten().collect();
        self.say_days(&taken);
        let labs = taken.into_iter().map(|found| {
            let number = found.lab.number();
            let lab = FhirLab {
                value: [number.comparator.sign(), &number.value.to_string()].concat(),
                unit: found.lab.unit(),
                date: found.when.map(|when| dates::iso(when.day)),
            };
            (found.lab.analyte().key(), lab)
        });
        let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let remarks = self.document.remarks.into_iter();
        Ok(FhirReading {
            remarks: remarks
                .map(|(path, message)| FhirRemark { path, message })
                .collect(),
            patient: FhirPatient {
                birth_date: told(birth),
                sex: told(sex),
                labs: Members(labs.collect()),
            },
        })
    }
}
