//! The widget as a whole: its parts on the page, what it tells, and what it reads out.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use web_sys::Element;

use crate::clinical::{Analyte, Waiting};
use crate::error::ValidationError;
use crate::exchange::form::{self, parse};
use crate::exchange::input::FormPatient;
use crate::screening::{Report, VerdictState, screen};
use crate::study::{self, Study};
use crate::ui::context::{Screened, Settings, UiContext};
use crate::ui::form::{Form, FormSnapshot};
use crate::ui::language::{self, LanguageSwitch, LoadState};
use crate::ui::patient::{self, TypedPatient};
use crate::ui::{about, banner, criterion, entries, keys, record, score_card, verdict, visits};
use crate::view::Node;
use crate::view::html::{self, div, p};
use crate::words::{self, Lang};

/// So long a verdict stands before it is read out.
const SETTLED: Duration = Duration::from_millis(900);

/// The widget, as whoever puts it on a page holds it. It lives as long as the owner it is made in.
#[derive(Clone)]
pub struct Widget {
    pub(super) cx: UiContext,
    spoken: Memo<Lang>,
    switch: LanguageSwitch,
}

impl Widget {
    /// A widget with nothing entered. `id` is the one by which the host asks for the study, for the other wasm.
    pub fn new(study: Arc<Study>, id: String, settings: Settings, switch: LanguageSwitch) -> Self {
        let form = Form::new(&study);
        let settings = RwSignal::new(settings);
        let chinese = switch.chinese;
        let asked = move || settings.with(|settings| settings.lang);
        // Who comes back from Chinese has English spelt as before.
        let english = Memo::new(move |before: Option<&Lang>| match asked() {
            Lang::Zh => before.copied().unwrap_or_default(),
            english => english,
        });
        let spoken = Memo::new(move |_| {
            let english = english.get();
            if asked() == Lang::Zh && chinese.get() == LoadState::Loaded {
                Lang::Zh
            } else {
                english
            }
        });
        let screened = {
            let study = study.clone();
            Memo::new(move |_| {
                // Reasons quote the study in the language that is spoken.
                let study = match spoken.get() {
                    Lang::Zh => study::in_full(&study),
                    _ => study.clone(),
                };
                let parsed = settings.with(|now| parse(&form.values(), &study, &now.known()));
                let report = screen(&study, &parsed.case);
                Screened { parsed, report }
            })
        };
        let cx = UiContext {
            study: StoredValue::new(study),
            id: StoredValue::new(id),
            settings,
            form,
            screened,
            announced: RwSignal::new(String::new()),
            unfolded: RwSignal::new(String::new()),
            at_list: RwSignal::new(false),
            letters: RwSignal::new(true),
            written: RwSignal::new(Vec::new()),
            english,
            lang: Lang::En,
        };
        Widget { cx, spoken, switch }
    }

    /// What stands on the page.
    pub fn node(self) -> Node {
        let shown = move || {
            let (lang, study) = (self.spoken.get(), self.cx.study);
            if lang == Lang::Zh {
                study.set_value(study::in_full(&study.get_value()));
            }
            // What was read out in another language is not to be found by who reads on.
            self.cx.announced.set(String::new());
            vec![whole(UiContext { lang, ..self.cx }, &self.switch)]
        };
        // It speaks both languages itself; a page translator would put its own text in place of scores that change.
        let root = div().class("widget notranslate").attr("translate", "no");
        let root = root.attr("part", "widget");
        root.children_of(shown).into()
    }

    /// The record of what is entered at this moment, for paper.
    pub fn paper(&self) -> Node {
        let lang = self.spoken.get_untracked();
        let cx = UiContext { lang, ..self.cx };
        html::section()
            .class("record")
            .children(record::paper(cx))
            .into()
    }

    /// Has the report of what is entered at this moment made, as JSON: see `browser::ask::write`. `done` is not called
    /// where something else is entered by the time it is there.
    pub fn report(&self, done: impl FnOnce(Option<String>) + 'static) {
        let cx = self.cx;
        let form = untrack(|| record::handed(cx));
        let kept = form.clone();
        record::write(cx, "report", &form, move |report| {
            if !cx.announced.is_disposed() && untrack(|| record::handed(cx)) == kept {
                done(report);
            }
        });
    }

    /// Takes changed settings over. Entries stay.
    pub fn set(&self, settings: Settings) {
        let held = self.cx.settings;
        if held.with_untracked(|now| *now != settings) {
            held.set(settings);
        }
    }

    /// Tells it what had the focus before it was alive: who is at work in the list of criteria stays where they are.
    pub fn had_focus(&self, element: &Element) {
        self.cx
            .at_list
            .set(criterion::attention::is_in_list(element));
    }

    /// The units that the reader chose, for a widget that follows this one on the page.
    pub fn units(&self) -> String {
        self.cx.form.units()
    }

    /// Takes over what [`Widget::units`] gave.
    pub fn take_units(&self, units: &str) {
        self.cx.form.take_units(units);
    }

    /// Whether nothing is entered, a printout that nobody has read yet included.
    pub fn is_empty(&self) -> bool {
        let form = self.cx.form;
        untrack(|| form.is_empty()) && form.printout.with_untracked(String::is_empty)
    }

