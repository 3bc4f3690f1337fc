//! From values as entered to values that count. What looks like a mix-up counts only once somebody confirmed it, and
//! a value without a unit, or a prothrombin time without its control, decides nothing.

use rust_decimal::Decimal;

use super::lab::{Analyte, Lab};
use super::number::Number;
use super::plausible::{Doubt, doubt_beside_inr, doubt_of_control, mistaken};
use super::unit::{System, Unit};

/// A laboratory value as somebody entered it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entered {
    /// A value in a unit that somebody chose.
    Value {
        /// The value.
        lab: Lab,
        /// Whether somebody looked at it again and confirmed it.
        confirmed: bool,
        /// The control, in seconds; of a prothrombin time alone.
        control: Option<Decimal>,
    },
    /// A number whose unit nobody chose.
    NoUnit {
        /// What was measured.
        analyte: Analyte,
        /// As typed.
        number: Number,
    },
    /// A number that is not accepted in its unit. It counts nowhere, and its size still tells of its unit.
    Refused {
        /// What was measured.
        analyte: Analyte,
        /// As typed.
        number: Number,
    },
}

/// A value that was entered and does not count yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Waiting {
    /// It looks like a mix-up: somebody is to confirm it, or to change it.
    Doubtful {
        /// As typed.
        lab: Lab,
        /// Why.
        doubt: Doubt,
    },
    /// Nobody chose its unit.
    NoUnit {
        /// What was measured.
        analyte: Analyte,
        /// As typed.
        number: Number,
    },
    /// A prothrombin time without its control gives no prolongation.
    NoControl {
        /// As typed.
        lab: Lab,
    },
}

impl Entered {
    /// What was measured.
    pub fn analyte(&self) -> Analyte {
        match self {
            Entered::Value { lab, .. } => lab.analyte(),
            Entered::NoUnit { analyte, .. } | Entered::Refused { analyte, .. } => *analyte,
        }
    }
}

impl Waiting {
    /// What was measured.
    pub fn analyte(&self) -> Analyte {
        match self {
            Waiting::Doubtful { lab, .. } | Waiting::NoControl { lab } => lab.analyte(),
            Waiting::NoUnit { analyte, .. } => *analyte,
        }
    }
}

/// What counts of the values entered, and what waits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// The values that count.
    pub labs: Vec<Lab>,
    /// Prothrombin time less its control.
    pub prolongation: Option<Lab>,
    /// The control of the prothrombin time, in seconds.
    pub control: Option<Decimal>,
    /// What does not count yet.
    pub waiting: Vec<Waiting>,
    /// The values that count although they look like a mix-up, because somebody confirmed them.
    pub confirmed: Vec<Analyte>,
}

/// The system of units that the size of a number speaks for, where only one of the two can be meant.
fn size_says(analyte: Analyte, number: Number) -> Option<System> {
    let [first, second] = analyte.units() else {
        return None;
    };
    let fits = |unit| mistaken(analyte, number, unit).is_none();
    match (fits(first.unit), fits(second.unit)) {
        (true, false) => first.system,
        (false, true) => second.system,
        _ => None,
    }
}

/// The system of units that an entry speaks for: by its size, or else by the unit that somebody chose.
fn says(entered: &Entered) -> Option<System> {
    match entered {
        Entered::Value { lab, confirmed, .. } => {
            let chosen = || lab.analyte().system_of(lab.unit());
            let size = size_says(lab.analyte(), lab.number());
            if *confirmed {
                chosen()
            } else {
                size.or_else(chosen)
            }
        }
        Entered::NoUnit { analyte, number } | Entered::Refused { analyte, number } => {
            size_says(*analyte, *number)
        }
    }
}

/// The other unit of a value that is plausible in both, where another entry speaks for that unit.
fn by_companions(lab: &Lab, all: &[Entered]) -> Option<Doubt> {
    let analyte = lab.analyte();
    let own = analyte.system_of(lab.unit())?;
    let mut units = analyte.units().iter().map(|accepted| accepted.unit);
    let other: Unit = units.find(|unit| *unit != lab.unit())?;
    if mistaken(analyte, lab.number(), other).is_some() {
        return None;
    }
    let others = all.iter().filter(|entered| entered.analyte() != analyte);
    let mut said = others.filter_map(says);
    said.any(|system| system != own)
        .then_some(Doubt::OtherSystem(other))
}

/// Whether an activity is that of another test, where an INR was entered that does not go with it.
fn by_inr(lab: &Lab, all: &[Entered]) -> Option<Doubt> {
    let is_activity = lab.analyte() == Analyte::ProthrombinActivity;
    all.iter().find_map(|entered| match entered {
        Entered::Value { lab: inr, .. } if is_activity && inr.analyte() == Analyte::Inr => {
            doubt_beside_inr(lab.number(), inr.number())
        }
        _ => None,
    })
}

