//! The discount at which a seller breaks even if the hardware price moves before delivery.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::market::paths::{ONE, Paths, parts};
use crate::market::risk::{Distribution, mean_of};
use crate::value::decimal::{self, NonNegative};
use crate::value::discount::Discount;
use crate::value::money::Money;

/// A sale: its list price and the seller's cost.
///
/// For example, the list price is 100 and the cost 30 at today's price of the card, and the whole
/// cost follows the card: at 2.125 times that price the cost is 63.75, and the break-even pay rate
/// is 63.75%, which is 6.375折.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sale {
    /// The list price.
    pub list: Money,
    /// The seller's cost at today's hardware price.
    pub cost: Money,
    /// The share of the cost that follows the hardware price, from 0 to 1.
    pub follows: NonNegative,
}

/// A clause by which the sale price follows the hardware price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// The share of the change of the hardware price that is passed on, from 0 to 1.
    pub passed_on: NonNegative,
    /// The largest rise of the sale price, as a share of it; 0 for a price that never rises.
    pub rise: NonNegative,
    /// The largest fall of the sale price, as a share of it; 0 for a price that never falls.
    pub fall: NonNegative,
}

/// The mean value of a clause to each side over all paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseValue {
    /// The mean extra payment to the seller where the hardware price rises; it protects the seller.
    pub to_seller: Money,
    /// The mean reduction for the buyer where the hardware price falls; it protects the buyer.
    pub to_buyer: Money,
}

/// The risk of a bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BidRisk {
    /// The price − today's cost.
    pub margin_today: Money,
    /// The mean of the price − the cost at delivery.
    pub mean_margin: Money,
    /// The share of the paths on which the cost is above the price.
    pub probability_of_loss: NonNegative,
    /// The loss that is not exceeded on the share of the paths given by the confidence; negative
    /// for a gain.
    pub value_at_risk: Money,
    /// The mean loss on the paths from that quantile on.
    pub expected_shortfall: Money,
}

impl Sale {
    /// Checks the sale.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`], [`ValueProblem::NotAProbability`],
    /// [`ValueProblem::Zero`] for a list price of zero.
    pub fn check(&self) -> Result<(), ValueProblem> {
        self.list.not_negative()?;
        self.cost.payable_in(self.list.currency())?;
        self.follows.share()?;
        if self.list.is_zero() {
            Err(ValueProblem::Zero)
        } else {
            Ok(())
        }
    }

    /// The cost at a multiple of today's hardware price: cost × (1 − follows + follows × multiple).
    ///
    /// # Errors
    /// Those of [`Sale::check`]; [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::market::selling::Sale;
    /// let sale = Sale { list: "100 CNY".parse()?, cost: "30 CNY".parse()?, follows: "1".parse()? };
    /// assert_eq!(sale.cost_at("2.125".parse()?)?.to_string(), "63.75 CNY");
    /// assert_eq!(sale.break_even("2.125".parse()?)?.to_string(), "0.6375");
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    ///
    /// Source: an article of 2023 on cloud prices in China, with a card from 80,000 to 170,000 yuan.
    pub fn cost_at(&self, hardware: NonNegative) -> Result<Money, ValueProblem> {
        self.check()?;
        let fixed = decimal::minus(Decimal::ONE, self.follows.get())?;
        let moving = decimal::times(self.follows.get(), hardware.get())?;
        self.cost.times(decimal::plus(fixed, moving)?)
    }

    /// The pay rate at which the price equals the cost; above 1 where even the list price makes a
    /// loss.
    ///
    /// # Errors
    /// Those of [`Sale::cost_at`].
    pub fn break_even(&self, hardware: NonNegative) -> Result<NonNegative, ValueProblem> {
        let cost = self.cost_at(hardware)?;
        NonNegative::new(decimal::over(cost.amount(), self.list.amount())?)
    }

    /// The price at a discount − the cost at a multiple of today's hardware price.
    ///
    /// # Errors
    /// Those of [`Sale::cost_at`].
    pub fn margin(&self, pay: Discount, hardware: NonNegative) -> Result<Money, ValueProblem> {
        self.list.times(pay.paid())?.minus(self.cost_at(hardware)?)
    }

    /// The pay rate that covers the cost at delivery and a margin on the price, with a given
    /// confidence.
    ///
    /// It is the break-even at the `confidence` quantile of the hardware price, ÷ (1 − margin).
    ///
    /// # Errors
    /// [`ValueProblem::NotAProbability`] for a confidence above one or a margin of one or more; those of
    /// [`Sale::cost_at`].
    pub fn floor(
        &self,
        at: &Distribution,
        confidence: NonNegative,
        margin: NonNegative,
    ) -> Result<NonNegative, ValueProblem> {
        let left = decimal::minus(Decimal::ONE, margin.get())?;
        if left <= Decimal::ZERO {
            let value = margin.to_string();
            return Err(ValueProblem::NotAProbability { value });
        }
        let break_even = self.break_even(at.quantile(confidence)?)?;
        NonNegative::new(decimal::over(break_even.get(), left)?)
    }

