//! The form before its wasm has come: written here by the code that the wasm is made of, and taken over by the wasm as it
//! stands. The page holds it as declarative shadow DOM; hosts, and readers of another language than the page was
//! written in, get it as a file of its own.

use crate::Outcome;
use liver_prescreen::study::{self, Study};
use liver_prescreen::ui::prerender::prerender;
use liver_prescreen::words::Lang;
use std::sync::Arc;

/// The element of the page, in which the form is put.
const ELEMENT: &str = "<liver-prescreen data-whole-page>";

/// How the form begins in the page. Behind it comes the widget's style sheet.
pub const TEMPLATE: &str = "<template shadowrootmode=\"open\">";

/// Stands last in a form: until it has been read, a page is still coming, and what is shown of it would move.
const END: &str = "<i hidden></i>";

/// What holds a field must not come later: it may be in use by then.
const FIELDS: [&str; 2] = ["<input", "<textarea"];

/// The study that ships.
pub fn study() -> Outcome<Arc<Study>> {
    study::find(None).ok_or_else(|| "No study ships: see src/study/data.".to_owned())
}

/// The form of that study, with nothing entered.
pub fn form(lang: Lang) -> Outcome<String> {
    let html = waiting(&undrawn(&folded_away(&prerender(&study()?, lang))));
    let inside = html.strip_suffix("</div>").unwrap_or(&html);
    Ok([inside, END, "</div>"].concat())
}

/// The page with the form in it, in the style sheet of this name.
pub fn within(page: &str, style: &str, form: &str) -> Outcome<String> {
    if page.matches(ELEMENT).count() != 1 {
        return Err(format!("index.html must have {ELEMENT} once; put it back."));
    }
    let element =
        format!("{ELEMENT}{TEMPLATE}<link rel=\"stylesheet\" href=\"./{style}\">{form}</template>");
    Ok(page.replace(ELEMENT, &element))
}

/// The file in which a form comes to where the page does not hold it, behind its style sheet.
pub fn file(style: &str, form: &str) -> String {
    [style, form].concat()
}

/// Buttons do nothing before the wasm is there, and say so.
fn waiting(html: &str) -> String {
    html.replace("<button", "<button disabled")
}

/// Without what is in drawings, which comes with the wasm: drawn is a result, and a result is not shown before. Each
/// keeps its place and its shape. 0.7 kB of the page after Brotli.
fn undrawn(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, drawing)) = at(rest, "<svg") {
        let (tag, inside) = drawing.split_once('>').unwrap_or((drawing, ""));
        let (_, after) = at(inside, "</svg>").unwrap_or((inside, ""));
        out += before;
        out += tag;
        out.push('>');
        rest = after;
    }
    out + rest
}

/// Without what lies folded away, which comes with the wasm and moves nothing then: it would be half of the bytes.
fn folded_away(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, details)) = at(rest, "<details") {
        let (whole, after) = whole(details);
        out += before;
        out += &folded(whole);
        rest = after;
    }
    out + rest
}

/// One `<details>`, from its tag to its end.
fn folded(details: &str) -> String {
    let (tag, inside) = details.split_once('>').unwrap_or((details, ""));
    let stays = tag.ends_with(" open") || FIELDS.iter().any(|field| inside.contains(field));
    match inside.split_once("</summary>") {
        Some((summary, _)) if !stays => format!("{tag}>{summary}</summary></details>"),
        _ => format!("{tag}>{}", folded_away(inside)),
    }
}

/// Splits behind the end of the element that a text begins with.
fn whole(details: &str) -> (&str, &str) {
    const END: &str = "</details>";
    let mut depth = 0;
    let mut read = 0;
    loop {
        let rest = &details[read..];
        let begins = rest.find("<details").unwrap_or(usize::MAX);
        let Some(ends) = rest.find(END) else {
            return (details, "");
        };
        if begins < ends {
            depth += 1;
            read += begins + 1;
            continue;
        }
        depth -= 1;
        read += ends + END.len();
        if depth == 0 {
            return details.split_at(read);
        }
    }
}

/// A text before and from a place in it.
fn at<'a>(text: &'a str, place: &str) -> Option<(&'a str, &'a str)> {
    text.find(place).map(|at| text.split_at(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_away_comes_later_unless_it_holds_a_field_or_stands_open() {
        let short = "<p>a</p><details class=\"x\"><summary>b</summary></details><p>c</p>";
        let long = "<p>a</p><details class=\"x\"><summary>b</summary><p>1</p><details><summary>2</summary>3</details>\
                    </details><p>c</p>";
        assert_eq!(folded_away(long), short);
        for whole in [
            "<details><summary>b</summary><input id=\"y\"></details>c",
            "<details open><summary>b</summary>d</details>c",
        ] {
            assert_eq!(folded_away(whole), whole);
        }
        assert_eq!(
            folded_away(
                "<details><summary>b</summary><input><details><summary>c</summary>d</details></details>e"
            ),
            "<details><summary>b</summary><input><details><summary>c</summary></details></details>e"
        );
    }

    #[test]
    fn a_drawing_keeps_its_place_and_comes_later() {
        assert_eq!(
            undrawn(
                "<p><svg viewBox=\"0 0 9 9\"><path d=\"M6 1\"></path></svg> a</p><svg><g></g></svg>b"
            ),
            "<p><svg viewBox=\"0 0 9 9\"></svg> a</p><svg></svg>b"
        );
        assert_eq!(undrawn("<p>a</p>"), "<p>a</p>");
    }

    #[test]
    fn the_form_is_of_no_day_and_its_buttons_wait() {
        for lang in [Lang::En, Lang::Zh] {
            let html = form(lang).expect("a form");
            assert!(html.contains(" data-prerendered=\""));
            assert!(html.contains(&format!("<div lang=\"{}\"", lang.tag())));
            assert_eq!(
                html.matches("<button").count(),
                html.matches("<button disabled").count()
            );
            assert!(html.ends_with("</div><i hidden></i></div>"));
            assert!(html.contains("id=\"age\"") && html.contains("id=\"printout\""));
            assert!(!html.contains("-9999") && !html.contains(" value=\"20"));
        }
    }

    #[test]
    fn the_page_holds_the_form_once() {
        let page = within(
            &format!("<main>{ELEMENT}</liver-prescreen></main>"),
            "a.css",
            "<p>b</p>",
        );
        let held = "<template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"./a.css\"><p>b</p></template>";
        assert!(page.expect("a page").contains(&[ELEMENT, held].concat()));
        assert!(within("<main></main>", "a.css", "").is_err());
    }
}
