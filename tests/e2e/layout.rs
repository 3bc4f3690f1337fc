//! How high the page is, and what stands in sight without scrolling, on the three screens that people use.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::accessible::{skipped, tell};
use crate::browser::open;
use crate::engine::Engine;
use crate::page::Page;

/// A window: its size, what must be in sight in it, and how high the page may be with every row in sight.
struct Window {
    size: (u32, u32),
    in_sight: &'static [&'static str],
    highest: u32,
}

const LABS_AND_SIGNS: [&str; 13] = [
    "#bilirubin",
    "#albumin",
    "#inr",
    "#prothrombinActivity",
    "#prothrombinTime",
    "#prothrombinTime-control",
    "#prothrombinProlongation",
    "#creatinine",
    "#sodium",
    "#hemoglobin",
    "#platelets",
    "[data-entry=ascites]",
    "[data-entry=dialysis]",
];
const ANSWER: [&str; 4] = [
    "#verdict",
    "#arm-statement",
    "#score-childPugh",
    "#score-meld",
];

const WINDOWS: [Window; 3] = [
    Window {
        size: (1366, 768),
        in_sight: &ANSWER,
        highest: 2600,
    },
    Window {
        size: (1920, 1080),
        in_sight: &ANSWER,
        highest: 2200,
    },
    Window {
        size: (390, 844),
        in_sight: &[
            ".bar",
            "#units-si",
            "#bilirubin",
            "#albumin",
            "#inr",
            "#prothrombinActivity",
        ],
        highest: 5200,
    },
];

/// Sets the size of what is seen, and not of the window around it.
async fn set_view(page: &Page, (width, height): (u32, u32)) -> WebDriverResult<()> {
    let metrics =
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
    let tools = page.driver().cdp();
    tools
        .send_raw("Emulation.setDeviceMetricsOverride", metrics)
        .await?;
    let touch = json!({ "enabled": width < 500 });
    tools
        .send_raw("Emulation.setTouchEmulationEnabled", touch)
        .await?;
    Ok(())
}

/// The height of the page, and what of these is not wholly in sight.
async fn measured(
    page: &Page,
    wanted: &[&str],
    first_rows: usize,
) -> WebDriverResult<(u32, Vec<String>)> {
    let script = r#"
        document.querySelector("liver-prescreen").shadowRoot.activeElement?.blur();
        scrollTo(0, 0);
        const root = document.querySelector("liver-prescreen").shadowRoot;
        const [wanted, rows] = arguments;
        const in_sight = (element) => {
            const { top, bottom, width } = element.getBoundingClientRect();
            return width > 0 && top >= 0 && bottom <= innerHeight;
        };
        const missing = wanted.filter((selector) => !in_sight(root.querySelector(selector)));
        const visible = [...root.querySelectorAll(".criterion")].filter((row) => row.checkVisibility());
        const beyond = visible.slice(0, rows).filter((row) => !in_sight(row)).map((row) => row.id);
        return [Math.ceil(document.documentElement.scrollHeight), [...missing, ...beyond]];
    "#;
    let given = vec![json!(wanted), json!(first_rows)];
    page.driver().execute(script, given).await?.convert()
}

#[tokio::test]
async fn the_page_is_short_and_what_decides_is_in_sight() {
    open(|page| async move {
        if page.engine != Engine::Chromium {
            skipped("only Chromium takes the size of a view");
            return Ok(());
        }
        let mut beyond = Vec::new();
        for filled in [false, true] {
            if filled {
                page.enter_worked_patient().await?;
                page.until("not-excluded", || page.state("verdict-card")).await?;
                page.focus("age").await?;
                // Rows with it, and no details.
                page.run::<()>("document.querySelector('liver-prescreen').shadowRoot.querySelector('details.bunch').open = true").await?;
                tokio::time::sleep(std::time::Duration::from_millis(700)).await;
            }
            for window in &WINDOWS {
                set_view(&page, window.size).await?;
                tokio::time::sleep(std::time::Duration::from_millis(300)).await;
                let is_wide = window.size.0 > 1000;
                let labs: &[&str] = if is_wide { &LABS_AND_SIGNS } else { &[] };
                let wanted = [labs, window.in_sight].concat();
                let rows = if window.size.0 > 1900 { 6 } else { 0 };
                let (height, missing) = measured(&page, &wanted, rows).await?;
                let (width, view) = window.size;
                let state = if filled { "worked patient" } else { "empty" };
                let line = format!("layout: {width}×{view}, {state}: {height} px high (at most {}), out of sight: {missing:?}", window.highest);
                tell(&line);
                if height > window.highest || !missing.is_empty() {
                    beyond.push(line);
                }
            }
        }
        assert!(beyond.is_empty(), "{}", beyond.join("\n"));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn no_help_is_cut_off_and_no_unit_leaves_its_field() {
    open(|page| async move {
        if page.engine != Engine::Chromium {
            skipped("only Chromium takes the size of a view");
            return Ok(());
        }
        let script = r#"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 0;
            const fault = [];
            for (const help of [...root.querySelectorAll("details.help")].filter(seen)) {
                help.open = true;
                const { left, right } = help.querySelector(".tip").getBoundingClientRect();
                if (left < 0 || right > innerWidth) fault.push(help.querySelector("summary").ariaLabel);
                help.open = false;
            }
            for (const field of [...root.querySelectorAll(".fields .field")].filter(seen)) {
                const ends = [...field.querySelectorAll(".option")].map((unit) => unit.getBoundingClientRect().right);
                if (Math.max(0, ...ends) > field.getBoundingClientRect().right + 0.5) fault.push(field.dataset.entry);
            }
            return [root.querySelectorAll("details.help").length, fault];
        "#;
        for width in [320, 390, 880, 1280, 1320, 1366, 1920] {
            set_view(&page, (width, 800)).await?;
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            let (helps, faults): (u32, Vec<String>) = page.run(script).await?;
            assert!(helps > 5, "{helps}");
            assert!(faults.is_empty(), "{width} px: {faults:?}");
        }
        Ok(())
    })
    .await;
}
