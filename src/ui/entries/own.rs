//! What a study asks for beyond what every form has: its own entries, and what stands beside a laboratory value.

use leptos::prelude::*;

use super::Asked;
use crate::clinical::Unit;
use crate::exchange::form::Field;
use crate::exchange::own::{self, Own, UNIT, short};
use crate::study::Study;
use crate::study::model::{AnswerRule, NormalEnd, Rule, StudyEntry};
use crate::ui::context::{Said, UiContext, bare};
use crate::ui::field::{
    Choices, KILOGRAM, TextField, answers, choices, day_field, help, text_field,
};
use crate::ui::form::{LabField, TextSignal};
use crate::view::html::{div, h3, p, span};
use crate::view::{CowStr, Node};
use crate::words::fill;

/// Body weight, where a score asks for it.
pub fn weight(cx: UiContext) -> Option<Node> {
    let own = Own::Weight;
    let text = cx.form.own(&own.key())?;
    let label = cx.words().names.weight.into();
    Some(number(cx, own, text, label, Said::default(), KILOGRAM))
}

/// A field for a number with its unit, which does not change.
#[inline(never)]
fn number(
    cx: UiContext,
    own: Own,
    text: TextSignal,
    label: Said,
    note: Said,
    unit: impl Into<CowStr>,
) -> Node {
    let key = own.key();
    let unit_id = [&key, "-of-unit"].concat();
    let unit = span()
        .class("unit")
        .id(unit_id)
        .child(Node::Text(unit.into()));
    text_field(
        cx,
        TextField {
            label,
            note,
            unit: unit.into(),
            ..TextField::new(key, Field::Own(own), text)
        },
    )
}

/// What stands beside a laboratory value: its limits of normal where a rule takes a multiple of one, its day where a rule
/// asks how old it is, and values of other days.
#[inline(never)]
pub fn beside(cx: UiContext, lab: LabField, asked: &Asked) -> Vec<Node> {
    let words = &cx.page().form;
    let study = cx.study();
    let of = cx.words().analyte(lab.analyte);
    let day = |key: String, field: Field, text: TextSignal, of: String| {
        let label = words.collected.into();
        let of = Some(of);
        let kind = "date";
        text_field(
            cx,
            TextField {
                label,
                of,
                kind,
                ..TextField::new(key, field, text)
            },
        )
    };
    let mut fields = Vec::new();
    let date = cx.form.lab_date(lab.analyte);
    if let Some(text) = date.filter(|_| asked.dated.contains(&lab.analyte)) {
        let key = [lab.analyte.key(), "-date"].concat();
        fields.push(day(key, Field::LabDate(lab.analyte), text, of.to_owned()));
    }
    for own in own::own(&study) {
        let key = own.key();
        if own.beside() != Some(lab.analyte) {
            continue;
        }
        let Some(text) = cx.form.own(&key) else {
            continue;
        };
        let field = Field::Own(own.clone());
        let earlier = |at: u16| fill(words.earlier, &[("number", &at.to_string())]);
        let (label, note, spare) = match own {
            Own::EarlierDay(_, at) => {
                fields.push(day(key, field, text, [of, " ", &earlier(at)].concat()));
                continue;
            }
            Own::Normal(_, end) => {
                let spare = gives_normal(&study, lab, end);
                (short(end).into(), words.normal_note, spare)
            }
            Own::Earlier(_, at) => (Said::of(earlier(at)), words.earlier_note, false),
            _ => continue,
        };
        let unit = move || {
            let system = cx.read(|parsed| parsed.system);
            lab.values().unit(system).map_or("", Unit::label).to_owned()
        };
        let unit_id = [&key, "-of-unit"].concat();
        let kept = cx.form.own(&[&key, UNIT].concat());
        fields.push(text_field(
            cx,
            TextField {
                label,
                of: Some(of.to_owned()),
                note: note.into(),
                unit: span().class("unit").id(unit_id).text_of(unit).into(),
                in_unit_of: kept.map(|kept| (lab, kept)),
                spare,
                ..TextField::new(key, field, text)
            },
        ));
    }
    fields
}

