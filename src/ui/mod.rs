//! What the clinician sees. One direction: fields → `reading` → `screening` → what is shown; the parts
//! below only ask and show, and hold neither a threshold nor a word of their own.

mod about;
mod arm;
mod bar;
mod basis;
mod bulk;
mod criteria;
mod doubt;
mod entries;
mod field;
mod finding;
mod form;
mod icon;
mod language;
mod paste;
mod patient;
mod picture;
mod questions;
mod reading;
mod record;
mod result;
mod scores;
mod units;
mod visits;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use web_sys::Event;

use crate::browser::node::{El, Node, el};
use crate::browser::{ask, place};
pub use crate::clinical::System;
use crate::clinical::{Analyte, Waiting};
use crate::document::{Problem, Value};
use crate::screening::{Case, Enrolment, Entry, Report, VerdictState, screen};
use crate::study::{self, Study};
use crate::words::page::Page;
use crate::words::{self, Catalogue, Lang, fill};
pub use form::Entries;
use form::Form;
pub use language::Arrival;
use reading::Reading;

/// What a host or the page's address says; may change while the widget lives.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The language.
    pub lang: Lang,
    /// The day of screening.
    pub as_of: time::Date,
    /// The system of units that the page around chose for its readers.
    pub units: Option<System>,
    /// What the page around says of enrolment.
    pub enrolment: Option<Enrolment>,
    /// What a file published beside that page says of it.
    pub published: Option<Enrolment>,
    /// Whether the form was emptied because the page was left.
    pub emptied: bool,
}

impl Settings {
    /// What is said of enrolment, by all who say something.
    fn told(&self) -> Option<Enrolment> {
        match (self.enrolment, self.published) {
            (Some(page), Some(file)) => Some(page.and(file, self.as_of)),
            (page, file) => page.or(file),
        }
    }
}

/// So long a verdict stands before it is read out.
const SETTLED: Duration = Duration::from_millis(900);

/// How a language comes into force.
#[derive(Clone)]
pub struct Tongue {
    /// Chinese, as far as it has come.
    pub chinese: RwSignal<Arrival>,
    /// Has Chinese fetched.
    pub fetch: Rc<dyn Fn()>,
    /// Told which language a reader chose; the settings then say so.
    pub speak: Rc<dyn Fn(Lang)>,
}

/// What the fields say, and what follows from it.
#[derive(Clone)]
struct Screened {
    reading: Reading,
    report: Report,
}

impl PartialEq for Screened {
    /// A report follows from what was read, so that need not be compared.
    fn eq(&self, other: &Self) -> bool {
        self.reading == other.reading
    }
}

/// What every part of the page works on.
#[derive(Clone, Copy)]
struct Desk {
    study: StoredValue<Arc<Study>>,
    settings: RwSignal<Settings>,
    form: Form,
    screened: Memo<Screened>,
    /// Said once and politely to those who do not see the page change.
    announced: RwSignal<String>,
    /// The state that the list of criteria is narrowed to, by its key; all where it is empty.
    shown: RwSignal<String>,
    lang: Lang,
}

impl Desk {
    fn study(&self) -> Arc<Study> {
        self.study.get_value()
    }

    /// Looks at what the fields say, and follows it.
    fn read<T>(&self, look: impl FnOnce(&Reading) -> T) -> T {
        self.screened.with(|screened| look(&screened.reading))
    }

    fn words(&self) -> &'static Catalogue {
        self.lang.catalogue()
    }

    fn page(&self) -> &'static Page {
        &self.lang.catalogue().page
    }

    /// A text of the page or of a study, with what it quotes in English marked as English.
    #[inline(never)]
    fn said(self, text: &str) -> Vec<Node> {
        let mut pieces = text.split('“');
        let mut nodes = vec![pieces.next().unwrap_or_default().to_owned().into()];
        for piece in pieces {
            nodes.push("“".into());
            let (quote, after) = piece.split_once('”').unwrap_or((piece, ""));
            let foreign = self.lang == Lang::Zh && quote.chars().all(|c| c < '\u{2e80}');
            if foreign {
                nodes.push(el("span").attr("lang", "en").child(quote.to_owned()).into());
                nodes.push(["”", after].concat().into());
            } else {
                nodes.push(piece.to_owned().into());
            }
        }
        nodes
    }

    /// The translation of a registry's text, marked as one.
    #[inline(never)]
    fn translation(self, text: Option<&str>) -> Option<Node> {
        let text = text.filter(|_| self.lang == Lang::Zh)?;
        let text = fill(self.page().criteria.translation, &[("text", text)]);
        Some(of_class("span", "translation", text))
    }

    /// An element whose children show the report and follow it.
    fn shows<F>(self, parent: El, part: F) -> El
    where
        F: Fn(&Study, &Report) -> Vec<Node> + 'static,
    {
        let study = self.study();
        parent.children_of(move || {
            self.screened
                .with(|screened| part(&study, &screened.report))
        })
    }

    /// A button that looks like a link and goes to a criterion.
    fn criterion_link(self, id: &str, text: String) -> Node {
        let place = ["[id='criterion-", id, "']"].concat();
        button("link", text)
            .on("click", move |event| {
                self.shown.set(String::new());
                go_to_later(&event, place.clone());
            })
            .into()
    }

    /// A button that goes to the field of an entry.
    fn entry_link(self, entry: &Entry, text: String) -> Node {
        self.field_link("chip", entry.key().to_owned(), text)
    }

    /// A button that goes to a field.
    fn field_link(self, class: &'static str, key: String, text: String) -> Node {
        button(class, text)
            .on("click", move |event| go_to_entry(&event, &key))
            .into()
    }
}

