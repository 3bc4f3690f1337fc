//! What the documents say was tried stands in the tests.

use std::fs;
use std::path::Path;

/// The tests of a module, as text; a document does not say whether they are native or end to end.
fn sources(module: &str) -> String {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let file = |folder| fs::read_to_string(tests.join(folder).join(module).with_extension("rs"));
    ["e2e", "native"]
        .map(|folder| file(folder).unwrap_or_default())
        .concat()
}

fn document(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    fs::read_to_string(folder.join(name)).expect(name)
}

#[test]
fn every_test_that_a_document_names_stands_in_the_sources() {
    let mut named = Vec::new();
    for name in ["faults.md", "embedding.md"] {
        let text = document(name);
        // `module::test`, where the end of a long name may be left out.
        for quoted in text.split('`').skip(1).step_by(2) {
            if let Some((module, test)) = quoted.split_once("::") {
                let test = test
                    .strip_suffix('…')
                    .map_or_else(|| format!("{test}("), str::to_owned);
                named.push((module.to_owned(), test));
            }
        }
        // Rows of a module and a test in words.
        for row in text.lines().filter_map(|line| line.strip_prefix("| `")) {
            let cells = row.split(['|', '`']).map(str::trim);
            let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
            if let [module, test] = cells[..] {
                named.push((module.to_owned(), test.replace(' ', "_") + "("));
            }
        }
    }
    assert!(named.len() > 80, "{}", named.len());
    for (module, test) in named {
        let stands = sources(&module).contains(&format!("fn {test}"));
        assert!(stands, "{module}::{test}");
    }
}
