//! Every resource of a document, wherever it stands: entries of a Bundle and of a Bundle within, parameters, what one
//! resource contains; and what one says of another.

use std::cmp::Ordering;

use super::subject::{parts, unversioned};
use super::tree::{field, has, list, text};
use super::when;
use serde_json::Value;

/// Deeper than anybody nests one document in another.
const DEEPEST: usize = 8;

/// A place within the place of a number: a key, an index, and what follows.
struct Place(usize, &'static str, usize, &'static str);

/// A resource.
pub struct Resource<'a> {
    pub value: &'a Value,
    pub kind: &'a str,
    /// What its entry of a Bundle gives as its address, without a version.
    pub address: &'a str,
    /// By its address, or else by itself: server, type and id.
    names: (&'a str, &'a str, &'a str),
    place: usize,
    /// The resource that contains it.
    pub container: Option<usize>,
    /// Said to be deleted.
    gone: bool,
}

/// Every resource, known by its number, and what is said of any.
pub struct Document<'a> {
    /// The document itself is the first.
    places: Vec<Place>,
    pub resources: Vec<Resource<'a>>,
    /// Addresses of what a Bundle deletes.
    deleted: Vec<&'a str>,
    /// Paths and messages.
    pub remarks: Vec<(String, String)>,
}

/// Whether the entries of a Bundle of this type are what stands in them.
pub fn is_read(bundle: &Value) -> bool {
    let kinds = "collection searchset document transaction transaction-response batch batch-response message history";
    kinds.split(' ').any(|kind| kind == text(bundle, "type"))
}

impl<'a> Document<'a> {
    pub fn of(value: &'a Value) -> Self {
        let mut document = Document {
            places: vec![Place(0, "", 0, "")],
            resources: Vec::new(),
            deleted: Vec::new(),
            remarks: Vec::new(),
        };
        document.walk(value, "", 0, None, false, 0);
        document
    }

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

    /// Where a resource stands.
    pub fn place_of(&self, at: usize) -> String {
        self.path(self.resources.get(at).map_or(0, |resource| resource.place))
    }

    #[inline(never)]
    fn remark(&mut self, path: String, name: &str, taken: bool, reason: &str) {
        let what = if taken {
            " was taken. "
        } else {
            " was not taken. "
        };
        self.remarks.push((path, [name, what, reason].concat()));
    }

    /// Says why a result was not taken.
    #[inline(never)]
    pub fn refuse(&mut self, at: usize, name: &str, reason: &str) {
        self.remark(self.place_of(at), name, false, reason);
    }

