//! The formulas of the linter held against the scores as the core computes them.

use super::*;
use crate::clinical::albi::albi;
use crate::clinical::apri::apri;
use crate::clinical::child_pugh::child_pugh;
use crate::clinical::cockcroft_gault::cockcroft_gault;
use crate::clinical::egfr::egfr;
use crate::clinical::fib_4::fib_4;
use crate::clinical::maddrey::maddrey;
use crate::clinical::meld::{meld, meld_3, meld_na};
use crate::clinical::{Ascites, Bound, Encephalopathy, Entered, Inputs, Lab, Sex};
use Analyte::{
    Albumin, Alt, Ast, Bilirubin, Creatinine, Inr, Platelets, ProthrombinProlongation, Sodium,
};

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.roll(all.len() as u64)).expect("a number")]
    }
}

/// A value as a laboratory prints it, and the same in the unit of comparison.
fn lab(dice: &mut Dice, analyte: Analyte) -> (Lab, f64) {
    let units: Vec<_> = analyte.units().iter().collect();
    let accepted = dice.of(&units);
    let tenths = |of: Decimal| (real(of) * 10.0).ceil() as u64;
    let (least, most) = (tenths(accepted.least), tenths(accepted.most));
    // Mostly near the least, where the limits lie.
    let spread = if dice.roll(2) == 0 {
        (most - least) / 20
    } else {
        most - least
    };
    let value = Decimal::new((least + dice.roll(spread + 1)) as i64, 1);
    let lab = Lab::parse(analyte, &value.to_string(), accepted.unit).expect("accepted");
    (lab, real(value * accepted.factor))
}

#[test]
fn a_score_as_the_core_computes_it_lies_within_what_its_inputs_leave() {
    let mut dice = Dice(0x0dd_ba11);
    for _ in 0..20_000 {
        let mut inputs = Inputs::default();
        let mut known: Vec<(Input, Range)> = Vec::new();
        let mut entered = Vec::new();
        for analyte in [Bilirubin, Albumin, Inr, Creatinine, Sodium] {
            let (lab, value) = lab(&mut dice, analyte);
            entered.push(Entered::Value {
                lab,
                confirmed: true,
                control: None,
            });
            let width = value * dice.of(&[0.0, 0.01, 0.3]);
            if dice.roll(3) > 0 {
                known.push((Input::Lab(analyte), (value - width, value + width)));
            }
        }
        inputs.enter(&entered);
        let sex = dice.of(&[Sex::Female, Sex::Male]);
        inputs.sex = Some(sex);
        let female = if sex == Sex::Female { 1.0 } else { 0.0 };
        known.push((Input::Sex, (female, female)));
        inputs.dialysis = Some(dice.roll(4) == 0);
        inputs.cholestatic = dice.roll(4) == 0;
        inputs.ascites = Some(dice.of(&[Ascites::None, Ascites::Slight, Ascites::Moderate]));
        inputs.encephalopathy = Some(dice.of(&[
            Encephalopathy::None,
            Encephalopathy::Grade1To2,
            Encephalopathy::Grade3To4,
        ]));
        let of = |input: Input| {
            let found = known.iter().find(|(of, _)| *of == input);
            found.map_or_else(|| input.everything(), |(_, range)| *range)
        };
        let all = [
            (
                ScoreName::ChildPugh,
                f64::from(child_pugh(&inputs).ends().0.total()),
            ),
            (ScoreName::Meld, meld(&inputs).ends().0.unrounded),
            (ScoreName::MeldNa, meld_na(&inputs).ends().0.unrounded),
            (ScoreName::Meld3, meld_3(&inputs).ends().0.unrounded),
            (ScoreName::Albi, albi(&inputs).ends().0.value),
        ];
        for (score, value) in all {
            let (low, high) = range(score, &of);
            let within = low - HAIR <= value && value <= high + HAIR;
            assert!(within, "{score:?} {value} in {low} to {high}: {known:?}");
            let line = of_score(score);
            assert!(real(line.least) <= value && value <= real(line.most));
        }
    }
}

