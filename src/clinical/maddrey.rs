//! Maddrey's discriminant function, as modified in 1989: 4.6 × (prothrombin time − control, in seconds) + total
//! bilirubin in mg/dL. Alcoholic hepatitis with 32 or more is called severe.
//!
//! Maddrey WC et al., Gastroenterology 1978;75:193–9, doi:10.1016/0016-5085(78)90401-8. Carithers RL et al., Ann Intern
//! Med 1989;110:685–90, doi:10.7326/0003-4819-110-9-685.
//!
//! No unit. It has no bounds of its own: over everything that is accepted it lies between −115 and 979. The control is
//! the laboratory's and is never assumed.

use rust_decimal::Decimal;

use super::Outcome;
use super::calculated::Ratio;
use super::inputs::{Inputs, Item};
use super::lab::Analyte;
use super::unit;

/// Of a second above control.
const PER_SECOND: Decimal = Decimal::from_parts(46, 0, 0, false, 1);

/// Seconds above control, entered or computed; a prothrombin time that lacks its control is what to ask about.
const COAGULATION: [Analyte; 2] = [Analyte::ProthrombinProlongation, Analyte::ProthrombinTime];

/// The discriminant function of what was entered.
pub fn maddrey(inputs: &Inputs) -> Outcome<Ratio> {
    let seconds = inputs.range(Analyte::ProthrombinProlongation);
    let bilirubin = inputs.range(Analyte::Bilirubin);
    let factor = inputs.factor(Analyte::Bilirubin, unit::BILIRUBIN);
    let score = |seconds: Decimal, bilirubin: Decimal| {
        Ratio::new(PER_SECOND * seconds * factor + bilirubin, factor)
    };
    let entered = |analyte: &Analyte| inputs.is_entered(*analyte);
    let test = COAGULATION.into_iter().find(entered);
    let test = test.unwrap_or(Analyte::ProthrombinTime);
    let items = [
        (Item::Lab(test), !seconds.is_point()),
        (Item::Lab(Analyte::Bilirubin), !bilirubin.is_point()),
    ];
    inputs.between(
        &items,
        score(seconds.low.value, bilirubin.low.value),
        score(seconds.high.value, bilirubin.high.value),
    )
}
