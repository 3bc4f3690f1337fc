//! Text pasted from printouts: what is read, what is left alone, and that no reference limit and no look-alike ever
//! gets into a field.

use liver_prescreen::clinical::{Analyte, Number, Unit};
use liver_prescreen::exchange::printout::{Found, Printout, field, read};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::corpus::shared::printout;
use crate::properties::cases;

/// A value on one line: key, value, UCUM code or "-".
fn line(found: &Found) -> String {
    let unit = found.unit.map_or("-", Unit::ucum);
    format!("{} {} {unit}", found.analyte.key(), found.value)
}

fn lines(found: &[Found]) -> Vec<String> {
    found.iter().map(line).collect()
}

/// Printouts with what is found in them; all else of them is ignored.
const READ: &[(&str, &[&str])] = &[
    (
        "TBil 45 umol/L  Alb 29 g/L  INR 1.5",
        &["bilirubin 45 umol/L", "albumin 29 g/L", "inr 1.5 -"],
    ),
    ("T-BIL 2.4 mg/dL", &["bilirubin 2.4 mg/dL"]),
    ("T.Bili: 2,4 mg/dl", &["bilirubin 2,4 mg/dL"]),
    ("STB=45 mcmol/L", &["bilirubin 45 umol/L"]),
    ("Bilirubin, total 45 µmol/L", &["bilirubin 45 umol/L"]),
    (
        "Total bilirubin\t45\tμmol/L\t3.4 - 20.5\tH",
        &["bilirubin 45 umol/L"],
    ),
    (
        "总胆红素(TBIL) 45.0 ↑ μmol/L 3.4-20.5",
        &["bilirubin 45.0 umol/L"],
    ),
    ("总胆红素45.0umol/L", &["bilirubin 45.0 umol/L"]),
    (
        "ＴＢＩＬ　４５．０　μｍｏｌ／Ｌ",
        &["bilirubin ４５．０ umol/L"],
    ),
    (
        "总 胆 红 素：45.0↑ umol/L（3.4～20.5）",
        &["bilirubin 45.0 umol/L"],
    ),
    ("TBIL 45 3.4--20.5 umol/L", &["bilirubin 45 umol/L"]),
    ("TBIL <5.0 umol/L 3.4-20.5", &["bilirubin <5.0 umol/L"]),
    ("TBIL 45 umol/L (<21)", &["bilirubin 45 umol/L"]),
    ("TBIL 45 umol/L ≤21 H", &["bilirubin 45 umol/L"]),
    ("Albumin [ALB]: 29 L g/L (35 - 55)", &["albumin 29 g/L"]),
    ("Albumin (g/L): 29", &["albumin 29 g/L"]),
    ("ALB,29,g/L,35-55,L", &["albumin 29 g/L"]),
    ("| ALB | 29 | g/L | 35-55 |", &["albumin 29 g/L"]),
    (
        "*白蛋白(ALB) 29.0 ↓ g/L 40-55 溴甲酚绿法",
        &["albumin 29.0 g/L"],
    ),
    ("★血清白蛋白 29.0L g/L", &["albumin 29.0 g/L"]),
    ("ALB 2.9 gm/dl -", &["albumin 2.9 g/dL"]),
    ("ALB *29 LL g/L", &["albumin 29 g/L"]),
    (
        "1 TBIL 45 umol/L 3.4-20.5 2 ALB 29 g/L 35-55",
        &["bilirubin 45 umol/L", "albumin 29 g/L"],
    ),
    ("12. 白蛋白 ALB 29 g/L", &["albumin 29 g/L"]),
    ("PT-INR 1.50 ↑ 0.8-1.2 凝固法", &["inr 1.50 -"]),
    ("国际标准化比值 1.5", &["inr 1.5 -"]),
    ("国际标准化比率(INR) 1,5", &["inr 1,5 -"]),
    ("I.N.R. 1.5 ratio", &["inr 1.5 1"]),
    ("PTA 48%", &["prothrombinActivity 48 %"]),
    ("PTA(%) 48", &["prothrombinActivity 48 %"]),
    ("PT% 48", &["prothrombinActivity 48 -"]),
    ("Quick ≥ 40 %", &["prothrombinActivity ≥ 40 %"]),
    (
        "凝血酶原活动度 48 ％ 70－130",
        &["prothrombinActivity 48 %"],
    ),
    ("凝血酶原时间活动度 48", &["prothrombinActivity 48 -"]),
    ("PT prolongation 4.5 s", &["prothrombinProlongation 4.5 s"]),
    (
        "Prothrombin time prolongation: -1 sec",
        &["prothrombinProlongation -1 s"],
    ),
    ("凝血酶原时间延长 4 秒", &["prothrombinProlongation 4 s"]),
    ("肌酐(CREA) 78 umol/L 57-97", &["creatinine 78 umol/L"]),
    ("Cr 78", &["creatinine 78 -"]),
    ("SCr 0.9 mg/dL", &["creatinine 0.9 mg/dL"]),
    ("血肌酐 78umol/l", &["creatinine 78 umol/L"]),
    ("Na+ 136 mEq/L", &["sodium 136 mmol/L"]),
    ("钠 (Na⁺) 136 mmol/L 137-147", &["sodium 136 mmol/L"]),
    ("Na 136 K 4.0 Cl 100", &["sodium 136 -"]),
    ("HGB 102 g/L", &["hemoglobin 102 g/L"]),
    (
        "Hb 10.2 g/dL; PLT 58 G/L",
        &["hemoglobin 10.2 g/dL", "platelets 58 10*9/L"],
    ),
    ("血红蛋白102g/L↓", &["hemoglobin 102 g/L"]),
    ("PLT 58×10⁹/L", &["platelets 58 10*9/L"]),
    ("PLT 58*10^9/L", &["platelets 58 10*9/L"]),
    ("PLT 58 x 10^9/L 125-350", &["platelets 58 10*9/L"]),
    ("PLT 58 10*9/L", &["platelets 58 10*9/L"]),
    ("Platelets 58 x10E9/L", &["platelets 58 10*9/L"]),
    ("Platelet count (10^9/L) 58", &["platelets 58 10*9/L"]),
    ("血小板计数 58 10³/µL", &["platelets 58 10*9/L"]),
    ("PLT 58 K/uL L 150-400", &["platelets 58 10*9/L"]),
    ("PLT 1,234", &["platelets 1,234 -"]),
    ("TBIL 0 umol/L", &["bilirubin 0 umol/L"]),
    (
        "ALB 29 g/L 35-55 GLB 30 g/L 20-40 A/G 0.97",
        &["albumin 29 g/L"],
    ),
    ("ALT 40 U/L AST 50 U/L ALB 29 g/L", &["albumin 29 g/L"]),
    ("PT 13.5 s INR 1.5", &["inr 1.5 -"]),
    ("凝血酶原时间 13.5 秒", &["prothrombinTime 13.5 s"]),
    (
        "尿素 5.5 mmol/L 2.9-8.2 肌酐 78 umol/L 尿酸 300 umol/L",
        &["creatinine 78 umol/L"],
    ),
    ("Alb 29 g/L, INR 1.5, moderate ascites; no bleeding", &[]),
    (
        "Alb 29 g/L, INR 1.5, no encephalopathy; no bleeding",
        &["albumin 29 g/L", "inr 1.5 -"],
    ),
    ("诊断: 肝硬化 腹水\nALB 29 g/L", &["albumin 29 g/L"]),
    ("Ascites: none\nALB 29 g/L", &["albumin 29 g/L"]),
    (
        "尿常规\nNa 40 mmol/L\n血生化\nNa 136 mmol/L",
        &["sodium 136 mmol/L"],
    ),
    (
        "TBIL 45 umol/L\r\n总胆红素 45 umol/L",
        &["bilirubin 45 umol/L"],
    ),
];

