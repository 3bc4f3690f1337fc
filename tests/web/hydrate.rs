//! Taking over what was written beforehand: as it was written, and after a reader, a translator or an extension was
//! there first.

use leptos::prelude::*;
use liver_prescreen::study;
use liver_prescreen::ui::prerender::{ATTRIBUTE, mark, prerender};
use liver_prescreen::view::html::{
    button, details, div, fieldset, input, label, p, summary, textarea,
};
use liver_prescreen::view::svg::{path, svg};
use liver_prescreen::view::{Mounted, Node, hydrate, render_to_string};
use liver_prescreen::words::Lang;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::{Place, ask, is, number, settle, text};

/// What a reader can do here.
#[derive(Clone, Copy)]
struct Form {
    age: RwSignal<String>,
    sex: RwSignal<String>,
    note: RwSignal<String>,
    pressed: RwSignal<i32>,
}

impl Form {
    fn new() -> Self {
        Form {
            age: RwSignal::new(String::new()),
            sex: RwSignal::new(String::new()),
            note: RwSignal::new(String::new()),
            pressed: RwSignal::new(0),
        }
    }

    fn tree(self) -> Node {
        let radio = |value: &'static str| {
            let chosen = move || self.sex.with(|sex| sex == value);
            let choose = move || self.sex.set(value.to_owned());
            let field = input().attr("type", "radio").id(value).attr("name", "sex");
            label()
                .class("option")
                .child(field.checked(chosen, choose))
                .child(value)
        };
        let typed = move |text| self.age.set(text);
        div()
            .class("form")
            .child(
                div()
                    .class("field")
                    .attr("data-empty", move || {
                        self.age.with(String::is_empty).then_some("true")
                    })
                    .child(label().attr("for", "age").child("Age"))
                    .child(
                        input()
                            .id("age")
                            .attr("type", "text")
                            .value(move || self.age.get(), typed),
                    ),
            )
            .child(
                fieldset()
                    .child(radio("female"))
                    .child(Node::Nothing)
                    .child(radio("male")),
            )
            .child(
                p().class("line")
                    .child("MELD ")
                    .child("15")
                    .child("")
                    .child(" of 40"),
            )
            .child(Node::Nothing)
            .child(
                details()
                    .child(summary().child("More"))
                    .child(p().child("Evidence")),
            )
            .child(details().id("first").attr("open", ""))
            .child(details().id("by-sex").attr("open", move || {
                self.sex.with(|sex| sex == "male").then_some("")
            }))
            .child(
                textarea()
                    .id("note")
                    .value(move || self.note.get(), move |text| self.note.set(text)),
            )
            .child(
                svg()
                    .attr("viewBox", "0 0 24 24")
                    .child(path().attr("d", "M6 12h12")),
            )
            .child(
                button()
                    .id("press")
                    .on("click", move |_| self.pressed.update(|times| *times += 1))
                    .text_of(move || self.pressed.get().to_string()),
            )
            .child(
                p().class("told")
                    .children_of(move || vec!["Sex: ".into(), self.sex.get().into(), ".".into()]),
            )
            .into()
    }
}

/// A page that was written beforehand and on which something happened.
fn written(happened: &str) -> (Place, Form) {
    let place = Place::new();
    let form = place.owner.with(Form::new);
    let html = place.owner.with(|| render_to_string(&form.tree()));
    place.at.set_inner_html(&html);
    ask(&place.at, "at.all = [...at.querySelectorAll('*')];");
    ask(&place.at, happened);
    (place, form)
}

fn taken_over(happened: &str) -> (Place, Form, Mounted) {
    let (place, form) = written(happened);
    let standing = place.find(".form");
    let mounted = place.owner.with(|| hydrate(&standing, form.tree()));
    (place, form, mounted)
}

/// What stands on a page on which it was put anew.
fn anew(change: impl FnOnce(Form)) -> String {
    let place = Place::new();
    let form = place.owner.with(Form::new);
    change(form);
    let _mounted = place.mount(|| form.tree());
    place.html()
}

/// Whether all elements that were written are still there, and none beside them.
fn all_kept(place: &Place) -> bool {
    is(
        &place.at,
        "const now = [...at.querySelectorAll('*')];
         return now.length === at.all.length && now.every((element, index) => element === at.all[index]);",
    )
}

