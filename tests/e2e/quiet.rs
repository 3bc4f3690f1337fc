//! What the page must not do: ask anything of the network after it has loaded, or complain.

use thirtyfour::prelude::*;

use crate::browser::open;
use crate::engine::Engine;
use crate::offline::kept;
use crate::page::Page;

/// Every address that the page asked for, of whatever host, as the browser counts them.
async fn resources(page: &Page) -> WebDriverResult<Vec<String>> {
    page.run("return performance.getEntriesByType('resource').map(({ name }) => name)")
        .await
}

/// What the console was told and what was thrown, refused or rejected, since the page began.
async fn wrong(page: &Page) -> WebDriverResult<Vec<String>> {
    page.run("return window.__wrong").await
}

/// Browsers fetch the icon when they please.
fn without_icon(asked: Vec<String>) -> Vec<String> {
    let icon = |path: &String| path.contains("/icon-");
    asked.into_iter().filter(|path| !icon(path)).collect()
}

// guards: H23
#[tokio::test]
async fn nothing_is_asked_of_the_network_after_the_page_has_loaded() {
    open(|page| async move {
        // A copy of everything is kept for when the network is gone.
        kept(&page).await?;
        let asked = without_icon(page.site.asked());
        let loaded = without_icon(resources(&page).await?);
        assert!(!loaded.is_empty(), "the browser keeps no list");
        page.enter_worked_patient().await?;
        page.type_into("enrolled", "9").await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        page.until("projected", || page.state("arm")).await?;
        assert_eq!(without_icon(page.site.asked()), asked);
        assert_eq!(without_icon(resources(&page).await?), loaded);
        for address in &loaded {
            assert!(address.starts_with(&page.site.url), "{address}");
        }
        // The page fetches each wasm once; WebKit does not use what a preload of this kind has brought, and fetches it
        // again. Its worker takes them from the browser's own cache, which WebKit, on a machine that is busy, gives up
        // to ask the host instead.
        let (preload, worker) = match page.engine {
            Engine::WebKit => (1, 1),
            _ => (0, 0),
        };
        let count = |asked: &[String], of_programs: bool| {
            let wasm = asked.iter().filter(|path| path.ends_with(".wasm"));
            wasm.filter(|path| path.contains("-api-") == of_programs)
                .count()
        };
        // Where the worker begins, the form stands; the wasm for programs and printouts comes after that.
        let begins = asked.iter().position(|path| path == "/sw.js");
        let first = &asked[..begins.expect("the worker")];
        assert!(
            (1..=1 + preload).contains(&count(first, false)),
            "the form's: {asked:?}"
        );
        assert!(
            count(&asked, false) <= count(first, false) + worker,
            "the form's: {asked:?}"
        );
        assert!(
            (1..=1 + worker).contains(&count(&asked, true)),
            "that for programs: {asked:?}"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_page_never_complains() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        page.type_into("enrolled", "9").await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        page.type_into("albumin", "290").await?;
        page.until("undetermined", || page.state("verdict-card"))
            .await?;
        assert_eq!(wrong(&page).await?, Vec::<String>::new());
        // And a complaint would have been heard, as would a script that the page's policy refuses.
        page.run::<()>(
            r#"
            window.console.error("made up");
            const script = document.createElement("script");
            script.textContent = "document.title = 'an inline script ran'";
            document.head.append(script);
            "#,
        )
        .await?;
        page.until(
            "console.error: made up; refused by policy: inline",
            || async {
                let wrong = wrong(&page).await?;
                // Firefox and WebKit say it on the console too, in words of their own.
                let told = wrong
                    .into_iter()
                    .filter(|said| said.contains("made up") || said.contains("policy: inline"));
                Ok(told.collect::<Vec<_>>().join("; "))
            },
        )
        .await?;
        let title: String = page.run("return document.title").await?;
        assert_eq!(title, "Liver Prescreen");
        Ok(())
    })
    .await;
}
