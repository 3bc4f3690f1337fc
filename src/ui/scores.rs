//! The scores: each as it stands, what it is made of, and what it still needs.

use leptos::prelude::*;

use super::{Desk, icon};
use crate::clinical::child_pugh::{ChildPugh, Part};
use crate::clinical::inputs::{Clamp, Used};
use crate::clinical::{Item, Outcome, Rounded};
use crate::screening::Report;
use crate::screening::criterion::Reason;
use crate::study::Study;
use crate::study::model::ScoreName;
use crate::words::{self, fill};

/// The scores.
pub fn scores(desk: Desk) -> AnyView {
    view! {
        <section class="scores" aria-labelledby="scores-title">
            <h3 id="scores-title">{desk.page().scores.title}</h3>
            {desk.shows(move |study, report| all(desk, study, report))}
        </section>
    }
    .into_any()
}

fn all(desk: Desk, study: &Study, report: &Report) -> AnyView {
    let cards: Vec<AnyView> = ScoreName::NAMES
        .iter()
        .map(|(_, name)| card(desk, study, report, *name))
        .collect();
    view! { <div class="score-cards">{cards}</div> }.into_any()
}

/// What a card shows of a score.
struct Shown {
    /// The number, where it is settled.
    value: Option<String>,
    /// The class or grade, where there is one.
    class: Option<String>,
    /// The least and the greatest, where it is open.
    possible: (String, String),
    missing: Vec<Item>,
    imprecise: Vec<Item>,
}

fn shown<T>(
    outcome: &Outcome<T>,
    value: impl Fn(&T) -> String,
    class: impl Fn(&T) -> Option<String>,
) -> Shown {
    let (low, high) = outcome.ends();
    let (missing, imprecise) = match outcome {
        Outcome::Known(_) => (Vec::new(), Vec::new()),
        Outcome::Open {
            missing, imprecise, ..
        } => (missing.clone(), imprecise.clone()),
    };
    Shown {
        value: outcome.known().map(&value),
        class: outcome.known().and_then(class),
        possible: (value(low), value(high)),
        missing,
        imprecise,
    }
}

fn of(desk: Desk, report: &Report, name: ScoreName) -> Shown {
    let words = &desk.page().scores;
    let scores = &report.scores;
    let rounded = |outcome| shown(outcome, |score: &Rounded| score.value.to_string(), |_| None);
    match name {
        ScoreName::ChildPugh => shown(
            &scores.child_pugh,
            |score| score.total().to_string(),
            |score| Some(fill(words.class, &[("class", score.class().letter())])),
        ),
        ScoreName::Meld => rounded(&scores.meld),
        ScoreName::MeldNa => rounded(&scores.meld_na),
        ScoreName::Meld3 => rounded(&scores.meld_3),
        ScoreName::Albi => shown(
            &scores.albi,
            |score| minus(format!("{:.2}", score.value)),
            |score| Some(fill(words.grade, &[("grade", &score.grade().to_string())])),
        ),
    }
}

/// A number with a minus sign instead of a hyphen.
fn minus(number: String) -> String {
    number.replace('-', "−")
}

/// A settled score in one word: the number, with the letter of its class.
pub fn figure(desk: Desk, report: &Report, name: ScoreName) -> Option<String> {
    let value = of(desk, report, name).value?;
    Some(match report.scores.child_pugh.known() {
        Some(score) if name == ScoreName::ChildPugh => {
            [value.as_str(), score.class().letter()].join(" ")
        }
        _ => value,
    })
}

fn card(desk: Desk, study: &Study, report: &Report, name: ScoreName) -> AnyView {
    let words = &desk.page().scores;
    let shown = of(desk, report, name);
    let version = match name {
        ScoreName::ChildPugh => words.child_pugh_version,
        ScoreName::Meld => words.meld_version,
        ScoreName::MeldNa => words.meld_na_version,
        ScoreName::Meld3 => words.meld_3_version,
        ScoreName::Albi => words.albi_version,
    };
    let list = |items: &[Item], sentence| {
        let names: Vec<&str> = items.iter().map(|item| desk.words().item(*item)).collect();
        let names = names.join(desk.words().names.list_separator);
        (!names.is_empty())
            .then(|| view! { <p class="needs">{fill(sentence, &[("items", &names)])}</p> })
    };
    let open = shown.value.is_none().then(|| {
        let (low, high) = &shown.possible;
        fill(words.possible, &[("low", low), ("high", high)])
    });
    let state = if shown.value.is_some() {
        "known"
    } else {
        "open"
    };
    view! {
        <article class="score card" part="score" id=["score-", name.key()].concat() data-state=state>
            <h4>{desk.words().score(name)}</h4>
            <p class="figure">
                {shown.value.map(|value| view! { <span class="value">{value}</span> })}
                {shown.class.map(|class| view! { <span class="class">{class}</span> })}
                {open.map(|open| view! { <span class="open">{open}</span> })}
            </p>
            {list(&shown.missing, words.missing)}
            {list(&shown.imprecise, words.imprecise)}
            {limits(desk, report, name)}
            {flags(desk, study, report, name)}
            {(name == ScoreName::ChildPugh).then(|| points(desk, &report.scores.child_pugh))}
            {clamped(desk, report, name)}
            <p class="version">{version}</p>
        </article>
    }
    .into_any()
}

