//! Laboratory values as formulas: numbers, multiples of normal, limits in several units, and what a sample must be.

use rust_decimal::Decimal;

use super::expr::{Expr, Var};
use super::lower::{Lowering, Node, Shape, join};
use super::says::Text;
use super::values::analyte_name;
use crate::clinical::{Analyte, Unit};
use crate::study::model::{LabRule, Limit, NormalEnd, Op, Printings};

impl Lowering<'_, '_> {
    /// A laboratory value. How old its sample may be, what must not have been given before it and that it is to be so
    /// several times stand beside its limits, which are a part by themselves.
    pub fn lab(&mut self, path: String, rule: &LabRule) -> Node {
        let [low, high] = rule.ends();
        let limits = [low, high].into_iter().flatten();
        let limits: Vec<Expr> = limits
            .map(|(op, limit)| self.limit(rule, op, limit))
            .collect();
        let limits = self.on_one_line(limits);
        let mut beside = Vec::new();
        if let Some(days) = rule.not_older_than_days {
            beside.push(self.values.fresh(rule.analyte, days));
        }
        if let Some(washout) = &rule.washout
            && let Some(answer) = self.values.entry(washout)
        {
            beside.push(self.values.is_one_of(answer, &[1]).not());
        }
        if let Some(occasions) = &rule.occasions {
            let asked = (rule.analyte.key(), occasions.n, occasions.apart_days);
            beside.push(self.values.open(&format!("occasions.{asked:?}.{limits:?}")));
        }
        let alone = Node {
            path: path.clone(),
            expr: limits.clone(),
            shape: Shape::Other,
            parts: Vec::new(),
            asked: lab_asked(rule),
        };
        if beside.is_empty() {
            return alone;
        }
        beside.insert(0, limits);
        Node {
            path,
            expr: Expr::All(beside),
            shape: Shape::Other,
            parts: vec![alone],
            asked: None,
        }
    }

    /// Both limits of a value as one set, where they are of one kind.
    pub fn on_one_line(&self, limits: Vec<Expr>) -> Expr {
        let all = Expr::All(limits);
        let line = |var: Var| self.values.line(var);
        match all.on_one_line(line) {
            Some((var, set)) => Expr::In(var, set),
            None => all,
        }
    }

    fn limit(&mut self, rule: &LabRule, op: Op, limit: &Limit) -> Expr {
        let analyte = rule.analyte;
        let one = |value: Decimal| match op {
            Op::Above | Op::AtLeast => [Some((op, value)), None],
            Op::Below | Op::AtMost => [None, Some((op, value))],
        };
        match limit {
            Limit::Plain(limit) => {
                let accepted = rule.unit.and_then(|unit| analyte.accepts(unit));
                let factor = accepted.map_or(Decimal::ONE, |accepted| accepted.factor);
                let lab = self.values.lab(analyte);
                self.within(lab, one(*limit * factor))
            }
            Limit::Multiple { times, of } => {
                let times_normal = self.values.times(analyte, *of);
                self.within(times_normal, one(*times))
            }
            Limit::Printed(printings) => self.printed(analyte, printings, one),
        }
    }

    /// One limit in several units: that of the unit entered counts, and the first one for any other unit.
    fn printed(
        &mut self,
        analyte: Analyte,
        printings: &Printings,
        one: impl Fn(Decimal) -> [Option<(Op, Decimal)>; 2],
    ) -> Expr {
        let first = printings.0.first();
        let by_unit: Vec<Decimal> = analyte
            .units()
            .iter()
            .filter_map(|accepted| {
                let own = printings.0.iter().find(|of| of.unit == accepted.unit);
                let of = own.or(first)?;
                Some(of.limit * analyte.accepts(of.unit)?.factor)
            })
            .collect();
        let lab = self.values.lab(analyte);
        match by_unit.split_first() {
            None => Expr::Is(false),
            Some((limit, others)) if others.iter().all(|other| other == limit) => {
                self.within(lab, one(*limit))
            }
            Some(_) => {
                let unit = self.values.unit(analyte);
                let units = by_unit.iter().enumerate().map(|(at, limit)| {
                    let entered = self.values.is_one_of(unit, &[at]);
                    Expr::All(vec![entered, self.within(lab, one(*limit))])
                });
                Expr::Any(units.collect())
            }
        }
    }
}

/// The limits of a laboratory value as the file has them; nothing where one is printed in several units.
fn lab_asked(rule: &LabRule) -> Option<Text> {
    let mut said = String::new();
    for (op, limit) in rule.ends().into_iter().flatten() {
        let limit = match limit {
            Limit::Plain(limit) => {
                let unit = rule.unit.map_or("", Unit::label);
                [&limit.to_string(), " ", unit].concat()
            }
            Limit::Multiple { times, of } => {
                let end = match of {
                    NormalEnd::Uln => "ULN",
                    NormalEnd::Lln => "LLN",
                };
                format!("{times} × {end}")
            }
            Limit::Printed(_) => return None,
        };
        said.push_str(&format!(" {} {}", op.sign(), limit.trim_end()));
    }
    Some(join(&analyte_name(rule.analyte), &Text::same(said)))
}
