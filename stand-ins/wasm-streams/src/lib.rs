//! Stands in for the crate of this name. Leptos brings it along for the streams of server functions; this page
//! calls no server. The real one exports its classes to JavaScript, so that no optimiser may drop them: 4 kB of the
//! page's download. Whoever calls a server after all takes `[patch.crates-io]` out of Cargo.toml.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of the browser, as far as Leptos names it. There is none.
pub struct ReadableStream(Infallible);

/// The same as a stream of Rust.
pub struct IntoStream(Infallible);

impl ReadableStream {
    /// From the browser's own.
    pub fn from_raw(_raw: web_sys::ReadableStream) -> Self {
        unreachable!("this page calls no server")
    }

    /// From a stream of Rust.
    pub fn from_stream(_stream: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unreachable!("this page calls no server")
    }

    /// The browser's own.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        match self.0 {}
    }

    /// As a stream of Rust.
    pub fn into_stream(self) -> IntoStream {
        match self.0 {}
    }
}

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0 {}
    }
}
