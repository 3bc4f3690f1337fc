//! What can be said of the dose group. The groups are always shown as information; a place is marked only
//! where the statement projects one.

use leptos::prelude::*;

use super::Desk;
use super::field::{TextField, text_field};
use super::reading::Field;
use crate::dates;
use crate::screening::{ArmStatement, Report};
use crate::study::Study;
use crate::study::model::Arm;
use crate::words::{self, fill};

/// The dose group.
pub fn arm(desk: Desk) -> AnyView {
    let words = &desk.page().arm;
    let study = desk.study();
    if study.arms.is_empty() {
        return ().into_any();
    }
    let registry = fill(
        words.registry_says,
        &[
            ("status", &study.registry.status),
            ("date", &dates::iso(study.registry.read_on)),
        ],
    );
    let field = text_field(
        desk,
        TextField {
            id: "enrolled",
            field: Field::Enrolled,
            text: desk.form.enrolled,
            label: words.enrolled,
            note: words.enrolled_note,
            kind: "text",
            unit: ().into_any(),
            beside: None,
        },
    );
    view! {
        <section aria-labelledby="arm-title">
            <h3 id="arm-title">{words.title}</h3>
            {desk.shows(move |study, report| statement(desk, study, report))}
            <div class="card inset">{field} <p class="note">{registry}</p></div>
        </section>
    }
    .into_any()
}

fn statement(desk: Desk, study: &Study, report: &Report) -> AnyView {
    let words = &desk.page().arm;
    let arm = &report.arm;
    let mut assumptions = Vec::new();
    if let ArmStatement::Projected { assumed, .. } = arm {
        let here = assumed
            .iter()
            .map(|assumed| words::assumption(desk.lang, study, *assumed));
        let of_study = study.enrolment.assumptions.iter();
        let of_study = of_study.map(|words| words.in_lang(desk.lang).to_owned());
        assumptions = here
            .chain(of_study)
            .map(|text| view! { <li>{text}</li> })
            .collect();
    }
    let assumptions = (!assumptions.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words.assumptions}</summary>
                <ul>{assumptions}</ul>
            </details>
        }
    });
    view! {
        <div id="arm" class="arm card" part="arm" data-state=arm.key()>
            <p id="arm-statement">{words::arm_statement(desk.lang, study, arm)}</p>
            {counts(desk)}
            {lanes(desk, study, arm)}
            {assumptions}
        </div>
    }
    .into_any()
}

/// Whose count it is that the statement rests on.
fn counts(desk: Desk) -> Vec<AnyView> {
    let words = &desk.page().arm;
    let used = desk
        .reading
        .with(|reading| reading.case.enrolment.and_then(|told| told.enrolled));
    let typed_wrong = desk
        .reading
        .with(|reading| reading.wrong(Field::Enrolled).is_some());
    let typed = desk.form.enrolled.with(|text| !text.trim().is_empty()) && !typed_wrong;
    let told = desk
        .settings
        .with(|settings| settings.enrolment.and_then(|told| told.enrolled));
    let with_count = |sentence, count: u16| fill(sentence, &[("count", &count.to_string())]);
    let mut lines = Vec::new();
    if let Some(count) = used.filter(|_| typed) {
        lines.push(with_count(words.yours, count));
    }
    if let Some(count) = told {
        lines.push(with_count(words.host_says, count));
        if typed && used != told {
            lines.push(words.host_differs.to_owned());
        }
    }
    lines
        .into_iter()
        .map(|line| view! { <p class="note">{line}</p> }.into_any())
        .collect()
}

fn lanes(desk: Desk, study: &Study, statement: &ArmStatement) -> AnyView {
    // The count that the statement itself stands on; without one, no place is shown as taken.
    let mut left = match statement {
        ArmStatement::Closed { enrolled, .. } => *enrolled,
        ArmStatement::GatePending { enrolled, .. } => Some(*enrolled),
        ArmStatement::Projected { arm, place, .. } => {
            let before: u16 = study.arms.iter().take(*arm).map(|arm| arm.places).sum();
            Some(before + place - 1)
        }
        ArmStatement::OnHold | ArmStatement::Unknown(_) => None,
    };
    let next = match statement {
        ArmStatement::Projected { arm, place, .. } => Some((*arm, *place)),
        _ => None,
    };
    let lanes: Vec<AnyView> = study
        .arms
        .iter()
        .enumerate()
        .map(|(index, arm)| {
            let taken = left.map(|left| left.min(arm.places));
            left = left.zip(taken).map(|(left, taken)| left - taken);
            let next = next.filter(|(at, _)| *at == index).map(|(_, place)| place);
            lane(desk, arm, taken, next)
        })
        .collect();
    view! { <ol class="lanes">{lanes}</ol> }.into_any()
}

fn lane(desk: Desk, arm: &Arm, taken: Option<u16>, next: Option<u16>) -> AnyView {
    let words = &desk.page().arm;
    let places = arm.places.to_string();
    let dose = fill(
        words.dose,
        &[
            ("cells", &arm.cells_per_infusion),
            ("volume", &arm.volume_ml.to_string()),
            ("infusions", &arm.infusions.to_string()),
        ],
    );
    let total = fill(words.total, &[("cells", &arm.total_cells)]);
    let count = match taken {
        Some(taken) => fill(
            words.taken,
            &[("count", &taken.to_string()), ("places", &places)],
        ),
        None => fill(words.places, &[("places", &places)]),
    };
    let next_text = next.map(|place| fill(words.next, &[("place", &place.to_string())]));
    let squares: Vec<_> = (1..=arm.places)
        .map(|place| {
            let kind = if next == Some(place) {
                "place next"
            } else if taken.is_some_and(|taken| place <= taken) {
                "place taken"
            } else {
                "place"
            };
            view! { <i class=kind></i> }
        })
        .collect();
    view! {
        <li class:next=next.is_some()>
            <p class="lane-head">
                <b>{arm.name.in_lang(desk.lang).to_owned()}</b>
                <span>{count} {next_text.map(|text| view! { <strong>{text}</strong> })}</span>
            </p>
            <p class="places" aria-hidden="true">{squares}</p>
            <p class="note">{[dose, total].join(" · ")}</p>
        </li>
    }
    .into_any()
}
