//! Exact sums of quantities by group, and the texts by which groups are told apart.

use std::hash::Hash;
use std::sync::Arc;

use hashbrown::HashMap;
use netprice::compiled::CostSum;
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;

use crate::parse::{in_millionths, of_millionths};

/// A sum of millionths, and of what these do not hold.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Units {
    units: u64,
    pub(crate) rows: u64,
}

impl Units {
    /// Adds a quantity; `false` where the sum does not hold it.
    #[inline]
    pub(crate) fn add(&mut self, units: u64) -> bool {
        match self.units.checked_add(units) {
            Some(sum) => {
                self.units = sum;
                self.rows += 1;
                true
            }
            None => false,
        }
    }

    /// The millionths and the rows of two sums; `None` where one does not hold them.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let units = self.units.checked_add(other.units)?;
        let rows = self.rows.checked_add(other.rows)?;
        Some(Self { units, rows })
    }

    pub(crate) fn quantity(&self) -> Ratio {
        of_millionths(self.units).into()
    }
}

/// Sums by the index of a group.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) units: Vec<Units>,
    /// What the millionths of a group do not hold.
    pub(crate) rest: HashMap<usize, (CostSum, u64)>,
}

impl Sums {
    #[inline]
    pub(crate) fn add(&mut self, index: usize, units: u64) -> Result<(), ValueProblem> {
        if self.units.get_mut(index).is_some_and(|sum| sum.add(units)) {
            return Ok(());
        }
        self.add_decimal(index, of_millionths(units))
    }

    #[cold]
    pub(crate) fn add_decimal(
        &mut self,
        index: usize,
        quantity: Decimal,
    ) -> Result<(), ValueProblem> {
        if let Some(units) = in_millionths(quantity)
            && self.units.get_mut(index).is_some_and(|sum| sum.add(units))
        {
            return Ok(());
        }
        let (sum, rows) = self.rest.entry(index).or_default();
        sum.add_exact(quantity.into())?;
        *rows += 1;
        Ok(())
    }

    /// Adds the sum of some rows.
    pub(crate) fn add_sum(&mut self, index: usize, sum: Units) -> Result<(), ValueProblem> {
        if let Some(units) = self.units.get_mut(index)
            && let Some(both) = units.plus(sum)
        {
            *units = both;
            return Ok(());
        }
        let (rest, rows) = self.rest.entry(index).or_default();
        rest.add_exact(sum.quantity())?;
        *rows += sum.rows;
        Ok(())
    }

    /// The quantity and the rows of a group.
    pub(crate) fn total(&self, index: usize) -> Result<(Ratio, u64), ValueProblem> {
        let units = self.units.get(index).copied().unwrap_or_default();
        let Some((rest, rows)) = self.rest.get(&index) else {
            return Ok((units.quantity(), units.rows));
        };
        Ok((units.quantity().plus(rest.total()?)?, units.rows + rows))
    }
}

/// Values that are told apart by their numbers, the first of which is 0.
#[derive(Clone, Debug)]
pub(crate) struct Numbered<T: ?Sized> {
    numbers: HashMap<Arc<T>, u32>,
    pub(crate) values: Vec<Arc<T>>,
}

impl<T: ?Sized> Default for Numbered<T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            values: Vec::new(),
        }
    }
}

impl<T: ?Sized + Hash + Eq> Numbered<T> {
    #[inline]
    pub(crate) fn number(&mut self, value: &T) -> u32
    where
        for<'v> &'v T: Into<Arc<T>>,
    {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let shared: Arc<T> = value.into();
        self.values.push(Arc::clone(&shared));
        self.numbers.insert(shared, number);
        number
    }

    pub(crate) fn value(&self, number: u32) -> Option<&Arc<T>> {
        self.values.get(usize::try_from(number).ok()?)
    }
}
