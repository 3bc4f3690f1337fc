//! Chinese for a browser: a file beside the wasm, fetched when somebody asks for it, so that nobody else has to
//! wait for it. A line for the build, then a text a line: the catalogue, then the study files' translations.

use std::sync::OnceLock;

use super::catalogue::Exchange;
use super::{Catalogue, Lang};
use crate::study;

static CHINESE: OnceLock<Catalogue> = OnceLock::new();

/// The first line: a file of another build has another one.
fn build() -> String {
    let shape = Catalogue::SHAPE.to_string();
    [
        "liver-prescreen ",
        env!("CARGO_PKG_VERSION"),
        " zh-CN ",
        &shape,
    ]
    .concat()
}

/// The file.
#[cfg(not(target_arch = "wasm32"))]
pub fn write() -> String {
    let mut words = [""; Catalogue::COUNT];
    super::zh::CATALOGUE.clone().exchange(&mut words.iter_mut());
    let lines: Vec<&str> = words.iter().chain(study::TRANSLATIONS).copied().collect();
    [build().as_str(), "\n", &lines.join("\n"), "\n"].concat()
}

/// The catalogue and the translations in a file's text; nothing where it is the file of another build.
pub fn read(text: &'static str) -> Option<(Catalogue, Vec<&'static str>)> {
    let mut lines: Vec<&str> = text.lines().collect();
    let (first, rest) = lines.split_first_mut()?;
    let (words, translations) = rest.split_at_mut_checked(Catalogue::COUNT)?;
    if *first != build() {
        return None;
    }
    let mut catalogue = *Lang::En.catalogue();
    catalogue.exchange(&mut words.iter_mut());
    Some((catalogue, translations.to_vec()))
}

/// Takes in the file. False, and nothing taken in, where it is not the file of this build.
pub fn take_in(text: String) -> bool {
    // Kept for as long as the page lives: a catalogue's words live as long as the program.
    read(text.leak()).is_some_and(|(words, translations)| {
        study::translate(&translations) && CHINESE.set(words).is_ok()
    })
}

/// Whether Chinese is here.
pub fn is_here() -> bool {
    CHINESE.get().is_some()
}

/// The Chinese catalogue; for as long as it is not here, the English one.
pub(super) fn chinese() -> &'static Catalogue {
    #[cfg(not(target_arch = "wasm32"))]
    let at_hand = &super::zh::CATALOGUE;
    #[cfg(target_arch = "wasm32")]
    let at_hand = Lang::En.catalogue();
    CHINESE.get().unwrap_or(at_hand)
}
