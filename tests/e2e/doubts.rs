//! Entries that are wrong without looking so: a printout in other units than were answered, another test under the
//! name, a prothrombin time in place of its prolongation. Each is named where the reader looks, and decides nothing
//! until somebody confirms it.

use thirtyfour::prelude::*;

use crate::browser::open;
use crate::page::Page;

async fn press(page: &Page, id: &str) -> WebDriverResult<()> {
    let script =
        "document.querySelector('liver-prescreen').shadowRoot.getElementById(arguments[0]).click()";
    page.driver().execute(script, vec![id.into()]).await?;
    page.followed().await
}

/// Whether the card of the verdict names this as doubtful.
async fn named(page: &Page, said: &str) -> WebDriverResult<()> {
    let found = format!(
        "document.querySelector('liver-prescreen').shadowRoot.getElementById('doubtful')?.innerText.includes({said:?}) === true"
    );
    page.holds(&found).await
}

async fn nothing_doubtful(page: &Page) -> WebDriverResult<()> {
    page.holds(
        "document.querySelector('liver-prescreen').shadowRoot.getElementById('doubtful') === null",
    )
    .await
}

async fn first_to_answer(page: &Page) -> WebDriverResult<String> {
    page.run("return document.querySelector('liver-prescreen').shadowRoot.querySelector('#to-answer li')?.innerText ?? ''")
        .await
}

/// Everything of the worked patient but the laboratory values.
async fn enter_the_rest(page: &Page) -> WebDriverResult<()> {
    page.type_into("age", "52").await?;
    page.choose("sex-female").await?;
    for id in [
        "ascites-slight",
        "encephalopathy-none",
        "dialysis-no",
        "I2-yes",
        "I3-yes",
    ] {
        page.choose(id).await?;
    }
    for number in 1..=12 {
        page.choose(&format!("E{number}-no")).await?;
    }
    Ok(())
}

async fn enter(page: &Page, values: &[(&str, &str)]) -> WebDriverResult<()> {
    for (field, text) in values {
        page.type_into(field, text).await?;
    }
    Ok(())
}

// guards: H1, H19
#[tokio::test]
async fn a_report_in_other_units_than_answered_excludes_nobody_and_passes_nobody() {
    open(|page| async move {
        enter_the_rest(&page).await?;
        // Without an answer no value has a unit, and none counts.
        page.type_into("bilirubin", "5.1").await?;
        named(&page, "Total bilirubin 5.1 has no unit yet: choose µmol/L or mg/dL").await?;
        assert_eq!(page.state("criterion-I4b").await?, "unknown");
        // The printout is in mg/dL; the reader answers the other system.
        page.choose("units-si").await?;
        nothing_doubtful(&page).await?;
        enter(
            &page,
            &[
                ("albumin", "2.7"),
                ("inr", "1.8"),
                ("prothrombinActivity", "48"),
                ("creatinine", "1.1"),
                ("sodium", "136"),
                ("hemoglobin", "10.2"),
                ("platelets", "58"),
            ],
        )
        .await?;
        named(&page, "Check Total bilirubin: confirm 5.1 µmol/L or change the unit").await?;
        named(&page, "Check Haemoglobin: confirm 10.2 g/L or change the unit").await?;
        page.until("undetermined", || page.state("verdict-card")).await?;
        for id in ["I4b", "I5a"] {
            assert_eq!(page.state(&format!("criterion-{id}")).await?, "unknown", "{id}");
        }
        assert_eq!(first_to_answer(&page).await?, "Total bilirubin");
        // One press puts the whole report right, and the keyboard stays at the field.
        press(&page, "bilirubin-switch").await?;
        page.until("excluded", || page.state("verdict-card")).await?;
        nothing_doubtful(&page).await?;
        page.until("bilirubin", || {
            page.run("return document.querySelector('liver-prescreen').shadowRoot.activeElement?.id ?? ''")
        })
        .await?;
        assert_eq!(page.score("childPugh").await?, "11");
        assert_eq!(page.score("meld").await?, "20");
        // The answer stays for the next patient, in sight.
        press(&page, "clear").await?;
        page.holds("document.querySelector('liver-prescreen').shadowRoot.getElementById('units-conventional').checked").await?;
        page.type_into("bilirubin", "2.4").await?;
        page.holds("document.querySelector('liver-prescreen').patient.labs.bilirubin.unit === 'mg/dL'").await
    })
    .await;
}

