//! What comes once the widget stands: it comes by itself, nobody waits for it, and where it fails the page says so.

use thirtyfour::prelude::*;

use crate::browser::{open, open_without};
use crate::page::Page;

const DETAILS: &str = "details-";

/// What stands behind the MELD criterion, in the text of a question's help, among the gaps and in the basis.
async fn explanations(page: &Page) -> WebDriverResult<[String; 4]> {
    page.run(
        r##"
        const root = document.querySelector("liver-prescreen").shadowRoot;
        const places = ["#criterion-I4e details", ".questions details", ".about > details", "#basis"];
        return places.map((place) => root.querySelector(`${place} > :not(summary)`).textContent);
        "##,
    )
    .await
}

async fn until_here(page: &Page) -> WebDriverResult<()> {
    page.until("true", || async {
        let [evidence, ..] = explanations(page).await?;
        Ok(evidence.contains("Creatinine counts as").to_string())
    })
    .await
}

#[tokio::test]
async fn the_explanations_come_by_themselves() {
    open(|page| async move {
        until_here(&page).await?;
        let behind: String = page
            .run(r##"return document.querySelector("liver-prescreen").shadowRoot.querySelector("#criterion-I4e details").textContent"##)
            .await?;
        assert!(behind.contains("3.78·ln(bilirubin)"), "{behind}");
        assert!(behind.contains("Source: bbs.guahao.com"), "{behind}");
        let [_, help, gaps, basis] = explanations(&page).await?;
        assert!(help.contains("The record gives no definition"), "{help}");
        assert!(gaps.len() > 1000, "{gaps}");
        assert!(basis.contains("0.957 × ln creatinine") && basis.contains("doi:10.1053/he.2000"), "{basis}");
        assert!(basis.contains("48 hours apart, or older than 7, 30 days"), "{basis}");
        let purpose: String = page
            .run(r##"return document.querySelector("liver-prescreen").shadowRoot.querySelector(".about dl").textContent"##)
            .await?;
        assert!(purpose.contains("The purpose of this study"), "{purpose}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn their_arrival_disturbs_no_entry_and_no_focus() {
    open_without(Some(DETAILS), |page| async move {
        page.type_into("age", "52").await?;
        page.type_into("enrolled", "x").await?;
        page.choose("E6-yes").await?;
        page.until("excluded", || page.state("verdict-card"))
            .await?;
        page.site.refuse(None);
        let focused = page
            .run::<String>(
                r##"
                const root = document.querySelector("liver-prescreen").shadowRoot;
                root.querySelector("#basis").open = true;
                root.querySelector("#basis button").click();
                return root.activeElement.id;
                "##,
            )
            .await?;
        assert_eq!(focused, "E6-yes");
        until_here(&page).await?;
        let after: Vec<String> = page
            .run(
                r##"
                const root = document.querySelector("liver-prescreen").shadowRoot;
                return [root.querySelector("#age").value, root.querySelector("#enrolled").value,
                    String(root.querySelector("#E6-yes").checked), root.activeElement.id,
                    String(root.querySelector("#basis").open)];
                "##,
            )
            .await?;
        assert_eq!(after, ["52", "x", "true", "E6-yes", "true"]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn where_they_cannot_be_loaded_the_page_answers_says_so_and_tries_again() {
    open_without(Some(DETAILS), |page| async move {
        let failed = "This part of the page could not be loaded. Results do not depend on it. Check the connection. Try again";
        page.enter_worked_patient().await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        for text in explanations(&page).await? {
            assert_eq!(text, failed);
        }
        let retry = r##"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            [...root.querySelectorAll("#basis button")].at(-1).click();
        "##;
        // In vain once more.
        let asked = page.site.asked().len();
        page.run::<()>(retry).await?;
        page.until("true", || async {
            let again = page.site.asked().len() > asked;
            Ok((again && explanations(&page).await? == [failed; 4]).to_string())
        })
        .await?;
        page.by_id("lang-zh-CN").await?.send_keys(" ").await?;
        page.until("true", || async {
            let said = explanations(&page).await?;
            Ok(said
                .iter()
                .all(|text| text == "本页面的这一部分无法加载。结果不受影响。请检查网络连接。 重试")
                .to_string())
        })
        .await?;
        page.site.refuse(None);
        page.run::<()>(retry).await?;
        page.until("true", || async {
            let [_, _, _, basis] = explanations(&page).await?;
            Ok(basis.contains("0.957 × ln肌酐").to_string())
        })
        .await?;
        page.by_id("lang-en").await?.send_keys(" ").await?;
        until_here(&page).await
    })
    .await;
}

// guards: H36
#[tokio::test]
async fn without_the_second_part_of_the_code_the_page_answers_and_what_needs_it_waits() {
    open_without(Some("rest-"), |page| async move {
        page.enter_worked_patient().await?;
        page.until("not-excluded", || page.state("verdict-card")).await?;
        let said = r##"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            return [".paste", ".leave", ".bulk", "#basis"].map((place) => root.querySelector(place).textContent).join("|");
        "##;
        page.until("4", || async {
            let said: String = page.run(said).await?;
            Ok(said.matches("could not be loaded").count().to_string())
        })
        .await?;
        // A patient from the host is checked by it.
        page.run::<()>("document.querySelector('liver-prescreen').patient = { age: 70 }").await?;
        page.holds("document.querySelector('liver-prescreen').shadowRoot.textContent.startsWith('The calculator could not be loaded')").await?;
        page.site.refuse(None);
        page.run::<()>("document.querySelector('liver-prescreen').shadowRoot.querySelector('button').click()").await?;
        page.stands().await?;
        page.until("excluded", || async { page.state("verdict-card").await.or(Ok(String::new())) }).await?;
        page.holds("!!document.querySelector('liver-prescreen').shadowRoot.querySelector('#copy')").await?;
        page.holds("!!document.querySelector('liver-prescreen').shadowRoot.querySelector('#printout')").await?;
        let reasons = "return __failures.map(({ reason }) => reason).filter((reason) => reason)";
        assert_eq!(page.run::<Vec<String>>(reasons).await?, ["unloaded"]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_patient_that_waits_for_it_is_not_put_over_what_came_after() {
    open_without(Some("rest-"), |page| async move {
        let script = "const widget = document.querySelector('liver-prescreen'); widget.patient = { age: 70 }; widget.reset();";
        page.run::<()>(script).await?;
        page.type_into("age", "52").await?;
        page.choose("E6-yes").await?;
        page.until("excluded", || page.state("verdict-card")).await?;
        page.site.refuse(None);
        page.run::<()>("[...document.querySelector('liver-prescreen').shadowRoot.querySelectorAll('#basis button')].at(-1).click()").await?;
        page.is_whole().await?;
        assert_eq!(page.by_id("age").await?.value().await?.as_deref(), Some("52"));
        page.until("excluded", || page.state("verdict-card")).await?;
        // The same patient again after the form was emptied is another one.
        let script = "const widget = document.querySelector('liver-prescreen'); widget.patient = { age: 70 };";
        page.run::<()>(script).await?;
        page.holds("document.querySelector('liver-prescreen').shadowRoot.querySelector('#age').value === '70'").await?;
        page.run::<()>("const widget = document.querySelector('liver-prescreen'); widget.reset(); widget.patient = { age: 70 };").await?;
        page.holds("document.querySelector('liver-prescreen').patient.age === 70 && document.querySelector('liver-prescreen').shadowRoot.querySelector('#age').value === '70'").await
    })
    .await;
}

#[tokio::test]
async fn after_a_patient_that_could_not_be_checked_an_emptied_form_stands() {
    open_without(Some("rest-"), |page| async move {
        page.run::<()>("document.querySelector('liver-prescreen').patient = { age: 70 }").await?;
        page.holds("document.querySelector('liver-prescreen').shadowRoot.textContent.startsWith('The calculator could not be loaded')").await?;
        page.run::<()>("document.querySelector('liver-prescreen').reset()").await?;
        page.stands().await?;
        page.type_into("age", "70").await?;
        page.until("excluded", || page.state("verdict-card")).await
    })
    .await;
}
