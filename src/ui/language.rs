//! The choice of a language, in place: entries, focus and opened details stay. Chinese comes in a file of its own,
//! and until it is here the page goes on in English and says so in both languages.

use std::rc::Rc;

use leptos::prelude::*;

use crate::ui::context::{UiContext, button};
use crate::view::Node;
use crate::view::html::{self, div, p, span};
use crate::words::Lang;
use crate::words::bilingual::{self, Bilingual};

/// How the language is changed.
#[derive(Clone)]
pub struct LanguageSwitch {
    /// How far the file of Chinese words has come.
    pub chinese: RwSignal<LoadState>,
    /// Fetches that file.
    pub fetch: Rc<dyn Fn()>,
    /// Called with the language that a reader chose; the settings then name it.
    pub choose: Rc<dyn Fn(Lang)>,
}

/// How far the file of words of a language has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadState {
    /// Nobody asked for it yet.
    NotAsked,
    /// It is on its way.
    Loading,
    /// It is here.
    Loaded,
    /// It did not arrive, or it was another build's.
    Failed,
}

/// The two languages, and what became of Chinese.
pub fn choice(cx: UiContext, switch: &LanguageSwitch) -> Node {
    let button = |lang: Lang, id: &str, name| {
        let pressed = if cx.lang == lang { "true" } else { "false" };
        let switch = switch.clone();
        button("plain", name)
            .id(["lang-", id].concat())
            .attr("lang", lang.tag())
            .attr("aria-pressed", pressed)
            .on("click", move |_| choose(&switch, lang))
    };
    let status = p().attr("role", "status").class("note");
    let asked = switch.clone();
    div()
        .class("languages")
        .child(status.children_of(move || state(cx, &asked)))
        .child(button(
            cx.english.get_untracked(),
            Lang::En.tag(),
            bilingual::NAMES.en,
        ))
        .child(button(Lang::Zh, Lang::Zh.tag(), bilingual::NAMES.zh))
        .into()
}

fn choose(switch: &LanguageSwitch, lang: Lang) {
    if switch.chinese.get_untracked() == LoadState::Failed {
        switch.chinese.set(LoadState::NotAsked);
    }
    (switch.choose)(lang);
}

fn state(cx: UiContext, switch: &LanguageSwitch) -> Vec<Node> {
    let asked = cx.settings.with(|settings| settings.lang == Lang::Zh);
    match switch.chinese.get() {
        LoadState::Loading if asked => in_both(bilingual::LOADING),
        LoadState::Failed if asked => {
            let mut nodes = in_both(bilingual::FAILED);
            let retry = html::button().attr("type", "button").class("link");
            let retry = retry.children(in_both(bilingual::RETRY));
            let switch = switch.clone();
            let retry = retry.on("click", move |_| choose(&switch, Lang::Zh));
            nodes.extend([" ".into(), retry.into()]);
            nodes
        }
        _ => Vec::new(),
    }
}

fn in_both(text: Bilingual) -> Vec<Node> {
    let span = |lang: Lang, text| span().attr("lang", lang.tag()).child(text).into();
    vec![span(Lang::En, text.en), " ".into(), span(Lang::Zh, text.zh)]
}
