//! What a score implies of its inputs, over intervals: the least and the greatest that it can be where each input lies on a
//! piece of its line. A test holds these against the scores as the core computes them.

use rust_decimal::Decimal;

use super::line::Line;
use crate::clinical::inputs::WEIGHTS;
use crate::clinical::number::real;
use crate::clinical::{Analyte, Interval};
use crate::study::model::ScoreName;

/// From the least to the greatest.
pub type Range = (f64, f64);

/// Larger than any error of floating point here, and smaller than what any limit is given to.
pub const HAIR: f64 = 1e-7;

/// An input of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A laboratory value, in its unit of comparison.
    Lab(Analyte),
    /// Age.
    Age,
    /// Sex: female is one.
    Sex,
    /// AST as a multiple of its upper limit of normal.
    AstTimesUpper,
}

impl Input {
    /// The key of its value.
    pub fn key(self) -> String {
        match self {
            Input::Lab(analyte) => ["labs.", analyte.key()].concat(),
            Input::Age => "age".to_owned(),
            Input::Sex => "sex".to_owned(),
            Input::AstTimesUpper => "labs.ast.uln".to_owned(),
        }
    }

    /// Everything that it can be.
    pub fn everything(self) -> Range {
        match self {
            Input::Lab(analyte) => {
                let line = of_analyte(analyte);
                (real(line.least), real(line.most))
            }
            Input::Age => (0.0, 120.0),
            Input::Sex => (0.0, 1.0),
            Input::AstTimesUpper => (0.0, 1e9),
        }
    }
}

/// The line of an analyte in its unit of comparison: what is accepted in any of its units.
pub fn of_analyte(analyte: Analyte) -> Line {
    let mut line = Line {
        least: Decimal::MAX,
        most: Decimal::MIN,
        whole: false,
    };
    for accepted in analyte.units() {
        line.least = line.least.min(accepted.least * accepted.factor);
        line.most = line.most.max(accepted.most * accepted.factor);
    }
    line
}

/// The inputs of a score that criteria can ask for themselves.
pub fn inputs(score: ScoreName) -> &'static [Input] {
    use Analyte::{
        Albumin, Alt, Ast, Bilirubin, Creatinine, Inr, Platelets, ProthrombinProlongation, Sodium,
    };
    use Input::{Age, AstTimesUpper, Lab, Sex};
    match score {
        ScoreName::ChildPugh => &[Lab(Bilirubin), Lab(Albumin), Lab(Inr)],
        ScoreName::Meld => &[Lab(Bilirubin), Lab(Inr), Lab(Creatinine)],
        ScoreName::MeldNa => &[Lab(Bilirubin), Lab(Inr), Lab(Creatinine), Lab(Sodium)],
        ScoreName::Meld3 => &[
            Lab(Bilirubin),
            Lab(Inr),
            Lab(Creatinine),
            Lab(Sodium),
            Lab(Albumin),
            Sex,
        ],
        ScoreName::Albi => &[Lab(Bilirubin), Lab(Albumin)],
        ScoreName::Maddrey => &[Lab(ProthrombinProlongation), Lab(Bilirubin)],
        ScoreName::Fib4 => &[Age, Lab(Ast), Lab(Alt), Lab(Platelets)],
        ScoreName::Apri => &[Lab(Ast), AstTimesUpper, Lab(Platelets)],
        ScoreName::Egfr | ScoreName::CockcroftGault => &[Lab(Creatinine), Age, Sex],
    }
}