/// What looks like one of the analytes and is not.
const LOOK_ALIKES: [&str; 59] = [
    "DBIL 20 umol/L",
    "IBIL 25 umol/L 0-17",
    "直接胆红素(DBIL) 20 umol/L",
    "间接胆红素 25 umol/L",
    "Direct bilirubin 1.2 mg/dL",
    "Bilirubin direct 1.2 mg/dL",
    "Bilirubin (direct) 1.2 mg/dL",
    "前白蛋白 120 mg/L",
    "PA 120 mg/L",
    "PALB 12 g/L",
    "Prealbumin 12",
    "Pre-albumin 12 g/L",
    "A/G 0.97",
    "白球比 0.97",
    "白蛋白/球蛋白 1.2",
    "白蛋白:球蛋白 1.2",
    "Albumin/globulin ratio 1.2",
    "球蛋白(GLB) 30 g/L",
    "Globulin 30 g/L",
    "ALB% 55 %",
    "Microalbumin 20 mg/L",
    "尿微量白蛋白 20 mg/L",
    "Urine albumin 20 g/L",
    "ALB 20 g/L urine",
    "腹水白蛋白 10 g/L",
    "PT 13.5 s",
    "PT 13.5 sec 11-14",
    "凝血酶原时间(PT) 13.5 s 9.4-12.5",
    "TT 16 s",
    "APTT 40 s",
    "CRP 5 mg/L",
    "Cystatin C 1.0 mg/L",
    "CysC 1.0 mg/L",
    "胱抑素C 1.0 mg/L",
    "CK 100 U/L",
    "肌酸激酶 100 U/L",
    "Creatine kinase 100 U/L",
    "Creatinine clearance 80 mL/min",
    "CCr 80 mL/min",
    "内生肌酐清除率 80 mL/min",
    "eGFR 90 mL/min/1.73m²",
    "Uric acid 300 umol/L",
    "UA 300 umol/L",
    "尿肌酐 5000 umol/L",
    "HbA1c 6.5 %",
    "Hb A1c 6.5 g/dL",
    "糖化血红蛋白 6.5 %",
    "HBsAg 250 IU/mL",
    "MCH 30 pg",
    "MCHC 330 g/L",
    "平均红细胞血红蛋白浓度 330 g/L",
    "PCT 0.2 %",
    "MPV 10 fL",
    "PDW 12 fL",
    "平均血小板体积 10 fL",
    "大血小板比率 30 %",
    "NAG 12 U/L",
    "Urinary sodium 40 mmol/L",
    "尿钠 40 mmol/L",
];

