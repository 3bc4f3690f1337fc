//! Nothing of a patient outlives the form: not in memory, and not in a page that a browser keeps for the way back.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::accessible::tell;
use crate::browser::open_host;
use crate::element::{ask, ask_page, give, worked};
use crate::hosts::memory;
use crate::languages;
use crate::page::Page;

/// Does something to one element over and over; each time the form stands anew before it is done once more.
async fn again_and_again(page: &Page, times: u32, change: &str) -> WebDriverResult<()> {
    let script = format!(
        r#"
        const until = async (condition) => {{
            while (!condition()) await new Promise((done) => setTimeout(done));
        }};
        const field = () => widget.shadowRoot.getElementById("bilirubin");
        for (let turn = 0; turn < 20; turn += 1) {{
            const before = field();
            before.value = "47.5";
            before.dispatchEvent(new Event("input"));
            {change};
            await until(() => field() && field() !== before && field().value !== "47.5");
        }}
        "#
    );
    // A test waits only so long for one answer.
    for _ in 0..times / 20 {
        ask_page(page, &script).await?;
    }
    Ok(())
}

/// Memory of wasm comes in pages of so many bytes.
pub const PAGE: u64 = 65_536;

/// What a test keeps of the form that stands: whether it is gone once the form was emptied.
const WATCH: &str = r#"
    const { shadowRoot } = widget;
    window.held = ["bilirubin", "E1-no", "sex-female", "bilirubin-unit-umol/L"].map((id) => new WeakRef(shadowRoot.getElementById(id)));
"#;

async fn collects(page: &Page) -> WebDriverResult<()> {
    for _ in 0..3 {
        page.driver()
            .cdp()
            .send_raw("HeapProfiler.collectGarbage", json!({}))
            .await?;
    }
    Ok(())
}

// guards: H23
#[tokio::test]
async fn what_a_form_held_is_gone_when_it_is_emptied() {
    open_host("hosts/tailwind.html", |_| (), |page| async move {
        page.stands().await?;
        let times: u32 = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(100);
        for (what, change, rounds) in [
            ("reset()", "widget.reset()", times),
            ("patient =", "widget.patient = { age: 20 + (turn % 40), sex: 'male', answers: { E1: 'no' } }", times),
            ("study =", "widget.study = turn % 2 ? 'NCT05442437' : '/hosts/study.json'", (times * 3 / 10 / 20 * 20).max(20)),
        ] {
            again_and_again(&page, 60, change).await?;
            ask_page(&page, WATCH).await?;
            let (wasm, before) = memory(&page).await?;
            again_and_again(&page, rounds, change).await?;
            let (wasm_after, after) = memory(&page).await?;
            tell(&format!("FORGETS {what} × {rounds}: wasm {wasm} → {wasm_after}; heap, nodes, listeners {before:?} → {after:?}"));
            // One page more is a matter of where its pieces come to lie: it is one after 600 rounds as after 200.
            assert!(wasm_after <= wasm + PAGE, "{what}: the wasm memory grows: {wasm} {wasm_after}");
            let (Some(before), Some(after)) = (before, after) else { continue };
            assert!(after[0] < before[0] + 3e5, "{what}: the heap grows: {before:?} {after:?}");
            assert!(after[1] < before[1] + 300.0, "{what}: nodes stay: {before:?} {after:?}");
            assert!(after[2] < before[2] + 30.0, "{what}: listeners stay: {before:?} {after:?}");
            // Looked at in a task of its own, since a look keeps what it finds until the task ends.
            collects(&page).await?;
            let left = ask_page(&page, "return held.map((field) => field.deref()?.id ?? null)").await?;
            assert_eq!(left, json!([null, null, null, null]), "{what}");
        }
        Ok(())
    })
    .await;
}

const EMPTIED: &str = r#"
    const root = widget.shadowRoot;
    const sentence = root.getElementById("emptied");
    const typed = [...root.querySelectorAll("input, textarea")].filter((field) => field.type === "radio" ? field.checked : field.type !== "checkbox" && field.value);
    return [JSON.stringify(widget.patient), typed.map(({ id }) => id).join(), sentence.hidden ? "" : sentence.textContent];
"#;

async fn is_empty_and_says(page: &Page, sentence: &str) -> WebDriverResult<()> {
    page.stands().await?;
    page.until(sentence, || async {
        let found = ask(page, EMPTIED).await?;
        assert_eq!(
            (&found[0], &found[1]),
            (&json!("{}"), &json!("")),
            "{found}"
        );
        Ok(found[2]
            .as_str()
            .unwrap_or_default()
            .chars()
            .take(4)
            .collect())
    })
    .await
}

// guards: H23
#[tokio::test]
async fn a_page_that_comes_back_is_empty_and_says_why() {
    open_host("hosts/tailwind.html", |_| (), |page| async move {
        page.stands().await?;
        is_empty_and_says(&page, "").await?;
        // The way out and back, as the browser goes it.
        give(&page, &worked()).await?;
        page.until("not-excluded", || page.state("verdict-card")).await?;
        ask(&page, "window.stayed = true").await?;
        let elsewhere = [&page.site.url, "hosts/defined.html"].concat();
        page.driver().goto(&elsewhere).await?;
        page.driver().back().await?;
        page.stands().await?;
        let stayed: bool = page.run("return !!window.stayed").await?;
        tell(&format!("BACK {:?}: kept by the browser: {stayed}", page.engine));
        is_empty_and_says(&page, if stayed { "The " } else { "" }).await?;
        // And as a browser tells of it.
        give(&page, &worked()).await?;
        page.until("not-excluded", || page.state("verdict-card")).await?;
        is_said(&page, "").await?;
        let back = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))";
        ask(&page, back).await?;
        page.until("undetermined", || page.state("verdict-card")).await?;
        is_empty_and_says(&page, "The ").await?;
        languages::choose(&page, "zh-CN").await?;
        is_empty_and_says(&page, "由于曾离").await?;
        languages::choose(&page, "en").await?;
        // A printout that nobody has read yet; and an element that is away while the page is left.
        let paste = "const area = widget.shadowRoot.getElementById('printout'); area.value = 'Mrs Example'; area.dispatchEvent(new Event('input'))";
        ask(&page, &format!("widget.reset(); await new Promise((done) => setTimeout(done, 50)); {paste}")).await?;
        ask(&page, back).await?;
        is_empty_and_says(&page, "The ").await?;
        ask(&page, "widget.reset()").await?;
        is_said(&page, "").await?;
        give(&page, &worked()).await?;
        page.until("not-excluded", || page.state("verdict-card")).await?;
        let away = format!("window.away = widget; away.remove(); await new Promise((done) => setTimeout(done, 50)); {back}; document.body.append(away)");
        ask(&page, &away).await?;
        is_empty_and_says(&page, "The ").await?;
        // What leads out opens a tab of its own.
        page.unfold().await?;
        let links = "return [...widget.shadowRoot.querySelectorAll('a[href]')].map(({ target, rel }) => `${target} ${rel}`)";
        let links: Vec<String> = serde_json::from_value(ask(&page, links).await?).expect("links");
        assert!(!links.is_empty());
        assert!(links.iter().all(|link| link == "_blank noopener noreferrer"), "{links:?}");
        Ok(())
    })
    .await;
}

async fn is_said(page: &Page, sentence: &str) -> WebDriverResult<()> {
    page.until(sentence, || async {
        let found = ask(page, EMPTIED).await?;
        Ok(found[2]
            .as_str()
            .unwrap_or_default()
            .chars()
            .take(4)
            .collect())
    })
    .await
}
