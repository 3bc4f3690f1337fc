//! Printed bullets of other liver trials that cannot be split into rules of one line, each as a small study with the
//! outcomes that its sense has. Lists: NCT03791918, NCT03493204, NCT05793268, NCT07064668, NCT05985863, NCT04406298,
//! NCT02642003.

use serde_json::{Value as Json, json};

use crate::small::{asked, outcome, report, state, study};
use crate::support::{changed, without};

fn text(text: &str) -> Json {
    json!({ "en": text })
}

fn answers(ids: &[&str]) -> Vec<Json> {
    let entry =
        |id: &&str| json!({ "kind": "answer", "id": id, "name": text(id), "question": text(id) });
    ids.iter().map(entry).collect()
}

fn one(rule: Json, entries: Vec<Json>) -> Json {
    study(&[("I", "inclusion", rule)], json!({ "entries": entries }))
}

fn lab(analyte: &str, unit: &str, end: &str, limit: &str) -> Json {
    json!({ "kind": "lab", "analyte": analyte, "unit": unit, end: limit })
}

fn times(analyte: &str, times: &str) -> Json {
    json!({ "kind": "lab", "analyte": analyte, "max": { "times": times, "of": "uln" } })
}

fn all(of: Json) -> Json {
    json!({ "kind": "all", "of": of })
}

fn any(of: Json) -> Json {
    json!({ "kind": "any", "of": of })
}

/// "Platelet count ≥ 75,000/μL, hemoglobin ≥ 8.5 g/dL, … ASL and AST ≤ 5 x upper limit of normal … INR ≤ 1.5 or PT/APTT
/// within normal limits, ANC >1,500/mm3".
#[test]
fn a_panel_of_values_with_multiples_of_normal_and_an_either_or() {
    let within = |analyte: &str| {
        let end = |of: &str| json!({ "times": "1", "of": of });
        json!({ "kind": "lab", "analyte": analyte, "min": end("lln"), "max": end("uln") })
    };
    let study = one(
        all(json!([
            lab("platelets", "10*9/L", "min", "75"),
            lab("hemoglobin", "g/dL", "min", "8.5"),
            lab("bilirubin", "umol/L", "max", "30"),
            lab("albumin", "g/L", "min", "30"),
            times("alt", "5"),
            times("ast", "5"),
            times("creatinine", "1.5"),
            any(json!([
                lab("inr", "1", "max", "1.5"),
                all(json!([within("prothrombinTime"), within("aptt")]))
            ])),
            lab("neutrophils", "10*9/L", "above", "1.5"),
        ])),
        Vec::new(),
    );
    let patient = json!({ "labs": {
        "platelets": { "value": "75", "unit": "10*9/L" },
        "hemoglobin": { "value": "85", "unit": "g/L" },
        "bilirubin": { "value": "30", "unit": "umol/L" },
        "albumin": { "value": "30", "unit": "g/L" },
        "alt": { "value": "200", "unit": "U/L", "uln": "40" },
        "ast": { "value": "175", "unit": "U/L", "uln": "35" },
        "creatinine": { "value": "156", "unit": "umol/L", "uln": "104" },
        "inr": { "value": "1.5", "unit": "1" },
        "neutrophils": { "value": "1.6", "unit": "10*9/L" },
    } });
    assert_eq!(state(&study, patient.clone()), "passes");
    // An upper limit that nobody knows leaves it open.
    let (state_of, asks, _) = outcome(&study, without(&patient, "/labs/alt/uln"));
    assert_eq!(
        (state_of.as_str(), asks),
        ("unknown", vec!["alt.uln".to_owned()])
    );
    for (place, value) in [
        ("/labs/platelets/value", "74"),
        ("/labs/hemoglobin/value", "84"),
        ("/labs/bilirubin/value", "31"),
        ("/labs/albumin/value", "29"),
        ("/labs/alt/value", "201"),
        ("/labs/ast/value", "176"),
        ("/labs/creatinine/value", "157"),
        ("/labs/neutrophils/value", "1.5"),
    ] {
        let worse = changed(&patient, &[(place.to_owned(), json!(value))]);
        assert_eq!(state(&study, worse), "fails", "{place}");
    }
    // Without a good INR, both times within their own interval stand in for it.
    let mut clotting = changed(&patient, &[("/labs/inr/value".to_owned(), json!("1.6"))]);
    clotting["labs"]["prothrombinTime"] =
        json!({ "value": "13", "unit": "s", "control": "12", "lln": "11", "uln": "14" });
    clotting["labs"]["aptt"] = json!({ "value": "30", "unit": "s", "lln": "25", "uln": "37" });
    assert_eq!(state(&study, clotting.clone()), "passes");
    let long = changed(&clotting, &[("/labs/aptt/value".to_owned(), json!("38"))]);
    assert_eq!(state(&study, long), "fails");
    assert_eq!(
        asked(&study, without(&clotting, "/labs/aptt")),
        ["aptt", "aptt.lln", "aptt.uln"]
    );
}

