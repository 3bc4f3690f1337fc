//! Results that another program hands over as FHIR R4: what of them belongs into which field.
//!
//! Only what is plain is taken: LOINC codes of the lists in `codes`, units in codes of UCUM, final results of blood, the
//! latest of each. For everything else that may be one of these a remark says why it was not. Names, addresses and
//! identifiers are compared with one another, and neither kept nor repeated.

mod codes;
mod latest;
mod result;
mod specimen;
mod subject;
mod tree;
mod units;
mod when;
mod words;

use time::Date;

use super::input::OLDEST;
use super::json::Json;
use crate::clinical::Analyte;
use crate::dates;
use crate::document::{Problem, Value};
use codes::{Known, holds_a_value, known, name};
use latest::Fate;
use result::{Found, measured, unfit};
use subject::{People, Who, no_patient, parts, unversioned};
use tree::{field, has, list, one_of, text};
use when::{When, collected};

/// Deeper than anybody nests one document in another.
const DEEPEST: usize = 8;

/// A place within the place of a number: a key, an index, and what follows.
struct Place(usize, &'static str, usize, &'static str);

/// A resource, wherever in the document it stands.
struct Resource<'a> {
    value: &'a Value,
    /// What its entry of a Bundle gives as its address.
    address: &'a str,
    place: usize,
    /// The resource that contains it.
    container: Option<usize>,
    /// Said to be deleted.
    gone: bool,
}

struct Reader<'a> {
    today: Date,
    /// The document itself is the first.
    places: Vec<Place>,
    resources: Vec<Resource<'a>>,
    /// Addresses of what a Bundle deletes.
    deleted: Vec<&'a str>,
    /// The number of the Patient, and the Patient; of one that another resource contains, the number of that.
    person: Option<(usize, &'a Value)>,
    people: People<'a>,
    found: Vec<Found>,
    /// Results of an analyte that were not taken, and when they were collected.
    passed: Vec<(Analyte, Option<When>)>,
    out: Json,
}

/// Reads a Bundle, a Parameters, a DiagnosticReport, an Observation or a Patient. Gives JSON: `patient` in the shape of
/// `ScreenInput.patient` with the labs, the date of birth and the sex that were found, and `remarks`, a list of
/// `{ path, message }` about what was not taken, or was with a reservation. No day may lie after `today`.
///
/// # Errors
/// A [`Problem`] where this is none of them, speaks of more than one patient, or of no patient.
pub fn read(document: &Value, today: Date) -> Result<String, Problem> {
    let kinds = [
        "Bundle",
        "Parameters",
        "DiagnosticReport",
        "Observation",
        "Patient",
    ];
    let kind = text(document, "resourceType");
    if !one_of(kind, &kinds) {
        return Err(Problem::new(
            "resourceType",
            "Expected a FHIR resource: a Bundle, an Observation or a Patient, or a DiagnosticReport or Parameters with Observations in it.",
        ));
    }
    if kind == "Bundle" && !is_read(document) {
        return Err(Problem::new(
            "type",
            "Expected a Bundle of the type collection, searchset, document, transaction, batch, message or history.",
        ));
    }
    let mut reader = Reader {
        today,
        places: vec![Place(0, "", 0, "")],
        resources: Vec::new(),
        deleted: Vec::new(),
        person: None,
        people: People::default(),
        found: Vec::new(),
        passed: Vec::new(),
        out: Json::default(),
    };
    reader.out.object("");
    reader.out.list("remarks");
    reader.walk(document, "", 0, None, false, 0);
    reader.all()?;
    reader.done()
}

/// Whether the entries of a Bundle of this type are what stands in them.
fn is_read(bundle: &Value) -> bool {
    let kinds = "collection searchset document transaction transaction-response batch batch-response message history";
    kinds.split(' ').any(|kind| kind == text(bundle, "type"))
}

const WHAT: &str = "What stands here";

impl<'a> Reader<'a> {
    fn path(&self, place: usize) -> String {
        let mut path = String::new();
        let mut at = place;
        while let (1.., Some(Place(within, key, index, tail))) = (at, self.places.get(at)) {
            let dot = if path.is_empty() { "" } else { "." };
            path = [key, "[", &index.to_string(), "]", tail, dot, &path].concat();
            at = *within;
        }
        path
    }

    fn place_of(&self, at: usize) -> String {
        self.path(self.resources.get(at).map_or(0, |resource| resource.place))
    }

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
    fn refuse(&mut self, at: usize, name: &str, reason: &str) {
        self.remark(&self.place_of(at), name, false, reason);
    }

    fn step(
        &mut self,
        within: usize,
        key: &'static str,
        index: usize,
        tail: &'static str,
    ) -> usize {
        self.places.push(Place(within, key, index, tail));
        self.places.len() - 1
    }

