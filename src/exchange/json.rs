//! JSON text, written from front to back. A report goes to JavaScript as one text: handing over its thousand small
//! pieces one by one took most of the time of a call.

use crate::document::write_text;

/// Twelve decimals: more than a score that is computed in floating point means.
const POWER: u64 = 1_000_000_000_000;

/// JSON in the making. What is absent is left out; in a list the key is empty.
#[derive(Default)]
pub struct Json(String);

// Never inlined: a report has some eighty fields, and each would bring the code for a field of its own.
impl Json {
    #[inline(never)]
    fn key(&mut self, key: &str) {
        // In as few pieces as can be: a report has several hundred keys, and each piece costs as much as a short text.
        let first = matches!(self.0.bytes().last(), None | Some(b'{' | b'['));
        if key.is_empty() {
            self.0.push_str(if first { "" } else { "," });
        } else {
            self.0.push_str(if first { "\"" } else { ",\"" });
            self.0.push_str(key);
            self.0.push_str("\":");
        }
    }

    /// Begins an object.
    pub fn object(&mut self, key: &str) {
        self.key(key);
        self.0.push('{');
    }

    /// Ends the object.
    pub fn end_object(&mut self) {
        self.0.push('}');
    }

    /// Begins a list.
    pub fn list(&mut self, key: &str) {
        self.key(key);
        self.0.push('[');
    }

    /// Ends the list.
    pub fn end_list(&mut self) {
        self.0.push(']');
    }

    /// A text.
    #[inline(never)]
    pub fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        write_text(text, true, &mut self.0);
    }

    /// True or false.
    pub fn flag(&mut self, key: &str, flag: bool) {
        self.key(key);
        self.0.push_str(if flag { "true" } else { "false" });
    }

    /// A number, to twelve decimals.
    #[inline(never)]
    pub fn number(&mut self, key: &str, number: f64) {
        self.key(key);
        // Scores and what enters them are far below nine million, where this would no longer fit.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss
        )]
        let parts = (number.abs() * POWER as f64).round() as u64;
        if number < 0.0 && parts > 0 {
            self.0.push('-');
        }
        self.0.push_str(&(parts / POWER).to_string());
        let mut fraction = (parts % POWER + POWER).to_string();
        fraction.replace_range(..1, ".");
        self.0
            .push_str(fraction.trim_end_matches('0').trim_end_matches('.'));
    }

    /// The text.
    pub fn done(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn numbers_are_written_to_twelve_decimals() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (15.0, "15"),
            (2.4, "2.4"),
            (-2.65, "-2.65"),
            (14.632_981_234_567_89, "14.632981234568"),
            (0.000_000_000_001, "0.000000000001"),
            (-0.000_000_000_000_1, "0"),
        ] {
            let mut json = Json::default();
            json.number("", number);
            assert_eq!(json.done(), text);
        }
    }

    #[test]
    fn what_is_written_is_json() {
        let mut json = Json::default();
        json.object("");
        json.list("of");
        json.text("", "a \"b\"\n≤ 𝛼");
        json.object("");
        json.end_object();
        json.flag("", true);
        json.end_list();
        json.number("n", 1.5);
        json.end_object();
        assert_eq!(
            json.done(),
            r#"{"of":["a \"b\"\n\u2264 \ud835\udefc",{},true],"n":1.5}"#
        );
    }
}
