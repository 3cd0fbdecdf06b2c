//! Statistics of price paths: quantiles, probabilities, and value at risk.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::market::paths::{ONE, Paths, multiple, parts};
use crate::value::decimal::{self, NonNegative};
use crate::value::money::Money;

/// The multiples of all paths at the end of one month, in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution(Vec<u64>);

/// Converts a share from 0 to 1 to a part of `count`, rounded up.
fn rank(share: NonNegative, count: usize) -> Result<usize, ValueProblem> {
    decimal::whole(decimal::times(share.share()?.get(), Decimal::from(count))?.ceil())
}

/// The index of a quantile among `count` sorted values by nearest rank: ⌈share × count⌉ − 1.
fn place(share: NonNegative, count: usize) -> Result<usize, ValueProblem> {
    let last = count.saturating_sub(1);
    Ok(rank(share, count)?.saturating_sub(1).min(last))
}

impl Paths {
    /// The distribution at the end of a month, 1 for the first.
    ///
    /// # Errors
    /// [`ValueProblem::AboveLimit`] for a month after the last, [`ValueProblem::Zero`] for month 0.
    pub fn at(&self, month: u32) -> Result<Distribution, ValueProblem> {
        let index = month.checked_sub(1).ok_or(ValueProblem::Zero)?;
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        let levels = self.months.get(index).cloned();
        let mut levels = levels.ok_or_else(|| ValueProblem::above(month, self.months.len()))?;
        levels.sort_unstable();
        Ok(Distribution(levels))
    }

    /// Computes quantiles of each month, from the lowest share to the highest.
    ///
    /// Quantiles are by nearest rank: of 10 values the 0.25 quantile is the third.
    ///
    /// # Errors
    /// [`ValueProblem::NotAProbability`] for a share above one.
    ///
    /// ```
    /// use netprice::market::paths::{ONE, Paths};
    /// let paths = Paths { months: vec![vec![4 * ONE, ONE, 3 * ONE, 2 * ONE]] };
    /// let fan = paths.fan(&["0.25".parse()?, "0.5".parse()?, "1".parse()?])?;
    /// assert_eq!(fan[0].iter().map(ToString::to_string).collect::<Vec<_>>(), ["1", "2", "4"]);
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn fan(&self, shares: &[NonNegative]) -> Result<Vec<Vec<NonNegative>>, ValueProblem> {
        let months = self.quantiles(shares)?.into_iter();
        let decimals = |month: Vec<u64>| month.into_iter().map(multiple).collect();
        months.map(decimals).collect()
    }

    /// The quantiles of [`Paths::fan`] in parts of 2⁻³².
    ///
    /// # Errors
    /// Those of [`Paths::fan`].
    pub fn quantiles(&self, shares: &[NonNegative]) -> Result<Vec<Vec<u64>>, ValueProblem> {
        let mut shares = shares.to_vec();
        shares.sort_unstable_by_key(|share| share.get());
        let mut copy: Vec<u64> = Vec::new();
        self.months
            .iter()
            .map(|levels| {
                copy.clear();
                copy.extend_from_slice(levels);
                let places = shares.iter().map(|share| place(*share, copy.len()));
                let places: Vec<usize> = places.collect::<Result<_, ValueProblem>>()?;
                select(&mut copy, &places, 0);
                let each = places.iter();
                Ok(each
                    .map(|place| copy.get(*place).copied().unwrap_or_default())
                    .collect())
            })
            .collect()
    }

    /// The share of paths that are at or above a multiple in any month.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`], [`ValueProblem::DividedByZero`] for no paths.
    pub fn ever_at_least(&self, level: NonNegative) -> Result<NonNegative, ValueProblem> {
        let level = parts(level)?;
        let count = self.months.first().map_or(0, Vec::len);
        let mut reached = vec![false; count];
        for month in &self.months {
            for (reached, now) in reached.iter_mut().zip(month) {
                *reached |= *now >= level;
            }
        }
        let reached = reached.iter().filter(|reached| **reached).count();
        share_of(reached, count)
    }
}

