//! The verdict: what it is, why, what to ask next, and what only the site can settle.

pub mod bar;
#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;

use std::sync::Arc;

use crate::clinical::{Analyte, Item, Waiting};
use crate::exchange::form::{Field, FieldError};
use crate::exchange::own::Own;
use crate::screening::range::normal_item;
use crate::screening::{Entry, Finding, Report, State, VerdictState, Warning};
use crate::study::{ANY_STUDY, Study};
use crate::ui::context::{UiContext, bare, of_class, section};
use crate::ui::criterion;
use crate::ui::dose_group;
use crate::ui::field::{CONTROL_FIELD, error_message};
use crate::ui::icon;
use crate::view::Node;
use crate::view::html::{details, div, h2, h3, h4, li, ol, p, summary, ul};
use crate::words::page::Page;
use crate::words::{self, brief, entry_name, fill};

/// So many reasons, or entries to ask for, stand in sight; who has these seldom needs the rest of the list.
const FIRST: usize = 6;

/// The verdict in words.
pub fn heading(page: &Page, state: VerdictState) -> &'static str {
    page.verdict(state).0
}

/// The verdict and what follows from it, with the dose group below.
pub fn result(cx: UiContext) -> Node {
    let title = cx.page().result.title;
    section("result", h2, "result-title", title.into())
        .child(cx.shows(div(), move |study, report| vec![verdict(cx, study, report)]))
        .child(dose_group::arm(cx))
        .into()
}

fn verdict(cx: UiContext, study: &Study, report: &Report) -> Node {
    let words = &cx.page().result;
    let verdict = &report.verdict;
    let (title, lead) = cx.page().verdict(verdict.state);
    let entries = verdict.to_answer.iter();
    let entries = entries.map(|entry| bare(li, cx.entry_link(study, entry)));
    let because = brief::because(cx.lang, study, report).into_iter();
    let because = because.map(|(id, text)| bare(li, cx.criterion_link(&id, text)));
    let head = div()
        .class("verdict-head")
        .child(icon::draw(icon::of_verdict(verdict.state)))
        .child(h3().id("verdict").attr("tabindex", "-1").child(title));
    div()
        .id("verdict-card")
        .class("verdict card")
        .attr("part", "verdict")
        .attr("data-state", verdict.state.key())
        .attr("data-pending", words.preparing_lead)
        .child(head)
        .child(problems(cx))
        .child(doubts(cx, report))
        .child(bare(p, lead))
        .child(list(
            cx,
            "because",
            "reasons",
            words.because,
            because.collect(),
        ))
        .children(again(cx, study, report))
        .child(list(
            cx,
            "to-answer",
            "chips",
            words.to_answer,
            entries.collect(),
        ))
        .child(for_the_site(cx, study, report))
        .child(div().id("warnings").children(warnings(cx, report)))
        .child(of_class(p, "tally", tally(cx, report)))
        .into()
}

/// What excludes for now only, and when to ask again.
fn again(cx: UiContext, study: &Study, report: &Report) -> Vec<Node> {
    let said = words::ask_again(cx.lang, study, report).into_iter();
    said.map(|text| of_class(p, "again", text)).collect()
}

/// What only the site can settle: how much, and behind it what.
fn for_the_site(cx: UiContext, study: &Study, report: &Report) -> Node {
    let ids = report.verdict.for_the_site.iter();
    let criteria = ids.filter_map(|id| study.criterion(id));
    let links = criteria.map(|criterion| {
        let text = brief::criterion_name(cx.lang, criterion);
        bare(li, cx.criterion_link(&criterion.id, text))
    });
    let links: Vec<Node> = links.collect();
    if links.is_empty() {
        return Node::Nothing;
    }
    let count = links.len().to_string();
    let title = fill(cx.page().result.site_count, &[("count", &count)]);
    details()
        .child(bare(summary, title))
        .child(ol().id("for-the-site").class("links").children(links))
        .into()
}

/// Values that do not count yet, each a way to its field.
fn doubts(cx: UiContext, report: &Report) -> Node {
    let waiting = report.warnings.iter().filter_map(|warning| match warning {
        Warning::Waiting(waiting) => Some(waiting),
        _ => None,
    });
    let items = waiting.map(|waiting| {
        let key = waiting_field(waiting).to_owned();
        let text = words::waiting(cx.lang, waiting);
        bare(li, cx.field_link("link", key, text))
    });
    let items: Vec<Node> = items.collect();
    if items.is_empty() {
        return Node::Nothing;
    }
    div()
        .id("doubtful")
        .class("problems")
        .child(bare(h4, cx.page().result.doubtful))
        .child(ul().children(items))
        .into()
}

/// The field in which something is to be done about a value that does not count yet.
fn waiting_field(waiting: &Waiting) -> &'static str {
    match waiting {
        Waiting::NoControl { .. } => CONTROL_FIELD,
        other => other.analyte().key(),
    }
}

