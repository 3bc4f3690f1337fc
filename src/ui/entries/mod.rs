//! The entries about the patient, in the order of a printout.

#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;
mod own;
mod paste;
pub mod units;

use leptos::prelude::*;

use crate::clinical::{Analyte, Item};
use crate::exchange::form::Field;
use crate::screening::fields::asked;
use crate::study::model::Rule;
use crate::study::{ANY_STUDY, Study};
use crate::ui::context::{UiContext, bare, button, go_to, of_class, section};
use crate::ui::field::{
    Choices, TextField, choices, control_field, help, lab_field, options, text_field,
};
use crate::ui::form::TextSignal;
use crate::view::Node;
use crate::view::html::{details, div, h2, h3, li, p, span, summary, ul};

/// Age, sex, laboratory values, clinical signs. `beside` stands in the line of the heading.
pub fn entries(cx: UiContext, beside: Vec<Node>) -> Node {
    let words = &cx.page().form;
    let asked = Asked::by(&cx.study());
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
                .child(sex(cx, &asked))
                .child(ANY_STUDY.then(|| own::weight(cx)))
                .child(has_two_units(cx, &asked).then(|| units::question(cx))),
        )
        .child(headed(words.labs, words.labs_note))
        .child(div().class("fields").children(labs(cx, &asked)))
        .child(
            div()
                .class("folded")
                .child(printout.children(paste::block(cx)))
                .child(lab_days(cx, &asked)),
        )
        .child(signs_title(cx, &asked))
        .child(div().class("signs").children(signs(cx, &asked)))
        .children(if ANY_STUDY {
            own::section(cx)
        } else {
            Vec::new()
        })
        .into()
}

/// What the rules of a study ask for, and the scores that are shown.
struct Asked {
    items: Vec<Item>,
    /// Values of which a rule asks how old they are, so that their days stand beside them.
    dated: Vec<Analyte>,
}

impl Asked {
    fn by(study: &Study) -> Self {
        let mut dated = Vec::new();
        if !ANY_STUDY {
            let items = Vec::new();
            return Asked { items, dated };
        }
        study.any_rule(|rule| {
            if let Rule::Lab(rule) = rule
                && (rule.not_older_than_days.is_some() || rule.occasions.is_some())
            {
                dated.push(rule.analyte);
            }
            false
        });
        Asked {
            items: asked(study),
            dated,
        }
    }

    /// Whether something of the study uses an item. Those that ship use every field of every form.
    fn has(&self, item: Item) -> bool {
        !ANY_STUDY || self.items.contains(&item)
    }
}

/// Whether a value that is asked for has two units.
fn has_two_units(cx: UiContext, asked: &Asked) -> bool {
    let labs = cx.form.labs().into_iter();
    let mut used = labs.filter(|lab| asked.has(Item::Lab(lab.analyte)));
    used.any(|lab| lab.analyte.units().len() > 1)
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
            label: words.age.into(),
            note: words.age_note.into(),
            unit: unit.into(),
            ..TextField::new("age", Field::Age, cx.form.age)
        },
    )
}

fn sex(cx: UiContext, asked: &Asked) -> Node {
    let words = &cx.page().form;
    choices(
        cx,
        Choices {
            name: "sex".to_owned(),
            text: cx.form.sex,
            legend: words.sex_note.into(),
            class: "group",
            described: None,
            options: options(&[("female", words.female), ("male", words.male)]),
            help: Node::Nothing,
            spare: !asked.has(Item::Sex),
        },
    )
}

#[inline(never)]
fn labs(cx: UiContext, asked: &Asked) -> Vec<Node> {
    let words = &cx.page().form;
    let note = |analyte| match analyte {
        Analyte::Inr => words.inr_note,
        Analyte::ProthrombinActivity => words.activity_note,
        Analyte::ProthrombinTime => words.time_note,
        Analyte::ProthrombinProlongation => words.prolongation_note,
        _ => "",
    };
    let mut fields = Vec::new();
    for lab in cx.form.labs() {
        let spare = !asked.has(Item::Lab(lab.analyte));
        let field = lab_field(cx, lab, note(lab.analyte), spare);
        let beside = ANY_STUDY.then(|| own::beside(cx, lab, asked));
        match beside.filter(|beside| !beside.is_empty()) {
            Some(beside) => {
                let both = div().class("with-beside").child(field);
                fields.push(both.children(beside).into());
            }
            None => fields.push(field),
        }
        if lab.analyte == Analyte::ProthrombinTime {
            fields.push(control_field(cx, spare));
        }
    }
    fields
}

