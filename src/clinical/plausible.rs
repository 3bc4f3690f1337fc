//! Values that can be real and still look wrong: unusual ones, and such as would be ordinary in another
//! unit or another test. They are named and never corrected.
//!
//! The ranges are this tool's own. Bilirubin of 4–45 and creatinine of 15–25 are plausible in both units,
//! so that no range can tell; there the other values of the same report do (see [`super::entered`]).

use rust_decimal::Decimal;

use super::interval::Bound;
use super::lab::{Analyte, Lab};
use super::number::Number;
use super::unit::Unit;

/// Another test whose value may have been typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherTest {
    /// Prothrombin time in seconds, in place of INR or of an activity.
    Seconds,
    /// Prothrombin activity, in per cent or as a fraction, in place of INR or of a prothrombin time.
    Activity,
    /// The whole prothrombin time, in place of its prolongation.
    WholeTime,
    /// INR, or an activity as a fraction, in place of per cent.
    InrOrFraction,
    /// INR, or the prolongation, in place of the whole prothrombin time.
    InrOrProlongation,
    /// A share of the white cells in per cent, in place of their count.
    Share,
}

/// What is doubtful about a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Outside what is usual.
    Unusual {
        /// The least usual value.
        least: Decimal,
        /// The greatest usual value.
        most: Decimal,
    },
    /// It would be ordinary in this unit.
    OtherUnit(Unit),
    /// It is plausible in both units, and another value of the report speaks for this one.
    OtherSystem(Unit),
    /// It may have been printed in another power of ten.
    OtherPower,
    /// It looks like another test.
    OtherTest(OtherTest),
    /// The control of a prothrombin time is no usual control, or longer than the time itself.
    Control(Decimal),
    /// Prothrombin time and control give this prolongation and not the one entered.
    Disagrees(Decimal),
}

impl Doubt {
    /// Whether another unit or another test may be meant, so that the value decides nothing until somebody
    /// confirms it.
    pub fn is_mix_up(self) -> bool {
        !matches!(self, Doubt::Unusual { .. })
    }
}

const fn dec(digits: u32, decimals: u32) -> Decimal {
    Decimal::from_parts(digits, 0, 0, false, decimals)
}

/// What a value of this analyte and unit may have been meant for, whether it is accepted or not. A printed limit is
/// judged by what it leaves open: "< 4" lies below four.
pub fn mistaken(analyte: Analyte, number: Number, unit: Unit) -> Option<Doubt> {
    let value = Bound::typed(number);
    let at = |digits, decimals| Bound::at(dec(digits, decimals));
    if let [first, second] = analyte.units() {
        let other = if first.unit == unit { second } else { first };
        let accepted = analyte.accepts(unit)?;
        let below = accepted
            .other_below
            .is_some_and(|from| value < Bound::at(from));
        let above = accepted
            .other_above
            .is_some_and(|from| value > Bound::at(from));
        return (below || above).then_some(Doubt::OtherUnit(other.unit));
    }
    let (suspicious, doubt) = match analyte {
        Analyte::Inr if value > at(40, 0) => {
            (value <= at(130, 0), Doubt::OtherTest(OtherTest::Activity))
        }
        Analyte::Inr if value < at(7, 1) => (true, Doubt::OtherTest(OtherTest::Activity)),
        Analyte::Inr => (value >= at(8, 0), Doubt::OtherTest(OtherTest::Seconds)),
        Analyte::ProthrombinTime if value < at(9, 0) => {
            (true, Doubt::OtherTest(OtherTest::InrOrProlongation))
        }
        Analyte::ProthrombinTime => (
            value >= at(40, 0) && value <= at(130, 0),
            Doubt::OtherTest(OtherTest::Activity),
        ),
        Analyte::ProthrombinProlongation => {
            (value >= at(10, 0), Doubt::OtherTest(OtherTest::WholeTime))
        }
        Analyte::ProthrombinActivity => (
            value < at(10, 0),
            Doubt::OtherTest(OtherTest::InrOrFraction),
        ),
        // Of the white cells, neutrophils are mostly 40 to 75 in a hundred, lymphocytes 20 to 45; and a count may be one
        // per microlitre.
        Analyte::Neutrophils | Analyte::Lymphocytes if value <= at(100, 0) => {
            let from = if analyte == Analyte::Neutrophils {
                30
            } else {
                15
            };
            (value > at(from, 0), Doubt::OtherTest(OtherTest::Share))
        }
        Analyte::Neutrophils | Analyte::Lymphocytes => (true, Doubt::OtherPower),
        Analyte::WhiteCells => (value > at(200, 0), Doubt::OtherPower),
        // Counts in 10⁴ per microlitre carry a decimal, and such in 10⁹ per litre below fifty seldom do.
        Analyte::Platelets => (
            (number.value.scale() > 0 && value < at(50, 0)) || value > at(1500, 0),
            Doubt::OtherPower,
        ),
        _ => return None,
    };
    suspicious.then_some(doubt)
}

