//! Every word that people read and that is not a study's own: one catalogue a language, so that a
//! missing word does not compile.

pub mod basis;
mod basis_en;
#[cfg(not(all(target_arch = "wasm32", feature = "browser")))]
mod basis_zh;
pub mod bilingual;
pub mod brief;
pub mod catalogue;
mod composed;
mod en;
pub mod file;
pub mod page;
mod page_en;
#[cfg(not(all(target_arch = "wasm32", feature = "browser")))]
mod page_zh;
mod reasons;
pub mod references;
mod remarks;
mod results;
mod sentences;
pub mod spelling;
pub mod written;
#[cfg(not(all(target_arch = "wasm32", feature = "browser")))]
mod zh;

use time::Date;

use self::catalogue::catalogue;
use crate::clinical::Analyte;
use crate::dates;
use crate::study::model::LocalizedText;

pub use crate::clinical::number::fixed;
pub use reasons::{asked, range, reason};
pub use remarks::{caution, doubt, if_chosen, suspicion, waiting, warning};
pub use results::{
    ask_again, assumptions, cautions, lacks, possible, registry_says, spoken_verdict, visit_date,
};
pub use sentences::{
    arm_statement, as_of_day, entry_name, finding_reason, kept, limit, powers, result_reason,
    score_range, score_unit, score_value, typed, value_unit,
};

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// The same English, spelt as in the United States.
    EnUs,
    /// Simplified Chinese. Built in; only the wasm of a browser takes it in from a file, see [`mod@file`].
    Zh,
}

impl Lang {
    /// The language of a tag such as `en-GB`; English for any that there is no catalogue for.
    pub fn from_tag(tag: &str) -> Self {
        let first = tag.split('-').next().unwrap_or_default();
        if first.eq_ignore_ascii_case("zh") {
            Lang::Zh
        } else if first.eq_ignore_ascii_case("en") && spelling::is_american(tag) {
            Lang::EnUs
        } else {
            Lang::En
        }
    }

    /// The tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::EnUs => "en-US",
            Lang::Zh => "zh-CN",
        }
    }

    /// The catalogue.
    // Like the two below: asked for in hundreds of places, each of which would hold the whole choice.
    #[inline(never)]
    pub fn catalogue(self) -> &'static Catalogue {
        match self {
            Lang::En => &en::CATALOGUE,
            Lang::EnUs => spelling::spelt(),
            Lang::Zh => file::chinese(),
        }
    }

    /// What stands between two sentences.
    pub fn space(self) -> &'static str {
        match self {
            Lang::Zh => "",
            _ => " ",
        }
    }

    /// A day as readers write it.
    #[inline(never)]
    pub fn date(self, date: Date) -> String {
        match self {
            Lang::En | Lang::EnUs => dates::iso(date),
            Lang::Zh => {
                let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
                [
                    &year.to_string(),
                    "年",
                    &month.to_string(),
                    "月",
                    &day.to_string(),
                    "日",
                ]
                .concat()
            }
        }
    }
}

impl LocalizedText {
    /// The text in a language.
    #[inline(never)]
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            // The other language where the study has none of this one.
            Lang::Zh if self.zh.is_empty() => &self.en,
            Lang::Zh => &self.zh,
            _ if self.en.is_empty() => &self.zh,
            Lang::En => &self.en,
            Lang::EnUs => self.american.get_or_init(|| spelling::american(&self.en)),
        }
    }

    /// The language that [`LocalizedText::in_lang`] gives the text in, where it is another one than is asked for.
    pub fn other_language(&self, lang: Lang) -> Option<Lang> {
        match lang {
            Lang::Zh => self.zh.is_empty().then_some(Lang::En),
            _ => self.en.is_empty().then_some(Lang::Zh),
        }
    }
}

/// Puts values in the places of a sentence: `{limit}` becomes the value of that name.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    // By bytes, since a report has some forty sentences: a brace is a brace in UTF-8 too.
    let mut text = Vec::with_capacity(sentence.len() * 2);
    let mut parts = sentence.as_bytes().split(|byte| *byte == b'{');
    text.extend_from_slice(parts.next().unwrap_or_default());
    for part in parts {
        let mut part = part.splitn(2, |byte| *byte == b'}');
        let name = part.next().unwrap_or_default();
        let value = values.iter().find(|(known, _)| known.as_bytes() == name);
        text.extend_from_slice(value.map_or("", |(_, value)| value).as_bytes());
        text.extend_from_slice(part.next().unwrap_or_default());
    }
    String::from_utf8(text).unwrap_or_default()
}

