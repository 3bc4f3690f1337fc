//! The entries about the patient, in the order of a printout.

mod paste;
pub mod units;

use leptos::prelude::*;

use crate::clinical::Analyte;
use crate::ui::context::{UiContext, bare, button, go_to, of_class, section};
use crate::ui::field::{
    Choices, TextField, choices, control_field, day_field, lab_field, text_field,
};
use crate::ui::reading::Field;
use crate::view::Node;
use crate::view::html::{details, div, h2, h3, p, span, summary};

/// Age, sex, laboratory values, clinical signs.
pub fn entries(cx: UiContext) -> Node {
    let words = &cx.page().form;
    let fields = |children| div().class("fields").children(children);
    let printout = details()
        .class("paste")
        .child(bare(summary, cx.page().tools.paste));
    section("entries", h2, "entries-title", words.title.into())
        .child(clear_all(cx))
        .child(
            p().id("emptied")
                .class("note")
                .attr("role", "status")
                .hidden(move || !cx.settings.with(|settings| settings.emptied))
                .child(words.emptied),
        )
        .child(of_class(p, "lead", words.intro))
        .child(bare(h3, words.patient))
        .child(fields(vec![age(cx), sex(cx)]))
        .child(bare(h3, words.labs))
        .child(units::question(cx))
        .child(printout.children(paste::block(cx)))
        .child(of_class(p, "lead", words.labs_note))
        .child(fields(labs(cx)))
        .child(lab_days(cx))
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
    text_field(
        cx,
        TextField {
            id: "age".into(),
            field: Field::Age,
            text: cx.form.age,
            label: words.age,
            note: words.age_note,
            kind: "text",
            unit: of_class(span, "unit", words.years),
            beside: Node::Nothing,
            lab: None,
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
            before: Node::Nothing,
            options: vec![("female", words.female), ("male", words.male)],
            short: true,
            after: Node::Nothing,
        },
    )
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
        .labs
        .into_iter()
        .flat_map(|lab| {
            let field = lab_field(cx, lab, note(lab.analyte));
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
    let group = |name: &str, text, legend: &str, before, options| {
        choices(
            cx,
            Choices {
                name: name.to_owned(),
                text,
                legend: legend.to_owned(),
                before,
                options,
                short: false,
                after: Node::Nothing,
            },
        )
    };
    vec![
        group(
            "ascites",
            cx.form.ascites,
            names.ascites,
            Node::Nothing,
            vec![
                ("none", words.ascites_none),
                ("slight", words.ascites_slight),
                ("moderate", words.ascites_moderate),
            ],
        ),
        group(
            "encephalopathy",
            cx.form.encephalopathy,
            names.encephalopathy,
            of_class(p, "note", words.encephalopathy_note),
            vec![
                ("none", words.encephalopathy_none),
                ("grade1-2", words.encephalopathy_low),
                ("grade3-4", words.encephalopathy_high),
            ],
        ),
        group(
            "dialysis",
            cx.form.dialysis,
            names.dialysis,
            Node::Nothing,
            vec![("yes", words.dialysis_yes), ("no", words.dialysis_no)],
        ),
    ]
}
