//! Returns and volatility of a price history, and the change of the volatility over time.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::market::series::{Move, PriceSeries};
use crate::math::{ln, sqrt};
use crate::value::decimal::{self, NonNegative};

/// The measure of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Return {
    /// The factor − 1: from 80 to 100 is 0.25.
    Simple,
    /// The logarithm of the factor: from 80 to 100 is 0.223143551314.
    Log,
}

/// The divisor of a variance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Divisor {
    /// The number of moves − 1, for moves that are a sample.
    Sample,
    /// The number of moves, for moves that are the whole population.
    Population,
}

/// The number of periods in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Year {
    /// A given number: 12 months, 52 weeks, or 250, 252 or 365 days.
    Periods(NonNegative),
    /// The number that follows from the moves of the series: 365.25 days ÷ the mean days of a move.
    OwnSpacing,
}

impl Return {
    /// The return of a factor, rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// [`ValueProblem::Zero`] for the logarithm of zero.
    pub fn of(self, factor: NonNegative) -> Result<Decimal, ValueProblem> {
        match self {
            Self::Simple => decimal::minus(factor.get(), Decimal::ONE),
            Self::Log => decimal::times(ln(factor.get())?, Decimal::ONE),
        }
    }
}

/// The standard deviation of numbers, rounded half-even to 12 decimals.
///
/// # Errors
/// [`ValueProblem::TooFewPrices`] for fewer than two, or one for a population.
///
/// ```
/// use netprice::value::decimal::{parse, print};
/// use netprice::market::volatility::{Divisor, deviation};
/// let numbers: Vec<_> = ["2", "4", "4", "4", "5", "5", "7", "9"].iter().map(|n| parse(n).unwrap()).collect();
/// assert_eq!(print(deviation(&numbers, Divisor::Population)?), "2");
/// assert_eq!(print(deviation(&numbers, Divisor::Sample)?), "2.138089935299");
/// # Ok::<(), netprice::Problems>(())
/// ```
///
/// Source of the example: Wikipedia, standard deviation.
pub fn deviation(numbers: &[Decimal], divisor: Divisor) -> Result<Decimal, ValueProblem> {
    let count = Decimal::from(numbers.len());
    let by = match divisor {
        Divisor::Sample => decimal::minus(count, Decimal::ONE)?,
        Divisor::Population => count,
    };
    if by <= Decimal::ZERO {
        let value = numbers.len();
        let expected = if divisor == Divisor::Sample { 2 } else { 1 };
        return Err(ValueProblem::TooFewPrices { value, expected });
    }
    let sum = |numbers: &[Decimal]| decimal::sum(numbers.iter().copied());
    // Squares of small moves would lose digits at 12 decimals, so the moves are scaled up.
    let scale = Decimal::from(1_000_000);
    let total = sum(numbers)?;
    let mut squares = Vec::with_capacity(numbers.len());
    for number in numbers {
        // (count × number − sum) is exact; its quotient by count is rounded once.
        let gap = decimal::minus(decimal::times(*number, count)?, total)?;
        let gap = decimal::times_over(gap, scale, count)?;
        squares.push(decimal::times(gap, gap)?);
    }
    let variance = decimal::over(sum(&squares)?, by)?;
    decimal::over(sqrt(variance)?, scale)
}

impl PriceSeries {
    /// The returns of the market moves, oldest first; corrections are excluded.
    ///
    /// # Errors
    /// Those of [`PriceSeries::moves`].
    pub fn returns(&self, kind: Return) -> Result<Vec<Decimal>, ValueProblem> {
        let moves = self.moves()?.into_iter();
        moves.map(|one| kind.of(one.factor)).collect()
    }

    /// The annualised volatility: the standard deviation of the log returns × √(periods of a year).
    ///
    /// # Errors
    /// Those of [`PriceSeries::moves`] and [`deviation`].
    pub fn volatility(&self, divisor: Divisor, year: Year) -> Result<NonNegative, ValueProblem> {
        let returns = self.returns(Return::Log)?;
        annualised(deviation(&returns, divisor)?, self.periods(year)?)
    }

    /// The annualised volatility of each run of `window` moves, with the last move of the run.
    ///
    /// # Errors
    /// Those of [`PriceSeries::volatility`]; [`ValueProblem::TooFewPrices`] for a window below two.
    pub fn rolling_volatility(
        &self,
        window: usize,
        year: Year,
    ) -> Result<Vec<(Move, NonNegative)>, ValueProblem> {
        let moves = self.moves()?;
        let returns = self.returns(Return::Log)?;
        let periods = self.periods(year)?;
        if window < 2 {
            let expected = 2;
            return Err(ValueProblem::TooFewPrices {
                value: window,
                expected,
            });
        }
        let runs = returns.windows(window);
        let lasts = moves.iter().skip(window.saturating_sub(1));
        runs.zip(lasts)
            .map(|(run, last)| {
                let volatility = annualised(deviation(run, Divisor::Sample)?, periods)?;
                Ok((*last, volatility))
            })
            .collect()
    }

    /// The exponentially weighted, annualised volatility after the last move.
    ///
    /// The variance starts at the square of the first log return, and each next is
    /// λ × variance + (1 − λ) × square. Source: RiskMetrics (λ = 0.94 for days, 0.97 for months).
    ///
    /// # Errors
    /// [`ValueProblem::NotAProbability`] for λ above one; those of [`PriceSeries::moves`];
    /// [`ValueProblem::TooFewPrices`] without a move.
    pub fn weighted_volatility(
        &self,
        lambda: NonNegative,
        year: Year,
    ) -> Result<NonNegative, ValueProblem> {
        // Returns are scaled by 10⁶, so that their squares keep their digits.
        let scale = Decimal::from(1_000_000);
        let rest = decimal::minus(Decimal::ONE, lambda.share()?.get())?;
        let mut variance = None;
        for one in self.returns(Return::Log)? {
            let one = decimal::times(one, scale)?;
            let square = decimal::times(one, one)?;
            variance = Some(match variance {
                None => square,
                Some(before) => {
                    let before = decimal::times(lambda.get(), before)?;
                    decimal::plus(before, decimal::times(rest, square)?)?
                }
            });
        }
        let too_few = ValueProblem::TooFewPrices {
            value: self.prices.len(),
            expected: 2,
        };
        let deviation = decimal::over(sqrt(variance.ok_or(too_few)?)?, scale)?;
        annualised(deviation, self.periods(year)?)
    }

    /// The number of periods in a year.
    fn periods(&self, year: Year) -> Result<Decimal, ValueProblem> {
        const DAYS_OF_YEAR: Decimal = Decimal::from_parts(36_525, 0, 0, false, 2);
        match year {
            Year::Periods(periods) if periods.is_zero() => Err(ValueProblem::Zero),
            Year::Periods(periods) => Ok(periods.get()),
            Year::OwnSpacing => {
                let moves = self.moves()?;
                let mut days = moves.iter().map(Move::days);
                let days = days.try_fold(0_i64, i64::checked_add).unwrap_or(i64::MAX);
                let count = Decimal::from(moves.len());
                decimal::times_over(DAYS_OF_YEAR, count, Decimal::from(days))
            }
        }
    }
}

fn annualised(deviation: Decimal, periods: Decimal) -> Result<NonNegative, ValueProblem> {
    NonNegative::new(decimal::times(deviation, sqrt(periods)?)?)
}
