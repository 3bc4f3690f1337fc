//! The words of the page itself: headings, labels, help, messages. Components hold none, so that a
//! language is one table and a missing word does not compile.

use super::catalogue::catalogue;
use crate::study::{ANY_STUDY, Study};

catalogue! {
    /// The words of the page. In braces stand the places of values.
    pub struct Page {
        pub form: FormWords,
        pub errors: ErrorWords,
        pub result: ResultWords,
        pub scores: ScoreWords,
        pub arm: ArmWords,
        pub criteria: CriteriaWords,
        pub visits: VisitWords,
        pub about: AboutWords,
        pub pictures: PictureWords,
        pub tools: ToolWords,
        pub record: RecordWords,
    }

    /// The form.
    pub struct FormWords {
        pub title: &'static str,
        pub intro: &'static str,
        pub patient: &'static str,
        pub labs: &'static str,
        pub labs_note: &'static str,
        pub signs: &'static str,
        pub questions: &'static str,
        pub questions_note: &'static str,
        pub inclusion: &'static str,
        pub exclusion: &'static str,
        pub age: &'static str,
        pub age_note: &'static str,
        pub years: &'static str,
        pub sex_note: &'static str,
        pub female: &'static str,
        pub male: &'static str,
        pub units_question: &'static str,
        pub units_si: &'static str,
        pub units_conventional: &'static str,
        pub units_note: &'static str,
        pub units_host: &'static str,
        pub confirm: &'static str,
        pub confirmed: &'static str,
        pub change_to: &'static str,
        pub switch_all: &'static str,
        pub move_to: &'static str,
        pub control_of: &'static str,
        pub time_note: &'static str,
        pub above_control: &'static str,
        pub unit_of: &'static str,
        pub converted: &'static str,
        pub inr_note: &'static str,
        pub activity_note: &'static str,
        pub prolongation_note: &'static str,
        pub ascites_none: &'static str,
        pub ascites_slight: &'static str,
        pub ascites_moderate: &'static str,
        pub encephalopathy_note: &'static str,
        pub encephalopathy_none: &'static str,
        pub encephalopathy_low: &'static str,
        pub encephalopathy_high: &'static str,
        pub dialysis_yes: &'static str,
        pub dialysis_no: &'static str,
        pub yes: &'static str,
        pub no: &'static str,
        pub dont_know: &'static str,
        pub not_applicable: &'static str,
        pub event: &'static str,
        pub event_note: &'static str,
        pub lab_days: &'static str,
        pub lab_days_note: &'static str,
        pub clear: &'static str,
        pub clear_of: &'static str,
        pub clear_all: &'static str,
        pub cleared: &'static str,
        pub emptied: &'static str,
        pub undo: &'static str,
        pub printed: &'static str,
        pub help: &'static str,
        pub help_on: &'static str,
        pub study_entries: &'static str,
        pub earlier: &'static str,
        pub earlier_note: &'static str,
        pub collected: &'static str,
        pub event_day: &'static str,
        pub normal_note: &'static str,
    }

    /// What is wrong with an entry, and what is accepted.
    pub struct ErrorWords {
        pub not_a_number: &'static str,
        pub ambiguous_comma: &'static str,
        pub too_many_digits: &'static str,
        pub negative: &'static str,
        pub range: &'static str,
        pub whole: &'static str,
        pub control: &'static str,
        pub date: &'static str,
        pub later: &'static str,
        pub limit: &'static str,
        pub sign: &'static str,
        pub moved: &'static str,
        pub crossed: &'static str,
        pub not_used: &'static str,
    }

    /// The verdict and what follows from it.
    pub struct ResultWords {
        pub title: &'static str,
        pub excluded: &'static str,
        pub undetermined: &'static str,
        pub not_excluded: &'static str,
        pub excluded_lead: &'static str,
        pub undetermined_lead: &'static str,
        pub not_excluded_lead: &'static str,
        pub preparing: &'static str,
        pub preparing_lead: &'static str,
        pub doubtful: &'static str,
        pub because: &'static str,
        pub to_answer: &'static str,
        pub more: &'static str,
        pub for_the_site: &'static str,
        pub tally: &'static str,
        pub bar_label: &'static str,
        pub to_result: &'static str,
        pub age_range: &'static str,
        pub site_count: &'static str,
    }

    /// The scores.
    pub struct ScoreWords {
        pub title: &'static str,
        pub class: &'static str,
        pub grade: &'static str,
        pub missing: &'static str,
        pub imprecise: &'static str,
        pub possible: &'static str,
        pub points: &'static str,
        pub coagulation: &'static str,
        pub unrounded: &'static str,
        pub used: &'static str,
        pub floor: &'static str,
        pub cap: &'static str,
        pub dialysis: &'static str,
        pub limit: &'static str,
        pub meld_version: &'static str,
        pub meld_na_version: &'static str,
        pub meld_3_version: &'static str,
        pub albi_version: &'static str,
        pub child_pugh_version: &'static str,
        pub otherwise: &'static str,
        pub other_way: &'static str,
        pub missing_count: &'static str,
        pub maddrey_version: &'static str,
        pub fib_4_version: &'static str,
        pub apri_version: &'static str,
        pub egfr_version: &'static str,
        pub cockcroft_gault_version: &'static str,
    }

    /// The dose group.
    pub struct ArmWords {
        pub title: &'static str,
        pub registry_says: &'static str,
        pub enrolled: &'static str,
        pub enrolled_note: &'static str,
        pub yours: &'static str,
        pub host_says: &'static str,
        pub file_says: &'static str,
        pub host_differs: &'static str,
        pub dose: &'static str,
        pub taken: &'static str,
        pub next: &'static str,
        pub places: &'static str,
        pub assumptions: &'static str,
        pub registry_as_of: &'static str,
        pub notice_complete: &'static str,
        pub notice_closed: &'static str,
        pub notice_on_hold: &'static str,
        pub notice_unknown: &'static str,
        pub unfold: &'static str,
        pub groups: &'static str,
    }

    /// The criteria.
    pub struct CriteriaWords {
        pub title: &'static str,
        pub intro: &'static str,
        pub inclusion: &'static str,
        pub exclusion: &'static str,
        pub bullet: &'static str,
        pub met: &'static str,
        pub not_met: &'static str,
        pub absent: &'static str,
        pub present: &'static str,
        pub unknown: &'static str,
        pub undecidable: &'static str,
        pub for_the_site: &'static str,
        pub not_applicable: &'static str,
        pub departs: &'static str,
        pub to_the_letter: &'static str,
        pub translation: &'static str,
        pub computed: &'static str,
        pub others: &'static str,
        pub evidence: &'static str,
        pub grade: &'static str,
        pub grade_a: &'static str,
        pub grade_b: &'static str,
        pub grade_c: &'static str,
        pub source: &'static str,
        pub below: &'static str,
        pub above: &'static str,
        pub at: &'static str,
        pub point: &'static str,
        pub points: &'static str,
        pub needs: &'static str,
        pub excluded_if: &'static str,
        pub value_needs: &'static str,
        pub failing: &'static str,
        pub open: &'static str,
        pub site: &'static str,
        pub settled: &'static str,
        pub more: &'static str,
        pub question: &'static str,
        pub result: &'static str,
        pub parts: &'static str,
        pub part_holds: &'static str,
        pub part_fails: &'static str,
        pub part_open: &'static str,
        pub how_all: &'static str,
        pub how_any: &'static str,
        pub how_at_least: &'static str,
        pub how_not: &'static str,
        pub how_when: &'static str,
        pub when_parts: [&'static str; 3],
    }

    /// The visits.
    pub struct VisitWords {
        pub title: &'static str,
        pub title_closed: &'static str,
        pub note: &'static str,
        pub note_closed: &'static str,
        pub first: &'static str,
        pub note_treatment: &'static str,
        pub first_treatment: &'static str,
        pub first_note: &'static str,
        pub day: &'static str,
        pub between: &'static str,
        pub no_date: &'static str,
        pub open: &'static str,
    }

    /// The study, the widget and their limits.
    pub struct AboutWords {
        pub title: &'static str,
        pub study: &'static str,
        pub official_title: &'static str,
        pub registry: &'static str,
        pub status: &'static str,
        pub read_on: &'static str,
        pub text_from: &'static str,
        pub phase: &'static str,
        pub design: &'static str,
        pub site: &'static str,
        pub purpose: &'static str,
        pub gaps: &'static str,
        pub version: &'static str,
        pub study_file: &'static str,
        pub screened: &'static str,
        pub limits: &'static str,
        pub local: &'static str,
        pub basis: &'static str,
        pub coming: &'static str,
        pub unloaded: &'static str,
        pub others: &'static str,
        pub others_where: &'static str,
    }

    /// Titles of the pictures and what stands in them.
    pub struct PictureWords {
        pub child_pugh: &'static str,
        pub meld: &'static str,
        pub labs: &'static str,
        pub against: &'static str,
        pub absent: &'static str,
        pub visits: &'static str,
        pub visits_treatment: &'static str,
        pub settled: &'static str,
        pub open: &'static str,
        pub without_day: &'static str,
        pub excluding: &'static str,
    }

    /// What helps to fill in and to find one's way.
    pub struct ToolWords {
        pub keys: &'static str,
        pub no_to_rest: &'static str,
        pub no_list: &'static str,
        pub no_confirm: &'static str,
        pub cancel: &'static str,
        pub no_done: &'static str,
        pub problem: &'static str,
        pub paste: &'static str,
        pub paste_note: &'static str,
        pub paste_label: &'static str,
        pub paste_read: &'static str,
        pub paste_found: &'static str,
        pub paste_conflict: &'static str,
        pub paste_ignored: &'static str,
        pub paste_no_unit: &'static str,
        pub paste_nothing: &'static str,
        pub paste_fill: &'static str,
        pub unloaded: &'static str,
        pub paste_filled: &'static str,
        pub paste_doubtful: &'static str,
        pub unread: UnreadWords,
        pub shortcuts: &'static str,
        pub shortcuts_note: &'static str,
        pub key_answers: &'static str,
        pub key_next: &'static str,
        pub key_copy: &'static str,
        pub key_patient: &'static str,
        pub key_help: &'static str,
        pub letters_off: &'static str,
    }

    /// Why a piece of a printout was not read, in a few words.
    pub struct UnreadWords {
        pub unexplained: &'static str,
        pub head: &'static str,
        pub other_test: &'static str,
        pub heading: &'static str,
        pub specimen: &'static str,
        pub day: &'static str,
        pub person: &'static str,
        pub no_value: &'static str,
        pub unit: &'static str,
        pub no_unit: &'static str,
        pub several: &'static str,
        pub range: &'static str,
        pub limit: &'static str,
        pub two_ways: &'static str,
        pub date: &'static str,
        pub table: &'static str,
        pub goes_on: &'static str,
        pub named_again: &'static str,
        pub older: &'static str,
        pub impossible: &'static str,
    }

    /// What a clinician leaves with.
    pub struct RecordWords {
        pub title: &'static str,
        pub row: &'static str,
        pub with: &'static str,
        pub born: &'static str,
        pub event_day: &'static str,
        pub lab_day: &'static str,
        pub cholestatic: &'static str,
        pub unused: &'static str,
        pub confirmed: &'static str,
        pub waiting: &'static str,
        pub earlier: &'static str,
        pub control: &'static str,
        pub units_reader: &'static str,
        pub units_host: &'static str,
        pub units_paste: &'static str,
        pub units_program: &'static str,
        pub warnings: &'static str,
        pub copy: &'static str,
        pub print: &'static str,
        pub copied: &'static str,
        pub refused: &'static str,
        pub unmade: &'static str,
        pub paper_late: &'static str,
        pub copy_whole: &'static str,
        pub differs: &'static str,
        pub patient_line: &'static str,
        pub physician_line: &'static str,
        pub date_line: &'static str,
        pub signature_line: &'static str,
    }
}

/// Visits count from an infusion only where the study gives one.
impl VisitWords {
    /// The name of the day.
    pub fn first_of(&self, study: &Study) -> &'static str {
        if by_infusion(study) {
            self.first
        } else {
            self.first_treatment
        }
    }

    /// From which day dates are counted.
    pub fn note_of(&self, study: &Study) -> &'static str {
        if by_infusion(study) {
            self.note
        } else {
            self.note_treatment
        }
    }
}

impl PictureWords {
    /// The title of the visits.
    pub fn visits_of(&self, study: &Study) -> &'static str {
        if by_infusion(study) {
            self.visits
        } else {
            self.visits_treatment
        }
    }
}

fn by_infusion(study: &Study) -> bool {
    !ANY_STUDY || study.has_infusions()
}
