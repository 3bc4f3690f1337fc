//! What the linter says of a study file, for whoever writes one.

use std::path::Path;

use liver_prescreen::exchange::studies::StudyRemark;
use liver_prescreen::study;

use crate::Outcome;
use crate::process::read;

/// Prints it, each with its place; fails where the study is refused.
pub fn check(file: &Path) -> Outcome {
    let text = read(file)?;
    let remarks = StudyRemark::all(&text);
    for remark in &remarks {
        println!("{}", line(file, &text, remark));
    }
    let faults = remarks.iter().filter(|one| one.grade == "fault").count();
    if faults > 0 {
        let faults = counted(faults, "fault");
        return Err(format!("{} is refused: {faults}.", file.display()));
    }
    let remarks = counted(remarks.len(), "remark");
    println!("{} is a study, with {remarks}.", file.display());
    Ok(())
}

/// "1 fault", "2 faults".
fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

/// "study.json:12:7: remark (always-true): criteria[0]…: This is …", as compilers write it.
fn line(file: &Path, text: &str, remark: &StudyRemark) -> String {
    let place = match study::locate(text, &remark.path) {
        Some((line, column)) => format!(":{line}:{column}"),
        None => String::new(),
    };
    let about = remark
        .about
        .map_or(String::new(), |about| format!(" ({about})"));
    let path = match remark.path.as_str() {
        "" => String::new(),
        path => format!("{path}: "),
    };
    let file = file.display();
    let (grade, message) = (remark.grade, &remark.message);
    format!("{file}{place}: {grade}{about}: {path}{message}")
}