/// The limits that the study sets for a score.
fn limits(desk: Desk, report: &Report, name: ScoreName) -> Vec<AnyView> {
    let limit = |finding: &crate::screening::Finding| match &finding.said.reason {
        Reason::Score {
            score, op, limit, ..
        } if *score == name => {
            let text = fill(
                desk.page().scores.limit,
                &[
                    ("limit", &words::limit(*op, *limit, None)),
                    ("id", &finding.id),
                ],
            );
            Some(view! { <p class="limit">{text}</p> }.into_any())
        }
        _ => None,
    };
    report.findings.iter().filter_map(limit).collect()
}

/// Where another reading by this score decides a criterion otherwise than the reading computed.
fn flags(desk: Desk, study: &Study, report: &Report, name: ScoreName) -> Vec<AnyView> {
    let mut flags = Vec::new();
    for finding in &report.findings {
        let criterion = study.criterion(&finding.id);
        for said in finding.disagreeing() {
            let by_this = matches!(said.reason, Reason::Score { score, .. } if score == name);
            let reading = criterion
                .and_then(|c| c.readings.iter().find(|reading| reading.id == said.reading));
            let Some(reading) = reading.filter(|_| by_this) else {
                continue;
            };
            let text = reading.caution.as_ref().unwrap_or(&reading.says);
            let see = fill(desk.page().scores.see, &[("id", &finding.id)]);
            flags.push(
                view! {
                    <div class="caution">
                        {icon::draw(icon::CAUTION)}
                        <p>
                            {text.in_lang(desk.lang).to_owned()} " "
                            {desk.criterion_link(finding.id.clone(), see)}
                        </p>
                    </div>
                }
                .into_any(),
            );
        }
    }
    flags
}

/// Child-Pugh item by item; an item that is open shows the points it can have.
fn points(desk: Desk, outcome: &Outcome<ChildPugh>) -> AnyView {
    let words = desk.words();
    let (low, high) = outcome.ends();
    let rows = low
        .parts()
        .zip(high.parts())
        .map(|((part, low), (_, high))| {
            let name = match part {
                Part::Bilirubin => words.names.bilirubin,
                Part::Albumin => words.names.albumin,
                Part::Coagulation => words.page.scores.coagulation,
                Part::Ascites => words.names.ascites,
                Part::Encephalopathy => words.names.encephalopathy,
            };
            let settled = low == high;
            let text = if settled {
                low.to_string()
            } else {
                [low.to_string(), high.to_string()].join("–")
            };
            let dots: Vec<_> = (1..=3_u8)
                .map(|dot| view! { <i class:on=settled && dot <= low></i> })
                .collect();
            view! {
                <li>
                    <span>{name}</span>
                    <span class="dots" aria-hidden="true">{dots}</span>
                    <b>{text}</b>
                </li>
            }
        });
    let rows: Vec<_> = rows.collect();
    view! { <ul class="points">{rows}</ul> }.into_any()
}

/// What entered a formula as another number than was measured, and the score before rounding.
fn clamped(desk: Desk, report: &Report, name: ScoreName) -> Option<AnyView> {
    let score = match name {
        ScoreName::Meld => &report.scores.meld,
        ScoreName::MeldNa => &report.scores.meld_na,
        ScoreName::Meld3 => &report.scores.meld_3,
        ScoreName::ChildPugh | ScoreName::Albi => return None,
    };
    let score = score.known()?;
    let unrounded = format!("{:.2}", score.unrounded);
    let unrounded = fill(desk.page().scores.unrounded, &[("value", &unrounded)]);
    let sentences = score.used.iter().filter_map(|used| changed(desk, used));
    let sentences: Vec<_> = sentences
        .map(|sentence| view! { <li>{sentence}</li> })
        .collect();
    Some(
        view! {
            <ul class="used">
                <li>{minus(unrounded)}</li>
                {sentences}
            </ul>
        }
        .into_any(),
    )
}

fn changed(desk: Desk, used: &Used) -> Option<String> {
    let words = &desk.page().scores;
    let why = match used.clamp? {
        Clamp::Floor => words.floor,
        Clamp::Cap => words.cap,
        Clamp::Dialysis => words.dialysis,
    };
    let measured = match used.item {
        // Formulas take the conventional unit, which stands last; the value is shown and not computed with.
        Item::Lab(analyte) => desk.reading.with(|reading| {
            let lab = reading.case.patient.inputs.lab(analyte)?;
            let unit = analyte.units().last()?.unit;
            Some(
                [
                    lab.number().comparator.sign(),
                    &lab.shown_in(unit)?.to_string(),
                ]
                .concat(),
            )
        }),
        _ => None,
    };
    Some(fill(
        words.used,
        &[
            ("name", desk.words().item(used.item)),
            ("measured", &measured.unwrap_or_default()),
            ("value", &format!("{:.1}", used.value)),
            ("why", why),
        ],
    ))
}