/// Puts the values that sorting would put at the ascending `places` there: first at the middle
/// place, then recursively on each side.
fn select(values: &mut [u64], places: &[usize], offset: usize) {
    let middle = places.len() / 2;
    let Some(place) = places
        .get(middle)
        .and_then(|place| place.checked_sub(offset))
    else {
        return;
    };
    if place >= values.len() {
        return;
    }
    let (below, _, above) = values.select_nth_unstable(place);
    let (before, after) = places.split_at_checked(middle).unwrap_or_default();
    // Places equal to the middle one are already done.
    let low = offset.saturating_add(place);
    let before = before.partition_point(|one| *one < low);
    let before = places.get(..before).unwrap_or_default();
    let first_above = after.partition_point(|one| *one <= low);
    let after = after.get(first_above..).unwrap_or_default();
    select(below, before, offset);
    select(above, after, low.saturating_add(1));
}

impl Distribution {
    /// The number of paths.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The multiple that a share of the paths is at or below, by nearest rank.
    ///
    /// # Errors
    /// [`ValueProblem::NotAProbability`], [`ValueProblem::Empty`].
    pub fn quantile(&self, share: NonNegative) -> Result<NonNegative, ValueProblem> {
        let level = self.0.get(place(share, self.count())?);
        multiple(*level.ok_or(ValueProblem::Empty)?)
    }

    /// The mean multiple.
    ///
    /// # Errors
    /// [`ValueProblem::Empty`].
    pub fn mean(&self) -> Result<NonNegative, ValueProblem> {
        mean(&self.0)
    }

    /// The mean of the paths from the [`Distribution::quantile`] of `share` on, so it is never
    /// below that quantile.
    ///
    /// # Errors
    /// [`ValueProblem::NotAProbability`], [`ValueProblem::Empty`].
    pub fn mean_above(&self, share: NonNegative) -> Result<NonNegative, ValueProblem> {
        let from = place(share, self.count())?;
        mean(self.0.get(from..).unwrap_or_default())
    }

    /// The share of the paths that are above a multiple.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`], [`ValueProblem::DividedByZero`] for no paths.
    pub fn share_above(&self, level: NonNegative) -> Result<NonNegative, ValueProblem> {
        let level = parts(level)?;
        let at_or_below = self.0.partition_point(|one| *one <= level);
        let above = self.count().saturating_sub(at_or_below);
        share_of(above, self.count())
    }

    /// The share of the paths that are below a multiple.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`], [`ValueProblem::DividedByZero`] for no paths.
    pub fn share_below(&self, level: NonNegative) -> Result<NonNegative, ValueProblem> {
        let level = parts(level)?;
        let below = self.0.partition_point(|one| *one < level);
        share_of(below, self.count())
    }

    /// The mean excess of the multiple over a limit; the excess is zero where the multiple is
    /// below.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`], [`ValueProblem::Empty`].
    pub fn mean_excess(&self, limit: NonNegative) -> Result<NonNegative, ValueProblem> {
        let limit = parts(limit)?;
        let above: Vec<u64> = self.0.iter().map(|one| one.saturating_sub(limit)).collect();
        mean(&above)
    }

    /// The multiples in ascending order, in parts of 2⁻³².
    #[must_use]
    pub fn levels(&self) -> &[u64] {
        &self.0
    }
}

/// The mean of levels with a given sum, as a multiple of today's price.
pub(super) fn mean_of(sum: u128, count: usize) -> Result<Decimal, ValueProblem> {
    let name = "the sum of all paths";
    let parts = u64::try_from(count)
        .ok()
        .and_then(|count| ONE.checked_mul(count));
    let parts = parts.ok_or_else(|| ValueProblem::too_large(name))?;
    decimal::times_ratio(decimal::of_units(sum, 0, name)?, 1, parts)
}

/// The share of a count in all.
pub(super) fn share_of(count: usize, all: usize) -> Result<NonNegative, ValueProblem> {
    NonNegative::new(decimal::over(Decimal::from(count), Decimal::from(all))?)
}

