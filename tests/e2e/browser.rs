//! The browsers of the tests. Those that only open pages share a few, one a thread, and each gets an empty window in
//! one; a host of its own (see `site`) gives each its own storage, caches and workers. A test that asks more of a
//! browser, or may break it, has one of its own. After a test that failed, nobody uses its browser again.

use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use thirtyfour::prelude::*;
use tokio::time::timeout;

use crate::driver::{Driver, Wish};
use crate::engine::Engine;
use crate::page::Page;
use crate::site::Site;

/// So long a browser may take to make its window ready, or to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// The size of the window at the beginning of a test, with which Chromium and Firefox are started.
const SIZE: (i64, i64) = (1280, 1000);

/// A running browser; whoever drops it ends it.
struct Browser {
    session: WebDriver,
    // After the session, which it carries.
    _driver: Driver,
}

/// The browsers that no test is using.
static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

impl Browser {
    async fn start(engine: Engine, more: Wish) -> Self {
        let driver = Driver::start(engine);
        Browser {
            session: driver.browser(engine, more).await,
            _driver: driver,
        }
    }

    /// One whose window is ready: of its own for a test that asks more of it, or else one that other tests used, with
    /// nothing of theirs left in it, or a new one where none is idle and alive.
    async fn ready(engine: Engine, own: Option<Wish>) -> Self {
        for _ in 0..5 {
            let idle = match own {
                None => IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop(),
                Some(_) => None,
            };
            let is_used = idle.is_some();
            let browser = match idle {
                Some(browser) => browser,
                None => Browser::start(engine, own.unwrap_or(|_| Ok(()))).await,
            };
            let made = async {
                if is_used {
                    browser.renewed(engine).await?;
                }
                browser.sized().await
            };
            if let Ok(Ok(())) = timeout(PATIENCE, made).await {
                return browser;
            }
            browser.end().await;
        }
        panic!("no browser has a window of the size that tests ask for");
    }

    /// Gives its window the size of a screen. It has that already more often than not, and Firefox's driver, asked for a
    /// window that is not quite there yet, now and then fails, or never answers.
    async fn sized(&self) -> WebDriverResult<()> {
        let found = self.session.get_window_rect().await?;
        if (found.width, found.height) != SIZE {
            let (width, height) = SIZE;
            self.session
                .set_window_rect(0, 0, width as u32, height as u32)
                .await?;
        }
        Ok(())
    }

    /// Leaves one empty window and nothing else.
    async fn renewed(&self, engine: Engine) -> WebDriverResult<()> {
        let mut used = self.session.windows().await?;
        for window in &used {
            self.session.switch_to_window(window.clone()).await?;
            let _ = self.session.dismiss_alert().await;
            self.session.delete_all_cookies().await?;
        }
        // WebKit starts processes for a new window, which takes longer than most tests; it has no tools that leave
        // something behind in a window. Elsewhere what a test emulates or throttles goes with its window.
        let stays = match engine {
            Engine::WebKit => used.pop(),
            _ => Some(self.session.new_tab().await?),
        };
        for window in used {
            self.session.switch_to_window(window).await?;
            self.session.close_window().await?;
        }
        if let Some(window) = stays {
            self.session.switch_to_window(window).await?;
        }
        if engine == Engine::WebKit {
            let leaves = "addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)";
            self.session.execute(leaves, Vec::new()).await?;
            self.session.goto("about:blank").await?;
        }
        Ok(())
    }

    fn give_back(self) {
        IDLE.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(self);
    }

    async fn end(self) {
        // Where it does not answer, it ends with its driver.
        let _ = timeout(PATIENCE, self.session.quit()).await;
    }
}

/// Opens the release page and hands it to a test.
pub async fn open<T, F>(test: T)
where
    T: FnOnce(Page) -> F + Send + 'static,
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let address = |site: &Site| site.url.clone();
    visit(address, |page| async move {
        page.stands().await?;
        test(page).await
    })
    .await;
}

/// Opens another page of the host's, after something was done to the host, and waits for nothing.
pub async fn open_host<T, F>(path: &'static str, prepare: fn(&Site), test: T)
where
    T: FnOnce(Page) -> F + Send + 'static,
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let site = Site::of_release();
    prepare(&site);
    in_browser(None, move |session, engine| async move {
        let page = Page::at(session, site, engine, path).await?;
        test(page).await
    })
    .await;
}

/// Opens an address, of the host or of a file, and waits for nothing.
pub async fn visit<T, F>(address: impl FnOnce(&Site) -> String, test: T)
where
    T: FnOnce(Page) -> F + Send + 'static,
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    in_page(None, address, test).await;
}

/// The same in a browser of its own, of which more is asked.
pub async fn visit_with<T, F>(more: Wish, address: impl FnOnce(&Site) -> String, test: T)
where
    T: FnOnce(Page) -> F + Send + 'static,
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    in_page(Some(more), address, test).await;
}

async fn in_page<T, F>(own: Option<Wish>, address: impl FnOnce(&Site) -> String, test: T)
where
    T: FnOnce(Page) -> F + Send + 'static,
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let site = Site::of_release();
    let address = address(&site);
    in_browser(own, |session, engine| async move {
        let page = Page::open(session, site, engine, &address).await?;
        test(page).await
    })
    .await;
}

async fn in_browser<T, F>(own: Option<Wish>, test: T)
where
    T: FnOnce(WebDriver, Engine) -> F + Send + 'static,
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let engine = Engine::chosen();
    let shared = own.is_none();
    let browser = Browser::ready(engine, own).await;
    let session = browser.session.clone();
    // In a task of its own, so that the browser is closed even where the test panics.
    let outcome = tokio::spawn(async move { test(session, engine).await }).await;
    if shared && matches!(outcome, Ok(Ok(()))) {
        browser.give_back();
    } else {
        browser.end().await;
    }
    match outcome {
        Ok(result) => result.expect("the browser did as it was told"),
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
}
