//! What the linter of study files notices, and what a file's parts become.

use liver_prescreen::study::model::ScoreName;
use liver_prescreen::study::{self, Study};
use serde_json::{Value as Json, json};

use crate::support::{screen, study as shipped, worked};

fn file() -> Json {
    serde_json::from_str(study::files().next().expect("a file")).expect("json")
}

fn remarks(file: &Json) -> Vec<(String, String)> {
    let remarks = study::remarks(&file.to_string());
    let remarks = remarks.iter();
    remarks
        .map(|problem| (problem.path.clone(), problem.message.clone()))
        .collect()
}

/// The file with another value at a place.
fn with(place: &str, value: Json) -> Json {
    let mut file = file();
    let (parent, key) = place.rsplit_once('/').expect("a path");
    let parent = file.pointer_mut(parent).expect("a parent");
    match parent {
        Json::Array(items) => items[key.parse::<usize>().expect("an index")] = value,
        _ => parent[key] = value,
    }
    file
}

fn read(file: &Json) -> Study {
    study::from_json(&file.to_string()).expect("a study")
}

#[test]
fn the_study_as_the_build_embeds_it_is_the_one_of_the_file() {
    let file = study::files().next().expect("a file");
    let of_file = study::from_json(file).expect("a study");
    assert_eq!(*shipped(), of_file);
    assert_eq!(shipped().sha256, of_file.sha256);
}

#[test]
fn every_text_of_the_study_that_ships_is_there_in_both_languages() {
    fn both(value: &Json, path: &str, texts: &mut usize) {
        match value {
            Json::Array(members) => members.iter().for_each(|member| both(member, path, texts)),
            Json::Object(fields) if fields.contains_key("zh-CN") || fields.contains_key("en") => {
                // A translation stands beside the registry's own words.
                let is_apart = path.ends_with(".translation");
                assert!(is_apart || fields.contains_key("en"), "{path}: {value}");
                assert!(fields.contains_key("zh-CN"), "{path}: {value}");
                *texts += 1;
            }
            Json::Object(fields) => {
                for (key, field) in fields {
                    both(field, &format!("{path}.{key}"), texts);
                }
            }
            _ => {}
        }
    }
    let mut texts = 0;
    both(&file(), "", &mut texts);
    assert!(texts > 100, "{texts}");
}

#[test]
fn the_file_that_ships_has_no_remarks() {
    assert_eq!(remarks(&file()), []);
}

#[test]
fn an_id_that_stands_twice_is_named_at_both_places() {
    let places: Vec<String> = remarks(&with("/criteria/1/id", json!("I1")))
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    assert_eq!(places, ["criteria[0].id", "criteria[1].id"]);
}

// guards: H20
#[test]
fn a_character_that_nobody_sees_is_named() {
    for unseen in [
        "\u{202e}", "\u{2066}", "\u{200f}", "\u{61c}", "\u{1b}", "\u{9b}",
    ] {
        let text = format!("Written informed consent{unseen} is not given");
        for place in [
            "/title/en",
            "/gaps/0/zh-CN",
            "/printed/exclusion/3",
            "/registry/site",
        ] {
            let found = remarks(&with(place, json!(text)));
            let path = place
                .trim_start_matches('/')
                .replace("/3", "[3]")
                .replace("/0", "[0]");
            let path = path.replace('/', ".");
            let named = |(at, message): &(String, String)| *at == path && message.contains("U+");
            assert!(found.iter().any(named), "{place}: {found:?}");
        }
    }
    // Lines and accents are no such characters.
    assert_eq!(
        remarks(&with("/registry/site", json!("Zhōngnán\nHospital"))),
        []
    );
}

#[test]
fn ten_thousand_places_are_the_most() {
    // The two other groups have eight each.
    assert_eq!(remarks(&with("/arms/0/places", json!(9984))), []);
    let over = remarks(&with("/arms/0/places", json!(9985)));
    assert_eq!(over.len(), 1, "{over:?}");
    assert_eq!(over[0].0, "arms");
}

