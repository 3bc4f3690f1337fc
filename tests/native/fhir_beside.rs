//! What stands beside the code of a result: specimen, place, names, unit, reference. Whatever speaks against the code
//! leaves the result out, and it is named.

use serde_json::{Value as Json, json};

use crate::fhir::{bundle, but, read, result};

/// What is taken of some results, and what is said.
fn labs(results: &[Json]) -> (Json, Vec<String>) {
    let (patient, remarks) = read(&bundle(results)).expect("a bundle");
    let remarks = remarks.into_iter().map(|(_, message)| message);
    (patient["labs"].clone(), remarks.collect())
}

#[track_caller]
fn left(result: &Json, label: &str) {
    let (labs, remarks) = labs(std::slice::from_ref(result));
    assert_eq!(labs, json!({}), "{label}");
    assert!(
        matches!(remarks.as_slice(), [said] if said.contains(" was not taken. ")),
        "{label}: {remarks:?}"
    );
}

#[track_caller]
fn taken(result: &Json, label: &str) {
    let (labs, remarks) = labs(std::slice::from_ref(result));
    assert_eq!(
        (labs.as_object().map(serde_json::Map::len), remarks),
        (Some(1), vec![]),
        "{label}"
    );
}

const BLOOD: [&str; 16] = [
    "Serum",
    "plasma",
    "Blood",
    "Venous blood",
    "venous blood specimen from the left arm",
    "Arterial blood",
    "Whole blood, EDTA",
    "Serum or plasma",
    "SER",
    "BLD",
    "Lithium-heparin plasma",
    "血清",
    "静脉血",
    "全血",
    "Blut",
    "Suero",
];

const OTHERS: [&str; 27] = [
    "Urine",
    "24 hour urine",
    "Spontanurin",
    "Mid-stream urine specimen",
    "UR",
    "Ascitic fluid",
    "Ascites",
    "Aszites",
    "Peritoneal fluid",
    "CSF",
    "Cerebrospinal fluid",
    "Liquor",
    "Pleural fluid",
    "Dialysate",
    "Stool",
    "Cord blood",
    "Umbilical cord blood",
    "Dried blood spot",
    "Blood product unit",
    "Bone marrow",
    "Bile",
    "尿",
    "腹水",
    "脑脊液",
    "胸腔积液",
    "透析液",
    "脐带血",
];

// guards: H1, H20
#[test]
fn a_specimen_that_is_no_blood_leaves_the_result_out_in_every_way_of_saying_it() {
    let ways: [fn(&mut Json, &str); 6] = [
        |r, text| r["specimen"] = json!({ "display": text }),
        |r, text| {
            r["contained"] =
                json!([{ "resourceType": "Specimen", "id": "s", "type": { "text": text } }]);
            r["specimen"] = json!({ "reference": "#s" });
        },
        |r, text| {
            let coding =
                json!([{ "system": "http://snomed.info/sct", "code": "1", "display": text }]);
            r["contained"] =
                json!([{ "resourceType": "Specimen", "id": "s", "type": { "coding": coding } }]);
            r["specimen"] = json!({ "reference": "#s" });
        },
        |r, text| r["code"]["text"] = json!(["Albumin, ", text].concat()),
        |r, text| r["code"]["coding"][1]["display"] = json!(["Albumin in ", text].concat()),
        |r, text| r["code"]["coding"][0]["display"] = json!(["ALB ", text].concat()),
    ];
    for (number, way) in ways.iter().enumerate() {
        for text in BLOOD {
            taken(&but(|r| way(r, text)), &format!("{number} {text}"));
        }
        for text in OTHERS {
            left(&but(|r| way(r, text)), &format!("{number} {text}"));
        }
    }
    // By the codes alone, and what is not known as blood.
    let of_code = |code: &str| {
        but(|r| {
            let kind = json!({ "coding": [{ "system": "http://snomed.info/sct", "code": code }] });
            r["contained"] = json!([{ "resourceType": "Specimen", "id": "s", "type": kind }]);
            r["specimen"] = json!({ "reference": "#s" });
        })
    };
    for code in ["119364003", "122555007", "SER", "BLDV"] {
        taken(&of_code(code), code);
    }
    for code in ["122575003", "309201001", "UR", "CSF", "BLDCO"] {
        left(&of_code(code), code);
    }
    left(
        &but(|r| r["specimen"] = json!({ "display": "Effusion, left" })),
        "not known",
    );
    left(&but(|r| r["specimen"] = json!("urine")), "a text");
    left(
        &but(|r| r["specimen"] = json!({ "text": "urine" })),
        "a concept",
    );
    left(
        &but(|r| r["category"] = json!([{ "text": "Urinalysis" }])),
        "category",
    );
    taken(
        &but(|r| r["category"] = json!([{ "text": "Laboratory" }, { "text": "Chemistry" }])),
        "category",
    );
    // What says nothing of it speaks against nothing.
    for nothing in [
        json!({ "reference": "Specimen/9" }),
        json!({ "display": "Specimen 12-4711" }),
        json!({ "identifier": { "value": "4711" } }),
    ] {
        taken(
            &but(|r| r["specimen"] = nothing.clone()),
            &nothing.to_string(),
        );
    }
}