    /// Says with what reservation a result was taken.
    #[inline(never)]
    pub fn reserve(&mut self, at: usize, name: &str, reason: &str) {
        self.remark(self.place_of(at), name, true, reason);
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
            return self.remark(
                path,
                "What stands here",
                false,
                "It is not a resource, or is nested too deeply.",
            );
        }
        let mut within = None;
        let kind = text(value, "resourceType");
        let address = unversioned(address);
        match kind {
            "Bundle" => self.bundle(value, place, gone, depth),
            "Parameters" => self.parameters(value, "parameter", place, gone, depth),
            _ => {
                within = Some(self.resources.len());
                self.resources.push(Resource {
                    value,
                    kind,
                    address,
                    names: parts(address).unwrap_or(("", kind, text(value, "id"))),
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
            return self.remark(path, "A Bundle", false, "Bundles of its type are not read.");
        }
        for link in list(bundle, "link") {
            if text(link, "relation") == "next" {
                let dot = if path.is_empty() { "" } else { "." };
                let path = [&path, dot, "link"].concat();
                let reason = "They may hold later results.";
                self.remark(path, "The other pages of this search", false, reason);
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

    pub fn container(&self, at: usize) -> Option<(usize, &'a Value)> {
        let container = self.resources.get(at)?.container?;
        Some((container, self.resources.get(container)?.value))
    }

    /// The numbers of results in their order, each with that of a report or panel that names it by its address.
    pub fn named_by_reports(&self) -> Vec<(usize, usize)> {
        // Each by its id and by its address, in order, because a document may hold many of both.
        let mut results = Vec::new();
        for (at, other) in self.resources.iter().enumerate() {
            if other.kind == "Observation" && other.container.is_none() {
                results.push((other.names.2, at));
                results.push((other.address, at));
            }
        }
        results.sort_unstable();
        let mut all = Vec::new();
        for (report, resource) in self.resources.iter().enumerate() {
            for key in ["result", "hasMember"] {
                for reference in list(resource.value, key) {
                    let address = Address::of(text(reference, "reference"));
                    let id = address.parts.map_or(address.whole, |(.., id)| id);
                    for name in [id, address.whole] {
                        let start = results.partition_point(|(other, _)| *other < name);
                        let named = results.iter().skip(start);
                        for (_, at) in named.take_while(|(other, _)| *other == name) {
                            let of = self
                                .resources
                                .get(*at)
                                .is_some_and(|one| address.is_of(one));
                            if of && !name.is_empty() {
                                all.push((*at, report));
                            }
                        }
                    }
                }
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    pub fn is_gone(&self, at: usize) -> bool {
        self.resources.get(at).is_some_and(|resource| {
            let mut deleted = self.deleted.iter();
            resource.gone
                || deleted.any(|one| {
                    // What a search deletes may be any of its kind.
                    let by_search = one.split_once('?').map(|(kind, _)| kind);
                    by_search.is_some_and(|kind| kind.ends_with(resource.kind))
                        || Address::of(one).is_of(resource)
                })
        })
    }

    /// Whether the document holds a newer version of a result, or one of which that cannot be told.
    pub fn other_version<'v>(&'v self, at: usize, value: &'v Value) -> Option<&'static str> {
        let this = self.resources.get(at)?;
        let (_, _, id) = this.names;
        if this.container.is_some() || (id.is_empty() && this.address.is_empty()) {
            return None;
        }
        // Without leading noughts, the longer number is the greater.
        let number = |of: &'v Value| {
            let number = text(field(of, "meta"), "versionId");
            let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            digits.then_some((number.len(), number))
        };
        let updated = |of: &Value| when::parse(text(field(of, "meta"), "lastUpdated"))?.instant;
        for other in &self.resources {
            let same = if this.address.is_empty() || other.address.is_empty() {
                other.names.2 == id && !id.is_empty()
            } else {
                this.address == other.address
            };
            let comparable = same && other.kind == this.kind && other.container.is_none();
            if !comparable || other.value == value {
                continue;
            }
            let times = updated(other.value).zip(updated(value));
            let numbers = number(other.value).zip(number(value));
            match times
                .map(|(other, this)| other.cmp(&this))
                .filter(|order| order.is_ne())
                .or(numbers.map(|(other, this)| other.cmp(&this)))
            {
                Some(Ordering::Less) => {}
                Some(Ordering::Greater) => {
                    return Some("There is a newer version of it.");
                }
                _ => {
                    return Some(
                        "There is another version of it, and it is not clear which is newer.",
                    );
                }
            }
        }
        None
    }

    /// What a reference of a resource names, if that stands in the document. What begins with "#" stands in the
    /// resource itself, or beside it in what contains both.
    pub fn named(&self, at: usize, reference: &Value, kind: &str) -> Option<&'a Value> {
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
        let address = Address::of(address);
        let mut others = self.resources.iter();
        let named = others.find(|other| {
            (kind.is_empty() || other.kind == kind)
                && other.container.is_none()
                && address.is_of(other)
        });
        named.map(|other| other.value)
    }
}

/// An address, relative or absolute, that names a resource.
struct Address<'a> {
    whole: &'a str,
    parts: Option<(&'a str, &'a str, &'a str)>,
}

impl<'a> Address<'a> {
    fn of(address: &'a str) -> Self {
        Address {
            whole: unversioned(address),
            parts: parts(address),
        }
    }

    fn is_of(&self, resource: &Resource<'_>) -> bool {
        let (server, kind, id) = resource.names;
        let named = self.parts.is_some_and(|(at, of, number)| {
            number == id && of == kind && (at.is_empty() || server.is_empty() || at == server)
        });
        named || (!self.whole.is_empty() && self.whole == resource.address)
    }
}
