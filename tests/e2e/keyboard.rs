//! A whole case by the keyboard alone, as somebody types it who does not look for the mouse.

mod order;
mod pace;

use thirtyfour::prelude::*;

use crate::accessible::tell;
use crate::browser::open;
use crate::page::Page;

/// The keys of the worked patient from the age field on: eight values and fourteen answers, with every stop of the
/// Tab key between them.
fn strokes() -> Vec<String> {
    let tab = || char::from(Key::Tab).to_string();
    let mut keys = vec!["5".to_owned(), "2".to_owned(), tab(), " ".to_owned()];
    // Out of the sexes, over "Clear" to the units, and over "Paste a printout".
    keys.extend([tab(), tab(), " ".to_owned(), tab(), tab()]);
    for (value, stops) in [
        ("45", 2),
        ("29", 2),
        ("1.5", 1),
        ("48", 1),
        ("", 1),
        ("", 1),
        ("", 1),
        ("78", 2),
        ("136", 1),
        ("102", 2),
        ("58", 1),
    ] {
        keys.extend(value.chars().map(String::from));
        keys.extend((0..stops).map(|_| tab()));
    }
    // Over "Days of collection" to the signs; each group has "Clear" behind it once something is chosen.
    keys.push(tab());
    keys.extend([
        " ".to_owned(),
        char::from(Key::Down).to_string(),
        tab(),
        tab(),
    ]);
    keys.extend([" ".to_owned(), tab(), tab()]);
    keys.extend([
        " ".to_owned(),
        char::from(Key::Down).to_string(),
        tab(),
        tab(),
    ]);
    keys
}

async fn answer(page: &Page, ids: &[String], key: &str) -> WebDriverResult<usize> {
    let mut count = 0;
    for id in ids {
        // The group is reached by Tab; which stops lie between two groups depends on what helps with each question.
        for stop in 0.. {
            assert!(stop < 8, "{id} is not reached");
            let script = "return document.querySelector('liver-prescreen').shadowRoot.activeElement?.name ?? ''";
            let name: String = page.run(script).await?;
            if name == *id {
                break;
            }
            press(page, &(char::from(Key::Tab).to_string())).await?;
            count += 1;
        }
        press(page, key).await?;
        count += 1;
    }
    Ok(count)
}

async fn press(page: &Page, key: &str) -> WebDriverResult<()> {
    page.driver().action_chain().send_keys(key).perform().await
}

/// Enters the worked patient, and counts keys and seconds, the driver's own time included.
async fn enter(page: &Page) -> WebDriverResult<(usize, f64)> {
    page.by_id("age").await?.focus().await?;
    let start = std::time::Instant::now();
    let keys = strokes();
    for key in &keys {
        press(page, key).await?;
    }
    let inclusion = ["I2", "I3"].map(str::to_owned);
    let exclusion: Vec<String> = (1..=12).map(|number| format!("E{number}")).collect();
    let mut count = keys.len();
    count += answer(page, &inclusion, "y").await?;
    count += answer(page, &exclusion, "n").await?;
    page.until("not-excluded", || page.state("verdict-card"))
        .await?;
    Ok((count, start.elapsed().as_secs_f64()))
}

// traces: I1, I2, I3, I4a, I4b, I4c, I4d, I4e, I5a, I5b
#[tokio::test]
async fn a_whole_case_is_entered_by_the_keyboard_alone() {
    open(|page| async move {
        let (count, seconds) = enter(&page).await?;
        assert_eq!(page.score("childPugh").await?, "8");
        assert_eq!(page.score("meld").await?, "15");
        tell(&format!(
            "keyboard: 8 values and 14 answers in {count} key strokes, {seconds:.1} s with the driver's own time"
        ));
        Ok(())
    })
    .await;
}

/// The same, often enough for a median.
#[tokio::test]
#[ignore = "a measurement: cargo xtask bench runs it"]
async fn how_long_a_whole_case_takes() {
    open(|page| async move {
        let mut times = Vec::new();
        for _ in 0..9 {
            let (_, seconds) = enter(&page).await?;
            times.push(seconds * 1000.0);
            page.by_id("clear").await?.send_keys(" ").await?;
            page.until("undetermined", || page.state("verdict-card"))
                .await?;
        }
        times.sort_by(f64::total_cmp);
        println!("\na whole case by the keyboard: median {:.0} ms", times[4]);
        Ok(())
    })
    .await;
}
