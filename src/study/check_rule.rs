//! What a rule may say by its form and still cannot mean.

use rust_decimal::Decimal;

use super::check::no_unit_of;
use super::model::{
    AnswerRule, ClassRule, Ends, LabRule, Limit, NumberRule, Op, Printings, Rule, ScoreRule, Study,
    StudyEntry, Window,
};
use super::texts::not_accepted;
use crate::clinical::{Analyte, Unit};

/// Everything that is wrong with a rule and with those that it is composed of, each with the steps that lead there.
pub fn remarks(study: &Study, rule: &Rule) -> Vec<(String, String)> {
    let mut checked = Checked {
        study,
        found: Vec::new(),
    };
    checked.rule(rule, "");
    checked.found
}

/// More than any multiple of a reference limit that a study prints.
const MOST_TIMES: Decimal = Decimal::from_parts(1000, 0, 0, false, 0);

struct Checked<'a> {
    study: &'a Study,
    found: Vec<(String, String)>,
}

impl Checked<'_> {
    fn note(&mut self, path: &str, field: &str, message: impl Into<String>) {
        self.found.push(([path, field].concat(), message.into()));
    }

    fn whole(&mut self, path: &str, field: &str, number: Option<u16>, (least, most): (u16, u16)) {
        if let Some(number) = number.filter(|number| !(least..=most).contains(number)) {
            let message = format!("Expected a whole number from {least} to {most}, got {number}.");
            self.note(path, field, message);
        }
    }

    fn rule(&mut self, rule: &Rule, path: &str) {
        match rule {
            Rule::Age { min, max } => {
                self.whole(path, ".min", *min, (0, 120));
                self.whole(path, ".max", *max, (0, 120));
                match (min, max) {
                    (None, None) => self.note(path, "", NO_LIMIT),
                    (Some(min), Some(max)) if min > max => {
                        self.note(path, ".min", "The least age is above the greatest.");
                    }
                    _ => {}
                }
            }
            Rule::Lab(rule) => self.lab(rule, path),
            Rule::Score(rule) => self.score(rule, path),
            Rule::Class(rule) => self.class(rule, path),
            Rule::Choice { entry, of } => self.choice(entry, of, path),
            Rule::Number(rule) => self.number(rule, path),
            Rule::Answer(rule) => self.answer(rule, path),
            Rule::Sex { .. } | Rule::Undecidable {} | Rule::Site {} => {}
            Rule::All { of } | Rule::Any { of } => self.parts(of, path),
            Rule::AtLeast { n, of } => {
                let most = u16::try_from(of.len()).unwrap_or(u16::MAX).max(1);
                self.whole(path, ".n", Some(*n), (1, most));
                self.parts(of, path);
            }
            Rule::Not { rule } => self.rule(rule, &[path, ".rule"].concat()),
            Rule::When {
                condition,
                then,
                otherwise,
            } => {
                self.rule(condition, &[path, ".if"].concat());
                self.rule(then, &[path, ".then"].concat());
                if let Some(otherwise) = otherwise {
                    self.rule(otherwise, &[path, ".else"].concat());
                }
            }
        }
    }

    fn parts(&mut self, of: &[Rule], path: &str) {
        if of.is_empty() {
            self.note(path, ".of", "At least one rule is needed.");
        }
        for (index, part) in of.iter().enumerate() {
            self.rule(part, &format!("{path}.of[{index}]"));
        }
    }

    /// That there is a limit, that there are no more than two, and that something lies between them. `order` is how the
    /// low end stands to the high one, where that can be told.
    fn ends<T>(
        &mut self,
        given: [bool; 4],
        ends: &Ends<T>,
        order: impl Fn(&T, &T) -> Option<std::cmp::Ordering>,
        path: &str,
    ) {
        let [min, above, max, below] = given;
        if min && above {
            self.note(
                path,
                ".above",
                "There is \"min\" already; expected one of the two.",
            );
        }
        if max && below {
            self.note(
                path,
                ".below",
                "There is \"max\" already; expected one of the two.",
            );
        }
        match ends {
            [None, None] => self.note(path, "", NO_LIMIT),
            [Some((low, least)), Some((high, most))] => {
                let closed = (*low, *high) == (Op::AtLeast, Op::AtMost);
                let is_empty = match order(least, most) {
                    Some(std::cmp::Ordering::Greater) => true,
                    Some(std::cmp::Ordering::Equal) => !closed,
                    _ => false,
                };
                if is_empty {
                    let field = if min { ".min" } else { ".above" };
                    self.note(path, field, "No value lies between these two limits.");
                }
            }
            _ => {}
        }
    }

    fn decimals(&mut self, given: [Option<Decimal>; 4], ends: &Ends<Decimal>, path: &str) {
        let given = given.map(|end| end.is_some());
        self.ends(given, ends, |low, high| Some(low.cmp(high)), path);
    }

    fn lab(&mut self, rule: &LabRule, path: &str) {
        let LabRule { analyte, unit, .. } = rule;
        if let Some(unit) = unit.filter(|unit| analyte.accepts(*unit).is_none()) {
            self.note(path, ".unit", no_unit_of(*analyte, unit));
        }
        let limits = [
            (".min", &rule.min),
            (".above", &rule.above),
            (".max", &rule.max),
            (".below", &rule.below),
        ];
        let mut plain = false;
        for (field, limit) in limits {
            match limit {
                None => {}
                Some(Limit::Plain(_)) => plain = true,
                Some(Limit::Multiple { times, .. }) => {
                    let fits = *times > Decimal::ZERO && *times <= MOST_TIMES;
                    if !fits || times.scale() > 4 {
                        let field = [field, ".times"].concat();
                        let message =
                            "Expected a multiple above 0 and up to 1000, with at most 4 decimals.";
                        self.note(path, &field, message);
                    }
                }
                Some(Limit::Printed(printings)) => self.printed(*analyte, printings, path, field),
            }
        }
        if plain && unit.is_none() {
            let message = "A limit that is a number needs the rule's unit.";
            self.note(path, ".unit", message);
        }
        let given = limits.map(|(_, limit)| limit.is_some());
        self.ends(given, &rule.ends(), |low, high| order(low, high), path);
        self.whole(
            path,
            ".notOlderThanDays",
            rule.not_older_than_days,
            (1, 3650),
        );
        if let Some(occasions) = &rule.occasions {
            self.whole(path, ".occasions.n", Some(occasions.n), (2, 20));
            let days = Some(occasions.apart_days);
            self.whole(path, ".occasions.apartDays", days, (1, 3650));
        }
        if let Some(washout) = &rule.washout {
            self.refers(washout, "answer", path, ".washout");
        }
    }

    fn printed(&mut self, analyte: Analyte, printings: &Printings, path: &str, field: &str) {
        if printings.0.is_empty() {
            self.note(path, field, "Expected the limit in at least one unit.");
        }
        for printing in &printings.0 {
            if analyte.accepts(printing.unit).is_none() {
                let field = [field, ".", printing.unit.ucum()].concat();
                self.note(path, &field, no_unit_of(analyte, printing.unit));
            }
        }
    }

    fn score(&mut self, rule: &ScoreRule, path: &str) {
        let given = [rule.min, rule.above, rule.max, rule.below];
        self.decimals(given, &rule.ends(), path);
    }

    fn class(&mut self, rule: &ClassRule, path: &str) {
        let classes = rule.score.classes();
        if rule.of.is_empty() {
            self.note(path, ".of", "At least one class is needed.");
        }
        for (index, class) in rule.of.iter().enumerate() {
            if !classes.contains(&class.as_str()) {
                let message = not_accepted(class, &classes);
                self.note(path, &format!(".of[{index}]"), message);
            }
        }
    }

    /// The entry of an id, where there is one of that kind.
    fn refers(&mut self, id: &str, kind: &str, path: &str, field: &str) -> Option<&StudyEntry> {
        let study = self.study;
        let found = study.entry(id).filter(|entry| entry.kind() == kind);
        if found.is_none() {
            let of_kind = study.entries.iter().filter(|entry| entry.kind() == kind);
            let ids: Vec<&str> = of_kind.map(|entry| &**entry.id()).collect();
            let message = if ids.is_empty() {
                format!("The study has no entry of the kind \"{kind}\".")
            } else {
                let ids = ids.join(", ");
                format!("There is no such entry of the kind \"{kind}\"; those of this kind: {ids}.")
            };
            self.note(path, field, message);
        }
        found.map(|entry| &**entry)
    }

    fn choice(&mut self, entry: &str, of: &[String], path: &str) {
        let found = self.refers(entry, "choice", path, ".entry");
        let options = found.map_or(&[][..], StudyEntry::options);
        let ids: Vec<String> = options.iter().map(|option| option.id.clone()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        if of.is_empty() {
            self.note(path, ".of", "At least one option is needed.");
        }
        for (index, option) in of.iter().enumerate() {
            if !ids.is_empty() && !ids.contains(&option.as_str()) {
                self.note(path, &format!(".of[{index}]"), not_accepted(option, &ids));
            }
        }
    }

    fn number(&mut self, rule: &NumberRule, path: &str) {
        let given = [rule.min, rule.above, rule.max, rule.below];
        self.decimals(given, &rule.ends(), path);
        let found = self.refers(&rule.entry, "number", path, ".entry");
        if let Some(StudyEntry::Number { unit, .. }) = found
            && *unit != rule.unit
        {
            let message = match unit {
                Some(unit) => format!("Expected the unit of the entry, {unit}."),
                None => "The entry has no unit; leave it out.".to_owned(),
            };
            self.note(path, ".unit", message);
        }
    }

    fn answer(&mut self, rule: &AnswerRule, path: &str) {
        if let Some(entry) = &rule.entry {
            self.refers(entry, "answer", path, ".entry");
            if rule.not_applicable {
                let message = "Whether \"not applicable\" is an answer is said in the entry.";
                self.note(path, ".notApplicable", message);
            }
        }
        if let Some(window) = &rule.window {
            self.window(window, path);
        }
    }

    fn window(&mut self, window: &Window, path: &str) {
        let path = &[path, ".window"].concat();
        self.whole(path, ".months", window.months, (1, 120));
        self.whole(path, ".weeks", window.weeks, (1, 520));
        self.whole(path, ".days", window.days, (1, 3650));
        self.whole(path, ".hours", window.hours, (1, 8760));
        let months = window.months.is_some() || window.days.is_some();
        let kinds = [months, window.weeks.is_some(), window.hours.is_some()];
        if kinds.into_iter().filter(|given| *given).count() != 1 {
            let message = "Expected one length: \"months\" and \"days\" or one of them, \"weeks\", or \"hours\".";
            self.note(path, "", message);
        }
        if let Some(anchor) = &window.anchor {
            self.refers(anchor, "date", path, ".anchor");
        }
    }
}

const NO_LIMIT: &str =
    "A limit is missing: expected \"min\" or \"above\", \"max\" or \"below\", or one of each.";

/// How two limits stand to each other, where both are of one kind.
fn order(low: &Limit, high: &Limit) -> Option<std::cmp::Ordering> {
    match (low, high) {
        (Limit::Plain(low), Limit::Plain(high)) => Some(low.cmp(high)),
        (
            Limit::Multiple { times, of },
            Limit::Multiple {
                times: most,
                of: end,
            },
        ) if of == end => Some(times.cmp(most)),
        (Limit::Printed(low), Limit::Printed(high)) => {
            let of = |unit: Unit| high.0.iter().find(|other| other.unit == unit);
            low.0
                .iter()
                .find_map(|one| Some(one.limit.cmp(&of(one.unit)?.limit)))
        }
        _ => None,
    }
}