// guards: H20
#[test]
fn a_specimen_elsewhere_in_the_bundle_or_of_the_report_counts() {
    for reference in [
        "urn:uuid:5",
        "Specimen/5",
        "https://host/fhir/Specimen/5",
        "Specimen/5/_history/2",
    ] {
        for (text, count) in [("Urine", 0), ("Serum", 1)] {
            let result = but(|r| r["specimen"] = json!({ "reference": reference }));
            let mut document = bundle(&[
                result,
                json!({ "resourceType": "Specimen", "id": "5", "type": { "text": text } }),
            ]);
            if reference.starts_with("urn") {
                document["entry"][1]["fullUrl"] = json!(reference);
            }
            let (patient, remarks) = read(&document).expect("a bundle");
            let labs = patient["labs"].as_object().map(serde_json::Map::len);
            assert_eq!(
                (labs, remarks.len()),
                (Some(count), 1 - count),
                "{reference} {text}"
            );
        }
    }
    let report = |change: fn(&mut Json)| {
        let mut report = json!({
            "resourceType": "DiagnosticReport", "status": "final", "code": { "text": "LFT" },
            "subject": { "reference": "Patient/7" }, "contained": [but(|_| ())],
        });
        change(&mut report);
        report
    };
    taken(&report(|_| ()), "a report");
    left(
        &report(|r| r["specimen"] = json!([{ "display": "Urine" }])),
        "of the report",
    );
    left(
        &report(|r| r["code"]["text"] = json!("Urinalysis")),
        "by its name",
    );
    left(
        &report(|r| r["status"] = json!("entered-in-error")),
        "withdrawn",
    );
    let spoiled = but(|r| {
        let specimen = json!({ "resourceType": "Specimen", "id": "s", "status": "unsatisfactory" });
        r["contained"] = json!([specimen]);
        r["specimen"] = json!({ "reference": "#s" });
    });
    left(&spoiled, "spoiled");
}

#[test]
fn a_place_where_no_blood_is_drawn_leaves_the_result_out() {
    for (text, is_vessel) in [
        ("Ascitic fluid", false),
        ("Peritoneal cavity", false),
        ("Urinary bladder", false),
        ("Portal vein", false),
        ("Left pleura", false),
        ("Umbilical vein", false),
        ("腹腔", false),
        ("Somewhere", false),
        ("Left arm", true),
        ("Structure of median cubital vein", true),
        ("Radial artery", true),
        ("肘静脉", true),
    ] {
        for site in [
            json!({ "text": text }),
            json!({ "coding": [{ "code": "1", "display": text }] }),
        ] {
            let result = but(|r| r["bodySite"] = site.clone());
            if is_vessel {
                taken(&result, text);
            } else {
                left(&result, text);
            }
        }
    }
}

