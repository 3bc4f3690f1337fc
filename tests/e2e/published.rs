//! `enrolment.json` beside the single-page app, with the worker between them: what the host says now goes before what
//! it said, and what it said carries its own day.

use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::browser::{open, visit};
use crate::element::ask;
use crate::languages;
use crate::offline::{again, kept};
use crate::page::Page;
use crate::site::Site;

/// The day so many days ago, by the clock of the page.
async fn day(page: &Page, days: u32) -> WebDriverResult<String> {
    let script = format!(
        "const date = new Date(); date.setDate(date.getDate() - {days}); \
         return new Date(date - date.getTimezoneOffset() * 60000).toISOString().slice(0, 10)"
    );
    page.run(&script).await
}

fn publish(page: &Page, day: &str, enrolled: u32) {
    let text = json!({ "asOf": day, "recruitment": "open", "enrolled": enrolled });
    page.site.publish(Some(text.to_string()));
}

/// Has the page ask for the file, and waits until it says so.
async fn says(page: &Page, state: &str, parts: &[&str]) -> WebDriverResult<()> {
    ask(
        page,
        "widget.removeAttribute('enrolment'); await new Promise((done) => setTimeout(done, 100)); \
         widget.setAttribute('enrolment', 'enrolment.json')",
    )
    .await?;
    page.until(state, || page.state("arm")).await?;
    for part in parts {
        page.holds(&contains(part)).await?;
    }
    Ok(())
}

/// What the page says of a kept copy.
const KEPT: &str =
    "This enrolment information is a copy saved on this device (saved less than an hour ago)";

/// Whether the part about enrolment holds a text.
fn contains(text: &str) -> String {
    format!(
        "document.querySelector('liver-prescreen').shadowRoot.getElementById('arm').textContent.includes({})",
        json!(text)
    )
}

fn count(enrolled: u32) -> String {
    format!("The file published with that page gives a count of {enrolled}")
}

// guards: H11, H13
#[tokio::test]
async fn what_the_host_says_of_enrolment_goes_before_what_it_said() {
    open(|page| async move {
        kept(&page).await?;
        let (earlier, later) = (day(&page, 3).await?, day(&page, 1).await?);
        publish(&page, &earlier, 9);
        says(&page, "projected", &[&count(9), &earlier]).await?;
        publish(&page, &later, 10);
        says(&page, "projected", &[&count(10), &later]).await?;
        // Without the network the last one stands, with its own day, and says so; where the page was opened anew as well.
        page.site.is_gone(true);
        says(&page, "projected", &[&count(10), &later, KEPT]).await?;
        again(&page).await?;
        says(&page, "projected", &[&count(10), &later]).await?;
        // A host out of order is no news either.
        page.site.is_gone(false);
        page.site.only_says(Some("503 Service Unavailable"));
        says(&page, "projected", &[&count(10), &later]).await
    })
    .await;
}

// guards: H11, H13
#[tokio::test]
async fn enrolment_that_was_kept_grows_old() {
    open(|page| async move {
        kept(&page).await?;
        let long_ago = day(&page, 8).await?;
        publish(&page, &long_ago, 9);
        let old = ["more than 7 days old", &long_ago];
        says(&page, "unknown", &old).await?;
        page.site.is_gone(true);
        again(&page).await?;
        says(&page, "unknown", &old).await
    })
    .await;
}

// guards: H13, H20
#[tokio::test]
async fn enrolment_that_the_host_withdraws_is_not_kept() {
    open(|page| async move {
        kept(&page).await?;
        publish(&page, &day(&page, 1).await?, 9);
        says(&page, "projected", &[&count(9)]).await?;
        page.site.publish(None);
        let unusable = ["The enrolment information published here cannot be used"];
        says(&page, "unknown", &unusable).await?;
        page.site.is_gone(true);
        says(&page, "unknown", &unusable).await
    })
    .await;
}

// guards: H11, H13
#[tokio::test]
async fn what_somebody_on_the_way_says_is_no_news_of_enrolment() {
    open(|page| async move {
        kept(&page).await?;
        let earlier = day(&page, 3).await?;
        publish(&page, &earlier, 9);
        let stands = [&count(9), earlier.as_str()];
        says(&page, "projected", &stands).await?;
        for status in [
            "403 Forbidden",
            "429 Too Many Requests",
            "511 Network Authentication Required",
            "302 Found\r\nLocation: https://login.invalid/",
            "302 Found\r\nLocation: /hosts/plain.html",
        ] {
            page.site.answers_enrolment(Some(status));
            says(&page, "projected", &stands).await?;
        }
        page.site.answers_enrolment(None);
        let login = "\n<!doctype html><title>Hospital guest network</title><form></form>";
        page.site.publish(Some(login.to_owned()));
        says(&page, "projected", &stands).await?;
        // Nor has any of them taken the place of what is kept.
        page.site.is_gone(true);
        says(&page, "projected", &stands).await?;
        again(&page).await?;
        says(&page, "projected", &stands).await
    })
    .await;
}

