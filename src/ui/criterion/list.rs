//! Every criterion below the printed bullet it comes from. Bullets and criteria do not match one to one in
//! a registry: a bullet may hold several criteria, and a criterion may run over two bullets.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::screening::{Finding, Report, State};
use crate::study::Study;
use crate::study::check::around;
use crate::study::model::{BulletRef, Criterion, Kind};
use crate::ui::context::{UiContext, bare, button, of_class, section};
use crate::ui::criterion;
use crate::ui::picture;
use crate::view::Node;
use crate::view::html::{blockquote, div, h2, h3, h4, li, mark, ol, p, ul};
use crate::words::fill;

/// The criteria.
pub fn criteria(cx: UiContext) -> Node {
    let words = &cx.page().criteria;
    let of = |kind| {
        let list = ol().class("bullets");
        // A key seldom changes more than a few of them, and they are the longest part of the page.
        let shown = RefCell::new(Vec::new());
        cx.shows(list, move |study, report| {
            let before = shown.replace(report.findings.clone());
            let groups = groups(study, report, kind);
            let groups = groups.iter().map(|group| {
                let mut members = group.members.iter();
                if members.all(|(_, finding)| before.contains(finding)) {
                    return Node::Same;
                }
                show(cx, study, group)
            });
            groups.collect()
        })
    };
    section("criteria", h2, "criteria-title", words.title.into())
        .attr("data-show", move || {
            let state = cx.shown.get();
            (!state.is_empty()).then_some(state)
        })
        .child(of_class(p, "lead", words.intro))
        .child(cx.shows(div(), move |study, report| {
            picture::labs(cx, study, report).into_iter().collect()
        }))
        .child(filter(cx))
        .child(bare(h3, words.inclusion))
        .child(of(Kind::Inclusion))
        .child(bare(h3, words.exclusion))
        .child(of(Kind::Exclusion))
        .into()
}

/// Which criteria are shown: all, those that are still open, or those that exclude.
fn filter(cx: UiContext) -> Node {
    let words = &cx.page().tools;
    // A state by its key; none for all.
    let count = move |state: &str| {
        cx.screened.with(|screened| {
            let findings = screened.report.findings.iter();
            let wanted = findings.filter(|f| state.is_empty() || f.state().key() == state);
            wanted.count()
        })
    };
    let choice = |state: &'static str, sentence| {
        button("plain", Node::Nothing)
            .attr("aria-pressed", move || {
                let pressed = cx.shown.with(|shown| shown == state);
                Some(if pressed { "true" } else { "false" })
            })
            .text_of(move || fill(sentence, &[("count", &count(state).to_string())]))
            .on("click", move |_| cx.shown.set(state.to_owned()))
            .into()
    };
    let none = move || cx.shown.with(|shown| count(shown) == 0);
    div()
        .class("filter")
        .attr("role", "group")
        .attr("aria-label", words.filter)
        .children(vec![
            choice("", words.show_all),
            choice(State::Unknown.key(), words.show_open),
            choice(State::Fails.key(), words.show_excluding),
        ])
        .child(
            p().class("note")
                .hidden(move || !none())
                .child(words.show_none),
        )
        .into()
}

/// Criteria that share a printed bullet.
struct Group<'a> {
    bullets: Vec<BulletRef>,
    members: Vec<(&'a Criterion, &'a Finding)>,
}

fn groups<'a>(study: &'a Study, report: &'a Report, kind: Kind) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let pairs = study.criteria.iter().zip(&report.findings);
    for (criterion, finding) in pairs.filter(|(criterion, _)| criterion.kind == kind) {
        let shares = |group: &&mut Group<'_>| {
            let mut printed = criterion.printed.iter();
            printed.any(|bullet| group.bullets.contains(bullet))
        };
        match groups.iter_mut().find(shares) {
            Some(group) => {
                group.members.push((criterion, finding));
                for bullet in &criterion.printed {
                    if !group.bullets.contains(bullet) {
                        group.bullets.push(*bullet);
                    }
                }
            }
            None => groups.push(Group {
                bullets: criterion.printed.clone(),
                members: vec![(criterion, finding)],
            }),
        }
    }
    groups
}

fn show(cx: UiContext, study: &Study, group: &Group<'_>) -> Node {
    let several = group.members.len() > 1;
    let numbers = group.bullets.iter().map(|bullet| bullet.number.to_string());
    let numbers: Vec<String> = numbers.collect();
    let numbers = fill(
        cx.page().criteria.bullet,
        &[("numbers", &numbers.join(" + "))],
    );
    let printed = group.bullets.iter().filter_map(|bullet| {
        let text = marked(group, *bullet, study.bullet(*bullet)?);
        Some(p().children(text).into())
    });
    let printed = printed.collect();
    let rows = group
        .members
        .iter()
        .map(|(criterion, found)| criterion::row(cx, criterion, found, several))
        .collect();
    li().class("bullet")
        .child(of_class(h4, "bullet-number", numbers))
        .child(blockquote().attr("lang", "en").children(printed))
        .child(ul().class("rows").children(rows))
        .into()
}

/// A printed bullet with each criterion's own part marked; not a character is added or left out.
fn marked(group: &Group<'_>, bullet: BulletRef, text: &str) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut rest = text;
    for (criterion, _) in &group.members {
        for (at, part) in criterion.printed.iter().zip(&criterion.words) {
            let found = (*at == bullet).then(|| around(rest, part));
            if let Some((before, after)) = found.flatten() {
                nodes.push(before.to_owned().into());
                nodes.push(bare(mark, part.clone()));
                rest = after;
            }
        }
    }
    nodes.push(rest.to_owned().into());
    nodes
}