    /// Computes the risk of a bid that is delivered in the month of a distribution.
    ///
    /// # Errors
    /// Those of [`Sale::floor`].
    pub fn risk(
        &self,
        pay: Discount,
        at: &Distribution,
        confidence: NonNegative,
    ) -> Result<BidRisk, ValueProblem> {
        let one = NonNegative::new(Decimal::ONE)?;
        let lost = |hardware: NonNegative| -> Result<Money, ValueProblem> {
            self.cost_at(hardware)?.minus(self.list.times(pay.paid())?)
        };
        Ok(BidRisk {
            margin_today: self.margin(pay, one)?,
            mean_margin: self.margin(pay, at.mean()?)?,
            probability_of_loss: self.probability_of_loss(pay, at)?,
            value_at_risk: lost(at.quantile(confidence)?)?,
            expected_shortfall: lost(at.mean_above(confidence)?)?,
        })
    }

    /// The share of the paths on which the cost at delivery is above the price.
    ///
    /// # Errors
    /// Those of [`Sale::cost_at`].
    pub fn probability_of_loss(
        &self,
        pay: Discount,
        at: &Distribution,
    ) -> Result<NonNegative, ValueProblem> {
        self.probability_above(self.list.times(pay.paid())?, at)
    }

    /// The share of the paths on which the cost at delivery is above an amount.
    pub(crate) fn probability_above(
        &self,
        amount: Money,
        at: &Distribution,
    ) -> Result<NonNegative, ValueProblem> {
        self.check()?;
        let moving = self.cost.times(self.follows.get())?;
        let fixed = self.cost.minus(moving)?;
        let left = amount.minus(fixed)?.amount();
        if left < Decimal::ZERO {
            return Ok(NonNegative::ONE);
        }
        if moving.is_zero() {
            return Ok(NonNegative::ZERO);
        }
        at.share_above(NonNegative::new(decimal::over(left, moving.amount())?)?)
    }

    /// Computes the value of a clause to each side of a sale at a discount.
    ///
    /// With the clause the price is pay × list × (1 + passed on × change), where the change of the
    /// hardware price is limited so that the sale price rises and falls by no more than the clause
    /// allows. The mean change of the sale price is `to_seller` − `to_buyer`.
    ///
    /// # Errors
    /// [`ValueProblem::NotAProbability`]; those of [`Sale::check`].
    pub fn clause_value(
        &self,
        pay: Discount,
        clause: Clause,
        at: &Distribution,
    ) -> Result<ClauseValue, ValueProblem> {
        self.check()?;
        for share in [clause.passed_on, clause.fall] {
            share.share()?;
        }
        let price = self.list.times(pay.paid())?;
        let passed_on = clause.passed_on.get();
        let zero = Money::zero(self.list.currency());
        if passed_on.is_zero() {
            return Ok(ClauseValue {
                to_seller: zero,
                to_buyer: zero,
            });
        }
        let levels = at.levels();
        let risen = levels.iter().map(|level| level.saturating_sub(ONE));
        let fallen = levels.iter().map(|level| ONE.saturating_sub(*level));
        Ok(ClauseValue {
            to_seller: price.times(mean_moved(risen, passed_on, clause.rise)?)?,
            to_buyer: price.times(mean_moved(fallen, passed_on, clause.fall)?)?,
        })
    }

    /// The mean extra cost of delivering `later` months after `month` at the same sale price.
    ///
    /// # Errors
    /// [`ValueProblem::AboveLimit`] beyond the last month; those of [`Sale::cost_at`].
    pub fn cost_of_delay(
        &self,
        paths: &Paths,
        month: u32,
        later: u32,
    ) -> Result<Money, ValueProblem> {
        let on_time = self.cost_at(paths.at(month)?.mean()?)?;
        let late = paths.at(month.saturating_add(later))?.mean()?;
        self.cost_at(late)?.minus(on_time)
    }

    /// Computes mean margins and probabilities of loss, with a row per discount and a column per
    /// month of delivery.
    ///
    /// # Errors
    /// Those of [`Sale::risk`].
    pub fn heat(&self, paths: &Paths, pays: &[Discount]) -> Result<Vec<Vec<Heat>>, ValueProblem> {
        let months = u32::try_from(paths.months.len()).unwrap_or(u32::MAX);
        let months = (1..=months).map(|month| paths.at(month));
        let months: Vec<Distribution> = months.collect::<Result<_, ValueProblem>>()?;
        let columns = months.iter().map(|at| self.heat_at(at, pays));
        let columns: Vec<Vec<Heat>> = columns.collect::<Result<_, ValueProblem>>()?;
        let row = |place: usize| {
            let cells = columns.iter().filter_map(|column| column.get(place));
            cells.copied().collect()
        };
        Ok((0..pays.len()).map(row).collect())
    }

