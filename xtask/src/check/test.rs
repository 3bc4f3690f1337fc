//! The second command of the README, and the whole of CI: every check in turn, each with a heading and its time, and
//! a table at the end. A step that needs one that failed is skipped, which the table says as loudly as a failure.

use super::trace::{Pages, Suite};
use super::{licences, mutants, reproduce, size, trace};
use crate::Outcome;
use crate::build::tools::{self, DENY, WASM};
use crate::build::{dist, npm};
use crate::dev::browser::{self, Engine};
use crate::process::{cargo, files_of, root, run, run_logged};
use std::path::Path;
use std::process::ExitCode;
use std::thread::{self, ScopedJoinHandle};
use std::time::Instant;

/// Why a step brought nothing.
enum Stop {
    Failed(String),
    Skipped(String),
}

impl From<String> for Stop {
    fn from(sentence: String) -> Self {
        Stop::Failed(sentence)
    }
}

/// What the steps brought so far: the name of each, how it ended, the seconds that it took, and a remark.
struct Report {
    rows: Vec<(&'static str, &'static str, f64, String)>,
    start: Instant,
}

/// What an earlier step brought, for one that needs it.
fn need<T>(earlier: &Option<T>) -> Result<&T, Stop> {
    let lack = || Stop::Skipped("what it needs is missing, or failed above".to_owned());
    earlier.as_ref().ok_or_else(lack)
}

/// How a step ended that ran beside others.
fn joined<T>(step: ScopedJoinHandle<Result<T, Stop>>) -> Result<T, Stop> {
    let stopped = |_| {
        Err(Stop::Failed(
            "It stopped; the reason stands above.".to_owned(),
        ))
    };
    step.join().unwrap_or_else(stopped)
}

impl Report {
    /// Runs a step; what it returns is there for the steps that need it.
    fn step<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T, Stop>) -> Option<T> {
        println!("\n━━ {name}");
        let start = Instant::now();
        let outcome = work();
        self.ended(name, start, outcome)
    }

    /// Writes down how a step ended.
    fn ended<T>(
        &mut self,
        name: &'static str,
        start: Instant,
        outcome: Result<T, Stop>,
    ) -> Option<T> {
        let (word, remark, value) = match outcome {
            Ok(value) => ("passed", String::new(), Some(value)),
            Err(Stop::Failed(sentence)) => ("FAILED", sentence, None),
            Err(Stop::Skipped(sentence)) => ("SKIPPED", sentence, None),
        };
        let seconds = start.elapsed().as_secs_f64();
        println!("{remark}\n━━ {name}: {word} in {seconds:.1} s");
        self.rows.push((name, word, seconds, remark));
        value
    }

    /// Puts what the last step found into the table.
    fn remark(&mut self, found: Option<String>) {
        if let (Some(found), Some((name, _, _, remark))) = (found, self.rows.last_mut()) {
            println!("━━ {name}: {found}");
            *remark = found;
        }
    }

    /// Runs a step whose finding stands in the table.
    fn finding(&mut self, name: &'static str, work: impl FnOnce() -> Result<String, Stop>) {
        let found = self.step(name, work);
        self.remark(found);
    }

    /// Looks for what not every machine can have: where it is not there, the sentence says how to get it.
    fn seek<T>(&mut self, name: &'static str, work: fn() -> Outcome<T>) -> Option<T> {
        self.step(name, || work().map_err(Stop::Skipped))
    }

    fn finish(self) -> ExitCode {
        println!("\n{:<32}{:<10}{:>9}", "step", "", "seconds");
        for (name, word, seconds, remark) in &self.rows {
            let remark = remark.lines().next().unwrap_or_default();
            println!("{name:<32}{word:<10}{seconds:>9.1}  {remark}");
        }
        // Less than their sum, since some run beside others.
        let total = self.start.elapsed().as_secs_f64();
        println!("{:<42}{total:>9.1}", "together");
        // Last, since whoever reads a log of CI begins at its end.
        for (name, _, _, remark) in self.rows.iter().filter(|row| row.1 == "FAILED") {
            println!("\n━━ {name}: FAILED\n{remark}");
        }
        let count = |word| self.rows.iter().filter(|row| row.1 == word).count();
        let (failed, skipped) = (count("FAILED"), count("SKIPPED"));
        if skipped > 0 {
            println!("{skipped} skipped: this run does not show that everything works.");
        }
        println!("{} passed, {failed} failed", count("passed"));
        match failed + skipped {
            0 => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        }
    }
}

