//! A price history, with the reason for each change.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::problem::{Located, Problem};
use crate::value::day::{Day, days_between};
use crate::value::decimal::{self, NonNegative};
use crate::value::money::Currency;
use crate::value::path::Path;
use crate::value::text::is_default;

/// The price history of one product in one currency, in ascending order of days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceSeries {
    /// The currency of every price in the history.
    pub currency: Currency,
    /// The prices in ascending order of days, at least two.
    pub prices: Vec<DatedPrice>,
}

/// A price on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedPrice {
    /// The day.
    pub day: Day,
    /// The price of one unit, above zero.
    pub price: NonNegative,
    /// Why it differs from the price before.
    #[serde(default, skip_serializing_if = "is_default")]
    pub change: ChangeReason,
    /// The source of the price.
    pub source: String,
}

/// Why a price differs from the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeReason {
    /// The market moved: from 80,000 to 170,000 is a factor of 2.125.
    #[default]
    Market,
    /// The price before was wrong or measured something else, so there is no market move.
    Correction,
}

/// A move of the market from one price to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The day of the price before.
    pub from: Day,
    /// The day of the price.
    pub to: Day,
    /// The price ÷ the price before, rounded half-even to 12 decimals.
    pub factor: NonNegative,
}

impl Move {
    /// The number of days between both prices.
    #[must_use]
    pub fn days(&self) -> i64 {
        days_between(self.from.date(), self.to.date())
    }
}

impl PriceSeries {
    /// All problems of the prices, with paths from `prices`: days that do not ascend, prices of
    /// zero, fewer than two prices.
    #[must_use]
    pub fn problems(&self) -> Vec<Located> {
        let mut problems = Vec::new();
        if self.prices.len() < 2 {
            let (value, expected) = (self.prices.len(), 2);
            problems.push(ValueProblem::TooFewPrices { value, expected }.at("prices"));
        }
        for (index, price) in self.prices.iter().enumerate() {
            if price.price.is_zero() {
                problems
                    .push(ValueProblem::Zero.at(Path::from("prices").index(index).field("price")));
            }
        }
        let pairs = self.prices.iter().zip(self.prices.iter().skip(1));
        for (index, (before, after)) in pairs.enumerate() {
            if after.day <= before.day {
                let index = index.saturating_add(1);
                let (value, before) = (after.day.to_string(), before.day.to_string());
                let problem = Problem::DayDescends { value, before };
                problems.push(problem.at(Path::from("prices").index(index).field("day")));
            }
        }
        problems
    }

    /// The moves of the market, oldest first; a correction is not a move, and the next move starts
    /// from the corrected price.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`] for a price of zero, [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::market::series::{ChangeReason, DatedPrice, PriceSeries};
    /// let price = |day: &str, price: &str, change| DatedPrice {
    ///     day: day.parse().unwrap(), price: price.parse().unwrap(), change, source: "a page".into(),
    /// };
    /// let series = PriceSeries { currency: "CNY".parse()?, prices: vec![
    ///     price("2023-06-01", "80000", ChangeReason::Market),
    ///     price("2023-12-01", "170000", ChangeReason::Market),
    ///     price("2024-01-01", "45900", ChangeReason::Correction), // 73% lower, and no fall
    ///     price("2024-02-01", "50490", ChangeReason::Market),
    /// ] };
    /// let factors: Vec<String> = series.moves()?.iter().map(|m| m.factor.to_string()).collect();
    /// assert_eq!(factors, ["2.125", "1.1"]);
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    ///
    /// Source of the first move: quotes of the A800 card in China, 2023.
    pub fn moves(&self) -> Result<Vec<Move>, ValueProblem> {
        let pairs = self.prices.iter().zip(self.prices.iter().skip(1));
        let market = pairs.filter(|(_, after)| after.change == ChangeReason::Market);
        market
            .map(|(before, after)| {
                let factor = decimal::over(after.price.get(), before.price.get())?;
                Ok(Move {
                    from: before.day,
                    to: after.day,
                    factor: NonNegative::new(factor)?,
                })
            })
            .collect()
    }

    /// The largest fall of the market from a high to a later low, as a share of the high; zero if
    /// it never fell.
    ///
    /// Corrections are excluded, because the level is the product of the market moves.
    ///
    /// # Errors
    /// Those of [`PriceSeries::moves`].
    pub fn largest_fall(&self) -> Result<Decimal, ValueProblem> {
        let (mut level, mut high, mut worst) = (Decimal::ONE, Decimal::ONE, Decimal::ZERO);
        for one in self.moves()? {
            level = decimal::times(level, one.factor.get())?;
            high = high.max(level);
            let fall = decimal::over(decimal::minus(high, level)?, high)?;
            worst = worst.max(fall);
        }
        Ok(worst)
    }
}
