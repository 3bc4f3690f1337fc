//! Chinese beside English: the same catalogue, text for text, and the file in which a browser fetches it.

use std::collections::BTreeSet;

use liver_prescreen::dates;
use liver_prescreen::study::{self, model::Criterion};
use liver_prescreen::words::basis::Basis;
use liver_prescreen::words::catalogue::ReplaceWords;
use liver_prescreen::words::{Catalogue, Lang, file};

/// Names and units that are the same in both languages, but for the comma between them.
const SAME: [&str; 9] = [
    "MELD",
    "MELD-Na",
    "MELD 3.0",
    "ALBI",
    "Child-Pugh",
    "FIB-4",
    "APRI",
    "µmol/L, g/L",
    "mg/dL, g/dL",
];

/// Every text of the widget but the sources, which are the same in both languages.
pub fn texts(lang: Lang) -> Vec<&'static str> {
    let mut texts = [""; Catalogue::COUNT + Basis::COUNT];
    let mut list = texts.iter_mut();
    let mut catalogue = *lang.catalogue();
    catalogue.replace_words(&mut list);
    let mut basis = *file::basis(lang);
    basis.sources = Default::default();
    basis.replace_words(&mut list);
    texts.to_vec()
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    texts(Lang::En).into_iter().zip(texts(Lang::Zh))
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for part in text.split('{').skip(1) {
        let (name, _) = part.split_once('}').expect("a closing brace");
        found.insert(name);
    }
    found
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Three words in Latin letters in a row, where no quotation marks stand around them.
fn latin_run(text: &str) -> Option<String> {
    let mut bare = String::new();
    for (index, piece) in text.split('“').enumerate() {
        match piece.split_once('”') {
            Some((quoted, after)) if index > 0 && !is_chinese(quoted) => {
                bare += "。";
                bare += after;
            }
            _ => bare += piece,
        }
    }
    let bare = bare.replace("World J Gastrointest Surg", "。");
    let words: Vec<&str> = bare.split(' ').collect();
    let latin =
        |word: &&str| word.is_ascii() && word.chars().filter(char::is_ascii_alphabetic).count() > 1;
    let run = words.windows(3).find(|run| run.iter().all(latin));
    run.map(|run| run.join(" "))
}

/// Whether there are words in a text besides its places for values.
fn speaks(text: &str) -> bool {
    let pieces = text
        .split('{')
        .map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    pieces.flat_map(str::chars).any(char::is_alphabetic)
}

#[test]
fn every_text_of_the_catalogue_is_translated() {
    for (english, chinese) in pairs() {
        if SAME.contains(&english) && english.replace(", ", "、") == chinese {
            continue;
        } else if speaks(english) {
            assert!(is_chinese(chinese), "{english}: {chinese}");
        } else {
            assert!(!speaks(chinese), "{english}: {chinese}");
        }
        assert_eq!(
            english.is_empty(),
            chinese.is_empty(),
            "{english}: {chinese}"
        );
    }
}

#[test]
fn both_languages_have_the_same_places_for_values() {
    for (english, chinese) in pairs() {
        assert_eq!(placeholders(english), placeholders(chinese), "{english}");
    }
}

#[test]
fn chinese_sentences_have_chinese_marks_and_no_english_left_in_them() {
    let study = study::TRANSLATIONS.iter().copied();
    for text in texts(Lang::Zh).into_iter().chain(study) {
        assert_eq!(latin_run(text), None, "{text}");
        assert!(!text.contains('\n'), "{text}");
        let characters: Vec<char> = text.chars().collect();
        for pair in characters.windows(2) {
            if let [before, mark @ (',' | ';' | ':' | '?' | '!')] = pair {
                assert!(!is_chinese(&before.to_string()), "{before}{mark} in {text}");
            }
        }
    }
}

#[test]
fn english_left_in_a_chinese_sentence_is_found() {
    assert_eq!(
        latin_run("白蛋白 is not entered 。").as_deref(),
        Some("is not entered")
    );
    assert_eq!(latin_run("原文为“is not entered”。"), None);
}

