//! FIB-4: age in years × AST in U/L / (platelets in 10⁹/L × √ ALT in U/L).
//!
//! Sterling RK et al., Hepatology 2006;43:1317–25, doi:10.1002/hep.21178. There below 1.45 spoke against advanced
//! fibrosis and above 3.25 for it, of people with HIV and HCV; other cohorts have other limits, and so has age.
//!
//! No unit, and no bounds of its own: what is accepted in the fields allows nought to several millions.

use super::Outcome;
use super::calculated::Estimate;
use super::inputs::{AGES, Inputs, Item};
use super::lab::Analyte;
use rust_decimal::Decimal;

/// FIB-4 of what was entered, at an age in completed years.
pub fn fib_4(inputs: &Inputs, age: Option<u16>) -> Outcome<Estimate> {
    let (youngest, oldest) = age.map_or(AGES, |age| (age, age));
    let [ast, alt, platelets] = [Analyte::Ast, Analyte::Alt, Analyte::Platelets]
        .map(|analyte| inputs.ends(analyte, Decimal::ONE));
    let score = |age: u16, ast: f64, alt: f64, platelets: f64| Estimate {
        value: f64::from(age) * ast / (platelets * alt.sqrt()),
    };
    let open = |(least, most): (f64, f64)| least != most;
    let items = [
        (Item::Lab(Analyte::Ast), open(ast)),
        (Item::Lab(Analyte::Alt), open(alt)),
        (Item::Lab(Analyte::Platelets), open(platelets)),
        (Item::Age, age.is_none()),
    ];
    // It rises with age and AST, and falls with the others.
    inputs.between(
        &items,
        score(youngest, ast.0, alt.1, platelets.1),
        score(oldest, ast.1, alt.0, platelets.0),
    )
}
