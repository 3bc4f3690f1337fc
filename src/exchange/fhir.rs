//! Results that another program hands over as FHIR R4: what of them belongs into which field.
//!
//! Only what is plain is taken: LOINC codes of the list below, units in codes of UCUM, final results, the latest day.
//! For everything else of these codes a remark says why it was not. Names, addresses and identifiers are neither read
//! nor repeated; to which patient a result points is compared and not kept.

use time::Date;

use super::input::{OLDEST, lab};
use crate::clinical::{Analyte, Lab};
use crate::dates;
use crate::document::{Node, Problem, Trail, Value, digits};
use crate::words::Lang;

/// What was found of a patient, and what was not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// In the shape of `ScreenInput.patient`: labs, date of birth and sex, as far as they were found.
    pub patient: Value,
    /// Where in the input, and what was not taken from there for what reason.
    pub remarks: Vec<Problem>,
}

/// What a code stands for: a field, or a name with the reason why it fills none.
#[derive(Clone, Copy, PartialEq)]
enum Known {
    Field(Analyte),
    Not(&'static str, &'static str),
}

const ASK: &str = "Its question is the clinician's to answer.";
const NOT_ACTIVITY: &str = "It is not the prothrombin activity (PTA, Quick) of the form.";

/// LOINC.
const CODES: [(&str, Known); 22] = [
    ("1975-2", Known::Field(Analyte::Bilirubin)),
    ("14631-6", Known::Field(Analyte::Bilirubin)),
    ("1751-7", Known::Field(Analyte::Albumin)),
    ("61151-7", Known::Field(Analyte::Albumin)),
    ("61152-5", Known::Field(Analyte::Albumin)),
    ("6301-6", Known::Field(Analyte::Inr)),
    ("34714-6", Known::Field(Analyte::Inr)),
    ("5894-1", Known::Field(Analyte::ProthrombinActivity)),
    ("2160-0", Known::Field(Analyte::Creatinine)),
    ("14682-9", Known::Field(Analyte::Creatinine)),
    ("38483-4", Known::Field(Analyte::Creatinine)),
    ("2951-2", Known::Field(Analyte::Sodium)),
    ("718-7", Known::Field(Analyte::Hemoglobin)),
    ("777-3", Known::Field(Analyte::Platelets)),
    ("26515-7", Known::Field(Analyte::Platelets)),
    (
        "5902-2",
        Known::Not(
            "The prothrombin time",
            "The form asks for the seconds above control.",
        ),
    ),
    (
        "77161-8",
        Known::Not("The activity of factor II", NOT_ACTIVITY),
    ),
    (
        "5896-5",
        Known::Not("A result of the deprecated code 5896-5", NOT_ACTIVITY),
    ),
    ("5195-3", Known::Not("HBsAg", ASK)),
    ("42595-9", Known::Not("HBV DNA", ASK)),
    ("56888-1", Known::Not("The test for HIV", ASK)),
    ("2118-8", Known::Not("The test for hCG", ASK)),
];

const CONTRADICTING: Known = Known::Not("A result", "Its codes are those of different tests.");

impl Known {
    fn name(self) -> &'static str {
        match self {
            Known::Field(analyte) => Lang::En.catalogue().analyte(analyte),
            Known::Not(name, _) => name,
        }
    }
}

static NOTHING: Value = Value::Null;

#[inline(never)]
fn field<'a>(of: &'a Value, key: &str) -> &'a Value {
    match of {
        Value::Object(fields) => {
            let mut fields = fields.iter();
            fields
                .find(|(name, _)| name == key)
                .map_or(&NOTHING, |(_, value)| value)
        }
        _ => &NOTHING,
    }
}

fn has(of: &Value, key: &str) -> bool {
    !matches!(field(of, key), Value::Null)
}

#[inline(never)]
fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    match field(of, key) {
        Value::Text(text) => text,
        _ => "",
    }
}

#[inline(never)]
fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    match field(of, key) {
        Value::List(items) => items,
        _ => &[],
    }
}

/// What the codings of an observation, or of a component of one, say that it is.
fn known(of: &Value) -> Option<Known> {
    let mut found = None;
    for coding in list(field(of, "code"), "coding") {
        let code = text(coding, "code");
        let Some((_, known)) = CODES.iter().find(|(known, _)| *known == code) else {
            continue;
        };
        if text(coding, "system") == "http://loinc.org" {
            if found.is_some_and(|other| other != *known) {
                return Some(CONTRADICTING);
            }
            found = Some(*known);
        }
    }
    found
}

/// A value that its field would accept.
struct Found {
    lab: Lab,
    date: Option<Date>,
    /// As `ScreenInput` has it.
    entry: Value,
    path: String,
}

struct Reader<'a> {
    today: Date,
    /// The path of the Patient, with its id and its address.
    person: Option<(String, &'a str, &'a str)>,
    /// Whom the results are about.
    subject: Option<&'a Value>,
    found: Vec<Found>,
    patient: Vec<(String, Value)>,
    remarks: Vec<Problem>,
}

