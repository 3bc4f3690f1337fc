//! What a host says of enrolment, by attributes, by a property and by a file beside its page: never mended, and where
//! two disagree nothing is stated.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser::open_host;
use crate::element::ask;
use crate::page::Page;

/// Days before and after today, as a script writes them.
const DAY: &str = "const day = (days) => { const date = new Date(); date.setDate(date.getDate() + days); return new Date(date - date.getTimezoneOffset() * 60000).toISOString().slice(0, 10); };";

/// Has the next file that the page asks for be this text.
async fn publish(page: &Page, text: &str) -> WebDriverResult<()> {
    let script = r#"
        window.ownFetch ??= window.fetch;
        window.fetch = (url, options) =>
            String(url).includes("enrolment") ? ownFetch("data:application/json," + encodeURIComponent(TEXT)) : ownFetch(url, options);
        widget.removeAttribute("enrolment");
        window.__failures.length = 0;
        await new Promise((done) => setTimeout(done));
        widget.setAttribute("enrolment", "enrolment.json");
    "#;
    ask(page, &[DAY, &script.replace("TEXT", text)].concat())
        .await
        .map(drop)
}

async fn said(page: &Page, state: &str, part: &str) -> WebDriverResult<()> {
    page.until(state, || page.state("arm")).await?;
    page.holds(&format!(
        "document.querySelector('liver-prescreen').shadowRoot.getElementById('arm').textContent.includes({})",
        json!(part)
    ))
    .await
}

async fn failure(page: &Page, path: &str, part: &str) -> WebDriverResult<()> {
    page.holds("window.__failures.length > 0").await?;
    let told: Value = page.run("return window.__failures[0]").await?;
    assert_eq!(told["path"], path, "{told}");
    assert!(
        told["message"]
            .as_str()
            .is_some_and(|said| said.contains(part)),
        "{told}"
    );
    Ok(())
}

async fn on_a_plain_page<F>(test: fn(Page) -> F)
where
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    open_host(
        "hosts/tailwind.html",
        |_| (),
        move |page| async move {
            page.stands().await?;
            test(page).await
        },
    )
    .await;
}

// guards: H11, H13
#[tokio::test]
async fn a_file_beside_the_page_says_how_many_are_dosed() {
    on_a_plain_page(|page| async move {
        publish(
            &page,
            "JSON.stringify({ asOf: day(-2), recruitment: 'open', enrolled: 9 })",
        )
        .await?;
        said(
            &page,
            "projected",
            "The file published with that page gives a count of 9, as of 20",
        )
        .await?;
        publish(
            &page,
            "JSON.stringify({ asOf: day(-2), recruitment: 'on-hold', enrolled: 9 })",
        )
        .await?;
        said(&page, "on-hold", "on hold").await?;
        publish(
            &page,
            "JSON.stringify({ asOf: day(-9), recruitment: 'open', enrolled: 9 })",
        )
        .await?;
        said(&page, "unknown", "more than 7 days old").await?;
        publish(
            &page,
            "JSON.stringify({ asOf: day(2), recruitment: 'open', enrolled: 9 })",
        )
        .await?;
        said(&page, "unknown", "which is in the future").await?;
        publish(
            &page,
            "JSON.stringify({ asOf: day(-2), recruitment: 'unknown', enrolled: 9 })",
        )
        .await?;
        said(
            &page,
            "unknown",
            "not known here whether the study is recruiting",
        )
        .await?;
        assert_eq!(
            page.run::<Vec<String>>("return __wrong").await?,
            Vec::<String>::new()
        );
        // Without it the registry speaks again.
        ask(&page, "widget.removeAttribute('enrolment')").await?;
        said(&page, "closed", "24 of 24").await
    })
    .await;
}

// guards: H13, H20
#[tokio::test]
async fn a_file_that_cannot_be_read_leaves_the_group_unknown_and_says_why() {
    on_a_plain_page(|page| async move {
        for (text, path, part) in [
            ("'{'", "enrolment", "no JSON"),
            ("'[]'", "enrolment", "got a list"),
            (
                "JSON.stringify({ recruitment: 'open', enrolled: 9 })",
                "enrolment.asOf",
                "missing",
            ),
            (
                "JSON.stringify({ asOf: '22 November', enrolled: 9 })",
                "enrolment.asOf",
                "YYYY-MM-DD",
            ),
            (
                "JSON.stringify({ asOf: day(-1), enrolled: 25 })",
                "enrolment.enrolled",
                "0 to 24",
            ),
            (
                "JSON.stringify({ asOf: day(-1), enrolled: '9' })",
                "enrolment.enrolled",
                "whole number",
            ),
            (
                "JSON.stringify({ asOf: day(-1), recruitment: 'Open' })",
                "enrolment.recruitment",
                "accepted",
            ),
            (
                "JSON.stringify({ asOf: day(-1), enroled: 9 })",
                "enrolment.enroled",
                "Unknown field",
            ),
            (
                "`{ \"asOf\": \"${day(-1)}\", \"enrolled\": 9, \"enrolled\": 12 }`",
                "enrolment",
                "each once",
            ),
            (
                "JSON.stringify({ asOf: day(-1), enrolled: 9 }) + ' '.repeat(17000)",
                "enrolment",
                "larger than 16384",
            ),
            ("'\"a text\"'", "enrolment", "each once"),
        ] {
            publish(&page, text).await?;
            said(&page, "unknown", "cannot be used").await?;
            failure(&page, path, part).await?;
        }
        ask(
            &page,
            "window.fetch = ownFetch; window.__failures.length = 0",
        )
        .await?;
        for (address, part) in [
            ("nothing.json", "404"),
            ("https://example.invalid/enrolment.json", "own origin"),
            ("https://", "no address"),
        ] {
            ask(
                &page,
                &format!("window.__failures.length = 0; widget.enrolment = '{address}'"),
            )
            .await?;
            failure(&page, "enrolment", part).await?;
            said(&page, "unknown", "cannot be used").await?;
        }
        let nothing = "window.__failures.length = 0; \
            window.fetch = () => Promise.resolve(new Response(null, { status: 204 })); widget.enrolment = 'enrolment.json'";
        ask(&page, nothing).await?;
        failure(&page, "enrolment", "sent nothing").await
    })
    .await;
}

