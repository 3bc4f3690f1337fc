//! Plain data from outside, read with its place kept: whoever sent it learns which field is wrong and
//! what is accepted there. Nothing is coerced; an unknown key is an error, because it may be a
//! misspelt one.

mod packed;
mod tokens;
mod value;

use std::cell::RefCell;

use crate::error::ValidationError;

pub use value::{Value, digits};

/// The places of a document, each as the place it lies in and its own step. Nodes name a place by number,
/// so that passing one on costs nothing and a path is written out only for a problem.
#[derive(Debug, Default)]
pub struct Trail(RefCell<Vec<(u32, String)>>);

impl Trail {
    fn step(&self, from: u32, step: String) -> u32 {
        let mut steps = self.0.borrow_mut();
        steps.push((from, step));
        u32::try_from(steps.len()).unwrap_or(0)
    }

    fn path(&self, place: u32) -> String {
        let steps = self.0.borrow();
        let mut path = String::new();
        let mut at = place;
        while let Some((from, step)) = at.checked_sub(1).and_then(|at| steps.get(at as usize)) {
            path = joined(step, &path);
            at = *from;
        }
        path
    }
}

/// A path with the step before it.
fn joined(step: &str, path: &str) -> String {
    let joint = if path.is_empty() || path.starts_with('[') {
        ""
    } else {
        "."
    };
    [step, joint, path].concat()
}

/// A value and the place it stands at.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    value: &'a Value,
    trail: &'a Trail,
    place: u32,
}

impl<'a> Node<'a> {
    /// The whole document, with a fresh trail.
    pub fn root(value: &'a Value, trail: &'a Trail) -> Self {
        Node {
            value,
            trail,
            place: 0,
        }
    }

    /// What stands here.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Where this stands.
    pub fn path(&self) -> String {
        self.trail.path(self.place)
    }

    /// A problem at this place.
    #[cold]
    #[inline(never)]
    pub fn problem(&self, message: impl Into<String>) -> ValidationError {
        ValidationError::new(self.path(), message)
    }

    #[cold]
    #[inline(never)]
    fn expected(&self, what: &str) -> ValidationError {
        let message = ["Expected ", what, ", got ", self.value.kind(), "."].concat();
        self.problem(message)
    }

    fn child(&self, value: &'a Value, step: &str) -> Node<'a> {
        Node {
            value,
            trail: self.trail,
            place: self.trail.step(self.place, step.to_owned()),
        }
    }

    /// The entries of an object, in their order. Null and undefined entries count as absent.
    #[inline(never)]
    pub fn entries(&self) -> Result<Vec<(&'a str, Node<'a>)>, ValidationError> {
        let entries = self.fields()?.iter();
        Ok(entries
            .filter(|(_, value)| *value != Value::Null)
            .map(|(key, value)| (key.as_str(), self.child(value, key)))
            .collect())
    }

    fn fields(&self) -> Result<&'a [(String, Value)], ValidationError> {
        match self.value {
            Value::Object(entries) => Ok(entries),
            _ => Err(self.expected("an object")),
        }
    }

    /// An object with no other keys than these.
    #[inline(never)]
    pub fn object(&self, keys: &[&str]) -> Result<Object<'a>, ValidationError> {
        let fields = self.fields()?;
        for (index, (key, value)) in fields.iter().enumerate() {
            if !keys.contains(&key.as_str()) {
                // An unknown key without a value says nothing, however often it stands there.
                if *value == Value::Null {
                    continue;
                }
                let accepted = keys.join(", ");
                let message = ["Unknown field; accepted here: ", &accepted, "."].concat();
                return Err(self.child(value, key).problem(message));
            }
            if fields.iter().take(index).any(|(other, _)| other == key) {
                let twice = self.child(value, key);
                return Err(twice.problem("This field appears twice."));
            }
        }
        Ok(Object {
            place: *self,
            fields,
        })
    }

    /// The members of a list.
    #[inline(never)]
    pub fn list(&self) -> Result<Vec<Node<'a>>, ValidationError> {
        match self.value {
            Value::List(items) => Ok(items
                .iter()
                .enumerate()
                .map(|(index, value)| self.child(value, &["[", &index.to_string(), "]"].concat()))
                .collect()),
            _ => Err(self.expected("a list")),
        }
    }

    /// A text.
    pub fn text(&self) -> Result<&'a str, ValidationError> {
        match self.value {
            Value::Text(text) => Ok(text),
            _ => Err(self.expected("a text")),
        }
    }

    /// True or false.
    pub fn boolean(&self) -> Result<bool, ValidationError> {
        match self.value {
            Value::Bool(value) => Ok(*value),
            _ => Err(self.expected("true or false")),
        }
    }

    /// A whole number within limits.
    #[inline(never)]
    pub fn whole(&self, least: u16, most: u16) -> Result<u16, ValidationError> {
        let found = match self.value {
            Value::Number(value) => (least..=most).find(|n| f64::from(*n) == *value),
            _ => None,
        };
        found.ok_or_else(|| {
            let (least, most) = (least.to_string(), most.to_string());
            let range = ["a whole number from ", &least, " to ", &most].concat();
            match self.value {
                Value::Number(value) => {
                    let got = digits(*value).unwrap_or_else(|| "another number".to_owned());
                    self.problem(["Expected ", &range, ", got ", &got, "."].concat())
                }
                _ => self.expected(&range),
            }
        })
    }

    /// One of a set of names.
    pub fn one_of<T: Copy>(&self, names: &[(&str, T)]) -> Result<T, ValidationError> {
        let text = self.text()?;
        let found = names.iter().find(|(name, _)| *name == text);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let accepted: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            self.not_accepted(text, &accepted)
        })
    }

    #[cold]
    #[inline(never)]
    fn not_accepted(&self, text: &str, accepted: &[&str]) -> ValidationError {
        let accepted = accepted.join(", ");
        self.problem(
            [
                "\"",
                text,
                "\" is not accepted here; accepted: ",
                &accepted,
                ".",
            ]
            .concat(),
        )
    }
}

/// An object whose keys have been checked.
#[derive(Clone, Copy, Debug)]
pub struct Object<'a> {
    place: Node<'a>,
    fields: &'a [(String, Value)],
}

impl<'a> Object<'a> {
    /// A field that may be absent.
    #[inline(never)]
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        let mut fields = self.fields.iter();
        let (_, value) = fields.find(|(name, _)| name == key)?;
        (*value != Value::Null).then(|| self.place.child(value, key))
    }

    /// A field that must be there.
    #[inline(never)]
    pub fn need(&self, key: &str) -> Result<Node<'a>, ValidationError> {
        self.get(key).ok_or_else(|| {
            let missing = self.place.child(&Value::Null, key);
            missing.problem("This field is missing.")
        })
    }

    /// A problem with the object as a whole.
    pub fn problem(&self, message: impl Into<String>) -> ValidationError {
        self.place.problem(message)
    }
}
