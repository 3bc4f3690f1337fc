//! The result in one line, for screens on which the result itself is not beside the form.

use leptos::prelude::*;

use super::{Desk, icon, result, scores};
use crate::study::model::ScoreName;

/// The line; it leads to the result.
pub fn bar(desk: Desk) -> AnyView {
    let words = &desk.page().result;
    let names = desk.words();
    let line = desk.shows(move |_, report| {
        let state = report.verdict.state;
        let score = |name| {
            let figure = scores::figure(desk, report, name).unwrap_or_else(|| "–".to_owned());
            view! { <span class="bar-score">{names.score(name)} <b>{figure}</b></span> }
        };
        view! {
            <span class="bar-line" data-state=state.key()>
                <span class="bar-verdict">
                    {icon::draw(icon::of_verdict(state))} {result::heading(desk.page(), state)}
                </span>
                {score(ScoreName::ChildPugh)} {score(ScoreName::Meld)}
            </span>
        }
        .into_any()
    });
    view! {
        <nav class="bar" aria-label=words.bar_label>
            <button type="button" on:click=move |_| desk.go_to(&["#result"])>
                {line} <span class="unseen">{words.to_result}</span>
            </button>
        </nav>
    }
    .into_any()
}