    /// The column of [`Sale::heat`] for one month of delivery.
    ///
    /// # Errors
    /// Those of [`Sale::risk`].
    pub fn heat_at(&self, at: &Distribution, pays: &[Discount]) -> Result<Vec<Heat>, ValueProblem> {
        let mean = at.mean()?;
        let cell = |pay: &Discount| -> Result<Heat, ValueProblem> {
            Ok(Heat {
                mean_margin: self.margin(*pay, mean)?,
                probability_of_loss: self.probability_of_loss(*pay, at)?,
            })
        };
        pays.iter().map(cell).collect()
    }
}

/// The mean relative move of a price under changes in parts of 2⁻³², of which the share `passed_on`
/// is passed on, up to `most`.
fn mean_moved(
    changes: impl Iterator<Item = u64>,
    passed_on: Decimal,
    most: NonNegative,
) -> Result<Decimal, ValueProblem> {
    // A change of this size moves the price by the maximum.
    let reach = parts(NonNegative::new(decimal::over(most.get(), passed_on)?)?)?;
    let (mut sum, mut count, mut stopped) = (0_u128, 0_usize, 0_u64);
    for change in changes {
        count = count.saturating_add(1);
        if change < reach {
            sum = sum.saturating_add(change.into());
        } else {
            stopped = stopped.saturating_add(1);
        }
    }
    let moved = mean_of(sum, count)?;
    let all = u64::try_from(count).unwrap_or(u64::MAX);
    let stopped = decimal::times_ratio(most.get(), stopped, all)?;
    decimal::plus(decimal::times(passed_on, moved)?, stopped)
}

/// A cell of the table by discount and month of delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heat {
    /// The mean of the price − the cost at delivery.
    pub mean_margin: Money,
    /// The share of the paths on which the sale makes a loss.
    pub probability_of_loss: NonNegative,
}

/// The outcome of waiting compared with locking today's price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The mean saving by waiting, after its cost; negative for an extra cost.
    pub expected_saving: Money,
    /// The median saving by waiting, after its cost; negative for an extra cost.
    pub median_saving: Money,
    /// The share of the paths on which waiting is cheaper, its cost included.
    pub probability_cheaper: NonNegative,
    /// The extra amount over today's price at the `confidence` quantile, the cost of waiting
    /// included.
    pub worst: Money,
    /// The cost of the months without the hardware.
    pub cost_of_waiting: Money,
}

/// Compares waiting a number of months for a price that moves with locking today's price.
///
/// Without the lock, the whole order is bought after `months` at the price of that time; each month
/// without the hardware costs `month_without`.
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`], [`ValueProblem::AboveLimit`] beyond the last month,
/// [`ValueProblem::NotAProbability`], [`ValueProblem::Zero`] for a price of zero or no months.
pub fn waiting(
    today: Money,
    month_without: Money,
    paths: &Paths,
    months: u32,
    confidence: NonNegative,
) -> Result<Waiting, ValueProblem> {
    if today.not_negative()?.is_zero() {
        return Err(ValueProblem::Zero);
    }
    month_without.payable_in(today.currency())?;
    let at = paths.at(months)?;
    let cost = month_without.times(Decimal::from(months))?;
    let saved = |hardware: NonNegative| -> Result<Money, ValueProblem> {
        today.minus(today.times(hardware.get())?)?.minus(cost)
    };
    let spare = decimal::over(today.minus(cost)?.amount(), today.amount())?;
    let probability_cheaper = at.share_below(NonNegative::new(spare.max(Decimal::ZERO))?)?;
    Ok(Waiting {
        expected_saving: saved(at.mean()?)?,
        median_saving: saved(at.quantile(NonNegative::new(Decimal::new(5, 1))?)?)?,
        probability_cheaper,
        worst: Money::zero(today.currency()).minus(saved(at.quantile(confidence)?)?)?,
        cost_of_waiting: cost,
    })
}

/// Computes the share of a cost that follows the hardware price, from the cost before and after a
/// move: (after ÷ before − 1) ÷ (multiple − 1), rounded half-even to 12 decimals.
///
/// A cost that goes from 30 to 50 while the hardware price goes to 2.125 times follows it by
/// 0.592592592593: (50 ÷ 30 − 1) ÷ 1.125.
///
/// # Errors
/// [`ValueProblem::DividedByZero`] for a cost of zero before, and for a hardware price that did not
/// move.
pub fn follows(
    before: NonNegative,
    after: NonNegative,
    hardware: NonNegative,
) -> Result<Decimal, ValueProblem> {
    let grown = decimal::over(after.get(), before.get())?;
    let grown = decimal::minus(grown, Decimal::ONE)?;
    decimal::over(grown, decimal::minus(hardware.get(), Decimal::ONE)?)
}
