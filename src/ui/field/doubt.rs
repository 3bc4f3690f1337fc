//! What stands below a laboratory value: that it does not count yet, and a button for each way out; or that somebody
//! confirmed it; or that it is unusual, or not accepted.

use leptos::prelude::*;

use crate::clinical::plausible::{self, Doubt, OtherTest};
use crate::clinical::{Analyte, Lab, Unit, Waiting};
use crate::exchange::form::{Field, FieldError, LabValues, ParsedForm};
use crate::exchange::record::UnitsBy;
use crate::ui::context::{UiContext, button, go_to_entry};
use crate::ui::entries::units;
use crate::ui::field::error_message;
use crate::ui::form::LabField;
use crate::view::html::{div, p};
use crate::view::{El, Node};
use crate::words::{self, fill, value_unit};

/// Everything that is said below the field of a laboratory value.
pub fn below(cx: UiContext, lab: LabField) -> Vec<Node> {
    let typed = lab.values();
    let (doubt, error) = cx.read(|parsed| {
        let error = parsed.error(&Field::Lab(lab.analyte));
        (
            doubtful(cx, lab, &typed, parsed),
            error.map(|error| refused(cx, lab, &typed, error)),
        )
    });
    let part = |class: &'static str, text: Option<Message>| -> Node {
        let Some((text, ways)) = text else {
            return Node::Nothing;
        };
        let id = [lab.analyte.key(), "-", class].concat();
        let text = p().class(class).id(id).child(text);
        let ways = (!ways.is_empty()).then(|| div().class("actions").children(ways));
        div().child(text).child(ways).into()
    };
    vec![part("doubt", doubt), part("error", error)]
}

/// A sentence and the ways out of what it says.
type Message = (String, Vec<Node>);

/// What is doubtful, and the ways out of it.
fn doubtful(
    cx: UiContext,
    lab: LabField,
    typed: &LabValues,
    parsed: &ParsedForm,
) -> Option<Message> {
    let inputs = &parsed.case.patient.inputs;
    let words = &cx.page().form;
    if let Some(waiting) = inputs.waiting(lab.analyte) {
        let text = words::waiting(cx.lang, waiting);
        let Waiting::Doubtful { lab: value, doubt } = waiting else {
            return Some((text, Vec::new()));
        };
        let stamp = typed.stamp(Some(value.unit()), &cx.form.control.get_untracked());
        let confirm = fill(words.confirm, &[("value", &words::typed(value))]);
        let confirm = way(lab.analyte, confirm, move || {
            lab.confirmed.set(stamp.clone())
        })
        .id([lab.analyte.key(), "-confirm"].concat());
        let mut ways = vec![confirm.into()];
        ways.extend(others(cx, lab, typed, value, *doubt));
        return Some((text, ways));
    }
    let value = inputs.labs.iter().find(|of| of.analyte() == lab.analyte)?;
    if inputs.confirmed.contains(&lab.analyte) {
        let text = fill(words.confirmed, &[("value", &words::typed(value))]);
        let back = way(lab.analyte, words.undo.to_owned(), move || {
            lab.confirmed.set(String::new());
        });
        return Some((text, vec![back.into()]));
    }
    let unusual = plausible::doubt(value).filter(|doubt| !doubt.is_mix_up())?;
    Some((words::doubt(cx.lang, value, unusual), Vec::new()))
}

/// A button that does something about a value; the keyboard stays at its field, since the button goes.
fn way(analyte: Analyte, text: String, work: impl Fn() + 'static) -> El {
    button("plain", text).on("click", move |event| {
        work();
        go_to_entry(&event, analyte.key());
    })
}

