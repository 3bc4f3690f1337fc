//! The widget in a real browser, through the functions that the loader calls: mounted, told about changes, taken off
//! the page. What a person does with it is the end-to-end tests' affair.
#![cfg(target_arch = "wasm32")]

mod hydrate;
mod page;
mod view;

use js_sys::{Function, Object, Reflect};
use liver_prescreen::embed::{Entries, Handle, api, mount};
use liver_prescreen::exchange::input::{FormLab, FormPatient};
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
fn screen_takes_json_and_gives_json() {
    let input = r#"{"asOf":"2026-11-22","patient":{"age":70}}"#;
    let report = json(&api::screen(input, None).expect("a report"));
    assert_eq!(get(&report, &["verdict", "state"]), "excluded");
    assert_eq!(get(&report, &["verdict", "because", "0"]), "I1");
    assert_eq!(get(&report, &["criteria", "0", "id"]), "I1");
}

/// A patient of 70 years, with a value of albumin and an answer, as the other wasm gives one to a form.
fn patient(albumin: &str, answer: &str) -> Vec<u8> {
    let given = FormPatient {
        age: "70".to_owned(),
        labs: vec![FormLab {
            analyte: "albumin".to_owned(),
            value: albumin.to_owned(),
            unit: "g/dL".to_owned(),
            date: "2026-01-02".to_owned(),
            control: String::new(),
            confirmed: false,
        }],
        answers: vec![(answer.to_owned(), "no".to_owned())],
        ..FormPatient::default()
    };
    postcard::to_allocvec(&given).expect("bytes")
}

// guards: H20
#[wasm_bindgen_test]
fn a_patient_goes_in_whole_or_not_at_all_and_comes_out_as_given() {
    let (host, _, handle) = mounted();
    let refusal = handle.set_patient(&patient("2.40", "E13")).err();
    let refusal = json(&refusal.expect("a refusal"));
    assert_eq!(get(&refusal, &["path"]), "patient.answers.E13");
    let input = r#"{"patient":{"age":70,"labs":{"albumin":{"value":"2.40","unit":"g/dL","date":"2026-01-02"}},"answers":{"E1":"no"}}}"#;
    let checked = api::check_patient(input, None).expect("a patient");
    assert_eq!(checked, patient("2.40", "E1"));
    let refusal = api::check_patient(&input.replace("g/dL", "mg"), None);
    let refusal = json(&refusal.expect_err("a refusal"));
    assert_eq!(get(&refusal, &["path"]), "patient.labs.albumin.unit");
    assert_eq!(handle.patient(), "{}");
    assert!(!handle.holds_entries());

    let left = handle.set_patient(&checked);
    assert_eq!(left.as_deref(), Ok("[]"));
    let whole = r#"{"age":70,"labs":{"albumin":{"value":"2.40","unit":"g/dL","date":"2026-01-02"}},"answers":{"E1":"no"}}"#;
    assert_eq!(handle.patient(), whole);
    // What stands in a field stays, and is named.
    let other = patient("4.1", "E2");
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
    let refusal = api::screen(r#"{"patient":{"ascites":"severe"}}"#, None);
    let refusal = json(&refusal.expect_err("a refusal"));
    assert_eq!(get(&refusal, &["path"]), "patient.ascites");
    assert!(get(&refusal, &["message"]).as_string().is_some());
}
