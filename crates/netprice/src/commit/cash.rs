//! What a commitment is paid in which month, beside what it is worth in it.

use rust_decimal::Decimal;
use serde::Serialize;

use super::offer::Fee;
use crate::decimal;
#[cfg(doc)]
use crate::error::Problem;
use crate::error::R;
use crate::money::{Currency, Money};

/// One month of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Month {
    /// What is paid in it: the upfront fee in the first, and the hours of the month.
    pub cash: Money,
    /// What it is worth: the upfront fee spread over the hours of the term, and the hours.
    pub effective: Money,
}

/// A commitment's fee month by month, given the hours of each.
///
/// What is spread of the upfront fee is upfront × hours so far ÷ hours of the term, less the same a
/// month ago, so that over the whole term cash and effective cost are the same sum exactly.
///
/// # Errors
/// [`Problem::CurrencyMismatch`], [`Problem::DividedByZero`] for a term of no hours, and
/// [`Problem::TooLarge`].
///
/// ```
/// use netprice::commit::cash::by_month;
/// use netprice::commit::offer::Fee;
/// use netprice::decimal::parse;
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
/// # Ok::<(), netprice::error::Problem>(())
/// ```
///
/// Source: FOCUS specification, billed and effective cost of upfront commitments.
pub fn by_month(fee: &Fee, hours: &[Decimal], currency: Currency) -> R<Vec<Month>> {
    let recurring = Fee {
        upfront: None,
        ..*fee
    };
    let spread_over = |hours: Decimal| -> R<Money> {
        let only = Fee {
            hourly: None,
            period: None,
            ..*fee
        };
        only.over(hours, currency)
    };
    let mut so_far = Decimal::ZERO;
    let mut months = Vec::with_capacity(hours.len());
    for (index, hours) in hours.iter().enumerate() {
        let before = spread_over(so_far)?;
        so_far = decimal::plus(so_far, *hours)?;
        let paid = recurring.over(*hours, currency)?;
        let upfront = fee.upfront.filter(|_| index == 0);
        months.push(Month {
            cash: match upfront {
                Some(upfront) => paid.plus(upfront)?,
                None => paid,
            },
            effective: paid.plus(spread_over(so_far)?.minus(before)?)?,
        });
    }
    Ok(months)
}

/// The first month, counted from 1, at whose end no more has been paid than on demand; `None` if
/// there is none within the months given.
///
/// 100 upfront against 40 a month on demand pays back in month 3.
///
/// # Errors
/// [`Problem::CurrencyMismatch`] and [`Problem::TooLarge`].
pub fn pay_back_month(months: &[Month], on_demand: &[Money]) -> R<Option<usize>> {
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
