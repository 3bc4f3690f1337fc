//! Values typed where others were meant: in the other unit, or of another test of coagulation. How many of them count
//! without a word, and how many patients who typed everything right are asked to confirm something.

use std::fmt::Write as _;

use liver_prescreen::clinical::plausible::Doubt;
use liver_prescreen::clinical::{Analyte, Entered, Inputs, Number, Outcome, Rounded, Waiting};
use liver_prescreen::dates;
use liver_prescreen::screening::{Case, Patient, screen};
use liver_prescreen::study::Study;
use liver_prescreen::words::Lang;

use crate::papers::{PATIENTS, Paper, TWO_UNITS, USUAL, other_unit, papers};
use crate::support::study;

const PAGE: &str = include_str!("../../docs/entries.md");
/// What one can read of a result: the verdict, the criteria that exclude, and what each score can be.
fn result(study: &Study, patient: &Patient) -> String {
    let mut case = Case::new(dates::parse("2026-11-22").expect("a date"));
    case.patient = patient.clone();
    let report = screen(study, &case);
    let scores = &report.scores;
    let whole = |score: &Outcome<Rounded>| {
        let (low, high) = score.ends();
        (low.value, high.value)
    };
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        report.verdict.state,
        report.verdict.because,
        scores.child_pugh.ends(),
        whole(&scores.meld),
        whole(&scores.meld_na),
        whole(&scores.meld_3),
        scores.albi.ends(),
    )
}

/// What became of a value that was typed wrongly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Row {
    typed: u32,
    refused: u32,
    by_itself: u32,
    by_others: u32,
    same: u32,
    changed: u32,
}

impl Row {
    /// Adds a patient. `slip` is what was typed, `wrong` the field that holds what is wrong.
    fn add(
        &mut self,
        study: &Study,
        paper: &Paper,
        right: &[Entered],
        slip: &[Entered],
        wrong: Analyte,
    ) {
        self.typed += 1;
        let refused = |entered: &Entered| {
            matches!(entered, Entered::Refused { .. }) && entered.analyte() == wrong
        };
        if slip.iter().any(refused) {
            self.refused += 1;
            return;
        }
        let patient = paper.patient(slip);
        match patient.inputs.waiting(wrong) {
            Some(Waiting::Doubtful {
                doubt: Doubt::OtherSystem(_),
                ..
            }) => self.by_others += 1,
            Some(Waiting::Doubtful { .. }) => self.by_itself += 1,
            Some(_) => panic!("it has a unit and a control"),
            None if result(study, &patient) == result(study, &paper.patient(right)) => {
                self.same += 1
            }
            None => self.changed += 1,
        }
    }

    fn line(&self, what: &str) -> String {
        format!(
            "| {what} | {} | {} | {} | {} | {} | {} |\n",
            self.typed, self.refused, self.by_itself, self.by_others, self.same, self.changed
        )
    }
}

/// Runs rows beside each other.
fn rows<T: Sync>(of: &[T], row: impl Fn(&T) -> String + Sync) -> String {
    std::thread::scope(|scope| {
        let row = &row;
        let all: Vec<_> = of.iter().map(|of| scope.spawn(move || row(of))).collect();
        let all = all.into_iter().map(|one| one.join().expect("a row"));
        all.collect::<String>()
    })
}

fn name(analyte: Analyte) -> &'static str {
    Lang::En.catalogue().analyte(analyte)
}

/// In which fields the unit is the other one.
#[derive(Clone, Copy, PartialEq)]
enum Units {
    /// In this one, where the others are right.
    One,
    /// In all: the question was answered wrongly.
    All,
    /// In this one, and no other value with two units was entered.
    Alone,
}

fn unit_slip(study: &Study, (analyte, units): (Analyte, Units), si: bool) -> Row {
    let mut row = Row::default();
    let two = |analyte: &Analyte| analyte.units().len() > 1;
    let fields: Vec<Analyte> = USUAL
        .into_iter()
        .filter(|field| units != Units::Alone || *field == analyte || !two(field))
        .collect();
    for paper in papers().filter(|paper| paper.si == si) {
        let right = paper.typed(&fields);
        let slip: Vec<Entered> = fields
            .iter()
            .map(|field| {
                let (text, unit) = paper.value(*field);
                let slips = *field == analyte || (units == Units::All && two(field));
                paper.entry(
                    *field,
                    text,
                    if slips {
                        other_unit(*field, unit)
                    } else {
                        unit
                    },
                )
            })
            .collect();
        row.add(study, &paper, &right, &slip, analyte);
    }
    row
}