fn mean(levels: &[u64]) -> Result<NonNegative, ValueProblem> {
    if levels.is_empty() {
        return Err(ValueProblem::Empty);
    }
    let sum: u128 = levels.iter().map(|level| u128::from(*level)).sum();
    NonNegative::new(mean_of(sum, levels.len())?)
}

/// Value at risk and expected shortfall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtRisk {
    /// The rank of the value at risk among the losses, 1 for the worst.
    pub rank: usize,
    /// The loss that at most the tail of the results exceeds; negative for a gain.
    pub value: Money,
    /// The mean of the losses from the worst to that rank.
    pub expected_shortfall: Money,
}

/// Computes the value at risk of observed or simulated results, in which gains are positive.
///
/// The tail has ⌊count × tail⌋ of the `count` results, and the value at risk is the next one: of
/// 100 results the sixth worst at 5%, of 1,000 the 51st. The expected shortfall is the mean of the
/// worst results up to and including it, so it is never below it.
///
/// # Errors
/// [`ValueProblem::Empty`], [`ValueProblem::NotAProbability`] for a tail above one,
/// [`ValueProblem::CurrencyMismatch`].
///
/// ```
/// use netprice::market::risk::value_at_risk;
/// let results: Vec<_> = (1..=10).map(|i| format!("{} USD", 5 - i).parse().unwrap()).collect();
/// let found = value_at_risk(&results, "0.2".parse()?)?;
/// // Results from 4 down to -5: the third worst loses 3; 5, 4 and 3 are 4 on average.
/// assert_eq!((found.rank, found.value.to_string()), (3, "3 USD".into()));
/// assert_eq!(found.expected_shortfall.to_string(), "4 USD");
/// # Ok::<(), netprice::Problems>(())
/// ```
///
/// Source of the rank: AnalystPrep, FRM part 2, historical simulation.
pub fn value_at_risk(results: &[Money], tail: NonNegative) -> Result<AtRisk, ValueProblem> {
    let first = results.first().ok_or(ValueProblem::Empty)?;
    let rank = tail_rank(results.len(), tail)?;
    let currency = first.currency();
    let losses = results
        .iter()
        .map(|result| Money::zero(currency).minus(*result));
    let mut losses: Vec<Money> = losses.collect::<Result<_, ValueProblem>>()?;
    losses.sort_by_key(|loss| std::cmp::Reverse(loss.amount()));
    losses.truncate(rank);
    let value = losses.last().copied().ok_or(ValueProblem::Empty)?;
    let sum = Money::sum(currency, losses.iter().copied())?;
    Ok(AtRisk {
        rank,
        value,
        expected_shortfall: sum.over(Decimal::from(rank))?,
    })
}

/// The rank of the value at risk among `count` losses, 1 for the worst.
///
/// # Errors
/// [`ValueProblem::NotAProbability`] for a tail above one.
pub fn tail_rank(count: usize, tail: NonNegative) -> Result<usize, ValueProblem> {
    let beyond = decimal::times(tail.share()?.get(), Decimal::from(count))?.floor();
    let beyond = usize::try_from(beyond).unwrap_or_default();
    Ok(beyond.saturating_add(1).min(count))
}

/// Computes the value at risk of a normally distributed return: value × (z × deviation − mean).
///
/// # Errors
/// [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::value::decimal::parse;
/// use netprice::market::risk::normal_value_at_risk;
/// let d = |text: &str| parse(text).unwrap();
/// let found = normal_value_at_risk("115 USD".parse()?, d("0"), d("0.2"), d("1.645"))?;
/// assert_eq!(found.to_string(), "37.835 USD");
/// # Ok::<(), netprice::Problems>(())
/// ```
///
/// Source: financetrain, analytical approach to calculating VaR.
pub fn normal_value_at_risk(
    value: Money,
    mean: Decimal,
    deviation: Decimal,
    z: Decimal,
) -> Result<Money, ValueProblem> {
    value.times(decimal::minus(decimal::times(z, deviation)?, mean)?)
}
