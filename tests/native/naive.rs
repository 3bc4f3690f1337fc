//! The scores and the criteria a second time, in plain floating point and written from the published formulas
//! instead of from the core, so that an error in the core would have to be made twice to go unseen.

use liver_prescreen::clinical::{Analyte, Outcome, Rounded, Unit};
use liver_prescreen::dates;
use liver_prescreen::screening::{Answer, Case, Report, screen};

use crate::doubts::counting;
use crate::formulas::{EDGE, Span, child_pugh, class, grade, scores, settled, typed};
use crate::people::{Chance, Person};
use crate::support::study;

const PATIENTS: u32 = 100_000;
/// Compared at the same time.
const SHARES: u32 = 4;

/// The states of the computed criteria and the verdict, where an open entry leaves a criterion unknown.
fn states(
    person: &Person,
    points: &[(u8, u8); 5],
    meld: Span,
) -> (Vec<(&'static str, Option<bool>)>, &'static str) {
    let value = |analyte, unit, factor: f64| {
        let typed = typed(person, analyte)?;
        Some(if typed.unit == unit {
            typed.value
        } else {
            typed.value * factor
        })
    };
    let albumin = value(Analyte::Albumin, Unit::GPerL, 10.0);
    let bilirubin = value(Analyte::Bilirubin, Unit::UmolPerL, 17.1);
    let activity = value(Analyte::ProthrombinActivity, Unit::Percent, 1.0);
    let hemoglobin = value(Analyte::Hemoglobin, Unit::GPerL, 10.0);
    let platelets = value(Analyte::Platelets, Unit::GigaPerL, 1.0);
    let (least, most) = totals(points);
    let (meld_low, meld_high) = meld.rounded();
    let computed = vec![
        ("I1", person.age.map(|age| (18..=65).contains(&age))),
        ("I4a", albumin.map(|value| value < 35.0)),
        ("I4b", bilirubin.map(|value| value < 170.0)),
        ("I4c", activity.map(|value| value > 30.0)),
        ("I4d", settled(least >= 7, most >= 7)),
        ("I4e", settled(meld_low <= 15.0, meld_high <= 15.0)),
        ("I5a", hemoglobin.map(|value| value > 70.0)),
        ("I5b", platelets.map(|value| value > 3.0)),
    ];
    let questions = ["I2".to_owned(), "I3".to_owned()].into_iter();
    let questions = questions.chain((1..=12).map(|number| format!("E{number}")));
    let answered = questions.map(|id| {
        let given = person.answers.iter().find(|(known, _)| *known == id);
        match given.map(|(_, answer)| *answer) {
            None | Some(Answer::Unknown) => None,
            Some(Answer::NotApplicable) => Some(true),
            Some(answer) => Some((answer == Answer::Yes) == id.starts_with('I')),
        }
    });
    let all: Vec<Option<bool>> = computed
        .iter()
        .map(|(_, passes)| *passes)
        .chain(answered)
        .collect();
    let verdict = if all.contains(&Some(false)) {
        "excluded"
    } else if all.contains(&None) {
        "undetermined"
    } else {
        "not-excluded"
    };
    (computed, verdict)
}

fn totals(points: &[(u8, u8); 5]) -> (u8, u8) {
    let low = points.iter().map(|(low, _)| low).sum();
    let high = points.iter().map(|(_, high)| high).sum();
    (low, high)
}

/// What was compared and how it came out.
#[derive(Debug, Default)]
struct Tally {
    patients: u32,
    scores: u32,
    at_an_edge: u32,
    excluded: u32,
    undetermined: u32,
    not_excluded: u32,
    /// With a value that counted for nothing.
    waiting: u32,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.patients += other.patients;
        self.scores += other.scores;
        self.at_an_edge += other.at_an_edge;
        self.excluded += other.excluded;
        self.undetermined += other.undetermined;
        self.not_excluded += other.not_excluded;
        self.waiting += other.waiting;
    }
}

fn ends(score: &Outcome<Rounded>) -> (f64, f64) {
    let (low, high) = score.ends();
    (low.value.into(), high.value.into())
}

