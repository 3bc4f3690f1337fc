//! Enrolment told from two sides: by a host and by a file that it publishes.

use liver_prescreen::dates;
use liver_prescreen::exchange::record;
use liver_prescreen::screening::arm::{ArmStatement, Kept, WhyUnknown};
use liver_prescreen::screening::{Case, Enrolment, screen};
use liver_prescreen::study::model::Recruitment;
use liver_prescreen::words::Lang;
use time::Date;

use crate::support::study as shipped;

fn date(text: &str) -> Date {
    dates::parse(text).expect("a date")
}

// guards: H13
#[test]
fn two_who_speak_of_enrolment_are_believed_only_where_they_agree() {
    let today = date("2026-11-22");
    let open = |enrolled, as_of: Option<&str>| Enrolment {
        as_of: as_of.map(date),
        recruitment: Some(Recruitment::Open),
        enrolled,
        fault: None,
        kept: None,
    };
    let told = |enrolment| {
        let mut case = Case::new(today);
        case.enrolment = Some(enrolment);
        screen(&shipped(), &case).arm
    };
    let state = |page: Enrolment, file: Enrolment| {
        let state = told(page.and(file, today));
        assert_eq!(state, told(file.and(page, today)), "either way");
        state
    };
    let unknown = ArmStatement::Unknown;
    // Alike, or one silent about what the other says.
    for (page, file) in [
        (open(Some(9), None), open(Some(9), Some("2026-11-20"))),
        (open(None, None), open(Some(9), Some("2026-11-20"))),
        (open(Some(9), Some("2026-11-15")), Enrolment::default()),
    ] {
        assert_eq!(state(page, file).key(), "projected");
    }
    // Another count, another state.
    let closed = Enrolment {
        recruitment: Some(Recruitment::Closed),
        ..open(Some(9), None)
    };
    let disagreement = unknown(WhyUnknown::Disagreement);
    assert_eq!(
        state(open(Some(9), None), open(Some(10), None)),
        disagreement
    );
    assert_eq!(state(open(Some(9), None), closed), disagreement);
    assert_eq!(
        state(open(Some(24), None), open(Some(9), None)),
        disagreement
    );
    // Who does not know contradicts nobody, and nobody knows better.
    let does_not_know = Enrolment {
        recruitment: Some(Recruitment::Unknown),
        ..Enrolment::default()
    };
    let recruitment = unknown(WhyUnknown::Recruitment);
    assert_eq!(state(open(Some(9), None), does_not_know), recruitment);
    // One that cannot be read leaves nothing of the other.
    let unreadable = unknown(WhyUnknown::Unreadable);
    assert_eq!(
        state(open(Some(9), None), Enrolment::UNREADABLE),
        unreadable
    );
    // The day that makes both more doubtful.
    let old = date("2026-11-14");
    let stale = unknown(WhyUnknown::Stale {
        as_of: old,
        days: 7,
    });
    let fresh = open(Some(9), Some("2026-11-21"));
    assert_eq!(state(fresh, open(Some(9), Some("2026-11-14"))), stale);
    let ahead = unknown(WhyUnknown::Future {
        as_of: date("2026-11-23"),
    });
    assert_eq!(state(fresh, open(Some(9), Some("2026-11-23"))), ahead);
}

// guards: H11
#[test]
fn the_record_says_that_enrolment_was_kept_and_for_how_long() {
    let today = date("2026-11-22");
    let record = |hours, lang| {
        let mut case = Case::new(today);
        case.enrolment = Some(Enrolment {
            recruitment: Some(Recruitment::OnHold),
            kept: Some(Kept { hours }),
            ..Enrolment::default()
        });
        let study = shipped();
        record::text(&record::record(
            lang,
            &study,
            &case,
            &screen(&study, &case),
            &record::Noted::default(),
        ))
    };
    for (hours, english, chinese) in [
        (None, "time of saving unknown", "保存时间不明"),
        (Some(0), "saved less than an hour ago", "保存于不到1小时前"),
        (Some(47), "saved 47 h ago", "保存于47小时前"),
        (Some(48), "saved 2 days ago", "保存于2天前"),
    ] {
        let said = record(hours, Lang::En);
        assert!(said.contains("Enrolment is on hold"), "{said}");
        assert!(said.contains(english), "{said}");
        let said = record(hours, Lang::Zh);
        assert!(said.contains(chinese), "{said}");
    }
}
