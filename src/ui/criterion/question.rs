//! The questions that a study asks the clinician, each with the registry's own words beside it.

use crate::study::model::{Criterion, Kind};
use crate::ui::context::{UiContext, bare, of_class, section};
use crate::ui::criterion::bulk;
use crate::ui::field::{Choices, choices, day_field};
use crate::ui::form::asks;
use crate::ui::reading::Field;
use crate::view::Node;
use crate::view::html::{details, div, h2, h3, p, q, span, summary};

/// The questions, inclusion before exclusion.
pub fn questions(cx: UiContext) -> Node {
    let words = &cx.page().form;
    let study = cx.study();
    let of = |kind| -> Vec<Node> {
        let criteria = study.criteria.iter().filter(|c| c.kind == kind);
        criteria.filter_map(|c| question(cx, c)).collect()
    };
    let (inclusion, exclusion) = (of(Kind::Inclusion), of(Kind::Exclusion));
    if inclusion.is_empty() && exclusion.is_empty() {
        return Node::Nothing;
    }
    section("questions", h2, "questions-title", words.questions.into())
        .child(of_class(p, "lead", words.questions_note))
        .child(of_class(p, "note", cx.page().tools.keys))
        .child(bare(h3, words.inclusion))
        .children(inclusion)
        .child(bare(h3, words.exclusion))
        .child(div().class("bulk").children(bulk::no_to_the_rest(cx)))
        .children(exclusion)
        .into()
}

fn question(cx: UiContext, criterion: &Criterion) -> Option<Node> {
    let not_applicable = asks(criterion)?;
    let words = &cx.page().form;
    let asked = criterion.question.as_ref().unwrap_or(&criterion.name);
    let quoted = p()
        .class("quoted")
        .child(of_class(span, "id", criterion.id.to_string()))
        .child(quote(criterion))
        .child(" ")
        .child(cx.translation(criterion.translation.as_deref()));
    let help = criterion.help.as_ref().map(|help| {
        details()
            .child(bare(summary, words.help))
            .child(p().children(cx.said(help.in_lang(cx.lang))))
    });
    let mut options = vec![
        ("yes", words.yes),
        ("no", words.no),
        ("unknown", words.dont_know),
    ];
    if not_applicable {
        options.push(("not-applicable", words.not_applicable));
    }
    Some(choices(
        cx,
        Choices {
            name: criterion.id.to_string(),
            text: cx.form.answer(&criterion.id)?,
            legend: asked.in_lang(cx.lang).to_owned(),
            before: quoted.into(),
            options,
            short: true,
            after: div()
                .class("after")
                .child(event(cx, criterion))
                .child(help)
                .into(),
        },
    ))
}

/// The registry's own words of a criterion.
pub fn quote(criterion: &Criterion) -> Node {
    q().attr("lang", "en")
        .child(criterion.words.join(" "))
        .into()
}

/// The day of the event, where the criterion is about one within a window of time.
fn event(cx: UiContext, criterion: &Criterion) -> Option<Node> {
    let words = &cx.page().form;
    let id = [&*criterion.id, "-event"].concat();
    let field = Field::Event(criterion.id.to_string());
    let text = cx.form.event(&criterion.id)?;
    let said = (words.event, words.event_note);
    Some(day_field(cx, id, field, text, said))
}
