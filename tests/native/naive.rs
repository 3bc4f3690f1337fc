//! The scores and the criteria a second time, in plain floating point and written from the published formulas
//! instead of from the core, so that an error in the core would have to be made twice to go unseen.

use liver_prescreen::clinical::{Analyte, Ascites, Encephalopathy, Outcome, Rounded, Unit};
use liver_prescreen::dates;
use liver_prescreen::screening::{Answer, Case, Report, screen};

use crate::people::{Chance, Person, Typed};
use crate::support::study;

const PATIENTS: u32 = 100_000;
/// So close to where a score rounds, two orders of the same additions may round apart.
const EDGE: f64 = 1e-9;

fn typed(person: &Person, analyte: Analyte) -> Option<&Typed> {
    let found = person.labs.iter().find(|(known, _)| *known == analyte);
    found.map(|(_, typed)| typed)
}

/// A value in the unit of a formula, or both ends of what is accepted at all.
fn ends_of(
    person: &Person,
    analyte: Analyte,
    unit: Unit,
    factor: f64,
    accepted: (f64, f64),
) -> Vec<f64> {
    match typed(person, analyte) {
        None => vec![accepted.0, accepted.1],
        Some(typed) if typed.unit == unit => vec![typed.value],
        Some(typed) => vec![typed.value * factor],
    }
}

/// The least and the greatest of what a score can be.
#[derive(Clone, Copy)]
struct Span {
    low: f64,
    high: f64,
}

