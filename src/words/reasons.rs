//! Reasons as sentences: of simple rules, and of rules that are composed of others.

use time::Date;

use super::sentences::{
    is_limit, limit, measured, score_number, score_unit, score_value, typed, value_unit,
};
use super::{Catalogue, Lang, fill};
use crate::clinical::{Analyte, Item, Number, Sex};
use crate::screening::Answer;
use crate::screening::finding::{Reason, Truth};
use crate::screening::range::{End, Range};
use crate::screening::reason::{Anchor, Asked, OfStudy, Said, Sample, Scored};
use crate::screening::window::Lapse;
use crate::study::ANY_STUDY;
use crate::study::model::{NormalEnd, Op, Window};

/// What is asked of a value: `≥ 50 ×10⁹/L and ≤ 150 ×10⁹/L`, `≤ 5 × ULN (200 U/L)`. A study's own unit is a text.
pub fn range(lang: Lang, range: &Range, unit: &str) -> String {
    let texts = &lang.catalogue().findings;
    let ends: Vec<String> = range.ends().map(|at| end(lang, at, unit)).collect();
    match ends.as_slice() {
        [low, high] => fill(texts.range, &[("low", low), ("high", high)]),
        _ => ends.concat(),
    }
}

fn end(lang: Lang, end: &End, unit: &str) -> String {
    let multiple = end.multiple.as_ref().filter(|_| ANY_STUDY);
    let Some(multiple) = multiple else {
        let text = limit(end.op, end.limit, end.unit);
        return match unit {
            "" => text,
            unit => [&text, " ", unit].concat(),
        };
    };
    let texts = &lang.catalogue().findings;
    let value = end.limit.normalize().to_string();
    let value = end
        .unit
        .map_or(value.clone(), |unit| value_unit(&value, unit));
    fill(
        if multiple.by_study {
            texts.multiple_of_study
        } else {
            texts.multiple
        },
        &[
            ("sign", end.op.sign()),
            ("times", &multiple.times.to_string()),
            (
                "end",
                match multiple.of {
                    NormalEnd::Uln => "ULN",
                    NormalEnd::Lln => "LLN",
                },
            ),
            ("limit", &value),
        ],
    )
}

/// What is asked of a score: a range, or a class.
pub fn asked(lang: Lang, scored: &Scored) -> String {
    match &scored.asked {
        Asked::Classes(_) if !ANY_STUDY => String::new(),
        Asked::Range(limits) => range(lang, limits, score_unit(scored.score)),
        Asked::Classes(classes) => {
            let texts = &lang.catalogue().findings;
            fill(texts.class, &[("classes", &classes.join(texts.or))])
        }
    }
}

/// Why a rule is true of a patient, is not, or is open.
pub fn reason(lang: Lang, truth: Truth, reason: &Reason) -> String {
    let words = lang.catalogue();
    let texts = &words.findings;
    let holds = truth.holds();
    match reason {
        Reason::NoLimit(_)
        | Reason::Sample(_)
        | Reason::Sex { .. }
        | Reason::Study(_)
        | Reason::Parts(_)
            if !ANY_STUDY =>
        {
            String::new()
        }
        Reason::Age { years, min, max } => age(lang, holds, *years, *min, *max),
        Reason::Lab(measured_against) => {
            let lab = &measured_against.lab;
            let limits = &measured_against.range;
            let unit = limits.ends().find_map(|end| end.unit);
            let value = measured(lab, unit.unwrap_or_else(|| lab.unit()));
            compared(
                words,
                holds,
                words.analyte(lab.analyte()),
                &value,
                &range(lang, limits, ""),
            )
        }
        Reason::NoLimit(no_limit) => {
            let names = no_limit.missing.iter().map(|item| words.item(*item));
            let names: Vec<&str> = names.collect();
            let values = [
                ("name", words.analyte(no_limit.lab.analyte())),
                ("value", &*typed(&no_limit.lab)),
                ("limits", &names.join(words.names.list_separator)),
            ];
            fill(texts.no_limit, &values)
        }
        Reason::Score(scored) => score(lang, holds, scored),
        Reason::Sample(sample) => self::sample(lang, holds, sample),
        Reason::Sex { sex, .. } => {
            let value = match sex {
                Sex::Female => words.names.female,
                Sex::Male => words.names.male,
            };
            fill(texts.named, &[("name", words.names.sex), ("value", value)])
        }
        Reason::Study(of) => of_study(lang, holds, of),
        Reason::Parts(composed) => super::composed::sentence(lang, holds, composed),
        Reason::Waiting(waiting) => super::waiting(lang, waiting),
        Reason::Missing(item) => fill(texts.missing, &[("name", &words.item_of(*item))]),
        Reason::BornLater => texts.born_later.to_owned(),
        Reason::Answered(answer) => fill(texts.answered, &[("answer", words.answer(*answer))]),
        Reason::NotAnswered => texts.not_answered.to_owned(),
        Reason::Event { day, lapse } => {
            let sentence = if holds == Some(true) {
                texts.event_within
            } else {
                texts.event_lapsed
            };
            event(lang, sentence, "", *day, *lapse)
        }
        Reason::Contradiction { answer, day, lapse } => event(
            lang,
            texts.contradiction,
            words.answer(*answer),
            *day,
            *lapse,
        ),
        Reason::CannotBeRead(answer) => {
            with_answer(words, *answer, texts.unreadable, texts.unreadable_answered)
        }
        Reason::Site(answer) => with_answer(words, *answer, texts.site, texts.site_answered),
    }
}

