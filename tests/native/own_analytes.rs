//! Laboratory values that a study file defines: they are entered, decided on, read and written like those of the table.

use std::sync::Arc;

use liver_prescreen::clinical::{Analyte, Analytes, Unit};
use liver_prescreen::exchange::form::{FormValues, Known, LabValues};
use liver_prescreen::exchange::handed::{Handed, Taken};
use liver_prescreen::exchange::record::UnitsBy;
use liver_prescreen::exchange::{fhir, printout};
use liver_prescreen::screening::fields::fields;
use liver_prescreen::study::{self, Study};
use liver_prescreen::ui::prerender::prerender;
use liver_prescreen::words::Lang;
use liver_prescreen::{dates, lint};
use serde_json::{Value as Json, json};

use crate::small::{self, asked, outcome, refused, state};

/// A study of two: one in two units and with all that a definition can have, one in a unit that this tool does not know.
fn file() -> Json {
    serde_json::from_str(include_str!("../fixtures/own-analytes.json")).expect("JSON")
}

fn ceruloplasmin() -> Json {
    file()["analytes"][0].clone()
}

fn il6() -> Json {
    file()["analytes"][1].clone()
}

fn file_with(analytes: Json, rule: Json) -> Json {
    small::study(&[("I", "inclusion", rule)], json!({ "analytes": analytes }))
}

fn read(file: &Json) -> Arc<Study> {
    let faults = study::remarks(&file.to_string());
    assert_eq!(faults, []);
    Arc::new(study::from_json(&file.to_string()).expect("a study"))
}

fn lab(value: &str, unit: &str) -> Json {
    json!({ "value": value, "unit": unit })
}

// guards: H1, H24
#[test]
fn its_limit_decides_exactly_in_each_of_its_units() {
    let rule = json!({ "kind": "lab", "analyte": "ceruloplasmin", "unit": "mg/dL", "below": "20" });
    let file = file_with(json!([ceruloplasmin()]), rule);
    let of = |value: &str, unit: &str| {
        state(
            &file,
            json!({ "labs": { "ceruloplasmin": lab(value, unit) } }),
        )
    };
    assert_eq!(of("19.9", "mg/dL"), "passes");
    assert_eq!(of("20", "mg/dL"), "fails");
    assert_eq!(of("0.1999", "g/L"), "passes");
    assert_eq!(of("0.2", "g/L"), "fails");
    assert_eq!(of("<0.2", "g/L"), "passes");
    assert_eq!(of("<0.3", "g/L"), "unknown");
    assert_eq!(asked(&file, json!({})), ["ceruloplasmin"]);
    let (_, _, because) = outcome(
        &file,
        json!({ "labs": { "ceruloplasmin": lab("0.25", "g/L") } }),
    );
    assert_eq!(
        because,
        "Ceruloplasmin 0.25 g/L (25 mg/dL) is not < 20 mg/dL."
    );
    let (path, message) = refused(
        &file,
        json!({ "labs": { "ceruloplasmin": lab("20", "ug/dL") } }),
    );
    assert_eq!(path, "patient.labs.ceruloplasmin.unit");
    assert!(message.contains("accepted: mg/dL, g/L"), "{message}");
    let (_, message) = refused(
        &file,
        json!({ "labs": { "ceruloplasmin": lab("3", "g/L") } }),
    );
    assert!(message.contains("Accepted: 0.001 to 2 g/L"), "{message}");
    let (_, message) = refused(&file, json!({ "labs": { "il6": lab("3", "pg/mL") } }));
    assert!(
        message.contains("Unknown analyte"),
        "of another study: {message}"
    );
    assert!(message.contains("ceruloplasmin"), "{message}");
}