#[test]
fn every_part_of_a_study_file_is_held_to_its_form() {
    for (place, value, path, says) in [
        (
            "/criteria/1/words",
            json!(["Decompensated stage", "of viral hepatitis B"]),
            "criteria[1].words",
            "Each printed bullet",
        ),
        (
            "/criteria/0/name/zh-CN",
            json!(" "),
            "criteria[0].name.zh-CN",
            "leave the language out",
        ),
        (
            "/criteria/0/name/en",
            json!(""),
            "criteria[0].name.en",
            "leave the language out",
        ),
        (
            "/criteria/3/readings/0/rule/below",
            json!("<35"),
            "criteria[3].readings[0].rule.below",
            "digits",
        ),
        (
            "/criteria/3/readings/0/rule/below",
            json!("3,5"),
            "criteria[3].readings[0].rule.below",
            "digits",
        ),
        (
            "/criteria/3/readings/0/grade",
            json!("D"),
            "criteria[3].readings[0].grade",
            "A, B, C",
        ),
        (
            "/registry/readOn",
            json!("22.11.2026"),
            "registry.readOn",
            "YYYY-MM-DD",
        ),
    ] {
        let found = remarks(&with(place, value));
        assert!(
            found
                .iter()
                .any(|(at, what)| at == path && what.contains(says)),
            "{place}: {found:?}"
        );
    }
}

#[test]
fn several_faults_are_told_at_once() {
    let mut file = with("/criteria/0/name/en", json!(""));
    file["arms"][1]["infusion"]["volumeMl"] = json!(0);
    let found = remarks(&file);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn days_grades_and_evidence_arrive_as_they_stand_in_the_file() {
    let file = with("/registry/registered", json!("2022-06-30"));
    let study = read(&file);
    let registered = study.registry.registered.map(liver_prescreen::dates::iso);
    assert_eq!(registered.as_deref(), Some("2022-06-30"));
    assert_eq!(study.registry.completed, None, "not captured");
    for (criterion, given) in study
        .criteria
        .iter()
        .zip(file["criteria"].as_array().expect("a list"))
    {
        let readings = given["readings"].as_array().expect("a list");
        assert_eq!(criterion.readings.len(), readings.len());
        for (reading, given) in criterion.readings.iter().zip(readings) {
            assert_eq!(reading.grade.letter(), given["grade"]);
            let evidence: Vec<&str> = reading.evidence.iter().map(|e| e.source.as_str()).collect();
            let sources = given["evidence"].as_array().expect("a list");
            let sources: Vec<&str> = sources
                .iter()
                .filter_map(|e| e["source"].as_str())
                .collect();
            assert_eq!(evidence, sources, "{}", criterion.id);
            for (evidence, given) in reading
                .evidence
                .iter()
                .zip(given["evidence"].as_array().expect("a list"))
            {
                assert_eq!(evidence.grade.letter(), given["grade"]);
            }
        }
    }
}

#[test]
fn names_of_the_public_contract_are_the_ones_written() {
    for (name, score) in ScoreName::NAMES {
        assert_eq!(score.key(), name);
    }
    let report = screen(&worked());
    let criteria = report["criteria"].as_array().expect("criteria");
    for criterion in criteria {
        let id = criterion["id"].as_str().expect("an id");
        let kind = if id.starts_with('I') {
            "inclusion"
        } else {
            "exclusion"
        };
        assert_eq!(criterion["kind"], kind, "{id}");
    }
}

fn said(found: &[(String, String)], path: &str, part: &str) -> bool {
    found
        .iter()
        .any(|(at, what)| at == path && what.contains(part))
}

#[test]
fn an_id_begins_with_a_letter_and_holds_nothing_that_hides() {
    for place in [
        "/id",
        "/criteria/4/id",
        "/criteria/4/readings/0/id",
        "/arms/1/id",
        "/schedule/2/id",
    ] {
        let path = place.trim_start_matches('/').split('/');
        let path = path.fold(String::new(), |path, step| match step.parse::<u32>() {
            Ok(index) => format!("{path}[{index}]"),
            Err(_) if path.is_empty() => step.to_owned(),
            Err(_) => format!("{path}.{step}"),
        });
        for id in [
            "",
            " ",
            "1a",
            "_a",
            "-a",
            ".a",
            "a b",
            "a\n",
            "a\u{0}",
            "a\u{202e}b",
            "a\u{200b}",
            "\u{430}bc",
            "I\u{4e00}",
            "a'b",
            "a\"b",
            "a/b",
            "a#b",
            "a<b",
            "__proto__",
            "a".repeat(65).as_str(),
        ] {
            let found = remarks(&with(place, json!(id)));
            assert!(
                said(&found, &path, "Expected a letter"),
                "{place} {id:?}: {found:?}"
            );
            assert!(
                found.iter().all(|(at, _)| *at == path),
                "{place} {id:?}: {found:?}"
            );
        }
        for id in ["constructor", "toString", "hasOwnProperty", "valueOf"] {
            let found = remarks(&with(place, json!(id)));
            assert!(
                said(&found, &path, "every object"),
                "{place} {id}: {found:?}"
            );
        }
        for id in ["a", "A.1_b-c", "inn-2", "a".repeat(64).as_str()] {
            assert_eq!(remarks(&with(place, json!(id))), [], "{place} {id}");
        }
    }
}

#[test]
fn a_criterion_is_not_called_as_something_else_of_the_form() {
    for id in [
        "dialysis",
        "age",
        "sex",
        "Sex",
        "ascites",
        "encephalopathy",
        "cholestatic",
        "birthDate",
        "labs",
        "answers",
        "events",
        "enrolled",
        "firstInfusion",
        "prothrombinTime",
        "bilirubin",
        "INR",
        "platelets",
    ] {
        let found = remarks(&with("/criteria/4/id", json!(id)));
        assert!(
            said(&found, "criteria[4].id", "the name of an entry"),
            "{id}: {found:?}"
        );
    }
    for id in [
        // The day of an event is told by its ending.
        "I1-event",
        "stroke-Event",
        "bilirubin-unit",
        "sodium-date",
        "criterion-I1",
    ] {
        let found = remarks(&with("/criteria/4/id", json!(id)));
        assert!(
            said(&found, "criteria[4].id", "the form makes"),
            "{id}: {found:?}"
        );
    }
    // Names that resemble those are nobody's.
    for id in [
        "age-limit",
        "armed",
        "consent-date",
        "unit-of-care",
        "Dialysis-2",
        "event",
    ] {
        assert_eq!(remarks(&with("/criteria/4/id", json!(id))), [], "{id}");
    }
}

/// The sources of the page, in every folder.
fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the page's sources");
    let paths = entries.map(|entry| entry.expect("a file").path());
    let paths = paths.flat_map(|path| match path.is_dir() {
        true => sources(&path),
        false => vec![path],
    });
    paths
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect()
}