/// Whether an accepted value is outside what is usual, whatever else it may have been meant for.
pub fn unusual(lab: &Lab) -> Option<Doubt> {
    let value = lab.number().value;
    let (least, most) = lab.analyte().accepts(lab.unit())?.usual?;
    (value < least || value > most).then_some(Doubt::Unusual { least, most })
}

/// What is doubtful about an accepted value: what it may have been meant for, else that it is unusual.
pub fn doubt(lab: &Lab) -> Option<Doubt> {
    mistaken(lab.analyte(), lab.number(), lab.unit()).or_else(|| unusual(lab))
}

/// What is doubtful about an activity beside an INR. Definitions of liver failure pair an activity of 40 % with an INR of
/// 1.5 (Sarin 2019, doi:10.1007/s12072-019-09946-3); a number below 30 beside an INR below 1.5 is more likely that of the seconds themselves.
pub fn doubt_beside_inr(activity: Number, inr: Number) -> Option<Doubt> {
    let at = |digits, decimals| Bound::at(dec(digits, decimals));
    let inr = Bound::typed(inr);
    let apart = Bound::typed(activity) < at(30, 0) && inr >= at(7, 1) && inr < at(15, 1);
    apart.then_some(Doubt::OtherTest(OtherTest::Seconds))
}

/// A count in 10⁴ per microlitre as one in 10⁹ per litre, exactly, where its decimal lets it be one.
pub fn in_ten_thousands(number: Number) -> Option<String> {
    let moved = (number.value * Decimal::TEN).normalize();
    let counted = number.value.scale() > 0;
    counted.then(|| [number.comparator.sign(), &moved.to_string()].concat())
}

/// A control within these seconds is a usual one.
const USUAL_CONTROL: (Decimal, Decimal) = (dec(9, 0), dec(18, 0));