/// Parts values that count from values that wait, each in the order of a printout, whatever order they came in.
pub fn settle(all: &[Entered]) -> Settled {
    let mut settled = Settled::default();
    for analyte in Analyte::every() {
        for entered in all.iter().filter(|entered| entered.analyte() == analyte) {
            match entered {
                Entered::Value {
                    lab,
                    confirmed,
                    control,
                } => settled.value(*lab, *confirmed, *control, all),
                Entered::NoUnit { analyte, number } => settled.waiting.push(Waiting::NoUnit {
                    analyte: *analyte,
                    number: *number,
                }),
                Entered::Refused { .. } => {}
            }
        }
    }
    prolongation(all, &mut settled);
    settled
}

impl Settled {
    fn value(&mut self, lab: Lab, confirmed: bool, control: Option<Decimal>, all: &[Entered]) {
        let mix_up = mistaken(lab.analyte(), lab.number(), lab.unit())
            .or_else(|| by_companions(&lab, all))
            .or_else(|| by_inr(&lab, all))
            .or_else(|| doubt_of_control(&lab, control?));
        self.control = self.control.or(control);
        match mix_up {
            Some(doubt) if !confirmed => self.waiting.push(Waiting::Doubtful { lab, doubt }),
            found => {
                self.labs.push(lab);
                if found.is_some() {
                    self.confirmed.push(lab.analyte());
                }
            }
        }
    }
}

