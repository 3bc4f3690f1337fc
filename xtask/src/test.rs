//! The second command of the README, and the whole of CI: every check in turn, each with a heading and its time, and
//! a table at the end. A step that needs one that failed is skipped, which the table says as loudly as a failure; one
//! that had nothing to do has passed with a remark.

use crate::mutants::Found;
use crate::process::{cargo, files_of, root, run, run_logged};
use crate::tools::WasmTools;
use crate::trace::{Pages, Suite};
use crate::{Outcome, browser, dist, hosts, mutants, npm, reproduce, size, tools, trace};
use std::process::ExitCode;
use std::time::{Duration, Instant};

const WASM: &str = "wasm32-unknown-unknown";

enum Verdict {
    Passed,
    Failed(String),
    Skipped(String),
}

impl Verdict {
    fn word(&self) -> &'static str {
        match self {
            Verdict::Passed => "passed",
            Verdict::Failed(_) => "FAILED",
            Verdict::Skipped(_) => "SKIPPED",
        }
    }
}

struct Row {
    name: &'static str,
    verdict: Verdict,
    remark: String,
    time: Duration,
}

#[derive(Default)]
struct Report(Vec<Row>);

impl Report {
    /// Runs a step; what it returns is there for the steps that need it.
    fn step<T>(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<T>) -> Option<T> {
        self.timed(name, Verdict::Failed, work)
    }

    /// Looks for what not every machine can have: where it is not there, the sentence says how to get it.
    fn seek<T>(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<T>) -> Option<T> {
        self.timed(name, Verdict::Skipped, work)
    }

    fn timed<T>(
        &mut self,
        name: &'static str,
        otherwise: fn(String) -> Verdict,
        work: impl FnOnce() -> Outcome<T>,
    ) -> Option<T> {
        println!("\n━━ {name}");
        let start = Instant::now();
        let (verdict, value) = match work() {
            Ok(value) => (Verdict::Passed, Some(value)),
            Err(sentence) => {
                println!("{sentence}");
                (otherwise(sentence), None)
            }
        };
        let time = start.elapsed();
        println!(
            "━━ {name}: {} in {:.1} s",
            verdict.word(),
            time.as_secs_f64()
        );
        self.0.push(Row {
            name,
            verdict,
            remark: String::new(),
            time,
        });
        value
    }

    /// Says something beside the last step's verdict.
    fn remark(&mut self, remark: Option<String>) {
        if let (Some(row), Some(remark)) = (self.0.last_mut(), remark) {
            println!("━━ {}: {remark}", row.name);
            row.remark = remark;
        }
    }

    fn skip(&mut self, name: &'static str, reason: &str) {
        println!("\n━━ {name}: SKIPPED, {reason}");
        self.0.push(Row {
            name,
            verdict: Verdict::Skipped(reason.to_owned()),
            remark: String::new(),
            time: Duration::ZERO,
        });
    }

    /// Runs a step that needs another one's result, or says that it could not.
    fn step_with<I, T>(
        &mut self,
        name: &'static str,
        needed: Option<&I>,
        lack: &str,
        work: impl FnOnce(&I) -> Outcome<T>,
    ) -> Option<T> {
        match needed {
            Some(needed) => self.step(name, || work(needed)),
            None => {
                self.skip(name, lack);
                None
            }
        }
    }

