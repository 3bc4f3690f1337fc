//! A failure is contained: a plain sentence in the element, an event that says what to do, no stale result, and the
//! page around goes on. A load that failed can be tried again.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser::{open, open_host};
use crate::element::{ask, ask_page, give, worked};
use crate::page::Page;
use crate::site::{Fault, Site};

const UNLOADED: &str =
    "The calculator could not be loaded. Check the connection, then reload the page.";
const CHANGED: &str = "A file of the calculator came changed and was not run: a proxy or content network on the way may \
    have changed it. Reload the page; if that does not help, tell whoever runs it.";

async fn shown(page: &Page) -> WebDriverResult<String> {
    let script = "return widget.shadowRoot.textContent";
    Ok(ask(page, script)
        .await?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

/// The first word that the page had of a failure; `watch.js` keeps it, because it may come before any script of a test.
async fn failures(page: &Page) -> WebDriverResult<Vec<Value>> {
    page.run("return window.__failures").await
}

async fn fails(page: &Page, sentence: &str, helps: &str) -> WebDriverResult<()> {
    page.holds("window.__failures.length > 0").await?;
    assert_eq!(shown(page).await?, [sentence, " Try again"].concat());
    let failure = failures(page).await?.remove(0);
    assert_eq!(failure["reason"], "unloaded");
    assert!(
        failure["advice"]
            .as_str()
            .is_some_and(|said| said.contains(helps))
    );
    assert!(
        failure["cause"]
            .as_str()
            .is_some_and(|said| !said.is_empty())
    );
    Ok(())
}

async fn retry(page: &Page) -> WebDriverResult<()> {
    ask(page, "widget.shadowRoot.querySelector('button').click()")
        .await
        .map(drop)
}

async fn recovers(page: &Page) -> WebDriverResult<()> {
    let script = "const { screen } = await import('/liver-prescreen.js'); try { screen({}) } catch (error) { return error.message }";
    assert!(
        ask(page, script)
            .await?
            .to_string()
            .contains("await the exported promise")
    );
    // In vain once more.
    let before = failures(page).await?.len();
    retry(page).await?;
    page.holds(&format!("window.__failures.length > {before}"))
        .await?;
    page.site.spoil(None);
    retry(page).await?;
    page.stands().await?;
    give(page, &worked()).await?;
    page.until("not-excluded", || page.state("verdict-card"))
        .await?;
    let script = r#"
        const calculator = await import("/liver-prescreen.js");
        await calculator.ready;
        return calculator.screen({ patient: { age: 70 } }).verdict.state;
    "#;
    assert_eq!(ask_page(page, script).await?, "excluded");
    Ok(())
}

#[tokio::test]
async fn without_the_wasm_it_says_so_and_can_be_tried_again() {
    let lost = |site: &Site| site.spoil(Some(("liver-prescreen-", ".wasm", Fault::Missing)));
    open_host("hosts/tailwind.html", lost, |page| async move {
        fails(&page, UNLOADED, "Serve every file").await?;
        let cause = failures(&page).await?[0]["cause"].to_string();
        assert!(cause.contains(".wasm"), "{cause}");
        recovers(&page).await
    })
    .await;
}

#[tokio::test]
async fn a_corrupted_module_is_not_run() {
    let corrupted = |site: &Site| site.spoil(Some(("liver-prescreen-", ".wasm", Fault::Corrupted)));
    open_host("hosts/tailwind.html", corrupted, |page| async move {
        fails(&page, CHANGED, "no-transform").await?;
        recovers(&page).await
    })
    .await;
}

#[tokio::test]
async fn a_wrong_type_of_the_wasm_does_no_harm() {
    let wrong = |site: &Site| site.spoil(Some(("liver-prescreen-", ".wasm", Fault::WrongType)));
    open_host("hosts/tailwind.html", wrong, |page| async move {
        page.stands().await?;
        give(&page, &worked()).await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await
    })
    .await;
}

#[tokio::test]
async fn where_the_policy_refuses_wasm_every_element_says_so_in_its_language() {
    open_host("hosts/no-wasm.html", |_| (), |page| async move {
        // WebKit's automation and the policy agree; only the words of the cause differ between engines.
        page.holds("window.__failures.length === 2").await?;
        assert!(shown(&page).await?.starts_with(UNLOADED));
        let texts: Vec<String> = page
            .run("return [...document.querySelectorAll('liver-prescreen')].map((widget) => widget.shadowRoot.textContent)")
            .await?;
        assert_eq!(texts[1], "计算器无法加载。请检查网络连接，然后重新加载页面。 重试");
        for failure in failures(&page).await? {
            assert!(failure["advice"].to_string().contains("wasm-unsafe-eval"), "{failure}");
        }
        assert_eq!(page.run::<String>("return document.querySelector('h1').textContent").await?, "Study information");
        Ok(())
    })
    .await;
}

// guards: H22
#[tokio::test]
async fn after_a_panic_no_instance_keeps_a_result_and_the_page_goes_on() {
    open(|page| async move {
        ask(&page, "document.body.append(document.createElement('liver-prescreen'))").await?;
        page.holds("!!document.querySelectorAll('liver-prescreen')[1].shadowRoot.querySelector('#age')").await?;
        give(&page, &worked()).await?;
        page.until("not-excluded", || page.state("verdict-card")).await?;
        ask(&page, "window.__liverPrescreenPanicked('made up')").await?;
        let texts: Vec<String> = page
            .run("return [...document.querySelectorAll('liver-prescreen')].map((widget) => widget.shadowRoot.lastElementChild.textContent)")
            .await?;
        for text in texts {
            assert!(text.starts_with("Result unavailable. Reload the page"), "{text}");
        }
        let told = failures(&page).await?;
        assert_eq!(told.len(), 2);
        assert_eq!((&told[0]["reason"], &told[0]["cause"]), (&json!("broken"), &json!("made up")));
        assert!(told[0]["advice"].to_string().contains("Reload"));
        // Nothing that the host does brings a result back.
        ask(&page, "widget.patient = { age: 70 }; widget.study = 'hosts/study.json'; widget.reset(); widget.lang = 'zh-CN'; document.body.append(widget)").await?;
        ask(&page, "await new Promise((done) => setTimeout(done, 300))").await?;
        assert!(shown(&page).await?.starts_with("Result unavailable."));
        assert_eq!(ask(&page, "return widget.patient").await?, json!({}));
        let fresh = "const fresh = document.createElement('liver-prescreen'); document.body.append(fresh); return fresh.shadowRoot.textContent";
        assert!(ask(&page, fresh).await?.to_string().contains("Result unavailable."));
        Ok(())
    })
    .await;
}

/// Damages the calculator's memory, so that it stops in the middle of its work and no hook hears of it.
const DAMAGE: &str = r#"
    const [key] = Object.getOwnPropertySymbols(globalThis).filter((key) => key.description.startsWith("liver-prescreen "));
    const held = Object.values(await (await globalThis[key]).default());
    new Uint8Array(held.find((value) => value instanceof WebAssembly.Memory).buffer).fill(255);
"#;

// guards: H22
#[tokio::test]
async fn after_a_trap_no_instance_keeps_a_result_and_the_page_goes_on() {
    for key in [true, false] {
        open_host("hosts/tailwind.html", |_| (), move |page| async move {
            page.stands().await?;
            ask(&page, "document.body.append(document.createElement('liver-prescreen'))").await?;
            page.holds("!!document.querySelectorAll('liver-prescreen')[1]?.shadowRoot.querySelector('#age')").await?;
            give(&page, &worked()).await?;
            page.until("not-excluded", || page.state("verdict-card")).await?;
            ask_page(&page, DAMAGE).await?;
            // By a key of the reader's, which nothing of the loader's surrounds, or by the host; unless a clock of the
            // calculator's own has found the damage first.
            let next = if key {
                "const age = widget.shadowRoot.getElementById('age'); if (age) { age.value = '53'; age.dispatchEvent(new Event('input')) }"
            } else {
                "widget.lang = 'zh-CN'"
            };
            ask_page(&page, next).await?;
            page.holds(
                "[...document.querySelectorAll('liver-prescreen')].every((widget) => \
                    /^(?:Result unavailable|结果不可用)/.test(widget.shadowRoot.textContent))",
            )
            .await?;
            let told = failures(&page).await?;
            assert_eq!(told.len(), 2, "{told:?}");
            assert!(told.iter().all(|told| told["reason"] == "broken"), "{told:?}");
            let refused = "return import('/liver-prescreen.js').then(({ screen }) => { try { screen({ patient: {} }) } catch (error) { return error.message } })";
            assert!(ask_page(&page, refused).await?.to_string().contains("Result unavailable"));
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn a_study_file_that_did_not_come_can_be_asked_for_again() {
    open_host(
        "hosts/tailwind.html",
        |site| site.refuse(Some("hosts/study")),
        |page| async move {
            page.stands().await?;
            ask(&page, "widget.study = 'study.json'").await?;
            page.holds("window.__failures[0]?.advice?.includes('what path names')")
                .await?;
            page.holds(
                "document.querySelector('liver-prescreen').shadowRoot.textContent.includes('404')",
            )
            .await?;
            page.site.refuse(None);
            retry(&page).await?;
            page.stands().await?;
            give(&page, &json!({ "age": 30 })).await?;
            page.until("excluded", || page.state("verdict-card")).await
        },
    )
    .await;
}
