//! ALBI: albumin and bilirubin only. Johnson PJ et al., J Clin Oncol 2015;33:550–8,
//! doi:10.1200/JCO.2014.57.9151. Logarithm to base ten, bilirubin in µmol/L, albumin in g/L; graded on the
//! unrounded score.

use rust_decimal::Decimal;

use super::Outcome;
use super::inputs::{Inputs, Item};
use super::lab::Analyte;

/// An ALBI score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Albi {
    /// Unrounded; the lower, the better the liver works.
    pub value: f64,
}

impl Albi {
    /// The grade as text.
    pub fn grade_name(&self) -> &'static str {
        match self.grade() {
            1 => "1",
            2 => "2",
            _ => "3",
        }
    }

    /// 1 up to −2.60, 2 up to −1.39, else 3.
    pub fn grade(&self) -> u8 {
        if self.value <= -2.60 {
            1
        } else if self.value <= -1.39 {
            2
        } else {
            3
        }
    }
}

fn score(bilirubin: f64, albumin: f64) -> Albi {
    Albi {
        value: 0.66 * bilirubin.log10() - 0.085 * albumin,
    }
}

/// ALBI of what was entered.
pub fn albi(inputs: &Inputs) -> Outcome<Albi> {
    let (bilirubin_low, bilirubin_high) = inputs.ends(Analyte::Bilirubin, Decimal::ONE);
    let (albumin_low, albumin_high) = inputs.ends(Analyte::Albumin, Decimal::ONE);
    // Rises with bilirubin and falls with albumin.
    let low = score(bilirubin_low, albumin_high);
    let high = score(bilirubin_high, albumin_low);
    let items = [
        (
            Item::Lab(Analyte::Bilirubin),
            bilirubin_low != bilirubin_high,
        ),
        (Item::Lab(Analyte::Albumin), albumin_low != albumin_high),
    ];
    inputs.between(&items, low, high)
}
