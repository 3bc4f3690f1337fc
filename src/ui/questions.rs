//! The questions that a study asks the clinician, each with the registry's own words beside it.

use leptos::prelude::*;

use super::Desk;
use super::field::{Choices, choices};
use super::form::asks;
use crate::study::model::{Criterion, Kind};

/// The questions, inclusion before exclusion.
pub fn questions(desk: Desk) -> AnyView {
    let words = &desk.page().form;
    let study = desk.study();
    let of = |kind| -> Vec<AnyView> {
        let criteria = study.criteria.iter().filter(|c| c.kind == kind);
        criteria.filter_map(|c| question(desk, c)).collect()
    };
    let (inclusion, exclusion) = (of(Kind::Inclusion), of(Kind::Exclusion));
    if inclusion.is_empty() && exclusion.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="questions" aria-labelledby="questions-title">
            <h2 id="questions-title">{words.questions}</h2>
            <p class="lead">{words.questions_note}</p>
            <h3>{words.inclusion}</h3>
            {inclusion}
            <h3>{words.exclusion}</h3>
            {exclusion}
        </section>
    }
    .into_any()
}

fn question(desk: Desk, criterion: &Criterion) -> Option<AnyView> {
    let not_applicable = asks(criterion)?;
    let words = &desk.page().form;
    let asked = criterion.question.as_ref().unwrap_or(&criterion.name);
    let quoted = view! {
        <p class="quoted">
            <span class="id">{criterion.id.clone()}</span>
            <q lang="en">{criterion.words.join(" ")}</q>
        </p>
    };
    let help = criterion.help.as_ref().map(|help| {
        view! {
            <details>
                <summary>{words.help}</summary>
                <p>{help.in_lang(desk.lang).to_owned()}</p>
            </details>
        }
        .into_any()
    });
    let mut options = vec![
        ("yes", words.yes),
        ("no", words.no),
        ("unknown", words.dont_know),
    ];
    if not_applicable {
        options.push(("not-applicable", words.not_applicable));
    }
    Some(choices(
        desk,
        Choices {
            name: criterion.id.clone(),
            text: desk.form.answer(&criterion.id)?,
            legend: asked.in_lang(desk.lang).to_owned(),
            before: Some(quoted.into_any()),
            options,
            short: true,
            after: help,
        },
    ))
}