// guards: H1, H9, H20
#[tokio::test]
async fn a_value_that_looks_like_another_waits_for_a_confirmation() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        // Plausible in one unit alone, so that the haemoglobin is what is in doubt.
        page.type_into("bilirubin", "46").await?;
        page.until("not-excluded", || page.state("verdict-card")).await?;
        page.type_into("hemoglobin", "10.2").await?;
        named(&page, "Check Haemoglobin: confirm 10.2 g/L").await?;
        page.until("undetermined", || page.state("verdict-card")).await?;
        assert_eq!(first_to_answer(&page).await?, "Haemoglobin");
        press(&page, "hemoglobin-confirm").await?;
        page.until("excluded", || page.state("verdict-card")).await?;
        // The confirmation was of this value and of this unit.
        page.type_into("hemoglobin", "10.3").await?;
        page.until("undetermined", || page.state("verdict-card")).await?;
        press(&page, "hemoglobin-change").await?;
        page.until("not-excluded", || page.state("verdict-card")).await?;

        // A prothrombin time under INR goes into its own field, and waits there for its control.
        page.type_into("inr", "18.5").await?;
        named(&page, "Check INR: confirm 18.5 or change the entry").await?;
        page.until("undetermined", || page.state("verdict-card")).await?;
        press(&page, "inr-move").await?;
        named(&page, "Prothrombin time 18.5 s has no control time yet").await?;
        assert_eq!(page.value("prothrombinTime").await?, "18.5");
        page.type_into("prothrombinTime-control", "12.0").await?;
        nothing_doubtful(&page).await?;
        // 6.5 s above control: 3 points.
        page.holds("/prothrombin time\\s*3/.test(document.querySelector('liver-prescreen').shadowRoot.querySelector('#score-childPugh')?.textContent)").await?;

        // A whole time typed as its prolongation scores nothing.
        page.type_into("prothrombinTime", "").await?;
        page.type_into("prothrombinTime-control", "").await?;
        page.type_into("prothrombinProlongation", "18.5").await?;
        named(&page, "Check Prothrombin time prolongation: confirm 18.5 s").await?;
        let text = page.text("score-childPugh").await?;
        assert!(text.contains("possible"), "{text}");
        Ok(())
    })
    .await;
}

// guards: H1, H19
#[tokio::test]
async fn a_host_page_can_choose_the_units_for_its_readers_who_can_differ() {
    open(|page| async move {
        page.run::<()>(
            "window.told = []; const widget = document.querySelector('liver-prescreen');
             widget.addEventListener('prescreen-error', ({ detail }) => window.told.push(detail.path));
             widget.units = 'stones';",
        )
        .await?;
        page.holds("window.told.join() === 'units'").await?;
        page.run::<()>("document.querySelector('liver-prescreen').units = 'conventional'").await?;
        page.holds("document.querySelector('liver-prescreen').shadowRoot.getElementById('units-conventional').checked").await?;
        page.type_into("bilirubin", "2.4").await?;
        page.choose_unit("hemoglobin", "g/L").await?;
        page.type_into("hemoglobin", "102").await?;
        let copied = "const root = document.querySelector('liver-prescreen').shadowRoot;
             window.dispatchEvent(new Event('beforeprint'));
             return root.querySelector('.record').innerText;";
        let record: String = page.run(copied).await?;
        for line in [
            "Total bilirubin: 2.4 mg/dL",
            "Units chosen by the user: Haemoglobin",
            "Units set by the host page: Total bilirubin",
        ] {
            assert!(record.contains(line), "{line}: {record}");
        }
        // The reader's own answer comes before the page's.
        page.run::<()>("window.dispatchEvent(new Event('afterprint'))").await?;
        page.choose("units-si").await?;
        page.holds("document.querySelector('liver-prescreen').patient.labs.bilirubin.unit === 'umol/L'").await
    })
    .await;
}
