//! The page as a test sees it: fields by the ids that the widget promises, filled by keys, read as text.

use std::future::Future;
use std::time::{Duration, Instant};

use liver_prescreen::ui::fixtures::{Entered, WORKED};
use serde::de::DeserializeOwned;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::engine::Engine;
use crate::site::Site;

/// Only what hangs takes so long; a service worker on a busy machine has taken twenty seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// The opened page.
pub struct Page {
    driver: WebDriver,
    /// The host that served it.
    pub site: Site,
    /// What shows it.
    pub engine: Engine,
}

impl Page {
    /// Opens an address.
    pub async fn open(
        driver: WebDriver,
        site: Site,
        engine: Engine,
        address: &str,
    ) -> WebDriverResult<Self> {
        driver.goto(address).await?;
        Ok(Page {
            driver,
            site,
            engine,
        })
    }

    /// Opens another page of the host's.
    pub async fn at(
        driver: WebDriver,
        site: Site,
        engine: Engine,
        path: &str,
    ) -> WebDriverResult<Self> {
        let address = [site.url.as_str(), path].concat();
        Page::open(driver, site, engine, &address).await
    }

    /// Waits until the form stands and the calculator is behind it.
    pub async fn stands(&self) -> WebDriverResult<()> {
        self.holds("!!document.querySelector('liver-prescreen')?.shadowRoot?.querySelector('.widget:not([data-prerendered]) #age')")
            .await
    }

    /// Waits until something is true in the page.
    pub async fn holds(&self, condition: &str) -> WebDriverResult<()> {
        let script = ["return String(", condition, ")"].concat();
        self.until("true", || async {
            // While another page comes, Firefox reads nothing.
            let read: Option<String> = self.run(&script).await?;
            Ok(read.unwrap_or_default())
        })
        .await
    }

    /// The browser.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// What a script in the page returns.
    pub async fn run<T: DeserializeOwned>(&self, script: &str) -> WebDriverResult<T> {
        self.driver.execute(script, Vec::new()).await?.convert()
    }

    /// Makes the window as wide as a screen of so many CSS pixels.
    pub async fn set_width(&self, width: u32) -> WebDriverResult<()> {
        self.driver.set_window_rect(0, 0, width, 1000).await?;
        self.until(&width.to_string(), || async {
            let width: u32 = self.run("return innerWidth").await?;
            Ok(width.to_string())
        })
        .await
    }

    /// Forces the widget into a theme, as a host does.
    pub async fn set_theme(&self, theme: &str) -> WebDriverResult<()> {
        let script = r#"
            const widget = document.querySelector("liver-prescreen");
            widget.setAttribute("theme", arguments[0]);
            return getComputedStyle(widget).colorScheme;
        "#;
        let scheme: String = self
            .driver
            .execute(script, vec![theme.into()])
            .await?
            .convert()?;
        assert_eq!(scheme, theme);
        Ok(())
    }

    /// Opens everything that can be unfolded.
    pub async fn unfold(&self) -> WebDriverResult<()> {
        self.run::<()>(
            r#"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            for (const folded of root.querySelectorAll("details")) folded.open = true;
            "#,
        )
        .await
    }

    /// Unfolds all but help, which lies over what is below it: nobody opens all of it at once.
    pub async fn unfold_but_help(&self) -> WebDriverResult<()> {
        self.run::<()>(
            r#"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            for (const folded of root.querySelectorAll("details:not(.help)")) folded.open = true;
            "#,
        )
        .await
    }

    /// Opens the formulas, which are written then, and waits until they stand there.
    pub async fn read_formulas(&self) -> WebDriverResult<()> {
        const BASIS: &str =
            "document.querySelector('liver-prescreen').shadowRoot.querySelector('#basis')";
        self.run::<()>(&[BASIS, ".open = true"].concat()).await?;
        self.holds(&[BASIS, ".textContent.includes('0.957')"].concat())
            .await
    }

    /// An element by its id. Asked of the page itself: drivers differ in how they look into a shadow root.
    pub async fn by_id(&self, id: &str) -> WebDriverResult<WebElement> {
        let script = r#"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            const found = root.getElementById(arguments[0]);
            if (!found) throw new Error(`there is no ${arguments[0]}: ${root.textContent.slice(0, 200)} ${JSON.stringify(window.__failures ?? [])}`);
            // What is typed into is unfolded first.
            if (found.matches("input")) for (let at; (at = found.closest("details:not([open])")); ) at.open = true;
            return found;
        "#;
        self.driver
            .execute(script, vec![id.into()])
            .await?
            .element()
    }

    /// Types into a field, in place of what stood there.
    pub async fn type_into(&self, id: &str, text: &str) -> WebDriverResult<()> {
        let field = self.by_id(id).await?;
        // One key stroke at a time, as a person would: engines differ in what "select all" leaves selected.
        let before = field.value().await?.unwrap_or_default();
        let strokes: String = before.chars().map(|_| char::from(Key::Backspace)).collect();
        let strokes = strokes + text;
        if strokes.is_empty() {
            return Ok(());
        }
        field.send_keys(strokes).await?;
        self.followed().await
    }