// guards: H1, H9
#[test]
fn a_name_of_another_test_contradicts_the_code() {
    for (code, value, unit, names) in [
        (
            "2160-0",
            "1.8",
            "mg/dL",
            "BUN|Urea|Creatinine clearance|eGFR (CKD-EPI)|Creatine kinase|Urea/Creatinine ratio|Uric acid|Sodium|肌酐清除率|尿素|肌酸激酶|Cystatin C",
        ),
        (
            "1975-2",
            "1.8",
            "mg/dL",
            "Direct bilirubin|Bilirubin, conjugated|D-BIL: direct|Bilirubin indirect|直接胆红素|未结合胆红素|Bilirubin.delta|Bilirubin in urine|Transcutaneous bilirubin",
        ),
        (
            "1751-7",
            "29",
            "g/L",
            "Prealbumin|Microalbumin|Albumin/Globulin ratio|Globulin|Total protein|前白蛋白|球蛋白|白球比值|Albumin by electrophoresis|Microalbuminuria",
        ),
        (
            "2951-2",
            "136",
            "mmol/L",
            "Corrected sodium|Sodium corrected for glucose|Potassium|Chloride|校正钠|钾|Fractional excretion of sodium|U-Natrium",
        ),
        (
            "718-7",
            "102",
            "g/L",
            "MCHC|Mean corpuscular hemoglobin concentration|HbA1c|Hemoglobin A1c|Glycated haemoglobin|Methemoglobin|Carboxyhemoglobin|Free hemoglobin|糖化血红蛋白|平均红细胞血红蛋白浓度|Hematocrit|Reticulocyte hemoglobin",
        ),
        (
            "777-3",
            "58",
            "10*9/L",
            "MPV|Mean platelet volume|Platelet distribution width|Immature platelet fraction|平均血小板体积|WBC|Platelet antibody|Platelet aggregation|Platelets, estimate|Reticulated platelets",
        ),
        (
            "6301-6",
            "1.5",
            "{INR}",
            "Prothrombin time|PT (seconds)|Prothrombin activity|Factor II|Target INR|INR goal|aPTT|凝血酶原时间|凝血酶原活动度|PT ratio|Quick",
        ),
        (
            "5894-1",
            "48",
            "%",
            "Factor II activity|INR|Prothrombin time in seconds|PT-INR|Antithrombin activity|凝血酶原时间（秒）",
        ),
        (
            "5902-2",
            "15.8",
            "s",
            "INR|Prothrombin activity|Prothrombin time %|aPTT|Thrombin time|PTA|凝血酶原活动度|PT control|凝血酶时间|Prothrombin time actual/normal",
        ),
    ] {
        for name in names.split('|') {
            let mut by_text = result(code, json!(value), unit);
            by_text["code"]["text"] = json!(name);
            left(&by_text, &format!("{code} {name}"));
            for coding in [0, 1] {
                let mut by_display = result(code, json!(value), unit);
                by_display["code"]["coding"][coding]["display"] = json!(name);
                left(&by_display, &format!("{code} {name} {coding}"));
            }
        }
    }
}