/// What is doubtful about the control of a prothrombin time.
pub fn doubt_of_control(time: &Lab, control: Decimal) -> Option<Doubt> {
    let (least, most) = USUAL_CONTROL;
    let swapped = time.number().value < control - dec(3, 0);
    (control < least || control > most || swapped).then_some(Doubt::Control(control))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    fn doubt_of(analyte: Analyte, text: &str, unit: Unit) -> Option<Doubt> {
        Lab::parse(analyte, text, unit)
            .ok()
            .and_then(|lab| doubt(&lab))
    }

    fn other(analyte: Analyte, text: &str, unit: Unit) -> Option<Doubt> {
        mistaken(analyte, typed(text), unit)
    }

    // guards: H1, H9
    #[test]
    fn each_mix_up_is_named_from_its_limit_on_and_not_before() {
        use Analyte as A;
        use OtherTest as T;
        use Unit as U;
        let in_unit = Doubt::OtherUnit;
        let as_test = Doubt::OtherTest;
        for (analyte, unit, before, from, doubt) in [
            (
                A::Bilirubin,
                U::MgPerDl,
                "45",
                "45.01",
                in_unit(U::UmolPerL),
            ),
            (A::Bilirubin, U::UmolPerL, "4", "3.9", in_unit(U::MgPerDl)),
            (A::Albumin, U::GPerDl, "8.0", "8.1", in_unit(U::GPerL)),
            (A::Albumin, U::GPerL, "8", "7.9", in_unit(U::GPerDl)),
            (
                A::Creatinine,
                U::MgPerDl,
                "25",
                "25.1",
                in_unit(U::UmolPerL),
            ),
            (A::Creatinine, U::UmolPerL, "15", "14", in_unit(U::MgPerDl)),
            (A::Hemoglobin, U::GPerDl, "26", "26.1", in_unit(U::GPerL)),
            (A::Hemoglobin, U::GPerL, "26", "25.9", in_unit(U::GPerDl)),
            (A::Inr, U::One, "7.99", "8", as_test(T::Seconds)),
            (A::Inr, U::One, "0.7", "0.69", as_test(T::Activity)),
            (A::Inr, U::One, "131", "130", as_test(T::Activity)),
            (
                A::ProthrombinActivity,
                U::Percent,
                "10",
                "9.99",
                as_test(T::InrOrFraction),
            ),
            (
                A::ProthrombinTime,
                U::Second,
                "9",
                "8.9",
                as_test(T::InrOrProlongation),
            ),
            (
                A::ProthrombinTime,
                U::Second,
                "39.9",
                "40",
                as_test(T::Activity),
            ),
            (
                A::ProthrombinTime,
                U::Second,
                "130.1",
                "130",
                as_test(T::Activity),
            ),
            (
                A::ProthrombinProlongation,
                U::Second,
                "9.9",
                "10",
                as_test(T::WholeTime),
            ),
            (A::Platelets, U::GigaPerL, "1500", "1501", Doubt::OtherPower),
            (A::Platelets, U::GigaPerL, "50.0", "49.9", Doubt::OtherPower),
            (A::Platelets, U::GigaPerL, "5", "5.0", Doubt::OtherPower),
        ] {
            assert_eq!(other(analyte, before, unit), None, "{before}");
            assert_eq!(other(analyte, from, unit), Some(doubt), "{from}");
            assert!(doubt.is_mix_up());
        }
        assert_eq!(other(A::Sodium, "13.6", U::MmolPerL), None);
    }

    // guards: H1, H8
    #[test]
    fn a_printed_limit_is_judged_by_what_it_leaves_open() {
        use Analyte as A;
        for (analyte, unit, text, named) in [
            (A::Bilirubin, Unit::UmolPerL, "<4", true),
            (A::Bilirubin, Unit::UmolPerL, "≤4", false),
            (A::Bilirubin, Unit::UmolPerL, ">3", true),
            (A::Bilirubin, Unit::UmolPerL, ">4", false),
            (A::Bilirubin, Unit::MgPerDl, ">45", true),
            (A::Bilirubin, Unit::MgPerDl, "≥45", false),
            (A::Inr, Unit::One, "<8", false),
            (A::Inr, Unit::One, "≥8", true),
            (A::ProthrombinActivity, Unit::Percent, "<10", true),
        ] {
            assert_eq!(other(analyte, text, unit).is_some(), named, "{text}");
        }
    }

    // guards: H9
    #[test]
    fn an_activity_is_held_against_the_inr() {
        for (activity, inr, named) in [
            ("29.9", "1.49", true),
            ("30", "1.49", false),
            ("29.9", "1.5", false),
            ("29.9", "0.7", true),
            ("29.9", "0.69", false),
            ("<30", "<1.5", true),
        ] {
            let found = doubt_beside_inr(typed(activity), typed(inr));
            assert_eq!(found.is_some(), named, "{activity} {inr}");
        }
    }

    // guards: H1, H9
    #[test]
    fn a_control_is_usual_and_not_longer_than_its_time() {
        for (time, control, named) in [
            ("15", "9", false),
            ("15", "8.9", true),
            ("25", "18", false),
            ("25", "18.1", true),
            ("12", "15", false),
            ("12", "15.1", true),
        ] {
            let lab = Lab::parse(Analyte::ProthrombinTime, time, Unit::Second).expect("a time");
            let control = typed(control).value;
            let expected = named.then_some(Doubt::Control(control));
            assert_eq!(
                doubt_of_control(&lab, control),
                expected,
                "{time} {control}"
            );
        }
    }

    #[test]
    fn unusual_values_carry_the_usual_range_and_its_ends_are_usual() {
        for (analyte, unit, least, most, under, over) in [
            (
                Analyte::Bilirubin,
                Unit::MgPerDl,
                "0.2",
                "40",
                "0.19",
                "40.1",
            ),
            (Analyte::Bilirubin, Unit::UmolPerL, "4", "700", "", "701"),
            (Analyte::Albumin, Unit::GPerDl, "1.5", "5.5", "1.4", "5.6"),
            (Analyte::Albumin, Unit::GPerL, "15", "55", "14", "56"),
            (
                Analyte::Creatinine,
                Unit::MgPerDl,
                "0.3",
                "12",
                "0.2",
                "12.1",
            ),
            (
                Analyte::Creatinine,
                Unit::UmolPerL,
                "25",
                "1100",
                "24",
                "1101",
            ),
            (Analyte::Hemoglobin, Unit::GPerDl, "5", "20", "4.9", "20.1"),
            (Analyte::Hemoglobin, Unit::GPerL, "50", "200", "49", "201"),
            (Analyte::Sodium, Unit::MmolPerL, "115", "155", "114", "156"),
            (Analyte::Inr, Unit::One, "0.8", "6", "0.7", "6.1"),
            (
                Analyte::ProthrombinTime,
                Unit::Second,
                "9",
                "39.9",
                "",
                "131",
            ),
            (
                Analyte::ProthrombinActivity,
                Unit::Percent,
                "20",
                "130",
                "19",
                "131",
            ),
            (Analyte::Platelets, Unit::GigaPerL, "10", "600", "9", "601"),
        ] {
            assert_eq!(doubt_of(analyte, least, unit), None, "{least}");
            assert_eq!(doubt_of(analyte, most, unit), None, "{most}");
            for text in [under, over].into_iter().filter(|text| !text.is_empty()) {
                let unusual = doubt_of(analyte, text, unit);
                assert!(
                    matches!(unusual, Some(Doubt::Unusual { .. })),
                    "{text} {unusual:?}"
                );
            }
        }
        let zero = doubt_of(Analyte::ProthrombinProlongation, "-1", Unit::Second);
        assert!(matches!(zero, Some(Doubt::Unusual { .. })));
        assert_eq!(
            doubt_of(Analyte::ProthrombinProlongation, "0", Unit::Second),
            None
        );
    }
}
