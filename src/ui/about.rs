//! What the record does not say, where its words come from, and what this page is and is not.

use leptos::prelude::*;

use super::{Desk, bare, basis, section};
use crate::browser::node::{El, Node, el};
use crate::exchange::report::{MADE, checksum};
use crate::words::fill;

/// The study and this page.
pub fn about(desk: Desk) -> Node {
    let words = &desk.page().about;
    let study = desk.study();
    let registry = &study.registry;
    let lang = desk.lang;
    let summary = fill(words.gaps, &[("count", &study.gaps.len().to_string())]);
    let gaps = study.gaps.iter();
    let gaps = gaps.map(|gap| el("li").children(desk.said(gap.in_lang(lang))).into());
    let gaps = el("ul").children(gaps.collect());
    let here = |text: &str| el("dd").child(text.to_owned());
    let english = |text: &str| here(text).attr("lang", "en");
    let title = el("dd")
        .child(el("span").attr("lang", "en").child(study.title.en.clone()))
        .child(" ")
        .child(desk.translation(Some(&study.title.zh)));
    let name = [registry.name.as_str(), &study.id].join(" ");
    let design = [
        registry.allocation.as_str(),
        &registry.model,
        &registry.masking,
    ];
    let as_of = move || desk.settings.with(|settings| lang.date(settings.as_of));
    let facts = [
        (words.study, here(study.short_title.in_lang(lang))),
        (words.official_title, title),
        (words.registry, link(&name, &registry.url)),
        (words.status, english(&registry.status)),
        (words.phase, english(&registry.phase)),
        (words.design, english(&design.join("; "))),
        (words.site, english(&registry.site)),
        (words.purpose, english(&study.purpose)),
        (words.text_from, link(&registry.source, &registry.source)),
        (words.read_on, here(&lang.date(registry.read_on))),
        (words.screened, el("dd").text_of(as_of)),
        (words.version, here(MADE)),
        (words.study_file, here(&checksum(&study))),
        (words.others, here(words.others_where)),
    ];
    let facts = facts
        .into_iter()
        .map(|(name, value)| el("div").child(bare("dt", name)).child(value).into());
    let facts = facts.collect();
    section("about", "h2", "about-title", words.title.into())
        .child(el("details").child(bare("summary", summary)).child(gaps))
        .child(basis::basis(desk))
        .child(el("dl").children(facts))
        .child(
            el("footer")
                .child(bare("p", words.limits))
                .child(bare("p", words.local)),
        )
        .into()
}

fn link(text: &str, url: &str) -> El {
    let link = el("a")
        .attr("href", url.to_owned())
        .attr("rel", "noopener noreferrer")
        .attr("target", "_blank")
        .child(text.to_owned());
    el("dd").child(link)
}
