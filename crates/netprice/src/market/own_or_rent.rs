//! Whether to own or to rent, by net present value.

use crate::finance::net_present_value;
use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::value::money::Money;

/// Whether to own or to rent, and the figures behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnOrRent {
    /// What owning saves over renting, today's worth.
    pub net_present_value: Money,
    /// The same without discounting: it can have the other sign, and decides nothing.
    pub undiscounted: Money,
    /// What to do; it follows the net present value and nothing else.
    pub answer: Preferred,
}

/// What to do.
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
/// Both lists are what is paid in each period, the first of them today; what comes in, such as the
/// residual value, is negative. A list that ends earlier pays nothing afterwards.
///
/// # Errors
/// Those of [`net_present_value`].
///
/// ```
/// use netprice::value::decimal::parse;
/// use netprice::market::own_or_rent::{Preferred, own_or_rent};
/// let paid = |amounts: &[&str]| amounts.iter().map(|a| a.parse().unwrap()).collect::<Vec<_>>();
/// let own = paid(&["100 USD"]);
/// let rent = paid(&["0 USD", "55 USD", "55 USD"]);
/// // At 5% both rents are worth 102.27 today, at 10% 95.45: 110 against 100 says neither.
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
