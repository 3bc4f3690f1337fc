//! The values that rules ask for, each with its line, its name and what binds it to others.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::expr::{Expr, Var};
use super::formulas::{of_analyte, of_score};
use super::line::Line;
use super::relation::{Relation, relations};
use super::says::Text;
use super::space::{Space, Value};
use crate::clinical::{Analyte, Bound, Interval, cockcroft_gault, egfr};
use crate::study::Study;
use crate::study::model::{
    AnswerRule, Criterion, LocalizedText, NormalEnd, Rule, ScoreName, StudyEntry, Window,
};
use crate::words::score_unit;

/// Days, months or hours back from an anchor: longer than people live, and "never" at its end.
const NEVER: u32 = 2_000_000;

/// Farther than any line.
pub fn far() -> Decimal {
    Decimal::from(1_000_000_000_000_000_i64)
}

/// The values of a study, as its rules ask for them.
pub struct Values<'a> {
    study: &'a Study,
    space: Space,
    ago: Vec<Relation>,
}

fn plain(key: &str, name: Text, line: Line) -> Value {
    Value {
        key: key.to_owned(),
        name,
        line,
        unit: None,
        choices: Vec::new(),
        usual: None,
    }
}

/// One of a few, by their ids and names.
fn choice(key: &str, name: Text, choices: Vec<(String, Text)>) -> Value {
    Value {
        choices: choices.clone(),
        ..plain(key, name, Line::of_choices(choices.len()))
    }
}

fn real(least: Decimal, most: Decimal) -> Line {
    Line {
        least,
        most,
        whole: false,
    }
}

impl<'a> Values<'a> {
    /// None yet.
    pub fn new(study: &'a Study) -> Self {
        Values {
            study,
            space: Space::default(),
            ago: Vec::new(),
        }
    }

    /// All of them, bound to each other.
    pub fn bound(self) -> Space {
        let Values { mut space, ago, .. } = self;
        let mut bound = relations(&space);
        bound.extend(ago);
        space.bind(bound);
        space
    }

    /// The line of a value.
    pub fn line(&self, var: Var) -> Option<Line> {
        self.space.line(var)
    }

    /// That a value lies between two ends.
    pub fn between(&self, var: Var, low: Bound, high: Bound) -> Expr {
        let Some(line) = self.space.line(var) else {
            return Expr::Is(false);
        };
        Expr::In(var, line.set(vec![Interval { low, high }]))
    }

    /// That it is one of some choices.
    pub fn is_one_of(&self, var: Var, chosen: &[usize]) -> Expr {
        let Some(line) = self.space.line(var) else {
            return Expr::Is(false);
        };
        let points = chosen.iter().map(|at| Interval::point(Decimal::from(*at)));
        Expr::In(var, line.set(points.collect()))
    }

    /// Completed years.
    pub fn age(&mut self) -> Var {
        let line = Line {
            whole: true,
            ..real(Decimal::ZERO, Decimal::from(120))
        };
        self.space.var("age", || Value {
            usual: Some((Decimal::from(18), Decimal::from(80))),
            ..plain("age", Text::of("age", "年龄"), line)
        })
    }

    /// Sex: the second is female.
    pub fn sex(&mut self) -> Var {
        let of = |id: &str, zh| (id.to_owned(), Text::of(id, zh));
        let choices = vec![of("male", "男"), of("female", "女")];
        let name = Text::of("sex", "性别");
        self.space.var("sex", || choice("sex", name, choices))
    }

    /// A laboratory value in its unit of comparison.
    pub fn lab(&mut self, analyte: Analyte) -> Var {
        let key = ["labs.", analyte.key()].concat();
        let compared = analyte.units().first();
        self.space.var(&key, || Value {
            unit: compared.map(|of| (of.unit.label(), of.unit.ucum())),
            usual: compared.and_then(|of| of.usual),
            ..plain(&key, analyte_name(analyte), of_analyte(analyte))
        })
    }

