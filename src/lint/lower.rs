//! The rules of a study as formulas. This is the one place of the linter that knows the rules of the format.

use rust_decimal::Decimal;

use super::expr::{Expr, Var};
use super::line::Line;
use super::says::Text;
use super::space::Space;
use super::values::{Values, far, localized, score_name};
use crate::clinical::{Bound, Interval, Sex};
use crate::study::Study;
use crate::study::model::{
    AnswerRule, ClassRule, ClassedScore, Criterion, Kind, NumberRule, Op, Reading, Rule, ScoreName,
    ScoreRule, StudyEntry,
};
use crate::words::score_unit;

/// How the parts of a rule are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// All of them.
    All,
    /// One of them.
    Any,
    /// Not it.
    Not,
    /// In another way, or it has none.
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
}

/// A reading.
#[derive(Clone, Debug)]
pub struct Judged {
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

/// The criteria of a study, and the values that they ask for.
pub fn lower(study: &Study) -> (Space, Vec<Lowered>) {
    let mut values = Values::new(study);
    let criteria = study.criteria.iter().enumerate();
    let criteria = criteria.map(|(index, criterion)| {
        let mut lowering = Lowering {
            study,
            criterion,
            values: &mut values,
        };
        lowering.criterion(index)
    });
    let criteria = criteria.collect();
    (values.bound(), criteria)
}

pub struct Lowering<'a, 'b> {
    study: &'a Study,
    criterion: &'a Criterion,
    pub(super) values: &'b mut Values<'a>,
}

/// The ends of a value, from the limits of a rule.
fn ends(limits: [Option<(Op, Decimal)>; 2]) -> (Bound, Bound) {
    let bound = |op: Op, value: Decimal| Bound {
        value,
        nudge: match op {
            Op::Below => -1,
            Op::Above => 1,
            Op::AtMost | Op::AtLeast => 0,
        },
    };
    let [low, high] = limits;
    (
        low.map_or(Bound::at(-far()), |(op, value)| bound(op, value)),
        high.map_or(Bound::at(far()), |(op, value)| bound(op, value)),
    )
}

impl Lowering<'_, '_> {
    fn criterion(&mut self, index: usize) -> Lowered {
        let criterion = self.criterion;
        let readings = criterion.readings.iter().enumerate();
        let readings = readings.map(|(number, reading)| {
            let path = format!("criteria[{index}].readings[{number}].rule");
            self.reading(path, reading)
        });
        Lowered {
            id: criterion.id.to_string(),
            kind: criterion.kind,
            readings: readings.collect(),
        }
    }

    fn reading(&mut self, path: String, reading: &Reading) -> Judged {
        let rule = self.rule(path, &reading.rule);
        let met = match self.criterion.kind {
            Kind::Inclusion => rule.expr.clone(),
            Kind::Exclusion => rule.expr.clone().not(),
        };
        // Whom a question does not apply to, it does not keep out.
        let eligible = match &reading.rule {
            Rule::Answer(rule) => {
                let answer = self.answer(rule);
                match answer.map(|answer| self.values.is_one_of(answer, &[2])) {
                    Some(Expr::In(var, set)) if !set.is_empty() => {
                        Expr::Any(vec![met, Expr::In(var, set)])
                    }
                    _ => met,
                }
            }
            _ => met,
        };
        Judged { rule, eligible }
    }

    fn rule(&mut self, path: String, rule: &Rule) -> Node {
        let parts = self.parts(&path, rule);
        let all = || parts.iter().map(|part| part.expr.clone()).collect();
        let mut asked = None;
        let mut shape = Shape::Other;
        let expr = match rule {
            Rule::All { .. } => {
                shape = Shape::All;
                Expr::All(all())
            }
            Rule::Any { .. } => {
                shape = Shape::Any;
                Expr::Any(all())
            }
            Rule::AtLeast { n, .. } => Expr::AtLeast(usize::from(*n), all()),
            Rule::Not { .. } => {
                shape = Shape::Not;
                Expr::All(all()).not()
            }
            Rule::When { .. } => {
                shape = Shape::When;
                when(all())
            }
            Rule::Lab(rule) => return self.lab(path, rule),
            Rule::Age { min, max } => {
                let years = |years: &u16| Decimal::from(*years);
                let limits = [
                    min.as_ref().map(|min| (Op::AtLeast, years(min))),
                    max.as_ref().map(|max| (Op::AtMost, years(max))),
                ];
                asked = Some(compares(&Text::of("age", "年龄"), limits, ""));
                let age = self.values.age();
                self.within(age, limits)
            }
            Rule::Score(rule) => {
                let unit = score_unit(rule.score);
                let unit = if unit.is_empty() {
                    String::new()
                } else {
                    [" ", unit].concat()
                };
                asked = Some(compares(&score_name(rule.score), rule.ends(), &unit));
                self.score(rule)
            }
            Rule::Class(rule) => {
                let of = Text::same([" ", &rule.of.join("/")].concat());
                asked = Some(join(&score_name(rule.score.score()), &of));
                self.class(rule)
            }
            Rule::Choice { entry, of } => self.choice(entry, of),
            Rule::Number(rule) => {
                asked = self.number_asked(rule);
                match self.values.entry(&rule.entry) {
                    Some(var) => self.within(var, rule.ends()),
                    None => self.values.open(&path),
                }
            }
            Rule::Answer(rule) => self.answered(rule),
            Rule::Sex { is } => {
                let sex = self.values.sex();
                self.values
                    .is_one_of(sex, &[usize::from(*is == Sex::Female)])
            }
            Rule::Undecidable {} | Rule::Site {} => self.values.open(&path),
        };
        Node {
            path,
            expr,
            shape,
            parts,
            asked,
        }
    }

