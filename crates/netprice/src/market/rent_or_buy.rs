//! The choice between renting and buying if the rent, the utilisation and the residual value are
//! uncertain.

use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::market::paths::{ONE, Paths, parts};
use crate::market::risk::share_of;
use crate::problem::{Located, Problems};
use crate::value::decimal::{self, NonNegative};
use crate::value::money::{Currency, Money};

/// The inputs of the choice between renting and buying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RentOrBuy {
    /// The purchase price, paid today.
    pub capital: Money,
    /// The cost of running an owned machine for a month, whatever its utilisation.
    pub own_month: Money,
    /// The rent of a month at full utilisation and today's price.
    pub rent_month: Money,
    /// The residual value at the end as a share of the capital, at today's rent.
    pub residual: NonNegative,
    /// The correlation of the residual value with the rent, from 0 to 1. It is the share of the
    /// paths on which the residual value ends at the multiple of the rent; on the others it ends at
    /// the multiple of the rent on a random path.
    pub correlation: NonNegative,
    /// The share of the hours in use, as a triangular distribution: lowest, most likely and
    /// highest.
    pub utilisation: [NonNegative; 3],
    /// The yearly discount rate, such as 0.08.
    pub rate: NonNegative,
}

/// The saving of buying over all paths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    /// The mean saving of buying over renting, as a net present value.
    pub net_present_value: Money,
    /// The share of the paths on which buying is cheaper.
    pub probability_buying: NonNegative,
    /// The 5%, 50% and 95% quantiles of the saving over the paths.
    pub quantiles: [Money; 3],
    /// The mean saving on the worst 5% of the paths.
    pub worst: Money,
}

/// What renting and buying cost on each path, as net present values in millionths of the currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathCosts {
    /// The currency of all amounts.
    pub currency: Currency,
    /// The rent of all months, by path.
    pub rented: Vec<i128>,
    /// The residual value, by path.
    pub residuals: Vec<i128>,
    /// The purchase price and the cost of running the machine in all months.
    pub spent: i128,
    /// The purchase price.
    pub capital: i128,
    /// The net present value of 1 at the end of each month.
    pub months: Decimal,
}

impl PathCosts {
    /// Summarises the saving of buying over all paths.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`], [`ValueProblem::DividedByZero`] for no paths.
    pub fn weighed(&self) -> Result<Weighed, ValueProblem> {
        let each = self.rented.iter().zip(&self.residuals);
        let savings = each.map(|(rented, back)| {
            let kept = back.saturating_sub(self.spent);
            rented.saturating_add(kept)
        });
        let mut savings: Vec<i128> = savings.collect();
        savings.sort_unstable();
        let count = savings.len();
        let mean = |savings: &[i128]| -> Result<Money, ValueProblem> {
            let each = savings.iter().copied();
            let sum = each.fold(0_i128, i128::saturating_add);
            self.money(sum)?.over(Decimal::from(savings.len()))
        };
        let at = |hundredths: usize| {
            let place = count.saturating_mul(hundredths).div_ceil(100);
            let place = place.saturating_sub(1).min(count.saturating_sub(1));
            self.money(savings.get(place).copied().unwrap_or_default())
        };
        let losses = savings.partition_point(|one| *one <= 0);
        let gains = count.saturating_sub(losses);
        let tail = count.div_ceil(20);
        Ok(Weighed {
            net_present_value: mean(&savings)?,
            probability_buying: share_of(gains, count)?,
            quantiles: [at(5)?, at(50)?, at(95)?],
            worst: mean(savings.get(..tail).unwrap_or_default())?,
        })
    }

    /// An amount of millionths.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn money(&self, millionths: i128) -> Result<Money, ValueProblem> {
        let amount = Decimal::try_from_i128_with_scale(millionths, 6);
        let amount = amount.map_err(|_| ValueProblem::too_large(millionths.to_string()))?;
        Ok(Money::new(amount, self.currency))
    }
}

