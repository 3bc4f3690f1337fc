//! The browser's own reload in the middle of an entry: it asks first, and nothing that was typed is stored.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::accessible::skipped;
use crate::browser::visit_with;
use crate::engine::Engine;
use crate::offline::{again, kept};
use crate::page::Page;

/// Has drivers leave to a test what a browser asks before it leaves a page; the usual is to say yes for it.
fn asks(capabilities: &mut Capabilities) -> WebDriverResult<()> {
    capabilities.set("webSocketUrl", true)?;
    capabilities.set(
        "unhandledPromptBehavior",
        json!({ "beforeUnload": "ignore" }),
    )
}

/// Opens the page in a browser that asks before it leaves, and waits until it is kept.
async fn opened<F>(test: impl FnOnce(Page) -> F + Send + 'static)
where
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let more = match Engine::chosen() {
        // Its driver refuses both.
        Engine::WebKit => |_: &mut Capabilities| Ok(()),
        _ => asks,
    };
    visit_with(
        more,
        |site| site.url.clone(),
        |page| async move {
            page.stands().await?;
            kept(&page).await?;
            test(page).await
        },
    )
    .await;
}

/// Reloads the page as its browser does.
async fn reload(page: &Page) -> WebDriverResult<()> {
    if page.engine == Engine::Firefox {
        // Its driver waits for the answer to the question that a test is to give, so the page starts the reload.
        let soon = "setTimeout(() => location.reload(), 50)";
        page.run::<()>(soon).await?;
        return page
            .until("true", || async {
                Ok(page.driver().get_alert_text().await.is_ok().to_string())
            })
            .await;
    }
    page.driver().refresh().await
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

/// Fills the form and has the browser reload; whether it asks first.
async fn filled_and_reloaded(page: &Page) -> WebDriverResult<bool> {
    page.enter_worked_patient().await?;
    page.until("not-excluded", || page.state("verdict-card"))
        .await?;
    if page.engine == Engine::WebKit {
        skipped("WebKit's driver answers the question before a reload and never shows it");
        return Ok(false);
    }
    reload(page).await?;
    Ok(true)
}

/// Declines to leave, and goes on in the page.
async fn goes_on(page: &Page) -> WebDriverResult<()> {
    page.driver().dismiss_alert().await?;
    page.until("not-excluded", || page.state("verdict-card"))
        .await?;
    assert_eq!(page.score("meld").await?, "15");
    page.type_into("age", "70").await?;
    page.until("excluded", || page.state("verdict-card")).await
}

/// Whether Firefox's driver no longer has the window in hand whose reload was declined: while another Firefox is busy it now
/// and then says that the window has been discarded, or that the question still stands which was answered, some of it for good.
fn is_lost(page: &Page, ended: &WebDriverResult<()>) -> bool {
    let said = format!("{ended:?}");
    let lost = ["no such window", "unexpected alert open"];
    page.engine == Engine::Firefox && lost.iter().any(|lost| said.contains(lost))
}

// guards: H23
#[tokio::test]
async fn who_does_not_want_the_browsers_own_reload_keeps_every_entry() {
    opened(|page| async move {
        if !filled_and_reloaded(&page).await? {
            return Ok(());
        }
        let ended = goes_on(&page).await;
        if is_lost(&page, &ended) {
            skipped("Firefox's driver has lost the window whose reload was declined");
            return Ok(());
        }
        ended
    })
    .await;
}

// guards: H23
#[tokio::test]
async fn after_the_browsers_own_reload_nothing_typed_is_left() {
    opened(|page| async move {
        let before = files_kept(&page).await?;
        assert!(!before.is_empty());
        if filled_and_reloaded(&page).await? {
            page.driver().accept_alert().await?;
        } else {
            page.driver().refresh().await?;
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
