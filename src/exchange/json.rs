//! JSON text, written from front to back. A report goes to JavaScript as one text: handing over its thousand small
//! pieces one by one took most of the time of a call.

use crate::document::write_text;

/// Twelve decimals: more than a score that is computed in floating point means.
const POWER: u64 = 1_000_000_000_000;

/// JSON in the making. What is absent is left out; in a list the key is empty.
pub struct Json(Vec<u8>);

/// So much has room at once; a report is a little smaller.
const ROOM: usize = 1 << 14;

impl Default for Json {
    fn default() -> Self {
        Json(Vec::with_capacity(ROOM))
    }
}

// Never inlined: a report has some eighty fields, and each would bring the code for a field of its own.
impl Json {
    #[inline(never)]
    fn key(&mut self, key: &str) {
        // Byte by byte where there are few: a report has several hundred keys, and to copy a piece costs as much as a
        // dozen bytes.
        if !matches!(self.0.last(), None | Some(b'{' | b'[')) {
            self.0.push(b',');
        }
        if !key.is_empty() {
            self.0.push(b'"');
            self.0.extend_from_slice(key.as_bytes());
            self.0.push(b'"');
            self.0.push(b':');
        }
    }

    /// Begins an object.
    pub fn object(&mut self, key: &str) {
        self.key(key);
        self.0.push(b'{');
    }

    /// Ends the object.
    pub fn end_object(&mut self) {
        self.0.push(b'}');
    }

    /// Begins a list.
    pub fn list(&mut self, key: &str) {
        self.key(key);
        self.0.push(b'[');
    }

    /// Ends the list.
    pub fn end_list(&mut self) {
        self.0.push(b']');
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
        self.0
            .extend_from_slice(if flag { b"true" } else { b"false" });
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
            self.0.push(b'-');
        }
        self.0
            .extend_from_slice((parts / POWER).to_string().as_bytes());
        let mut fraction = (parts % POWER + POWER).to_string();
        fraction.replace_range(..1, ".");
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        self.0.extend_from_slice(fraction.as_bytes());
    }

    /// The text.
    pub fn done(self) -> String {
        // Texts, keys and digits alone have gone in.
        String::from_utf8(self.0).unwrap_or_default()
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
