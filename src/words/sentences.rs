//! Findings and arm statements as sentences.

use std::borrow::Cow;

use rust_decimal::Decimal;
use time::Date;

use super::{Catalogue, Lang, fill};
use crate::clinical::further_unit::raised;
use crate::clinical::number::{fixed, quotient};
use crate::clinical::{Analyte, Item, Lab, Unit};
use crate::screening::arm::{ArmStatement, Assumed, Kept, WhyUnknown};
use crate::screening::finding::{Finding, ReadingResult, State, Truth};
use crate::screening::score_value::ScoreValue;
use crate::screening::{Answer, Entry};
use crate::study::model::{Kind, Op, ScoreName};
use crate::study::{ANY_STUDY, Study};

impl Catalogue {
    /// The name of an analyte.
    pub fn analyte(&self, analyte: Analyte) -> &'static str {
        if let Some(further) = analyte.further() {
            return further.name(std::ptr::eq(self, super::file::chinese()));
        }
        let name = self.names.analytes.get(analyte.place());
        name.copied().unwrap_or_default()
    }

    /// The name of an item; of a limit of normal with its analyte.
    pub fn item_of(&self, item: Item) -> Cow<'static, str> {
        match item {
            Item::UpperLimit(analyte) | Item::LowerLimit(analyte) => {
                let values = [("name", self.analyte(analyte)), ("limit", self.item(item))];
                fill(self.names.limit_of, &values).into()
            }
            _ => self.item(item).into(),
        }
    }

    /// The name of an item.
    pub fn item(&self, item: Item) -> &'static str {
        let names = &self.names;
        match item {
            Item::Age => names.age,
            Item::Sex => names.sex,
            Item::Lab(analyte) => self.analyte(analyte),
            Item::Ascites => names.ascites,
            Item::Encephalopathy => names.encephalopathy,
            Item::Dialysis => names.dialysis,
            Item::Weight => names.weight,
            Item::UpperLimit(_) => names.upper_limit,
            Item::LowerLimit(_) => names.lower_limit,
        }
    }

    /// The name of a score.
    pub fn score(&self, score: ScoreName) -> &'static str {
        let names = &self.names;
        match score {
            ScoreName::ChildPugh => names.child_pugh,
            ScoreName::Meld => names.meld,
            ScoreName::MeldNa => names.meld_na,
            ScoreName::Meld3 => names.meld_3,
            ScoreName::Albi => names.albi,
            ScoreName::Maddrey => names.maddrey,
            ScoreName::Fib4 => names.fib_4,
            ScoreName::Apri => names.apri,
            ScoreName::Egfr => names.egfr,
            ScoreName::CockcroftGault => names.cockcroft_gault,
        }
    }

    /// An answer.
    pub fn answer(&self, answer: Answer) -> &'static str {
        let names = &self.names;
        match answer {
            Answer::Yes => names.yes,
            Answer::No => names.no,
            Answer::Unknown => names.dont_know,
            Answer::NotApplicable => names.not_applicable,
        }
    }

    pub(super) fn items(&self, items: &[Item]) -> String {
        let names = items.iter().map(|item| self.item_of(*item).into_owned());
        let names: Vec<String> = names.collect();
        names.join(self.names.list_separator)
    }
}

/// Whether an item is an end of a reference interval.
pub(super) fn is_limit(item: &Item) -> bool {
    matches!(item, Item::UpperLimit(_) | Item::LowerLimit(_))
}

/// A value and its unit as people write them: `29 g/L`, `48 %`, `1.5`.
pub fn value_unit(value: &str, unit: Unit) -> String {
    match unit.label() {
        "" => value.to_owned(),
        label if label.starts_with('×') => format!("{value}{label}"),
        label => format!("{value} {label}"),
    }
}

/// A limit as people write it: `< 35 g/L`.
pub fn limit(op: Op, limit: Decimal, unit: Option<Unit>) -> String {
    let value = limit.to_string();
    let value = unit.map_or(value.clone(), |unit| value_unit(&value, unit));
    format!("{} {value}", op.sign())
}

/// As typed.
pub fn typed(lab: &Lab) -> String {
    let number = lab.number();
    let sign = number.comparator.sign();
    let space = if sign.is_empty() { "" } else { " " };
    value_unit(&format!("{sign}{space}{}", number.value), lab.unit())
}