/// An amount in millionths, rounded half-even.
///
/// # Errors
/// [`ValueProblem::TooLarge`].
pub fn millionths(money: Money) -> Result<i128, ValueProblem> {
    let units = decimal::times(money.amount(), Decimal::from(1_000_000))?.round();
    let too_large = |_| ValueProblem::too_large(decimal::print(money.amount()));
    i128::try_from(units).map_err(too_large)
}

/// An amount times a level; one that fits in 64 bits needs no check for overflow, which takes most of the time.
fn product(amount: i128, level: u64) -> i128 {
    match u64::try_from(amount) {
        Ok(amount) => {
            let product = u128::from(amount).saturating_mul(u128::from(level));
            i128::try_from(product).unwrap_or(i128::MAX)
        }
        Err(_) => amount.saturating_mul(i128::from(level)),
    }
}

/// A product with parts of 2⁻³², without them.
fn of_parts(product: i128) -> i128 {
    product.checked_div(i128::from(ONE)).unwrap_or_default()
}

impl RentOrBuy {
    /// All problems of the inputs.
    #[must_use]
    pub fn problems(&self) -> Vec<Located> {
        let mut problems = Vec::new();
        for (name, money) in [
            ("capital", self.capital),
            ("own_month", self.own_month),
            ("rent_month", self.rent_month),
        ] {
            let wrong = money.payable_in(self.capital.currency()).err();
            problems.extend(wrong.map(|problem| problem.at(name)));
        }
        let [low, likely, high] = self.utilisation;
        let most = || Path::from("utilisation").index(2);
        let shares = [
            (Path::from("residual"), self.residual),
            (Path::from("correlation"), self.correlation),
            (most(), high),
        ];
        let shares = shares.into_iter();
        problems.extend(shares.filter_map(|(path, share)| Some(share.share().err()?.at(path))));
        if low > likely || likely > high {
            problems.push(ValueProblem::above(low.max(likely), high).at("utilisation"));
        }
        if high.is_zero() {
            problems.push(ValueProblem::Zero.at(most()));
        }
        problems
    }

    /// Compares renting and buying over the months of simulated rents.
    ///
    /// On each path a utilisation is drawn from the triangular distribution; the rent is paid at
    /// the end of each month, and the residual value is received at the end. Each cash flow is
    /// divided by (1 + rate)^(month ÷ 12).
    ///
    /// # Errors
    /// Those of [`RentOrBuy::costs`].
    pub fn weigh(&self, paths: &Paths, seed: u64) -> Result<Weighed, Problems> {
        let weighed = self.costs(paths, seed)?.weighed();
        weighed.map_err(|problem| problem.at("paths").into())
    }

    /// What renting and buying cost on each of the paths of [`RentOrBuy::weigh`].
    ///
    /// # Errors
    /// All of [`RentOrBuy::problems`]; [`ValueProblem::Empty`] for no paths; [`ValueProblem::TooLarge`].
    pub fn costs(&self, paths: &Paths, seed: u64) -> Result<PathCosts, Problems> {
        Problems::none_of(self.problems())?;
        let costs = self.costs_of(paths, seed);
        costs.map_err(|problem| problem.at("paths").into())
    }

    fn costs_of(&self, paths: &Paths, seed: u64) -> Result<PathCosts, ValueProblem> {
        let discounts = discounts(self.rate, paths.months.len())?;
        let count = paths.months.first().map_or(0, Vec::len);
        if count == 0 {
            return Err(ValueProblem::Empty);
        }
        let rents = discounts.iter();
        let rents = rents.map(|discount| millionths(self.rent_month.times(*discount)?));
        let rents: Vec<i128> = rents.collect::<Result<_, ValueProblem>>()?;
        let last = discounts.last().copied().unwrap_or(Decimal::ONE);
        let residual = self.capital.times(self.residual.get())?.times(last)?;
        let residual = millionths(residual)?;
        let uses = self.uses(count, seed)?;
        let rented = uses.iter().enumerate().map(|(path, used)| {
            let mut rented = 0_i128;
            for (month, rent) in paths.months.iter().zip(&rents) {
                let level = month.get(path).copied().unwrap_or(ONE);
                rented = rented.saturating_add(product(*rent, level));
            }
            of_parts(of_parts(rented).saturating_mul(i128::from(*used)))
        });
        let ends = self.ends(paths, seed)?.into_iter();
        let residuals = ends.map(|end| of_parts(residual.saturating_mul(i128::from(end))));
        let mut months = discounts.iter();
        let months = months.try_fold(Decimal::ZERO, |sum, one| decimal::plus(sum, *one));
        Ok(PathCosts {
            currency: self.capital.currency(),
            rented: rented.collect(),
            residuals: residuals.collect(),
            spent: millionths(self.own(&discounts)?)?,
            capital: millionths(self.capital)?,
            months: months?,
        })
    }

