//! The rules of a study as formulas. This is the one place of the linter that knows the rules of the format.

use rust_decimal::Decimal;

use super::expr::{Expr, Var};
use super::formulas::{Relation, of_analyte, of_score, relations};
use super::line::Line;
use super::says::Text;
use super::space::{Space, Value};
use crate::clinical::{Analyte, Bound, Interval};
use crate::study::Study;
use crate::study::model::{Criterion, Kind, Op, Reading, Rule, ScoreName, ScoreRule};

/// How the parts of a rule are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It has no parts.
    Single,
    /// All of them.
    All,
    /// One of them.
    Any,
    /// At least so many, or the contrary of one.
    Other,
    /// A condition and its branches.
    When,
}

/// A rule or a part of one, with its place in the file.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its place.
    pub path: String,
    /// What it says.
    pub expr: Expr,
    /// How it is put together.
    pub shape: Shape,
    /// Of what.
    pub parts: Vec<Node>,
    /// What it asks, in the words of the file: "INR > 0.30".
    pub asked: Option<Text>,
    /// Whether the formula says all that the rule says; else it leaves out what nobody is refused by.
    pub is_whole: bool,
}

/// A reading.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its id.
    pub id: String,
    /// Its rule.
    pub rule: Node,
    /// Who is eligible by it.
    pub eligible: Expr,
}

/// A criterion.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// Its id.
    pub id: String,
    /// Inclusion or exclusion.
    pub kind: Kind,
    /// Its readings; the first is computed.
    pub readings: Vec<Judged>,
}

/// Days back from an anchor: as long as people live, and "never" behind it.
const NEVER: i64 = 50_000;

/// The criteria of a study, and the values that they ask for.
pub fn lower(study: &Study) -> (Space, Vec<Lowered>) {
    let mut lowering = Lowering::default();
    let criteria: Vec<Lowered> = study
        .criteria
        .iter()
        .enumerate()
        .map(|(index, criterion)| lowering.criterion(index, criterion))
        .collect();
    let Lowering { mut space, ago } = lowering;
    let mut bound = relations(&space);
    bound.extend(ago);
    space.bind(bound);
    (space, criteria)
}

#[derive(Default)]
struct Lowering {
    space: Space,
    ago: Vec<Relation>,
}

impl Lowering {
    fn criterion(&mut self, index: usize, criterion: &Criterion) -> Lowered {
        let readings = criterion.readings.iter().enumerate();
        Lowered {
            id: criterion.id.to_string(),
            kind: criterion.kind,
            readings: readings
                .map(|(number, reading)| {
                    let path = format!("criteria[{index}].readings[{number}].rule");
                    self.reading(path, criterion, reading)
                })
                .collect(),
        }
    }

    fn reading(&mut self, path: String, criterion: &Criterion, reading: &Reading) -> Judged {
        let rule = self.rule(path, criterion, &reading.rule);
        let met = match criterion.kind {
            Kind::Inclusion => rule.expr.clone(),
            Kind::Exclusion => rule.expr.clone().not(),
        };
        // Whom a question does not apply to, it does not keep out.
        let eligible = match &reading.rule {
            Rule::Answer {
                not_applicable: true,
                ..
            } => {
                let answer = self.answer(criterion);
                Expr::Any(vec![met, self.is(answer, 2)])
            }
            _ => met,
        };
        Judged {
            id: reading.id.to_string(),
            rule,
            eligible,
        }
    }

