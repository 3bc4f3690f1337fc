//! The scores: each as it stands, what it is made of, and what it still needs.

#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;

use crate::clinical::child_pugh::{ChildPugh, Parameter};
use crate::clinical::inputs::{Clamp, Used};
use crate::clinical::{Analyte, Item};
use crate::clinical::{Outcome, Rounded};
use crate::screening::fields;
use crate::screening::finding::Reason;
use crate::screening::score_value::{SingleScore, standing};
use crate::screening::{Caution, Finding, Report};
use crate::study::Study;
use crate::study::model::ScoreName;
use crate::ui::context::{UiContext, bare, of_class, section};
use crate::ui::icon;
use crate::ui::picture;
use crate::view::Node;
use crate::view::html::{article, b, details, div, h3, h4, i, li, p, span, summary, ul};
use crate::words::{self, brief, fill, fixed};

/// So many missing entries are named in the line of a score; more are counted there, and named behind it.
const NAMED: usize = 2;

/// The scores.
pub fn scores(cx: UiContext) -> Node {
    let title = cx.page().scores.title;
    let names = fields::scores(&cx.study());
    if names.is_empty() {
        return Node::Nothing;
    }
    let cards = cx.shows(div().class("score-cards"), move |study, report| {
        let names = names.iter();
        names.map(|name| card(cx, study, report, *name)).collect()
    });
    section("scores", h3, "scores-title", title.into())
        .child(cards)
        .into()
}

/// A score as it stands.
fn of(cx: UiContext, study: &Study, report: &Report, name: ScoreName) -> SingleScore {
    cx.read(|parsed| standing(study, &parsed.case, &report.scores, name))
}

/// A settled score in one word: the number, with the letter of its class.
pub fn figure(cx: UiContext, study: &Study, report: &Report, name: ScoreName) -> Option<String> {
    let value = words::score_value(name, of(cx, study, report, name).settled()?);
    Some(match report.scores.class_of_both_ends(name) {
        Some(class) => [value.as_str(), class].join(" "),
        None => value,
    })
}

fn card(cx: UiContext, study: &Study, report: &Report, name: ScoreName) -> Node {
    let words = &cx.page().scores;
    let scores = &report.scores;
    let (class_words, version) = match name {
        ScoreName::ChildPugh => (words.class, words.child_pugh_version),
        ScoreName::Meld => ("", words.meld_version),
        ScoreName::MeldNa => ("", words.meld_na_version),
        ScoreName::Meld3 => ("", words.meld_3_version),
        ScoreName::Albi => (words.grade, words.albi_version),
        ScoreName::Maddrey => ("", words.maddrey_version),
        ScoreName::Fib4 => ("", words.fib_4_version),
        ScoreName::Apri => ("", words.apri_version),
        ScoreName::Egfr => ("", words.egfr_version),
        ScoreName::CockcroftGault => ("", words.cockcroft_gault_version),
    };
    let standing = of(cx, study, report, name);
    let value = standing.settled();
    let value = value.map(|value| words::score_value(name, value));
    let state = if value.is_some() { "known" } else { "open" };
    let possible = value
        .is_none()
        .then(|| of_class(span, "open", possible(cx, report, name, &standing)));
    let class = scores.class_of_both_ends(name);
    let class = class.map(|class| of_class(span, "class", fill(class_words, &[("class", class)])));
    let figure = span()
        .class("figure")
        .child(value.map(|value| of_class(span, "value", value)))
        .child(possible)
        .child(class);
    let (missing, imprecise) = (&standing.missing, &standing.imprecise);
    let named = missing.len() <= NAMED;
    let lacks = if named {
        needs(cx, missing, words.missing)
    } else {
        let count = missing.len().to_string();
        of_class(
            span,
            "needs",
            fill(words.missing_count, &[("count", &count)]),
        )
    };
    let now = span()
        .class("score-now")
        .child(figure)
        .child(lacks)
        .child(needs(cx, imprecise, words.imprecise))
        .children(limits(cx, report, name));
    let line = summary()
        .class("score-line")
        .child(bare(h4, cx.words().score(name)))
        .child(now);
    let made_of = match name {
        ScoreName::ChildPugh => points(cx, &scores.child_pugh),
        ScoreName::Meld => used(cx, &scores.meld),
        ScoreName::MeldNa => used(cx, &scores.meld_na),
        ScoreName::Meld3 => used(cx, &scores.meld_3),
        _ => Node::Nothing,
    };
    let drawn = match name {
        ScoreName::ChildPugh => picture::child_pugh(cx, report),
        ScoreName::Meld => picture::meld(cx, report),
        _ => None,
    };
    let behind = div()
        .class("score-rest")
        .child((!named).then(|| needs(cx, missing, words.missing)))
        .child(made_of)
        .child(drawn)
        .child(of_class(p, "version", version));
    article()
        .class("score")
        .attr("part", "score")
        .id(["score-", name.key()].concat())
        .attr("data-state", state)
        .child(details().child(line).child(behind))
        .child(div().children(flags(cx, report, name)))
        .into()
}

