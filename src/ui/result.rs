//! The verdict: what it is, why, what to ask next, and what only the site can settle.

use leptos::prelude::*;

use super::{Desk, icon};
use crate::screening::{Report, State, VerdictState};
use crate::study::Study;
use crate::words::page::Page;
use crate::words::{entry_name, fill};

/// The verdict in words.
pub fn heading(page: &Page, state: VerdictState) -> &'static str {
    let words = &page.result;
    match state {
        VerdictState::Excluded => words.excluded,
        VerdictState::Undetermined => words.undetermined,
        VerdictState::NotExcluded => words.not_excluded,
    }
}

/// The verdict and what follows from it.
pub fn result(desk: Desk) -> AnyView {
    view! {
        <section aria-labelledby="result-title">
            <h2 id="result-title" class="unseen">{desk.page().result.title}</h2>
            {desk.shows(move |study, report| verdict(desk, study, report))}
        </section>
    }
    .into_any()
}

fn verdict(desk: Desk, study: &Study, report: &Report) -> AnyView {
    let words = &desk.page().result;
    let verdict = &report.verdict;
    let lead = match verdict.state {
        VerdictState::Excluded => words.excluded_lead,
        VerdictState::Undetermined => words.undetermined_lead,
        VerdictState::NotExcluded => words.not_excluded_lead,
    };
    let entries = verdict.to_answer.iter().map(|entry| {
        let name = entry_name(desk.lang, study, entry);
        view! { <li>{desk.entry_link(entry, name)}</li> }
    });
    let entries: Vec<_> = entries.collect();
    let to_answer = (!entries.is_empty()).then(|| {
        view! {
            <h4>{words.to_answer}</h4>
            <ol id="to-answer" class="chips">{entries}</ol>
        }
        .into_any()
    });
    view! {
        <div id="verdict-card" class="verdict card" part="verdict" data-state=verdict.state.key()>
            <div class="verdict-head">
                {icon::draw(icon::of_verdict(verdict.state))}
                <h3 id="verdict">{heading(desk.page(), verdict.state)}</h3>
            </div>
            <p>{lead}</p>
            {criteria(desk, study, &verdict.because, words.because, "because")}
            {to_answer}
            {criteria(desk, study, &verdict.for_the_site, words.for_the_site, "for-the-site")}
            <p class="tally">{tally(desk, report)}</p>
        </div>
    }
    .into_any()
}

fn criteria(
    desk: Desk,
    study: &Study,
    ids: &[String],
    title: &'static str,
    list: &'static str,
) -> Option<AnyView> {
    let links: Vec<_> = ids
        .iter()
        .filter_map(|id| study.criterion(id))
        .map(|criterion| {
            let name = criterion.name.in_lang(desk.lang);
            let text = [criterion.id.as_str(), name].join(" ");
            view! { <li>{desk.criterion_link(criterion.id.clone(), text)}</li> }
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! {
            <h4>{title}</h4>
            <ul id=list class="links">{links}</ul>
        }
        .into_any()
    })
}

fn tally(desk: Desk, report: &Report) -> String {
    let count = |states: &[State]| {
        let with = |finding: &&_| states.contains(&crate::screening::Finding::state(finding));
        report.findings.iter().filter(with).count().to_string()
    };
    fill(
        desk.page().result.tally,
        &[
            ("all", &report.findings.len().to_string()),
            ("passes", &count(&[State::Passes, State::NotApplicable])),
            ("fails", &count(&[State::Fails])),
            ("unknown", &count(&[State::Unknown])),
            ("site", &count(&[State::Undecidable, State::ForTheSite])),
        ],
    )
}
