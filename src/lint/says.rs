//! What remarks say, in both languages. A sentence that lacks one does not compile.

use super::expr::Var;
use super::line::Set;
use super::space::{Space, Value};
use crate::words::bilingual::Bilingual;
use crate::words::fill;
use rust_decimal::Decimal;

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Text {
    /// The same in both.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Text {
            en: text.clone(),
            zh: text,
        }
    }

    /// Of two texts.
    pub fn of(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Text {
            en: en.into(),
            zh: zh.into(),
        }
    }
}

/// A sentence with values in its places.
pub fn say(sentence: Bilingual, values: &[(&str, &Text)]) -> Text {
    let en: Vec<_> = values
        .iter()
        .map(|(name, text)| (*name, text.en.as_str()))
        .collect();
    let zh: Vec<_> = values
        .iter()
        .map(|(name, text)| (*name, text.zh.as_str()))
        .collect();
    Text {
        en: fill(sentence.en, &en),
        zh: fill(sentence.zh, &zh),
    }
}

macro_rules! sentences {
    ($($name:ident: $en:literal, $zh:literal;)*) => {
        $(pub const $name: Bilingual = Bilingual { en: $en, zh: $zh };)*
    };
}

sentences! {
    TRUE_OF_ALL: "This is true of everybody, whatever is entered.",
        "任何患者都符合此规则，无论填写什么。";
    TRUE_OF_ALL_VALUES: "{what} is true of everybody: every value that is accepted, {least} to {most}, meets it.",
        "“{what}”对任何患者都成立：可填写的全部数值（{least} 至 {most}）均符合。";
    TRUE_OF_NOBODY: "This is true of nobody, whatever is entered.",
        "没有患者符合此规则，无论填写什么。";
    TRUE_OF_NO_VALUE: "{what} is true of nobody: no value that is accepted, {least} to {most}, meets it.",
        "“{what}”对任何患者都不成立：可填写的全部数值（{least} 至 {most}）均不符合。";
    MEETS: "meets {it}", "符合“{it}”";
    IS_KEPT: "is not excluded by {it}", "不被“{it}”排除";
    WITH_CONDITION: "{id} ({condition})", "{id}（{condition}）";
    IMPLIED: "{this} changes nothing: whoever {other} also {itself}.",
        "{this} 不起作用：凡{other}者必然{itself}。";
    IMPLIED_BY_TWO: "{this} changes nothing: whoever {other} and {third} also {itself}.",
        "{this} 不起作用：凡{other}且{third}者必然{itself}。";
    SAME_TWICE: "{this} says the same as {other}.",
        "{this} 与 {other} 内容相同。";
    MIRRORED: "The exclusion {this} only restates the inclusion {other}: it excludes nobody who meets that.",
        "排除标准 {this} 只是重复了纳入标准 {other}：符合后者的患者均不会被它排除。";
    MIRRORED_WITH_GAP: "The exclusion {this} restates the inclusion {other}, except for exactly {edge}, which does not meet the one and is not excluded by the other.",
        "排除标准 {this} 重复了纳入标准 {other}，唯恰为 {edge} 时，既不符合纳入标准，也不被排除。";
    MIRRORED_WITH_OVERLAP: "The exclusion {this} restates the inclusion {other}, except for exactly {edge}, which meets the one and is excluded by the other.",
        "排除标准 {this} 重复了纳入标准 {other}，唯恰为 {edge} 时，既符合纳入标准，又被排除。";
    CONTRADICTORY: "Nobody both {other} and {itself}.",
        "没有患者能既{other}又{itself}。";
    CONTRADICTORY_THREE: "Nobody {other}, {third} and {itself} at once, although any two of these are possible.",
        "没有患者能同时{other}、{third}并{itself}，尽管其中任意两项可以同时满足。";
    PARTLY_IMPLIED: "{other} alone gives at least {least} of the {limit} points of {score} that {this} asks for.",
        "仅 {other} 一项，{score} 就至少为 {least} 分，而 {this} 要求 {limit} 分。";
    SAME_READING: "This reading never decides otherwise than the reading that is computed.",
        "此解读与所计算的解读结果始终相同。";
    PART_IDLE: "This part changes nothing: the other parts beside it decide the same without it.",
        "此部分不起作用：没有它，其余部分的结果也相同。";
    BRANCH_UNREACHED: "Nobody reaches this branch: the condition before it is {truth} of everybody.",
        "没有患者会进入此分支：其前的条件对任何患者都{truth}。";
    BRANCH_SHUT: "Nobody who {other} reaches this branch.",
        "凡{other}者都不会进入此分支。";
    UNCONCERNED: "Without “else” this is true of everybody whom “if” does not concern, and keeps them out of the study. Join the condition and the rule by “all”, or say what “else” is.",
        "未写“else”时，凡不满足“if”者均视为符合此规则，因而不能入组。请用“all”把条件与规则并列，或写明“else”。";
    NO_EVIDENCE: "This reading departs from the registry's text and gives no evidence for it.",
        "此解读偏离注册信息原文，但未给出依据。";
    UNCOVERED: "No criterion covers this part of the printed text: “{text}”.",
        "原文中的这一部分没有任何标准涵盖：“{text}”。";
    NO_ANCHOR: "The text counts this window from another day (“{text}”); without an anchor it is counted from the day of screening.",
        "原文以另一日期为时间窗的起算点（“{text}”）；未设起算日期时，按筛查日计算。";
    NO_DOSE: "This arm gives no dose.",
        "该组未给出剂量。";
    CELLS: "{infusions} infusions of {each} cells are {sum} cells, not {total}.",
        "{infusions} 次输注、每次 {each} 个细胞，合计 {sum} 个，而非 {total} 个。";
    NO_PLACES: "Other arms give their places, and this one does not.", "其他组给出了名额，该组没有。";
    SAME_NAME: "This arm has the same name as {other}.", "该组与 {other} 名称相同。";
    UNUSED: "No rule uses this.",
        "没有任何规则用到它。";
    LANGUAGE_MISSING: "This text is missing in a language that others of the file have: {language}.",
        "文件中其他文字有的语言，此处缺失：{language}。";
    GAVE_UP: "Not everything was compared here: the rules ask for too many values at once.",
        "此处未能逐一比较：规则同时涉及的数值过多。";
    EXAMPLE: "{why} For example: {example}.",
        "{why}例如：{example}。";
}