catalogue! {
    /// The words of one language. In braces stand the places of values.
    pub struct Catalogue {
        pub names: Names,
        pub findings: Findings,
        pub remarks: Remarks,
        pub arms: Arms,
        pub page: page::Page,
    }

    /// Names of things.
    pub struct Names {
        pub age: &'static str,
        pub sex: &'static str,
        pub analytes: [&'static str; Analyte::COUNT],
        pub ascites: &'static str,
        pub encephalopathy: &'static str,
        pub dialysis: &'static str,
        pub weight: &'static str,
        pub upper_limit: &'static str,
        pub lower_limit: &'static str,
        pub limit_of: &'static str,
        pub maddrey: &'static str,
        pub fib_4: &'static str,
        pub apri: &'static str,
        pub egfr: &'static str,
        pub cockcroft_gault: &'static str,
        pub female: &'static str,
        pub male: &'static str,
        pub child_pugh: &'static str,
        pub meld: &'static str,
        pub meld_na: &'static str,
        pub meld_3: &'static str,
        pub albi: &'static str,
        pub years: &'static str,
        pub yes: &'static str,
        pub no: &'static str,
        pub dont_know: &'static str,
        pub not_applicable: &'static str,
        pub list_separator: &'static str,
    }

    /// Why a criterion is in its state.
    pub struct Findings {
        pub age_within: &'static str,
        pub age_outside: &'static str,
        pub born_later: &'static str,
        pub value_true: &'static str,
        pub value_false: &'static str,
        pub value_open: &'static str,
        pub no_limit: &'static str,
        pub no_limit_short: &'static str,
        pub score_true_whatever: &'static str,
        pub score_false_whatever: &'static str,
        pub score_no_limit: &'static str,
        pub score_open: &'static str,
        pub score_open_imprecise: &'static str,
        pub score_open_waiting: &'static str,
        pub score_waiting: &'static str,
        pub doubtful_unit: &'static str,
        pub doubtful_entry: &'static str,
        pub no_unit: &'static str,
        pub no_control: &'static str,
        pub or: &'static str,
        pub missing: &'static str,
        pub answered: &'static str,
        pub not_answered: &'static str,
        pub unreadable: &'static str,
        pub unreadable_answered: &'static str,
        pub site: &'static str,
        pub site_answered: &'static str,
        pub event_within: &'static str,
        pub event_lapsed: &'static str,
        pub contradiction: &'static str,
        pub range: &'static str,
        pub multiple: &'static str,
        pub multiple_of_study: &'static str,
        pub class: &'static str,
        pub sample_old: &'static str,
        pub sample_undated: &'static str,
        pub washout_yes: &'static str,
        pub washout_open: &'static str,
        pub occasions_met: &'static str,
        pub occasions_open: &'static str,
        pub named: &'static str,
        pub not_among: &'static str,
        pub in_window: &'static str,
        pub out_of_window: &'static str,
        pub unclear_by_hours: &'static str,
        pub no_day: &'static str,
        pub after_anchor: &'static str,
        pub contradiction_of: &'static str,
        pub the_event: &'static str,
        pub screening_day: &'static str,
        pub anchor: &'static str,
        pub window_one: [&'static str; 4],
        pub window_many: [&'static str; 4],
        pub all: [&'static str; 2],
        pub any: [&'static str; 2],
        pub at_least: [&'static str; 2],
        pub at_least_open: &'static str,
        pub not: [&'static str; 2],
        pub in_either_case: &'static str,
        pub in_that_case: &'static str,
        pub nothing_more: &'static str,
        pub semicolon: &'static str,
        pub ask_again: &'static str,
    }

    /// What to know beside a decision, and what to look at again.
    pub struct Remarks {
        pub factor: &'static str,
        pub other_way: &'static str,
        pub bilirubin_converted: &'static str,
        pub inr_above: &'static str,
        pub seconds: &'static str,
        pub molar_mass: &'static str,
        pub counted_in_days: &'static str,
        pub counted_back: &'static str,
        pub born_on_leap_day: &'static str,
        pub unusual: &'static str,
        pub other_unit: &'static str,
        pub other_system: &'static str,
        pub other_power: &'static str,
        pub control: &'static str,
        pub disagrees: &'static str,
        pub other_test_seconds: &'static str,
        pub other_test_activity: &'static str,
        pub other_test_whole_time: &'static str,
        pub other_test_inr: &'static str,
        pub other_test_short: &'static str,
        pub other_test_share: &'static str,
        pub labs_apart: &'static str,
        pub lab_old: &'static str,
        pub age_soon: &'static str,
        pub age_soon_leap_day: &'static str,
        pub not_adult: &'static str,
        pub if_male: &'static str,
        pub if_female: &'static str,
        pub if_dialysed: &'static str,
        pub if_not_dialysed: &'static str,
        pub if_ascites: [&'static str; 3],
        pub if_encephalopathy: [&'static str; 3],
    }

    /// What is said of the dose group.
    pub struct Arms {
        pub closed_full: &'static str,
        pub closed: &'static str,
        pub as_of: &'static str,
        pub on_hold: &'static str,
        pub gate: &'static str,
        pub excluded: &'static str,
        pub recruitment_unknown: &'static str,
        pub count_unknown: &'static str,
        pub stale: &'static str,
        pub future: &'static str,
        pub too_many: &'static str,
        pub no_arms: &'static str,
        pub site_assigns: &'static str,
        pub blinded: &'static str,
        pub projected_dose: &'static str,
        pub projected_bare: &'static str,
        pub unreadable: &'static str,
        pub disagreement: &'static str,
        pub kept: &'static str,
        pub kept_unknown: &'static str,
        pub kept_now: &'static str,
        pub kept_hours: &'static str,
        pub kept_days: &'static str,
        pub projected: &'static str,
        pub assumed_recruiting: &'static str,
        pub assumed_undated: &'static str,
        pub assumed_undetermined: &'static str,
    }
}
