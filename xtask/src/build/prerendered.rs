//! The form before its wasm has come: written here by the code that the wasm is made of, and taken over by the wasm as it
//! stands. The page holds it as declarative shadow DOM; hosts, and readers of another language than the page was
//! written in, get it as a file of its own.

use crate::Outcome;
use crate::process::pattern;
use liver_prescreen::study::{self, Study};
use liver_prescreen::ui::prerender::prerender;
use liver_prescreen::words::Lang;
use std::sync::Arc;

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
    let html = undrawn(&folded_away(&prerender(&study()?, lang)))?;
    // Buttons do nothing before the wasm is there, and say so.
    let html = html.replace("<button", "<button disabled");
    let inside = html.strip_suffix("</div>").unwrap_or(&html);
    Ok([inside, END, "</div>"].concat())
}

/// Without what is in drawings, which comes with the wasm: drawn is a result, and a result is not shown before. Each
/// keeps its place and its shape. 0.7 kB of the page after Brotli.
fn undrawn(html: &str) -> Outcome<String> {
    let drawing = pattern(r"(?s)(<svg[^>]*>).*?</svg>")?;
    Ok(drawing.replace_all(html, "$1</svg>").into_owned())
}

/// Without what lies folded away, which comes with the wasm and moves nothing then: it would be half of the bytes.
fn folded_away(html: &str) -> String {
    const END: &str = "</details>";
    // The ends of those that were looked at, which are the inner ones, since the last begins first.
    const DONE: &str = "</details\0>";
    let mut html = html.to_owned();
    let starts: Vec<usize> = html.match_indices("<details").map(|(at, _)| at).collect();
    for start in starts.into_iter().rev() {
        let Some((whole, _)) = html[start..].split_once(END) else {
            continue;
        };
        let end = start + whole.len() + END.len();
        let (tag, inside) = whole.split_once('>').unwrap_or((whole, ""));
        let stays = tag.ends_with(" open") || FIELDS.iter().any(|field| inside.contains(field));
        let kept = match inside.split_once("</summary>") {
            Some((summary, _)) if !stays => format!("{tag}>{summary}</summary>{DONE}"),
            _ => format!("{tag}>{inside}{DONE}"),
        };
        html.replace_range(start..end, &kept);
    }
    html.replace(DONE, END)
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
            )
            .as_deref(),
            Ok("<p><svg viewBox=\"0 0 9 9\"></svg> a</p><svg></svg>b")
        );
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
}
