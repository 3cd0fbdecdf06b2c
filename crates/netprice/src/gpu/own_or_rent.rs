//! Whether to own or to rent, by net present value.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::decimal;
#[cfg(doc)]
use crate::error::Problem;
use crate::error::R;
use crate::money::Money;

/// What payments over time are worth today.
///
/// The first is today's and counts whole, each next is one period later:
/// Σ payment ÷ (1 + rate)^periods. The power is rounded half-even to 12 decimals at each period,
/// and so is each quotient. A rate of 10% is `0.1`.
///
/// # Errors
/// [`Problem::CurrencyMismatch`], [`Problem::DividedByZero`] for a rate of −100%, and
/// [`Problem::TooLarge`].
///
/// ```
/// use netprice::decimal::parse;
/// use netprice::gpu::own_or_rent::net_present_value;
/// let worth = |rate: &str, payments: &[&str]| {
///     let payments: Vec<_> = payments.iter().map(|p| p.parse().unwrap()).collect();
///     net_present_value(parse(rate).unwrap(), "USD".parse().unwrap(), &payments).unwrap().to_string()
/// };
/// // 100 today for 60.5 after one and 60.5 after two periods: 55 + 50 − 100.
/// assert_eq!(worth("0.1", &["-100 USD", "60.5 USD", "60.5 USD"]), "5 USD");
/// assert_eq!(worth("0", &["-100 USD", "60.5 USD", "60.5 USD"]), "21 USD");
/// ```
pub fn net_present_value(
    rate: Decimal,
    currency: crate::money::Currency,
    payments: &[Money],
) -> R<Money> {
    let growth = decimal::plus(Decimal::ONE, rate)?;
    let mut grown = Decimal::ONE;
    let mut sum = Money::zero(currency);
    for (index, payment) in payments.iter().enumerate() {
        if index > 0 {
            grown = decimal::times(grown, growth)?;
        }
        sum = sum.plus(payment.over(grown)?)?;
    }
    Ok(sum)
}

/// Whether to own or to rent, and the figures behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OwnOrRent {
    /// What owning saves over renting, today's worth.
    pub net_present_value: Money,
    /// The same without discounting: it can have the other sign, and decides nothing.
    pub undiscounted: Money,
    /// What to do; it follows the net present value and nothing else.
    pub answer: Answer,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Owning is worth more.
    Own,
    /// Renting is worth more.
    Rent,
    /// Both are worth the same.
    Either,
}

/// Compares owning with renting, period by period.
///
/// Both lists are what is paid in each period, the first of them today; what comes in, such as the
/// residual value, is negative. A list that ends earlier pays nothing afterwards.
///
/// # Errors
/// Those of [`net_present_value`].
///
/// ```
/// use netprice::decimal::parse;
/// use netprice::gpu::own_or_rent::{Answer, own_or_rent};
/// let paid = |amounts: &[&str]| amounts.iter().map(|a| a.parse().unwrap()).collect::<Vec<_>>();
/// let own = paid(&["100 USD"]);
/// let rent = paid(&["0 USD", "55 USD", "55 USD"]);
/// // At 5% both rents are worth 102.27 today, at 10% 95.45: 110 against 100 says neither.
/// let at = |rate: &str| own_or_rent(parse(rate).unwrap(), &own, &rent).unwrap();
/// assert_eq!((at("0.05").answer, at("0.1").answer), (Answer::Own, Answer::Rent));
/// assert_eq!(at("0.1").undiscounted.to_string(), "10 USD");
/// ```
pub fn own_or_rent(rate: Decimal, own: &[Money], rent: &[Money]) -> R<OwnOrRent> {
    let currency = own.iter().chain(rent).next().map(|first| first.currency());
    let Some(currency) = currency else {
        return Err(crate::error::Problem::Empty);
    };
    let zero = Money::zero(currency);
    let periods = own.len().max(rent.len());
    let paid = |list: &[Money], period: usize| list.get(period).copied().unwrap_or(zero);
    let saved = (0..periods).map(|period| paid(rent, period).minus(paid(own, period)));
    let saved: Vec<Money> = saved.collect::<R<_>>()?;
    let worth = net_present_value(rate, currency, &saved)?;
    Ok(OwnOrRent {
        net_present_value: worth,
        undiscounted: Money::sum(currency, saved)?,
        answer: match worth.amount() {
            worth if worth > Decimal::ZERO => Answer::Own,
            worth if worth < Decimal::ZERO => Answer::Rent,
            _ => Answer::Either,
        },
    })
}
