//! A browser of its own for each test, driven over WebDriver, gone when the test ends either way.

use std::future::Future;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

use crate::page::Page;
use crate::site::Site;

const ARGUMENTS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1000",
];

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

async fn start() -> (Driver, WebDriver) {
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
    let process = Command::new(&program)
        .arg(format!("--port={port}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
    let profile = std::env::temp_dir().join(format!("liver-prescreen-e2e-{port}"));
    let driver = Driver { process, profile };
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in ARGUMENTS {
        capabilities.add_arg(argument).expect("an argument");
    }
    let profile = format!("--user-data-dir={}", driver.profile.display());
    capabilities.add_arg(&profile).expect("an argument");
    if let Some(chromium) = std::env::var_os("CHROMIUM") {
        let chromium = chromium.to_str().expect("a path in UTF-8");
        capabilities.set_binary(chromium).expect("a binary");
    }
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
    T: FnOnce(Page) -> F,
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let site = Site::of_release();
    let (_driver, session) = start().await;
    let page = Page::open(session.clone(), site)
        .await
        .expect("the page opens");
    // In a task of its own, so that the browser is closed even where the test panics.
    let outcome = tokio::spawn(test(page)).await;
    let _ = session.quit().await;
    match outcome {
        Ok(result) => result.expect("the browser did as it was told"),
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
}
