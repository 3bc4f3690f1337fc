//! The whole app in one file, opened from the disk, alone in its folder.

use std::fs;
use std::path::PathBuf;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::accessible::tell;
use crate::browser::visit;
use crate::element::ask;
use crate::engine::Engine;
use crate::fhir;
use crate::languages;
use crate::page::Page;
use crate::paper::prints_on_one_sheet;
use crate::record::{SELECTED, copied, note, on_paper, press};
use crate::site::release;

/// A folder that holds the file and nothing else, as on a stick; gone when the test ends.
pub struct Stick(PathBuf);

impl Stick {
    /// A copy of the file, with a change.
    pub fn with(name: &str, change: impl FnOnce(String) -> String) -> Self {
        let folder = std::env::temp_dir().join(format!("liver-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let page = fs::read_to_string(release().join("liver-prescreen.html")).expect("the file");
        fs::write(folder.join("mail 附件.html"), change(page)).expect("a copy");
        Stick(folder)
    }

    /// Where it opens.
    pub fn address(&self) -> String {
        format!("file://{}/mail%20%E9%99%84%E4%BB%B6.html", self.0.display())
    }
}

impl Drop for Stick {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What the browser asked for, of whatever kind.
async fn resources(page: &Page) -> WebDriverResult<Vec<String>> {
    page.run(
        "return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith('data:'))",
    )
    .await
}

// guards: H23
#[tokio::test]
async fn the_single_file_screens_the_worked_patient_in_both_languages_and_asks_for_nothing() {
    let stick = Stick::with("whole", |page| page);
    let address = stick.address();
    visit(
        |_| address,
        |page| async move {
            page.stands().await?;
            page.read_formulas().await?;
            page.enter_worked_patient().await?;
            page.type_into("enrolled", "9").await?;
            page.until("not-excluded", || page.state("verdict-card"))
                .await?;
            page.until("projected", || page.state("arm")).await?;
            assert_eq!(page.score("childPugh").await?, "8");
            assert_eq!(page.score("meld").await?, "15");
            languages::choose(&page, "zh-CN").await?;
            assert_eq!(page.text("verdict").await?, "未发现不符合项");
            assert_eq!(page.score("childPugh").await?, "8");
            assert_eq!(resources(&page).await?, Vec::<String>::new());
            assert_eq!(page.site.asked(), Vec::<String>::new());
            Ok(())
        },
    )
    .await;
    drop(stick);
}

/// Waits until the file speaks a language, in and around the calculator.
async fn speaks(page: &Page, lang: &str) -> WebDriverResult<()> {
    page.stands().await?;
    page.until(lang, || languages::spoken(page)).await?;
    page.until(lang, || page.run("return document.documentElement.lang"))
        .await?;
    let heading = "return [...document.querySelectorAll('h1 span')].find((span) => span.checkVisibility()).lang";
    page.until(lang, || page.run(heading)).await
}

#[tokio::test]
async fn the_single_file_opens_in_the_language_of_the_address_the_last_choice_or_the_browser() {
    let stick = Stick::with("language", |page| page);
    let address = stick.address();
    visit(
        |_| address,
        |page| async move {
            let address = page.driver().current_url().await?.to_string();
            speaks(&page, "en").await?;
            page.driver()
                .goto(&[&address, "?lang=zh-Hans"].concat())
                .await?;
            speaks(&page, "zh-CN").await?;
            // By the browser's own languages.
            if page.engine == Engine::Chromium {
                let agent: String = page.run("return navigator.userAgent").await?;
                let wishes = json!({ "userAgent": agent, "acceptLanguage": "zh-CN,en" });
                page.driver()
                    .cdp()
                    .send_raw("Emulation.setUserAgentOverride", wishes)
                    .await?;
                page.driver().goto(&address).await?;
                speaks(&page, "zh-CN").await?;
            }
            languages::choose(&page, "en").await?;
            page.driver().goto(&[&address, "?again"].concat()).await?;
            let remembers: bool = page
                .run("try { return !!localStorage.length } catch { return false }")
                .await?;
            if remembers {
                speaks(&page, "en").await?;
            } else {
                tell("this browser stores nothing for a file");
            }
            assert_eq!(page.site.asked(), Vec::<String>::new());
            Ok(())
        },
    )
    .await;
    drop(stick);
}

#[tokio::test]
async fn the_policy_of_the_single_file_forbids_the_network() {
    let stick = Stick::with("policy", |page| page);
    let address = stick.address();
    visit(
        |_| address,
        |page| async move {
            page.stands().await?;
            let script = format!(
                r#"
                const done = arguments[0];
                const refused = [];
                document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
                fetch("{}index.html").then(() => done("fetched"), () => setTimeout(() => done(refused.join(" ")), 200));
                "#,
                page.site.url
            );
            let said = page.driver().execute_async(script, Vec::new()).await?;
            assert_eq!(said.json(), "connect-src");
            assert_eq!(page.site.asked(), Vec::<String>::new());
            Ok(())
        },
    )
    .await;
    drop(stick);
}

// guards: H36
#[tokio::test]
async fn a_single_file_with_one_letter_changed_runs_nothing_and_says_so() {
    // A letter of the wasm.
    let stick = Stick::with("changed", |page| {
        let script = page.rfind("<script").expect("the script that holds it");
        let middle = script.midpoint(page.len());
        let place = (middle..).find(|at| page.is_char_boundary(*at));
        let (before, rest) = page.split_at(place.expect("more of it"));
        let mut rest = rest.chars();
        let other = if rest.next() == Some('a') { "b" } else { "a" };
        [before, other, rest.as_str()].concat()
    });
    let address = stick.address();
    visit(|_| address, |page| async move {
        page.until("true", || async {
            let seen = r#"
                const late = document.querySelector(".late");
                return !!late && getComputedStyle(late).visibility === "visible" && late.innerText.includes("was changed on the way");
            "#;
            let seen: bool = page.run(seen).await?;
            Ok(seen.to_string())
        })
        .await?;
        let defined: bool = page.run("return !!window.customElements.get('liver-prescreen')").await?;
        assert!(!defined, "nothing runs");
        Ok(())
    })
    .await;
    drop(stick);
}

/// Opens the file from its stick, and waits until all of it stands.
async fn opened<F>(name: &str, test: impl FnOnce(Page) -> F + Send + 'static)
where
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let stick = Stick::with(name, |page| page);
    let address = stick.address();
    visit(
        |_| address,
        |page| async move {
            page.stands().await?;
            test(page).await
        },
    )
    .await;
    drop(stick);
}

#[tokio::test]
async fn the_single_file_reads_a_printout_and_answers_no_to_the_rest() {
    opened("printout", |page| async move {
        page.unfold().await?;
        page.run::<()>(
            "const area = document.querySelector('liver-prescreen').shadowRoot.getElementById('printout'); \
             area.value = 'Albumin 29 g/L\\nTotal bilirubin 45 umol/L\\nINR 1.5'; area.dispatchEvent(new Event('input'));",
        )
        .await?;
        press(&page, "printout-read").await?;
        press(&page, "printout-fill").await?;
        for (field, value) in [("albumin", "29"), ("bilirubin", "45"), ("inr", "1.5")] {
            page.until(value, || page.value(field)).await?;
        }
        press(&page, "no-to-rest").await?;
        press(&page, "no-confirm").await?;
        page.holds("document.querySelector('liver-prescreen').shadowRoot.getElementById('E12-no').checked").await?;
        assert_eq!(resources(&page).await?, Vec::<String>::new());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_single_file_takes_results_from_fhir() {
    opened("fhir", |page| async move {
        let remarks = ask(&page, &fhir::importing(&fhir::bundle())).await?;
        assert_eq!(remarks, json!(["entry[5].resource"]));
        let labs = ask(&page, "return widget.patient.labs").await?;
        assert_eq!(labs["albumin"]["value"], "29.0");
        assert_eq!(resources(&page).await?, Vec::<String>::new());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_record_of_the_single_file_is_copied_and_printed() {
    opened("record", |page| async move {
        page.enter_worked_patient().await?;
        page.choose("E6-yes").await?;
        page.until("excluded", || page.state("verdict-card"))
            .await?;
        prints_on_one_sheet(&page, "Does not meet the listed criteria").await?;
        let paper = on_paper(&page).await?;
        assert!(paper.contains("E6 HIV: "), "{paper}");
        // A browser may refuse a file its clipboard: then the text stands there selected.
        press(&page, "copy").await?;
        page.until("true", || async {
            let copied = note(&page).await? == "Copied";
            let selected: String = page.run(SELECTED).await?;
            let selected = selected.contains("E6 HIV: ");
            if copied {
                tell("copying from a file: this browser allowed it");
            } else if selected {
                tell("copying from a file: this browser refused it, and the text stood there selected");
            }
            Ok((copied || selected).to_string())
        })
        .await?;
        page.type_into("albumin", "28").await?;
        let whole = copied(&page, "copy-whole").await?;
        assert!(whole.contains("\nAlbumin: 28 g/L\n"), "{whole}");
        Ok(())
    })
    .await;
}
