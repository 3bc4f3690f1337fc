//! One criterion: its result and why, how far it is from its limit, and behind it the reading, the other
//! readings with their outcome, and the evidence.

use leptos::prelude::*;

use super::{Desk, icon};
use crate::screening::criterion::{Margin, Said};
use crate::screening::{Finding, State};
use crate::study::model::{Criterion, Evidence, Kind, Reading};
use crate::words::page::CriteriaWords;
use crate::words::{self, fill, value_unit};

/// A state in words.
pub fn state_word(words: &CriteriaWords, state: State) -> &'static str {
    match state {
        State::Passes => words.passes,
        State::Fails => words.fails,
        State::Unknown => words.unknown,
        State::Undecidable => words.undecidable,
        State::ForTheSite => words.for_the_site,
        State::NotApplicable => words.not_applicable,
    }
}

fn state_badge(desk: Desk, state: State) -> AnyView {
    view! {
        <span class="state" data-state=state.key()>
            {icon::draw(icon::of_state(state))} {state_word(&desk.page().criteria, state)}
        </span>
    }
    .into_any()
}

/// A criterion with its finding. Its own words stand with it where the bullet above holds others too.
pub fn row(desk: Desk, criterion: &Criterion, finding: &Finding, quoted: bool) -> AnyView {
    let page = &desk.page().criteria;
    let own = quoted.then(|| {
        view! { <q class="own" lang="en">{criterion.words.join(" ")}</q> }
    });
    let departs = finding
        .said
        .departs
        .then(|| view! { <span class="departs">{page.departs}</span> });
    let margin = finding.margin.map(|margin| {
        view! { <span class="margin">{margin_words(page, margin)}</span> }
    });
    view! {
        <li
            id=["criterion-", &criterion.id].concat()
            class="criterion"
            tabindex="-1"
            data-state=finding.state().key()
        >
            <div class="criterion-head">
                {state_badge(desk, finding.state())} <h5>
                    <span class="id">{criterion.id.clone()}</span>
                    {criterion.name.in_lang(desk.lang).to_owned()}
                </h5> {departs}
            </div>
            {own}
            <p class="because">{words::finding_reason(desk.lang, finding)} " " {margin}</p>
            {cautions(desk, criterion, finding)}
            {behind(desk, criterion, finding)}
        </li>
    }
    .into_any()
}

fn margin_words(words: &CriteriaWords, margin: Margin) -> String {
    let distance = margin.distance();
    let number = distance.abs().normalize().to_string();
    let number = match margin.unit {
        Some(unit) => value_unit(&number, unit),
        None => fill(words.points, &[("distance", &number)]),
    };
    let sentence = if distance.is_zero() {
        words.at
    } else if distance.is_sign_negative() {
        words.below
    } else {
        words.above
    };
    fill(sentence, &[("distance", &number)])
}

/// What to say where another reading decides otherwise.
fn cautions(desk: Desk, criterion: &Criterion, finding: &Finding) -> Vec<AnyView> {
    finding
        .disagreeing()
        .filter_map(|said| reading_of(criterion, said)?.caution.as_ref())
        .map(|caution| {
            view! {
                <div class="caution">
                    {icon::draw(icon::CAUTION)} <p>{caution.in_lang(desk.lang).to_owned()}</p>
                </div>
            }
            .into_any()
        })
        .collect()
}

fn reading_of<'a>(criterion: &'a Criterion, said: &Said) -> Option<&'a Reading> {
    criterion
        .readings
        .iter()
        .find(|reading| reading.id == said.reading)
}

fn behind(desk: Desk, criterion: &Criterion, finding: &Finding) -> AnyView {
    let page = &desk.page().criteria;
    let computed = criterion.readings.first().map(|reading| {
        view! {
            <p>
                <b>{page.computed}</b>
                " "
                {reading.says.in_lang(desk.lang).to_owned()}
                " "
                {grade(page, &reading.grade)}
            </p>
            {evidence(desk, &reading.evidence)}
        }
    });
    let others: Vec<_> = finding
        .others
        .iter()
        .filter_map(|said| Some((said, reading_of(criterion, said)?)))
        .map(|(said, reading)| other(desk, criterion.kind, said, reading))
        .collect();
    let others = (!others.is_empty()).then(|| {
        view! {
            <p><b>{page.others}</b></p>
            <ul class="others">{others}</ul>
        }
    });
    let help = criterion.help.as_ref().map(|help| {
        view! { <p class="note">{help.in_lang(desk.lang).to_owned()}</p> }
    });
    view! {
        <details>
            <summary>{page.details}</summary>
            {help}
            {computed}
            {others}
        </details>
    }
    .into_any()
}

fn other(desk: Desk, kind: Kind, said: &Said, reading: &Reading) -> AnyView {
    let page = &desk.page().criteria;
    view! {
        <li>
            {state_badge(desk, said.state)}
            <p>
                {reading.says.in_lang(desk.lang).to_owned()}
                " "
                {grade(page, &reading.grade)}
            </p>
            <p class="because">{words::said_reason(desk.lang, kind, said)}</p>
            {evidence(desk, &reading.evidence)}
        </li>
    }
    .into_any()
}

fn grade(words: &CriteriaWords, grade: &str) -> AnyView {
    let means = match grade {
        "A" => words.grade_a,
        "B" => words.grade_b,
        _ => words.grade_c,
    };
    let text = fill(words.grade, &[("grade", grade), ("means", means)]);
    view! { <span class="grade">{text}</span> }.into_any()
}

fn evidence(desk: Desk, evidence: &[Evidence]) -> Option<AnyView> {
    let words = &desk.page().criteria;
    let items: Vec<_> = evidence
        .iter()
        .map(|item| {
            let source = fill(words.source, &[("source", &item.source)]);
            view! {
                <li>
                    {item.text.in_lang(desk.lang).to_owned()} " "
                    <span class="grade">{source} " · " {item.grade.clone()}</span>
                </li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <p><b>{words.evidence}</b></p>
            <ul class="evidence">{items}</ul>
        }
        .into_any()
    })
}