/// As typed, with the value in the limit's unit where that is another one.
pub(super) fn measured(lab: &Lab, unit: Unit) -> String {
    let number = lab.number();
    let typed = typed(lab);
    if lab.unit() == unit {
        return typed;
    }
    let factor = |unit| lab.analyte().accepts(unit).map(|accepted| accepted.factor);
    let (Some(from), Some(to)) = (factor(lab.unit()), factor(unit)) else {
        return typed;
    };
    let value = fixed(quotient(number.value * from, to), 3);
    let value = value.trim_end_matches('0').trim_end_matches('.');
    let converted = value_unit(value, unit);
    format!("{typed} ({converted})")
}

/// A number with its powers raised: `2.5×10^7` as `2.5×10⁷`.
pub fn powers(number: &str) -> String {
    let mut text = String::with_capacity(number.len());
    let mut is_raised = false;
    let mut letters = number.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '^' && letters.peek().is_some_and(char::is_ascii_digit) {
            is_raised = true;
            continue;
        }
        let up = raised(letter).filter(|_| is_raised);
        is_raised = up.is_some();
        text.push(up.unwrap_or(letter));
    }
    text
}

/// The unit of a score, as people write it; most have none.
pub fn score_unit(score: ScoreName) -> &'static str {
    match score {
        _ if !ANY_STUDY => "",
        ScoreName::Egfr => "mL/min/1.73 m²",
        ScoreName::CockcroftGault => "mL/min",
        _ => "",
    }
}

/// A score as people write it, without its unit.
pub(super) fn score_number(value: ScoreValue) -> String {
    match value {
        ScoreValue::Whole(value) => value.to_string(),
        value => fixed(value.number(), 2),
    }
}

/// A score as people write it: `17`, `58.25 mL/min`.
pub fn score_value(score: ScoreName, value: ScoreValue) -> String {
    let text = [score_number(value).as_str(), score_unit(score)].join(" ");
    text.trim_end().to_owned()
}

/// What a score can be, as people write it: one value, or the least and the greatest.
pub fn score_range(score: ScoreName, low: ScoreValue, high: ScoreValue) -> String {
    if low == high {
        score_value(score, low)
    } else {
        [score_number(low), score_value(score, high)].join("–")
    }
}

/// The name of an entry: an item's own, or the name of the criterion that asks.
pub fn entry_name(lang: Lang, study: &Study, entry: &Entry) -> String {
    match entry {
        Entry::Item(item) => lang.catalogue().item_of(*item).into_owned(),
        Entry::Study(id) => study.entry(id).map_or_else(
            || id.to_string(),
            |entry| entry.name().in_lang(lang).to_owned(),
        ),
        Entry::Question(id) => study
            .criterion(id)
            .map_or_else(|| id.to_string(), |c| c.name.in_lang(lang).to_owned()),
    }
}

/// Why a finding is in its state.
pub fn finding_reason(lang: Lang, finding: &Finding) -> String {
    result_reason(lang, finding.kind, &finding.computed)
}

/// Why a reading says what it says.
pub fn result_reason(lang: Lang, kind: Kind, result: &ReadingResult) -> String {
    // Whether the criterion's sentence is true of the patient, whichever side it stands on.
    let holds = match result.state {
        State::Passes => Some(kind == Kind::Inclusion),
        State::Fails => Some(kind == Kind::Exclusion),
        _ => None,
    };
    super::reason(lang, Truth::of(holds), &result.reason)
}

/// Of which day a count is, to follow it in a sentence; nothing where it carries none.
pub fn as_of_day(lang: Lang, day: Option<Date>) -> String {
    day.map_or(String::new(), |day| {
        fill(lang.catalogue().arms.as_of, &[("date", &lang.date(day))])
    })
}

/// That what is told of enrolment was kept, and for how long.
pub fn kept(lang: Lang, kept: Kept) -> String {
    let texts = &lang.catalogue().arms;
    let age = match kept.hours {
        None => texts.kept_unknown.to_owned(),
        Some(0) => texts.kept_now.to_owned(),
        Some(hours @ ..48) => fill(texts.kept_hours, &[("count", &hours.to_string())]),
        Some(hours) => fill(texts.kept_days, &[("count", &(hours / 24).to_string())]),
    };
    fill(texts.kept, &[("age", &age)])
}

