//! An analyte is a row of one table: wherever one is named, in and out, it is that row.

use liver_prescreen::clinical::analyte::Property;
use liver_prescreen::clinical::{Analyte, Analytes, Lab, Unit, plausible};
use liver_prescreen::dates;
use liver_prescreen::exchange::fhir;
use liver_prescreen::exchange::printout::{self, Typed, Why, read_for};
use liver_prescreen::screening::fields::fields;
use liver_prescreen::study::{self, Study};
use liver_prescreen::ui::prerender::prerender;
use liver_prescreen::words::Lang;
use serde_json::{Value as Json, json};
use std::sync::Arc;

use crate::fhir::{bundle, result};
use crate::support::{screen, study as shipped, worked};

fn further() -> impl Iterator<Item = Analyte> {
    let all = Analyte::ALL.into_iter();
    all.filter(|analyte| !analyte.in_every_form())
}

fn only(analyte: Analyte) -> Analytes {
    [analyte].into_iter().collect()
}

/// A value well within what is accepted in a unit, as a laboratory prints it.
fn ordinary(analyte: Analyte, unit: Unit) -> String {
    let accepted = analyte.accepts(unit).expect("its unit");
    let all = [
        "0.8", "1.2", "3", "9", "28", "45", "88", "140", "600", "7000",
    ];
    let fits = |text: &&str| {
        let lab = Lab::parse(analyte, text, unit);
        lab.is_ok_and(|lab| plausible::mistaken(analyte, lab.number(), unit).is_none())
    };
    let found = all.into_iter().find(fits);
    found.unwrap_or_else(|| panic!("{accepted:?}")).to_owned()
}

/// Each analyte with its first unit and an ordinary value.
fn ordinaries() -> impl Iterator<Item = (Analyte, Unit, String)> {
    Analyte::ALL.into_iter().map(|analyte| {
        let unit = analyte.units()[0].unit;
        (analyte, unit, ordinary(analyte, unit))
    })
}

/// What a laboratory prints for a unit.
fn printed(unit: Unit) -> &'static str {
    match unit {
        Unit::One => "ratio",
        Unit::GigaPerL => "10^9/L",
        Unit::IuPerMl => "IU/mL",
        other => other.ucum(),
    }
}

/// What the units of an observation are given as, for a code of a property.
fn unit_of(analyte: Analyte, property: Property) -> Unit {
    let molar = |unit: &Unit| matches!(unit, Unit::UmolPerL | Unit::MmolPerL);
    let mut units = analyte.units().iter().map(|accepted| accepted.unit);
    let fits = |unit: &Unit| match property {
        Property::Any => true,
        Property::Moles => molar(unit),
        Property::Mass => !molar(unit),
    };
    units.find(fits).expect("a unit for each code")
}

/// The laboratory values that a form which asks for these takes from results, and the remarks.
fn labs(results: &[Json], further: Analytes) -> (Json, Vec<String>) {
    let document = serde_json::from_value(bundle(results)).expect("plain data");
    let today = dates::parse("2026-11-22").expect("a day");
    let read = fhir::read_for(&document, today, further).expect("a document");
    let mut read = serde_json::to_value(&read).expect("JSON");
    let remarks = read["remarks"].as_array().into_iter().flatten();
    let remarks = remarks
        .map(|remark| remark["message"].to_string())
        .collect();
    (read["patient"]["labs"].take(), remarks)
}

/// A result that is named as well.
fn named(code: &str, text: &str, value: &str, unit: Unit) -> Json {
    let mut result = result(
        code,
        json!(value.parse::<f64>().expect("a number")),
        unit.ucum(),
    );
    if !text.is_empty() {
        result["code"]["text"] = json!(text);
    }
    result
}

/// The shipped study with one more criterion: at least so much of an analyte.
fn asking_for(analyte: Analyte, unit: Unit, limit: &str) -> (Json, Arc<Study>) {
    let file = study::files().next().expect("a file");
    let mut file: Json = serde_json::from_str(file).expect("JSON");
    let all = file["criteria"].as_array_mut().expect("criteria");
    let mut criterion = all
        .iter()
        .find(|criterion| criterion["id"] == "I5a")
        .expect("a rule of a value")
        .clone();
    criterion["id"] = json!("X1");
    criterion["readings"][0]["rule"] = json!({
        "kind": "lab", "analyte": analyte.key(), "min": limit, "unit": unit.ucum(),
    });
    all.push(criterion);
    let read = study::from_json(&file.to_string()).expect("a study");
    (file, Arc::new(read))
}

