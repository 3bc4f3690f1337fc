//! What people and CI type. One small program, so that the commands of the README are the commands of CI and need
//! nothing installed but Rust and Node.

mod assemble;
mod bench;
mod browser;
mod bundle;
mod digest;
mod dist;
mod hosts;
mod mutants;
mod npm;
mod offline;
mod package;
mod process;
mod reproduce;
mod serve;
mod single;
mod size;
mod startup;
mod test;
mod tools;
mod trace;
mod tried;
mod weigh;

use std::path::PathBuf;
use std::process::ExitCode;

/// Every failure is a sentence that says what to do.
pub type Outcome<T = ()> = Result<T, String>;

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [--port N] [--no-open]   build the page, serve it on this machine and rebuild it on every change
  dist [--out DIR]               make the release build in dist/ (or DIR)
  size [--dist DIR]              show what the page downloads and fail above the budget
  size --contributors            write into docs/size.md what the wasm of the last release build is spent on
  hosts [--dist DIR]             try the settings of docs/hosting: start nginx and Apache with them and use the page
  reproduce [--dist DIR]         build once more in another folder and compare every byte with dist/ (or DIR)
  test [--fast]                  run everything that CI runs; --fast: formatting, lints and native tests only
  trace [--from LOG ...]         run the native tests (or read what runs printed) and write docs/traceability.md
  field                          run the inputs of the field (printouts, FHIR) and say how many are read, and which are not
  tried --from LOG --day DAY [--dist DIR]
                                 write the tables of faults and of hosts from the log of a whole test run of that day
  mutants [--changed]            put faults into the core and see whether the tests notice; --changed: the last change
  bench [--dist DIR]             measure one patient, natively and from Node, and a key in Chromium, and fail above
                                 the bounds
  bench --startup [--dist DIR]   measure how long the page takes to its first field, beside a bare Leptos page
  pictures [--dist DIR]          take a picture of each state of the page for docs/pictures
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(sentence) => {
            eprintln!("\n{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome<ExitCode> {
    let Some((command, rest)) = arguments.split_first() else {
        println!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    };
    let mut options = Options::new(rest);
    match command.as_str() {
        "serve" => {
            let port = options.value("--port")?;
            let open = !options.flag("--no-open");
            options.finish()?;
            serve::serve(port.as_deref(), open)?;
        }
        "dist" => {
            let out = options.value("--out")?.map(PathBuf::from);
            options.finish()?;
            dist::dist(&out.unwrap_or_else(dist::default_folder))?;
        }
        "size" => {
            let folder = options.value("--dist")?.map(PathBuf::from);
            let contributors = options.flag("--contributors");
            options.finish()?;
            if contributors {
                weigh::command_line()?;
            } else {
                size::gate(&folder.unwrap_or_else(dist::default_folder))?;
            }
        }
        "hosts" => {
            let folder = options.value("--dist")?.map(PathBuf::from);
            options.finish()?;
            hosts::command_line(&folder.unwrap_or_else(dist::default_folder))?;
        }
        "reproduce" => {
            let folder = options.value("--dist")?.map(PathBuf::from);
            options.finish()?;
            reproduce::reproduce(&folder.unwrap_or_else(dist::default_folder))?;
        }
        "test" => {
            let fast = options.flag("--fast");
            options.finish()?;
            return Ok(test::test(fast));
        }
        "trace" => {
            let from = options.flag("--from");
            let logs: Vec<PathBuf> = options.rest().into_iter().map(PathBuf::from).collect();
            if from == logs.is_empty() {
                return Err(format!("Write the logs after `--from`.\n\n{USAGE}"));
            }
            trace::command(&logs)?;
        }
        "field" => {
            options.finish()?;
            let field = [
                "test",
                "--test",
                "native",
                "--",
                "field::",
                "field_fhir::",
                "--nocapture",
            ];
            process::run(process::cargo().args(field))?;
        }
        "tried" => {
            let log = options.value("--from")?.map(PathBuf::from);
            let day = options.value("--day")?;
            let folder = options.value("--dist")?.map(PathBuf::from);
            options.finish()?;
            let (Some(log), Some(day)) = (log, day) else {
                return Err(format!(
                    "Write the log after `--from`, its day after `--day`.\n\n{USAGE}"
                ));
            };
            tried::command(&log, &day, &folder.unwrap_or_else(dist::default_folder))?;
        }
        "mutants" => {
            let changed = options.flag("--changed");
            options.finish()?;
            mutants::command_line(changed)?;
        }
        "bench" => {
            let startup = options.flag("--startup");
            let folder = options.value("--dist")?.map(PathBuf::from);
            options.finish()?;
            let folder = folder.unwrap_or_else(dist::default_folder);
            if startup {
                startup::startup(&folder)?;
            } else {
                bench::bench(&folder)?;
            }
        }
        "pictures" => {
            let folder = options.value("--dist")?.map(PathBuf::from);
            options.finish()?;
            let folder = folder.unwrap_or_else(dist::default_folder);
            browser::chromium()?.run(&mut browser::measurement("album::", &folder))?;
        }
        // Trunk's hook and the helper of `serve`: not for people, hence not in the usage.
        "assemble" => assemble::hook()?,
        "announce" => serve::announce(rest),
        "help" | "--help" | "-h" => println!("{USAGE}"),
        unknown => return Err(format!("There is no command `{unknown}`.\n\n{USAGE}")),
    }
    Ok(ExitCode::SUCCESS)
}

struct Options(Vec<String>);

impl Options {
    fn new(arguments: &[String]) -> Self {
        Self(arguments.to_vec())
    }

    fn flag(&mut self, name: &str) -> bool {
        let found = self.0.iter().position(|argument| argument == name);
        found.is_some_and(|index| {
            self.0.remove(index);
            true
        })
    }

    fn value(&mut self, name: &str) -> Outcome<Option<String>> {
        let Some(index) = self.0.iter().position(|argument| argument == name) else {
            return Ok(None);
        };
        if index + 1 == self.0.len() {
            return Err(format!("Write a value after `{name}`.\n\n{USAGE}"));
        }
        self.0.remove(index);
        Ok(Some(self.0.remove(index)))
    }

    /// Everything that is left.
    fn rest(self) -> Vec<String> {
        self.0
    }

    fn finish(self) -> Outcome {
        match self.0.first() {
            None => Ok(()),
            Some(unknown) => Err(format!("`{unknown}` is not understood here.\n\n{USAGE}")),
        }
    }
}
