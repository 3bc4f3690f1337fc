//! How long it takes from opening the page to the first field that can be used and to the verdict, on a slow line and a
//! slow processor, beside the least that a page made with Leptos can be and the same fields in plain HTML. And that
//! nothing moves meanwhile.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::accessible::skipped;
use crate::browser::visit;
use crate::engine::Engine;
use crate::line::{HOST, serve};
use crate::page::Page;
use crate::site::release;

/// How often each page is opened; one more time before, which does not count. `ROUNDS` may say another number, for a look.
fn rounds() -> usize {
    let said = std::env::var("ROUNDS").ok();
    said.map_or(9, |said| said.parse().expect("ROUNDS is a number"))
}

/// The most layout shift of the page, to what a browser rounds.
const SHIFT: f64 = 0.0005;

/// The most layout shift of a host page that follows the README.
const SHIFT_OF_HOST: f64 = 0.02;

/// What is held against what, and the most that it may be of it.
const AIMS: [(&str, &str, f64); 6] = [
    ("first visit, usable", "same fields by hand, usable", 1.5),
    ("first visit, usable", "bare Leptos page, usable", 1.35),
    ("first visit, verdict", "bare Leptos page, usable", 2.1),
    ("from the worker, usable", "first visit, usable", 1.0),
    ("from the worker, verdict", "first visit, verdict", 0.7),
    (
        "element in a host page, usable",
        "same fields by hand, usable",
        2.0,
    ),
];

/// How much a page of ours may move in any round; the pages beside them may move as they like.
const SHIFTS: [(&str, f64); 3] = [
    ("first visit, shift", SHIFT),
    ("from the worker, shift", SHIFT),
    ("element in a host page, shift", SHIFT_OF_HOST),
];

/// Runs before anything else in a page: notes when the field "Age" has been shown and can be used, and when the verdict
/// has that the calculator gives, and adds up what moves.
const WATCH: &str = r##"
    const watched = (window.__start = { shift: 0 });
    const root = () => document.querySelector("liver-prescreen")?.shadowRoot ?? document;
    const note = (name, holds) => {
      const look = () => {
        if (!holds()) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => (watched[name] = performance.now());
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    };
    note("usable", () => root().querySelector("#age")?.disabled === false);
    note("verdict", () => root().querySelector(".widget:not([data-prerendered]) #verdict"));
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) watched.shift += value;
    }).observe({ type: "layout-shift", buffered: true });
"##;

/// The verdict stands.
const VERDICT: &str = "__start.verdict > 0";

/// What one opening of a page took, in milliseconds, and its layout shift.
struct Opening {
    usable: f64,
    /// Nothing on a page that gives none.
    verdict: f64,
    painted: f64,
    shift: f64,
}

async fn command(page: &Page, name: &str, parameters: Value) -> WebDriverResult<()> {
    page.driver().cdp().send_raw(name, parameters).await?;
    Ok(())
}