/// Asks a function of the wasm of programs.
fn ask(name: &str, given: [&str; 2], done: impl FnOnce(Option<Value>) + 'static) {
    ask::ask(name, given, |answer| {
        done(answer.and_then(|answer| Value::from_tokens(&answer).ok()));
    });
}

/// Goes to the first element of the widget that one of the selectors finds.
fn go_to(event: &Event, selectors: &[&str]) {
    place::go_to(event, ".widget", selectors);
}

/// The same once what just changed stands on the page.
fn go_to_later(event: &Event, selector: impl Into<String>) {
    place::go_to_later(event, ".widget", selector.into());
}

/// Goes to the field of an entry: of a group of choices to the one chosen, or else the first.
fn go_to_entry(event: &Event, key: &str) {
    let at = |what| ["[data-entry=\"", key, "\"] ", what].concat();
    go_to(event, &[&at(".options input:checked"), &at("input")]);
}

fn button(class: &'static str, text: impl Into<Node>) -> El {
    el("button").attr("type", "button").class(class).child(text)
}

fn of_class(tag: &'static str, class: &'static str, child: impl Into<Node>) -> Node {
    el(tag).class(class).child(child).into()
}

fn bare(tag: &'static str, child: impl Into<Node>) -> Node {
    el(tag).child(child).into()
}

/// A section with a heading that names it.
fn section(class: &'static str, heading: &'static str, id: &'static str, title: Node) -> El {
    el("section")
        .class(class)
        .attr("aria-labelledby", id)
        .child(el(heading).id(id).child(title))
}

/// The widget, as whoever puts it on a page holds it. It lives as long as the owner it is made in.
#[derive(Clone)]
pub struct Widget {
    desk: Desk,
    spoken: Memo<Lang>,
    tongue: Tongue,
}

impl Widget {
    /// A widget with nothing entered.
    pub fn new(study: Arc<Study>, settings: Settings, tongue: Tongue) -> Self {
        let form = Form::new(&study);
        let settings = RwSignal::new(settings);
        let screened = {
            let study = study.clone();
            Memo::new(move |_| {
                let reading = settings.with(|now| reading::read(&form.typed(), &study, now));
                let report = screen(&study, &reading.case);
                Screened { reading, report }
            })
        };
        let chinese = tongue.chinese;
        let spoken = Memo::new(move |_| match settings.with(|settings| settings.lang) {
            Lang::Zh if chinese.get() == Arrival::Here => Lang::Zh,
            _ => Lang::En,
        });
        let desk = Desk {
            study: StoredValue::new(study),
            settings,
            form,
            screened,
            announced: RwSignal::new(String::new()),
            shown: RwSignal::new(String::new()),
            lang: Lang::En,
        };
        Widget {
            desk,
            spoken,
            tongue,
        }
    }

    /// What stands on the page.
    pub fn node(self) -> Node {
        let shown = move || {
            let (lang, study) = (self.spoken.get(), self.desk.study);
            if lang == Lang::Zh {
                study.set_value(study::in_full(&study.get_value()));
            }
            vec![whole(Desk { lang, ..self.desk }, &self.tongue)]
        };
        // It speaks both languages itself; a page translator would put its own text in place of scores that change.
        let root = el("div")
            .class("widget notranslate")
            .attr("translate", "no");
        let root = root.attr("part", "widget");
        root.children_of(shown).into()
    }

    /// The record of what is entered at this moment, for paper.
    pub fn paper(&self) -> Node {
        let lang = self.spoken.get_untracked();
        let desk = Desk { lang, ..self.desk };
        el("section")
            .class("record")
            .children(record::paper(desk))
            .into()
    }

    /// Takes changed settings over. Entries stay.
    pub fn set(&self, settings: Settings) {
        let held = self.desk.settings;
        if held.with_untracked(|now| *now != settings) {
            held.set(settings);
        }
    }

    /// The units that the reader chose, for a widget that follows this one on the page.
    pub fn units(&self) -> String {
        self.desk.form.units()
    }

    /// Takes over what [`Widget::units`] gave.
    pub fn take_units(&self, units: &str) {
        self.desk.form.take_units(units);
    }

    /// Whether nothing is entered, a printout that nobody has read yet included.
    pub fn is_empty(&self) -> bool {
        let form = self.desk.form;
        untrack(|| form.is_empty()) && form.printout.with_untracked(String::is_empty)
    }

