//! The form stands before its wasm: what is entered until then is kept and counts, what cannot be worked out yet says so,
//! and whatever others did to the page meanwhile costs only what does not fit.

use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::accessible::skipped;
use crate::browser::visit;
use crate::engine::Engine;
use crate::page::Page;
use crate::site::{Fault, Site};

/// The wasm does not come for as long as it is held back.
fn hold(site: &Site) {
    site.spoil(Some(("liver-prescreen-", ".wasm", Fault::Stalls)));
}

/// What a script finds in the shadow root.
async fn find<T: serde::de::DeserializeOwned>(page: &Page, script: &str) -> WebDriverResult<T> {
    let root = "const root = document.querySelector('liver-prescreen').shadowRoot; return ";
    page.run(&[root, script].concat()).await
}

/// Waits until the form stands that was written beforehand, and can be used.
async fn is_prepared(page: &Page) -> WebDriverResult<()> {
    page.holds(
        "(() => { const age = document.querySelector('liver-prescreen')?.shadowRoot?.querySelector('[data-prerendered] #age'); return !!age && getComputedStyle(age).visibility === 'visible'; })()",
    )
    .await
}

/// What the reader sees of the verdict before it can be worked out.
async fn says_that_it_is_being_prepared(page: &Page, words: &str) -> WebDriverResult<()> {
    let (hidden, said, disabled): (String, String, bool) = find(
        page,
        r#"[
            getComputedStyle(root.getElementById("verdict")).visibility,
            // Not every browser says what an attribute holds.
            getComputedStyle(root.getElementById("verdict-card"), "::before")
                .content.replace("attr(data-pending)", root.getElementById("verdict-card").dataset.pending),
            [...root.querySelectorAll("button")].every((button) => button.disabled),
        ]"#,
    )
    .await?;
    assert_eq!(hidden, "hidden");
    assert!(said.contains(words), "{said}");
    assert!(disabled, "no button can work yet");
    Ok(())
}

