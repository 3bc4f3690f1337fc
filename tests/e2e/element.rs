//! The element as a host's script meets it: its properties and methods, whenever they are used.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser::{open, open_host};
use crate::page::Page;

/// The patient whom no listed criterion excludes, as a host has one.
pub fn worked() -> Value {
    let no = (1..=12).map(|number| (format!("E{number}"), json!("no")));
    let yes = ["I2", "I3"].map(|id| (id.to_owned(), json!("yes")));
    json!({
        "age": 52,
        "sex": "female",
        "labs": {
            "bilirubin": { "value": "2.63", "unit": "mg/dL" },
            "albumin": { "value": "29", "unit": "g/L" },
            "inr": { "value": "1.5", "unit": "1" },
            "prothrombinActivity": { "value": "48", "unit": "%" },
            "creatinine": { "value": "78", "unit": "umol/L" },
            "sodium": { "value": "136", "unit": "mmol/L" },
            "hemoglobin": { "value": "102", "unit": "g/L", "date": "2026-01-02" },
            "platelets": { "value": "58", "unit": "10*9/L" },
        },
        "ascites": "slight",
        "encephalopathy": "none",
        "dialysis": false,
        "answers": no.chain(yes).collect::<serde_json::Map<_, _>>(),
        "events": { "E3": "2020-02-03" },
    })
}

/// What a script finds, with the element as `widget`. It may wait: not every driver does so by itself.
pub async fn ask(page: &Page, script: &str) -> WebDriverResult<Value> {
    let asking = asking(script);
    answered(page, &asking, script).await
}

/// The same by a script of the page itself: what a driver runs may stand in a world of its own, with other globals.
pub async fn ask_page(page: &Page, script: &str) -> WebDriverResult<Value> {
    let source = json!(asking(script));
    let put = format!(
        "const script = document.createElement('script'); script.textContent = {source}; document.body.append(script);"
    );
    answered(page, &put, script).await
}

/// A script that leaves its answer on the window.
fn asking(script: &str) -> String {
    let start = r#"
        (async (widget) => {
    "#;
    let end = r#"
        })(document.querySelector("liver-prescreen")).then(
            (value) => (window.__answer = { value: value ?? null }),
            (error) => (window.__answer = { error: String(error) }),
        );
    "#;
    [start, script, end].concat()
}

async fn answered(page: &Page, asking: &str, script: &str) -> WebDriverResult<Value> {
    // Where no answer comes, it is told what was asked.
    let asked = format!(
        "window.__asked = {}; window.__answer = null;",
        json!(script)
    );
    page.run::<Value>(&[&asked, asking].concat()).await?;
    page.holds("!!window.__answer").await?;
    let answer: Value = page.run("return window.__answer").await?;
    assert_eq!(answer.get("error"), None, "{script}");
    Ok(answer["value"].clone())
}

/// Gives the element a patient.
pub async fn give(page: &Page, patient: &Value) -> WebDriverResult<()> {
    let script = ["widget.patient = ", &patient.to_string()].concat();
    ask(page, &script).await.map(drop)
}

