//! What stands around a value: headings, rows of another specimen, later lines and other patients.

use liver_prescreen::exchange::printout::{Why, read};

use crate::printout::{ignored, lines};

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
