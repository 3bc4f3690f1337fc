//! The criteria in one list, in groups: what is not met or present, what is still open, what only the site can settle,
//! and, folded, what is met or absent. Each group keeps the registry's order.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::screening::{Finding, Report, State};
use crate::study::model::Kind;
use crate::ui::context::{UiContext, bare, of_class, remembered, section};
use crate::ui::criterion::{bulk, row};
use crate::ui::field::help;
use crate::view::html::{div, h2, h3, h4, p, summary, ul};
use crate::view::{El, Node};
use crate::words::fill;

/// The groups, each by a letter, in the order in which they stand; the last one is folded.
const FAILING: char = 'f';
const OPEN: char = 'o';
const SITE: char = 's';
const SETTLED: char = 'm';

/// The last group's name among what is unfolded. No id begins so.
const SETTLED_OPEN: &str = "~settled";

fn group_of(state: State) -> char {
    match state {
        State::Fails => FAILING,
        State::Unknown => OPEN,
        State::Undecidable | State::ForTheSite => SITE,
        State::Passes | State::NotApplicable => SETTLED,
    }
}

/// The group of each criterion, a letter each.
fn placed(report: &Report) -> String {
    let findings = report.findings.iter();
    findings.map(|finding| group_of(finding.state())).collect()
}

/// The criteria.
pub fn criteria(cx: UiContext) -> Node {
    let words = &cx.page().criteria;
    // Rows stay where they are while somebody is at work in the list, unless there is nothing left of the patient.
    let groups = Memo::new(move |before: Option<&String>| {
        let stays = cx.at_list.get() && !cx.form.is_empty();
        match before.filter(|_| stays) {
            Some(before) => before.clone(),
            None => cx.screened.with(|screened| placed(&screened.report)),
        }
    });
    let has = move |letter| groups.with(|groups| groups.chars().any(|of| of == letter));
    let group = |letter, title: &'static str| {
        div()
            .class("bunch")
            .hidden(move || !has(letter))
            .child(bare(h3, title))
            .child(rows(cx, groups, letter, Kind::Inclusion))
            .child(rows(cx, groups, letter, Kind::Exclusion))
    };
    let count = move || groups.with(|groups| groups.matches(SETTLED).count());
    let title = move || fill(words.settled, &[("count", &count().to_string())]);
    let settled = remembered(cx, SETTLED_OPEN.to_owned())
        .class("bunch")
        .hidden(move || !has(SETTLED))
        .child(summary().child(h3().text_of(title)))
        .child(rows(cx, groups, SETTLED, Kind::Inclusion))
        .child(rows(cx, groups, SETTLED, Kind::Exclusion));
    let notes = [words.intro, cx.page().form.questions_note];
    let notes = notes.map(|note| bare(p, note));
    section("criteria", h2, "criteria-title", words.title.into())
        .child(help(cx, words.title, notes.into()))
        .child(div().class("bulk").children(bulk::no_to_the_rest(cx)))
        .child(of_class(p, "note keys-hint", cx.page().tools.keys))
        .child(group(FAILING, words.failing))
        .child(group(OPEN, words.open))
        .child(group(SITE, words.site))
        .child(settled)
        .into()
}

/// The criteria of one kind in one group. Each has its place in every group, empty where it is in another: so a row is
/// never taken for another's.
fn rows(cx: UiContext, groups: Memo<String>, letter: char, kind: Kind) -> El {
    let words = &cx.page().criteria;
    let study = cx.study();
    let kinds: Vec<bool> = study.criteria.iter().map(|c| c.kind == kind).collect();
    let any = move || {
        groups.with(|groups| {
            let mut all = groups.chars().zip(&kinds);
            all.any(|(of, is_kind)| *is_kind && of == letter)
        })
    };
    let shown = RefCell::new(Vec::new());
    let list = cx.shows(ul().class("rows"), move |study, report| {
        let before = shown.take();
        let mut now: Vec<Option<(Finding, bool)>> = Vec::new();
        let mut nodes = Vec::new();
        groups.with(|groups| {
            let all = study.criteria.iter().zip(&report.findings);
            for ((criterion, finding), group) in all.zip(groups.chars()) {
                if criterion.kind != kind {
                    continue;
                }
                let is_here = group == letter;
                let here = is_here.then(|| (finding.clone(), cx.is_unfolded(&criterion.id)));
                nodes.push(if before.get(now.len()) == Some(&here) {
                    Node::Unchanged
                } else if is_here {
                    row(cx, study, criterion, finding)
                } else {
                    Node::Nothing
                });
                now.push(here);
            }
        });
        shown.replace(now);
        nodes
    });
    let title = match kind {
        Kind::Inclusion => words.inclusion,
        Kind::Exclusion => words.exclusion,
    };
    div()
        .hidden(move || !any())
        .child(bare(h4, title))
        .child(list)
}
