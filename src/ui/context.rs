//! What every part of the page works on, and what parts share: small elements, ways to a place.

use std::sync::Arc;

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::browser::{ask, place};
use crate::clinical::{Analyte, System};
use crate::exchange::form::{Known, ParsedForm};
use crate::screening::{Enrolment, Entry, Report};
use crate::study::Study;
use crate::study::model::LocalizedText;
use crate::ui::form::Form;
use crate::view::html::{self, span};
use crate::view::{CowStr, El, Node};
use crate::words::page::Page;
use crate::words::{Catalogue, Lang, entry_name, fill};

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
    /// What is known of enrolment, from the page around and from a published file together.
    pub fn known_enrolment(&self) -> Option<Enrolment> {
        match (self.enrolment, self.published) {
            (Some(page), Some(file)) => Some(page.and(file, self.as_of)),
            (page, file) => page.or(file),
        }
    }

    /// What of this counts beside the fields.
    pub fn known(&self) -> Known {
        Known {
            as_of: self.as_of,
            units: self.units,
            enrolment: self.known_enrolment(),
        }
    }
}

/// The parsed form, and the report on it.
#[derive(Clone)]
pub struct Screened {
    pub parsed: ParsedForm,
    pub report: Report,
}

impl PartialEq for Screened {
    /// A report follows from what was read, so that need not be compared.
    fn eq(&self, other: &Self) -> bool {
        self.parsed == other.parsed
    }
}

/// Texts by language and name; nothing where one did not come.
pub type Written = Vec<(String, Option<String>)>;

/// What every part of the page works on.
#[derive(Clone, Copy)]
pub struct UiContext {
    pub study: StoredValue<Arc<Study>>,
    /// The id by which the host asks for the study, for the other wasm.
    pub id: StoredValue<String>,
    pub settings: RwSignal<Settings>,
    pub form: Form,
    pub screened: Memo<Screened>,
    /// Said once and politely to those who do not see the page change.
    pub announced: RwSignal<String>,
    /// What the reader unfolded in the list of criteria: ids, with a space behind each.
    pub unfolded: RwSignal<String>,
    /// Whether somebody is at work in the list of criteria.
    pub at_list: RwSignal<bool>,
    /// Whether single letters are keys of the page.
    pub letters: RwSignal<bool>,
    /// What the wasm of programs wrote to be read.
    pub written: RwSignal<Written>,
    /// The English of this page, as it is spelt.
    pub english: Memo<Lang>,
    pub lang: Lang,
}

impl UiContext {
    pub fn study(&self) -> Arc<Study> {
        self.study.get_value()
    }

    /// Reads the parsed form, and is run again when it changes.
    pub fn read<T>(&self, look: impl FnOnce(&ParsedForm) -> T) -> T {
        self.screened.with(|screened| look(&screened.parsed))
    }

    pub fn words(&self) -> &'static Catalogue {
        self.lang.catalogue()
    }

    pub fn page(&self) -> &'static Page {
        &self.lang.catalogue().page
    }

    /// Whether something of the list of criteria is unfolded.
    pub fn is_unfolded(&self, id: &str) -> bool {
        self.unfolded.with(|all| all.split(' ').any(|of| of == id))
    }

    /// Unfolds it, or folds it.
    pub fn unfold(&self, id: &str, open: bool) {
        if untrack(|| self.is_unfolded(id)) == open {
            return;
        }
        self.unfolded.update(|all| {
            if open {
                all.push_str(id);
                all.push(' ');
            } else {
                let rest = all.split(' ').filter(|of| !of.is_empty() && *of != id);
                *all = rest.map(|of| [of, " "].concat()).collect();
            }
        });
    }

    /// A text of a study.
    #[inline(never)]
    pub fn said(self, text: &LocalizedText) -> Said {
        Said {
            text: text.in_lang(self.lang).to_owned().into(),
            lang: text.other_language(self.lang),
        }
    }

    /// The name of an analyte; of one that a study defines in the language that it has.
    pub fn named(self, analyte: Analyte) -> Said {
        let further = analyte.further();
        let is_chinese = self.lang == Lang::Zh;
        let is_other = further.is_some_and(|of| of.is_in(is_chinese).is_none());
        let other = if is_chinese { Lang::En } else { Lang::Zh };
        Said {
            text: self.words().analyte(analyte).into(),
            lang: is_other.then_some(other),
        }
    }

    /// A text of a study, with what it quotes in English marked as English.
    #[inline(never)]
    pub fn quoted(self, text: &LocalizedText) -> Vec<Node> {
        if text.other_language(self.lang).is_some() {
            return vec![self.said(text).node()];
        }
        self.with_quotes(text.in_lang(self.lang))
    }

    /// A text of the page or of a study, with what it quotes in English marked as English.
    #[inline(never)]
    pub fn with_quotes(self, text: &str) -> Vec<Node> {
        let mut pieces = text.split('“');
        let mut nodes = vec![pieces.next().unwrap_or_default().to_owned().into()];
        for piece in pieces {
            nodes.push("“".into());
            let (quote, after) = piece.split_once('”').unwrap_or((piece, ""));
            let foreign = self.lang == Lang::Zh && quote.chars().all(|c| c < '\u{2e80}');
            if foreign {
                nodes.push(span().attr("lang", "en").child(quote.to_owned()).into());
                nodes.push(["”", after].concat().into());
            } else {
                nodes.push(piece.to_owned().into());
            }
        }
        nodes
    }

    /// The translation of a registry's text, marked as one.
    #[inline(never)]
    pub fn translation(self, text: Option<&str>) -> Option<Node> {
        let text = text.filter(|_| self.lang == Lang::Zh)?;
        let text = fill(self.page().criteria.translation, &[("text", text)]);
        Some(of_class(span, "translation", text))
    }

    /// An element whose children show the report and follow it.
    pub fn shows<F>(self, parent: El, part: F) -> El
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
    pub fn criterion_link(self, id: &str, text: String) -> Node {
        let place = ["[id='criterion-", id, "']"].concat();
        button("link", text)
            .on("click", move |event| go_to_later(&event, place.clone()))
            .into()
    }

    /// A button that goes to the field of an entry.
    pub fn entry_link(self, study: &Study, entry: &Entry) -> Node {
        let text = match entry {
            Entry::Study(id) => study.entry(id).map(|entry| self.said(entry.name())),
            Entry::Question(id) => study.criterion(id).map(|asked| self.said(&asked.name)),
            Entry::Item(_) => None,
        };
        let text = text.map_or_else(
            || entry_name(self.lang, study, entry).into(),
            |text| text.node(),
        );
        self.field_link("chip", entry.key().into_owned(), text)
    }

    /// A button that goes to a field.
    pub fn field_link(self, class: &'static str, key: String, text: impl Into<Node>) -> Node {
        button(class, text)
            .on("click", move |event| go_to_entry(&event, &key))
            .into()
    }
}

