//! Other people's pages: the calculator works on each, looks like itself, and disturbs nothing.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::accessible::tell;
use crate::browser::open_host;
use crate::element::{ask, ask_page, give, worked};
use crate::engine::Engine;
use crate::forgets::PAGE;
use crate::page::Page;
use crate::second::VERSIONS;

/// What of the host's looks must not reach the calculator.
const LOOKS: &str = r#"
    const root = widget.shadowRoot;
    const look = getComputedStyle(root.querySelector(".widget"));
    const field = root.getElementById("age").getBoundingClientRect();
    const [button] = root.querySelectorAll("button.plain");
    return {
        spacing: look.letterSpacing,
        case: look.textTransform,
        cursor: look.cursor,
        direction: look.direction,
        letters: Math.round(parseFloat(look.fontSize)),
        wide: root.querySelector(".widget").getBoundingClientRect().width > 500,
        field: field.width > 60 && field.height >= 24,
        button: button.getBoundingClientRect().height >= 24,
    };
"#;

/// From the script to the first field that can be used.
const FIRST_FIELD: &str = r#"
    const script = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/liver-prescreen.js"));
    return [location.pathname, Math.round(__readyAt - script.startTime)];
"#;

async fn computes(page: &Page) -> WebDriverResult<()> {
    page.stands().await?;
    let (path, time): (String, u32) = page.run(FIRST_FIELD).await?;
    tell(&format!(
        "FIRST FIELD {}: {time}",
        path.trim_start_matches('/')
    ));
    give(page, &worked()).await?;
    page.until("not-excluded", || page.state("verdict-card"))
        .await?;
    assert_eq!(
        page.score("meld").await?.split_whitespace().next(),
        Some("15")
    );
    // And a person can type.
    page.type_into("age", "70").await?;
    page.until("excluded", || page.state("verdict-card")).await
}

async fn unharmed(page: &Page) -> WebDriverResult<()> {
    assert_eq!(
        ask(page, LOOKS).await?,
        json!({
            "spacing": "normal", "case": "none", "cursor": "auto", "direction": "ltr", "letters": 15,
            "wide": true, "field": true, "button": true,
        })
    );
    assert_eq!(
        page.run::<Vec<String>>("return __wrong").await?,
        Vec::<String>::new()
    );
    Ok(())
}

/// Opens a host page and expects all of it to be well.
async fn green(path: &'static str) {
    open_host(
        path,
        |_| (),
        |page| async move {
            computes(&page).await?;
            unharmed(&page).await
        },
    )
    .await;
}

#[tokio::test]
async fn a_plain_page() {
    green("hosts/plain.html").await;
}

#[tokio::test]
async fn a_page_that_resets_everything() {
    green("hosts/reset.html").await;
}

#[tokio::test]
async fn a_bootstrap_page() {
    green("hosts/bootstrap.html").await;
}

#[tokio::test]
async fn a_page_with_the_preflight_of_tailwind() {
    green("hosts/tailwind.html").await;
}

#[tokio::test]
async fn a_page_that_runs_from_right_to_left() {
    green("hosts/rtl.html").await;
}

#[tokio::test]
async fn a_post_of_wordpress() {
    green("hosts/wordpress.html").await;
}

#[tokio::test]
async fn a_page_with_a_strict_policy_sees_no_violation() {
    open_host("hosts/strict.html", |_| (), |page| async move {
        computes(&page).await?;
        let chinese = "!!document.querySelector('liver-prescreen').shadowRoot.querySelector('[lang=zh-CN].widget, .widget > [lang=zh-CN]')";
        page.holds(chinese).await?;
        page.unfold().await?;
        unharmed(&page).await
    })
    .await;
}

