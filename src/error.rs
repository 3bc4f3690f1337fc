//! What is wrong with what came from outside: the place, and a sentence that somebody can act on.

use serde::Serialize;

/// What is wrong, and where. Behind a pointer, because every reader returns one and almost never does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ValidationError(Box<Details>);

/// What a [`ValidationError`] says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Details {
    /// The field, as in `patient.labs.albumin.unit`.
    pub path: String,
    /// What is wrong and what is accepted, in one English sentence.
    pub message: String,
}

impl ValidationError {
    /// A problem at a place.
    #[cold]
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        ValidationError(Box::new(Details {
            path: path.into(),
            message: message.into(),
        }))
    }
}

impl std::ops::Deref for ValidationError {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl std::fmt::Display for ValidationError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for ValidationError {}
