//! How a value is printed: in tables, with days, powers of ten and controls, twice; and what a field takes of a paste.

use liver_prescreen::clinical::{Analyte, Sex, Unit};
use liver_prescreen::exchange::printout::{Found, Printout, Typed, Why, field, read};

use crate::printout::{ignored, line, lines};

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