fn unit_table(study: &Study) -> String {
    let mut slips = Vec::new();
    for units in [Units::One, Units::All, Units::Alone] {
        for (analyte, ..) in TWO_UNITS {
            for si in [true, false] {
                slips.push(((analyte, units), si));
            }
        }
    }
    rows(&slips, |(slip, si)| {
        let (analyte, units) = *slip;
        let [printed, chosen] = match (si, analyte.units()) {
            (true, [large, small]) => [large, small],
            (_, [large, small]) => [small, large],
            _ => unreachable!("two units"),
        }
        .map(|accepted| accepted.unit.label());
        let which = match units {
            Units::One => "this field alone",
            Units::All => "every unit",
            Units::Alone => "no other such value entered",
        };
        let what = format!(
            "{} in {printed}, taken for {chosen}: {which}",
            name(analyte)
        );
        let row = unit_slip(study, *slip, *si);
        if units != Units::Alone {
            assert_eq!(row.same + row.changed, 0, "{what} counts without a word");
        }
        row.line(&what)
    })
}

/// The number of one test in the field of another.
fn test_slip(study: &Study, (from, to): (Analyte, Analyte)) -> Row {
    let mut row = Row::default();
    let seconds = matches!(
        to,
        Analyte::ProthrombinTime | Analyte::ProthrombinProlongation
    );
    // Whoever enters seconds has no INR to enter.
    let mut fields: Vec<Analyte> = USUAL
        .into_iter()
        .filter(|field| !seconds || *field != Analyte::Inr)
        .collect();
    if !fields.contains(&to) {
        fields.push(to);
    }
    for paper in papers() {
        let right = paper.typed(&fields);
        let mut slip = right.clone();
        slip.retain(|entered| entered.analyte() != to);
        slip.push(paper.entry(to, paper.value(from).0, paper.value(to).1));
        row.add(study, &paper, &right, &slip, to);
    }
    row
}

fn test_table(study: &Study) -> String {
    use Analyte::{
        Inr, ProthrombinActivity as Activity, ProthrombinProlongation as Seconds,
        ProthrombinTime as Time,
    };
    let slips = [
        (Time, Inr),
        (Activity, Inr),
        (Seconds, Inr),
        (Inr, Activity),
        (Time, Activity),
        (Inr, Time),
        (Activity, Time),
        (Seconds, Time),
        (Inr, Seconds),
        (Activity, Seconds),
        (Time, Seconds),
    ];
    rows(&slips, |slip| {
        let what = format!("{} typed as {}", name(slip.0), name(slip.1));
        test_slip(study, *slip).line(&what)
    })
}

/// How many patients are asked to confirm something although everything was typed as it is printed.
fn honest_table() -> String {
    let mut table = String::new();
    let with_seconds = [Analyte::ProthrombinTime];
    for (what, seconds, mixed) in [
        ("One system of units, with INR and activity", false, None),
        ("The same with prothrombin time and control", true, None),
        (
            "Haemoglobin in the other unit",
            false,
            Some(Analyte::Hemoglobin),
        ),
        ("Albumin in the other unit", false, Some(Analyte::Albumin)),
    ] {
        let mut asked = 0;
        for paper in papers() {
            let mut fields = USUAL.to_vec();
            if seconds {
                fields.extend(with_seconds);
            }
            let mut entered = paper.typed(&fields);
            if let Some(analyte) = mixed {
                let (text, unit) = paper.value(analyte);
                let value: f64 = text.parse().expect("a number");
                let value = if paper.si { value / 10.0 } else { value * 10.0 };
                entered.retain(|other| other.analyte() != analyte);
                entered.push(paper.entry(
                    analyte,
                    &format!("{value:.1}"),
                    other_unit(analyte, unit),
                ));
            }
            let mut inputs = Inputs::default();
            inputs.enter(&entered);
            asked += u32::from(!inputs.waiting.is_empty());
        }
        let _ = writeln!(table, "| {what} | {PATIENTS} | {asked} |");
    }
    table
}

// guards: H1, H9
#[test]
fn the_page_on_entries_says_what_becomes_of_slips() {
    let study = study();
    let tables = [unit_table(&study), test_table(&study), honest_table()];
    println!("{}", tables.join("\n"));
    for table in tables {
        assert!(
            PAGE.contains(&table),
            "docs/entries.md should say:\n{table}"
        );
    }
}

// guards: H1, H19
#[test]
fn without_an_answered_unit_no_slip_changes_a_verdict_or_a_score() {
    let study = study();
    for paper in papers() {
        let without = |entered: &[Entered]| result(&study, &paper.patient(entered));
        let mut open = Vec::new();
        for (analyte, ..) in TWO_UNITS {
            let number = Number::parse(paper.value(analyte).0).expect("a number");
            open.push(Entered::NoUnit { analyte, number });
        }
        let rest: Vec<Entered> = paper
            .typed(&USUAL)
            .into_iter()
            .filter(|entered| entered.analyte().units().len() == 1)
            .collect();
        let patient = paper.patient(&[open.clone(), rest.clone()].concat());
        let waiting = patient.inputs.waiting.iter();
        let waiting = waiting.filter(|one| matches!(one, Waiting::NoUnit { .. }));
        assert_eq!(waiting.count(), open.len());
        assert_eq!(result(&study, &patient), without(&rest));
    }
}