// guards: H35
#[test]
fn a_row_of_the_table_is_seen_wherever_an_analyte_is_named() {
    for (analyte, unit, text) in ordinaries() {
        let key = analyte.key();
        assert_eq!(Analyte::from_key(key), Some(analyte));
        // A paste.
        let names = Analyte::PRINTED[analyte.place()];
        for name in names.split(' ').filter(|name| !name.is_empty()) {
            let line = format!("{name} {text} {}", printed(unit));
            let found = read_for(&line, only(analyte)).found;
            let [found] = found.as_slice() else {
                panic!("{line}: {found:?}");
            };
            assert_eq!(found.analyte, analyte, "{line}");
            assert_eq!((&found.value, found.unit), (&text, Some(unit)), "{line}");
        }
        // What is typed into its field with the unit as printed.
        if !names.is_empty() {
            let typed = printout::field_of(key, &format!("{text} {}", printed(unit)));
            let unit = Some(unit);
            let text = text.clone();
            assert_eq!(typed, Typed::Value { text, unit }, "{key}");
        }
        // FHIR.
        for (property, codes) in analyte.loinc() {
            let unit = unit_of(analyte, *property);
            let text = ordinary(analyte, unit);
            for code in codes.split(' ') {
                let result = named(code, "", &text, unit);
                let (taken, remarks) = labs(&[result], only(analyte));
                assert_eq!(taken[key]["value"], text, "{code} {remarks:?}");
                assert_eq!(taken[key]["unit"], unit.ucum(), "{code} {remarks:?}");
            }
        }
        // A study that asks for it, the form of that study, and what programs give and get.
        let (file, study) = asking_for(analyte, unit, &text);
        assert!(fields(&study).has(analyte));
        for (lang, name) in [(Lang::En, Analyte::EN), (Lang::Zh, Analyte::ZH)] {
            let name = name[analyte.place()];
            assert_eq!(lang.catalogue().analyte(analyte), name);
            let html = prerender(&study, lang);
            assert!(html.contains(&format!("<input id=\"{key}\"")), "{key}");
            assert!(html.contains(name), "{key} {name}");
        }
        let mut given = worked();
        given["study"] = file;
        given["patient"]["labs"] = json!({ key: {"value": text, "unit": unit.ucum()} });
        given["patient"]["answers"] = json!({});
        let report = screen(&given);
        let criteria = report["criteria"].as_array().expect("criteria");
        let of_it = criteria.iter().find(|criterion| criterion["id"] == "X1");
        assert_eq!(of_it.expect("the criterion")["state"], "passes", "{key}");
    }
}

// guards: H35
#[test]
fn a_form_has_no_field_and_reads_no_row_of_what_its_study_does_not_ask_for() {
    let html = prerender(&shipped(), Lang::En);
    for (analyte, unit, text) in ordinaries().filter(|(one, ..)| !one.in_every_form()) {
        let key = analyte.key();
        assert!(!fields(&shipped()).has(analyte));
        assert!(!html.contains(&format!("id=\"{key}\"")), "{key}");
        let names = Analyte::PRINTED[analyte.place()];
        for name in names.split(' ').filter(|name| !name.is_empty()) {
            let line = format!("{name} {text} {}", printed(unit));
            for asked in [
                Analytes::default(),
                further().filter(|one| *one != analyte).collect(),
            ] {
                let read = read_for(&line, asked);
                assert_eq!((read.found, read.doubtful), (vec![], vec![]), "{line}");
                assert_eq!(read.ignored[0].why, Why::OtherTest, "{line}");
            }
        }
        for (property, codes) in analyte.loinc() {
            let unit = unit_of(analyte, *property);
            for code in codes.split(' ') {
                let result = named(code, "", &ordinary(analyte, unit), unit);
                assert_eq!(labs(&[result], Analytes::default()).0, json!({}), "{code}");
            }
        }
    }
}

