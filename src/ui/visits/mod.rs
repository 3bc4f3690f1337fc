//! The visits from a planned first infusion. An open date is shown as open.

#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;

use leptos::prelude::*;

use crate::exchange::form::Field;
use crate::screening::{Appointment, Intake};
use crate::study::model::Visit;
use crate::ui::context::{UiContext, of_class};
use crate::ui::field::{TextField, text_field};
use crate::ui::picture;
use crate::view::Node;
use crate::view::html::{self, b, details, div, h2, li, ol, p, span, summary};
use crate::words::{self, fill};

/// The visits.
pub fn visits(cx: UiContext) -> Node {
    if cx.study().schedule.is_empty() {
        return Node::Nothing;
    }
    // What somebody here says of enrolment counts before what the file says.
    let closed = Memo::new(move |_| {
        let intake = cx.screened.with(|now| now.report.intake);
        matches!(intake, Intake::Closed { .. })
    });
    html::section()
        .class("visits")
        .attr("aria-labelledby", "visits-title")
        .children_of(move || inside(cx, closed.get()))
        .into()
}

fn inside(cx: UiContext, closed: bool) -> Vec<Node> {
    let words = &cx.page().visits;
    let title = if closed {
        words.title_closed
    } else {
        words.title
    };
    let title = h2().id("visits-title").child(title);
    let field = text_field(
        cx,
        TextField {
            label: words.first_of(&cx.study()).into(),
            note: words.first_note.into(),
            kind: "date",
            ..TextField::new(
                "firstInfusion",
                Field::FirstInfusion,
                cx.form.first_infusion,
            )
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
    let inside = [
        closed
            .then(|| of_class(p, "lead", words.note_closed))
            .into(),
        of_class(p, "lead", words.note_of(&cx.study())),
        field,
        drawn.into(),
        list.into(),
    ];
    // Nobody plans a visit of a study that takes no participants.
    if closed {
        let heading = summary().child(title);
        let folded = details().child(heading).children(inside.into());
        return vec![folded.into()];
    }
    [title.into()].into_iter().chain(inside).collect()
}

fn row(cx: UiContext, appointment: &Appointment, visit: &Visit) -> Node {
    let words = &cx.page().visits;
    let day = appointment.day.map(|day| {
        let day = fill(words.day, &[("day", &day.to_string())]);
        of_class(span, "day", day)
    });
    let date = words::visit_date(cx.lang, appointment);
    let said = visit.open.as_ref().or(visit.source.as_ref());
    let said = said.map(|said| cx.quoted(said));
    let said = said.map(|said| p().class("note").children(said));
    let firm = if appointment.firm { "true" } else { "false" };
    li().attr("data-firm", firm)
        .child(
            p().class("visit")
                .child(cx.said(&visit.label).within(b()))
                .child(day)
                .child(of_class(span, "date", date)),
        )
        .child(said)
        .into()
}