/// "Clinical diagnosis of cirrhosis with ascites … 1. liver biopsy, OR 2. history of cirrhosis complication … OR 3. 2 of the
/// following 4 criteria: imaging, Fibroscan >13 kPa, APRI >2.0, varices".
#[test]
fn a_diagnosis_by_biopsy_by_history_or_by_two_of_four() {
    let answer = |id: &str| json!({ "kind": "answer", "entry": id });
    let mut entries = answers(&["ascites-now", "biopsy", "bleeding", "imaging", "varices"]);
    entries.push(json!({
        "kind": "number", "id": "lsm", "name": text("Liver stiffness"), "question": text("Stiffness?"), "unit": "kPa",
    }));
    let of_four = json!({ "kind": "atLeast", "n": 2, "of": [
        answer("imaging"),
        { "kind": "number", "entry": "lsm", "unit": "kPa", "above": "13" },
        { "kind": "score", "score": "apri", "above": "2.0" },
        answer("varices"),
    ] });
    let study = one(
        all(json!([
            answer("ascites-now"),
            any(json!([answer("biopsy"), answer("bleeding"), of_four]))
        ])),
        entries,
    );
    let with = |entries: Json| outcome(&study, json!({ "entries": entries }));
    let kpa = |value: &str| json!({ "value": value, "unit": "kPa" });
    assert_eq!(with(json!({ "ascites-now": "no" })).0, "fails");
    assert_eq!(
        with(json!({ "ascites-now": "yes", "biopsy": "yes" })).0,
        "passes"
    );
    let not = |rest: Json| {
        let mut entries = json!({ "ascites-now": "yes", "biopsy": "no", "bleeding": "no" });
        for (key, value) in rest.as_object().expect("entries") {
            entries[key] = value.clone();
        }
        with(entries)
    };
    // Two that are true decide "yes", three that are false "no", whatever the others are.
    assert_eq!(
        not(json!({ "imaging": "yes", "lsm": kpa("13.1") })).0,
        "passes"
    );
    let (state, asks, _) = not(json!({ "imaging": "yes", "lsm": kpa("13") }));
    assert_eq!(state, "unknown");
    assert_eq!(
        asks,
        ["ast", "platelets", "ast.uln", "varices"]
            .map(str::to_owned)
            .to_vec()
    );
    let apri = json!({
        "entries": { "ascites-now": "yes", "biopsy": "no", "bleeding": "no", "imaging": "no", "lsm": kpa("13") },
        "labs": {
            "ast": { "value": "80", "unit": "U/L", "uln": "40" },
            "platelets": { "value": "100", "unit": "10*9/L" },
        },
    });
    assert_eq!(
        crate::small::state(&study, apri),
        "fails",
        "an APRI of 2.0 is not above it"
    );
}

