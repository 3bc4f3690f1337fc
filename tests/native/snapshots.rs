//! The HTML of each part in each of its states, held against what stands in `tests/snapshots`. Where a change is meant,
//! `UPDATE=1 cargo test --test native snapshots::` writes it anew, and the difference is read before it is committed.

use std::fs;
use std::path::{Path, PathBuf};

use liver_prescreen::study;
use liver_prescreen::ui::fixtures::{Fixture, WORKED, parts, widget, widget_state};
use liver_prescreen::words::Lang;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots")
}

fn html(fixture: &Fixture, lang: Lang) -> String {
    let study = study::find(None).expect("a study ships");
    fixture.html(&study, lang)
}

/// HTML with a line for each element; those that hold only text, and drawings, on one. Every `<` begins a tag: the view
/// escapes all others.
fn readable(html: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut rest = html;
    while let Some(tag) = rest.strip_prefix('<') {
        let closes = tag.starts_with('/');
        let (inside, after) = tag.split_once('>').expect("a tag ends");
        let name = inside.split(' ').next().unwrap_or_default();
        let end = format!("</{name}>");
        let is_leaf = ["!----", "br", "img", "input"].contains(&name);
        let in_a_line = |text: &str| name == "svg" || !text.contains('<');
        depth -= usize::from(closes);
        let line = match after.split_once(&end) {
            Some((text, _)) if !closes && !is_leaf && in_a_line(text) => {
                &rest[..inside.len() + 2 + text.len() + end.len()]
            }
            _ => {
                depth += usize::from(!closes && !is_leaf);
                &rest[..inside.len() + 2]
            }
        };
        let opens = !closes && !is_leaf && line.len() == inside.len() + 2;
        out += &"  ".repeat(depth - usize::from(opens));
        out += line;
        rest = &rest[line.len()..];
        let text = &rest[..rest.find('<').unwrap_or(rest.len())];
        if !text.is_empty() {
            out += &format!("\n{}{}", "  ".repeat(depth), ends(text));
        }
        out.push('\n');
        rest = &rest[text.len()..];
    }
    out
}

/// A text with the spaces at its ends in sight: they count, and editors drop them.
fn ends(text: &str) -> String {
    let inner = text.trim_matches(' ');
    let mark = |space: &str| space.replace(' ', "␣");
    match text.split_once(inner) {
        Some((before, after)) if !inner.is_empty() => [&mark(before), inner, &mark(after)].concat(),
        _ => mark(text),
    }
}

/// The first line in which two texts differ, with its number.
fn difference(kept: &str, now: &str) -> String {
    let lines = kept.lines().map(Some).chain(std::iter::repeat(None));
    let both = now.lines().map(Some).chain([None]).zip(lines);
    let found = both.zip(1..).find(|((now, kept), _)| now != kept);
    let Some(((now, kept), line)) = found else {
        return "They differ after the last line.".to_owned();
    };
    let end = "(nothing)";
    format!(
        "line {line}\n  kept: {}\n  now:  {}",
        kept.unwrap_or(end).trim(),
        now.unwrap_or(end).trim()
    )
}

#[test]
fn every_part_is_written_as_it_is_kept() {
    let is_update = std::env::var_os("UPDATE").is_some();
    let mut changed = Vec::new();
    let mut names = Vec::new();
    for (part, fixtures) in parts() {
        let states = fixtures.iter().map(|fixture| {
            let html = readable(&html(fixture, Lang::En));
            format!("<!-- {} -->\n{html}", fixture.name)
        });
        let now: String = states.collect::<Vec<_>>().join("\n");
        let file = folder().join(part).with_extension("html");
        if is_update {
            fs::create_dir_all(folder()).expect("a folder");
            fs::write(&file, &now).expect("a snapshot is written");
        }
        let kept = fs::read_to_string(&file).unwrap_or_default();
        if kept != now {
            let difference = difference(&kept, &now);
            changed.push(format!("tests/snapshots/{part}.html, {difference}"));
        }
        names.push(format!("{part}.html"));
    }
    let kept = fs::read_dir(folder()).expect("a folder").flatten();
    let kept = kept.map(|file| file.file_name().to_string_lossy().into_owned());
    let left: Vec<String> = kept.filter(|name| !names.contains(name)).collect();
    assert!(left.is_empty(), "no part has these any more: {left:?}");
    assert!(
        changed.is_empty(),
        "The HTML of parts is not as it is kept. Where the change is meant, UPDATE=1 cargo test --test native snapshots:: \
         writes it; then read what git shows.\n{}",
        changed.join("\n")
    );
}

#[test]
fn every_state_has_a_name_of_its_own_and_is_like_no_other() {
    for (part, fixtures) in parts().into_iter().chain([("widget", widget())]) {
        let mut seen: Vec<(&str, String)> = Vec::new();
        for fixture in &fixtures {
            let now = html(fixture, Lang::En);
            for (name, html) in &seen {
                assert_ne!(*name, fixture.name, "{part}");
                let differs = *html != now;
                assert!(differs, "{part}: {name} and {} look alike", fixture.name);
            }
            seen.push((fixture.name, now));
        }
        assert!(!seen.is_empty(), "{part} has no state");
    }
}

#[test]
fn every_state_is_written_in_chinese_too() {
    for (part, fixtures) in parts().into_iter().chain([("widget", widget())]) {
        for fixture in &fixtures {
            let chinese = html(fixture, Lang::Zh);
            assert!(
                chinese.contains("lang=\"zh-CN\""),
                "{part}: {}",
                fixture.name
            );
        }
    }
}

/// A state whose entries the form does not take would look like another one and check nothing.
#[test]
fn what_is_entered_stands_in_the_fields() {
    let filled = widget_state("filled").expect("a state");
    let html = html(&filled, Lang::En);
    assert!(html.contains("data-state=\"not-excluded\""));
    for (key, text) in WORKED {
        let typed = [format!(" id=\"{key}\""), format!(" value=\"{text}\"")];
        let chosen = [format!(" id=\"{key}-{text}\""), " checked".to_owned()];
        let says = |tag: &str| {
            [&typed, &chosen]
                .iter()
                .any(|both| both.iter().all(|part| tag.contains(part)))
        };
        assert!(html.split('<').any(says), "{key} does not say {text}");
    }
}

#[test]
fn a_difference_is_named_by_its_line() {
    let found = difference("<p>a</p>\n<p>b</p>\n", "<p>a</p>\n<p>c</p>\n");
    assert_eq!(found, "line 2\n  kept: <p>b</p>\n  now:  <p>c</p>");
    assert!(difference("", "<p>a</p>\n").starts_with("line 1\n  kept: (nothing)"));
    let html = "<div class=\"x\"><p>a</p><input id=\"b\"><span>c <b>d</b> e</span></div>";
    let lines = "<div class=\"x\">\n  <p>a</p>\n  <input id=\"b\">\n  <span>\n    c␣\n    <b>d</b>\n    ␣e\n  </span>\n</div>\n";
    assert_eq!(readable(html), lines);
}