/// Runs the checks; `fast` leaves out everything that needs wasm, Node or a browser.
pub fn test(fast: bool) -> ExitCode {
    let (rows, start) = (Vec::new(), Instant::now());
    let mut report = Report { rows, start };
    let components = report.step("Rust's own tools", || Ok(tools::components()?));
    report.step("formatting", || {
        need(&components)?;
        Ok(run(cargo().args(["fmt", "--all", "--check"]))?)
    });
    report.step("lints, native", || {
        need(&components)?;
        let all = ["clippy", "--workspace", "--all-targets"];
        Ok(run(cargo().args(all).args(["--", "-D", "warnings"]))?)
    });
    let native = report.step("native tests", || {
        Ok(run_logged(cargo().args(["test", "--workspace"]))?)
    });
    let mut logs = vec![(Suite::Native, native)];
    if !fast {
        report.finding("licences", || {
            // Building it takes longer than all that it looks at in a usual run.
            let deny = DENY.standing("cargo-deny")?;
            Ok(licences::check(deny.as_deref())?)
        });
        logs.extend(full(&mut report, &components));
        report.finding("mutants of the change", || Ok(mutants::mutants(true)?));
    }
    report.finding("traceability", || {
        let mut all = String::new();
        for (_, log) in &logs {
            all += need(log)?;
        }
        let suites: Vec<Suite> = logs.iter().map(|(suite, _)| *suite).collect();
        Ok(trace::trace(&all, &suites, Pages::Compare)?)
    });
    report.finish()
}

/// The crate as others use it: without what is for browsers, on this machine and as wasm; its example, its documentation.
fn core() -> Outcome {
    let core = "-p liver-prescreen --no-default-features";
    for arguments in [
        &format!("clippy {core} --lib --example screen -- -D warnings"),
        &format!("clippy {core} --lib --target {WASM} -- -D warnings"),
        &format!("run --quiet {core} --example screen"),
        &format!("doc --no-deps {core}"),
        "doc --no-deps -p liver-prescreen --all-features",
    ] {
        let mut command = cargo();
        command.args(arguments.split(' '));
        run(command.env("RUSTDOCFLAGS", "-D warnings"))?;
    }
    Ok(())
}