/// What the page calls its elements stands in its sources; what it makes of a criterion's id ends otherwise.
#[test]
fn no_element_of_the_page_has_a_name_that_it_makes_of_a_criterion() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    let mut names = 0;
    for path in sources(&folder) {
        let text = std::fs::read_to_string(path).expect("a source");
        for name in text.split(".id(\"").skip(1) {
            let name = name.split('"').next().expect("a name");
            for end in ["-yes", "-no", "-unknown", "-not-applicable", "-event"] {
                assert!(!name.ends_with(end), "{name}");
            }
            assert!(!name.starts_with("criterion-"), "{name}");
            names += 1;
        }
    }
    assert!(names > 20, "{names}");
}

#[test]
fn ids_are_told_apart_even_by_who_takes_capitals_for_small_letters() {
    for (place, other, path) in [
        ("/criteria/1/id", "i1", "criteria"),
        (
            "/criteria/5/readings/1/id",
            "Prothrombin-Activity",
            "criteria[5].readings",
        ),
        ("/arms/1/id", "Low-Dose", "arms"),
        ("/schedule/1/id", "INFUSION-1", "schedule"),
    ] {
        let found = remarks(&with(place, json!(other)));
        assert_eq!(found.len(), 2, "{place}: {found:?}");
        for (index, place) in [place, "first"].iter().enumerate() {
            let path = format!("{path}[{index}].id");
            assert!(
                said(&found, &path, "differ only in case"),
                "{place}: {found:?}"
            );
        }
    }
    for (place, path) in [
        ("/criteria/5/readings/1/id", "criteria[5].readings[1].id"),
        ("/arms/1/id", "arms[1].id"),
        ("/schedule/1/id", "schedule[1].id"),
    ] {
        let (list, _) = place.split_at(place.len() - "1/id".len());
        let first = file()
            .pointer(&format!("{list}0/id"))
            .expect("an id")
            .clone();
        let found = remarks(&with(place, first));
        assert!(said(&found, path, "appears twice"), "{place}: {found:?}");
    }
}

