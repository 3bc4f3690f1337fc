//! What the clinician sees. One direction: fields → [`reading`] → `screening` → what is shown; the parts
//! below only ask and show, and hold neither a threshold nor a word of their own.

mod about;
mod arm;
mod bar;
mod criteria;
mod entries;
mod field;
mod finding;
mod form;
mod icon;
mod questions;
mod reading;
mod result;
mod scores;
mod visits;

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;

use crate::browser::place;
use crate::screening::{Case, Enrolment, Entry, Report, VerdictState, screen};
use crate::study::Study;
use crate::words::page::Page;
use crate::words::{Catalogue, Lang};
use form::Form;
use reading::Reading;

/// What a host or the page's address says; may change while the widget lives.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The language.
    pub lang: Lang,
    /// The day of screening.
    pub as_of: time::Date,
    /// What is said of enrolment.
    pub enrolment: Option<Enrolment>,
}

/// Told of the first report and of every change.
pub type OnReport = Arc<dyn Fn(&Case, &Report) + Send + Sync>;

/// What every part of the page works on.
#[derive(Clone, Copy)]
struct Desk {
    study: StoredValue<Arc<Study>>,
    settings: RwSignal<Settings>,
    form: Form,
    reading: Memo<Reading>,
    report: Memo<Report>,
    /// Said once and politely to those who do not see the page change.
    announced: RwSignal<String>,
    root: NodeRef<Div>,
    lang: Lang,
}

impl Desk {
    fn study(&self) -> Arc<Study> {
        self.study.get_value()
    }

    fn words(&self) -> &'static Catalogue {
        self.lang.catalogue()
    }

    fn page(&self) -> &'static Page {
        &self.lang.catalogue().page
    }

    /// Goes to the first element that one of the selectors finds.
    fn go_to(&self, selectors: &[&str]) {
        if let Some(root) = self.root.get_untracked() {
            place::go_to(&root, selectors);
        }
    }

    /// Goes to the field of an entry: of a group of choices to the one chosen, or else the first.
    fn go_to_entry(&self, key: &str) {
        let at = |what| format!("[data-entry=\"{key}\"] {what}");
        self.go_to(&[&at("input:checked"), &at("input")]);
    }

    /// Goes to a criterion in the list.
    fn go_to_criterion(&self, id: &str) {
        self.go_to(&[&format!("#criterion-{id}")]);
    }

    /// A part of the page that shows the report and follows it.
    fn shows<F>(self, part: F) -> AnyView
    where
        F: Fn(&Study, &Report) -> AnyView + Send + 'static,
    {
        let study = self.study();
        (move || self.report.with(|report| part(&study, report))).into_any()
    }

    /// A button that looks like a link and goes to a criterion.
    fn criterion_link(self, id: String, text: String) -> AnyView {
        let go = move |_| self.go_to_criterion(&id);
        view! { <button type="button" class="link" on:click=go>{text}</button> }.into_any()
    }

    /// A button that goes to the field of an entry.
    fn entry_link(self, entry: &Entry, text: String) -> AnyView {
        let key = entry.key().to_owned();
        let go = move |_| self.go_to_entry(&key);
        view! { <button type="button" class="chip" on:click=go>{text}</button> }.into_any()
    }
}

/// The widget.
#[component]
pub fn App(
    /// The study to screen for.
    study: Arc<Study>,
    /// What may change while the widget lives.
    settings: RwSignal<Settings>,
    /// Told of the first report and of every change.
    on_report: OnReport,
) -> impl IntoView {
    let form = Form::new(&study);
    let reading = {
        let study = study.clone();
        Memo::new(move |_| settings.with(|settings| reading::read(&form.typed(), &study, settings)))
    };
    let report = {
        let study = study.clone();
        Memo::new(move |_| reading.with(|reading| screen(&study, &reading.case)))
    };
    let study = StoredValue::new(study);
    let announced = RwSignal::new(String::new());
    let root = NodeRef::new();

    Effect::new(move || {
        reading.with(|reading| report.with(|report| on_report(&reading.case, report)));
    });
    let state = Memo::new(move |_| report.with(|report| report.verdict.state));
    Effect::new(move |before: Option<VerdictState>| {
        let now = state.get();
        if before.is_some_and(|before| before != now) {
            let lang = settings.with_untracked(|settings| settings.lang);
            announced.set(result::heading(&lang.catalogue().page, now).to_owned());
        }
        now
    });

    let lang = Memo::new(move |_| settings.with(|settings| settings.lang));
    move || {
        let lang = lang.get();
        whole(Desk {
            study,
            settings,
            form,
            reading,
            report,
            announced,
            root,
            lang,
        })
    }
}

fn whole(desk: Desk) -> AnyView {
    view! {
        <div class="widget" part="widget" lang=desk.lang.tag() node_ref=desk.root>
            <p role="status" class="unseen">{move || desk.announced.get()}</p>
            {bar::bar(desk)}
            <div class="layout">
                <div class="ask">{entries::entries(desk)}{questions::questions(desk)}</div>
                <div class="answer" id="result" tabindex="-1">
                    {result::result(desk)}{scores::scores(desk)}{arm::arm(desk)}
                </div>
                <div class="basis">
                    {criteria::criteria(desk)}{visits::visits(desk)}{about::about(desk)}
                </div>
            </div>
        </div>
    }
    .into_any()
}
