//! What printouts call the analytes and their units. A name stands here only if it means one analyte.

use crate::clinical::{Analyte, Unit};

/// Names in the order of [`Analyte::ALL`], without the spaces, dots and hyphens that some put into them.
///
/// "Bilirubin" alone, "TB" and "PT" are left out: each can mean something else.
const NAMES: [&str; 10] = [
    "tbil tbili stb totalbilirubin totalbili totalbil bilirubintotal bilitotal serumtotalbilirubin 总胆红素 血清总胆红素",
    "alb albumin serumalbumin 白蛋白 清蛋白 血清白蛋白",
    "inr ptinr internationalnormalizedratio internationalnormalisedratio 国际标准化比值 国际标准化比率 凝血酶原时间国际标准化比值",
    "pta pt% ptactivity prothrombinactivity prothrombintimeactivity quick 凝血酶原活动度 凝血酶原时间活动度",
    "prothrombintime 凝血酶原时间",
    "ptprolongation prothrombintimeprolongation prolongationofprothrombintime prolongationofpt 凝血酶原时间延长",
    "cr cre crea creat scr creatinine serumcreatinine 肌酐 血肌酐 血清肌酐",
    "na na+ sodium serumsodium 钠 血钠 血清钠",
    "hb hgb hemoglobin haemoglobin 血红蛋白 血红蛋白浓度",
    "plt platelet platelets plateletcount 血小板 血小板计数",
];

/// Spellings that need no factor: a milliequivalent of sodium is a millimole, a thousand per microlitre is 10⁹ per
/// litre.
const UNITS: [(Unit, &str); 9] = [
    (Unit::MgPerDl, "mg/dl"),
    (Unit::UmolPerL, "umol/l mcmol/l"),
    (Unit::GPerDl, "g/dl gm/dl"),
    (Unit::GPerL, "g/l gm/l"),
    (Unit::MmolPerL, "mmol/l meq/l"),
    (Unit::One, "ratio 比值"),
    (Unit::Percent, "%"),
    (Unit::Second, "s sec secs second seconds 秒"),
    (
        Unit::GigaPerL,
        "10^9/l g/l gpt/l k/ul k/mcl 10^3/ul 10^3/mcl 10^3/mm^3",
    ),
];

/// Whether any unit known here is spelt so.
pub(super) fn is_unit(text: &str) -> bool {
    Analyte::ALL
        .into_iter()
        .any(|analyte| unit(analyte, text).is_some())
}

/// The unit of an analyte that is spelt so.
pub(super) fn unit(analyte: Analyte, text: &str) -> Option<Unit> {
    let power = text.strip_prefix(['x', 'X', '*']).map(str::trim_start);
    let text = power.filter(|p| p.starts_with("10")).unwrap_or(text);
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            '⁹' => plain.push_str("^9"),
            '³' => plain.push_str("^3"),
            // As in 10*9/L and 10E9/L.
            '*' | 'e' | 'E' if plain == "10" => plain.push('^'),
            other => plain.push(other.to_ascii_lowercase()),
        }
    }
    let spelt = |unit: Unit| {
        let (_, all) = UNITS.iter().find(|(known, _)| *known == unit)?;
        // "G/L" is 10⁹ per litre; "g/L" is a gram.
        let gram = unit == Unit::GigaPerL && text.starts_with('g');
        (!gram && all.split(' ').any(|spelling| spelling == plain)).then_some(unit)
    };
    let mut units = analyte.units().iter();
    units.find_map(|accepted| spelt(accepted.unit))
}

/// The analyte that a name means, with the unit if one stands behind the name, as in "Albumin (g/L)".
///
/// The whole text must be the name, or names of the same analyte one after the other: "总胆红素(TBIL)".
pub(super) fn name(text: &str) -> Option<(Analyte, Option<Unit>)> {
    let plain = |c: char| match c {
        '\t' | '-' | '_' | '.' | ',' | ':' | '=' | '(' | ')' | '[' | ']' | '"' | '|' => ' ',
        other => other,
    };
    // No name is as long as that, and the search for names in names stays short.
    if text.len() > 120 {
        return None;
    }
    let text: String = text.chars().map(plain).collect();
    let text = text.trim_matches([' ', '*', '★', '☆', '▲', '△', '●', '◆']);
    let mut all = Analyte::ALL.into_iter().zip(NAMES);
    all.find_map(|(analyte, names)| Some((analyte, behind(text, analyte, names)?)))
}

/// What stands behind the names of an analyte: nothing, or a unit.
fn behind(text: &str, analyte: Analyte, names: &str) -> Option<Option<Unit>> {
    names.split(' ').find_map(|name| {
        let rest = without(text, name)?.trim_start();
        if rest.is_empty() {
            return Some(None);
        }
        match unit(analyte, rest) {
            None => behind(rest, analyte, names),
            found => Some(found),
        }
    })
}

/// The text without a name at its start. A name of two letters stands together: "N.A." is no sodium.
fn without<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = text;
    for c in name.chars() {
        if name.len() > 2 {
            rest = rest.trim_start();
        }
        rest = rest.strip_prefix(|found: char| found.eq_ignore_ascii_case(&c))?;
    }
    Some(rest)
}

/// Words of another specimen than blood, and of another day.
const ELSEWHERE: &str =
    "尿 液 腹水 胸水 引流 上次 历史 urine urina fluid ascit csf pleura dialysate drain previous";
/// What has one such word in it and means none.
const HARMLESS: &str = "尿素 尿酸 血液";
/// A line that names a specimen is a heading, even with a number in it.
const SPECIMEN: &str = "标本 样本 specimen sample volume 尿量 总量";
/// A line that only describes the patient is no heading; of the latter words only if urine is not named.
const FINDING: &str = "诊断 感染 diagnos infect";
const ASCITES: &str = "无 少量 中量 大量 none slight mild moderate";
/// A heading that leads back to blood.
const BLOOD: &str = "血清 血浆 全血 血常规 血生化 serum plasma";

/// How often some words stand in a text. The search of the standard library is a kilobyte.
fn times(text: &str, words: &str) -> usize {
    let bytes = text.as_bytes();
    let times = |word: &str| {
        bytes
            .windows(word.len())
            .filter(|found| *found == word.as_bytes())
            .count()
    };
    words.split(' ').map(times).sum()
}

fn has(text: &str, words: &str) -> bool {
    times(text, words) > 0
}

/// What a line says about where its values, or those after it, come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Nothing.
    Unsaid,
    /// This line is of something else than today's blood.
    Elsewhere,
    /// So are the lines that follow.
    ElsewhereFromHere,
    /// The lines that follow are of blood.
    BloodFromHere,
}

/// Reads the origin off a line.
pub(super) fn origin(line: &str, values: bool) -> Origin {
    let text = line.to_ascii_lowercase();
    let specimen = has(&text, SPECIMEN);
    if times(&text, ELSEWHERE) > times(&text, HARMLESS) {
        let finding = has(&text, FINDING) || has(&text, ASCITES) && !has(&text, "尿 urin");
        if specimen || !values && !finding {
            return Origin::ElsewhereFromHere;
        }
        return Origin::Elsewhere;
    }
    if !values && has(&text, BLOOD) {
        return Origin::BloodFromHere;
    }
    Origin::Unsaid
}