#[test]
fn every_tag_of_chinese_gives_chinese_and_any_other_english() {
    for tag in ["zh", "zh-CN", "zh-Hans", "ZH-cn", "zh-TW"] {
        assert_eq!(Lang::from_tag(tag), Lang::Zh, "{tag}");
    }
    for tag in [
        "",
        "en",
        "en-GB",
        "de",
        "zha",
        "x-zh",
        "en-IN",
        "en-x-us",
        "en-GB-u-rg-us",
        "es-US",
        "us",
    ] {
        assert_eq!(Lang::from_tag(tag), Lang::En, "{tag}");
    }
    for tag in ["en-US", "EN-us", "en-Latn-US", "en-PR", "en-US-u-hc-h12"] {
        assert_eq!(Lang::from_tag(tag), Lang::EnUs, "{tag}");
    }
    assert_eq!(Lang::from_tag(Lang::EnUs.tag()), Lang::EnUs);
    assert_eq!(Lang::from_tag(Lang::Zh.tag()), Lang::Zh);
    assert_eq!(Lang::from_tag(Lang::En.tag()), Lang::En);
}

#[test]
fn days_are_written_as_readers_write_them() {
    let day = dates::parse("2026-03-02").expect("a date");
    assert_eq!(Lang::En.date(day), "2026-03-02");
    assert_eq!(Lang::Zh.date(day), "2026年3月2日");
}

#[test]
fn the_file_holds_both_the_catalogue_and_the_study_texts() {
    let (catalogue, basis, translations) =
        file::read(file::write().leak()).expect("this build's file");
    assert_eq!(
        format!("{catalogue:?}"),
        format!("{:?}", Lang::Zh.catalogue())
    );
    let basis = basis.expect("of the basis too");
    assert_eq!(format!("{basis:?}"), format!("{:?}", file::basis(Lang::Zh)));
    assert_eq!(translations, study::TRANSLATIONS);
}

#[test]
fn the_file_of_another_build_is_refused() {
    let file = file::write();
    let (first, rest) = file.split_once('\n').expect("a first line");
    let other = first.replace("zh-CN", "zh-CN 1");
    assert!(file::read([&other, "\n", rest].concat().leak()).is_none());
    let short: Vec<&str> = file.lines().take(Catalogue::COUNT).collect();
    assert!(file::read(short.join("\n").leak()).is_none());
    assert!(file::read("").is_none());
}

/// One test, since what it takes in stays for as long as the program runs.
#[test]
fn translations_are_taken_in_whole_or_not_at_all() {
    let shipped = study::find(None).expect("a study");
    let (_, fewer) = study::TRANSLATIONS.split_last().expect("translations");
    let more = [study::TRANSLATIONS, &["多出的一句"]].concat();
    for wrong in [fewer, &more, &[]] {
        assert!(!study::translate(wrong.to_vec()));
    }
    let others: Vec<&str> = study::TRANSLATIONS
        .iter()
        .map(|text| &*format!("新{text}").leak())
        .collect();
    assert!(study::translate(others.clone()));
    let translated = study::in_full(&shipped);
    assert_eq!(
        translated.short_title.zh,
        format!("新{}", shipped.short_title.zh)
    );
    assert_eq!(translated.short_title.en, shipped.short_title.en);
    assert_eq!(
        translated.gaps.last().map(|gap| gap.zh.as_str()),
        others.last().copied()
    );
    assert!(!study::translate(others), "once is enough");
}

#[test]
fn a_hosts_own_study_document_speaks_both_languages() {
    let text = study::files().next().expect("a file");
    let own = study::from_json(text).expect("a study");
    let shipped = study::find(None).expect("a study");
    let without_digest = |study: &study::Study| study::Study {
        sha256: String::new(),
        ..study.clone()
    };
    assert_eq!(without_digest(&own), without_digest(&shipped));
    assert_eq!(own.title.in_lang(Lang::Zh), own.title.zh);
    assert_eq!(own.title.in_lang(Lang::En), own.title.en);
}

#[test]
fn each_criterion_of_the_shipped_study_has_a_translation_beside_the_registrys_words() {
    let study = study::find(None).expect("a study");
    let translated = |criterion: &&Criterion| {
        criterion
            .translation
            .as_ref()
            .is_some_and(|text| is_chinese(&text.zh))
    };
    assert_eq!(
        study.criteria.iter().filter(translated).count(),
        study.criteria.len()
    );
}
