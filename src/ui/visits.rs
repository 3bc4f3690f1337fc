//! The visits from a planned first infusion. An open date is shown as open.

use leptos::prelude::*;

use super::Desk;
use super::field::{TextField, text_field};
use super::reading::Field;
use crate::dates;
use crate::screening::{Appointment, Report};
use crate::study::Study;
use crate::study::model::{Recruitment, Visit};
use crate::words::fill;

/// The visits.
pub fn visits(desk: Desk) -> AnyView {
    let words = &desk.page().visits;
    let study = desk.study();
    if study.schedule.is_empty() {
        return ().into_any();
    }
    let closed = study.enrolment.recruitment == Recruitment::Closed;
    let (title, note) = if closed {
        (words.title_closed, words.note_closed)
    } else {
        (words.title, "")
    };
    let field = text_field(
        desk,
        TextField {
            id: "firstInfusion",
            field: Field::FirstInfusion,
            text: desk.form.first_infusion,
            label: words.first,
            note: words.first_note,
            kind: "date",
            unit: ().into_any(),
            beside: None,
        },
    );
    view! {
        <section class="visits" aria-labelledby="visits-title">
            <h2 id="visits-title">{title}</h2>
            <p class="lead">{[note, words.note].join(" ")}</p>
            {field}
            {desk.shows(move |study, report| list(desk, study, report))}
        </section>
    }
    .into_any()
}

fn list(desk: Desk, study: &Study, report: &Report) -> AnyView {
    let rows: Vec<AnyView> = report
        .schedule
        .iter()
        .filter_map(|at| Some((at, study.schedule.get(at.visit)?)))
        .map(|(appointment, visit)| row(desk, appointment, visit))
        .collect();
    view! { <ol id="schedule" class="schedule">{rows}</ol> }.into_any()
}

fn row(desk: Desk, appointment: &Appointment, visit: &Visit) -> AnyView {
    let words = &desk.page().visits;
    let day = appointment
        .day
        .map(|day| fill(words.day, &[("day", &day.to_string())]));
    let date = match (appointment.date, appointment.between) {
        (Some(date), _) => dates::iso(date),
        (None, Some((from, to))) => fill(
            words.between,
            &[("from", &dates::iso(from)), ("to", &dates::iso(to))],
        ),
        (None, None) if appointment.firm => words.no_date.to_owned(),
        (None, None) => words.open.to_owned(),
    };
    let said = visit.open.as_ref().or(visit.source.as_ref());
    let said = said.map(|said| {
        view! { <p class="note">{said.in_lang(desk.lang).to_owned()}</p> }
    });
    view! {
        <li data-firm=appointment.firm.to_string()>
            <p class="visit">
                <b>{visit.label.in_lang(desk.lang).to_owned()}</b>
                <span class="day">{day}</span>
                <span class="date">{date}</span>
            </p>
            {said}
        </li>
    }
    .into_any()
}
