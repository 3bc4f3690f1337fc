//! What the clinician sees. One direction: fields → `reading` → `screening` → what is shown; the parts
//! below only ask and show, and hold neither a threshold nor a word of their own.

mod about;
mod arm;
mod bar;
mod bulk;
mod criteria;
mod entries;
mod field;
mod finding;
mod form;
mod icon;
mod language;
mod paste;
mod picture;
mod questions;
mod reading;
mod result;
mod scores;
mod visits;

use std::sync::Arc;
use std::time::Duration;

use leptos::html::Div;
use leptos::prelude::*;

use crate::browser::node::{El, Node, el};
use crate::browser::place;
use crate::screening::{Case, Enrolment, Entry, Report, State, VerdictState, screen};
use crate::study::{self, Study};
use crate::words::page::Page;
use crate::words::{Catalogue, Lang, fill};
use form::Form;
pub use language::Chinese;
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

/// So long a verdict stands before it is read out.
const SETTLED: Duration = Duration::from_millis(900);

/// Told of the first report and of every change.
pub type OnReport = Arc<dyn Fn(&Case, &Report) + Send + Sync>;

/// How a language comes into force.
#[derive(Clone)]
pub struct Tongue {
    /// Chinese, as far as it has come.
    pub chinese: RwSignal<Chinese>,
    /// Has Chinese fetched.
    pub fetch: Arc<dyn Fn() + Send + Sync>,
    /// Told which language a reader chose; the settings then say so.
    pub speak: Arc<dyn Fn(Lang) + Send + Sync>,
}

/// What the fields say, and what follows from it.
#[derive(Clone, PartialEq)]
struct Screened {
    reading: Reading,
    report: Report,
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
    /// The criteria that the list is narrowed to; all without it.
    shown: RwSignal<Option<State>>,
    root: NodeRef<Div>,
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

    /// Goes to the first element that one of the selectors finds.
    fn go_to(&self, selectors: &[&str]) {
        if let Some(root) = self.root.get_untracked() {
            place::go_to(&root, selectors);
        }
    }

    /// The same once what just changed stands on the page.
    fn go_to_later(self, selector: &'static str) {
        request_animation_frame(move || self.go_to(&[selector]));
    }

    /// Goes to the field of an entry: of a group of choices to the one chosen, or else the first.
    fn go_to_entry(&self, key: &str) {
        let at = |what| ["[data-entry=\"", key, "\"] ", what].concat();
        self.go_to(&[&at("input:checked"), &at("input")]);
    }

    /// Goes to a criterion in the list.
    fn go_to_criterion(&self, id: &str) {
        let selector = ["#criterion-", id].concat();
        let desk = *self;
        self.shown.set(None);
        request_animation_frame(move || desk.go_to(&[&selector]));
    }

    /// An element whose children show the report and follow it.
    fn shows<F>(self, parent: El, part: F) -> El
    where
        F: Fn(&Study, &Report) -> Vec<Node> + Send + 'static,
    {
        let study = self.study();
        parent.children_of(move || {
            self.screened
                .with(|screened| part(&study, &screened.report))
        })
    }

    /// A button that looks like a link and goes to a criterion.
    fn criterion_link(self, id: String, text: String) -> Node {
        button("link", text)
            .on("click", move |_| self.go_to_criterion(&id))
            .into()
    }

    /// A button that goes to the field of an entry.
    fn entry_link(self, entry: &Entry, text: String) -> Node {
        self.field_link("chip", entry.key().to_owned(), text)
    }

    /// A button that goes to a field.
    fn field_link(self, class: &'static str, key: String, text: String) -> Node {
        button(class, text)
            .on("click", move |_| self.go_to_entry(&key))
            .into()
    }
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

/// The widget.
#[component]
pub fn App(
    /// The study to screen for.
    study: Arc<Study>,
    /// What may change while the widget lives.
    settings: RwSignal<Settings>,
    /// How a language comes into force.
    tongue: Tongue,
    /// Told of the first report and of every change.
    on_report: OnReport,
) -> impl IntoView {
    let form = Form::new(&study);
    let screened = {
        let study = study.clone();
        Memo::new(move |_| {
            let reading = settings.with(|now| reading::read(&form.typed(), &study, now));
            let report = screen(&study, &reading.case);
            Screened { reading, report }
        })
    };
    let study = StoredValue::new(study);
    let announced = RwSignal::new(String::new());
    let shown_criteria = RwSignal::new(None);
    let root = NodeRef::new();
    let Tongue { chinese, fetch, .. } = tongue.clone();
    let tongue = StoredValue::new(tongue);
    let asked = move || settings.with(|settings| settings.lang);
    let lang = Memo::new(move |_| match asked() {
        Lang::Zh if chinese.get() == Chinese::Here => Lang::Zh,
        _ => Lang::En,
    });
    Effect::new(move |_| {
        if asked() == Lang::Zh && chinese.get() == Chinese::Absent {
            chinese.set(Chinese::Loading);
            fetch();
        }
    });

    // Said when it has stood for a moment: "5" on the way to "52" is no news.
    let told = StoredValue::new(VerdictState::Undetermined);
    let say_later = move |state: VerdictState| {
        set_timeout(
            move || {
                let stands = screened.try_with(|now| now.report.verdict.state == state);
                if stands != Some(true) || told.try_get_value() == Some(state) {
                    return;
                }
                told.set_value(state);
                let page = &lang.get_untracked().catalogue().page;
                announced.set(result::heading(page, state).to_owned());
            },
            SETTLED,
        );
    };
    let leaving = window_event_listener_untyped("beforeunload", move |event| {
        if !untrack(|| form.is_empty()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || leaving.remove());

    Effect::new(move |before: Option<VerdictState>| {
        screened.with(|screened| {
            on_report(&screened.reading.case, &screened.report);
            let now = screened.report.verdict.state;
            if before.is_some_and(|before| before != now) {
                say_later(now);
            }
            now
        })
    });

    let shown = move || {
        let lang = lang.get();
        if lang == Lang::Zh {
            study.set_value(study::in_all_languages(&study.get_value()));
        }
        let desk = Desk {
            study,
            settings,
            form,
            screened,
            announced,
            shown: shown_criteria,
            root,
            lang,
        };
        whole(desk, tongue)
    };
    view! { <div class="widget" part="widget" node_ref=root>{shown}</div> }
}

fn whole(desk: Desk, tongue: StoredValue<Tongue>) -> Node {
    let ask = vec![entries::entries(desk), questions::questions(desk)];
    let answer = vec![result::result(desk), scores::scores(desk), arm::arm(desk)];
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
