//! Trees and the whole page as HTML, written on this machine.

use leptos::prelude::*;
use liver_prescreen::study;
use liver_prescreen::ui::prerender::{ATTRIBUTE, mark, prerender};
use liver_prescreen::view::html::{button, div, input, label, li, p, span, textarea, ul};
use liver_prescreen::view::svg::{path, svg};
use liver_prescreen::view::{El, Node, render_to_string};
use liver_prescreen::words::Lang;

fn html(el: El) -> String {
    Owner::new().with(|| render_to_string(&el.into()))
}

#[test]
fn texts_and_attributes_are_escaped() {
    let text = "Hb < 70 & \"PLT\" > 5 'x'";
    let written = html(p().attr("title", text).child(text));
    let escaped = "Hb &lt; 70 &amp; &quot;PLT&quot; &gt; 5 'x'";
    assert_eq!(written, format!("<p title=\"{escaped}\">{escaped}</p>"));
    let closing = html(p().child("</p><script>alert(1)</script>"));
    assert!(!closing.contains("<script"), "{closing}");
}

#[test]
fn a_field_has_no_end_tag_and_an_empty_element_has_one() {
    let field = label()
        .child(input().id("age").attr("readonly", ""))
        .child(span());
    assert_eq!(
        html(field),
        "<label><input id=\"age\" readonly><span></span></label>"
    );
}

#[test]
fn an_empty_place_and_an_empty_text_keep_their_place() {
    let place = "<!---->";
    assert_eq!(html(p().child(Node::Nothing)), format!("<p>{place}</p>"));
    assert_eq!(html(p().child("").child("a")), format!("<p>{place}a</p>"));
    assert_eq!(html(p().child(None::<El>)), format!("<p>{place}</p>"));
}

#[test]
fn texts_side_by_side_are_one_text() {
    assert_eq!(html(p().child("MELD ").child("15")), "<p>MELD 15</p>");
}

#[test]
fn a_drawing_keeps_the_letters_of_its_attributes() {
    let drawing = svg()
        .attr("viewBox", "0 0 24 24")
        .child(path().attr("d", "M6 12h12"));
    let written = "<svg viewBox=\"0 0 24 24\"><path d=\"M6 12h12\"></path></svg>";
    assert_eq!(html(drawing), written);
}

#[test]
fn what_follows_signals_is_written_as_they_stand() {
    let owner = Owner::new();
    owner.with(|| {
        let text = RwSignal::new("5".to_owned());
        let tree = || -> Node {
            div()
                .attr("data-empty", move || text.with(String::is_empty).then_some("true"))
                .hidden(move || text.with(|text| text == "5"))
                .child(input().value(move || text.get(), |_| {}))
                .child(input().checked(move || text.with(|text| text == "6"), || {}))
                .child(textarea().value(move || text.get(), |_| {}))
                .child(button().text_of(move || text.get()))
                .child(ul().children_of(move || {
                    let all = text.get();
                    all.chars().map(|c| li().child(c.to_string()).into()).collect()
                }))
                .into()
        };
        let first = "<div hidden><input value=\"5\"><input><textarea>5</textarea><button>5</button><ul><li>5</li></ul></div>";
        assert_eq!(render_to_string(&tree()), first);
        text.set("6".to_owned());
        let second = "<div><input value=\"6\"><input checked><textarea>6</textarea><button>6</button><ul><li>6</li></ul></div>";
        assert_eq!(render_to_string(&tree()), second);
        text.set(String::new());
        let empty = "<div data-empty=\"true\"><input><input><textarea></textarea><button><!----></button><ul></ul></div>";
        assert_eq!(render_to_string(&tree()), empty);
    });
}

#[test]
fn a_first_line_break_in_a_text_of_many_lines_is_read_again() {
    let written = html(textarea().child("\nHb 60"));
    assert_eq!(written, "<textarea>\n\nHb 60</textarea>");
}

// guards: H19
#[test]
fn the_whole_page_is_written_in_both_languages() {
    let study = study::find(None).expect("a study ships");
    let english = prerender(&study, Lang::En);
    let chinese = prerender(&study, Lang::Zh);
    for html in [&english, &chinese] {
        assert!(
            html.starts_with("<div class=\"widget notranslate\""),
            "{}",
            &html[..80]
        );
        assert!(html.contains(&format!("{ATTRIBUTE}=\"{}\"", mark(&study))));
        assert!(html.contains("<input id=\"bilirubin\""));
        // Nobody chose or typed anything, and nothing says so.
        assert!(!html.contains(" checked"));
    }
    assert!(english.contains("lang=\"en\""));
    assert!(chinese.contains("lang=\"zh-CN\""));
    for (lang, html) in [(Lang::En, &english), (Lang::Zh, &chinese)] {
        let title = lang.catalogue().page.scores.title;
        assert!(html.contains(&format!(">{title}</h3>")), "{title}");
        let name = study.short_title.in_lang(lang);
        assert!(html.contains(name), "{name}");
    }
}

#[test]
fn a_page_written_beforehand_names_no_day_of_its_making() {
    let study = study::find(None).expect("a study ships");
    for lang in [Lang::En, Lang::Zh] {
        let html = prerender(&study, lang);
        assert_eq!(html, prerender(&study, lang), "the same page twice");
        assert!(!html.contains("9999"), "the earliest day");
    }
}