    fn parts(&mut self, path: &str, rule: &Rule) -> Vec<Node> {
        let parts = parts(path, rule).into_iter();
        let parts = parts.map(|(path, part)| self.rule(path, part));
        parts.collect()
    }

    pub fn within(&self, var: Var, limits: [Option<(Op, Decimal)>; 2]) -> Expr {
        let (low, high) = ends(limits);
        self.values.between(var, low, high)
    }

    fn score(&mut self, rule: &ScoreRule) -> Expr {
        let var = self.values.score(rule.score);
        let (low, high) = ends(rule.ends());
        let is_rounded = matches!(
            rule.score,
            ScoreName::Meld | ScoreName::MeldNa | ScoreName::Meld3
        );
        if rule.unrounded || !is_rounded {
            return self.values.between(var, low, high);
        }
        match before_rounding(low, high) {
            Some((low, high)) => self.values.between(var, low, high),
            None => Expr::Is(false),
        }
    }

    fn class(&mut self, rule: &ClassRule) -> Expr {
        let var = self.values.score(rule.score.score());
        let at = |hundredths: i64, nudge: i8| Bound {
            value: Decimal::new(hundredths, 2),
            nudge,
        };
        let (least, most) = (Bound::at(-far()), Bound::at(far()));
        let classes = match rule.score {
            ClassedScore::ChildPugh => [
                (least, at(600, 0)),
                (at(700, 0), at(900, 0)),
                (at(1000, 0), most),
            ],
            ClassedScore::Albi => [
                (least, at(-260, 0)),
                (at(-260, 1), at(-139, 0)),
                (at(-139, 1), most),
            ],
        };
        let named = rule.score.classes().into_iter().zip(classes);
        let named = named.filter(|(class, _)| rule.of.iter().any(|of| of == class));
        let any = named.map(|(_, (low, high))| self.values.between(var, low, high));
        self.on_one_line(vec![Expr::Any(any.collect())])
    }

    fn choice(&mut self, entry: &str, of: &[String]) -> Expr {
        let Some(var) = self.values.entry(entry) else {
            return Expr::Is(false);
        };
        let options = self
            .study
            .entry(entry)
            .map_or(&[][..], |entry| entry.options());
        let place = |id: &String| options.iter().position(|option| option.id == *id);
        let chosen: Vec<usize> = of.iter().filter_map(place).collect();
        self.values.is_one_of(var, &chosen)
    }

    fn number_asked(&self, rule: &NumberRule) -> Option<Text> {
        let entry = self.study.entry(&rule.entry)?;
        let unit = match &**entry {
            StudyEntry::Number {
                unit: Some(unit), ..
            } => [" ", unit].concat(),
            _ => String::new(),
        };
        Some(compares(&localized(entry.name()), rule.ends(), &unit))
    }

    fn answer(&mut self, rule: &AnswerRule) -> Option<Var> {
        match &rule.entry {
            Some(entry) => self.values.entry(entry),
            None => Some(self.values.own_answer(self.criterion)),
        }
    }

    fn answered(&mut self, rule: &AnswerRule) -> Expr {
        let Some(answer) = self.answer(rule) else {
            return Expr::Is(false);
        };
        let id = rule.entry.as_ref().unwrap_or(&self.criterion.id);
        match (&rule.window, rule.reversed) {
            (Some(window), false) => self.values.within(id, answer, window),
            (Some(window), true) => self.values.within(id, answer, window).not(),
            (None, false) => self.values.is_one_of(answer, &[1]),
            (None, true) => self.values.is_one_of(answer, &[0]),
        }
    }
}

/// The rules that a rule is composed of, each with its place.
pub fn parts<'a>(path: &str, rule: &'a Rule) -> Vec<(String, &'a Rule)> {
    match rule {
        Rule::All { of } | Rule::Any { of } | Rule::AtLeast { of, .. } => {
            let of = of.iter().enumerate();
            of.map(|(at, part)| (format!("{path}.of[{at}]"), part))
                .collect()
        }
        Rule::Not { rule } => vec![(format!("{path}.rule"), rule)],
        Rule::When {
            condition,
            then,
            otherwise,
        } => {
            let mut parts = vec![
                (format!("{path}.if"), &**condition),
                (format!("{path}.then"), &**then),
            ];
            parts.extend(
                otherwise
                    .iter()
                    .map(|part| (format!("{path}.else"), &**part)),
            );
            parts
        }
        _ => Vec::new(),
    }
}

/// A rule by a condition: one where it holds, another where it does not, or nothing more.
fn when(parts: Vec<Expr>) -> Expr {
    let mut parts = parts.into_iter();
    let (Some(condition), Some(then)) = (parts.next(), parts.next()) else {
        return Expr::Is(true);
    };
    let otherwise = match parts.next() {
        Some(otherwise) => Expr::All(vec![condition.clone().not(), otherwise]),
        None => condition.clone().not(),
    };
    Expr::Any(vec![Expr::All(vec![condition, then]), otherwise])
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

pub fn join(one: &Text, two: &Text) -> Text {
    Text::of(
        [one.en.as_str(), &two.en].concat(),
        [one.zh.as_str(), &two.zh].concat(),
    )
}

/// "INR > 0.30".
fn compares(name: &Text, limits: [Option<(Op, Decimal)>; 2], unit: &str) -> Text {
    let said = limits.into_iter().flatten();
    let said = said.map(|(op, limit)| format!(" {} {limit}{unit}", op.sign()));
    join(name, &Text::same(said.collect::<String>()))
}
