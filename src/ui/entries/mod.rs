//! The entries about the patient, in the order of a printout.

#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;
mod paste;
pub mod units;

use leptos::prelude::*;

use crate::clinical::{Analyte, Item};
use crate::exchange::form::Field;
use crate::screening::score_value::used;
use crate::study::model::{Rule, ScoreName};
use crate::ui::context::{UiContext, bare, button, go_to, of_class, section};
use crate::ui::field::{
    Choices, TextField, choices, control_field, day_field, help, lab_field, text_field,
};
use crate::ui::form::TextSignal;
use crate::view::Node;
use crate::view::html::{details, div, h2, h3, li, p, span, summary, ul};

/// Age, sex, laboratory values, clinical signs. `beside` stands in the line of the heading.
pub fn entries(cx: UiContext, beside: Vec<Node>) -> Node {
    let words = &cx.page().form;
    let headed = |title: &'static str, note: &'static str| {
        let note = help(cx, title, vec![bare(p, note)]);
        div().class("headed").child(bare(h3, title)).child(note)
    };
    let printout = details()
        .class("paste")
        .child(bare(summary, cx.page().tools.paste));
    section("entries", h2, "entries-title", words.title.into())
        .child(help(cx, words.title, vec![bare(p, words.intro)]))
        .child(div().class("tools").children(beside).child(clear_all(cx)))
        .child(
            p().id("emptied")
                .class("note")
                .attr("role", "status")
                .hidden(move || !cx.settings.with(|settings| settings.emptied))
                .child(words.emptied),
        )
        .child(
            div()
                .class("patient")
                .child(age(cx))
                .child(sex(cx))
                .child(units::question(cx)),
        )
        .child(headed(words.labs, words.labs_note))
        .child(div().class("fields").children(labs(cx)))
        .child(
            div()
                .class("folded")
                .child(printout.children(paste::block(cx)))
                .child(lab_days(cx)),
        )
        .child(bare(h3, words.signs))
        .child(div().class("signs").children(signs(cx)))
        .into()
}

fn clear_all(cx: UiContext) -> Node {
    let words = &cx.page().form;
    let form = cx.form;
    let clear = button("plain", words.clear_all)
        .id("clear")
        .on("click", move |_| {
            form.clear();
            cx.announced.set(words.cleared.to_owned());
        });
    let undo = button("plain", words.undo)
        .id("undo")
        .hidden(move || !form.can_undo())
        .on("click", move |event| {
            form.undo();
            go_to(&event, &["#clear"]);
        });
    div().class("actions").child(clear).child(undo).into()
}

fn age(cx: UiContext) -> Node {
    let words = &cx.page().form;
    let unit = span().class("unit").id("age-of-unit").child(words.years);
    text_field(
        cx,
        TextField {
            label: words.age,
            note: words.age_note,
            unit: unit.into(),
            ..TextField::new("age", Field::Age, cx.form.age)
        },
    )
}

fn sex(cx: UiContext) -> Node {
    let words = &cx.page().form;
    choices(
        cx,
        Choices {
            name: "sex".to_owned(),
            text: cx.form.sex,
            legend: words.sex_note.to_owned(),
            class: "group",
            described: None,
            options: vec![("female", words.female), ("male", words.male)],
            help: Node::Nothing,
        },
    )
}

/// Whether a score or a criterion of the study uses a value.
fn is_used(cx: UiContext, analyte: Analyte) -> bool {
    // A prothrombin time gives the prolongation, which stands in for an INR.
    let coagulation = matches!(
        analyte,
        Analyte::ProthrombinTime | Analyte::ProthrombinProlongation
    );
    let item = Item::Lab(analyte);
    let uses = |score: ScoreName| used(score).any(|used| used == item);
    coagulation
        || ScoreName::ALWAYS.into_iter().any(uses)
        || cx.study().any_rule(|rule| match rule {
            Rule::Lab(rule) => rule.analyte == analyte,
            Rule::Score(rule) => uses(rule.score),
            _ => false,
        })
}

fn labs(cx: UiContext) -> Vec<Node> {
    let words = &cx.page().form;
    let note = |analyte| match analyte {
        Analyte::Inr => words.inr_note,
        Analyte::ProthrombinActivity => words.activity_note,
        Analyte::ProthrombinTime => words.time_note,
        Analyte::ProthrombinProlongation => words.prolongation_note,
        _ => "",
    };
    cx.form
        .labs()
        .into_iter()
        .flat_map(|lab| {
            let spare = !is_used(cx, lab.analyte);
            let field = lab_field(cx, lab, note(lab.analyte), spare);
            let control = (lab.analyte == Analyte::ProthrombinTime).then(|| control_field(cx));
            [Some(field), control]
        })
        .flatten()
        .collect()
}

/// The days of collection, out of the way of those who need none.
fn lab_days(cx: UiContext) -> Node {
    let words = &cx.page().form;
    let days = Analyte::ALL.into_iter().filter_map(|analyte| {
        let id = [analyte.key(), "-date"].concat();
        let text = cx.form.lab_date(analyte)?;
        let said = (cx.words().analyte(analyte), "");
        Some(day_field(cx, id, Field::LabDate(analyte), text, said))
    });
    details()
        .class("lab-days")
        .child(bare(summary, words.lab_days))
        .child(of_class(p, "lead", words.lab_days_note))
        .child(div().class("fields").children(days.collect()))
        .into()
}

fn signs(cx: UiContext) -> Vec<Node> {
    let words = &cx.page().form;
    let names = &cx.words().names;
    vec![
        sign(
            cx,
            ("ascites", cx.form.ascites, names.ascites),
            "",
            vec![
                ("none", words.ascites_none),
                ("slight", words.ascites_slight),
                ("moderate", words.ascites_moderate),
            ],
        ),
        sign(
            cx,
            (
                "encephalopathy",
                cx.form.encephalopathy,
                names.encephalopathy,
            ),
            words.encephalopathy_note,
            vec![
                ("none", words.encephalopathy_none),
                ("grade1-2", words.encephalopathy_low),
                ("grade3-4", words.encephalopathy_high),
            ],
        ),
        sign(
            cx,
            ("dialysis", cx.form.dialysis, names.dialysis),
            "",
            vec![("yes", words.dialysis_yes), ("no", words.dialysis_no)],
        ),
    ]
}

/// A clinical sign: its choices side by side, and behind the "?" what each of them means.
fn sign(
    cx: UiContext,
    (name, text, legend): (&str, TextSignal, &'static str),
    note: &'static str,
    options: Vec<(&'static str, &'static str)>,
) -> Node {
    let note_id = [name, "-note"].concat();
    let meanings = options.iter().map(|(_, meaning)| bare(li, *meaning));
    let meanings = ul().children(meanings.collect());
    let described = (!note.is_empty()).then(|| note_id.clone());
    let note = described.is_some().then(|| p().id(note_id).child(note));
    choices(
        cx,
        Choices {
            name: name.to_owned(),
            text,
            legend: legend.to_owned(),
            class: "group sign",
            described,
            options,
            help: help(cx, legend, vec![note.into(), meanings.into()]),
        },
    )
}
