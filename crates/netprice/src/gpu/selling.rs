//! At which pay rate a seller still earns, when the hardware's price moves before delivery.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::paths::{ONE, Paths, parts};
use super::risk::Distribution;
use crate::decimal::{self, Amount};
use crate::error::{Problem, R};
use crate::money::Money;

/// What is sold, and what it costs the seller.
///
/// The list price is 100, the cost 30 at today's price of the card, and all of it follows the card: at
/// 2.125 times the price the cost is 63.75, and the break-even pay rate 63.75%, which is 6.375折.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sale {
    /// The list price.
    pub list: Money,
    /// What it costs at today's price of the hardware.
    pub cost: Money,
    /// The share of the cost that follows that price, from 0 to 1.
    pub follows: Amount,
}

/// A clause by which the price of a sale follows the hardware's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// The share of the hardware's change that is passed on, from 0 to 1.
    pub passed_on: Amount,
    /// The most that the price rises, as a share of it; 0 for a price that never rises.
    pub rise: Amount,
    /// The most that it falls, as a share of it; 0 for a price that never falls.
    pub fall: Amount,
}

/// What a clause is worth to each side, on average over all paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ClauseValue {
    /// What the seller is paid more where the hardware rises: what protects the seller.
    pub to_seller: Money,
    /// What the buyer pays less where it falls: what protects the buyer.
    pub to_buyer: Money,
}

/// What may come of a bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BidRisk {
    /// The price less today's cost.
    pub margin_today: Money,
    /// The mean of the price less the cost at delivery.
    pub mean_margin: Money,
    /// The share of the paths on which the cost is above the price.
    pub probability_of_loss: Amount,
    /// What is lost at the end of the confidence: no more than this on that share of the paths;
    /// negative for a gain.
    pub value_at_risk: Money,
    /// What is lost on average on the paths from there on.
    pub expected_shortfall: Money,
}

impl Sale {
    /// What is wrong with it.
    ///
    /// # Errors
    /// [`Problem::CurrencyMismatch`], [`Problem::NotAProbability`], [`Problem::Zero`] for a list price
    /// of zero.
    pub fn check(&self) -> R<()> {
        self.list.minus(self.cost)?;
        if self.follows.get() > Decimal::ONE {
            let value = self.follows.to_string();
            return Err(Problem::NotAProbability { value });
        }
        match self.list.is_zero() {
            true => Err(Problem::Zero),
            false => Ok(()),
        }
    }

    /// What it costs at a multiple of today's price of the hardware: cost × (1 − follows + follows ×
    /// multiple).
    ///
    /// # Errors
    /// Those of [`Sale::check`]; [`Problem::TooLarge`].
    ///
    /// ```
    /// use netprice::gpu::selling::Sale;
    /// let sale = Sale { list: "100 CNY".parse()?, cost: "30 CNY".parse()?, follows: "1".parse()? };
    /// assert_eq!(sale.cost_at("2.125".parse()?)?.to_string(), "63.75 CNY");
    /// assert_eq!(sale.break_even("2.125".parse()?)?.to_string(), "0.6375");
    /// # Ok::<(), netprice::error::Problem>(())
    /// ```
    ///
    /// Source: an article of 2023 on cloud prices in China, with a card from 80,000 to 170,000 yuan.
    pub fn cost_at(&self, hardware: Amount) -> R<Money> {
        self.check()?;
        let fixed = decimal::minus(Decimal::ONE, self.follows.get())?;
        let moving = decimal::times(self.follows.get(), hardware.get())?;
        self.cost.times(decimal::plus(fixed, moving)?)
    }

    /// The pay rate at which price and cost are the same; above one where even the list price loses.
    ///
    /// # Errors
    /// Those of [`Sale::cost_at`].
    pub fn break_even(&self, hardware: Amount) -> R<Amount> {
        let cost = self.cost_at(hardware)?;
        Amount::new(decimal::over(cost.amount(), self.list.amount())?)
    }