    /// The patient who stands in the fields, as typed.
    pub fn patient(&self) -> TypedPatient {
        let typed = untrack(|| self.cx.form.values());
        let study = self.cx.study();
        untrack(|| {
            self.cx
                .read(|parsed| patient::taken(&study, &typed, parsed))
        })
    }

    /// Puts a patient, as `exchange::input::checked` gives one, into the fields: all that is said of one, or nothing. Gives
    /// the laboratory values that were left out because their field holds something.
    ///
    /// # Errors
    /// What of the patient the form does not ask for.
    pub fn set_patient(&self, given: &FormPatient) -> Result<Vec<Analyte>, ValidationError> {
        patient::give(self.cx.form, given)
    }

    /// Everything that is entered, for a widget of the same study that follows this one on the page.
    pub fn snapshot(&self) -> FormSnapshot {
        self.cx.form.snapshot()
    }

    /// Takes over what [`Widget::snapshot`] gave.
    pub fn restore(&self, snapshot: FormSnapshot) {
        self.cx.form.restore(snapshot);
    }

    /// Hears what became of Chinese.
    pub fn hear(&self, arrival: LoadState) {
        self.switch.chinese.set(arrival);
    }

    /// Has Chinese fetched where it is asked for, and tells of the report, now and after every change, for as long as
    /// what this returns is kept.
    pub fn follow(&self, on_report: impl Fn(&Report) + 'static) -> [RenderEffect<()>; 2] {
        let (cx, spoken) = (self.cx, self.spoken);
        let switch = self.switch.clone();
        let fetching = RenderEffect::new(move |_| {
            let asked = cx.settings.with(|settings| settings.lang) == Lang::Zh;
            if asked && switch.chinese.get() == LoadState::NotAsked {
                switch.chinese.set(LoadState::Loading);
                (switch.fetch)();
            }
        });
        let told = Rc::new(RefCell::new(Announced {
            verdict: (VerdictState::Undetermined, Vec::new()),
            errors: Vec::new(),
            waiting: Vec::new(),
        }));
        let telling = RenderEffect::new(move |_| {
            cx.screened.with(|screened| {
                let now = Announced::of(screened);
                if *told.borrow() != now {
                    announce(cx, spoken, told.clone(), now);
                }
                // Last, because a host may take the widget off the page when it hears of a report.
                on_report(&screened.report);
            });
        });
        [fetching, telling]
    }
}

/// What was last read out.
#[derive(Clone, PartialEq)]
struct Announced {
    /// The state, and what excludes.
    verdict: (VerdictState, Vec<Arc<str>>),
    errors: Vec<(form::Field, form::FieldError)>,
    waiting: Vec<Waiting>,
}

impl Announced {
    fn of(screened: &Screened) -> Self {
        Announced {
            verdict: (
                screened.report.verdict.state,
                screened.report.verdict.because.clone(),
            ),
            errors: screened.parsed.errors.clone(),
            waiting: screened.parsed.case.patient.inputs.waiting.clone(),
        }
    }
}

/// Reads out a new verdict with its reasons, and an entry that is not used, once they have stood for a moment: "5" on the way to "52"
/// is no news.
fn announce(cx: UiContext, spoken: Memo<Lang>, told: Rc<RefCell<Announced>>, news: Announced) {
    let say = move || {
        // The language may have changed meanwhile, or the widget be gone.
        let Some(lang) = spoken.try_get_untracked() else {
            return;
        };
        let cx = UiContext { lang, ..cx };
        let now = cx.screened.try_with_untracked(Announced::of);
        let before = told.replace(news.clone());
        if now.as_ref() != Some(&news) {
            told.replace(before);
            return;
        }
        let mut said = Vec::new();
        if before.verdict != news.verdict {
            let study = cx.study();
            let spoken = |now: &Screened| words::spoken_verdict(cx.lang, &study, &now.report);
            said.extend(cx.screened.try_with_untracked(spoken));
        }
        let fresh = news
            .errors
            .iter()
            .filter(|error| !before.errors.contains(error));
        said.extend(fresh.map(|(field, why)| verdict::problem(cx, field, *why).1));
        let fresh = news
            .waiting
            .iter()
            .filter(|waiting| !before.waiting.contains(waiting));
        said.extend(fresh.map(|waiting| words::waiting(cx.lang, waiting)));
        if !said.is_empty() {
            cx.announced.set(said.join(cx.lang.space()));
        }
    };
    set_timeout(say, SETTLED);
}

/// Everything, in one language.
pub(super) fn whole(cx: UiContext, switch: &LanguageSwitch) -> Node {
    let beside = vec![language::choice(cx, switch), keys::list(cx)];
    let ask = vec![entries::entries(cx, beside)];
    let answer = vec![
        verdict::result(cx),
        score_card::scores(cx),
        div().class("leave").children(record::leave(cx)).into(),
    ];
    let basis = vec![
        criterion::list::criteria(cx),
        visits::visits(cx),
        about::about(cx),
    ];
    let column = |class, parts| div().class(class).children(parts);
    let status = p().attr("role", "status").class("unseen");
    let whole = criterion::attention::followed(cx, div());
    keys::followed(cx, whole)
        .attr("lang", cx.lang.tag())
        .child(status.text_of(move || cx.announced.get()))
        .child(banner::banner(cx))
        .child(verdict::bar::bar(cx))
        .child(
            div()
                .class("layout")
                .child(column("ask", ask))
                .child(column("answer", answer))
                .child(column("basis", basis)),
        )
        .into()
}
