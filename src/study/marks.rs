//! Characters of a study file that nobody sees: they turn the order of what stands around them, on the page and in what
//! is copied from it, so that a sentence reads as another one. English and Chinese need none of them.

use crate::document::{Node, Value};
use crate::error::ValidationError;

/// Whether a character is unseen and changes how others are read: what turns the direction of writing, and what
/// controls a terminal. Line breaks and tabs are neither.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    ) || character.is_control() && !matches!(character, '\n' | '\r' | '\t')
}

/// The texts that hold such a character, each with its place.
pub fn remarks(node: &Node<'_>, problems: &mut Vec<ValidationError>) {
    match node.value() {
        Value::Text(text) => {
            let Some(found) = text.chars().find(|character| is_unseen(*character)) else {
                return;
            };
            problems.push(node.problem(format!(
                "This text contains the invisible character U+{:04X}, which can make it read as another one: delete it.",
                u32::from(found)
            )));
        }
        Value::List(_) => {
            for item in node.list().unwrap_or_default() {
                remarks(&item, problems);
            }
        }
        Value::Object(_) => {
            for (_, entry) in node.entries().unwrap_or_default() {
                remarks(&entry, problems);
            }
        }
        _ => {}
    }
}
