//! The page on a host that somebody else started: `cargo xtask hosts` names it.

use crate::browser::visit;

#[tokio::test]
#[ignore = "needs a host: cargo xtask hosts"]
async fn the_page_works_on_the_host_that_is_named() {
    let url = std::env::var("HOST_URL").expect("HOST_URL must name the page");
    visit(
        |_| url,
        |page| async move {
            page.stands().await?;
            page.enter_worked_patient().await?;
            page.until("not-excluded", || page.state("verdict-card"))
                .await?;
            crate::languages::choose(&page, "zh-CN").await?;
            page.until("true", || async {
                let kept: bool = page
                    .run("return !!navigator.serviceWorker.controller")
                    .await?;
                Ok(kept.to_string())
            })
            .await
        },
    )
    .await;
}
