//! The browser's own reload in the middle of an entry: it asks first, and nothing that was typed is stored.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::accessible::skipped;
use crate::browser::{visit, visit_with};
use crate::engine::Engine;
use crate::offline::{again, kept};
use crate::page::Page;
use crate::site::Site;

/// Has drivers leave to a test what a browser asks before it leaves a page; the usual is to say yes for it.
fn asks(capabilities: &mut Capabilities) -> WebDriverResult<()> {
    capabilities.set("webSocketUrl", true)?;
    capabilities.set(
        "unhandledPromptBehavior",
        json!({ "beforeUnload": "ignore" }),
    )
}

/// Opens the page, in Chromium in a browser that asks before it leaves, and waits until it is kept.
async fn opened<F>(test: impl FnOnce(Page) -> F + Send + 'static)
where
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let address = |site: &Site| site.url.clone();
    let opened = |page: Page| async move {
        page.stands().await?;
        kept(&page).await?;
        test(page).await
    };
    // WebKit's driver refuses both, and Firefox's lost the window or the browser now and then: see docs/flaky.md.
    match Engine::chosen() {
        Engine::Chromium => visit_with(asks, address, opened).await,
        _ => visit(address, opened).await,
    }
}

/// How many fields are filled, and what the browser stores beside the release.
async fn left(page: &Page) -> WebDriverResult<Vec<u32>> {
    let script = r#"
        const done = arguments[0];
        const fields = [...document.querySelector("liver-prescreen").shadowRoot.querySelectorAll("input:not([name$=-unit], [name=units])")];
        const filled = fields.filter((field) => (["radio", "checkbox"].includes(field.type) ? field.checked : field.value)).length;
        const stored = localStorage.length + sessionStorage.length + document.cookie.length;
        indexedDB.databases().then((databases) => done([filled, stored, databases.length]));
    "#;
    page.driver()
        .execute_async(script, Vec::new())
        .await?
        .convert()
}

/// Every file that the browser keeps: none of them may hold an entry.
async fn files_kept(page: &Page) -> WebDriverResult<Vec<String>> {
    let script = r#"
        const done = arguments[0];
        (async () => {
            const files = [];
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const { url } of await cache.keys()) files.push(url);
            }
            done(files.sort());
        })();
    "#;
    page.driver()
        .execute_async(script, Vec::new())
        .await?
        .convert()
}

#[tokio::test]
async fn a_page_that_is_loaded_again_knows_nothing_of_what_was_typed() {
    crate::browser::open(|page| async move {
        kept(&page).await?;
        page.enter_worked_patient().await?;
        again(&page).await?;
        assert_eq!(left(&page).await?, [0, 0, 0]);
        Ok(())
    })
    .await;
}

/// Whether the page has its browser ask before it leaves.
async fn asks_first(page: &Page) -> WebDriverResult<bool> {
    page.run("return !window.dispatchEvent(new window.Event('beforeunload', { cancelable: true }))")
        .await
}

/// Fills the form.
async fn filled(page: &Page) -> WebDriverResult<()> {
    assert!(
        !asks_first(page).await?,
        "an empty form is left without a word"
    );
    page.enter_worked_patient().await?;
    page.until("not-excluded", || page.state("verdict-card"))
        .await?;
    assert!(
        asks_first(page).await?,
        "a filled form is not left without a word"
    );
    Ok(())
}

// guards: H23
#[tokio::test]
async fn who_does_not_want_the_browsers_own_reload_keeps_every_entry() {
    opened(|page| async move {
        filled(&page).await?;
        if page.engine == Engine::Chromium {
            page.driver().refresh().await?;
            page.driver().dismiss_alert().await?;
        } else {
            skipped("only Chromium's driver shows the question before a reload, and has it answered for sure");
        }
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        assert_eq!(page.score("meld").await?, "15");
        page.type_into("age", "70").await?;
        page.until("excluded", || page.state("verdict-card")).await
    })
    .await;
}

// guards: H23
#[tokio::test]
async fn after_the_browsers_own_reload_nothing_typed_is_left() {
    opened(|page| async move {
        let before = files_kept(&page).await?;
        assert!(!before.is_empty());
        filled(&page).await?;
        // Other drivers say yes to the question.
        page.driver().refresh().await?;
        if page.engine == Engine::Chromium {
            page.driver().accept_alert().await?;
        }
        let reloaded = "performance.getEntriesByType('navigation')[0].type === 'reload'";
        page.holds(reloaded).await?;
        page.stands().await?;
        assert_eq!(left(&page).await?, [0, 0, 0]);
        assert_eq!(files_kept(&page).await?, before);
        // An empty page is reloaded without a word.
        page.driver().refresh().await?;
        page.stands().await
    })
    .await;
}
