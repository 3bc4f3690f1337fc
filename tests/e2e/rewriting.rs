//! Hosts behind somebody who changes what they send: a content network that defers scripts, makes files smaller, adds
//! scripts, hides what looks like an e-mail address. The page works, or says what happened and what helps.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::browser::visit;
use crate::element::ask;
use crate::offline::{again, kept};
use crate::page::Page;
use crate::site::{Fault, Site};

/// What somebody on the way does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rewriting {
    /// Gives each script another type, and means to run it later, unless it is told not to before its address.
    Defers,
    /// Takes out of a page what a browser does not need.
    MinifiesPages,
    /// The same of a script.
    MinifiesScripts,
    /// Puts scripts of its own into a page, within and from elsewhere.
    Adds,
    /// Puts a puzzle in place of what looks like an e-mail address.
    HidesAddresses,
}

/// What arrives of a file.
pub fn rewritten(rewriting: Rewriting, name: &str, body: Vec<u8>) -> Vec<u8> {
    let is_page = name.ends_with(".html");
    if !is_page && !name.ends_with(".js") {
        return body;
    }
    let text = String::from_utf8(body).expect("text");
    let done = match rewriting {
        Rewriting::MinifiesScripts if is_page => in_scripts(&text),
        Rewriting::MinifiesScripts => smaller_script(&text),
        _ if !is_page => text,
        Rewriting::Defers => deferred(&text),
        Rewriting::MinifiesPages => smaller_page(&text),
        Rewriting::Adds => text
            .replacen("<head>", "<head><script>window.__added = 1</script>", 1)
            .replace(
                "</body>",
                "<script src=\"/cdn-cgi/beacon.js\" defer></script></body>",
            ),
        Rewriting::HidesAddresses => without_addresses(&text),
    };
    done.into_bytes()
}

fn smaller_script(script: &str) -> String {
    [script.trim_end(), ";"].concat()
}

fn in_scripts(page: &str) -> String {
    page.replace("</script>", ";</script>")
}

/// What Rocket Loader does: see its documentation on `data-cfasync`, which must stand before the address.
fn deferred(page: &str) -> String {
    let mut pieces = page.split("<script");
    let mut done = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (tag, rest) = piece.split_once('>').expect("a tag");
        let before_address = tag.split("src=").next().unwrap_or_default();
        let stays = before_address.contains("data-cfasync=\"false\"");
        let tag = if stays {
            tag.to_owned()
        } else {
            let tag = tag
                .replace("type=\"module\"", "")
                .replace("type='module'", "");
            [" type=\"a1b2c3d4-module\"", tag.as_str()].concat()
        };
        done += &["<script", &tag, ">", rest].concat();
    }
    done
}

/// Without the quotation marks, the ends and the lines that the language does not need.
fn smaller_page(page: &str) -> String {
    let mut done = String::new();
    let mut script = false;
    for piece in page.split_inclusive('>') {
        if script {
            // What stands in a script or a style is no page.
            done += piece;
            script = !(piece.ends_with("</script>") || piece.ends_with("</style>"));
            continue;
        }
        let at = piece.find('<').unwrap_or(piece.len());
        let (between, tag) = piece.split_at(at);
        done += &between.split_whitespace().collect::<Vec<_>>().join(" ");
        script = tag.starts_with("<script") || tag.starts_with("<style");
        if !["</html>", "</body>", "</head>", "</p>"].contains(&tag) {
            done += &unquoted(tag);
        }
    }
    done
}

fn unquoted(tag: &str) -> String {
    let mut parts = tag.split('"');
    let mut done = parts.next().unwrap_or_default().to_owned();
    while let (Some(value), Some(rest)) = (parts.next(), parts.next()) {
        let simple = |c: char| c.is_ascii_alphanumeric() || "-_./?#".contains(c);
        let bare = !value.is_empty() && value.chars().all(simple) && !rest.starts_with('/');
        let mark = if bare { "" } else { "\"" };
        done += &[mark, value, mark, rest].concat();
    }
    done
}

fn without_addresses(page: &str) -> String {
    let of_name = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let mut done = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once('@') {
        let name = before.rsplit(|c| !of_name(c)).next().unwrap_or_default();
        let host = after.split(|c| !of_name(c)).next().unwrap_or_default();
        let hidden = !name.is_empty() && host.contains('.') && !host.ends_with('.');
        if hidden {
            done += &before[..before.len() - name.len()];
            done += "<a href=\"/cdn-cgi/l/email-protection\" class=\"__cf_email__\">[email&#160;protected]</a>";
            rest = &after[host.len()..];
        } else {
            done += before;
            done.push('@');
            rest = after;
        }
    }
    done + rest
}