    /// The net present value of the capital and of each owned month.
    fn own(&self, discounts: &[Decimal]) -> Result<Money, ValueProblem> {
        let mut spent = self.capital;
        for discount in discounts {
            spent = spent.plus(self.own_month.times(*discount)?)?;
        }
        Ok(spent)
    }

    /// The residual value at the end of each path, as a multiple of today's.
    fn ends(&self, paths: &Paths, seed: u64) -> Result<Vec<u64>, ValueProblem> {
        let last = paths.months.last().ok_or(ValueProblem::Empty)?;
        let own = parts(self.correlation)?;
        let count = u64::try_from(last.len()).unwrap_or(u64::MAX);
        // The random numbers differ from those of the prices and the utilisation.
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed ^ 0xaaaa_aaaa_aaaa_aaaa);
        let end_of = |level: &u64| {
            let bits = random.next_u64();
            let place = (bits & 0xffff_ffff).wrapping_mul(count) >> 32;
            let other = usize::try_from(place)
                .ok()
                .and_then(|place| last.get(place));
            if bits >> 32 < own {
                *level
            } else {
                other.copied().unwrap_or(*level)
            }
        };
        Ok(last.iter().map(end_of).collect())
    }

    /// Draws a utilisation for each path from the triangular distribution, in parts of 2⁻³².
    fn uses(&self, count: usize, seed: u64) -> Result<Vec<u64>, ValueProblem> {
        let [low, likely, high] = self.utilisation;
        let [low, likely, high] = [parts(low)?, parts(likely)?, parts(high)?];
        // The random numbers differ from those of the prices, which may be drawn from the same
        // seed.
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed ^ 0x5555_5555_5555_5555);
        let use_of = |bits: u64| {
            let (up, all) = (likely.saturating_sub(low), high.saturating_sub(low));
            let bits = u128::from(bits);
            let all_parts = u128::from(all);
            // P(use ≤ likely) = up ÷ all, in parts of 2³².
            let knee = u128::from(up)
                .saturating_mul(1 << 32)
                .checked_div(all_parts);
            match knee {
                None => low,
                Some(knee) if bits < knee => {
                    let square = bits.saturating_mul(all_parts).saturating_mul(up.into());
                    low.saturating_add(root(square >> 32))
                }
                Some(_) => {
                    let rest = (1_u128 << 32).saturating_sub(bits);
                    let down = high.saturating_sub(likely);
                    let square = rest.saturating_mul(all_parts).saturating_mul(down.into());
                    high.saturating_sub(root(square >> 32))
                }
            }
        };
        Ok((0..count)
            .map(|_| use_of(random.next_u64() >> 32))
            .collect())
    }
}

fn root(square: u128) -> u64 {
    u64::try_from(square.isqrt()).unwrap_or(u64::MAX)
}

/// 1 ÷ (1 + rate)^(month ÷ 12) at the end of each month.
fn discounts(rate: NonNegative, months: usize) -> Result<Vec<Decimal>, ValueProblem> {
    use crate::math::{exp, ln};
    let growth = decimal::plus(Decimal::ONE, rate.get())?;
    let a_month = decimal::over(ln(growth)?, Decimal::from(12))?;
    let of = |month: usize| {
        let power = decimal::times(a_month, Decimal::from(month))?;
        let discount = exp(decimal::minus(Decimal::ZERO, power)?)?;
        decimal::times(discount, Decimal::ONE)
    };
    (1..=months).map(of).collect()
}