/// Opens an address in a tab of its own, on a processor slowed down four times, and waits until something holds.
async fn opened(page: &Page, url: &str, size: Value, at_rest: &str) -> WebDriverResult<Opening> {
    let own = page.driver().window().await?;
    let tab = page.driver().new_tab().await?;
    page.driver().switch_to_window(tab).await?;
    command(
        page,
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": WATCH }),
    )
    .await?;
    command(page, "Emulation.setDeviceMetricsOverride", size).await?;
    command(page, "Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await?;
    page.driver().goto(url).await?;
    page.holds("__start.usable > 0").await?;
    page.holds(at_rest).await?;
    // What comes afterwards must not move anything either.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let script = "return [__start.usable, __start.verdict ?? 0, performance.getEntriesByName('first-contentful-paint')[0].startTime, __start.shift]";
    let (usable, verdict, painted, shift) = page.run(script).await?;
    page.driver().close_window().await?;
    page.driver().switch_to_window(own).await?;
    Ok(Opening {
        usable,
        verdict,
        painted,
        shift,
    })
}

/// Nothing of an earlier visit is left.
async fn forget(page: &Page, url: &str) -> WebDriverResult<()> {
    command(page, "Network.clearBrowserCache", json!({})).await?;
    let all = json!({ "origin": url.trim_end_matches('/'), "storageTypes": "all" });
    command(page, "Storage.clearDataForOrigin", all).await
}

#[tokio::test]
async fn nothing_moves_while_the_page_loads() {
    visit(
        |_| "about:blank".to_owned(),
        |page| async move {
            if page.engine != Engine::Chromium {
                skipped("only Chromium measures layout shift");
                return Ok(());
            }
            // On a slow line, so that the page stands without the calculator for a while.
            let url = serve(&release());
            for (width, height) in [(1280, 1000), (1280, 700), (390, 844)] {
                forget(&page, &url).await?;
                let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                let Opening { usable, verdict, shift, .. } = opened(&page, &url, size.clone(), VERDICT).await?;
                assert!(usable < verdict, "the form was to stand before the calculator: {usable}, {verdict}");
                assert!(shift < SHIFT, "{width} × {height}: {shift}");
                forget(&page, &url).await?;
                let host = [&url, HOST].concat();
                let Opening { usable, verdict, shift, .. } = opened(&page, &host, size, VERDICT).await?;
                assert!(usable < verdict, "the form was to stand before the calculator: {usable}, {verdict}");
                assert!(shift < SHIFT_OF_HOST, "{width} × {height} in a host page: {shift}");
            }
            Ok(())
        },
    )
    .await;
}

/// Prints the median, the fastest and the slowest; returns the median and the slowest.
fn print(name: &str, values: impl Iterator<Item = f64>) -> [f64; 2] {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let (low, middle, high) = (
        values[0],
        values[values.len() / 2],
        values[values.len() - 1],
    );
    println!("{name:<32}{middle:>10.3}{low:>10.3}{high:>10.3}");
    [middle, high]
}

#[tokio::test]
#[ignore = "a measurement: cargo xtask bench --startup runs it"]
async fn from_opening_the_page_to_its_first_field() {
    visit(
        |_| "about:blank".to_owned(),
        |page| async move {
            assert_eq!(
                page.engine,
                Engine::Chromium,
                "only Chromium can be slowed down"
            );
            let folder = std::env::var_os("YARDSTICKS").expect("YARDSTICKS must name a folder");
            let ours = serve(&release());
            let bare = serve(Path::new(&folder));
            let by_hand = [&bare, "hand-written.html"].concat();
            let host = [&ours, HOST].concat();
            let kept = "__start.verdict > 0 && navigator.serviceWorker.controller !== null";
            let size = || json!({ "width": 1280, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
            let mut openings: [Vec<Opening>; 5] = Default::default();
            // In turn, so that what else the machine does falls upon all of them.
            for _ in 0..=rounds() {
                forget(&page, &ours).await?;
                openings[0].push(opened(&page, &ours, size(), kept).await?);
                // Another day: the worker is started anew, and only what it keeps is there.
                command(&page, "Network.clearBrowserCache", json!({})).await?;
                command(&page, "ServiceWorker.enable", json!({})).await?;
                command(&page, "ServiceWorker.stopAllWorkers", json!({})).await?;
                openings[1].push(opened(&page, &ours, size(), kept).await?);
                forget(&page, &bare).await?;
                openings[2].push(opened(&page, &bare, size(), "true").await?);
                forget(&page, &by_hand).await?;
                openings[3].push(opened(&page, &by_hand, size(), "true").await?);
                forget(&page, &ours).await?;
                openings[4].push(opened(&page, &host, size(), VERDICT).await?);
            }
            println!("\n{:<32}{:>10}{:>10}{:>10}", "ms, processor ÷ 4, 1.6 Mbit/s", "median", "fastest", "slowest");
            let names = [
                "first visit",
                "from the worker",
                "bare Leptos page",
                "same fields by hand",
                "element in a host page",
            ];
            let mut told = HashMap::new();
            for (name, openings) in names.iter().zip(&openings) {
                let openings = || openings.iter().skip(1);
                let mut tell = |what: &str, of: fn(&Opening) -> f64| {
                    let name = format!("{name}, {what}");
                    let found = print(&name, openings().map(of));
                    told.insert(name, found);
                };
                tell("usable", |o| o.usable);
                tell("verdict", |o| o.verdict);
                tell("painted", |o| o.painted);
                tell("shift", |o| o.shift);
            }
            let mut held = Vec::new();
            for (name, of, aim) in AIMS {
                let found: f64 = told[name][0] / told[of][0];
                println!("{name} ÷ {of}: {found:.2}, and the aim is {aim}");
                held.push(found <= aim);
            }
            for (name, aim) in SHIFTS {
                let found = told[name][1];
                println!("{name}, the largest: {found:.4}, and the aim is {aim}");
                held.push(found <= aim);
            }
            assert!(held.iter().all(|held| *held), "an aim is missed: see above");
            Ok(())
        },
    )
    .await;
}
