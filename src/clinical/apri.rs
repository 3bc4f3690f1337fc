//! APRI: 100 × (AST / its upper limit of normal) / platelets in 10⁹/L.
//!
//! Wai CT et al., Hepatology 2003;38:518–26, doi:10.1053/jhep.2003.50346. There, of people with HCV, up to 0.5 spoke
//! against significant fibrosis and above 1.5 for it.
//!
//! No unit, and no bounds of its own. The upper limit of normal is that of the laboratory that measured the AST, and is
//! never assumed.

use rust_decimal::Decimal;

use super::Outcome;
use super::calculated::Ratio;
use super::inputs::{Inputs, Item};
use super::interval::Bound;
use super::lab::{Analyte, Lab};

const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

/// APRI of what was entered, by an upper limit of normal of AST. Where that is unknown the score is open whatever else was
/// entered; its ends are then those of every limit that is accepted.
pub fn apri(inputs: &Inputs, upper_limit: Option<&Lab>) -> Outcome<Ratio> {
    let upper_limit = upper_limit.filter(|limit| limit.analyte() == Analyte::Ast);
    let ast = inputs.range(Analyte::Ast);
    let platelets = inputs.range(Analyte::Platelets);
    let every = || Inputs::default().range(Analyte::Ast);
    let limit = upper_limit.map_or_else(every, Lab::compared);
    let score = |ast: Bound, limit: Bound, platelets: Bound| {
        Ratio::new(HUNDRED * ast.value, limit.value * platelets.value)
    };
    let items = [
        (Item::Lab(Analyte::Ast), !ast.is_point()),
        (Item::UpperLimit(Analyte::Ast), !limit.is_point()),
        (Item::Lab(Analyte::Platelets), !platelets.is_point()),
    ];
    inputs.between(
        &items,
        score(ast.low, limit.high, platelets.high),
        score(ast.high, limit.low, platelets.low),
    )
}