/// The least and the greatest that a score can be, where the inputs lie so.
pub fn range(score: ScoreName, of: &impl Fn(Input) -> Range) -> Range {
    use Analyte::{
        Albumin, Alt, Ast, Bilirubin, Creatinine, Inr, Platelets, ProthrombinProlongation, Sodium,
    };
    let lab = |analyte| of(Input::Lab(analyte));
    match score {
        ScoreName::ChildPugh => child_pugh(lab(Bilirubin), lab(Albumin), lab(Inr)),
        ScoreName::Meld => meld(lab(Bilirubin), lab(Inr), lab(Creatinine)),
        ScoreName::MeldNa => {
            let (low, high) = meld(lab(Bilirubin), lab(Inr), lab(Creatinine));
            let lack = lacking(lab(Sodium), (125.0, 137.0));
            (
                with_sodium((low - HAIR).round(), lack.0),
                with_sodium((high + HAIR).round(), lack.1),
            )
        }
        ScoreName::Meld3 => meld_3(
            [lab(Bilirubin), lab(Inr), lab(Creatinine)],
            lacking(lab(Sodium), (125.0, 137.0)),
            lacking(through(lab(Albumin), 0.1), (1.5, 3.5)),
            of(Input::Sex),
        ),
        ScoreName::Albi => {
            let (bilirubin, albumin) = (lab(Bilirubin), lab(Albumin));
            let score = |bilirubin: f64, albumin: f64| 0.66 * bilirubin.log10() - 0.085 * albumin;
            (score(bilirubin.0, albumin.1), score(bilirubin.1, albumin.0))
        }
        ScoreName::Maddrey => {
            let (seconds, bilirubin) = (lab(ProthrombinProlongation), lab(Bilirubin));
            let score = |seconds: f64, bilirubin: f64| 4.6 * seconds + bilirubin / 17.1;
            (score(seconds.0, bilirubin.0), score(seconds.1, bilirubin.1))
        }
        ScoreName::Fib4 => {
            let (ast, alt, platelets) = (lab(Ast), lab(Alt), lab(Platelets));
            let age = of(Input::Age);
            let score = |age: f64, ast: f64, alt: f64, plt: f64| age * ast / (plt * alt.sqrt());
            (
                score(age.0, ast.0, alt.1, platelets.1),
                score(age.1, ast.1, alt.0, platelets.0),
            )
        }
        ScoreName::Apri => {
            let (ast, times, platelets) = (lab(Ast), of(Input::AstTimesUpper), lab(Platelets));
            // The limit is a value of AST itself.
            let limit = Input::Lab(Ast).everything();
            let least = times.0.max(ast.0 / limit.1);
            let most = times.1.min(ast.1 / limit.0);
            (100.0 * least / platelets.1, 100.0 * most / platelets.0)
        }
        ScoreName::Egfr => {
            let creatinine = through(lab(Creatinine), 1.0 / 88.4);
            falling(creatinine, of(Input::Age), of(Input::Sex), filtration)
        }
        ScoreName::CockcroftGault => {
            let creatinine = through(lab(Creatinine), 1.0 / 88.4);
            let (least, most) = (real(WEIGHTS.0), real(WEIGHTS.1));
            let clearance = |creatinine: f64, age: f64, female: bool| {
                let sex = if female { 0.85 } else { 1.0 };
                (140.0 - age) * sex / (72.0 * creatinine)
            };
            let (low, high) = falling(creatinine, of(Input::Age), of(Input::Sex), clearance);
            (low * least, high * most)
        }
    }
}

/// CKD-EPI 2021.
fn filtration(creatinine: f64, age: f64, female: bool) -> f64 {
    let (kappa, alpha, factor) = if female {
        (0.7, -0.241, 1.012)
    } else {
        (0.9, -0.302, 1.0)
    };
    let part = creatinine / kappa;
    142.0 * part.min(1.0).powf(alpha) * part.max(1.0).powf(-1.2) * 0.9938_f64.powf(age) * factor
}

/// The ends of what falls with creatinine and with age, for each sex that there can be.
fn falling(
    creatinine: Range,
    age: Range,
    sex: Range,
    score: impl Fn(f64, f64, bool) -> f64,
) -> Range {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for female in [false, true] {
        let is_possible = if female { sex.1 >= 1.0 } else { sex.0 <= 0.0 };
        if is_possible {
            low = low.min(score(creatinine.1, age.1, female));
            high = high.max(score(creatinine.0, age.0, female));
        }
    }
    (low, high)
}

/// The line of a score: from the least to the greatest that it can be at all.
pub fn of_score(score: ScoreName) -> Line {
    let (least, most) = range(score, &Input::everything);
    // Scores are below ten thousand.
    #[allow(clippy::cast_possible_truncation)]
    let hundredths = |number: f64| Decimal::new(number as i64, 2).normalize();
    Line {
        least: hundredths((least * 100.0).floor()),
        most: hundredths((most * 100.0).ceil()),
        whole: score == ScoreName::ChildPugh,
    }
}