    /// The unit in which a laboratory value is entered.
    pub fn unit(&mut self, analyte: Analyte) -> Var {
        let key = ["labs.", analyte.key(), ".unit"].concat();
        let name = analyte_name(analyte);
        let name = Text::of(
            ["unit of ", &name.en].concat(),
            [&name.zh, "的单位"].concat(),
        );
        let units = analyte.units().iter();
        let units = units.map(|of| (of.unit.ucum().to_owned(), Text::same(of.unit.label())));
        self.space.var(&key, || choice(&key, name, units.collect()))
    }

    /// A laboratory value as a multiple of an end of the reference interval.
    pub fn times(&mut self, analyte: Analyte, of: NormalEnd) -> Var {
        let (end, sign) = match of {
            NormalEnd::Uln => ("uln", "× ULN"),
            NormalEnd::Lln => ("lln", "× LLN"),
        };
        let key = ["labs.", analyte.key(), ".", end].concat();
        let most = Decimal::from(1_000_000_000);
        self.space.var(&key, || Value {
            unit: Some((sign, "")),
            ..plain(&key, analyte_name(analyte), real(Decimal::ZERO, most))
        })
    }

    /// A score; one of the MELD family before it is rounded.
    pub fn score(&mut self, score: ScoreName) -> Var {
        let key = ["scores.", score.key()].concat();
        let ucum = match score {
            ScoreName::Egfr => Some(egfr::UNIT),
            ScoreName::CockcroftGault => Some(cockcroft_gault::UNIT),
            _ => None,
        };
        let unit = ucum.map(|ucum| (score_unit(score), ucum));
        self.space.var(&key, || Value {
            usual: usual_score(score),
            unit,
            ..plain(&key, score_name(score), of_score(score))
        })
    }

    /// An entry of the study that is a choice or a number.
    pub fn entry(&mut self, id: &str) -> Option<Var> {
        let entry = self.study.entry(id)?.clone();
        let key = ["entries.", id].concat();
        let name = localized(entry.name());
        let value = match &*entry {
            StudyEntry::Choice { options, .. } => {
                let options = options.iter();
                let options = options.map(|of| (of.id.clone(), localized(&of.name)));
                choice(&key, name, options.collect())
            }
            StudyEntry::Number { least, most, .. } => {
                let least = least.unwrap_or(-far());
                plain(&key, name, real(least, most.unwrap_or(far())))
            }
            StudyEntry::Answer { not_applicable, .. } => answer(&key, name, *not_applicable),
            StudyEntry::Date { .. } => return None,
        };
        Some(self.space.var(&key, || value))
    }

    /// The answer to the criterion's own question: no, yes, and perhaps that it does not apply.
    pub fn own_answer(&mut self, criterion: &Criterion) -> Var {
        let id = &*criterion.id;
        let key = ["answers.", id].concat();
        let mut may_not_apply = |rule: &Rule| {
            let own = |rule: &AnswerRule| rule.entry.is_none() && rule.not_applicable;
            matches!(rule, Rule::Answer(rule) if own(rule))
        };
        let mut readings = criterion.readings.iter();
        let may_not_apply = readings.any(|reading| reading.rule.any(&mut may_not_apply));
        let name = Text::of(["the answer to ", id].concat(), [id, " 的回答"].concat());
        self.space.var(&key, || answer(&key, name, may_not_apply))
    }

    /// That something which is asked for by an answer lies within a window of time.
    pub fn within(&mut self, id: &str, answer: Var, window: &Window) -> Expr {
        let (counted, length, en, zh) = match window {
            Window {
                months: Some(months),
                ..
            } => ("months", u32::from(*months), "months since ", " 距今月数"),
            Window {
                hours: Some(hours), ..
            } => ("hours", u32::from(*hours), "hours since ", " 距今小时数"),
            Window { weeks, days, .. } => {
                let weeks = weeks.map(|weeks| u32::from(weeks) * 7);
                let days = days.map(u32::from).or(weeks).unwrap_or_default();
                ("days", days, "days since ", " 距今天数")
            }
        };
        let anchor: Option<&Arc<str>> = window.anchor.as_ref();
        let anchor = anchor.map_or("", |anchor| &**anchor);
        let key = ["answers.", id, ".", counted, ".", anchor].concat();
        let key = key.trim_end_matches('.');
        let never = Decimal::from(NEVER);
        let is_new = self.space.known(key).is_none();
        let name = Text::of([en, id].concat(), [id, zh].concat());
        let line = real(Decimal::ZERO, never);
        let var = self.space.var(key, || plain(key, name, line));
        if is_new {
            self.ago.push(Relation::Ago {
                days: var,
                answer,
                never,
            });
        }
        let length = Bound::at(Decimal::from(length));
        self.between(var, Bound::at(Decimal::ZERO), length)
    }

