//! Whether the name of a result is wholly explained: by the names of its test, by words that say nothing of another
//! test, and by its own unit. A list of all that a name may say against a code has no end, so whatever is not known
//! leaves the result out.

use super::words::{EAST, Words};
use crate::clinical::Analyte;

/// Words of any laboratory's names.
static PLAIN: &str = "mass moles substance molar volume vol number num conc concentration in of by or and the for on \
    with from level levels lvl measurement measured test result results value lab laboratory blood bld venous arterial \
    capillary vein vessel whole automated auto automatic manual method procedure observable entity assay analysis analyzer \
    enzymatic colorimetric photometric spectrophotometric spectrophotometry photometry chemistry hematology haematology coagulation coag point care poc poct routine \
    im in dem des der die das vom blut vollblut venös konzentration bestimmung \
    le la les de du en el del en y sang sangre sangue venoso venosa dosage dosaggio dosagem taux concentración concentration \
    medida nivel nel nella di do da no na \
    calculation calculated adult inpatient outpatient specimen sample left right arm tube mcnc scnc ncnc acnc \
    qn cbc";
/// Words beside tests of serum and plasma.
static SERUM: &str = "serum plasma ser plas serplas serpl sp suero siero soro sérum sérico sérica serico serica sérique \
    plasmatique plasmático plasmática plasmatico plasmatica sierica heparin lithium ppp edta";
/// Words beside the name of blood, serum or plasma as a specimen.
static SPECIMEN: &str = "type no number accession obtained drawn collection collected puncture venipuncture hand forearm \
    finger fingertip antecubital peripheral central line catheter clotted citrate citrated heparinized heparinised li na \
    sodium gold red green lavender purple blue yellow light sst pst top separator gel vacutainer substance material patient \
    ppp bldv blda bldc wb e";
static EAST_SPECIMEN: &str = "标本 样本 血样 末梢血 动脉血 指 抗凝 枸橼酸 肝素 管";

/// What Chinese and Japanese names are made of; of these the longest is tried first.
static EAST_PLAIN: &str = "血 测定 测量 检测 检查 检验 测試 浓度 濃度 含量 定量 水平 结果 項目 项目 静脉血 静脉 静脈 动脉 末梢 全血 血液 血中 血 的 值 \
    値 法 酶法 酵素法 比色 测 仪器 自动 の 測定 量";
static EAST_SERUM: &str = "血清 血浆 血漿 血中";
/// Whether a word in Latin letters is one of a list.
#[inline(never)]
pub(super) fn among(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace()
        .any(|one| match one.strip_suffix('*') {
            Some(stem) => word
                .strip_prefix(stem)
                .is_some_and(|rest| rest.chars().count() <= 3),
            None => one == word,
        })
}

/// Marks between Chinese and Japanese words.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '・' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

/// Whether words that are written without spaces are made of those of the lists.
fn is_made_of(word: &str, lists: [&str; 3]) -> bool {
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let begins = |one: &&str| rest.starts_with(*one);
        let known = lists.iter().flat_map(|list| list.split_ascii_whitespace());
        let longest = known.filter(begins).map(str::len).max();
        let taken = longest.or_else(|| is_mark(first).then(|| first.len_utf8()));
        let Some(after) = taken.and_then(|taken| rest.get(taken..)) else {
            return false;
        };
        rest = after;
    }
    true
}

/// Whether a word is a number, or one of a laboratory's own numbers for its tests.
fn is_number(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits == word.len() || digits > 2
}

/// Whether a specimen that is named as blood is named as nothing else.
pub fn is_plain_specimen(name: &Words) -> bool {
    let latin = [PLAIN, SERUM, SPECIMEN];
    name.each().all(|word| {
        is_number(word)
            || latin.iter().any(|list| among(word, list))
            || (word.chars().next() >= Some(EAST)
                && is_made_of(word, [EAST_PLAIN, EAST_SERUM, EAST_SPECIMEN]))
    })
}

/// Whether what a name says of an analyte that a study defines is one of its names in full, and no other number: "interleukin
/// 8" and "protein C" are made of words of interleukin 6 and of C-reactive protein. The words of other analytes are chosen
/// so that none of them alone is another test.
fn is_whole(name: &Words, analyte: Analyte, units: &[Words]) -> bool {
    let Some(further) = analyte.further() else {
        return true;
    };
    let row = further.row();
    let has_digits = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let numbered = row.latin.split(' ').any(has_digits);
    let of_unit = |word: &str| units.iter().any(|unit| unit.each().any(|one| one == word));
    let other_number = |word: &str| {
        let is_long = word.len() > 2 && !numbered;
        is_number(word) && !is_long && !among(word, &row.latin) && !of_unit(word)
    };
    if name.each().any(other_number) {
        return false;
    }
    let says = |word: &str| {
        let is_east = word.chars().next() >= Some(EAST);
        is_east && name.holds(word) || name.each().any(|one| one == word)
    };
    let full = |full: &&String| !full.is_empty() && full.split(' ').all(says);
    row.names.iter().any(|one| full(&one))
}

/// Whether a name says nothing but that this analyte was measured, in this unit.
pub fn is_explained(name: &Words, analyte: Analyte, units: &[Words]) -> bool {
    let of_cells = analyte.of_cells();
    let wording = analyte.wording();
    let (serum, east_serum) = if of_cells {
        ("", "")
    } else {
        (SERUM, EAST_SERUM)
    };
    let latin = [PLAIN, serum, wording.latin];
    let east = [EAST_PLAIN, east_serum, wording.east];
    if !is_whole(name, analyte, units) {
        return false;
    }
    let mut before = "";
    let mut words = name.each().enumerate().peekable();
    while let Some((index, word)) = words.next() {
        // "S-Bilirubin", "i. S.": of serum, plasma and blood.
        let fluid = matches!(word, "s" | "p" | "b" | "fs" | "fp" | "vb")
            && (index == 0 || before == "i")
            && !(of_cells && matches!(word, "s" | "p" | "fs" | "fp"));
        let of_fluid = word == "i" && words.peek().is_some_and(|(_, next)| next.len() == 1);
        let known = fluid
            || of_fluid
            || is_number(word)
            || latin.iter().any(|list| among(word, list))
            || (word.chars().next() >= Some(EAST) && is_made_of(word, east))
            || units.iter().any(|unit| unit.each().any(|one| one == word));
        if !known {
            return false;
        }
        before = word;
    }
    true
}
