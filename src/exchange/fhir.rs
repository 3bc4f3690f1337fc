//! Results that another program hands over as FHIR R4: what of them belongs into which field.
//!
//! Only what is plain is taken: LOINC codes of the lists below, units in codes of UCUM, final results, the latest day.
//! For everything else of these codes a remark says why it was not. Names, addresses and identifiers are neither read
//! nor repeated; to which patient a result points is compared and not kept.

mod result;

use time::Date;

use super::input::OLDEST;
use super::json::Json;
use crate::clinical::Analyte;
use crate::dates;
use crate::document::{Problem, Value};
use crate::words::Lang;
use result::{Found, Place, as_text, field, has, known, list, measured, one_of, text};

#[inline(never)]
fn path(place: Place) -> String {
    match place {
        Some(index) => ["entry[", &index.to_string(), "].resource"].concat(),
        None => String::new(),
    }
}

fn several(place: Place) -> Problem {
    Problem::new(
        path(place),
        "This is of another patient than the rest, or cannot be told to be of the same one. Give what is of one patient.",
    )
}

struct Reader<'a> {
    today: Date,
    /// The place of the Patient, with its id and its address.
    person: Option<(Place, &'a str, &'a str)>,
    /// Whom the results are about.
    subject: Option<&'a Value>,
    found: Vec<Found>,
    /// As they were found; empty where they were not.
    birth: &'a str,
    sex: &'a str,
    out: Json,
}

/// Reads a Bundle, an Observation or a Patient. Gives JSON: `patient` in the shape of `ScreenInput.patient` with the
/// labs, the date of birth and the sex that were found, and `remarks`, a list of `{ path, message }` about what was not
/// taken. No day may lie after `today`.
///
/// # Errors
/// A [`Problem`] where this is none of them, or speaks of more than one patient.
pub fn read(document: &Value, today: Date) -> Result<String, Problem> {
    let mut reader = Reader {
        today,
        person: None,
        subject: None,
        found: Vec::new(),
        birth: "",
        sex: "",
        out: Json::default(),
    };
    reader.out.object("");
    reader.out.list("remarks");
    let kind = text(document, "resourceType");
    if kind != "Bundle" {
        if !one_of(kind, &["Observation", "Patient"]) {
            return Err(Problem::new(
                "resourceType",
                "Expected a FHIR resource: a Bundle, an Observation or a Patient.",
            ));
        }
        reader.resource(document, "", None)?;
        return reader.done();
    }
    let kind = text(document, "type");
    if !one_of(kind, &["collection", "searchset", "document"]) {
        return Err(Problem::new(
            "type",
            "Expected a Bundle of the type collection, searchset or document.",
        ));
    }
    for link in list(document, "link") {
        if text(link, "relation") == "next" {
            reader.remark(
                "link",
                "The other pages of this search",
                false,
                "They may hold later results.",
            );
        }
    }
    for (index, entry) in list(document, "entry").iter().enumerate() {
        let address = text(entry, "fullUrl");
        reader.resource(field(entry, "resource"), address, Some(index))?;
    }
    reader.done()
}

impl<'a> Reader<'a> {
    #[inline(never)]
    fn remark(&mut self, path: &str, name: &str, taken: bool, reason: &str) {
        let what = if taken {
            " was taken. "
        } else {
            " was not taken. "
        };
        self.out.object("");
        self.out.text("path", path);
        self.out.text("message", &[name, what, reason].concat());
        self.out.end_object();
    }

    #[inline(never)]
    fn refuse(&mut self, place: Place, name: &str, reason: &str) {
        self.remark(&path(place), name, false, reason);
    }

    #[inline(never)]
    fn resource(
        &mut self,
        resource: &'a Value,
        address: &'a str,
        place: Place,
    ) -> Result<(), Problem> {
        match text(resource, "resourceType") {
            "Patient" => self.person(resource, address, place),
            "Observation" => self.observation(resource, place),
            _ => Ok(()),
        }
    }

