//! Pictures of the page for the documentation, of states of the widget that `src/ui/fixtures.rs` names. `cargo xtask
//! pictures` takes them.

use std::path::PathBuf;

use liver_prescreen::ui::fixtures::widget_state;
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

/// Paper has no buttons, so the language is chosen on the screen.
async fn speak(page: &Page, language: &str) -> WebDriverResult<()> {
    page.driver()
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", json!({ "media": "screen" }))
        .await?;
    choose(page, language).await
}

async fn take(page: &Page, picture: &Picture) -> WebDriverResult<()> {
    speak(page, picture.language).await?;
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

/// The pictures of each state of the widget.
fn album() -> [(&'static str, Vec<Picture>); 3] {
    let print = |picture| Picture {
        medium: "print",
        ..picture
    };
    let paper = (794, 1123);
    [
        (
            "empty",
            vec![
                picture("empty", "en", "light", WIDE),
                picture("empty-zh-dark", "zh-CN", "dark", WIDE),
            ],
        ),
        (
            "excluded",
            vec![
                picture("excluded", "en", "light", WIDE),
                picture("excluded-zh-phone", "zh-CN", "light", NARROW),
            ],
        ),
        (
            "filled",
            vec![
                picture("filled", "en", "light", WIDE),
                picture("filled-dark", "en", "dark", WIDE),
                picture("filled-zh", "zh-CN", "light", WIDE),
                picture("filled-phone", "en", "light", NARROW),
                picture("filled-zh-phone-dark", "zh-CN", "dark", NARROW),
                print(picture("print", "en", "light", paper)),
                print(picture("print-zh", "zh-CN", "light", paper)),
            ],
        ),
    ]
}

#[tokio::test]
#[ignore = "makes files: cargo xtask pictures runs it"]
async fn every_state_has_its_picture() {
    open(|page| async move {
        for (name, pictures) in album() {
            let entered = widget_state(name).expect("a state of the widget").entered;
            page.press("clear", " ").await?;
            page.enter_all(&entered).await?;
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            for picture in &pictures {
                take(&page, picture).await?;
            }
            speak(&page, "en").await?;
        }
        Ok(())
    })
    .await;
}
