//! What can be said of the dose group. The groups are always shown as information; a place is marked only
//! where the statement projects one.

use leptos::prelude::*;

use super::field::{TextField, text_field};
use super::finding::caution_box;
use super::reading::Field;
use super::{Desk, bare, of_class, picture, section};
use crate::screening::{ArmStatement, Report};
use crate::study::Study;
use crate::study::model::Arm;
use crate::view::Node;
use crate::view::html::{b, details, div, h3, li, ol, p, span, strong, summary, ul};
use crate::words::{self, fill};

/// The dose group.
pub fn arm(desk: Desk) -> Node {
    let words = &desk.page().arm;
    let study = desk.study();
    if study.arms.is_empty() {
        return Node::Nothing;
    }
    let registry = words::registry_says(desk.lang, &study);
    let field = text_field(
        desk,
        TextField {
            id: "enrolled".into(),
            field: Field::Enrolled,
            text: desk.form.enrolled,
            label: words.enrolled,
            note: words.enrolled_note,
            kind: "text",
            unit: Node::Nothing,
            beside: Node::Nothing,
            lab: None,
        },
    );
    section("dose", h3, "arm-title", words.title.into())
        .child(desk.shows(div(), move |study, report| {
            vec![statement(desk, study, report)]
        }))
        .child(
            div()
                .class("card inset")
                .child(field)
                .child(p().class("note").children(desk.said(&registry))),
        )
        .into()
}

fn statement(desk: Desk, study: &Study, report: &Report) -> Node {
    let arm = &report.arm;
    div()
        .id("arm")
        .class("arm card")
        .attr("part", "arm")
        .attr("data-state", arm.key())
        .child(
            p().id("arm-statement")
                .child(words::arm_statement(desk.lang, study, arm)),
        )
        .child(kept(desk))
        .child(div().children(counts(desk)))
        .child(lanes(desk, study, arm))
        .child(assumptions(desk, study, arm))
        .into()
}

fn assumptions(desk: Desk, study: &Study, arm: &ArmStatement) -> Node {
    let all = words::assumptions(desk.lang, study, arm);
    if all.is_empty() {
        return Node::Nothing;
    }
    let all = all.iter();
    let all = all.map(|text| li().children(desk.said(text)).into());
    let all = all.collect();
    details()
        .child(bare(summary, desk.page().arm.assumptions))
        .child(ul().children(all))
        .into()
}

/// That the statement rests on what was kept from an earlier visit.
fn kept(desk: Desk) -> Option<Node> {
    let kept = desk.settings.with(|settings| settings.published?.kept)?;
    Some(caution_box(words::kept(desk.lang, kept), Node::Nothing))
}

/// Whose count it is that the statement rests on.
fn counts(desk: Desk) -> Vec<Node> {
    let words = &desk.page().arm;
    let told = desk.settings.with(|settings| {
        let says = [words.host_says, words.file_says].into_iter();
        says.zip([settings.enrolment, settings.published])
            .filter_map(|(says, told)| {
                let told = told?;
                Some((says, told.enrolled?, told.as_of))
            })
            .collect::<Vec<_>>()
    });
    let typed = desk.read(|reading| {
        let used = reading.case.enrolment.and_then(|told| told.enrolled);
        used.filter(|_| reading.wrong(&Field::Enrolled).is_none())
    });
    let typed = typed.filter(|_| desk.form.enrolled.with(|text| !text.trim().is_empty()));
    let line = |sentence, count: u16, day| {
        let day = words::as_of_day(desk.lang, day);
        let text = fill(sentence, &[("count", &count.to_string()), ("as_of", &day)]);
        of_class(p, "note", text)
    };
    let mut lines = Vec::new();
    if let Some(count) = typed {
        lines.push(line(words.yours, count, None));
    }
    for (says, count, day) in told {
        lines.push(line(says, count, day));
        if typed.is_some_and(|typed| typed != count) {
            lines.push(line(words.host_differs, count, None));
        }
    }
    lines
}

fn lanes(desk: Desk, study: &Study, statement: &ArmStatement) -> Node {
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
    let arms = study.arms.iter().enumerate();
    let lanes = arms.map(|(index, arm)| {
        let taken = left.map(|left| left.min(arm.places));
        left = left.zip(taken).map(|(left, taken)| left - taken);
        let next = next.filter(|(at, _)| *at == index).map(|(_, place)| place);
        lane(desk, arm, taken, next)
    });
    ol().class("lanes").children(lanes.collect()).into()
}

fn lane(desk: Desk, arm: &Arm, taken: Option<u16>, next: Option<u16>) -> Node {
    let words = &desk.page().arm;
    let places = arm.places.to_string();
    let dose = fill(
        words.dose,
        &[
            ("cells", &words::powers(&arm.cells_per_infusion)),
            ("volume", &arm.volume_ml.to_string()),
            ("infusions", &arm.infusions.to_string()),
            ("total", &words::powers(&arm.total_cells)),
        ],
    );
    let count = match taken {
        Some(taken) => fill(
            words.taken,
            &[("count", &taken.to_string()), ("places", &places)],
        ),
        None => fill(words.places, &[("places", &places)]),
    };
    let next_text =
        next.map(|place| bare(strong, fill(words.next, &[("place", &place.to_string())])));
    let head = p()
        .class("lane-head")
        .child(bare(b, arm.name.in_lang(desk.lang).to_owned()))
        .child(span().child(count).child(" ").child(next_text));
    li().child(head)
        .child(picture::places(arm.places, taken, next))
        .child(of_class(p, "note", dose))
        .into()
}
