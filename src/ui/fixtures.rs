//! The states in which parts are looked at, and the whole widget: written once beside each part, and shown by the snapshots
//! of the HTML, by the checks of accessibility and by the pictures of the documentation. One more state is one more line
//! of a part's `fixtures.rs`. Most are of the study
//! that ships, some of one that was made up to ask for everything; none is ever in the wasm.

use std::sync::Arc;

use leptos::prelude::*;

use crate::clinical::{Analyte, System};
use crate::dates;
use crate::screening::Enrolment;
use crate::study::model::Recruitment;
use crate::study::{self, Study};
use crate::ui::context::{Settings, UiContext};
use crate::ui::form::Form;
use crate::ui::prerender::switch;
use crate::ui::widget::{Widget, whole};
use crate::ui::{
    about, banner, criterion, dose_group, entries, field, keys, record, score_card, verdict, visits,
};
use crate::view::html::div;
use crate::view::{Node, render_to_string};
use crate::words::Lang;

/// An entry, by the id of its field or the name of its choice, and what is typed or chosen there.
pub type Entered = (&'static str, &'static str);

/// The worked patient: no criterion excludes, and all that is asked is answered.
pub const WORKED: [Entered; 28] = [
    ("age", "52"),
    ("sex", "female"),
    ("units", "si"),
    ("bilirubin", "45"),
    ("albumin", "29"),
    ("inr", "1.5"),
    ("prothrombinActivity", "48"),
    ("creatinine", "78"),
    ("sodium", "136"),
    ("hemoglobin", "102"),
    ("platelets", "58"),
    ("ascites", "slight"),
    ("encephalopathy", "none"),
    ("dialysis", "no"),
    ("I2", "yes"),
    ("I3", "yes"),
    ("E1", "no"),
    ("E2", "no"),
    ("E3", "no"),
    ("E4", "no"),
    ("E5", "no"),
    ("E6", "no"),
    ("E7", "no"),
    ("E8", "no"),
    ("E9", "no"),
    ("E10", "no"),
    ("E11", "no"),
    ("E12", "no"),
];

/// A patient of the study that was made up: no criterion excludes, and all that is asked is answered.
pub const ASKED: [Entered; 22] = [
    ("age", "60"),
    ("sex", "male"),
    ("units", "si"),
    ("weight", "70"),
    ("bilirubin", "60"),
    ("inr", "1.5"),
    ("creatinine", "78"),
    ("platelets", "58"),
    ("platelets-date", "2026-11-20"),
    ("platelets.earlier1", "61"),
    ("platelets.earlier1-date", "2026-08-01"),
    ("alt", "180"),
    ("alt.uln", "40"),
    ("ast", "150"),
    ("ecog", "1"),
    ("stiffness", ">12.9"),
    ("varices", "yes"),
    ("pregnant", "not-applicable"),
    ("biopsy", "yes"),
    ("biopsy-event", "2026-09-01"),
    ("onset", "2026-10-15"),
    ("E3", "no"),
];

/// The day on which all are screened.
const DAY: &str = "2026-11-22";

/// A study that was made up: it has an entry of each kind, rules of each kind that asks for more than a value, and texts that
/// one language lacks.
pub const ASKING: &str = include_str!("fixtures/asking.json");

/// A state of a part, or of the whole widget. It begins with nothing entered, in the study as its file says it.
pub struct Fixture {
    /// What the state is called; no two of a part are called the same.
    pub name: &'static str,
    /// What is entered, in this order.
    pub entered: Vec<Entered>,
    shows: Box<dyn Fn(UiContext) -> Node>,
    enrolment: Option<Enrolment>,
    published: Option<Enrolment>,
    units: Option<System>,
    emptied: bool,
    confirmed: bool,
    unfolded: String,
    asking: bool,
}

/// A state of what a function shows.
pub fn state(name: &'static str, shows: impl Fn(UiContext) -> Node + 'static) -> Fixture {
    Fixture {
        name,
        entered: Vec::new(),
        shows: Box::new(shows),
        enrolment: None,
        published: None,
        units: None,
        emptied: false,
        confirmed: false,
        unfolded: String::new(),
        asking: false,
    }
}

impl Fixture {
    /// With these entries; one that is there already is taken by the later one.
    #[must_use]
    pub fn with(mut self, entered: &[Entered]) -> Self {
        for entry in entered {
            self.entered.retain(|(key, _)| *key != entry.0);
            self.entered.push(*entry);
        }
        self
    }

    /// With the worked patient's entries.
    #[must_use]
    pub fn worked(self) -> Self {
        self.with(&WORKED)
    }

    /// In the study that was made up to ask for everything.
    #[must_use]
    pub fn asking(mut self) -> Self {
        self.asking = true;
        self
    }

    /// Whether it is in that study.
    pub fn is_asking(&self) -> bool {
        self.asking
    }

    /// In a study of which the page around says so much.
    #[must_use]
    pub fn told(mut self, recruitment: Recruitment, enrolled: Option<u16>) -> Self {
        self.enrolment = Some(told(recruitment, enrolled));
        self
    }

