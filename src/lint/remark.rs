//! A remark on a study that has the right form: where, why, and a patient that shows it.

use super::says::{self, Text};

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A rule is true of everybody.
    AlwaysTrue,
    /// A rule is true of nobody.
    AlwaysFalse,
    /// A criterion, or a part of one, asks nothing more than others do.
    Redundant,
    /// An exclusion restates an inclusion.
    Mirrored,
    /// Nobody can meet two or three criteria at once.
    Contradictory,
    /// A reading never decides otherwise than the one computed.
    UnreachableReading,
    /// Nobody reaches a branch.
    UnreachableBranch,
    /// Whom a condition does not concern is kept out.
    Unconcerned,
    /// Another criterion gives a part of what one asks for.
    PartlyImplied,
    /// A window counts from a day that the file does not name.
    NoAnchor,
    /// A reading departs from the text without evidence.
    NoEvidence,
    /// No criterion covers a part of the printed text.
    UncoveredText,
    /// Numbers of arms do not add up.
    Cohorts,
    /// An arm gives no dose.
    NoDose,
    /// Nothing uses a part of the file.
    Unused,
    /// A text lacks a language that others have.
    Language,
    /// Not everything was looked at.
    GaveUp,
}

impl About {
    /// The name in the public contract.
    pub fn key(self) -> &'static str {
        match self {
            About::AlwaysTrue => "always-true",
            About::AlwaysFalse => "always-false",
            About::Redundant => "redundant",
            About::Mirrored => "mirrored",
            About::Contradictory => "contradictory",
            About::UnreachableReading => "unreachable-reading",
            About::UnreachableBranch => "unreachable-branch",
            About::Unconcerned => "keeps-out-unconcerned",
            About::PartlyImplied => "partly-implied",
            About::NoAnchor => "no-anchor",
            About::NoEvidence => "no-evidence",
            About::UncoveredText => "uncovered-text",
            About::Cohorts => "cohorts",
            About::NoDose => "no-dose",
            About::Unused => "unused",
            About::Language => "language",
            About::GaveUp => "gave-up",
        }
    }
}

/// A value of the patient that shows what a remark says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What it is: `labs.albumin`, `age`, `scores.meld`, `answers.I2`.
    pub entry: String,
    /// The digits or the id of a choice.
    pub value: String,
    /// The unit's UCUM code.
    pub unit: Option<&'static str>,
    /// The same in words.
    pub said: Text,
}

/// A remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where: a place of the file such as `criteria[0].readings[1].rule`.
    pub path: String,
    /// What it is about.
    pub about: About,
    /// Why, in a sentence.
    pub why: Text,
    /// A patient that shows it.
    pub example: Vec<Shown>,
}

impl Remark {
    /// Without an example.
    pub fn new(path: impl Into<String>, about: About, why: Text) -> Self {
        Remark {
            path: path.into(),
            about,
            why,
            example: Vec::new(),
        }
    }

    /// With an example, which the sentence names too.
    #[must_use]
    pub fn shown(mut self, example: Vec<Shown>) -> Self {
        if example.is_empty() {
            return self;
        }
        let en: Vec<&str> = example.iter().map(|one| one.said.en.as_str()).collect();
        let zh: Vec<&str> = example.iter().map(|one| one.said.zh.as_str()).collect();
        let listed = Text::of(en.join(", "), zh.join("，"));
        self.why = says::say(says::EXAMPLE, &[("why", &self.why), ("example", &listed)]);
        self.example = example;
        self
    }
}
