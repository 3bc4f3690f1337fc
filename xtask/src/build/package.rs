//! What makes of a build an npm package: its description, its licences, and the script for pages that show the
//! calculator in a frame.

use super::bundle;
use super::release::{LOADER, TYPES};
use crate::Outcome;
use crate::process::{read, root, write};
use std::path::Path;

const FRAME: &str = "liver-prescreen-frame.js";
const FRAME_TYPES: &str = "liver-prescreen-frame.d.ts";
const REACT_TYPES: &str = "liver-prescreen-react.d.ts";

/// Adds these files to a build.
pub fn add(staging: &Path) -> Outcome {
    write(
        &staging.join(FRAME),
        bundle::typescript("src/embed/frame.ts", &[])?,
    )?;
    for (from, to) in [("frame.d.ts", FRAME_TYPES), ("react.d.ts", REACT_TYPES)] {
        let types = read(&root().join("src/embed").join(from))?;
        write(&staging.join(to), types)?;
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        write(&staging.join(licence), read(&root().join(licence))?)?;
    }
    let manifest = read(&root().join("Cargo.toml"))?;
    write(&staging.join("package.json"), description(&manifest)?)
}

fn description(manifest: &str) -> Outcome<String> {
    let field = |name: &str| {
        let start = format!("{name} = ");
        let mut lines = manifest.lines();
        let found = lines.find_map(|line| line.strip_prefix(start.as_str()));
        found.ok_or_else(|| format!("Cargo.toml must have a line `{start}\"…\"`; put it back."))
    };
    let (name, version) = (field("name")?, field("version")?);
    let (description, license) = (field("description")?, field("license")?);
    // A value of the manifest is a JSON string as it stands.
    Ok(format!(
        r#"{{
  "name": {name},
  "version": {version},
  "description": {description},
  "license": {license},
  "type": "module",
  "engines": {{ "node": ">=20.16" }},
  "types": "./{TYPES}",
  "exports": {{
    ".": {{ "types": "./{TYPES}", "default": "./{LOADER}" }},
    "./frame": {{ "types": "./{FRAME_TYPES}", "default": "./{FRAME}" }},
    "./react": {{ "types": "./{REACT_TYPES}" }},
    "./*": "./*"
  }},
  "sideEffects": ["./{LOADER}", "./{FRAME}"]
}}
"#
    ))
}

#[cfg(test)]
mod tests {
    use super::description;

    #[test]
    fn the_description_is_that_of_the_manifest() {
        let manifest = "[package]\nname = \"a\"\nversion = \"1.2.3\"\ndescription = \"b\"\nlicense = \"MIT\"\n";
        let written = description(manifest).expect("a description");
        assert!(written.contains("\"name\": \"a\",\n  \"version\": \"1.2.3\","));
        assert!(description("[package]\n").is_err());
    }
}
