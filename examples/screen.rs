//! Screens a made-up patient from digits as typed, without a browser:
//! `cargo run --no-default-features --example screen`.

use std::error::Error;

use liver_prescreen::{
    Age, Analyte, Answer, Ascites, Case, Encephalopathy, Entered, Lab, Lang, ScoreName, Sex, State,
    Unit, find_study, finding_reason, parse_date, score_range, screen, spoken_verdict,
};

/// What a laboratory printed: digits as text, since a limit is held against the digits and not against a float.
const PRINTED: [(Analyte, &str, Unit); 8] = [
    (Analyte::Bilirubin, "31", Unit::UmolPerL),
    (Analyte::Albumin, "29", Unit::GPerL),
    (Analyte::Inr, "1.46", Unit::One),
    (Analyte::ProthrombinActivity, "48", Unit::Percent),
    (Analyte::Creatinine, "82", Unit::UmolPerL),
    (Analyte::Sodium, "138", Unit::MmolPerL),
    (Analyte::Hemoglobin, "66", Unit::GPerL),
    (Analyte::Platelets, "74", Unit::GigaPerL),
];

/// The verdict, the findings that exclude or are open, and the scores, a line each.
pub fn report() -> Result<Vec<String>, Box<dyn Error>> {
    let study = find_study(None).ok_or("No study ships with the crate.")?;

    let mut case = Case::new(parse_date("2026-11-22")?);
    case.patient.age = Some(Age::Born(parse_date("1968-03-14")?));
    let mut labs = Vec::new();
    for (analyte, digits, unit) in PRINTED {
        labs.push(Entered::Value {
            lab: Lab::parse(analyte, digits, unit)?,
            confirmed: false,
            control: None,
        });
    }
    let inputs = &mut case.patient.inputs;
    inputs.enter(&labs);
    inputs.sex = Some(Sex::Male);
    inputs.ascites = Some(Ascites::Slight);
    inputs.encephalopathy = Some(Encephalopathy::None);
    inputs.dialysis = Some(false);
    case.patient.answers = vec![("E1".to_owned(), Answer::No)];
    // Everything else stays unknown, and unknown is never taken for "no".

    let report = screen(&study, &case);
    let mut lines = vec![spoken_verdict(Lang::En, &study, &report)];
    for finding in &report.findings {
        if matches!(finding.state(), State::Fails | State::Unknown) {
            let reason = finding_reason(Lang::En, finding);
            lines.push(format!(
                "{} {}: {reason}",
                finding.id,
                finding.state().key()
            ));
        }
    }
    for score in ScoreName::ALWAYS {
        let (low, high) = report.scores.range(score);
        let name = Lang::En.catalogue().score(score);
        lines.push(format!("{name}: {}", score_range(score, low, high)));
    }
    Ok(lines)
}

fn main() -> Result<(), Box<dyn Error>> {
    for line in report()? {
        println!("{line}");
    }
    Ok(())
}
