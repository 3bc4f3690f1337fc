//! The entries about the patient, in the order of a printout.

use leptos::prelude::*;

use super::field::{Choices, TextField, choices, control_field, day_field, lab_field, text_field};
use super::reading::Field;
use super::{Desk, bare, button, go_to, of_class, paste, section, units};
use crate::clinical::Analyte;
use crate::view::Node;
use crate::view::html::{details, div, h2, h3, p, span, summary};

/// Age, sex, laboratory values, clinical signs.
pub fn entries(desk: Desk) -> Node {
    let words = &desk.page().form;
    let fields = |children| div().class("fields").children(children);
    let printout = details()
        .class("paste")
        .child(bare(summary, desk.page().tools.paste));
    section("entries", h2, "entries-title", words.title.into())
        .child(clear_all(desk))
        .child(
            p().id("emptied")
                .class("note")
                .attr("role", "status")
                .hidden(move || !desk.settings.with(|settings| settings.emptied))
                .child(words.emptied),
        )
        .child(of_class(p, "lead", words.intro))
        .child(bare(h3, words.patient))
        .child(fields(vec![age(desk), sex(desk)]))
        .child(bare(h3, words.labs))
        .child(units::question(desk))
        .child(printout.children(paste::block(desk)))
        .child(of_class(p, "lead", words.labs_note))
        .child(fields(labs(desk)))
        .child(lab_days(desk))
        .child(bare(h3, words.signs))
        .child(div().class("signs").children(signs(desk)))
        .into()
}

fn clear_all(desk: Desk) -> Node {
    let words = &desk.page().form;
    let form = desk.form;
    let clear = button("plain", words.clear_all)
        .id("clear")
        .on("click", move |_| {
            form.clear();
            desk.announced.set(words.cleared.to_owned());
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

fn age(desk: Desk) -> Node {
    let words = &desk.page().form;
    text_field(
        desk,
        TextField {
            id: "age".into(),
            field: Field::Age,
            text: desk.form.age,
            label: words.age,
            note: words.age_note,
            kind: "text",
            unit: of_class(span, "unit", words.years),
            beside: Node::Nothing,
            lab: None,
        },
    )
}

fn sex(desk: Desk) -> Node {
    let words = &desk.page().form;
    choices(
        desk,
        Choices {
            name: "sex".to_owned(),
            text: desk.form.sex,
            legend: words.sex_note.to_owned(),
            before: Node::Nothing,
            options: vec![("female", words.female), ("male", words.male)],
            short: true,
            after: Node::Nothing,
        },
    )
}

fn labs(desk: Desk) -> Vec<Node> {
    let words = &desk.page().form;
    let note = |analyte| match analyte {
        Analyte::Inr => words.inr_note,
        Analyte::ProthrombinActivity => words.activity_note,
        Analyte::ProthrombinTime => words.time_note,
        Analyte::ProthrombinProlongation => words.prolongation_note,
        _ => "",
    };
    desk.form
        .labs
        .into_iter()
        .flat_map(|lab| {
            let field = lab_field(desk, lab, note(lab.analyte));
            let control = (lab.analyte == Analyte::ProthrombinTime).then(|| control_field(desk));
            [Some(field), control]
        })
        .flatten()
        .collect()
}

/// The days of collection, out of the way of those who need none.
fn lab_days(desk: Desk) -> Node {
    let words = &desk.page().form;
    let days = Analyte::ALL.into_iter().filter_map(|analyte| {
        let id = [analyte.key(), "-date"].concat();
        let text = desk.form.lab_date(analyte)?;
        let said = (desk.words().analyte(analyte), "");
        Some(day_field(desk, id, Field::LabDate(analyte), text, said))
    });
    details()
        .class("lab-days")
        .child(bare(summary, words.lab_days))
        .child(of_class(p, "lead", words.lab_days_note))
        .child(div().class("fields").children(days.collect()))
        .into()
}

fn signs(desk: Desk) -> Vec<Node> {
    let words = &desk.page().form;
    let names = &desk.words().names;
    let group = |name: &str, text, legend: &str, before, options| {
        choices(
            desk,
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
            desk.form.ascites,
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
            desk.form.encephalopathy,
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
            desk.form.dialysis,
            names.dialysis,
            Node::Nothing,
            vec![("yes", words.dialysis_yes), ("no", words.dialysis_no)],
        ),
    ]
}