/// Takes the control from the prothrombin time, and holds the difference against a prolongation that was entered.
fn prolongation(all: &[Entered], settled: &mut Settled) {
    let place = |labs: &[Lab], analyte| labs.iter().position(|lab| lab.analyte() == analyte);
    let typed = place(&settled.labs, Analyte::ProthrombinProlongation);
    let time = place(&settled.labs, Analyte::ProthrombinTime);
    let Some(time) = time.and_then(|at| settled.labs.get(at).copied()) else {
        return;
    };
    let Some(control) = settled.control else {
        // Whoever has the prolongation needs no control.
        if typed.is_none() {
            settled.waiting.push(Waiting::NoControl { lab: time });
        }
        return;
    };
    let computed = time.less(control);
    let Some((at, lab)) = typed.and_then(|at| Some((at, *settled.labs.get(at)?))) else {
        settled.prolongation = Some(computed);
        return;
    };
    let confirmed = |entered: &Entered| {
        matches!(entered, Entered::Value { lab, confirmed: true, .. }
            if lab.analyte() == Analyte::ProthrombinProlongation)
    };
    if lab.typed() == computed.typed() || lab.number() == computed.number() {
        return;
    }
    if all.iter().any(confirmed) {
        if !settled
            .confirmed
            .contains(&Analyte::ProthrombinProlongation)
        {
            settled.confirmed.push(Analyte::ProthrombinProlongation);
        }
        return;
    }
    settled.labs.remove(at);
    settled.waiting.push(Waiting::Doubtful {
        lab,
        doubt: Doubt::Disagrees(computed.number().value),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    fn value(analyte: Analyte, text: &str, unit: Unit) -> Entered {
        Entered::Value {
            lab: Lab::parse(analyte, text, unit).expect("an accepted value"),
            confirmed: false,
            control: None,
        }
    }

    fn time(text: &str, control: &str) -> Entered {
        let mut entered = value(Analyte::ProthrombinTime, text, Unit::Second);
        if let Entered::Value { control: of, .. } = &mut entered {
            *of = Some(number(control).value);
        }
        entered
    }

    fn confirmed(mut entered: Entered) -> Entered {
        if let Entered::Value { confirmed, .. } = &mut entered {
            *confirmed = true;
        }
        entered
    }

    fn waiting(all: &[Entered]) -> Vec<Analyte> {
        settle(all).waiting.iter().map(Waiting::analyte).collect()
    }

    // guards: H1
    #[test]
    fn bilirubin_from_4_to_45_and_creatinine_from_15_to_25_are_held_against_the_others() {
        use Analyte as A;
        let speaks_for_g_per_dl = value(A::Hemoglobin, "10.2", Unit::GPerDl);
        for (analyte, text, waits) in [
            (A::Bilirubin, "4", true),
            (A::Bilirubin, "45", true),
            (A::Bilirubin, "45.1", false),
            (A::Creatinine, "15", true),
            (A::Creatinine, "25", true),
            (A::Creatinine, "25.1", false),
        ] {
            let lab = value(analyte, text, Unit::UmolPerL);
            let expected = if waits { vec![analyte] } else { vec![] };
            assert_eq!(waiting(&[lab, speaks_for_g_per_dl]), expected, "{text}");
            assert_eq!(waiting(&[lab]), [], "{text} alone");
            assert_eq!(waiting(&[confirmed(lab), speaks_for_g_per_dl]), []);
            let same = value(A::Hemoglobin, "102", Unit::GPerL);
            assert_eq!(waiting(&[lab, same]), [], "{text} in one system");
        }
        // Plausible in mg/dL only.
        let low = value(A::Bilirubin, "3.9", Unit::MgPerDl);
        assert_eq!(
            waiting(&[low, value(A::Hemoglobin, "102", Unit::GPerL)]),
            []
        );
    }

    // guards: H1
    #[test]
    fn a_value_speaks_by_its_size_whether_it_counts_or_not() {
        use Analyte as A;
        let bilirubin = value(A::Bilirubin, "20", Unit::UmolPerL);
        let in_doubt = value(A::Hemoglobin, "10.2", Unit::GPerL);
        assert_eq!(
            waiting(&[bilirubin, in_doubt]),
            [A::Bilirubin, A::Hemoglobin]
        );
        // Confirmed it is what its unit says.
        assert_eq!(waiting(&[bilirubin, confirmed(in_doubt)]), []);
        let refused = |text| Entered::Refused {
            analyte: A::Albumin,
            number: number(text),
        };
        assert_eq!(waiting(&[bilirubin, refused("2.9")]), [A::Bilirubin]);
        assert_eq!(waiting(&[bilirubin, refused("95")]), []);
        let no_unit = |text| Entered::NoUnit {
            analyte: A::Creatinine,
            number: number(text),
        };
        assert_eq!(
            waiting(&[bilirubin, no_unit("0.9")]),
            [A::Bilirubin, A::Creatinine]
        );
        assert_eq!(waiting(&[bilirubin, no_unit("78")]), [A::Creatinine]);
        // What is plausible in both units and has none speaks for neither.
        assert_eq!(waiting(&[bilirubin, no_unit("20")]), [A::Creatinine]);
        // Nor does a value of one unit.
        assert_eq!(
            waiting(&[bilirubin, value(A::Inr, "18.5", Unit::One)]),
            [A::Inr]
        );
    }

    #[test]
    fn the_switch_that_is_offered_is_to_the_other_unit() {
        let all = [
            value(Analyte::Bilirubin, "5.1", Unit::UmolPerL),
            value(Analyte::Hemoglobin, "10.2", Unit::GPerL),
        ];
        let doubts: Vec<Doubt> = settle(&all)
            .waiting
            .iter()
            .filter_map(|waiting| match waiting {
                Waiting::Doubtful { doubt, .. } => Some(*doubt),
                _ => None,
            })
            .collect();
        assert_eq!(
            doubts,
            [
                Doubt::OtherSystem(Unit::MgPerDl),
                Doubt::OtherUnit(Unit::GPerDl)
            ]
        );
    }

    #[test]
    fn only_a_confirmation_of_what_is_in_doubt_is_kept() {
        let all = [
            confirmed(value(Analyte::Bilirubin, "45", Unit::UmolPerL)),
            confirmed(value(Analyte::Hemoglobin, "10.2", Unit::GPerL)),
            confirmed(value(Analyte::Sodium, "110", Unit::MmolPerL)),
        ];
        let settled = settle(&all);
        assert_eq!(settled.labs.len(), 3);
        assert_eq!(settled.confirmed, [Analyte::Hemoglobin]);
        assert_eq!(settled.waiting, []);
    }

    // guards: H31
    #[test]
    fn time_less_control_is_exact_and_stands_back_behind_what_was_entered() {
        let prolongation = |all: &[Entered]| {
            let computed = settle(all).prolongation;
            computed.map(|lab| lab.number().value.to_string())
        };
        assert_eq!(
            prolongation(&[time("18.3", "12.3")]).as_deref(),
            Some("6.0")
        );
        assert_eq!(
            prolongation(&[time("18.35", "12")]).as_deref(),
            Some("6.35")
        );
        assert_eq!(prolongation(&[time("11", "12")]).as_deref(), Some("-1"));
        let alone = value(Analyte::ProthrombinTime, "18.3", Unit::Second);
        assert_eq!(prolongation(&[alone]), None);
        assert_eq!(waiting(&[alone]), [Analyte::ProthrombinTime]);
        let typed = |text| value(Analyte::ProthrombinProlongation, text, Unit::Second);
        for agrees in ["6", "6.00"] {
            let settled = settle(&[time("18.3", "12.3"), typed(agrees)]);
            assert_eq!((settled.prolongation, settled.waiting), (None, vec![]));
        }
        let apart = [time("18.3", "12.3"), typed("6.1")];
        assert_eq!(prolongation(&apart), None);
        assert_eq!(waiting(&apart), [Analyte::ProthrombinProlongation]);
        let settled = settle(&[time("18.3", "12.3"), confirmed(typed("6.1"))]);
        assert_eq!(settled.confirmed, [Analyte::ProthrombinProlongation]);
        assert_eq!(settled.prolongation, None);
        assert_eq!(settled.labs.len(), 2);
        // A time in doubt gives nothing, and takes nothing from a prolongation.
        let settled = settle(&[time("48", "12"), typed("6.1")]);
        assert_eq!(settled.prolongation, None);
        assert_eq!(settled.labs.len(), 1);
        assert_eq!(settled.waiting.len(), 1);
    }
}
