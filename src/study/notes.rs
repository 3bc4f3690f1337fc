//! Reading a document field by field with problems noted along the way: each reader gives a value in any
//! case, and whoever asked looks at the notes in the end.

use std::cell::{Cell, RefCell};

use rust_decimal::Decimal;
use time::Date;

use super::model::Words;
use crate::clinical::{Comparator, Number};
use crate::dates;
use crate::document::{Node, Object, Value};
use crate::error::ValidationError;

/// More than anybody mends at once, and few enough to be told at once.
pub const MOST_PROBLEMS: usize = 500;

/// More than any list of a study has: criteria, readings, visits.
const MOST_MEMBERS: usize = 200;

/// What was noted so far.
pub struct Notes {
    problems: RefCell<Vec<ValidationError>>,
    /// Whether one of them left a part of the document unread.
    incomplete: Cell<bool>,
    /// Whether the document is one that the build took in, which may lack what stands elsewhere.
    packed: bool,
}

/// An object of the document, read field by field.
pub struct Fields<'a> {
    notes: &'a Notes,
    /// The object itself.
    pub object: Object<'a>,
}

impl Notes {
    /// Nothing noted yet.
    pub fn new(packed: bool) -> Self {
        Notes {
            problems: RefCell::default(),
            incomplete: Cell::new(false),
            packed,
        }
    }

    /// Everything that was noted, and whether all of the document was read nevertheless.
    pub fn into_problems(self) -> (Vec<ValidationError>, bool) {
        (self.problems.into_inner(), !self.incomplete.get())
    }

    /// Notes what leaves a part of the document unread.
    #[inline(never)]
    pub fn note(&self, problem: ValidationError) {
        self.incomplete.set(true);
        self.remark(problem);
    }

    /// Notes what was read and is not right.
    #[inline(never)]
    pub fn remark(&self, problem: ValidationError) {
        if !self.is_full() {
            self.problems.borrow_mut().push(problem);
        }
    }

    /// Whether nobody would read on.
    fn is_full(&self) -> bool {
        self.problems.borrow().len() > MOST_PROBLEMS
    }

    /// The members of a list, where they are not too many.
    #[inline(never)]
    pub fn list<'a>(&self, node: &Node<'a>) -> Vec<Node<'a>> {
        let members = match node.value() {
            Value::List(items) => items.len(),
            _ => 0,
        };
        if members > MOST_MEMBERS {
            let (most, got) = (MOST_MEMBERS.to_string(), members.to_string());
            let message = ["Expected at most ", &most, " here, got ", &got, "."];
            self.note(node.problem(message.concat()));
        }
        if members > MOST_MEMBERS || self.is_full() {
            return Vec::new();
        }
        self.take(node.list()).unwrap_or_default()
    }

    /// The value of a reading, or nothing and a note of why.
    pub fn take<T>(&self, reading: Result<T, ValidationError>) -> Option<T> {
        match reading {
            Ok(value) => Some(value),
            Err(problem) => {
                self.note(problem);
                None
            }
        }
    }

    #[inline(never)]
    pub fn object<'a>(&'a self, node: &Node<'a>, keys: &[&str]) -> Option<Fields<'a>> {
        let object = self.take(node.object(keys))?;
        Some(Fields {
            notes: self,
            object,
        })
    }

    /// A text that says something.
    #[inline(never)]
    pub fn text(&self, node: &Node<'_>) -> String {
        let text = self.take(node.text());
        if !self.packed && text.is_some_and(|text| text.trim().is_empty()) {
            self.remark(node.problem("A text is needed here."));
        }
        text.unwrap_or_default().to_owned()
    }

    #[inline(never)]
    pub fn words(&self, node: &Node<'_>) -> Words {
        let mut words = Words::default();
        if let Some(fields) = self.object(node, &["en", TRANSLATION]) {
            words.en = fields.letters("en");
            words.zh = fields.own_translation().unwrap_or_default();
            if !self.packed && (words.en.trim().is_empty() || words.zh.trim().is_empty()) {
                self.remark(node.problem("A text is needed in both languages."));
            }
        }
        words
    }

    #[inline(never)]
    pub fn date(&self, node: &Node<'_>) -> Option<Date> {
        let text = self.take(node.text())?;
        let date = dates::parse(text).map_err(|error| node.problem(error.to_string()));
        self.take(date)
    }
}

