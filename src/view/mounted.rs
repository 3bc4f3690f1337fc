//! What is mounted on a page: made from a tree, and compared with the next one.

use std::cell::RefCell;
use std::rc::Rc;

use any_spawner::Executor;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::{RenderEffect, document, untrack};
use wasm_bindgen::prelude::*;
use web_sys::{Comment, Document, Element, Text};

use super::hydrate::Hydration;
use super::node::{Binding, CowStr, El, ElementData, Handler, Node, PropertyValue};
use super::svg;

/// What stands on the page.
pub(super) enum MountedNode {
    Nothing(web_sys::Node),
    Text(web_sys::Node, CowStr),
    Element(MountedElement),
}

/// The handler in force; the listener looks it up, so that it can be exchanged.
type Slot = Rc<RefCell<Handler>>;

pub(super) struct MountedElement {
    element: Element,
    tag: &'static str,
    attributes: Vec<(&'static str, CowStr)>,
    slots: Vec<(&'static str, Slot)>,
    /// The names of what is bound to signals.
    bound_names: Vec<&'static str>,
    children: Rc<RefCell<Vec<MountedNode>>>,
    // Kept for as long as the element stands: dropping them ends them.
    listeners: Vec<EventListener>,
    effects: Vec<RenderEffect<()>>,
}

// Not as methods of the document: a form or an image of the host's that bears the name of one stands in its place.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createElement"], js_name = call)]
    fn create_element(document: &Document, tag: &str) -> Element;
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createElementNS"], js_name = call)]
    fn create_element_ns(document: &Document, space: &str, tag: &str) -> Element;
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createTextNode"], js_name = call)]
    fn create_text(document: &Document, text: &str) -> Text;
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createComment"], js_name = call)]
    fn create_comment(document: &Document, text: &str) -> Comment;
}

const SVG: &str = "http://www.w3.org/2000/svg";

fn create(tag: &str) -> Element {
    // Only a tag that is no name is refused, and every tag stands in the code.
    if svg::is_of_drawing(tag) {
        create_element_ns(&document(), SVG, tag)
    } else {
        create_element(&document(), tag)
    }
}

/// Setting an attribute fails only for a name that is none; every name stands in the code.
fn set_attribute(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

impl MountedNode {
    /// Makes a piece of the page.
    pub fn mount(node: Node) -> Self {
        match node {
            Node::Nothing | Node::Unchanged => {
                MountedNode::Nothing(create_comment(&document(), "").into())
            }
            Node::Text(text) if text.is_empty() => MountedNode::mount(Node::Nothing),
            Node::Text(text) => MountedNode::Text(create_text(&document(), &text).into(), text),
            Node::Element(el) => {
                let element = create(el.0.tag);
                MountedNode::Element(MountedElement::take(*el.0, element, None))
            }
        }
    }

    /// Its node.
    pub fn node(&self) -> &web_sys::Node {
        match self {
            MountedNode::Nothing(node) | MountedNode::Text(node, _) => node,
            MountedNode::Element(mounted) => &mounted.element,
        }
    }

    /// Brings it up to date.
    pub fn update(&mut self, node: Node) {
        let node = match (&mut *self, node) {
            (_, Node::Unchanged) | (MountedNode::Nothing(_), Node::Nothing) => return,
            (MountedNode::Nothing(_), Node::Text(text)) if text.is_empty() => return,
            (MountedNode::Text(place, old), Node::Text(text)) => {
                if *old != text {
                    place.set_text_content(Some(&text));
                    *old = text;
                }
                return;
            }
            (MountedNode::Element(mounted), Node::Element(el)) => match mounted.update(el) {
                Ok(()) => return,
                Err(el) => Node::Element(el),
            },
            (_, node) => node,
        };
        let new = MountedNode::mount(node);
        self.leave();
        if let Some(parent) = self.node().parent_node() {
            let _ = parent.replace_child(new.node(), self.node());
        }
        *self = new;
    }

    /// Comes before it is taken off the page: Chromium never frees radio buttons that leave a shadow root with a name.
    pub fn leave(&self) {
        let MountedNode::Element(mounted) = self else {
            return;
        };
        if mounted.attributes.iter().any(|(name, _)| *name == "name") {
            let _ = mounted.element.remove_attribute("name");
        }
        mounted
            .children
            .borrow()
            .iter()
            .for_each(MountedNode::leave);
    }

    fn stands_in(&self, parent: &web_sys::Node) -> bool {
        self.node().parent_node().as_ref() == Some(parent)
    }
}

fn update_all(parent: &Element, mounted: &mut Vec<MountedNode>, nodes: Vec<Node>) {
    let keep = nodes.len();
    let mut nodes = nodes.into_iter();
    let disturbed = !mounted.iter().all(|mounted| mounted.stands_in(parent));
    for (mounted, node) in mounted.iter_mut().zip(nodes.by_ref()) {
        mounted.update(node);
    }
    for extra in mounted.iter().skip(keep) {
        extra.leave();
        let _ = parent.remove_child(extra.node());
    }
    mounted.truncate(keep);
    for node in nodes {
        let new = MountedNode::mount(node);
        let _ = parent.append_child(new.node());
        mounted.push(new);
    }
    if disturbed {
        put_back(parent, mounted);
    }
}

/// Takes away what others have put below an element in place of ours, as a page translator does with each text, and puts
/// ours back. What still stands in its place is not moved: it may have the focus.
fn put_back(parent: &Element, mounted: &[MountedNode]) {
    let mut next = parent.first_child();
    while let Some(child) = next {
        next = child.next_sibling();
        if !mounted.iter().any(|ours| *ours.node() == child) {
            let _ = parent.remove_child(&child);
        }
    }
    let mut next = parent.first_child();
    for ours in mounted.iter().map(MountedNode::node) {
        if next.as_ref() == Some(ours) {
            next = ours.next_sibling();
        } else {
            let _ = parent.insert_before(ours, next.as_ref());
        }
    }
}

impl MountedElement {
    /// Mounts an element: a new one, or in hydration one that is on the page. Of that the attributes that
    /// differ are set, and those that others gave it are left.
    pub(super) fn take(el: ElementData, element: Element, hydration: Option<&Hydration>) -> Self {
        for (name, value) in &el.attributes {
            let stands = || element.get_attribute(name).as_deref() == Some(value);
            // What a reader closed stays closed.
            if hydration.is_none() || (*name != OPEN && !stands()) {
                set_attribute(&element, name, value);
            }
        }
        let mut listeners = Vec::new();
        let mut slots = Vec::new();
        for (event, handler) in el.handlers {
            let slot: Slot = Rc::new(RefCell::new(handler));
            let called = Rc::clone(&slot);
            // Not passive, which is what gloo takes for granted: a key that chooses an answer is not to do more.
            let options = EventListenerOptions::enable_prevent_default();
            let call = move |event: &web_sys::Event| called.borrow()(event.clone());
            let listener = EventListener::new_with_options(&element, event, options, call);
            listeners.push(listener);
            slots.push((event, slot));
        }
        let bound_names: Vec<&str> = el.bindings.iter().map(Binding::what).collect();
        let mut children = Vec::new();
        match hydration {
            // They are hydrated as soon as they are known.
            Some(_) if bound_names.contains(&CHILDREN) => {}
            Some(hydration) => children = hydration.children(&element, el.children),
            None => update_all(&element, &mut children, el.children),
        }
        let children = Rc::new(RefCell::new(children));
        let effects = el
            .bindings
            .into_iter()
            .map(|binding| binding.start(element.clone(), Rc::clone(&children), hydration))
            .collect();
        MountedElement {
            element,
            tag: el.tag,
            attributes: el.attributes,
            slots,
            bound_names,
            children,
            listeners,
            effects,
        }
    }

    /// Brings what stands up to date, or gives back what it cannot become.
    fn update(&mut self, el: El) -> Result<(), El> {
        let standing = self.slots.iter().map(|(event, _)| *event);
        let listens = el.0.handlers.iter().map(|(event, _)| *event).eq(standing);
        let bound_names = self.bound_names.iter().copied();
        let same_bindings = el.0.bindings.iter().map(Binding::what).eq(bound_names);
        if el.0.tag != self.tag || !same_bindings || !listens {
            return Err(el);
        }
        let el = *el.0;
        // Ended before anything else: they would set what the new ones are to set.
        self.effects.clear();
        for (name, value) in &el.attributes {
            if !self
                .attributes
                .iter()
                .any(|old| old.0 == *name && old.1 == *value)
            {
                set_attribute(&self.element, name, value);
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
        if !self.bound_names.contains(&CHILDREN) {
            update_all(&self.element, &mut self.children.borrow_mut(), el.children);
        }
        for binding in el.bindings {
            let effect = binding.start(self.element.clone(), Rc::clone(&self.children), None);
            self.effects.push(effect);
        }
        Ok(())
    }
}

const CHILDREN: &str = "";
/// Whether details are open: the reader's to say, on the page that is hydrated.
const OPEN: &str = "open";

impl Binding {
    /// The name of the attribute or property.
    fn what(&self) -> &'static str {
        match self {
            Binding::Attribute(name, _) | Binding::Property(name, ..) => name,
            Binding::Children(_) => CHILDREN,
        }
    }

    fn start(
        self,
        element: Element,
        children: Rc<RefCell<Vec<MountedNode>>>,
        hydration: Option<&Hydration>,
    ) -> RenderEffect<()> {
        let binding = Rc::new(self);
        // The first run alone takes over.
        let mut hydration = hydration.cloned();
        RenderEffect::new(move |_| match (&*binding, hydration.take()) {
            (Binding::Attribute(name, value), hydration) => match value() {
                Some(value) => set_attribute(&element, name, &value),
                // What a reader opened stays open.
                None if hydration.is_some() && *name == OPEN => {}
                None => {
                    let _ = element.remove_attribute(name);
                }
            },
            (Binding::Property(name, value, _), None) => set_property(&element, name, value()),
            (Binding::Property(name, value, put), Some(hydration)) => {
                let held = js_sys::Reflect::get(&element, &(*name).into()).ok();
                let ours = value();
                match (held.and_then(held_value), put) {
                    (Some(held), Some(put)) if held != ours => untrack(|| put(held)),
                    _ => {
                        let (binding, element) = (Rc::clone(&binding), element.clone());
                        hydration.at_last(move || {
                            if let Binding::Property(name, value, _) = &*binding {
                                set_property(&element, name, untrack(value));
                            }
                        });
                    }
                }
            }
            (Binding::Children(nodes), None) => {
                let nodes = nodes();
                update_all(&element, &mut children.borrow_mut(), nodes);
            }
            (Binding::Children(nodes), Some(hydration)) => {
                let taken = hydration.children(&element, nodes());
                *children.borrow_mut() = taken;
            }
        })
    }
}

/// Sets a property.
fn set_property(element: &Element, name: &str, value: PropertyValue) {
    let value = match value {
        PropertyValue::Text(text) => JsValue::from(text),
        PropertyValue::Bool(is) => JsValue::from(is),
    };
    let now = js_sys::Reflect::get(element, &name.into());
    // Setting a value that already stands would move the cursor.
    if now.ok().as_ref() != Some(&value) {
        let _ = js_sys::Reflect::set(element, &name.into(), &value);
    }
}

/// What a property says that was there before us. An empty field says nothing, nor does a choice that is not chosen.
fn held_value(held: JsValue) -> Option<PropertyValue> {
    match held.as_string() {
        Some(text) => (!text.is_empty()).then_some(PropertyValue::Text(text)),
        None => (held == true).then_some(PropertyValue::Bool(true)),
    }
}

/// A tree on a page, for as long as this is kept.
#[must_use = "what is mounted goes as soon as this does"]
pub struct Mounted(MountedNode);

/// Puts a tree on the page, behind what stands in its parent. Called inside the owner of its signals.
pub fn mount(parent: &web_sys::Node, node: Node) -> Mounted {
    run_effects();
    let mounted = MountedNode::mount(node);
    let _ = parent.append_child(mounted.node());
    Mounted(mounted)
}

/// Takes over an element that stands on the page as a tree; what of it does not fit is made anew. Called inside the owner
/// of its signals.
pub fn hydrate(standing: &Element, node: Node) -> Mounted {
    run_effects();
    let Node::Element(el) = node else {
        let mounted = MountedNode::mount(node);
        let _ = standing.replace_with_with_node_1(mounted.node());
        return Mounted(mounted);
    };
    let hydration = Hydration::default();
    let mounted = MountedElement::take(*el.0, standing.clone(), Some(&hydration));
    hydration.end();
    Mounted(MountedNode::Element(mounted))
}

/// Effects are run by the browser. Refused once that is settled.
fn run_effects() {
    let _ = Executor::init_wasm_bindgen();
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.0.leave();
        let node = self.0.node();
        if let Some(parent) = node.parent_node() {
            let _ = parent.remove_child(node);
        }
    }
}

impl Drop for MountedElement {
    fn drop(&mut self) {
        // Bindings end before the listeners and children that it may touch.
        self.effects.clear();
        self.listeners.clear();
    }
}
