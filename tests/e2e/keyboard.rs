//! A whole case by the keyboard alone, as somebody types it who does not look for the mouse; and how long the page
//! takes to follow a key.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::accessible::tell;
use crate::browser::open;
use crate::engine::Engine;
use crate::page::Page;

/// The keys of the worked patient from the age field on: eight values and fourteen answers, with every stop of the
/// Tab key between them.
fn strokes() -> Vec<String> {
    let tab = || char::from(Key::Tab).to_string();
    let mut keys = vec!["5".to_owned(), "2".to_owned(), tab(), " ".to_owned()];
    // Out of the sexes, over "Clear" and "Paste a printout".
    keys.extend([tab(), tab(), tab()]);
    for (value, stops) in [
        ("45", 2),
        ("29", 2),
        ("1.5", 1),
        ("48", 1),
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
        println!("a whole case by the keyboard, median\t{:.0}", times[4]);
        Ok(())
    })
    .await;
}

/// Notes for each key how long it took to the frame that shows it, and to the frame that shows what follows from it.
const WATCH: &str = r#"
    const widget = document.querySelector("liver-prescreen");
    const frame = () => new Promise((shown) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => shown(performance.now());
      port2.postMessage(null);
    }));
    window.paces = [];
    widget.shadowRoot.addEventListener("input", async ({ timeStamp }) => {
      const result = new Promise((told) => widget.addEventListener("prescreen-change", told, { once: true }));
      const shown = await frame();
      await result;
      window.paces.push([shown - timeStamp, (await frame()) - timeStamp]);
    }, { capture: true });
"#;

/// From a key to the frame that shows what follows from it, on a processor slowed down four times. Run by
/// `cargo xtask bench`; a busy machine is no fault of the page, so the tests leave it out.
#[tokio::test]
#[ignore = "a measurement: cargo xtask bench runs it"]
async fn from_a_key_to_the_frame_that_shows_it() {
    open(|page| async move {
        assert_eq!(
            page.engine,
            Engine::Chromium,
            "only Chromium can be slowed down"
        );
        page.enter_worked_patient().await?;
        let slow = serde_json::json!({ "rate": 4 });
        page.driver()
            .cdp()
            .send_raw("Emulation.setCPUThrottlingRate", slow)
            .await?;
        page.run::<()>(WATCH).await?;
        // Each key by itself, as a browser passes it on; the values are whole ones again in between.
        let back = char::from(Key::Backspace).to_string();
        for _ in 0..20 {
            for (id, key) in [("bilirubin", "5"), ("inr", "5"), ("sodium", "6")] {
                page.by_id(id)
                    .await?
                    .send_keys(char::from(Key::End).to_string())
                    .await?;
                for key in [back.as_str(), key, back.as_str(), key] {
                    press(&page, key).await?;
                    tokio::time::sleep(Duration::from_millis(150)).await;
                }
            }
        }
        let times: Vec<(f64, f64)> = page.run("return window.paces").await?;
        assert!(times.len() >= 200, "the page did not get through its keys");
        let (keys, results): (Vec<f64>, Vec<f64>) = times.into_iter().unzip();
        for (name, mut times) in [("key to frame", keys), ("key to result", results)] {
            times.sort_by(f64::total_cmp);
            let at = |share: f64| times[(times.len() as f64 * share) as usize];
            println!("{name}, p95\t{:.1}", at(0.95));
            println!("{name}, median\t{:.1}", at(0.5));
        }
        Ok(())
    })
    .await;
}
