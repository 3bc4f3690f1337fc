//! Pictures of the page for the documentation, one of each state. `cargo xtask pictures` takes them.

use std::path::PathBuf;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::browser::open;
use crate::languages::choose;
use crate::page::Page;

struct Picture {
    name: &'static str,
    language: &'static str,
    theme: &'static str,
    size: (u32, u32),
    /// "screen", or "print" for what goes on paper.
    medium: &'static str,
}

const WIDE: (u32, u32) = (1280, 1100);
const NARROW: (u32, u32) = (390, 844);

const fn picture(
    name: &'static str,
    language: &'static str,
    theme: &'static str,
    size: (u32, u32),
) -> Picture {
    Picture {
        name,
        language,
        theme,
        size,
        medium: "screen",
    }
}

async fn take(page: &Page, picture: &Picture) -> WebDriverResult<()> {
    // Paper has no buttons, so the language is chosen on the screen.
    page.driver()
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", json!({ "media": "screen" }))
        .await?;
    choose(page, picture.language).await?;
    page.set_theme(picture.theme).await?;
    let tools = page.driver().cdp();
    let event = if picture.medium == "print" {
        "beforeprint"
    } else {
        "afterprint"
    };
    page.run::<()>(&format!("dispatchEvent(new Event('{event}'))"))
        .await?;
    let (width, height) = picture.size;
    tools
        .send_raw(
            "Emulation.setEmulatedMedia",
            json!({ "media": picture.medium }),
        )
        .await?;
    tools
        .send_raw(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        )
        .await?;
    page.run::<()>("document.activeElement?.shadowRoot?.activeElement?.blur(); scrollTo(0, 0)")
        .await?;
    page.driver().action_chain().move_to(1, 1).perform().await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    std::fs::create_dir_all(&folder).expect("a folder for the pictures");
    let file = folder.join([picture.name, ".png"].concat());
    page.driver().screenshot(&file).await
}

#[tokio::test]
#[ignore = "makes files: cargo xtask pictures runs it"]
async fn every_state_has_its_picture() {
    open(|page| async move {
        take(&page, &picture("empty", "en", "light", WIDE)).await?;
        take(&page, &picture("empty-zh-dark", "zh-CN", "dark", WIDE)).await?;
        page.type_into("age", "70").await?;
        page.type_into("sodium", "1360").await?;
        page.until("excluded", || page.state("verdict-card"))
            .await?;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        take(&page, &picture("excluded", "en", "light", WIDE)).await?;
        take(
            &page,
            &picture("excluded-zh-phone", "zh-CN", "light", NARROW),
        )
        .await?;
        page.press("clear", " ").await?;
        choose(&page, "en").await?;
        page.enter_worked_patient().await?;
        page.type_into("enrolled", "9").await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        for picture in [
            picture("filled", "en", "light", WIDE),
            picture("filled-dark", "en", "dark", WIDE),
            picture("filled-zh", "zh-CN", "light", WIDE),
            picture("filled-phone", "en", "light", NARROW),
            picture("filled-zh-phone-dark", "zh-CN", "dark", NARROW),
            Picture {
                medium: "print",
                ..picture("print", "en", "light", (794, 1123))
            },
            Picture {
                medium: "print",
                ..picture("print-zh", "zh-CN", "light", (794, 1123))
            },
        ] {
            take(&page, &picture).await?;
        }
        Ok(())
    })
    .await;
}
