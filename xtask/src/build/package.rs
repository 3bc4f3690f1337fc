//! What makes of a build an npm package: its description, its licences, and the script for pages that show the
//! calculator in a frame.

use super::bundle;
use crate::Outcome;
use crate::process::{read, root, write};
use liver_prescreen::exchange::report::VERSION;
use std::path::Path;

const FRAME: &str = "liver-prescreen-frame.js";

/// Files of the sources that go along as they are, by the names that they get.
const AS_THEY_ARE: [(&str, &str); 4] = [
    ("src/embed/frame.d.ts", "liver-prescreen-frame.d.ts"),
    ("src/embed/react.d.ts", "liver-prescreen-react.d.ts"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
];

/// Adds these files to a build.
pub fn add(staging: &Path) -> Outcome {
    let source = |name: &str| read(&root().join(name));
    let frame = bundle::typescript("src/embed/frame.ts", &[])?;
    write(&staging.join(FRAME), frame)?;
    for (from, to) in AS_THEY_ARE {
        write(&staging.join(to), source(from)?)?;
    }
    let description = source("src/embed/package.json")?.replace("__VERSION__", VERSION);
    write(&staging.join("package.json"), description)
}
