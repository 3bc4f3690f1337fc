//! The page as an app on the device.

use serde_json::json;

use crate::accessible::skipped;
use crate::browser::open;
use crate::engine::Engine;
use crate::offline::kept;

#[tokio::test]
async fn a_browser_finds_nothing_that_keeps_the_page_from_being_installed() {
    open(|page| async move {
        if page.engine != Engine::Chromium {
            skipped("only Chromium says what keeps a page from being installed");
            return Ok(());
        }
        kept(&page).await?;
        let tools = page.driver().cdp();
        let found = tools
            .send_raw("Page.getInstallabilityErrors", json!({}))
            .await?;
        assert_eq!(found["installabilityErrors"], json!([]));
        Ok(())
    })
    .await;
}
