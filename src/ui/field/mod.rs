//! The kinds of field: text with a message beside it, and a group of choices that can be taken back.

pub mod doubt;
#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;
mod help;

pub use help::{help, overlay};

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, InputEvent, KeyboardEvent};

use crate::clinical::inputs::WEIGHTS;
use crate::clinical::lab::CONTROL;
use crate::clinical::{Analyte, Number, NumberError, Unit};
use crate::exchange::form::{Field, FieldError};
use crate::exchange::own::Own;
use crate::exchange::printout;
use crate::exchange::record::UnitsBy;
use crate::study::ANY_STUDY;
use crate::study::model::{Op, StudyEntry};
use crate::ui::context::{Said, UiContext, ask, button, go_to, go_to_entry, of_class};
use crate::ui::form::{LabField, TextSignal};
use crate::view::html::{self, div, fieldset, input, label, p, span};
use crate::view::{CowStr, Node};
use crate::words::{self, fill, value_unit};

/// What is said of a text that is not used.
pub fn error_message(cx: UiContext, field: &Field, error: FieldError) -> String {
    let words = &cx.page().errors;
    let what = match error {
        FieldError::Number(NumberError::AmbiguousComma) => words.ambiguous_comma.to_owned(),
        FieldError::Number(NumberError::TooManyDigits) => words.too_many_digits.to_owned(),
        FieldError::Number(_) => words.not_a_number.to_owned(),
        FieldError::Negative => words.negative.to_owned(),
        FieldError::Date => words.date.to_owned(),
        FieldError::Control => fill(
            words.control,
            &[
                ("least", &CONTROL.0.to_string()),
                ("most", &CONTROL.1.to_string()),
            ],
        ),
        FieldError::Later => words.later.to_owned(),
        FieldError::Whole(least, most) => fill(
            words.whole,
            &[("least", &least.to_string()), ("most", &most.to_string())],
        ),
        FieldError::Range(accepted, meant) => {
            let most = value_unit(&accepted.most.to_string(), accepted.unit);
            let range = fill(
                words.range,
                &[("least", &accepted.least.to_string()), ("most", &most)],
            );
            match (field.analyte(), meant) {
                (Some(analyte), Some((number, doubt))) => {
                    let (value, unit) = (number.value, accepted.unit);
                    let meant = words::suspicion(cx.lang, analyte, value, unit, doubt);
                    [range, meant].join(" ")
                }
                _ => range,
            }
        }
        FieldError::Bounds
        | FieldError::Sign
        | FieldError::Moved(_)
        | FieldError::Doubtful(..)
        | FieldError::Crossed
            if !ANY_STUDY =>
        {
            String::new()
        }
        FieldError::Bounds => bounds(cx, field),
        FieldError::Sign => words.sign.to_owned(),
        FieldError::Moved(unit) => fill(words.moved, &[("unit", unit.label())]),
        FieldError::Doubtful(number, unit, doubt) => match field.analyte() {
            Some(analyte) => words::suspicion(cx.lang, analyte, number.value, unit, doubt),
            None => String::new(),
        },
        FieldError::Crossed => words.crossed.to_owned(),
    };
    [what.as_str(), words.not_used].join(" ")
}

/// What is accepted in a field of the study's own.
#[inline(never)]
fn bounds(cx: UiContext, field: &Field) -> String {
    let words = &cx.page().errors;
    let study = cx.study();
    let entry = match field {
        Field::Own(Own::Entry(id)) => study.entry(id),
        _ => None,
    };
    let (least, most, unit) = match entry.map(|entry| &**entry) {
        Some(StudyEntry::Number {
            least, most, unit, ..
        }) => (*least, *most, unit.as_deref().unwrap_or_default()),
        _ => (Some(WEIGHTS.0), Some(WEIGHTS.1), KILOGRAM),
    };
    let with_unit = |number: &str| [number, " ", unit].concat().trim_end().to_owned();
    let ends = [(Op::AtLeast, least), (Op::AtMost, most)];
    let ends = ends.map(|(op, end)| Some((op, end?.to_string())));
    match ends {
        [Some((_, least)), Some((_, most))] => fill(
            words.range,
            &[("least", &least), ("most", &with_unit(&most))],
        ),
        ends => {
            let end = ends.into_iter().flatten().next();
            let limit = end.map(|(op, end)| [op.sign(), " ", &with_unit(&end)].concat());
            fill(words.limit, &[("limit", &limit.unwrap_or_default())])
        }
    }
}

