//! The calculator in a frame, for hosts that allow no script of others: its height, and what it tells whom.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::accessible::{skipped, tell};
use crate::browser::open_host;
use crate::element::ask;
use crate::engine::Engine;
use crate::page::{Page, STANDS};

async fn in_frame(page: &Page) -> WebDriverResult<()> {
    page.frame_holds(STANDS).await
}

async fn type_age(page: &Page, age: &str) -> WebDriverResult<()> {
    // By script: drivers differ in what they type into a frame without an origin.
    let script = format!(
        "const age = widget.shadowRoot.getElementById('age'); age.value = '{age}'; age.dispatchEvent(new Event('input'))"
    );
    ask(page, &script).await.map(drop)
}

/// Whether `'self'` in a policy stands for the page's host within a sandbox, as it must. WebKit got this wrong for a
/// while (bug 316847): such a frame may load nothing of its own host there.
async fn a_sandbox_knows_its_host(page: &Page) -> WebDriverResult<bool> {
    show(page, "own.html").await?;
    let loaded = r#"location.pathname.endsWith("own.html") && performance.getEntriesByType("navigation").some(({ loadEventEnd }) => loadEventEnd > 0)"#;
    let ran = r#"return "ran" in document.documentElement.dataset"#;
    page.frame_holds(loaded).await?;
    let knows = page.run(ran).await?;
    page.driver().enter_default_frame().await?;
    Ok(knows)
}

/// Has the frame that stands on the page show something else.
async fn show(page: &Page, address: &str) -> WebDriverResult<()> {
    page.run::<Value>(&format!(
        "document.querySelector('iframe').src = {}",
        json!(address)
    ))
    .await
    .map(drop)
}

#[tokio::test]
async fn a_sandboxed_frame_works_and_takes_its_height() {
    for file in ["index.html", "liver-prescreen.html"] {
        open_host("hosts/frame.html", |_| (), move |page| async move {
            let knows = a_sandbox_knows_its_host(&page).await?;
            show(&page, &format!("../{file}?embed&lang=zh-CN")).await?;
            if file == "index.html" && !knows {
                tell(&format!("{file} only says so in a sandbox here (WebKit bug 316847)"));
                return page.frame_holds("document.body.innerText.includes('If this message stays, a file did not arrive')").await;
            }
            works_and_takes_its_height(&page, true).await?;
            if page.engine != Engine::WebKit {
                return Ok(());
            }
            // Where it calls errors by their names.
            page.run::<()>("document.querySelector('iframe').removeAttribute('sandbox')").await?;
            show(&page, &format!("../{file}?embed&lang=zh-CN&again")).await?;
            page.frame_holds(&format!("location.search.endsWith('again') && {STANDS}")).await?;
            page.driver().enter_default_frame().await?;
            works_and_takes_its_height(&page, false).await
        })
        .await;
    }
}

/// What went wrong in this document. Of an error in a sandbox WebKit says no more than two words, and calls so too what
/// is none: that a size which is watched changed once more.
async fn wrong(page: &Page, sandboxed: bool) -> WebDriverResult<Vec<String>> {
    let mut wrong: Vec<String> = page.run("return __wrong").await?;
    if sandboxed && page.engine == Engine::WebKit {
        wrong.retain(|said| said != "error: Script error.");
    }
    Ok(wrong)
}

/// A sandbox makes the frame a stranger to its own server; the file beside it is still its own.
#[tokio::test]
async fn a_sandboxed_frame_reads_the_enrolment_beside_it() {
    open_host("hosts/frame.html", |_| (), |page| async move {
        if !a_sandbox_knows_its_host(&page).await? {
            skipped("this browser does not know 'self' in a sandbox (WebKit bug 316847)");
            return Ok(());
        }
        let today = "return new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)";
        let today: String = page.run(today).await?;
        let file = json!({ "asOf": today, "recruitment": "open", "enrolled": 9 });
        page.site.publish(Some(file.to_string()));
        show(&page, "../index.html?embed&lang=en&enrolment=enrolment.json").await?;
        in_frame(&page).await?;
        page.until("projected", || page.state("arm")).await?;
        // Somebody else's is refused as ever.
        ask(&page, "widget.enrolment = 'https://example.invalid/enrolment.json'").await?;
        page.until("unknown", || page.state("arm")).await?;
        page.holds("window.__failures.at(-1).message.includes('own origin')").await
    })
    .await;
}

