//! A device whose clock is wrong by years, or names no day at all: nothing breaks, and what hangs on the day says which
//! day that is.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::browser::visit;
use crate::element::ask;
use crate::offline::{NEXT, Next, again, kept, releases, shown, take, this_release};
use crate::page::Page;
use crate::record::on_paper;

/// Opens the page with its clock set wrong.
async fn at<F>(time: &'static str, test: impl FnOnce(Page) -> F + Send + 'static)
where
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let address = move |site: &crate::site::Site| {
        site.clock(time);
        site.url.clone()
    };
    visit(address, |page| async move {
        page.stands().await?;
        test(page).await
    })
    .await;
}

/// The page does its work, and the record names the day of the device.
async fn works(page: &Page, day: &str) -> WebDriverResult<()> {
    page.enter_worked_patient().await?;
    page.until("not-excluded", || page.state("verdict-card"))
        .await?;
    let record = on_paper(page).await?;
    let said = format!("Screening date: {day}");
    assert!(record.contains(&said), "{said} is missing in:\n{record}");
    let wrong: Vec<String> = page.run("return __wrong").await?;
    assert_eq!(wrong, Vec::<String>::new());
    Ok(())
}

/// Enrolment of a day, published beside the page.
async fn enrolment(page: &Page, day: &str, reason: &str) -> WebDriverResult<()> {
    let text = json!({ "asOf": day, "recruitment": "open", "enrolled": 9 });
    page.site.publish(Some(text.to_string()));
    ask(page, "widget.enrolment = 'enrolment.json'").await?;
    // Until the file has come the group is unknown too, for another reason.
    let said = json!(reason);
    page.holds(&format!(
        "document.querySelector('liver-prescreen').shadowRoot.getElementById('arm').textContent.includes({said})"
    ))
    .await?;
    assert_eq!(page.state("arm").await?, "unknown");
    Ok(())
}

// guards: H13
#[tokio::test]
async fn a_clock_that_lags_by_years_takes_no_count_for_current() {
    at("1970-01-02T12:00:00", |page| async move {
        works(&page, "1970-01-02").await?;
        let reason = "The enrolment information is dated 2026-11-20, which is in the future";
        enrolment(&page, "2026-11-20", reason).await
    })
    .await;
}

// guards: H13
#[tokio::test]
async fn a_clock_that_is_years_ahead_takes_no_count_for_current() {
    at("2093-05-06T12:00:00", |page| async move {
        works(&page, "2093-05-06").await?;
        let reason = "The enrolment information of 2026-11-20 is more than 7 days old";
        enrolment(&page, "2026-11-20", reason).await
    })
    .await;
}

// guards: H13
#[tokio::test]
async fn a_clock_that_names_no_day_breaks_nothing() {
    at("never", |page| async move {
        page.enter_worked_patient().await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        enrolment(&page, "2026-11-20", "which is in the future").await?;
        let wrong: Vec<String> = page.run("return __wrong").await?;
        assert_eq!(wrong, Vec::<String>::new());
        Ok(())
    })
    .await;
}

// guards: H27
#[tokio::test]
async fn a_wrong_clock_keeps_no_release_from_being_kept_or_taken() {
    for (time, test) in [
        ("1970-01-02T12:00:00", "lagging"),
        ("2093-05-06T12:00:00", "ahead"),
    ] {
        let next = Next::made(test);
        let folder = next.0.clone();
        at(time, |page| async move {
            kept(&page).await?;
            page.site.is_gone(true);
            again(&page).await?;
            assert_eq!(shown(&page).await?, this_release());
            page.site.is_gone(false);
            page.site.serve(&folder);
            again(&page).await?;
            take(&page).await?;
            page.until(NEXT, || releases(&page)).await
        })
        .await;
        drop(next);
    }
}
