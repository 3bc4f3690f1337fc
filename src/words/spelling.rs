//! English as it is spelt in the United States. It is no language of its own: the same texts, word by word. What stands
//! in quotation marks is somebody else's and stays as it is.

use std::sync::OnceLock;

use super::basis::Basis;
use super::catalogue::ReplaceWords;
use super::{Catalogue, Lang, basis_en};
use crate::study::around;

/// Regions that spell as the United States do.
const REGIONS: [&str; 9] = ["US", "AS", "GU", "MH", "MP", "PH", "PR", "UM", "VI"];

/// What words are spelt with here, and what with there, in small letters. A beginning or a middle of a word is enough.
pub const PAIRS: [(&str, &str); 50] = [
    ("haem", "hem"),
    ("aemi", "emi"),
    ("leuco", "leuko"),
    ("oedema", "edema"),
    ("oesoph", "esoph"),
    ("oestr", "estr"),
    ("diarrhoe", "diarrhe"),
    ("paedia", "pedia"),
    ("orthopae", "orthope"),
    ("gynaec", "gynec"),
    ("anaesth", "anesth"),
    ("foetus", "fetus"),
    ("foetal", "fetal"),
    ("foetor", "fetor"),
    ("faec", "fec"),
    ("caec", "cec"),
    ("tumour", "tumor"),
    ("colour", "color"),
    ("behaviour", "behavior"),
    ("favour", "favor"),
    ("labour", "labor"),
    ("odour", "odor"),
    ("titre", "titer"),
    ("centre", "center"),
    ("fibre", "fiber"),
    ("litre", "liter"),
    ("metre", "meter"),
    ("calibre", "caliber"),
    ("enrolment", "enrollment"),
    ("judgement", "judgment"),
    ("dialyse", "dialyze"),
    ("dialysing", "dialyzing"),
    ("analyse", "analyze"),
    ("analysing", "analyzing"),
    ("catheteris", "catheteriz"),
    ("hospitalis", "hospitaliz"),
    ("immunis", "immuniz"),
    ("localis", "localiz"),
    ("normalis", "normaliz"),
    ("organis", "organiz"),
    ("randomis", "randomiz"),
    ("recognis", "recogniz"),
    ("stabilis", "stabiliz"),
    ("standardis", "standardiz"),
    ("summaris", "summariz"),
    ("utilis", "utiliz"),
    ("labell", "label"),
    ("cancell", "cancel"),
    ("modell", "model"),
    ("sulph", "sulf"),
];

/// Words that have a British pair in them and are the same everywhere.
const SAME: [&str; 5] = [
    "analyses",
    "dialyses",
    "cancellation",
    "organism",
    "leucovorin",
];

/// Whether a language tag of English is of such a region.
pub fn is_american(tag: &str) -> bool {
    let mut parts = tag.split('-').skip(1);
    // What follows a single letter is no region.
    let region = parts
        .by_ref()
        .take_while(|part| part.len() > 1)
        .find(|part| part.len() == 2);
    region.is_some_and(|region| {
        let mut regions = REGIONS.iter();
        regions.any(|known| known.eq_ignore_ascii_case(region))
    })
}

/// A text spelt so, outside of quotation marks.
pub fn american(text: &str) -> String {
    let mut spelt = String::with_capacity(text.len());
    let mut word = String::new();
    let mut quoted = false;
    for letter in text.chars() {
        if letter.is_ascii_alphabetic() {
            word.push(letter);
            continue;
        }
        add(&mut spelt, &word, quoted);
        word.clear();
        match letter {
            '“' => quoted = true,
            '”' => quoted = false,
            _ => {}
        }
        spelt.push(letter);
    }
    add(&mut spelt, &word, quoted);
    spelt
}

fn add(spelt: &mut String, word: &str, quoted: bool) {
    // The shortest word that differs has five letters.
    if quoted || word.len() < 5 {
        spelt.push_str(word);
        return;
    }
    let mut changed = word.to_ascii_lowercase();
    let mut same = SAME.iter();
    if !same.any(|same| changed.starts_with(same)) {
        for (here, there) in PAIRS {
            if let Some((before, after)) = around(&changed, here) {
                changed = [before, there, after].concat();
            }
        }
    }
    if changed.eq_ignore_ascii_case(word) {
        spelt.push_str(word);
    } else if !word.contains(|letter: char| letter.is_ascii_lowercase()) {
        spelt.push_str(&changed.to_ascii_uppercase());
    } else if word.starts_with(|first: char| first.is_ascii_uppercase()) {
        let mut letters = changed.chars();
        spelt.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        spelt.push_str(letters.as_str());
    } else {
        spelt.push_str(&changed);
    }
}

/// Words, spelt so.
fn respelt<T: ReplaceWords>(mut words: T) -> T {
    let mut texts = vec![""; T::COUNT];
    words.replace_words(&mut texts.iter_mut());
    for text in &mut texts {
        let changed = american(text);
        if changed != *text {
            *text = changed.leak();
        }
    }
    words.replace_words(&mut texts.iter_mut());
    words
}

/// The words of the widget, spelt so. Made once, where somebody reads them.
pub(super) fn spelt() -> &'static Catalogue {
    static SPELT: OnceLock<Catalogue> = OnceLock::new();
    SPELT.get_or_init(|| respelt(*Lang::En.catalogue()))
}

/// The words of the basis, spelt so.
pub(super) fn spelt_basis() -> &'static Basis {
    static SPELT: OnceLock<Basis> = OnceLock::new();
    SPELT.get_or_init(|| Basis {
        // Titles of papers and journals.
        sources: basis_en::SOURCES,
        ..respelt(basis_en::BASIS)
    })
}
