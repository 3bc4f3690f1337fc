//! What a form hands to the wasm of programs to have a record made of it: everything that stands in it, as typed, and what
//! is known beside it. It is read there by the same code as on the page, so that both find the same.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::form::{FormValues, Known, parse};
use super::record::{self, Noted};
use super::report;
use crate::clinical::System;
use crate::screening::{Case, Enrolment, Report, screen};
use crate::study::{self, Study};
use crate::words::{Lang, basis, file};

/// A form as it is handed over.
#[derive(Debug, Serialize, Deserialize)]
pub struct Handed {
    /// The tag of the language that the form is in.
    lang: String,
    /// The day of screening, counted as Julian days are.
    as_of: i32,
    /// The system of units that the page around chose for its readers, by its name.
    units: Option<String>,
    enrolment: Option<Enrolment>,
    typed: FormValues,
    /// The names of the fields whose text is not accepted.
    unused: Vec<String>,
}

/// A form that was taken over, screened.
pub struct Taken {
    lang: Lang,
    study: Arc<Study>,
    case: Case,
    report: Report,
    noted: Noted,
}

impl Handed {
    /// What stands in a form, in a language.
    pub fn new(lang: Lang, known: &Known, typed: FormValues, unused: Vec<String>) -> Self {
        Handed {
            lang: lang.tag().to_owned(),
            as_of: known.as_of.to_julian_day(),
            units: known.units.map(|system| system.name().to_owned()),
            enrolment: known.enrolment,
            typed,
            unused,
        }
    }

    /// As bytes, which only the same build reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }
}

impl Taken {
    /// Takes a form over and screens what it says. Nothing where the bytes are of another build, or where the words of the
    /// form's language are not here.
    pub fn over(study: &Arc<Study>, bytes: &[u8]) -> Option<Taken> {
        let handed: Handed = postcard::from_bytes(bytes).ok()?;
        let lang = Lang::from_tag(&handed.lang);
        let mut study = study.clone();
        if lang == Lang::Zh {
            file::is_at_hand().then_some(())?;
            study = study::in_full(&study);
        }
        let known = Known {
            as_of: time::Date::from_julian_day(handed.as_of).ok()?,
            units: handed.units.as_deref().and_then(System::from_name),
            enrolment: handed.enrolment,
        };
        let parsed = parse(&handed.typed, &study, &known);
        let report = screen(&study, &parsed.case);
        let noted = Noted {
            unused: handed.unused,
            units: parsed.units,
        };
        let case = parsed.case;
        Some(Taken {
            lang,
            study,
            case,
            report,
            noted,
        })
    }

    /// What is written of it, by name: the `summary`, the whole `record`, what goes on a `sheet` of paper, how the
    /// scores are computed (`basis`), the `gaps` of the record, and else the report, as JSON.
    pub fn written(&self, name: &str) -> String {
        let (study, case, report) = (&self.study, &self.case, &self.report);
        match name {
            "summary" => record::summary(self.lang, study, case, report, &self.noted),
            "record" => {
                let parts = record::record(self.lang, study, case, report, &self.noted);
                record::text(&parts)
            }
            "gaps" => basis::gaps(self.lang, study),
            "basis" => basis::text(self.lang, study),
            "sheet" => record::text(&record::sheet(self.lang, study, case, report, &self.noted)),
            _ => report::json(study, case, report),
        }
    }
}
