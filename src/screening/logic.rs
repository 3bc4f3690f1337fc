//! Kleene's three values, as far as screening needs them: what holds for everything that a value can
//! still be is decided; anything else is unknown.

/// Whether every case agrees: `Some` of what they agree on, `None` where they differ or one is open.
pub fn agree(cases: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut cases = cases.into_iter();
    let first = cases.next()??;
    cases.all(|case| case == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::agree;

    // guards: H4
    #[test]
    fn only_agreement_decides() {
        let (yes, no) = (Some(true), Some(false));
        for (cases, expected) in [
            (vec![yes, yes], yes),
            (vec![no, no], no),
            (vec![yes, no], None),
            (vec![no, yes], None),
            (vec![yes, None], None),
            (vec![None, yes], None),
            (vec![None, None], None),
            (vec![], None),
        ] {
            assert_eq!(agree(cases.clone()), expected, "{cases:?}");
        }
    }
}
