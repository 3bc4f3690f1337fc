//! The page as a test sees it, and how it waits for what the page shows. How it is filled in stands in `hand.rs`.

use std::fmt::Debug;
use std::future::Future;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use thirtyfour::error::WebDriverErrorInner;
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
        self.open_all("details").await
    }

    /// Unfolds all but help, which lies over what is below it: nobody opens all of it at once.
    pub async fn unfold_but_help(&self) -> WebDriverResult<()> {
        self.open_all("details:not(.help)").await
    }

    async fn open_all(&self, selector: &str) -> WebDriverResult<()> {
        self.run::<()>(&format!(
            "for (const folded of document.querySelector('liver-prescreen').shadowRoot.querySelectorAll({selector:?})) folded.open = true"
        ))
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
    /// the page was putting it up. An error that stays is returned.
    pub async fn wait<F, T: Debug>(
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
            let found = work().await;
            let is_late = Instant::now() > deadline;
            match found {
                Ok(found) if is_right(&found) => return Ok(found),
                Ok(found) if is_late => {
                    let shown = self.shown().await;
                    panic!("{what}: the page says {found:?}. {shown}");
                }
                Err(error) if is_late || !is_early(&error) => {
                    println!("{what}: {}", self.shown().await);
                    return Err(error);
                }
                _ => {}
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
}

/// Whether nothing was done, since what it was to be done to was not there, or not in sight. Firefox's driver takes a window
/// for closed while another page comes into it.
pub fn is_early(error: &WebDriverError) -> bool {
    use WebDriverErrorInner::{
        ElementNotInteractable, JavascriptError, NoSuchElement, NoSuchFrame, NoSuchWindow,
        StaleElementReference,
    };
    matches!(
        error.as_inner(),
        ElementNotInteractable(_)
            | JavascriptError(_)
            | NoSuchElement(_)
            | NoSuchFrame(_)
            | NoSuchWindow(_)
            | StaleElementReference(_)
    )
}