/// Everything that needs more than Rust; returns what the tests printed.
fn full(report: &mut Report, components: &Option<()>) -> [(Suite, Option<String>); 3] {
    let tools = report.step("wasm tools", || Ok(tools::wasm_tools()?));
    let node = report.step("Node and its packages", || {
        for folder in ["xtask/npm", "tests/node", "tests/e2e"] {
            npm::packages(folder)?;
        }
        Ok(())
    });
    let chromium = report.seek("Chromium", browser::chromium);
    let firefox = report.seek("Firefox", browser::firefox);
    let webkit = report.seek("WebKit", browser::webkit);
    report.seek("nginx and Apache", browser::servers);
    let folder = dist::default_folder();
    // Linking a release takes one processor of however many there are: what is compiled for development goes on beside it.
    let start = Instant::now();
    let (web, built) = thread::scope(|scope| {
        let built = scope.spawn(|| {
            need(&node).and(need(&tools).map(drop))?;
            Ok(dist::dist(&folder)?)
        });
        report.step("lints, wasm", || {
            need(components).and(need(&tools))?;
            let lib = ["--all-features", "--lib", "--bins", "--test", "web"];
            // The page alone, which leaves out what the studies that ship do not ask for.
            let page = ["--lib", "--bins"];
            for targets in [
                &[&["--target", WASM], &lib[..]].concat()[..],
                &[&["--target", WASM], &page[..]].concat(),
                &["--test", "e2e"],
            ] {
                let deny = ["--", "-D", "warnings"];
                run(cargo().arg("clippy").args(targets).args(deny))?;
            }
            Ok(())
        });
        report.step("the core as a crate", || {
            need(components).and(need(&tools))?;
            Ok(core()?)
        });
        let web = report.step("tests in the browser", || {
            let (tools, chromium) = (need(&tools)?, need(&chromium)?);
            let mut tests = cargo();
            tests
                .args(["test", "--target", WASM, "--all-features", "--test", "web"])
                .env("PATH", &tools.path)
                .env_remove("GECKODRIVER")
                .env_remove("SAFARIDRIVER");
            Ok(chromium.run(&mut tests)?)
        });
        (web, joined(built))
    });
    let built = report.ended("release build", start, built);
    report.step("size", || {
        need(&built)?;
        Ok(size::gate(&folder)?)
    });
    let in_node = report.step("tests in Node", || {
        need(&built)?;
        let names = files_of(&root().join("tests/node"))?;
        let files = names.iter().filter(|name| name.ends_with(".test.mjs"));
        let mut tests = npm::node()?;
        tests
            .args(["--test", "--test-reporter=spec"])
            .args(files.map(|name| root().join("tests/node").join(name)))
            .env("DIST_DIR", &folder);
        Ok(run_logged(&mut tests)?)
    });
    // The second build takes what browsers leave, and gives way to them.
    let start = Instant::now();
    let (end_to_end, again) = thread::scope(|scope| {
        let again = scope.spawn(|| Ok(reproduce::reproduce(need(&built).map(|()| &folder)?)?));
        let in_firefox = [&ON_THE_WAY[..], &SAID].concat();
        let engines = [
            ("end-to-end tests, Chromium", &chromium, &[][..]),
            ("end-to-end tests, Firefox", &firefox, &in_firefox),
            ("end-to-end tests, WebKit", &webkit, &ON_THE_WAY),
        ];
        let mut end_to_end = Some(String::new());
        for (name, engine, left_out) in engines {
            let log = report.step(name, || {
                need(&built)?;
                Ok(end_to_end_tests(need(engine)?, &folder, left_out)?)
            });
            // A test must have passed in every engine that there is.
            if engine.is_some() {
                end_to_end = end_to_end.zip(log).map(|(all, log)| all + &log);
            }
        }
        (end_to_end, joined(again))
    });
    let again = report.ended("the same bytes again", start, again);
    report.remark(again);
    [
        (Suite::Web, web),
        (Suite::Node, in_node),
        (Suite::EndToEnd, end_to_end.filter(|log| !log.is_empty())),
    ]
}

/// What bundlers, hosts and networks do on the way, and what becomes of memory, of which only Chromium tells: the same in each
/// engine, and so tried in Chromium alone.
const ON_THE_WAY: [&str; 7] = [
    "bundlers::",
    "served::",
    "rewriting::",
    "forgets::what_a_form_held",
    "published::",
    "updates::",
    "neighbours::",
];

/// What is worked out of entries and said of it, by the same wasm and in plain fields: tried in two engines.
const SAID: [&str; 6] = [
    "answer::",
    "doubts::",
    "enrolment::",
    "explained::",
    "provenance::",
    "worked::",
];

fn end_to_end_tests(engine: &Engine, release: &Path, left_out: &[&str]) -> Outcome<String> {
    let mut tests = cargo();
    tests.args(["test", "--test", "e2e", "--"]);
    for module in left_out {
        println!("NOT RUN in this engine: {module} (it runs in Chromium)");
        tests.args(["--skip", module]);
    }
    tests
        .env("DIST_DIR", release)
        .env(
            "AXE",
            root().join("tests/e2e/node_modules/axe-core/axe.min.js"),
        )
        // What failed stands in the assertion, which a hundred frames of a runtime would push out of sight.
        .env("RUST_BACKTRACE", "0");
    engine.run(&mut tests)
}
