//! The page before its wasm: the same tree, written where there is no browser, for an empty form. It holds no day, and
//! nothing of a host's.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::{LanguageSwitch, LoadState, Settings, Widget};
use crate::study::Study;
use crate::view::{IntoAttribute, Node, render_to_string};
use crate::words::Lang;

/// The attribute that a prerendered root bears until it is taken over; its value is [`mark`].
pub const ATTRIBUTE: &str = "data-prerendered";

/// What a prerendered root is of: these very sources, and a study. In another study's form what was chosen would answer
/// other questions.
pub fn mark(study: &Study) -> String {
    let sha256 = study.sha256.get(..16).unwrap_or_default();
    [env!("SOURCES"), "-", sha256].concat()
}

/// Both languages are there, and nobody chooses.
pub(super) fn switch() -> LanguageSwitch {
    LanguageSwitch {
        chinese: RwSignal::new(LoadState::Loaded),
        fetch: Rc::new(|| {}),
        choose: Rc::new(|_| {}),
    }
}

/// The HTML of the root for a study in a language, as it stands in the shadow root.
pub fn prerender(study: &Arc<Study>, lang: Lang) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let settings = Settings {
            lang,
            as_of: time::Date::MIN,
            units: None,
            enrolment: None,
            published: None,
            emptied: false,
        };
        let node = match Widget::new(study.clone(), String::new(), settings, switch()).node() {
            Node::Element(root) => mark(study).add_to(ATTRIBUTE, root).into(),
            other => other,
        };
        render_to_string(&node)
    });
    drop(owner);
    html
}
