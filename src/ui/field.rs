//! The kinds of field: text with a message beside it, and a group of choices that can be taken back.

use leptos::prelude::*;

use super::Desk;
use super::form::{LabText, Text};
use super::reading::{Field, Wrong};
use crate::clinical::plausible::{self, Doubt, OtherTest};
use crate::clinical::{NumberError, Unit};
use crate::words::{fill, value_unit};

/// What is said of a text that is not used.
fn complaint(desk: Desk, wrong: Wrong) -> String {
    let words = &desk.page().errors;
    let what = match wrong {
        Wrong::Number(NumberError::AmbiguousComma) => words.ambiguous_comma.to_owned(),
        Wrong::Number(NumberError::TooManyDigits) => words.too_many_digits.to_owned(),
        Wrong::Number(_) => words.not_a_number.to_owned(),
        Wrong::Negative => words.negative.to_owned(),
        Wrong::Date => words.date.to_owned(),
        Wrong::Whole(least, most) => fill(
            words.whole,
            &[("least", &least.to_string()), ("most", &most.to_string())],
        ),
        Wrong::Range(accepted, meant) => {
            let range = fill(
                words.range,
                &[
                    ("least", &accepted.least.to_string()),
                    (
                        "most",
                        &value_unit(&accepted.most.to_string(), accepted.unit),
                    ),
                ],
            );
            match meant {
                Some(doubt) => [range, doubtful(desk, doubt, accepted.unit)].join(" "),
                None => range,
            }
        }
    };
    [what.as_str(), words.not_used].join(" ")
}

/// What is said of a value that looks wrong.
fn doubtful(desk: Desk, doubt: Doubt, unit: Unit) -> String {
    let words = &desk.page().errors;
    let sentence = match doubt {
        Doubt::Unusual { least, most } => {
            let most = value_unit(&most.to_string(), unit);
            return fill(
                words.unusual,
                &[("least", &least.to_string()), ("most", &most)],
            );
        }
        Doubt::OtherUnit(unit) => {
            return fill(words.other_unit, &[("unit", unit.label())]);
        }
        Doubt::OtherTest(OtherTest::Seconds) => words.seconds,
        Doubt::OtherTest(OtherTest::Activity) => words.activity,
        Doubt::OtherTest(OtherTest::WholeTime) => words.whole_time,
        Doubt::OtherTest(OtherTest::InrOrFraction) => words.inr_or_fraction,
    };
    sentence.to_owned()
}

/// A text field as it is asked for.
pub struct TextField {
    pub id: &'static str,
    pub field: Field,
    pub text: Text,
    pub label: &'static str,
    pub note: &'static str,
    /// The input's type: `text` with a number pad, or `date`.
    pub kind: &'static str,
    /// The unit, or the choice of one.
    pub unit: AnyView,
    /// What is shown beside the value, such as its conversion.
    pub beside: Option<AnyView>,
}

/// A text field with its label, unit, note and message.
pub fn text_field(desk: Desk, asked: TextField) -> AnyView {
    let TextField {
        id,
        field,
        text,
        label,
        note,
        kind,
        unit,
        beside,
    } = asked;
    let wrong = Memo::new(move |_| desk.reading.with(|reading| reading.wrong(field)));
    let note_id = [id, "-note"].concat();
    let error_id = [id, "-error"].concat();
    let doubt_id = [id, "-doubt"].concat();
    let described = [note_id.as_str(), doubt_id.as_str(), error_id.as_str()].join(" ");
    let doubt = move || {
        let Field::Lab(analyte) = field else {
            return None;
        };
        desk.reading.with(|reading| {
            let lab = reading.case.patient.inputs.lab(analyte)?;
            Some(doubtful(desk, plausible::doubt(lab)?, lab.unit()))
        })
    };
    let doubt = Memo::new(move |_| doubt());
    view! {
        <div class="field" data-entry=id data-empty=move || text.with(String::is_empty).to_string()>
            <label for=id>{label}</label>
            <div class="entry">
                <input
                    id=id
                    type=kind
                    inputmode=(kind == "text").then_some("decimal")
                    autocomplete="off"
                    aria-describedby=described
                    aria-invalid=move || wrong.with(Option::is_some).to_string()
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                />
                {unit}
            </div>
            <p class="note" id=note_id>
                {note}
                {beside}
            </p>
            <p class="doubt" id=doubt_id hidden=move || doubt.with(Option::is_none)>
                {move || doubt.get()}
            </p>
            <p class="error" id=error_id hidden=move || wrong.with(Option::is_none)>
                {move || wrong.get().map(|wrong| complaint(desk, wrong))}
            </p>
        </div>
    }
    .into_any()
}