#[wasm_bindgen_test]
async fn what_was_written_is_taken_over_without_making_a_node_anew() {
    let (place, form) = written(
        "at.before = [];
         const walk = document.createTreeWalker(at.firstChild);
         do at.before.push(walk.currentNode); while (walk.nextNode());",
    );
    let standing = place.find(".form");
    let _mounted = place.owner.with(|| hydrate(&standing, form.tree()));
    // What was parsed as one text has become several; everything else is the very node.
    let kept = "const now = [], walk = document.createTreeWalker(at.firstChild);
        do now.push(walk.currentNode); while (walk.nextNode());
        const added = now.filter((node) => !at.before.includes(node));
        return at.before.every((node) => now.includes(node)) && added.every((node) => node.nodeType === 3);";
    assert!(is(&place.at, kept));
    assert_eq!(place.html(), anew(|_| {}));

    // And it lives.
    ask(&place.find("#press"), "at.click();");
    form.age.set("52".to_owned());
    form.sex.set("male".to_owned());
    settle().await;
    assert_eq!(text(&place.find("#press"), "return at.textContent"), "1");
    assert_eq!(text(&place.find("#age"), "return at.value"), "52");
    assert!(is(&place.find("#male"), "return at.checked"));
    assert_eq!(
        text(&place.find(".told"), "return at.textContent"),
        "Sex: male."
    );
    assert!(!place.find(".field").has_attribute("data-empty"));
    assert!(all_kept(&place));
}

#[wasm_bindgen_test]
async fn what_a_reader_opened_or_closed_stays_so() {
    let (place, form, _mounted) = taken_over(
        "at.querySelector('#first').open = false; at.querySelector('#by-sex').open = true;",
    );
    assert!(!is(&place.find("#first"), "return at.open"));
    assert!(is(&place.find("#by-sex"), "return at.open"));
    form.sex.set("male".to_owned());
    settle().await;
    form.sex.set("female".to_owned());
    settle().await;
    assert!(!is(&place.find("#by-sex"), "return at.open"));
}

// guards: H20
#[wasm_bindgen_test]
async fn what_was_typed_chosen_and_opened_is_kept_and_counts() {
    let (place, form, _mounted) = taken_over(
        "at.querySelector('#age').value = ' 52'; at.querySelector('#male').checked = true;
         at.querySelector('#note').value = 'Hb 60'; at.querySelector('details').open = true;",
    );
    assert_eq!(form.age.get_untracked(), " 52");
    assert_eq!(form.sex.get_untracked(), "male");
    assert_eq!(form.note.get_untracked(), "Hb 60");
    settle().await;
    assert_eq!(text(&place.find("#age"), "return at.value"), " 52");
    assert!(is(&place.find("#male"), "return at.checked"));
    assert!(!is(&place.find("#female"), "return at.checked"));
    assert!(is(&place.find("details"), "return at.open"));
    assert_eq!(
        text(&place.find(".told"), "return at.textContent"),
        "Sex: male."
    );
    assert!(!place.find(".field").has_attribute("data-empty"));
    assert!(all_kept(&place));
}

#[wasm_bindgen_test]
async fn of_choices_the_readers_wins_over_one_that_was_set_before() {
    let (place, form) = written("at.querySelector('#male').checked = true;");
    form.sex.set("female".to_owned());
    let standing = place.find(".form");
    let _mounted = place.owner.with(|| hydrate(&standing, form.tree()));
    settle().await;
    assert_eq!(form.sex.get_untracked(), "male");
    assert!(is(&place.find("#male"), "return at.checked"));
    assert!(!is(&place.find("#female"), "return at.checked"));
}

#[wasm_bindgen_test]
async fn what_nobody_touched_shows_what_was_set_before() {
    let (place, form) = written("");
    form.sex.set("female".to_owned());
    form.age.set("61".to_owned());
    let standing = place.find(".form");
    let _mounted = place.owner.with(|| hydrate(&standing, form.tree()));
    assert!(is(&place.find("#female"), "return at.checked"));
    assert_eq!(text(&place.find("#age"), "return at.value"), "61");
    assert_eq!(
        text(&place.find(".told"), "return at.textContent"),
        "Sex: female."
    );
}