/// "For patients with positive HBeAg prior to their antiviral treatment, … ALT is within normal limits and HBV DNA is
/// undetectable. For those with negative HBeAg prior … undetectable HBV DNA on three separate occasions (at least 6 months
/// apart)".
#[test]
fn the_state_before_therapy_chooses_the_branch_and_not_todays() {
    let choice = |id: &str| {
        json!({
            "kind": "choice", "id": id, "name": text(id), "question": text(id),
            "options": [{ "id": "positive", "name": text("positive") }, { "id": "negative", "name": text("negative") }],
        })
    };
    let mut entries = answers(&["seroconversion", "consolidation"]);
    entries.extend([choice("before"), choice("today")]);
    let undetectable = |occasions: Json| {
        let mut rule =
            json!({ "kind": "lab", "analyte": "hbvDna", "unit": "[IU]/mL", "below": "20" });
        if !occasions.is_null() {
            rule["occasions"] = occasions;
        }
        rule
    };
    let study = study(
        &[
            (
                "I4",
                "inclusion",
                json!({
                    "kind": "when",
                    "if": { "kind": "choice", "entry": "before", "of": ["positive"] },
                    "then": all(json!([
                        { "kind": "answer", "entry": "seroconversion" },
                        { "kind": "answer", "entry": "consolidation" },
                        times("alt", "1"),
                        undetectable(Json::Null),
                    ])),
                    "else": undetectable(json!({ "n": 3, "apartDays": 180 })),
                }),
            ),
            (
                "I5",
                "inclusion",
                json!({ "kind": "choice", "entry": "today", "of": ["negative"] }),
            ),
        ],
        json!({ "entries": entries }),
    );
    let dna = |earlier: Json| json!({ "value": "<20", "unit": "[IU]/mL", "date": "2026-11-22", "earlier": earlier });
    let alt = json!({ "value": "38", "unit": "U/L", "uln": "40" });
    let positive = json!({
        "entries": { "before": "positive", "today": "negative", "seroconversion": "yes", "consolidation": "yes" },
        "labs": { "hbvDna": dna(json!([])), "alt": alt },
    });
    assert_eq!(state(&study, positive.clone()), "passes");
    let high = changed(&positive, &[("/labs/alt/value".to_owned(), json!("41"))]);
    assert_eq!(state(&study, high), "fails");
    // Today's negative HBeAg does not choose: without the one before, both branches are open.
    let unknown = without(&positive, "/entries/before");
    let (state_of, asks, _) = outcome(&study, unknown);
    assert_eq!(state_of, "unknown");
    assert!(
        asks.contains(&"before".to_owned()) && asks.contains(&"hbvDna".to_owned()),
        "{asks:?}"
    );
    let low = |date: &str| json!({ "value": "<20", "unit": "[IU]/mL", "date": date });
    let negative = |earlier: Json| {
        let patient = json!({
            "entries": { "before": "negative", "today": "negative" }, "labs": { "hbvDna": dna(earlier) },
        });
        state(&study, patient)
    };
    assert_eq!(
        negative(json!([low("2026-05-20"), low("2025-11-15")])),
        "passes"
    );
    assert_eq!(
        negative(json!([low("2026-05-20"), low("2026-01-15")])),
        "unknown"
    );
    assert_eq!(negative(json!([])), "unknown");
}

/// "Adequate organ and bone marrow function within 7 days prior to enrollment, with no blood products … within 14 days prior
/// to laboratory assessment", and its line 10: dipstick < 2+, else 24-h protein < 1 g.
#[test]
fn a_header_holds_every_line_to_its_days() {
    let mut entries = answers(&["corrected"]);
    let grades = ["negative", "1", "2", "3"].map(|id| json!({ "id": id, "name": text(id) }));
    entries.push(json!({
        "kind": "choice", "id": "dipstick", "name": text("Dipstick"), "question": text("Dipstick?"), "ordered": true,
        "options": grades,
    }));
    let sampled = |rule: Json| {
        let mut rule = rule;
        rule["notOlderThanDays"] = json!(7);
        rule["washout"] = json!("corrected");
        rule
    };
    let study = study(
        &[
            (
                "I7",
                "inclusion",
                sampled(lab("platelets", "10*9/L", "min", "75")),
            ),
            (
                "I10",
                "inclusion",
                json!({
                    "kind": "when",
                    "if": { "kind": "choice", "entry": "dipstick", "of": ["2", "3"] },
                    "then": sampled(lab("urineProtein", "g/(24.h)", "below", "1")),
                }),
            ),
        ],
        json!({ "entries": entries }),
    );
    let with = |date: &str, corrected: &str, dipstick: &str, protein: Json| {
        let mut labs = json!({ "platelets": { "value": "80", "unit": "10*9/L", "date": date } });
        if !protein.is_null() {
            labs["urineProtein"] = json!({ "value": protein, "unit": "g/(24.h)", "date": date });
        }
        let patient =
            json!({ "labs": labs, "entries": { "corrected": corrected, "dipstick": dipstick } });
        let report = report(&study, patient);
        [0, 1].map(|at| {
            report["criteria"][at]["state"]
                .as_str()
                .expect("a state")
                .to_owned()
        })
    };
    assert_eq!(
        with("2026-11-15", "no", "1", Json::Null),
        ["passes", "passes"]
    );
    assert_eq!(
        with("2026-11-14", "no", "1", Json::Null),
        ["unknown", "passes"]
    );
    assert_eq!(
        with("2026-11-15", "yes", "1", Json::Null),
        ["unknown", "passes"]
    );
    assert_eq!(
        with("2026-11-15", "unknown", "1", Json::Null),
        ["unknown", "passes"]
    );
    assert_eq!(
        with("2026-11-15", "no", "2", Json::Null),
        ["passes", "unknown"]
    );
    assert_eq!(
        with("2026-11-15", "no", "2", json!("0.9")),
        ["passes", "passes"]
    );
    assert_eq!(
        with("2026-11-15", "no", "3", json!("1")),
        ["passes", "fails"]
    );
}

