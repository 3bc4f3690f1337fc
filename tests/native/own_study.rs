//! What page and record say of a study that is arranged otherwise than the one that ships: of its groups, and of parts that
//! its file leaves out.

use std::sync::Arc;

use liver_prescreen::dates;
use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::exchange::record::{Noted, record, text};
use liver_prescreen::screening;
use liver_prescreen::study::{self, Study};
use liver_prescreen::ui::prerender::prerender;
use liver_prescreen::words::Lang;
use serde_json::{Value as Json, json};

use crate::support::worked;

fn file() -> Json {
    serde_json::from_str(study::files().next().expect("a file")).expect("JSON")
}

/// The study that ships, with something of its file changed, and the page of it in both languages.
fn changed(change: impl FnOnce(&mut Json)) -> (Study, [String; 2]) {
    let mut file = file();
    change(&mut file);
    let study = study::from_json(&file.to_string()).expect("a study");
    let shown = Arc::new(study.clone());
    let pages = [Lang::En, Lang::Zh].map(|lang| prerender(&shown, lang));
    (study, pages)
}

/// The record of the worked patient in English, as text.
fn recorded(study: &Study, change: impl FnOnce(&mut Json)) -> String {
    let mut input = worked();
    change(&mut input);
    let input = ScreenInput::from_json(&input.to_string()).expect("an input");
    let today = || dates::parse("2026-11-22").expect("a day");
    let case = input::case(&input, study, today).expect("a case");
    let report = screening::screen(study, &case);
    text(&record(Lang::En, study, &case, &report, &Noted::default()))
}

fn without_groups(file: &mut Json) {
    file["assignment"] = json!({ "kind": "none" });
    file["arms"] = json!([]);
    file["enrolment"] = Json::Null;
}

/// Several are open at once, with a dose in words.
fn open(file: &mut Json) {
    file["assignment"] = json!({ "kind": "open" });
    file["enrolment"] = json!({ "recruitment": "open", "asOf": "2026-11-20", "staleAfterDays": 30, "assumptions": [] });
    for arm in file["arms"].as_array_mut().expect("arms") {
        arm["infusion"] = Json::Null;
        arm["dose"] = json!({ "en": "1 mg once a day", "zh-CN": "每日一次，每次1 mg" });
    }
}

fn blinded(file: &mut Json) {
    open(file);
    file["assignment"] = json!({ "kind": "blinded" });
}

fn holds(pages: &[String; 2], english: &str, chinese: &str) {
    for (page, text) in pages.iter().zip([english, chinese]) {
        assert!(page.contains(text), "{text}");
    }
}

fn holds_not(pages: &[String; 2], text: &str) {
    for page in pages {
        assert!(!page.contains(text), "{text}");
    }
}

// guards: H32
#[test]
fn a_study_without_groups_says_so_and_asks_for_no_count() {
    let (study, pages) = changed(without_groups);
    holds(
        &pages,
        "This study has no dose groups.",
        "本研究不设剂量组。",
    );
    holds_not(&pages, "id=\"enrolled\"");
    holds_not(&pages, "class=\"lanes\"");
    let record = recorded(&study, |_| ());
    assert!(
        record.contains("This study has no dose groups."),
        "{record}"
    );
}

// guards: H32
#[test]
fn of_groups_that_are_open_together_none_is_stated_whatever_the_count() {
    let (study, pages) = changed(open);
    holds(
        &pages,
        "Several groups of this study are open at once",
        "多个组同时开放",
    );
    holds(&pages, "1 mg once a day", "每日一次，每次1 mg");
    holds_not(&pages, "id=\"enrolled\"");
    let record = recorded(&study, |input| {
        input["enrolment"] = json!({ "asOf": "2026-11-20", "recruitment": "open", "enrolled": 9 });
    });
    assert!(
        record.contains("The study site assigns the group"),
        "{record}"
    );
    assert!(!record.contains("place would be"), "{record}");
}

// guards: H32
#[test]
fn a_blinded_study_shows_no_group_at_all() {
    let (study, pages) = changed(blinded);
    holds(&pages, "This study is blinded.", "本研究为盲法设计");
    for text in [
        "id=\"enrolled\"",
        "class=\"lanes\"",
        "1 mg once a day",
        "dose group</b>",
    ] {
        holds_not(&pages, text);
    }
    let record = recorded(&study, |_| ());
    assert!(record.contains("This study is blinded."), "{record}");
    assert!(!record.contains("1 mg once a day"), "{record}");
}

#[test]
fn what_a_file_leaves_out_has_no_heading() {
    let (study, pages) = changed(|file| {
        for part in ["schedule", "gaps", "timing", "enrolment"] {
            file[part] = Json::Null;
        }
    });
    for text in ["visits-title", "firstInfusion"] {
        holds_not(&pages, text);
    }
    for lang in [Lang::En, Lang::Zh] {
        let empty = format!(
            ">{}</",
            lang.catalogue().page.about.gaps.replace("{count}", "0")
        );
        holds_not(&pages, &empty);
    }
    let record = recorded(&study, |input| input["firstInfusion"] = json!("2026-12-01"));
    assert!(!record.contains("Visits"), "{record}");
}