#[wasm_bindgen_test]
fn focus_and_caret_stay() {
    let (place, _form, _mounted) = taken_over(
        "const age = at.querySelector('#age'); age.value = '1234'; age.focus(); age.setSelectionRange(2, 3);",
    );
    let field = place.find("#age");
    assert!(is(&field, "return document.activeElement === at"));
    assert_eq!(number(&field, "return at.selectionStart"), 2.0);
    assert_eq!(number(&field, "return at.selectionEnd"), 3.0);
}

/// What may have happened to a page beforehand that the tree does not fit any more.
const DISTURBED: [(&str, &str); 9] = [
    (
        "a page translator's elements around every text",
        "const walk = document.createTreeWalker(at, NodeFilter.SHOW_TEXT), texts = [];
         while (walk.nextNode()) texts.push(walk.currentNode);
         for (const text of texts.filter((text) => text.parentNode.localName !== 'textarea')) {
           const font = document.createElement('font'); text.replaceWith(font); font.append(text);
         }",
    ),
    (
        "texts in another language",
        "const walk = document.createTreeWalker(at, NodeFilter.SHOW_TEXT);
         while (walk.nextNode()) walk.currentNode.data = '译文';",
    ),
    (
        "comments that a proxy removed",
        "const walk = document.createTreeWalker(at, NodeFilter.SHOW_COMMENT), all = [];
         while (walk.nextNode()) all.push(walk.currentNode);
         all.forEach((comment) => comment.remove());",
    ),
    (
        "an extension's elements before and behind every element",
        "for (const element of at.querySelector('.form').querySelectorAll('*')) {
           element.before(document.createElement('span')); element.after(document.createElement('div'));
         }",
    ),
    (
        "an extension's elements of the same kind as ours",
        "for (const element of at.querySelector('.form').querySelectorAll('label, div, p, button')) {
           element.before(document.createElement(element.localName));
         }",
    ),
    (
        "an element that is gone",
        "at.querySelector('p.line').remove(); at.querySelector('summary').remove();",
    ),
    (
        "texts that were joined and cut",
        "at.normalize(); at.querySelector('.told').firstChild.splitText(2);",
    ),
    (
        "other words in place of ours",
        "at.querySelector('p.line').innerHTML = '<b>MELD</b> 40'; at.querySelector('svg').innerHTML = '';",
    ),
    (
        "other texts where a comment stood",
        "at.querySelector('fieldset').append('more'); at.querySelector('.form').prepend('less');",
    ),
];

#[wasm_bindgen_test]
async fn what_does_not_fit_is_made_anew_and_what_was_entered_stays() {
    for (what, happened) in DISTURBED {
        let entered =
            "at.querySelector('#age').value = '52'; at.querySelector('#male').checked = true;";
        let happened = [happened, "\n", entered].concat();
        let (place, form, _mounted) = taken_over(&happened);
        settle().await;
        let expected = anew(|form| {
            form.age.set("52".to_owned());
            form.sex.set("male".to_owned());
        });
        assert_eq!(place.html(), expected, "{what}");
        assert_eq!(form.age.get_untracked(), "52", "{what}");
        assert_eq!(form.sex.get_untracked(), "male", "{what}");
        let same = "return at.all.includes(at.querySelector('#age')) && at.all.includes(at.querySelector('#male'))";
        assert!(is(&place.at, same), "{what}: a field was made anew");
        ask(&place.find("#press"), "at.click();");
        settle().await;
        assert_eq!(
            text(&place.find("#press"), "return at.textContent"),
            "1",
            "{what}"
        );
    }
}

#[wasm_bindgen_test]
async fn what_others_gave_an_element_stays_and_what_is_ours_is_put_right() {
    let (place, _form, _mounted) = taken_over(
        "const field = at.querySelector('.field'); field.setAttribute('data-manager', '1');
         field.classList.add('theirs'); field.removeAttribute('data-empty');
         at.querySelector('path').setAttribute('d', 'M0 0'); at.querySelector('.form').dir = 'ltr';",
    );
    let field = place.find(".field");
    assert!(field.has_attribute("data-manager"));
    assert_eq!(field.get_attribute("data-empty").as_deref(), Some("true"));
    assert_eq!(
        place.find("path").get_attribute("d").as_deref(),
        Some("M6 12h12")
    );
    assert!(place.find(".form").has_attribute("dir"));
    assert!(all_kept(&place));
}

