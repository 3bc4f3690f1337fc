//! A reader opens a study file of their own, on the page that ships and in the single file: it is used only where nothing is
//! wrong with it, is named for what it is, and never takes the place of a good one otherwise.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser::{open, open_host, visit};
use crate::element::{ask, give};
use crate::page::Page;
use crate::single::Stick;

/// What a script finds: the text of another study's file, and how a file is dropped on the page or chosen by the button.
const FILES: &str = r#"
    const held = (name, text) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name, { type: "application/json" }));
        return data;
    };
    const drop = (name, text) => {
        for (const type of ["dragover", "drop"]) {
            const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: held(name, text) });
            document.querySelector("main").dispatchEvent(event);
            if (!event.defaultPrevented) throw new Error(`the browser would leave the page at ${type}`);
        }
    };
    const choose = (name, text) => {
        const input = widget.querySelector("[slot=study-file] input[type=file]");
        input.files = held(name, text).files;
        input.dispatchEvent(new Event("change"));
    };
    const shown = (selector) => [...document.querySelectorAll(`.study-file${selector}`)].map((bar) => bar.innerText).join(" ");
    const until = async (what, condition) => {
        const start = Date.now();
        while (!condition()) {
            if (Date.now() - start > 20000) throw new Error(`${what}: ${shown("")} ${widget.shadowRoot.textContent.slice(0, 300)}`);
            await new Promise((done) => setTimeout(done, 20));
        }
    };
    const press = (name) => {
        const all = [...document.querySelectorAll(".study-file button")].filter((button) => button.checkVisibility());
        all.find((button) => button.innerText === name).click();
    };
    const age = () => widget.shadowRoot.getElementById("age").value;
"#;

async fn told(page: &Page, script: &str) -> WebDriverResult<Value> {
    ask(page, &[FILES, script].concat()).await
}

/// The file of a study that is the one that ships but for its title, and takes nobody below 60.
fn other() -> String {
    let file = liver_prescreen::study::files().next().expect("a file");
    let mut study: Value = serde_json::from_str(file).expect("JSON");
    study["shortTitle"] = json!({ "en": "Another liver trial" });
    let mut text = serde_json::to_string_pretty(&study).expect("JSON");
    let rule = text.find("\"kind\": \"age\"").expect("a rule of age");
    let (before, after) = text.split_at(rule);
    text = [before, &after.replacen("\"min\": 18", "\"min\": 60", 1)].concat();
    assert!(text.contains("\"min\": 60"), "the limit of age is another");
    text
}

async fn until_state(page: &Page, state: &str) -> WebDriverResult<()> {
    page.until(state, || page.state("verdict-card")).await
}

// guards: H20
#[tokio::test]
async fn a_dropped_study_file_is_named_as_the_readers_own_and_left_again() {
    open(|page| async move {
        let file = json!(other());
        give(&page, &json!({ "age": 30 })).await?;
        until_state(&page, "undetermined").await?;
        // What is entered goes only once the reader has said so.
        let script = format!(
            r#"
            drop("mine.json", {file});
            await until("asks", () => shown("[role=group]").includes("Another liver trial"));
            press("Keep what is entered");
            const kept = [age(), shown("").trim()];
            drop("mine.json", {file});
            await until("asks again", () => shown("[role=group]"));
            press("Empty the form and go on");
            await until("stands", () => shown("[role=status]"));
            return [...kept, shown("[role=status]").split("\n")[0], shown("[role=group]"), widget.patient];
            "#
        );
        let named = "Study file of your own: Another liver trial, not checked by anybody here.";
        let nothing = json!({});
        let said = told(&page, &script).await?;
        assert_eq!((&said[0], &said[1]), (&json!("30"), &json!("")));
        assert!(said[2].as_str().is_some_and(|said| said.starts_with(named)), "{said}");
        assert_eq!((&said[3], &said[4]), (&json!(""), &nothing));
        give(&page, &json!({ "age": 30 })).await?;
        until_state(&page, "excluded").await?;
        // And back.
        let script = r#"
            press("Back to the study of this page");
            await until("asks", () => shown("[role=group]"));
            press("Empty the form and go on");
            await until("is back", () => !shown("[role=status]"));
            return widget.patient;
        "#;
        assert_eq!(told(&page, script).await?, nothing);
        give(&page, &json!({ "age": 30 })).await?;
        until_state(&page, "undetermined").await?;
        Ok(())
    })
    .await;
}

