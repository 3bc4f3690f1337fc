//! What can honestly be said of the dose group. No variant holds a bare group: the site assigns.

use serde::{Deserialize, Serialize};
use time::Date;

use super::Case;
use super::verdict::VerdictState;
use crate::dates;
use crate::study::Study;
use crate::study::model::{Arm, Assignment, Recruitment};

/// What somebody says about enrolment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// As of this day.
    pub as_of: Option<Date>,
    /// Whether the study recruits; `None` where only a count was given.
    pub recruitment: Option<Recruitment>,
    /// How many have been dosed.
    pub enrolled: Option<u16>,
    /// Why none of this can be used.
    pub fault: Option<WhyUnknown>,
    /// That it was kept from an earlier visit, and for how long.
    pub kept: Option<Kept>,
}

/// Since when something stands in for what somebody says now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Full hours, where known.
    pub hours: Option<u32>,
}

impl Enrolment {
    /// What somebody said who could not be understood.
    pub const UNREADABLE: Self = Enrolment {
        as_of: None,
        recruitment: None,
        enrolled: None,
        fault: Some(WhyUnknown::Unreadable),
        kept: None,
    };

    /// What two say together. Where they differ neither is believed; of two days counts the one that makes both more
    /// doubtful: one that has not come, or else the earlier.
    #[must_use]
    pub fn and(self, other: Enrolment, today: Date) -> Enrolment {
        let unknown = [self.recruitment, other.recruitment].contains(&Some(Recruitment::Unknown));
        let differ = differ(self.enrolled, other.enrolled)
            || !unknown && differ(self.recruitment, other.recruitment);
        let days = [self.as_of, other.as_of];
        let days = || days.into_iter().flatten();
        Enrolment {
            as_of: days().find(|day| *day > today).or_else(|| days().min()),
            recruitment: if unknown {
                Some(Recruitment::Unknown)
            } else {
                self.recruitment.or(other.recruitment)
            },
            enrolled: self.enrolled.or(other.enrolled),
            fault: self
                .fault
                .or(other.fault)
                .or(differ.then_some(WhyUnknown::Disagreement)),
            kept: self.kept.or(other.kept),
        }
    }
}

fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.is_some() && other.is_some() && one != other
}

/// Why nothing can be said of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhyUnknown {
    /// A listed criterion excludes this patient.
    Excluded,
    /// Nobody here knows whether the study recruits.
    Recruitment,
    /// The count is not known here.
    Count,
    /// What was told is older than the study file allows.
    Stale {
        /// Its day.
        as_of: Date,
        /// The greatest age in days.
        days: u16,
    },
    /// What was told carries a day that has not come.
    Future {
        /// Its day.
        as_of: Date,
    },
    /// More are counted than there are places.
    TooMany {
        /// The count.
        enrolled: u16,
        /// The places.
        places: u16,
    },
    /// The study has no dose groups.
    NoArms,
    /// Several groups are open at once: the site assigns.
    SiteAssigns,
    /// The study is blinded: nobody here is told.
    Blinded,
    /// What was published of enrolment cannot be read.
    Unreadable,
    /// Two who should know say different things.
    Disagreement,
}

/// Something that a projected place takes for granted beyond what the study file lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumed {
    /// That the study recruits, which only the count given suggests.
    Recruiting,
    /// The count carries no day.
    Undated,
    /// The patient's own result is undetermined: the place is information about the study.
    Undetermined,
}

/// What can be said of the dose group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArmStatement {
    /// Enrolment is complete, or closed.
    Closed {
        /// How many are enrolled, where known.
        enrolled: Option<u16>,
        /// Of so many places.
        places: u16,
        /// As of this day, where known.
        as_of: Option<Date>,
    },
    /// Enrolment is on hold.
    OnHold,
    /// A group is full; the next opens only by the site's decision.
    GatePending {
        /// The place of the full group in the study's list.
        full: usize,
        /// How many are dosed.
        enrolled: u16,
    },
    /// Nothing can be said.
    Unknown(WhyUnknown),
    /// Where the next participant would go if the site enrolled one now.
    Projected {
        /// The group's place in the study's list.
        arm: usize,
        /// The place within the group, from one.
        place: u16,
        /// The group's places.
        of: u16,
        /// What is taken for granted beside the study file's own list.
        assumed: Vec<Assumed>,
    },
}

impl ArmStatement {
    /// The name of the state in the public contract.
    pub fn key(&self) -> &'static str {
        match self {
            ArmStatement::Closed { .. } => "closed",
            ArmStatement::OnHold => "on-hold",
            ArmStatement::GatePending { .. } => "gate-pending",
            ArmStatement::Unknown(_) => "unknown",
            ArmStatement::Projected { .. } => "projected",
        }
    }
}

/// What can be said in this case.
pub fn state(study: &Study, case: &Case, verdict: VerdictState) -> ArmStatement {
    if study.arms.is_empty() {
        return ArmStatement::Unknown(match study.assignment {
            Assignment::Blinded {} => WhyUnknown::Blinded,
            _ => WhyUnknown::NoArms,
        });
    }
    let told = case.enrolment.filter(|told| *told != Enrolment::default());
    let why = told.and_then(|told| unusable(&told, study, case.as_of));
    if let Some(why) = why {
        return ArmStatement::Unknown(why);
    }
    let told = told.unwrap_or_else(|| published(study));
    of(study, told, case.as_of, verdict)
}