const TRANSLATION: &str = "zh-CN";

const GRADES: [(&str, &str); 3] = [("A", "A"), ("B", "B"), ("C", "C")];

impl<'a> Fields<'a> {
    #[inline(never)]
    pub fn need(&self, key: &str) -> Option<Node<'a>> {
        self.notes.take(self.object.need(key))
    }

    #[inline(never)]
    pub fn text(&self, key: &str) -> String {
        self.need(key)
            .map_or_else(String::new, |node| self.notes.text(&node))
    }

    /// A text whose content somebody else looks at.
    #[inline(never)]
    pub fn letters(&self, key: &str) -> String {
        let text = self.need(key).and_then(|node| self.notes.take(node.text()));
        text.unwrap_or_default().to_owned()
    }

    #[inline(never)]
    pub fn words(&self, key: &str) -> Words {
        self.need(key)
            .map_or_else(Words::default, |node| self.notes.words(&node))
    }

    #[inline(never)]
    pub fn maybe_words(&self, key: &str) -> Option<Words> {
        self.object.get(key).map(|node| self.notes.words(&node))
    }

    /// A text in Chinese only, beside a registry's own in English.
    pub fn translation(&self, key: &str) -> Option<String> {
        self.notes
            .object(&self.object.get(key)?, &[TRANSLATION])?
            .own_translation()
    }

    /// The translation in this object, which may be lacking only in a document that the build took in.
    fn own_translation(&self) -> Option<String> {
        let lacking = self.notes.packed && self.object.get(TRANSLATION).is_none();
        (!lacking).then(|| self.letters(TRANSLATION))
    }

    #[inline(never)]
    pub fn texts(&self, key: &str) -> Vec<String> {
        self.each(key, |node| Some(self.notes.text(node)))
    }

    #[inline(never)]
    pub fn date(&self, key: &str) -> Option<Date> {
        self.object.get(key).and_then(|node| self.notes.date(&node))
    }

    #[inline(never)]
    pub fn whole(&self, key: &str, least: u16, most: u16) -> u16 {
        self.need(key)
            .and_then(|node| self.notes.take(node.whole(least, most)))
            .unwrap_or(least)
    }

    /// A flag that counts as off where it is left out.
    #[inline(never)]
    pub fn flag(&self, key: &str) -> bool {
        self.object
            .get(key)
            .and_then(|node| self.notes.take(node.boolean()))
            .unwrap_or(false)
    }

    #[inline(never)]
    pub fn decimal(&self, key: &str) -> Decimal {
        let Some(node) = self.need(key) else {
            return Decimal::ZERO;
        };
        let text = self.notes.take(node.text()).unwrap_or_default();
        match Number::parse(text) {
            Ok(number)
                if number.comparator == Comparator::Exactly
                    && text.bytes().all(|byte| byte != b',') =>
            {
                number.value
            }
            _ => {
                let message = "Expected digits with at most one decimal point, as a text.";
                self.notes.note(node.problem(message));
                Decimal::ZERO
            }
        }
    }

    pub fn grade(&self) -> String {
        self.one_of("grade", &GRADES).unwrap_or_default().to_owned()
    }

    pub fn one_of<T: Copy>(&self, key: &str, names: &[(&str, T)]) -> Option<T> {
        self.notes.take(self.need(key)?.one_of(names))
    }

    pub fn each<T>(&self, key: &str, read: impl Fn(&Node<'a>) -> Option<T>) -> Vec<T> {
        let nodes = self.need(key).map(|node| self.notes.list(&node));
        let mut all = Vec::new();
        for node in nodes.unwrap_or_default() {
            all.extend(read(&node));
        }
        all
    }
}