    /// That a sample is no older than so many days.
    pub fn fresh(&mut self, analyte: Analyte, days: u16) -> Expr {
        let key = ["open.sample.", analyte.key()].concat();
        let line = real(Decimal::ZERO, Decimal::from(NEVER));
        let var = self.space.var(&key, || plain(&key, Text::default(), line));
        let days = Bound::at(Decimal::from(days));
        self.between(var, Bound::at(Decimal::ZERO), days)
    }

    /// What no entry of today can settle: nothing is known of it but that it is so or not.
    pub fn open(&mut self, what: &str) -> Expr {
        let key = ["open.", what].concat();
        let line = Line::of_choices(2);
        let var = self.space.var(&key, || plain(&key, Text::default(), line));
        self.is_one_of(var, &[1])
    }
}

fn answer(key: &str, name: Text, may_not_apply: bool) -> Value {
    let mut choices = vec![
        ("no".to_owned(), Text::of("no", "否")),
        ("yes".to_owned(), Text::of("yes", "是")),
    ];
    if may_not_apply {
        let name = Text::of("not applicable", "不适用");
        choices.push(("not-applicable".to_owned(), name));
    }
    choice(key, name, choices)
}

/// A text of the file; where it lacks a language, the one that it has.
pub fn localized(text: &LocalizedText) -> Text {
    let or = |one: &String, other: &String| if one.is_empty() { other } else { one }.clone();
    Text::of(or(&text.en, &text.zh), or(&text.zh, &text.en))
}

/// The name of an analyte.
pub fn analyte_name(analyte: Analyte) -> Text {
    if let Some(further) = analyte.further() {
        return Text::of(further.name(false), further.name(true));
    }
    let of = |names: &[&'static str]| names.get(analyte.place()).copied().unwrap_or_default();
    Text::of(of(&Analyte::EN), of(&Analyte::ZH))
}

/// The name of a score, as its value is reasoned about.
pub fn score_name(score: ScoreName) -> Text {
    match score {
        ScoreName::ChildPugh => Text::of("Child-Pugh", "Child-Pugh 评分"),
        ScoreName::Meld => Text::of("MELD before rounding", "取整前的 MELD 评分"),
        ScoreName::MeldNa => Text::of("MELD-Na before rounding", "取整前的 MELD-Na 评分"),
        ScoreName::Meld3 => Text::of("MELD 3.0 before rounding", "取整前的 MELD 3.0 评分"),
        ScoreName::Albi => Text::of("ALBI", "ALBI 评分"),
        ScoreName::Maddrey => Text::of("Maddrey DF", "Maddrey 判别函数"),
        ScoreName::Fib4 => Text::same("FIB-4"),
        ScoreName::Apri => Text::same("APRI"),
        ScoreName::Egfr => Text::same("eGFR"),
        ScoreName::CockcroftGault => Text::of("creatinine clearance", "肌酐清除率"),
    }
}

/// What most patients of liver trials have, to show somebody ordinary; nothing is decided by it.
fn usual_score(score: ScoreName) -> Option<(Decimal, Decimal)> {
    let (least, most) = match score {
        ScoreName::ChildPugh => return None,
        ScoreName::Meld | ScoreName::MeldNa | ScoreName::Meld3 => (7, 40),
        ScoreName::Albi => (-3, 0),
        ScoreName::Maddrey => (0, 100),
        ScoreName::Fib4 => (0, 8),
        ScoreName::Apri => (0, 5),
        ScoreName::Egfr | ScoreName::CockcroftGault => (10, 130),
    };
    Some((Decimal::from(least), Decimal::from(most)))
}