    /// Waits until the page has shown what was entered, and then what follows from it.
    pub async fn followed(&self) -> WebDriverResult<()> {
        let script = r#"
            const [done] = arguments;
            requestAnimationFrame(() => setTimeout(() => setTimeout(done)));
            setTimeout(done, 500);
        "#;
        self.driver.execute_async(script, Vec::new()).await?;
        Ok(())
    }

    /// Opens what elements lie in, as a reader does who looks for them.
    async fn show(&self, ids: &[&String]) -> WebDriverResult<()> {
        let script = r#"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            const folded = (id) => root.getElementById(id)?.closest("details:not([open])");
            for (const id of arguments[0]) {
                for (let around; (around = folded(id)); ) around.open = true;
            }
        "#;
        self.driver.execute(script, vec![json!(ids)]).await?;
        Ok(())
    }

    /// Presses a button with a key, once it can be seen and pressed.
    pub async fn press(&self, id: &str, key: impl Into<TypingData>) -> WebDriverResult<()> {
        let ready = format!(
            "(() => {{ const button = document.querySelector('liver-prescreen').shadowRoot.getElementById({id:?}); return !!button && !button.disabled && button.checkVisibility({{ visibilityProperty: true }}); }})()"
        );
        self.holds(&ready).await?;
        self.by_id(id).await?.send_keys(key).await
    }

    /// Chooses a radio button with the space bar.
    pub async fn choose(&self, id: &str) -> WebDriverResult<()> {
        self.show(&[&id.to_owned()]).await?;
        self.by_id(id).await?.send_keys(" ").await?;
        // In one step: what is chosen may move its row to another group, which is made anew.
        let script = r#"
            return document.querySelector("liver-prescreen").shadowRoot.getElementById(arguments[0]).checked;
        "#;
        let is_chosen = self.driver.execute(script, vec![id.into()]).await?;
        assert!(is_chosen.convert::<bool>()?, "{id} was not chosen");
        self.followed().await
    }

    /// Chooses a unit by its UCUM code.
    pub async fn choose_unit(&self, analyte: &str, unit: &str) -> WebDriverResult<()> {
        self.choose(&format!("{analyte}-unit-{unit}")).await
    }

    /// The text of an element.
    pub async fn text(&self, id: &str) -> WebDriverResult<String> {
        self.by_id(id).await?.text().await
    }

    /// The state of an element, as `data-state` says it.
    pub async fn state(&self, id: &str) -> WebDriverResult<String> {
        // In one step: between two the page may be put up anew.
        let script = r#"
            return document.querySelector("liver-prescreen").shadowRoot.getElementById(arguments[0])?.dataset.state ?? "";
        "#;
        self.driver
            .execute(script, vec![id.into()])
            .await?
            .convert()
    }

    /// The number on a score card.
    pub async fn score(&self, name: &str) -> WebDriverResult<String> {
        let card = self.by_id(&format!("score-{name}")).await?;
        card.find(By::Css(".value")).await?.text().await
    }

    /// Waits until a reading of the page is what it should be; signals settle on a later task.
    pub async fn until<F>(&self, expected: &str, read: impl Fn() -> F) -> WebDriverResult<()>
    where
        F: Future<Output = WebDriverResult<String>>,
    {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = read().await?;
            if found == expected {
                return Ok(());
            }
            assert!(
                Instant::now() < deadline,
                "expected \"{expected}\", the page says \"{found}\""
            );
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Types the worked patient, as fast as the browser takes the keys.
    pub async fn enter_worked_patient(&self) -> WebDriverResult<()> {
        self.enter_all(&WORKED).await
    }

    /// Types and chooses the entries of a state of the widget.
    pub async fn enter_all(&self, entered: &[Entered]) -> WebDriverResult<()> {
        let script = r#"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            return arguments[0].map(([key, text]) => {
                const choice = `${key}-${text}`;
                return root.getElementById(choice)?.type === "radio" ? [choice, " "] : [key, text];
            });
        "#;
        let fields = self.driver.execute(script, vec![json!(entered)]).await?;
        self.enter(&fields.convert::<Vec<(String, String)>>()?)
            .await
    }

    /// Types into fields, in place of what stood there, and chooses with the space bar, one after another without
    /// waiting for what follows; then waits for that.
    async fn enter(&self, fields: &[(String, String)]) -> WebDriverResult<()> {
        let ids: Vec<&String> = fields.iter().map(|(id, _)| id).collect();
        self.show(&ids).await?;
        let script = r#"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            return arguments[0].map((id) => root.getElementById(id));
        "#;
        let found = self.driver.execute(script, vec![json!(ids)]).await?;
        for ((_, keys), field) in fields.iter().zip(found.elements()?) {
            if keys == " " {
                field.send_keys(" ").await?;
                continue;
            }
            let before = field.value().await?.unwrap_or_default();
            let strokes: String = before.chars().map(|_| char::from(Key::Backspace)).collect();
            field.send_keys(strokes + keys.as_str()).await?;
        }
        self.followed().await?;
        let script = r#"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            return arguments[0].filter(([id, keys]) => {
                const field = root.getElementById(id);
                return keys === " " ? !field.checked : field.value !== keys;
            });
        "#;
        let lost = self.driver.execute(script, vec![json!(fields)]).await?;
        let lost: Vec<(String, String)> = lost.convert()?;
        assert!(lost.is_empty(), "did not arrive: {lost:?}");
        Ok(())
    }
}