/// The unit of a body weight.
pub const KILOGRAM: &str = "kg";

/// A text field as it is asked for.
pub struct TextField {
    pub id: CowStr,
    pub field: Field,
    pub text: TextSignal,
    pub label: Said,
    /// What is heard before the label and not seen: what it is of, where that stands beside it.
    pub of: Option<String>,
    pub note: Said,
    /// The input's type: `text` with a number pad, or `date`.
    pub kind: &'static str,
    /// The unit, or the choice of one.
    pub unit: Node,
    /// What is shown beside the name, such as the value in another unit.
    pub beside: Node,
    /// The laboratory value that it is of.
    pub lab: Option<LabField>,
    /// The laboratory value in whose unit it is, and where the unit is kept in which it was typed.
    pub in_unit_of: Option<(LabField, TextSignal)>,
    /// Whether it is in sight only while something stands in it, since nothing of the study uses it.
    pub spare: bool,
}

impl TextField {
    /// A field without a unit, of something that is no laboratory value.
    pub fn new(id: impl Into<CowStr>, field: Field, text: TextSignal) -> Self {
        TextField::bare(id.into(), field, text)
    }

    #[inline(never)]
    fn bare(id: CowStr, field: Field, text: TextSignal) -> Self {
        TextField {
            id,
            field,
            text,
            label: Said::default(),
            of: None,
            note: Said::default(),
            kind: "text",
            unit: Node::Nothing,
            beside: Node::Nothing,
            lab: None,
            in_unit_of: None,
            spare: false,
        }
    }
}

/// A value with its unit, or with an arrow behind it as a laboratory prints it, is taken apart once it is whole; one in
/// another power of ten is offered in that of the field.
fn take_apart(lab: LabField, by: UnitsBy) {
    let typed = lab.value.get_untracked();
    let is_plain = Number::parse(&typed).is_ok();
    // A count per microlitre is a number as well.
    if typed.trim().is_empty() || (is_plain && lab.analyte != Analyte::Platelets) {
        return;
    }
    let kept = typed.clone();
    let done = move |answer: Option<printout::Typed>| {
        if lab.value.try_get_untracked().as_ref() != Some(&kept) {
            return;
        }
        match answer.unwrap_or(printout::Typed::Nothing) {
            printout::Typed::Hint { text, .. } => lab.hint.set((kept, text)),
            printout::Typed::Value { text, unit } if !is_plain => {
                if let Some(unit) = unit.filter(|_| lab.analyte.units().len() > 1) {
                    lab.choose(unit.ucum(), by);
                }
                lab.value.set(text);
            }
            _ => {}
        }
    };
    ask("field", [lab.analyte.token(), &typed], done);
}

/// What Y, N and U choose in a group of choices.
fn by_key(key: &str) -> Option<&'static str> {
    match key {
        "y" | "Y" => Some("yes"),
        "n" | "N" => Some("no"),
        "u" | "U" => Some("unknown"),
        _ => None,
    }
}

/// A message, while there is something to say.
pub fn message(class: &'static str, id: String, text: Option<String>) -> Node {
    text.map(|text| p().class(class).id(id).child(text)).into()
}

