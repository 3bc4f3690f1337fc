//! Plain data that crosses from JavaScript as one text, which the shell writes: to ask JavaScript for each piece was
//! slower. Tokens lie between characters U+0000; the first letter of each says what it is.

use super::{ValidationError, Value, joined};

/// Deeper than any input or study file; whatever is deeper runs in circles.
const DEEPEST: usize = 32;

type Tokens<'a> = dyn Iterator<Item = &'a [u8]> + 'a;

impl Value {
    /// Reads the text of tokens.
    ///
    /// # Errors
    /// A [`ValidationError`] where something in it is neither plain nor finite in depth.
    pub fn from_tokens(text: &str) -> Result<Value, ValidationError> {
        let mut tokens = text.as_bytes().split(|byte| *byte == 0);
        let first = tokens.next().unwrap_or_default();
        value(first, &mut tokens, 0)
    }
}

fn value<'a>(
    token: &'a [u8],
    rest: &mut Tokens<'a>,
    depth: usize,
) -> Result<Value, ValidationError> {
    if depth > DEEPEST {
        return Err(ValidationError::new(
            "",
            "This runs deeper than any input can.",
        ));
    }
    Ok(match token {
        b"n" => Value::Null,
        b"t" => Value::Bool(true),
        b"f" => Value::Bool(false),
        b"[" => {
            let mut items = Vec::new();
            loop {
                let token = rest.next().unwrap_or_default();
                if token == b"]" {
                    break Value::List(items);
                }
                let item = value(token, rest, depth + 1);
                items.push(item.map_err(|problem| {
                    let index = items.len().to_string();
                    within(&["[", &index, "]"].concat(), &problem)
                })?);
            }
        }
        b"{" => {
            let mut entries = Vec::new();
            loop {
                let key = match rest.next() {
                    Some(b"}") => break Value::Object(entries),
                    Some([b':', key @ ..]) => text(key),
                    _ => return Err(unfit()),
                };
                let entry = value(rest.next().unwrap_or_default(), rest, depth + 1);
                let entry = entry.map_err(|problem| within(&key, &problem))?;
                entries.push((key, entry));
            }
        }
        [b'"', characters @ ..] => Value::Text(text(characters)),
        [b'#', high @ ..] => {
            let bits = bits(high) << 32 | bits(rest.next().ok_or_else(unfit)?);
            Value::Number(f64::from_bits(bits))
        }
        _ => return Err(unfit()),
    })
}

/// What came as a text is one in every piece: the pieces end at ASCII characters.
fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap_or_default()
}

/// Half the bits of a number, written as a whole number.
fn bits(digits: &[u8]) -> u64 {
    let mut bits = 0_u32;
    for digit in digits {
        let digit = char::from(*digit).to_digit(10).unwrap_or(0);
        bits = bits.wrapping_mul(10).wrapping_add(digit);
    }
    bits.into()
}

#[cold]
fn unfit() -> ValidationError {
    let message = "Expected plain data, as JSON could hold it, without the character U+0000.";
    ValidationError::new("", message)
}

/// The problem as seen from outside of where it stands.
#[cold]
fn within(step: &str, problem: &ValidationError) -> ValidationError {
    ValidationError::new(joined(step, &problem.path), problem.message.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tokens: &[&str]) -> Result<Value, (String, String)> {
        let read = Value::from_tokens(&tokens.join("\0"));
        read.map_err(|problem| (problem.path.clone(), problem.message.clone()))
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let tokens = [
            "{",
            ":labs",
            "[",
            "n",
            "t",
            "f",
            "\"",
            "\"\u{2264} 2,4",
            "#1073951539",
            "858993459",
            "]",
            ":",
            "{",
            "}",
            "}",
        ];
        let list = vec![
            Value::Null,
            Value::Bool(true),
            Value::Bool(false),
            Value::Text(String::new()),
            Value::Text("\u{2264} 2,4".to_owned()),
            Value::Number(2.4),
        ];
        let whole = Value::Object(vec![
            ("labs".to_owned(), Value::List(list)),
            (String::new(), Value::Object(Vec::new())),
        ]);
        assert_eq!(read(&tokens), Ok(whole));
        for number in [
            0.0,
            -0.0,
            48.0,
            0.1,
            -2.65,
            f64::MIN_POSITIVE,
            f64::INFINITY,
        ] {
            let (high, low) = (number.to_bits() >> 32, number.to_bits() & 0xFFFF_FFFF);
            let tokens = [format!("#{high}"), low.to_string()];
            let tokens = tokens.each_ref().map(String::as_str);
            assert_eq!(read(&tokens), Ok(Value::Number(number)));
        }
    }

    #[test]
    fn what_is_not_plain_is_refused_with_its_place() {
        let place = |tokens: &[&str]| read(tokens).map_err(|(path, _)| path);
        assert_eq!(place(&["!"]), Err(String::new()));
        let tokens = ["{", ":patient", "{", ":labs", "[", "t", "[", "!", "]"];
        assert_eq!(place(&tokens), Err("patient.labs[1][0]".to_owned()));
        let tokens = ["{", ":a", "[", "{", ":b", "!"];
        assert_eq!(place(&tokens), Err("a[0].b".to_owned()));
        // A key that holds U+0000 comes as a refusal in its place.
        assert_eq!(place(&["{", "!", "t", "}"]), Err(String::new()));
    }

    #[test]
    fn what_is_cut_short_is_refused() {
        let tokens = ["{", ":a", "[", "#0", "0", "]", ":b", "\"c", "}"];
        assert!(read(&tokens).is_ok());
        for end in 0..tokens.len() {
            assert!(read(&tokens[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn what_runs_in_circles_is_refused() {
        let deep = |depth: usize| {
            let mut tokens = vec!["["; depth];
            tokens.extend(vec!["]"; depth]);
            read(&tokens)
        };
        assert!(deep(33).is_ok());
        let (path, message) = deep(34).expect_err("too deep");
        assert_eq!(path, "[0]".repeat(33));
        assert_eq!(message, "This runs deeper than any input can.");
    }
}