    fn rule(&mut self, path: String, criterion: &Criterion, rule: &Rule) -> Node {
        let mut asked = None;
        let expr = match rule {
            Rule::Age { min, max } => {
                let age = self.age();
                asked = Some(Text::of(
                    format!("age {min} to {max}"),
                    format!("年龄 {min} 至 {max}"),
                ));
                let (least, most) = (Decimal::from(*min), Decimal::from(*max));
                self.between(age, Bound::at(least), Bound::at(most))
            }
            Rule::Lab {
                analyte,
                op,
                limit,
                unit,
            } => {
                let factor = analyte.accepts(*unit).map(|accepted| accepted.factor);
                let lab = self.lab(*analyte);
                let unit = [" ", unit.label()].concat();
                asked = Some(compares(
                    &analyte_name(*analyte),
                    *op,
                    *limit,
                    unit.trim_end(),
                ));
                self.compared(lab, *op, *limit * factor.unwrap_or(Decimal::ONE))
            }
            Rule::Score(rule) => {
                asked = Some(compares(&score_name(rule.score), rule.op, rule.limit, ""));
                self.score(*rule)
            }
            Rule::Answer {
                window, reversed, ..
            } => {
                let answer = self.answer(criterion);
                let yes = match window {
                    Some(window) => self.within(&criterion.id, answer, window.months),
                    None => self.is(answer, 1),
                };
                match (reversed, window) {
                    (true, None) => self.is(answer, 0),
                    (true, Some(_)) => yes.not(),
                    (false, _) => yes,
                }
            }
            Rule::Undecidable {} | Rule::Site {} => {
                let open = self.open(&path);
                self.is(open, 1)
            }
        };
        Node {
            path,
            expr,
            shape: Shape::Single,
            parts: Vec::new(),
            asked,
            is_whole: true,
        }
    }

    fn between(&self, var: Var, low: Bound, high: Bound) -> Expr {
        let Some(line) = self.space.line(var) else {
            return Expr::Is(false);
        };
        Expr::In(var, line.set(vec![Interval { low, high }]))
    }

    fn is(&self, var: Var, choice: i64) -> Expr {
        let at = Bound::at(Decimal::from(choice));
        self.between(var, at, at)
    }

    fn compared(&self, var: Var, op: Op, limit: Decimal) -> Expr {
        let (low, high) = ends(op, limit);
        self.between(var, low, high)
    }

    fn score(&mut self, rule: ScoreRule) -> Expr {
        let score = rule.score;
        let key = ["scores.", score.key()].concat();
        let var = self.space.var(&key, || Value {
            key: key.clone(),
            name: score_name(score),
            line: of_score(score),
            unit: None,
            choices: Vec::new(),
            usual: None,
        });
        let is_rounded = !matches!(score, ScoreName::ChildPugh | ScoreName::Albi);
        if rule.unrounded || !is_rounded {
            return self.compared(var, rule.op, rule.limit);
        }
        let (low, high) = ends(rule.op, rule.limit);
        match before_rounding(low, high) {
            Some((low, high)) => self.between(var, low, high),
            None => Expr::Is(false),
        }
    }

    /// That something was within so many calendar months.
    fn within(&mut self, id: &str, answer: Var, months: u16) -> Expr {
        let key = ["answers.", id, ".months"].concat();
        let never = Decimal::from(NEVER);
        let is_new = self.space.known(&key).is_none();
        let var = self.space.var(&key, || Value {
            key: key.clone(),
            name: Text::of(["months since ", id].concat(), [id, " 距今月数"].concat()),
            line: Line {
                least: Decimal::ZERO,
                most: never,
                whole: false,
            },
            unit: None,
            choices: Vec::new(),
            usual: None,
        });
        if is_new {
            self.ago.push(Relation::Ago {
                days: var,
                answer,
                never,
            });
        }
        let months = Bound::at(Decimal::from(months));
        self.between(var, Bound::at(Decimal::ZERO), months)
    }

    fn age(&mut self) -> Var {
        self.space.var("age", || Value {
            key: "age".to_owned(),
            name: Text::of("age", "年龄"),
            line: Line {
                least: Decimal::ZERO,
                most: Decimal::from(120),
                whole: true,
            },
            unit: None,
            choices: Vec::new(),
            usual: None,
        })
    }

    fn lab(&mut self, analyte: Analyte) -> Var {
        let key = ["labs.", analyte.key()].concat();
        self.space.var(&key, || {
            let compared = analyte.units().first();
            Value {
                key: key.clone(),
                name: analyte_name(analyte),
                line: of_analyte(analyte),
                unit: compared.map(|of| (of.unit.label(), of.unit.ucum())),
                choices: Vec::new(),
                usual: compared.and_then(|of| of.usual),
            }
        })
    }

