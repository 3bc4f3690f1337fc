//! A tree as HTML, written where there is no browser.

use leptos::prelude::untrack;

use super::node::{Binding, ElementData, Node, PropertyValue};

/// Elements that have no content and no end tag.
const VOID: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

/// The HTML of a tree as its signals stand. Called inside an owner, since what it asks may make signals; it makes no
/// effect, which would want somebody to run it.
pub fn render_to_string(node: &Node) -> String {
    let mut out = String::new();
    untrack(|| write(node, &mut out));
    out
}

fn write(node: &Node, out: &mut String) {
    match node {
        // A text without letters would be no node once it is read again.
        Node::Text(text) if text.is_empty() => out.push_str("<!---->"),
        Node::Nothing | Node::Unchanged => out.push_str("<!---->"),
        Node::Text(text) => escape(text, out),
        Node::Element(el) => element(&el.0, out),
    }
}

fn element(el: &ElementData, out: &mut String) {
    out.push('<');
    out.push_str(el.tag);
    for (name, value) in &el.attributes {
        attribute(name, value, out);
    }
    let mut content = None;
    for binding in &el.bindings {
        match binding {
            Binding::Attribute(name, value) => {
                if let Some(value) = value() {
                    attribute(name, &value, out);
                }
            }
            Binding::Property(name, value, _) => match value() {
                PropertyValue::Bool(true) => attribute(name, "", out),
                PropertyValue::Text(text) if el.tag == "textarea" => {
                    content = Some(vec![text.into()])
                }
                PropertyValue::Text(text) if !text.is_empty() => attribute(name, &text, out),
                _ => {}
            },
            Binding::Children(nodes) => content = Some(nodes()),
        }
    }
    out.push('>');
    if VOID.contains(&el.tag) {
        return;
    }
    let children = content.as_ref().unwrap_or(&el.children);
    // A line break right behind this tag is not read.
    if el.tag == "textarea"
        && matches!(children.first(), Some(Node::Text(text)) if text.starts_with('\n'))
    {
        out.push('\n');
    }
    for child in children {
        match child {
            // Everything in it is text, comments too.
            Node::Nothing | Node::Unchanged if el.tag == "textarea" => {}
            Node::Text(text) if el.tag == "textarea" => escape(text, out),
            child => write(child, out),
        }
    }
    out.push_str("</");
    out.push_str(el.tag);
    out.push('>');
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    if !value.is_empty() {
        out.push_str("=\"");
        escape(value, out);
        out.push('"');
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Read as a line break where it stands by itself.
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}
