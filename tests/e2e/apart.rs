//! A host and the calculator do each other no harm: errors, shortcuts, names, translations and moves of the page around.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser::{open, open_host};
use crate::element::{ask, ask_page, give, worked};
use crate::languages;
use crate::page::Page;
use crate::site::{Fault, Site};

async fn is_well(page: &Page) -> WebDriverResult<()> {
    give(page, &worked()).await?;
    page.until("not-excluded", || page.state("verdict-card"))
        .await?;
    page.type_into("age", "70").await?;
    page.until("excluded", || page.state("verdict-card")).await
}

/// Everything that goes wrong on a page without being the calculator's fault, some of it in the calculator's own name.
const ERRORS: &str = r#"
    const loader = new URL("/liver-prescreen.js", location).href;
    const { PrescreenError, screen } = await import(loader);
    const pause = () => new Promise((done) => setTimeout(done, 30));
    // In listeners, which are called from within the calculator's work.
    let age = 30;
    for (const fault of [
        () => { throw new Error("a listener's") },
        () => { throw new WebAssembly.RuntimeError("unreachable") },
        () => screen({ patient: { age: "old" } }),
        () => undefined.property,
        () => { throw Object.defineProperty({}, "stack", { get() { throw new Error("odd") } }) },
    ]) {
        widget.addEventListener("prescreen-change", fault, { once: true });
        widget.patient = { age: (age += 1) };
        await pause();
    }
    // Refusals that nobody caught.
    Promise.reject(new PrescreenError("nobody caught it", "patient"));
    (async () => screen({ patient: { labs: 7 } }))();
    setTimeout(() => screen({ patient: 7 }));
    // A trap of the host's own wasm, uncaught and in a promise.
    const own = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11);
    const { instance } = await WebAssembly.instantiate(own);
    setTimeout(() => instance.exports.f());
    (async () => instance.exports.f())();
    // As in a bundle: the host's error comes from the very file.
    for (const fault of ["throw new Error('in a bundle')", "throw new WebAssembly.RuntimeError('in a bundle')", "null.property"]) {
        const script = document.createElement("script");
        script.textContent = `${fault}\n//# sourceURL=${loader}`;
        document.body.append(script);
    }
    const told = (error) => dispatchEvent(new ErrorEvent("error", { error, filename: loader, message: "Script error." }));
    told(null);
    told("words");
    told(Object.assign(new WebAssembly.RuntimeError("unreachable"), { stack: `at ${loader}:1:1` }));
    told(Object.defineProperty(new Error("odd"), "stack", { get() { throw new Error("odder") } }));
    reportError(Object.assign(new RangeError("Maximum call stack size exceeded"), { stack: loader }));
    await pause();
"#;

// guards: H22
#[tokio::test]
async fn errors_of_the_host_never_stop_the_calculators() {
    open_host(
        "hosts/tailwind.html",
        |_| (),
        |page| async move {
            page.stands().await?;
            ask_page(&page, ERRORS).await?;
            let wrong: Vec<String> = page.run("return __wrong").await?;
            assert!(
                wrong.len() > 12,
                "the page's own errors happened: {wrong:?}"
            );
            assert_eq!(ask(&page, "return window.__failures").await?, json!([]));
            is_well(&page).await
        },
    )
    .await;
}

#[tokio::test]
async fn what_a_host_hands_over_is_taken_or_named_and_never_silently_empty() {
    open(|page| async move {
        let script = r#"
            window.told = [];
            addEventListener("prescreen-error", ({ detail }) => told.push(detail));
        "#;
        ask(&page, script).await?;
        let throws = "Object.defineProperty({}, 'age', { enumerable: true, get() { throw new Error('Mrs Example') } })";
        for (set, path, part) in [
            ("widget.patient = new Map([['age', 52]])", "patient", "Map object"),
            ("widget.patient = { labs: new Map() }", "patient.labs", "Map object"),
            ("widget.patient = new (class Person { age = 52 })()", "patient", "Person object"),
            ("widget.patient = { age: 52n }", "patient.age", "BigInt"),
            ("widget.patient = { labs: { inr: { value: new Date(), unit: '1' } } }", "patient.labs.inr.value", "Date object"),
            (&format!("widget.patient = {throws}"), "patient.age", "threw an error"),
            ("widget.enrolment = new Map()", "enrolment", "Map object"),
            ("widget.study = { criteria: new Set() }", "study.criteria", "Set object"),
        ] {
            ask(&page, "widget.study = null").await?;
            page.stands().await?;
            give(&page, &worked()).await?;
            page.until("not-excluded", || page.state("verdict-card")).await?;
            ask(&page, "told.length = 0").await?;
            ask(&page, set).await?;
            page.holds("told.length > 0").await?;
            let told = ask(&page, "return told[0]").await?;
            assert_eq!(told["path"], path, "{set}");
            let message = told["message"].as_str().unwrap_or_default();
            assert!(message.contains(part) && !message.contains("Mrs Example"), "{set}: {message}");
        }
        ask(&page, "widget.study = null; widget.enrolment = null").await?;
        page.stands().await?;
        let bare = "widget.patient = Object.assign(Object.create(null), { age: 70 })";
        ask(&page, bare).await?;
        page.until("excluded", || page.state("verdict-card")).await?;
        let refused = "try { await widget.importFhir(new Map()) } catch (error) { return [error.name, error.message] }";
        assert!(ask(&page, refused).await?.to_string().contains("Map object"));
        Ok(())
    })
    .await;
}

