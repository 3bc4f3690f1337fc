//! The types of the contract in TypeScript, from the structs themselves: `ts-rs` writes them here, on this machine, and puts
//! nothing into the wasm, where `tsify` would have its own way across the border.

use std::path::PathBuf;

use liver_prescreen::types;

use crate::Outcome;
use crate::process::{read, root};

fn generated() -> PathBuf {
    root().join("src/embed/contract.d.ts")
}

/// What the structs say.
pub fn contract() -> String {
    let mut text = String::from(
        "// Written from the structs of `src/exchange` and `src/ui/patient.rs` by `cargo xtask types`; see `xtask/src/build/types.rs`.\n",
    );
    for declared in types::declarations() {
        text.push('\n');
        text.push_str(&declared);
    }
    text
}

/// Writes the file that the shell is checked against.
pub fn write() -> Outcome {
    crate::process::write(&generated(), contract())
}

/// The types of a release: the functions and the element, and then the contract.
pub fn released() -> Outcome<String> {
    let head = read(&root().join("src/embed/api.d.ts"))?;
    let written = read(&generated())?;
    if written != contract() {
        return Err(
            "src/embed/contract.d.ts is not what the structs say: run `cargo xtask types`."
                .to_owned(),
        );
    }
    let mut text: String = head
        .split_inclusive('\n')
        .filter(|line| !line.contains("contract.d.ts"))
        .collect();
    let types = written.split_once('\n').map_or("", |(_, types)| types);
    text.push_str(types);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every name of the contract. More may be added; none may go.
    const NAMES: &str = include_str!("../../../tests/fixtures/contract.txt");

    #[test]
    fn the_contract_has_every_name_that_it_had() {
        let text = released().expect("types");
        let mut missing = Vec::new();
        for line in NAMES.lines() {
            let (name, fields) = line.split_once(':').expect("a name and its fields");
            let starts = ["export interface ", "export type ", "export class "];
            let Some(at) = starts.iter().find_map(|start| {
                let at = text.find(&format!("{start}{name} "))?;
                Some(at)
            }) else {
                missing.push(name.to_owned());
                continue;
            };
            let rest = &text[at..];
            let end = rest.find("\nexport ").unwrap_or(rest.len());
            for field in fields.split_whitespace() {
                let declared = [":", "?:", "(", ";", " |"].map(|after| format!("{field}{after}"));
                if !declared.iter().any(|name| rest[..end].contains(name)) {
                    missing.push(format!("{name}.{field}"));
                }
            }
        }
        assert_eq!(missing, Vec::<String>::new());
    }
}