    /// Takes down every resource of the document, in its order.
    fn walk(
        &mut self,
        value: &'a Value,
        address: &'a str,
        place: usize,
        container: Option<usize>,
        gone: bool,
        depth: usize,
    ) {
        if depth > DEEPEST || !matches!(value, Value::Object(_)) {
            let path = self.path(place);
            return self.remark(&path, WHAT, false, "It is no resource, or lies too deep.");
        }
        let mut within = None;
        match text(value, "resourceType") {
            "Bundle" => self.bundle(value, place, gone, depth),
            "Parameters" => self.parameters(value, "parameter", place, gone, depth),
            _ => {
                within = Some(self.resources.len());
                self.resources.push(Resource {
                    value,
                    address,
                    place,
                    container,
                    gone,
                });
            }
        }
        for (index, inner) in list(value, "contained").iter().enumerate() {
            let place = self.step(place, "contained", index, "");
            self.walk(inner, "", place, within, gone, depth + 1);
        }
    }

    fn bundle(&mut self, bundle: &'a Value, place: usize, gone: bool, depth: usize) {
        let path = self.path(place);
        if !is_read(bundle) {
            return self.remark(
                &path,
                "A Bundle",
                false,
                "Bundles of its type are not read.",
            );
        }
        for link in list(bundle, "link") {
            if text(link, "relation") == "next" {
                let dot = if path.is_empty() { "" } else { "." };
                let path = [&path, dot, "link"].concat();
                let reason = "They may hold later results.";
                self.remark(&path, "The other pages of this search", false, reason);
            }
        }
        for (index, entry) in list(bundle, "entry").iter().enumerate() {
            let place = self.step(place, "entry", index, ".resource");
            let (request, address) = (field(entry, "request"), text(entry, "fullUrl"));
            let deletes = text(request, "method").eq_ignore_ascii_case("DELETE");
            if deletes {
                self.deleted.extend([text(request, "url"), address]);
            }
            if has(entry, "resource") || !matches!(entry, Value::Object(_)) {
                let resource = field(entry, "resource");
                self.walk(resource, address, place, None, gone || deletes, depth + 1);
            }
        }
    }

    fn parameters(
        &mut self,
        of: &'a Value,
        key: &'static str,
        place: usize,
        gone: bool,
        depth: usize,
    ) {
        for (index, parameter) in list(of, key).iter().enumerate() {
            if has(parameter, "resource") {
                let place = self.step(place, key, index, ".resource");
                self.walk(
                    field(parameter, "resource"),
                    "",
                    place,
                    None,
                    gone,
                    depth + 1,
                );
            }
            if has(parameter, "part") && depth < DEEPEST {
                let place = self.step(place, key, index, "");
                self.parameters(parameter, "part", place, gone, depth + 1);
            }
        }
    }

