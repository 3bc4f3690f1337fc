//! What the record does not say, where its words come from, and what this page is and is not.

#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;

use leptos::prelude::*;

use crate::exchange::report::{MADE, checksum};
use crate::study::ANY_STUDY;
use crate::ui::context::{UiContext, bare, folded, of_class};
use crate::ui::{reference, written};
use crate::view::Node;
use crate::view::html::{dd, div, dl, dt, p, slot, span};
use crate::words::fill;

/// The study and this page.
pub fn about(cx: UiContext) -> Node {
    let words = &cx.page().about;
    let study = cx.study();
    let registry = &study.registry;
    let lang = cx.lang;
    let gaps = study.gaps.len();
    let gaps = (gaps > 0).then(|| {
        let title = fill(words.gaps, &[("count", &gaps.to_string())]);
        written::folded(cx, "gaps", title)
    });
    let here = |text: &str| dd().child(text.to_owned());
    let printed = |text: &str| here(text).attr("lang", reference::language_of(text));
    let link = |text: &str, url: &str| dd().child(reference::link(text, url.to_owned()));
    let title = &study.title;
    let title = if ANY_STUDY && (title.en.is_empty() || title.zh.is_empty()) {
        dd().child(cx.said(title).node())
    } else {
        dd().child(span().attr("lang", "en").child(title.en.clone()))
            .child(" ")
            .child(cx.translation(Some(&title.zh)))
    };
    let name = [registry.name.as_str(), &study.id].join(" ");
    let design = [
        registry.allocation.as_str(),
        &registry.model,
        &registry.masking,
    ];
    let as_of = move || {
        let day = cx.settings.with(|settings| settings.as_of);
        // A page that is written beforehand, or a clock that names no day.
        if day == time::Date::MIN {
            return String::new();
        }
        lang.date(day)
    };
    // As the registry prints it.
    let contact = registry.contact.as_deref().filter(|_| ANY_STUDY);
    let contact = contact.map(|text| p().children(reference::contact(text)));
    let facts = [
        (words.study, cx.said(&study.short_title).within(dd())),
        (words.official_title, title),
        (words.registry, link(&name, &registry.url)),
        (words.status, printed(&registry.status)),
        (words.phase, printed(&registry.phase)),
        (words.design, printed(&design.join("; "))),
        (words.site, printed(&registry.site).child(contact)),
        (words.purpose, printed(&study.purpose)),
        (words.text_from, link(&registry.source, &registry.source)),
        (words.read_on, here(&lang.date(registry.read_on))),
        (words.screened, dd().text_of(as_of)),
        (words.version, here(MADE)),
        (words.study_file, here(&checksum(&study))),
        (
            words.others,
            dd().children(cx.with_quotes(words.others_where)),
        ),
    ];
    let facts = facts
        .into_iter()
        .map(|(name, value)| div().child(bare(dt, name)).child(value).into());
    let facts = facts.collect();
    let inside = vec![
        dl().children(facts).into(),
        gaps.into(),
        written::folded(cx, "basis", words.basis.to_owned())
            .class("formulas")
            .into(),
        bare(p, words.local),
        // Where a page around has readers open a study file of their own.
        slot().attr("name", "study-file").into(),
    ];
    // What this is and is not stands in sight.
    folded("about", "about-title", words.title.into(), inside)
        .child(of_class(p, "limits", words.limits))
        .into()
}
