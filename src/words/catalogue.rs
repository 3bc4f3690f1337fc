//! The catalogue's structs, from one list of fields each: what a struct holds and the order in which its words
//! stand in a language's file cannot disagree.

use std::slice::IterMut;

use crate::study::ANY_STUDY;

/// Words that can be replaced by those of a list, one by one and in order.
pub trait ReplaceWords {
    /// How many there are.
    const COUNT: usize;
    /// A number made of their names: a file for a catalogue of another shape is known by it.
    const SHAPE: u64;

    /// Replaces them by the next of the list.
    fn replace_words(&mut self, list: &mut IterMut<'_, &'static str>);
}

impl ReplaceWords for &'static str {
    const COUNT: usize = 1;
    const SHAPE: u64 = 1;

    #[inline(never)]
    fn replace_words(&mut self, list: &mut IterMut<'_, &'static str>) {
        if let Some(text) = list.next() {
            std::mem::swap(self, text);
        }
    }
}

impl<T: ReplaceWords, const N: usize> ReplaceWords for [T; N] {
    const COUNT: usize = N * T::COUNT;
    const SHAPE: u64 = mixed(N as u64, T::SHAPE);

    fn replace_words(&mut self, list: &mut IterMut<'_, &'static str>) {
        for words in self {
            words.replace_words(list);
        }
    }
}

/// English words that no study that ships asks for: the page's own wasm does without them.
pub const fn any_study(text: &'static str) -> &'static str {
    if ANY_STUDY { text } else { "" }
}

/// A step of FNV-1a.
pub const fn mixed(hash: u64, with: u64) -> u64 {
    (hash ^ with).wrapping_mul(0x0100_0000_01b3)
}

/// A number made of a name.
pub const fn named(name: &str) -> u64 {
    let mut bytes = name.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    while let [first, rest @ ..] = bytes {
        hash = mixed(hash, *first as u64);
        bytes = rest;
    }
    hash
}

/// Structs of words.
macro_rules! catalogue {
    ($($(#[$about:meta])* pub struct $name:ident { $(pub $field:ident: $words:ty,)* })*) => {$(
        $(#[$about])*
        #[allow(missing_docs)]
        #[derive(Clone, Copy, Debug)]
        pub struct $name {
            $(pub $field: $words,)*
        }

        impl $crate::words::catalogue::ReplaceWords for $name {
            const COUNT: usize = 0 $(+ <$words as $crate::words::catalogue::ReplaceWords>::COUNT)*;
            const SHAPE: u64 = {
                use $crate::words::catalogue::{ReplaceWords, mixed, named};
                let mut shape = named(stringify!($name));
                $(shape = mixed(mixed(shape, named(stringify!($field))), <$words as ReplaceWords>::SHAPE);)*
                shape
            };

            fn replace_words(&mut self, list: &mut std::slice::IterMut<'_, &'static str>) {
                $(self.$field.replace_words(list);)*
            }
        }
    )*};
}

pub(super) use catalogue;
