//! A host hands over results as FHIR.

use serde_json::{Value, json};

use crate::browser::{open, open_host};
use crate::element::{ask, give};

fn result(code: &str, value: Value, unit: &str) -> Value {
    json!({ "resource": {
        "resourceType": "Observation",
        "status": "final",
        "code": { "coding": [{ "system": "http://loinc.org", "code": code }] },
        "effectiveDateTime": "2026-01-02T08:30:00Z",
        "valueQuantity": { "value": value, "system": "http://unitsofmeasure.org", "code": unit },
    } })
}

/// A woman born on New Year's Day of 1974, with some results.
pub fn bundle() -> Value {
    json!({ "resourceType": "Bundle", "type": "collection", "entry": [
        { "resource": { "resourceType": "Patient", "gender": "female", "birthDate": "1974-01-01" } },
        result("1975-2", json!(2.63), "mg/dL"),
        result("1751-7", json!("29.0"), "g/L"),
        result("6301-6", json!(1.5), "{INR}"),
        result("26515-7", json!(58), "10*3/uL"),
        result("5195-3", json!(1), "{s_co_ratio}"),
    ] })
}

/// Hands it over; gives the places that the remarks name, or the refusal.
pub fn importing(document: &Value) -> String {
    format!(
        "return widget.importFhir({document})
            .then((remarks) => remarks.map(({{ path }}) => path), (error) => [error.name, error.path].join())"
    )
}

fn taken() -> Value {
    let date = "2026-01-02";
    json!({
        "bilirubin": { "value": "2.63", "unit": "mg/dL", "date": date },
        "albumin": { "value": "29.0", "unit": "g/L", "date": date },
        "inr": { "value": "1.5", "unit": "1", "date": date },
        "platelets": { "value": "58", "unit": "10*9/L", "date": date },
    })
}

#[tokio::test]
async fn results_from_fhir_go_into_empty_fields_and_what_was_typed_stays() {
    open(|page| async move {
        give(&page, &json!({ "ascites": "slight", "labs": { "albumin": { "value": "31", "unit": "g/L" } } })).await?;
        let remarks = ask(&page, &importing(&bundle())).await?;
        assert_eq!(remarks, json!(["entry[5].resource", "patient.labs.albumin"]));
        let now = ask(&page, "return widget.patient").await?;
        let mut labs = taken();
        labs["albumin"] = json!({ "value": "31", "unit": "g/L" });
        assert_eq!(now["labs"], labs);
        assert_eq!((&now["sex"], &now["ascites"]), (&json!("female"), &json!("slight")));
        assert!(now["age"].as_u64().is_some_and(|age| age >= 52), "{now}");
        page.holds("document.querySelector('liver-prescreen').shadowRoot.getElementById('inr').value === '1.5'")
            .await?;
        // A day that stands beside an empty field belongs to a value that is about to be typed.
        let date = "const root = widget.shadowRoot; const fill = (id, text) => { const field = root.getElementById(id); \
            field.value = text; field.dispatchEvent(new Event('input')) }; fill('inr', ''); fill('inr-date', '2026-01-05')";
        ask(&page, date).await?;
        let remarks = ask(&page, &importing(&bundle())).await?;
        assert!(remarks.as_array().is_some_and(|all| all.contains(&json!("patient.labs.inr"))), "{remarks}");
        let stands = "return ['inr', 'inr-date'].map((id) => widget.shadowRoot.getElementById(id).value)";
        assert_eq!(ask(&page, stands).await?, json!(["", "2026-01-05"]));
        ask(&page, "const day = widget.shadowRoot.getElementById('inr-date'); day.value = ''; day.dispatchEvent(new Event('input'))").await?;
        ask(&page, &importing(&bundle())).await?;
        // Once more changes nothing.
        ask(&page, &importing(&bundle())).await?;
        assert_eq!(ask(&page, "return widget.patient").await?, now);
        Ok(())
    })
    .await;
}