/// A text of the page or of a study; one that a study has in another language alone is marked with that.
#[derive(Clone, Default)]
pub struct Said {
    pub text: CowStr,
    pub lang: Option<Lang>,
}

impl From<&'static str> for Said {
    fn from(text: &'static str) -> Self {
        Said {
            text: text.into(),
            lang: None,
        }
    }
}

impl Said {
    /// A text that was put together.
    #[inline(never)]
    pub fn of(text: String) -> Self {
        Said {
            text: text.into(),
            lang: None,
        }
    }

    /// As the content of an element.
    #[inline(never)]
    pub fn within(&self, el: El) -> El {
        let el = match self.lang {
            Some(lang) => el.attr("lang", lang.tag()),
            None => el,
        };
        el.child(Node::Text(self.text.clone()))
    }

    /// By itself.
    pub fn node(&self) -> Node {
        match self.lang {
            Some(_) => self.within(span()).into(),
            None => Node::Text(self.text.clone()),
        }
    }
}

/// Details that stay as the reader left them, wherever and however often they are made.
pub fn remembered(cx: UiContext, id: String) -> El {
    let (of, put) = (id.clone(), id.clone());
    html::details()
        // Not followed: of several that are unfolded at once, each says so a moment later than the page shows it.
        .unfolded(
            move || untrack(|| cx.is_unfolded(&of)),
            move || cx.unfold(&put, true),
        )
        .on("toggle", move |event| {
            let own = event.current_target();
            let own = own.and_then(|own| own.dyn_into::<Element>().ok());
            cx.unfold(&id, own.is_some_and(|own| own.has_attribute("open")));
        })
}

/// Asks a function of the wasm of programs.
pub fn ask<T: DeserializeOwned>(
    name: &str,
    given: [&str; 2],
    done: impl FnOnce(Option<T>) + 'static,
) {
    ask::ask(name, given, |answer| {
        done(answer.and_then(|answer| postcard::from_bytes(&answer).ok()));
    });
}

/// Goes to the first element of the widget that one of the selectors finds.
pub fn go_to(event: &Event, selectors: &[&str]) {
    place::go_to(event, ".widget", selectors);
}

/// The same once what just changed stands on the page.
pub fn go_to_later(event: &Event, selector: impl Into<String>) {
    place::go_to_later(event, ".widget", selector.into());
}

/// Goes to the field of an entry: of a group of choices to the one chosen, or else the first.
pub fn go_to_entry(event: &Event, key: &str) {
    let at = |what| ["[data-entry=\"", key, "\"] ", what].concat();
    go_to(event, &[&at(".options input:checked"), &at("input")]);
}

pub fn button(class: &'static str, text: impl Into<Node>) -> El {
    html::button()
        .attr("type", "button")
        .class(class)
        .child(text)
}

/// The function of a tag.
pub type Tag = fn() -> El;

pub fn of_class(tag: Tag, class: &'static str, child: impl Into<Node>) -> Node {
    tag().class(class).child(child).into()
}

pub fn bare(tag: Tag, child: impl Into<Node>) -> Node {
    tag().child(child).into()
}

/// A section with a heading that names it.
pub fn section(class: &'static str, heading: Tag, id: &'static str, title: Node) -> El {
    html::section()
        .class(class)
        .attr("aria-labelledby", id)
        .child(heading().id(id).child(title))
}

/// A section that is folded behind its heading.
pub fn folded(class: &'static str, id: &'static str, title: Node, inside: Vec<Node>) -> El {
    let heading = html::summary().child(html::h2().id(id).child(title));
    html::section()
        .class(class)
        .attr("aria-labelledby", id)
        .child(html::details().child(heading).children(inside))
}
