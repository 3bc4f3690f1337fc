//! After an internal error: nothing that was computed before may still be read.

use crate::browser::open;

// guards: H22
#[tokio::test]
async fn after_an_internal_error_no_earlier_score_stands_on_the_page() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        let script = r#"
            globalThis.__liverPrescreenPanicked("an internal error that this test makes up");
            return document.querySelector("liver-prescreen").shadowRoot.lastElementChild.textContent;
        "#;
        let left: String = page.driver().execute(script, Vec::new()).await?.convert()?;
        assert_eq!(
            left,
            "Result unavailable. Reload the page and enter the values again; do not use a result shown before."
        );
        Ok(())
    })
    .await;
}