// guards: H20
#[tokio::test]
async fn results_of_somebody_else_or_of_no_kind_are_refused_and_the_form_stays() {
    open(|page| async move {
        for (held, path) in [
            (json!({ "age": 40 }), "patient.birthDate"),
            (json!({ "sex": "male" }), "patient"),
        ] {
            give(&page, &held).await?;
            let refusal = ask(&page, &importing(&bundle())).await?;
            assert_eq!(refusal, json!(format!("PrescreenError,{path}")));
            assert_eq!(ask(&page, "return widget.patient").await?, held);
        }
        ask(&page, "widget.reset()").await?;
        let somebody = json!({ "resourceType": "Patient" });
        let several = json!({ "resourceType": "Bundle", "type": "collection", "entry": [
            { "resource": somebody }, { "resource": somebody },
        ] });
        for (document, path) in [(json!({}), "resourceType"), (json!(7), "resourceType"), (several, "entry[1].resource")] {
            let refusal = ask(&page, &importing(&document)).await?;
            assert_eq!(refusal, json!(format!("PrescreenError,{path}")));
            assert_eq!(ask(&page, "return widget.patient").await?, json!({}));
        }
        let circle = "const circle = {}; circle.circle = circle; return widget.importFhir(circle).catch(({ name }) => name)";
        assert_eq!(ask(&page, circle).await?, "PrescreenError");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn results_wait_for_the_calculator_and_not_for_another_patient() {
    open_host(
        "hosts/plain.html",
        |_| (),
        |page| async move {
            page.stands().await?;
            let script = format!(
                r#"
            const other = document.createElement("liver-prescreen");
            const early = other.importFhir({bundle});
            document.body.append(other);
            const remarks = (await early).length;
            while (!other.patient.labs) await new Promise((done) => setTimeout(done, 20));
            const {{ labs }} = other.patient;
            const late = other.importFhir({bundle}).catch(({{ path }}) => path);
            other.patient = {{ labs: {{ sodium: {{ value: "136", unit: "mmol/L" }} }} }};
            const refused = await late;
            await new Promise((done) => setTimeout(done, 100));
            return {{ remarks, labs, refused, then: other.patient }};
            "#,
                bundle = bundle()
            );
            assert_eq!(
                ask(&page, &script).await?,
                json!({
                    "remarks": 1,
                    "labs": taken(),
                    "refused": "patient",
                    "then": { "labs": { "sodium": { "value": "136", "unit": "mmol/L" } } },
                })
            );
            Ok(())
        },
    )
    .await;
}

// guards: H20
#[tokio::test]
async fn results_wait_for_the_study_that_says_which_are_asked_for() {
    open_host(
        "hosts/tailwind.html",
        |_| (),
        |page| async move {
            page.stands().await?;
            let alt = json!({ "resourceType": "Bundle", "type": "collection", "entry": [
                { "resource": { "resourceType": "Patient", "gender": "female", "birthDate": "1974-01-01" } },
                result("1742-6", json!(52), "U/L"),
            ] });
            let script = format!(
                r#"
            const study = await (await fetch("study.json")).json();
            const asks = structuredClone(study.criteria.find(({{ id }}) => id === "I4a"));
            asks.id = "X1";
            asks.readings[0].rule = {{ kind: "lab", analyte: "alt", unit: "U/L", max: "200" }};
            study.criteria.push(asks);
            const other = document.createElement("liver-prescreen");
            other.study = study;
            const away = await other.importFhir({alt}).catch(({{ path }}) => path);
            document.body.append(other);
            const early = (await other.importFhir({alt})).length;
            const {{ labs }} = other.patient;
            // And of a study that takes the place of another.
            widget.study = study;
            const changed = (await widget.importFhir({alt})).length;
            const then = widget.patient.labs;
            return [away, early, labs, changed, then];
            "#
            );
            let value = json!({ "alt": { "value": "52", "unit": "U/L", "date": "2026-01-02" } });
            assert_eq!(ask(&page, &script).await?, json!(["study", 0, value, 0, value]));
            Ok(())
        },
    )
    .await;
}
