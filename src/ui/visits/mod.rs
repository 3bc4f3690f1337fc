//! The visits from a planned first infusion. An open date is shown as open.

#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;

use crate::exchange::form::Field;
use crate::screening::Appointment;
use crate::study::model::{Recruitment, Visit};
use crate::ui::context::{UiContext, bare, folded, of_class, section};
use crate::ui::field::{TextField, text_field};
use crate::ui::picture;
use crate::view::Node;
use crate::view::html::{b, div, h2, li, ol, p, span};
use crate::words::{self, fill};

/// The visits.
pub fn visits(cx: UiContext) -> Node {
    let words = &cx.page().visits;
    let study = cx.study();
    if study.schedule.is_empty() {
        return Node::Nothing;
    }
    let closed = study.recruitment() == Recruitment::Closed;
    let title = if closed {
        words.title_closed
    } else {
        words.title
    };
    let field = text_field(
        cx,
        TextField {
            id: "firstInfusion".into(),
            field: Field::FirstInfusion,
            text: cx.form.first_infusion,
            label: words.first,
            note: words.first_note,
            kind: "date",
            unit: Node::Nothing,
            beside: Node::Nothing,
            lab: None,
            spare: false,
        },
    );
    let list = ol().id("schedule").class("schedule");
    let list = cx.shows(list, move |study, report| {
        let appointments = report.schedule.iter();
        let rows = appointments
            .filter_map(|appointment| Some((appointment, study.schedule.get(appointment.visit)?)));
        rows.map(|(appointment, visit)| row(cx, appointment, visit))
            .collect()
    });
    let drawn = cx.shows(div(), move |study, _| {
        let case = cx.read(|parsed| (parsed.case.first_infusion, parsed.case.as_of));
        // Without a planned day the months are counted from today, which moves a mark by a day at most.
        let first = case.0.unwrap_or(case.1);
        picture::visits(cx, study, first).into_iter().collect()
    });
    let inside = vec![
        closed
            .then(|| of_class(p, "lead", words.note_closed))
            .into(),
        of_class(p, "lead", words.note),
        field,
        drawn.into(),
        list.into(),
    ];
    // Nobody plans a visit of a study that takes no participants.
    if closed {
        return folded("visits", "visits-title", title.into(), inside).into();
    }
    section("visits", h2, "visits-title", title.into())
        .children(inside)
        .into()
}

fn row(cx: UiContext, appointment: &Appointment, visit: &Visit) -> Node {
    let words = &cx.page().visits;
    let day = appointment.day.map(|day| {
        let day = fill(words.day, &[("day", &day.to_string())]);
        of_class(span, "day", day)
    });
    let date = words::visit_date(cx.lang, appointment);
    let said = visit.open.as_ref().or(visit.source.as_ref());
    let said = said.map(|said| cx.with_quotes(said.in_lang(cx.lang)));
    let said = said.map(|said| p().class("note").children(said));
    let firm = if appointment.firm { "true" } else { "false" };
    li().attr("data-firm", firm)
        .child(
            p().class("visit")
                .child(bare(b, visit.label.in_lang(cx.lang).to_owned()))
                .child(day)
                .child(of_class(span, "date", date)),
        )
        .child(said)
        .into()
}