/// Lines in which a name stands, but not surely with its value.
const DOUBTFUL: &[&str] = &[
    "Bilirubin 45 umol/L",
    "TBIL 3.4-20.5 umol/L",
    "TBIL (3.4-20.5) 45.0 umol/L",
    "TBIL (<21) 45.0 umol/L",
    "TBIL <21 45.0 umol/L",
    "TBIL <21 umol/L <5",
    "TBIL (<21)",
    "TBIL 45 mmol/L",
    "TBIL 45 mg/L",
    "TBIL 45 umol/L 2.6 mg/dL",
    "TBIL 45 umol/L mg/dL",
    "TBIL (mg/dL) 45 umol/L",
    "TBIL 4 5 umol/L",
    "TBIL 45 38 umol/L",
    "1 TBIL 45 38 偏高",
    "TBIL 45±3 umol/L",
    "TBIL ~45 umol/L",
    "TBIL 45/20 umol/L",
    "TBIL 45³ umol/L",
    "TBIL 45e1 umol/L",
    "TBIL 1.2.3 umol/L",
    "TBIL,45,3",
    "TBIL,45,3.4-20.5",
    "TBIL, 45 umol/L",
    "TBIL - 45 umol/L",
    "TBIL -45 umol/L",
    "TBIL 2026-11-22",
    "TBIL 08:15",
    "TBIL umol/L",
    "TBIL 45 high",
    "TBIL / ALB 45 29",
    "TBIL ALB 45 29",
    "Hb 6.3 mmol/L",
    "Hb 102 g",
    "ALB 2.9 g%",
    "INR .9",
    "INR ,9",
    "INR: .9",
    "INR 1.5 %",
    "INR 1.5 s",
    "PT (INR) 13.5 (1.1)",
    "PT/INR 12.5/1.1",
    "PT 48 %",
    "PT延长 18 s",
    "PLT 58 109/L",
    "PLT 58 g/L",
    "PLT 58.10^9/L",
    "PLT 58,000 /uL",
    "PLT 0.58 10^12/L",
    "PLT 10^9/L",
    "PLT 58 K",
    "N.A. 136 mmol/L",
    "Na/K 34",
    "Na 136 mEq",
    "45 umol/L TBIL",
    "136 Na 4.0 K",
    "45 TBIL 29 ALB 1.5 INR",
    "Results: 45 TBIL, 29 ALB, 1.5 FIB",
    "Results 45 TBIL 29 ALB",
    "ALB 29 35 55 g/L",
    "TBIL; 45 umol/L",
    "Hb 102\u{336} g/L",
    "ALB ٢٩ g/L",
];

// guards: H35
#[test]
fn printouts_are_read_as_a_clinician_reads_them() {
    for (text, expected) in READ {
        let printout = read(text);
        assert_eq!(lines(&printout.found), *expected, "{text}: {printout:?}");
        assert!(printout.conflicting.is_empty(), "{text}");
    }
}

