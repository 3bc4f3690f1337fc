//! `enrolment.json` beside the single-page app, with the worker between them: what the host says now goes before what
//! it said, and what it said carries its own day.

use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::browser::open;
use crate::element::ask;
use crate::offline::{again, kept};
use crate::page::Page;

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
        page.holds(&format!(
            "document.querySelector('liver-prescreen').shadowRoot.getElementById('arm').textContent.includes({})",
            json!(part)
        ))
        .await?;
    }
    Ok(())
}

fn count(enrolled: u32) -> String {
    format!("The file published beside that page gives a count of {enrolled}")
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
        // Without the network the last one stands, with its own day; so it does where the page was opened anew.
        page.site.is_gone(true);
        says(&page, "projected", &[&count(10), &later]).await?;
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
        let unusable = ["What is published of enrolment here cannot be used"];
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
        let unusable = ["What is published of enrolment here cannot be used"];
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
        // Now there is one that is kept: it stands in for the one that is late, which is kept for the next time.
        publish(&page, &later, 10);
        says(&page, "projected", &[&count(9), &earlier]).await?;
        tokio::time::sleep(Duration::from_secs(5)).await;
        page.site.is_gone(true);
        says(&page, "projected", &[&count(10), &later]).await
    })
    .await;
}