impl Span {
    fn of(scores: &[f64]) -> Self {
        Span {
            low: scores.iter().copied().fold(f64::INFINITY, f64::min),
            high: scores.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    fn rounded(self) -> (f64, f64) {
        (whole(self.low), whole(self.high))
    }

    fn near_an_edge(self) -> bool {
        let near = |value: f64| (value - value.floor() - 0.5).abs() < EDGE;
        near(self.low) || near(self.high)
    }
}

/// 6–40, a half rounded up.
fn whole(score: f64) -> f64 {
    (score + 0.5).floor().clamp(6.0, 40.0)
}

/// Points of an item where more is worse; both ends of the middle band give two.
fn rising(value: f64, from: f64, to: f64) -> u8 {
    if value < from {
        1
    } else if value > to {
        3
    } else {
        2
    }
}

/// The least and the most points of each item.
fn child_pugh(person: &Person) -> [(u8, u8); 5] {
    let same = |points: u8| (points, points);
    let bilirubin = typed(person, Analyte::Bilirubin).map(|typed| {
        let (from, to) = match (typed.unit == Unit::MgPerDl, person.cholestatic) {
            (true, false) => (2.0, 3.0),
            (true, true) => (4.0, 10.0),
            (false, false) => (34.0, 51.0),
            (false, true) => (68.0, 170.0),
        };
        rising(typed.value, from, to)
    });
    let albumin = typed(person, Analyte::Albumin).map(|typed| {
        let (from, to) = if typed.unit == Unit::GPerDl {
            (2.8, 3.5)
        } else {
            (28.0, 35.0)
        };
        4 - rising(typed.value, from, to)
    });
    let inr = typed(person, Analyte::Inr).map(|typed| rising(typed.value, 1.7, 2.3));
    let seconds = typed(person, Analyte::ProthrombinProlongation);
    let seconds = seconds.map(|typed| rising(typed.value, 4.0, 6.0));
    let ascites = person.ascites.map(|ascites| match ascites {
        Ascites::None => 1,
        Ascites::Slight => 2,
        Ascites::Moderate => 3,
    });
    let encephalopathy = person.encephalopathy.map(|grade| match grade {
        Encephalopathy::None => 1,
        Encephalopathy::Grade1To2 => 2,
        Encephalopathy::Grade3To4 => 3,
    });
    [bilirubin, albumin, inr.or(seconds), ascites, encephalopathy]
        .map(|points| points.map_or((1, 3), same))
}

fn class(total: u8) -> &'static str {
    match total {
        5 | 6 => "A",
        7..=9 => "B",
        _ => "C",
    }
}

/// MELD, MELD-Na, MELD 3.0 and ALBI over every end of what was not entered.
fn scores(person: &Person) -> [Span; 4] {
    let bilirubins = ends_of(
        person,
        Analyte::Bilirubin,
        Unit::MgPerDl,
        1.0 / 17.1,
        (1.0 / 17.1, 1400.0 / 17.1),
    );
    let inrs = ends_of(person, Analyte::Inr, Unit::One, 1.0, (0.5, 20.0));
    let creatinines = ends_of(
        person,
        Analyte::Creatinine,
        Unit::MgPerDl,
        1.0 / 88.4,
        (9.0 / 88.4, 2600.0 / 88.4),
    );
    let sodiums = ends_of(person, Analyte::Sodium, Unit::MmolPerL, 1.0, (90.0, 190.0));
    let albumins = ends_of(person, Analyte::Albumin, Unit::GPerL, 10.0, (5.0, 80.0));
    let either = |known: Option<bool>| known.map_or(vec![false, true], |known| vec![known]);
    let [mut meld, mut meld_na, mut meld_3, mut albi] = [(); 4].map(|()| Vec::new());
    for b in &bilirubins {
        for alb in &albumins {
            albi.push(0.66 * (b * 17.1).log10() - 0.085 * alb);
        }
        let b = b.max(1.0);
        for inr in inrs.iter().map(|inr| inr.max(1.0)) {
            for (c, dialysis) in pairs(&creatinines, &either(person.dialysis)) {
                let capped = if dialysis { 4.0 } else { c.clamp(1.0, 4.0) };
                let score = 9.57 * capped.ln() + 3.78 * b.ln() + 11.20 * inr.ln() + 6.43;
                meld.push(score);
                let capped_3 = if dialysis { 3.0 } else { c.clamp(1.0, 3.0) };
                for na in sodiums.iter().map(|na| na.clamp(125.0, 137.0)) {
                    let whole = (score + 0.5).floor();
                    let lack = 137.0 - na;
                    meld_na.push(if whole > 11.0 {
                        whole + 1.32 * lack - 0.033 * whole * lack
                    } else {
                        whole
                    });
                    for (alb, female) in pairs(&albumins, &either(person.female)) {
                        let alb = (alb / 10.0).clamp(1.5, 3.5);
                        let sex = if female { 1.33 } else { 0.0 };
                        meld_3.push(
                            sex + 4.56 * b.ln() + 0.82 * lack - 0.24 * lack * b.ln()
                                + 9.09 * inr.ln()
                                + 11.14 * capped_3.ln()
                                + 1.85 * (3.5 - alb)
                                - 1.83 * (3.5 - alb) * capped_3.ln()
                                + 6.0,
                        );
                    }
                }
            }
        }
    }
    [meld, meld_na, meld_3, albi].map(|scores| Span::of(&scores))
}

fn pairs<A: Copy, B: Copy>(first: &[A], second: &[B]) -> Vec<(A, B)> {
    let with = |a: A| second.iter().map(move |b| (a, *b));
    first.iter().flat_map(|a| with(*a)).collect()
}

fn grade(albi: f64) -> u8 {
    if albi > -1.39 {
        3
    } else if albi > -2.60 {
        2
    } else {
        1
    }
}

/// Whether something holds of all, of none (`Some`), or of part of what is possible.
fn settled(low: bool, high: bool) -> Option<bool> {
    (low == high).then_some(low)
}

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
    complete: u32,
    edges: u32,
    excluded: u32,
    undetermined: u32,
    not_excluded: u32,
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
        tally.complete += u32::from(core.known().is_some());
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
    tally.edges += u32::from(edge);
    if meld.near_an_edge() {
        return found;
    }
    let (criteria, verdict) = states(person, &points, meld);
    for (id, passes) in criteria {
        let finding = report.findings.iter().find(|finding| finding.id == id);
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

#[test]
fn core_and_published_formulas_agree_on_a_hundred_thousand_patients() {
    let study = study();
    let mut chance = Chance(0x5EED_0F11_7E57_ED00);
    let mut case = Case::new(dates::parse("2026-11-22").expect("a date"));
    let mut tally = Tally::default();
    let mut disagreeing = Vec::new();
    for number in 0..PATIENTS {
        let person = Person::random(&mut chance);
        case.patient = person.patient();
        let report = screen(&study, &case);
        let found = differences(&person, &report, &mut tally);
        if !found.is_empty() {
            disagreeing.push(format!(
                "patient {number}: {}; {:?}",
                found.join("; "),
                case.patient
            ));
        }
    }
    println!("{tally:?}");
    let first: Vec<&String> = disagreeing.iter().take(3).collect();
    assert!(
        disagreeing.is_empty(),
        "{} disagree, first: {first:#?}",
        disagreeing.len()
    );
    assert!(
        tally.edges <= 10,
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
}
