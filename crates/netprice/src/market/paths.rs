//! Simulated price paths from a seed, bit-identical on every platform.
//!
//! A price is a multiple of today's price, in whole parts of 2⁻³². The code uses no floats, so a
//! path is the same natively and in a browser. Paths come in antithetic pairs: with blocks of one
//! month, one path draws the n-th lowest factor where the other draws the n-th highest, so the
//! median of all paths follows the median of the factors, whatever the seed.

use crate::value::problem::ValueProblem;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::math::{exp, normal_quantile};
use crate::problem::{Located, Problems};
use crate::value::decimal::{self, NonNegative};
use crate::value::limits::{FACTORS, MONTHS, PATH_PRICES, PATHS, SHOCKS, at_most};
use crate::value::path::Path;

/// The parts of a factor of 1.
pub const ONE: u64 = 1 << 32;
/// The process by which a price moves from month to month.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// The equally likely factors of a month: observed ones (a bootstrap), or those of
    /// [`lognormal`].
    pub factors: Vec<NonNegative>,
    /// The number of consecutive observed months that are drawn together; 1 draws each month
    /// separately.
    #[serde(default = "one_month", skip_serializing_if = "is_one_month")]
    pub block: u32,
    /// The pull of the price towards a level, if any.
    pub reversion: Option<Reversion>,
    /// Events that may happen once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shocks: Vec<Shock>,
}

fn one_month() -> u32 {
    1
}

fn is_one_month(block: &u32) -> bool {
    *block == 1
}

/// A pull towards a level, applied before the month's factor: with a speed of 0.2, a gap of 0.5
/// closes by 0.1 in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reversion {
    /// The level, as a multiple of today's price.
    pub level: NonNegative,
    /// The share of the gap that closes in a month, from 0 to 1.
    pub speed: NonNegative,
}

/// An event that may happen once, such as an export rule: ×2.125 in the fourth month with a
/// probability of 0.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shock {
    /// The month, 1 for the next one.
    pub month: u32,
    /// The factor by which the price is multiplied.
    pub factor: NonNegative,
    /// The probability of the event, from 0 to 1.
    pub probability: NonNegative,
}

/// Computes equally likely monthly factors of a lognormal price whose median does not move.
///
/// The yearly volatility is spread over twelve months by the square root of time; the factors are
/// exp(σ z) at the middles of `count` equal shares of the normal distribution.
///
/// # Errors
/// [`ValueProblem::TooFewPrices`] for a count below 2, [`ValueProblem::AboveLimit`] for one above
/// 4,096, [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::market::paths::lognormal;
/// // No volatility, no move; and what goes up by a factor goes down by it.
/// assert_eq!(lognormal("0".parse()?, 2)?[0].to_string(), "1");
/// let factors = lognormal("0.5".parse()?, 3)?;
/// assert_eq!(factors[1].to_string(), "1");
/// assert!(factors[0].to_string().starts_with("0.8696"));
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn lognormal(
    yearly_volatility: NonNegative,
    count: u32,
) -> Result<Vec<NonNegative>, ValueProblem> {
    at_most(usize::try_from(count).unwrap_or(usize::MAX), FACTORS)?;
    if count < 2 {
        let value = usize::try_from(count).unwrap_or_default();
        return Err(ValueProblem::TooFewPrices { value, expected: 2 });
    }
    let monthly = crate::math::sqrt(Decimal::new(12, 0))?;
    let sigma = decimal::over(yearly_volatility.get(), monthly)?;
    let shares = u64::from(count).saturating_mul(2);
    let factor = |index: u32| -> Result<NonNegative, ValueProblem> {
        let middle = u64::from(index).saturating_mul(2).saturating_add(1);
        let share = decimal::times_ratio(Decimal::ONE, middle, shares)?;
        let z = normal_quantile(share)?;
        NonNegative::new(decimal::times(
            exp(decimal::times(sigma, z)?)?,
            Decimal::ONE,
        )?)
    };
    (0..count).map(factor).collect()
}

/// Prices as multiples of today's, by month and path, in parts of 2⁻³².
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The multiples at the end of each month, all paths of a month together.
    pub months: Vec<Vec<u64>>,
}

/// Converts a factor to parts of 2⁻³², rounded half-even.
///
/// # Errors
/// [`ValueProblem::TooLarge`] for a factor from 2³² on.
pub fn parts(factor: NonNegative) -> Result<u64, ValueProblem> {
    let units = decimal::times(factor.get(), Decimal::from(ONE))?.round();
    u64::try_from(units).map_err(|_| ValueProblem::too_large(format!("{factor} × {ONE}")))
}

/// Converts a multiple to a decimal, rounded half-even to 12 decimals.
///
/// # Errors
/// [`ValueProblem::TooLarge`].
pub fn multiple(parts: u64) -> Result<NonNegative, ValueProblem> {
    NonNegative::new(decimal::times_ratio(Decimal::from(parts), 1, ONE)?)
}

