//! The network comes and goes, releases follow one another, files arrive damaged: the page works or says why not.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;
use tokio::time::timeout;

use crate::accessible::skipped;
use crate::browser::{open, visit};
use crate::element::ask;
use crate::engine::Engine;
use crate::languages;
use crate::page::Page;
use crate::site::{Fault, Site, release};

/// A script of the next release, under a name that this one does not know.
pub const NEXT_SCRIPT: &str = "page-fedcba9876543210.js";
/// The name of the next release.
pub const NEXT: &str = "0123456789abcdef";

/// The next release: another name, and a file under a new one. Gone when the test ends.
pub struct Next(pub PathBuf);

impl Next {
    /// Makes it in a folder of its own.
    pub fn made(test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("liver-next-{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let mut script = String::new();
        for entry in fs::read_dir(release()).expect("the release").flatten() {
            let name = entry.file_name().into_string().expect("a name");
            if name.starts_with("page-") && name.ends_with(".js") {
                script.clone_from(&name);
            }
            // Chinese of this release is not on the host any more.
            if !name.starts_with("zh-CN-") {
                fs::copy(entry.path(), folder.join(&name)).expect("a copy");
            }
        }
        fs::rename(folder.join(&script), folder.join(NEXT_SCRIPT)).expect("a script");
        let this = this_release();
        for name in ["index.html", "sw.js"] {
            let text = fs::read_to_string(folder.join(name)).expect(name);
            assert!(text.contains(&this) && text.contains(&script), "{name}");
            fs::write(
                folder.join(name),
                text.replace(&this, NEXT).replace(&script, NEXT_SCRIPT),
            )
            .expect(name);
        }
        // The next release has its own Chinese; what is in it does not matter here.
        let worker = fs::read_to_string(folder.join("sw.js")).expect("sw.js");
        let start = worker
            .find(",\"zh-CN-")
            .expect("Chinese, the last of the list");
        let end = start + worker[start..].find('}').expect("a list");
        fs::write(
            folder.join("sw.js"),
            [&worker[..start], &worker[end..]].concat(),
        )
        .expect("sw.js");
        Next(folder)
    }
}

impl Drop for Next {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The name of the release under test.
pub fn this_release() -> String {
    let page = fs::read_to_string(release().join("index.html")).expect("the page");
    let start = page.find("data-release=\"").expect("a release") + 14;
    page[start..start + 16].to_owned()
}

/// The release that the page shows.
pub async fn shown(page: &Page) -> WebDriverResult<String> {
    page.run("return document.documentElement.dataset.release ?? ''")
        .await
}

/// Waits until the worker has everything and stands before the page.
pub async fn kept(page: &Page) -> WebDriverResult<()> {
    let stands = "!!navigator.serviceWorker.controller";
    for _ in 0..2 {
        if let Ok(kept) = timeout(Duration::from_secs(20), page.holds(stands)).await {
            return kept;
        }
        // What a browser dropped on its way comes with another visit.
        again(page).await?;
    }
    page.holds(stands).await
}

/// Opens the page once more.
pub async fn again(page: &Page) -> WebDriverResult<()> {
    page.driver().goto(&page.site.url).await?;
    page.stands().await
}

/// Whether a next release is announced.
pub async fn announced(page: &Page) -> WebDriverResult<String> {
    page.run("return String(!!document.querySelector('.news button'))")
        .await
}

/// Waits for what a worker does with a release. Asked gently: WebKit drops a worker on its way the more often, the more
/// its driver asks meanwhile. What was dropped comes with another visit.
pub async fn comes<F>(page: &Page, expected: &str, read: impl Fn() -> F) -> WebDriverResult<()>
where
    F: Future<Output = WebDriverResult<String>>,
{
    for second in 1..30 {
        if read().await? == expected {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        if second % 6 == 0 {
            again(page).await?;
        }
    }
    page.until(expected, read).await
}

/// Waits for the next release to be announced, and takes it.
pub async fn take(page: &Page) -> WebDriverResult<()> {
    comes(page, "true", || announced(page)).await?;
    page.run::<()>("document.querySelector('.news button').click()")
        .await?;
    page.until(NEXT, || async { shown(page).await.or(Ok(String::new())) })
        .await?;
    page.stands().await
}

/// The releases of the page that the browser keeps, whatever others keep beside it.
pub async fn releases(page: &Page) -> WebDriverResult<String> {
    let script = r#"
        const done = arguments[0];
        const release = (name) => name.match(/^liver-prescreen \S+ ([0-9a-f]{16})$/)?.[1] ?? [];
        caches.keys().then((names) => done(names.flatMap(release).sort().join(" ")));
    "#;
    let names = page.driver().execute_async(script, Vec::new()).await?;
    names.convert()
}

// guards: H27
#[tokio::test]
async fn after_one_visit_everything_works_with_the_network_gone() {
    open(|page| async move {
        kept(&page).await?;
        page.site.is_gone(true);
        // What was not asked for yet is here too.
        languages::choose(&page, "zh-CN").await?;
        again(&page).await?;
        page.read_formulas().await?;
        page.enter_worked_patient().await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        assert_eq!(page.score("meld").await?, "15");
        languages::choose(&page, "zh-CN").await?;
        assert_eq!(page.text("verdict").await?, "未发现不符合项");
        Ok(())
    })
    .await;
}

// guards: H27
#[tokio::test]
async fn a_new_release_is_announced_and_taken_when_somebody_says_so() {
    let next = Next::made("announced");
    let folder = next.0.clone();
    open(|page| async move {
        kept(&page).await?;
        page.site.serve(&folder);
        again(&page).await?;
        comes(&page, "true", || announced(&page)).await?;
        page.type_into("age", "70").await?;
        page.until("excluded", || page.state("verdict-card"))
            .await?;
        assert_eq!(
            shown(&page).await?,
            this_release(),
            "not in the middle of a form"
        );
        page.type_into("age", "").await?;
        take(&page).await?;
        page.until(NEXT, || releases(&page)).await?;
        page.enter_worked_patient().await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await
    })
    .await;
    drop(next);
}

// guards: H27
#[tokio::test]
async fn the_release_before_goes_although_its_page_was_slow_to_leave() {
    let next = Next::made("slow");
    let folder = next.0.clone();
    open(|page| async move {
        kept(&page).await?;
        let first = page.driver().window().await?;
        // Stands for the page before the reload, which on a busy machine goes only after the one that follows has come.
        let second = page.driver().new_tab().await?;
        page.driver().switch_to_window(second.clone()).await?;
        let elsewhere = [&page.site.url, "hosts/bare.html"].concat();
        page.driver().goto(&elsewhere).await?;
        let name = json!(format!("liver-prescreen {} {}", page.site.url, this_release()));
        let hold = format!("navigator.locks.request({name}, {{ mode: 'shared' }}, () => new Promise((done) => (window.goes = done)))");
        ask(&page, &["void ", &hold].concat()).await?;
        page.driver().switch_to_window(first.clone()).await?;
        page.site.serve(&folder);
        again(&page).await?;
        take(&page).await?;
        let both = releases(&page).await?;
        assert!(both.contains(&this_release()) && both.contains(NEXT), "{both}");
        page.driver().switch_to_window(second).await?;
        ask(&page, "window.goes()").await?;
        page.driver().close_window().await?;
        page.driver().switch_to_window(first).await?;
        // A reader who comes back to the page; nobody opens it anew.
        ask(&page, "document.dispatchEvent(new Event('visibilitychange'))").await?;
        page.until(NEXT, || releases(&page)).await
    })
    .await;
    drop(next);
}

// guards: H27
#[tokio::test]
async fn a_page_that_stays_open_hears_of_a_new_release_when_its_reader_comes_back() {
    let next = Next::made("stays");
    let folder = next.0.clone();
    open(|page| async move {
        kept(&page).await?;
        again(&page).await?;
        // Longer than a page looks by itself after it was opened.
        tokio::time::sleep(Duration::from_secs(13)).await;
        page.site.serve(&folder);
        let comes_back = "document.dispatchEvent(new Event('visibilitychange'))";
        page.until("true", || async {
            ask(&page, comes_back).await?;
            tokio::time::sleep(Duration::from_secs(1)).await;
            announced(&page).await
        })
        .await
    })
    .await;
    drop(next);
}

// guards: H27, H36
#[tokio::test]
async fn an_update_that_does_not_arrive_whole_leaves_the_release_before_standing() {
    let next = Next::made("half");
    let folder = next.0.clone();
    open(|page| async move {
        kept(&page).await?;
        page.site.serve(&folder);
        let tried = || {
            let asked = page.site.asked();
            let of_script = asked.iter().filter(|path| path.contains(NEXT_SCRIPT));
            of_script.count()
        };
        for fault in [Fault::Missing, Fault::Corrupted] {
            page.site.spoil(Some((NEXT_SCRIPT, "", fault)));
            let before = tried();
            again(&page).await?;
            comes(&page, "true", || async {
                Ok((tried() > before).to_string())
            })
            .await?;
            comes(&page, &this_release(), || releases(&page)).await?;
            assert_eq!(announced(&page).await?, "false");
            page.site.is_gone(true);
            again(&page).await?;
            assert_eq!(shown(&page).await?, this_release());
            page.site.is_gone(false);
        }
        page.site.spoil(None);
        again(&page).await?;
        take(&page).await
    })
    .await;
    drop(next);
}

// guards: H27
#[tokio::test]
async fn a_tab_goes_on_with_its_own_release_while_another_takes_the_next() {
    let next = Next::made("tabs");
    let folder = next.0.clone();
    open(|page| async move {
        kept(&page).await?;
        page.type_into("age", "70").await?;
        let first = page.driver().window().await?;
        page.site.serve(&folder);
        let second = page.driver().new_tab().await?;
        page.driver().switch_to_window(second.clone()).await?;
        again(&page).await?;
        take(&page).await?;
        page.driver().switch_to_window(first).await?;
        assert_eq!(shown(&page).await?, this_release());
        page.until("true", || announced(&page)).await?;
        page.until("excluded", || page.state("verdict-card"))
            .await?;
        // Words that only the release before has.
        languages::choose(&page, "zh-CN").await?;
        assert_eq!(page.value("age").await?, "70");
        // Once no tab needs the release before, it goes.
        page.driver().close_window().await?;
        page.driver().switch_to_window(second).await?;
        page.until(NEXT, || async {
            again(&page).await?;
            releases(&page).await
        })
        .await
    })
    .await;
    drop(next);
}

#[tokio::test]
async fn a_host_that_fails_is_not_missed_and_one_that_withdraws_the_page_is_heard() {
    open(|page| async move {
        kept(&page).await?;
        page.site.only_says(Some("503 Service Unavailable"));
        again(&page).await?;
        page.site.only_says(Some("410 Gone"));
        page.driver().goto(&page.site.url).await?;
        let said: String = page.run("return document.body.innerText").await?;
        assert_eq!(said.trim(), "The host's own words.");
        // Nor does it come back when the network goes.
        page.until("", || releases(&page)).await
    })
    .await;
}

#[tokio::test]
async fn a_host_that_does_not_know_wasm_serves_a_working_page() {
    let address = |site: &Site| {
        site.forget_wasm();
        site.url.clone()
    };
    visit(address, |page| async move {
        page.stands().await?;
        page.type_into("age", "70").await?;
        page.until("excluded", || page.state("verdict-card")).await
    })
    .await;
}

#[tokio::test]
async fn the_element_in_a_page_of_somebody_else_keeps_nothing() {
    let host = Next::made("host");
    let page = r#"<!doctype html><title>A ward</title><script type="module" src="liver-prescreen.js"></script><liver-prescreen></liver-prescreen>"#;
    fs::write(host.0.join("ward.html"), page).expect("a page");
    let folder = host.0.clone();
    let address = move |site: &Site| {
        site.serve(&folder);
        format!("{}ward.html", site.url)
    };
    visit(address, |page| async move {
        page.stands().await?;
        page.enter_worked_patient().await?;
        let script = "const done = arguments[0]; navigator.serviceWorker.getRegistrations().then((all) => done(all.length))";
        let workers = page.driver().execute_async(script, Vec::new()).await?;
        assert_eq!(workers.json(), 0);
        assert!(!page.site.asked().iter().any(|path| path.contains("sw.js")));
        Ok(())
    })
    .await;
    drop(host);
}

// guards: H27
#[tokio::test]
async fn an_update_for_which_there_is_no_room_leaves_the_release_before_standing() {
    let next = Next::made("room");
    let folder = next.0.clone();
    open(|page| async move {
        if page.engine != Engine::Chromium {
            skipped("only Chromium's driver can make the room small");
            return Ok(());
        }
        kept(&page).await?;
        let room = json!({ "origin": page.site.url, "quotaSize": 1000 });
        page.driver()
            .cdp()
            .send_raw("Storage.overrideQuotaForOrigin", room)
            .await?;
        page.site.serve(&folder);
        let before = page.site.asked().len();
        again(&page).await?;
        // The worker's first file has come, and could not be kept.
        page.until("true", || async {
            let asked = page.site.asked();
            let since = &asked[before..];
            Ok(since.iter().any(|path| path == "/sw.js").to_string())
        })
        .await?;
        page.until(&this_release(), || releases(&page)).await?;
        assert_eq!(announced(&page).await?, "false");
        page.site.is_gone(true);
        again(&page).await?;
        assert_eq!(shown(&page).await?, this_release());
        assert_eq!(releases(&page).await?, this_release());
        Ok(())
    })
    .await;
    drop(next);
}
