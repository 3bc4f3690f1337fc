//! Of whom a result is. Addresses, identifiers and names are compared with one another and dropped: nothing of them is
//! kept or repeated.

use super::tree::{as_text, field, has, list, position, text};
use serde_json::Value;

/// Something by which a patient is known.
#[derive(Clone, Debug, PartialEq)]
enum Key<'a> {
    /// The server, which may be unsaid, and the id of the Patient there.
    Patient(&'a str, &'a str),
    /// An address without such parts, as `urn:uuid:…`.
    Address(&'a str),
    /// An identifier, by who gives it and its value.
    Identifier(&'a str, &'a str),
    /// A name, in a document that tells the date of birth too.
    Name(String),
    /// Something that can only be told to be the same.
    Same(String),
}

impl<'a> Key<'a> {
    /// What a search for one patient asks for, as a conditional reference has it.
    fn of_search(asked: &'a str) -> Self {
        let pair = asked.strip_prefix("identifier=").unwrap_or_default();
        for bar in ["|", "%7C", "%7c"] {
            let at = position(pair, bar);
            let system = at.and_then(|at| pair.get(..at));
            let value = at.and_then(|at| pair.get(at + bar.len()..));
            if let Some((system, value)) = system.zip(value) {
                return Key::Identifier(system, value);
            }
        }
        match asked.strip_prefix("_id=") {
            Some(id) => Key::Patient("", id),
            None => Key::Address(asked),
        }
    }
}

/// A patient, by what a document says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Who<'a> {
    keys: Vec<Key<'a>>,
    birth: &'a str,
    sex: &'a str,
}

/// No subject can be known by more.
const MOST_KEYS: usize = 64;

/// An address without the version that it may name.
pub fn unversioned(address: &str) -> &str {
    let at = position(address, "/_history").unwrap_or(address.len());
    address.get(..at).unwrap_or_default()
}

/// What stands before the last slash, and what after it.
#[inline(never)]
fn before_and_after_slash(address: &str) -> Option<(&str, &str)> {
    let at = address.bytes().rposition(|byte| byte == b'/')?;
    Some((address.get(..at)?, address.get(at + 1..)?))
}

/// The server, the type and the id of an address.
pub fn parts(address: &str) -> Option<(&str, &str, &str)> {
    if address.bytes().any(|byte| byte == b'?') {
        return None;
    }
    let (rest, id) = before_and_after_slash(unversioned(address))?;
    let (server, kind) = before_and_after_slash(rest).unwrap_or(("", rest));
    let named = kind.starts_with(|c: char| c.is_ascii_uppercase());
    (named && !id.is_empty()).then_some((server, kind, id))
}

impl<'a> Who<'a> {
    /// The patient of a Patient resource at an address; one that another resource contains has none.
    pub fn of_patient(patient: &'a Value, address: &'a str) -> Self {
        let mut who = Who {
            keys: Vec::new(),
            birth: text(patient, "birthDate"),
            sex: text(patient, "gender"),
        };
        who.identify(list(patient, "identifier"));
        for name in list(patient, "name") {
            let given = field(name, "given").to_string();
            let name = [text(name, "family"), text(name, "text"), &given].concat();
            if !who.birth.is_empty() && name != "null" {
                who.keys.push(Key::Name(name));
            }
        }
        if let Some((server, _, id)) = parts(address) {
            who.keys.push(Key::Patient(server, id));
        } else if !address.is_empty() {
            who.keys.push(Key::Address(address));
        }
        who
    }

    /// The same, with the id that an entry of a Bundle has.
    pub fn with_id(mut self, id: &'a str) -> Self {
        if !id.is_empty() {
            self.keys.push(Key::Patient("", id));
        }
        self
    }

    fn identify(&mut self, identifiers: &'a [Value]) {
        for identifier in identifiers {
            let (system, value) = (text(identifier, "system"), text(identifier, "value"));
            if !system.is_empty() && !value.is_empty() {
                self.keys.push(Key::Identifier(system, value));
            } else {
                self.keys.push(Key::Same(identifier.to_string()));
            }
        }
    }

