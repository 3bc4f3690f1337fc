//! A tree on a page: every kind of update, and what ends with it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use liver_prescreen::view::html::{button, details, div, input, li, p, span, ul};
use liver_prescreen::view::{El, Node};
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::{Place, ask, is, number, settle, text};

fn items(all: &str) -> Vec<Node> {
    let items = all.chars();
    items.map(|c| li().child(c.to_string()).into()).collect()
}

#[wasm_bindgen_test]
async fn values_that_follow_signals_leave_their_element_alone() {
    let place = Place::new();
    let typed = place.owner.with(|| RwSignal::new("5".to_owned()));
    let tree = move || -> Node {
        div()
            .attr("data-state", move || {
                Some(typed.get()).filter(|text| !text.is_empty())
            })
            .hidden(move || typed.with(|text| text == "6"))
            .child(input().value(move || typed.get(), |_| {}))
            .child(
                input()
                    .attr("type", "checkbox")
                    .checked(move || typed.with(|text| text == "6"), || {}),
            )
            .child(p().text_of(move || typed.get()))
            .into()
    };
    let _mounted = place.mount(tree);
    let root = place.find("div");
    assert_eq!(root.get_attribute("data-state").as_deref(), Some("5"));
    assert_eq!(text(&root, "return at.querySelector('input').value"), "5");
    assert_eq!(text(&root, "return at.querySelector('p').textContent"), "5");
    ask(
        &root,
        "at.querySelectorAll('*').forEach((element) => { element.before = true; });",
    );

    typed.set("6".to_owned());
    settle().await;
    assert_eq!(root.get_attribute("data-state").as_deref(), Some("6"));
    assert!(root.has_attribute("hidden"));
    assert_eq!(text(&root, "return at.querySelector('input').value"), "6");
    assert!(is(
        &root,
        "return at.querySelector('[type=checkbox]').checked"
    ));
    assert_eq!(text(&root, "return at.querySelector('p').textContent"), "6");
    assert!(is(
        &root,
        "return [...at.querySelectorAll('*')].every((element) => element.before)"
    ));

    typed.set(String::new());
    settle().await;
    assert!(!root.has_attribute("data-state"));
    assert!(!root.has_attribute("hidden"));
    assert!(!is(
        &root,
        "return at.querySelector('[type=checkbox]').checked"
    ));
    assert_eq!(text(&root, "return at.querySelector('p').textContent"), "");
}

#[wasm_bindgen_test]
async fn children_that_follow_signals_come_go_and_change_in_place() {
    let place = Place::new();
    let all = place.owner.with(|| RwSignal::new("ab".to_owned()));
    let _mounted = place.mount(move || ul().children_of(move || all.with(|all| items(all))).into());
    assert_eq!(place.html(), "<ul><li>a</li><li>b</li></ul>");
    ask(&place.at, "at.querySelector('li').before = true;");
    for (now, stands) in [
        ("xbc", "<li>x</li><li>b</li><li>c</li>"),
        ("y", "<li>y</li>"),
        ("", ""),
        ("z", "<li>z</li>"),
    ] {
        all.set(now.to_owned());
        settle().await;
        assert_eq!(place.html(), format!("<ul>{stands}</ul>"));
        if now == "y" {
            assert!(is(&place.at, "return at.querySelector('li').before"));
        }
    }
}

#[wasm_bindgen_test]
async fn what_is_compared_gets_what_is_new_and_keeps_what_the_reader_opened() {
    let place = Place::new();
    let which = place.owner.with(|| RwSignal::new(0));
    let shown = move || -> Vec<Node> {
        match which.get() {
            0 => vec![
                details().class("a").attr("title", "t").child("one").into(),
                Node::Nothing,
            ],
            1 => vec![
                details().class("b").child("two").into(),
                p().child("more").into(),
            ],
            2 => vec![Node::Unchanged, "text".into()],
            _ => vec![p().child("other").into(), Node::Nothing],
        }
    };
    let _mounted = place.mount(move || div().children_of(shown).into());
    place
        .find("details")
        .set_attribute("open", "")
        .expect("opened");
    for (now, stands) in [
        (1, "<details class=\"b\" open=\"\">two</details><p>more</p>"),
        (2, "<details class=\"b\" open=\"\">two</details>text"),
        (3, "<p>other</p><!---->"),
        (0, "<details class=\"a\" title=\"t\">one</details><!---->"),
    ] {
        which.set(now);
        settle().await;
        assert_eq!(place.html(), format!("<div>{stands}</div>"));
    }
}

