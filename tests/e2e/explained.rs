//! What stands behind a result: readings with their evidence, help, gaps of the record, how each score is computed.

use thirtyfour::prelude::*;

use crate::browser::open;
use crate::page::Page;

/// In the text of a question's help, among the gaps and in the basis.
async fn explanations(page: &Page) -> WebDriverResult<[String; 3]> {
    page.run(
        r##"
        const root = document.querySelector("liver-prescreen").shadowRoot;
        const places = [".questions details", ".about details details", "#basis"];
        return places.map((place) => root.querySelector(`${place} > :not(summary)`).textContent);
        "##,
    )
    .await
}

#[tokio::test]
async fn the_explanations_stand_behind_what_they_explain() {
    open(|page| async move {
        let behind: String = page
            .run(r##"return document.querySelector("liver-prescreen").shadowRoot.querySelector("#criterion-I4e details").textContent"##)
            .await?;
        assert!(behind.contains("3.78·ln(bilirubin)"), "{behind}");
        assert!(behind.contains("Source: bbs.guahao.com"), "{behind}");
        let [help, gaps, basis] = explanations(&page).await?;
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
