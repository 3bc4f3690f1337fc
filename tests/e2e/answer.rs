//! What stands beside the form: why with numbers, the scores against their limits, the dose group in a line, and that
//! the study takes nobody.

use thirtyfour::prelude::*;

use crate::browser::{open, open_host};
use crate::element::ask;
use crate::page::Page;

/// The text that is in sight of the first element that a selector finds; nothing where there is none.
async fn seen(page: &Page, selector: &str) -> WebDriverResult<String> {
    let script = r#"
        const root = document.querySelector("liver-prescreen").shadowRoot;
        const found = root.querySelector(arguments[0]);
        return found?.checkVisibility() ? found.innerText : "";
    "#;
    let found = page.driver().execute(script, vec![selector.into()]).await?;
    found.convert()
}

async fn says(page: &Page, selector: &str, part: &str) -> WebDriverResult<()> {
    page.until("true", || async {
        let text = seen(page, selector).await?;
        Ok(text.contains(part).to_string())
    })
    .await
}

// guards: H13
#[tokio::test]
async fn above_the_form_stands_that_the_study_takes_nobody() {
    open(|page| async move {
        let banner = "(24 of 24, registry as of 2026-11-22). For illustration only.";
        says(&page, ".banner", banner).await?;
        let above: bool = page
            .run(
                r##"
                const root = document.querySelector("liver-prescreen").shadowRoot;
                const box = (selector) => root.querySelector(selector).getBoundingClientRect();
                return box(".banner").bottom <= box("#age").top && box(".banner").bottom < innerHeight;
                "##,
            )
            .await?;
        assert!(above);
        // A count alone does not open the study again.
        page.type_into("enrolled", "9").await?;
        page.until("projected", || page.state("arm")).await?;
        says(&page, ".banner", banner).await?;
        page.press("lang-zh-CN", " ").await?;
        says(&page, ".banner", "24/24例").await
    })
    .await;
}

// guards: H13
#[tokio::test]
async fn no_banner_stands_where_a_host_says_that_the_study_is_open() {
    open_host(
        "hosts/tailwind.html",
        |_| (),
        |page| async move {
            page.stands().await?;
            ask(
                &page,
                "Object.assign(widget, { recruitment: 'open', enrolled: 9 })",
            )
            .await?;
            page.until("", || seen(&page, ".banner")).await?;
            ask(&page, "widget.recruitment = 'on-hold'").await?;
            says(&page, ".banner", "on hold").await
        },
    )
    .await;
}

// guards: H15
#[tokio::test]
async fn the_verdict_says_why_with_numbers() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        page.type_into("hemoglobin", "60").await?;
        page.choose("E6-yes").await?;
        says(&page, "#because", "60 g/L, needs > 70 g/L").await?;
        says(&page, "#because", "E6 HIV: Present").await?;
        let links: usize = page
            .run(
                r##"
                const root = document.querySelector("liver-prescreen").shadowRoot;
                return root.querySelectorAll("#because button").length;
                "##,
            )
            .await?;
        assert_eq!(links, 2);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_score_stands_in_a_line_with_its_limit_and_whether_it_is_met() {
    open(|page| async move {
        says(&page, "#score-meld .score-line", "Missing: 4 entries").await?;
        page.enter_worked_patient().await?;
        says(&page, "#score-meld .score-line", "needs ≤ 15 · Met (I4e)").await?;
        says(&page, "#score-childPugh .score-line", "Class B").await?;
        // What it is made of stands behind it.
        assert_eq!(seen(&page, "#score-childPugh .points").await?, "");
        let line = "document.querySelector('liver-prescreen').shadowRoot.querySelector('#score-childPugh summary')";
        page.run::<()>(&format!("{line}.click()")).await?;
        says(&page, "#score-childPugh .points", "2").await?;
        // It stays open while values change.
        page.type_into("albumin", "36").await?;
        says(&page, "#score-childPugh .points", "1").await
    })
    .await;
}

// guards: H10, H12
#[tokio::test]
async fn the_dose_group_is_a_line_and_the_count_of_participants_is_one_key_away() {
    open(|page| async move {
        says(&page, "#arm-statement", "24 of 24").await?;
        assert_eq!(seen(&page, ".lanes").await?, "");
        page.strike("#arm summary", " ").await?;
        says(&page, ".lanes", "8 of 8 dosed").await?;
        page.type_into("enrolled", "9").await?;
        says(&page, "#arm-statement", "place would be 2 of 8").await
    })
    .await;
}

#[tokio::test]
async fn visits_of_a_closed_study_and_the_facts_about_it_are_folded() {
    open(|page| async move {
        assert_eq!(seen(&page, "#schedule").await?, "");
        assert_eq!(seen(&page, ".about dl").await?, "");
        says(&page, ".about", "not a statement of eligibility").await?;
        page.unfold().await?;
        says(&page, "#schedule", "Day 8").await
    })
    .await;
}