/// Everything in which core and formulas differ for one patient.
fn differences(person: &Person, report: &Report, tally: &mut Tally) -> Vec<String> {
    let mut found = Vec::new();
    let mut differ = |what: &str, core: String, naive: String| {
        if core != naive {
            found.push(format!(
                "{what}: {core} in the core, {naive} by the formulas"
            ));
        }
    };
    let points = child_pugh(person);
    let (low, high) = report.scores.child_pugh.ends();
    let core: Vec<(u8, u8)> = low.points.into_iter().zip(high.points).collect();
    differ(
        "Child-Pugh points",
        format!("{core:?}"),
        format!("{points:?}"),
    );
    let (least, most) = totals(&points);
    let core = (
        low.total(),
        high.total(),
        low.class().letter(),
        high.class().letter(),
    );
    let naive = (least, most, class(least), class(most));
    differ("Child-Pugh", format!("{core:?}"), format!("{naive:?}"));

    let [meld, meld_na, meld_3, albi] = scores(person);
    let mut edge = false;
    for (what, core, naive) in [
        ("MELD", &report.scores.meld, meld),
        ("MELD-Na", &report.scores.meld_na, meld_na),
        ("MELD 3.0", &report.scores.meld_3, meld_3),
    ] {
        // MELD-Na rounds MELD first, so it stands at an edge where MELD does.
        if naive.near_an_edge() || meld.near_an_edge() {
            edge = true;
            continue;
        }
        differ(
            what,
            format!("{:?}", ends(core)),
            format!("{:?}", naive.rounded()),
        );
        tally.scores += u32::from(core.known().is_some());
    }
    let near = |score: f64| (score + 2.60).abs() < EDGE || (score + 1.39).abs() < EDGE;
    if near(albi.low) || near(albi.high) {
        edge = true;
    } else {
        let (low, high) = report.scores.albi.ends();
        let core = (low.grade(), high.grade());
        let naive = (grade(albi.low), grade(albi.high));
        differ("ALBI grade", format!("{core:?}"), format!("{naive:?}"));
    }
    tally.at_an_edge += u32::from(edge);
    tally.patients += 1;
    if meld.near_an_edge() {
        return found;
    }
    let (criteria, verdict) = states(person, &points, meld);
    for (id, passes) in criteria {
        let finding = report.findings.iter().find(|finding| *finding.id == *id);
        let core = finding.map_or("none", |finding| finding.state().key());
        let naive = match passes {
            Some(true) => "passes",
            Some(false) => "fails",
            None => "unknown",
        };
        differ(id, core.to_owned(), naive.to_owned());
    }
    let core = report.verdict.state.key();
    differ("verdict", core.to_owned(), verdict.to_owned());
    match verdict {
        "excluded" => tally.excluded += 1,
        "undetermined" => tally.undetermined += 1,
        _ => tally.not_excluded += 1,
    }
    found
}

/// Compares a share of the patients; returns the disagreements.
fn compare(share: u64, confirmed: bool, tally: &mut Tally) -> Vec<String> {
    let study = study();
    let mut chance = Chance((share + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut case = Case::new(dates::parse("2026-11-22").expect("a date"));
    let mut disagreeing = Vec::new();
    for _ in 0..PATIENTS / SHARES {
        let person = Person::random(&mut chance);
        case.patient = person.patient(&person.entered(confirmed));
        let report = screen(&study, &case);
        let counting = counting(&person, confirmed);
        let found = differences(&counting, &report, tally);
        tally.waiting += u32::from(!case.patient.inputs.waiting.is_empty());
        if !found.is_empty() {
            disagreeing.push(format!("{}; {:?}", found.join("; "), case.patient));
        }
    }
    disagreeing
}

fn compare_all(confirmed: bool) -> Tally {
    let mut tally = Tally::default();
    let mut disagreeing = Vec::new();
    std::thread::scope(|scope| {
        let share = |share| {
            scope.spawn(move || {
                let mut tally = Tally::default();
                (compare(u64::from(share), confirmed, &mut tally), tally)
            })
        };
        let shares: Vec<_> = (0..SHARES).map(share).collect();
        for share in shares {
            let (found, counts) = share.join().expect("a share that ends");
            disagreeing.extend(found);
            tally.add(&counts);
        }
    });
    println!("{tally:?}");
    let first: Vec<&String> = disagreeing.iter().take(3).collect();
    assert!(
        disagreeing.is_empty(),
        "{} disagree, first: {first:#?}",
        disagreeing.len()
    );
    assert_eq!(tally.patients, PATIENTS);
    assert!(
        tally.at_an_edge <= 20,
        "too many stand at an edge to be left out: {tally:?}"
    );
    let enough = PATIENTS / 25;
    for (what, count) in [
        ("excluded", tally.excluded),
        ("undetermined", tally.undetermined),
        ("not excluded", tally.not_excluded),
    ] {
        assert!(count >= enough, "too few are {what}: {tally:?}");
    }
    tally
}

// traces: I1..I5b, E1..E12, childPugh, meld, meldNa, meld3, albi
// guards: H6, H31
#[test]
fn core_and_published_formulas_agree_on_a_hundred_thousand_patients() {
    compare_all(true);
}

// traces: I1..I5b, E1..E12, childPugh, meld, meldNa, meld3, albi
// guards: H1, H9
#[test]
fn what_nobody_confirmed_counts_as_unknown_in_core_and_formulas_alike() {
    let tally = compare_all(false);
    assert!(tally.waiting >= PATIENTS / 4, "too few wait: {tally:?}");
    assert!(
        tally.waiting <= PATIENTS / 4 * 3,
        "too few count: {tally:?}"
    );
}