#[tokio::test]
async fn another_look_reaches_what_is_promised() {
    open_host("hosts/theme.html", |_| (), |page| async move {
        computes(&page).await?;
        let script = r##"
            const root = widget.shadowRoot;
            const look = (selector) => getComputedStyle(root.querySelector(selector));
            return [look(".widget").fontFamily.split(",")[0], look(".widget").fontSize, look(".widget").backgroundColor,
                look("#verdict-card").borderTopWidth, look("#verdict-card").borderLeftWidth];
        "##;
        let look = ask(&page, script).await?;
        assert_eq!(look, json!(["Georgia", "17px", "rgb(251, 247, 239)", "0px", "8px"]));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn every_part_that_is_promised_is_there() {
    open_host("hosts/theme.html", |_| (), |page| async move {
        computes(&page).await?;
        let script = "return [...new Set([...widget.shadowRoot.querySelectorAll('[part]')].map((part) => part.part.value))].sort()";
        let parts: Vec<String> = serde_json::from_value(ask(&page, script).await?).expect("names");
        let promised = include_str!("../../README.md");
        for part in &parts {
            assert!(promised.contains(&["| `", part, "` |"].concat()), "{part}");
        }
        assert!(parts.len() >= 4, "{parts:?}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn two_versions_of_the_script_live_on_one_page() {
    open_host("hosts/two-versions.html", |_| (), |page| async move {
        computes(&page).await?;
        // Each answers for itself, and the element is that of the first.
        let script = "const modules = await Promise.all(['', '/second'].map((folder) => import(`${folder}/liver-prescreen.js`))); \
            await Promise.all(modules.map(({ ready }) => ready)); \
            return modules.map(({ screen }) => screen({ patient: {} }).provenance.version)";
        assert_eq!(ask(&page, script).await?, json!(VERSIONS));
        let second = "return document.querySelectorAll('liver-prescreen')[1].patient";
        assert_eq!(ask(&page, second).await?, json!({}));
        unharmed(&page).await
    })
    .await;
}

#[tokio::test]
async fn a_foreign_definition_of_the_tag_stays_and_the_functions_work() {
    open_host(
        "hosts/defined.html",
        |_| (),
        |page| async move {
            page.holds("window.verdict === 'excluded'").await?;
            assert_eq!(
                ask(&page, "return widget.textContent").await?,
                "somebody else's"
            );
            let wrong: Vec<String> = page.run("return __wrong").await?;
            assert!(
                wrong.len() == 1 && wrong[0].contains("Something else is defined"),
                "{wrong:?}"
            );
            Ok(())
        },
    )
    .await;
}

#[tokio::test]
async fn twenty_at_once_each_with_its_own() {
    open_host("hosts/twenty.html", |_| (), |page| async move {
        page.holds("[...document.querySelectorAll('liver-prescreen')].filter((widget) => widget.patient.age && widget.shadowRoot.getElementById('age')).length === 20").await?;
        let ages: Vec<u32> = page
            .run("return [...document.querySelectorAll('liver-prescreen')].map((widget) => widget.patient.age)")
            .await?;
        assert_eq!(ages, (20..40).collect::<Vec<_>>());
        computes(&page).await?;
        let ages: Vec<u32> = page
            .run("return [...document.querySelectorAll('liver-prescreen')].map((widget) => widget.patient.age)")
            .await?;
        assert_eq!(ages[1..], (21..40).collect::<Vec<_>>());
        let asked = page.site.asked();
        // One for all forms, and one that checks what is said of their patients.
        let wasm = asked.iter().filter(|path| path.ends_with(".wasm"));
        assert_eq!(wasm.count(), 2, "{asked:?}");
        unharmed(&page).await
    })
    .await;
}

/// Wasm memory, and in Chromium the page's own after collection of garbage.
pub async fn memory(page: &Page) -> WebDriverResult<(u64, Option<[f64; 3]>)> {
    let script = r#"
        const [key] = Object.getOwnPropertySymbols(globalThis).filter((key) => key.description.startsWith("liver-prescreen "));
        const held = Object.values(await (await globalThis[key]).default());
        return held.find((value) => value instanceof WebAssembly.Memory).buffer.byteLength;
    "#;
    let wasm = ask_page(page, script).await?.as_u64().expect("a number");
    if page.engine != Engine::Chromium {
        return Ok((wasm, None));
    }
    let tools = page.driver().cdp();
    for _ in 0..3 {
        tools
            .send_raw("HeapProfiler.collectGarbage", json!({}))
            .await?;
    }
    tools.send_raw("Performance.enable", json!({})).await?;
    let metrics = tools.send_raw("Performance.getMetrics", json!({})).await?;
    let of = |name: &str| {
        let all = metrics["metrics"].as_array().expect("a list");
        let found = all.iter().find(|metric| metric["name"] == name);
        found
            .and_then(|metric| metric["value"].as_f64())
            .expect("a number")
    };
    Ok((
        wasm,
        Some([of("JSHeapUsedSize"), of("Nodes"), of("JSEventListeners")]),
    ))
}

/// How often something is done for what leaks to show. The wasm is the same everywhere, and grows by whole pages; only
/// Chromium tells of its own memory, of which little leaks at a time.
fn rounds(engine: Engine) -> u32 {
    match engine {
        Engine::Chromium => 60,
        _ => 20,
    }
}

async fn mount_often(page: &Page, times: u32) -> WebDriverResult<()> {
    let script = r#"
        const until = async (condition) => {
            while (!condition()) await new Promise((done) => setTimeout(done));
        };
        const there = () => document.querySelector("liver-prescreen");
        for (let turn = 0; turn < 20; turn += 1) {
            show(false);
            await until(() => !there());
            show(true);
            await until(() => there()?.patient.age === 52 && there().shadowRoot.getElementById("age"));
        }
    "#;
    for _ in 0..times / 20 {
        ask_page(page, script).await?;
    }
    Ok(())
}

async fn framework(path: &'static str) {
    open_host(
        path,
        |_| (),
        move |page| async move {
            page.stands().await?;
            page.holds("document.getElementById('heard').textContent === 'undetermined'")
                .await?;
            assert_eq!(
                ask(&page, "return widget.enrolment").await?,
                json!({ "recruitment": "open", "enrolled": 9 })
            );
            assert_eq!(
                ask(&page, "return widget.patient").await?,
                json!({ "age": 52, "labs": { "bilirubin": { "value": "45", "unit": "umol/L" } } })
            );
            page.until("projected", || page.state("arm")).await?;
            page.type_into("age", "70").await?;
            page.holds("document.getElementById('heard').textContent === 'excluded'")
                .await?;
            // What a framework renders again takes nothing from under the reader's hands.
            assert_eq!(ask(&page, "return widget.patient.age").await?, 70);

            let often = rounds(page.engine);
            mount_often(&page, often.min(40)).await?;
            let (wasm, before) = memory(&page).await?;
            mount_often(&page, often).await?;
            let (wasm_after, after) = memory(&page).await?;
            println!(
                "{path}: wasm {wasm} → {wasm_after}; heap, nodes, listeners {before:?} → {after:?}"
            );
            assert!(
                wasm_after <= wasm + PAGE,
                "the wasm memory grows: {wasm} {wasm_after}"
            );
            if let (Some(before), Some(after)) = (before, after) {
                assert!(
                    after[0] < before[0] * 1.1 + 2e5,
                    "the heap grows: {before:?} {after:?}"
                );
                assert!(
                    after[1] < before[1] * 1.2 + 500.0,
                    "nodes stay: {before:?} {after:?}"
                );
                assert!(
                    after[2] < before[2] * 1.2 + 100.0,
                    "listeners stay: {before:?} {after:?}"
                );
            }
            assert_eq!(
                page.run::<Vec<String>>("return __wrong").await?,
                Vec::<String>::new()
            );
            computes(&page).await
        },
    )
    .await;
}

#[tokio::test]
async fn a_react_application_mounts_it_again_and_again() {
    framework("hosts/react.html").await;
}

#[tokio::test]
async fn a_vue_application_mounts_it_again_and_again() {
    framework("hosts/vue.html").await;
}
