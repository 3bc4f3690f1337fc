//! What a result is of, by its LOINC codes: those of the fields stand in the table of analytes.

use super::tree::{after, field, has, list, text};
use crate::clinical::analyte::Property;
use crate::clinical::{Analyte, Analytes};
use crate::words::Lang;
use serde_json::Value;

/// LOINC of what is near to an entry and fills no field, with the reason. With an analyte it is the same substance in
/// the same specimen, so that a value of the field may be the older one.
static OTHERS: [(Option<Analyte>, &str, &str, &str); 22] = [
    (
        None,
        "Direct or indirect bilirubin",
        TOTAL,
        "1968-7 14629-0 1971-1 14630-8",
    ),
    (None, "Bilirubin", SPECIMEN, "1974-5 58941-6"),
    (None, "Albumin", SPECIMEN, "1746-7 1747-5 1754-1 76480-3"),
    (
        None,
        "Creatinine",
        SPECIMEN,
        "2161-8 14683-7 12190-5 25386-4",
    ),
    (None, "Sodium", SPECIMEN, "2955-3"),
    (None, "Hemoglobin", SPECIMEN, "5794-3 57751-0 2335-8"),
    (None, "Prealbumin", TEST, "14338-8"),
    (None, "Albumin by creatinine", TEST, "14959-1"),
    (None, "Creatinine clearance", TEST, "2164-2"),
    (
        None,
        "Hemoglobin A1c",
        TEST,
        "4548-4 17855-8 17856-6 41995-2",
    ),
    (None, "MCH or MCHC", TEST, "785-6 786-4"),
    (None, "Size of the platelets", TEST, "32207-3 32623-1"),
    (Some(Analyte::Albumin), "", MOLES, "54347-0 62234-0 62235-7"),
    (
        Some(Analyte::Hemoglobin),
        "",
        MOLES,
        "59260-0 75928-2 93846-4",
    ),
    (Some(Analyte::Albumin), "", METHOD, "2862-1"),
    (
        Some(Analyte::Platelets),
        "",
        METHOD,
        "13056-7 26516-5 49497-1 74775-8",
    ),
    (Some(Analyte::ProthrombinTime), "", METHOD, "46417-2"),
    (Some(Analyte::Inr), "", METHOD, "52129-4"),
    (
        Some(Analyte::Creatinine),
        "",
        "It was collected before or after dialysis.",
        "11041-1 11042-9 51619-5 51620-3",
    ),
    (
        None,
        "The control of the prothrombin time",
        "Enter it beside the prothrombin time.",
        "5901-4",
    ),
    (
        None,
        "Another test of prothrombin",
        "It is not the prothrombin activity (PTA, Quick).",
        "77161-8 5896-5",
    ),
    (
        None,
        "A result of HBsAg, HBV DNA, HIV or hCG",
        "The question about it is the clinician's to answer.",
        "5195-3 42595-9 56888-1 2118-8",
    ),
];

const TOTAL: &str = "The form asks for total bilirubin.";
const SPECIMEN: &str = "It is of another specimen than serum, plasma or blood.";
const TEST: &str = "It is another test than the form asks for.";
const MOLES: &str = "It is an amount of substance, for which the form has no unit.";
const METHOD: &str = "It is measured in another way than the form asks for.";

/// What a result is of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// The field's analyte; of a result that fills no field, the analyte that a field's value may be older than.
    pub analyte: Option<Analyte>,
    pub property: Property,
    pub name: &'static str,
    /// Why it fills no field; empty where it may fill one.
    pub reason: &'static str,
}

/// The English name of an analyte, as remarks have it.
pub fn name(analyte: Analyte) -> &'static str {
    Lang::En.catalogue().analyte(analyte)
}

fn of_code(code: &str, asked: Analytes) -> Option<Known> {
    let among = |codes: &str| codes.split(' ').any(|one| one == code);
    for analyte in asked.each() {
        let mut codes = analyte.loinc().iter();
        if let Some((property, _)) = codes.find(|(_, codes)| among(codes)) {
            return Some(Known {
                analyte: Some(analyte),
                property: *property,
                name: name(analyte),
                reason: "",
            });
        }
    }
    for (analyte, other, reason, codes) in &OTHERS {
        if among(codes) {
            return Some(Known {
                analyte: *analyte,
                property: Property::Any,
                name: analyte.map_or(*other, name),
                reason,
            });
        }
    }
    None
}

/// Whether a coding is of LOINC, by the address that FHIR gives it, a variant of it, or its number.
fn is_loinc(system: &str) -> bool {
    let system = system.to_ascii_lowercase();
    let name = after(&system, &["http://", "https://", "urn:oid:"]);
    let name = after(name, &["www."]);
    let name = name.strip_suffix('/').unwrap_or(name);
    matches!(name, "loinc.org" | "2.16.840.1.113883.6.1")
}

/// What the codings of an observation, or of a component of one, say that it is.
#[inline(never)]
pub fn known(of: &Value, asked: Analytes) -> Option<Known> {
    let mut found: Option<Known> = None;
    let (mut stranger, mut said) = (false, false);
    for concept in list(of, "code") {
        for coding in list(concept, "coding") {
            let code = text(coding, "code").trim();
            let loinc = is_loinc(text(coding, "system"));
            let Some(one) = of_code(code, asked) else {
                stranger |= loinc;
                continue;
            };
            said |= loinc;
            found = Some(match found {
                Some(other) if (other.analyte, other.reason) != (one.analyte, one.reason) => {
                    Known {
                        reason: "It has the codes of different tests.",
                        ..other
                    }
                }
                Some(other) if one.property == Property::Any => other,
                // Of a mass and of moles at once: its unit cannot agree with both.
                Some(other)
                    if other.property != one.property && other.property != Property::Any =>
                {
                    Known {
                        reason: "It has the codes of a mass and of moles.",
                        ..other
                    }
                }
                _ => one,
            });
        }
    }
    found.map(|known| Known {
        reason: if !known.reason.is_empty() {
            known.reason
        } else if !said {
            "Its code is not said to be of LOINC."
        } else if stranger {
            "It has a further LOINC code that is not known here."
        } else if !is_written_well(of) {
            "Its code is not written as FHIR has it."
        } else {
            ""
        },
        ..known
    })
}

/// One concept with a list of codings.
fn is_written_well(of: &Value) -> bool {
    let concept = field(of, "code");
    matches!(concept, Value::Object(_)) && matches!(field(concept, "coding"), Value::Array(_))
}

/// Whether a result has a value or says why not: the head of a panel has neither.
pub fn holds_a_value(of: &Value) -> bool {
    has(of, "dataAbsentReason")
        || matches!(of, Value::Object(fields) if fields.iter().any(|(key, value)| {
            key.starts_with("value") && *value != Value::Null
        }))
}