    fn answer(&mut self, criterion: &Criterion) -> Var {
        let id = &*criterion.id;
        let key = ["answers.", id].concat();
        let may_not_apply = criterion.readings.iter().any(|reading| {
            matches!(
                reading.rule,
                Rule::Answer {
                    not_applicable: true,
                    ..
                }
            )
        });
        self.space.var(&key, || Value {
            key: key.clone(),
            name: Text::of(["the answer to ", id].concat(), [id, " 的回答"].concat()),
            line: Line::of_choices(if may_not_apply { 3 } else { 2 }),
            unit: None,
            choices: [
                ("no", "no", "否"),
                ("yes", "yes", "是"),
                ("not-applicable", "not applicable", "不适用"),
            ]
            .map(|(id, en, zh)| (id.to_owned(), Text::of(en, zh)))
            .to_vec(),
            usual: None,
        })
    }

    /// What no entry can settle: nothing is known of it but that it is so or not.
    fn open(&mut self, path: &str) -> Var {
        let key = ["open.", path].concat();
        self.space.var(&key, || Value {
            key: key.clone(),
            name: Text::default(),
            line: Line::of_choices(2),
            unit: None,
            choices: Vec::new(),
            usual: None,
        })
    }
}

/// "INR > 0.30".
fn compares(name: &Text, op: Op, limit: Decimal, unit: &str) -> Text {
    let compared = format!(" {} {limit}{unit}", op.sign());
    Text::of(
        [&name.en, compared.as_str()].concat(),
        [&name.zh, compared.as_str()].concat(),
    )
}

/// Farther than any line.
fn far() -> Decimal {
    Decimal::from(1_000_000_000_000_000_i64)
}

/// The least and the greatest that compare so with a limit.
fn ends(op: Op, limit: Decimal) -> (Bound, Bound) {
    let at = |nudge| Bound {
        value: limit,
        nudge,
    };
    match op {
        Op::Below => (Bound::at(-far()), at(-1)),
        Op::AtMost => (Bound::at(-far()), at(0)),
        Op::Above => (at(1), Bound::at(far())),
        Op::AtLeast => (at(0), Bound::at(far())),
    }
}

/// What a score of the MELD family is before rounding where the whole number lies between these ends. Half goes upwards,
/// and what would be below 6 or above 40 counts as that.
fn before_rounding(low: Bound, high: Bound) -> Option<(Bound, Bound)> {
    let (six, forty) = (Decimal::from(6), Decimal::from(40));
    let family = Line {
        least: six,
        most: forty,
        whole: true,
    };
    let whole = family.set(vec![Interval { low, high }]);
    let (low, high) = whole.ends()?;
    let half = Decimal::new(5, 1);
    let from = if low.value == six {
        -far()
    } else {
        low.value - half
    };
    let to = if high.value == forty {
        Bound::at(far())
    } else {
        Bound {
            value: high.value + half,
            nudge: -1,
        }
    };
    Some((Bound::at(from), to))
}

fn analyte_name(analyte: Analyte) -> Text {
    let at = Analyte::ALL.iter().position(|one| *one == analyte);
    let of = |names: &[&'static str]| at.and_then(|at| names.get(at).copied()).unwrap_or_default();
    Text::of(of(&Analyte::EN), of(&Analyte::ZH))
}

/// The name of a score.
pub fn score_name(score: ScoreName) -> Text {
    match score {
        ScoreName::ChildPugh => Text::of("Child-Pugh", "Child-Pugh 评分"),
        ScoreName::Meld => Text::of("MELD before rounding", "取整前的 MELD 评分"),
        ScoreName::MeldNa => Text::of("MELD-Na before rounding", "取整前的 MELD-Na 评分"),
        ScoreName::Meld3 => Text::of("MELD 3.0 before rounding", "取整前的 MELD 3.0 评分"),
        ScoreName::Albi => Text::of("ALBI", "ALBI 评分"),
    }
}