// guards: H35
#[test]
fn what_only_looks_like_an_analyte_is_listed_and_not_read() {
    for text in LOOK_ALIKES {
        let printout = read(text);
        assert_eq!(lines(&printout.found), Vec::<String>::new(), "{text}");
        assert_eq!(printout.ignored, [text]);
    }
}

// guards: H35
#[test]
fn a_value_in_doubt_is_listed_and_not_read() {
    for text in DOUBTFUL {
        let printout = read(text);
        assert_eq!(lines(&printout.found), Vec::<String>::new(), "{text}");
        assert!(!printout.ignored.is_empty(), "{text}");
    }
}

// guards: H35
#[test]
fn values_of_another_specimen_or_of_another_day_are_not_read() {
    for heading in [
        "Urine",
        "尿液检查",
        "24h尿生化 标本",
        "Urinalysis",
        "Ascitic fluid",
        "腹水常规",
        "Sample 12345 urine",
        "Previous results",
        "上次结果",
    ] {
        let text = format!("INR 1.5\n{heading}\n\nALB 29 g/L\nNa 40 mmol/L");
        assert_eq!(lines(&read(&text).found), ["inr 1.5 -"], "{heading}");
    }
}

// guards: H35
#[test]
fn an_analyte_printed_with_two_values_fills_nothing() {
    for (text, conflicting) in [
        (
            "TBIL 45 umol/L\n总胆红素 38 umol/L",
            ["bilirubin 45 umol/L", "bilirubin 38 umol/L"],
        ),
        (
            "TBIL 45 umol/L TBIL 45 mg/dL",
            ["bilirubin 45 umol/L", "bilirubin 45 mg/dL"],
        ),
        (
            "TBIL 45 umol/L; TBIL 45",
            ["bilirubin 45 umol/L", "bilirubin 45 -"],
        ),
        (
            "TBIL 5 umol/L; TBIL <5 umol/L",
            ["bilirubin 5 umol/L", "bilirubin <5 umol/L"],
        ),
    ] {
        let printout = read(&format!("{text}\nINR 1.5"));
        assert_eq!(lines(&printout.found), ["inr 1.5 -"], "{text}");
        assert_eq!(lines(&printout.conflicting), conflicting, "{text}");
        assert!(printout.ignored.is_empty(), "{text}");
    }
}

#[test]
fn each_value_says_what_it_was_read_from() {
    let printout =
        read("1 总胆红素(TBIL) 45.0 ↑ μmol/L 3.4-20.5 ; DBIL 20\n--------\nTBIL 45.0 umol/L,");
    let sources: Vec<&str> = printout.found.iter().map(|f| f.source.as_str()).collect();
    let source = "1 总胆红素(TBIL) 45.0 ↑ μmol/L 3.4-20.5; TBIL 45.0 umol/L";
    assert_eq!(sources, [source]);
    assert_eq!(printout.ignored, ["DBIL 20"]);
    let text = "Lab of today\nALB 29 g/L 35-55 酶法 MCH 30 pg low\nINR 1.5, CK 90 U/L, no bleeding";
    let ignored = read(text).ignored;
    assert_eq!(
        ignored,
        [
            "Lab of today",
            "酶法 MCH 30 pg low",
            "CK 90 U/L, no bleeding"
        ]
    );
    assert_eq!(read(" \n\t;,|\n"), Printout::default());
}