#[test]
fn only_secure_addresses_are_links() {
    for place in [
        "/registry/url",
        "/registry/source",
        "/criteria/1/readings/0/evidence/0/source",
    ] {
        let path = match place {
            "/registry/url" => "registry.url",
            "/registry/source" => "registry.source",
            _ => "criteria[1].readings[0].evidence[0].source",
        };
        let mut wrong = vec![
            "http://example.org/",
            "HTTP://example.org/",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "https://",
            "https:///path",
            "https://user@example.org/",
            "https://example.org\\@other.example/",
            "https://ex\u{e4}mple.org/",
            "ftp://example.org/",
        ];
        if place.starts_with("/registry") {
            wrong.extend([
                "",
                " https://example.org/",
                "https://example.org/a b",
                "//example.org/",
                "study.html",
            ]);
        }
        for link in wrong {
            let found = remarks(&with(place, json!(link)));
            assert!(
                said(&found, path, "https://"),
                "{place} {link:?}: {found:?}"
            );
        }
        let right = "https://example.org:8443/a-b_c?d=e&f=%20#g";
        assert_eq!(remarks(&with(place, json!(right))), [], "{place}");
    }
    // A source in words may name one.
    let place = "/criteria/1/readings/0/evidence/0/source";
    assert_eq!(
        remarks(&with(
            place,
            json!("Smith 2020: see https://example.org/a, page 3")
        )),
        []
    );
}

#[test]
fn every_fault_of_sense_is_told_at_once() {
    let mut file = file();
    file["criteria"][0]["readings"][0]["rule"]["min"] = json!(80);
    file["criteria"][1]["id"] = json!("age");
    file["criteria"][2]["words"][0] = json!("words that stand nowhere");
    file["registry"]["url"] = json!("http://example.org/");
    file["printed"]["inclusion"][0] = json!(" ");
    file["arms"][1]["id"] = file["arms"][0]["id"].clone();
    file["schedule"][0]["id"] = json!("__proto__");
    file["title"]["zh-CN"] = json!("");
    let found = remarks(&file);
    for (path, part) in [
        ("criteria[0].readings[0].rule.min", "above the greatest"),
        ("criteria[1].id", "the name of an entry"),
        ("criteria[2].words", "does not stand"),
        ("registry.url", "https://"),
        ("printed.inclusion[0]", "A text is needed"),
        ("arms[0].id", "twice"),
        ("arms[1].id", "twice"),
        ("schedule[0].id", "Expected a letter"),
        ("title.zh-CN", "leave the language out"),
    ] {
        assert!(said(&found, path, part), "{path}: {found:?}");
    }
}

#[test]
fn a_study_without_criteria_is_none() {
    let mut file = file();
    file["criteria"] = json!([]);
    file["printed"] = json!({ "inclusion": [], "exclusion": [] });
    let found = remarks(&file);
    assert_eq!(
        found,
        [(
            "criteria".to_owned(),
            "At least one criterion is needed.".to_owned()
        )]
    );
}

#[test]
fn both_ends_of_an_age_may_be_one() {
    let same = json!({ "kind": "age", "min": 18, "max": 18 });
    assert_eq!(remarks(&with("/criteria/0/readings/0/rule", same)), []);
}