#[wasm_bindgen_test]
async fn what_was_taken_over_goes_off_the_page_whole() {
    let (place, form, mounted) = taken_over("at.querySelector('#age').value = '52'");
    drop(mounted);
    form.age.set("61".to_owned());
    settle().await;
    assert_eq!(number(&place.at, "return at.childNodes.length"), 0.0);
}

#[wasm_bindgen_test]
fn what_is_no_such_element_is_made_anew() {
    let place = Place::with("<section>not ours</section>");
    let standing = place.find("section");
    let _mounted = place.owner.with(|| hydrate(&standing, "ours".into()));
    assert_eq!(place.html(), "ours");
}

/// The whole widget on a page that was written beforehand, in a language.
fn widget(happened: &str) -> (JsValue, liver_prescreen::embed::Handle) {
    let study = study::find(None).expect("a study ships");
    let html = prerender(&study, Lang::En);
    let make = "const host = document.createElement('div'); document.body.append(host);
        const root = host.attachShadow({ mode: 'open' });
        root.innerHTML = '<link rel=\"stylesheet\">' + at; return root;";
    let root = ask(&html.into(), make);
    ask(&root, "at.all = [...at.querySelectorAll('*')];");
    ask(&root, happened);
    let handle = crate::stands_in(root.unchecked_ref(), None);
    (root, handle)
}

#[wasm_bindgen_test]
async fn the_whole_page_is_taken_over_as_it_was_written() {
    let (root, handle) = widget("");
    settle().await;
    let kept = "const now = new Set(at.querySelectorAll('*'));
        const gone = at.all.filter((element) => !now.has(element)).map((element) => element.outerHTML);
        const before = new Set(at.all);
        const made = [...now].filter((element) => !before.has(element)).map((element) => element.outerHTML);
        return JSON.stringify([gone, made]);";
    assert_eq!(text(&root, kept), "[[],[]]");
    assert!(!is(
        &root,
        &["return !!at.querySelector('[", ATTRIBUTE, "]')"].concat()
    ));
    assert!(!handle.holds_entries());
    // The day comes with the wasm.
    let year =
        "return at.querySelector('.about').textContent.includes(String(new Date().getFullYear()))";
    assert!(is(&root, year));
    handle.unmount();
    assert_eq!(
        number(&root, "return at.childNodes.length"),
        1.0,
        "the style sheet stays"
    );
    ask(&root, "at.host.remove();");
}

#[wasm_bindgen_test]
async fn what_was_entered_before_the_wasm_came_decides() {
    let (root, handle) = widget(
        "at.querySelector('#hemoglobin').value = '60'; at.querySelector('#units-si').checked = true;
         at.querySelector('#hemoglobin').focus();",
    );
    settle().await;
    assert!(handle.holds_entries());
    assert_eq!(handle.units(), "si");
    let state = "return at.querySelector('#verdict-card').dataset.state";
    assert_eq!(text(&root, state), "excluded");
    assert!(is(&root, "return at.activeElement?.id === 'hemoglobin'"));
    handle.unmount();
    ask(&root, "at.host.remove();");
}

#[wasm_bindgen_test]
fn a_page_of_other_sources_or_another_study_is_not_taken_over() {
    let study = study::find(None).expect("a study ships");
    let other = [
        "at.querySelector('.widget').setAttribute('",
        ATTRIBUTE,
        "', 'x",
        &mark(&study),
        "');",
    ];
    let happened = [&other.concat(), "at.querySelector('#age').value = '52';"].concat();
    let (root, handle) = widget(&happened);
    assert!(!handle.holds_entries());
    assert_eq!(
        number(&root, "return at.querySelectorAll('.widget').length"),
        1.0
    );
    assert!(is(
        &root,
        "return !at.all.includes(at.querySelector('.widget'))"
    ));
    handle.unmount();
    ask(&root, "at.host.remove();");
}
