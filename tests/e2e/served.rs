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
            .await?;
            // Each file of it is found again, whatever headers it came with.
            let found = r#"
                const done = arguments[0];
                (async () => {
                    const [name] = await caches.keys();
                    const files = await (await caches.open(name)).keys();
                    const found = await Promise.all(files.map(({ url }) => caches.match(url)));
                    done([files.length, found.filter((file) => file?.ok).length]);
                })();
            "#;
            let found = page.driver().execute_async(found, Vec::new()).await?;
            let [files, found]: [u32; 2] = found.convert()?;
            assert!(files > 8 && found == files, "{found} of {files}");
            crate::offline::again(&page).await
        },
    )
    .await;
}
