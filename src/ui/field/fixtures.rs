//! States of the kinds of field.

use super::{
    Choices, TextField, choices, control_field, day_field, help, lab_field, options, text_field,
};
use crate::clinical::Analyte;
use crate::exchange::form::Field;
use crate::ui::context::{UiContext, bare};
use crate::ui::fixtures::{Fixture, state};
use crate::view::Node;
use crate::view::html::{div, p};

/// The field of a laboratory value.
fn lab(analyte: Analyte) -> impl Fn(UiContext) -> Node {
    move |cx| {
        let all = cx.form.labs().into_iter();
        let asked = all.filter(|lab| lab.analyte == analyte);
        let fields = asked.map(|lab| lab_field(cx, lab, "", false));
        let fields = div().class("fields").children(fields.collect());
        match analyte {
            Analyte::ProthrombinTime => fields.child(control_field(cx, false)).into(),
            _ => fields.into(),
        }
    }
}

fn age(cx: UiContext) -> Node {
    let words = &cx.page().form;
    text_field(
        cx,
        TextField {
            label: words.age.into(),
            note: words.age_note.into(),
            ..TextField::new("age", Field::Age, cx.form.age)
        },
    )
}

fn day(cx: UiContext) -> Node {
    let words = &cx.page().visits;
    let (text, said) = (cx.form.first_infusion, (words.first, words.first_note));
    day_field(
        cx,
        "firstInfusion".to_owned(),
        Field::FirstInfusion,
        text,
        said,
    )
}

fn sex(cx: UiContext) -> Node {
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
            help: help(cx, words.sex_note, vec![bare(p, words.age_note)]),
            spare: false,
        },
    )
}

/// The states.
pub fn all() -> Vec<Fixture> {
    use Analyte::{Bilirubin, Inr, Platelets, ProthrombinTime, Sodium};
    let si = ("units", "si");
    vec![
        state("empty", age),
        state("a number", age).with(&[("age", "52")]),
        state("not a number", age).with(&[("age", "fifty")]),
        state("no unit chosen yet", lab(Bilirubin)).with(&[("bilirubin", "45")]),
        state("a value in two units", lab(Bilirubin)).with(&[si, ("bilirubin", "45")]),
        state("less than a limit", lab(Bilirubin)).with(&[si, ("bilirubin", "<5")]),
        state("a comma that could be either", lab(Platelets)).with(&[("platelets", "1,000")]),
        state("unusual", lab(Bilirubin)).with(&[si, ("bilirubin", "900")]),
        state("looks like another unit", lab(Bilirubin)).with(&[si, ("bilirubin", "2.6")]),
        state("the same, confirmed", lab(Bilirubin))
            .with(&[si, ("bilirubin", "2.6")])
            .confirmed(),
        state("looks like another test", lab(Inr)).with(&[("inr", "18")]),
        state("beyond what is accepted", lab(Sodium)).with(&[("sodium", "1360")]),
        state("without its control", lab(ProthrombinTime)).with(&[("prothrombinTime", "18")]),
        state("with its control", lab(ProthrombinTime))
            .with(&[("prothrombinTime", "18"), ("prothrombinTime-control", "12")]),
        state("no day", day),
        state("a day", day).with(&[("firstInfusion", "2026-12-01")]),
        state("no such day", day).with(&[("firstInfusion", "2026-02-30")]),
        state("nothing chosen", sex),
        state("chosen", sex).with(&[("sex", "female")]),
    ]
}
