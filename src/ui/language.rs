//! The choice of a language, in place: entries, focus and opened details stay. Chinese comes in a file of its own,
//! and until it is here the page goes on in English and says so in both languages.

use leptos::prelude::*;

use super::{Desk, button};
use crate::browser::node::{El, Node, el};
use crate::words::Lang;
use crate::words::both::{self, Both};

/// Chinese, as far as it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chinese {
    /// Nobody asked for it.
    Absent,
    /// On its way.
    Loading,
    /// Here.
    Here,
    /// It did not arrive, or it was another build's.
    Failed,
}

/// The two languages, and what became of Chinese.
pub fn choice(desk: Desk) -> Node {
    let status = el("p").attr("role", "status").class("note");
    el("div")
        .class("languages")
        .child(status.children_of(move || state(desk)))
        .child(of(desk, Lang::En, both::NAMES.en))
        .child(of(desk, Lang::Zh, both::NAMES.zh))
        .into()
}

fn of(desk: Desk, lang: Lang, name: &'static str) -> El {
    let pressed = if desk.lang == lang { "true" } else { "false" };
    button("plain", name)
        .id(["lang-", lang.tag()].concat())
        .attr("lang", lang.tag())
        .attr("aria-pressed", pressed)
        .on("click", move |_| speak(desk, lang))
}

fn speak(desk: Desk, lang: Lang) {
    if desk.chinese.get_untracked() == Chinese::Failed {
        desk.chinese.set(Chinese::Absent);
    }
    desk.speak.with_value(|speak| speak(lang));
}

fn state(desk: Desk) -> Vec<Node> {
    let asked = desk.settings.with(|settings| settings.lang == Lang::Zh);
    match desk.chinese.get() {
        Chinese::Loading if asked => said(both::LOADING),
        Chinese::Failed if asked => {
            let mut nodes = said(both::FAILED);
            let retry = el("button").attr("type", "button").class("link");
            let retry = retry.children(said(both::RETRY));
            nodes.push(" ".into());
            nodes.push(retry.on("click", move |_| speak(desk, Lang::Zh)).into());
            nodes
        }
        _ => Vec::new(),
    }
}

fn said(both: Both) -> Vec<Node> {
    let span = |lang: Lang, text| el("span").attr("lang", lang.tag()).child(text).into();
    vec![span(Lang::En, both.en), " ".into(), span(Lang::Zh, both.zh)]
}