// guards: H22
#[tokio::test]
async fn what_is_entered_while_the_wasm_is_held_back_is_kept_and_counts() {
    let address = |site: &Site| {
        hold(site);
        site.url.clone()
    };
    visit(address, |page| async move {
        is_prepared(&page).await?;
        says_that_it_is_being_prepared(&page, "being prepared").await?;
        page.strike("age", "70").await?;
        page.strike("sex-female", " ").await?;
        page.strike("units-si", " ").await?;
        page.strike("bilirubin", "45").await?;
        page.run::<()>(
            "document.querySelector('liver-prescreen').shadowRoot.querySelector('details > summary').click()",
        )
        .await?;
        // A cursor in the middle of a text.
        page.strike("albumin", "29").await?;
        page.strike("albumin", Key::Left).await?;
        tokio::time::sleep(Duration::from_secs(5)).await;
        says_that_it_is_being_prepared(&page, "being prepared").await?;
        let moved = "root.querySelector('details').getBoundingClientRect().top";
        let before: f64 = find(&page, moved).await?;

        page.site.spoil(None);
        page.stands().await?;
        page.until("excluded", || page.state("verdict-card")).await?;
        let kept: serde_json::Value = find(
            &page,
            r#"[
                ...["age", "bilirubin", "albumin"].map((id) => root.getElementById(id).value),
                ...["sex-female", "units-si"].map((id) => root.getElementById(id).checked),
                root.querySelector("details").open,
                root.activeElement.id,
                root.activeElement.selectionStart,
                root.querySelectorAll("button:disabled").length,
            ]"#,
        )
        .await?;
        assert_eq!(
            kept,
            json!(["70", "45", "29", true, true, true, "albumin", 1, 0])
        );
        let after: f64 = find(&page, moved).await?;
        assert!((after - before).abs() < 1.0, "the form moved: {before}, {after}");
        // Typing goes on at the cursor, and every entry is one of the patient's.
        let focused: String = find(&page, "root.activeElement.id").await?;
        page.strike(&focused, "9").await?;
        page.followed().await?;
        let patient = page.run::<serde_json::Value>("return document.querySelector('liver-prescreen').patient").await?;
        assert_eq!(patient["sex"], json!("female"));
        assert_eq!(patient["labs"]["bilirubin"], json!({ "value": "45", "unit": "umol/L" }));
        assert!(patient["labs"]["albumin"]["value"].as_str().is_some_and(|text| text.len() == 3));
        let wrong: Vec<String> = page.run("return __wrong").await?;
        assert_eq!(wrong, Vec::<String>::new());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_word_that_is_being_composed_is_composed_to_its_end() {
    let address = |site: &Site| {
        hold(site);
        site.url.clone()
    };
    visit(address, |page| async move {
        if page.engine != Engine::Chromium {
            skipped("only Chromium composes for a test");
            return Ok(());
        }
        is_prepared(&page).await?;
        page.focus("age").await?;
        let count = "window.__ended = 0; document.querySelector('liver-prescreen').shadowRoot.addEventListener('compositionend', () => (window.__ended += 1));";
        page.run::<()>(count).await?;
        let tools = page.driver().cdp();
        let compose = |text: &str| {
            let end = text.len();
            json!({ "text": text, "selectionStart": end, "selectionEnd": end })
        };
        tools.send_raw("Input.imeSetComposition", compose("5")).await?;
        page.site.spoil(None);
        page.stands().await?;
        assert_eq!(page.run::<u32>("return window.__ended").await?, 0);
        tools.send_raw("Input.imeSetComposition", compose("52")).await?;
        tools.send_raw("Input.insertText", json!({ "text": "52" })).await?;
        page.followed().await?;
        assert_eq!(page.value("age").await?, "52");
        assert_eq!(page.run::<u32>("return window.__ended").await?, 1);
        let patient = page.run::<serde_json::Value>("return document.querySelector('liver-prescreen').patient").await?;
        assert_eq!(patient["age"], json!(52));
        Ok(())
    })
    .await;
}

/// What a page translator, an extension and a proxy do to a page.
const CHANGES: &str = r#"
    const root = document.querySelector("liver-prescreen").shadowRoot;
    const walk = document.createTreeWalker(root.querySelector("[data-prerendered]"), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
    const found = [];
    while (walk.nextNode()) found.push(walk.currentNode);
    for (const [index, node] of found.entries()) {
        if (node instanceof Comment) {
            if (index % 2) node.remove();
            continue;
        }
        if (!node.data.trim() || node.parentElement.closest("svg")) continue;
        const [outer, inner] = [document.createElement("font"), document.createElement("font")];
        inner.textContent = `${node.data} (traduit)`;
        outer.append(inner);
        node.replaceWith(outer);
    }
    for (const field of root.querySelectorAll("input[type=text]")) {
        const icon = document.createElement("div");
        icon.className = "password-manager";
        field.before(icon);
        field.dataset.extension = "1";
    }
"#;

#[tokio::test]
async fn what_others_made_of_the_form_is_made_anew_and_no_entry_is_lost() {
    let address = |site: &Site| {
        hold(site);
        site.url.clone()
    };
    visit(address, |page| async move {
        is_prepared(&page).await?;
        page.strike("age", "52").await?;
        page.strike("sex-female", " ").await?;
        page.run::<()>(CHANGES).await?;
        page.site.spoil(None);
        page.stands().await?;
        let left: [u32; 2] = find(
            &page,
            "[root.querySelectorAll('font').length, root.querySelectorAll('.password-manager').length]",
        )
        .await?;
        assert_eq!(left, [0, 0], "of others' nodes none is left");
        let patient = page.run::<serde_json::Value>("return document.querySelector('liver-prescreen').patient").await?;
        assert_eq!((&patient["age"], &patient["sex"]), (&json!(52), &json!("female")));
        page.enter_worked_patient().await?;
        page.until("not-excluded", || page.state("verdict-card")).await?;
        assert_eq!(page.score("meld").await?, "15");
        let wrong: Vec<String> = page.run("return __wrong").await?;
        assert_eq!(wrong, Vec::<String>::new());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_form_of_another_study_is_not_filled_in_for_this_one() {
    let address = |site: &Site| {
        hold(site);
        let other = "<liver-prescreen data-whole-page study=\"hosts/study.json\">";
        site.page_says("<liver-prescreen data-whole-page>", other.to_owned());
        site.url.clone()
    };
    visit(address, |page| async move {
        page.holds("document.querySelector('liver-prescreen').matches(':defined')")
            .await?;
        page.holds("!document.querySelector('liver-prescreen').shadowRoot.querySelector('#age')")
            .await?;
        page.site.spoil(None);
        page.stands().await?;
        page.type_into("age", "30").await?;
        page.until("excluded", || page.state("verdict-card")).await
    })
    .await;
}

#[tokio::test]
async fn a_reader_of_chinese_is_given_the_form_in_chinese() {
    let address = |site: &Site| {
        hold(site);
        format!("{}?lang=zh-CN", site.url)
    };
    visit(address, |page| async move {
        page.holds("!!document.querySelector('liver-prescreen').shadowRoot.querySelector('[data-prerendered] > [lang=zh-CN]')").await?;
        is_prepared(&page).await?;
        says_that_it_is_being_prepared(&page, "正在准备结果").await?;
        page.strike("age", "70").await?;
        page.site.spoil(None);
        page.stands().await?;
        page.until("excluded", || page.state("verdict-card")).await?;
        assert_eq!(page.text("verdict").await?, "不符合所列入排标准");
        assert_eq!(page.value("age").await?, "70");
        let said: [String; 2] = page.run("return [document.documentElement.lang, document.title]").await?;
        assert_eq!(said, ["zh-CN", "肝病研究预筛"]);
        Ok(())
    })
    .await;
}

/// A host page that follows the README.
const HOST: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A ward</title>
<link rel="icon" href="data:,"><style>liver-prescreen { display: block; min-block-size: 100vh }</style>
<script data-cfasync="false" type="module" src="liver-prescreen.js"></script></head>
<body><h1>A ward</h1><liver-prescreen><p>Loading the calculator…</p></liver-prescreen><p>More of the ward.</p></body></html>"#;

#[tokio::test]
async fn an_element_in_a_page_of_a_host_has_its_form_before_its_wasm() {
    let address = |site: &Site| {
        hold(site);
        site.add_page("ward.html", HOST.to_owned());
        format!("{}ward.html", site.url)
    };
    visit(address, |page| async move {
        is_prepared(&page).await?;
        says_that_it_is_being_prepared(&page, "being prepared").await?;
        page.strike("age", "70").await?;
        page.site.spoil(None);
        page.stands().await?;
        page.until("excluded", || page.state("verdict-card"))
            .await?;
        assert_eq!(page.value("age").await?, "70");
        let wrong: Vec<String> = page.run("return __wrong").await?;
        assert_eq!(wrong, Vec::<String>::new());
        Ok(())
    })
    .await;
}

/// A patient whom the page gives is not put together with somebody whom a reader began to enter.
#[tokio::test]
async fn a_patient_who_is_given_takes_the_place_of_what_was_entered_before() {
    let address = |site: &Site| {
        hold(site);
        site.url.clone()
    };
    visit(address, |page| async move {
        is_prepared(&page).await?;
        page.strike("bilirubin", "45").await?;
        page.run::<()>("document.querySelector('liver-prescreen').patient = { age: 52 }")
            .await?;
        page.strike("albumin", "29").await?;
        page.site.spoil(None);
        page.stands().await?;
        // By a script: the form may be made anew between finding a field and asking it.
        page.until("52", || {
            find(&page, "root.getElementById('age')?.value ?? ''")
        })
        .await?;
        let patient = page
            .run::<serde_json::Value>("return document.querySelector('liver-prescreen').patient")
            .await?;
        assert_eq!(patient, json!({ "age": 52 }));
        Ok(())
    })
    .await;
}

// guards: H22
#[tokio::test]
async fn where_the_wasm_does_not_come_the_form_goes_and_comes_back_as_it_was_filled_in() {
    let address = |site: &Site| {
        hold(site);
        site.url.clone()
    };
    visit(address, |page| async move {
        is_prepared(&page).await?;
        page.strike("age", "70").await?;
        page.site.spoil(Some(("liver-prescreen-", ".wasm", Fault::Missing)));
        page.holds("!document.querySelector('liver-prescreen').shadowRoot.querySelector('input')").await?;
        let said: String = find(&page, "root.querySelector('[role=alert]').textContent").await?;
        assert!(said.contains("could not be loaded"), "{said}");
        page.site.spoil(None);
        page.run::<()>("document.querySelector('liver-prescreen').shadowRoot.querySelector('[role=alert] button').click()").await?;
        page.stands().await?;
        page.until("excluded", || page.state("verdict-card")).await?;
        assert_eq!(page.value("age").await?, "70");
        Ok(())
    })
    .await;
}
