//! Every criterion below the printed bullet it comes from. Bullets and criteria do not match one to one in
//! a registry: a bullet may hold several criteria, and a criterion may run over two bullets.

use leptos::prelude::*;

use super::{Desk, finding};
use crate::screening::{Finding, Report};
use crate::study::Study;
use crate::study::model::{BulletRef, Criterion, Kind};
use crate::words::fill;

/// The criteria.
pub fn criteria(desk: Desk) -> AnyView {
    let words = &desk.page().criteria;
    let of = |kind, title| {
        let groups = desk.shows(move |study, report| list(desk, study, report, kind));
        view! {
            <h3>{title}</h3>
            {groups}
        }
        .into_any()
    };
    view! {
        <section class="criteria" aria-labelledby="criteria-title">
            <h2 id="criteria-title">{words.title}</h2>
            <p class="lead">{words.intro}</p>
            {of(Kind::Inclusion, words.inclusion)}
            {of(Kind::Exclusion, words.exclusion)}
        </section>
    }
    .into_any()
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

fn list(desk: Desk, study: &Study, report: &Report, kind: Kind) -> AnyView {
    let groups: Vec<AnyView> = groups(study, report, kind)
        .iter()
        .map(|group| show(desk, study, group))
        .collect();
    view! { <ol class="bullets">{groups}</ol> }.into_any()
}

fn show(desk: Desk, study: &Study, group: &Group<'_>) -> AnyView {
    let words = &desk.page().criteria;
    let several = group.members.len() > 1;
    let numbers: Vec<String> = group
        .bullets
        .iter()
        .map(|bullet| bullet.number.to_string())
        .collect();
    let numbers = fill(words.bullet, &[("numbers", &numbers.join(" + "))]);
    let printed: Vec<AnyView> = group
        .bullets
        .iter()
        .filter_map(|bullet| {
            let text = marked(group, *bullet, study.bullet(*bullet)?);
            Some(view! { <p>{text}</p> }.into_any())
        })
        .collect();
    let rows: Vec<AnyView> = group
        .members
        .iter()
        .map(|(criterion, found)| finding::row(desk, criterion, found, several))
        .collect();
    view! {
        <li class="bullet">
            <h4 class="bullet-number">{numbers}</h4>
            <blockquote lang="en">{printed}</blockquote>
            <ul class="rows">{rows}</ul>
        </li>
    }
    .into_any()
}

/// A printed bullet with each criterion's own part marked; not a character is added or left out.
fn marked(group: &Group<'_>, bullet: BulletRef, text: &str) -> Vec<AnyView> {
    let mut views = Vec::new();
    let mut rest = text;
    for (criterion, _) in &group.members {
        for (at, part) in criterion.printed.iter().zip(&criterion.words) {
            let found = (*at == bullet).then(|| rest.split_once(part.as_str()));
            if let Some((before, after)) = found.flatten() {
                views.push(before.to_owned().into_any());
                views.push(view! { <mark>{part.clone()}</mark> }.into_any());
                rest = after;
            }
        }
    }
    views.push(rest.to_owned().into_any());
    views
}
