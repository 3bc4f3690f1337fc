//! Analytes that a study file defines, with the columns of the table. What was defined once is kept as long as the program
//! runs, in a place of its own, so that a value knows what it is of without its study. A file that is read again finds its
//! places again; a changed definition is another analyte. The page's own wasm reads no study file, and has none of this.

#![cfg_attr(of_page, allow(dead_code))]

use std::sync::OnceLock;

use super::analyte::{Accepted, Analyte, Analytes, Property, Wording};

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
}

impl Kept {
    fn new(place: u8, row: &Row) -> Self {
        let codes = row.loinc.join(" ");
        // For as long as the program runs, as the row itself. The unit alone says which quantity it is.
        let codes = (!codes.is_empty()).then(|| (Property::Any, &*codes.leak()));
        Kept {
            row: row.clone(),
            token: format!("{}@{place}", row.key),
            loinc: codes.into_iter().collect(),
        }
    }
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
        let kept = kept.get_or_init(|| Kept::new(place, row));
        at(place).filter(|_| kept.row == *row)
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

/// The analyte of a token; of a key alone the one that was defined last, since a program names it that has just read its
/// study.
pub(super) fn from_token(token: &str) -> Option<Analyte> {
    let means = |one: &Analyte| one.token() == token || one.key() == token;
    all().filter(means).max()
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
