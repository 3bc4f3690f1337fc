//! Elements of the page, built once and kept in step by Leptos' effects.
//!
//! Leptos' own typed views would give each element a type of its own: measured on this page, 80 kB of
//! Brotli for code that differs only in those types. Here every element is one type and every closure is
//! boxed where it comes in, so that a further element costs its words. What Leptos does is done by
//! Leptos: signals, memos, effects and their clean-up, and mounting ([`El`] is a view of its renderer).

use gloo::events::EventListener;
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::{Mountable, Render};
use send_wrapper::SendWrapper;
use web_sys::Event;

/// An element under construction, or finished: both are the same thing.
#[derive(Clone)]
pub struct El(Element);

/// An HTML element.
pub fn el(tag: &str) -> El {
    El(Rndr::create_element(tag, None))
}

/// An HTML element of a class.
pub fn of_class(tag: &str, class: &str) -> El {
    el(tag).class(class)
}

/// An SVG element.
pub fn svg(tag: &str) -> El {
    El(Rndr::create_element(
        tag,
        Some("http://www.w3.org/2000/svg"),
    ))
}

/// Runs at once and whenever a signal that it read changes, until the part of the page that it belongs
/// to goes.
fn keep(work: Box<dyn FnMut()>) {
    let mut work = work;
    let effect = RenderEffect::new(move |_: Option<()>| work());
    let effect = SendWrapper::new(effect);
    on_cleanup(move || drop(effect));
}

fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    match value {
        Some(value) => Rndr::set_attribute(element, name, value),
        None => Rndr::remove_attribute(element, name),
    }
}

fn keep_attribute(element: &El, name: &'static str, value: Box<dyn Fn() -> Option<String>>) {
    let element = element.0.clone();
    let mut shown = None;
    keep(Box::new(move || {
        let value = value();
        if shown != value {
            set_attribute(&element, name, value.as_deref());
            shown = value;
        }
    }));
}

fn keep_text(element: &El, text: Box<dyn Fn() -> String>) {
    let node = Rndr::create_text_node("");
    append(&element.0, node.as_ref());
    keep(Box::new(move || Rndr::set_text(&node, &text())));
}

fn keep_children(element: &El, children: Box<dyn Fn() -> Vec<El>>) {
    let element = element.0.clone();
    let end = Rndr::create_placeholder();
    append(&element, end.as_ref());
    let mut shown: Vec<El> = Vec::new();
    keep(Box::new(move || {
        let next = children();
        for old in shown.drain(..) {
            old.0.remove();
        }
        for new in &next {
            Rndr::insert_node(&element, new.0.as_ref(), Some(end.as_ref()));
        }
        shown = next;
    }));
}

fn keep_property(element: &El, name: &'static str, value: Box<dyn Fn() -> wasm_bindgen::JsValue>) {
    let element = element.0.clone();
    keep(Box::new(move || {
        Rndr::set_property_or_value(&element, name, &value())
    }));
}

fn listen(element: &El, event: &'static str, work: Box<dyn FnMut(&Event)>) {
    let listener = SendWrapper::new(EventListener::new(&element.0, event, work));
    on_cleanup(move || drop(listener));
}

fn append(element: &Element, child: &Node) {
    Rndr::insert_node(element, child, None);
}

impl El {
    /// Its class or classes.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// An attribute.
    pub fn attr(self, name: &str, value: &str) -> Self {
        set_attribute(&self.0, name, Some(value));
        self
    }

    /// An attribute that follows signals; `None` takes it off.
    pub fn live_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        keep_attribute(&self, name, Box::new(value));
        self
    }

    /// A text.
    pub fn text(self, text: &str) -> Self {
        append(&self.0, Rndr::create_text_node(text).as_ref());
        self
    }

    /// A text that follows signals.
    pub fn live_text(self, text: impl Fn() -> String + 'static) -> Self {
        keep_text(&self, Box::new(text));
        self
    }

    /// A child.
    pub fn child(self, child: El) -> Self {
        append(&self.0, child.0.as_ref());
        self
    }

    /// Children.
    pub fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        for child in children {
            append(&self.0, child.0.as_ref());
        }
        self
    }

    /// Children that follow signals: all are made anew when one that they read changes, so read memos.
    pub fn live(self, children: impl Fn() -> Vec<El> + 'static) -> Self {
        keep_children(&self, Box::new(children));
        self
    }

    /// A property that follows signals, such as what a field holds.
    pub fn live_value(self, name: &'static str, value: impl Fn() -> String + 'static) -> Self {
        keep_property(&self, name, Box::new(move || value().into()));
        self
    }

    /// A property that is on or off, such as `checked`, `disabled` or `hidden`.
    pub fn live_flag(self, name: &'static str, value: impl Fn() -> bool + 'static) -> Self {
        keep_property(&self, name, Box::new(move || value().into()));
        self
    }

    /// What happens on an event.
    pub fn on(self, event: &'static str, work: impl FnMut(&Event) + 'static) -> Self {
        listen(&self, event, Box::new(work));
        self
    }

    /// The element itself.
    pub fn node(&self) -> &Element {
        &self.0
    }
}

impl Render for El {
    type State = El;

    fn build(self) -> El {
        self
    }

    fn rebuild(self, state: &mut El) {
        *state = self;
    }
}

impl Mountable for El {
    fn unmount(&mut self) {
        self.0.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, self.0.as_ref(), marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.parent_element().is_some_and(|parent| {
            child.mount(&parent, Some(self.0.as_ref()));
            true
        })
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.0.clone()]
    }
}