/// What can be said of the dose group.
pub fn arm_statement(lang: Lang, study: &Study, arm: &ArmStatement) -> String {
    let words = lang.catalogue();
    let texts = &words.arms;
    match arm {
        ArmStatement::Closed {
            enrolled,
            places,
            as_of,
        } => {
            let as_of = as_of_day(lang, *as_of);
            match enrolled {
                Some(enrolled) if enrolled == places => fill(
                    texts.closed_full,
                    &[
                        ("enrolled", &enrolled.to_string()),
                        ("places", &places.to_string()),
                        ("as_of", &as_of),
                    ],
                ),
                _ => fill(texts.closed, &[("as_of", &as_of)]),
            }
        }
        ArmStatement::OnHold => texts.on_hold.to_owned(),
        ArmStatement::GatePending { full, enrolled } => fill(
            texts.gate,
            &[
                ("arm", arm_name(lang, study, *full)),
                ("enrolled", &enrolled.to_string()),
            ],
        ),
        ArmStatement::Unknown(why) => why_unknown(lang, why),
        ArmStatement::Projected {
            arm: index,
            place,
            of,
            ..
        } => {
            let Some(arm) = study.arms.get(*index) else {
                return texts.no_arms.to_owned();
            };
            let dose = arm.dose.as_ref().map(|dose| dose.in_lang(lang));
            let infusion = arm.infusion.as_ref();
            let number = |number: Option<u16>| number.map(|n| n.to_string()).unwrap_or_default();
            fill(
                match (infusion, dose) {
                    (Some(_), _) => texts.projected,
                    (None, Some(_)) => texts.projected_dose,
                    (None, None) => texts.projected_bare,
                },
                &[
                    ("place", &place.to_string()),
                    ("of", &of.to_string()),
                    ("arm", arm_name(lang, study, *index)),
                    ("cells", &powers(infusion.map_or("", |one| &one.cells))),
                    ("volume", &number(infusion.map(|one| one.volume_ml))),
                    ("infusions", &number(infusion.map(|one| one.infusions))),
                    ("dose", dose.unwrap_or_default()),
                ],
            )
        }
    }
}

fn arm_name(lang: Lang, study: &Study, index: usize) -> &str {
    study
        .arms
        .get(index)
        .map_or("", |arm| arm.name.in_lang(lang))
}

fn why_unknown(lang: Lang, why: &WhyUnknown) -> String {
    let texts = &lang.catalogue().arms;
    match why {
        WhyUnknown::Excluded => texts.excluded.to_owned(),
        WhyUnknown::Recruitment => texts.recruitment_unknown.to_owned(),
        WhyUnknown::Count => texts.count_unknown.to_owned(),
        WhyUnknown::Stale { as_of, days } => fill(
            texts.stale,
            &[("date", &lang.date(*as_of)), ("days", &days.to_string())],
        ),
        WhyUnknown::Future { as_of } => fill(texts.future, &[("date", &lang.date(*as_of))]),
        WhyUnknown::TooMany { enrolled, places } => fill(
            texts.too_many,
            &[
                ("enrolled", &enrolled.to_string()),
                ("places", &places.to_string()),
            ],
        ),
        WhyUnknown::NoArms => texts.no_arms.to_owned(),
        WhyUnknown::SiteAssigns => texts.site_assigns.to_owned(),
        WhyUnknown::Blinded => texts.blinded.to_owned(),
        WhyUnknown::Unreadable => texts.unreadable.to_owned(),
        WhyUnknown::Disagreement => texts.disagreement.to_owned(),
    }
}

/// Something that a projected place takes for granted.
pub fn assumption(lang: Lang, study: &Study, assumed: Assumed) -> String {
    let texts = &lang.catalogue().arms;
    match assumed {
        Assumed::Recruiting => fill(
            texts.assumed_recruiting,
            &[("status", &study.registry.status)],
        ),
        Assumed::Undated => texts.assumed_undated.to_owned(),
        Assumed::Undetermined => texts.assumed_undetermined.to_owned(),
    }
}