// guards: H35
#[test]
fn further_analytes_are_told_from_their_neighbours_on_a_printout() {
    let all: Analytes = further().collect();
    for (text, expected) in [
        (
            "TBIL 45 umol/L\nDBIL 20 umol/L\nIBIL 25 umol/L",
            "bilirubin 45, directBilirubin 20",
        ),
        (
            "总胆红素 45 umol/L\n直接胆红素 20 umol/L",
            "bilirubin 45, directBilirubin 20",
        ),
        ("结合胆红素 20 umol/L", ""),
        ("ALT 45 U/L\nAST 80 U/L\nAST/ALT 1.8", "alt 45, ast 80"),
        (
            "WBC 5.2 10^9/L\nNEUT# 3.1 10^9/L\nNEUT% 60 %\nLYM# 1.2 10^9/L",
            "whiteCells 5.2, neutrophils 3.1, lymphocytes 1.2",
        ),
        // A share in per cent has the name of the count.
        ("中性粒细胞 60 %\n淋巴细胞 30 %", ""),
        ("中性粒细胞 60\n淋巴细胞 30\nALT 45\nGLU 5.6", ""),
        ("Hb 102 g/L\nHbA1c 6.1 %", "hemoglobin 102, hba1c 6.1"),
        (
            "PT 15.8 s\nAPTT 38 s\nPTT 38 s",
            "prothrombinTime 15.8, aptt 38",
        ),
        ("Urea 6.1 mmol/L\nBUN 17 mg/dL", "urea 6.1, ureaNitrogen 17"),
        // In mg/dL a urea may be of its nitrogen.
        ("Urea 36 mg/dL", ""),
        (
            "UA 320 umol/L\nCr 86 umol/L\nGLU 5.6 mmol/L",
            "creatinine 86, glucose 5.6",
        ),
        ("AFP 12 IU/mL", ""),
        ("WBC 6500 /uL", "whiteCells 6.5"),
        ("尿 GLU 5.6 mmol/L", ""),
    ] {
        let found = read_for(text, all).found;
        let found = found
            .iter()
            .map(|found| format!("{} {}", found.analyte.key(), found.value));
        let found: Vec<String> = found.collect();
        assert_eq!(found.join(", "), expected, "{text}");
    }
}

// guards: H35
#[test]
fn further_analytes_are_told_from_their_neighbours_in_fhir() {
    use Unit::{GigaPerL, MgPerDl, MmolPerL, Percent, Second, UPerL, UmolPerL};
    let all: Analytes = further().collect();
    for (code, text, value, unit, taken) in [
        (
            "1968-7",
            "Bilirubin direct",
            "1.2",
            MgPerDl,
            "directBilirubin",
        ),
        ("14629-0", "直接胆红素", "20", UmolPerL, "directBilirubin"),
        ("1968-7", "Total bilirubin", "1.2", MgPerDl, ""),
        ("1968-7", "Indirect bilirubin", "1.2", MgPerDl, ""),
        ("1975-2", "Direct bilirubin", "1.2", MgPerDl, ""),
        (
            "1742-6",
            "Alanine aminotransferase (ALT)",
            "45",
            UPerL,
            "alt",
        ),
        ("1742-6", "谷丙转氨酶", "45", UPerL, "alt"),
        ("1742-6", "AST", "45", UPerL, ""),
        ("1742-6", "ALT/AST ratio", "45", UPerL, ""),
        ("1920-8", "ALT", "45", UPerL, ""),
        ("6768-6", "Alkaline phosphatase", "120", UPerL, "alp"),
        (
            "751-8",
            "Neutrophils [#/volume] in Blood by Automated count",
            "3.1",
            GigaPerL,
            "neutrophils",
        ),
        ("751-8", "Lymphocytes", "3.1", GigaPerL, ""),
        ("751-8", "Neutrophils, ascites", "3.1", GigaPerL, ""),
        (
            "4548-4",
            "Hemoglobin A1c/Hemoglobin.total in Blood",
            "6.1",
            Percent,
            "hba1c",
        ),
        ("4548-4", "Hemoglobin A1c in urine", "6.1", Percent, ""),
        (
            "14979-9",
            "aPTT in Platelet poor plasma",
            "38",
            Second,
            "aptt",
        ),
        ("14979-9", "Prothrombin time", "38", Second, ""),
        (
            "14749-6",
            "Glucose [Moles/volume] in Serum or Plasma",
            "5.6",
            MmolPerL,
            "glucose",
        ),
        ("14749-6", "Glucose, CSF", "5.6", MmolPerL, ""),
        ("2345-7", "", "5.6", MmolPerL, ""),
        (
            "3094-0",
            "Urea nitrogen [Mass/volume] in Serum or Plasma",
            "17",
            MgPerDl,
            "ureaNitrogen",
        ),
        ("22664-7", "Urea", "6.1", MmolPerL, "urea"),
        ("22664-7", "Uric acid", "6.1", MmolPerL, ""),
    ] {
        let (labs, remarks) = labs(&[named(code, text, value, unit)], all);
        let keys: Vec<&str> = labs
            .as_object()
            .expect("labs")
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(keys.join(" "), taken, "{code} {text} {remarks:?}");
        assert_eq!(
            taken.is_empty(),
            !remarks.is_empty(),
            "{code} {text} {remarks:?}"
        );
    }
}

