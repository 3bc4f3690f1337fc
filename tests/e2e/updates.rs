//! What goes wrong while releases follow one another: the one that stands goes on working, and nothing half-made is kept.

use std::fs;
use std::time::Duration;

use thirtyfour::prelude::*;

use crate::browser::{open, visit};
use crate::languages;
use crate::offline::{
    NEXT, NEXT_SCRIPT, Next, again, announced, comes, kept, releases, shown, take, this_release,
};
use crate::page::Page;
use crate::site::{Fault, Site, release};

/// Has the browser look for a new release until it asks for a file of it: WebKit drops a look now and then.
async fn looks_for_news(page: &Page, file: &str) -> WebDriverResult<()> {
    let before = page.site.asked().len();
    for _ in 0..20 {
        page.run::<()>(
            "navigator.serviceWorker.ready.then((found) => found.update()).catch(() => {})",
        )
        .await?;
        for _ in 0..30 {
            if page.site.asked()[before..].iter().any(|path| path == file) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    panic!("nobody asked for {file}");
}

/// With the network gone, the release before opens, with all its words.
async fn stands_alone(page: &Page) -> WebDriverResult<()> {
    page.site.is_gone(true);
    again(page).await?;
    assert_eq!(shown(page).await?, this_release());
    languages::choose(page, "zh-CN").await?;
    languages::choose(page, "en").await?;
    page.type_into("age", "70").await?;
    page.until("excluded", || page.state("verdict-card"))
        .await?;
    page.site.is_gone(false);
    Ok(())
}

// guards: H27, H36
#[tokio::test]
async fn a_host_that_goes_back_to_the_release_before_and_fails_takes_nothing_away() {
    let next = Next::made("rollback");
    let folder = next.0.clone();
    open(|page| async move {
        kept(&page).await?;
        page.site.serve(&folder);
        again(&page).await?;
        comes(&page, "true", || announced(&page)).await?;
        // The next release waits; now the host goes back, and its page is missing for a moment.
        page.site.serve(&release());
        page.site
            .spoil(Some(("index.html", "", Fault::Missing)));
        looks_for_news(&page, "/sw.js").await?;
        page.until("installed", || async {
            let states = r#"
                const done = arguments[0];
                navigator.serviceWorker.ready.then(({ installing, waiting }) => done((installing ?? waiting)?.state ?? "none"));
            "#;
            page.driver().execute_async(states, Vec::new()).await?.convert()
        })
        .await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        page.site.spoil(None);
        let releases = releases(&page).await?;
        assert!(releases.contains(&this_release()), "{releases}");
        stands_alone(&page).await
    })
    .await;
    drop(next);
}

// guards: H27
#[tokio::test]
async fn what_a_tab_still_shows_is_kept_while_other_tabs_come_and_go() {
    let next = Next::made("one-stays");
    let folder = next.0.clone();
    open(|page| async move {
        kept(&page).await?;
        page.type_into("age", "70").await?;
        let first = page.driver().window().await?;
        page.site.serve(&folder);
        let second = page.driver().new_tab().await?;
        page.driver().switch_to_window(second).await?;
        again(&page).await?;
        take(&page).await?;
        page.driver().close_window().await?;
        // One tab stays, of the release before, and another is opened.
        page.driver().switch_to_window(first.clone()).await?;
        let third = page.driver().new_tab().await?;
        page.driver().switch_to_window(third.clone()).await?;
        for _ in 0..2 {
            again(&page).await?;
            assert_eq!(shown(&page).await?, NEXT);
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        let both = format!("{NEXT} {}", this_release());
        let mut both: Vec<&str> = both.split(' ').collect();
        both.sort_unstable();
        assert_eq!(releases(&page).await?, both.join(" "));
        page.driver().switch_to_window(first).await?;
        assert_eq!(shown(&page).await?, this_release());
        // Words that only the release before has.
        languages::choose(&page, "zh-CN").await?;
        page.driver().close_window().await?;
        page.driver().switch_to_window(third).await?;
        page.until(NEXT, || async {
            again(&page).await?;
            releases(&page).await
        })
        .await
    })
    .await;
    drop(next);
}

/// Has each kind of file of an update fail so: the release before stands, until the host gives the next one whole.
async fn fails_half_way(next: &'static str, fault: Fault) {
    let next = Next::made(next);
    let folder = next.0.clone();
    open(move |page| async move {
        kept(&page).await?;
        page.site.serve(&folder);
        for (name, path) in [
            (NEXT_SCRIPT, format!("/{NEXT_SCRIPT}")),
            ("index.html", "/".to_owned()),
            ("sw.js", "/sw.js".to_owned()),
        ] {
            page.site.spoil(Some((name, "", fault)));
            looks_for_news(&page, &path).await?;
            page.until(&this_release(), || releases(&page)).await?;
            assert_eq!(announced(&page).await?, "false", "{name}");
            stands_alone(&page).await?;
        }
        page.site.spoil(None);
        again(&page).await?;
        take(&page).await
    })
    .await;
    drop(next);
}

// guards: H27, H36
#[tokio::test]
async fn an_update_that_is_cut_short_leaves_the_release_before_standing() {
    fails_half_way("cut", Fault::CutShort).await;
}

// guards: H27, H36
#[tokio::test]
async fn a_host_that_dies_during_an_update_leaves_the_release_before_standing() {
    fails_half_way("dies", Fault::Dies).await;
}

// guards: H27, H36
#[tokio::test]
async fn a_first_visit_that_is_cut_short_keeps_nothing() {
    // Nobody waits for Chinese, but all of a release is kept or nothing.
    let address = |site: &Site| {
        site.spoil(Some(("zh-CN-", "", Fault::CutShort)));
        site.url.clone()
    };
    visit(address, |page| async move {
        page.stands().await?;
        page.until("true", || async {
            let asked = page.site.asked();
            Ok(asked
                .iter()
                .any(|path| path.starts_with("/zh-CN-"))
                .to_string())
        })
        .await?;
        page.until("", || releases(&page)).await?;
        page.site.spoil(None);
        again(&page).await?;
        kept(&page).await?;
        stands_alone(&page).await
    })
    .await;
}

#[tokio::test]
async fn a_page_that_was_withdrawn_by_mistake_is_kept_again() {
    open(|page| async move {
        kept(&page).await?;
        page.site.only_says(Some("410 Gone"));
        page.driver().goto(&page.site.url).await?;
        page.until("", || releases(&page)).await?;
        page.site.only_says(None);
        again(&page).await?;
        page.until(&this_release(), || releases(&page)).await?;
        stands_alone(&page).await
    })
    .await;
}

#[tokio::test]
async fn what_a_host_changes_in_its_page_is_seen_at_once_and_kept() {
    let changed = Next::made("changed");
    let folder = changed.0.clone();
    for entry in fs::read_dir(release()).expect("the release").flatten() {
        fs::copy(entry.path(), folder.join(entry.file_name())).expect("a copy");
    }
    let page = fs::read_to_string(folder.join("index.html")).expect("the page");
    let page = page.replace(
        "data-whole-page",
        "data-whole-page enrolment=\"enrolment.json\"",
    );
    fs::write(folder.join("index.html"), page).expect("the page");
    open(|page| async move {
        kept(&page).await?;
        page.site.serve(&folder);
        let says = "document.querySelector('liver-prescreen').getAttribute('enrolment') === 'enrolment.json'";
        again(&page).await?;
        page.holds(says).await?;
        page.site.is_gone(true);
        again(&page).await?;
        page.holds(says).await
    })
    .await;
    drop(changed);
}

// guards: H27
#[tokio::test]
async fn where_the_storage_is_out_of_order_the_network_serves() {
    let address = |site: &Site| {
        site.storage_may_break();
        site.url.clone()
    };
    visit(address, |page| async move {
        page.stands().await?;
        kept(&page).await?;
        let breaks = "navigator.serviceWorker.controller.postMessage('break')";
        page.run::<()>(breaks).await?;
        // The page that stands fetches what it does not have yet.
        languages::choose(&page, "zh-CN").await?;
        let before = page.site.asked().len();
        again(&page).await?;
        assert_eq!(page.site.asked()[before], "/", "the network served");
        page.enter_worked_patient().await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        let enrolment = "const done = arguments[0]; fetch('enrolment.json').then(({ status }) => done(status), () => done(0))";
        let status = page.driver().execute_async(enrolment, Vec::new()).await?;
        assert_eq!(status.json(), 404, "the host's own answer");
        Ok(())
    })
    .await;
}
