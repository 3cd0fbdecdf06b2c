//! The choice between owning and renting by net present value.

use crate::finance::net_present_value;
use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::value::money::Money;

/// The choice between owning and renting, and the figures behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnOrRent {
    /// The saving of owning over renting, as a net present value.
    pub net_present_value: Money,
    /// The saving without discounting; it can have the opposite sign and does not affect the
    /// answer.
    pub undiscounted: Money,
    /// The preferred choice, which depends only on the net present value.
    pub answer: Preferred,
}

/// The preferred choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preferred {
    /// Owning is worth more.
    Own,
    /// Renting is worth more.
    Rent,
    /// Both are worth the same.
    Either,
}

/// Compares owning with renting, period by period.
///
/// Both lists hold the payment of each period, the first one today; income, such as the residual
/// value, is negative. The shorter list pays nothing afterwards.
///
/// # Errors
/// [`ValueProblem::Empty`] if both lists are empty; those of [`net_present_value`].
///
/// ```
/// use netprice::value::decimal::parse;
/// use netprice::market::own_or_rent::{Preferred, own_or_rent};
/// let paid = |amounts: &[&str]| amounts.iter().map(|a| a.parse().unwrap()).collect::<Vec<_>>();
/// let own = paid(&["100 USD"]);
/// let rent = paid(&["0 USD", "55 USD", "55 USD"]);
/// // At 5% both rents are worth 102.27 today, at 10% 95.45; the sum of 110 against 100 shows neither.
/// let at = |rate: &str| own_or_rent(parse(rate).unwrap(), &own, &rent).unwrap();
/// assert_eq!((at("0.05").answer, at("0.1").answer), (Preferred::Own, Preferred::Rent));
/// assert_eq!(at("0.1").undiscounted.to_string(), "10 USD");
/// ```
pub fn own_or_rent(
    rate: Decimal,
    own: &[Money],
    rent: &[Money],
) -> Result<OwnOrRent, ValueProblem> {
    let currency = own.iter().chain(rent).next().map(|first| first.currency());
    let Some(currency) = currency else {
        return Err(ValueProblem::Empty);
    };
    let zero = Money::zero(currency);
    let periods = own.len().max(rent.len());
    let paid = |list: &[Money], period: usize| list.get(period).copied().unwrap_or(zero);
    let saved = (0..periods).map(|period| paid(rent, period).minus(paid(own, period)));
    let saved: Vec<Money> = saved.collect::<Result<_, ValueProblem>>()?;
    let worth = net_present_value(rate, currency, &saved)?;
    Ok(OwnOrRent {
        net_present_value: worth,
        undiscounted: Money::sum(currency, saved)?,
        answer: match worth.amount() {
            worth if worth > Decimal::ZERO => Preferred::Own,
            worth if worth < Decimal::ZERO => Preferred::Rent,
            _ => Preferred::Either,
        },
    })
}