    /// The patient of a reference, in a resource of an address. What a reference within the resource names is
    /// `contained`.
    pub fn of_reference(
        subject: &'a Value,
        address: &'a str,
        contained: Option<&'a Value>,
    ) -> Self {
        let reference = text(subject, "reference");
        let mut who = match contained {
            Some(patient) => Who::of_patient(patient, ""),
            None => Who::default(),
        };
        who.identify(list(subject, "identifier"));
        if let Some((_, asked)) = reference.split_once('?') {
            who.keys.push(Key::of_search(asked));
        } else if let Some((server, _, id)) = parts(reference) {
            let own = parts(address).map_or("", |(server, ..)| server);
            who.keys.push(Key::Patient(
                if server.is_empty() { own } else { server },
                id,
            ));
        } else if !reference.is_empty() && !reference.starts_with('#') {
            who.keys.push(Key::Address(reference));
        }
        // By a name to read, or in a way that FHIR does not have.
        if who.keys.is_empty() && !has(subject, "reference") {
            who.keys.push(Key::Same(subject.to_string()));
        }
        who
    }

    /// Whether both are certainly one.
    fn is(&self, other: &Who<'_>) -> bool {
        let differ = |one: &str, two: &str| {
            !one.is_empty() && !two.is_empty() && !one.starts_with(two) && !two.starts_with(one)
        };
        if differ(self.birth, other.birth) || differ(self.sex, other.sex) {
            return false;
        }
        let (mut same, mut addressed, mut named) = (false, false, false);
        let (mut elsewhere, mut numbered) = (false, false);
        for one in &self.keys {
            for two in &other.keys {
                match (one, two) {
                    (Key::Patient(here, id), Key::Patient(there, other)) if id == other => {
                        let apart = !here.is_empty() && !there.is_empty() && here != there;
                        elsewhere |= apart;
                        addressed |= !apart;
                    }
                    (Key::Identifier(..), Key::Identifier(..)) if one == two => same = true,
                    (Key::Identifier(by, _), Key::Identifier(by_too, _)) => {
                        numbered |= by == by_too
                    }
                    (Key::Name(_), Key::Name(_)) => named |= one == two,
                    _ => same |= one == two,
                }
            }
        }
        let named = named && !self.birth.is_empty() && self.birth == other.birth;
        same || (!elsewhere && !numbered && (addressed || named))
    }

    fn add(&mut self, other: Who<'a>) {
        for key in other.keys {
            if !self.keys.contains(&key) && self.keys.len() < MOST_KEYS {
                self.keys.push(key);
            }
        }
        if self.birth.len() < other.birth.len() {
            self.birth = other.birth;
        }
        if self.sex.is_empty() {
            self.sex = other.sex;
        }
    }
}

/// Everybody of whom a document speaks, each with the number of the resource that does.
#[derive(Debug, Default)]
pub struct People<'a>(Vec<(Who<'a>, usize)>);

impl<'a> People<'a> {
    pub fn add(&mut self, who: Who<'a>, at: usize) {
        let known = |(other, _): &(Who<'a>, usize)| !who.keys.is_empty() && *other == who;
        if !self.0.iter().any(known) {
            self.0.push((who, at));
        }
    }

    /// That all of them are one.
    ///
    /// # Errors
    /// The number of the first resource that cannot be told to be of the same patient.
    pub fn one(self) -> Result<(), usize> {
        let mut rest = self.0.into_iter();
        let Some((mut one, _)) = rest.next() else {
            return Ok(());
        };
        let mut rest: Vec<_> = rest.collect();
        // What is known of the patient grows with each that is the same, and may then tell of another.
        loop {
            let before = rest.len();
            let mut others = Vec::new();
            for (who, at) in rest {
                if one.is(&who) {
                    one.add(who);
                } else {
                    others.push((who, at));
                }
            }
            match others.first() {
                None => return Ok(()),
                Some((_, at)) if others.len() == before => return Err(*at),
                Some(_) => rest = others,
            }
        }
    }
}

/// Whether a reference says, or what it names is, something else than a patient.
pub fn no_patient(subject: &Value, named: Option<&Value>) -> bool {
    let said = text(subject, "type");
    let said = before_and_after_slash(said).map_or(said, |(_, kind)| kind);
    let reference = text(subject, "reference");
    let by_address = parts(reference).map_or("", |(_, kind, _)| kind);
    let conditional = reference.split_once('?').map_or("", |(kind, _)| kind);
    let named = named.map_or("", |resource| as_text(field(resource, "resourceType")));
    [said, by_address, conditional, named]
        .iter()
        .any(|kind| !kind.is_empty() && *kind != "Patient")
}
