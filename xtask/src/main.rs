//! What people and CI type. One small program, so that the commands of the README are the commands of CI and need
//! nothing installed but Rust and Node. `build` makes a release, `dev` starts what people look at, `check` tests both.
//! A file uses those before it in this order, and none uses one that uses it.

mod build;
mod check;
mod dev;
mod process;

use build::dist;
use std::path::PathBuf;
use std::process::ExitCode;

/// Every failure is a sentence that says what to do.
pub type Outcome<T = ()> = Result<T, String>;

mod flags {
    use std::path::PathBuf;

    xflags::xflags! {
        cmd xtask {
            /// Builds the page, serves it on this machine and rebuilds it on every change.
            cmd serve {
                /// 8080, or the next that is free.
                optional --port port: u16
                /// Opens no browser.
                optional --no-open
            }
            /// Makes the release build, with its archive and the notices of others.
            cmd dist {
                /// The folder; `dist` otherwise.
                optional --out out: PathBuf
            }
            /// Shows what the page downloads and fails above the budget.
            cmd size {
                optional --dist dist: PathBuf
            }
            /// Builds once more in another folder and compares every byte.
            cmd reproduce {
                optional --dist dist: PathBuf
            }
            /// Runs everything that CI runs.
            cmd test {
                /// Formatting, lints and native tests only.
                optional --fast
            }
            /// Runs the native tests (or reads what runs printed) and writes docs/traceability.md and docs/hazards.md.
            cmd trace {
                /// A log, as often as there are some.
                repeated --from from: PathBuf
            }
            /// Puts faults into the core and sees whether the tests notice.
            cmd mutants {
                /// Only in what the last change touched.
                optional --changed
            }
            /// Looks whether everything that is built upon may be passed on.
            cmd licences {}
            /// Measures one patient, natively and from Node, and a key in Chromium, and fails above the bounds.
            cmd bench {
                /// How long the page takes to its first field instead, beside a bare Leptos page.
                optional --startup
                /// How fast the page shows a key instead, beside the same fields in plain HTML.
                optional --typing
                optional --dist dist: PathBuf
            }
            /// Takes a picture of each state of the page for docs/pictures.
            cmd pictures {
                optional --dist dist: PathBuf
            }
            /// Looks at a study file: its faults, or else remarks on what it says without meaning it.
            cmd study {
                cmd check {
                    required file: PathBuf
                }
            }
            /// Writes the TypeScript of the contract from its structs.
            cmd types {}
            /// Trunk's hook: not for people.
            cmd assemble {}
        }
    }
}

fn main() -> ExitCode {
    let flags = match flags::Xtask::from_env() {
        Ok(flags) => flags,
        Err(help) => help.exit(),
    };
    match dispatch(flags.subcommand) {
        Ok(code) => code,
        Err(sentence) => {
            eprintln!("\n{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: flags::XtaskCmd) -> Outcome<ExitCode> {
    use flags::XtaskCmd as Cmd;
    let release = |folder: Option<PathBuf>| folder.unwrap_or_else(dist::default_folder);
    match command {
        Cmd::Serve(serve) => dev::serve::serve(serve.port, !serve.no_open),
        Cmd::Dist(dist) => {
            let folder = release(dist.out);
            dist::dist(&folder)?;
            check::size::table(&folder).map(drop)
        }
        Cmd::Size(size) => check::size::gate(&release(size.dist)),
        Cmd::Reproduce(again) => {
            check::reproduce::reproduce(&release(again.dist)).map(|said| println!("{said}"))
        }
        Cmd::Test(test) => return Ok(check::test::test(test.fast)),
        Cmd::Trace(trace) => check::trace::command(&trace.from),
        Cmd::Mutants(mutants) => {
            check::mutants::mutants(mutants.changed).map(|said| println!("\n{said}"))
        }
        Cmd::Licences(_) => {
            let deny = build::tools::DENY.program("cargo-deny")?;
            check::licences::check(Some(&deny)).map(|said| println!("{said}"))
        }
        Cmd::Bench(bench) if bench.startup => dev::bench::startup(&release(bench.dist)),
        Cmd::Bench(bench) if bench.typing => dev::bench::typing(&release(bench.dist)),
        Cmd::Bench(bench) => dev::bench::bench(&release(bench.dist)),
        Cmd::Pictures(pictures) => {
            let mut album = dev::browser::measurement("album::", &release(pictures.dist));
            dev::browser::chromium()?.run(&mut album).map(drop)
        }
        Cmd::Study(flags::Study {
            subcommand: flags::StudyCmd::Check(check),
        }) => check::study::check(&check.file),
        Cmd::Types(_) => build::types::write(),
        Cmd::Assemble(_) => build::assemble::hook(),
    }?;
    Ok(ExitCode::SUCCESS)
}