// guards: H4
#[test]
fn multiples_intervals_occasions_and_age_of_a_sample_hold_for_it_too() {
    let rule = json!({ "kind": "lab", "analyte": "il6", "max": { "times": "2", "of": "uln" } });
    let mut file = file_with(json!([il6()]), rule);
    let of = |file: &Json, uln: Option<&str>| {
        let mut il6 = lab("14", "pg/mL");
        if let Some(uln) = uln {
            il6["uln"] = json!(uln);
        }
        state(file, json!({ "labs": { "il6": il6 } }))
    };
    assert_eq!(of(&file, None), "unknown");
    assert_eq!(of(&file, Some("7")), "passes");
    assert_eq!(of(&file, Some("6.9")), "fails");
    file["referenceIntervals"] =
        json!([{ "analyte": "il6", "unit": "pg/mL", "high": "7", "source": "s" }]);
    assert_eq!(of(&file, None), "passes");
    let rule = json!({ "kind": "lab", "analyte": "il6", "unit": "pg/mL", "max": "7", "notOlderThanDays": 7 });
    let file = file_with(json!([il6()]), rule);
    let dated = |day: &str| {
        let mut il6 = lab("5", "pg/mL");
        il6["date"] = json!(day);
        state(&file, json!({ "labs": { "il6": il6 } }))
    };
    assert_eq!(dated("2026-11-15"), "passes");
    assert_eq!(dated("2026-11-14"), "unknown");
}