/// The words for truth within a sentence.
pub fn truth(truth: bool) -> Text {
    if truth {
        Text::of("true", "成立")
    } else {
        Text::of("false", "不成立")
    }
}

/// A name within a sentence: "albumin", but "INR".
fn lower(name: &str) -> String {
    let word = name.split(' ').next().unwrap_or_default();
    let mut letters = word.chars();
    let first = letters.next();
    let plain = letters.clone().all(char::is_lowercase) && letters.next().is_some();
    match first {
        Some(first) if plain && first.is_uppercase() => {
            let rest = name.get(first.len_utf8()..).unwrap_or_default();
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => name.to_owned(),
    }
}

/// The name of a value within a sentence.
pub fn name(value: &Value) -> Text {
    Text::of(lower(&value.name.en), value.name.zh.as_str())
}

/// A number of a value with its unit, or the choice of this number.
pub fn amount(value: &Value, number: Decimal) -> Text {
    let choice = usize::try_from(number).ok();
    if let Some((_, name)) = choice.and_then(|at| value.choices.get(at)) {
        return name.clone();
    }
    let number = number.normalize();
    Text::same(match value.unit {
        Some((label, _)) if !label.is_empty() => {
            let space = if label == "%" { "" } else { " " };
            [&number.to_string(), space, label].concat()
        }
        _ => number.to_string(),
    })
}

/// What a set says: "albumin < 35 g/L". Nothing where it takes more than a line.
pub fn condition(space: &Space, var: Var, set: &Set) -> Option<Text> {
    let value = space.value(var)?;
    let [part] = set.intervals() else {
        return None;
    };
    if !value.choices.is_empty() {
        return None;
    }
    let (low, high) = (part.low, part.high);
    let sign = |open: bool, sign: &'static str, with: &'static str| if open { sign } else { with };
    let below = sign(high.nudge < 0, " < ", " ≤ ");
    let above = sign(low.nudge > 0, " > ", " ≥ ");
    let begins = low.value <= value.line.least;
    let ends = high.value >= value.line.most;
    let limits = if low.value == high.value {
        [" = ", &amount(value, low.value).en].concat()
    } else if begins && !ends {
        [below, &amount(value, high.value).en].concat()
    } else if ends && !begins {
        [above, &amount(value, low.value).en].concat()
    } else {
        let from = [above, &low.value.normalize().to_string()].concat();
        [&from, below, &amount(value, high.value).en].concat()
    };
    let name = name(value);
    Some(Text::of(name.en + &limits, name.zh + &limits))
}
