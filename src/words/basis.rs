//! How the scores are computed, in words. The wasm of programs has them: see `written.rs`.

use super::catalogue::catalogue;

catalogue! {
    /// The basis of the scores. The first text of each part names it; `sources` are those of the parts in their
    /// order, from Child-Pugh to units, and the same in every language.
    pub struct Basis {
        pub lead: &'static str,
        pub child_pugh: [&'static str; 6],
        pub points: [[&'static str; 4]; 9],
        pub meld: [&'static str; 5],
        pub meld_na: [&'static str; 4],
        pub meld_3: [&'static str; 5],
        pub albi: [&'static str; 3],
        pub units: [&'static str; 5],
        pub own: [&'static str; 3],
        pub source: &'static str,
        pub sources: [&'static str; 6],
    }
}