    fn finish(self) -> ExitCode {
        println!("\n{:<32}{:<10}{:>9}", "step", "", "seconds");
        let (mut passed, mut failed) = (0, 0);
        for Row {
            name,
            verdict,
            remark,
            time,
        } in &self.0
        {
            let word = verdict.word();
            let reason = match verdict {
                Verdict::Passed => remark,
                Verdict::Failed(reason) | Verdict::Skipped(reason) => reason,
            };
            let reason = reason.lines().next().unwrap_or_default();
            println!("{name:<32}{word:<10}{:>9.1}  {reason}", time.as_secs_f64());
            passed += u32::from(matches!(verdict, Verdict::Passed));
            failed += u32::from(matches!(verdict, Verdict::Failed(_)));
        }
        let total: Duration = self.0.iter().map(|row| row.time).sum();
        println!("{:<42}{:>9.1}", "together", total.as_secs_f64());
        let skipped = self.0.len() as u32 - passed - failed;
        if skipped > 0 {
            println!("{skipped} skipped: this run does not show that everything works.");
        }
        println!("{passed} passed, {failed} failed");
        if failed + skipped == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

/// Runs the checks; `fast` leaves out everything that needs wasm, Node or a browser.
pub fn test(fast: bool) -> ExitCode {
    let mut report = Report::default();
    let start = report.step("Rust's own tools", tools::components);
    let no_components = "rustfmt or clippy is missing";
    report.step_with("formatting", start.as_ref(), no_components, |()| {
        run(cargo().args(["fmt", "--all", "--check"]))
    });
    report.step_with("lints, native", start.as_ref(), no_components, |()| {
        run(cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    });
    let native = report.step("native tests", || {
        run_logged(cargo().args(["test", "--workspace"]))
    });
    let mut logs = vec![(Suite::Native, native)];
    if !fast {
        logs.extend(full(&mut report, start.as_ref()));
        let found = report.step("mutants of the change", || mutants::mutants(true));
        report.remark(found.map(|found| match found {
            Found::Tried(said) | Found::Nothing(said) => said,
        }));
    }
    traceability(&mut report, &logs);
    report.finish()
}

/// The last step: what the logs of all others say about criteria, scores and hazards.
fn traceability(report: &mut Report, logs: &[(Suite, Option<String>)]) {
    let all: Option<Vec<&String>> = logs.iter().map(|(_, log)| log.as_ref()).collect();
    let said = report.step_with(
        "traceability",
        all.as_ref(),
        "not all tests ran and passed",
        |_| {
            let suites: Vec<Suite> = logs.iter().map(|(suite, _)| *suite).collect();
            let log: String = logs.iter().filter_map(|(_, log)| log.as_deref()).collect();
            trace::trace(&log, &suites, Pages::Compare)
        },
    );
    report.remark(said);
}

/// Everything that needs more than Rust; returns what the tests printed.
fn full(report: &mut Report, components: Option<&()>) -> [(Suite, Option<String>); 3] {
    let tools = report.step("wasm tools", tools::wasm_tools);
    let chromium = report.seek("Chromium", browser::chromium);
    let firefox = report.seek("Firefox", browser::firefox);
    let webkit = report.seek("WebKit", browser::webkit);
    let node = report.step("Node and its packages", || {
        npm::wasm_opt().and_then(|_| npm::test_packages())
    });
    let no_tools = "the wasm tools could not be installed";
    let no_chromium = "there is no Chromium to test in";

    report.step_with(
        "lints, wasm",
        tools.as_ref().and(components),
        no_tools,
        |()| {
            let targets = ["--target", WASM, "--lib", "--bins", "--test", "web"];
            run(cargo()
                .arg("clippy")
                .args(targets)
                .args(["--", "-D", "warnings"]))?;
            run(cargo().args(["clippy", "--test", "e2e", "--", "-D", "warnings"]))
        },
    );
    let both = tools.as_ref().zip(chromium.as_ref());
    let lack = if tools.is_none() {
        no_tools
    } else {
        no_chromium
    };
    let web = report.step_with(
        "tests in the browser",
        both.as_ref(),
        lack,
        |(tools, chromium)| {
            let mut test = cargo();
            test.args(["test", "--target", WASM, "--test", "web"])
                .env("PATH", &tools.path)
                .env_remove("GECKODRIVER")
                .env_remove("SAFARIDRIVER");
            chromium.run(&mut test)
        },
    );

    let folder = dist::default_folder();
    let can_build = tools.as_ref().zip(node.as_ref());
    let lack = if tools.is_none() {
        no_tools
    } else {
        "Node or its packages are missing"
    };
    let built = report.step_with(
        "release build",
        can_build.as_ref(),
        lack,
        |(tools, ()): &(&WasmTools, &())| dist::build(tools, &folder),
    );
    let no_build = "there is no release build";
    report.step_with("size", built.as_ref(), no_build, |()| size::gate(&folder));
    let in_node = report.step_with("tests in Node", built.as_ref(), no_build, |()| {
        let names = files_of(&root().join("tests/node"))?;
        let files = names.iter().filter(|name| name.ends_with(".test.mjs"));
        let paths = files.map(|name| root().join("tests/node").join(name));
        run_logged(
            npm::node()?
                .args(["--test", "--test-reporter=spec"])
                .args(paths)
                .env("DIST_DIR", &folder),
        )
    });
    let again = report.step_with("the same bytes again", built.as_ref(), no_build, |()| {
        reproduce::reproduce(&folder)
    });
    report.remark(again);
    let nginx = report.seek("nginx", hosts::nginx);
    let without = report.seek("nginx without Vary", hosts::nginx_without_vary);
    let apache = report.seek("Apache", hosts::apache);
    for (step, found) in [
        ("the page on nginx", nginx),
        ("the page on nginx, no Vary", without),
        ("the page on Apache", apache),
    ] {
        let ready = built.as_ref().zip(found.as_ref().zip(chromium.as_ref()));
        let lack = "there is no build, no server or no Chromium";
        report.step_with(step, ready.as_ref(), lack, |((), (host, engine))| {
            hosts::hosts(&folder, host, engine)
        });
    }
    let mut ran = Vec::new();
    for (name, engine, lack) in [
        ("end-to-end tests, Chromium", &chromium, no_chromium),
        (
            "end-to-end tests, Firefox",
            &firefox,
            "there is no Firefox to test in",
        ),
        (
            "end-to-end tests, WebKit",
            &webkit,
            "there is no WebKit to test in",
        ),
    ] {
        let ready = built.as_ref().zip(engine.as_ref());
        let lack = if built.is_none() { no_build } else { lack };
        let log = report.step_with(name, ready.as_ref(), lack, |((), engine)| {
            engine.run_with_second_try(|| {
                let mut tests = cargo();
                tests
                    .args(["test", "--test", "e2e"])
                    .env("DIST_DIR", &folder)
                    .env("AXE", npm::axe())
                    // What failed stands in the assertion, which a hundred frames of a runtime would push out of sight.
                    .env("RUST_BACKTRACE", "0");
                tests
            })
        });
        let (log, again) = log.unzip();
        report.remark(again.filter(|names| !names.is_empty()).map(|names| {
            let names = names.join(", ");
            format!("PASSED ONLY AT A SECOND TRY: {names}")
        }));
        if ready.is_some() {
            ran.push(log);
        }
    }
    // A test must have passed in every engine that there is.
    let end_to_end = ran.into_iter().collect::<Option<String>>();
    let end_to_end = end_to_end.filter(|log| !log.is_empty());
    [
        (Suite::Web, web),
        (Suite::Node, in_node),
        (Suite::EndToEnd, end_to_end),
    ]
}
