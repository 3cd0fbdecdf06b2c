//! The costs of a charge or a total.

use serde::{Deserialize, Serialize};

use crate::value::decimal::Running;
use crate::value::money::{Currency, Money};
use crate::value::problem::ValueProblem;

/// The costs of a charge or a total, with the meanings of FOCUS.
///
/// Source: FOCUS specification, columns `ListCost`, `ContractedCost`, `EffectiveCost`,
/// `BilledCost`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Costs {
    /// Published unit price × pricing quantity, before any discount.
    pub list: Money,
    /// The cost after negotiated discounts, before commitment discounts.
    pub contracted: Money,
    /// The cost after all discounts, with prepaid fees spread over the usage that they cover.
    pub effective: Money,
    /// The amount on the bill of the period, before minimums, vouchers, tax and rounding: the
    /// effective cost, unless a commitment states when its fee is paid
    /// ([`Fee::paid_on`](crate::agreement::commitment::Fee::paid_on)). The whole fee is then billed
    /// on its own, and the usage that it covers at 0.
    pub billed: Money,
}

impl Costs {
    /// Costs of zero.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        Self::all(Money::zero(currency))
    }

    /// The same amount before and after every discount, as for a correction of an earlier bill.
    #[must_use]
    pub fn all(amount: Money) -> Self {
        Self {
            list: amount,
            contracted: amount,
            effective: amount,
            billed: amount,
        }
    }

    /// Adds list, contracted, effective and billed costs separately and exactly.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`], and [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn plus(self, other: Self) -> Result<Self, ValueProblem> {
        Ok(Self {
            list: self.list.plus(other.list)?,
            contracted: self.contracted.plus(other.contracted)?,
            effective: self.effective.plus(other.effective)?,
            billed: self.billed.plus(other.billed)?,
        })
    }

    /// The saving: list − effective cost.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn saving(self) -> Result<Money, ValueProblem> {
        self.list.minus(self.effective)
    }

    /// The sums of any number of list, contracted, effective and billed costs.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`], and [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn sum(
        currency: Currency,
        parts: impl IntoIterator<Item = Self>,
    ) -> Result<Self, ValueProblem> {
        let mut sums = [Running::ZERO; 4];
        for part in parts {
            let amounts = [part.list, part.contracted, part.effective, part.billed];
            for (sum, amount) in sums.iter_mut().zip(amounts) {
                amount.must_be(currency)?;
                sum.add(amount.amount())?;
            }
        }
        let [list, contracted, effective, billed] = sums.map(|sum| Money::new(sum.get(), currency));
        Ok(Self {
            list,
            contracted,
            effective,
            billed,
        })
    }
}

/// A total that always states whether it is complete.
///
/// A missing price is not zero, so callers must choose between the complete and the known sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Total {
    /// All usage has a price.
    Complete(Costs),
    /// Some usage has no price, so the true total is above the known sum.
    Incomplete {
        /// The sum of the charges that have a price.
        known: Costs,
    },
}

impl Total {
    pub(crate) fn of(costs: Costs, is_complete: bool) -> Self {
        if is_complete {
            Self::Complete(costs)
        } else {
            Self::Incomplete { known: costs }
        }
    }

    /// The costs if all usage has a price.
    #[must_use]
    pub fn complete(&self) -> Option<Costs> {
        match self {
            Self::Complete(costs) => Some(*costs),
            Self::Incomplete { .. } => None,
        }
    }

    /// The sum of the charges that have a price, whether the total is complete or not.
    #[must_use]
    pub fn known(&self) -> Costs {
        match self {
            Self::Complete(costs) | Self::Incomplete { known: costs } => *costs,
        }
    }
}
