//! A number as a laboratory prints it: digits, a decimal mark, perhaps "<" or "≥" before it.
//!
//! The digits are kept exactly. Whatever could be read in two ways is refused, never guessed.

use rust_decimal::Decimal;

/// Digits beyond these are no measurement; the bound keeps every product exact.
const MOST_DIGITS: usize = 12;
const MOST_DECIMALS: usize = 8;

/// What stands before the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// Nothing: the value itself.
    Exactly,
    /// "<"
    Below,
    /// "≤"
    AtMost,
    /// ">"
    Above,
    /// "≥"
    AtLeast,
}

impl Comparator {
    /// The sign as printed; empty for a plain value.
    pub fn sign(self) -> &'static str {
        match self {
            Comparator::Exactly => "",
            Comparator::Below => "<",
            Comparator::AtMost => "≤",
            Comparator::Above => ">",
            Comparator::AtLeast => "≥",
        }
    }
}

/// A number as typed, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// What stands before the digits.
    pub comparator: Comparator,
    /// The digits.
    pub value: Decimal,
}

/// Why a text is no number that can be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing was typed.
    Empty,
    /// Not digits with at most one decimal mark.
    NotANumber,
    /// "1,234" may be a thousand or one and a bit.
    AmbiguousComma,
    /// More digits than any laboratory prints: 12 in all, 8 of them after the mark.
    TooManyDigits,
}

impl std::fmt::Display for NumberError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            NumberError::Empty => "Expected a number; nothing was entered.",
            NumberError::NotANumber => "Expected a number, as in \"2.4\" or \"< 5\".",
            NumberError::AmbiguousComma => {
                "The comma can stand for thousands or for decimals; expected a point, or no mark."
            }
            NumberError::TooManyDigits => {
                "Expected at most 12 digits, 8 of them after the decimal mark."
            }
        })
    }
}

impl std::error::Error for NumberError {}

/// Full-width forms, as a Chinese keyboard types them, are the same characters to a reader.
pub(crate) fn plain(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '。' => '.',
        '−' | '–' => '-',
        '\u{a0}' | '\u{202f}' | '\u{3000}' => ' ',
        other => other,
    }
}

impl Number {
    /// Reads a number as printed: `45`, `2.4`, `2,4`, `<5.0`, `≥ 40`.
    ///
    /// # Errors
    /// [`NumberError`] where the text is not one number, or could be two different ones.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let text: String = text.chars().map(plain).collect();
        let text = text.trim();
        if text.is_empty() {
            return Err(NumberError::Empty);
        }
        let (comparator, rest) = [
            ("<=", Comparator::AtMost),
            (">=", Comparator::AtLeast),
            ("≤", Comparator::AtMost),
            ("≥", Comparator::AtLeast),
            ("<", Comparator::Below),
            (">", Comparator::Above),
        ]
        .into_iter()
        .find_map(|(sign, comparator)| text.strip_prefix(sign).map(|rest| (comparator, rest)))
        .unwrap_or((Comparator::Exactly, text));
        let rest = rest.trim_start();
        let (negative, digits) = match rest.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, rest),
        };
        let mut value = unsigned(digits)?;
        value.set_sign_negative(negative && !value.is_zero());
        Ok(Number { comparator, value })
    }
}

fn unsigned(text: &str) -> Result<Decimal, NumberError> {
    let mark = text.split_once(['.', ',']);
    let (whole, fraction) = mark.unwrap_or((text, ""));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || (mark.is_some() && !is_digits(fraction)) {
        return Err(NumberError::NotANumber);
    }
    let significant = whole.trim_start_matches('0');
    if text.bytes().any(|byte| byte == b',') && fraction.len() == 3 && !significant.is_empty() {
        return Err(NumberError::AmbiguousComma);
    }
    if significant.len() + fraction.len() > MOST_DIGITS || fraction.len() > MOST_DECIMALS {
        return Err(NumberError::TooManyDigits);
    }
    let mut value = 0_i64;
    for digit in significant.bytes().chain(fraction.bytes()) {
        value = value * 10 + i64::from(digit - b'0');
    }
    u32::try_from(fraction.len())
        .map(|scale| Decimal::new(value, scale))
        .map_err(|_| NumberError::TooManyDigits)
}