    /// The patient who stands in the fields, as typed.
    pub fn patient(&self) -> Value {
        let typed = untrack(|| self.desk.form.typed());
        untrack(|| self.desk.read(|reading| patient::taken(&typed, reading)))
    }

    /// Puts a patient, as `exchange::input::checked` gives one, into the fields: all that is said of one, or nothing. Gives
    /// the laboratory values that were left out because their field holds something.
    ///
    /// # Errors
    /// What of the patient the form does not ask for.
    pub fn set_patient(&self, given: &Value) -> Result<Vec<Analyte>, Problem> {
        patient::give(self.desk.form, given)
    }

    /// Everything that is entered, for a widget of the same study that follows this one on the page.
    pub fn entries(&self) -> Entries {
        self.desk.form.entries()
    }

    /// Takes over what [`Widget::entries`] gave.
    pub fn restore(&self, entries: Entries) {
        self.desk.form.restore(entries);
    }

    /// Hears what became of Chinese.
    pub fn hear(&self, arrival: Arrival) {
        self.tongue.chinese.set(arrival);
    }

    /// Has Chinese fetched where it is asked for, and tells of the report, now and after every change, for as long as
    /// what this returns is kept.
    pub fn follow(&self, on_report: impl Fn(&Case, &Report) + 'static) -> [RenderEffect<()>; 2] {
        let (desk, spoken) = (self.desk, self.spoken);
        let tongue = self.tongue.clone();
        let fetching = RenderEffect::new(move |_| {
            let asked = desk.settings.with(|settings| settings.lang) == Lang::Zh;
            if asked && tongue.chinese.get() == Arrival::Absent {
                tongue.chinese.set(Arrival::Loading);
                (tongue.fetch)();
            }
        });
        let told = Rc::new(RefCell::new(Told {
            verdict: VerdictState::Undetermined,
            wrong: Vec::new(),
            waiting: Vec::new(),
        }));
        let telling = RenderEffect::new(move |_| {
            desk.screened.with(|screened| {
                let now = Told::of(screened);
                if *told.borrow() != now {
                    let lang = spoken.get_untracked();
                    announce(Desk { lang, ..desk }, told.clone(), now);
                }
                // Last, because a host may take the widget off the page when it hears of a report.
                on_report(&screened.reading.case, &screened.report);
            });
        });
        [fetching, telling]
    }
}

/// What was last read out.
#[derive(Clone, PartialEq)]
struct Told {
    verdict: VerdictState,
    wrong: Vec<(reading::Field, reading::Wrong)>,
    waiting: Vec<Waiting>,
}

impl Told {
    fn of(screened: &Screened) -> Self {
        Told {
            verdict: screened.report.verdict.state,
            wrong: screened.reading.wrong.clone(),
            waiting: screened.reading.case.patient.inputs.waiting.clone(),
        }
    }
}

/// Reads out a new verdict, and an entry that is not used, once they have stood for a moment: "5" on the way to "52"
/// is no news.
fn announce(desk: Desk, told: Rc<RefCell<Told>>, news: Told) {
    let say = move || {
        let now = desk.screened.try_with_untracked(Told::of);
        let before = told.replace(news.clone());
        if now.as_ref() != Some(&news) {
            told.replace(before);
            return;
        }
        let mut said = Vec::new();
        if before.verdict != news.verdict {
            said.push(result::heading(desk.page(), news.verdict).to_owned());
        }
        let fresh = news
            .wrong
            .iter()
            .filter(|wrong| !before.wrong.contains(wrong));
        said.extend(fresh.map(|(field, why)| result::problem(desk, field, *why).1));
        let fresh = news
            .waiting
            .iter()
            .filter(|waiting| !before.waiting.contains(waiting));
        said.extend(fresh.map(|waiting| words::waiting(desk.lang, waiting)));
        if !said.is_empty() {
            desk.announced.set(said.join(". "));
        }
    };
    set_timeout(say, SETTLED);
}

fn whole(desk: Desk, tongue: &Tongue) -> Node {
    let ask = vec![entries::entries(desk), questions::questions(desk)];
    let answer = vec![
        result::result(desk),
        el("div")
            .class("leave")
            .children(record::leave(desk))
            .into(),
        scores::scores(desk),
        arm::arm(desk),
    ];
    let basis = vec![
        criteria::criteria(desk),
        visits::visits(desk),
        about::about(desk),
    ];
    let column = |class, parts| el("div").class(class).children(parts);
    let status = el("p").attr("role", "status").class("unseen");
    el("div")
        .attr("lang", desk.lang.tag())
        .child(status.text_of(move || desk.announced.get()))
        .child(language::choice(desk, tongue))
        .child(bar::bar(desk))
        .child(
            el("div")
                .class("layout")
                .child(column("ask", ask))
                .child(column("answer", answer))
                .child(column("basis", basis)),
        )
        .into()
}
