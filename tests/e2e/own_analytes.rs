//! Laboratory values that a host's study defines: typed, pasted, read from a printout and from FHIR, and handed back.

use thirtyfour::prelude::*;

use crate::browser::open;
use crate::element::ask;
use crate::page::Page;
use crate::tools::find;

const STUDY: &str = include_str!("../fixtures/own-analytes.json");

async fn paste(page: &Page, id: &str, text: &str) -> WebDriverResult<()> {
    let script = format!(
        "(() => {{ const field = root.getElementById({id:?}); field.value = {text:?}; \
         return field.dispatchEvent(new window.InputEvent('input', {{ inputType: 'insertFromPaste', bubbles: true }})); }})()"
    );
    find(page, &script).await.map(drop)
}

// guards: H1, H35
#[tokio::test]
async fn a_value_that_only_the_study_knows_is_entered_in_every_way() {
    open(|page| async move {
        let script = "document.querySelector('liver-prescreen').study = JSON.parse(arguments[0])";
        page.driver().execute(script, vec![STUDY.into()]).await?;
        page.holds("!!document.querySelector('liver-prescreen').shadowRoot.getElementById('il6')")
            .await?;
        // A paste is taken apart by the study's own units.
        paste(&page, "ceruloplasmin", "0.18 g/L").await?;
        page.until("0.18", || page.value("ceruloplasmin")).await?;
        page.until("g/L", || find(&page, "root.querySelector('[name=ceruloplasmin-unit]:checked')?.value"))
            .await?;
        // A printout is searched for the study's own names.
        page.unfold_but_help().await?;
        paste(&page, "printout", "IL-6   4.2 pg/ml   0-7\nIL-8 9 pg/mL").await?;
        page.press("printout-read", Key::Enter + "").await?;
        page.holds("document.querySelector('liver-prescreen').shadowRoot.getElementById('printout-found').textContent.includes('Interleukin-6 4.2 pg/mL')")
            .await?;
        page.press("printout-fill", Key::Enter + "").await?;
        page.until("4.2", || page.value("il6")).await?;
        page.until("No exclusion found in the listed criteria", || page.text("verdict"))
            .await?;
        let patient = ask(&page, "return document.querySelector('liver-prescreen').patient").await?;
        assert_eq!(
            patient,
            serde_json::json!({ "labs": {
                "ceruloplasmin": { "value": "0.18", "unit": "g/L" },
                "il6": { "value": "4.2", "unit": "pg/mL" },
            } })
        );
        // A limit of the study's own unit decides, and a value beyond what is accepted is kept and refused.
        page.type_into("il6", "7.6").await?;
        page.until("excluded", || page.state("verdict-card")).await?;
        page.type_into("il6", "100001").await?;
        page.until("undetermined", || page.state("verdict-card")).await?;
        assert_eq!(page.value("il6").await?, "100001");
        // FHIR, by the study's own code.
        page.press("clear", " ").await?;
        page.until("", || page.value("il6")).await?;
        let observation = r#"
            const given = { resourceType: "Observation", status: "final", effectiveDateTime: "2026-11-20T08:00:00Z",
                code: { coding: [{ system: "http://loinc.org", code: "2064-4", display: "Ceruloplasmin" }] },
                valueQuantity: { value: 25, unit: "mg/dL", code: "mg/dL", system: "http://unitsofmeasure.org" } };
            return document.querySelector("liver-prescreen").importFhir(given);
        "#;
        ask(&page, observation).await?;
        page.until("25", || page.value("ceruloplasmin")).await?;
        page.until("excluded", || page.state("verdict-card")).await
    })
    .await;
}

// guards: H24, H35
#[tokio::test]
async fn who_had_an_earlier_file_checked_is_served_by_the_file_on_the_page() {
    open(|page| async move {
        // The wasm of programs has read both files, and the form's own only the second.
        let script = format!(
            r#"
            const {{ ready, checkStudy }} = await import("/liver-prescreen.js");
            await ready;
            const [earlier, study] = [{STUDY}, {STUDY}];
            earlier.analytes.find(({{ id }}) => id === "il6").printed = ["IL-8"];
            const faults = checkStudy(earlier).filter(({{ grade }}) => grade === "fault");
            document.querySelector("liver-prescreen").study = study;
            return faults.length;
            "#
        );
        assert_eq!(ask(&page, &script).await?, 0);
        page.holds("!!document.querySelector('liver-prescreen').shadowRoot.getElementById('il6')")
            .await?;
        page.unfold_but_help().await?;
        paste(&page, "printout", "IL-6 4.2 pg/mL 0-7\nIL-8 9 pg/mL 0-60").await?;
        page.press("printout-read", Key::Enter + "").await?;
        page.holds("document.querySelector('liver-prescreen').shadowRoot.getElementById('printout-found').textContent.includes('Interleukin-6 4.2 pg/mL')")
            .await?;
        page.press("printout-fill", Key::Enter + "").await?;
        page.until("4.2", || page.value("il6")).await?;
        // What is typed with its unit is taken apart by the same definition.
        paste(&page, "il6", "6.1 pg/mL").await?;
        page.until("6.1", || page.value("il6")).await
    })
    .await;
}
