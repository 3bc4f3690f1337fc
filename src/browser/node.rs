//! A view of one type. Leptos compiles every distinct shape of a view by itself, which for this page came to
//! half of all that a reader downloads; a tree of one type is compiled once. It follows signals where it is
//! told to, and everywhere else it is compared with what stands on the page, so that focus, opened details
//! and text under the cursor stay where they are, in a change of language too.

use std::borrow::Cow;

use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event};

use super::placed::Placed;

/// Text that stands in the code or was put together.
pub type Text = Cow<'static, str>;
pub(super) type Handler = Box<dyn Fn(Event)>;
type Reading<T> = Box<dyn Fn() -> T>;

/// A piece of the page.
pub enum Node {
    /// Nothing for now; it keeps its place, so that its neighbours keep theirs.
    Nothing,
    /// What stands there already, as it is.
    Same,
    /// Text.
    Text(Text),
    /// An element.
    Element(El),
}

/// An element. Boxed: it is handed on at every step of its making.
pub struct El(pub(super) Box<Parts>);

/// What an element is made of.
pub struct Parts {
    pub(super) tag: &'static str,
    pub(super) attributes: Vec<(&'static str, Text)>,
    pub(super) handlers: Vec<(&'static str, Handler)>,
    pub(super) follows: Vec<Follow>,
    pub(super) children: Vec<Node>,
}

/// What follows signals.
pub(super) enum Follow {
    Attribute(&'static str, Reading<Option<Text>>),
    Property(&'static str, Reading<JsValue>),
    Children(Reading<Vec<Node>>),
}

/// An element of a tag.
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        handlers: Vec::new(),
        follows: Vec::new(),
        children: Vec::new(),
    }))
}

// The work is done in functions without type parameters, which are compiled once.
impl El {
    #[inline(never)]
    fn with_attribute(mut self, name: &'static str, value: Text) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    #[inline(never)]
    fn with_child(mut self, child: Node) -> Self {
        self.0.children.push(child);
        self
    }

    #[inline(never)]
    fn following(mut self, follow: Follow) -> Self {
        self.0.follows.push(follow);
        self
    }

    #[inline(never)]
    fn listening(mut self, event: &'static str, handler: Handler) -> Self {
        self.0.handlers.push((event, handler));
        self
    }

    /// An attribute.
    pub fn attr(self, name: &'static str, value: impl Into<Text>) -> Self {
        self.with_attribute(name, value.into())
    }

    /// Its class or classes.
    pub fn class(self, class: &'static str) -> Self {
        self.with_attribute("class", Cow::Borrowed(class))
    }

    /// Its id.
    pub fn id(self, id: impl Into<Text>) -> Self {
        self.with_attribute("id", id.into())
    }

    /// What happens on an event.
    pub fn on(self, event: &'static str, handler: impl Fn(Event) + 'static) -> Self {
        self.listening(event, Box::new(handler))
    }

    /// A child.
    pub fn child(self, child: impl Into<Node>) -> Self {
        self.with_child(child.into())
    }

    /// Children.
    #[inline(never)]
    pub fn children(mut self, children: Vec<Node>) -> Self {
        self.0.children.extend(children);
        self
    }

    /// An attribute that follows signals; `None` takes it away.
    pub fn attr_of<F>(self, name: &'static str, value: F) -> Self
    where
        F: Fn() -> Option<Text> + 'static,
    {
        self.following(Follow::Attribute(name, Box::new(value)))
    }

    /// Hidden for as long as signals say so.
    pub fn hidden_if(self, hidden: impl Fn() -> bool + 'static) -> Self {
        self.attr_of("hidden", move || hidden().then_some(Cow::Borrowed("")))
    }

    /// A property that follows signals.
    pub fn property_of<F>(self, name: &'static str, value: F) -> Self
    where
        F: Fn() -> JsValue + 'static,
    {
        self.following(Follow::Property(name, Box::new(value)))
    }

    /// Children that follow signals, in place of fixed ones.
    pub fn children_of(self, children: impl Fn() -> Vec<Node> + 'static) -> Self {
        self.following(Follow::Children(Box::new(children)))
    }

    /// Text that follows signals.
    pub fn text_of(self, text: impl Fn() -> String + 'static) -> Self {
        self.children_of(move || vec![text().into()])
    }
}

impl From<El> for Node {
    fn from(el: El) -> Self {
        Node::Element(el)
    }
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Self {
        Node::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Node::Text(Cow::Owned(text))
    }
}

impl<T: Into<Node>> From<Option<T>> for Node {
    fn from(node: Option<T>) -> Self {
        node.map_or(Node::Nothing, Into::into)
    }
}

/// A piece of the page as Leptos keeps it.
pub struct Kept(Placed);

impl Render for Node {
    type State = Kept;

    fn build(self) -> Kept {
        Kept(Placed::place(self))
    }

    fn rebuild(self, state: &mut Kept) {
        state.0.update(self);
    }
}

impl Mountable for Kept {
    fn unmount(&mut self) {
        self.0.leave();
        let node = self.0.node();
        if let Some(parent) = node.parent_node() {
            let _ = parent.remove_child(node);
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&web_sys::Node>) {
        let _ = parent.insert_before(self.0.node(), marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let node = self.0.node();
        let parent = node.parent_node().and_then(|parent| parent.dyn_into().ok());
        parent.is_some_and(|parent: Element| {
            child.mount(&parent, Some(node));
            true
        })
    }

    fn elements(&self) -> Vec<Element> {
        let element = self.0.node().dyn_ref::<Element>();
        element.into_iter().cloned().collect()
    }
}
