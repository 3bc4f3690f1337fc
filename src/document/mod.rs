//! Plain data from outside, read with its place kept: whoever sent it learns which field is wrong and
//! what is accepted there. Nothing is coerced; an unknown key is an error, because it may be a
//! misspelt one.

mod packed;
mod value;

pub use value::{Value, digits};

/// What is wrong, and where. Behind a pointer, because every reader returns one and almost never does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(Box<Fault>);

/// What a [`Problem`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field, as in `patient.labs.albumin.unit`.
    pub path: String,
    /// What is wrong and what is accepted, in one English sentence.
    pub message: String,
}

impl Problem {
    /// A problem at a place.
    #[cold]
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Problem(Box::new(Fault {
            path: path.into(),
            message: message.into(),
        }))
    }
}

impl std::ops::Deref for Problem {
    type Target = Fault;

    fn deref(&self) -> &Fault {
        &self.0
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// A value and the place it stands at.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Node<'a> {
    /// The whole document.
    pub fn root(value: &'a Value) -> Self {
        Node {
            value,
            path: String::new(),
        }
    }

    /// Where this stands.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What stands here.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// A problem at this place.
    pub fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(self.path.as_str(), message)
    }

    fn expected(&self, what: &str) -> Problem {
        self.problem(format!("Expected {what}, got {}.", self.value.kind()))
    }

    fn child(&self, value: &'a Value, key: &str) -> Node<'a> {
        let path = if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        };
        Node { value, path }
    }

    /// The entries of an object, in their order. Null and undefined entries count as absent.
    pub fn entries(&self) -> Result<Vec<(&'a str, Node<'a>)>, Problem> {
        match self.value {
            Value::Object(entries) => Ok(entries
                .iter()
                .filter(|(_, value)| *value != Value::Null)
                .map(|(key, value)| (key.as_str(), self.child(value, key)))
                .collect()),
            _ => Err(self.expected("an object")),
        }
    }

    /// An object with no other keys than these.
    pub fn object(&self, keys: &[&str]) -> Result<Object<'a>, Problem> {
        let entries = self.entries()?;
        for (key, node) in &entries {
            if !keys.contains(key) {
                return Err(node.problem(format!(
                    "Unknown field; accepted here: {}.",
                    keys.join(", ")
                )));
            }
            if entries.iter().filter(|(other, _)| other == key).count() > 1 {
                return Err(node.problem("This field stands twice."));
            }
        }
        Ok(Object {
            place: self.clone(),
            entries,
        })
    }

    /// The members of a list.
    pub fn list(&self) -> Result<Vec<Node<'a>>, Problem> {
        match self.value {
            Value::List(items) => Ok(items
                .iter()
                .enumerate()
                .map(|(index, value)| Node {
                    value,
                    path: format!("{}[{index}]", self.path),
                })
                .collect()),
            _ => Err(self.expected("a list")),
        }
    }

    /// A text.
    pub fn text(&self) -> Result<&'a str, Problem> {
        match self.value {
            Value::Text(text) => Ok(text),
            _ => Err(self.expected("a text")),
        }
    }

    /// True or false.
    pub fn boolean(&self) -> Result<bool, Problem> {
        match self.value {
            Value::Bool(value) => Ok(*value),
            _ => Err(self.expected("true or false")),
        }
    }

    /// A whole number within limits.
    pub fn whole(&self, least: u16, most: u16) -> Result<u16, Problem> {
        let range = format!("a whole number from {least} to {most}");
        match self.value {
            Value::Number(value) => {
                (least..=most)
                    .find(|n| f64::from(*n) == *value)
                    .ok_or_else(|| {
                        let got = digits(*value).unwrap_or_else(|| "another number".to_owned());
                        self.problem(format!("Expected {range}, got {got}."))
                    })
            }
            _ => Err(self.expected(&range)),
        }
    }

    /// One of a set of names.
    pub fn one_of<T: Copy>(&self, names: &[(&str, T)]) -> Result<T, Problem> {
        let text = self.text()?;
        names
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, value)| *value)
            .ok_or_else(|| {
                let accepted: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
                self.problem(format!(
                    "\"{text}\" is not accepted here; accepted: {}.",
                    accepted.join(", ")
                ))
            })
    }
}

/// An object whose keys have been checked.
#[derive(Clone, Debug)]
pub struct Object<'a> {
    place: Node<'a>,
    entries: Vec<(&'a str, Node<'a>)>,
}

impl<'a> Object<'a> {
    /// A field that may be absent.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        self.entries
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, node)| node.clone())
    }

    /// A field that must be there.
    pub fn need(&self, key: &str) -> Result<Node<'a>, Problem> {
        self.get(key).ok_or_else(|| {
            self.place
                .child(&Value::Null, key)
                .problem("This field is missing.")
        })
    }

    /// A problem with the object as a whole.
    pub fn problem(&self, message: impl Into<String>) -> Problem {
        self.place.problem(message)
    }
}