#[test]
fn an_input_leaves_no_more_than_it_must() {
    let with = |analyte: Analyte, low: i64, high: Bound, score: ScoreName| {
        let piece = floats(Interval {
            low: Bound::at(Decimal::from(low)),
            high,
        });
        range(score, &|input: Input| {
            if input == Input::Lab(analyte) {
                piece
            } else {
                input.everything()
            }
        })
    };
    let at = |value: i64, nudge: i8| Bound {
        value: Decimal::from(value),
        nudge,
    };
    let (low, _) = with(Albumin, 5, at(35, -1), ScoreName::ChildPugh);
    assert_eq!(low, 6.0);
    let (low, _) = with(Albumin, 5, at(28, -1), ScoreName::ChildPugh);
    assert_eq!(low, 7.0);
    let (low, _) = with(Inr, 3, at(20, 0), ScoreName::ChildPugh);
    assert_eq!(low, 7.0);
    let (_, high) = with(Bilirubin, 1, at(34, -1), ScoreName::ChildPugh);
    assert_eq!(high, 13.0);
    assert_eq!(of_score(ScoreName::ChildPugh).least, Decimal::from(5));
    assert_eq!(of_score(ScoreName::ChildPugh).most, Decimal::from(15));
    assert_eq!(of_score(ScoreName::Meld).least, Decimal::new(643, 2));
}

/// Those that only some studies ask for: of known inputs both come to the same.
#[test]
fn a_score_of_known_inputs_is_what_the_core_computes() {
    let mut dice = Dice(0xca1c);
    for _ in 0..20_000 {
        let mut known: Vec<(Input, Range)> = Vec::new();
        let mut inputs = Inputs::default();
        for analyte in [
            Ast,
            Alt,
            Platelets,
            Creatinine,
            Bilirubin,
            ProthrombinProlongation,
        ] {
            let (lab, value) = lab(&mut dice, analyte);
            inputs.labs.push(lab);
            known.push((Input::Lab(analyte), (value, value)));
        }
        let (limit, upper) = lab(&mut dice, Ast);
        let times = inputs
            .labs
            .first()
            .map(|ast| real(ast.compared().low.value) / upper);
        let times = times.expect("the AST");
        known.push((Input::AstTimesUpper, (times, times)));
        let age = u16::try_from(dice.roll(121)).expect("an age");
        known.push((Input::Age, (f64::from(age), f64::from(age))));
        let sex = dice.of(&[Sex::Female, Sex::Male]);
        inputs.sex = Some(sex);
        let female = if sex == Sex::Female { 1.0 } else { 0.0 };
        known.push((Input::Sex, (female, female)));
        let weight = Decimal::from(20 + dice.roll(381));
        let of = |input: Input| {
            let found = known.iter().find(|(of, _)| *of == input);
            found.expect("an input").1
        };
        let clearance = cockcroft_gault(&inputs, Some(age), Some(weight));
        let all = [
            (ScoreName::Maddrey, maddrey(&inputs).ends().0.value(), 1.0),
            (
                ScoreName::Fib4,
                fib_4(&inputs, Some(age)).ends().0.value,
                1.0,
            ),
            (
                ScoreName::Apri,
                apri(&inputs, Some(&limit)).ends().0.value(),
                1.0,
            ),
            (
                ScoreName::Egfr,
                egfr(&inputs, Some(age)).ends().0.value,
                1.0,
            ),
            // The linter knows no weight, to which the clearance is in proportion.
            (
                ScoreName::CockcroftGault,
                clearance.ends().0.value() / real(weight),
                real(WEIGHTS.0),
            ),
        ];
        for (score, value, part) in all {
            let (low, _) = range(score, &of);
            let (low, room) = (low / part, HAIR * value.abs().max(1.0));
            assert!(
                (low - value).abs() <= room,
                "{score:?} {value}, {low}: {known:?}"
            );
        }
    }
}
