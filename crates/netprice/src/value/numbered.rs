//! Names and their numbers, found in a time that does not grow with their count.

use std::collections::HashMap;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::hash::BuildHasherDefault;

/// Numbers by name.
///
/// An ordered map would compare each name of a long usage with a dozen others. The keys of the hash are
/// fixed, so that equal calls do equal work; nothing is listed in its order.
#[derive(Default)]
pub(crate) struct Numbered<'a>(HashMap<&'a str, usize, BuildHasherDefault<DefaultHasher>>);

impl<'a> Numbered<'a> {
    /// No names yet, with room for some.
    pub(crate) fn with_room(count: usize) -> Self {
        Self(HashMap::with_capacity_and_hasher(
            count,
            BuildHasherDefault::default(),
        ))
    }

    /// The number of a name that has one; another name gets the given number.
    pub(crate) fn known(&mut self, name: &'a str, number: usize) -> Option<usize> {
        match self.0.entry(name) {
            Entry::Occupied(known) => Some(*known.get()),
            Entry::Vacant(new) => {
                new.insert(number);
                None
            }
        }
    }

    /// The number of a name.
    pub(crate) fn get(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }
}