// guards: H35
#[test]
fn a_printout_and_a_document_of_fhir_fill_it_by_its_names_and_codes_alone() {
    let study = read(&file());
    let asked = fields(&study);
    let analyte = |key| study.analyte(key).expect("an analyte");
    let text = "CER 0.18 g/L\nIL-6 4.2 pg/mL\n铜蓝蛋白 0.2 g/L 0.2-0.6\nIL-8 9 pg/mL";
    for (line, key, value, unit) in [
        ("CER 0.18 g/L", "ceruloplasmin", "0.18", "g/L"),
        (
            "Ceruloplasmin: 18 mg/dL (20-60)",
            "ceruloplasmin",
            "18",
            "mg/dL",
        ),
        ("铜蓝蛋白 0.2 g/L 0.2-0.6", "ceruloplasmin", "0.2", "g/L"),
        ("IL-6 4.2 pg/mL", "il6", "4.2", "pg/mL"),
        ("IL-6   <1.5 pg/ml   0-7", "il6", "<1.5", "pg/mL"),
    ] {
        let found = printout::read_for(line, asked).found;
        let [one] = found.as_slice() else {
            panic!("{line}: {found:?}");
        };
        assert_eq!(one.analyte, analyte(key), "{line}");
        let of = (one.value.as_str(), one.unit.map(Unit::ucum));
        assert_eq!(of, (value, Some(unit)), "{line}");
    }
    let all = printout::read_for(text, asked);
    assert_eq!(all.conflicting.len(), 2, "two values of one: {all:?}");
    assert_eq!(all.found.len(), 1);
    // A form that does not ask for it reads no row of it.
    let none = printout::read_for(text, Analytes::default());
    assert_eq!(none.found, []);
    let observation = |code: &str, display: &str, value: f64, unit: &str| {
        json!({
            "resourceType": "Observation", "status": "final",
            "code": { "coding": [{ "system": "http://loinc.org", "code": code, "display": display }] },
            "effectiveDateTime": "2026-11-20T08:00:00Z",
            "valueQuantity": { "value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit },
        })
    };
    let today = dates::parse("2026-11-22").expect("a day");
    let labs = |observation: &Json| {
        let read = fhir::read_for(observation, today, asked).expect("read");
        serde_json::to_value(&read.patient).expect("json")["labs"].clone()
    };
    let taken = labs(&observation(
        "2064-4",
        "Ceruloplasmin [Mass/volume] in Serum or Plasma",
        0.18,
        "g/L",
    ));
    assert_eq!(
        taken,
        json!({ "ceruloplasmin": { "value": "0.18", "unit": "g/L", "date": "2026-11-20" } })
    );
    for (code, display, unit) in [
        ("2064-4", "Ceruloplasmin in urine", "g/L"),
        ("2064-4", "Ceruloplasmin", "ug/dL"),
        ("5631-7", "Copper", "g/L"),
    ] {
        let taken = labs(&observation(code, display, 0.18, unit));
        assert!(
            taken.get("ceruloplasmin").is_none(),
            "{code} {display} {unit}: {taken}"
        );
    }
}

// guards: H19
#[test]
fn form_record_and_copy_name_it_in_the_language_that_the_study_has() {
    let study = read(&file());
    for (lang, names) in [
        (Lang::En, ["Ceruloplasmin", "Interleukin-6"]),
        (Lang::Zh, ["铜蓝蛋白", "Interleukin-6"]),
    ] {
        let page = prerender(&study, lang);
        for name in names {
            assert!(page.contains(name), "{name}");
        }
        assert!(page.contains("id=\"ceruloplasmin\"") && page.contains("ceruloplasmin-unit"));
        let is_marked = page.contains("lang=\"en\">Interleukin-6");
        assert_eq!(is_marked, lang == Lang::Zh);
        let of = |key: &str, text: &str, unit: &str| LabValues {
            analyte: study.analyte(key).expect("an analyte"),
            text: text.to_owned(),
            unit: unit.to_owned(),
            by: UnitsBy::Reader,
            confirmed: String::new(),
        };
        let typed = FormValues {
            labs: vec![of("ceruloplasmin", "0.25", "g/L"), of("il6", "9", "")],
            ..FormValues::default()
        };
        let known = Known {
            as_of: dates::parse("2026-11-22").expect("a day"),
            units: None,
            enrolment: None,
        };
        let bytes = Handed::new(lang, &known, typed, Vec::new()).to_bytes();
        let taken = Taken::over(&study, &bytes).expect("taken over");
        for written in ["record", "summary", "sheet"] {
            let text = taken.written(written);
            for part in [names[0], "0.25 g/L"] {
                assert!(text.contains(part), "{written}: {part} in {text}");
            }
        }
        let report: Json = serde_json::from_str(&taken.written("report")).expect("JSON");
        assert_eq!(report["verdict"]["state"], "excluded");
    }
}

// guards: H24
#[test]
fn two_studies_may_mean_different_tests_by_one_id() {
    let rule = json!({ "kind": "lab", "analyte": "marker", "unit": "ng/mL", "max": "5" });
    let marker = |name: &str, most: &str| {
        json!([{
            "id": "marker", "name": { "en": name },
            "units": [{ "unit": "ng/mL", "least": "0", "most": most }], "printed": [name],
        }])
    };
    let one = file_with(marker("Marker one", "50"), rule.clone());
    let other = file_with(marker("Marker two", "500"), rule);
    let (first, second) = (read(&one), read(&other));
    let of = |study: &Study| study.analyte("marker").expect("an analyte");
    assert_ne!(of(&first), of(&second));
    // Read once more, it is the same.
    assert_eq!(of(&read(&one)), of(&first));
    assert_eq!(Analyte::from_token(of(&first).token()), Some(of(&first)));
    let hundred = json!({ "labs": { "marker": lab("100", "ng/mL") } });
    assert!(refused(&one, hundred.clone()).1.contains("0 to 50"));
    assert_eq!(
        outcome(&other, hundred).2,
        "Marker two 100 ng/mL is not ≤ 5 ng/mL."
    );
    // What was read for one goes into no field of the other.
    let found = printout::read_for("Marker one 3 ng/mL", fields(&first)).found;
    assert_eq!(found.len(), 1);
    assert!(!fields(&second).has(found[0].analyte));
    // As the page hands studies on.
    let back = study::from_bytes(&study::to_bytes(&first)).expect("a study");
    assert_eq!(of(&back), of(&first));
    assert_eq!(format!("{back:?}"), format!("{first:?}"));
}

// guards: H24
#[test]
fn a_definition_that_cannot_be_meant_is_refused_with_its_place() {
    let rule = json!({ "kind": "site" });
    type Change = fn(&mut Json);
    let cases: [(Change, &str, &str); 31] = [
        (
            |one| one["id"] = json!("alt"),
            ".id",
            "is the name of an entry",
        ),
        (
            |one| one["id"] = json!("Albumin"),
            ".id",
            "is the name of an entry",
        ),
        (|one| one["id"] = json!("I"), ".id", "2 to 32"),
        (|one| one["id"] = json!("il-6"), ".id", "letters and digits"),
        (|one| one["name"] = json!({}), ".name", "A text is needed"),
        (
            |one| one["units"] = json!([]),
            ".units",
            "At least one unit",
        ),
        (
            |one| one["units"][0]["unit"] = json!("mg/dl"),
            ".units[0].unit",
            "a litre as L",
        ),
        (
            |one| one["units"][0]["unit"] = json!("mg per dL"),
            ".units[0].unit",
            "UCUM",
        ),
        (
            |one| one["units"][1]["unit"] = json!("mg/dL"),
            ".units[1].unit",
            "twice",
        ),
        (
            |one| one["units"][1]["system"] = json!("conventional"),
            ".units[1].system",
            "this system",
        ),
        (
            |one| one["units"][1]["factor"] = Json::Null,
            ".units[1]",
            "needs its factor",
        ),
        (
            |one| one["units"][0]["factor"] = json!("2"),
            ".units[0].factor",
            "the factor 1",
        ),
        (
            |one| one["units"][1]["factor"] = json!("0"),
            ".units[1].factor",
            "above 0",
        ),
        (
            |one| one["units"][1]["factor"] = json!("1234567891"),
            ".units[1].factor",
            "9 digits",
        ),
        (
            |one| one["units"][1]["factor"] = json!(100),
            ".units[1].factor",
            "Expected a text",
        ),
        (
            |one| one["units"][0]["least"] = json!("200"),
            ".units[0].least",
            "not below",
        ),
        (
            |one| one["units"][0]["most"] = json!("99999999999"),
            ".units[0]",
            "1000000000",
        ),
        (
            |one| one["units"][0]["usual"] = json!({ "low": "9", "high": "201" }),
            ".units[0].usual",
            "within",
        ),
        (
            |one| one["units"][0]["usual"] = json!({ "low": "9", "high": "9" }),
            ".units[0].usual",
            "not below",
        ),
        (
            |one| one["printed"][1] = json!("ALB"),
            ".printed[1]",
            "another analyte is meant",
        ),
        (
            |one| one["printed"][1] = json!("C"),
            ".printed[1]",
            "two characters",
        ),
        (
            |one| one["printed"][1] = json!("cerulo-plasmin"),
            ".printed[1]",
            "twice",
        ),
        (
            |one| one["printed"][1] = json!("25"),
            ".printed[1]",
            "a letter among them",
        ),
        (
            |one| one["printed"][1] = json!("ＡＬＢ"),
            ".printed[1]",
            "another analyte is meant",
        ),
        (
            // As people write it, nothing tells them apart.
            |one| one["units"][1]["unit"] = json!("mg{dry}/dL"),
            ".units[1].unit",
            "leave one out",
        ),
        (
            // From the first unit, and not to it.
            |one| one["units"][1]["factor"] = json!("0.01"),
            ".units[1].factor",
            "far from that of the first unit",
        ),
        (
            |one| one["units"][1]["factor"] = json!("10"),
            ".units[1].factor",
            "far from that of the first unit",
        ),
        (
            |one| {
                let unit = |note: usize| json!({ "unit": format!("g/L/{note}"), "factor": "100", "least": "0.001", "most": "2" });
                one["units"] = (2..10).map(unit).collect();
                let first = ceruloplasmin()["units"][0].clone();
                one["units"]
                    .as_array_mut()
                    .expect("a list")
                    .insert(0, first);
            },
            ".units",
            "at most 8",
        ),
        (
            |one| one["id"] = json!("verdict"),
            ".id",
            "a part of the page",
        ),
        (
            |one| one["loinc"][0] = json!("2064-5"),
            ".loinc[0]",
            "check digit",
        ),
        (
            |one| one["loinc"][0] = json!("1742-6"),
            ".loinc[0]",
            "another analyte",
        ),
    ];
    for (change, path, says) in cases {
        let mut one = ceruloplasmin();
        change(&mut one);
        let file = file_with(json!([one]), rule.clone());
        let told = study::remarks(&file.to_string());
        let path = format!("analytes[0]{path}");
        let found = told.iter().find(|fault| fault.path == path);
        let found = found.unwrap_or_else(|| panic!("{path}: {told:?}"));
        assert!(found.message.contains(says), "{path}: {}", found.message);
    }
    let file = file_with(json!([ceruloplasmin(), ceruloplasmin()]), rule);
    let told = study::remarks(&file.to_string());
    assert!(
        told.iter()
            .any(|fault| fault.message.contains("appears twice")),
        "{told:?}"
    );
}

// guards: H24
#[test]
fn the_check_reasons_about_it_and_names_one_that_nothing_asks_for() {
    let never = json!({ "kind": "lab", "analyte": "il6", "unit": "pg/mL", "min": "200000" });
    let study = read(&file_with(json!([ceruloplasmin(), il6()]), never));
    let remarks = lint::remarks(&study);
    let found = |about: &str, path: &str| {
        remarks
            .iter()
            .any(|remark| remark.about.key() == about && remark.path.starts_with(path))
    };
    assert!(found("unused", "analytes[0]"), "{remarks:?}");
    assert!(!found("unused", "analytes[1]"), "{remarks:?}");
    assert!(found("always-false", "criteria[0]"), "{remarks:?}");
}

// guards: H24, H35
#[test]
fn an_id_of_the_study_means_one_thing() {
    for (criterion, entry, path, says) in [
        ("il6", "lsm", "criteria[0].id", "id of an analyte"),
        ("IL6", "lsm", "criteria[0].id", "id of an analyte"),
        ("I", "il6", "entries[0].id", "id of an analyte"),
        ("il6-unit", "lsm", "criteria[0].id", "the form makes"),
        ("I", "il6-date", "entries[0].id", "the form makes"),
        ("I", "il6.uln", "entries[0].id", "the form makes"),
        ("I", "Printout", "entries[0].id", "a part of the page"),
    ] {
        let text = json!({ "en": "A text" });
        let entries = json!([{ "kind": "number", "id": entry, "name": text, "question": text }]);
        let further = json!({ "analytes": [il6()], "entries": entries });
        let file = small::study(
            &[(criterion, "inclusion", json!({ "kind": "site" }))],
            further,
        );
        let told = study::remarks(&file.to_string());
        let [fault] = told.as_slice() else {
            panic!("{criterion} {entry}: {told:?}");
        };
        assert_eq!(fault.path, path);
        assert!(fault.message.contains(says), "{}", fault.message);
    }
}

/// An analyte of a study that asks for it alone.
fn only(one: &Json) -> (Analyte, Analytes) {
    let unit = &one["units"][0];
    let rule =
        json!({ "kind": "lab", "analyte": one["id"], "unit": unit["unit"], "min": unit["least"] });
    let study = read(&file_with(json!([one]), rule));
    let id = one["id"].as_str().expect("an id");
    (study.analyte(id).expect("an analyte"), fields(&study))
}

fn defined(id: &str, names: [&str; 2], units: &[(&str, &str, &str)], printed: &[&str]) -> Json {
    let units = units.iter().enumerate().map(|(at, (unit, factor, most))| {
        let mut unit = json!({ "unit": unit, "least": "0", "most": most });
        if at > 0 {
            unit["factor"] = json!(factor);
        }
        unit
    });
    let mut one =
        json!({ "id": id, "name": {}, "units": units.collect::<Vec<_>>(), "printed": printed });
    for (language, name) in ["en", "zh-CN"].into_iter().zip(names) {
        if !name.is_empty() {
            one["name"][language] = json!(name);
        }
    }
    one
}

// guards: H24, H35
#[test]
fn programs_on_a_page_tell_each_other_of_it_whatever_each_has_read_before() {
    // Two of them share nothing but these names: the number is that of the definition, and of no place in a list.
    let marker = |least: &str| {
        json!({
            "id": "tokenMarker", "name": { "en": "Token marker" },
            "units": [{ "unit": "ng/mL", "least": least, "most": "50.0" }],
        })
    };
    let (one, _) = only(&marker("1"));
    assert_eq!(one.token(), "tokenMarker@7aed0657d5c2df3f");
    assert_eq!(only(&marker("1.00")).0, one);
    let (other, _) = only(&marker("2"));
    assert_ne!(other.token(), one.token());
    assert_eq!(Analyte::from_token(one.token()), Some(one));
    // A program names it by its id: of the study that it had to do with last.
    assert_eq!(Analyte::from_token("tokenMarker"), Some(other));
    only(&marker("1"));
    assert_eq!(Analyte::from_token("tokenMarker"), Some(one));
}

// guards: H35
#[test]
fn on_a_printout_its_units_are_those_of_the_study_and_no_others() {
    let magnesium = defined(
        "magnesium",
        ["Magnesium", "镁"],
        &[("mmol/L", "", "10"), ("mg/dL", "0.4114", "24")],
        &["Mg", "血镁"],
    );
    let ca = defined(
        "marker153",
        ["CA 15-3", ""],
        &[("U/L", "", "1000000"), ("[IU]/L", "2", "500000")],
        &["CA 15-3"],
    );
    let unit_of_enzyme = defined(
        "amylaseLike",
        ["Enzyme", ""],
        &[("U/L", "", "1000")],
        &["Enzyme"],
    );
    let treg = defined(
        "treg",
        ["", "调节性T细胞"],
        &[("10*6/L", "", "5000"), ("10*9/L", "1000", "5")],
        &["Treg", "调节性T细胞"],
    );
    let cd8 = defined("cd8", ["CD8", ""], &[("/uL", "", "5000")], &["CD8"]);
    let stem = defined(
        "stem",
        ["Stem cells", ""],
        &[("10*12/L", "", "50")],
        &["Stem"],
    );
    let tnf = defined(
        "tnf",
        ["TNF-α", ""],
        &[("pg/mL", "", "5000")],
        &["ＴＮＦ－α"],
    );
    let ferritin = defined(
        "ferritin",
        ["Ferritin", ""],
        &[("ug/L", "", "50000")],
        &["Ferritin"],
    );
    for (one, line, expected) in [
        (&magnesium, "Mg 0.8 mmol/L", Some(("0.8", "mmol/L"))),
        // 2 mEq/L of it are 1 mmol/L.
        (&magnesium, "Mg 1.6 mEq/L", None),
        (&magnesium, "血镁 2 mg/dL", Some(("2", "mg/dL"))),
        (&ca, "CA 15-3 20 U/L", Some(("20", "U/L"))),
        (&ca, "CA 15-3 20 IU/L", Some(("20", "[IU]/L"))),
        (&unit_of_enzyme, "Enzyme 20 IU/L", None),
        (&treg, "Treg 40 10^6/L", Some(("40", "10*6/L"))),
        (&treg, "Treg 40 ×10⁶/L", Some(("40", "10*6/L"))),
        (&treg, "调节性T细胞 0.04 10^9/L", Some(("0.04", "10*9/L"))),
        (&treg, "Treg% 4.0", None),
        (&treg, "Treg 4.0 %", None),
        (&cd8, "CD8 400 /µL", Some(("400", "/uL"))),
        (&stem, "Stem 4 ×10¹²/L", Some(("4", "10*12/L"))),
        (&stem, "Stem 4 10^12/L", Some(("4", "10*12/L"))),
        (&stem, "Stem 4 ×10⁹/L", None),
        (&tnf, "TNF-α 5 pg/mL", Some(("5", "pg/mL"))),
        (&tnf, "TNF-β 5 pg/mL", None),
        (&ferritin, "Ferritin 300 µg/L", Some(("300", "ug/L"))),
    ] {
        let (analyte, asked) = only(one);
        let found = printout::read_for(line, asked).found;
        let taken = found.iter().map(|found| {
            assert_eq!((found.analyte, &found.printed), (analyte, &None), "{line}");
            (found.value.as_str(), found.unit.map_or("", Unit::ucum))
        });
        assert_eq!(
            taken.collect::<Vec<_>>(),
            Vec::from_iter(expected),
            "{line}"
        );
    }
}

// guards: H35
#[test]
fn beside_its_code_only_its_own_whole_name_is_no_other_test() {
    let with_code = |mut one: Json, code: &str| {
        one["loinc"] = json!([code]);
        one
    };
    let crp = defined(
        "crp",
        ["C-reactive protein", "C反应蛋白"],
        &[("mg/L", "", "1000")],
        &["CRP"],
    );
    let crp = with_code(crp, "1988-5");
    let il6 = with_code(
        defined(
            "interleukin",
            ["Interleukin-6", "白介素6"],
            &[("pg/mL", "", "100000")],
            &["IL-6"],
        ),
        "26881-3",
    );
    let igg = with_code(
        defined(
            "igg",
            ["Immunoglobulin G", "免疫球蛋白G"],
            &[("g/L", "", "100")],
            &["IgG"],
        ),
        "2465-3",
    );
    let tnf = with_code(
        defined(
            "tnfAlpha",
            ["TNF-α", "肿瘤坏死因子α"],
            &[("pg/mL", "", "5000")],
            &[],
        ),
        "3074-2",
    );
    let treg = with_code(
        defined(
            "tregs",
            ["", "调节性T细胞"],
            &[("10*6/L", "", "5000")],
            &["Treg"],
        ),
        "51297-0",
    );
    let ferritin = with_code(
        defined(
            "ferritinLike",
            ["Ferritin", "铁蛋白"],
            &[("ug/L", "", "50000")],
            &[],
        ),
        "2276-4",
    );
    let magnesium = with_code(
        defined(
            "magnesiumLike",
            ["Magnesium", ""],
            &[("mmol/L", "", "10")],
            &[],
        ),
        "2601-3",
    );
    for (one, display, written, code, is_taken) in [
        (
            &crp,
            "C reactive protein [Mass/volume] in Serum or Plasma",
            "mg/L",
            "mg/L",
            true,
        ),
        (&crp, "C反应蛋白", "mg/L", "mg/L", true),
        (&crp, "Protein C", "mg/L", "mg/L", false),
        (
            &crp,
            "CRP by high sensitivity method",
            "mg/L",
            "mg/L",
            false,
        ),
        (
            &il6,
            "Interleukin 6 [Mass/volume] in Serum or Plasma",
            "pg/ml",
            "pg/mL",
            true,
        ),
        (&il6, "血清白介素6", "pg/mL", "pg/mL", true),
        (
            &il6,
            "Interleukin 8 [Mass/volume] in Serum or Plasma",
            "pg/mL",
            "pg/mL",
            false,
        ),
        (&il6, "白介素8", "pg/mL", "pg/mL", false),
        (&il6, "IL-6 receptor", "pg/mL", "pg/mL", false),
        (&igg, "Immunoglobulin G", "g/L", "g/L", true),
        (&igg, "免疫球蛋白G", "g/L", "g/L", true),
        (&igg, "IgG 4", "g/L", "g/L", false),
        (&igg, "免疫球蛋白M", "g/L", "g/L", false),
        (&igg, "Globulin", "g/L", "g/L", false),
        (&tnf, "TNF-α", "pg/mL", "pg/mL", true),
        (&tnf, "肿瘤坏死因子α", "pg/mL", "pg/mL", true),
        (&tnf, "TNF-β", "pg/mL", "pg/mL", false),
        (&treg, "调节性T细胞", "10^6/L", "10*6/L", true),
        (&treg, "Treg", "×10⁶/L", "10*6/L", true),
        (&treg, "Treg", "10^9/L", "10*6/L", false),
        (
            &ferritin,
            "Ferritin [Mass/volume] in Serum",
            "µg/L",
            "ug/L",
            true,
        ),
        (&ferritin, "铁蛋白", "µg/L", "µg/L", true),
        (&ferritin, "Transferrin", "ug/L", "ug/L", false),
        (&ferritin, "转铁蛋白", "ug/L", "ug/L", false),
        (&magnesium, "Magnesium", "mmol/L", "mmol/L", true),
        (&magnesium, "Magnesium", "mEq/L", "meq/L", false),
        (&magnesium, "Magnesium", "mEq/L", "mmol/L", false),
    ] {
        let (analyte, asked) = only(one);
        let observation = json!({
            "resourceType": "Observation", "status": "final", "effectiveDateTime": "2026-11-20",
            "code": { "coding": [{ "system": "http://loinc.org", "code": one["loinc"][0], "display": display }] },
            "valueQuantity": { "value": 5, "unit": written, "system": "http://unitsofmeasure.org", "code": code },
        });
        let today = dates::parse("2026-11-22").expect("a day");
        let read = fhir::read_for(&observation, today, asked).expect("read");
        let patient = serde_json::to_value(&read.patient).expect("JSON");
        let taken = patient["labs"].get(analyte.key()).is_some();
        assert_eq!(
            taken, is_taken,
            "{display} {written} {code}: {:?}",
            read.remarks
        );
    }
}

// guards: H1, H7
#[test]
fn numbers_of_the_most_digits_are_compared_and_shown_exactly() {
    let one = defined(
        "digits",
        ["Digits", ""],
        &[
            ("ng/L", "", "1000000000"),
            ("pmol/L", "123.456789", "8000000"),
        ],
        &[],
    );
    let of = |limit: Json, value: Json| {
        let mut rule = json!({ "kind": "lab", "analyte": "digits", "max": limit });
        if limit.is_string() {
            rule["unit"] = json!("pmol/L");
        }
        outcome(
            &file_with(json!([one]), rule),
            json!({ "labs": { "digits": value } }),
        )
    };
    // 123456.789012 pmol/L are 15241578.751672002468 ng/L.
    let (state, _, because) = of(json!("123456.789012"), lab("15241578.7516", "ng/L"));
    assert_eq!(state, "passes", "{because}");
    assert_eq!(
        of(json!("123456.789012"), lab("15241578.7517", "ng/L")).0,
        "fails"
    );
    let (state, _, because) = of(json!("99999.9999999"), lab("99999.9999999", "pmol/L"));
    assert_eq!(state, "passes", "{because}");
    let at_limit = json!({ "ng/L": "12345678.8999", "pmol/L": "99999" });
    let (state, _, because) = of(at_limit, lab("99999.0000001", "pmol/L"));
    assert_eq!(state, "fails", "{because}");
    // Twelve digits by nine are more than a whole number of 64 bits holds.
    let rule = json!({ "kind": "lab", "analyte": "digits", "unit": "ng/L", "max": "1" });
    let (_, _, because) = outcome(
        &file_with(json!([one]), rule),
        json!({ "labs": { "digits": lab("1234567.12345", "pmol/L") } }),
    );
    assert!(because.contains("(152415692.866 ng/L)"), "{because}");
    // A multiple of a limit of normal, each with all digits that it may have.
    let multiple = json!({ "times": "999.9999", "of": "uln" });
    let mut value = lab("7999999.99999", "pmol/L");
    value["uln"] = json!("7999.99999999");
    let (state, _, because) = of(multiple, value);
    assert_eq!(state, "fails", "{because}");
}

// guards: H24
#[test]
fn a_unit_that_is_misspelt_in_a_rule_is_told_with_the_studys_own() {
    let rule = json!({ "kind": "lab", "analyte": "il6", "unit": "pg/ml", "max": "7" });
    let told = study::remarks(&file_with(json!([il6()]), rule).to_string());
    let [fault] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert!(fault.message.contains("pg/mL"), "{}", fault.message);
}
