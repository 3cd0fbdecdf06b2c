//! Ordered maps, sets and lists, with little code for each type of their elements.
//!
//! The standard `collect` into an ordered map sorts a list first, and `sort_by` does so with several
//! algorithms. A program that is downloaded has a copy of these for each type, which is most of what they
//! save in time on short lists.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Puts pairs into a map; of two values of a key, the last remains.
///
/// ```
/// use netprice::value::ordered::map_of;
/// let map = map_of([("b", 1), ("a", 2), ("b", 3)]);
/// assert_eq!(map.into_iter().collect::<Vec<_>>(), [("a", 2), ("b", 3)]);
/// ```
pub fn map_of<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

/// Puts elements into a set.
///
/// ```
/// use netprice::value::ordered::set_of;
/// assert_eq!(set_of([2, 1, 2]).into_iter().collect::<Vec<_>>(), [1, 2]);
/// ```
pub fn set_of<T: Ord>(elements: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(elements);
    set
}

/// Sorts a list; equals keep their order.
///
/// ```
/// use netprice::value::ordered::sort_by;
/// let mut list = vec![(2, 'a'), (1, 'b'), (2, 'c')];
/// sort_by(&mut list, |one, other| one.0.cmp(&other.0));
/// assert_eq!(list, [(1, 'b'), (2, 'a'), (2, 'c')]);
/// ```
pub fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(
        list.len(),
        &|one, other| match (list.get(one), list.get(other)) {
            (Some(one), Some(other)) => compare(one, other),
            _ => Ordering::Equal,
        },
    );
    let mut taken: Vec<Option<T>> = list.drain(..).map(Some).collect();
    let next = |index| taken.get_mut(index).and_then(Option::take);
    list.extend(order.into_iter().filter_map(next));
}

/// The positions of a sorted list: the one place where something is sorted by any order.
fn order(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}