    /// Looks at every resource that was taken down.
    fn all(&mut self) -> Result<(), Problem> {
        for at in 0..self.resources.len() {
            let Some(Resource {
                value,
                address,
                container,
                ..
            }) = self.resources.get(at)
            else {
                continue;
            };
            let (value, address) = (*value, *address);
            match text(value, "resourceType") {
                "Patient" if container.is_none() => {
                    if self.person.is_some() {
                        return Err(self.several(at));
                    }
                    self.person = Some((at, value));
                    let who = Who::of_patient(value, unversioned(address));
                    self.people.add(who.with_id(text(value, "id")), at);
                }
                "Observation" => self.observation(at, value)?,
                "" => {
                    if let Some(known) = known(value) {
                        self.refuse(at, known.name, "It is not said to be an Observation.");
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn several(&self, at: usize) -> Problem {
        Problem::new(
            self.place_of(at),
            "This is of another patient than the rest, or cannot be told to be of the same one. Give what is of one patient.",
        )
    }

    fn observation(&mut self, at: usize, value: &'a Value) -> Result<(), Problem> {
        for component in list(value, "component") {
            if let Some(known) = known(component) {
                self.refuse(at, known.name, "Components are not read.");
            }
        }
        let Some(known) = known(value) else {
            return self.stranger(at, value);
        };
        self.subject(at, value)?;
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
        if let (Some(analyte), false) = (known.analyte, never || self.is_gone(at)) {
            self.passed.push((analyte, when.unwrap_or_default()));
        }
        self.refuse(at, known.name, &reason);
        Ok(())
    }

    /// The value of a result whose code is known, or the reason why it is not taken.
    fn read(&self, at: usize, value: &Value, known: &Known) -> Result<Found, String> {
        let container = self
            .container(at)
            .map_or("", |(_, value)| text(value, "status"));
        let specimen = self.named(at, field(value, "specimen"), "Specimen");
        let against = if self.is_gone(at) {
            Some("It was deleted.")
        } else if let Some(reason) = self.other_version(at, value) {
            Some(reason)
        } else if one_of(container, &["entered-in-error", "cancelled"]) {
            Some("What contains it is entered in error, or cancelled.")
        } else if let Some(reason) = unfit(value) {
            Some(reason)
        } else if known.reason.is_empty() {
            specimen::contradiction(value, known, specimen)
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

    /// A result of a code that is not known here, which by its name may be one of those asked for.
    fn stranger(&mut self, at: usize, value: &'a Value) -> Result<(), Problem> {
        let Some((analyte, against)) = specimen::perhaps(value).filter(|_| holds_a_value(value))
        else {
            return Ok(());
        };
        if against {
            let reason = "Its code is not known here, and what stands beside it speaks of another specimen or test.";
            self.refuse(at, name(analyte), reason);
            return Ok(());
        }
        self.subject(at, value)?;
        let when = collected(value, self.today).unwrap_or_default();
        self.passed.push((analyte, when));
        self.refuse(
            at,
            name(analyte),
            "By its name this may be it, but its code is not known here.",
        );
        Ok(())
    }

    fn container(&self, at: usize) -> Option<(usize, &'a Value)> {
        let container = self.resources.get(at)?.container?;
        Some((container, self.resources.get(container)?.value))
    }

    fn is_gone(&self, at: usize) -> bool {
        self.resources.get(at).is_some_and(|resource| {
            let deleted = |one: &&str| !one.is_empty() && is_address(one, resource);
            resource.gone || self.deleted.iter().any(deleted)
        })
    }

    /// Whether the document holds a newer version of a result, or one of which that cannot be told.
    fn other_version(&self, at: usize, value: &Value) -> Option<&'static str> {
        let this = self.resources.get(at)?;
        let id = text(value, "id");
        if this.container.is_some() || (id.is_empty() && this.address.is_empty()) {
            return None;
        }
        let number = |of: &Value| text(field(of, "meta"), "versionId").parse::<u64>().ok();
        let updated = |of: &Value| when::parse(text(field(of, "meta"), "lastUpdated"))?.instant;
        for other in &self.resources {
            let same = if this.address.is_empty() || other.address.is_empty() {
                !id.is_empty() && text(other.value, "id") == id
            } else {
                unversioned(this.address) == unversioned(other.address)
            };
            let kind = text(other.value, "resourceType") == "Observation";
            if !same || !kind || other.container.is_some() || other.value == value {
                continue;
            }
            let times = updated(other.value).zip(updated(value));
            let numbers = number(other.value).zip(number(value));
            match times
                .map(|(other, this)| other.cmp(&this))
                .filter(|order| order.is_ne())
                .or(numbers.map(|(other, this)| other.cmp(&this)))
            {
                Some(std::cmp::Ordering::Less) => {}
                Some(std::cmp::Ordering::Greater) => {
                    return Some("There is a newer version of it.");
                }
                _ => {
                    return Some("There is another version of it, and which is newer is not told.");
                }
            }
        }
        None
    }

    /// What a reference of a resource names, if that stands in the document. What begins with "#" stands in the
    /// resource itself, or beside it in what contains both.
    fn named(&self, at: usize, reference: &Value, kind: &str) -> Option<&'a Value> {
        let address = text(reference, "reference");
        if let Some(id) = address.strip_prefix('#') {
            let own = self.resources.get(at).map(|resource| resource.value);
            let holders = [own, self.container(at).map(|(_, value)| value)];
            let mut inner = holders
                .into_iter()
                .flatten()
                .flat_map(|holder| list(holder, "contained"));
            return inner.find(|inner| text(inner, "id") == id);
        }
        if address.is_empty() {
            return None;
        }
        let mut others = self
            .resources
            .iter()
            .filter(|other| kind.is_empty() || text(other.value, "resourceType") == kind);
        others
            .find(|other| other.container.is_none() && is_address(address, other))
            .map(|other| other.value)
    }

    /// Takes down of whom a result is. One that is contained and does not say it is of whom its container is.
    fn subject(&mut self, at: usize, value: &'a Value) -> Result<(), Problem> {
        let (mut holder, mut of) = (at, value);
        if let (false, Some((container, outer))) = (has(value, "subject"), self.container(at)) {
            (holder, of) = (container, outer);
        }
        let subject = field(of, "subject");
        let reference = text(subject, "reference");
        let named = if reference.starts_with('#') || reference.starts_with("urn:") {
            self.named(holder, subject, "")
        } else {
            None
        };
        if no_patient(subject, named) {
            return Err(Problem::new(
                self.place_of(at),
                "This result is of a device, a group, a place or somebody else who is no patient. Give what is of one patient.",
            ));
        }
        let mut contained = named.filter(|_| reference.starts_with('#'));
        let address = self
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
        if let (Some(patient), None) = (contained, self.person) {
            self.person = Some((at, patient));
        }
        self.people.add(who, at);
        Ok(())
    }

    fn done(mut self) -> Result<String, Problem> {
        if let Err(at) = std::mem::take(&mut self.people).one() {
            return Err(self.several(at));
        }
        let (mut birth, mut sex) = ("", "");
        if let Some((at, patient)) = self.person {
            let said = text(patient, "birthDate");
            let born = dates::parse(said).ok();
            let age = born.and_then(|born| dates::completed_years(born, self.today));
            if age.is_some_and(|age| age <= OLDEST) {
                birth = said;
            } else if has(patient, "birthDate") {
                self.refuse(at, "Date of birth", "It is no full day, or cannot be.");
            }
            let said = text(patient, "gender");
            if one_of(said, &["female", "male"]) {
                sex = said;
            } else if has(patient, "gender") {
                self.refuse(at, "Sex", "The gender is neither female nor male.");
            }
        }
        let all = std::mem::take(&mut self.found);
        let latest = Analyte::ALL.map(|analyte| self.latest(analyte, &all));
        let taken: Vec<&Found> = latest.into_iter().flatten().collect();
        self.say_days(&taken);
        self.out.end_list();
        self.out.object("patient");
        for (key, text) in [("birthDate", birth), ("sex", sex)] {
            if !text.is_empty() {
                self.out.text(key, text);
            }
        }
        self.out.object("labs");
        for Found { lab, when, .. } in taken {
            let number = lab.number();
            let digits = [number.comparator.sign(), &number.value.to_string()].concat();
            self.out.object(lab.analyte().key());
            self.out.text("value", &digits);
            self.out.text("unit", lab.unit().ucum());
            if let Some(when) = when {
                self.out.text("date", &dates::iso(when.day));
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
        let of_it = all.iter().filter(|found| found.lab.analyte() == analyte);
        let of_it: Vec<&Found> = of_it.collect();
        let name = name(analyte);
        let mut taken = None;
        for (found, fate) in of_it.iter().zip(latest::fates(&of_it)) {
            let reason = match fate {
                Fate::Same => continue,
                Fate::Earlier => "There is a later one.",
                Fate::Disputed => "It differs from another one of this day, or of no day.",
                Fate::Taken { by_time } => {
                    taken = Some(*found);
                    let passed = self.passed.iter().any(|(of, when)| {
                        let earlier = found
                            .when
                            .zip(*when)
                            .is_some_and(|(found, other)| found.later_than(&other));
                        *of == analyte && !earlier
                    });
                    let reasons = [
                        (found.when.is_none(), "It does not tell its day. "),
                        (
                            by_time,
                            "By time and offset it is the latest; another of the same day, or of a later one as written, is earlier. ",
                        ),
                        (passed, "Another result that may be later was not taken. "),
                    ];
                    let said: String = reasons
                        .iter()
                        .filter(|(true_of_it, _)| *true_of_it)
                        .map(|(_, reason)| *reason)
                        .collect();
                    if !said.is_empty() {
                        let path = self.place_of(found.at);
                        self.remark(&path, name, true, said.trim_end());
                    }
                    continue;
                }
            };
            self.refuse(found.at, name, reason);
        }
        taken
    }

    /// Which day is used, where universal time gives another one.
    fn say_days(&mut self, taken: &[&Found]) {
        let mut apart = taken.to_vec();
        apart.retain(|found| found.when.is_some_and(|when| when.day != when.universal));
        if let Some(first) = apart.first() {
            let path = self.place_of(first.at);
            let names: Vec<&str> = apart
                .iter()
                .map(|found| name(found.lab.analyte()))
                .collect();
            let reason = "The day is the one that the laboratory wrote, by its own clock; universal time gives another.";
            self.remark(&path, &names.join(", "), true, reason);
        }
    }
}

/// Whether an address, relative or absolute, is that of a resource.
fn is_address(address: &str, resource: &Resource<'_>) -> bool {
    let address = unversioned(address);
    if !resource.address.is_empty() && unversioned(resource.address) == address {
        return true;
    }
    let own = parts(resource.address);
    let (kind, id) = own.map_or_else(
        || {
            (
                text(resource.value, "resourceType"),
                text(resource.value, "id"),
            )
        },
        |(_, kind, id)| (kind, id),
    );
    let server = own.map_or("", |(server, ..)| server);
    parts(address).is_some_and(|(at, of, number)| {
        of == kind && number == id && (at.is_empty() || server.is_empty() || at == server)
    })
}