// guards: H13, H20
#[tokio::test]
async fn enrolment_that_the_host_writes_wrongly_is_not_passed_over() {
    open(|page| async move {
        kept(&page).await?;
        publish(&page, &day(&page, 1).await?, 9);
        says(&page, "projected", &[&count(9)]).await?;
        // The host wanted to say something, and what was said before may hold no longer.
        page.site
            .publish(Some("{ \"recruitment\": \"on-hold\", }".to_owned()));
        let unusable = ["The enrolment information published here cannot be used"];
        says(&page, "unknown", &unusable).await
    })
    .await;
}

// guards: H11
#[tokio::test]
async fn a_first_word_of_enrolment_is_waited_for_and_a_later_one_only_for_a_while() {
    open(|page| async move {
        kept(&page).await?;
        let (earlier, later) = (day(&page, 3).await?, day(&page, 1).await?);
        publish(&page, &earlier, 9);
        page.site.delays_enrolment(Duration::from_secs(5));
        says(&page, "projected", &[&count(9), &earlier]).await?;
        // Now there is one that is kept: it stands in for the one that is late, and says so, until that comes.
        publish(&page, &later, 10);
        says(&page, "projected", &[&count(9), &earlier, KEPT]).await?;
        page.holds(&contains(&count(10))).await?;
        page.holds(&["!", &contains(KEPT)].concat()).await?;
        page.site.is_gone(true);
        says(&page, "projected", &[&count(10), &later, KEPT]).await
    })
    .await;
}

/// The host's own page, which asks for enrolment as soon as it is opened.
fn asks(site: &Site) {
    let other = "<liver-prescreen data-whole-page enrolment=\"enrolment.json\">";
    site.page_says("<liver-prescreen data-whole-page>", other.to_owned());
}

/// The folders, by how long the host takes with its word on enrolment there, in milliseconds.
const WAITS: [&str; 3] = ["20000", "3500", "500"];

// guards: H11, H13
#[tokio::test]
async fn a_hold_reaches_the_open_page_however_late_the_host_says_so() {
    let address = |site: &Site| {
        asks(site);
        format!("{}hosts/bare.html", site.url)
    };
    visit(address, |mut page| async move {
        let root = page.site.url.clone();
        let today = day(&page, 0).await?;
        publish(&page, &today, 9);
        let mut tabs = Vec::new();
        for wait in WAITS {
            let tab = page.driver().new_tab().await?;
            page.driver().switch_to_window(tab.clone()).await?;
            page.site.url = format!("{root}{wait}/");
            again(&page).await?;
            kept(&page).await?;
            // What is opened under the worker's eyes is kept.
            again(&page).await?;
            page.until("projected", || page.state("arm")).await?;
            page.holds(&["!", &contains(KEPT)].concat()).await?;
            tabs.push((wait, tab));
        }
        // The site puts the study on hold, and its host is slow.
        let hold = json!({ "asOf": today, "recruitment": "on-hold", "enrolled": 9 });
        page.site.publish(Some(hold.to_string()));
        page.site.some_wait(true);
        for (wait, tab) in &tabs {
            page.driver().switch_to_window(tab.clone()).await?;
            page.site.url = format!("{root}{wait}/");
            again(&page).await?;
            page.type_into("age", "50").await?;
        }
        for (wait, tab) in &tabs {
            page.driver().switch_to_window(tab.clone()).await?;
            if *wait == "20000" {
                // Until then the page says what it stands on, in both languages.
                page.until("projected", || page.state("arm")).await?;
                page.holds(&contains(KEPT)).await?;
                languages::choose(&page, "zh-CN").await?;
                page.holds(&contains(
                    "此入组信息为本设备保存的副本（保存于不到1小时前）",
                ))
                .await?;
                languages::choose(&page, "en").await?;
            }
        }
        for (wait, tab) in tabs.iter().rev() {
            page.driver().switch_to_window(tab.clone()).await?;
            for second in 0..30 {
                if page.state("arm").await? == "on-hold" {
                    break;
                }
                assert!(second < 29, "after {wait} ms: {}", page.state("arm").await?);
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            page.holds(&contains("Enrolment is on hold")).await?;
            page.holds(&["!", &contains(KEPT)].concat()).await?;
            // And nothing that was typed meanwhile is lost.
            assert_eq!(page.value("age").await?, "50");
        }
        Ok(())
    })
    .await;
}