/// The field of a laboratory value, with its unit in sight and the value in the other unit beside it.
pub fn lab_field(desk: Desk, lab: LabText, note: &'static str) -> AnyView {
    let LabText {
        analyte,
        value,
        unit,
    } = lab;
    let label = desk.words().analyte(analyte);
    let units = analyte.units();
    let choice = match units {
        [only] => view! { <span class="unit">{only.unit.label()}</span> }.into_any(),
        _ => {
            let options = units.iter().map(|accepted| {
                let code = accepted.unit.ucum();
                view! {
                    <option value=code selected=move || unit.with(|unit| unit == code)>
                        {accepted.unit.label()}
                    </option>
                }
            });
            let name = fill(desk.page().form.unit_of, &[("name", label)]);
            view! {
                <select
                    class="unit"
                    id=[analyte.key(), "-unit"].concat()
                    aria-label=name
                    prop:value=move || unit.get()
                    on:change=move |event| unit.set(event_target_value(&event))
                >
                    {options.collect_view()}
                </select>
            }
            .into_any()
        }
    };
    let converted = (units.len() > 1).then(|| {
        let text = move || {
            desk.reading.with(|reading| {
                let lab = reading.case.patient.inputs.lab(analyte)?;
                let mut others = units.iter().map(|accepted| accepted.unit);
                let other: Unit = others.find(|unit| *unit != lab.unit())?;
                let sign = lab.number().comparator.sign();
                let value = [sign, &lab.shown_in(other)?.to_string()].concat();
                let value = value_unit(&value, other);
                Some(fill(desk.page().form.converted, &[("value", &value)]))
            })
        };
        view! { <span class="converted">{text}</span> }.into_any()
    });
    text_field(
        desk,
        TextField {
            id: analyte.key(),
            field: Field::Lab(analyte),
            text: value,
            label,
            note,
            kind: "text",
            unit: choice,
            beside: converted,
        },
    )
}

/// A group of choices as it is asked for.
pub struct Choices {
    /// The name of the entry; an option has the id `<name>-<value>`.
    pub name: String,
    pub text: Text,
    /// The question.
    pub legend: String,
    /// What stands between the question and the choices.
    pub before: Option<AnyView>,
    /// Values with their words.
    pub options: Vec<(&'static str, &'static str)>,
    /// Whether the options are words that stand side by side, or sentences one below the other.
    pub short: bool,
    /// What stands below the choices.
    pub after: Option<AnyView>,
}

/// A group of choices, none of them preselected.
pub fn choices(desk: Desk, asked: Choices) -> AnyView {
    let Choices {
        name,
        text,
        legend,
        before,
        options,
        short,
        after,
    } = asked;
    let words = &desk.page().form;
    let options = options.into_iter().map(|(value, label)| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    id=[&name, "-", value].concat()
                    name=name.clone()
                    value=value
                    prop:checked=move || text.with(|chosen| chosen == value)
                    on:change=move |_| text.set(value.to_owned())
                />
                <span>{label}</span>
            </label>
        }
    });
    let options = options.collect_view();
    let clear_name = fill(words.clear_of, &[("name", &legend)]);
    let empty = move || text.with(String::is_empty);
    let entry = name.clone();
    let clear = move |_| {
        text.set(String::new());
        // The button is about to go; the keyboard stays where it was at work.
        desk.go_to_entry(&name);
    };
    view! {
        <fieldset
            class=if short { "group short" } else { "group" }
            data-entry=entry
            data-empty=move || empty().to_string()
        >
            <legend>{legend}</legend>
            {before}
            <div class="options">
                {options}
                <button
                    type="button"
                    class="quiet"
                    aria-label=clear_name
                    hidden=empty
                    on:click=clear
                >
                    {words.clear}
                </button>
            </div>
            {after}
        </fieldset>
    }
    .into_any()
}