/// Entries that are not used, each a way to its field.
fn problems(cx: UiContext) -> Node {
    let errors = cx.read(|parsed| parsed.errors.clone());
    if errors.is_empty() {
        return Node::Nothing;
    }
    let items = errors.into_iter().map(|(field, why)| {
        let (key, text) = problem(cx, &field, why);
        bare(li, cx.field_link("link", key, text))
    });
    let items = items.collect();
    div()
        .class("problems")
        .child(bare(h4, cx.page().tools.problem))
        .child(ul().children(items))
        .into()
}

/// The id of a field and what is wrong with what stands there.
pub fn problem(cx: UiContext, field: &Field, why: FieldError) -> (String, String) {
    let (key, name) = field_name(cx, field);
    let text = [name.as_str(), ": ", &error_message(cx, field, why)].concat();
    (key, text)
}

/// The id of a field and the name of what it asks for.
pub fn field_name(cx: UiContext, field: &Field) -> (String, String) {
    let words = cx.words();
    let page = cx.page();
    let of = |key: &str, name: &str| (key.to_owned(), name.to_owned());
    let day =
        |key: &str, end: &str, name: &str, day| ([key, end].concat(), [name, " · ", day].concat());
    match field {
        Field::Age => of("age", words.names.age),
        Field::Lab(analyte) => of(analyte.key(), words.analyte(*analyte)),
        Field::Control => of(CONTROL_FIELD, page.form.control_of),
        Field::LabDate(analyte) => {
            let name = words.analyte(*analyte);
            day(analyte.key(), "-date", name, page.record.lab_day)
        }
        Field::Event(id) => day(id, "-event", id, page.record.event_day),
        Field::Enrolled => of("enrolled", page.arm.enrolled),
        Field::FirstInfusion => of("firstInfusion", page.visits.first_of(&cx.study())),
        Field::Own(_) if !ANY_STUDY => of("", ""),
        Field::Own(own) => (own.key(), own_name(cx, own)),
    }
}

/// The name of a field of the study's own.
#[inline(never)]
fn own_name(cx: UiContext, own: &Own) -> String {
    let (words, page) = (cx.words(), cx.page());
    let item = |item| words.item_of(item).into_owned();
    let earlier = |analyte: &Analyte, at: &u16, day: &str| {
        let value = fill(page.form.earlier, &[("number", &at.to_string())]);
        let name = [words.analyte(*analyte), " · ", &value].concat();
        match day {
            "" => name,
            day => [&name, " · ", day].concat(),
        }
    };
    let entry = |id: &Arc<str>| entry_name(cx.lang, &cx.study(), &Entry::Study(id.clone()));
    match own {
        Own::Weight => item(Item::Weight),
        Own::Entry(id) => entry(id),
        Own::Day(id) => [&entry(id), " · ", page.record.event_day].concat(),
        Own::Normal(analyte, end) => item(normal_item(*analyte, *end)),
        Own::Earlier(analyte, at) => earlier(analyte, at, ""),
        Own::EarlierDay(analyte, at) => earlier(analyte, at, page.record.lab_day),
    }
}

/// A list with its title; what goes beyond the first of it is folded.
fn list(
    cx: UiContext,
    id: &'static str,
    class: &'static str,
    title: &'static str,
    mut items: Vec<Node>,
) -> Node {
    if items.is_empty() {
        return Node::Nothing;
    }
    // Folding one away would gain nothing.
    if items.len() > FIRST + 1 {
        let rest = items.split_off(FIRST);
        let count = rest.len().to_string();
        let more = fill(cx.page().result.more, &[("count", &count)]);
        let more = details()
            .child(bare(summary, more))
            .child(ul().class(class).children(rest));
        items.push(li().class("more").child(more).into());
    }
    div()
        .class("why")
        .child(bare(h4, title))
        .child(ol().id(id).class(class).children(items))
        .into()
}

/// What to look at again. A doubtful value is named beside its own field.
fn warnings(cx: UiContext, report: &Report) -> Vec<Node> {
    let warnings = report.warnings.iter();
    let elsewhere = warnings
        .filter(|warning| !matches!(warning, Warning::Doubtful { .. } | Warning::Waiting(_)));
    elsewhere
        .map(|warning| criterion::caution_box(words::warning(cx.lang, warning), Node::Nothing))
        .collect()
}

fn tally(cx: UiContext, report: &Report) -> String {
    let count = |states: &[State]| {
        let with = |finding: &&Finding| states.contains(&finding.state());
        report.findings.iter().filter(with).count().to_string()
    };
    fill(
        cx.page().result.tally,
        &[
            ("all", &report.findings.len().to_string()),
            ("passes", &count(&[State::Passes, State::NotApplicable])),
            ("fails", &count(&[State::Fails])),
            ("unknown", &count(&[State::Unknown])),
            ("site", &count(&[State::Undecidable, State::ForTheSite])),
        ],
    )
}
