//! The file of Chinese words for a browser, beside the wasm, so that only those who ask for Chinese wait for it. A line for the
//! build, then a text a line: words of the widget, then the study files' texts.

use std::sync::OnceLock;

use super::basis::Basis;
use super::catalogue::{ReplaceWords, mixed};
use super::{Catalogue, Lang, basis_en, spelling};
use crate::study::{self, ANY_STUDY};

static CHINESE: OnceLock<(Catalogue, Option<Basis>)> = OnceLock::new();

/// The first line: a file of another build has another one.
fn build() -> String {
    let shape = mixed(Catalogue::SHAPE, Basis::SHAPE).to_string();
    let version = env!("CARGO_PKG_VERSION");
    ["liver-prescreen ", version, " zh-CN ", &shape].concat()
}

/// The file of Chinese.
#[cfg(not(all(target_arch = "wasm32", feature = "browser")))]
pub fn write() -> String {
    let mut words = [""; Catalogue::COUNT + Basis::COUNT];
    let mut list = words.iter_mut();
    super::zh::CATALOGUE.clone().replace_words(&mut list);
    super::basis_zh::BASIS.clone().replace_words(&mut list);
    let lines: Vec<&str> = words.iter().chain(study::TRANSLATIONS).copied().collect();
    [&build(), "\n", &lines.join("\n"), "\n"].concat()
}

/// The catalogue, the words of the basis and the translations in the text of a file of Chinese; nothing where it is
/// the file of another build.
pub fn read(text: &'static str) -> Option<(Catalogue, Option<Basis>, Vec<&'static str>)> {
    let mut lines = text.lines();
    if lines.next()? != build() {
        return None;
    }
    let mut texts: Vec<&'static str> = lines.collect();
    let (words, translations) = texts.split_at_mut_checked(Catalogue::COUNT + Basis::COUNT)?;
    let mut words = words.iter_mut();
    let mut catalogue = *Lang::En.catalogue();
    catalogue.replace_words(&mut words);
    // A page asks the other wasm for it.
    let basis = ANY_STUDY.then(|| {
        let mut basis = basis_en::BASIS;
        basis.replace_words(&mut words);
        basis
    });
    Some((catalogue, basis, translations.to_vec()))
}

/// Takes in the file of Chinese, which is kept for as long as the page lives: a catalogue's words live as long as the
/// program. False, and nothing taken in, where it is not the file of this build.
pub fn take_in(text: String) -> bool {
    read(text.leak()).is_some_and(|(words, basis, translations)| {
        study::translate(translations) && CHINESE.set((words, basis)).is_ok()
    })
}

/// Whether Chinese is here.
pub fn is_here() -> bool {
    CHINESE.get().is_some()
}

/// Whether it is here, or was compiled in.
pub fn is_at_hand() -> bool {
    cfg!(not(all(target_arch = "wasm32", feature = "browser"))) || is_here()
}

/// The Chinese catalogue; for as long as it is not here, the English one.
pub(super) fn chinese() -> &'static Catalogue {
    #[cfg(not(all(target_arch = "wasm32", feature = "browser")))]
    let at_hand = &super::zh::CATALOGUE;
    #[cfg(all(target_arch = "wasm32", feature = "browser"))]
    let at_hand = Lang::En.catalogue();
    CHINESE.get().map_or(at_hand, |(words, _)| words)
}

/// The words of the basis in a language; for as long as Chinese is not here, in English.
pub fn basis(lang: Lang) -> &'static Basis {
    #[cfg(not(all(target_arch = "wasm32", feature = "browser")))]
    let at_hand = &super::basis_zh::BASIS;
    #[cfg(all(target_arch = "wasm32", feature = "browser"))]
    let at_hand = &basis_en::BASIS;
    match lang {
        Lang::En => &basis_en::BASIS,
        Lang::EnUs => spelling::spelt_basis(),
        Lang::Zh => {
            let basis = CHINESE.get().and_then(|(_, basis)| basis.as_ref());
            basis.unwrap_or(at_hand)
        }
    }
}
