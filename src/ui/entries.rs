//! The entries about the patient, in the order of a printout.

use leptos::prelude::*;

use super::Desk;
use super::field::{Choices, TextField, choices, lab_field, text_field};
use super::reading::Field;
use crate::clinical::Analyte;

/// Age, sex, laboratory values, clinical signs.
pub fn entries(desk: Desk) -> AnyView {
    let page = desk.page();
    let words = &page.form;
    view! {
        <section class="entries" aria-labelledby="entries-title">
            <div class="title-row">
                <h2 id="entries-title">{words.title}</h2>
                {clear_all(desk)}
            </div>
            <p class="lead">{words.intro}</p>
            <h3>{words.patient}</h3>
            <div class="fields">{age(desk)} {sex(desk)}</div>
            <h3>{words.labs}</h3>
            <p class="lead">{words.labs_note}</p>
            <div class="fields">{labs(desk)}</div>
            <h3>{words.signs}</h3>
            {signs(desk)}
        </section>
    }
    .into_any()
}

fn clear_all(desk: Desk) -> AnyView {
    let words = &desk.page().form;
    let form = desk.form;
    let clear = move |_| {
        form.clear();
        desk.announced.set(words.cleared.to_owned());
    };
    view! {
        <div class="actions">
            <button type="button" id="clear" class="plain" on:click=clear>
                {words.clear_all}
            </button>
            <button
                type="button"
                id="undo"
                class="plain"
                hidden=move || !form.can_undo()
                on:click=move |_| form.undo()
            >
                {words.undo}
            </button>
        </div>
    }
    .into_any()
}

fn age(desk: Desk) -> AnyView {
    let words = &desk.page().form;
    text_field(
        desk,
        TextField {
            id: "age",
            field: Field::Age,
            text: desk.form.age,
            label: words.age,
            note: words.age_note,
            kind: "text",
            unit: view! { <span class="unit">{words.years}</span> }.into_any(),
            beside: None,
        },
    )
}

fn sex(desk: Desk) -> AnyView {
    let words = &desk.page().form;
    choices(
        desk,
        Choices {
            name: "sex".to_owned(),
            text: desk.form.sex,
            legend: words.sex_note.to_owned(),
            before: None,
            options: vec![("female", words.female), ("male", words.male)],
            short: true,
            after: None,
        },
    )
}

fn labs(desk: Desk) -> Vec<AnyView> {
    let words = &desk.page().form;
    let note = |analyte| match analyte {
        Analyte::Inr => words.inr_note,
        Analyte::ProthrombinActivity => words.activity_note,
        Analyte::ProthrombinProlongation => words.prolongation_note,
        _ => "",
    };
    desk.form
        .labs
        .into_iter()
        .map(|lab| lab_field(desk, lab, note(lab.analyte)))
        .collect()
}

fn signs(desk: Desk) -> AnyView {
    let words = &desk.page().form;
    let names = &desk.words().names;
    let group = |name: &str, text, legend: &str, before: Option<AnyView>, options| {
        choices(
            desk,
            Choices {
                name: name.to_owned(),
                text,
                legend: legend.to_owned(),
                before,
                options,
                short: false,
                after: None,
            },
        )
    };
    let ascites = group(
        "ascites",
        desk.form.ascites,
        names.ascites,
        None,
        vec![
            ("none", words.ascites_none),
            ("slight", words.ascites_slight),
            ("moderate", words.ascites_moderate),
        ],
    );
    let note = view! { <p class="note">{words.encephalopathy_note}</p> }.into_any();
    let encephalopathy = group(
        "encephalopathy",
        desk.form.encephalopathy,
        names.encephalopathy,
        Some(note),
        vec![
            ("none", words.encephalopathy_none),
            ("grade1-2", words.encephalopathy_low),
            ("grade3-4", words.encephalopathy_high),
        ],
    );
    let dialysis = group(
        "dialysis",
        desk.form.dialysis,
        names.dialysis,
        None,
        vec![("yes", words.dialysis_yes), ("no", words.dialysis_no)],
    );
    vec![ascites, encephalopathy, dialysis].into_any()
}
