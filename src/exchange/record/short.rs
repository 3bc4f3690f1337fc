//! A screening in short: on one sheet of paper, and in a few lines to paste into another record.

use super::{AND, MADE, Noted, Writer, checksum, joined};
use crate::screening::ArmStatement;
use crate::study::model::{Kind, Recruitment, ScoreName};
use crate::words::{self, brief};

/// So many lines a summary has at most.
pub const SUMMARY: usize = 8;

/// So many entries that are still needed are named in a summary.
const NAMED: usize = 10;

impl Writer<'_> {
    /// What a sheet of paper holds.
    pub(super) fn sheet(&mut self, noted: &Noted) {
        let page = self.page;
        self.in_short = true;
        self.head();
        let notice = brief::intake(self.lang, self.report.intake);
        self.line(notice.unwrap_or_default());
        self.verdict_in_short();
        self.entries(noted);
        self.part(page.scores.title);
        for name in &ScoreName::ALWAYS {
            self.row(self.words.score(*name), self.score_in_short(*name));
        }
        self.criteria_in_short(page.criteria.inclusion, Kind::Inclusion);
        self.criteria_in_short(page.criteria.exclusion, Kind::Exclusion);
        self.arm();
        if self.study.recruitment() != Recruitment::Closed {
            self.visits();
        }
        self.part(page.record.warnings);
        for warning in &self.report.warnings {
            self.line(words::warning(self.lang, warning));
        }
        self.differing();
        self.about();
    }

    /// The verdict, why, and what is still needed.
    fn verdict_in_short(&mut self) {
        let words = &self.page.result;
        let (heading, lead) = self.page.verdict(self.report.verdict.state);
        self.part(words.title);
        self.say(heading);
        self.say(lead);
        self.reasons();
    }

    /// Why, or what is still needed, in one line; and in another what is for the site.
    fn reasons(&mut self) {
        let words = &self.page.result;
        let (lang, study, report) = (self.lang, self.study, self.report);
        let because = brief::because(lang, study, report).into_iter();
        let because: Vec<String> = because.map(|(_, text)| text).collect();
        let needed = brief::needed(lang, study, report, NAMED);
        let separator = self.words.names.list_separator;
        for (title, texts) in [
            (words.because, because.join(AND)),
            (words.to_answer, needed.join(separator)),
        ] {
            if !texts.is_empty() {
                self.row(title, texts);
            }
        }
        let again = words::ask_again(lang, study, report);
        self.line(again.join(AND));
    }

    fn score_in_short(&self, name: ScoreName) -> String {
        brief::score(self.lang, self.case, self.report, name)
    }

    #[inline(never)]
    fn criteria_in_short(&mut self, title: &'static str, kind: Kind) {
        self.part(title);
        for (criterion, finding) in self.study.criteria.iter().zip(&self.report.findings) {
            if finding.kind == kind {
                let mut line = self.page.state(finding.kind, finding.state()).to_owned();
                joined(&mut line, AND, &brief::short_reason(self.lang, finding));
                self.row(&self.name(criterion), line);
            }
        }
    }

    /// The criteria that are read otherwise than written, and those that could be decided otherwise.
    fn differing(&mut self) {
        let separator = self.words.names.list_separator;
        let findings = self.report.findings.iter();
        let departing = findings.filter(|finding| finding.computed.departs);
        let departing: Vec<&str> = departing.map(|finding| &*finding.id).collect();
        for (title, ids) in [
            (self.page.record.differs, brief::disputed(self.report)),
            (self.page.criteria.departs, departing),
        ] {
            if !ids.is_empty() {
                self.row(title, ids.join(separator));
            }
        }
    }

    /// The whole in a few lines: what it is of, the verdict, why, the entries, the scores, the dose group, what is
    /// for the site, what to check.
    pub(super) fn summary(&mut self, noted: &Noted) {
        let page = self.page;
        let (lang, study, report) = (self.lang, self.study, self.report);
        self.part(None);
        let made = [page.record.title, MADE].join(" ");
        let of = [
            &study.id,
            AND,
            &lang.date(self.case.as_of),
            AND,
            &checksum(study),
        ]
        .concat();
        self.row(&made, of);
        let (heading, lead) = page.verdict(report.verdict.state);
        self.line([heading, lead].join(AND));
        self.reasons();
        let entered = self.entered().join(self.words.names.list_separator);
        if !entered.is_empty() {
            self.row(page.form.title, entered);
        }
        let scores = ScoreName::ALWAYS.iter();
        let scores =
            scores.map(|name| [self.words.score(*name), " ", &self.score_in_short(*name)].concat());
        let scores: Vec<String> = scores.collect();
        self.line(scores.join(AND));
        if !study.arms.is_empty() {
            let mut statement = words::arm_statement(lang, study, &report.arm);
            // A place that a count gives to a study that takes nobody is an illustration.
            if let Some(notice) = brief::intake(lang, report.intake)
                && matches!(report.arm, ArmStatement::Projected { .. })
            {
                statement = [notice, statement].join(lang.space());
            }
            self.row(page.arm.title, statement);
        }
        let site = report.verdict.for_the_site.iter();
        let site = site.filter_map(|id| study.criterion(id));
        let site: Vec<String> = site.map(|criterion| self.name(criterion)).collect();
        if !site.is_empty() {
            self.row(
                page.result.for_the_site,
                site.join(self.words.names.list_separator),
            );
        }
        self.checks(noted);
    }

    /// What to check, in one line.
    fn checks(&mut self, noted: &Noted) {
        let before = self.parts.last().map_or(0, |part| part.lines.len());
        self.unused(noted);
        for warning in &self.report.warnings {
            self.line(words::warning(self.lang, warning));
        }
        self.differing();
        let Some(part) = self.parts.last_mut() else {
            return;
        };
        let checks = part.lines.split_off(before);
        if !checks.is_empty() {
            let checks = checks.join(AND);
            self.row(self.page.record.warnings, checks);
        }
    }
}