/// A text field with its label, unit, note and messages.
#[inline(never)]
pub fn text_field(cx: UiContext, asked: TextField) -> Node {
    let TextField {
        id, field, text, ..
    } = asked;
    let part = |end| [id.as_ref(), end].concat();
    let described = ["-of-unit", "-beside", "-note", "-doubt", "-error"].map(part);
    let described = described.join(" ");
    let error = {
        let field = field.clone();
        move || cx.read(|parsed| parsed.error(&field))
    };
    let invalid = error.clone();
    let mut input = input().id(id.clone()).attr("type", asked.kind);
    let mut entry = "entry";
    if asked.kind == "text" {
        input = input.attr("inputmode", "decimal");
        entry = "entry typed";
    }
    let input = input
        .attr("autocomplete", "off")
        .attr("aria-describedby", described)
        .attr("aria-invalid", move || invalid().map(|_| "true"))
        .value(
            move || text.get(),
            move |typed| {
                if ANY_STUDY {
                    keep_unit(cx, asked.in_unit_of, &typed);
                }
                text.set(typed);
                // As when the field is left; a number alone stays as it is.
                if let Some(lab) = asked.lab {
                    take_apart(lab, UnitsBy::Reader);
                }
            },
        )
        .on("input", move |event| {
            let typed = event_target_value(&event);
            if let Some(lab) = asked.lab.filter(|_| typed.is_empty())
                && !cx.form.holds_beside(lab.analyte)
            {
                lab.forget_unit_of_value();
            }
            if ANY_STUDY {
                keep_unit(cx, asked.in_unit_of, &typed);
            }
            text.set(typed);
            let pasted = event.dyn_ref::<InputEvent>().map(InputEvent::input_type);
            if let Some(lab) = asked
                .lab
                .filter(|_| pasted.as_deref() == Some("insertFromPaste"))
            {
                take_apart(lab, UnitsBy::Paste);
            }
        });
    let input = match asked.lab {
        Some(lab) => input.on("change", move |_| take_apart(lab, UnitsBy::Reader)),
        None => input,
    };
    let note = (!asked.note.text.is_empty()).then(|| {
        let note = asked.note.within(p().id(part("-note")));
        help(cx, &asked.label.text, vec![note.into()])
    });
    let heard = asked
        .of
        .map(|of| of_class(span, "unseen", [&of, " "].concat()));
    let heard = heard.into_iter().collect();
    let head = div()
        .class("field-head")
        .child(
            asked
                .label
                .within(label().attr("for", id.clone()).children(heard)),
        )
        .child(
            span()
                .class("beside")
                .id(part("-beside"))
                .child(asked.beside),
        )
        .child(note);
    let lab = asked.lab;
    let ids = part("-error");
    let messages = move || match lab {
        Some(lab) => doubt::below(cx, lab),
        None => {
            let error = error().map(|error| error_message(cx, &field, error));
            vec![message("error", ids.clone(), error)]
        }
    };
    let two_units = lab.is_some_and(|lab| lab.analyte.units().len() > 1);
    let field = div()
        .class(if two_units { "field wide" } else { "field" })
        .attr("data-entry", id.clone())
        .attr("data-empty", move || {
            text.with(String::is_empty).then_some("true")
        })
        .child(head)
        .child(div().class(entry).child(input).child(asked.unit))
        .child(div().class("after").children_of(messages));
    match asked.spare {
        true => field.hidden(move || text.with(String::is_empty)).into(),
        false => field.into(),
    }
}

/// Keeps in which unit something is typed that is in the unit of a laboratory value.
#[inline(never)]
fn keep_unit(cx: UiContext, of: Option<(LabField, TextSignal)>, typed: &str) {
    let Some((lab, kept)) = of else { return };
    let unit = || {
        let system = cx.read(|parsed| parsed.system);
        lab.values().unit(system).map_or("", Unit::ucum)
    };
    let unit = if typed.is_empty() { "" } else { untrack(unit) };
    kept.set(unit.to_owned());
}

/// A field for a day.
pub fn day_field(
    cx: UiContext,
    id: String,
    field: Field,
    text: TextSignal,
    (label, note): (impl Into<Said>, impl Into<Said>),
) -> Node {
    text_field(
        cx,
        TextField {
            label: label.into(),
            note: note.into(),
            kind: "date",
            ..TextField::new(id, field, text)
        },
    )
}

