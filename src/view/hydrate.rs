//! Hydration: a tree takes over HTML that [`super::render_to_string`] wrote, and that a reader, a page translator or an
//! extension may have changed since. Tree and page are walked together; what does not fit is made anew and what is left over
//! is removed, so that nothing here can fail.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Node as Standing};

use super::mounted::{MountedElement, MountedNode};
use super::node::{ElementData, Node};

type Work = Box<dyn FnOnce()>;

/// A hydration, while it lasts.
#[derive(Clone, Default)]
pub(super) struct Hydration {
    /// What our signals set on the page, once every field has said what it holds: a choice set at once would take the
    /// reader's away from its neighbour.
    last: Rc<RefCell<Vec<Work>>>,
}

impl Hydration {
    pub fn at_last(&self, work: impl FnOnce() + 'static) {
        self.last.borrow_mut().push(Box::new(work));
    }

    pub fn end(self) {
        let works = self.last.take();
        works.into_iter().for_each(|work| work());
    }

    /// Takes over the children of an element.
    pub fn children(&self, parent: &Element, nodes: Vec<Node>) -> Vec<MountedNode> {
        let mut at = parent.first_child();
        let mut mounted = Vec::with_capacity(nodes.len());
        for node in nodes {
            let found = at.as_ref().and_then(|at| find(at, &node));
            mounted.push(match found {
                Some(found) => {
                    clear(parent, at, Some(&found));
                    let (ours, next) = self.one(found, node);
                    at = next;
                    ours
                }
                None => {
                    let new = MountedNode::mount(node);
                    let _ = parent.insert_before(new.node(), at.as_ref());
                    new
                }
            });
        }
        clear(parent, at, None);
        mounted
    }

    /// Takes over a node that fits; gives what comes behind it.
    fn one(&self, found: Standing, node: Node) -> (MountedNode, Option<Standing>) {
        let mounted = match node {
            Node::Text(text) if !text.is_empty() => {
                // Texts that were written side by side are one once they are read.
                let whole = found.dyn_ref::<web_sys::Text>();
                let length = u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
                if let Some(whole) = whole.filter(|whole| whole.length() > length) {
                    let _ = whole.split_text(length);
                }
                MountedNode::Text(found, text)
            }
            Node::Element(el) => {
                let element = found.unchecked_into();
                MountedNode::Element(MountedElement::take(*el.0, element, Some(self)))
            }
            _ => MountedNode::Nothing(found),
        };
        let next = mounted.node().next_sibling();
        (mounted, next)
    }
}

/// Takes away everything from one child up to another.
fn clear(parent: &Element, from: Option<Standing>, to: Option<&Standing>) {
    let mut next = from;
    while let Some(child) = next.filter(|child| Some(child) != to) {
        next = child.next_sibling();
        let _ = parent.remove_child(&child);
    }
}

fn from(at: &Standing) -> impl Iterator<Item = Standing> {
    std::iter::successors(Some(at.clone()), Standing::next_sibling)
}

/// The first node from here on that a piece of the tree fits.
fn find(at: &Standing, node: &Node) -> Option<Standing> {
    let is_element = |standing: &Standing| standing.node_type() == Standing::ELEMENT_NODE;
    match node {
        Node::Element(el) => {
            // Somebody else's element may have the same name.
            let exact = from(at).find(|standing| fits(standing, &el.0, true));
            exact.or_else(|| from(at).find(|standing| fits(standing, &el.0, false)))
        }
        // Not beyond the next element, which may be ours.
        Node::Text(text) if !text.is_empty() => from(at)
            .take_while(|standing| !is_element(standing))
            .find(|standing| {
                standing.node_type() == Standing::TEXT_NODE
                    && standing
                        .text_content()
                        .is_some_and(|whole| whole.starts_with(&**text))
            }),
        _ => from(at)
            .take_while(|standing| !is_element(standing))
            .find(|standing| standing.node_type() == Standing::COMMENT_NODE),
    }
}

/// Whether an element fits: by its name and id, and exactly where it has our classes too. Others add classes of their own.
fn fits(standing: &Standing, el: &ElementData, exactly: bool) -> bool {
    let Some(element) = standing.dyn_ref::<Element>() else {
        return false;
    };
    let ours = |name| {
        let mut attributes = el.attributes.iter();
        attributes.find_map(|(of, value)| (*of == name).then_some(&**value))
    };
    let fits =
        element.local_name() == el.tag && element.get_attribute("id").as_deref() == ours("id");
    fits && (!exactly || {
        let classes = element.get_attribute("class");
        let mut theirs = classes.iter().flat_map(|classes| classes.split(' '));
        match ours("class") {
            Some(ours) => {
                let theirs: Vec<&str> = theirs.collect();
                ours.split(' ').all(|class| theirs.contains(&class))
            }
            None => theirs.next().is_none(),
        }
    })
}
