//! Texts of a study file that say nothing, and characters that nobody sees: they turn the order of what stands around
//! them, on the page and in what is copied from it, so that a sentence reads as another one. English and Chinese need
//! none of them.

use serde_json::{Map, Value};

use crate::error::ValidationError;

/// Whether a character is unseen and changes how others are read: what turns the direction of writing, and what
/// controls a terminal. Line breaks and tabs are neither.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    ) || character.is_control() && !matches!(character, '\n' | '\r' | '\t')
}

/// The texts that hold such a character, and those that say nothing, each with its place.
pub fn remarks(root: &Map<String, Value>, faults: &mut Vec<ValidationError>) {
    fields(root, "", faults);
}

fn fields(fields: &Map<String, Value>, path: &str, faults: &mut Vec<ValidationError>) {
    // A rule holds no words.
    for (key, field) in fields.iter().filter(|(key, _)| *key != "rule") {
        let joint = if path.is_empty() { "" } else { "." };
        walk(field, &[path, joint, key].concat(), faults);
    }
}

fn walk(value: &Value, path: &str, faults: &mut Vec<ValidationError>) {
    match value {
        Value::String(text) => {
            if text.trim().is_empty() {
                let language = [".en", ".zh-CN"].iter().any(|end| path.ends_with(end));
                faults.push(ValidationError::new(
                    path,
                    if language {
                        "A text is needed here; leave the language out where there is none."
                    } else {
                        "A text is needed here."
                    },
                ));
            }
            if let Some(found) = text.chars().find(|character| is_unseen(*character)) {
                let message = format!(
                    "This text contains the invisible character U+{:04X}, which can make it read as another one: delete it.",
                    u32::from(found)
                );
                faults.push(ValidationError::new(path, message));
            }
        }
        Value::Array(members) => {
            for (index, member) in members.iter().enumerate() {
                walk(member, &format!("{path}[{index}]"), faults);
            }
        }
        Value::Object(inside) if inside.is_empty() => {
            let message = "A text is needed here, as \"en\", as \"zh-CN\" or as both.";
            faults.push(ValidationError::new(path, message));
        }
        Value::Object(inside) => fields(inside, path, faults),
        _ => {}
    }
}