/// Whether the study file gives an end of the reference interval; the user's own is then seldom asked for.
fn gives_normal(study: &Study, lab: LabField, end: NormalEnd) -> bool {
    let mut intervals = study.reference_intervals.iter();
    let found = intervals.find(|interval| interval.analyte == lab.analyte);
    found.is_some_and(|interval| match end {
        NormalEnd::Uln => interval.high.is_some(),
        NormalEnd::Lln => interval.low.is_some(),
    })
}

/// The study's own entries under their heading; nothing where it has none.
#[inline(never)]
pub fn section(cx: UiContext) -> Vec<Node> {
    let study = cx.study();
    let entries = study.entries.iter();
    let entries = entries.filter_map(|of| entry(cx, &study, of));
    let entries: Vec<Node> = entries.collect();
    if entries.is_empty() {
        return entries;
    }
    let title = bare(h3, cx.page().form.study_entries);
    vec![title, div().class("asked").children(entries).into()]
}

#[inline(never)]
fn entry(cx: UiContext, study: &Study, entry: &StudyEntry) -> Option<Node> {
    let id = entry.id();
    let own = Own::Entry(id.clone());
    let text = cx.form.own(id)?;
    let question = cx.said(entry.question());
    let note = entry.help().map(|note| cx.said(note));
    let behind = || {
        let note = note.as_ref().map(|note| note.within(p()).into());
        note.map(|note| help(cx, &cx.said(entry.name()).text, vec![note]))
    };
    let group = |options| {
        let asked = Choices {
            name: id.to_string(),
            text,
            legend: question.clone(),
            class: "group",
            described: None,
            options,
            help: behind().into(),
            spare: false,
        };
        choices(cx, asked)
    };
    let node = match entry {
        StudyEntry::Choice { options, .. } => {
            let options = options.iter();
            let options = options.map(|option| {
                let name = cx.said(&option.name);
                (option.id.clone().into(), name.within(span()).into())
            });
            group(options.collect())
        }
        StudyEntry::Answer { not_applicable, .. } => {
            let answer = group(answers(cx, *not_applicable));
            let day = day(cx, study, entry, text);
            div().child(answer).child(day).into()
        }
        StudyEntry::Number { unit, .. } => {
            let unit = unit.clone().unwrap_or_default();
            let note = note.clone().unwrap_or_default();
            number(cx, own, text, question, note, unit)
        }
        StudyEntry::Date { .. } => {
            let note = note.clone().unwrap_or_default();
            let field = Field::Own(own);
            day_field(cx, id.to_string(), field, text, (question, note))
        }
    };
    Some(node)
}

/// The day of the event that an answer is about: asked for once the answer is "yes", where a rule counts from it, and in
/// sight as long as one stands there.
#[inline(never)]
fn day(cx: UiContext, study: &Study, entry: &StudyEntry, answer: TextSignal) -> Option<Node> {
    let own = Own::Day(entry.id().clone());
    let text = cx.form.own(&own.key())?;
    let counts = study.any_rule(|rule| {
        let Rule::Answer(AnswerRule {
            entry: Some(of),
            window: Some(_),
            ..
        }) = rule
        else {
            return false;
        };
        of == entry.id()
    });
    let asked = move || {
        counts && answer.with(|answer| answer == "yes") || text.with(|text| !text.is_empty())
    };
    let day = div().class("event").hidden(move || !asked());
    let field = text_field(
        cx,
        TextField {
            label: cx.page().form.event_day.into(),
            of: Some(entry.name().in_lang(cx.lang).to_owned()),
            kind: "date",
            ..TextField::new(own.key(), Field::Own(own), text)
        },
    );
    Some(day.child(field).into())
}
