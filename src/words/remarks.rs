//! Cautions beside a decision, and warnings about entries, as sentences.

use rust_decimal::Decimal;

use super::sentences::{score_value, typed, value_unit};
use super::{Lang, fill};
use crate::clinical::child_pugh::Variant;
use crate::clinical::plausible::{Doubt, OtherTest};
use crate::clinical::{Analyte, Ascites, Encephalopathy, Lab, Sex, Unit, Waiting};
use crate::screening::choices::Choice;
use crate::screening::score_rule::OtherWay;
use crate::screening::{Caution, Warning};

/// Another accepted way that decides otherwise.
pub fn caution(lang: Lang, caution: &Caution) -> String {
    let words = lang.catalogue();
    let texts = &words.remarks;
    match caution {
        Caution::Factor {
            factor,
            value,
            limit,
            unit,
        } => fill(
            texts.factor,
            &[
                ("factor", &factor.to_string()),
                ("value", &value_unit(&value.to_string(), *unit)),
                ("limit", &value_unit(&limit.to_string(), *unit)),
            ],
        ),
        Caution::Score {
            score,
            way,
            figure: value,
        } => {
            let way = match way {
                OtherWay::Table(Variant::InrAbove22) => texts.inr_above,
                OtherWay::Table(Variant::Seconds) => texts.seconds,
                OtherWay::Table(_) => texts.bilirubin_converted,
                OtherWay::Factors => texts.molar_mass,
            };
            fill(
                texts.other_way,
                &[
                    ("name", words.score(*score)),
                    ("value", &score_value(*score, *value)),
                    ("way", way),
                ],
            )
        }
        Caution::CountedInDays { lapses } => {
            fill(texts.counted_in_days, &[("date", &lang.date(*lapses))])
        }
        Caution::CountedBack { reaches } => {
            fill(texts.counted_back, &[("date", &lang.date(*reaches))])
        }
        Caution::BornOnLeapDay { years } => {
            fill(texts.born_on_leap_day, &[("years", &years.to_string())])
        }
    }
}

/// What is doubtful about a value.
pub fn doubt(lang: Lang, lab: &Lab, doubt: Doubt) -> String {
    doubtful(
        lang,
        lab.analyte(),
        &typed(lab),
        lab.number().value,
        lab.unit(),
        doubt,
    )
}

/// Why a value that was entered does not count yet, and what to do.
pub fn waiting(lang: Lang, waiting: &Waiting) -> String {
    let words = lang.catalogue();
    let texts = &words.findings;
    let (sentence, value, why, units) = match waiting {
        Waiting::Doubtful { lab, doubt: found } => {
            let sentence = match found {
                Doubt::OtherUnit(_) | Doubt::OtherSystem(_) => texts.doubtful_unit,
                _ => texts.doubtful_entry,
            };
            (
                sentence,
                typed(lab),
                doubt(lang, lab, *found),
                String::new(),
            )
        }
        Waiting::NoUnit { analyte, number } => {
            let units: Vec<&str> = analyte.units().iter().map(|a| a.unit.label()).collect();
            let value = [number.comparator.sign(), &number.value.to_string()].concat();
            (texts.no_unit, value, String::new(), units.join(texts.or))
        }
        Waiting::NoControl { lab } => (texts.no_control, typed(lab), String::new(), String::new()),
    };
    fill(
        sentence,
        &[
            ("name", words.analyte(waiting.analyte())),
            ("value", &value),
            ("why", &why),
            ("units", &units),
        ],
    )
}

/// What a value that is not accepted may have been meant for.
pub fn suspicion(lang: Lang, analyte: Analyte, value: Decimal, unit: Unit, doubt: Doubt) -> String {
    let text = value_unit(&value.to_string(), unit);
    doubtful(lang, analyte, &text, value, unit, doubt)
}

