//! The catalogue's structs, from one list of fields each: what a struct holds and the order in which its words
//! stand in a language's file cannot disagree.

use std::slice::IterMut;

/// Words that can be exchanged for those of a list, one by one and in order.
pub trait Exchange {
    /// How many there are.
    const COUNT: usize;
    /// A number made of their names: a file for a catalogue of another shape is known by it.
    const SHAPE: u64;

    /// Exchanges them for the next of the list.
    fn exchange(&mut self, list: &mut IterMut<'_, &'static str>);
}

impl Exchange for &'static str {
    const COUNT: usize = 1;
    const SHAPE: u64 = 1;

    #[inline(never)]
    fn exchange(&mut self, list: &mut IterMut<'_, &'static str>) {
        if let Some(text) = list.next() {
            std::mem::swap(self, text);
        }
    }
}

impl<T: Exchange, const N: usize> Exchange for [T; N] {
    const COUNT: usize = N * T::COUNT;
    const SHAPE: u64 = mixed(N as u64, T::SHAPE);

    fn exchange(&mut self, list: &mut IterMut<'_, &'static str>) {
        for words in self {
            words.exchange(list);
        }
    }
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

        impl $crate::words::catalogue::Exchange for $name {
            const COUNT: usize = 0 $(+ <$words as $crate::words::catalogue::Exchange>::COUNT)*;
            const SHAPE: u64 = {
                use $crate::words::catalogue::{Exchange, mixed, named};
                let mut shape = named(stringify!($name));
                $(shape = mixed(mixed(shape, named(stringify!($field))), <$words as Exchange>::SHAPE);)*
                shape
            };

            fn exchange(&mut self, list: &mut std::slice::IterMut<'_, &'static str>) {
                $(self.$field.exchange(list);)*
            }
        }
    )*};
}

pub(super) use catalogue;
