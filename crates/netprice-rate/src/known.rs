//! SKUs and units by the numbers that they have in the dictionaries of Parquet.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef};

use crate::plan::Rater;
use crate::tally::Tally;

/// What stands for a text that is no SKU of which only the quantity matters, or no unit of the price book.
const NONE: u32 = u32::MAX;

/// A SKU of which only the quantity matters: its position, and the number of its unit.
type Plain = (u32, u32);

/// The texts of dictionaries, looked up once for all batches that share them.
#[derive(Default)]
pub(crate) struct Known {
    skus: Option<(ArrayRef, Vec<Plain>)>,
    units: Option<(ArrayRef, Vec<u32>)>,
}

/// The keys of a batch, and what they stand for.
pub(crate) struct Keys<'b> {
    skus: (&'b [i32], &'b [Plain]),
    units: Option<(&'b [i32], &'b [u32])>,
}

impl Known {
    /// The keys of a batch; `None` where a column has no dictionary or absent values.
    pub(crate) fn keys<'b>(
        &'b mut self,
        rater: &Rater<'_>,
        sku: &'b ArrayRef,
        unit: Option<&'b ArrayRef>,
    ) -> Option<Keys<'b>> {
        let (sku_keys, values) = dictionary(sku)?;
        if !self
            .skus
            .as_ref()
            .is_some_and(|(known, _)| is_same(known, values))
        {
            let texts = values.as_string::<i32>().iter();
            let plain = texts.map(|text| plain(rater, text.unwrap_or_default()));
            self.skus = Some((Arc::clone(values), plain.collect()));
        }
        let mut unit_keys = None;
        if let Some(unit) = unit {
            let (keys, values) = dictionary(unit)?;
            if !self
                .units
                .as_ref()
                .is_some_and(|(known, _)| is_same(known, values))
            {
                let texts = values.as_string::<i32>().iter();
                let number = |text: Option<&str>| {
                    let found = rater
                        .units
                        .iter()
                        .position(|unit| Some(unit.as_str()) == text);
                    found.and_then(|it| u32::try_from(it).ok()).unwrap_or(NONE)
                };
                self.units = Some((Arc::clone(values), texts.map(number).collect()));
            }
            unit_keys = Some(keys);
        }
        let (_, skus) = self.skus.as_ref()?;
        let units = unit_keys.zip(self.units.as_ref());
        Some(Keys {
            skus: (sku_keys, skus),
            units: units.map(|(keys, (_, units))| (keys, units.as_slice())),
        })
    }
}

/// Whether two arrays of texts share their bytes, as those of batches of one dictionary do.
fn is_same(one: &ArrayRef, other: &ArrayRef) -> bool {
    let (one, other) = (one.as_string::<i32>(), other.as_string::<i32>());
    let has_same_bytes = one.values().as_ptr() == other.values().as_ptr();
    has_same_bytes && one.offsets().as_ptr() == other.offsets().as_ptr() && one.len() == other.len()
}

fn plain(rater: &Rater<'_>, sku: &str) -> Plain {
    let position = rater.position(sku.as_bytes());
    let plain = position.and_then(|position| {
        let way = rater.way(position).filter(|way| way.plain)?;
        Some((position, way.unit))
    });
    plain.unwrap_or((NONE, NONE))
}

/// The keys and the texts of a column without absent values.
fn dictionary(column: &ArrayRef) -> Option<(&[i32], &ArrayRef)> {
    let dictionary = column.as_dictionary_opt::<Int32Type>()?;
    let is_full =
        dictionary.null_count() == 0 && dictionary.values().as_string_opt::<i32>().is_some();
    is_full.then(|| (&**dictionary.keys().values(), dictionary.values()))
}

impl Keys<'_> {
    /// Adds the millionths of a row of a SKU of which only the quantity matters; `false` for any other row.
    #[inline]
    pub(crate) fn add(&self, index: usize, units: u64, tally: &mut Tally<'_>) -> bool {
        let Some((position, unit)) = at(self.skus, index) else {
            return false;
        };
        if position == NONE {
            return false;
        }
        if let Some(of_row) = self.units
            && at(of_row, index) != Some(unit)
        {
            return false;
        }
        tally.add_at(position, units)
    }
}

#[inline]
fn at<T: Copy>((keys, values): (&[i32], &[T]), index: usize) -> Option<T> {
    let key = usize::try_from(*keys.get(index)?).ok()?;
    values.get(key).copied()
}