/// Multiplies two multiples, rounded half up to 2⁻³²; the result saturates at the largest multiple.
///
/// The code multiplies halves of 32 bits, because a browser has no 128-bit product of 64-bit
/// numbers.
fn product(level: u64, factor: u64) -> u64 {
    const HALF: u64 = 0xffff_ffff;
    let (high, low) = (level.wrapping_shr(32), level & HALF);
    let (factor_high, factor_low) = (factor.wrapping_shr(32), factor & HALF);
    let top = high.wrapping_mul(factor_high);
    let last = low.wrapping_mul(factor_low).wrapping_add(1 << 31);
    let sum = top
        .checked_mul(ONE)
        .and_then(|sum| sum.checked_add(high.wrapping_mul(factor_low)))
        .and_then(|sum| sum.checked_add(low.wrapping_mul(factor_high)))
        .and_then(|sum| sum.checked_add(last.wrapping_shr(32)));
    sum.unwrap_or(u64::MAX)
}

/// A process with its numbers in parts of 2⁻³².
struct Whole {
    factors: Vec<u64>,
    block: u32,
    reversion: Option<(u64, u64)>,
    shocks: Vec<(u32, u64, u64)>,
}

impl Process {
    /// A bootstrap of observed factors, with each month drawn separately.
    #[must_use]
    pub fn bootstrap(factors: Vec<NonNegative>) -> Self {
        Self {
            factors,
            block: 1,
            reversion: None,
            shocks: Vec::new(),
        }
    }

    /// All problems of the process for a number of months and paths.
    #[must_use]
    pub fn problems(&self, months: u32, count: u32) -> Vec<Located> {
        let mut problems = Vec::new();
        let mut limit = |field: &'static str, checked: Result<(), ValueProblem>| {
            problems.extend(checked.err().map(|problem| problem.at(field)));
        };
        limit("months", at_most(months, MONTHS));
        limit("paths", at_most(count, PATHS));
        limit("block", at_most(self.block, MONTHS));
        limit("factors", at_most(self.factors.len(), FACTORS));
        limit("shocks", at_most(self.shocks.len(), SHOCKS));
        if months <= MONTHS && count <= PATHS {
            let prices = u64::from(months).saturating_mul(u64::from(count));
            limit("paths", at_most(prices, PATH_PRICES));
        }
        for (name, number) in [("months", months), ("paths", count), ("block", self.block)] {
            if number == 0 {
                problems.push(ValueProblem::Zero.at(name));
            }
        }
        if self.factors.is_empty() {
            problems.push(ValueProblem::Empty.at("factors"));
        }
        for (index, factor) in self.factors.iter().enumerate() {
            if factor.is_zero() {
                problems.push(ValueProblem::Zero.at(Path::from("factors").index(index)));
            }
        }
        let share = |value: NonNegative, field: Path| Some(value.share().err()?.at(field));
        if let Some(reversion) = self.reversion {
            problems.extend(share(
                reversion.speed,
                Path::from("reversion").field("speed"),
            ));
        }
        for (index, shock) in self.shocks.iter().enumerate() {
            let at = |name: &'static str| Path::from("shocks").index(index).field(name);
            problems.extend(share(shock.probability, at("probability")));
            if shock.factor.is_zero() {
                problems.push(ValueProblem::Zero.at(at("factor")));
            }
            if shock.month == 0 || shock.month > months {
                let problem = match shock.month {
                    0 => ValueProblem::Zero,
                    month => ValueProblem::above(month, months),
                };
                problems.push(problem.at(at("month")));
            }
        }
        problems
    }

    fn whole(&self) -> Result<Whole, ValueProblem> {
        let factors = self.factors.iter().map(|factor| parts(*factor));
        let mut factors: Vec<u64> = factors.collect::<Result<_, ValueProblem>>()?;
        if self.block == 1 {
            // Factors are sorted in ascending order, so that the paths of a pair mirror each other.
            factors.sort_unstable();
        }
        let shocks = self.shocks.iter().map(|shock| {
            let (factor, probability) = (parts(shock.factor)?, parts(shock.probability)?);
            Ok::<_, ValueProblem>((shock.month, factor, probability))
        });
        let reversion = self.reversion.map(|reversion| {
            let (level, speed) = (parts(reversion.level)?, parts(reversion.speed)?);
            Ok::<_, ValueProblem>((level, speed))
        });
        Ok(Whole {
            factors,
            block: self.block,
            reversion: reversion.transpose()?,
            shocks: shocks.collect::<Result<_, ValueProblem>>()?,
        })
    }

    /// Draws paths from today's price on; an odd count is increased by one.
    ///
    /// # Errors
    /// All of [`Process::problems`] at once; [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::market::paths::{Process, multiple};
    /// let process = Process::bootstrap(vec!["0.5".parse()?, "2".parse()?]);
    /// let paths = process.paths(2, 2, 7).unwrap();
    /// // The second path of a pair does the opposite of the first.
    /// let ends = &paths.months[1];
    /// assert_eq!(multiple(ends[0])?.get() * multiple(ends[1])?.get(), 1.into());
    /// assert!(process.paths(0, 2, 7).is_err());
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn paths(&self, months: u32, count: u32, seed: u64) -> Result<Paths, Problems> {
        let months = self.drawing(months, count, seed)?.collect();
        Ok(Paths { months })
    }

    /// Draws the same paths month by month, for a caller that does other work in between.
    ///
    /// # Errors
    /// Those of [`Process::paths`].
    ///
    /// ```
    /// use netprice::market::paths::{Paths, Process};
    /// let process = Process::bootstrap(vec!["0.5".parse()?, "2".parse()?]);
    /// let mut drawing = process.drawing(2, 4, 7).unwrap();
    /// let months = vec![drawing.next().unwrap(), drawing.next().unwrap()];
    /// assert_eq!(process.paths(2, 4, 7).unwrap(), Paths { months });
    /// assert_eq!(drawing.next(), None);
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn drawing(&self, months: u32, count: u32, seed: u64) -> Result<Drawing, Problems> {
        Problems::none_of(self.problems(months, count))?;
        let whole = self.whole().map_err(|problem| problem.at("factors"))?;
        let pairs = usize::try_from(count.div_ceil(2)).unwrap_or_default();
        Ok(Drawing {
            whole,
            months,
            month: 0,
            random: Xoshiro256PlusPlus::seed_from_u64(seed),
            starts: vec![0_u32; pairs],
            levels: vec![ONE; pairs.saturating_mul(2)],
        })
    }
}

