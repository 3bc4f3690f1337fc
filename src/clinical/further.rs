//! Analytes that a study file defines, with the columns of the table. What was defined once is kept as long as the program
//! runs, in a place of its own, so that a value knows what it is of without its study. A file that is read again finds its
//! places again; a changed definition is another analyte. The page's own wasm reads no study file, and has none of this.

#![cfg_attr(of_page, allow(dead_code))]

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::analyte::{Accepted, Analyte, Analytes, Property, Wording};
use super::unit::System;

/// A row that a study file adds to the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its name in the study file and in the public contract.
    pub key: String,
    /// The English name.
    pub en: String,
    /// The Chinese name.
    pub zh: String,
    /// The units accepted; the first is the unit of comparison.
    pub units: Vec<Accepted>,
    /// LOINC codes.
    pub loinc: Vec<String>,
    /// What printouts call it, as [`Analyte::PRINTED`].
    pub printed: String,
    /// Whether it is measured in or on the cells of blood.
    pub of_cells: bool,
    /// Its names, each as the words that texts beside a code of FHIR are taken apart into.
    pub names: Vec<String>,
    /// All words that a result's name may be made of, in Latin letters.
    pub latin: String,
    /// The same in Chinese and Japanese.
    pub east: String,
}

/// A row in its place, with what else the table would say of it.
struct Kept {
    row: Row,
    token: String,
    loinc: Vec<(Property, &'static str)>,
    /// When its study was read or asked for it last.
    used: AtomicU32,
}

/// Counts the uses of all.
static USES: AtomicU32 = AtomicU32::new(0);

impl Kept {
    fn new(row: &Row) -> Self {
        let codes = row.loinc.join(" ");
        // For as long as the program runs, as the row itself. The unit alone says which quantity it is.
        let codes = (!codes.is_empty()).then(|| (Property::Any, &*codes.leak()));
        Kept {
            row: row.clone(),
            token: format!("{}@{:016x}", row.key, digest(row)),
            loinc: codes.into_iter().collect(),
            used: AtomicU32::new(0),
        }
    }
}

/// A number of all that a row says, the same in every program: two of them on a page may have read other studies before, so
/// that a row has another place in each.
fn digest(row: &Row) -> u64 {
    // FNV-1a.
    let mut sum = 0xcbf2_9ce4_8422_2325;
    let mut add = |bytes: &[u8]| {
        for byte in bytes.iter().chain(b"\n") {
            sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    let of_cells = if row.of_cells { "cells" } else { "" };
    for text in [&*row.key, &row.en, &row.zh, &row.printed, of_cells] {
        add(text.as_bytes());
    }
    for text in row.loinc.iter().chain(&row.names) {
        add(text.as_bytes());
    }
    for of in &row.units {
        add(of.unit.ucum().as_bytes());
        add(of.system.map_or("", System::name).as_bytes());
        let (low, high) = of.usual.unzip();
        for number in [Some(of.factor), Some(of.least), Some(of.most), low, high] {
            let number = number.map(|number| number.normalize().serialize());
            add(number.as_ref().map_or(&[], |bytes| bytes));
        }
    }
    sum
}

static ROWS: [OnceLock<Kept>; Analytes::FURTHER] = [const { OnceLock::new() }; Analytes::FURTHER];

/// An analyte that a study file defines: the place of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Further {
    place: u8,
}

#[cfg(not(of_page))]
fn at(place: u8) -> Option<Analyte> {
    Some(Analyte::Further(Further { place }))
}

#[cfg(of_page)]
fn at(_: u8) -> Option<Analyte> {
    None
}

/// The analyte of a row, which is kept from now on. Nothing where more have been defined than there are places.
pub fn keep(row: &Row) -> Option<Analyte> {
    let mut places = (0..).zip(&ROWS);
    places.find_map(|(place, kept)| {
        let kept = kept.get_or_init(|| Kept::new(row));
        let found = at(place).filter(|_| kept.row == *row)?;
        kept.used
            .store(USES.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        Some(found)
    })
}

/// Those that were defined so far.
#[cfg(not(of_page))]
pub(super) fn all() -> impl Iterator<Item = Analyte> {
    let kept = ROWS.iter().take_while(|row| row.get().is_some());
    (0..).zip(kept).filter_map(|(place, _)| at(place))
}

#[cfg(of_page)]
pub(super) fn all() -> std::iter::Empty<Analyte> {
    std::iter::empty()
}

/// The analyte of a token; of a key alone the one whose study was read or asked for it last, since a program names it that
/// has just had to do with that study.
pub(super) fn from_token(token: &str) -> Option<Analyte> {
    let means = |one: &Analyte| one.token() == token || one.key() == token;
    let used = |one: &Analyte| {
        let kept = one.further().and_then(Further::kept);
        kept.map(|kept| kept.used.load(Ordering::Relaxed))
    };
    all().filter(means).max_by_key(used)
}

impl Further {
    fn kept(self) -> Option<&'static Kept> {
        ROWS.get(usize::from(self.place)).and_then(OnceLock::get)
    }

    /// Its place behind the table.
    pub(super) const fn place(self) -> usize {
        self.place as usize
    }

    /// Its row.
    pub fn row(self) -> &'static Row {
        static NONE: Row = Row {
            key: String::new(),
            en: String::new(),
            zh: String::new(),
            units: Vec::new(),
            loinc: Vec::new(),
            printed: String::new(),
            of_cells: false,
            names: Vec::new(),
            latin: String::new(),
            east: String::new(),
        };
        self.kept().map_or(&NONE, |kept| &kept.row)
    }

    /// Its name in Chinese or in English, where the study has one.
    pub fn is_in(self, chinese: bool) -> Option<&'static str> {
        let row = self.row();
        let name = if chinese { &row.zh } else { &row.en };
        (!name.is_empty()).then_some(&**name)
    }

    /// The same; in the other language where the study has none.
    pub fn name(self, chinese: bool) -> &'static str {
        let other = || self.is_in(!chinese);
        self.is_in(chinese).or_else(other).unwrap_or_default()
    }

    /// What one part of the program tells another by.
    pub(super) fn token(self) -> &'static str {
        self.kept().map_or("", |kept| &kept.token)
    }

    /// Its LOINC codes.
    pub(super) fn loinc(self) -> &'static [(Property, &'static str)] {
        self.kept().map_or(&[], |kept| &kept.loinc)
    }

    /// How texts beside a code of FHIR name it. None means it without its code.
    pub(super) fn wording(self) -> Wording {
        let row = self.row();
        Wording {
            named: "",
            latin: &row.latin,
            east: &row.east,
        }
    }
}
