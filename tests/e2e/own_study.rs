//! A study that asks for more than the one that ships: its fields by the keyboard, in both languages, to a verdict; and
//! that its page can be read by everybody.

use liver_prescreen::ui::fixtures::{ASKED, ASKING};
use thirtyfour::prelude::*;

use crate::accessible::{axe, bring_axe};
use crate::browser::open;
use crate::languages::choose;
use crate::page::Page;

/// Gives the widget the study.
async fn ask_for_more(page: &Page) -> WebDriverResult<()> {
    let script = r#"
        const widget = document.querySelector("liver-prescreen");
        widget.study = JSON.parse(arguments[0]);
    "#;
    page.driver().execute(script, vec![ASKING.into()]).await?;
    page.holds("!!document.querySelector('liver-prescreen').shadowRoot.getElementById('ecog-0')")
        .await
}

/// The entry whose field has the focus, and the field's type.
async fn entry(page: &Page) -> WebDriverResult<(String, String)> {
    page.run(
        r#"
        const active = document.querySelector("liver-prescreen").shadowRoot.activeElement;
        const field = active?.matches("input") ? active : null;
        return [field?.closest("[data-entry]")?.dataset.entry ?? "", field?.type ?? ""];
        "#,
    )
    .await
}

async fn press(page: &Page, key: impl Into<String>) -> WebDriverResult<()> {
    let keys = page.driver().action_chain();
    keys.send_keys(key.into()).perform().await
}

/// What is pressed in an entry. A date is typed as the driver's browser shows it: month, day, year.
fn keys_of(entry: &str) -> String {
    let down = char::from(Key::Down);
    let text = ASKED.iter().find(|(key, _)| *key == entry);
    let text = text.map_or("", |(_, text)| text);
    match (entry, text.split('-').collect::<Vec<_>>().as_slice()) {
        ("sex" | "ecog", _) => format!(" {down}"),
        ("units", _) => " ".to_owned(),
        (_, ["yes"]) => "y".to_owned(),
        (_, ["no"]) => "n".to_owned(),
        (_, [year, month, day]) => [*month, *day, *year].concat(),
        _ => text.to_owned(),
    }
}

/// Goes on to the next entry that is asked for.
async fn go_on(page: &Page) -> WebDriverResult<()> {
    while entry(page).await?.1 == "date" {
        press(page, char::from(Key::Tab)).await?;
    }
    match entry(page).await?.1.as_str() {
        "text" => press(page, char::from(Key::Enter)).await,
        _ => press(page, "o").await,
    }
}

#[tokio::test]
async fn what_a_study_asks_for_is_entered_by_the_keyboard_alone_in_both_languages() {
    for (tag, verdict, option) in [
        (
            "en",
            "No exclusion found in the listed criteria",
            "ECOG: 1: restricted in strenuous activity",
        ),
        ("zh-CN", "未发现不符合项", "ECOG：1：重体力活动受限"),
    ] {
        open(move |page| async move {
            if page.engine == crate::engine::Engine::WebKit {
                return Ok(());
            }
            ask_for_more(&page).await?;
            if tag != "en" {
                choose(&page, tag).await?;
            }
            page.focus("age").await?;
            let mut seen = Vec::new();
            while page.state("verdict-card").await? == "undetermined" {
                let (now, _) = entry(&page).await?;
                assert!(!seen.contains(&now), "{now} again, after {seen:?}");
                press(&page, keys_of(&now)).await?;
                seen.push(now);
                page.followed().await?;
                if page.state("verdict-card").await? == "undetermined" {
                    go_on(&page).await?;
                }
            }
            page.until(verdict, || page.text("verdict")).await?;
            for key in [
                "alt.uln",
                "platelets.earlier1-date",
                "weight",
                "biopsy-event",
                "onset",
            ] {
                assert!(
                    seen.iter().any(|entry| entry == key),
                    "{key} is not in {seen:?}"
                );
            }
            // What was entered survives another language and leaves with the record.
            let other = if tag == "en" { "zh-CN" } else { "en" };
            choose(&page, other).await?;
            choose(&page, tag).await?;
            page.until(verdict, || page.text("verdict")).await?;
            let why = page.text("criterion-I4").await;
            assert!(why.is_ok(), "{option}: {why:?}");
            page.press("clear", " ").await?;
            page.until("undetermined", || page.state("verdict-card"))
                .await?;
            let patient: String = page
                .run("return JSON.stringify(document.querySelector('liver-prescreen').patient)")
                .await?;
            assert_eq!(patient, "{}");
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn its_page_is_accessible_whatever_is_entered() {
    open(|page| async move {
        bring_axe(&page).await?;
        ask_for_more(&page).await?;
        page.unfold_but_help().await?;
        let found = axe(&page).await?;
        assert_eq!(found.violations, Vec::<String>::new());
        page.type_into("alt.uln", "<40").await?;
        page.type_into("stiffness", "80").await?;
        page.choose("biopsy-yes").await?;
        for width in [1280, 360] {
            page.set_width(width).await?;
            let found = axe(&page).await?;
            assert_eq!(found.violations, Vec::<String>::new());
            let over: i32 = page
                .run("return document.documentElement.scrollWidth - innerWidth")
                .await?;
            assert!(over <= 0, "{over} px too wide at {width}");
        }
        Ok(())
    })
    .await;
}