// guards: H1
#[test]
fn a_unit_pasted_into_a_field_is_split_off_if_it_is_one_of_the_fields() {
    use Analyte as A;
    for (analyte, text, value, unit) in [
        (A::Bilirubin, "2,4 mg/dl", "2,4", Some(Unit::MgPerDl)),
        (A::Creatinine, "45 μmol/L", "45", Some(Unit::UmolPerL)),
        (A::Bilirubin, "<5.0 umol/l", "<5.0", Some(Unit::UmolPerL)),
        (
            A::ProthrombinActivity,
            "≥ 40 %",
            "≥ 40",
            Some(Unit::Percent),
        ),
        (A::Platelets, " 58 x 10^9/L ", "58", Some(Unit::GigaPerL)),
        (A::Platelets, "58*10⁹/L", "58", Some(Unit::GigaPerL)),
        (A::Albumin, "２９ｇ／Ｌ", "２９", Some(Unit::GPerL)),
        (A::ProthrombinProlongation, "-1 s", "-1", Some(Unit::Second)),
        (A::Sodium, "136 mEq/L", "136", Some(Unit::MmolPerL)),
        (A::Sodium, " 136 ", "136", None),
        (A::Platelets, "1,234 G/L", "1,234", Some(Unit::GigaPerL)),
    ] {
        let expected = Some((value.to_owned(), unit));
        assert_eq!(field(analyte, text), expected, "{text}");
    }
    for (analyte, text) in [
        (A::Bilirubin, "45 g/L"),
        (A::Bilirubin, "45 mmol/L"),
        (A::Hemoglobin, "6.3 mmol/L"),
        (A::Platelets, "58 g/L"),
        (A::Platelets, "58.10^9/L"),
        (A::Platelets, "10^9/L"),
        (A::Albumin, "35-55 g/L"),
        (A::Albumin, "29 g/L 35-55"),
        (A::Albumin, "29 (g/L)"),
        (A::Albumin, "(29) g/L"),
        (A::Albumin, "29, g/L"),
        (A::Albumin, "29,"),
        (A::Albumin, "29 30 g/L"),
        (A::Albumin, "ALB 29 g/L"),
        (A::Albumin, "1.2.3 g/L"),
        (A::Inr, ".9"),
        (A::Inr, ""),
        (A::Inr, "1.5 %"),
    ] {
        assert_eq!(field(analyte, text), None, "{text}");
    }
}

/// How each analyte may be named and its unit spelt.
fn name(analyte: Analyte) -> &'static [&'static str] {
    match analyte {
        Analyte::Bilirubin => &[
            "TBIL",
            "T-Bil",
            "总胆红素",
            "Total bilirubin",
            "总胆红素(TBIL)",
        ],
        Analyte::Albumin => &["ALB", "白蛋白", "Albumin [ALB]", "serum albumin"],
        Analyte::Inr => &["INR", "PT-INR", "国际标准化比值"],
        Analyte::ProthrombinActivity => &["PTA", "PT activity", "凝血酶原活动度(PTA)"],
        Analyte::ProthrombinTime => &["Prothrombin time", "凝血酶原时间"],
        Analyte::ProthrombinProlongation => &["PT prolongation", "凝血酶原时间延长"],
        Analyte::Creatinine => &["CR", "Crea", "肌酐", "Creatinine"],
        Analyte::Sodium => &["Na", "Na+", "钠", "NA"],
        Analyte::Hemoglobin => &["HGB", "Hb", "血红蛋白", "Haemoglobin"],
        Analyte::Platelets => &["PLT", "血小板", "血小板计数 PLT"],
    }
}

fn unit(unit: Unit) -> &'static [&'static str] {
    match unit {
        Unit::MgPerDl => &["mg/dL", "MG/DL"],
        Unit::UmolPerL => &["umol/L", "μmol/L", "µmol/l", "mcmol/L"],
        Unit::GPerDl => &["g/dL", "g/dl"],
        Unit::GPerL => &["g/L", "ｇ／Ｌ"],
        Unit::MmolPerL => &["mmol/L", "mEq/L"],
        Unit::One => &["ratio"],
        Unit::Percent => &["%"],
        Unit::Second => &["s", "sec", "秒"],
        Unit::GigaPerL => &["10^9/L", "×10⁹/L", "10*9/L", "x10E9/L", "K/uL", "10³/µL"],
    }
}

const LAYOUTS: [&str; 9] = [
    "{name} {value} {unit}",
    "{name}: {value}{unit}",
    "{name}\t{value}\t↑\t{unit}\t3.4-20.5",
    "*{name} {value} L {unit} (35 - 55)",
    "{name} {value} {unit} 3.4～20.5 HH",
    "{number} {name} {value} 1-2 {unit}",
    "| {name} | {value} | {unit} | <21 |",
    "{number}. {name} {value} {unit} 0--9",
    "{name} ({unit}) {value} H 1.5-2",
];

