//! A WebDriver with a profile of its own, on a port that nobody else can have taken, and gone with whoever started it.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

use crate::engine::Engine;

const PATIENCE: Duration = Duration::from_secs(30);

/// A driver that runs.
pub struct Driver {
    process: Child,
    profile: PathBuf,
    /// Where it listens.
    url: String,
    guard: Option<Guard>,
}

impl Driver {
    /// Starts one.
    pub fn start(engine: Engine) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("liver-prescreen-e2e-{}-{number}", std::process::id());
        let profile = std::env::temp_dir().join(name);
        engine
            .make_profile(&profile)
            .expect("a folder for the profile");
        let mut said = String::new();
        // The second and third try are for a driver that cannot choose a port by itself and found its port taken.
        for _ in 0..3 {
            let (mut process, port) = started(engine, &profile, &mut said);
            if let Some(port) = port {
                return Driver {
                    guard: Guard::of(&process, &profile),
                    process,
                    profile,
                    url: format!("http://127.0.0.1:{port}"),
                };
            }
            end(&mut process);
        }
        panic!("the driver does not listen; it said: {said}");
    }

    /// Asks it for a browser.
    pub async fn browser(&self, engine: Engine, more: Wish) -> WebDriver {
        let mut capabilities = engine.capabilities(&self.profile);
        more(&mut capabilities).expect("a capability");
        let deadline = Instant::now() + PATIENCE;
        loop {
            match WebDriver::new(&self.url, capabilities.clone()).await {
                Ok(session) => return session,
                Err(error) if Instant::now() > deadline => panic!("no browser session: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // First, while the driver's number is still its own.
        drop(self.guard.take());
        end(&mut self.process);
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// What a test wants of a driver beside what all want.
pub type Wish = fn(&mut Capabilities) -> WebDriverResult<()>;

fn end(process: &mut Child) {
    let _ = process.kill();
    let _ = process.wait();
}

/// Starts the driver; without a port where it ended before it listened.
fn started(engine: Engine, profile: &Path, said: &mut String) -> (Child, Option<u16>) {
    let chosen = (!engine.chooses_its_port()).then(free_port);
    let mut command = engine.driver(chosen.unwrap_or(0), profile);
    in_a_group_of_its_own(&mut command);
    let mut process = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| {
            let program = command.get_program().display();
            panic!("{program} does not start: {error}")
        });
    let mut output = BufReader::new(process.stdout.take().expect("its output"));
    let port = match chosen {
        Some(port) => listens(&mut process, port).then_some(port),
        None => told(&mut output, said),
    };
    // Somebody must go on reading, or the driver would wait once the pipe is full.
    std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
    (process, port)
}

/// The port that the driver says it listens on: the number at the end of the first line that names one.
fn told(output: &mut impl BufRead, said: &mut String) -> Option<u16> {
    for line in output.lines().map_while(Result::ok) {
        let end = line.trim_end_matches('.').rsplit([' ', ':']).next();
        let port = end.and_then(|number| number.parse().ok());
        if port.is_some() && (line.contains("started") || line.contains("Listening")) {
            return port;
        }
        said.push_str(&line);
        said.push('\n');
    }
    None
}

/// A port that was free a moment ago: for a program that cannot choose one by itself.
pub fn free_port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    free.local_addr().expect("an address").port()
}

/// Waits until a program answers; not where it has ended, and somebody else answers at its port.
pub fn listens(process: &mut Child, port: u16) -> bool {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let answers = std::net::TcpStream::connect(("127.0.0.1", port)).is_ok();
        if process.try_wait().is_ok_and(|ended| ended.is_some()) {
            return false;
        }
        if answers {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}

/// A small program that ends a driver and its browser, and removes their profile, once this one lets go of it or is gone
/// itself: browsers that tests share outlive the last test, and nothing in this program runs after that.
struct Guard(Child);

impl Guard {
    #[cfg(unix)]
    fn of(driver: &Child, profile: &Path) -> Option<Self> {
        let script =
            r#"cat; kill -s KILL -- "-$1"; rm -rf -- "$2" || { sleep 1; rm -rf -- "$2"; }"#;
        let mut guard = Command::new("sh");
        guard
            .args(["-c", script, "guard", &driver.id().to_string()])
            .arg(profile);
        in_a_group_of_its_own(&mut guard);
        guard
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        guard.spawn().ok().map(Guard)
    }

    #[cfg(not(unix))]
    fn of(_: &Child, _: &Path) -> Option<Self> {
        None
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

#[cfg(unix)]
fn in_a_group_of_its_own(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn in_a_group_of_its_own(_: &mut Command) {}