#[tokio::test]
async fn the_same_address_once_more_asks_for_the_file_once_more() {
    on_a_plain_page(|page| async move {
        ask(&page, "widget.enrolment = '../enrolment.json'").await?;
        failure(&page, "enrolment", "404").await?;
        let today: String = page.run(&[DAY, "return day(0)"].concat()).await?;
        let file = json!({ "asOf": today, "recruitment": "open", "enrolled": 9 });
        page.site.publish(Some(file.to_string()));
        ask(&page, "widget.enrolment = '../enrolment.json'").await?;
        said(&page, "projected", "a count of 9").await
    })
    .await;
}

// guards: H13
#[tokio::test]
async fn a_disagreement_is_shown_and_not_resolved() {
    on_a_plain_page(|page| async move {
        ask(
            &page,
            "Object.assign(widget, { enrolled: 12, recruitment: 'open' })",
        )
        .await?;
        publish(
            &page,
            "JSON.stringify({ asOf: day(-1), recruitment: 'open', enrolled: 9 })",
        )
        .await?;
        said(
            &page,
            "unknown",
            "Two sources give different enrolment information",
        )
        .await?;
        said(
            &page,
            "unknown",
            "The page that contains this calculator gives a count of 12.",
        )
        .await?;
        said(
            &page,
            "unknown",
            "The file published with that page gives a count of 9, as of 20",
        )
        .await?;
        // A count typed here does not settle it.
        page.type_into("enrolled", "9").await?;
        said(&page, "unknown", "It differs from the count entered here").await?;
        page.type_into("enrolled", "").await?;
        ask(&page, "widget.enrolled = 9").await?;
        said(&page, "projected", "place").await?;
        ask(&page, "widget.recruitment = 'closed'").await?;
        said(
            &page,
            "unknown",
            "Two sources give different enrolment information",
        )
        .await?;
        page.press("lang-zh-CN", " ").await?;
        said(&page, "unknown", "两个来源的入组信息不一致").await
    })
    .await;
}

// guards: H13
#[tokio::test]
async fn what_a_host_says_wrongly_leaves_the_group_unknown() {
    on_a_plain_page(|page| async move {
        for (enrolment, path) in [
            ("{ enrolled: NaN, recruitment: 'open' }", "enrolled"),
            ("{ enrolled: 9.5, recruitment: 'open' }", "enrolled"),
            ("{ enrolled: 25 }", "enrolled"),
            ("{ enrolled: '9' }", "enrolled"),
            ("{ enrolled: 9n }", "enrolled"),
            ("{ recruitment: 'yes' }", "recruitment"),
            ("{ enrolled: 9, asOf: new Date() }", "asOf"),
            ("{ places: 9 }", "places"),
            ("[9]", "enrolment"),
            ("9", "enrolment"),
            ("false", "enrolment"),
            ("() => 9", "enrolment"),
        ] {
            ask(
                &page,
                &format!("window.__failures.length = 0; widget.enrolment = {enrolment}"),
            )
            .await?;
            failure(&page, path, "").await?;
            said(&page, "unknown", "cannot be used").await?;
        }
        ask(&page, "widget.enrolment = null").await?;
        said(&page, "closed", "24 of 24").await?;
        for (name, value) in [
            ("enrolled", "nine"),
            ("enrolled", "25"),
            ("recruitment", "yes"),
            ("as-of", "soon"),
        ] {
            ask(&page, &format!("widget.setAttribute('{name}', '{value}')")).await?;
            said(&page, "unknown", "cannot be used").await?;
            ask(&page, &format!("widget.removeAttribute('{name}')")).await?;
            said(&page, "closed", "24 of 24").await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn visits_of_a_study_that_the_page_says_is_open_are_no_illustration() {
    on_a_plain_page(|page| async move {
        let visits = "(document.querySelector('liver-prescreen').shadowRoot.querySelector('.visits').textContent)";
        let is = |title: &str| format!("{visits}.includes('only illustrate') === {title}");
        page.holds(&is("true")).await?;
        ask(&page, "widget.recruitment = 'open'; widget.enrolled = 9").await?;
        page.holds(&is("false")).await?;
        // Whoever plans a day keeps it, and the place in the field.
        let plan = "const field = widget.shadowRoot.getElementById('firstInfusion'); field.value = '2026-12-01'; \
            field.dispatchEvent(new Event('input'))";
        ask(&page, plan).await?;
        ask(&page, "widget.recruitment = 'closed'").await?;
        page.holds(&is("true")).await?;
        page.holds("document.querySelector('liver-prescreen').shadowRoot.getElementById('firstInfusion').value === '2026-12-01'")
            .await
    })
    .await;
}