/// The field of a laboratory value, with its unit in sight and the value in the other unit beside it. A spare one is in
/// sight only while something stands in it.
pub fn lab_field(cx: UiContext, lab: LabField, note: &'static str, spare: bool) -> Node {
    let analyte = lab.analyte;
    let label = cx.words().analyte(analyte);
    let units = analyte.units();
    let choice: Node = match units {
        [only] => span()
            .class("unit")
            .id([analyte.key(), "-of-unit"].concat())
            .child(only.unit.label())
            .into(),
        _ => {
            let name = [analyte.key(), "-unit"].concat();
            let options = units.iter().map(|accepted| {
                let of = accepted.unit;
                let is_chosen = move || {
                    let system = cx.read(|parsed| parsed.system);
                    lab.values().unit(system) == Some(of)
                };
                radio(
                    &name,
                    of.ucum().into(),
                    shortened(of.label()),
                    is_chosen,
                    move || {
                        lab.choose(of.ucum(), UnitsBy::Reader);
                    },
                )
            });
            let choice = span()
                .class("unit")
                .attr("role", "radiogroup")
                .attr(
                    "aria-label",
                    fill(cx.page().form.unit_of, &[("name", label)]),
                )
                .children(options.collect());
            // What is chosen there, for the description of the field.
            let chosen = move || {
                let system = cx.read(|parsed| parsed.system);
                lab.values().unit(system).map_or("", Unit::label).to_owned()
            };
            let said = span()
                .class("unseen")
                .id([analyte.key(), "-of-unit"].concat())
                .text_of(chosen);
            span().child(choice).child(said).into()
        }
    };
    let has_more = units.len() > 1 || analyte == Analyte::ProthrombinTime;
    let beside = has_more.then(|| {
        span()
            .class("converted")
            .text_of(move || converted(cx, lab).unwrap_or_default())
    });
    text_field(
        cx,
        TextField {
            label: cx.named(analyte),
            note: note.into(),
            unit: span().class("units-of").child(choice).into(),
            beside: beside.into(),
            lab: Some(lab),
            spare,
            ..TextField::new(analyte.key(), Field::Lab(analyte), lab.value)
        },
    )
}

/// The id of the field of the control.
pub const CONTROL_FIELD: &str = "prothrombinTime-control";

/// The field of the control of the prothrombin time.
pub fn control_field(cx: UiContext, spare: bool) -> Node {
    let words = &cx.page().form;
    let unit = span()
        .class("unit")
        .id([CONTROL_FIELD, "-of-unit"].concat())
        .child(Unit::Second.label());
    text_field(
        cx,
        TextField {
            label: words.control_of.into(),
            unit: unit.into(),
            spare,
            ..TextField::new(CONTROL_FIELD, Field::Control, cx.form.control)
        },
    )
}

/// The value in the other unit, or what a prothrombin time is above its control.
fn converted(cx: UiContext, lab: LabField) -> Option<String> {
    let words = &cx.page().form;
    cx.read(|parsed| {
        let inputs = &parsed.case.patient.inputs;
        if lab.analyte == Analyte::ProthrombinTime {
            let above = words::typed(inputs.prolongation.as_ref()?);
            return Some(fill(words.above_control, &[("value", &above)]));
        }
        let given = inputs.entered(lab.analyte)?;
        let mut units = lab.analyte.units().iter().map(|accepted| accepted.unit);
        let other: Unit = units.find(|unit| *unit != given.unit())?;
        let sign = given.number().comparator.sign();
        let value = [sign, &given.shown_in(other)?].concat();
        let value = value_unit(&value, other);
        Some(fill(words.converted, &[("value", &value)]))
    })
}

/// The words of a choice that are seen, and what explains them.
pub fn in_short(label: &'static str) -> (&'static str, &'static str) {
    let colon = label.find([':', '：']).unwrap_or(label.len());
    label.split_at_checked(colon).unwrap_or((label, ""))
}

/// The words of a choice. What follows a colon is heard and not seen.
#[inline(never)]
pub fn shortened(label: &'static str) -> Node {
    let (short, rest) = in_short(label);
    let rest = (!rest.is_empty()).then(|| of_class(span, "unseen", rest));
    span().child(short).child(rest).into()
}

