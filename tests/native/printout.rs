//! Text pasted from printouts: what is read, what is left alone, and that no reference limit and no look-alike ever
//! gets into a field.

use liver_prescreen::clinical::{Analyte, Sex, Unit};
use liver_prescreen::exchange::printout::{Found, Printout, Typed, Why, field, read};

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

/// Rows of another specimen.
const OTHER_SPECIMENS: [&str; 12] = [
    "Microalbumin 20 mg/L",
    "尿微量白蛋白 20 mg/L",
    "Urine albumin 20 g/L",
    "ALB 20 g/L urine",
    "腹水白蛋白 10 g/L",
    "尿肌酐 5000 umol/L",
    "Urinary sodium 40 mmol/L",
    "尿钠 40 mmol/L",
    "Pleural fluid albumin 18 g/L",
    "Albumin/creatinine ratio 30 mg/g",
    "Ascites: albumin 8 g/L",
    "Dialysate Na 138 mmol/L",
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

/// Headings that leave what follows unread, with the reason.
const HEADINGS: [(Why, &str); 12] = [
    (
        Why::Specimen,
        "Urine; 尿液检查; 24h尿生化 标本; Urinalysis; UA; Spot; Sample 12345 urine; 尿常规",
    ),
    (
        Why::Specimen,
        "Ascitic fluid; 腹水常规; Paracentesis:; Peritoneal; Effusion; Ascites; 腹水; Ascites:",
    ),
    (
        Why::Specimen,
        "Pleural fluid; 胸水生化; CSF; 脑脊液; Drain; 引流液; Stool; 粪便; Dialysate; 透析液; Cord blood; Saliva; Sweat",
    ),
    (
        Why::Specimen,
        "标本: 尿液; Specimen: urine; 标本类型：腹水; Specimen type: swab",
    ),
    (
        Why::Day,
        "Previous results; 上次结果; Prior labs (03/2025); Baseline:; Last month; 前次结果; Yesterday; 昨日; 入院时",
    ),
    (
        Why::Day,
        "2025-03-01; 11/20/2026; 2026年11月20日; Labs 2025-03-01; Nov 18; Labs (11/2025); 03/2025",
    ),
    (
        Why::Day,
        "术前; 外院检查; 2周前; Pre-op; Admission labs; Labs 3 months ago:; Day 3; POD 3; After transfusion; 复查",
    ),
    (
        Why::Person,
        "Donor; Mother; Baby; 供者; 母亲; 新生儿; Control; QC level 1; 质控",
    ),
    (
        Why::Heading,
        "Goals:; Transfuse if:; 参考值; 目标; Corrected; 平均红细胞; Mean; Patient A; Room 5; Child-Pugh B",
    ),
    (
        Why::Heading,
        "Collected: 2025-03-01; 报告时间：2025-03-01; Total; 前; MELD 14; Comment: see below",
    ),
    (
        Why::Day,
        "INR of last week; 既往 INR; Vorwerte; Old results",
    ),
    (
        Why::Specimen,
        "Ascites, albumin 8 g/L; Urine Na 20 mmol/L; 胸水白蛋白 8 g/L",
    ),
];

// guards: H35
#[test]
fn values_of_another_specimen_day_or_person_are_not_read_nor_those_below_a_heading_that_is_not_understood()
 {
    for (why, heading) in HEADINGS
        .into_iter()
        .flat_map(|(why, headings)| headings.split("; ").map(move |heading| (why, heading)))
    {
        for apart in ["\n", "\n\n"] {
            let text = format!("INR 1.5\n\n{heading}{apart}ALB 29 g/L\nNa 140 mmol/L");
            let printout = read(&text);
            assert_eq!(
                lines(&printout.found),
                ["inr 1.5 -"],
                "{heading}: {printout:?}"
            );
            let last = printout.ignored.last().expect("a piece");
            assert_eq!(
                (last.text.as_str(), last.why),
                ("Na 140 mmol/L", why),
                "{heading}"
            );
        }
    }
}

// guards: H35
#[test]
fn a_row_of_another_specimen_leaves_those_below_it_unread() {
    for row in OTHER_SPECIMENS {
        let printout = read(&format!("INR 1.5\n{row}\nALB 29 g/L"));
        assert_eq!(lines(&printout.found), ["inr 1.5 -"], "{row}: {printout:?}");
        assert_eq!(ignored(&printout), [row, "ALB 29 g/L"], "{row}");
    }
}

// guards: H35
#[test]
fn a_heading_of_the_patients_blood_of_today_ends_what_a_heading_began() {
    for (begins, ends) in [
        ("Urine", "Serum"),
        ("尿常规", "血生化"),
        ("Ascites:", "CBC"),
        ("腹水", "肝功能："),
        ("标本: 尿液", "标本: 血清"),
        ("Yesterday", "Today"),
        ("上次结果", "本次结果"),
        ("Donor", "Recipient"),
        ("供者", "患者"),
        ("Corrected", "Labs:"),
        ("Some ward", "项目 结果 单位 参考值"),
    ] {
        let text = format!("{begins}\nNa 40 mmol/L\n{ends}\nALB 29 g/L");
        assert_eq!(lines(&read(&text).found), ["albumin 29 g/L"], "{text}");
    }
    // Not by one of something else.
    for (begins, ends) in [
        ("Urine", "Labs:"),
        ("Urine", "Today"),
        ("Previous results", "Serum"),
        ("上次结果", "血生化"),
        ("Previous results", "项目 结果 单位"),
        ("Donor", "肝功能"),
    ] {
        let text = format!("{begins}\nNa 140 mmol/L\n{ends}\nALB 29 g/L");
        assert_eq!(read(&text).found, [], "{text}");
    }
}

// guards: H35
#[test]
fn what_a_later_line_says_takes_a_value_back() {
    for text in [
        "INR 1.3\n→ 2.1",
        "INR 1.3\n->\n2.1",
        "INR 1.3\nto 2.1",
        "Na 138 mmol/L\n126 mmol/L today",
        "PLT 5.8\nX10 4",
        "ALB 2.9\ng%",
        "INR 18.5\nsec.",
        "Na 131 mmol/L\n(hemolyzed)",
        "Na 131 mmol/L\nAmended: 126 mmol/L",
        "Na 131 mmol/L *\n* Corrected result",
        "Na 131 mmol/L\nSpecimen: urine",
        "Na 131 mmol/L\nINR 1.5\nAll values from last week",
        "Na 40 mmol/L\nCr 5 mg/dL\n\n标本：尿液",
        "Hb 10.2 g/dL\nHb 7.1 g/dL after bleed",
        "Hb 10.2 g/dL\nRecheck\nHb 7.1 g/dL",
        "Na 138 mmol/L\nOn the ward\nNa 126 mmol/L",
        "Na 138 mmol/L\nNa 126 mmol/L ward",
        "Na 138 mmol/L\nDiscussed: Na fell to 126",
        "Na 138 mmol/L\nThis evening Na 126 mmol/L",
        "钠 138 mmol/L\n请注意钠 126",
        "INR 2.5\nLater today 1.5",
        "INR 2.5\nResult invalid",
        "INR 2.5\nWrong blood in tube",
        "INR 2.5\nentered in error",
        "INR 2.5*\n* unreliable",
        "INR 2.5\nbitte kontrollieren",
        "INR 2.5\nPreliminary",
        "PLT 12 K/uL\nPlatelet clumps present",
        "PLT 12 K/uL\nclumped",
        "血小板 12×10^9/L\nNa 131 mmol/L\n可见血小板聚集",
        "Hb 75 g/L\nNa 131 mmol/L\nSample diluted",
        "Hb 75 g/L\n稀释",
    ] {
        assert_eq!(read(text).found, [], "{text}");
    }
}

// guards: H35
#[test]
fn of_two_patients_nothing_is_read() {
    for (one, other) in [
        ("Name: A. Smith", "Name: B. Jones"),
        ("Patient Name: Smith  Age: 60", "Patient Name: Lee  Age: 60"),
        ("DOB: 1960-01-01", "DOB: 1971-02-03"),
        ("MRN: 1", "MRN: 2"),
        ("Sex: M", "Sex: F"),
        ("Age: 45", "Age: 60"),
        ("姓名：张三 性别：男", "姓名：李四 性别：男"),
        ("床号：1", "床号：2"),
    ] {
        let text = format!("{one}\nNa 131 mmol/L\n\n{other}\nINR 1.5");
        let printout = read(&text);
        assert_eq!(printout.found, [], "{text}");
        let people = printout.ignored.iter();
        assert_eq!(people.filter(|piece| piece.why == Why::Person).count(), 2);
        // The head of the same patient on the next page.
        let text = format!("{one}\nNa 131 mmol/L\n\n{one}\nINR 1.5");
        assert_eq!(read(&text).found.len(), 2, "{text}");
    }
    let text = "Name: Smith  Age: 59\nNa 131 mmol/L\nName: SMITH  Age: 60\nINR 1.5";
    assert_eq!(read(text).found.len(), 2);
}

// guards: H35
#[test]
fn a_value_without_its_name_is_not_given_the_next_one() {
    for text in [
        "131 mmol/L\nNa 101 mmol/L\nCl",
        "131 mmol/L\nNa 101\nCl",
        "28 g/L\nALB 45 g/L\nTP",
    ] {
        assert_eq!(read(text).found, [], "{text}");
    }
    assert_eq!(read("131 mmol/L\n\nALT 40 U/L\nNa 131").found.len(), 1);
}

// guards: H35
#[test]
fn a_table_is_read_by_its_heading() {
    for (text, expected) in [
        (
            "Test\t2025-06-01\t2026-11-20\tUnits\nSodium\t138\t131\tmmol/L",
            "sodium 131 mmol/L 2026-11-20",
        ),
        (
            "Test\t2026-11-20\t2025-06-01\tUnits\nSodium\t131\t138\tmmol/L",
            "sodium 131 mmol/L 2026-11-20",
        ),
        (
            "Test\t2025-06-01\t2026-11-20\tUnits\nSodium\t\t131\tmmol/L",
            "sodium 131 mmol/L 2026-11-20",
        ),
        (
            "Test 11/20/2026 06/21/2025 Units\nSodium 131 138 mmol/L",
            "sodium 131 mmol/L 2026-11-20",
        ),
        (
            "项目 | 2025年6月1日 | 2026年11月20日\n钠 | 138 | 131",
            "sodium 131 - 2026-11-20",
        ),
        (
            "Test\tPrevious\tCurrent\tUnits\nSodium\t138\t131\tmmol/L",
            "sodium 131 mmol/L",
        ),
        (
            "项目\t上次结果\t本次结果\t单位\n钠\t138\t131\tmmol/L",
            "sodium 131 mmol/L",
        ),
        (
            "Test Previous Current Units\nSodium 138 131 mmol/L",
            "sodium 131 mmol/L",
        ),
        (
            "Test\tResult\tReference\tUnit\nQuick\t>100\t70-120\t%",
            "prothrombinActivity >100 %",
        ),
        (
            "Test\tResult\tReference\tUnit\nQuick\t>100\t\t%",
            "prothrombinActivity >100 %",
        ),
        (
            "序号\t项目\t结果\t提示\t单位\t参考区间\n7\t钠\t131\t↓\tmmol/L\t137-147",
            "sodium 131 mmol/L",
        ),
    ] {
        let printout = read(text);
        let of = |found: &Found| match &found.date {
            Some(date) => [&line(found), " ", date].concat(),
            None => line(found),
        };
        let all: Vec<String> = printout.found.iter().map(of).collect();
        assert_eq!(all, [expected], "{text}: {printout:?}");
    }
    for text in [
        "Test\t2025-06-01\t2026-11-20\tUnits\nSodium\t138\t-\tmmol/L",
        "Test\t2025-06-01\t2026-11-20\tUnits\nSodium\t138\t\tmmol/L",
        "Test\t2025-06-01\t2026-11-20\tUnits\nSodium\t138",
        "Test\t2025-06-01\t2026-11-20\tUnits\n\nSodium\t138\t\tmmol/L",
        "Test\t2025-06-01\t2026-11-20\tUnits\nElectrolytes\nSodium\t138\t\tmmol/L",
        "Test 2025-06-01 2026-11-20 Units\nSodium 138 mmol/L",
        "Test 2025-06-01 2026-11-20 Units\nSodium 138 -- mmol/L",
        // Which is the newest?
        "Test\t05/06/2026\t06/05/2026\nSodium\t138\t131",
        "Test\t2026-11-20\t2026-11-20\nSodium\t138\t131",
        "Test\tDay 1\tDay 2\nSodium\t138\t131",
        "Test\tResult\tPrevious\nSodium\t\t138",
        "Test Result Previous\nSodium 138",
        "Test Current Result and Flag Previous Result and Date Units\nSodium 138 05/02/2026 mmol/L",
        "Test\tReference\tResult\tUnit\nBilirubin, total\t<21\t\tumol/L",
        "项目\t参考\t结果\n钠\t137\t",
        "Date\tINR\tNa\n2025-06-01\t1.1\t138",
        "\t11-18\t11-19\t11-20\n钠\t138\t\t",
        "日期 11-18 11-19 11-20\n钠 138",
        "Time\t08:00\t16:00\nNa\t138\t",
    ] {
        assert_eq!(read(text).found, [], "{text}");
    }
}

// guards: H35
#[test]
fn days_are_kept_and_only_the_newest_is_read() {
    let printout = read("Na 131 mmol/L 2026-11-20\nINR 1.1 2025-11-20 08:15\nALB 29 g/L");
    let days: Vec<Option<&str>> = printout
        .found
        .iter()
        .map(|found| found.date.as_deref())
        .collect();
    assert_eq!(
        lines(&printout.found),
        ["sodium 131 mmol/L", "albumin 29 g/L"]
    );
    assert_eq!(days, [Some("2026-11-20"), None]);
    assert_eq!(printout.ignored[0].why, Why::Older);
    let text = "采集时间：2026-11-20 08:15\n项目 结果 单位 参考区间\n钠 131 mmol/L 137-147";
    assert_eq!(read(text).found[0].date.as_deref(), Some("2026-11-20"));
}

// guards: H1, H35
#[test]
fn powers_of_ten_are_moved_exactly_and_both_spellings_are_kept() {
    for (text, value, printed) in [
        (
            "PLT 5.8 ×10⁴/µL 15.0-35.0",
            "58",
            Some("5.8 ×10⁴/µL 15.0-35.0"),
        ),
        ("PLT 5.8万/μL", "58", Some("5.8万/μL")),
        ("PLT 5,85 万/µL", "58.5", Some("5,85 万/µL")),
        ("PLT 1.2 lakh/cumm", "120", Some("1.2 lakh/cumm")),
        ("PLT 58000 /uL", "58", Some("58000 /uL")),
        ("PLT 58500/mm3", "58.5", Some("58500/mm3")),
        ("PLT 58 10~9/L", "58", None),
        ("PLT 58 /nL", "58", None),
        ("PLT 58 Thousand/uL", "58", None),
        ("PLT 58 K/uL", "58", None),
        ("PLT 58 10^3/mm3", "58", None),
        ("PLT 58 x10E9/L", "58", None),
        ("PLT 58 G/L", "58", None),
        ("PLT 58 Gpt/l", "58", None),
    ] {
        let printout = read(text);
        assert_eq!(
            lines(&printout.found),
            [format!("platelets {value} 10*9/L")],
            "{text}"
        );
        assert_eq!(printout.found[0].printed.as_deref(), printed, "{text}");
    }
}

#[test]
fn a_prothrombin_time_has_seconds_and_perhaps_a_control() {
    for (text, control) in [
        ("PT 18.5 s", None),
        ("PT(s) 18.5 9.4-12.5", None),
        ("凝血酶原时间(PT) 18.5 秒", None),
        ("PT 18.5 s (control 12.0)", Some("12.0")),
        ("PT 18.5 sec control: 12.0 sec", Some("12.0")),
        ("凝血酶原时间 18.5 s (对照 12.0 s)", Some("12.0")),
        ("PT 18.5/12.0 s", Some("12.0")),
    ] {
        let found = read(text).found;
        assert_eq!(lines(&found), ["prothrombinTime 18.5 s"], "{text}");
        assert_eq!(found[0].control.as_deref(), control, "{text}");
    }
    for text in [
        "PT 18.5",
        "PT 18.5/12.0",
        "PT 18.5 %",
        "PT 18.5 s 12.0",
        "PT 18.5 s (12.0)",
    ] {
        assert_eq!(read(text).found, [], "{text}");
    }
}

#[test]
fn age_and_sex_are_read_where_all_of_the_line_is_the_head_of_a_report() {
    for (text, age, sex) in [
        (
            "姓名:张三 性别:男 年龄:52岁 科室:肝病科",
            Some(52),
            Some(Sex::Male),
        ),
        (
            "某市人民医院检验报告单\n年龄： 52岁\n性别：女",
            Some(52),
            Some(Sex::Female),
        ),
        ("Age: 52 Y\tSex: F", Some(52), Some(Sex::Female)),
        ("Age/Sex: 52/F", Some(52), Some(Sex::Female)),
        ("52 y/o male", Some(52), Some(Sex::Male)),
        ("男，52岁", Some(52), Some(Sex::Male)),
        (
            "Name: Li, DOB: 1974-05-01, Gender: Female",
            None,
            Some(Sex::Female),
        ),
        ("Age: 52 months", None, None),
        ("年龄: 6月 性别: 男", None, None),
        ("Age: 52 or 53", None, None),
        ("Age 52.5", None, None),
        ("Age: 520", None, None),
        ("52 y/o male's mother", None, None),
        ("Mother, age: 52", None, None),
        ("Donor\nAge: 30 Sex: M", None, None),
        ("Name: baby of Li Age: 1 Sex: M", None, None),
        ("Age: 52\nAge: 53", None, None),
        ("Sodium 52 F", None, None),
    ] {
        let printout = read(text);
        assert_eq!((printout.age, printout.sex), (age, sex), "{text}");
    }
}

// guards: H1, H9
#[test]
fn a_value_that_looks_like_another_unit_or_test_is_set_apart() {
    for text in [
        "INR 18.5",
        "Hb 10.2 g/L",
        "TBIL 0 umol/L",
        "ALB 29 g/dL",
        "Cr 86 mg/dL",
    ] {
        let printout = read(text);
        assert_eq!(
            (printout.found.len(), printout.doubtful.len()),
            (0, 1),
            "{text}"
        );
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
            "TBIL 5 umol/L; TBIL <5 umol/L 3-21",
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
fn the_same_value_twice_is_one() {
    for (text, value) in [
        ("Na 131; 钠 131 mmol/L", "sodium 131 mmol/L"),
        ("INR 1.5\nINR 1.50", "inr 1.5 -"),
        (
            "凝血酶原时间活动度(PT%) 56 %\n凝血酶原活动度 56",
            "prothrombinActivity 56 %",
        ),
        ("PLT 58 G/L\nPLT 5.8 万/uL", "platelets 58 10*9/L"),
    ] {
        let printout = read(text);
        assert_eq!(lines(&printout.found), [value], "{text}");
        assert_eq!(printout.conflicting, [], "{text}");
    }
}

#[test]
fn each_value_says_what_it_was_read_from() {
    let printout =
        read("1 总胆红素(TBIL) 45.0 ↑ μmol/L 3.4-20.5 ; DBIL 20\n--------\nTBIL 45.0 umol/L,");
    let sources: Vec<&str> = printout.found.iter().map(|f| f.source.as_str()).collect();
    let source = "1 总胆红素(TBIL) 45.0 ↑ μmol/L 3.4-20.5; TBIL 45.0 umol/L";
    assert_eq!(sources, [source]);
    assert_eq!(ignored(&printout), ["DBIL 20"]);
    let text = "Labs today\nALB 29 g/L 35-55 酶法 MCH 30 pg low\nINR 1.5, CK 90 U/L, rash";
    let printout = read(text);
    let said: Vec<(&str, Why)> = printout
        .ignored
        .iter()
        .map(|piece| (piece.text.as_str(), piece.why))
        .collect();
    assert_eq!(
        said,
        [
            ("Labs today", Why::Head),
            ("MCH 30 pg low", Why::OtherTest),
            ("INR 1.5, CK 90 U/L, rash", Why::Unexplained),
        ]
    );
    assert_eq!(read(" \n\t;,|\n"), Printout::default());
}

// guards: H1
#[test]
fn platelets_in_another_power_of_ten_are_a_hint_and_no_value() {
    for (text, hint) in [
        ("68000", "68"),
        ("68500", "68.5"),
        ("68000/uL", "68"),
        ("68000 /mm3", "68"),
        ("6.8万", "68"),
        ("6.8 万/μL ↓", "68"),
        ("68 万", "680"),
        ("1.2 lakh", "120"),
        ("5.8 ×10⁴/µL", "58"),
        ("<5000 /uL", "<5"),
    ] {
        let expected = Typed::Hint {
            text: hint.to_owned(),
            unit: Unit::GigaPerL,
        };
        assert_eq!(field(Analyte::Platelets, text), expected, "{text}");
    }
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
        (A::Bilirubin, "5.1 mg/dl", "5.1", Some(Unit::MgPerDl)),
        (A::Bilirubin, "87.2↑", "87.2", None),
        (A::Platelets, "68 K/uL", "68", Some(Unit::GigaPerL)),
        (A::Platelets, "68 H", "68", None),
        (A::Platelets, "68", "68", None),
        (A::Albumin, "29 L g/L ↓", "29", Some(Unit::GPerL)),
        (A::Albumin, "28g/L偏低", "28", Some(Unit::GPerL)),
    ] {
        let text_of = value.to_owned();
        let expected = Typed::Value {
            text: text_of,
            unit,
        };
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
        (A::Inr, "1.3 2.1"),
        (A::Inr, "1.3 → 2.1"),
        (A::Platelets, "1,234 G/L"),
        (A::Platelets, "68,000"),
        (A::Bilirubin, "5.1 mg/dl mg/dl"),
    ] {
        assert_eq!(field(analyte, text), Typed::Nothing, "{text}");
    }
}
