//! A printout pasted as a block of text: what was read of it is shown first, with everything that was not, and goes
//! into the fields only when the reader says so.

use leptos::prelude::*;

use crate::browser::place;
use crate::clinical::{Sex, Unit};
use crate::exchange::form::FormValues;
use crate::exchange::input::SEXES;
use crate::exchange::printout::{Found, Printout};
use crate::exchange::record::UnitsBy;
use crate::screening::fields::fields;
use crate::ui::context::{UiContext, ask, bare, button, go_to, go_to_later, of_class};
use crate::ui::form::TextSignal;
use crate::view::Node;
use crate::view::html::{b, div, h4, label, li, p, q, textarea, ul};
use crate::words::{fill, value_unit};

/// The unit of a value that was found: as printed, or the only one there is.
fn unit(found: &Found) -> Option<Unit> {
    found.unit.or(match found.analyte.units() {
        [only] => Some(only.unit),
        _ => None,
    })
}

/// What became of a text.
#[derive(Clone)]
enum PasteState {
    /// It was not asked for.
    Nothing,
    /// What reads it did not come.
    Failed,
    /// What it says.
    Printout(Printout),
}

/// What stands in the block for a printout.
pub fn block(cx: UiContext) -> Vec<Node> {
    let words = &cx.page().tools;
    let text = cx.form.printout;
    let read = RwSignal::new(PasteState::Nothing);
    let before = RwSignal::new(None::<FormValues>);
    let area = textarea()
        .id("printout")
        .attr("rows", "5")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", "printout-note")
        .value(move || text.get(), move |typed| text.set(typed))
        .on("input", move |event| {
            text.set(event_target_value(&event));
            read.set(PasteState::Nothing);
        });
    let look = button("plain", words.paste_read)
        .id("printout-read")
        .on("click", move |event| {
            let asked = text.get_untracked();
            let go = place::way_to(&event, ".widget", "#printout-found".to_owned());
            let kept = asked.clone();
            let done = move |answer: Option<Printout>| {
                // Another text by now, or the page is gone, or speaks another language.
                if text.try_get_untracked() != Some(kept) || read.is_disposed() {
                    return;
                }
                read.set(match answer {
                    Some(answer) => PasteState::Printout(answer),
                    None => PasteState::Failed,
                });
                go();
            };
            ask("printout", [&asked, &fields(&cx.study()).tokens()], done);
        });
    let found = div().children_of(move || {
        read.with(|read| match read {
            PasteState::Nothing => Vec::new(),
            PasteState::Failed => vec![of_class(p, "error", words.unloaded)],
            PasteState::Printout(printout) => shown(cx, printout),
        })
    });
    let fill_in = button("plain", words.paste_fill)
        .id("printout-fill")
        .hidden(move || {
            read.with(|read| match read {
                PasteState::Printout(read) => !read.found.iter().any(|found| unit(found).is_some()),
                _ => true,
            })
        })
        .on("click", move |event| {
            let PasteState::Printout(printout) = read.get_untracked() else {
                return;
            };
            before.set(Some(untrack(|| cx.form.values())));
            for found in &printout.found {
                let lab = cx.form.lab(found.analyte);
                if let Some((lab, unit)) = lab.zip(unit(found)) {
                    if lab.analyte.units().len() > 1 {
                        lab.choose(unit.ucum(), UnitsBy::Paste);
                    }
                    lab.value.set(found.value.clone());
                    fill_beside(cx, found);
                }
            }
            fill_head(cx, &printout);
            read.set(PasteState::Nothing);
            text.set(String::new());
            cx.announced.set(words.paste_filled.to_owned());
            go_to_later(&event, "#printout-undo");
        });
    let undo = button("plain", cx.page().form.undo)
        .id("printout-undo")
        .on("click", move |event| {
            if let Some(typed) = before.get_untracked() {
                cx.form.fill(typed);
            }
            before.set(None);
            go_to(&event, &["#printout"]);
        });
    let note = p().class("note").id("printout-note");
    let place = div().id("printout-found").attr("tabindex", "-1");
    let done = div()
        .class("done")
        .hidden(move || before.with(Option::is_none));
    vec![
        note.child(words.paste_note).into(),
        label()
            .attr("for", "printout")
            .child(words.paste_label)
            .into(),
        area.into(),
        of_class(div, "actions", look),
        place.child(found).child(fill_in).into(),
        done.child(bare(p, words.paste_filled)).child(undo).into(),
    ]
}

/// The day and the control that are printed with a value.
fn fill_beside(cx: UiContext, found: &Found) {
    if let (Some(day), Some(date)) = (cx.form.lab_date(found.analyte), &found.date) {
        day.set(date.clone());
    }
    if let Some(control) = &found.control {
        cx.form.control.set(control.clone());
    }
}

/// Age and sex from the head of a report, where nobody entered them.
fn fill_head(cx: UiContext, printout: &Printout) {
    let form = cx.form;
    let put = |field: TextSignal, text: Option<String>| {
        if let Some(text) = text.filter(|_| field.with_untracked(String::is_empty)) {
            field.set(text);
        }
    };
    put(form.age, printout.age.map(|age| age.to_string()));
    put(form.sex, printout.sex.map(|sex| sex_name(sex).to_owned()));
}

fn sex_name(sex: Sex) -> &'static str {
    let found = SEXES.iter().find(|(_, known)| *known == sex);
    found.map_or("", |(name, _)| name)
}

fn shown(cx: UiContext, read: &Printout) -> Vec<Node> {
    let words = &cx.page().tools;
    let source = |text: &str| q().child(text.to_owned());
    let row = |found: &Found| {
        let name = cx.words().analyte(found.analyte);
        let mut said = match unit(found) {
            Some(unit) => value_unit(&found.value, unit),
            None => fill(words.paste_no_unit, &[("value", &found.value)]),
        };
        for more in [&found.printed, &found.date].into_iter().flatten() {
            said = [&said, " (", more, ")"].concat();
        }
        if let Some(control) = &found.control {
            let control = fill(cx.page().record.control, &[("value", control)]);
            said = [said, " (".to_owned(), control, ")".to_owned()].concat();
        }
        li().child(bare(b, [name, " ", &said].concat()))
            .child(" ")
            .child(source(&found.source))
            .into()
    };
    let part = |title, items: Vec<Node>| -> Node {
        if items.is_empty() {
            return Node::Nothing;
        }
        div()
            .child(bare(h4, title))
            .child(ul().children(items))
            .into()
    };
    if read.found.is_empty() && read.conflicting.is_empty() && read.doubtful.is_empty() {
        return vec![of_class(p, "doubt", words.paste_nothing)];
    }
    vec![
        part(words.paste_found, read.found.iter().map(row).collect()),
        part(
            words.paste_doubtful,
            read.doubtful.iter().map(row).collect(),
        ),
        part(
            words.paste_conflict,
            read.conflicting.iter().map(row).collect(),
        ),
        part(
            words.paste_ignored,
            read.ignored
                .iter()
                .map(|ignored| {
                    let why = ignored.why.in_words(&words.unread);
                    li().child(source(&ignored.text))
                        .child([" (", why, ")"].concat())
                        .into()
                })
                .collect(),
        ),
    ]
}