// guards: H23
#[tokio::test]
async fn events_of_a_whole_visit_carry_a_state_two_classes_and_a_whole_number() {
    open(|page| async move {
        let listen = r#"
            window.heard = [];
            for (const type of ["ready", "change", "error"]) {
                addEventListener(`prescreen-${type}`, ({ detail }) => heard.push(JSON.stringify(detail)));
            }
        "#;
        ask(&page, listen).await?;
        page.enter_worked_patient().await?;
        for text in ["46", "<46", "4x", ""] {
            page.type_into("bilirubin", text).await?;
        }
        give(&page, &worked()).await?;
        ask(&page, "widget.share = 'summary'; widget.patient = { age: 'Mrs Example' }").await?;
        page.holds("heard.some((detail) => detail.includes('patient.age'))").await?;
        let heard: Vec<String> = page.run("return heard").await?;
        let mut summaries = Vec::new();
        for detail in heard {
            let detail: Value = serde_json::from_str(&detail).expect("JSON");
            assert!(!detail.to_string().contains("Mrs Example"), "{detail}");
            if let Some(scores) = detail.get("scores") {
                assert!(["excluded", "undetermined", "not-excluded"].contains(&detail["verdict"]["state"].as_str().unwrap_or_default()));
                let keys = |value: &Value| {
                    let object = value.as_object().expect("an object");
                    let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
                    keys.sort_unstable();
                    keys.join(" ")
                };
                assert_eq!(keys(&detail), "scores study verdict");
                assert_eq!(keys(&detail["verdict"]), "state");
                assert_eq!(keys(scores), "albi childPugh meld");
                for (score, field) in [("albi", "class"), ("childPugh", "class"), ("meld", "value")] {
                    assert!(["", field].contains(&keys(&scores[score]).as_str()), "{detail}");
                }
                assert!(scores["meld"]["value"].as_f64().is_none_or(|value| value.fract() == 0.0));
                summaries.push(detail.to_string());
            }
        }
        assert!(summaries.len() > 3, "{summaries:?}");
        let complete = summaries.iter().any(|one| one.contains(r#""class":"B""#) && one.contains(r#""value":15"#));
        assert!(complete, "{summaries:?}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_into_a_field_is_no_shortcut_of_the_page() {
    open_host("hosts/tailwind.html", |_| (), |page| async move {
        page.stands().await?;
        let listen = r#"
            window.keys = [];
            for (const on of [window, document, document.body]) {
                for (const type of ["keydown", "keypress", "keyup"]) {
                    on.addEventListener(type, ({ key, ctrlKey }) => keys.push(ctrlKey ? `Ctrl+${key}` : key));
                }
            }
        "#;
        ask(&page, listen).await?;
        page.type_into("bilirubin", "4.5").await?;
        page.choose("sex-female").await?;
        page.strike("E1-no", "n").await?;
        let heard: Vec<String> = page.run("return keys").await?;
        assert_eq!(heard, Vec::<String>::new());
        assert_eq!(ask(&page, "return widget.patient.answers.E1").await?, "no");
        for keys in [Key::Escape + "", Key::Tab + "", Key::Control + "k"] {
            page.strike("bilirubin", keys).await?;
        }
        let heard: Vec<String> = page.run("return [...new Set(keys)]").await?;
        for key in ["Escape", "Tab", "Ctrl+k"] {
            assert!(heard.iter().any(|heard| heard == key), "{key}: {heard:?}");
        }
        assert!(!heard.iter().any(|heard| heard == "k"), "{heard:?}");
        Ok(())
    })
    .await;
}

/// What a page translator does to every text that it can reach.
const TRANSLATE: &str = r#"
    const root = widget.shadowRoot;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const all = [];
    while (texts.nextNode()) all.push(texts.currentNode);
    for (const [at, text] of all.entries()) {
        if (!text.data.trim() || text.parentElement.localName === "style") continue;
        const font = document.createElement("font");
        // Some keep the text and wrap it, some put their own in its place.
        if (at % 5) font.append(`‹${text.data}›`);
        text.replaceWith(font);
        if (at % 5 === 0) font.append(text);
    }
    return all.length;
"#;

const SCORES: &str = r#"
    const root = widget.shadowRoot;
    return ["meld", "childPugh", "albi"].map((name) => root.querySelector(`#score-${name} .figure`).textContent.trim())
        .concat(root.querySelectorAll(".answer font, .bar font").length);
"#;

#[tokio::test]
async fn a_page_translator_never_leaves_an_old_score_standing() {
    open(|page| async move {
        let root = "return widget.shadowRoot.querySelector('.widget').translate";
        assert_eq!(ask(&page, root).await?, false);
        give(&page, &worked()).await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        let before = ask(&page, SCORES).await?;
        assert!(
            ask(&page, TRANSLATE)
                .await?
                .as_u64()
                .is_some_and(|count| count > 200)
        );
        // Every score changes, and the state.
        let type_in = r#"
            for (const [id, text] of [["inr", "2.4"], ["albumin", "27"], ["age", "70"]]) {
                const field = widget.shadowRoot.getElementById(id);
                field.value = text;
                field.dispatchEvent(new Event("input"));
            }
        "#;
        ask(&page, type_in).await?;
        page.until("excluded", || page.state("verdict-card"))
            .await?;
        let after = ask(&page, SCORES).await?;
        for at in 0..3 {
            assert_ne!(before[at], after[at]);
            let text = after[at].as_str().unwrap_or_default();
            assert!(!text.is_empty() && !text.contains('‹'), "{after}");
            let old = before[at].as_str().unwrap_or_default();
            assert!(!text.contains(old) || old.len() < 3, "{before} {after}");
        }
        let bar = ask(
            &page,
            "return widget.shadowRoot.querySelector('.bar').textContent",
        )
        .await?;
        let meld = after[0]
            .as_str()
            .unwrap_or_default()
            .split_whitespace()
            .next()
            .unwrap_or_default();
        assert!(
            bar.as_str()
                .is_some_and(|bar| bar.contains(meld) && !bar.contains("15")),
            "{bar}"
        );
        // The same as a page that nobody translated.
        let shown = "return widget.shadowRoot.querySelector('.answer').textContent";
        languages::choose(&page, "zh-CN").await?;
        let translated = ask(&page, shown).await?;
        let patient = ask(&page, "return widget.patient").await?;
        ask(&page, "widget.reset()").await?;
        give(&page, &patient).await?;
        page.until("excluded", || page.state("verdict-card"))
            .await?;
        assert_eq!(ask(&page, shown).await?, translated);
        Ok(())
    })
    .await;
}

const FRAME: &str = r#"
    const frame = document.createElement("iframe");
    frame.style = "width: 900px; height: 600px";
    document.body.append(frame);
    frame.contentDocument.body.append(frame.contentDocument.adoptNode(widget));
    window.moved = widget;
"#;

/// All text but what is read out, which comes a while after what it tells of.
const WRITTEN: &str = r#"
    const all = moved.shadowRoot.querySelector(".widget").cloneNode(true);
    for (const said of all.querySelectorAll("[role=status]")) said.remove();
    return all.textContent;
"#;

const LOOKS: &str = r#"
    const root = moved.shadowRoot;
    const { fontSize } = getComputedStyle(root.querySelector(".widget"));
    return [root.adoptedStyleSheets.length, fontSize, moved.patient.labs.inr.value, root.getElementById("verdict-card").dataset.state];
"#;

#[tokio::test]
async fn it_moves_to_another_document_and_comes_back_after_a_while_with_all_entries() {
    open_host("hosts/tailwind.html", |_| (), |page| async move {
        page.stands().await?;
        give(&page, &worked()).await?;
        page.until("not-excluded", || page.state("verdict-card")).await?;
        ask(&page, "window.moved = widget").await?;
        let before = ask(&page, WRITTEN).await?;
        let looks = ask(&page, LOOKS).await?;
        ask(&page, FRAME).await?;
        assert_eq!(ask(&page, LOOKS).await?, looks);
        ask(&page, "document.body.append(moved); document.querySelector('iframe').remove()").await?;
        assert_eq!(ask(&page, LOOKS).await?, looks);
        // Away for longer than a task, as a framework keeps a view alive; with what is no value, and a count.
        page.type_into("prothrombinActivity", "2x").await?;
        page.type_into("enrolled", "9").await?;
        let pause = "await new Promise((done) => setTimeout(done, 100));";
        let away = [
            "moved.remove();", pause,
            "window.away = [moved.shadowRoot.querySelector('input'), moved.patient.labs.prothrombinActivity.value, moved.patient.age];",
        ];
        ask(&page, &away.concat()).await?;
        assert_eq!(ask(&page, "return away").await?, json!([null, "2x", 52]));
        ask(&page, "document.body.append(moved)").await?;
        page.stands().await?;
        page.holds("moved.patient.labs?.prothrombinActivity?.value === '2x'").await?;
        assert_eq!(ask(&page, "return moved.shadowRoot.getElementById('enrolled').value").await?, "9");
        page.type_into("prothrombinActivity", "48").await?;
        page.type_into("enrolled", "").await?;
        page.until("not-excluded", || page.state("verdict-card")).await?;
        assert_eq!(ask(&page, WRITTEN).await?, before);
        // Another patient, or nobody, while it is away.
        for (change, patient) in [("moved.reset()", json!({})), ("moved.patient = { age: 41 }", json!({ "age": 41 }))] {
            give(&page, &worked()).await?;
            page.until("not-excluded", || page.state("verdict-card")).await?;
            ask(&page, &["moved.remove();", pause, change, "; document.body.append(moved)"].concat()).await?;
            page.stands().await?;
            assert_eq!(ask(&page, "return moved.patient").await?, patient);
            page.until("undetermined", || page.state("verdict-card")).await?;
        }
        assert_eq!(page.run::<Vec<String>>("return __wrong").await?, Vec::<String>::new());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn elements_that_bear_the_names_of_functions_do_no_harm() {
    open_host(
        "hosts/named.html",
        |_| (),
        |page| async move {
            // By scripts alone: a driver's own look for an element falls for these names.
            page.stands().await?;
            for study in ["study.json", "NCT05442437"] {
                let change = format!("widget.study = '{study}'; widget.patient = {}", worked());
                ask(&page, &change).await?;
                page.until("not-excluded", || page.state("verdict-card"))
                    .await?;
                ask(&page, "widget.lang = 'zh-CN'").await?;
                page.holds("!!document.forms.around.lastElementChild.shadowRoot.querySelector('.widget > [lang=zh-CN]')")
                    .await?;
                let older = "const age = widget.shadowRoot.getElementById('age'); age.value = '70'; age.dispatchEvent(new Event('input'))";
                ask(&page, older).await?;
                page.until("excluded", || page.state("verdict-card")).await?;
                ask(&page, "widget.lang = 'en'").await?;
            }
            assert_eq!(
                page.run::<Vec<String>>("return __wrong").await?,
                Vec::<String>::new()
            );
            Ok(())
        },
    )
    .await;
}

#[tokio::test]
async fn a_calculator_that_does_not_come_is_said_to_be_late_and_works_when_it_comes() {
    let stalls = |site: &Site| site.spoil(Some(("liver-prescreen-", ".wasm", Fault::Stalls)));
    open_host("hosts/late.html", stalls, |page| async move {
        page.holds("window.__failures.length === 1").await?;
        let told = page.run::<Value>("return __failures[0]").await?;
        assert_eq!(told["reason"], "unloaded");
        assert!(
            told["cause"].to_string().contains("within 30 seconds"),
            "{told}"
        );
        assert!(
            told["advice"].to_string().contains("Serve every file"),
            "{told}"
        );
        let shown = ask(&page, "return widget.shadowRoot.textContent").await?;
        assert!(shown.to_string().contains("could not be loaded"), "{shown}");
        // Asked for anew, in vain; and then it comes.
        ask(&page, "widget.shadowRoot.querySelector('button').click()").await?;
        page.holds("window.__failures.length === 2").await?;
        page.site.spoil(None);
        page.stands().await?;
        is_well(&page).await
    })
    .await;
}
