//! The record on paper: what goes into the patient's file is one sheet.

use miniz_oxide::inflate::decompress_to_vec_zlib;
use thirtyfour::common::print::{PrintMargins, PrintPage, PrintParameters};
use thirtyfour::prelude::*;

use crate::accessible::skipped;
use crate::browser::open;
use crate::engine::Engine;
use crate::languages::choose;
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

/// The record as it stands when a browser begins to print.
const ON_PAPER: &str = r#"
    const root = document.querySelector("liver-prescreen").shadowRoot;
    window.onPaper = null;
    addEventListener("beforeprint", () => { window.onPaper = root.querySelector(".record")?.textContent; }, { once: true });
"#;

const SAID: &str = r#"
    const stays = document.querySelector("liver-prescreen").shadowRoot.querySelector(".record");
    return stays ? "the record stayed on the screen" : (window.onPaper ?? "nothing was on paper");
"#;

/// Prints, and looks for one sheet that says this.
pub async fn prints_on_one_sheet(page: &Page, text: &str) -> WebDriverResult<()> {
    // What was just entered arrives in a moment.
    let says = format!("return String(window.onPaper.includes({text:?}));");
    let simulated = [
        ON_PAPER,
        r#"dispatchEvent(new Event("beforeprint")); dispatchEvent(new Event("afterprint"));"#,
        &says,
    ]
    .concat();
    page.until("true", || page.run(&simulated)).await?;
    page.run::<()>(ON_PAPER).await?;
    match sheets(page).await? {
        Some(sheets) => {
            assert_eq!(sheets, 1, "{text}");
            let said: String = page.run(SAID).await?;
            assert!(said.contains(text), "{text} is not on paper: {said}");
            // The driver is done a moment before the page is laid out for the screen again.
            page.holds("document.querySelector('liver-prescreen').shadowRoot.querySelector('.ask').checkVisibility()")
                .await?;
        }
        None => skipped("this browser's driver cannot print, so no sheet was counted"),
    }
    Ok(())
}

#[tokio::test]
async fn the_record_prints_on_one_sheet_in_either_language() {
    open(|page| async move {
        prints_on_one_sheet(&page, "Not yet determined").await?;
        page.enter_worked_patient().await?;
        page.type_into("enrolled", "9").await?;
        prints_on_one_sheet(&page, "place would be 2 of 8").await?;
        page.choose("E6-yes").await?;
        prints_on_one_sheet(&page, "Does not meet the listed criteria").await?;
        choose(&page, "zh-CN").await?;
        prints_on_one_sheet(&page, "不符合所列入排标准").await?;
        page.choose("E6-no").await?;
        prints_on_one_sheet(&page, "中剂量组第2例").await
    })
    .await;
}

#[tokio::test]
async fn a_record_of_everything_that_can_be_entered_prints_on_one_sheet() {
    open(|page| async move {
        page.run::<()>(include_str!("everything.js")).await?;
        prints_on_one_sheet(&page, "Entered but not used").await?;
        choose(&page, "zh-CN").await?;
        prints_on_one_sheet(&page, "已填写但未采用").await
    })
    .await;
}