/// Points by a band, both ends of which give two.
fn points(value: f64, (low, high): Range) -> f64 {
    if value < low {
        1.0
    } else if value <= high {
        2.0
    } else {
        3.0
    }
}

/// Bands are read in the unit that was typed, and another table stands for cholestatic disease: the least points are those
/// of the mildest table, the most those of the strictest.
fn child_pugh(bilirubin: Range, albumin: Range, inr: Range) -> Range {
    let mild = points(bilirubin.0, (68.4, 171.0));
    let strict = points(bilirubin.1, (34.0, 51.0));
    let albumin = (
        4.0 - points(albumin.1, (28.0, 35.0)),
        4.0 - points(albumin.0, (28.0, 35.0)),
    );
    let inr = (points(inr.0, (1.7, 2.3)), points(inr.1, (1.7, 2.3)));
    let signs = (2.0, 6.0);
    (
        mild + albumin.0 + inr.0 + signs.0,
        strict + albumin.1 + inr.1 + signs.1,
    )
}

fn through((low, high): Range, factor: f64) -> Range {
    (low * factor, high * factor)
}

/// How far values lie below the greatest that counts.
fn lacking((low, high): Range, (least, most): Range) -> Range {
    (
        most - high.clamp(least, most),
        most - low.clamp(least, most),
    )
}

/// Logarithms of bilirubin, INR and creatinine as the MELD family takes them. Whoever is dialysed counts with the greatest
/// creatinine, whatever is measured.
fn logarithms(bilirubin: Range, inr: Range, creatinine: Range, cap: f64) -> [Range; 3] {
    let ln = |(low, high): Range| (low.max(1.0).ln(), high.max(1.0).ln());
    let creatinine = through(creatinine, 1.0 / 88.4);
    [
        ln(through(bilirubin, 1.0 / 17.1)),
        ln(inr),
        (creatinine.0.clamp(1.0, cap).ln(), cap.ln()),
    ]
}

fn meld(bilirubin: Range, inr: Range, creatinine: Range) -> Range {
    let [bilirubin, inr, creatinine] = logarithms(bilirubin, inr, creatinine, 4.0);
    let score = |b: f64, i: f64, c: f64| 10.0 * (0.957 * c + 0.378 * b + 1.120 * i + 0.643);
    (
        score(bilirubin.0, inr.0, creatinine.0),
        score(bilirubin.1, inr.1, creatinine.1),
    )
}

fn with_sodium(meld: f64, lack: f64) -> f64 {
    if meld <= 11.0 {
        return meld;
    }
    let meld = meld.min(40.0);
    meld + 1.32 * lack - 0.033 * meld * lack
}

/// Linear in each, so that the ends lie at corners.
fn meld_3(
    [bilirubin, inr, creatinine]: [Range; 3],
    sodium: Range,
    albumin: Range,
    female: Range,
) -> Range {
    let [b, i, c] = logarithms(bilirubin, inr, creatinine, 3.0);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for corner in 0..64_u32 {
        let end = |bit: u32, (low, high): Range| if corner >> bit & 1 == 0 { low } else { high };
        let (b, i, c) = (end(0, b), end(1, i), end(2, c));
        let (sodium, albumin, female) = (end(3, sodium), end(4, albumin), end(5, female));
        let score = 1.33 * female + 4.56 * b + 0.82 * sodium - 0.24 * sodium * b
            + 9.09 * i
            + 11.14 * c
            + 1.85 * albumin
            - 1.83 * albumin * c
            + 6.0;
        low = low.min(score);
        high = high.max(score);
    }
    (low, high)
}

/// A piece of a line as floating point; an open end lies a hair inside.
pub fn floats(piece: Interval) -> Range {
    let hair = |value: f64, nudge: i8| value + f64::from(nudge) * HAIR * value.abs().max(1.0);
    (
        hair(real(piece.low.value), piece.low.nudge),
        hair(real(piece.high.value), piece.high.nudge),
    )
}

#[cfg(test)]
mod tests;
