//! The cash and the effective cost of a commitment, month by month.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::agreement::commitment::Fee;
use crate::value::decimal::{self, NonNegative};
use crate::value::money::{Currency, Money};
use crate::value::ratio::Ratio;

/// One month of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeMonth {
    /// The amount paid in the month: the recurring fee, and in the first month the upfront fee.
    pub cash: Money,
    /// The effective cost of the month: the recurring fee, and the upfront fee spread over the
    /// hours of the term.
    pub effective: Money,
}

/// Computes a commitment's fee month by month from the hours of each month.
///
/// A month's part of the upfront fee is upfront × hours so far ÷ hours of the term, minus the same
/// value a month before, so that cash and effective cost have exactly the same sum over the whole
/// term.
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`], [`ValueProblem::DividedByZero`] for a term of no hours, and
/// [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::sizing::cash::by_month;
/// use netprice::agreement::commitment::Fee;
/// use netprice::value::decimal::parse;
/// let fee = Fee {
///     upfront: Some("100 USD".parse()?),
///     term_hours: Some("2190".parse()?),
///     hourly: Some("0.1 USD".parse()?),
///     ..Fee::default()
/// };
/// let months = by_month(&fee, &[parse("730")?; 3], "USD".parse()?)?;
/// let cash: Vec<String> = months.iter().map(|month| month.cash.to_string()).collect();
/// assert_eq!(cash, ["173 USD", "73 USD", "73 USD"]);
/// let effective: Vec<String> = months.iter().map(|month| month.effective.to_string()).collect();
/// // A third of 100 each, the twelfth decimal where it falls: 319 in all, like the cash.
/// assert_eq!(effective[0], "106.333333333333 USD");
/// assert_eq!(effective[1], "106.333333333334 USD");
/// # Ok::<(), netprice::Problems>(())
/// ```
///
/// Source: FOCUS specification, billed and effective cost of upfront commitments.
pub fn by_month(
    fee: &Fee,
    hours: &[Decimal],
    currency: Currency,
) -> Result<Vec<FeeMonth>, ValueProblem> {
    // Refuses amounts in another currency.
    fee.exact_over(Decimal::ZERO, Ratio::ZERO, currency)?;
    let mut spread = Money::zero(currency);
    let mut term = Ratio::ZERO;
    let mut so_far = Decimal::ZERO;
    let mut months = Vec::with_capacity(hours.len());
    for (index, hours) in hours.iter().enumerate() {
        let before = spread;
        term = term.plus(Ratio::ONE)?;
        so_far = decimal::plus(so_far, *hours)?;
        spread = Money::of(fee.upfront_share(so_far, term)?, currency)?;
        let paid = Money::of(fee.recurring(*hours, Ratio::ONE)?, currency)?;
        let upfront = fee.upfront.filter(|_| index == 0);
        months.push(FeeMonth {
            cash: match upfront {
                Some(upfront) => paid.plus(upfront)?,
                None => paid,
            },
            effective: paid.plus(spread.minus(before)?)?,
        });
    }
    Ok(months)
}

/// The first month, counted from 1, by whose end the cash paid is at most the on-demand cost;
/// `None` if there is none within the months given.
///
/// 100 upfront against 40 a month on demand pays back in month 3.
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`] and [`ValueProblem::TooLarge`].
pub fn pay_back_month(
    months: &[FeeMonth],
    on_demand: &[Money],
) -> Result<Option<usize>, ValueProblem> {
    let mut ahead: Option<Money> = None;
    for (index, (month, on_demand)) in months.iter().zip(on_demand).enumerate() {
        let more = month.cash.minus(*on_demand)?;
        let sum = match ahead {
            Some(ahead) => ahead.plus(more)?,
            None => more,
        };
        if sum.amount() <= Decimal::ZERO {
            return Ok(index.checked_add(1));
        }
        ahead = Some(sum);
    }
    Ok(None)
}

/// The break-even of an upfront payment, with the cost of a month on demand and committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpfrontBreakEven {
    /// The hours of use after which the upfront payment is recovered.
    pub hours: NonNegative,
    /// The break-even in months.
    pub months: NonNegative,
    /// The cost of a month of use on demand.
    pub on_demand_month: Money,
    /// The cost of a month of use with the commitment, without the upfront payment.
    pub committed_month: Money,
    /// The saving per month, without the upfront payment.
    pub saved_month: Money,
}

impl UpfrontBreakEven {
    /// Computes the break-even of an upfront payment from the hourly prices on demand and
    /// committed.
    ///
    /// 438 upfront at 0.1 instead of 0.2 an hour are recovered after 4,380 hours, 6 months of 730.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`], [`ValueProblem::DividedByZero`] where an hour saves nothing,
    /// and [`ValueProblem::Negative`] where it costs more.
    pub fn of(
        upfront: Money,
        on_demand: Money,
        committed: Money,
        hours_of_month: NonNegative,
    ) -> Result<Self, ValueProblem> {
        let saved = on_demand.minus(committed)?;
        if saved.currency() != upfront.currency() {
            let (value, expected) = (saved.currency(), upfront.currency());
            return Err(ValueProblem::currency_mismatch(value, expected));
        }
        let hours = upfront.exact().over(saved.exact())?;
        let of_month = |hourly: Money| hourly.times(hours_of_month.get());
        Ok(Self {
            hours: NonNegative::new(hours.shown()?)?,
            months: NonNegative::new(hours.over(hours_of_month.get().into())?.shown()?)?,
            on_demand_month: of_month(on_demand)?,
            committed_month: of_month(committed)?,
            saved_month: of_month(saved)?,
        })
    }

    /// The saving over a number of months, minus the upfront payment.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn saved_over(&self, months: u32, upfront: Money) -> Result<Money, ValueProblem> {
        let saved = self.saved_month.times(Decimal::from(months))?;
        saved.minus(upfront)
    }
}
