//! The widget in a real browser, through the functions that the loader calls: mounted, told about changes, taken off
//! the page. What a person does with it is the end-to-end tests' affair.
#![cfg(target_arch = "wasm32")]

mod hydrate;
mod page;
mod view;

use js_sys::{Function, Object, Reflect};
use liver_prescreen::embed::{Entries, Handle, api, mount};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, ShadowRoot};

wasm_bindgen_test_configure!(run_in_browser);

fn json(text: &str) -> JsValue {
    js_sys::JSON::parse(text).expect("the test's own JSON")
}

fn get(value: &JsValue, path: &[&str]) -> JsValue {
    path.iter().fold(value.clone(), |value, key| {
        Reflect::get(&value, &(*key).into()).expect("an object")
    })
}

fn host_with_root() -> (HtmlElement, ShadowRoot) {
    let make = Function::new_no_args(
        "const host = document.createElement('div'); document.body.append(host);
         host.attachShadow({ mode: 'open' }); return host;",
    );
    let host: HtmlElement = make
        .call0(&JsValue::NULL)
        .expect("an element")
        .unchecked_into();
    let root = host.shadow_root().expect("a root");
    (host, root)
}

/// Fetches no Chinese, and tells nobody.
fn nothing() -> Function {
    Function::new_no_args("")
}

fn nodes(root: &ShadowRoot) -> u32 {
    get(root, &["childNodes", "length"])
        .as_f64()
        .expect("a number") as u32
}

/// A widget in a shadow root, with what stood in the fields of one before it.
fn stands_in(root: &ShadowRoot, entries: Option<Entries>) -> Handle {
    let [fetch, tell, ask] = [nothing(), nothing(), nothing()];
    mount(
        root.clone(),
        &Object::new(),
        fetch,
        tell,
        ask,
        entries,
        None,
    )
    .expect("a widget")
}

fn mounted() -> (HtmlElement, ShadowRoot, Handle) {
    let (host, root) = host_with_root();
    let handle = stands_in(&root, None);
    (host, root, handle)
}

#[wasm_bindgen_test]
fn two_widgets_stand_beside_each_other_and_leave_nothing_behind() {
    let (first_host, first_root, first) = mounted();
    let (second_host, second_root, second) = mounted();
    assert!(nodes(&first_root) > 0);
    assert!(nodes(&second_root) > 0);

    first.unmount();
    assert_eq!(nodes(&first_root), 0);
    assert!(nodes(&second_root) > 0);

    second.unmount();
    assert_eq!(nodes(&second_root), 0);
    first_host.remove();
    second_host.remove();
}

#[wasm_bindgen_test]
fn a_widget_can_be_mounted_again_where_one_was() {
    let (host, root, handle) = mounted();
    handle.unmount();
    let again = stands_in(&root, None);
    assert!(nodes(&root) > 0);
    again.unmount();
    host.remove();
}

#[wasm_bindgen_test]
fn a_study_that_is_not_here_is_refused_with_its_place() {
    let (host, root) = host_with_root();
    let options = json(r#"{"study": "NCT00000000"}"#);
    let refusal = mount(root, &options, nothing(), nothing(), nothing(), None, None)
        .err()
        .expect("a refusal");
    let refusal = json(&refusal);
    assert_eq!(get(&refusal, &["path"]), "study");
    host.remove();
}

#[wasm_bindgen_test]
fn screen_takes_tokens_and_gives_json() {
    // 70 by its bits.
    let age = ["#1079083008", "0"];
    let input = [
        &["{", ":asOf", "\"2026-11-22", ":patient", "{", ":age"],
        &age[..],
        &["}", "}"],
    ];
    let input = input.concat().join("\0");
    let told = json(&api::screen(&input, "").expect("a report"));
    assert_eq!(get(&told, &["report", "verdict", "state"]), "excluded");
    assert_eq!(get(&told, &["report", "verdict", "because", "0"]), "I1");
    // What the study says comes along for who does not know it.
    assert_eq!(get(&told, &["same", "criteria", "0", "id"]), "I1");
    let sha256 = get(&told, &["same", "sha256"]).as_string();
    let told = json(&api::screen(&input, &sha256.expect("a checksum")).expect("a report"));
    assert_eq!(get(&told, &["report", "verdict", "state"]), "excluded");
    assert!(get(&told, &["same"]).is_undefined());
}

/// A patient as tokens, with an age, a value of albumin and an answer.
fn patient(age: &str, answer: &str) -> String {
    let pieces = [
        "{",
        ":age",
        age,
        ":labs",
        "{",
        ":albumin",
        "{",
        ":value",
        "\"2.40",
        ":unit",
        "\"g/dL",
        ":date",
        "\"2026-01-02",
        "}",
        "}",
        ":answers",
        "{",
        answer,
        "\"no",
        "}",
        "}",
    ];
    pieces.join("\0")
}

// 70 by its bits.
const SEVENTY: &str = "#1079083008\x000";

// guards: H20
#[wasm_bindgen_test]
fn a_patient_goes_in_whole_or_not_at_all_and_comes_out_as_given() {
    let (host, _, handle) = mounted();
    let refusal = handle.set_patient(&patient(SEVENTY, ":E13")).err();
    let refusal = json(&refusal.expect("a refusal"));
    assert_eq!(get(&refusal, &["path"]), "patient.answers.E13");
    let input = ["{\0:patient\0", &patient(SEVENTY, ":E1"), "\0}"].concat();
    let checked = json(&api::check_patient(&input).expect("a patient"));
    assert_eq!(get(&checked, &["labs", "albumin", "value"]), "2.40");
    assert_eq!(get(&checked, &["age"]), 70);
    let input = input.replace("g/dL", "mg");
    let refusal = json(&api::check_patient(&input).expect_err("a refusal"));
    assert_eq!(get(&refusal, &["path"]), "patient.labs.albumin.unit");
    assert_eq!(handle.patient(), "{}");
    assert!(!handle.holds_entries());

    let left = handle.set_patient(&patient(SEVENTY, ":E1"));
    assert_eq!(left.as_deref(), Ok("[]"));
    let whole = r#"{"age":70,"labs":{"albumin":{"value":"2.40","unit":"g/dL","date":"2026-01-02"}},"answers":{"E1":"no"}}"#;
    assert_eq!(handle.patient(), whole);
    // What stands in a field stays, and is named.
    let other = patient(SEVENTY, ":E2").replace("2.40", "4.1");
    assert_eq!(handle.set_patient(&other).as_deref(), Ok(r#"["albumin"]"#));
    assert!(handle.patient().contains("2.40"));

    // For the form that follows.
    let (entries, before) = (handle.entries(), handle.patient());
    handle.unmount();
    host.remove();
    let (host, root) = host_with_root();
    let next = stands_in(&root, Some(entries));
    assert_eq!(next.patient(), before);
    next.unmount();
    host.remove();
}

// guards: H20
#[wasm_bindgen_test]
fn screen_refuses_with_a_path_and_a_sentence() {
    let input = ["{", ":patient", "{", ":ascites", "\"severe", "}", "}"];
    let refusal = json(&api::screen(&input.join("\0"), "").expect_err("a refusal"));
    assert_eq!(get(&refusal, &["path"]), "patient.ascites");
    assert!(get(&refusal, &["message"]).as_string().is_some());
}
