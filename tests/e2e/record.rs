//! Leaving with the result: what is copied is what the page says, and where copying is refused a hand can do it.

use thirtyfour::prelude::*;

use crate::browser::{open, visit};
use crate::page::Page;
use crate::site::{Fault, Site};

/// A clipboard that keeps what it is given.
pub const KEEPS: &str = r#"
    const writeText = async (text) => { window.__copied = text; };
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
"#;

/// A clipboard that a browser refuses, as it does in a frame that is not trusted.
const REFUSES: &str = r#"
    const writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
"#;

/// None at all, as on a page without TLS.
const ABSENT: &str = r#"
    Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
"#;

/// What goes on paper, as plain text: it stands there between the two events of a browser that prints.
const ON_PAPER: &str = r#"
    dispatchEvent(new Event("beforeprint"));
    const root = document.querySelector("liver-prescreen").shadowRoot;
    const part = (part) => {
        const title = part.querySelector("h2")?.textContent;
        const lines = [...part.querySelectorAll("li")].map((line) => `${line.textContent}\n`);
        return (title ? `\n${title}\n` : "") + lines.join("");
    };
    const text = [...root.querySelectorAll(".record > div")].map(part).join("");
    dispatchEvent(new Event("afterprint"));
    return root.querySelector(".record") ? "the record stayed on the page" : text;
"#;

/// What is selected in the text to be copied by hand, where the keyboard is.
pub const SELECTED: &str = r#"
    const area = document.querySelector("liver-prescreen").shadowRoot.activeElement;
    if (area?.id !== "record-text") return "the keyboard is elsewhere";
    return area.readOnly ? area.value.slice(area.selectionStart, area.selectionEnd) : "it can be changed";
"#;

/// The record, as it is printed.
pub async fn on_paper(page: &Page) -> WebDriverResult<String> {
    page.run(ON_PAPER).await
}

/// Presses a button with the space bar.
pub async fn press(page: &Page, id: &str) -> WebDriverResult<()> {
    page.press(id, " ").await
}

/// What stands beside the button that copies.
pub async fn note(page: &Page) -> WebDriverResult<String> {
    let script = r#"
        const root = document.querySelector("liver-prescreen").shadowRoot;
        return root.querySelector(".leave .note")?.textContent ?? "";
    "#;
    page.run(script).await
}

async fn enter_excluded_patient(page: &Page) -> WebDriverResult<()> {
    page.enter_worked_patient().await?;
    page.choose("E6-yes").await?;
    page.until("excluded", || page.state("verdict-card")).await
}

/// What a button copies in a browser that allows it.
pub async fn copied(page: &Page, id: &str) -> WebDriverResult<String> {
    page.run::<()>(KEEPS).await?;
    press(page, id).await?;
    page.holds("window.__copied !== undefined").await?;
    page.run("const text = window.__copied; delete window.__copied; return text")
        .await
}

