//! The snippets of the README and of docs/embedding.md, copied out of the documents as a reader would, on a page of
//! their own: what is written there works.

use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::accessible::tell;
use crate::browser::visit;
use crate::element::ask;
use crate::engine::Engine;
use crate::page::{Page, STANDS};
use crate::site::Site;

const EMBEDDING: &str = include_str!("../../docs/embedding.md");
const README: &str = include_str!("../../README.md");

/// Where the documents say that somebody else's calculator stands.
const ELSEWHERE: &str = "https://calculator.example/";

/// The blocks of a document in a language.
fn blocks(document: &str, language: &str) -> Vec<String> {
    let start = ["\n```", language, "\n"].concat();
    let blocks = document.split(&start).skip(1);
    blocks
        .filter_map(|block| block.split_once("\n```"))
        .map(|(block, _)| block.to_owned())
        .collect()
}

/// A page of a host that has a snippet on it.
fn page_with(snippet: &str) -> String {
    [
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A ward</title>",
        "<link rel=\"icon\" href=\"data:,\"></head><body><h1>A ward</h1>\n",
        snippet,
        "\n</body></html>",
    ]
    .concat()
}

async fn computes(page: &Page) -> WebDriverResult<()> {
    page.stands().await?;
    // By script: drivers differ in what they type into a frame without an origin.
    let script = "const age = widget.shadowRoot.getElementById('age'); age.value = '70'; age.dispatchEvent(new Event('input'))";
    ask(page, script).await?;
    page.until("excluded", || page.state("verdict-card")).await
}

#[tokio::test]
async fn what_the_documents_say_of_a_page_works_there() {
    let published = blocks(EMBEDDING, "json").remove(0);
    let said: Value = serde_json::from_str(&published).expect("JSON");
    assert_eq!(said["recruitment"], "open");
    let elsewhere = Site::of_release();
    visit(
        move |site: &Site| {
            site.publish(Some(published));
            format!("{}hosts/bare.html", site.url)
        },
        |page| async move {
            let mut snippets = blocks(README, "html");
            assert_eq!(snippets.len(), 1);
            snippets.retain(|snippet| snippet.contains("<liver-prescreen"));
            snippets.extend(blocks(EMBEDDING, "html"));
            let (mut elements, mut frames) = (0, 0);
            for (number, snippet) in snippets.iter().enumerate() {
                println!("{snippet}");
                for script in snippet.split("<script").skip(1) {
                    assert!(script.starts_with(" data-cfasync=\"false\""), "{snippet}");
                }
                let name = format!("snippets/{number}.html");
                let snippet = snippet.replace(ELSEWHERE, &elsewhere.url);
                page.site.add_page(&name, page_with(&snippet));
                page.driver().goto(&format!("{}{name}", page.site.url)).await?;
                if snippet.contains("<iframe") {
                    frames += 1;
                    in_a_frame(&page, snippet.contains("frame.js")).await?;
                } else if snippet.contains("<liver-prescreen") {
                    elements += 1;
                    computes(&page).await?;
                    if snippet.contains("enrolment=") {
                        let used = "!document.querySelector('liver-prescreen').shadowRoot.getElementById('arm').textContent.includes('cannot be used')";
                        page.holds(used).await?;
                    }
                }
            }
            assert!(elements >= 3 && frames >= 3, "{elements} elements, {frames} frames");
            imports(&page).await
        },
    )
    .await;
}

/// Whether this is a WebKit with bug 316847, which runs nothing of `index.html` in a sandbox, as the document says.
async fn runs_nothing(page: &Page) -> WebDriverResult<bool> {
    if page.engine != Engine::WebKit {
        return Ok(false);
    }
    page.frame_holds("true").await?;
    let stands = "!!document.querySelector('liver-prescreen:defined')";
    for _ in 0..50 {
        if page.run(&format!("return {stands}")).await? {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let lame = page
        .run(&format!("return self.origin === 'null' && !{stands}"))
        .await?;
    page.driver().enter_default_frame().await?;
    Ok(lame)
}

/// The calculator in a frame works, and can be scrolled to its end, within the frame or with the page around it.
async fn in_a_frame(page: &Page, grows: bool) -> WebDriverResult<()> {
    let wide = "(() => { const frame = document.querySelector('iframe'); return frame.offsetWidth / document.body.clientWidth > 0.95 && frame.offsetHeight >= 600; })()";
    let lame = runs_nothing(page).await?;
    if lame {
        tell("a frame in a sandbox only says so here (WebKit bug 316847)");
    } else if grows {
        page.holds("parseFloat(document.querySelector('iframe').style.height) > 1000")
            .await?;
    } else {
        page.holds(wide).await?;
    }
    if lame {
        let says = "getComputedStyle(document.querySelector('.late')).visibility === 'visible'";
        page.frame_holds(says).await?;
    } else {
        page.frame_holds(STANDS).await?;
        computes(page).await?;
        let end = "(() => { scrollTo(0, 1e6); return document.querySelector('footer').getBoundingClientRect().bottom <= innerHeight + 40; })()";
        if !grows {
            page.holds(end).await?;
        }
    }
    page.driver().enter_default_frame().await
}

/// The script that fills in results from FHIR.
async fn imports(page: &Page) -> WebDriverResult<()> {
    let script = blocks(EMBEDDING, "js");
    let [script] = script.as_slice() else {
        panic!("one script: {script:?}");
    };
    let root = page.site.url.as_str();
    page.driver()
        .goto(&format!("{root}hosts/reset.html"))
        .await?;
    page.stands().await?;
    let script = [
        "const element = widget; ",
        script,
        "; return [remarks, widget.patient]",
    ]
    .concat();
    let imported = ask(page, &script).await?;
    assert_eq!(imported[0], json!([]));
    assert_eq!(imported[1]["labs"]["bilirubin"]["value"], "45");
    Ok(())
}
