//! Files that arrive with one byte changed: what decides is not run, what does not decide is missed and said to be.

use thirtyfour::prelude::*;

use crate::browser::visit;
use crate::languages;
use crate::offline::{again, kept, releases};
use crate::page::Page;
use crate::site::{Fault, Site};

/// Opens the page where files whose names begin so are damaged.
async fn damaged(name: &'static str, no_wasm_type: bool, sentence: &'static str) {
    let address = move |site: &Site| {
        site.spoil(Some((name, "", Fault::Corrupted)));
        if no_wasm_type {
            site.forget_wasm();
        }
        site.url.clone()
    };
    visit(address, move |page| async move {
        let said = r#"
            const widget = document.querySelector("liver-prescreen");
            const late = document.querySelector(".late");
            if (widget.matches(":defined")) return widget.shadowRoot.textContent;
            return getComputedStyle(late).visibility === "visible" ? late.innerText : "";
        "#;
        page.until("true", || async {
            let said: String = page.run(said).await?;
            Ok(said.contains(sentence).to_string())
        })
        .await?;
        let runs: bool = page
            .run("return !!document.querySelector('liver-prescreen').shadowRoot?.querySelector('.widget:not([data-prerendered])')")
            .await?;
        assert!(!runs, "nothing runs");
        // The worker tries as well, where the page's own script runs, and keeps nothing of it.
        page.until("true", || async {
            let asked = page.site.asked();
            let tries = asked.iter().filter(|path| path.contains(name)).count();
            Ok((tries > 1).to_string())
        })
        .await?;
        page.until("", || releases(&page)).await?;
        Ok(())
    })
    .await;
}

// guards: H36
#[tokio::test]
async fn wasm_with_one_byte_changed_is_not_run() {
    damaged(
        "liver-prescreen-",
        false,
        "A file of the calculator came changed and was not run",
    )
    .await;
}

// guards: H36
#[tokio::test]
async fn wasm_with_one_byte_changed_is_not_run_where_the_host_does_not_know_its_type() {
    damaged(
        "liver-prescreen-",
        true,
        "A file of the calculator came changed and was not run",
    )
    .await;
}

// guards: H36
#[tokio::test]
async fn a_loader_with_one_byte_changed_is_not_run() {
    damaged("liver-prescreen.js", false, "was changed on the way").await;
}

/// Opens the page where files whose names begin and end so are damaged, and waits until the form stands.
async fn standing<F>(
    start: &'static str,
    end: &'static str,
    test: impl FnOnce(Page) -> F + Send + 'static,
) where
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let address = move |site: &Site| {
        site.spoil(Some((start, end, Fault::Corrupted)));
        site.url.clone()
    };
    visit(address, |page| async move {
        page.stands().await?;
        test(page).await
    })
    .await;
}

/// The page answers, and nothing of a release with a damaged file is kept.
async fn answers(page: &Page) -> WebDriverResult<()> {
    page.enter_worked_patient().await?;
    page.until("not-excluded", || page.state("verdict-card"))
        .await?;
    assert_eq!(page.score("meld").await?, "15");
    page.until("", || releases(page)).await
}

/// Once the file is whole again, the worker gets it past what the browser kept of it, and the next visit has all.
async fn mended(page: &Page) -> WebDriverResult<()> {
    page.site.spoil(None);
    again(page).await?;
    kept(page).await?;
    again(page).await?;
    page.stands().await
}

// guards: H36
#[tokio::test]
async fn chinese_with_one_letter_changed_is_not_shown_and_the_page_says_so() {
    standing("zh-CN-", ".txt", |page| async move {
        answers(&page).await?;
        page.press("lang-zh-CN", " ").await?;
        let said = "document.querySelector('liver-prescreen').shadowRoot.textContent.includes('Chinese could not be loaded')";
        page.holds(said).await?;
        assert_eq!(page.text("verdict").await?, "No exclusion found in the listed criteria");
        mended(&page).await?;
        languages::choose(&page, "zh-CN").await
    })
    .await;
}

/// Opens the page with a style sheet in it that somebody on the way has changed, and waits until the form stands and answers.
async fn restyled(sheet: &'static str, holds: &'static str) {
    let address = move |site: &Site| {
        site.page_says(sheet, [sheet, " "].concat());
        site.url.clone()
    };
    visit(address, move |page| async move {
        page.stands().await?;
        page.holds(holds).await?;
        page.enter_worked_patient().await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        assert_eq!(page.score("meld").await?, "15");
        Ok(())
    })
    .await;
}

// guards: H36
#[tokio::test]
async fn a_style_sheet_of_the_page_that_was_changed_is_refused_and_the_bare_page_answers() {
    // It hides the words of the other language around the calculator; bare, the page shows both. The calculator has its own.
    restyled(
        "</script>\n<style>",
        "getComputedStyle(document.querySelector('.head [lang=zh-CN]')).display !== 'none'
            && document.querySelector('liver-prescreen').shadowRoot.querySelector('style').sheet.cssRules.length > 50",
    )
    .await;
}

// guards: H36
#[tokio::test]
async fn a_style_sheet_of_the_form_that_was_changed_is_refused_and_comes_another_way() {
    restyled(
        "<template shadowrootmode=\"open\"><style>",
        "!document.querySelector('liver-prescreen').shadowRoot.querySelector('style').sheet?.cssRules.length
            && document.querySelector('liver-prescreen').shadowRoot.adoptedStyleSheets[0]?.cssRules.length > 50",
    )
    .await;
}

// guards: H36
#[tokio::test]
async fn a_page_script_with_one_letter_changed_is_not_run_and_the_page_answers() {
    standing("page-", ".js", |page| async move {
        answers(&page).await?;
        // Nobody asked to keep the page: that is all that this script does.
        let script = "const done = arguments[0]; navigator.serviceWorker.getRegistrations().then((all) => done(all.length))";
        let workers = page.driver().execute_async(script, Vec::new()).await?;
        assert_eq!(workers.json(), 0);
        Ok(())
    })
    .await;
}