/// The day of collection of a value.
#[inline(never)]
fn lab_day(cx: UiContext, analyte: Analyte, spare: bool) -> Option<Node> {
    let name = cx.words().analyte(analyte);
    let text = cx.form.lab_date(analyte)?;
    let id = [analyte.key(), "-date"].concat();
    let field = Field::LabDate(analyte);
    Some(text_field(
        cx,
        TextField {
            label: name.into(),
            kind: "date",
            spare,
            ..TextField::new(id, field, text)
        },
    ))
}

/// The days of collection, out of the way of those who need none.
#[inline(never)]
fn lab_days(cx: UiContext, asked: &Asked) -> Node {
    let words = &cx.page().form;
    let apart = cx.form.labs().into_iter().map(|lab| lab.analyte);
    let apart = apart.filter(|analyte| !asked.dated.contains(analyte));
    let days = apart.filter_map(|analyte| lab_day(cx, analyte, !asked.has(Item::Lab(analyte))));
    // Without limits in the file nothing is pointed out.
    let note = cx.study().timing.is_some();
    let note = note.then(|| of_class(p, "lead", words.lab_days_note));
    details()
        .class("lab-days")
        .child(bare(summary, words.lab_days))
        .child(note)
        .child(div().class("fields").children(days.collect()))
        .into()
}

fn signs_title(cx: UiContext, asked: &Asked) -> Node {
    let title = h3().child(cx.page().form.signs);
    let signs = [Item::Ascites, Item::Encephalopathy, Item::Dialysis];
    if signs.iter().any(|sign| asked.has(*sign)) {
        return title.into();
    }
    let form = cx.form;
    let all = [form.ascites, form.encephalopathy, form.dialysis];
    let empty = move || all.iter().all(|text| text.with(String::is_empty));
    title.hidden(empty).into()
}

fn signs(cx: UiContext, asked: &Asked) -> Vec<Node> {
    let words = &cx.page().form;
    let names = &cx.words().names;
    vec![
        sign(
            cx,
            ("ascites", cx.form.ascites, names.ascites),
            !asked.has(Item::Ascites),
            "",
            &[
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
            !asked.has(Item::Encephalopathy),
            words.encephalopathy_note,
            &[
                ("none", words.encephalopathy_none),
                ("grade1-2", words.encephalopathy_low),
                ("grade3-4", words.encephalopathy_high),
            ],
        ),
        sign(
            cx,
            ("dialysis", cx.form.dialysis, names.dialysis),
            !asked.has(Item::Dialysis),
            "",
            &[("yes", words.dialysis_yes), ("no", words.dialysis_no)],
        ),
    ]
}

/// A clinical sign: its choices side by side, and behind the "?" what each of them means.
#[inline(never)]
fn sign(
    cx: UiContext,
    (name, text, legend): (&str, TextSignal, &'static str),
    spare: bool,
    note: &'static str,
    given: &[(&'static str, &'static str)],
) -> Node {
    let note_id = [name, "-note"].concat();
    let meanings = given.iter().map(|(_, meaning)| bare(li, *meaning));
    let meanings = ul().children(meanings.collect());
    let described = (!note.is_empty()).then(|| note_id.clone());
    let note = described.is_some().then(|| p().id(note_id).child(note));
    choices(
        cx,
        Choices {
            name: name.to_owned(),
            text,
            legend: legend.into(),
            class: "group sign",
            described,
            options: options(given),
            help: help(cx, legend, vec![note.into(), meanings.into()]),
            spare,
        },
    )
}
