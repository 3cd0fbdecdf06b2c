//! A bid in the middle of all outcomes, and what would change whether it holds.

use netprice::market::paths::{Paths, multiple};
use netprice::market::risk::Distribution;
use netprice::market::selling::Sale;
use netprice::value::decimal;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::value::problem::ValueProblem;
use netprice::{Discount, Money, NonNegative};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A bid in the middle of all outcomes, and what would change whether it holds.
///
/// A bid holds if it is not below the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bid {
    /// The median of the price − the cost at delivery.
    pub median_margin: Money,
    /// Whether the bid holds.
    pub holds: bool,
    /// The lowest floor in whole hundredths of list that holds.
    pub lowest: NonNegative,
    /// The cost today, as a share of list, up to which the bid holds.
    pub cost: NonNegative,
    /// The share of the cost that may follow the hardware price; absent if no share changes the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<NonNegative>,
    /// The nearest month of delivery for which the answer is another; absent if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<u32>,
}

/// The terms of a bid: the price, the confidence of the floor, its margin, and the month of delivery.
#[derive(Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) pay: Discount,
    pub(crate) floor: NonNegative,
    pub(crate) confidence: NonNegative,
    pub(crate) margin: NonNegative,
    pub(crate) month: u32,
}

impl Bid {
    pub(crate) fn of(
        sale: &Sale,
        terms: Terms,
        end: &Distribution,
        paths: &Paths,
    ) -> Result<Self, ValueProblem> {
        let middle = end.quantile(NonNegative::new(Decimal::new(5, 1))?)?;
        let mode = RoundingMode::Ceiling;
        let lowest = Rounding { places: 4, mode }.apply(terms.floor.get());
        Ok(Self {
            median_margin: sale.margin(terms.pay, middle)?,
            holds: terms.holds(terms.floor),
            lowest: NonNegative::new(lowest)?,
            cost: terms.cost(sale)?,
            follows: terms.follows(sale, end.quantile(terms.confidence)?)?,
            month: terms.other_month(sale, paths)?,
        })
    }
}

impl Terms {
    fn holds(self, floor: NonNegative) -> bool {
        self.pay.paid() >= floor.get()
    }

    /// The cost grows by the same factor as the floor.
    fn cost(self, sale: &Sale) -> Result<NonNegative, ValueProblem> {
        let cost = decimal::over(sale.cost.amount(), sale.list.amount())?;
        if self.floor.is_zero() {
            return NonNegative::new(cost);
        }
        let cost = decimal::times_over(cost, self.pay.paid(), self.floor.get())?;
        NonNegative::new(cost)
    }

    /// With the hardware at `high` times its price, pay × (1 − margin) = cost × (1 + follows × (high − 1)).
    fn follows(self, sale: &Sale, high: NonNegative) -> Result<Option<NonNegative>, ValueProblem> {
        let grown = decimal::minus(high.get(), Decimal::ONE)?;
        if grown.is_zero() || sale.cost.is_zero() {
            return Ok(None);
        }
        let left = decimal::minus(Decimal::ONE, self.margin.get())?;
        let price = sale.list.times(self.pay.paid())?.times(left)?;
        let share = decimal::over(price.amount(), sale.cost.amount())?;
        let share = decimal::over(decimal::minus(share, Decimal::ONE)?, grown)?;
        let is_share = share >= Decimal::ZERO && share <= Decimal::ONE;
        is_share.then(|| NonNegative::new(share)).transpose()
    }

    fn other_month(self, sale: &Sale, paths: &Paths) -> Result<Option<u32>, ValueProblem> {
        let highs = paths.quantiles(&[self.confidence])?;
        let left = decimal::minus(Decimal::ONE, self.margin.get())?;
        let mut other: Option<u32> = None;
        let is_held = self.holds(self.floor);
        for (month, high) in (1_u32..).zip(highs) {
            let high = multiple(high.first().copied().unwrap_or_default())?;
            let floor = decimal::over(sale.break_even(high)?.get(), left)?;
            let is_other = self.holds(NonNegative::new(floor)?) != is_held;
            let is_nearer =
                other.is_none_or(|other| month.abs_diff(self.month) < other.abs_diff(self.month));
            if is_other && is_nearer {
                other = Some(month);
            }
        }
        Ok(other)
    }
}
