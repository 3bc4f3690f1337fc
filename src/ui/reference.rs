//! Ways out of the page, which open beside it and tell the other side nothing of it.

use crate::study::ANY_STUDY;
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

/// A source, with links where it can be opened.
pub fn source(text: &str) -> El {
    let pieces = references::pieces(text).into_iter();
    let pieces = pieces.map(|(text, address)| match address {
        Some(address) => link(&text, address).into(),
        None => Node::from(text),
    });
    span()
        .class("source")
        .attr("lang", language_of(text))
        .children(pieces.collect())
}

/// The language of what a registry prints, and of a source: Chinese where Chinese stands in it. The studies that the page's
/// own wasm knows are all printed in English.
pub fn language_of(text: &str) -> &'static str {
    if ANY_STUDY && text.chars().any(|c| c >= '\u{2e80}') {
        return "zh-CN";
    }
    "en"
}

/// The contact of a site as printed. An address of e-mail is a link that says nothing but the address.
#[inline(never)]
pub fn contact(text: &str) -> Vec<Node> {
    let mut pieces = Vec::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let address = word.trim_matches(|one: char| !one.is_ascii_alphanumeric());
        if !is_mail(address) {
            pieces.push(Node::from(word.to_owned()));
            continue;
        }
        let (before, after) = word.split_once(address).unwrap_or_default();
        pieces.push(Node::from(before.to_owned()));
        let link = a().attr("href", ["mailto:", address].concat());
        pieces.push(link.child(address.to_owned()).into());
        pieces.push(Node::from(after.to_owned()));
    }
    pieces
}

/// Nothing but letters, digits and the plain signs, so that a link holds no subject and no text.
fn is_mail(word: &str) -> bool {
    let plain = |part: &str, signs: &[u8]| {
        let mut bytes = part.bytes();
        !part.is_empty() && bytes.all(|one| one.is_ascii_alphanumeric() || signs.contains(&one))
    };
    word.split_once('@').is_some_and(|(name, host)| {
        plain(name, b"._+-") && plain(host, b".-") && host.contains('.')
    })
}
