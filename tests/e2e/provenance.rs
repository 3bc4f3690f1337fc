//! Which widget and which study file stand behind a result: shown, on paper, in what is copied and in what is exported.

use serde_json::Value;
use sha2::{Digest, Sha256};
use thirtyfour::prelude::*;

use crate::browser::open;
use crate::element::ask;
use crate::languages;
use crate::page::Page;
use crate::record::{KEEPS, note, on_paper, press};

/// The page's own words about what it is made from.
async fn about(page: &Page) -> WebDriverResult<String> {
    page.run("return document.querySelector('liver-prescreen').shadowRoot.querySelector('.about dl').textContent")
        .await
}

#[tokio::test]
async fn the_report_of_an_event_is_the_one_that_screen_gives() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        let both = r#"
            const heard = new Promise((told) => {
                widget.addEventListener("prescreen-change", ({ detail }) => told(detail), { once: true });
            });
            widget.share = "full";
            widget.enrolled = 9;
            const event = await heard;
            const { ready, screen } = await import("/liver-prescreen.js");
            await ready;
            const { asOf } = event.provenance;
            return [event, screen({ asOf, patient: widget.patient, enrolment: { enrolled: 9 } })];
        "#;
        let both = ask(&page, both).await?;
        assert_eq!(both[0]["arm"]["place"], 2);
        assert_eq!(both[0], both[1]);
        assert!(both[1]["criteria"][3]["words"][0].is_string());
        Ok(())
    })
    .await;
}

// guards: H34
#[tokio::test]
async fn version_commit_day_and_study_file_stand_on_the_page_on_paper_in_the_copy_and_in_the_export()
 {
    open(|page| async move {
        // What a host may save: the whole report.
        let export = r#"
            const heard = new Promise((told) => {
                widget.addEventListener("prescreen-change", ({ detail }) => told(detail.provenance), { once: true });
            });
            widget.share = "full";
            widget.patient = { age: 52 };
            return heard;
        "#;
        let exported = ask(&page, export).await?;
        let said = |name: &str| match &exported[name] {
            Value::String(text) => text.clone(),
            other => panic!("{name} is {other}: was this release built in a clone?"),
        };
        let (version, commit, built) = (said("version"), said("commit"), said("built"));
        assert_eq!(version, env!("CARGO_PKG_VERSION"));
        let hash = commit.trim_end_matches('+');
        assert!(
            hash.len() == 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "{commit}"
        );
        let study = include_bytes!("../../src/study/data/nct05442437.json");
        let sha256: String = Sha256::digest(study)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(said("studySha256"), sha256);

        let made = format!("{version} ({commit}, {built})");
        let file = format!("SHA-256 {}", &sha256[..12]);
        page.run::<()>(KEEPS).await?;
        page.enter_worked_patient().await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        for (lang, word) in [("en", "Copied"), ("zh-CN", "已复制")] {
            languages::choose(&page, lang).await?;
            press(&page, "copy").await?;
            page.until(word, || note(&page)).await?;
            let copied: String = page.run("return window.__copied").await?;
            for text in [about(&page).await?, on_paper(&page).await?, copied] {
                assert!(
                    text.contains(&made) && text.contains(&file),
                    "{made}, {file}: {text}"
                );
            }
        }
        Ok(())
    })
    .await;
}
