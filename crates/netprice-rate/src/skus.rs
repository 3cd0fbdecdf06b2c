//! The sums of SKUs of which only the quantity matters, found by the bytes of their names.

use crate::sums::Units;

/// The bytes of the longest name that a slot holds.
const LONGEST: usize = 32;
/// What stands for no SKU.
const NONE: u32 = u32::MAX;

/// A text of at most 32 bytes as whole numbers: with its length, they tell it apart from any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    words: [u64; 4],
    length: u32,
}

impl Words {
    /// The words of a text; `None` for one that is longer.
    ///
    /// The last eight bytes are the last word, though they may be in other words too, so that nothing is read beyond
    /// the text. A text below eight bytes has each of its bytes in the last word.
    #[inline]
    pub(crate) fn of(text: &[u8]) -> Option<Self> {
        let length = u32::try_from(text.len()).ok()?;
        let mut words = [0; 4];
        if let Some(last) = text.last_chunk::<8>() {
            if text.len() > LONGEST {
                return None;
            }
            let (eights, _) = text.as_chunks::<8>();
            for (word, eight) in words.iter_mut().zip(eights).take(3) {
                *word = u64::from_le_bytes(*eight);
            }
            words[3] = u64::from_le_bytes(*last);
        } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>())
        {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            words[3] = (u64::from(first) << 32) | u64::from(last);
        } else {
            words[3] = text
                .iter()
                .fold(0, |word, byte| (word << 8) | u64::from(*byte));
        }
        Some(Self { words, length })
    }

    #[inline]
    fn hash(self) -> u64 {
        const KEYS: [u64; 4] = [
            0x243f_6a88_85a3_08d3,
            0x1319_8a2e_0370_7344,
            0xa409_3822_299f_31d0,
            0x082e_fa98_ec4e_6c89,
        ];
        let [a, b, c, d] = self.words;
        let fold = |one: u64, other: u64| {
            let product = u128::from(one).wrapping_mul(u128::from(other));
            let [low, high] = [product, product >> 64]
                .map(|half| u64::try_from(half & u128::from(u64::MAX)).unwrap_or(0));
            low ^ high
        };
        let one = fold(a ^ KEYS[0], d ^ KEYS[1] ^ u64::from(self.length));
        let other = fold(b ^ KEYS[2], c ^ KEYS[3]);
        one ^ other.rotate_left(32)
    }
}

/// A SKU with its sum, in one line of the cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Slot {
    name: Words,
    position: u32,
    unit: u32,
    sum: Units,
}

/// SKUs of which only the quantity matters, with their sums.
#[derive(Clone, Debug)]
pub(crate) struct Skus {
    slots: Vec<Slot>,
}

impl Skus {
    /// The SKUs with names of at most 32 bytes: each name, its position and the number of its unit.
    pub(crate) fn of<'n>(skus: impl Iterator<Item = (&'n [u8], u32, u32)> + Clone) -> Self {
        let count = skus.clone().count();
        let empty = Slot {
            name: Words::default(),
            position: NONE,
            unit: NONE,
            sum: Units::default(),
        };
        // At least a third of the slots is empty, so that a search ends.
        let slots = (count + count / 2 + 1).next_power_of_two();
        let mut table = Self {
            slots: vec![empty; slots],
        };
        for (name, position, unit) in skus {
            let Some(name) = Words::of(name) else {
                continue;
            };
            let index = table.index(name);
            if let Some(slot) = table.slots.get_mut(index) {
                *slot = Slot {
                    name,
                    position,
                    unit,
                    sum: Units::default(),
                };
            }
        }
        table
    }

    /// The index of the slot of a name, or of the empty slot where it would be.
    #[inline]
    fn index(&self, name: Words) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let low = name.hash() & u64::from(u32::MAX);
        let mut index = usize::try_from(low).unwrap_or(0) & mask;
        while let Some(slot) = self.slots.get(index) {
            if slot.position == NONE || slot.name == name {
                break;
            }
            index = (index + 1) & mask;
        }
        index
    }

    /// Adds millionths to a SKU whose unit is one of a number; `false` for a SKU that is not here, of another unit, or
    /// whose sum does not hold them.
    #[inline]
    pub(crate) fn add(&mut self, name: &[u8], units: u64, is_unit: impl Fn(u32) -> bool) -> bool {
        let Some(name) = Words::of(name) else {
            return false;
        };
        let index = self.index(name);
        let Some(slot) = self.slots.get_mut(index) else {
            return false;
        };
        slot.position != NONE && is_unit(slot.unit) && slot.sum.add(units)
    }

    /// The sums by their positions.
    pub(crate) fn sums(&self) -> impl Iterator<Item = (u32, Units)> {
        let slots = self.slots.iter().filter(|slot| slot.sum.rows > 0);
        slots.map(|slot| (slot.position, slot.sum))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_apart() {
        let mut all = Vec::new();
        for length in 0..=LONGEST {
            let text = vec![b'x'; length];
            all.push(text.clone());
            for place in 0..length {
                let mut other = text.clone();
                other[place] = b'y';
                all.push(other);
            }
        }
        for (index, one) in all.iter().enumerate() {
            for (place, other) in all.iter().enumerate() {
                assert_eq!(
                    Words::of(one) == Words::of(other),
                    index == place,
                    "{one:?} {other:?}"
                );
            }
        }
        assert_eq!(Words::of(&[b'x'; 33]), None);
    }

    #[test]
    fn sums_are_those_of_their_names() {
        let names: Vec<String> = (0..500_u32)
            .map(|it| format!("sku {}", "x".repeat(it as usize % 40)) + &it.to_string())
            .collect();
        let all = names
            .iter()
            .zip(0..)
            .map(|(name, position)| (name.as_bytes(), position, position % 3));
        let mut skus = Skus::of(all);
        for (name, position) in names.iter().zip(0..) {
            let is_held = name.len() <= LONGEST;
            assert_eq!(
                skus.add(name.as_bytes(), 7, |unit| unit == position % 3),
                is_held
            );
            assert!(!skus.add(name.as_bytes(), 7, |_| false));
        }
        assert!(!skus.add(b"none", 7, |_| true));
        assert_eq!(
            skus.sums().count(),
            names.iter().filter(|name| name.len() <= LONGEST).count()
        );
        assert!(
            skus.sums()
                .all(|(position, sum)| sum.rows == 1 && names[position as usize].len() <= LONGEST)
        );
    }
}
