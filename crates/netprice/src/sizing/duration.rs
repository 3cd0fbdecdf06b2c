//! The price of a subscription (包年包月) by its duration.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::value::discount::Discount;
use crate::value::money::Money;

/// Discounts by subscription duration.
///
/// ```
/// use netprice::sizing::duration::{DurationDiscount, DurationDiscounts};
/// let rung = |months, pay: &str| DurationDiscount { months, pay: pay.parse().unwrap() };
/// let ladder = DurationDiscounts(vec![rung(6, "8.8折"), rung(12, "8.3折"), rung(36, "5折")]);
/// let monthly = "100 CNY".parse()?;
/// // A year at 83%, 11 months still at 88%, and a month at list.
/// assert_eq!(ladder.price(monthly, 12)?.to_string(), "996 CNY");
/// assert_eq!(ladder.price(monthly, 11)?.to_string(), "968 CNY");
/// assert_eq!(ladder.price(monthly, 1)?.to_string(), "100 CNY");
/// # Ok::<(), netprice::Problems>(())
/// ```
///
/// Source of the rates: Tencent Cloud, CVM purchase page, discounts by duration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DurationDiscounts(pub Vec<DurationDiscount>);

/// A discount that applies from a duration on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DurationDiscount {
    /// The smallest number of months with the discount.
    pub months: u32,
    /// The share of the monthly price that is paid.
    pub pay: Discount,
}

impl DurationDiscounts {
    /// The share of the monthly price that is paid for a number of months: that of the longest
    /// duration reached, or all of it below the shortest.
    #[must_use]
    pub fn rate(&self, months: u32) -> Discount {
        let reached = self.0.iter().filter(|rung| rung.months <= months);
        let longest = reached.max_by_key(|rung| rung.months);
        longest.map_or(Discount::NONE, |rung| rung.pay)
    }

    /// The price of a number of months: monthly × months × rate.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn price(&self, monthly: Money, months: u32) -> Result<Money, ValueProblem> {
        let list = monthly.times(Decimal::from(months))?;
        list.paid_at(self.rate(months))
    }
}
