//! What stands behind the row of a criterion: the registry's item, the question, why the result is what it is, the
//! reading applied, the other readings with their outcome, and the evidence. Made when somebody unfolds it.

use crate::screening::Finding;
use crate::screening::finding::{Margin, ReadingResult, Reason};
use crate::study::Study;
use crate::study::around;
use crate::study::model::{BulletRef, Criterion, Grade, Reading};
use crate::ui::context::{UiContext, bare, of_class};
use crate::ui::criterion::parts::parts;
use crate::ui::criterion::state_badge;
use crate::ui::{picture, reference, written};
use crate::view::Node;
use crate::view::html::{b, blockquote, div, li, mark, p, span, ul};
use crate::words::page::CriteriaWords;
use crate::words::{self, fill, value_unit};

/// Everything that is unfolded.
pub fn behind(cx: UiContext, study: &Study, criterion: &Criterion, finding: &Finding) -> Vec<Node> {
    let page = &cx.page().criteria;
    let question = criterion.question.as_ref().map(|question| {
        let question = cx.said(question).within(p());
        titled(page.question, question.into())
    });
    let help = criterion
        .help
        .as_ref()
        .map(|help| p().class("note").children(cx.quoted(help)));
    let margin = finding.margin.map(|margin| margin_words(page, margin));
    let because = [Some(words::finding_reason(cx.lang, finding)), margin];
    let because: Vec<String> = because.into_iter().flatten().collect();
    let computed = criterion.readings.first().map(|reading| {
        div()
            .child(bare(b, page.computed))
            .child(says(cx, reading))
            .child(evidence(cx, criterion, reading))
    });
    let others = finding
        .others
        .iter()
        .filter_map(|result| Some((result, reading_of(criterion, result)?)))
        .map(|(result, reading)| other(cx, criterion, result, reading));
    let others: Vec<Node> = others.collect();
    let others = (!others.is_empty())
        .then(|| titled(page.others, ul().class("others").children(others).into()));
    let mut nodes = vec![
        printed(cx, study, criterion),
        question.into(),
        help.into(),
        titled(page.result, bare(p, because.join(cx.lang.space()))),
    ];
    if let Reason::Parts(composed) = &finding.computed.reason {
        nodes.push(titled(page.parts, parts(cx, composed)));
    }
    nodes.extend([
        picture::lab(cx, criterion, finding).into(),
        computed.into(),
        others.into(),
    ]);
    nodes
}

fn titled(title: &'static str, child: Node) -> Node {
    div().child(bare(b, title)).child(child).into()
}

/// The registry's items that the criterion comes from, its own part of each marked, and their translation.
fn printed(cx: UiContext, study: &Study, criterion: &Criterion) -> Node {
    let numbers = criterion.printed.iter().map(|item| item.number.to_string());
    let numbers: Vec<String> = numbers.collect();
    let title = fill(
        cx.page().criteria.bullet,
        &[("numbers", &numbers.join(" + "))],
    );
    let language = reference::language_of(&criterion.excerpts.concat());
    let items = criterion.printed.iter().filter_map(|item| {
        let text = marked(criterion, *item, study.bullet(*item)?);
        Some(p().children(text).into())
    });
    div()
        .child(bare(b, title))
        .child(
            blockquote()
                .attr("lang", language)
                .children(items.collect()),
        )
        .child(cx.translation(criterion.translation.as_ref().map(|text| text.zh.as_str())))
        .into()
}

/// A printed item with the criterion's own part marked; not a character is added or left out.
fn marked(criterion: &Criterion, item: BulletRef, text: &str) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut rest = text;
    for (at, part) in criterion.printed.iter().zip(&criterion.excerpts) {
        let found = (*at == item).then(|| around(rest, part));
        if let Some((before, after)) = found.flatten() {
            nodes.push(before.to_owned().into());
            nodes.push(bare(mark, part.clone()));
            rest = after;
        }
    }
    nodes.push(rest.to_owned().into());
    nodes
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

/// The reading that says something.
fn reading_of<'a>(criterion: &'a Criterion, result: &ReadingResult) -> Option<&'a Reading> {
    criterion
        .readings
        .iter()
        .find(|reading| reading.id == result.reading)
}

fn other(cx: UiContext, criterion: &Criterion, result: &ReadingResult, reading: &Reading) -> Node {
    li().child(state_badge(cx, criterion.kind, result.state))
        .child(says(cx, reading))
        .child(bare(
            p,
            words::result_reason(cx.lang, criterion.kind, result),
        ))
        .child(evidence(cx, criterion, reading))
        .into()
}
/// What a reading says and how well it is supported.
fn says(cx: UiContext, reading: &Reading) -> Node {
    let words = &cx.page().criteria;
    let means = match reading.grade {
        Grade::A => words.grade_a,
        Grade::B => words.grade_b,
        Grade::C => words.grade_c,
    };
    let grade = fill(
        words.grade,
        &[("grade", reading.grade.letter()), ("means", means)],
    );
    p().children(cx.quoted(&reading.says))
        .child(" ")
        .child(of_class(span, "grade", grade))
        .into()
}

/// What supports it.
fn evidence(cx: UiContext, criterion: &Criterion, reading: &Reading) -> Node {
    if reading.evidence.is_empty() {
        return Node::Nothing;
    }
    let name = words::written::evidence_of(&criterion.id, &reading.id);
    titled(cx.page().criteria.evidence, written::here(cx, name).into())
}
