//! One criterion: its result and why, how far it is from its limit, and behind it the reading, the other
//! readings with their outcome, and the evidence.

pub mod bulk;
pub mod list;
pub mod question;

use crate::screening::finding::{Margin, Said};
use crate::screening::{Finding, State};
use crate::study::check::around;
use crate::study::model::{Criterion, Evidence, Kind, Reading};
use crate::ui::context::{UiContext, bare, of_class};
use crate::ui::criterion::question::quote;
use crate::ui::icon;
use crate::ui::reference;
use crate::view::html::{b, details, div, h5, li, p, span, summary, ul};
use crate::view::{El, Node};
use crate::words::page::CriteriaWords;
use crate::words::{self, fill, value_unit};

fn state_badge(cx: UiContext, kind: Kind, state: State) -> Node {
    span()
        .class("state")
        .attr("data-state", state.key())
        .child(icon::draw(icon::of_state(state)))
        .child(" ")
        .child(cx.page().state(kind, state))
        .into()
}

/// A criterion with its finding. Its own words stand with it where the bullet above holds others too.
pub fn row(cx: UiContext, criterion: &Criterion, finding: &Finding, quoted: bool) -> Node {
    let page = &cx.page().criteria;
    let departs = finding.said.departs;
    let name = criterion.name.in_lang(cx.lang).to_owned();
    let margin = finding
        .margin
        .map(|margin| of_class(span, "margin", margin_words(page, margin)));
    let head = div()
        .class("criterion-head")
        .child(state_badge(cx, finding.kind, finding.state()))
        .child(
            h5().child(of_class(span, "id", criterion.id.to_string()))
                .child(name),
        )
        .child(departs.then(|| of_class(span, "departs", page.departs)))
        .children(to_the_letter(cx, finding));
    let because = p()
        .class("because")
        .child(words::finding_reason(cx.lang, finding))
        .child(" ")
        .child(margin);
    li().id(["criterion-", &criterion.id].concat())
        .class("criterion")
        .attr("tabindex", "-1")
        .attr("data-state", finding.state().key())
        .child(head)
        .child(own(cx, criterion, quoted))
        .child(because)
        .child(div().children(cautions(cx, criterion, finding)))
        .child(behind(cx, criterion, finding))
        .into()
}

/// The criterion's own words, where the bullet above holds others too; and their translation.
fn own(cx: UiContext, criterion: &Criterion, quoted: bool) -> Option<El> {
    let translation = cx.translation(criterion.translation.as_deref());
    (quoted || translation.is_some()).then(|| {
        p().class("own")
            .child(quoted.then(|| quote(criterion)))
            .child(" ")
            .child(translation)
    })
}

/// What the letter of the registry would say, where the reading computed departs from it.
fn to_the_letter(cx: UiContext, finding: &Finding) -> Vec<Node> {
    let literal = |said: &&Said| finding.said.departs && !said.departs;
    let said = finding.others.iter().filter(literal);
    let said = said.map(|said| {
        let state = cx.page().state(finding.kind, said.state);
        let text = fill(cx.page().criteria.to_the_letter, &[("state", state)]);
        of_class(span, "departs", text)
    });
    said.collect()
}

fn margin_words(words: &CriteriaWords, margin: Margin) -> String {
    let distance = margin.distance();
    let number = distance.abs().normalize().to_string();
    let number = match margin.unit {
        Some(unit) => value_unit(&number, unit),
        None if number == "1" => words.point.to_owned(),
        None => fill(words.points, &[("distance", &number)]),
    };
    let sentence = if distance.is_zero() {
        words.at
    } else if distance.is_sign_negative() {
        words.below
    } else {
        words.above
    };
    fill(sentence, &[("distance", &number)])
}

/// Something to know beside a decision.
pub fn caution_box(text: String, link: impl Into<Node>) -> Node {
    div()
        .class("caution")
        .child(icon::draw(icon::CAUTION))
        .child(p().child(text).child(" ").child(link))
        .into()
}

/// What to say where another reading, or another accepted way, decides otherwise.
fn cautions(cx: UiContext, criterion: &Criterion, finding: &Finding) -> Vec<Node> {
    words::cautions(cx.lang, criterion, finding)
        .into_iter()
        .map(|text| caution_box(text, Node::Nothing))
        .collect()
}

/// The reading that says something.
pub fn reading_of<'a>(criterion: &'a Criterion, said: &Said) -> Option<&'a Reading> {
    criterion
        .readings
        .iter()
        .find(|reading| reading.id == said.reading)
}

fn behind(cx: UiContext, criterion: &Criterion, finding: &Finding) -> Node {
    let page = &cx.page().criteria;
    let folded = details().child(bare(summary, page.details));
    let help = criterion
        .help
        .as_ref()
        .map(|help| p().class("note").children(cx.said(help.in_lang(cx.lang))));
    let computed = criterion.readings.first().map(|reading| {
        div()
            .child(bare(b, page.computed))
            .child(says(cx, reading))
            .child(evidence(cx, &reading.evidence))
    });
    let others = finding
        .others
        .iter()
        .filter_map(|said| Some((said, reading_of(criterion, said)?)))
        .map(|(said, reading)| other(cx, criterion.kind, said, reading));
    let others: Vec<Node> = others.collect();
    let others = (!others.is_empty()).then(|| {
        div()
            .child(bare(b, page.others))
            .child(ul().class("others").children(others))
    });
    folded.child(help).child(computed).child(others).into()
}

fn other(cx: UiContext, kind: Kind, said: &Said, reading: &Reading) -> Node {
    li().child(state_badge(cx, kind, said.state))
        .child(says(cx, reading))
        .child(bare(p, words::said_reason(cx.lang, kind, said)))
        .child(evidence(cx, &reading.evidence))
        .into()
}

/// What a reading says and how well it is supported.
fn says(cx: UiContext, reading: &Reading) -> Node {
    let words = &cx.page().criteria;
    let means = match reading.grade.as_str() {
        "A" => words.grade_a,
        "B" => words.grade_b,
        _ => words.grade_c,
    };
    let grade = fill(words.grade, &[("grade", &reading.grade), ("means", means)]);
    p().children(cx.said(reading.says.in_lang(cx.lang)))
        .child(" ")
        .child(of_class(span, "grade", grade))
        .into()
}

fn evidence(cx: UiContext, evidence: &[Evidence]) -> Node {
    if evidence.is_empty() {
        return Node::Nothing;
    }
    let words = &cx.page().criteria;
    let items = evidence.iter().map(|item| {
        let (before, after) = around(words.source, "{source}").unwrap_or_default();
        let source = span()
            .class("grade")
            .child(before)
            .child(reference::source(&item.source))
            .child(fill(after, &[("grade", &item.grade)]));
        li().children(cx.said(item.text.in_lang(cx.lang)))
            .child(" ")
            .child(source)
            .into()
    });
    let items = items.collect();
    div()
        .child(bare(b, words.evidence))
        .child(ul().children(items))
        .into()
}
