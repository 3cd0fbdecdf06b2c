//! The few known names that are nearest to an unknown one.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The known names that an error lists: at most five, and the number of the others.
///
/// An error that copied all names would take memory for each of them: 6,000 errors about 6,000
/// names took 2 GB.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known<T> {
    /// The names, the nearest first.
    pub names: Vec<T>,
    /// The number of names that are not listed.
    #[serde(default)]
    pub more: usize,
}

/// The number of names that an error lists.
const LISTED: usize = 5;

impl<T: Clone> Known<T> {
    /// The first names in their order.
    #[must_use]
    pub fn first<'a>(known: impl IntoIterator<Item = &'a T>) -> Self
    where
        T: 'a,
    {
        let mut known = known.into_iter();
        Self {
            names: known.by_ref().take(LISTED).cloned().collect(),
            more: known.count(),
        }
    }

    /// The names with the fewest letters to change; of equally near ones the first.
    ///
    /// The running time grows with the number of names; most are passed over by their letters.
    ///
    /// ```
    /// use netprice::problem::Known;
    /// let names = ["cx", "m5.large", "m5.xlarge", "m6", "m7", "vm"].map(String::from);
    /// let known = Known::near("m5.xlarg", &names);
    /// assert_eq!(known.names[..2], ["m5.xlarge", "m5.large"]);
    /// assert_eq!(known.more, 1);
    /// assert!(known.to_string().ends_with("(and 1 more)"));
    /// assert_eq!(Known::<String>::near("x", []).to_string(), "nothing, since none is listed");
    /// ```
    #[must_use]
    pub fn near<'a>(value: &str, known: impl IntoIterator<Item = &'a T>) -> Self
    where
        T: AsRef<str> + 'a,
    {
        let known: Vec<&T> = known.into_iter().collect();
        let nearest = nearest(value, &mut known.iter().map(AsRef::as_ref));
        let names = nearest.into_iter().filter_map(|place| known.get(place));
        let names: Vec<T> = names.map(|name| T::clone(name)).collect();
        Self {
            more: known.len().saturating_sub(names.len()),
            names,
        }
    }
}

/// Whether at most two letters must change to make one name of another: one of them is likely a typing error.
///
/// ```
/// use netprice::problem::is_near;
/// assert!(is_near("azur-eastus", "azure-eastus"));
/// assert!(!is_near("acme", "azure-eastus"));
/// ```
#[must_use]
pub fn is_near(name: &str, other: &str) -> bool {
    strsim::levenshtein(name, other) <= 2
}

/// The positions of the names with the fewest letters to change: one function for names of all types.
fn nearest(value: &str, known: &mut dyn Iterator<Item = &str>) -> Vec<usize> {
    let mask = mask(value);
    let mut nearest: Vec<(usize, usize)> = Vec::with_capacity(LISTED);
    for (index, name) in known.enumerate() {
        let worst = nearest.last().map(|(distance, _)| *distance);
        let limit = worst.filter(|_| nearest.len() == LISTED);
        // A change of one letter changes at most two of the letters that occur.
        let least = (mask ^ self::mask(name)).count_ones().div_ceil(2);
        let may_be_near =
            limit.is_none_or(|limit| usize::try_from(least).is_ok_and(|least| least < limit));
        if !may_be_near {
            continue;
        }
        let distance = strsim::levenshtein(value, name);
        let place = nearest.partition_point(|(other, _)| *other <= distance);
        nearest.insert(place, (distance, index));
        nearest.truncate(LISTED);
    }
    nearest.into_iter().map(|(_, index)| index).collect()
}

/// The letters that occur in a text, some of them together, as bits.
fn mask(text: &str) -> u64 {
    let bits = text.bytes().map(|byte| 1_u64.rotate_left(byte.into()));
    bits.fold(0, std::ops::BitOr::bitor)
}

impl<T> From<Vec<T>> for Known<T> {
    /// Lists all names, which must be few.
    fn from(names: Vec<T>) -> Self {
        Self { names, more: 0 }
    }
}

impl<T: fmt::Display> fmt::Display for Known<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.names.is_empty() {
            return f.write_str("nothing, since none is listed");
        }
        let names: Vec<String> = self.names.iter().map(ToString::to_string).collect();
        write!(f, "one of {}", names.join(", "))?;
        match self.more {
            0 => Ok(()),
            more => write!(f, " (and {more} more)"),
        }
    }
}