/// "Before the onset of liver failure, the previous indicators of the patient included PLT<50×10^9/L or Child-Pugh score>9".
#[test]
fn values_before_the_onset_are_entries_and_never_todays() {
    let number = |id: &str, unit: Json| {
        let mut entry =
            json!({ "kind": "number", "id": id, "name": text(id), "question": text(id) });
        if !unit.is_null() {
            entry["unit"] = unit;
        }
        entry
    };
    let study = study(
        &[(
            "E2",
            "exclusion",
            any(json!([
                { "kind": "number", "entry": "plt-before", "unit": "10*9/L", "below": "50" },
                { "kind": "number", "entry": "cp-before", "above": "9" },
            ])),
        )],
        json!({ "entries": [number("plt-before", json!("10*9/L")), number("cp-before", Json::Null)] }),
    );
    let today = json!({ "labs": { "platelets": { "value": "20", "unit": "10*9/L" } } });
    let (state_of, asks, _) = outcome(&study, today);
    assert_eq!(
        state_of, "unknown",
        "today's platelets say nothing of those before"
    );
    assert_eq!(asks, ["plt-before", "cp-before"]);
    let before = |plt: &str, points: &str| {
        let plt = json!({ "value": plt, "unit": "10*9/L" });
        state(
            &study,
            json!({ "entries": { "plt-before": plt, "cp-before": { "value": points } } }),
        )
    };
    assert_eq!(before("49", "5"), "fails");
    assert_eq!(before("50", "9"), "passes");
    assert_eq!(before("50", "10"), "fails");
}

/// Inclusion "creatinine < 2 mg/dl" beside exclusion "Serum Creatinine >2": exactly 2 is in neither, and the inclusion
/// decides. "CTP >12, MELD>25" excludes by one of them.
#[test]
fn what_is_neither_included_nor_excluded_is_not_eligible() {
    let study = study(
        &[
            ("I1", "inclusion", lab("creatinine", "mg/dL", "below", "2")),
            ("E4", "exclusion", lab("creatinine", "mg/dL", "above", "2")),
            (
                "E1",
                "exclusion",
                any(json!([
                    { "kind": "score", "score": "childPugh", "above": "12" },
                    { "kind": "score", "score": "meld", "above": "25" },
                ])),
            ),
        ],
        json!({}),
    );
    let with = |creatinine: &str, bilirubin: &str| {
        let report = report(
            &study,
            json!({
                "labs": {
                    "creatinine": { "value": creatinine, "unit": "mg/dL", "confirmed": true },
                    "bilirubin": { "value": bilirubin, "unit": "mg/dL", "confirmed": true },
                    "albumin": { "value": "40", "unit": "g/L" },
                    "inr": { "value": "1.1", "unit": "1" },
                },
                "ascites": "none", "encephalopathy": "none", "dialysis": false,
            }),
        );
        report["verdict"]["because"].clone()
    };
    assert_eq!(with("1.9", "1"), json!([]));
    assert_eq!(with("2", "1"), json!(["I1"]));
    assert_eq!(with("2.1", "1"), json!(["I1", "E4"]));
    // A Child-Pugh of 7 and a MELD above 25.
    assert_eq!(with("3.9", "30"), json!(["I1", "E4", "E1"]));
}

/// "Sepsis (Any culture positive …): Patients were included after sepsis is controlled."
#[test]
fn sepsis_excludes_for_now() {
    let mut file = study(
        &[("E2", "exclusion", json!({ "kind": "answer" }))],
        json!({}),
    );
    file["criteria"][0]["temporary"] = text("Ask again after sepsis is controlled.");
    let verdict =
        |answer: &str| report(&file, json!({ "answers": { "E2": answer } }))["verdict"].clone();
    assert_eq!(verdict("yes")["state"], "excluded");
    assert_eq!(verdict("yes")["askAgain"], json!(["E2"]));
    assert_eq!(verdict("no")["state"], "not-excluded");
    assert_eq!(verdict("no")["askAgain"], Json::Null);
}