#[wasm_bindgen_test]
async fn a_handler_is_exchanged_and_the_old_one_is_not_called() {
    let place = Place::new();
    let round = place.owner.with(|| RwSignal::new(0));
    let heard = Rc::new(RefCell::new(Vec::new()));
    let hears = Rc::clone(&heard);
    let shown = move || -> Vec<Node> {
        let (round, hears) = (round.get(), Rc::clone(&hears));
        vec![
            button()
                .on("click", move |_| hears.borrow_mut().push(round))
                .into(),
        ]
    };
    let mounted = place.mount(move || div().children_of(shown).into());
    let pressed = place.find("button");
    ask(&pressed, "at.click();");
    round.set(1);
    settle().await;
    ask(&pressed, "at.click();");
    assert_eq!(*heard.borrow(), [0, 1]);

    drop(mounted);
    settle().await;
    ask(&pressed, "at.click();");
    assert_eq!(*heard.borrow(), [0, 1], "heard after it was taken off");
}

#[wasm_bindgen_test]
fn a_key_can_be_kept_from_doing_more() {
    let place = Place::new();
    let field = || input().on("keydown", |event| event.prevent_default());
    let _mounted = place.mount(move || field().into());
    let pressed = "const key = new KeyboardEvent('keydown', { key: 'y', cancelable: true });
        at.dispatchEvent(key); return key.defaultPrevented;";
    assert!(is(&place.find("input"), pressed));
}

#[wasm_bindgen_test]
async fn effects_end_with_their_element() {
    let place = Place::new();
    let (here, value) = place.owner.with(|| (RwSignal::new(true), RwSignal::new(0)));
    let runs = Rc::new(Cell::new(0));
    let counted = Rc::clone(&runs);
    let inner = move || -> El {
        let counted = Rc::clone(&counted);
        span().text_of(move || {
            counted.set(counted.get() + 1);
            value.get().to_string()
        })
    };
    let shown = move || {
        here.get()
            .then(&inner)
            .into_iter()
            .map(Into::into)
            .collect()
    };
    let mounted = place.mount(move || div().children_of(shown).into());
    assert_eq!(runs.get(), 1);
    value.set(1);
    settle().await;
    assert_eq!(runs.get(), 2);
    here.set(false);
    settle().await;
    value.set(2);
    settle().await;
    assert_eq!(runs.get(), 2, "followed after it was gone");
    here.set(true);
    settle().await;
    assert_eq!(runs.get(), 3);
    drop(mounted);
    value.set(3);
    settle().await;
    assert_eq!(runs.get(), 3, "followed after the page was taken off");
    assert_eq!(number(&place.at, "return at.childNodes.length"), 0.0);
}

#[wasm_bindgen_test]
async fn what_others_did_to_texts_is_undone_at_the_next_change() {
    let place = Place::new();
    let value = place.owner.with(|| RwSignal::new("15".to_owned()));
    let shown = move || -> Vec<Node> { vec!["MELD ".into(), value.get().into()] };
    let _mounted = place.mount(move || p().children_of(shown).into());
    // As a page translator does with each text.
    let translate = "for (const text of [...at.querySelector('p').childNodes]) {
            const font = document.createElement('font'); font.textContent = text.data; text.replaceWith(font);
        }";
    ask(&place.at, translate);
    value.set("16".to_owned());
    settle().await;
    assert_eq!(place.html(), "<p>MELD 16</p>");
}

#[wasm_bindgen_test]
async fn a_field_in_which_the_value_stands_keeps_its_caret() {
    let place = Place::new();
    let typed = place.owner.with(|| RwSignal::new(String::new()));
    let field = move || input().value(move || typed.get(), |_| {});
    let _mounted = place.mount(move || field().into());
    let field = place.find("input");
    ask(
        &field,
        "at.value = '12.5'; at.focus(); at.setSelectionRange(1, 1);",
    );
    typed.set("12.5".to_owned());
    settle().await;
    assert_eq!(number(&field, "return at.selectionStart"), 1.0);
}