/// The ways out of a doubt beside a confirmation.
fn others(cx: UiContext, lab: LabField, typed: &LabValues, value: &Lab, doubt: Doubt) -> Vec<Node> {
    let number = value.number();
    match doubt {
        Doubt::OtherUnit(unit) | Doubt::OtherSystem(unit) => {
            let text = [number.comparator.sign(), &number.value.to_string()].concat();
            other_unit(cx, lab, typed, &text, unit)
        }
        Doubt::OtherTest(test) => {
            let to = match test {
                OtherTest::Seconds | OtherTest::WholeTime => Analyte::ProthrombinTime,
                OtherTest::Activity => Analyte::ProthrombinActivity,
                OtherTest::InrOrFraction => Analyte::Inr,
                OtherTest::InrOrProlongation | OtherTest::Share => return Vec::new(),
            };
            other_test(cx, lab, typed, to).into_iter().collect()
        }
        Doubt::OtherPower => {
            // 5.8 × 10⁴ per microlitre is 58 × 10⁹ per litre.
            let Some(text) = plausible::in_ten_thousands(number) else {
                return Vec::new();
            };
            let shown = [&value_unit(&text, value.unit()), " (×10⁴/µL)"].concat();
            let change = fill(cx.page().form.change_to, &[("value", &shown)]);
            vec![way(lab.analyte, change, move || lab.value.set(text.clone())).into()]
        }
        Doubt::Control(_) | Doubt::Disagrees(_) | Doubt::Unusual { .. } => Vec::new(),
    }
}

/// The same number in the other unit, for this value or for the whole report.
fn other_unit(
    cx: UiContext,
    lab: LabField,
    typed: &LabValues,
    number: &str,
    unit: Unit,
) -> Vec<Node> {
    let words = &cx.page().form;
    let change = fill(words.change_to, &[("value", &value_unit(number, unit))]);
    let change = way(lab.analyte, change, move || {
        lab.choose(unit.ucum(), UnitsBy::Reader);
    });
    let mut ways = vec![change.id([lab.analyte.key(), "-change"].concat()).into()];
    // A unit of its own says nothing of the others.
    if let Some(system) = lab
        .analyte
        .system_of(unit)
        .filter(|_| typed.unit.is_empty())
    {
        let all = fill(words.switch_all, &[("units", units::name(cx, system))]);
        let all = way(lab.analyte, all, move || cx.form.switch_all(system));
        ways.push(all.id([lab.analyte.key(), "-switch"].concat()).into());
    }
    ways
}

/// The value in the field of another test, where that field is empty and takes it.
fn other_test(cx: UiContext, lab: LabField, typed: &LabValues, to: Analyte) -> Option<Node> {
    let target = cx.form.lab(to)?;
    let [only] = to.units() else { return None };
    let taken = Lab::parse(to, &typed.text, only.unit).ok()?;
    let fits = plausible::doubt(&taken).is_none_or(|doubt| !doubt.is_mix_up());
    if !fits || !target.value.get().is_empty() {
        return None;
    }
    let text = typed.text.clone();
    let name = cx.words().analyte(to);
    let label = fill(cx.page().form.move_to, &[("name", name)]);
    let change = way(to, label, move || {
        target.value.set(text.clone());
        lab.value.set(String::new());
    });
    Some(change.id([lab.analyte.key(), "-move"].concat()).into())
}

/// The value in the field's own power of ten, where it was typed in another.
fn hint(cx: UiContext, lab: LabField, typed: &LabValues) -> Option<Node> {
    let (of, text) = lab.hint.get();
    let [only] = lab.analyte.units() else {
        return None;
    };
    if of.is_empty() || of != typed.text {
        return None;
    }
    let shown = value_unit(&text, only.unit);
    let change = fill(cx.page().form.change_to, &[("value", &shown)]);
    let change = way(lab.analyte, change, move || lab.value.set(text.clone()));
    Some(change.id([lab.analyte.key(), "-change"].concat()).into())
}

/// Why a text is not accepted, and the unit that it would be accepted in.
fn refused(cx: UiContext, lab: LabField, typed: &LabValues, error: FieldError) -> Message {
    let text = error_message(cx, &Field::Lab(lab.analyte), error);
    let ways = match error {
        FieldError::Range(_, Some((number, Doubt::OtherUnit(unit)))) => {
            let number = [number.comparator.sign(), &number.value.to_string()].concat();
            other_unit(cx, lab, typed, &number, unit)
        }
        FieldError::Range(_, Some((_, Doubt::OtherTest(OtherTest::Activity)))) => {
            let to = Analyte::ProthrombinActivity;
            other_test(cx, lab, typed, to).into_iter().collect()
        }
        _ => hint(cx, lab, typed).into_iter().collect(),
    };
    (text, ways)
}