/// Reads a Bundle, an Observation or a Patient. No day may lie after `today`.
///
/// # Errors
/// A [`Problem`] where this is none of them, or speaks of more than one patient.
pub fn read(document: &Value, today: Date) -> Result<Import, Problem> {
    let mut reader = Reader {
        today,
        person: None,
        subject: None,
        found: Vec::new(),
        patient: Vec::new(),
        remarks: Vec::new(),
    };
    match text(document, "resourceType") {
        "Bundle" => {
            let kinds = ["collection", "searchset", "document"];
            if !kinds.contains(&text(document, "type")) {
                return Err(Problem::new(
                    "type",
                    "Expected a Bundle of the type collection, searchset or document.",
                ));
            }
            let mut links = list(document, "link").iter();
            if links.any(|link| text(link, "relation") == "next") {
                reader.remarks.push(Problem::new(
                    "link",
                    "Further pages of this search were not read, so later results may be missing.",
                ));
            }
            for (index, entry) in list(document, "entry").iter().enumerate() {
                let path = ["entry[", &index.to_string(), "].resource"].concat();
                reader.resource(field(entry, "resource"), text(entry, "fullUrl"), path)?;
            }
        }
        "Observation" | "Patient" => reader.resource(document, "", String::new())?,
        _ => {
            return Err(Problem::new(
                "resourceType",
                "Expected a FHIR resource: a Bundle, an Observation or a Patient.",
            ));
        }
    }
    reader.import()
}

/// How the unit is called here; what is no unit here stays as it is.
fn unit<'a>(analyte: Analyte, quantity: &'a Value) -> Option<&'a str> {
    let code = text(quantity, "code");
    match (analyte, code) {
        (Analyte::Inr, "") if !has(quantity, "unit") => Some("1"),
        _ if code.is_empty() || text(quantity, "system") != "http://unitsofmeasure.org" => None,
        (Analyte::Inr, "{INR}" | "[ratio]") => Some("1"),
        (Analyte::Sodium, "meq/L") => Some("mmol/L"),
        (Analyte::Platelets, "10*3/uL") => Some("10*9/L"),
        _ => Some(code),
    }
}

/// The value, unit and day of an observation, or the reason why they are not taken.
fn measured(
    analyte: Analyte,
    observation: &Value,
    today: Date,
) -> Result<(Lab, Option<Date>, Value), String> {
    let quantity = field(observation, "valueQuantity");
    let sign = text(quantity, "comparator");
    let unit = unit(analyte, quantity);
    let mut day = None;
    for key in ["DateTime", "Instant", "Period", "Timing"] {
        match field(observation, &["effective", key].concat()) {
            Value::Null => {}
            Value::Text(text) => day = Some(text.as_str()),
            // Of a period the beginning, so that no value is thought younger than it is.
            other => day = Some(text(other, "start")),
        }
    }
    let date: Option<String> = day.map(|day| day.chars().take(10).collect());
    let only = day.is_none_or(|day| matches!(day.chars().nth(10), None | Some('T')));
    let readable = |date: &String| only && dates::parse(date).is_ok();
    let status = text(observation, "status");
    let own = ["modifierExtension", "focus"];
    let reason = if !["final", "amended", "corrected"].contains(&status) {
        "Its status is not final, amended or corrected."
    } else if has(observation, "dataAbsentReason") || matches!(quantity, Value::Null) {
        "It holds no measured quantity."
    } else if own.iter().any(|key| has(observation, key)) {
        "It carries a modifier or a focus, which may change what it means."
    } else if !["", "<", "<=", ">", ">="].contains(&sign) {
        "Its comparator is none of <, <=, > and >=."
    } else if !date.as_ref().is_none_or(readable) {
        "It does not say on which day it was collected."
    } else if unit.is_none() {
        "Its unit is not given by a code of UCUM."
    } else {
        ""
    };
    if !reason.is_empty() {
        return Err(reason.to_owned());
    }
    let number = match field(quantity, "value") {
        Value::Number(number) => digits(*number),
        Value::Text(digits) => Some(digits.clone()),
        _ => None,
    };
    let value = match number {
        Some(digits) => Value::Text([sign, &digits].concat()),
        None => field(quantity, "value").clone(),
    };
    let texts = [("unit", unit.map(str::to_owned)), ("date", date)];
    let mut entry = vec![("value".to_owned(), value)];
    for (key, text) in texts {
        entry.extend(text.map(|text| (key.to_owned(), Value::Text(text))));
    }
    let entry = Value::Object(entry);
    let trail = Trail::default();
    match lab(analyte.key(), &Node::root(&entry, &trail), today) {
        Ok((lab, date)) => Ok((lab, date, entry)),
        Err(problem) => Err(["Its ", &problem.path, ": ", &problem.message].concat()),
    }
}

