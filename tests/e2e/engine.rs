//! The three engines: which program drives each, and how it is told to start a browser with a fresh profile.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;
use thirtyfour::prelude::*;

const CHROMIUM_ARGUMENTS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1000",
    "--accept-lang=en-GB",
];

// Both browsers refuse a window as narrow as a telephone for the sake of their own buttons.
const FIREFOX_WINDOW: &str = ":root { min-width: 0 !important; }";
const GTK_WINDOW: &str = "button, entry { min-width: 0; padding: 0; }";

/// What shows the page, to readers of British English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// WebKitGTK, by WebKitWebDriver, on the X server that `DISPLAY` names.
    WebKit,
}

/// The language in which WebKit asks for pages, and the folder of the profile where it looks for it.
const BRITISH: &str = "en_GB.UTF-8";
const LOCALES: &str = "locales";

impl Engine {
    /// The engine that `ENGINE` names; Chromium where it names none.
    pub fn chosen() -> Self {
        match std::env::var("ENGINE").as_deref() {
            Err(_) | Ok("chromium") => Engine::Chromium,
            Ok("firefox") => Engine::Firefox,
            Ok("webkit") => Engine::WebKit,
            Ok(other) => panic!("ENGINE is {other}: write chromium, firefox or webkit"),
        }
    }

    /// Whether the driver finds a free port by itself when it is told 0, and says which.
    pub fn chooses_its_port(self) -> bool {
        self != Engine::WebKit
    }

    /// The command that starts the driver.
    pub fn driver(self, port: u16, profile: &Path) -> Command {
        let (variable, usual) = match self {
            Engine::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Engine::Firefox => ("GECKODRIVER", "geckodriver"),
            Engine::WebKit => ("WEBKITDRIVER", "WebKitWebDriver"),
        };
        let program = std::env::var_os(variable).unwrap_or_else(|| usual.into());
        let mut driver = Command::new(program);
        driver.arg(format!("--port={port}"));
        if self == Engine::WebKit {
            // As Chromium's: it refuses the superuser, and the one page it is shown is our own.
            driver
                .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
                // It asks for pages in the language of the machine, which need not know this one: see `make_profile`.
                .env("LC_ALL", BRITISH)
                .env("LANGUAGE", "en_GB")
                .env("LOCPATH", profile.join(LOCALES))
                // Without a graphics card the way through its memory takes a third of all time.
                .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
                .env("XDG_CONFIG_HOME", profile)
                .env("XDG_DATA_HOME", profile)
                .env("XDG_CACHE_HOME", profile);
        }
        driver
    }

    /// Makes the profile's folder, with what makes narrow windows possible.
    pub fn make_profile(self, profile: &Path) -> std::io::Result<()> {
        let (folder, file, style) = match self {
            Engine::Chromium => return fs::create_dir_all(profile),
            Engine::Firefox => ("chrome", "userChrome.css", FIREFOX_WINDOW),
            Engine::WebKit => ("gtk-3.0", "gtk.css", GTK_WINDOW),
        };
        if self == Engine::WebKit {
            // Only its name counts, so what every machine has stands under it.
            let locales = profile.join(LOCALES);
            fs::create_dir_all(&locales)?;
            #[cfg(unix)]
            std::os::unix::fs::symlink("/usr/lib/locale/C.utf8", locales.join(BRITISH))?;
        }
        fs::create_dir_all(profile.join(folder))?;
        fs::write(profile.join(folder).join(file), style)
    }

    /// What the driver is asked for.
    pub fn capabilities(self, profile: &Path) -> Capabilities {
        let profile = profile.to_str().expect("a path in UTF-8");
        let mut capabilities = Capabilities::new();
        let (key, mut options) = match self {
            Engine::Chromium => {
                let mut arguments = CHROMIUM_ARGUMENTS.map(str::to_owned).to_vec();
                arguments.push(format!("--user-data-dir={profile}"));
                let more = std::env::var("CHROMIUM_ARGUMENTS").unwrap_or_default();
                arguments.extend(more.split_whitespace().map(str::to_owned));
                ("goog:chromeOptions", json!({ "args": arguments }))
            }
            Engine::Firefox => (
                "moz:firefoxOptions",
                json!({
                    // With its size from the start: asked for one while it is not quite there, the driver may never answer.
                    "args": ["-headless", "-profile", profile, "--width=1280", "--height=1000"],
                    "prefs": {
                        "toolkit.legacyUserProfileCustomizations.stylesheets": true,
                        "intl.accept_languages": "en-GB",
                    },
                }),
            ),
            Engine::WebKit => return capabilities,
        };
        if let Some(browser) = self.browser() {
            options["binary"] = json!(browser.to_str().expect("a path in UTF-8"));
        }
        capabilities.set(key, options).expect("a capability");
        capabilities
    }

    /// The browser, where it is not the one that the driver finds.
    fn browser(self) -> Option<OsString> {
        match self {
            Engine::Chromium => std::env::var_os("CHROMIUM"),
            Engine::Firefox => std::env::var_os("FIREFOX"),
            Engine::WebKit => None,
        }
    }
}