#[test]
fn the_names_of_the_right_test_agree() {
    for (code, value, unit, names) in [
        (
            "2160-0",
            "1.8",
            "mg/dL",
            "Creatinine|Creatinine [Mass/volume] in Serum or Plasma|Kreatinin|CREA (enzymatic)|肌酐|肌酸酐|Serum creatinine, IDMS traceable|Creat SerPl-mCnc|Créatinine|\
             Kreatinin i.S.|Créatinine plasmatique|肌酐(酶法)|Creatinine Lvl|Creatinine measurement, serum (procedure)|CREA (mg/dL)|血清肌酐（肌氨酸氧化酶法）",
        ),
        (
            "1975-2",
            "1.8",
            "mg/dL",
            "Bilirubin.total [Mass/volume] in Serum or Plasma|Total bilirubin|TBIL|Gesamtbilirubin|总胆红素|総ビリルビン|Bilirubine totale|Bilirub SerPl-mCnc|\
             T-BIL|Bili Total|Bilirubin, Total|总胆红素(TBIL)|總膽紅素|Serum total bilirubin measurement (procedure)|Bilirubina total en suero|Bilirubin gesamt i. S.",
        ),
        (
            "1751-7",
            "29",
            "g/L",
            "Albumin|Albumin [Mass/volume] in Serum or Plasma by Bromocresol green (BCG) dye binding method|ALB(BCG)|白蛋白|Albumine|\
             Albumin Lvl|白蛋白(溴甲酚绿法)|Albumin, Serum|Albúmina sérica|血清白蛋白测定",
        ),
        (
            "2951-2",
            "136",
            "mmol/L",
            "Sodium [Moles/volume] in Serum, Plasma or Blood|Na+|Natrium|血清钠|钠|Sodium SerPl-sCnc|S-Natrium|\
             钠(Na+)|Sodium Lvl|Sodium, Serum|Sodio|钠离子|Sodium measurement",
        ),
        (
            "718-7",
            "102",
            "g/L",
            "Hemoglobin [Mass/volume] in Blood by Oximetry|Hgb|Hämoglobin|血红蛋白|B-Hb|CBC: Haemoglobin|\
             Hemoglobina|HGB (g/L)|血红蛋白测定|血红蛋白(HGB)|Hemoglobin level|Hémoglobine|Emoglobina",
        ),
        (
            "777-3",
            "58",
            "10*9/L",
            "Platelets [#/volume] in Blood by Automated count|PLT|Thrombozyten|血小板计数|Platelet count|\
             血小板计数(PLT)|Platelet Count Auto|Blutplättchen|Plaquettes|Recuento de plaquetas|血小板数|Thrombozytenzahl",
        ),
        (
            "6301-6",
            "1.5",
            "{INR}",
            "INR|INR in Platelet poor plasma by Coagulation assay|PT-INR|Coagulation tissue factor induced.INR|国际标准化比值|凝血酶原时间国际标准化比值|International normalized ratio|Prothrombin time/INR|\
             INR(PT)|INR in Blood by Coagulation assay|国际标准化比率(INR)",
        ),
        (
            "5894-1",
            "48",
            "%",
            "Prothrombin time (PT) actual/Normal in Platelet poor plasma by Coagulation assay|Quick|PTA|凝血酶原活动度|Prothrombin activity|\
             Thromboplastinzeit (Quick)|Quick-Wert|凝血酶原活动度(PTA)",
        ),
        (
            "5902-2",
            "15.8",
            "s",
            "Prothrombin time (PT)|PT|凝血酶原时间|Prothrombin time (PT) in Blood by Coagulation assay|Protime|PT (sec)|\
             凝血酶原时间(PT)|Tiempo de protrombina",
        ),
    ] {
        for name in names.split('|') {
            let mut result = result(code, json!(value), unit);
            result["code"]["text"] = json!(name);
            taken(&result, &format!("{code} {name}"));
        }
    }
}

// guards: H1
#[test]
fn units_that_do_not_agree_with_one_another_leave_the_result_out() {
    let with = |code: &str, value: &str, unit: &str, said: &str, range: Json| {
        let mut result = result(code, json!(value), unit);
        result["valueQuantity"]["unit"] = json!(said);
        result["referenceRange"] = json!([range]);
        result
    };
    let none = || json!({ "text": "see report" });
    for (code, value, unit, said) in [
        ("14682-9", "18", "mg/dL", ""),
        ("59826-8", "1.2", "mg/dL", ""),
        ("2160-0", "86", "umol/L", ""),
        ("42719-5", "45", "umol/L", ""),
        ("1975-2", "2.6", "mg/dL", "umol/L"),
        ("718-7", "7.5", "g/dL", "g/L"),
        ("6301-6", "18.5", "{INR}", "s"),
        ("6301-6", "1.5", "1", "%"),
        ("777-3", "58", "10*9/L", "10*4/uL"),
        ("777-3", "58", "10*9/L", "万/µL"),
    ] {
        left(
            &with(code, value, unit, said, none()),
            &format!("{code} {unit} {said}"),
        );
    }
    let range = |high: f64, unit: &str| json!({ "low": { "value": 0.1 }, "high": { "value": high, "unit": unit } });
    for (code, value, unit, high, said) in [
        ("1975-2", "15", "mg/dL", 21.0, ""),
        ("14631-6", "5.1", "umol/L", 1.2, ""),
        ("1751-7", "3.5", "g/dL", 5.0, "g/L"),
        ("718-7", "102", "g/L", 17.0, ""),
        ("2160-0", "1.2", "mg/dL", 104.0, "umol/L"),
    ] {
        left(
            &with(code, value, unit, unit, range(high, said)),
            &format!("{code} {value} {high} {said}"),
        );
    }
    for (code, value, unit, high) in [
        ("1975-2", "15", "mg/dL", 1.2),
        ("14631-6", "45", "umol/L", 21.0),
        ("1751-7", "3.5", "g/dL", 5.0),
        ("718-7", "102", "g/L", 160.0),
        ("777-3", "58", "10*3/uL", 400.0),
    ] {
        taken(
            &with(code, value, unit, unit, range(high, unit)),
            &format!("{code} {value} {high}"),
        );
    }
}