    /// In a study of which a file published beside the page says so much.
    #[must_use]
    pub fn published(mut self, recruitment: Recruitment, enrolled: Option<u16>) -> Self {
        self.published = Some(told(recruitment, enrolled));
        self
    }

    /// On a page that chose units for its readers.
    #[must_use]
    pub fn units(mut self, units: System) -> Self {
        self.units = Some(units);
        self
    }

    /// After the form was emptied because the page was left.
    #[must_use]
    pub fn emptied(mut self) -> Self {
        self.emptied = true;
        self
    }

    /// With every value confirmed that waits for it.
    #[must_use]
    pub fn confirmed(mut self) -> Self {
        self.confirmed = true;
        self
    }

    /// With the details of a criterion unfolded.
    #[must_use]
    pub fn unfolded(mut self, criterion: &str) -> Self {
        self.unfolded += criterion;
        self.unfolded.push(' ');
        self
    }

    /// Its HTML in a language, as it stands in a shadow root.
    pub fn html(&self, study: &Arc<Study>, lang: Lang) -> String {
        let owner = Owner::new();
        let html = owner.with(|| {
            let own = self.asking.then(|| study::from_json(ASKING).ok()).flatten();
            let study = &own.map_or_else(|| study.clone(), Arc::new);
            let study = match lang {
                Lang::Zh => study::in_full(study),
                _ => study.clone(),
            };
            let settings = Settings {
                lang,
                as_of: dates::parse(DAY).unwrap_or(time::Date::MIN),
                units: self.units,
                enrolment: self.enrolment,
                published: self.published,
                emptied: self.emptied,
            };
            let widget = Widget::new(study, String::new(), settings, switch());
            let cx = UiContext { lang, ..widget.cx };
            for (key, text) in &self.entered {
                enter(cx.form, key, text);
            }
            if self.confirmed {
                confirm(cx);
            }
            cx.unfolded.set(self.unfolded.clone());
            let part = div().attr("lang", lang.tag()).child((self.shows)(cx));
            let root = div().class("widget notranslate").child(part);
            render_to_string(&root.into())
        });
        drop(owner);
        html
    }
}

fn told(recruitment: Recruitment, enrolled: Option<u16>) -> Enrolment {
    Enrolment {
        as_of: dates::parse(DAY).ok(),
        recruitment: Some(recruitment),
        enrolled,
        fault: None,
        kept: None,
    }
}

/// Puts a text where somebody would type or choose it.
fn enter(form: Form, key: &str, text: &str) {
    let day = || form.lab_date(Analyte::from_key(key.strip_suffix("-date")?)?);
    let event = || form.event(key.strip_suffix("-event")?);
    let lab = || form.lab(Analyte::from_key(key)?);
    let field = match key {
        "age" => Some(form.age),
        "sex" => Some(form.sex),
        "units" => Some(form.system),
        "ascites" => Some(form.ascites),
        "encephalopathy" => Some(form.encephalopathy),
        "dialysis" => Some(form.dialysis),
        "enrolled" => Some(form.enrolled),
        "firstInfusion" => Some(form.first_infusion),
        "printout" => Some(form.printout),
        field::CONTROL_FIELD => Some(form.control),
        _ => lab()
            .map(|lab| lab.value)
            .or_else(|| form.answer(key))
            .or_else(event)
            .or_else(day)
            .or_else(|| form.own(key)),
    };
    debug_assert!(field.is_some(), "the form does not ask for {key}");
    if let Some(field) = field {
        field.set(text.to_owned());
    }
}

/// Confirms every value.
fn confirm(cx: UiContext) {
    for lab in cx.form.labs() {
        let typed = untrack(|| lab.values());
        let system = untrack(|| cx.read(|parsed| parsed.system));
        let stamp = typed.stamp(typed.unit(system), &cx.form.control.get_untracked());
        lab.confirmed.set(stamp);
    }
}

/// Each part by the name of its folder, with its states.
pub fn parts() -> Vec<(&'static str, Vec<Fixture>)> {
    vec![
        ("about", about::fixtures::all()),
        ("banner", banner::fixtures::all()),
        ("criterion", criterion::fixtures::all()),
        ("dose_group", dose_group::fixtures::all()),
        ("entries", entries::fixtures::all()),
        ("field", field::fixtures::all()),
        ("keys", keys::fixtures::all()),
        ("record", record::fixtures::all()),
        ("score_card", score_card::fixtures::all()),
        ("verdict", verdict::fixtures::all()),
        ("visits", visits::fixtures::all()),
    ]
}

/// The states of the whole widget.
pub fn widget() -> Vec<Fixture> {
    let all = |name| state(name, |cx| whole(cx, &switch()));
    vec![
        all("empty"),
        all("filled").worked().with(&[("enrolled", "9")]),
        all("excluded").with(&[("age", "70"), ("sodium", "1360")]),
        all("doubtful").worked().with(&[("inr", "18")]),
        all("closed").worked(),
        all("open, counted")
            .worked()
            .told(Recruitment::Open, Some(9)),
    ]
}

/// The state of the whole widget that is called so.
pub fn widget_state(name: &str) -> Option<Fixture> {
    widget().into_iter().find(|fixture| fixture.name == name)
}
