//! The widget in a real browser, through the functions that the loader calls: mounted, told about changes, taken off
//! the page. What a person does with it is the end-to-end tests' affair.
#![cfg(target_arch = "wasm32")]

use js_sys::{Object, Reflect};
use liver_prescreen::embed::{Handle, api, mount};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode, window};

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
    let document = window().expect("a window").document().expect("a document");
    let host: HtmlElement = document.create_element("div").expect("an element").unchecked_into();
    document.body().expect("a body").append_child(&host).expect("a child");
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).expect("a root");
    (host, root)
}

fn mounted() -> (HtmlElement, ShadowRoot, Handle) {
    let (host, root) = host_with_root();
    let handle = mount(root.clone(), host.clone(), &Object::new()).expect("a widget");
    (host, root, handle)
}

#[wasm_bindgen_test]
fn two_widgets_stand_beside_each_other_and_leave_nothing_behind() {
    let (first_host, first_root, first) = mounted();
    let (second_host, second_root, second) = mounted();
    assert!(first_root.child_element_count() > 0);
    assert!(second_root.child_element_count() > 0);

    first.unmount();
    assert_eq!(first_root.child_nodes().length(), 0);
    assert!(second_root.child_element_count() > 0);

    second.unmount();
    assert_eq!(second_root.child_nodes().length(), 0);
    first_host.remove();
    second_host.remove();
}

#[wasm_bindgen_test]
fn a_widget_can_be_mounted_again_where_one_was() {
    let (host, root, handle) = mounted();
    handle.unmount();
    let again = mount(root.clone(), host.clone(), &Object::new()).expect("a widget");
    assert!(root.child_element_count() > 0);
    again.unmount();
    host.remove();
}

#[wasm_bindgen_test]
fn a_study_that_is_not_here_is_refused_with_its_place() {
    let (host, root) = host_with_root();
    let refusal = mount(root, host.clone(), &json(r#"{"study": "NCT00000000"}"#))
        .err()
        .expect("a refusal");
    assert_eq!(get(&refusal, &["path"]), "study");
    host.remove();
}

#[wasm_bindgen_test]
fn screen_takes_and_gives_plain_values() {
    let report = api::screen(json(r#"{"asOf": "2026-11-22", "patient": {"age": 70}}"#)).expect("a report");
    assert_eq!(get(&report, &["verdict", "state"]), "excluded");
    assert_eq!(get(&report, &["verdict", "because", "0"]), "I1");
}

#[wasm_bindgen_test]
fn screen_refuses_with_a_path_and_a_sentence() {
    let refusal = api::screen(json(r#"{"patient": {"ascites": "severe"}}"#)).expect_err("a refusal");
    assert_eq!(get(&refusal, &["path"]), "patient.ascites");
    assert!(get(&refusal, &["message"]).as_string().is_some());
}
