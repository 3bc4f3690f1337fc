//! From values as entered to values that count. What looks like a mix-up counts only once somebody confirmed it, and
//! a value without a unit, or a prothrombin time without its control, decides nothing.

use rust_decimal::Decimal;

use super::lab::{Analyte, Lab};
use super::number::Number;
use super::plausible::{Doubt, doubt_of_control, mistaken};
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
        (true, false) => first.unit.system(),
        (false, true) => second.unit.system(),
        _ => None,
    }
}

/// The system of units that an entry speaks for: by its size, or else by the unit that somebody chose.
fn says(entered: &Entered) -> Option<System> {
    match entered {
        Entered::Value { lab, confirmed, .. } => {
            let chosen = || lab.unit().system();
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
    let own = lab.unit().system()?;
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

/// Parts values that count from values that wait, each in the order of a printout, whatever order they came in.
pub fn settle(all: &[Entered]) -> Settled {
    let mut settled = Settled::default();
    for analyte in Analyte::ALL {
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
