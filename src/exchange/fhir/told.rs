//! Which value of an analyte is taken, and what is said of the others and of its day.

use super::Reader;
use super::codes::name;
use super::latest::{self, Fate};
use super::result::Found;
use crate::clinical::Analyte;
use crate::dates;

impl Reader<'_> {
    /// The latest value, where nothing stands against it; a remark for each of the others.
    pub(super) fn latest<'f>(&mut self, analyte: Analyte, all: &'f [Found]) -> Option<&'f Found> {
        let of_it = all.iter().filter(|found| found.lab.analyte() == analyte);
        let of_it: Vec<&Found> = of_it.collect();
        let name = name(analyte);
        let mut taken = None;
        for (found, fate) in of_it.iter().zip(latest::fates(&of_it)) {
            let reason = match fate {
                Fate::Same => continue,
                Fate::Earlier => "There is a later result.",
                Fate::Disputed => {
                    "It differs from another result of the same day, or from one without a date."
                }
                Fate::Taken { by_time } => {
                    taken = Some(*found);
                    let passed = self.passed.iter().any(|(of, when)| {
                        let earlier = found
                            .when
                            .zip(*when)
                            .is_some_and(|(found, other)| found.later_than(&other));
                        *of == analyte && !earlier
                    });
                    let reasons = [
                        (found.when.is_none(), "It has no date. "),
                        (
                            by_time,
                            "By time and offset it is the latest result; another one, with the same date or a later one as written, is earlier. ",
                        ),
                        (passed, "Another result that may be later was not taken. "),
                    ];
                    let said: String = reasons
                        .iter()
                        .filter(|(true_of_it, _)| *true_of_it)
                        .map(|(_, reason)| *reason)
                        .collect();
                    if !said.is_empty() {
                        self.document.reserve(found.at, name, said.trim_end());
                    }
                    continue;
                }
            };
            self.document.refuse(found.at, name, reason);
        }
        taken
    }

    /// Which day is used, where universal time gives another one.
    pub(super) fn say_days(&mut self, taken: &[&Found]) {
        let mut said = String::new();
        let mut first = None;
        for found in taken {
            let Some(when) = found.when.filter(|when| when.day != when.universal) else {
                continue;
            };
            first = first.or(Some(found.at));
            let name = name(found.lab.analyte());
            let (day, universal) = (dates::iso(when.day), dates::iso(when.universal));
            let separator = if said.is_empty() { " " } else { ", " };
            said = [&said, separator, name, " ", &day, " (", &universal, ")"].concat();
        }
        if let Some(at) = first {
            let text = "The date is the laboratory’s local one; in universal time it is another:";
            let path = self.document.place_of(at);
            self.document
                .remarks
                .push((path, [text, &said, "."].concat()));
        }
    }
}