#[tokio::test]
async fn a_summary_of_eight_lines_or_the_whole_record_is_copied_in_the_language_of_the_page() {
    open(|page| async move {
        enter_excluded_patient(&page).await?;
        let summary = copied(&page, "copy").await?;
        page.until("Copied", || note(&page)).await?;
        assert!(summary.lines().count() <= 8, "{summary}");
        let whole = copied(&page, "copy-whole").await?;
        page.until("Copied", || note(&page)).await?;
        for text in [&summary, &whole] {
            for part in [
                "Does not meet the listed criteria",
                "E6 HIV",
                "29 g/L",
                "MELD-Na",
            ] {
                assert!(text.contains(part), "{part}: {text}");
            }
        }
        assert!(whole.lines().count() > 60, "{whole}");
        for line in ["\nAlbumin: 29 g/L\n", "\nE6 HIV\n"] {
            assert!(whole.contains(line), "{line}{whole}");
        }
        // What was copied is no longer what stands here.
        page.type_into("albumin", "28").await?;
        page.until("", || note(&page)).await?;

        press(&page, "lang-zh-CN").await?;
        page.until("zh-CN", || page.run("return document.documentElement.lang"))
            .await?;
        let summary = copied(&page, "copy").await?;
        page.until("已复制", || note(&page)).await?;
        assert!(summary.contains("白蛋白 28 g/L"), "{summary}");
        let whole = copied(&page, "copy-whole").await?;
        assert!(whole.contains("\n白蛋白：28 g/L\n"), "{whole}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn on_paper_stand_the_entries_why_and_lines_to_sign() {
    open(|page| async move {
        enter_excluded_patient(&page).await?;
        let paper = on_paper(&page).await?;
        for line in ["\nAlbumin: 29 g/L\n", "\nI4a Albumin: Met · 29 g/L, needs < 35 g/L\n"] {
            assert!(paper.contains(line), "{line}{paper}");
        }
        let by_hand: Vec<String> = page
            .run(
                r#"
                dispatchEvent(new Event("beforeprint"));
                const root = document.querySelector("liver-prescreen").shadowRoot;
                const lines = [...root.querySelectorAll(".by-hand p")].map((line) => line.textContent);
                dispatchEvent(new Event("afterprint"));
                return lines;
                "#,
            )
            .await?;
        assert_eq!(by_hand, ["Patient", "Physician", "Date", "Signature"]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn that_it_was_copied_is_said_to_who_does_not_see_it() {
    open(|page| async move {
        page.run::<()>(KEEPS).await?;
        press(&page, "copy").await?;
        page.until("Copied", || async {
            let script = r#"
                const root = document.querySelector("liver-prescreen").shadowRoot;
                return root.querySelector("[role=status].unseen").textContent;
            "#;
            page.run(script).await
        })
        .await
    })
    .await;
}

#[tokio::test]
async fn where_copying_is_refused_the_text_stands_there_selected() {
    open(|page| async move {
        enter_excluded_patient(&page).await?;
        for (clipboard, changed) in [(REFUSES, "28"), (ABSENT, "27")] {
            let record = copied(&page, "copy").await?;
            page.run::<()>(clipboard).await?;
            press(&page, "copy").await?;
            page.until(&record, || page.run(SELECTED)).await?;
            let said = page.text("record-refused").await?;
            assert!(said.contains("copy it with the keyboard"), "{said}");
            // A text that is no longer what stands here goes away.
            page.type_into("albumin", changed).await?;
            page.until("gone", || {
                page.run(
                    r#"
                    const root = document.querySelector("liver-prescreen").shadowRoot;
                    return root.getElementById("record-text") ? "there" : "gone";
                    "#,
                )
            })
            .await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_button_prints() {
    open(|page| async move {
        page.run::<()>("window.print = () => { window.__printed = true; };")
            .await?;
        press(&page, "print").await?;
        page.until("true", || page.run("return String(!!window.__printed)"))
            .await
    })
    .await;
}

/// What stands on paper, whole.
async fn whole_paper(page: &Page) -> WebDriverResult<String> {
    let script = r#"
        dispatchEvent(new Event("beforeprint"));
        const text = document.querySelector("liver-prescreen").shadowRoot.querySelector(".record").textContent;
        dispatchEvent(new Event("afterprint"));
        return text;
    "#;
    page.run(script).await
}

// guards: H22
#[tokio::test]
async fn for_as_long_as_the_part_that_writes_it_has_not_come_paper_says_so_and_copying_waits() {
    let address = |site: &Site| {
        site.spoil(Some(("liver-prescreen-api-", ".wasm", Fault::Stalls)));
        site.url.clone()
    };
    visit(address, |page| async move {
        page.stands().await?;
        page.run::<()>(KEEPS).await?;
        page.type_into("age", "70").await?;
        page.until("excluded", || page.state("verdict-card")).await?;
        let paper = whole_paper(&page).await?;
        assert_eq!(
            paper,
            "The record is still being loaded. Close the print window, wait a moment, then print again."
        );
        press(&page, "copy").await?;
        // What is entered meanwhile counts.
        page.type_into("age", "71").await?;
        assert!(page.run::<bool>("return window.__copied === undefined").await?);
        assert_eq!(note(&page).await?, "");
        page.site.spoil(None);
        page.until("Copied", || note(&page)).await?;
        let copied: String = page.run("return window.__copied").await?;
        assert!(copied.contains("71 years") && !copied.contains("70 years"), "{copied}");
        let paper = on_paper(&page).await?;
        assert!(paper.contains("\nAge: 71 years\n"), "{paper}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn where_the_part_that_writes_it_does_not_come_that_is_said() {
    let address = |site: &Site| {
        site.spoil(Some(("liver-prescreen-api-", ".wasm", Fault::Missing)));
        site.url.clone()
    };
    visit(address, |page| async move {
        page.stands().await?;
        let said = || async {
            let script = r#"
                const root = document.querySelector("liver-prescreen").shadowRoot;
                return String(root.querySelector(".leave .error")?.textContent.includes("could not be loaded"));
            "#;
            page.run::<String>(script).await
        };
        press(&page, "copy").await?;
        page.until("true", said).await?;
        page.site.spoil(None);
        let copied = copied(&page, "copy").await?;
        assert!(copied.contains("Not yet determined"), "{copied}");
        page.until("undefined", said).await
    })
    .await;
}