/// What a score needs, by name.
fn needs(cx: UiContext, items: &[Item], sentence: &str) -> Node {
    if items.is_empty() {
        return Node::Nothing;
    }
    of_class(span, "needs", words::lacks(cx.lang, items, sentence))
}

/// What an open score can be: by the one choice that is open, or from the least to the greatest.
fn possible(cx: UiContext, report: &Report, name: ScoreName, standing: &SingleScore) -> String {
    cx.read(|parsed| {
        let inputs = &parsed.case.patient.inputs;
        words::possible(cx.lang, inputs, &report.scores, name, standing)
    })
}

/// The limits that the study sets for a score, each with whether it is met.
fn limits(cx: UiContext, report: &Report, name: ScoreName) -> Vec<Node> {
    let limit = |finding: &Finding| {
        let Reason::Score(scored) = &finding.computed.reason else {
            return None;
        };
        let asked = brief::asked(cx.lang, finding.kind, scored);
        let state = finding.state();
        let shown = span()
            .class("limit")
            .attr("data-state", state.key())
            .child(icon::draw(icon::of_state(state)))
            .child(
                [
                    " ",
                    &asked,
                    " · ",
                    cx.page().state(finding.kind, state),
                    " (",
                    &finding.id,
                    ")",
                ]
                .concat(),
            );
        (scored.score == name).then(|| shown.into())
    };
    report.findings.iter().filter_map(limit).collect()
}

/// Where this score, or another way of computing it, decides a criterion otherwise than the reading computed.
/// The sentence stands with the criterion; here stands where to find it.
fn flags(cx: UiContext, report: &Report, name: ScoreName) -> Vec<Node> {
    let words = &cx.page().scores;
    let mut flags = Vec::new();
    for found in &report.findings {
        let computed =
            matches!(&found.computed.reason, Reason::Score(scored) if scored.score == name);
        let by_reading = found
            .disagreeing()
            .any(|said| matches!(&said.reason, Reason::Score(scored) if scored.score == name));
        let by_way = found
            .cautions
            .iter()
            .any(|caution| matches!(caution, Caution::Score { score, .. } if *score == name));
        if by_reading || by_way {
            let sentence = if computed {
                words.other_way
            } else {
                words.otherwise
            };
            let link = cx.criterion_link(&found.id, fill(sentence, &[("id", &found.id)]));
            let flag = p().class("flag").child(icon::draw(icon::CAUTION));
            flags.push(flag.child(link).into());
        }
    }
    flags
}

/// Child-Pugh item by item; an item that is open shows the points it can have.
fn points(cx: UiContext, outcome: &Outcome<ChildPugh>) -> Node {
    let words = cx.words();
    let (low, high) = outcome.ends();
    let rows = low.parameters().zip(high.parameters());
    let rows = rows.map(|((part, low), (_, high))| {
        let name = match part {
            Parameter::Bilirubin => words.analyte(Analyte::Bilirubin),
            Parameter::Albumin => words.analyte(Analyte::Albumin),
            Parameter::Coagulation => words.page.scores.coagulation,
            Parameter::Ascites => words.names.ascites,
            Parameter::Encephalopathy => words.names.encephalopathy,
        };
        let settled = low == high;
        let text = if settled {
            low.to_string()
        } else {
            [low.to_string(), high.to_string()].join("–")
        };
        let dot = |dot| {
            let class = if settled && dot <= low { "on" } else { "off" };
            i().class(class).into()
        };
        let dots = span()
            .class("dots")
            .attr("aria-hidden", "true")
            .children((1..=3_u8).map(dot).collect());
        li().child(bare(span, name))
            .child(dots)
            .child(bare(b, text))
            .into()
    });
    ul().class("points").children(rows.collect()).into()
}

/// The score before rounding, and what entered the formula as another number than was measured.
fn used(cx: UiContext, outcome: &Outcome<Rounded>) -> Node {
    let Some(score) = outcome.known() else {
        return Node::Nothing;
    };
    let unrounded = fixed(score.unrounded, 2);
    let unrounded = fill(cx.page().scores.unrounded, &[("value", &unrounded)]);
    let mut lines = vec![bare(li, unrounded)];
    let changed = score.used.iter().filter_map(|used| changed(cx, used));
    lines.extend(changed.map(|line| bare(li, line)));
    ul().class("used").children(lines).into()
}

fn changed(cx: UiContext, used: &Used) -> Option<String> {
    let words = &cx.page().scores;
    let why = match used.clamp? {
        Clamp::Floor => words.floor,
        Clamp::Cap => words.cap,
        Clamp::Dialysis => words.dialysis,
    };
    let measured = match used.item {
        // Formulas take the conventional unit, which stands last; the value is shown and not computed with.
        Item::Lab(analyte) => cx.read(|parsed| {
            let lab = parsed.case.patient.inputs.lab(analyte)?;
            let unit = analyte.units().last()?.unit;
            let value = lab.shown_in(unit)?;
            Some([lab.number().comparator.sign(), &value].concat())
        }),
        _ => None,
    };
    Some(fill(
        words.used,
        &[
            ("name", cx.words().item(used.item)),
            ("measured", &measured.unwrap_or_default()),
            ("value", &fixed(used.value, 1)),
            ("why", why),
        ],
    ))
}
