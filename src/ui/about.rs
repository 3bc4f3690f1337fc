//! What the record does not say, where its words come from, and what this page is and is not.

use leptos::prelude::*;

use super::Desk;
use crate::dates;
use crate::exchange::report::VERSION;
use crate::words::fill;

/// So many characters of a checksum tell study files apart for a reader.
const SHORT: usize = 12;

/// The study and this page.
pub fn about(desk: Desk) -> AnyView {
    let words = &desk.page().about;
    let study = desk.study();
    let registry = &study.registry;
    let lang = desk.lang;
    let gaps: Vec<_> = study
        .gaps
        .iter()
        .map(|gap| view! { <li>{gap.in_lang(lang).to_owned()}</li> })
        .collect();
    let count = fill(
        words.gaps_count,
        &[("count", &study.gaps.len().to_string())],
    );
    let as_of = move || {
        desk.settings
            .with(|settings| dates::iso(settings.as_of))
            .into_any()
    };
    let english = |text: &str| view! { <span lang="en">{text.to_owned()}</span> }.into_any();
    let link = |text: &str, url: &str| {
        view! {
            <a href=url.to_owned() rel="noreferrer" target="_blank">
                {text.to_owned()}
            </a>
        }
        .into_any()
    };
    let name = [registry.name.as_str(), &study.id].join(" ");
    let design = [
        registry.allocation.as_str(),
        &registry.model,
        &registry.masking,
    ];
    let sha = study.sha256.get(..SHORT).unwrap_or(&study.sha256);
    let facts: Vec<_> = [
        (
            words.study,
            study.short_title.in_lang(lang).to_owned().into_any(),
        ),
        (words.official_title, english(study.title.in_lang(lang))),
        (words.registry, link(&name, &registry.url)),
        (words.status, english(&registry.status)),
        (words.phase, english(&registry.phase)),
        (words.design, english(&design.join("; "))),
        (words.site, english(&registry.site)),
        (words.purpose, english(&study.purpose)),
        (words.text_from, link(&registry.source, &registry.source)),
        (words.read_on, dates::iso(registry.read_on).into_any()),
        (words.screened, as_of.into_any()),
        (words.version, VERSION.into_any()),
        (words.study_file, ["SHA-256 ", sha].concat().into_any()),
    ]
    .into_iter()
    .map(|(name, value)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    })
    .collect();
    view! {
        <section class="about" aria-labelledby="about-title">
            <h2 id="about-title">{words.title}</h2>
            <details class="gaps">
                <summary>{words.gaps} " (" {count} ")"</summary>
                <ul>{gaps}</ul>
            </details>
            <dl>{facts}</dl>
            <footer>
                <p>{words.limits}</p>
                <p>{words.local}</p>
            </footer>
        </section>
    }
    .into_any()
}