    /// The price at a pay rate less the cost.
    ///
    /// # Errors
    /// Those of [`Sale::cost_at`].
    pub fn margin(&self, pay: Amount, hardware: Amount) -> R<Money> {
        self.list.times(pay.get())?.minus(self.cost_at(hardware)?)
    }

    /// The pay rate that covers the cost, and a margin on the price, with a confidence at delivery.
    ///
    /// It is the break-even at the quantile of the hardware's price, ÷ (1 − margin).
    ///
    /// # Errors
    /// [`Problem::NotAProbability`] for a confidence above one or a margin of one or more; those of
    /// [`Sale::cost_at`].
    pub fn floor(&self, at: &Distribution, confidence: Amount, margin: Amount) -> R<Amount> {
        let left = decimal::minus(Decimal::ONE, margin.get())?;
        if left <= Decimal::ZERO {
            let value = margin.to_string();
            return Err(Problem::NotAProbability { value });
        }
        let break_even = self.break_even(at.quantile(confidence)?)?;
        Amount::new(decimal::over(break_even.get(), left)?)
    }

    /// What may come of a bid that is delivered at the time of a distribution.
    ///
    /// # Errors
    /// Those of [`Sale::floor`].
    pub fn risk(&self, pay: Amount, at: &Distribution, confidence: Amount) -> R<BidRisk> {
        let one = Amount::new(Decimal::ONE)?;
        let lost = |hardware: Amount| -> R<Money> {
            self.cost_at(hardware)?.minus(self.list.times(pay.get())?)
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
    pub fn probability_of_loss(&self, pay: Amount, at: &Distribution) -> R<Amount> {
        self.check()?;
        let of = |share: bool| Amount::new(if share { Decimal::ONE } else { Decimal::ZERO });
        let moving = self.cost.times(self.follows.get())?;
        let fixed = self.cost.minus(moving)?;
        let left = self.list.times(pay.get())?.minus(fixed)?.amount();
        if moving.is_zero() {
            return of(left < Decimal::ZERO);
        }
        match left < Decimal::ZERO {
            true => of(true),
            false => at.share_above(Amount::new(decimal::over(left, moving.amount())?)?),
        }
    }

    /// What a clause is worth to each side of a sale at a pay rate.
    ///
    /// With the clause the price is pay × list × (1 + passed on × change), the change of the
    /// hardware's price cut off so that the price rises and falls by no more than the clause says.
    /// The sum of both values is what the price changes by on average, seen from the seller.
    ///
    /// # Errors
    /// [`Problem::NotAProbability`]; those of [`Sale::check`].
    pub fn clause_value(&self, pay: Amount, clause: Clause, at: &Distribution) -> R<ClauseValue> {
        self.check()?;
        for share in [clause.passed_on, clause.fall] {
            if share.get() > Decimal::ONE {
                let value = share.to_string();
                return Err(Problem::NotAProbability { value });
            }
        }
        let price = self.list.times(pay.get())?;
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

    /// What it costs more, on average, to deliver so many months later at the same price.
    ///
    /// # Errors
    /// [`Problem::AboveLimit`] beyond the last month; those of [`Sale::cost_at`].
    pub fn cost_of_delay(&self, paths: &Paths, month: u32, later: u32) -> R<Money> {
        let on_time = self.cost_at(paths.at(month)?.mean()?)?;
        let late = paths.at(month.saturating_add(later))?.mean()?;
        self.cost_at(late)?.minus(on_time)
    }

    /// Margins and chances of loss by pay rate and month of delivery.
    ///
    /// # Errors
    /// Those of [`Sale::risk`].
    pub fn heat(&self, paths: &Paths, pays: &[Amount]) -> R<Vec<Vec<Heat>>> {
        let months = u32::try_from(paths.months.len()).unwrap_or(u32::MAX);
        let months = (1..=months).map(|month| paths.at(month));
        let months: Vec<Distribution> = months.collect::<R<_>>()?;
        let cell = |pay: Amount, at: &Distribution| -> R<Heat> {
            Ok(Heat {
                mean_margin: self.margin(pay, at.mean()?)?,
                probability_of_loss: self.probability_of_loss(pay, at)?,
            })
        };
        let row = |pay: &Amount| months.iter().map(|at| cell(*pay, at)).collect();
        pays.iter().map(row).collect()
    }
}

/// The mean share by which a price moves with changes in parts of 2⁻³², of which a share is passed on
/// and which stops at the most that it may.
fn mean_moved(changes: impl Iterator<Item = u64>, passed_on: Decimal, most: Amount) -> R<Decimal> {
    // A change as large as this moves the price as far as it may.
    let reach = parts(Amount::new(decimal::over(most.get(), passed_on)?)?)?;
    let (mut sum, mut count, mut stopped) = (0_u128, 0_u64, 0_u64);
    for change in changes {
        count = count.saturating_add(1);
        match change < reach {
            true => sum = sum.saturating_add(change.into()),
            false => stopped = stopped.saturating_add(1),
        }
    }
    let too_large = || Problem::TooLarge {
        value: "the sum of all paths".to_owned(),
    };
    let sum = i128::try_from(sum).ok();
    let sum = sum.and_then(|sum| Decimal::try_from_i128_with_scale(sum, 0).ok());
    let all = ONE.checked_mul(count).ok_or_else(too_large)?;
    let moved = decimal::times_ratio(sum.ok_or_else(too_large)?, 1, all)?;
    let stopped = decimal::times_ratio(most.get(), stopped, count)?;
    decimal::plus(decimal::times(passed_on, moved)?, stopped)
}

/// A cell of the table of pay rate and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Heat {
    /// The mean of the price less the cost at delivery.
    pub mean_margin: Money,
    /// The share of the paths on which it is a loss.
    pub probability_of_loss: Amount,
}

/// Waiting against locking a price today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// What waiting saves on average, its cost taken off; negative where it costs.
    pub expected_saving: Money,
    /// The share of the paths on which waiting is cheaper, its cost included.
    pub probability_cheaper: Amount,
    /// What is paid more than today at the end of the confidence, the cost of waiting included.
    pub worst: Money,
    /// What the months without it cost.
    pub cost_of_waiting: Money,
}

/// What waiting so many months for a price that moves comes to.
///
/// Today's price is locked for all that is bought, or bought after the months at whatever it is then;
/// each month without it costs `month_without`.
///
/// # Errors
/// [`Problem::CurrencyMismatch`], [`Problem::AboveLimit`] beyond the last month,
/// [`Problem::NotAProbability`], [`Problem::Zero`] for a price of zero or no months.
pub fn waiting(
    today: Money,
    month_without: Money,
    paths: &Paths,
    months: u32,
    confidence: Amount,
) -> R<Waiting> {
    if today.is_zero() {
        return Err(Problem::Zero);
    }
    let at = paths.at(months)?;
    let cost = month_without.times(Decimal::from(months))?;
    let saved =
        |hardware: Amount| -> R<Money> { today.minus(today.times(hardware.get())?)?.minus(cost) };
    let spare = decimal::over(today.minus(cost)?.amount(), today.amount())?;
    let cheaper = match spare <= Decimal::ZERO {
        true => Decimal::ZERO,
        false => {
            let spare = parts(Amount::new(spare)?)?;
            let below = at.levels().partition_point(|level| *level < spare);
            decimal::over(Decimal::from(below), Decimal::from(at.count()))?
        }
    };
    Ok(Waiting {
        expected_saving: saved(at.mean()?)?,
        probability_cheaper: Amount::new(cheaper)?,
        worst: Money::zero(today.currency()).minus(saved(at.quantile(confidence)?)?)?,
        cost_of_waiting: cost,
    })
}