/// The pages of a release, and one of a host with the element.
const PAGES: [&str; 3] = ["index.html", "liver-prescreen.html", "hosts/reset.html"];

async fn computes(page: &Page, what: &str) -> WebDriverResult<()> {
    println!("{what}");
    page.stands().await?;
    let script = "const age = widget.shadowRoot.getElementById('age'); age.value = '70'; age.dispatchEvent(new Event('input'))";
    ask(page, script).await?;
    page.until("excluded", || page.state("verdict-card")).await
}

async fn goes(page: &Page, path: &str) -> WebDriverResult<()> {
    let address = [page.site.url.as_str(), path].concat();
    page.driver().goto(&address).await
}

// guards: H36
#[tokio::test]
async fn who_changes_pages_on_the_way_keeps_nobody_from_the_calculator() {
    visit(|site: &Site| format!("{}hosts/bare.html", site.url), |page| async move {
        use Rewriting::{Adds, Defers, HidesAddresses, MinifiesPages, MinifiesScripts};
        for rewriting in [Defers, Adds, HidesAddresses, MinifiesPages] {
            page.site.rewrites(Some(rewriting), false);
            for path in PAGES {
                goes(&page, path).await?;
                computes(&page, &format!("{rewriting:?} {path}")).await?;
            }
        }
        // A page without what it does not need is known for the page of this release, and kept.
        goes(&page, "").await?;
        kept(&page).await?;
        page.site.is_gone(true);
        again(&page).await?;
        page.site.is_gone(false);
        // A script that was changed runs where a page names no checksum of it, and nowhere else.
        page.site.rewrites(Some(MinifiesScripts), false);
        goes(&page, PAGES[2]).await?;
        computes(&page, "MinifiesScripts hosts/reset.html").await?;
        // The worker has the page whole, so another folder is opened.
        for path in ["app/index.html", "app/liver-prescreen.html"] {
            goes(&page, path).await?;
            for part in ["proxy or content network", "no-transform", "代理服务器"] {
                let said = json!(part);
                let late = format!("(() => {{ const late = document.querySelector('.late'); return getComputedStyle(late).visibility === 'visible' && late.textContent.includes({said}); }})()");
                page.holds(&late).await?;
            }
            page.holds("!document.querySelector('liver-prescreen').matches(':defined')").await?;
        }
        // And nothing of it happens where the host forbids it.
        page.site.rewrites(Some(MinifiesScripts), true);
        for path in ["app/index.html", "app/liver-prescreen.html", PAGES[2]] {
            goes(&page, path).await?;
            computes(&page, &format!("forbidden {path}")).await?;
        }
        Ok(())
    })
    .await;
}

// guards: H36
#[tokio::test]
async fn a_file_that_was_changed_on_the_way_is_told_from_one_that_did_not_come() {
    let address = |site: &Site| {
        site.spoil(Some(("liver-prescreen-", ".wasm", Fault::Corrupted)));
        format!("{}hosts/bare.html", site.url)
    };
    visit(address, |page| async move {
        let put = r#"
            const script = document.createElement("script");
            Object.assign(script, { type: "module", src: "../liver-prescreen.js" });
            const widget = document.createElement("liver-prescreen");
            widget.lang = LANG;
            document.body.append(script, widget);
        "#;
        for (lang, said) in [
            ("en", "a proxy or content network on the way may have changed it"),
            ("zh-CN", "可能是途中的代理服务器或内容分发网络改动了它"),
        ] {
            goes(&page, "hosts/bare.html").await?;
            page.run::<()>(&put.replace("LANG", &json!(lang).to_string())).await?;
            page.holds(&format!("document.querySelector('liver-prescreen').shadowRoot?.textContent.includes({})", json!(said))).await?;
            page.holds("__failures[0].reason === 'unloaded' && __failures[0].advice.includes('no-transform')").await?;
        }
        // What does not come at all is another matter.
        page.site.spoil(Some(("liver-prescreen-", ".wasm", Fault::Missing)));
        goes(&page, "hosts/bare.html").await?;
        page.run::<()>(&put.replace("LANG", "'en'")).await?;
        page.holds("document.querySelector('liver-prescreen').shadowRoot?.textContent.includes('Check the connection')").await?;
        page.site.spoil(None);
        ask(&page, "widget.shadowRoot.querySelector('button').click()").await?;
        computes(&page, "once it comes").await
    })
    .await;
}
