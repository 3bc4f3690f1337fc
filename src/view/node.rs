//! The tree, and how it is written: as in Leptos' own builder, `div().class(..).on(..).child(..)`.

use std::borrow::Cow;

use web_sys::Event;

/// Text that stands in the code or was put together.
pub type CowStr = Cow<'static, str>;
pub(super) type Handler = Box<dyn Fn(Event)>;
type Getter<T> = Box<dyn Fn() -> T>;

/// A piece of the page.
pub enum Node {
    /// Nothing for now; it keeps its place, so that its neighbours keep theirs.
    Nothing,
    /// What stands there already, as it is.
    Unchanged,
    /// Text.
    Text(CowStr),
    /// An element.
    Element(El),
}

/// An element. Boxed: it is handed on at every step of its making.
pub struct El(pub(super) Box<ElementData>);

/// What an element is made of.
pub struct ElementData {
    pub(super) tag: &'static str,
    pub(super) attributes: Vec<(&'static str, CowStr)>,
    pub(super) handlers: Vec<(&'static str, Handler)>,
    pub(super) bindings: Vec<Binding>,
    pub(super) children: Vec<Node>,
}

/// What is bound to signals.
pub(super) enum Binding {
    Attribute(&'static str, Getter<Option<CowStr>>),
    /// Its name, its value, and who is told what it held before hydration.
    Property(
        &'static str,
        Getter<PropertyValue>,
        Option<Box<dyn Fn(PropertyValue)>>,
    ),
    Children(Getter<Vec<Node>>),
}

/// What a property holds. A plain type, so that a page can be written where there is no browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PropertyValue {
    /// A text, as in a field.
    Text(String),
    /// Yes or no, as of a choice.
    Bool(bool),
}

impl From<String> for PropertyValue {
    fn from(text: String) -> Self {
        PropertyValue::Text(text)
    }
}

impl From<bool> for PropertyValue {
    fn from(is: bool) -> Self {
        PropertyValue::Bool(is)
    }
}

/// What an attribute can be given: a text, or a closure that follows signals, of which `None` takes it away.
pub trait IntoAttribute {
    /// Gives it to an element.
    fn add_to(self, name: &'static str, el: El) -> El;
}

macro_rules! fixed {
    ($($of:ty)*) => {$(
        impl IntoAttribute for $of {
            fn add_to(self, name: &'static str, el: El) -> El {
                el.with_attribute(name, self.into())
            }
        }
    )*};
}
fixed! { &'static str String CowStr }

impl<F, T> IntoAttribute for F
where
    F: Fn() -> Option<T> + 'static,
    T: Into<CowStr>,
{
    fn add_to(self, name: &'static str, el: El) -> El {
        let value = move || self().map(Into::into);
        el.bind(Binding::Attribute(name, Box::new(value)))
    }
}

// The work is done in functions without type parameters, which are compiled once.
impl El {
    #[inline(never)]
    pub(super) fn of(tag: &'static str) -> Self {
        El(Box::new(ElementData {
            tag,
            attributes: Vec::new(),
            handlers: Vec::new(),
            bindings: Vec::new(),
            children: Vec::new(),
        }))
    }

    #[inline(never)]
    fn with_attribute(mut self, name: &'static str, value: CowStr) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    #[inline(never)]
    fn with_child(mut self, child: Node) -> Self {
        self.0.children.push(child);
        self
    }

    #[inline(never)]
    fn bind(mut self, binding: Binding) -> Self {
        self.0.bindings.push(binding);
        self
    }

    #[inline(never)]
    fn listening(mut self, event: &'static str, handler: Handler) -> Self {
        self.0.handlers.push((event, handler));
        self
    }

    /// An attribute: a text, or a closure that follows signals.
    pub fn attr(self, name: &'static str, value: impl IntoAttribute) -> Self {
        value.add_to(name, self)
    }

    /// Its class or classes.
    pub fn class(self, class: &'static str) -> Self {
        self.with_attribute("class", Cow::Borrowed(class))
    }

    /// Its id.
    pub fn id(self, id: impl Into<CowStr>) -> Self {
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

    /// Hidden for as long as signals say so.
    pub fn hidden(self, hidden: impl Fn() -> bool + 'static) -> Self {
        self.attr("hidden", move || hidden().then_some(""))
    }

    /// The text in a field, which follows signals; `put` takes over what was typed before the page was alive.
    pub fn value(
        self,
        value: impl Fn() -> String + 'static,
        put: impl Fn(String) + 'static,
    ) -> Self {
        let put = move |held| {
            if let PropertyValue::Text(text) = held {
                put(text);
            }
        };
        let value = move || PropertyValue::Text(value());
        self.bind(Binding::Property(
            "value",
            Box::new(value),
            Some(Box::new(put)),
        ))
    }

    /// Whether something is chosen, which follows signals; `put` is called where it was chosen before the page was
    /// alive.
    pub fn checked(self, checked: impl Fn() -> bool + 'static, put: impl Fn() + 'static) -> Self {
        self.kept("checked", checked, put)
    }

    /// Whether details are unfolded, which follows signals; `put` is called where a reader unfolded them before the page
    /// was alive.
    pub fn unfolded(self, open: impl Fn() -> bool + 'static, put: impl Fn() + 'static) -> Self {
        self.kept("open", open, put)
    }

    fn kept(
        self,
        name: &'static str,
        holds: impl Fn() -> bool + 'static,
        put: impl Fn() + 'static,
    ) -> Self {
        let holds = move || PropertyValue::Bool(holds());
        let put = move |_| put();
        self.bind(Binding::Property(
            name,
            Box::new(holds),
            Some(Box::new(put)),
        ))
    }

    /// A property that follows signals, whatever it held before the page was alive.
    pub fn prop<T: Into<PropertyValue>>(
        self,
        name: &'static str,
        value: impl Fn() -> T + 'static,
    ) -> Self {
        let value = move || value().into();
        self.bind(Binding::Property(name, Box::new(value), None))
    }

    /// Children that follow signals, in place of fixed ones. The exception: a value that follows signals leaves its
    /// element alone, and children are made and compared once more at every change.
    pub fn children_of(self, children: impl Fn() -> Vec<Node> + 'static) -> Self {
        self.bind(Binding::Children(Box::new(children)))
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