// guards: H1
#[test]
fn factors_are_exact_and_units_that_are_mixed_up_are_named() {
    let compared = |analyte, text, unit| {
        let lab = Lab::parse(analyte, text, unit).expect("a value");
        lab.compared().low.value.normalize().to_string()
    };
    use Unit::{KuPerL, MmolPerL, UPerL, UkatPerL};
    assert_eq!(
        compared(Analyte::DirectBilirubin, "1.5", Unit::MgPerDl),
        "25.65"
    );
    assert_eq!(compared(Analyte::Alt, "0.75", UkatPerL), "45");
    assert_eq!(compared(Analyte::Cholinesterase, "5.1", KuPerL), "5100");
    assert_eq!(compared(Analyte::Glucose, "5.6", MmolPerL), "100.88736");
    assert_eq!(compared(Analyte::UreaNitrogen, "5", MmolPerL), "14.007");
    let doubt = |analyte, text, unit| {
        let lab = Lab::parse(analyte, text, unit).expect("a value");
        plausible::doubt(&lab)
    };
    use plausible::{Doubt, OtherTest};
    for (analyte, text, unit, expected) in [
        (
            Analyte::Glucose,
            "5.6",
            Unit::MgPerDl,
            Some(Doubt::OtherUnit(MmolPerL)),
        ),
        (
            Analyte::Glucose,
            "101",
            MmolPerL,
            Some(Doubt::OtherUnit(Unit::MgPerDl)),
        ),
        (
            Analyte::Cholinesterase,
            "18",
            UPerL,
            Some(Doubt::OtherUnit(KuPerL)),
        ),
        (
            Analyte::Neutrophils,
            "62",
            Unit::GigaPerL,
            Some(Doubt::OtherTest(OtherTest::Share)),
        ),
        (
            Analyte::Lymphocytes,
            "28",
            Unit::GigaPerL,
            Some(Doubt::OtherTest(OtherTest::Share)),
        ),
        (
            Analyte::Neutrophils,
            "150",
            Unit::GigaPerL,
            Some(Doubt::OtherPower),
        ),
        (
            Analyte::WhiteCells,
            "650",
            Unit::GigaPerL,
            Some(Doubt::OtherPower),
        ),
        (Analyte::WhiteCells, "6.5", Unit::GigaPerL, None),
        // No usual range is made up for it.
        (Analyte::Alt, "4200", UPerL, None),
    ] {
        assert_eq!(doubt(analyte, text, unit), expected, "{text}");
    }
}

#[test]
fn no_name_of_a_printout_means_two_analytes() {
    let mut all: Vec<&str> = Analyte::PRINTED
        .iter()
        .flat_map(|names| names.split(' '))
        .filter(|name| !name.is_empty())
        .collect();
    let names = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), names);
}
