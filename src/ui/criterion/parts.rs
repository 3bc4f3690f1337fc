//! The parts of a composed criterion, as a nested list: each with whether it applies, and why.

use crate::screening::Truth;
use crate::screening::reason::{Composed, How, Part, Reason};
use crate::study::ANY_STUDY;
use crate::ui::context::{UiContext, bare, of_class};
use crate::view::Node;
use crate::view::html::{b, div, li, p, span, ul};
use crate::words::{self, fill};

/// What a composed rule asks of its parts, and the parts.
pub fn parts(cx: UiContext, composed: &Composed) -> Node {
    if !ANY_STUDY {
        return Node::Nothing;
    }
    div()
        .child(bare(p, how(cx, composed.how)))
        .child(list(cx, composed))
        .into()
}

fn how(cx: UiContext, how: How) -> String {
    let words = &cx.page().criteria;
    match how {
        How::All => words.how_all.to_owned(),
        How::Any => words.how_any.to_owned(),
        How::AtLeast(n) => fill(words.how_at_least, &[("n", &n.to_string())]),
        How::Not => words.how_not.to_owned(),
        How::When => words.how_when.to_owned(),
    }
}

fn list(cx: UiContext, composed: &Composed) -> Node {
    let names = match composed.how {
        How::When => &cx.page().criteria.when_parts[..],
        _ => &[],
    };
    let parts = composed.parts.iter().enumerate();
    let parts = parts.map(|(at, part)| {
        let name = names.get(at).map(|name| of_class(span, "part-name", *name));
        li().child(name).children(item(cx, part)).into()
    });
    ul().class("parts").children(parts.collect()).into()
}

fn item(cx: UiContext, part: &Part) -> Vec<Node> {
    let words = &cx.page().criteria;
    let state = match part.truth {
        Truth::Holds => words.part_holds,
        Truth::Fails => words.part_fails,
        Truth::Open => words.part_open,
        Truth::Undecidable => words.undecidable,
        Truth::Site => words.for_the_site,
        Truth::NotApplicable => words.not_applicable,
    };
    let mut nodes = vec![bare(b, state), " · ".into()];
    match &part.reason {
        Reason::Parts(composed) => {
            nodes.push(how(cx, composed.how).into());
            nodes.push(list(cx, composed));
        }
        reason => nodes.push(words::reason(cx.lang, part.truth, reason).into()),
    }
    nodes
}
