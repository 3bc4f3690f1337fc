//! Other applications beside the page and in folders below it, with pages, files and caches of their own: the page's
//! worker leaves them alone, and takes nothing of theirs for its own.

use std::fs;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser::visit;
use crate::element::ask;
use crate::offline::{NEXT, Next, again, kept, releases, shown, take, this_release};
use crate::page::Page;
use crate::site::{Site, release};

/// Where the page stands: in a folder, so that there is something beside it.
const FOLDER: &str = "app/";

/// What a neighbour keeps: files under the page's own addresses, and one of its own that is older than the host's.
const NEIGHBOUR_KEEPS: &str = r#"
    const page = `<!doctype html><html data-release="${RELEASE}"><body data-last>Not the calculator.</body></html>`;
    const type = { headers: { "Content-Type": "text/html" } };
    for (const name of [`a neighbour's`, "liver-prescreen", `liver-prescreen ${FOLDER} notes`, `${FOLDER} 0123456789abcdef`]) {
        const cache = await caches.open(name);
        await cache.put(`${FOLDER}other/data.txt`, new Response("kept by the neighbour"));
        await cache.put(`${FOLDER}unknown.txt`, new Response("kept by the neighbour"));
        for (const file of FILES) await cache.put(FOLDER + file, new Response("Not the calculator.", type));
        for (const file of ["", "index.html"]) await cache.put(FOLDER + file, new Response(page, type));
        await cache.put(`${FOLDER}enrolment.json`, new Response('{ "asOf": "2026-11-20", "recruitment": "open", "enrolled": 9 }'));
    }
    return (await caches.keys()).length;
"#;

/// How much each cache of a neighbour holds.
const NEIGHBOUR_HAS: &str = r#"
    const names = (await caches.keys()).filter((name) => !/^liver-prescreen \S+ (?:[0-9a-f]{16}|enrolment)$/.test(name));
    return Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
"#;

/// What the page's worker says to a neighbour who speaks to it.
const WORKER_SAYS: &str = r#"
    const said = [];
    navigator.serviceWorker.addEventListener("message", ({ data }) => said.push(data));
    navigator.serviceWorker.startMessages();
    for (const word of ["release", "take", "anything", { type: "SKIP_WAITING" }]) navigator.serviceWorker.controller?.postMessage(word);
    await new Promise((done) => setTimeout(done, 300));
    return said;
"#;

async fn text(page: &Page, address: &str) -> WebDriverResult<Value> {
    let script = format!(
        "const answer = await fetch({}); return answer.ok ? (await answer.text()).trim() : answer.status",
        json!(address)
    );
    ask(page, &script).await
}

async fn works_alone(page: &Page) -> WebDriverResult<()> {
    page.site.is_gone(true);
    again(page).await?;
    page.type_into("age", "70").await?;
    page.until("excluded", || page.state("verdict-card"))
        .await?;
    page.site.is_gone(false);
    Ok(())
}

// guards: H27
#[tokio::test]
async fn applications_beside_and_below_keep_what_is_theirs() {
    let next = Next::made("neighbours");
    let folder = next.0.clone();
    let address = |site: &Site| format!("{}{FOLDER}other/", site.url);
    visit(address, |mut page| async move {
        let root = page.site.url.clone();
        page.site.url += FOLDER;
        let files: Vec<String> = fs::read_dir(release())
            .expect("the release")
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        let values = format!(
            "const FOLDER = {}, RELEASE = {}, FILES = {};",
            json!(page.site.url),
            json!(this_release()),
            json!(files)
        );
        let caches = ask(&page, &[&values, NEIGHBOUR_KEEPS].concat()).await?;
        assert_eq!(caches, 4);
        let before = ask(&page, NEIGHBOUR_HAS).await?;
        // The calculator comes while the neighbour's page is open, and does not become its worker.
        let neighbour = page.driver().window().await?;
        let own = page.driver().new_tab().await?;
        page.driver().switch_to_window(own.clone()).await?;
        again(&page).await?;
        let active =
            "navigator.serviceWorker.ready.then(({ active }) => (window.__active = active.state))";
        page.run::<()>(active).await?;
        page.holds("window.__active !== undefined").await?;
        page.driver().switch_to_window(neighbour).await?;
        page.holds("!navigator.serviceWorker.controller").await?;
        page.driver().close_window().await?;
        page.driver().switch_to_window(own).await?;
        again(&page).await?;
        kept(&page).await?;
        assert_eq!(shown(&page).await?, this_release());
        works_alone(&page).await?;
        // What a neighbour keeps of enrolment is nobody's word on it.
        assert_eq!(text(&page, "enrolment.json").await?, 404);
        assert_eq!(text(&page, "unknown.txt").await?, 404);
        // A page below is its own and the host's, whatever lies in the caches.
        for place in [format!("{}other/", page.site.url), format!("{root}other/")] {
            page.driver().goto(&place).await?;
            page.holds("document.title === 'Another application of the same host'")
                .await?;
            assert_eq!(text(&page, "data.txt").await?, "from the host", "{place}");
            assert_eq!(text(&page, "unknown.txt").await?, 404);
            assert_eq!(ask(&page, WORKER_SAYS).await?, json!([]), "{place}");
        }
        // Releases follow one another; what is the neighbour's stays.
        page.site.serve(&folder);
        again(&page).await?;
        take(&page).await?;
        page.until(NEXT, || async {
            again(&page).await?;
            releases(&page).await
        })
        .await?;
        assert_eq!(ask(&page, NEIGHBOUR_HAS).await?, before);
        Ok(())
    })
    .await;
    drop(next);
}