async fn until_state(page: &Page, state: &str) -> WebDriverResult<()> {
    page.until(state, || async {
        let script = "return widget.shadowRoot.getElementById('verdict-card')?.dataset.state ?? ''";
        Ok(ask(page, script)
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    })
    .await
}

#[tokio::test]
async fn a_patient_goes_into_the_fields_and_comes_out_as_typed() {
    open(|page| async move {
        assert_eq!(ask(&page, "return widget.patient").await?, json!({}));
        give(&page, &worked()).await?;
        assert_eq!(ask(&page, "return widget.patient").await?, worked());
        until_state(&page, "not-excluded").await?;
        assert_eq!(page.score("childPugh").await?.chars().next(), Some('8'));
        assert_eq!(ask(&page, "return widget.patient").await?, worked());
        let typed = "return widget.shadowRoot.getElementById('bilirubin').value + widget.shadowRoot.querySelector('[data-entry=bilirubin] .unit :checked').value";
        assert_eq!(ask(&page, typed).await?, "2.63mg/dL");
        // What a person types is there too, also where it is no number.
        page.type_into("albumin", "2x").await?;
        page.type_into("age", "5?").await?;
        let mut typed = worked();
        // The unit came with the value that is gone; for what is typed now nobody chose one.
        typed["labs"]["albumin"] = json!({ "value": "2x" });
        typed["age"] = json!("5?");
        assert_eq!(ask(&page, "return widget.patient").await?, typed);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn another_patient_leaves_nothing_of_the_one_before() {
    open(|page| async move {
        give(&page, &worked()).await?;
        until_state(&page, "not-excluded").await?;
        give(
            &page,
            &json!({ "birthDate": "1950-06-07", "labs": { "inr": { "value": 1.2, "unit": "1" } } }),
        )
        .await?;
        until_state(&page, "excluded").await?;
        let now = ask(&page, "return widget.patient").await?;
        assert_eq!(
            now["labs"],
            json!({ "inr": { "value": "1.2", "unit": "1" } })
        );
        assert!(now["age"].as_u64().is_some_and(|age| age >= 76), "{now}");
        assert_eq!(now.as_object().map(serde_json::Map::len), Some(2));
        ask(&page, "widget.reset()").await?;
        until_state(&page, "undetermined").await?;
        assert_eq!(ask(&page, "return widget.patient").await?, json!({}));
        // The same patient again, after the form was emptied, is another one.
        ask(&page, "widget.patient = { age: 70 }").await?;
        until_state(&page, "excluded").await?;
        ask(&page, "widget.reset(); widget.patient = { age: 70 }").await?;
        page.until("70", || page.value("age")).await?;
        until_state(&page, "excluded").await
    })
    .await;
}

// guards: H20
#[tokio::test]
async fn a_patient_that_is_refused_leaves_the_form_empty_and_says_why() {
    open(|page| async move {
        let listen = "window.told = []; window.messages = []; \
            addEventListener('prescreen-error', ({ detail }) => { told.push(detail.path); messages.push(detail.message) })";
        ask(&page, listen).await?;
        for (patient, path) in [
            (json!({ "labs": { "albumin": { "value": "29", "unit": "mg" } } }), "patient.labs.albumin.unit"),
            (json!({ "labs": { "albumin": { "value": "high", "unit": "g/L" } } }), "patient.labs.albumin.value"),
            (json!({ "answers": { "E13": "no" } }), "patient.answers.E13"),
            (json!({ "answers": { "E1": "perhaps" } }), "patient.answers.E1"),
            (json!({ "age": 50, "birthDate": "1950-06-07" }), "patient.birthDate"),
            (json!({ "cholestatic": true }), "patient.cholestatic"),
            (json!({ "cirrhosis": true }), "patient.cirrhosis"),
            (json!([1, 2]), "patient"),
            (json!(7), "patient"),
            (json!("somebody"), "patient"),
            (json!(false), "patient"),
        ] {
            give(&page, &worked()).await?;
            until_state(&page, "not-excluded").await?;
            ask(&page, "told.length = 0").await?;
            give(&page, &patient).await?;
            page.until(path, || async {
                Ok(ask(&page, "return told.join()").await?.as_str().unwrap_or_default().to_owned())
            })
            .await?;
            assert_eq!(ask(&page, "return widget.patient").await?, json!({}), "{patient}");
            until_state(&page, "undetermined").await?;
        }
        // What was entered is not repeated, unless the host asks for everything.
        let said = ask(&page, "return [...new Set(messages)]").await?;
        assert_eq!(said, json!([r#"This is not accepted. screen(), or share="full", says why."#]));
        ask(&page, "messages.length = 0; widget.share = 'full'; widget.patient = { answers: { E1: 'perhaps' } }").await?;
        page.holds("messages.some((message) => message.includes('perhaps'))").await?;
        Ok(())
    })
    .await;
}

/// What a framework does that renders before the script has come.
#[tokio::test]
async fn an_object_that_was_written_as_an_attribute_is_said_to_be_one() {
    open(|page| async move {
        for path in ["patient", "enrolment", "study"] {
            let script = format!(
                "window.told = null; addEventListener('prescreen-error', ({{ detail }}) => (told ??= detail)); \
                 const late = document.createElement('liver-prescreen'); late.setAttribute('{path}', {{}}); \
                 document.body.append(late); return told"
            );
            let told = ask(&page, &script).await?;
            assert_eq!(told["path"], path);
            assert!(told["message"].to_string().contains("import the script first"), "{told}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_was_set_before_the_script_came_is_honoured() {
    open_host(
        "hosts/plain.html",
        |_| (),
        |page| async move {
            page.stands().await?;
            assert_eq!(ask(&page, "return widget.patient.age").await?, 52);
            assert_eq!(
                ask(&page, "return widget.getAttribute('share')").await?,
                "full"
            );
            assert_eq!(ask(&page, "return Object.keys(widget)").await?, json!([]));
            Ok(())
        },
    )
    .await;
}

#[tokio::test]
async fn properties_and_attributes_say_the_same() {
    // In the page of a host: the page that ships sets the language of its reader.
    open_host("hosts/tailwind.html", |_| (), |page| async move {
        page.stands().await?;
        let script = r#"
            const seen = {};
            for (const [property, attribute, value] of [
                ["lang", "lang", "zh-CN"], ["theme", "theme", "dark"], ["share", "share", "full"],
                ["study", "study", "NCT05442437"], ["recruitment", "recruitment", "open"],
                ["asOf", "as-of", "2026-11-20"], ["enrolled", "enrolled", 9],
            ]) {
                const before = widget[property];
                widget[property] = value;
                seen[property] = [before, widget.getAttribute(attribute), widget[property]];
            }
            seen.enrolment = widget.enrolment;
            widget.enrolled = null;
            widget.theme = undefined;
            seen.without = [widget.hasAttribute("enrolled"), widget.enrolled, widget.hasAttribute("theme")];
            return seen;
        "#;
        assert_eq!(
            ask(&page, script).await?,
            json!({
                "lang": ["", "zh-CN", "zh-CN"],
                "theme": ["", "dark", "dark"],
                "share": ["", "full", "full"],
                "study": ["", "NCT05442437", "NCT05442437"],
                "recruitment": ["", "open", "open"],
                "asOf": ["", "2026-11-20", "2026-11-20"],
                "enrolled": [null, "9", 9],
                "enrolment": { "asOf": "2026-11-20", "recruitment": "open", "enrolled": 9 },
                "without": [false, null, false],
            })
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_element_has_what_its_types_declare_and_nothing_else() {
    open(|page| async move {
        let script = r#"
            const types = await (await fetch("liver-prescreen.d.ts")).text();
            const [, body] = types.match(/interface LiverPrescreenElement extends HTMLElement \{([^]*?)\n\}/);
            const bare = body.replaceAll(/\/\*[^]*?\*\//g, "");
            const declared = [...bare.matchAll(/^  (?:get |set )?(\w+)[(:]/gm)].map(([, name]) => name);
            const own = Object.getOwnPropertyNames(Object.getPrototypeOf(widget));
            const inherited = ["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"];
            const names = [own.filter((name) => !inherited.includes(name)), [...new Set(declared)]];
            return names.map((names) => names.sort());
        "#;
        let names = ask(&page, script).await?;
        assert_eq!(names[0], names[1]);
        assert!(names[0].as_array().is_some_and(|names| names.len() > 6));
        Ok(())
    })
    .await;
}

/// The study that ships under another name, with another limit of age.
const OTHER_STUDY: &str = r#"
    const text = await (await fetch("/hosts/study.json")).text();
    const other = JSON.parse(text);
"#;

#[tokio::test]
async fn a_study_is_an_id_an_address_or_a_document_and_another_one_starts_afresh() {
    open(|page| async move {
        give(&page, &worked()).await?;
        until_state(&page, "not-excluded").await?;
        ask(
            &page,
            "window.ready = 0; widget.addEventListener('prescreen-ready', () => (window.ready += 1))",
        )
        .await?;
        ask(&page, "widget.setAttribute('study', 'hosts/study.json')").await?;
        page.holds("window.ready === 1").await?;
        assert_eq!(ask(&page, "return widget.patient").await?, json!({}));
        // A document, and a patient of the same moment.
        let script = [
            OTHER_STUDY,
            "widget.patient = { age: 30 }; widget.study = other; return widget.study.id",
        ]
        .concat();
        assert_eq!(ask(&page, &script).await?, "OTHER");
        page.holds("window.ready === 2").await?;
        assert_eq!(
            ask(&page, "return widget.patient").await?,
            json!({ "age": 30 })
        );
        until_state(&page, "excluded").await?;
        ask(&page, "widget.study = 'NCT05442437'").await?;
        page.holds("window.ready === 3").await?;
        give(&page, &json!({ "age": 30 })).await?;
        until_state(&page, "undetermined").await?;
        Ok(())
    })
    .await;
}

/// Studies that cannot be used, each with a part of the reason.
const UNUSABLE: [(&str, &str); 5] = [
    ("NCT00000000", "There is no such study here"),
    ("hosts/nothing.json", "HTTP status 404"),
    ("https://example.invalid/study.json", "own origin"),
    ("hosts/plain.html", "no JSON"),
    ("hosts/enrolment.json", "This field is missing"),
];

#[tokio::test]
async fn a_study_that_cannot_be_used_is_refused_with_the_reason() {
    open(|page| async move {
        for (study, part) in UNUSABLE {
            let script = format!(
                r#"
                const other = document.createElement("liver-prescreen");
                const told = new Promise((done) => other.addEventListener("prescreen-error", ({{ detail }}) => done(detail)));
                other.study = {study:?};
                document.body.append(other);
                const detail = await told;
                const shown = other.shadowRoot.textContent;
                other.study = null;
                await new Promise((done) => other.addEventListener("prescreen-ready", done));
                const mended = !!other.shadowRoot.getElementById("age");
                other.remove();
                return [detail, shown, mended];
                "#
            );
            let said = ask(&page, &script).await?;
            let told = &said[0];
            assert_eq!(told["reason"], "refused", "{told}");
            assert!(told["message"].as_str().is_some_and(|said| said.contains(part)), "{told}");
            assert!(told["path"].as_str().is_some_and(|path| path.starts_with("study")), "{told}");
            assert!(said[1].as_str().is_some_and(|shown| shown.contains(part) && shown.len() < 600), "{said}");
            assert_eq!(said[2], true);
        }
        Ok(())
    })
    .await;
}

// guards: H20
#[tokio::test]
async fn a_study_that_cannot_be_used_leaves_the_one_before_with_what_is_entered() {
    open(|page| async move {
        let script = "window.told = []; window.ready = 0; addEventListener('prescreen-error', ({ detail }) => told.push(detail)); \
            addEventListener('prescreen-ready', () => (window.ready += 1))";
        ask(&page, script).await?;
        ask(&page, "widget.study = 'hosts/study.json'").await?;
        page.holds("window.ready === 1").await?;
        give(&page, &json!({ "age": 30 })).await?;
        until_state(&page, "excluded").await?;
        let documents = [("{ schema: 2 }", "This field is missing"), ("new Map()", "Map")];
        let addresses = UNUSABLE.map(|(study, part)| (format!("'{study}'"), part));
        let all = documents.map(|(study, part)| (study.to_owned(), part)).into_iter().chain(addresses);
        for (study, part) in all {
            ask(&page, "told.length = 0").await?;
            ask(&page, &format!("widget.study = {study}")).await?;
            page.holds("told.length === 1").await?;
            let told = ask(&page, "return told[0]").await?;
            // With a reason every result would be off the page.
            assert_eq!(told.get("reason"), None, "{told}");
            assert!(told["message"].as_str().is_some_and(|said| said.contains(part)), "{told}");
            assert!(told["path"].as_str().is_some_and(|path| path.starts_with("study")), "{told}");
            let script = "return [widget.shadowRoot.querySelector('[role=alert][part=error]').textContent, \
                widget.shadowRoot.getElementById('age').value, widget.patient]";
            let shown = ask(&page, script).await?;
            assert!(shown[0].as_str().is_some_and(|shown| shown.contains(part) && shown.len() < 700), "{shown}");
            assert_eq!((&shown[1], &shown[2]), (&json!("30"), &json!({ "age": 30 })));
            until_state(&page, "excluded").await?;
            assert_eq!(ask(&page, "return window.ready").await?, 1);
        }
        // Another patient comes into the study that stands; away from the page and back it still does.
        ask(&page, "widget.patient = { age: 70 }").await?;
        until_state(&page, "excluded").await?;
        ask(&page, "told.length = 0; const around = widget.parentNode; widget.remove(); await new Promise((done) => setTimeout(done, 50)); around.append(widget)").await?;
        page.holds("window.ready === 2 && told.length === 1").await?;
        assert_eq!(ask(&page, "return widget.patient").await?, json!({ "age": 70 }));
        // With a patient of the same moment, and emptied.
        ask(&page, "widget.study = 'hosts/nothing.json'; widget.patient = { age: 30 }").await?;
        page.holds("told.length === 2 && widget.shadowRoot.getElementById('age')?.value === '30'".replace("widget", "document.querySelector('liver-prescreen')").as_str()).await?;
        ask(&page, "widget.study = 'hosts/none.json'; widget.reset()").await?;
        page.holds("told.length === 3 && document.querySelector('liver-prescreen').shadowRoot.getElementById('age')?.value === ''").await?;
        // A good one takes its place, and the warning away.
        ask(&page, "widget.study = null").await?;
        page.holds("window.ready === 3").await?;
        assert_eq!(ask(&page, "return widget.shadowRoot.querySelectorAll('[role=alert]').length").await?, 0);
        give(&page, &json!({ "age": 30 })).await?;
        until_state(&page, "undetermined").await
    })
    .await;
}

// guards: H22
#[tokio::test]
async fn a_host_may_change_everything_while_it_hears_of_a_result() {
    open(|page| async move {
        ask(
            &page,
            r#"
            window.turns = 0;
            window.told = [];
            addEventListener("prescreen-error", ({ detail }) => told.push(detail));
            widget.addEventListener("prescreen-change", () => {
                window.turns += 1;
                const { turns } = window;
                if (turns > 12) return;
                widget.lang = turns % 2 ? "zh-CN" : "en";
                widget.enrolled = turns;
                widget.study = turns % 2 ? "hosts/study.json" : "NCT05442437";
                widget.patient = { age: 30 + turns };
                if (turns % 3 === 0) widget.reset();
                document.body.append(widget);
            });
            "#,
        )
        .await?;
        page.type_into("age", "5").await?;
        page.holds("window.turns > 12").await?;
        page.stands().await?;
        assert_eq!(ask(&page, "return told").await?, json!([]));
        give(&page, &json!({ "age": 70 })).await?;
        until_state(&page, "excluded").await
    })
    .await;
}

#[tokio::test]
async fn several_stand_side_by_side_with_study_language_and_theme_of_their_own() {
    open(|page| async move {
        ask(
            &page,
            r#"
            const other = document.createElement("liver-prescreen");
            Object.assign(other, { lang: "zh-CN", theme: "dark", study: "hosts/study.json", patient: { age: 30 } });
            document.body.append(other);
            widget.patient = { age: 30 };
            "#,
        )
        .await?;
        until_state(&page, "undetermined").await?;
        let other = "document.querySelectorAll('liver-prescreen')[1].shadowRoot";
        page.holds(&format!("{other}.querySelector('#verdict-card')?.dataset.state === 'excluded'")).await?;
        page.holds(&format!("{other}.querySelector('[lang=zh-CN] .entries h2').textContent.length < 20")).await?;
        until_state(&page, "undetermined").await?;
        let schemes: Vec<String> = page
            .run("return [...document.querySelectorAll('liver-prescreen')].map((widget) => getComputedStyle(widget).colorScheme)")
            .await?;
        assert_eq!(schemes, ["light dark", "dark"]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn junk_in_every_property_breaks_nothing() {
    open_host("hosts/plain.html", |_| (), |page| async move {
        page.stands().await?;
        ask(
            &page,
            r#"
            const circle = {};
            circle.circle = circle;
            const trap = { get age() { throw new Error("made up"); }, toString() { throw new Error("made up too"); } };
            const junk = [undefined, null, NaN, -1, 1e308, "", "<img src=x onerror=alert(1)>", [], [[]], {}, circle, trap,
                Symbol("s"), 10n, () => 1, new Date(NaN), new Proxy({}, {}), document.body, window.crypto, "\ud800", "9".repeat(1e5)];
            for (const name of ["lang", "theme", "share", "study", "enrolled", "recruitment", "asOf", "enrolment", "patient"]) {
                for (const value of junk) {
                    try { widget[name] = value; } catch {}
                    try { void widget[name]; } catch {}
                    await new Promise((done) => setTimeout(done));
                }
            }
            for (const name of ["lang", "theme", "share", "study", "enrolled", "recruitment", "asOf", "enrolment", "patient"]) {
                widget[name] = null;
            }
            widget.lang = "en";
            "#,
        )
        .await?;
        page.stands().await?;
        give(&page, &worked()).await?;
        until_state(&page, "not-excluded").await?;
        assert_eq!(page.state("arm").await?, "closed");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_move_in_the_page_keeps_the_entries() {
    open(|page| async move {
        give(&page, &worked()).await?;
        until_state(&page, "not-excluded").await?;
        ask(&page, "const box = document.createElement('section'); document.body.append(box); box.append(widget)").await?;
        assert_eq!(ask(&page, "return widget.patient").await?, worked());
        until_state(&page, "not-excluded").await?;
        page.type_into("age", "70").await?;
        until_state(&page, "excluded").await
    })
    .await;
}