impl<'a> Reader<'a> {
    fn resource(
        &mut self,
        resource: &'a Value,
        address: &'a str,
        path: String,
    ) -> Result<(), Problem> {
        match text(resource, "resourceType") {
            "Patient" => self.person(resource, address, path),
            "Observation" => self.observation(resource, path),
            _ => Ok(()),
        }
    }

    #[inline(never)]
    fn refuse(&mut self, path: &str, name: &str, reason: &str) {
        let message = [name, " was not taken. ", reason].concat();
        self.remarks.push(Problem::new(path, message));
    }

    fn put(&mut self, key: &str, value: &str) {
        let value = Value::Text(value.to_owned());
        self.patient.push((key.to_owned(), value));
    }

    fn person(
        &mut self,
        resource: &'a Value,
        address: &'a str,
        path: String,
    ) -> Result<(), Problem> {
        if self.person.is_some() {
            return Err(several(path));
        }
        let birth = text(resource, "birthDate");
        let born = dates::parse(birth).ok();
        let age = born.and_then(|born| dates::completed_years(born, self.today));
        if age.is_some_and(|age| age <= OLDEST) {
            self.put("birthDate", birth);
        } else if has(resource, "birthDate") {
            let reason = "It is no full day on which a living person can have been born.";
            self.refuse(&path, "The date of birth", reason);
        }
        match text(resource, "gender") {
            sex @ ("female" | "male") => self.put("sex", sex),
            _ if has(resource, "gender") => {
                let reason = "The gender is given as neither female nor male.";
                self.refuse(&path, "The sex", reason);
            }
            _ => {}
        }
        self.person = Some((path, text(resource, "id"), address));
        Ok(())
    }

    fn observation(&mut self, resource: &'a Value, path: String) -> Result<(), Problem> {
        for component in list(resource, "component") {
            if let Some(known) = known(component) {
                let reason = "It is a component of another observation, and these are not read.";
                self.refuse(&path, known.name(), reason);
            }
        }
        let Some(known) = known(resource) else {
            return Ok(());
        };
        let subject = field(resource, "subject");
        let subject = match field(subject, "reference") {
            Value::Null => subject,
            reference => reference,
        };
        if !matches!(subject, Value::Null) {
            // "#…" names something within the result itself, and in each result something else.
            let own = matches!(subject, Value::Text(reference) if reference.starts_with('#'));
            if self.subject.is_some_and(|other| own || other != subject) {
                return Err(several(path));
            }
            self.subject = Some(subject);
        }
        let read = match known {
            Known::Not(_, reason) => Err(reason.to_owned()),
            Known::Field(analyte) => measured(analyte, resource, self.today),
        };
        match read {
            Ok((lab, date, entry)) => self.found.push(Found {
                lab,
                date,
                entry,
                path,
            }),
            Err(reason) => self.refuse(&path, known.name(), &reason),
        }
        Ok(())
    }

    fn import(mut self) -> Result<Import, Problem> {
        if let (Some((path, id, address)), Some(subject)) = (self.person.take(), self.subject) {
            let reference = match subject {
                Value::Text(reference) => reference.as_str(),
                _ => "",
            };
            let by_id = reference.strip_suffix(id);
            let by_id = by_id.is_some_and(|before| before.ends_with("Patient/"));
            if !by_id && (reference != address || address.is_empty()) {
                return Err(several(path));
            }
        }
        let mut labs = Vec::new();
        let found = std::mem::take(&mut self.found);
        for analyte in Analyte::ALL {
            let of = || found.iter().filter(|found| found.lab.analyte() == analyte);
            let Some(taken) = of().max_by_key(|found| found.date) else {
                continue;
            };
            let rivals = |found: &Found| found.date == taken.date || found.date.is_none();
            let conflict = of().any(|found| rivals(found) && found.lab != taken.lab);
            let name = Known::Field(analyte).name();
            for found in of() {
                if !rivals(found) {
                    self.refuse(&found.path, name, "There is a later one.");
                } else if conflict {
                    let reason = "Another one of the same day, or of no day, differs from it.";
                    self.refuse(&found.path, name, reason);
                } else if taken.date.is_none() {
                    let message = [name, " was taken, but does not say of which day it is."];
                    let remark = Problem::new(found.path.as_str(), message.concat());
                    self.remarks.push(remark);
                }
            }
            if !conflict {
                labs.push((analyte.key().to_owned(), taken.entry.clone()));
            }
        }
        if !labs.is_empty() {
            self.patient.push(("labs".to_owned(), Value::Object(labs)));
        }
        Ok(Import {
            patient: Value::Object(self.patient),
            remarks: self.remarks,
        })
    }
}

fn several(path: String) -> Problem {
    let message = "This is of another patient than the rest, or cannot be told to be of the same one. Give what is of one patient.";
    Problem::new(path, message)
}
