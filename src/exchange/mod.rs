//! Other people's formats, in and out. Here sentences are made of what the core found.

pub mod fhir;
pub mod form;
pub mod handed;
pub mod input;
pub mod own;
pub mod printout;
pub mod read;
pub mod record;
pub mod report;
pub mod studies;

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// A struct of the contract as JSON.
pub fn json<T: Serialize>(value: &T) -> String {
    let mut text = Vec::new();
    // Into memory that grows, and texts and numbers alone: none of this can fail.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut text, TwelveDecimals));
    String::from_utf8(text).unwrap_or_default()
}

/// JSON whose fractions have twelve decimals at most: more than a score that is computed in floating point means. The tables
/// by which the library finds the fewest digits of any number are 10 kB of a page that waits for its first verdict.
struct TwelveDecimals;

const POWER: u64 = 1_000_000_000_000;

impl Formatter for TwelveDecimals {
    fn write_f64<W: ?Sized + io::Write>(&mut self, out: &mut W, number: f64) -> io::Result<()> {
        // Scores and what enters them are far below nine million, where this would no longer fit.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss
        )]
        let parts = (number.abs() * POWER as f64).round() as u64;
        if number < 0.0 && parts > 0 {
            out.write_all(b"-")?;
        }
        out.write_all((parts / POWER).to_string().as_bytes())?;
        let mut fraction = (parts % POWER + POWER).to_string();
        fraction.replace_range(..1, ".");
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        out.write_all(fraction.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::json;

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
            assert_eq!(json(&number), text);
        }
    }
}
