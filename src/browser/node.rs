//! A view of one type. Leptos compiles every distinct shape of a view by itself, which for this page came to
//! half of all that a reader downloads; a tree of one type is compiled once. It follows signals where it is
//! told to, and everywhere else it is compared with what stands on the page, so that focus, opened details
//! and text under the cursor stay where they are.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::RenderEffect;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event};

/// Text that stands in the code or was put together.
pub type Text = Cow<'static, str>;
type Handler = Box<dyn Fn(Event) + Send>;
type Reading<T> = Box<dyn Fn() -> T + Send>;

/// A piece of the page.
pub enum Node {
    /// Nothing for now; it keeps its place, so that its neighbours keep theirs.
    Nothing,
    /// Text.
    Text(Text),
    /// An element.
    Element(Box<El>),
}

/// An element.
pub struct El {
    tag: &'static str,
    attributes: Vec<(&'static str, Text)>,
    handlers: Vec<(&'static str, Handler)>,
    follows: Vec<Follow>,
    children: Vec<Node>,
}

/// What follows signals.
enum Follow {
    Attribute(&'static str, Reading<Option<Text>>),
    Property(&'static str, Reading<JsValue>),
    Children(Reading<Vec<Node>>),
}

/// An element of a tag.
pub fn el(tag: &'static str) -> El {
    El {
        tag,
        attributes: Vec::new(),
        handlers: Vec::new(),
        follows: Vec::new(),
        children: Vec::new(),
    }
}

impl El {
    /// An attribute.
    pub fn attr(mut self, name: &'static str, value: impl Into<Text>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Its class or classes.
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// Its id.
    pub fn id(self, id: impl Into<Text>) -> Self {
        self.attr("id", id)
    }

    /// What happens on an event.
    pub fn on(mut self, event: &'static str, handler: impl Fn(Event) + Send + 'static) -> Self {
        self.handlers.push((event, Box::new(handler)));
        self
    }

    /// A child.
    pub fn child(mut self, child: impl Into<Node>) -> Self {
        self.children.push(child.into());
        self
    }

    /// Children.
    pub fn children(mut self, children: Vec<Node>) -> Self {
        self.children.extend(children);
        self
    }

    /// An attribute that follows signals; `None` takes it away.
    pub fn attr_of<F>(mut self, name: &'static str, value: F) -> Self
    where
        F: Fn() -> Option<Text> + Send + 'static,
    {
        self.follows.push(Follow::Attribute(name, Box::new(value)));
        self
    }

    /// Hidden for as long as signals say so.
    pub fn hidden_if(self, hidden: impl Fn() -> bool + Send + 'static) -> Self {
        self.attr_of("hidden", move || hidden().then_some(Cow::Borrowed("")))
    }

    /// A property that follows signals.
    pub fn property_of<F>(mut self, name: &'static str, value: F) -> Self
    where
        F: Fn() -> JsValue + Send + 'static,
    {
        self.follows.push(Follow::Property(name, Box::new(value)));
        self
    }

    /// Children that follow signals, in place of fixed ones.
    pub fn children_of(mut self, children: impl Fn() -> Vec<Node> + Send + 'static) -> Self {
        self.follows.push(Follow::Children(Box::new(children)));
        self
    }

    /// Text that follows signals.
    pub fn text_of(self, text: impl Fn() -> String + Send + 'static) -> Self {
        self.children_of(move || vec![text().into()])
    }
}

impl From<El> for Node {
    fn from(el: El) -> Self {
        Node::Element(Box::new(el))
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

/// What stands on the page.
enum Placed {
    Nothing(web_sys::Node),
    Text(web_sys::Node, Text),
    Element(PlacedElement),
}

/// The handler in force; the listener looks it up, so that it can be exchanged.
type Slot = Rc<RefCell<Handler>>;

struct PlacedElement {
    element: Element,
    tag: &'static str,
    attributes: Vec<(&'static str, Text)>,
    slots: Vec<(&'static str, Slot)>,
    children: Rc<RefCell<Vec<Placed>>>,
    // Kept for as long as the element stands: dropping them ends them.
    listeners: Vec<Closure<dyn FnMut(Event)>>,
    effects: Vec<RenderEffect<()>>,
}

fn document() -> web_sys::Document {
    leptos::prelude::document()
}

const SVG: &str = "http://www.w3.org/2000/svg";

fn create(tag: &str) -> Element {
    let made = if matches!(tag, "svg" | "path") {
        document().create_element_ns(Some(SVG), tag)
    } else {
        document().create_element(tag)
    };
    // Only a tag that is no name is refused, and every tag stands in the code.
    made.unwrap_throw()
}

/// Setting an attribute fails only for a name that is none; every name stands in the code.
fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

impl Placed {
    fn place(node: Node) -> Self {
        match node {
            Node::Nothing => Placed::Nothing(document().create_comment("").into()),
            Node::Text(text) => Placed::Text(document().create_text_node(&text).into(), text),
            Node::Element(el) => Placed::Element(PlacedElement::place(*el)),
        }
    }

    fn node(&self) -> &web_sys::Node {
        match self {
            Placed::Nothing(node) | Placed::Text(node, _) => node,
            Placed::Element(placed) => &placed.element,
        }
    }

    fn update(&mut self, node: Node) {
        let node = match (&mut *self, node) {
            (Placed::Nothing(_), Node::Nothing) => return,
            (Placed::Text(place, old), Node::Text(text)) => {
                if *old != text {
                    place.set_text_content(Some(&text));
                    *old = text;
                }
                return;
            }
            (Placed::Element(placed), Node::Element(el)) => match placed.update(*el) {
                Ok(()) => return,
                Err(el) => Node::Element(Box::new(el)),
            },
            (_, node) => node,
        };
        let new = Placed::place(node);
        if let Some(parent) = self.node().parent_node() {
            let _ = parent.replace_child(new.node(), self.node());
        }
        *self = new;
    }
}

fn update_all(parent: &Element, placed: &mut Vec<Placed>, nodes: Vec<Node>) {
    let keep = nodes.len();
    let mut nodes = nodes.into_iter();
    for (placed, node) in placed.iter_mut().zip(nodes.by_ref()) {
        placed.update(node);
    }
    for extra in placed.iter().skip(keep) {
        let _ = parent.remove_child(extra.node());
    }
    placed.truncate(keep);
    for node in nodes {
        let new = Placed::place(node);
        let _ = parent.append_child(new.node());
        placed.push(new);
    }
}

impl PlacedElement {
    fn place(el: El) -> Self {
        let element = create(el.tag);
        for (name, value) in &el.attributes {
            set(&element, name, value);
        }
        let mut listeners = Vec::new();
        let mut slots = Vec::new();
        for (event, handler) in el.handlers {
            let slot: Slot = Rc::new(RefCell::new(handler));
            let called = Rc::clone(&slot);
            let listener = Closure::<dyn FnMut(Event)>::new(move |event| {
                called.borrow()(event);
            });
            let _ =
                element.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
            listeners.push(listener);
            slots.push((event, slot));
        }
        let mut children = Vec::new();
        update_all(&element, &mut children, el.children);
        let children = Rc::new(RefCell::new(children));
        let effects = el
            .follows
            .into_iter()
            .map(|follow| follow.start(element.clone(), Rc::clone(&children)))
            .collect();
        PlacedElement {
            element,
            tag: el.tag,
            attributes: el.attributes,
            slots,
            children,
            listeners,
            effects,
        }
    }

    /// Brings what stands up to date, or gives back what it cannot become.
    fn update(&mut self, el: El) -> Result<(), El> {
        let listens = |el: &El| {
            el.handlers
                .iter()
                .map(|(event, _)| *event)
                .eq(self.slots.iter().map(|(event, _)| *event))
        };
        let follows = !self.effects.is_empty() || !el.follows.is_empty();
        if el.tag != self.tag || follows || !listens(&el) {
            return Err(el);
        }
        for (name, value) in &el.attributes {
            if !self
                .attributes
                .iter()
                .any(|old| old.0 == *name && old.1 == *value)
            {
                set(&self.element, name, value);
            }
        }
        for (name, _) in &self.attributes {
            if !el.attributes.iter().any(|new| new.0 == *name) {
                let _ = self.element.remove_attribute(name);
            }
        }
        self.attributes = el.attributes;
        for ((_, slot), (_, handler)) in self.slots.iter().zip(el.handlers) {
            *slot.borrow_mut() = handler;
        }
        update_all(&self.element, &mut self.children.borrow_mut(), el.children);
        Ok(())
    }
}

impl Follow {
    fn start(self, element: Element, children: Rc<RefCell<Vec<Placed>>>) -> RenderEffect<()> {
        RenderEffect::new(move |_| match &self {
            Follow::Attribute(name, value) => match value() {
                Some(value) => set(&element, name, &value),
                None => {
                    let _ = element.remove_attribute(name);
                }
            },
            Follow::Property(name, value) => {
                let value = value();
                let now = js_sys::Reflect::get(&element, &(*name).into());
                // Setting a value that already stands would move the cursor.
                if now.ok().as_ref() != Some(&value) {
                    let _ = js_sys::Reflect::set(&element, &(*name).into(), &value);
                }
            }
            Follow::Children(nodes) => {
                let nodes = nodes();
                update_all(&element, &mut children.borrow_mut(), nodes);
            }
        })
    }
}

impl Drop for PlacedElement {
    fn drop(&mut self) {
        // What follows signals ends before the listeners and children that it may touch.
        self.effects.clear();
        self.listeners.clear();
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
        match &self.0 {
            Placed::Element(placed) => vec![placed.element.clone()],
            _ => Vec::new(),
        }
    }
}

impl AddAnyAttr for Node {
    type Output<Added: Attribute> = Node;

    fn add_any_attr<Added: Attribute>(self, _attr: Added) -> Node {
        self
    }
}

// Leptos asks this of every view; the page is made in the browser only.
impl RenderHtml for Node {
    type AsyncOutput = Node;
    type Owned = Node;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Node {
        self
    }

    fn to_html_with_buf(
        self,
        _buf: &mut String,
        _position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _cursor: &Cursor, _position: &PositionState) -> Kept {
        self.build()
    }

    fn into_owned(self) -> Node {
        self
    }
}