/// An iterator over months; each item holds the multiples of all paths at the end of a month.
pub struct Drawing {
    whole: Whole,
    months: u32,
    month: u32,
    random: Xoshiro256PlusPlus,
    starts: Vec<u32>,
    levels: Vec<u64>,
}

impl Iterator for Drawing {
    type Item = Vec<u64>;

    fn next(&mut self) -> Option<Vec<u64>> {
        if self.month >= self.months {
            return None;
        }
        let in_block = self.month.checked_rem(self.whole.block).unwrap_or_default();
        if in_block == 0 {
            draw(&mut self.random, &mut self.starts, self.whole.factors.len());
        }
        self.whole.month(&self.starts, in_block, &mut self.levels);
        self.month = self.month.saturating_add(1);
        for (_, factor, probability) in self.whole.shocks.iter().filter(|s| s.0 == self.month) {
            shock(&mut self.random, *factor, *probability, &mut self.levels);
        }
        Some(self.levels.clone())
    }
}

impl Whole {
    /// Advances all levels by a month.
    fn month(&self, starts: &[u32], in_block: u32, levels: &mut [u64]) {
        let last = self.factors.len().saturating_sub(1);
        let offset = usize::try_from(in_block).unwrap_or_default();
        let at = |start: usize| {
            let place = start.saturating_add(offset);
            // A block wraps from the last observed month to the first.
            let place = if place > last {
                place.checked_rem(self.factors.len()).unwrap_or_default()
            } else {
                place
            };
            self.factors.get(place).copied().unwrap_or(ONE)
        };
        for (pair, start) in levels.chunks_exact_mut(2).zip(starts) {
            let start = usize::try_from(*start).unwrap_or_default();
            let mirrored = last.saturating_sub(start);
            if let [first, second] = pair {
                *first = product(self.pulled(*first), at(start));
                *second = product(self.pulled(*second), at(mirrored));
            }
        }
    }

    fn pulled(&self, level: u64) -> u64 {
        match self.reversion {
            None => level,
            Some((target, speed)) if level > target => {
                level.saturating_sub(product(level.saturating_sub(target), speed))
            }
            Some((target, speed)) => {
                level.saturating_add(product(target.saturating_sub(level), speed))
            }
        }
    }
}

/// Draws an index below `count` for each pair, two from each 64 random bits.
fn draw(random: &mut Xoshiro256PlusPlus, starts: &mut [u32], count: usize) {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    // The upper half of 32 random bits × count is below count; its bias is below count × 2⁻³².
    let place = |bits: u64| {
        let place = (bits & 0xffff_ffff).wrapping_mul(count).wrapping_shr(32);
        u32::try_from(place).unwrap_or_default()
    };
    for two in starts.chunks_mut(2) {
        let mut bits = random.next_u64();
        for start in two {
            *start = place(bits);
            bits = bits.wrapping_shr(32);
        }
    }
}

/// Multiplies the levels of the paths on which the shock happens; the draws of a pair are opposite.
fn shock(random: &mut Xoshiro256PlusPlus, factor: u64, probability: u64, levels: &mut [u64]) {
    for pair in levels.chunks_exact_mut(2) {
        let bits = u64::from(random.next_u32());
        let opposite = 0xffff_ffff_u64.saturating_sub(bits);
        for (level, bits) in pair.iter_mut().zip([bits, opposite]) {
            if bits < probability {
                *level = product(*level, factor);
            }
        }
    }
}
