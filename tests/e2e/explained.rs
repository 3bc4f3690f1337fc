//! What stands behind a result: readings with their evidence, help, gaps of the record, how each score is computed.

use thirtyfour::prelude::*;

use crate::browser::open;
use crate::page::Page;

/// Among the gaps and in the basis.
async fn explanations(page: &Page) -> WebDriverResult<[String; 2]> {
    page.run(
        r##"
        const root = document.querySelector("liver-prescreen").shadowRoot;
        const places = ["#gaps", "#basis"];
        return places.map((place) => root.querySelector(`${place} > :not(summary)`).textContent);
        "##,
    )
    .await
}

/// What is folded in the row of a criterion.
fn details(id: &str) -> String {
    format!(
        "document.querySelector('liver-prescreen').shadowRoot.querySelector('#criterion-{id} .behind')"
    )
}

#[tokio::test]
async fn the_explanations_stand_behind_what_they_explain() {
    open(|page| async move {
        page.unfold().await?;
        page.read_formulas().await?;
        page.holds("document.querySelector('liver-prescreen').shadowRoot.querySelector('#gaps').textContent.length > 1000").await?;
        page.holds(&format!("!!{}.querySelector('blockquote')", details("I4e"))).await?;
        page.holds(&format!("{}.textContent.includes('bbs.guahao.com')", details("I4e"))).await?;
        let behind = |id| format!("return {}.textContent", details(id));
        let score: String = page.run(&behind("I4e")).await?;
        for said in ["3.78·ln(bilirubin)", "Source: bbs.guahao.com", "ALB < 35g/L, TBIL < 170μmol/L"] {
            assert!(score.contains(said), "{said} is missing in: {score}");
        }
        let help: String = page.run(&behind("I2")).await?;
        let [gaps, basis] = explanations(&page).await?;
        assert!(help.contains("The registry gives no definition"), "{help}");
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