// guards: H1, H20
#[test]
fn a_name_with_a_word_that_nobody_knows_leaves_the_result_out() {
    for (code, value, unit, names) in [
        (
            "718-7",
            "102",
            "g/L",
            "Hémoglobine glyquée|glykiertes Hämoglobin|Hemoglobina glicosilada|Hb F|Hb S|Hemoglobin A2|freies Hämoglobin|\
             Hemoglobin in plasma|Deoxyhemoglobin|CO-Hb|COHb|Ret-He|血红蛋白A2|脱氧血红蛋白",
        ),
        (
            "2160-0",
            "1.8",
            "mg/dL",
            "Aclaramiento de creatinina|Depuración de creatinina|Creatinina en sudor|Kreatinin 24-Stunden|肾小球滤过率|UACR",
        ),
        (
            "2951-2",
            "136",
            "mmol/L",
            "Natrium im Schweiß|sodio en sudor|钠排泄分数|K|Potasio|Kalzium|valproate sodium|Калий",
        ),
        (
            "1751-7",
            "29",
            "g/L",
            "Albumin Nabelschnur|SAAG|Albumin gradient|Gesamteiweiß|Albumin infusion|缺血修饰白蛋白|白球比",
        ),
        (
            "1975-2",
            "1.8",
            "mg/dL",
            "Bilirubin gebunden|Bilirubine libre|BILI D|I-Bil|Gallensäuren|Biliverdin|bilirubina diretta|\
             bilirubina bezpośrednia|Прямой билирубин|经皮胆红素|bilirubine cordon ombilical",
        ),
        (
            "6301-6",
            "1.5",
            "{INR}",
            "Ziel-INR|INR objetivo|INR range|INR cible|ISI|Thrombinzeit",
        ),
        (
            "5902-2",
            "15.8",
            "s",
            "PT Kontrolle|PT testigo|Bleeding time|Thrombinzeit|PT mix 1:1|Partial thromboplastin time",
        ),
        (
            "5894-1",
            "48",
            "%",
            "Faktor V|AT III|Plasminogen activity|抗凝血酶活性|vWF activity",
        ),
        (
            "777-3",
            "58",
            "10*9/L",
            "Plättchenvolumen|Volumen plaquetario medio|Leukozyten|白细胞|红细胞计数|Platelets in PRP|\
             Platelet concentrate|Riesenthrombozyten|大血小板",
        ),
    ] {
        for name in names.split('|') {
            for key in ["text", "display"] {
                let mut result = result(code, json!(value), unit);
                if key == "text" {
                    result["code"]["text"] = json!(name);
                } else {
                    result["code"]["coding"][0]["display"] = json!(name);
                }
                left(&result, &format!("{code} {key} {name}"));
            }
        }
    }
}

// guards: H1
#[test]
fn what_is_counted_in_blood_is_not_taken_from_serum() {
    for code in ["718-7", "777-3"] {
        let unit = if code == "718-7" { "g/L" } else { "10*9/L" };
        for (specimen, is_taken) in [
            ("Serum", false),
            ("Plasma", false),
            ("EDTA plasma", true),
            ("Whole blood", true),
        ] {
            let mut result = result(code, json!(112), unit);
            result["specimen"] = json!({ "display": specimen });
            if is_taken {
                taken(&result, specimen);
            } else {
                left(&result, specimen);
            }
        }
    }
}

// guards: H1, H20
#[test]
fn a_specimen_of_blood_that_is_more_than_that_leaves_the_result_out() {
    for text in [
        "bovine serum",
        "menstrual blood",
        "post-filter blood",
        "pooled serum",
        "mother's blood",
        "sang de cordon",
        "Моча",
        "Serum, hemolyzed",
    ] {
        left(&but(|r| r["specimen"] = json!({ "display": text })), text);
    }
    for text in ["Serum specimen", "Serum, SST gold top", "静脉血标本"] {
        taken(&but(|r| r["specimen"] = json!({ "display": text })), text);
    }
    left(
        &but(|r| r["bodySite"] = json!({ "text": "renal vein" })),
        "site",
    );
}

