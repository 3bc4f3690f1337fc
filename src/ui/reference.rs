//! Ways out of the page, which open beside it and tell the other side nothing of it.

use crate::view::html::{a, span};
use crate::view::{El, Node};
use crate::words::references;

/// A link to another page.
pub fn link(text: &str, url: String) -> El {
    a().attr("href", url)
        .attr("rel", "noopener noreferrer")
        .attr("target", "_blank")
        .child(text.to_owned())
}

/// A source in English, with links where it can be opened.
pub fn source(text: &str) -> El {
    let pieces = references::pieces(text).into_iter();
    let pieces = pieces.map(|(text, address)| match address {
        Some(address) => link(&text, address).into(),
        None => Node::from(text),
    });
    span()
        .class("source")
        .attr("lang", "en")
        .children(pieces.collect())
}
