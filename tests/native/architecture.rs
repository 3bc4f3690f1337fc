//! Which room may touch which. The table is the house's plan; a failure says which room is right.

use std::fs;
use std::path::{Path, PathBuf};

/// A room, the rooms it may use, the libraries it may use, and where the rest belongs.
struct Room {
    name: &'static str,
    rooms: &'static [&'static str],
    libraries: &'static [&'static str],
    otherwise: &'static str,
}

const ROOMS: &[Room] = &[
    Room {
        name: "clinical",
        rooms: &["clinical"],
        libraries: &["rust_decimal"],
        otherwise: "what belongs to a study goes into study/ or screening/, what people see into ui/ or words/",
    },
    Room {
        name: "dates",
        rooms: &["dates"],
        libraries: &["time"],
        otherwise: "dates know nothing of patients; today's date is browser/clock.rs",
    },
    Room {
        name: "error",
        rooms: &["error"],
        libraries: &["serde"],
        otherwise: "an error is a place and a sentence; what is wrong is known where it is found",
    },
    Room {
        name: "study",
        rooms: &["study", "clinical", "dates", "error"],
        libraries: &[
            "postcard",
            "rust_decimal",
            "schemars",
            "serde",
            "serde_json",
            "sha2",
            "time",
        ],
        otherwise: "what is made of a patient goes into screening/",
    },
    Room {
        name: "screening",
        rooms: &["screening", "study", "clinical", "dates"],
        libraries: &["rust_decimal", "serde", "time"],
        otherwise: "words go into words/, formats into exchange/, the clock into browser/",
    },
    Room {
        name: "words",
        rooms: &["words", "screening", "study", "clinical", "dates"],
        libraries: &["rust_decimal", "time"],
        otherwise: "words describe what the core found; they look nothing up",
    },
    Room {
        name: "lint",
        rooms: &["lint", "words", "study", "clinical"],
        libraries: &["rust_decimal", "serde_json"],
        otherwise: "what refuses a file is study/check.rs; how remarks go out is exchange/studies.rs",
    },
    Room {
        name: "exchange",
        rooms: &[
            "exchange",
            "lint",
            "words",
            "screening",
            "study",
            "clinical",
            "dates",
            "error",
        ],
        libraries: &["postcard", "serde", "serde_json", "time", "rust_decimal"],
        otherwise: "what needs a browser goes into browser/ or embed/",
    },
    Room {
        name: "types",
        rooms: &["types", "exchange", "ui"],
        libraries: &[],
        otherwise: "a type is declared where it is used, and only listed here",
    },
    Room {
        name: "browser",
        rooms: &["browser"],
        libraries: &["js_sys", "leptos", "time", "wasm_bindgen", "web_sys"],
        otherwise: "clinical logic goes into clinical/ or screening/, elements into view/",
    },
    Room {
        name: "view",
        rooms: &["view"],
        libraries: &[
            "any_spawner",
            "gloo",
            "js_sys",
            "leptos",
            "wasm_bindgen",
            "web_sys",
        ],
        otherwise: "what is shown goes into ui/, what a browser offers beside its page into browser/",
    },
    Room {
        name: "ui",
        rooms: &[
            "ui",
            "view",
            "browser",
            "exchange",
            "words",
            "screening",
            "study",
            "clinical",
            "dates",
            "error",
        ],
        libraries: &[
            "leptos",
            "postcard",
            "serde",
            "web_sys",
            "time",
            "wasm_bindgen",
        ],
        otherwise: "arithmetic goes into clinical/, files and the clock into browser/, host pages into embed/",
    },
    Room {
        name: "embed",
        rooms: &[
            "embed",
            "ui",
            "view",
            "browser",
            "exchange",
            "words",
            "screening",
            "study",
            "dates",
            "error",
        ],
        libraries: &[
            "js_sys",
            "leptos",
            "postcard",
            "serde",
            "serde_json",
            "time",
            "wasm_bindgen",
            "web_sys",
        ],
        otherwise: "clinical internals are reached through screening/ and exchange/",
    },
];