/// One of several values to be chosen.
pub fn radio(
    name: &str,
    value: CowStr,
    label: Node,
    is_chosen: impl Fn() -> bool + 'static,
    choose: impl Fn() + 'static,
) -> Node {
    let choose = Rc::new(choose);
    let chosen_before = Rc::clone(&choose);
    let input = input()
        .attr("type", "radio")
        .id([name, "-", &value].concat())
        .attr("name", name.to_owned())
        .attr("value", value)
        // Some browsers keep choices when a page is read again, and the next patient's are not the last one's.
        .attr("autocomplete", "off")
        .checked(is_chosen, move || chosen_before())
        .on("change", move |_| choose());
    html::label()
        .class("option")
        .child(input)
        .child(label)
        .into()
}

/// A group of choices as it is asked for.
pub struct Choices {
    /// The name of the entry; an option has the id `<name>-<value>`.
    pub name: String,
    pub text: TextSignal,
    /// The question.
    pub legend: Said,
    /// How it looks: `group`, and `named` where another text in sight stands for the question.
    pub class: &'static str,
    /// Ids of what describes it.
    pub described: Option<String>,
    /// Values with their words.
    pub options: Vec<(CowStr, Node)>,
    /// What stands behind the choices.
    pub help: Node,
    /// Whether it is in sight only while something is chosen, since nothing of the study uses it.
    pub spare: bool,
}

/// Options with words of the page. What follows a colon is heard and not seen.
#[inline(never)]
pub fn options(options: &[(&'static str, &'static str)]) -> Vec<(CowStr, Node)> {
    let options = options.iter();
    options
        .map(|(value, label)| ((*value).into(), shortened(label)))
        .collect()
}

/// The answers to a question.
#[inline(never)]
pub fn answers(cx: UiContext, not_applicable: bool) -> Vec<(CowStr, Node)> {
    let words = &cx.page().form;
    let all = [
        ("yes", words.yes),
        ("no", words.no),
        ("unknown", words.dont_know),
        ("not-applicable", words.not_applicable),
    ];
    let [answers @ .., _] = &all;
    options(if not_applicable { &all } else { answers })
}

/// A group of choices, none of them preselected.
#[inline(never)]
pub fn choices(cx: UiContext, asked: Choices) -> Node {
    let Choices {
        name, text, legend, ..
    } = asked;
    let words = &cx.page().form;
    let values: Vec<CowStr> = asked
        .options
        .iter()
        .map(|(value, _)| value.clone())
        .collect();
    let keyed = name.clone();
    let on_key = move |event: Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let chosen = by_key(&event.key()).filter(|value| values.iter().any(|of| of == value));
        let Some(value) =
            chosen.filter(|_| !(event.ctrl_key() || event.alt_key() || event.meta_key()))
        else {
            return;
        };
        event.prevent_default();
        text.set(value.to_owned());
        go_to(event, &[&["[id='", &keyed, "-", value, "']"].concat()]);
    };
    let options = asked.options.into_iter();
    let options = options.map(|(value, label)| {
        let (own, chosen) = (value.clone(), value.clone());
        let is_chosen = move || text.with(|chosen| *chosen == own);
        radio(&name, value, label, is_chosen, move || {
            text.set(chosen.clone().into_owned());
        })
    });
    let options = options.collect();
    let empty = move || text.with(String::is_empty);
    let entry = name.clone();
    // Its place is kept while there is nothing to clear.
    let clear = button("quiet", "×")
        .attr(
            "aria-label",
            fill(words.clear_of, &[("name", &legend.text)]),
        )
        .attr("title", words.clear)
        .on("click", move |event| {
            text.set(String::new());
            // The button is about to go; the keyboard stays where it was at work.
            go_to_entry(&event, &name);
        });
    let mut group = fieldset()
        .class(asked.class)
        .attr("data-entry", entry)
        .attr("data-empty", move || empty().then_some("true"));
    if let Some(ids) = asked.described {
        group = group.attr("aria-describedby", ids);
    }
    if asked.spare {
        group = group.hidden(empty);
    }
    group
        .child(legend.within(html::legend()))
        .child(
            div()
                .class("options")
                .on("keydown", on_key)
                .children(options)
                .child(clear),
        )
        .child(asked.help)
        .into()
}