/// An analyte as printed, with the line that stands for it.
fn printed() -> impl Strategy<Value = Vec<(String, String)>> {
    let one = |analyte: Analyte| {
        let units: Vec<Unit> = analyte.units().iter().map(|a| a.unit).collect();
        let spelt = select(units).prop_flat_map(|u| (Just(u), select(unit(u).to_vec())));
        let value = (
            select(vec!["", "<", "≥ ", "> ", "<="]),
            0_u32..4000,
            select(vec!["", ".", ","]),
            0_u32..100,
        );
        (
            select(name(analyte).to_vec()),
            spelt,
            value,
            select(LAYOUTS.to_vec()),
            1_u32..99,
        )
            .prop_map(
                move |(name, (unit, spelt), (sign, whole, mark, fraction), layout, number)| {
                    let fraction = if mark.is_empty() {
                        String::new()
                    } else {
                        fraction.to_string()
                    };
                    // A limit behind a limit is doubtful, and a row of columns reads no other way.
                    let sign = if layout.contains('<') { "" } else { sign };
                    let value = format!("{sign}{whole}{mark}{fraction}");
                    // A power right behind the digits would be read as more digits.
                    let layout = match spelt.starts_with('1') {
                        true => layout.replace("}{", "} {"),
                        false => layout.to_owned(),
                    };
                    let line = layout
                        .replace("{name}", name)
                        .replace("{unit}", spelt)
                        .replace("{value}", &value)
                        .replace("{number}", &number.to_string());
                    (format!("{} {value} {}", analyte.key(), unit.ucum()), line)
                },
            )
    };
    subsequence(Analyte::ALL.to_vec(), 0..=9)
        .prop_shuffle()
        .prop_flat_map(move |analytes| analytes.into_iter().map(one).collect::<Vec<_>>())
}

/// Pieces that printouts are made of, and others.
fn anything() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = "TBIL ALB INR PT PTA Na+ Hb PLT 总胆红素 白蛋白 钠 urine 尿 血清 DBIL A/G 1 2 45 2,4 1.5 .9 \
        <5 ≥40 3.4-20.5 - ~ + ↑ H L * ( ) [ ] , ; : . = | % umol/L mg/dL g/L G/L x 10^9/L ×10⁹/L s 秒 \
        2026-11-22 08:15 e3 ³ ４５ ％ ， 。"
        .split_ascii_whitespace()
        .chain(["\n", "\t", "\u{3000}", "\u{200b}", "\r\n"])
        .collect();
    let piece = prop_oneof![
        8 => select(pieces).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let pieces = prop::collection::vec((piece, select(vec!["", " ", " ", "  "])), 0..24);
    pieces.prop_map(|all| {
        all.into_iter()
            .flat_map(|(a, b)| [a, b.to_owned()])
            .collect()
    })
}

proptest! {
    #![proptest_config(cases(3000))]

    // guards: H21, H35
    #[test]
    fn whatever_is_pasted_every_piece_of_it_is_listed_and_every_value_stands_in_it(
        text in anything(),
        bytes in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        printout(text.as_bytes());
        printout(&bytes);
    }

    // guards: H35
    #[test]
    fn a_printout_in_any_layout_is_read_back_exactly(
        rows in printed(),
        apart in select(vec!["\n", "\r\n", "\n\n"]),
    ) {
        let (expected, all): (Vec<String>, Vec<String>) = rows.into_iter().unzip();
        let printout = read(&all.join(apart));
        prop_assert_eq!(lines(&printout.found), expected, "{:?}", all);
        prop_assert_eq!(printout.ignored.len() + printout.conflicting.len(), 0);
        for found in &printout.found {
            prop_assert!(Number::parse(&found.value).is_ok(), "{}", found.value);
        }
    }

    // guards: H35
    #[test]
    fn several_values_on_a_line_are_read_back_exactly(
        values in subsequence(Analyte::ALL.to_vec(), 0..=9).prop_shuffle(),
        digits in 1_u32..900,
        apart in select(vec![" ", "  ", "\t", ", ", "; ", "；"]),
    ) {
        let (mut expected, mut all) = (Vec::new(), Vec::new());
        for (more, analyte) in (digits..).zip(values) {
            let accepted = analyte.units()[0].unit;
            expected.push(format!("{} {more} {}", analyte.key(), accepted.ucum()));
            all.push(format!("{} {more} {}", name(analyte)[0], unit(accepted)[0]));
        }
        prop_assert_eq!(lines(&read(&all.join(apart)).found), expected);
    }

    // guards: H35
    #[test]
    fn a_look_alike_among_the_lines_changes_nothing_that_is_found(
        rows in printed(),
        alike in select(LOOK_ALIKES.to_vec()),
        place in 0_usize..10,
    ) {
        let mut all: Vec<String> = rows.into_iter().map(|(_, line)| line).collect();
        let without = read(&all.join("\n"));
        all.insert(place.min(all.len()), alike.to_owned());
        let with = read(&all.join("\n"));
        prop_assert_eq!(with.found, without.found);
        prop_assert_eq!(with.ignored, [alike]);
    }
}
