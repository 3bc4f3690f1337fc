//! A whole case by the keyboard alone, as somebody types it who does not look for the mouse.

mod order;
mod pace;

use thirtyfour::prelude::*;

use crate::accessible::tell;
use crate::browser::open;
use crate::page::Page;
use crate::record::KEEPS;

/// What is pressed in each entry of the worked patient.
fn keys_of(entry: &str) -> Vec<String> {
    let (space, down) = (" ".to_owned(), char::from(Key::Down).to_string());
    match entry {
        "age" => vec!["5".into(), "2".into()],
        "sex" | "units" | "encephalopathy" => vec![space],
        "ascites" | "dialysis" => vec![space, down],
        "bilirubin" => typed("45"),
        "albumin" => typed("29"),
        "inr" => typed("1.5"),
        "prothrombinActivity" => typed("48"),
        "creatinine" => typed("78"),
        "sodium" => typed("136"),
        "hemoglobin" => typed("102"),
        "platelets" => typed("58"),
        id if id.starts_with('I') => vec!["y".into()],
        id if id.starts_with('E') => vec!["n".into()],
        other => panic!("nothing is known of {other}"),
    }
}

fn typed(value: &str) -> Vec<String> {
    value.chars().map(String::from).collect()
}

/// The entry whose field has the focus, and whether it is text. Help and other buttons beside a field are none.
async fn entry(page: &Page) -> WebDriverResult<(String, bool)> {
    page.run(
        r#"
        const active = document.querySelector("liver-prescreen").shadowRoot.activeElement;
        const field = active?.matches("input") ? active : null;
        return [field?.closest("[data-entry]")?.dataset.entry ?? "", field?.type === "text"];
        "#,
    )
    .await
}

async fn press(page: &Page, key: &str) -> WebDriverResult<()> {
    page.driver().action_chain().send_keys(key).perform().await
}

/// Goes on to the next entry that is open, or with the Tab key to one of these.
async fn go_on(page: &Page, to: Option<&str>) -> WebDriverResult<usize> {
    let mut count = 0;
    loop {
        let (_, is_text) = entry(page).await?;
        let key = match to {
            Some(_) => char::from(Key::Tab).to_string(),
            None if is_text => char::from(Key::Enter).to_string(),
            None => "o".to_owned(),
        };
        press(page, &key).await?;
        count += 1;
        let (now, _) = entry(page).await?;
        if to.is_none_or(|to| to == now) {
            return Ok(count);
        }
        // The result stands between the values and the questions.
        assert!(count < 60, "{to:?} is not reached");
    }
}

/// Enters the worked patient, and counts keys and seconds, the driver's own time included. With the keys of the page, or
/// with the Tab key alone.
async fn enter(page: &Page, by_tab: bool) -> WebDriverResult<(usize, f64)> {
    const ALL: [&str; 14] = [
        "age",
        "sex",
        "units",
        "bilirubin",
        "albumin",
        "inr",
        "prothrombinActivity",
        "creatinine",
        "sodium",
        "hemoglobin",
        "platelets",
        "ascites",
        "encephalopathy",
        "dialysis",
    ];
    page.focus("age").await?;
    let start = std::time::Instant::now();
    let mut all: Vec<String> = ALL.map(str::to_owned).to_vec();
    all.extend(["I2", "I3"].map(str::to_owned));
    all.extend((1..=12).map(|number| format!("E{number}")));
    let mut count = 0;
    for at in 0.. {
        let (now, _) = entry(page).await?;
        for key in keys_of(&now) {
            press(page, &key).await?;
            count += 1;
        }
        page.followed().await?;
        if page.state("verdict-card").await? == "not-excluded" {
            break;
        }
        let to = by_tab.then(|| all.get(at + 1).expect("one more entry").as_str());
        count += go_on(page, to).await?;
    }
    Ok((count, start.elapsed().as_secs_f64()))
}

// traces: I1, I2, I3, I4a, I4b, I4c, I4d, I4e, I5a, I5b
#[tokio::test]
async fn a_whole_case_is_entered_by_the_keyboard_alone() {
    for by_tab in [false, true] {
        open(move |page| async move {
            let (count, seconds) = enter(&page, by_tab).await?;
            // The keys of the page leave out what can no longer change the verdict.
            if by_tab {
                assert_eq!(page.score("childPugh").await?, "8");
                assert_eq!(page.score("meld").await?, "15");
            }
            let (how, most) = match by_tab {
                true => ("the Tab key", 137),
                false => ("the keys of the page", 58),
            };
            assert!(count <= most, "{count} key strokes with {how}, more than {most}");
            tell(&format!(
                "keyboard: 8 values and 14 answers in {count} key strokes with {how}, {seconds:.1} s with the driver's own time"
            ));
            Ok(())
        })
        .await;
    }
}

/// How many keys it takes from where somebody is to a summary in the clipboard; a key that is held down counts too.
async fn to_a_summary(page: &Page) -> WebDriverResult<usize> {
    let (_, in_text) = entry(page).await?;
    let keys = page.driver().action_chain();
    let (keys, count) = match in_text {
        true => (
            keys.key_down(Key::Control)
                .send_keys(Key::Enter)
                .key_up(Key::Control),
            2,
        ),
        false => (keys.send_keys("c"), 1),
    };
    keys.perform().await?;
    page.holds("window.__copied !== undefined").await?;
    let summary: String = page
        .run("const text = window.__copied; delete window.__copied; return text")
        .await?;
    assert!(summary.lines().count() <= 8, "{summary}");
    Ok(count)
}

#[tokio::test]
async fn from_the_verdict_a_summary_is_three_keys_away_at_most() {
    open(|page| async move {
        page.run::<()>(KEEPS).await?;
        enter(&page, false).await?;
        // Where the last entry made the verdict, on the verdict itself, and in a field of text.
        let mut counts = vec![to_a_summary(&page).await?];
        for id in ["verdict", "sodium"] {
            page.focus(id).await?;
            counts.push(to_a_summary(&page).await?);
        }
        assert!(counts.iter().all(|count| *count <= 3), "{counts:?}");
        tell(&format!(
            "keyboard: {counts:?} keys from the verdict to a copied summary"
        ));
        Ok(())
    })
    .await;
}

/// A whole case, often enough for a median.
#[tokio::test]
#[ignore = "a measurement: cargo xtask bench runs it"]
async fn how_long_a_whole_case_takes() {
    open(|page| async move {
        let mut times = Vec::new();
        for _ in 0..9 {
            let (_, seconds) = enter(&page, false).await?;
            times.push(seconds * 1000.0);
            page.press("clear", " ").await?;
            page.until("undetermined", || page.state("verdict-card"))
                .await?;
        }
        times.sort_by(f64::total_cmp);
        println!("\na whole case by the keyboard: median {:.0} ms", times[4]);
        Ok(())
    })
    .await;
}