/// Studies that somebody made to keep a reader waiting.
// guards: H21
#[test]
fn a_hostile_study_is_refused_or_read_within_a_second() {
    let shipped = file();
    let criterion = shipped["criteria"][0].clone();
    let reading = criterion["readings"][0].clone();
    let many = |item: &Json, count: usize| Json::from(vec![item.clone(); count]);
    let long = |length: usize| "a".repeat(length);
    let set = |place: &str, value: Json| with(place, value);
    let mut nulls = file();
    for index in 0..25_000 {
        nulls["registry"][format!("k{index}")] = Json::Null;
    }
    let mut compared = file();
    compared["printed"]["inclusion"][0] = json!(long(200_000));
    compared["criteria"][0]["words"] = json!([format!("{}b", long(100_000))]);
    let mut deep = json!("x");
    for _ in 0..100 {
        deep = json!([deep]);
    }
    for (name, study, refused) in [
        (
            "10,000 criteria",
            set("/criteria", many(&criterion, 10_000)),
            true,
        ),
        (
            "empty criteria",
            set("/criteria", many(&json!({}), 150_000)),
            true,
        ),
        (
            "100,000 readings",
            set("/criteria/0/readings", many(&reading, 100_000)),
            true,
        ),
        (
            "empty readings",
            set("/criteria/0/readings", many(&json!({}), 100_000)),
            true,
        ),
        (
            "empty readings, spread",
            {
                let mut one = criterion.clone();
                one["readings"] = many(&json!({}), 200);
                set("/criteria", many(&one, 200))
            },
            true,
        ),
        (
            "a long bullet",
            set("/printed/inclusion/0", json!(long(1 << 20))),
            true,
        ),
        (
            "a long id",
            set("/criteria/0/id", json!(long(400_000))),
            true,
        ),
        (
            "a long address",
            set("/registry/url", json!(format!("https://{}", long(400_000)))),
            false,
        ),
        ("long words of one letter", compared, true),
        ("many names without a value", nulls, false),
        ("a deep part", set("/arms", deep), true),
        (
            "many visits",
            set("/schedule", many(&shipped["schedule"][0], 50_000)),
            true,
        ),
        (
            "many bullets",
            set("/printed/exclusion", many(&json!("x"), 100_000)),
            true,
        ),
        (
            "many days",
            set("/timing/labsOldDays", many(&json!(1), 250_000)),
            true,
        ),
    ] {
        let text = study.to_string();
        let start = std::time::Instant::now();
        let found = study::remarks(&text);
        let read = study::from_json(&text);
        let time = start.elapsed();
        assert!(time.as_secs_f64() < 1.0, "{name}: {time:?}");
        assert_eq!(!found.is_empty(), refused, "{name}: {:?}", found.first());
        assert_eq!(read.is_err(), refused, "{name}");
        // Who mends it must be able to read what is said.
        assert!(found.len() <= 501, "{name}: {}", found.len());
        let said: usize = found.iter().map(|problem| problem.message.len()).sum();
        assert!(said < 200_000, "{name}: {said}");
    }
}

#[test]
fn the_largest_study_that_is_accepted_is_screened_within_a_second() {
    let mut study = file();
    let asked = study["criteria"][1].clone();
    let criteria = (0..200).map(|index| {
        let mut criterion = asked.clone();
        criterion["id"] = json!(format!("X{index}"));
        criterion["help"] = Json::Null;
        let mut reading = criterion["readings"][0].clone();
        reading["evidence"] = json!([]);
        let readings = (0..4).map(|index| {
            let mut reading = reading.clone();
            reading["id"] = json!(format!("r{index}"));
            reading["default"] = json!(index == 0);
            reading
        });
        criterion["readings"] = readings.collect();
        criterion
    });
    study["criteria"] = criteria.collect();
    study["printed"] = json!({ "inclusion": [study["printed"]["inclusion"][1]], "exclusion": [] });
    for criterion in study["criteria"].as_array_mut().expect("a list") {
        criterion["printed"] = json!(["inclusion-1"]);
    }
    let size = study.to_string().len();
    assert!(size > 300_000, "{size}");
    let start = std::time::Instant::now();
    assert_eq!(remarks(&study), []);
    let mut input = worked();
    input["study"] = study;
    input["patient"]["answers"] = json!({ "X7": "no" });
    let report = screen(&input);
    assert_eq!(report["verdict"]["state"], "excluded");
    assert_eq!(report["verdict"]["because"], json!(["X7"]));
    let time = start.elapsed();
    assert!(time.as_secs_f64() < 1.0, "{time:?}");
}
