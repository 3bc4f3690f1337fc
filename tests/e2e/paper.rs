//! The page on paper: what is sent to the patient's file must be few sheets.

use miniz_oxide::inflate::decompress_to_vec_zlib;
use thirtyfour::common::print::{PrintMargins, PrintPage, PrintParameters};
use thirtyfour::prelude::*;

use crate::accessible::tell;
use crate::browser::open;
use crate::engine::Engine;
use crate::page::Page;

/// How many A4 sheets the page fills; nothing in WebKit, whose driver cannot print.
async fn sheets(page: &Page) -> WebDriverResult<Option<usize>> {
    if page.engine == Engine::WebKit {
        return Ok(None);
    }
    let a4 = PrintParameters {
        page: PrintPage {
            width: 21.0,
            height: 29.7,
        },
        margin: PrintMargins {
            top: 1.1,
            bottom: 1.1,
            left: 1.1,
            right: 1.1,
        },
        ..PrintParameters::default()
    };
    Ok(Some(pages(&page.driver().print_page(a4).await?)))
}

/// The pages of a PDF: objects of the type `Page`, which may stand in compressed streams.
fn pages(pdf: &[u8]) -> usize {
    let opened: usize = places(pdf, b"stream")
        .filter(|(before, _)| !before.ends_with(b"end"))
        .filter_map(|(_, after)| {
            let start = after.iter().position(|byte| *byte == b'\n')? + 1;
            decompress_to_vec_zlib(&after[start..]).ok()
        })
        .map(|stream| page_objects(&stream))
        .sum();
    page_objects(pdf) + opened
}

fn page_objects(text: &[u8]) -> usize {
    places(text, b"/Type")
        .filter(|(_, after)| {
            let after = after.trim_ascii_start();
            let name = after.strip_prefix(b"/Page");
            name.is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphanumeric))
        })
        .count()
}

/// What stands before and after each place of a word.
fn places<'a>(text: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
    let starts = text
        .windows(word.len())
        .enumerate()
        .filter(move |(_, window)| *window == word);
    starts.map(move |(start, _)| (&text[..start], &text[start + word.len()..]))
}

#[tokio::test]
async fn a_filled_page_prints_on_two_sheets_at_most() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        let Some(sheets) = sheets(&page).await? else {
            tell("print: WebKit's driver cannot print, so nothing was counted here");
            return Ok(());
        };
        tell(&format!("print: {sheets} sheets of A4"));
        assert!((1..=2).contains(&sheets), "{sheets} sheets");
        Ok(())
    })
    .await;
}