async fn works_and_takes_its_height(page: &Page, sandboxed: bool) -> WebDriverResult<()> {
    page.holds("parseFloat(document.querySelector('iframe').style.height) > 2000")
        .await?;
    in_frame(page).await?;
    let origin: String = page.run("return self.origin").await?;
    assert_eq!(origin == "null", sandboxed, "{origin}");
    page.holds("document.documentElement.lang === 'zh-CN'")
        .await?;
    page.holds("document.documentElement.scrollHeight <= innerHeight + 1")
        .await?;
    page.holds("!document.querySelector('h1').checkVisibility()")
        .await?;
    type_age(page, "70").await?;
    page.until("excluded", || page.state("verdict-card"))
        .await?;
    // What unfolds makes it higher.
    let before: f64 = page.run("return innerHeight").await?;
    page.unfold().await?;
    page.holds(&format!("innerHeight > {before}")).await?;
    page.holds("document.documentElement.scrollHeight <= innerHeight + 1")
        .await?;
    assert_eq!(wrong(page, sandboxed).await?, Vec::<String>::new());
    page.driver().enter_default_frame().await?;
    assert_eq!(wrong(page, false).await?, Vec::<String>::new());
    Ok(())
}

/// Puts a frame on the page and keeps every message and event that comes out of it.
async fn frame(page: &Page, file: &str, query: &str) -> WebDriverResult<()> {
    let script = format!(
        r#"
        window.heard = [];
        window.events = [];
        addEventListener("message", ({{ data, origin }}) => heard.push({{ ...data, origin }}));
        for (const type of ["ready", "change", "error"]) {{
            addEventListener(`prescreen-${{type}}`, ({{ detail, target }}) => events.push([type, detail, target.localName]));
        }}
        const frame = document.createElement("iframe");
        frame.dataset.liverPrescreen = "";
        frame.src = "../" + {} + "?embed" + {};
        document.body.append(frame);
        const script = document.createElement("script");
        script.src = "../liver-prescreen-frame.js";
        document.body.append(script);
        "#,
        json!(file),
        json!(query)
    );
    page.run::<Value>(&script).await.map(drop)
}

/// Who may hear, as whoever publishes the calculator writes it into its page.
fn lists(page: &Page, origins: &str) {
    let meta = format!("<meta name=\"liver-prescreen-origins\" content=\"{origins}\">");
    page.site.page_says("<head>", ["<head>", &meta].concat());
}

/// Types an age in a frame of this address, and returns what was heard of it.
async fn heard(page: &Page, file: &str, query: &str) -> WebDriverResult<(Vec<String>, Value)> {
    let address = format!("{}hosts/bare.html", page.site.url);
    page.driver().goto(&address).await?;
    frame(page, file, query).await?;
    in_frame(page).await?;
    type_age(page, "70").await?;
    page.until("excluded", || page.state("verdict-card"))
        .await?;
    page.driver().enter_default_frame().await?;
    page.holds(
        "heard.length > 0 && parseFloat(document.querySelector('iframe').style.height) > 1000",
    )
    .await?;
    let kinds = "return [...new Set(heard.map((message) => Object.keys(message).sort().join()))]";
    Ok((page.run(kinds).await?, page.run("return events").await?))
}

// guards: H23
#[tokio::test]
async fn a_frame_tells_nobody_whom_its_publisher_does_not_list() {
    open_host(
        "hosts/bare.html",
        |_| (),
        |page| async move {
            let origin: String = page.run("return origin").await?;
            let own = format!("&share=full&origin={origin}");
            for (listed, query) in [
                ("", ""),
                ("", "&origin=*"),
                ("", own.as_str()),
                ("https://a.example https://b.example", own.as_str()),
                ("*", own.as_str()),
                ("* https://example.org/path", "&origin=*"),
                (
                    "https://example.org/path",
                    "&origin=https://example.org/path",
                ),
                // Somebody else, who is listed and does not show the frame.
                ("https://example.org", "&origin=https://example.org"),
                (origin.as_str(), "&share=full"),
                (&format!("{origin}.example"), own.as_str()),
            ] {
                lists(&page, listed);
                let (kinds, events) = heard(&page, "index.html", query).await?;
                assert_eq!(kinds, ["from,height,origin"], "{listed} {query}");
                assert_eq!(events, json!([]), "{listed} {query}");
            }
            Ok(())
        },
    )
    .await;
}

// guards: H23
#[tokio::test]
async fn an_origin_that_is_listed_hears_of_results_and_of_no_entry() {
    open_host("hosts/bare.html", |_| (), |page| async move {
        let origin: String = page.run("return origin").await?;
        lists(&page, &format!("https://a.example {origin}"));
        for file in ["index.html", "liver-prescreen.html"] {
            heard(&page, file, &format!("&share=full&origin={origin}")).await?;
            page.holds("events.some(([type, detail]) => type === 'change' && detail.verdict.state === 'excluded')").await?;
            let events: Value = page.run("return events").await?;
            assert_eq!(events[0], json!(["ready", null, "iframe"]));
            assert!(!events.to_string().contains("70"), "{events}");
            let last = events.as_array().and_then(|events| events.last()).expect("an event");
            let mut carried: Vec<&String> = last[1].as_object().into_iter().flat_map(|detail| detail.keys()).collect();
            carried.sort();
            assert_eq!(carried, ["scores", "study", "verdict"]);
        }
        Ok(())
    })
    .await;
}