fn doubtful(
    lang: Lang,
    analyte: Analyte,
    text: &str,
    number: Decimal,
    unit: Unit,
    doubt: Doubt,
) -> String {
    let words = lang.catalogue();
    let texts = &words.remarks;
    let number = match doubt {
        Doubt::Control(number) | Doubt::Disagrees(number) => number,
        _ => number,
    };
    let (sentence, least, most, other) = match doubt {
        Doubt::Unusual { least, most } => (
            texts.unusual,
            least.to_string(),
            value_unit(&most.to_string(), unit),
            "",
        ),
        Doubt::OtherUnit(unit) => (texts.other_unit, String::new(), String::new(), unit.label()),
        Doubt::OtherSystem(unit) => (
            texts.other_system,
            String::new(),
            String::new(),
            unit.label(),
        ),
        Doubt::OtherPower => (texts.other_power, String::new(), String::new(), ""),
        Doubt::Control(_) => (texts.control, String::new(), String::new(), ""),
        Doubt::Disagrees(_) => (texts.disagrees, String::new(), String::new(), ""),
        Doubt::OtherTest(test) => {
            let sentence = match test {
                OtherTest::Seconds => texts.other_test_seconds,
                OtherTest::Activity => texts.other_test_activity,
                OtherTest::WholeTime => texts.other_test_whole_time,
                OtherTest::InrOrFraction => texts.other_test_inr,
                OtherTest::InrOrProlongation => texts.other_test_short,
                OtherTest::Share => texts.other_test_share,
            };
            (sentence, String::new(), String::new(), "")
        }
    };
    fill(
        sentence,
        &[
            ("name", words.analyte(analyte)),
            ("value", text),
            ("number", &number.to_string()),
            ("least", &least),
            ("most", &most),
            ("unit", other),
        ],
    )
}

/// A score by the one choice that is still open: "28 if dialysed".
pub fn if_chosen(lang: Lang, choice: Choice, value: &str) -> String {
    let texts = &lang.catalogue().remarks;
    let [no_ascites, slight, moderate] = texts.if_ascites;
    let [clear, low, high] = texts.if_encephalopathy;
    let sentence = match choice {
        Choice::Sex(Sex::Male) => texts.if_male,
        Choice::Sex(Sex::Female) => texts.if_female,
        Choice::Dialysis(true) => texts.if_dialysed,
        Choice::Dialysis(false) => texts.if_not_dialysed,
        Choice::Ascites(Ascites::None) => no_ascites,
        Choice::Ascites(Ascites::Slight) => slight,
        Choice::Ascites(Ascites::Moderate) => moderate,
        Choice::Encephalopathy(Encephalopathy::None) => clear,
        Choice::Encephalopathy(Encephalopathy::Grade1To2) => low,
        Choice::Encephalopathy(Encephalopathy::Grade3To4) => high,
    };
    fill(sentence, &[("value", value)])
}

/// What to look at again.
pub fn warning(lang: Lang, warning: &Warning) -> String {
    let words = lang.catalogue();
    let texts = &words.remarks;
    match warning {
        Warning::Doubtful { lab, doubt: why } => doubt(lang, lab, *why),
        Warning::Waiting(value) => waiting(lang, value),
        Warning::Apart { first, last, hours } => fill(
            texts.labs_apart,
            &[
                ("first", words.analyte(first.0)),
                ("from", &lang.date(first.1)),
                ("last", words.analyte(last.0)),
                ("to", &lang.date(last.1)),
                ("hours", &hours.to_string()),
            ],
        ),
        Warning::Old {
            analyte,
            date,
            days,
        } => fill(
            texts.lab_old,
            &[
                ("name", words.analyte(*analyte)),
                ("date", &lang.date(*date)),
                ("days", &days.to_string()),
            ],
        ),
        Warning::NotAdult { years } => fill(texts.not_adult, &[("years", &years.to_string())]),
        Warning::AgeSoon {
            on,
            years,
            leap_day,
        } => {
            let sentence = if *leap_day {
                texts.age_soon_leap_day
            } else {
                texts.age_soon
            };
            fill(
                sentence,
                &[("date", &lang.date(*on)), ("years", &years.to_string())],
            )
        }
    }
}
