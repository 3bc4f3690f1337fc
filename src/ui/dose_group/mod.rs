//! What can be said of the dose group. The groups are always shown as information; a place is marked only
//! where the statement projects one.

#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;

use leptos::prelude::*;

use crate::exchange::form::Field;
use crate::screening::ArmStatement;
use crate::study::model::{Arm, Assignment};
use crate::study::{ANY_STUDY, Study};
use crate::ui::context::{Screened, UiContext, bare, of_class, section};
use crate::ui::criterion::caution_box;
use crate::ui::field::{TextField, text_field};
use crate::ui::picture;
use crate::view::html::{b, details, div, h3, li, ol, p, span, strong, summary, ul};
use crate::view::{El, Node};
use crate::words::{self, fill};

/// The statement in a line; behind it the count of participants already dosed, and the groups.
pub fn arm(cx: UiContext) -> Node {
    let words = &cx.page().arm;
    let study = cx.study();
    let statement = move || {
        let study = cx.study();
        let say = |now: &Screened| words::arm_statement(cx.lang, &study, &now.report.arm);
        cx.screened.with(say)
    };
    // Of groups that nobody is told of, or that are not there, nothing is listed.
    let behind = match study.assignment {
        _ if !ANY_STUDY => Some(groups(cx, words.unfold, count_field(cx))),
        Assignment::None {} | Assignment::Blinded {} => None,
        Assignment::Sequential {} => Some(groups(cx, words.unfold, count_field(cx))),
        // Where several are open at once, a count says nothing of the next place.
        Assignment::Open {} => Some(groups(cx, words.groups, Node::Nothing)),
    };
    section("dose", h3, "arm-title", words.title.into())
        .id("arm")
        .attr("part", "arm")
        .attr("data-state", move || {
            Some(cx.screened.with(|now| now.report.arm.key()))
        })
        .child(p().id("arm-statement").text_of(statement))
        .child(div().children_of(move || kept(cx).into_iter().collect()))
        .child(behind)
        .into()
}

/// The count of participants already dosed.
fn count_field(cx: UiContext) -> Node {
    let words = &cx.page().arm;
    text_field(
        cx,
        TextField {
            label: words.enrolled.into(),
            note: words.enrolled_note.into(),
            ..TextField::new("enrolled", Field::Enrolled, cx.form.enrolled)
        },
    )
}

/// The groups, as information.
fn groups(cx: UiContext, title: &'static str, field: Node) -> El {
    let registry = words::registry_says(cx.lang, &cx.study());
    details()
        .class("dose-groups")
        .child(bare(summary, title))
        .child(field)
        .child(p().class("note").children(cx.with_quotes(&registry)))
        .child(cx.shows(div().class("dose-rest"), move |study, report| {
            vec![
                div().children(counts(cx)).into(),
                lanes(cx, study, &report.arm),
                assumptions(cx, study, &report.arm),
            ]
        }))
}

fn assumptions(cx: UiContext, study: &Study, arm: &ArmStatement) -> Node {
    let all = words::assumptions(cx.lang, study, arm);
    if all.is_empty() {
        return Node::Nothing;
    }
    let all = all.iter();
    let all = all.map(|text| li().children(cx.with_quotes(text)).into());
    let all = all.collect();
    details()
        .child(bare(summary, cx.page().arm.assumptions))
        .child(ul().children(all))
        .into()
}

/// That the statement rests on what was kept from an earlier visit.
fn kept(cx: UiContext) -> Option<Node> {
    let kept = cx.settings.with(|settings| settings.published?.kept)?;
    Some(caution_box(words::kept(cx.lang, kept), Node::Nothing))
}

/// Whose count it is that the statement rests on.
fn counts(cx: UiContext) -> Vec<Node> {
    let words = &cx.page().arm;
    let told = cx.settings.with(|settings| {
        let says = [words.host_says, words.file_says].into_iter();
        says.zip([settings.enrolment, settings.published])
            .filter_map(|(says, told)| {
                let told = told?;
                Some((says, told.enrolled?, told.as_of))
            })
            .collect::<Vec<_>>()
    });
    let typed = cx.read(|parsed| {
        let used = parsed.case.enrolment.and_then(|told| told.enrolled);
        used.filter(|_| parsed.error(&Field::Enrolled).is_none())
    });
    let typed = typed.filter(|_| cx.form.enrolled.with(|text| !text.trim().is_empty()));
    let line = |sentence, count: u16, day| {
        let day = words::as_of_day(cx.lang, day);
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

fn lanes(cx: UiContext, study: &Study, statement: &ArmStatement) -> Node {
    // The count that the statement itself stands on; without one, no place is shown as taken.
    let mut left = match statement {
        ArmStatement::Closed { enrolled, .. } => *enrolled,
        ArmStatement::GatePending { enrolled, .. } => Some(*enrolled),
        ArmStatement::Projected { arm, place, .. } => {
            let before = study.arms.iter().take(*arm);
            let before: u16 = before.filter_map(|arm| arm.places).sum();
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
        let taken = left.zip(arm.places);
        let taken = taken.map(|(left, places)| left.min(places));
        left = left.zip(taken).map(|(left, taken)| left - taken);
        let next = next.filter(|(at, _)| *at == index).map(|(_, place)| place);
        lane(cx, arm, taken, next)
    });
    ol().class("lanes").children(lanes.collect()).into()
}

fn lane(cx: UiContext, arm: &Arm, taken: Option<u16>, next: Option<u16>) -> Node {
    let words = &cx.page().arm;
    let dose = arm.dose.as_ref();
    let dose = dose.map(|dose| dose.in_lang(cx.lang).to_owned());
    let infusion = arm.infusion.as_ref().map(|infusion| {
        fill(
            words.dose,
            &[
                ("cells", &words::powers(&infusion.cells)),
                ("volume", &infusion.volume_ml.to_string()),
                ("infusions", &infusion.infusions.to_string()),
                ("total", &words::powers(&infusion.total_cells)),
            ],
        )
    });
    let notes = [dose, infusion].into_iter().flatten();
    let notes = notes.map(|text| of_class(p, "note", text)).collect();
    let count = arm.places.map(|places| {
        let places = places.to_string();
        match taken {
            Some(taken) => fill(
                words.taken,
                &[("count", &taken.to_string()), ("places", &places)],
            ),
            None => fill(words.places, &[("places", &places)]),
        }
    });
    let next_text =
        next.map(|place| bare(strong, fill(words.next, &[("place", &place.to_string())])));
    let head = p()
        .class("lane-head")
        .child(bare(b, arm.name.in_lang(cx.lang).to_owned()))
        .child(span().child(count).child(" ").child(next_text));
    let places = arm.places.map(|all| picture::places(all, taken, next));
    li().child(head).child(places).children(notes).into()
}
