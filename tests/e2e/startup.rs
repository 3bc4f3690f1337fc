//! How long it takes from opening the page to the first field that can be used, on a slow line and a slow processor,
//! beside the least that a page made with Leptos can be and the same fields in plain HTML. And that it hardly
//! moves meanwhile.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::accessible::skipped;
use crate::browser::visit;
use crate::engine::Engine;
use crate::line::serve;
use crate::page::Page;
use crate::site::release;

/// How often each page is opened; one more time before, which does not count.
const ROUNDS: usize = 9;

/// The most layout shift of a page: a tenth of what counts as good.
const SHIFT: f64 = 0.01;

/// Runs before anything else in a page: notes when the field "Age" has been shown and can be used, and adds up what
/// moves.
const WATCH: &str = r#"
    const watched = (window.__start = { shift: 0 });
    const field = () => (document.querySelector("liver-prescreen")?.shadowRoot ?? document).querySelector('#age');
    const look = () => {
      if (field()?.disabled !== false) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (watched.usable = performance.now());
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) watched.shift += value;
    }).observe({ type: "layout-shift", buffered: true });
"#;

/// What one opening of a page took, in milliseconds, and its layout shift.
struct Opening {
    usable: f64,
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
    let script = "return [__start.usable, performance.getEntriesByName('first-contentful-paint')[0].startTime, __start.shift]";
    let (usable, painted, shift) = page.run(script).await?;
    page.driver().close_window().await?;
    page.driver().switch_to_window(own).await?;
    Ok(Opening {
        usable,
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
async fn the_page_hardly_moves_while_it_loads() {
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
                let Opening { usable, painted, shift } = opened(&page, &url, size, "true").await?;
                assert!(painted < usable, "the page was to stand before the calculator: {painted}, {usable}");
                assert!(shift < SHIFT, "{width} × {height}: {shift}");
            }
            Ok(())
        },
    )
    .await;
}

/// The most that the first visit takes, for each millisecond of the bare page.
const FIRST_AIM: f64 = 1.25;
/// The most that a visit from the worker takes, for each millisecond of the first.
const AGAIN_AIM: f64 = 0.5;
/// The most that the page may move while it loads.
const SHIFT_AIM: f64 = 0.1;

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
            let kept = "navigator.serviceWorker.controller !== null";
            let size = || json!({ "width": 1280, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
            let mut openings: [Vec<Opening>; 4] = Default::default();
            // In turn, so that what else the machine does falls upon all of them.
            for _ in 0..=ROUNDS {
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
            }
            println!("\n{:<32}{:>10}{:>10}{:>10}", "ms, processor ÷ 4, 1.6 Mbit/s", "median", "fastest", "slowest");
            let names = [
                "first visit",
                "from the worker",
                "bare Leptos page",
                "same fields by hand",
            ];
            let (mut usable, mut shifts) = (Vec::new(), Vec::new());
            for (name, openings) in names.iter().zip(&openings) {
                let openings = || openings.iter().skip(1);
                usable.push(print(&format!("{name}, usable"), openings().map(|o| o.usable))[0]);
                print(&format!("{name}, painted"), openings().map(|o| o.painted));
                shifts.push(print(&format!("{name}, shift"), openings().map(|o| o.shift))[1]);
            }
            println!("first visit ÷ same fields by hand: {:.2}", usable[0] / usable[3]);
            // The pages beside ours may move as they like.
            let held = [
                ("first visit ÷ bare Leptos page", usable[0] / usable[2], FIRST_AIM),
                ("visit from the worker ÷ first visit", usable[1] / usable[0], AGAIN_AIM),
                ("layout shift, the largest", shifts[0].max(shifts[1]), SHIFT_AIM),
            ];
            let held = held.map(|(name, found, aim)| {
                println!("{name}: {found:.2}, and the aim is {aim}");
                found <= aim
            });
            assert_eq!(held, [true; 3], "an aim is missed: see above");
            Ok(())
        },
    )
    .await;
}