#[test]
fn visits_of_a_study_that_somebody_says_is_open_are_no_illustration() {
    let (study, _) = changed(|_| ());
    let planned = |input: &mut Json| input["firstInfusion"] = json!("2026-12-01");
    let record = recorded(&study, |input| {
        planned(input);
        input["enrolment"] = Json::Null;
    });
    assert!(record.contains("these dates only illustrate"), "{record}");
    let record = recorded(&study, |input| {
        planned(input);
        input["enrolment"] = json!({ "asOf": "2026-11-20", "recruitment": "open", "enrolled": 9 });
    });
    assert!(record.contains("2026"), "{record}");
    assert!(!record.contains("only illustrate"), "{record}");
}

// guards: H8
#[test]
fn visits_of_a_study_without_infusions_count_from_its_first_treatment() {
    let tablets = |file: &mut Json| {
        file["schedule"] =
            json!([{"id": "start", "label": {"en": "Start"}, "day": 1, "firm": true}]);
        for arm in file["arms"].as_array_mut().expect("arms") {
            arm.as_object_mut().expect("an arm").remove("infusion");
            arm["dose"] = json!({"en": "One tablet a day"});
        }
    };
    let (study, [en, zh]) = changed(tablets);
    let visits = |page: &str| {
        let from = page.find("id=\"visits-title\"").expect("visits");
        let to = page.find("id=\"about-title\"").expect("about");
        page[from..to].to_owned()
    };
    let (en, zh) = (visits(&en), visits(&zh));
    assert!(
        en.contains("Planned first treatment") && !en.contains("counted from the first infusion"),
        "{en}"
    );
    assert!(en.contains("the first treatment being day 1"), "{en}");
    assert!(
        zh.contains("计划的首次治疗日") && !zh.contains("首次输注为第1天"),
        "{zh}"
    );
    let planned = |input: &mut Json| input["firstInfusion"] = json!("2026-12-01");
    let recorded = recorded(&study, planned);
    assert!(recorded.contains("Planned first treatment"), "{recorded}");
    assert!(!recorded.contains("Planned first infusion"), "{recorded}");
}

#[test]
fn the_contact_of_the_site_is_shown_and_its_link_says_nothing_but_the_address() {
    let printed =
        "Study office (trials@example.org), +91 11 555 0100, odd@example.org?body=x, @clinic";
    let (_, [en, zh]) = changed(|file| file["registry"]["contact"] = json!(printed));
    for (page, name) in [(en, "Site"), (zh, "研究中心")] {
        assert!(page.contains(&format!("<dt>{name}</dt>")), "{name}");
        let link = "(<a href=\"mailto:trials@example.org\">trials@example.org</a>), ";
        assert!(page.contains(link), "{name}");
        assert_eq!(page.matches("mailto:").count(), 1);
        assert!(
            page.contains("odd@example.org?body=x, @clinic"),
            "as printed"
        );
    }
    let (_, [en, _]) = changed(|_| {});
    assert!(!en.contains("mailto:"));
}

#[test]
fn a_file_without_limits_for_days_promises_no_remark_on_them() {
    let promise = "values that are old or were collected days apart are pointed out";
    let (_, [en, _]) = changed(|_| {});
    assert!(en.contains(promise));
    let (_, [en, _]) = changed(|file| file["timing"] = Json::Null);
    assert!(!en.contains(promise));
}

#[test]
fn a_title_in_one_language_stands_there_in_it_and_without_a_translation() {
    let (_, pages) = changed(|file| file["title"] = json!({ "en": "A title" }));
    assert!(pages[1].contains("lang=\"en\">A title</"), "{}", pages[1]);
    assert!(!pages[1].contains("译文（非注册原文）：</"));
    let (_, pages) = changed(|file| file["title"] = json!({ "zh-CN": "标题" }));
    assert!(pages[0].contains("lang=\"zh-CN\">标题</"));
    assert!(!pages[1].contains("译文（非注册原文）：标题"));
}

#[test]
fn what_a_chinese_registry_prints_is_marked_as_chinese() {
    let (_, pages) = changed(|file| {
        file["printed"]["exclusion"][5] = json!("HIV阳性者。");
        let criteria = file["criteria"].as_array_mut().expect("criteria");
        let hiv = criteria
            .iter_mut()
            .find(|one| one["id"] == "E6")
            .expect("E6");
        hiv["words"] = json!(["HIV阳性者"]);
        hiv["translation"] = Json::Null;
        file["purpose"] = json!("评价安全性。");
    });
    for page in &pages {
        assert!(page.contains("lang=\"zh-CN\">HIV阳性者</q>"), "{page}");
        assert!(page.contains("lang=\"zh-CN\">评价安全性。</dd>"));
        assert!(page.matches("lang=\"en\">").count() > 3);
    }
}