/// A value against what is asked of it.
fn compared(
    words: &Catalogue,
    holds: Option<bool>,
    name: &str,
    value: &str,
    limit: &str,
) -> String {
    let texts = &words.findings;
    let sentence = match holds {
        Some(true) => texts.value_true,
        Some(false) => texts.value_false,
        None => texts.value_open,
    };
    fill(
        sentence,
        &[("name", name), ("value", value), ("limit", limit)],
    )
}

fn age(lang: Lang, holds: Option<bool>, years: u16, min: Option<u16>, max: Option<u16>) -> String {
    let words = lang.catalogue();
    let texts = &words.findings;
    let (Some(min), Some(max)) = (min, max) else {
        let limit = match (min, max) {
            (Some(min), _) => limit(Op::AtLeast, min.into(), None),
            (None, max) => limit(Op::AtMost, max.unwrap_or_default().into(), None),
        };
        let name = words.names.age;
        return compared(words, holds, name, &years.to_string(), &limit);
    };
    let sentence = if holds == Some(true) {
        texts.age_within
    } else {
        texts.age_outside
    };
    fill(
        sentence,
        &[
            ("years", &years.to_string()),
            ("min", &min.to_string()),
            ("max", &max.to_string()),
        ],
    )
}

fn score(lang: Lang, holds: Option<bool>, scored: &Scored) -> String {
    let words = lang.catalogue();
    let texts = &words.findings;
    let Scored {
        low,
        high,
        missing,
        imprecise,
        waiting,
        ..
    } = scored;
    let settled = low == high;
    let sentence = match holds {
        Some(true) if settled => texts.value_true,
        Some(false) if settled => texts.value_false,
        Some(true) => texts.score_true_whatever,
        Some(false) => texts.score_false_whatever,
        None if ANY_STUDY && missing.iter().any(is_limit) => texts.score_no_limit,
        None if !missing.is_empty() => texts.score_open,
        None if !waiting.is_empty() => texts.score_open_waiting,
        None => texts.score_open_imprecise,
    };
    let waits: Vec<Item> = waiting.iter().map(|w| Item::Lab(w.analyte())).collect();
    let items = match (missing.is_empty(), waits.is_empty(), holds) {
        (false, false, Some(_)) => &[missing.as_slice(), &waits].concat(),
        (false, ..) => missing,
        (true, false, _) => &waits,
        (true, true, _) => imprecise,
    };
    let open = fill(
        sentence,
        &[
            ("name", words.score(scored.score)),
            ("value", &score_value(scored.score, *low)),
            ("low", &score_number(*low)),
            ("high", &score_value(scored.score, *high)),
            ("limit", &asked(lang, scored)),
            ("items", &words.items(items)),
        ],
    );
    if holds.is_some() {
        return open;
    }
    let mut said = vec![open];
    if !missing.is_empty() && !waits.is_empty() {
        let waits = words.items(&waits);
        said.push(fill(texts.score_waiting, &[("items", &waits)]));
    }
    said.extend(waiting.iter().map(|waiting| super::waiting(lang, waiting)));
    said.join(lang.space())
}

fn sample(lang: Lang, holds: Option<bool>, sample: &Sample) -> String {
    let words = lang.catalogue();
    let texts = &words.findings;
    let name = |analyte: &Analyte| ("name", words.analyte(*analyte));
    match sample {
        Sample::Old {
            analyte,
            date,
            days,
        } => fill(
            texts.sample_old,
            &[
                name(analyte),
                ("date", &lang.date(*date)),
                ("days", &days.to_string()),
            ],
        ),
        Sample::Undated { analyte } => fill(texts.sample_undated, &[name(analyte)]),
        Sample::Washout {
            analyte,
            entry,
            answer,
        } => {
            let sentence = match answer {
                Some(Answer::Yes) => texts.washout_yes,
                _ => texts.washout_open,
            };
            let entry = entry.name().in_lang(lang);
            fill(sentence, &[name(analyte), ("entry", entry)])
        }
        Sample::Occasions {
            analyte,
            found,
            needed,
        } => {
            let sentence = match holds {
                Some(true) => texts.occasions_met,
                _ => texts.occasions_open,
            };
            fill(
                sentence,
                &[
                    name(analyte),
                    ("found", &found.to_string()),
                    ("needed", &needed.n.to_string()),
                    ("days", &needed.apart_days.to_string()),
                ],
            )
        }
    }
}

