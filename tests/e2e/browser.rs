//! A browser of its own for each test, driven over WebDriver, gone when the test ends either way.

use std::future::Future;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

use crate::engine::Engine;
use crate::page::Page;
use crate::site::Site;

struct Driver {
    process: Child,
    profile: PathBuf,
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

async fn start(engine: Engine, more: Wish) -> (Driver, WebDriver) {
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let profile = std::env::temp_dir().join(format!("liver-prescreen-e2e-{port}"));
    engine
        .make_profile(&profile)
        .expect("a folder for the profile");
    let mut command = engine.driver(port, &profile);
    let process = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| {
            let program = command.get_program().display();
            panic!("{program} does not start: {error}")
        });
    let driver = Driver { process, profile };
    let mut capabilities = engine.capabilities(&driver.profile);
    more(&mut capabilities).expect("a capability");
    let deadline = Instant::now() + Duration::from_secs(30);
    let url = format!("http://127.0.0.1:{port}");
    loop {
        match WebDriver::new(&url, capabilities.clone()).await {
            Ok(session) => return (driver, session),
            Err(error) if Instant::now() > deadline => panic!("no browser session: {error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
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
    in_browser(
        |_| Ok(()),
        move |session, engine| async move {
            let page = Page::at(session, site, engine, path).await?;
            test(page).await
        },
    )
    .await;
}

/// Opens an address, of the host or of a file, and waits for nothing.
pub async fn visit<T, F>(address: impl FnOnce(&Site) -> String, test: T)
where
    T: FnOnce(Page) -> F + Send + 'static,
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    visit_with(|_| Ok(()), address, test).await;
}

/// What a test wants of a driver beside what all want.
type Wish = fn(&mut Capabilities) -> WebDriverResult<()>;

/// The same in a browser of which more is asked.
pub async fn visit_with<T, F>(more: Wish, address: impl FnOnce(&Site) -> String, test: T)
where
    T: FnOnce(Page) -> F + Send + 'static,
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let site = Site::of_release();
    let address = address(&site);
    in_browser(more, |session, engine| async move {
        let page = Page::open(session, site, engine, &address).await?;
        test(page).await
    })
    .await;
}

async fn in_browser<T, F>(more: Wish, test: T)
where
    T: FnOnce(WebDriver, Engine) -> F + Send + 'static,
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let engine = Engine::chosen();
    let (_driver, session) = start(engine, more).await;
    let own = session.clone();
    // In a task of its own, so that the browser is closed even where the test panics.
    let outcome = tokio::spawn(async move { test(own, engine).await }).await;
    let _ = session.quit().await;
    match outcome {
        Ok(result) => result.expect("the browser did as it was told"),
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
}
