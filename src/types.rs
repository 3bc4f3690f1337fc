//! The structs of the contract as TypeScript.

use ts_rs::{Config, TS};

use crate::error::Details;
use crate::exchange::input::{self, names};
use crate::exchange::{fhir, printout, read, report, studies};
use crate::ui::patient;

/// Every type, with its comment.
pub fn declarations() -> Vec<String> {
    let mut all = Vec::new();
    macro_rules! declare {
        ($($type:ty),* $(,)?) => { $(all.push(declaration::<$type>());)* };
    }
    declare![
        names::Analyte,
        names::Unit,
        names::Answer,
        names::Recruitment,
        input::StudyInput,
        input::Day,
        read::Digits,
        read::Whole,
        input::ScreenInput,
        input::PatientInput,
        input::LabInput,
        input::EarlierInput,
        input::EntryInput,
        input::EnrolmentInput,
        report::ScreenReport<'static>,
        report::Verdict<'static>,
        report::Scores,
        report::Score,
        report::Settled,
        report::Clamped,
        report::Open,
        report::Possible,
        report::ByChoice,
        report::Finding<'static>,
        report::Reading<'static>,
        report::OtherReading<'static>,
        report::Part,
        report::Margin,
        report::Arm<'static>,
        report::Visit<'static>,
        report::Doubtful,
        report::Provenance<'static>,
        report::Summary,
        report::SummaryVerdict,
        report::SummaryScores,
        report::SummaryClass,
        report::SummaryValue,
        printout::PrintoutReading<'static>,
        printout::Printed<'static>,
        printout::Unread<'static>,
        fhir::FhirReading,
        fhir::FhirRemark,
        studies::StudySummary<'static>,
        Details,
        patient::TypedPatient,
        patient::TypedAge,
        patient::TypedLab,
    ];
    all
}

fn declaration<T: TS + ?Sized>() -> String {
    let comment = T::docs().unwrap_or_default();
    // What is said of analytes need not be said of all.
    let declared = T::decl(&Config::default()).replace("[key in Analyte]:", "[key in Analyte]?:");
    laid_out(&format!("{comment}export {declared}\n"))
}

/// The same as anybody would lay it out.
fn laid_out(declared: &str) -> String {
    let mut text = declared
        .replace("{ \n/**", "{\n/**")
        .replace(", };", ",\n};");
    // A comment of one line stands in one.
    text = text.replace("/**\n * ", "/** ");
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = String::new();
    let mut is_inside = false;
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).copied().unwrap_or_default();
        if *line == " */" && !out.ends_with('\n') {
            out.push_str(" */\n");
            continue;
        }
        if *line == "};" {
            is_inside = false;
        }
        if is_inside {
            out.push_str("  ");
        }
        let line = line.trim_end();
        match line.strip_suffix(',').filter(|_| is_inside) {
            Some(field) if !line.starts_with(" *") && !line.starts_with("/**") => {
                out.push_str(field);
                out.push(';');
            }
            _ => out.push_str(line),
        }
        if !(line.starts_with("/** ") && next == " */") {
            out.push('\n');
        }
        is_inside |= line.ends_with('{');
    }
    out.trim_end().to_owned() + "\n"
}
