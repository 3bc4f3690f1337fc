//! The worked patient, typed.

use thirtyfour::prelude::*;

use crate::browser::open;
use crate::page::Page;

async fn verdict(page: &Page, state: &str) -> WebDriverResult<()> {
    page.until(state, || page.state("verdict-card")).await
}

#[tokio::test]
async fn the_worked_patient_reads_as_screen_says() {
    open(|page| async move {
        verdict(&page, "undetermined").await?;
        page.enter_worked_patient().await?;
        page.type_into("enrolled", "9").await?;
        verdict(&page, "not-excluded").await?;
        assert_eq!(page.text("verdict").await?, "No exclusion found in the listed criteria");
        assert_eq!(page.score("childPugh").await?, "8");
        assert!(page.text("score-childPugh").await?.contains("Class B"));
        assert_eq!(page.score("meld").await?, "15");
        page.until("projected", || page.state("arm")).await?;
        assert_eq!(
            page.text("arm-statement").await?,
            "If the study site enrolled a participant now, and the groups were filled in the assumed order, the place would be \
             2 of 8 in the medium-dose group (5.0×10⁷ cells in 100 mL per infusion, 3 infusions). The study site assigns the group."
        );
        for id in ["I1", "I4a", "I4c", "I4e", "E9"] {
            assert_eq!(page.state(&format!("criterion-{id}")).await?, "passes", "{id}");
        }
        assert_eq!(page.state("criterion-I6").await?, "undecidable");
        assert_eq!(page.state("criterion-I7").await?, "for-the-site");
        Ok(())
    })
    .await;
}

// guards: H19
#[tokio::test]
async fn nothing_is_chosen_before_anybody_chose() {
    open(|page| async move {
        let script = r#"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            const entries = [...root.querySelectorAll("input")];
            const chosen = entries.filter((i) => i.checked || (!["radio", "checkbox"].includes(i.type) && i.value));
            return chosen.map((i) => i.id).join(" ");
        "#;
        let chosen: String = page.driver().execute(script, Vec::new()).await?.convert()?;
        assert_eq!(chosen, "");
        Ok(())
    })
    .await;
}

// guards: H11, H12
#[tokio::test]
async fn the_arm_card_follows_the_number_dosed() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        page.until("closed", || page.state("arm")).await?;
        for (enrolled, state, says) in [
            (
                "0",
                "projected",
                "place would be 1 of 8 in the Low-dose group",
            ),
            (
                "7",
                "projected",
                "place would be 8 of 8 in the Low-dose group",
            ),
            (
                "8",
                "gate-pending",
                "Low-dose group: all places are taken (8 dosed)",
            ),
            (
                "9",
                "projected",
                "place would be 2 of 8 in the medium-dose group",
            ),
            (
                "16",
                "gate-pending",
                "medium-dose group: all places are taken (16 dosed)",
            ),
            (
                "23",
                "projected",
                "place would be 8 of 8 in the High-dose group",
            ),
            ("24", "closed", "completed enrolment (24 of 24"),
        ] {
            page.type_into("enrolled", enrolled).await?;
            page.until(state, || page.state("arm")).await?;
            let statement = page.text("arm-statement").await?;
            assert!(statement.contains(says), "{enrolled}: {statement}");
        }
        Ok(())
    })
    .await;
}

// guards: H10
#[tokio::test]
async fn an_excluded_patient_is_told_no_group() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        page.type_into("enrolled", "9").await?;
        page.until("projected", || page.state("arm")).await?;
        page.choose("E6-yes").await?;
        verdict(&page, "excluded").await?;
        page.until("unknown", || page.state("arm")).await?;
        assert!(!page.text("arm-statement").await?.contains("dose group ("));
        Ok(())
    })
    .await;
}

// guards: H18, H20
#[tokio::test]
async fn a_value_that_cannot_be_is_kept_refused_and_counted_as_missing() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        verdict(&page, "not-excluded").await?;
        page.type_into("albumin", "290").await?;
        // The message comes on a later task.
        page.holds(
            "/5.*80 g\\/L/.test(document.querySelector('liver-prescreen').shadowRoot.getElementById('albumin-error')?.innerText)",
        )
        .await?;
        verdict(&page, "undetermined").await?;
        assert_eq!(page.value("albumin").await?, "290");
        page.holds("document.querySelector('liver-prescreen').shadowRoot.getElementById('albumin').ariaInvalid === 'true'")
            .await?;
        // In the other unit the same digits would still be refused; the right value heals it.
        page.type_into("albumin", "29").await?;
        verdict(&page, "not-excluded").await
    })
    .await;
}

// guards: H1
#[tokio::test]
async fn the_other_units_give_the_same_decisions() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        for (analyte, unit, text) in [
            ("bilirubin", "mg/dL", "2.63"),
            ("albumin", "g/dL", "2,9"),
            ("creatinine", "mg/dL", "0.88"),
            ("hemoglobin", "g/dL", "10.2"),
        ] {
            page.choose_unit(analyte, unit).await?;
            page.type_into(analyte, text).await?;
        }
        verdict(&page, "not-excluded").await?;
        assert_eq!(page.score("childPugh").await?, "8");
        assert_eq!(page.score("meld").await?, "15");
        Ok(())
    })
    .await;
}
