//! Text pasted from printouts, in any layout: what is in the grammar is read exactly, and anything foreign in a line
//! leaves it unread.

use liver_prescreen::clinical::{Analyte, Analytes, Unit};
use liver_prescreen::exchange::printout::{Printout, read};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::corpus::shared::printout;
use crate::printout::{LOOK_ALIKES, ignored, lines};
use crate::properties::cases;

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
        other => panic!("{other:?} has no field in every form"),
    }
}

fn of_every_form() -> Vec<Analyte> {
    Analytes::OF_EVERY_FORM.each().collect()
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
        other => panic!("{other:?} is no unit of theirs"),
    }
}

const LAYOUTS: [&str; 9] = [
    "{name} {value} {unit}",
    "{name}: {value}{unit}",
    "{name}\t{value}\t↑\t{unit}\t3.4-20.5",
    "*{name} {value} L {unit} (35 - 55)",
    "{name} {value} {unit} 3.4～20.5 HH",
    "{number}\t{name}\t{value}\t1-2\t{unit}",
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
                    // A limit is a result only where an interval stands beside it.
                    let interval = layout.contains(['-', '～']);
                    let sign = if interval { sign } else { "" };
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
    subsequence(of_every_form(), 0..=9)
        .prop_shuffle()
        .prop_flat_map(move |analytes| analytes.into_iter().map(one).collect::<Vec<_>>())
}

/// What is found with a unit or a test that may be another, in one order.
fn read_off(printout: &Printout) -> Vec<String> {
    let mut all = lines(&printout.found);
    all.extend(lines(&printout.doubtful));
    sorted(all)
}

fn sorted(mut all: Vec<String>) -> Vec<String> {
    all.sort_unstable();
    all
}

/// Words that no grammar has.
fn foreign() -> impl Strategy<Value = String> {
    let known = "yesterday donor urine goal target 目标 复查 昨日 供者 尿 was → now then if transfuse ward given kg tid 外院";
    let known: Vec<&str> = known.split_ascii_whitespace().collect();
    prop_oneof![
        select(known).prop_map(str::to_owned),
        "[bdfgj-z]{4,8}q",
        "[\u{4e00}-\u{4e20}]{2,4}",
        select(vec!["?", "≈", "&", "@", "#5", "$", "…", "→", "=>"]).prop_map(str::to_owned),
    ]
}

/// Where a row has spaces or what parts its columns, and its two ends.
fn gaps(row: &str) -> Vec<usize> {
    let apart = row.char_indices().filter(|(_, c)| *c == ' ' || *c == '\t');
    let inner = apart.map(|(place, _)| place);
    inner.chain([0, row.len()]).collect()
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
        prop_assert_eq!(read_off(&printout), sorted(expected), "{:?}", all);
        prop_assert_eq!(printout.ignored.len() + printout.conflicting.len(), 0);
    }

    // guards: H35
    #[test]
    fn several_values_on_a_line_are_read_back_exactly(
        values in subsequence(of_every_form(), 0..=9).prop_shuffle(),
        digits in 1_u32..900,
        apart in select(vec![" ", "  ", "\t", ", ", "; ", "；"]),
    ) {
        let (mut expected, mut all) = (Vec::new(), Vec::new());
        for (more, analyte) in (digits..).zip(values) {
            let accepted = analyte.units()[0].unit;
            expected.push(format!("{} {more} {}", analyte.key(), accepted.ucum()));
            all.push(format!("{} {more} {}", name(analyte)[0], unit(accepted)[0]));
        }
        prop_assert_eq!(read_off(&read(&all.join(apart))), sorted(expected));
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
        prop_assert_eq!(&with.found, &without.found);
        prop_assert_eq!(ignored(&with), [alike]);
    }

    // guards: H35
    #[test]
    fn a_foreign_word_anywhere_leaves_the_line_unread(
        rows in printed(),
        word in foreign(),
        place in any::<prop::sample::Index>(),
    ) {
        for (_, row) in rows {
            let places: Vec<usize> = gaps(&row);
            let at = places[place.index(places.len())];
            let text = format!("{} {word} {}", &row[..at], &row[at..]);
            let printout = read(&text);
            prop_assert_eq!(read_off(&printout), Vec::<String>::new(), "{}", text);
            // What follows is read, or not, but never with another value.
            let below = read(&format!("{text}\nINR 1.7"));
            let found = read_off(&below);
            prop_assert!(found.is_empty() || found == ["inr 1.7 -"], "{} {:?}", text, found);
        }
    }

    // guards: H35
    #[test]
    fn a_second_number_anywhere_behind_the_name_leaves_the_line_unread(
        rows in printed(),
        number in select(vec!["2.1", "131", "<7", "1,5", "45-50", "1.5.2", "3/4"]),
        joint in select(vec![" ", " → ", "->", " to ", "至", " / ", ", ", "; ", " (", "、"]),
    ) {
        for (_, row) in rows {
            let text = format!("{row}{joint}{number}");
            let printout = read(&text);
            // A range or a limit may be the reference.
            let reference = number.contains(['-', '<']) && matches!(joint, " ");
            prop_assert!(reference || read_off(&printout).is_empty(), "{} {:?}", text, printout);
        }
    }
}

/// Five million bytes of what is read, of what is not, and of what contradicts itself, in lines and in one line.
#[test]
#[ignore = "for an optimised build"]
fn five_megabytes_are_read_in_less_than_a_second() {
    for piece in [
        "尿素 5.5 mmol/L 2.9-8.2\n总胆红素(TBIL) 45.0 ↑ μmol/L 3.4-20.5\nNa 131 mmol/L 135-145\n",
        "Na 131 mmol/L, ",
        "The patient was seen on the ward at 12 and 13.\n",
        "Test\t2025-06-01\t2026-11-20\nSodium\t138\t131\nINR\t1.1\t1.9\n",
        "total ",
        "(((1.2-",
    ] {
        let text = piece.repeat(5_000_000 / piece.len());
        let start = std::time::Instant::now();
        let printout = read(&text);
        let took = start.elapsed();
        println!("{took:?} {piece:?}");
        assert!(took.as_secs_f32() < 1.0, "{piece:?} takes {took:?}");
        assert!(printout.found.len() <= 3);
    }
    // Each of them another value.
    let text: String = (0..300_000).map(|n| format!("INR 1.{n:08}\n")).collect();
    let start = std::time::Instant::now();
    assert_eq!(read(&text).conflicting.len(), 300_000);
    assert!(start.elapsed().as_secs_f32() < 2.0, "{:?}", start.elapsed());
}