// guards: H20
#[tokio::test]
async fn a_bad_study_file_changes_nothing_and_is_told_by_place_line_and_column() {
    open(|page| async move {
        let good = other();
        let bad = good.replacen("\"min\": 60", "\"mni\": 60", 1);
        let line = 1 + bad[..bad.find("\"mni\"").expect("the fault")].matches('\n').count();
        let large = format!("{}{good}", " ".repeat(1 << 19));
        give(&page, &json!({ "age": 30 })).await?;
        for (file, parts) in [
            (bad, vec!["readings[0].rule.mni".to_owned(), format!("line {line}, column"), "accepted here: min, max".to_owned()]),
            ("{\n  \"schema\": 2,\n  \"id\": }".to_owned(), vec!["not valid JSON".to_owned(), "line 3 column 9".to_owned()]),
            (good.replacen("\"schema\": 2", "\"schema\": 1", 1), vec!["Schema 1 is no longer read".to_owned()]),
            (large, vec!["larger than 512 kB".to_owned()]),
        ] {
            let script = format!(
                r#"drop("bad.json", {}); await until("is told", () => shown("[role=alert]"));
                const said = shown("[role=alert]"); press("Close"); return [said, age(), shown("[role=status]"), shown("[role=alert]")]"#,
                json!(file)
            );
            let said = told(&page, &script).await?;
            for part in parts {
                assert!(said[0].as_str().is_some_and(|said| said.contains(&part) && said.contains("bad.json")), "{part}: {said}");
            }
            assert_eq!(said[1], "30");
            assert_eq!((&said[2], &said[3]), (&json!(""), &json!("")));
        }
        until_state(&page, "undetermined").await?;
        // Letters of another encoding would be other words.
        let script = r#"
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array([0x7b, 0xb8, 0xce, 0x7d])], "gbk.json"));
            document.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
            await until("is told", () => shown("[role=alert]"));
            return shown("[role=alert]");
        "#;
        let said = told(&page, script).await?;
        assert!(said.as_str().is_some_and(|said| said.contains("UTF-8")), "{said}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_button_in_about_opens_one_too_in_the_language_of_the_page() {
    open(|page| async move {
        page.unfold().await?;
        let file = json!(other());
        let script = format!(
            r#"
            const button = widget.querySelector("[slot=study-file] button");
            widget.lang = "zh-CN";
            await until("is Chinese", () => button.innerText === "打开研究文件…");
            widget.shadowRoot.querySelector(".about details").open = true;
            await until("is seen", () => button.checkVisibility());
            button.focus();
            const reached = document.activeElement === button;
            choose("mine.json", {file});
            await until("stands", () => shown("[role=status]"));
            return [reached, shown("[role=status]")];
            "#
        );
        let said = told(&page, &script).await?;
        assert_eq!(said[0], true);
        let said = said[1].as_str().unwrap_or_default();
        // Its title has no Chinese.
        assert!(
            said.contains("您自己的研究文件： Another liver trial"),
            "{said}"
        );
        Ok(())
    })
    .await;
}

/// What a host's own page is given belongs to that page.
#[tokio::test]
async fn pages_of_hosts_take_no_dropped_file() {
    open_host(
        "hosts/tailwind.html",
        |_| (),
        |page| async move {
            page.stands().await?;
            let script = r#"
                const data = new DataTransfer();
                data.items.add(new File(["{}"], "a.json"));
                const event = new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer: data });
                widget.dispatchEvent(event);
                return [event.defaultPrevented, widget.querySelectorAll("[slot]").length];
            "#;
            assert_eq!(ask(&page, script).await?, json!([false, 0]));
            Ok(())
        },
    )
    .await;
}

// guards: H20
#[tokio::test]
async fn what_the_page_says_of_enrolment_counts_for_its_own_study_alone() {
    open(|page| async move {
        let file = json!(other());
        let script = format!(
            r#"
            Object.assign(widget, {{ recruitment: "open", enrolled: 9 }});
            const state = () => widget.shadowRoot.getElementById("arm").dataset.state;
            await until("is told", () => state() === "projected");
            drop("mine.json", {file});
            await until("stands", () => shown("[role=status]"));
            const meanwhile = [state(), widget.enrolment];
            press("Back to the study of this page");
            await until("is back", () => !shown("[role=status]"));
            await until("is told again", () => state() === "projected");
            return meanwhile;
            "#
        );
        assert_eq!(told(&page, &script).await?, json!(["closed", null]));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_single_file_opens_a_study_file_without_the_network() {
    let stick = Stick::with("study", |page| page);
    let address = stick.address();
    visit(
        |_| address,
        |page| async move {
            page.stands().await?;
            let file = json!(other());
            let script = [
                FILES,
                &format!(
                    r#"
                    drop("bad.json", "{{}}");
                    await until("is told", () => shown("[role=alert]").includes("This field is missing"));
                    drop("mine.json", {file});
                    await until("stands", () => shown("[role=status]"));
                    return shown("[role=status]") + shown("[role=alert]");
                    "#
                ),
            ]
            .concat();
            let said = ask(&page, &script).await?;
            assert!(said.as_str().is_some_and(|said| said.contains("Another liver trial")), "{said}");
            give(&page, &json!({ "age": 30 })).await?;
            until_state(&page, "excluded").await?;
            assert_eq!(page.site.asked(), Vec::<String>::new());
            Ok(())
        },
    )
    .await;
    drop(stick);
}