/// A length of time: the months where a window has months and days, which are one length counted in two ways.
fn length(lang: Lang, window: &Window) -> String {
    let texts = &lang.catalogue().findings;
    let given = [window.months, window.weeks, window.days, window.hours];
    let each = given.iter().zip(texts.window_one).zip(texts.window_many);
    let mut said = each.filter_map(|((number, one), many)| {
        let number = (*number)?;
        let sentence = if number == 1 { one } else { many };
        Some(fill(sentence, &[("n", &number.to_string())]))
    });
    said.next().unwrap_or_default()
}

/// The name of an entry of the study.
pub(super) fn name_of(lang: Lang, of: &OfStudy) -> &str {
    let entry = of.entry.as_deref();
    let the_event = lang.catalogue().findings.the_event;
    entry.map_or(the_event, |entry| entry.name().in_lang(lang))
}

fn of_study(lang: Lang, holds: Option<bool>, of: &OfStudy) -> String {
    let words = lang.catalogue();
    let texts = &words.findings;
    let entry = of.entry.as_deref();
    let name = name_of(lang, of);
    let named = |value: &str| fill(texts.named, &[("name", name), ("value", value)]);
    let from = |anchor: &Anchor| {
        let date = lang.date(anchor.day);
        match &anchor.entry {
            Some(entry) => {
                let values = [("name", entry.name().in_lang(lang)), ("date", &*date)];
                fill(texts.anchor, &values)
            }
            None => fill(texts.screening_day, &[("date", &date)]),
        }
    };
    match &of.said {
        Said::Nothing => fill(texts.missing, &[("name", name)]),
        Said::Chosen { chosen, of } => {
            let options = entry.map_or(&[][..], |entry| entry.options());
            let option = |place: &usize| {
                let option = options.get(*place);
                option.map_or("", |option| option.name.in_lang(lang))
            };
            if holds == Some(true) {
                return named(option(chosen));
            }
            let asked: Vec<&str> = of.iter().map(option).collect();
            let asked = asked.join(texts.or);
            let values = [
                ("name", name),
                ("value", option(chosen)),
                ("options", &*asked),
            ];
            fill(texts.not_among, &values)
        }
        Said::Number {
            number,
            range: limits,
        } => {
            let unit = entry.and_then(|entry| entry.unit()).unwrap_or_default();
            let value = [as_typed(*number).as_str(), unit].join(" ");
            compared(
                words,
                holds,
                name,
                value.trim_end(),
                &range(lang, limits, unit),
            )
        }
        Said::Answered(answer) => named(words.answer(*answer)),
        Said::Event {
            day,
            window,
            from: anchor,
        } => {
            let within = crate::screening::window::within(*day, window, anchor.day);
            fill(
                match within {
                    Some(true) => texts.in_window,
                    Some(false) => texts.out_of_window,
                    None => texts.unclear_by_hours,
                },
                &[
                    ("name", name),
                    ("day", &lang.date(*day)),
                    ("window", &length(lang, window)),
                    ("from", &from(anchor)),
                ],
            )
        }
        Said::NoDay { window } => {
            let window = length(lang, window);
            fill(texts.no_day, &[("name", name), ("window", &window)])
        }
        Said::After { day, from: anchor } => fill(
            texts.after_anchor,
            &[
                ("name", name),
                ("day", &lang.date(*day)),
                ("from", &from(anchor)),
            ],
        ),
        Said::Contradiction { answer, day } => fill(
            texts.contradiction_of,
            &[
                ("name", name),
                ("answer", words.answer(*answer)),
                ("day", &lang.date(*day)),
            ],
        ),
    }
}

/// A number as typed, with its sign.
fn as_typed(number: Number) -> String {
    let sign = number.comparator.sign();
    let space = if sign.is_empty() { "" } else { " " };
    format!("{sign}{space}{}", number.value)
}

fn event(lang: Lang, sentence: &str, answer: &str, day: Date, lapse: Lapse) -> String {
    fill(
        sentence,
        &[
            ("answer", answer),
            ("day", &lang.date(day)),
            ("calendar", &lang.date(lapse.calendar)),
            ("days", &lang.date(lapse.days)),
        ],
    )
}

fn with_answer(words: &Catalogue, answer: Option<Answer>, without: &str, with: &str) -> String {
    match answer {
        None => without.to_owned(),
        Some(answer) => fill(with, &[("answer", words.answer(answer))]),
    }
}
