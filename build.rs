//! Lists the study files, so that adding a study is adding a file and no Rust.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let data = Path::new("src/study/data");
    println!("cargo::rerun-if-changed={}", data.display());
    let default = fs::read_to_string(data.join("DEFAULT"))?;
    let default = default.trim();
    let mut files: Vec<String> = fs::read_dir(data)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".json"))
        .collect();
    files.sort_by_key(|name| (name != default, name.clone()));
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let includes: String = files
        .iter()
        .map(|name| {
            format!(
                "    include_str!({:?}),\n",
                Path::new(&root).join(data).join(name)
            )
        })
        .collect();
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(
        Path::new(&out).join("studies.rs"),
        format!("&[\n{includes}]\n"),
    )
}