    fn person(
        &mut self,
        resource: &'a Value,
        address: &'a str,
        place: Place,
    ) -> Result<(), Problem> {
        if self.person.is_some() {
            return Err(several(place));
        }
        self.person = Some((place, text(resource, "id"), address));
        let birth = text(resource, "birthDate");
        let born = dates::parse(birth).ok();
        let age = born.and_then(|born| dates::completed_years(born, self.today));
        if age.is_some_and(|age| age <= OLDEST) {
            self.birth = birth;
        } else if has(resource, "birthDate") {
            self.refuse(place, "Date of birth", "It is no full day, or cannot be.");
        }
        let sex = text(resource, "gender");
        if one_of(sex, &["female", "male"]) {
            self.sex = sex;
        } else if has(resource, "gender") {
            self.refuse(place, "Sex", "The gender is neither female nor male.");
        }
        Ok(())
    }

    fn observation(&mut self, resource: &'a Value, place: Place) -> Result<(), Problem> {
        for component in list(resource, "component") {
            if let Some((_, name, _)) = known(component) {
                self.refuse(place, name, "Components are not read.");
            }
        }
        let Some((analyte, name, reason)) = known(resource) else {
            return Ok(());
        };
        let mut subject = field(resource, "subject");
        if has(subject, "reference") {
            subject = field(subject, "reference");
        }
        if !matches!(subject, Value::Null) {
            // "#…" names something within the result itself, and in each result something else.
            let own = as_text(subject).starts_with('#');
            if self
                .subject
                .is_some_and(|other| own || other.to_json() != subject.to_json())
            {
                return Err(several(place));
            }
            self.subject = Some(subject);
        }
        let reason = match analyte {
            Some(analyte) => measured(analyte, resource, self.today, place, &mut self.found),
            None => reason.to_owned(),
        };
        if !reason.is_empty() {
            self.refuse(place, name, &reason);
        }
        Ok(())
    }

    fn done(mut self) -> Result<String, Problem> {
        if let (Some((place, id, address)), Some(subject)) = (self.person, self.subject) {
            let reference = as_text(subject);
            let by_id = !id.is_empty() && reference.ends_with(&*["Patient/", id].concat());
            let by_address = !address.is_empty() && reference == address;
            if !by_id && !by_address {
                return Err(several(place));
            }
        }
        let all = std::mem::take(&mut self.found);
        let latest = Analyte::ALL.map(|analyte| self.latest(analyte, &all));
        self.out.end_list();
        self.out.object("patient");
        for (key, text) in [("birthDate", self.birth), ("sex", self.sex)] {
            if !text.is_empty() {
                self.out.text(key, text);
            }
        }
        self.out.object("labs");
        for Found { lab, date, .. } in latest.into_iter().flatten() {
            let number = lab.number();
            let digits = [number.comparator.sign(), &number.value.to_string()].concat();
            self.out.object(lab.analyte().key());
            self.out.text("value", &digits);
            self.out.text("unit", lab.unit().ucum());
            if let Some(date) = date {
                self.out.text("date", &dates::iso(*date));
            }
            self.out.end_object();
        }
        self.out.end_object();
        self.out.end_object();
        self.out.end_object();
        Ok(self.out.done())
    }

    /// The latest value, where nothing stands against it; a remark for each of the others.
    fn latest<'f>(&mut self, analyte: Analyte, all: &'f [Found]) -> Option<&'f Found> {
        let name = Lang::En.catalogue().analyte(analyte);
        let mut latest: Option<&Found> = None;
        for found in all {
            let later = latest.is_none_or(|other| found.date >= other.date);
            if later && found.lab.analyte() == analyte {
                latest = Some(found);
            }
        }
        let taken = latest?;
        let mut agreed = true;
        for comparing in [true, false] {
            for found in all {
                if found.lab.analyte() != analyte {
                    continue;
                }
                let rival = found.date == taken.date || found.date.is_none();
                let same = found.lab.unit() == taken.lab.unit()
                    && found.lab.number() == taken.lab.number();
                if comparing {
                    agreed &= same || !rival;
                } else if !rival {
                    self.refuse(found.place, name, "There is a later one.");
                } else if !agreed {
                    self.refuse(
                        found.place,
                        name,
                        "It differs from another one of this day, or of no day.",
                    );
                } else if taken.date.is_none() {
                    self.remark(&path(found.place), name, true, "It does not tell its day.");
                }
            }
        }
        agreed.then_some(taken)
    }
}
