//! The npm package through webpack, esbuild, Vite and Rollup, none of them told anything about it: each build ends
//! without a word of complaint, and the element works in it. Those for React and Vue are the ones of docs/embedding.md.

use std::path::Path;
use std::process::Command;

use thirtyfour::prelude::*;

use crate::browser::visit;
use crate::element::ask;
use crate::page::Page;
use crate::site::{Site, release};

/// The bundlers, and what their programs show that the functions of the package work there too.
const BUNDLERS: [&str; 4] = ["webpack", "rollup", "esbuild", "vite"];

struct Built(std::path::PathBuf);

impl Built {
    fn all() -> Self {
        let folder = std::env::temp_dir().join(format!("liver-bundles-{}", std::process::id()));
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/bundle.mjs");
        let built = Built(folder);
        let start = std::time::Instant::now();
        let output = Command::new("node")
            .arg(script)
            .args([release(), built.0.clone()])
            .output()
            .expect("node runs");
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(output.status.success(), "{said}");
        println!("four builds in {:?}", start.elapsed());
        built
    }
}

impl Drop for Built {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn works(page: &Page, bundler: &str) -> WebDriverResult<()> {
    println!("{bundler}");
    let address = format!("{}{bundler}/index.html", page.site.url);
    page.driver().goto(&address).await?;
    page.stands().await?;
    page.holds("document.title === 'excluded'").await?;
    let script = "const age = widget.shadowRoot.getElementById('age'); age.value = '17'; age.dispatchEvent(new Event('input'))";
    ask(page, script).await?;
    page.until("excluded", || page.state("verdict-card"))
        .await?;
    // Chinese is a file of its own, which must have come along.
    ask(page, "widget.lang = 'zh-CN'").await?;
    page.until("不符合所列入排标准", || page.text("verdict"))
        .await?;
    let wrong: Vec<String> = page.run("return __wrong").await?;
    assert_eq!(wrong, Vec::<String>::new(), "{bundler}");
    Ok(())
}

#[tokio::test]
async fn each_bundler_takes_the_package_as_it_is() {
    let built = Built::all();
    let folder = built.0.clone();
    let address = move |site: &Site| {
        site.serve(&folder);
        format!("{}hosts/bare.html", site.url)
    };
    visit(address, |page| async move {
        for bundler in BUNDLERS {
            works(&page, bundler).await?;
        }
        Ok(())
    })
    .await;
    drop(built);
}
