//! Exact sums of costs.

use super::scaled::Scaled;
use crate::rating::ledger::Sum;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// A sum of costs: sums of parts of the rows add up to the sum of all rows.
///
/// Costs by whole numbers are added exactly. Those of the explained path are added as a quote adds them: exactly while
/// 255 bits hold their common denominator, and beyond that to 30 decimals, of which 20 are read.
///
/// ```
/// use netprice::compiled::CostSum;
/// use netprice::value::ratio::Ratio;
/// let (mut one, mut other) = (CostSum::default(), CostSum::default());
/// one.add_exact(Ratio::of(1, 3)?)?;
/// other.add_exact(Ratio::of(2, 3)?)?;
/// one.merge(&other)?;
/// assert_eq!(one.total()?, Ratio::ONE);
/// assert_eq!(CostSum::default().total()?, Ratio::ZERO);
/// # Ok::<(), netprice::Problems>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct CostSum {
    /// The sums of the costs with 16, 22 and 28 places.
    by_places: [u128; 3],
    /// What these do not hold.
    rest: Sum,
}

/// The places that costs have: those of a quantity and of a price.
const PLACES: [u32; 3] = [16, 22, 28];

impl CostSum {
    /// Adds a cost.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn add(&mut self, cost: Scaled) -> Result<(), ValueProblem> {
        let place = match cost.places {
            16 => 0,
            22 => 1,
            _ => 2,
        };
        if let (true, Some(sum)) = (PLACES.contains(&cost.places), self.by_places.get_mut(place))
            && let Some(more) = sum.checked_add(cost.units)
        {
            *sum = more;
            return Ok(());
        }
        self.add_exact(cost.ratio())
    }

    /// Adds an exact cost.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn add_exact(&mut self, cost: Ratio) -> Result<(), ValueProblem> {
        self.rest = self.rest.plus(cost)?;
        Ok(())
    }

    /// Adds another sum.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn merge(&mut self, other: &Self) -> Result<(), ValueProblem> {
        for (units, places) in other.by_places.into_iter().zip(PLACES) {
            self.add(Scaled { units, places })?;
        }
        self.add_exact(other.rest.get()?)
    }

    /// The exact total.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn total(&self) -> Result<Ratio, ValueProblem> {
        let parts = self.by_places.into_iter().zip(PLACES);
        let mut parts = parts.map(|(units, places)| Scaled { units, places }.ratio());
        parts.try_fold(self.rest, Sum::plus)?.get()
    }
}
