//! The study files that ship with the widget, which the build has checked.

use std::slice::Iter;
use std::sync::{Arc, OnceLock};

use super::{Study, read};
use crate::error::ValidationError;

/// The studies one after the other, the default one first, without their translations.
const STUDIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/studies.postcard"));

/// Their files as text. A list of its own, so that a browser need not carry what nothing there reads.
const TEXTS: &[&str] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The translations of their texts, in the order of [`Study::translations`]. In a browser they come in a file of their
/// own, for those who ask for them.
#[cfg(not(all(target_arch = "wasm32", feature = "browser")))]
pub const TRANSLATIONS: &[&str] = include!(concat!(env!("OUT_DIR"), "/translations.rs"));

/// The translations that were taken in.
static TRANSLATED: OnceLock<Vec<&str>> = OnceLock::new();

/// What of them is at hand from the start.
fn at_hand() -> Iter<'static, &'static str> {
    #[cfg(all(target_arch = "wasm32", feature = "browser"))]
    return [].iter();
    #[cfg(not(all(target_arch = "wasm32", feature = "browser")))]
    TRANSLATIONS.iter()
}

fn untranslated() -> impl Iterator<Item = Study> {
    let mut bytes = STUDIES;
    std::iter::from_fn(move || read(&mut bytes))
}

/// The studies with these translations, as long as they last.
fn studies(mut translations: Iter<'_, &str>) -> Vec<Arc<Study>> {
    let translated = untranslated().map(|mut study| {
        for (text, translation) in study.translations().into_iter().zip(&mut translations) {
            (*translation).clone_into(text);
        }
        Arc::new(study)
    });
    translated.collect()
}

/// The studies that ship with the widget; the default one first.
pub fn built_in() -> &'static [Arc<Study>] {
    static STUDIES: OnceLock<Vec<Arc<Study>>> = OnceLock::new();
    STUDIES.get_or_init(|| studies(at_hand()))
}

/// Takes in the translations of the studies that ship with the widget. False, and nothing taken in, where they are
/// not as many as these studies need.
pub fn translate(translations: Vec<&'static str>) -> bool {
    let count = |mut study: Study| study.translations().len();
    let needed: usize = untranslated().map(count).sum();
    translations.len() == needed && TRANSLATED.set(translations).is_ok()
}

/// A study that ships with the widget, with the translations that have come.
pub fn in_full(study: &Arc<Study>) -> Arc<Study> {
    let studies = studies(TRANSLATED.get().map_or_else(at_hand, |texts| texts.iter()));
    let same = studies.iter().find(|other| other.sha256 == study.sha256);
    same.unwrap_or(study).clone()
}

/// A study that ships with the widget: the one of this id, or the default one.
pub fn find(id: Option<&str>) -> Option<Arc<Study>> {
    built_in()
        .iter()
        .find(|study| id.is_none_or(|id| study.id == id))
        .cloned()
}

/// The same, for whoever asks for one.
///
/// # Errors
/// A [`ValidationError`] where there is no such study.
pub fn named(id: Option<&str>) -> Result<Arc<Study>, ValidationError> {
    find(id).ok_or_else(|| {
        let ids: Vec<&str> = built_in().iter().map(|study| study.id.as_str()).collect();
        let message = [
            "There is no such study here; accepted: ",
            &ids.join(", "),
            ".",
        ];
        ValidationError::new("study", message.concat())
    })
}

/// The study files that ship with the widget, as text.
pub fn files() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().copied()
}
