//! Words for a browser in files beside the wasm, so that nobody has to wait for them: Chinese, fetched when somebody
//! asks for it, and the details, fetched once the widget stands. A line for the build, then a text a line: words of
//! the widget, then the study files' texts.

use std::sync::OnceLock;

use super::basis::Basis;
use super::catalogue::{Exchange, mixed};
use super::{Catalogue, Lang};
use crate::study;

static CHINESE: OnceLock<(Catalogue, Basis)> = OnceLock::new();
static DETAILS: OnceLock<Basis> = OnceLock::new();

const OF_CHINESE: &str = " zh-CN ";
const OF_DETAILS: &str = " details ";

/// The first line: a file of another build, or of another kind, has another one.
fn build(kind: &str) -> String {
    let shape = mixed(Catalogue::SHAPE, Basis::SHAPE).to_string();
    ["liver-prescreen ", env!("CARGO_PKG_VERSION"), kind, &shape].concat()
}

/// The file of Chinese.
#[cfg(not(target_arch = "wasm32"))]
pub fn write() -> String {
    let mut words = [""; Catalogue::COUNT + Basis::COUNT];
    let mut list = words.iter_mut();
    super::zh::CATALOGUE.clone().exchange(&mut list);
    super::basis_zh::BASIS.clone().exchange(&mut list);
    written(OF_CHINESE, &words, study::TRANSLATIONS)
}

/// The file of the details.
#[cfg(not(target_arch = "wasm32"))]
pub fn write_details() -> String {
    let mut words = [""; Basis::COUNT];
    super::basis_en::BASIS
        .clone()
        .exchange(&mut words.iter_mut());
    written(OF_DETAILS, &words, study::DETAILS)
}

#[cfg(not(target_arch = "wasm32"))]
fn written(kind: &str, words: &[&str], of_study: &[&str]) -> String {
    let lines: Vec<&str> = words.iter().chain(of_study).copied().collect();
    [build(kind).as_str(), "\n", &lines.join("\n"), "\n"].concat()
}

/// The texts of a file; nothing where it is the file of another build or of another kind.
fn texts(text: &'static str, kind: &str) -> Option<Vec<&'static str>> {
    let mut lines = text.lines();
    let of_this_build = lines.next()? == build(kind);
    of_this_build.then(|| lines.collect())
}

/// The catalogue, the words of the basis and the translations in the text of a file of Chinese; nothing where it is
/// the file of another build.
pub fn read(text: &'static str) -> Option<(Catalogue, Basis, Vec<&'static str>)> {
    let mut texts = texts(text, OF_CHINESE)?;
    let (words, translations) = texts.split_at_mut_checked(Catalogue::COUNT + Basis::COUNT)?;
    let mut words = words.iter_mut();
    let mut catalogue = *Lang::En.catalogue();
    catalogue.exchange(&mut words);
    let mut basis = Basis::EMPTY;
    basis.exchange(&mut words);
    Some((catalogue, basis, translations.to_vec()))
}

/// The words of the basis and the study files' details in the text of a file of details, in the same way.
pub fn read_details(text: &'static str) -> Option<(Basis, Vec<&'static str>)> {
    let mut texts = texts(text, OF_DETAILS)?;
    let (words, details) = texts.split_at_mut_checked(Basis::COUNT)?;
    let mut basis = Basis::EMPTY;
    basis.exchange(&mut words.iter_mut());
    Some((basis, details.to_vec()))
}

// What is taken in is kept for as long as the page lives: a catalogue's words live as long as the program.

/// Takes in the file of Chinese. False, and nothing taken in, where it is not the file of this build.
pub fn take_in(text: String) -> bool {
    read(text.leak()).is_some_and(|(words, basis, translations)| {
        study::translate(translations) && CHINESE.set((words, basis)).is_ok()
    })
}

/// Takes in the file of the details, in the same way.
pub fn take_in_details(text: String) -> bool {
    read_details(text.leak())
        .is_some_and(|(basis, details)| study::detail(details) && DETAILS.set(basis).is_ok())
}

/// Whether Chinese is here.
pub fn is_here() -> bool {
    CHINESE.get().is_some()
}

/// Whether the details are here.
pub fn details_are_here() -> bool {
    DETAILS.get().is_some()
}

/// The Chinese catalogue; for as long as it is not here, the English one.
pub(super) fn chinese() -> &'static Catalogue {
    #[cfg(not(target_arch = "wasm32"))]
    let at_hand = &super::zh::CATALOGUE;
    #[cfg(target_arch = "wasm32")]
    let at_hand = Lang::En.catalogue();
    CHINESE.get().map_or(at_hand, |(words, _)| words)
}

/// The words of the basis in a language, where they are here.
pub fn basis(lang: Lang) -> Option<&'static Basis> {
    #[cfg(not(target_arch = "wasm32"))]
    return Some(match lang {
        Lang::En => &super::basis_en::BASIS,
        Lang::Zh => &super::basis_zh::BASIS,
    });
    #[cfg(target_arch = "wasm32")]
    match lang {
        Lang::En => DETAILS.get(),
        Lang::Zh => CHINESE.get().map(|(_, basis)| basis),
    }
}
