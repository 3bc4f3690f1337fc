//! Text pasted from printouts: what is read, what is left alone, and that no reference limit and no look-alike ever
//! gets into a field.

use liver_prescreen::clinical::Unit;
use liver_prescreen::exchange::printout::{Found, Printout, read};

/// A value on one line: key, value, UCUM code or "-".
pub fn line(found: &Found) -> String {
    let unit = found.unit.map_or("-", Unit::ucum);
    format!("{} {} {unit}", found.analyte.key(), found.value)
}

pub fn lines(found: &[Found]) -> Vec<String> {
    found.iter().map(line).collect()
}

pub fn ignored(printout: &Printout) -> Vec<&str> {
    printout
        .ignored
        .iter()
        .map(|piece| piece.text.as_str())
        .collect()
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
    (
        "ALB 29 g/L 35-55 GLB 30 g/L 20-40 A/G 0.97",
        &["albumin 29 g/L"],
    ),
    ("ALT 40 U/L AST 50 U/L ALB 29 g/L", &["albumin 29 g/L"]),
    (
        "PT 13.5 s INR 1.5",
        &["prothrombinTime 13.5 s", "inr 1.5 -"],
    ),
    (
        "尿素 5.5 mmol/L 2.9-8.2 肌酐 78 umol/L 尿酸 300 umol/L",
        &["creatinine 78 umol/L"],
    ),
    (
        "Alb 29 g/L, INR 1.5, moderate ascites; no bleeding",
        &["albumin 29 g/L", "inr 1.5 -"],
    ),
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
        "白蛋白 29 g/L\n钠 136 mmol/L\n本报告仅对该标本负责",
        &["albumin 29 g/L", "sodium 136 mmol/L"],
    ),
    (
        "TBIL 45 umol/L\r\n总胆红素 45 umol/L",
        &["bilirubin 45 umol/L"],
    ),
];

/// What looks like one of the analytes and is not.
pub const LOOK_ALIKES: [&str; 55] = [
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
    "PT 13.5",
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
    "PT 48 %",
    "Mean platelet volume 10.2 fL",
    "Corrected sodium 135 mmol/L",
    "校正钠 135 mmol/L",
    "Plasma hemoglobin 30 mg/L",
    "PTR 1.5",
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
    "PLT 1,234",
    "Quick ≥ 40 %",
    "INR 1.3 → 2.1",
    "INR 1.3 > 2.1",
    "INR 1.3, 1.6, 2.1",
    "INR 1.3 / 1.6",
    "INR 1.3↑2.1",
    "INR: 1.3 then 2.1",
    "Cr 1.2 mg/dL > 2.4 mg/dL",
    "INR 1.3 (1.1)",
    "INR 1.3 now 2.1",
    "Hb 10.2 g/dL ↓ 7.1 g/dL",
    "INR 2.0 to 3.0",
    "INR goal 2.0",
    "Target INR 2.5",
    "参考值: 白蛋白 35 g/L",
    "Keep Hb 7.0 g/dL, INR 1.5",
    "Transfuse if Hb 7.0 g/dL; PLT 10 G/L",
    "INR <1.2",
    "INR -- <1.2",
    "INR *** 0.8-1.2",
    "ALB\t\t<55\tg/L",
    "ALB - 35-55 g/L",
    "CREA umol/L 115",
    "TBIL: pending",
    "Na 溶血",
    "Na 131 mmol/L hemolyzed",
    "Na 13l mmol/L",
    "Hb 1O2 g/L",
    "INR l.5",
    "INR 1 45",
    "INR 1. 45",
    "INR 1, 45",
    "Hb 10 .2 g/dL",
    "白蛋白 34、2 g/L",
    "Cr 1.234,5 umol/L",
    "PLT 5.8 X10 4",
    "PLT 5.8 万",
    "PLT 1.2 lakh",
    "PLT 58 x10^3",
    "PLT 58 T/L",
    "INR 16.2 Sek",
    "PT (INR) 13.5",
    "135 Na 3.4 K",
    "45 ALB 29 g/L",
    "Albumin 20 g given",
    "Albumin 25% 100 ml",
    "Albumin-corrected calcium 2.3 mmol/L",
    "PLT 2 units",
    "Na 131 mmol/L 06/05/2026",
    "Na 131 06:15",
    "Hb S 40 %",
    "Child-Pugh: albumin 2, INR 1",
    "Na +10 mmol/L",
    "Na + 10 mmol/L",
    "PT 18.5/40 s",
    "PT: 14.2/1.3 sec",
    "PT (s) 14.2/1.3",
    "TBIL 2N",
    "PLT 2",
    "Platelets 1 (50-100)",
    "Albumin: 2 (28-35 g/L)",
    "Creatinine 2 (171-299 umol/L)",
    "ALB 28 g/L (3.5-5.5 g/dL)",
    "白蛋白 28 g/L（01-05）",
    "Na 131 mmol/L (12-3)",
    "Test\tResult\tUnit\tComment\nINR\t2.5\t\tcancelled",
    "Test\tResult\tStatus\nINR\t2.5\tcancelled",
    "Test\tResult\tMethod\nSodium\t135\tcorrected",
    "Test\tResult\tMethod\nINR\t2.5\tcalculated",
    "PLT <50 low",
    "血小板 <50×10^9/L 降低",
    "Albumin <35 g/L low",
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
        assert_eq!(ignored(&printout), [text]);
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