/// One number over another as floating point, rounded once: both are brought to whole numbers first, so
/// that 51.3 / 17.1 is 3 and not 2.9999999999999996.
pub(crate) fn quotient(value: Decimal, by: Decimal) -> f64 {
    let ten = |power: u32| (0..power).fold(1.0, |ten, _| ten * 10.0);
    // At most twelve digits typed, by a factor below a thousand with one decimal: both products stay below 2^53, where
    // floating point has every whole number. Factors of more decimals are only shown with.
    #[allow(clippy::cast_precision_loss)]
    let digits = |number: Decimal| match i64::try_from(number.mantissa()) {
        // Only a factor of a study leads beyond; the page's own wasm has none.
        Err(_) if !cfg!(of_page) => number.mantissa() as f64,
        digits => digits.unwrap_or(i64::MAX) as f64,
    };
    (digits(value) * ten(by.scale())) / (digits(by) * ten(value.scale()))
}

/// A number as floating point, to draw it; never decided on.
pub fn real(value: Decimal) -> f64 {
    quotient(value, Decimal::ONE)
}

/// A number with so many decimals, and the sign that stands in print.
pub fn fixed(value: f64, decimals: u8) -> String {
    let power = 10_i64.pow(u32::from(decimals));
    // Scores are far below 2^53 hundredths.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    let whole = (value.abs() * power as f64).round() as i64;
    let sign = if value < 0.0 && whole > 0 { "−" } else { "" };
    if decimals == 0 {
        return format!("{sign}{whole}");
    }
    let width = usize::from(decimals);
    format!("{sign}{}.{:0>width$}", whole / power, whole % power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Decimal {
        Number::parse(text).map(|n| n.value).unwrap_or_default()
    }

    #[test]
    fn digits_are_kept_exactly() {
        assert_eq!(value("2.40").to_string(), "2.40");
        assert_eq!(value("2,4"), Decimal::new(24, 1));
        assert_eq!(value(" 0045 "), Decimal::new(45, 0));
        assert_eq!(value("0,875"), Decimal::new(875, 3));
        assert_eq!(value("-1.5"), Decimal::new(-15, 1));
    }

    #[test]
    fn full_width_characters_read_like_plain_ones() {
        assert_eq!(value("２．４"), Decimal::new(24, 1));
        assert_eq!(
            Number::parse("＜5").map(|n| n.comparator),
            Ok(Comparator::Below)
        );
    }

    // guards: H8
    #[test]
    fn comparators_as_printed() {
        for (text, expected) in [
            ("<5.0", Comparator::Below),
            ("> 40", Comparator::Above),
            ("≤3", Comparator::AtMost),
            (">=3", Comparator::AtLeast),
            ("3", Comparator::Exactly),
        ] {
            assert_eq!(Number::parse(text).map(|n| n.comparator), Ok(expected));
        }
    }

    // guards: H26, H28
    #[test]
    fn what_could_be_two_numbers_is_refused() {
        assert_eq!(Number::parse("1,234"), Err(NumberError::AmbiguousComma));
        for text in [
            "1.2.3", "1e3", "abc", "4 5", "5 mg", ".5", "5.", "--5", "NaN", "+5",
        ] {
            assert_eq!(Number::parse(text), Err(NumberError::NotANumber), "{text}");
        }
        assert_eq!(
            Number::parse("1234567890123"),
            Err(NumberError::TooManyDigits)
        );
        assert_eq!(Number::parse("  "), Err(NumberError::Empty));
    }

    // guards: H6
    #[test]
    fn floats_are_correctly_rounded() {
        assert_eq!(quotient(Decimal::new(513, 1), Decimal::new(171, 1)), 3.0);
        assert_eq!(quotient(Decimal::new(24, 1), Decimal::ONE), 2.4);
        // As many digits as are accepted, through the greatest factor and back, whatever noughts stand behind.
        let factor = Decimal::new(884, 1);
        for (typed, decimals, value) in [
            (999_999_999_999, 0, 999_999_999_999.0),
            (123_456_789_012, 6, 123_456.789_012),
            (780_000_000_000, 6, 780_000.0),
        ] {
            let typed = Decimal::new(typed, decimals);
            assert_eq!(quotient(typed * factor, factor), value);
        }
    }

    #[test]
    fn a_printed_number_has_the_sign_of_print_and_none_at_nought() {
        for (value, decimals, text) in [
            (-1.374, 2, "−1.37"),
            (1.375, 2, "1.38"),
            (-0.004, 2, "0.00"),
            (0.0, 1, "0.0"),
            (-2.6, 0, "−3"),
            (0.051, 2, "0.05"),
        ] {
            assert_eq!(fixed(value, decimals), text);
        }
        assert_eq!(real(Decimal::new(-125, 2)), -1.25);
    }
}