const LIBRARIES: &[&str] = &[
    "any_spawner",
    "gloo",
    "js_sys",
    "leptos",
    "postcard",
    "rust_decimal",
    "serde",
    "serde_json",
    "sha2",
    "time",
    "wasm_bindgen",
    "web_sys",
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The names that stand right after `before` in a text, as in `crate::study`.
fn named<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    text.match_indices(before)
        .map(|(at, found)| {
            let rest = &text[at + found.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            &rest[..end.unwrap_or(rest.len())]
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// What a file uses: rooms by `crate::`, libraries by a path that starts with their name. A grouped
/// `use crate::{a, b}` is taken apart too.
fn uses(text: &str) -> (Vec<String>, Vec<String>) {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut rooms: Vec<String> = named(&code, "crate::")
        .into_iter()
        .map(str::to_owned)
        .collect();
    for (at, found) in code.match_indices("crate::{") {
        let rest = &code[at + found.len()..];
        let mut depth = 0;
        let mut word = String::new();
        let mut fresh = true;
        for c in rest.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => fresh = true,
                c if depth == 0 && fresh && (c.is_alphanumeric() || c == '_') => word.push(c),
                _ => {
                    if depth == 0 && !word.is_empty() {
                        fresh = false;
                        rooms.push(std::mem::take(&mut word));
                    }
                }
            }
            if fresh && c == ',' && !word.is_empty() {
                rooms.push(std::mem::take(&mut word));
            }
        }
        if !word.is_empty() {
            rooms.push(word);
        }
    }
    let libraries = LIBRARIES
        .iter()
        .filter(|library| {
            code.match_indices(&format!("{library}::")).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
            })
        })
        .map(|library| (*library).to_owned())
        .collect();
    (rooms, libraries)
}

fn violations(room: &Room, file: &str, text: &str) -> Vec<String> {
    let (rooms, libraries) = uses(text);
    let known: Vec<&str> = ROOMS.iter().map(|room| room.name).collect();
    let rooms = rooms
        .into_iter()
        .filter(|used| known.contains(&used.as_str()) && !room.rooms.contains(&used.as_str()));
    let libraries = libraries
        .into_iter()
        .filter(|used| !room.libraries.contains(&used.as_str()));
    rooms
        .chain(libraries)
        .map(|used| {
            format!(
                "{file}: {} may not use {used}; {}",
                room.name, room.otherwise
            )
        })
        .collect()
}

#[test]
fn every_room_keeps_to_the_plan() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut read = 0;
    for path in files(&source) {
        let relative = path.strip_prefix(&source).expect("inside src");
        let first = relative.components().next().expect("a name");
        let first = first.as_os_str().to_string_lossy();
        let name = first.trim_end_matches(".rs");
        if ["lib", "main", "api"].contains(&name) {
            continue;
        }
        let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
            panic!(
                "{name} is a room that the plan does not know: add it to the table, with what it may use"
            );
        };
        let text = fs::read_to_string(&path).expect("a text");
        // Unit tests at the foot of a file may use what they like.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        found.extend(violations(room, &relative.display().to_string(), text));
        read += 1;
    }
    assert!(read >= 20, "only {read} files were read");
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_forbidden_dependency_is_found() {
    let room = |name: &str| ROOMS.iter().find(|room| room.name == name).expect("a room");
    for (name, text) in [
        ("clinical", "use crate::study::Study;"),
        ("clinical", "use crate::{dates, study::model};"),
        ("study", "fn f() { crate::screening::screen(); }"),
        ("screening", "use leptos::prelude::*;"),
        ("ui", "use crate::embed::api;"),
        ("ui", "use rust_decimal::Decimal;"),
        ("exchange", "use web_sys::Window;"),
        ("browser", "use crate::clinical::Lab;"),
        ("view", "use crate::words::Lang;"),
    ] {
        let found = violations(room(name), "probe.rs", text);
        assert!(!found.is_empty(), "{name}: {text}");
    }
    assert!(violations(room("study"), "probe.rs", "use crate::clinical::Lab;").is_empty());
    assert!(violations(room("screening"), "probe.rs", "// crate::ui is elsewhere").is_empty());
}

#[test]
fn browser_libraries_are_optional() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .expect("a manifest");
    let (_, rest) = manifest
        .split_once("\n[dependencies]")
        .expect("dependencies");
    let (everywhere, _) = rest.split_once("\n[").expect("a next section");
    for library in ["leptos", "wasm-bindgen", "web-sys", "js-sys", "gloo"] {
        let (_, of) = everywhere
            .split_once(&format!("\n{library} = "))
            .unwrap_or_else(|| panic!("{library} is no dependency"));
        // Up to the line of the next one.
        let own = of.split("\n\n").next().unwrap_or_default();
        let own = own.split(" }\n").next().unwrap_or_default();
        assert!(
            own.contains("optional = true"),
            "{library} would reach the core"
        );
    }
}

// guards: H24
#[test]
fn no_study_lives_in_rust() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in files(&source) {
        let text = fs::read_to_string(&path).expect("a text");
        for word in ["NCT0", "low-dose", "medium-dose", "Zhongnan"] {
            assert!(
                !text.contains(word),
                "{} names {word}; that belongs in src/study/data",
                path.display()
            );
        }
    }
}
