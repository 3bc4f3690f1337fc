//! The page as a test sees it: fields by the ids that the widget promises, filled by keys, read as text.

use std::fmt::Debug;
use std::future::Future;
use std::time::{Duration, Instant};

use liver_prescreen::ui::fixtures::{Entered, WORKED};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::error::{WebDriverErrorInner, no_such_element};
use thirtyfour::prelude::*;

use crate::engine::Engine;
use crate::site::Site;

/// Only what hangs takes so long; a service worker on a busy machine has taken twenty seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// The form stands and the calculator is behind it.
pub const STANDS: &str = "document.querySelector('liver-prescreen')?.shadowRoot?.querySelector('.widget:not([data-prerendered]) #age')";

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
        self.holds(STANDS).await
    }

    /// Waits until something is true in the page.
    pub async fn holds(&self, condition: &str) -> WebDriverResult<()> {
        let script = ["return !!(", condition, ")"].concat();
        // While another page comes, Firefox reads nothing.
        let read = || self.run::<Option<bool>>(&script);
        self.wait(condition, |read| *read == Some(true), read)
            .await
            .map(drop)
    }

    /// Waits until something is true in the frame that stands on the page, and stays in it. It is entered anew each time: while
    /// another page comes into it, Firefox still reads of the one before, or nothing.
    pub async fn frame_holds(&self, condition: &str) -> WebDriverResult<()> {
        let script = ["return !!(", condition, ")"].concat();
        let read = || async {
            self.driver.enter_default_frame().await?;
            let frame = self.driver.find(By::Css("iframe")).await?;
            frame.enter_frame().await?;
            self.run::<Option<bool>>(&script).await
        };
        self.wait(condition, |read| *read == Some(true), read)
            .await
            .map(drop)
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

    /// Elements by their ids (or selectors that begin with `#`), each with what stands in it. Fields are unfolded, as by a
    /// reader who looks for them. Asked of the page itself: drivers differ in how they look into a shadow root.
    async fn found(&self, ids: &[&str]) -> WebDriverResult<Vec<(WebElement, String)>> {
        let script = r##"
            const root = document.querySelector("liver-prescreen")?.shadowRoot;
            return arguments[0].map((id) => {
                const found = id.startsWith("#") ? root?.querySelector(id) : root?.getElementById(id);
                if (found?.matches("input, textarea")) for (let at; (at = found.closest("details:not([open])")); ) at.open = true;
                return found ? [found, String(found.value ?? "")] : null;
            });
        "##;
        let found = self.driver.execute(script, vec![json!(ids)]).await?;
        let found = found.convert::<Vec<Option<(Value, String)>>>()?;
        let mut elements = Vec::new();
        for (id, found) in ids.iter().zip(found) {
            let (element, text) = found.ok_or_else(|| no_such_element((*id).to_owned()))?;
            let element = WebElement::from_json(element, self.driver.handle().clone())?;
            elements.push((element, text));
        }
        Ok(elements)
    }

    /// Finds an element and does something to it in one go. Where nothing was done, since the page puts the element up
    /// anew at that moment or has yet to unfold it, it is looked for again.
    async fn on<F, T: Debug>(
        &self,
        id: &str,
        act: impl Fn(WebElement, String) -> F,
    ) -> WebDriverResult<T>
    where
        F: Future<Output = WebDriverResult<T>>,
    {
        let act = || async {
            let found = self.found(&[id]).await?.pop();
            let (element, text) = found.expect("an element for an id");
            act(element, text).await
        };
        self.wait(id, |_| true, act).await
    }

    /// Strikes keys on an element.
    pub async fn strike(&self, id: &str, keys: impl Into<TypingData>) -> WebDriverResult<()> {
        let keys = keys.into().to_string();
        self.on(id, |element, _| strike(element, keys.clone()))
            .await
    }

    /// Has an element have the focus.
    pub async fn focus(&self, id: &str) -> WebDriverResult<()> {
        self.on(id, |element, _| async move { element.focus().await })
            .await
    }

    /// What stands in a field.
    pub async fn value(&self, id: &str) -> WebDriverResult<String> {
        self.on(id, |_, text| async { Ok(text) }).await
    }

    /// Types into a field, in place of what stood there.
    pub async fn type_into(&self, id: &str, text: &str) -> WebDriverResult<()> {
        self.fill(id, text).await?;
        self.followed().await
    }

    async fn fill(&self, id: &str, text: &str) -> WebDriverResult<()> {
        self.on(id, |field, before| strike(field, replacing(&before, text)))
            .await
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

    /// Presses a button with a key, once it can be seen and pressed.
    pub async fn press(&self, id: &str, key: impl Into<TypingData>) -> WebDriverResult<()> {
        let ready = format!(
            "(() => {{ const button = document.querySelector('liver-prescreen').shadowRoot.getElementById({id:?}); return !!button && !button.disabled && button.checkVisibility({{ visibilityProperty: true }}); }})()"
        );
        self.holds(&ready).await?;
        self.strike(id, key).await
    }

    /// Chooses a radio button with the space bar.
    pub async fn choose(&self, id: &str) -> WebDriverResult<()> {
        self.strike(id, " ").await?;
        // In one step: what is chosen may move its row to another group, which is made anew.
        self.holds(&format!(
            "document.querySelector('liver-prescreen').shadowRoot.getElementById({id:?}).checked"
        ))
        .await?;
        self.followed().await
    }

    /// Chooses a unit by its UCUM code.
    pub async fn choose_unit(&self, analyte: &str, unit: &str) -> WebDriverResult<()> {
        self.choose(&format!("{analyte}-unit-{unit}")).await
    }

    /// The text of an element.
    pub async fn text(&self, id: &str) -> WebDriverResult<String> {
        self.on(id, |element, _| async move { element.text().await })
            .await
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
        self.text(&format!("#score-{name} .value")).await
    }

    /// Waits until a reading of the page is what it should be; signals settle on a later task.
    pub async fn until<F>(&self, expected: &str, read: impl Fn() -> F) -> WebDriverResult<()>
    where
        F: Future<Output = WebDriverResult<String>>,
    {
        let what = format!("expected {expected:?}");
        self.wait(&what, |found| found == expected, read)
            .await
            .map(drop)
    }

    /// Does something until it comes out as it should. Where an element was not there, or not in sight, nothing was done:
    /// the page was putting it up.
    async fn wait<F, T: Debug>(
        &self,
        what: &str,
        is_right: impl Fn(&T) -> bool,
        work: impl Fn() -> F,
    ) -> WebDriverResult<T>
    where
        F: Future<Output = WebDriverResult<T>>,
    {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = match work().await {
                Ok(found) if is_right(&found) => return Ok(found),
                Ok(found) => format!("the page says {found:?}"),
                Err(error) if is_early(&error) => error.to_string(),
                Err(error) => return Err(error),
            };
            if Instant::now() > deadline {
                panic!("{what}: {found}. {}", self.shown().await);
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// What whoever reads of a failure asks next.
    async fn shown(&self) -> String {
        let script = r#"
            const shown = [...document.querySelectorAll("liver-prescreen")].map(({ shadowRoot }) => ({
                prerendered: !!shadowRoot?.querySelector("[data-prerendered]"),
                text: (shadowRoot?.querySelector(".widget") ?? shadowRoot)?.textContent.slice(0, 300),
            }));
            return JSON.stringify({
                shown, at: location.href, state: document.readyState, ms: Math.round(performance.now()),
                wrong: window.__wrong, failures: window.__failures, asked: window.__answer === null ? window.__asked : undefined,
            });
        "#;
        match self.run::<Option<String>>(script).await {
            Ok(shown) => format!("It shows {}", shown.as_deref().unwrap_or("nothing")),
            Err(error) => format!("It does not say what it shows: {error}"),
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
        let ids: Vec<&str> = fields.iter().map(|(id, _)| id.as_str()).collect();
        let found = self.wait("fields", |_| true, || self.found(&ids)).await?;
        for ((id, keys), (field, before)) in fields.iter().zip(found) {
            let is_choice = keys == " ";
            let strokes = match is_choice {
                true => keys.clone(),
                false => replacing(&before, keys),
            };
            match strike(field, strokes).await {
                // Put up anew since.
                Err(error) if is_early(&error) && is_choice => self.strike(id, " ").await?,
                Err(error) if is_early(&error) => self.fill(id, keys).await?,
                struck => struck?,
            }
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

/// Whether nothing was done, since what it was to be done to was not there, or not in sight.
fn is_early(error: &WebDriverError) -> bool {
    use WebDriverErrorInner::{
        ElementNotInteractable, JavascriptError, NoSuchElement, NoSuchFrame, StaleElementReference,
    };
    matches!(
        error.as_inner(),
        ElementNotInteractable(_)
            | JavascriptError(_)
            | NoSuchElement(_)
            | NoSuchFrame(_)
            | StaleElementReference(_)
    )
}

async fn strike(element: WebElement, keys: String) -> WebDriverResult<()> {
    match keys.is_empty() {
        true => Ok(()),
        false => element.send_keys(keys).await,
    }
}

/// One key stroke at a time, as a person would: engines differ in what "select all" leaves selected.
fn replacing(before: &str, text: &str) -> String {
    let back: String = before.chars().map(|_| char::from(Key::Backspace)).collect();
    back + text
}
