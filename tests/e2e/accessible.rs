//! What can be measured of accessibility, in every state that a clinician meets: axe-core's rules of WCAG 2.0 to 2.2,
//! levels A and AA, the size of what is pressed, and no scrolling sideways.

use std::io::Write;

use serde::Deserialize;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::browser::open;
use crate::engine::Engine;
use crate::languages::choose;
use crate::page::Page;

/// What axe-core found.
#[derive(Deserialize)]
pub struct Found {
    /// Elements that passed a rule, summed over the rules.
    pub checks: usize,
    /// Each rule that was broken and the elements that break it.
    pub violations: Vec<String>,
}

const RUN_AXE: &str = r#"
    const [runOnly, done] = arguments;
    // Colours that still fade, and a bar that lies over the middle of the page, are no states to judge.
    for (const { shadowRoot } of document.querySelectorAll("liver-prescreen")) {
        shadowRoot.getAnimations().forEach((fading) => fading.finish());
    }
    scrollTo(0, 0);
    axe.run(document, { runOnly }).then(({ passes, violations }) => done({
        checks: passes.reduce((sum, { nodes }) => sum + nodes.length, 0),
        violations: violations.map(({ id, nodes }) =>
            `${id}: ${nodes.map(({ target, failureSummary }) => `${target.flat()} ${failureSummary}`).join("; ")}`),
    }), (error) => done({ checks: 0, violations: [`axe-core stopped: ${error}`] }));
"#;

/// Puts axe-core into the page: by evaluation, since a policy may refuse a script from elsewhere.
pub async fn bring_axe(page: &Page) -> WebDriverResult<()> {
    let path = std::env::var_os("AXE").expect("AXE must name axe-core's script");
    let source = std::fs::read_to_string(path).expect("axe-core's script can be read");
    page.run::<()>(&source).await
}

/// Runs axe-core over the whole document, the widget's shadow tree included.
pub async fn axe(page: &Page) -> WebDriverResult<Found> {
    let tags = [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa",
    ];
    run_axe(page, &tags).await
}

/// The same with these of its rules.
async fn run_axe(page: &Page, rules: &[&str]) -> WebDriverResult<Found> {
    let found = page.driver().execute_async(RUN_AXE, vec![json!(rules)]);
    found.await?.convert()
}

/// Tells people something of a test that passes: what is merely printed is kept from them then.
pub fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Says aloud that the test that runs here checks nothing, or not all, in this browser.
pub fn skipped(why: &str) {
    let thread = std::thread::current();
    tell(&format!(
        "SKIPPED {}: {why}",
        thread.name().unwrap_or_default()
    ));
}

/// Everything that stands open at once with something wrong in it: an excluding age, a value that is not used, a
/// printout that was read, the question before answering "no" to the rest.
async fn make_trouble(page: &Page) -> WebDriverResult<()> {
    page.set_width(1280).await?;
    page.unfold_but_help().await?;
    page.type_into("age", "70").await?;
    page.type_into("sodium", "1360").await?;
    page.strike("printout", "TBil 45 umol/L, DBil 12").await?;
    for button in ["printout-read", "no-to-rest"] {
        page.press(button, " ").await?;
    }
    page.until("excluded", || page.state("verdict-card")).await
}

async fn fill(page: &Page) -> WebDriverResult<()> {
    page.set_width(1280).await?;
    page.press("clear", " ").await?;
    page.enter_worked_patient().await?;
    page.unfold().await?;
    page.until("not-excluded", || page.state("verdict-card"))
        .await
}

/// What only presses bring about; all other states are in `fixtures.rs`.
#[tokio::test]
async fn axe_finds_nothing_while_everything_is_in_trouble() {
    open(|page| async move {
        bring_axe(&page).await?;
        make_trouble(&page).await?;
        // Each run takes as long as a whole test, and finds in the other engines what it finds in this one.
        let states = [("zh-CN", "dark", 1280), ("en", "light", 390)];
        let count = match page.engine {
            Engine::Chromium => 2,
            _ => 1,
        };
        for (language, theme, width) in states.into_iter().take(count) {
            choose(&page, language).await?;
            page.set_theme(theme).await?;
            page.set_width(width).await?;
            let found = axe(&page).await?;
            assert!(
                found.violations.is_empty(),
                "{language}, {theme}, {width} px wide:\n{}",
                found.violations.join("\n")
            );
            assert!(found.checks > 200, "only {} checks", found.checks);
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn axe_looks_into_the_widget() {
    open(|page| async move {
        bring_axe(&page).await?;
        page.run::<()>(
            r#"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            root.querySelector("label[for=age]").remove();
            "#,
        )
        .await?;
        let violations = run_axe(&page, &["label"]).await?.violations;
        assert!(
            matches!(violations.as_slice(), [one] if one.starts_with("label: ")),
            "{violations:?}"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn whatever_can_be_pressed_is_large_enough() {
    open(|page| async move {
        fill(&page).await?;
        for width in [1280, 390, 320] {
            page.set_width(width).await?;
            let (shown, small): (usize, Vec<String>) = page.run(include_str!("targets.js")).await?;
            assert!(shown > 50, "only {shown} targets");
            assert!(small.is_empty(), "{width} px wide:\n{}", small.join("\n"));
        }
        Ok(())
    })
    .await;
}

/// By how many pixels the page is wider than its window, and what sticks out.
async fn sideways(page: &Page) -> WebDriverResult<(i64, Vec<String>)> {
    page.run(
        r#"
        const { scrollWidth, clientWidth } = document.documentElement;
        const root = document.querySelector("liver-prescreen").shadowRoot;
        const out = [...root.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > clientWidth + 1);
        return [scrollWidth - clientWidth, out.map((e) => `${e.tagName} ${e.id} ${e.className}`)];
        "#,
    )
    .await
}

#[tokio::test]
async fn no_width_makes_the_page_scroll_sideways() {
    open(|page| async move {
        for filled in [false, true] {
            if filled {
                page.set_width(1280).await?;
                page.enter_worked_patient().await?;
                page.until("not-excluded", || page.state("verdict-card"))
                    .await?;
                page.unfold().await?;
            }
            // 376: the least at which a unit stands beside its field.
            for width in [1280, 390, 376, 320] {
                page.set_width(width).await?;
                let (over, out) = sideways(&page).await?;
                assert!(over <= 0, "{width} px wide, {over} px over: {out:?}");
            }
        }
        Ok(())
    })
    .await;
}