/// What the study file says of enrolment.
fn published(study: &Study) -> Enrolment {
    let published = study.enrolment.as_ref();
    Enrolment {
        as_of: published.map(|told| told.as_of),
        recruitment: Some(study.recruitment()),
        enrolled: published.and_then(|told| told.enrolled),
        fault: None,
        kept: None,
    }
}

/// Whether a study takes participants, whoever the patient is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// It does, as far as is known.
    Open,
    /// It does not at present.
    OnHold,
    /// It does no more.
    Closed {
        /// Its places, where all of them are taken.
        full: Option<u16>,
        /// As of this day, where known.
        as_of: Option<Date>,
        /// Whether the study file says so, and not somebody here.
        by_file: bool,
    },
    /// Nobody here knows.
    Unknown,
}

/// What can be said of the study's intake in this case.
pub fn intake(study: &Study, case: &Case) -> Intake {
    let places = study.planned();
    let is_full = |told: &Enrolment| places.is_some() && told.enrolled == places;
    // A count alone does not say that a study takes participants again.
    let told = case
        .enrolment
        .filter(|told| told.recruitment.is_some() || told.fault.is_some() || is_full(told));
    if told.is_some_and(|told| unusable(&told, study, case.as_of).is_some()) {
        return Intake::Unknown;
    }
    let by_file = told.is_none();
    let told = told.unwrap_or_else(|| published(study));
    let full = places.filter(|_| is_full(&told));
    match told.recruitment {
        recruitment if full.is_some() || recruitment == Some(Recruitment::Closed) => {
            Intake::Closed {
                full,
                as_of: told.as_of,
                by_file,
            }
        }
        Some(Recruitment::OnHold) => Intake::OnHold,
        Some(Recruitment::Open) if stale(&told, study, case.as_of).is_none() => Intake::Open,
        _ => Intake::Unknown,
    }
}

/// Why nothing of what was told can be used.
fn unusable(told: &Enrolment, study: &Study, today: Date) -> Option<WhyUnknown> {
    if told.fault.is_some() {
        return told.fault;
    }
    if let Some(as_of) = told.as_of.filter(|as_of| *as_of > today) {
        return Some(WhyUnknown::Future { as_of });
    }
    let planned = study.planned();
    if let Some((enrolled, places)) = told.enrolled.zip(planned)
        && enrolled > places
    {
        return Some(WhyUnknown::TooMany { enrolled, places });
    }
    // Whoever paused or ended enrolment may have resumed it; where all places are taken there is nothing to resume.
    let halted = matches!(
        told.recruitment,
        Some(Recruitment::OnHold | Recruitment::Closed)
    );
    (halted && (planned.is_none() || told.enrolled != planned))
        .then(|| stale(told, study, today))
        .flatten()
}

fn stale(told: &Enrolment, study: &Study, today: Date) -> Option<WhyUnknown> {
    let days = study.enrolment.as_ref()?.stale_after_days;
    let as_of = told
        .as_of
        .filter(|as_of| dates::days_between(*as_of, today) > i64::from(days))?;
    Some(WhyUnknown::Stale { as_of, days })
}

fn of(study: &Study, told: Enrolment, today: Date, verdict: VerdictState) -> ArmStatement {
    let planned = study.planned();
    let full = planned.is_some() && told.enrolled == planned;
    if told.recruitment == Some(Recruitment::Closed) || full {
        let places = planned.unwrap_or_default();
        return ArmStatement::Closed {
            enrolled: told.enrolled,
            places,
            as_of: told.as_of,
        };
    }
    if told.recruitment == Some(Recruitment::OnHold) {
        return ArmStatement::OnHold;
    }
    if verdict == VerdictState::Excluded {
        return ArmStatement::Unknown(WhyUnknown::Excluded);
    }
    match study.assignment {
        Assignment::Sequential {} => {}
        Assignment::None {} => return ArmStatement::Unknown(WhyUnknown::NoArms),
        Assignment::Open {} => return ArmStatement::Unknown(WhyUnknown::SiteAssigns),
        Assignment::Blinded {} => return ArmStatement::Unknown(WhyUnknown::Blinded),
    }
    if told.recruitment == Some(Recruitment::Unknown) {
        return ArmStatement::Unknown(WhyUnknown::Recruitment);
    }
    let Some(enrolled) = told.enrolled else {
        return ArmStatement::Unknown(WhyUnknown::Count);
    };
    if let Some(why) = stale(&told, study, today) {
        return ArmStatement::Unknown(why);
    }
    let assumed = [
        (told.recruitment.is_none(), Assumed::Recruiting),
        (told.as_of.is_none(), Assumed::Undated),
        (verdict == VerdictState::Undetermined, Assumed::Undetermined),
    ];
    let assumed = assumed
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, assumed)| assumed)
        .collect();
    place(&study.arms, enrolled, assumed)
}

fn place(arms: &[Arm], enrolled: u16, assumed: Vec<Assumed>) -> ArmStatement {
    let mut before = 0;
    for (index, arm) in arms.iter().enumerate() {
        if enrolled == before && index > 0 {
            return ArmStatement::GatePending {
                full: index - 1,
                enrolled,
            };
        }
        let places = arm.places.unwrap_or_default();
        if enrolled < before + places {
            return ArmStatement::Projected {
                arm: index,
                place: enrolled - before + 1,
                of: places,
                assumed,
            };
        }
        before += places;
    }
    // All places taken was answered as closed.
    ArmStatement::Closed {
        enrolled: Some(enrolled),
        places: before,
        as_of: None,
    }
}