// guards: H1
#[test]
fn a_unit_for_readers_and_a_range_in_words_are_held_against_the_code() {
    for (code, value, unit, said) in [
        ("1975-2", 34, "mg/dL", "umol / L"),
        ("1975-2", 34, "mg/dL", "micromol/L"),
        ("1975-2", 34, "mg/dL", "per cubic league"),
        ("6301-6", 14, "1", "seconds"),
        ("777-3", 12, "10*9/L", "x10E4/uL"),
        ("777-3", 12, "10*9/L", "万"),
        ("718-7", 81, "g/L", "mmol/L"),
    ] {
        let mut result = result(code, json!(value), unit);
        result["valueQuantity"]["unit"] = json!(said);
        left(&result, &format!("{code} {said}"));
    }
    for (code, value, unit, said) in [
        ("1975-2", 2, "mg/dL", "MG/DL"),
        ("14631-6", 34, "umol/L", "µmol/l"),
        ("777-3", 120, "10*9/L", "x10⁹/L"),
        ("777-3", 120, "10*9/L", "G/L"),
        ("777-3", 120, "10*3/uL", "K/µL"),
        ("777-3", 120, "10*3/uL", "10E3/uL"),
        ("6301-6", 2, "{INR}", "(ratio)"),
        ("5902-2", 15, "s", "seconds"),
    ] {
        let mut result = result(code, json!(value), unit);
        result["valueQuantity"]["unit"] = json!(said);
        taken(&result, &format!("{code} {said}"));
    }
    for (range, is_taken) in [
        ("5-21 umol/L", false),
        ("5.1 - 20.5", false),
        ("0.2 - 1.2", true),
        ("0.2–1.2 mg/dL", true),
        ("see report", true),
    ] {
        let mut result = result("1975-2", json!(2), "mg/dL");
        result["referenceRange"] = json!([{ "text": range }]);
        if is_taken {
            taken(&result, range);
        } else {
            left(&result, range);
        }
    }
}

// guards: H1, H20
#[test]
fn what_a_report_says_counts_for_the_results_that_it_names() {
    let albumin = || {
        but(|r| {
            r["id"] = json!("5");
        })
    };
    let report = |more: Json| {
        let mut report = json!({
            "resourceType": "DiagnosticReport", "status": "final",
            "result": [{ "reference": "Observation/5" }],
        });
        for (key, value) in more.as_object().expect("an object") {
            report[key] = value.clone();
        }
        report
    };
    for more in [
        json!({ "status": "entered-in-error" }),
        json!({ "status": "cancelled" }),
        json!({ "code": { "text": "Urinalysis" } }),
        json!({ "specimen": [{ "display": "Ascitic fluid" }] }),
        json!({ "resourceType": "Observation", "result": [], "specimen": { "display": "Urine" },
            "hasMember": [{ "reference": "Observation/5" }], "code": { "text": "Panel" } }),
    ] {
        let (taken, remarks) = labs(&[report(more.clone()), albumin()]);
        assert_eq!((taken, remarks.len()), (json!({}), 1), "{more}");
    }
    let (taken, remarks) = labs(&[
        report(json!({ "code": { "text": "Liver panel" } })),
        albumin(),
    ]);
    assert_eq!(
        (taken["albumin"]["value"].clone(), remarks),
        (json!("29"), vec![])
    );
    let other = report(json!({ "subject": { "reference": "Patient/8" } }));
    assert!(
        read(&bundle(&[other, albumin()])).is_err(),
        "another patient"
    );
}

// guards: H1, H20
#[test]
fn a_specimen_of_another_patient_and_a_newer_local_code_are_not_silent() {
    let specimen = |patient: &str| {
        json!({ "resourceType": "Specimen", "id": "s", "type": { "text": "Serum" },
            "subject": { "reference": patient } })
    };
    let of = but(|r| r["specimen"] = json!({ "reference": "Specimen/s" }));
    assert!(read(&bundle(&[specimen("Patient/8"), of.clone()])).is_err());
    let (taken, _) = labs(&[specimen("Patient/7"), of]);
    assert_eq!(taken["albumin"]["value"], json!("29"));
    let newer = but(|r| {
        r["code"] = json!({ "coding": [{ "system": "urn:local", "code": "ALB" }] });
        r["effectiveDateTime"] = json!("2026-11-21");
    });
    let (_, remarks) = labs(&[but(|_| ()), newer]);
    assert_eq!(remarks.len(), 2, "{remarks:?}");
    assert!(remarks.iter().any(|said| said.contains("may be later")));
}
