//! What commitments were worth: coverage, utilisation, effective savings rate.

use rust_decimal::Decimal;

use super::Held;
use super::offer::Basis;
use crate::decimal;
use crate::error::{Problem, R};
use crate::money::Money;
use crate::quote::{Charge, ChargeKind, Quote};

impl Held {
    /// The share of the capacity that was drawn, rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// [`Problem::DividedByZero`] for no capacity.
    pub fn utilisation(&self) -> R<Decimal> {
        decimal::over(self.drawn.get(), self.capacity.get())
    }
}

fn cost(charge: &Charge, basis: Basis) -> Money {
    match basis {
        Basis::List => charge.costs.list,
        Basis::Contracted => charge.costs.contracted,
    }
}

/// The share of a quote's usage that commitments cover, by list or contracted cost.
///
/// Of usage worth 15 at list of which 12.5 are covered it is 12.5 ÷ 15. `None` where no usage costs
/// anything. Source: FinOps Foundation, commitment discount coverage.
///
/// # Errors
/// [`Problem::TooLarge`] beyond 28 digits.
pub fn coverage(quote: &Quote, basis: Basis) -> R<Option<Decimal>> {
    let of = |is_in: &dyn Fn(&ChargeKind) -> bool| {
        let charges = quote.charges.iter().filter(|charge| is_in(&charge.kind));
        Money::sum(quote.currency, charges.map(|charge| cost(charge, basis)))
    };
    let covered = of(&|kind| matches!(kind, ChargeKind::Covered(_)))?;
    let all = of(&|kind| !matches!(kind, ChargeKind::Unused(_)))?;
    share(covered.amount(), all.amount())
}

/// The effective savings rate: 1 − effective cost ÷ baseline, unused commitments included.
///
/// 7.5 paid instead of 15 at list saves 50%; it is negative where unused commitments cost more than
/// the rest saves. The baseline is named, since the same bill saves less off contracted cost. `None`
/// for a baseline of zero. Source: FinOps Foundation, effective savings rate.
///
/// # Errors
/// [`Problem::TooLarge`] beyond 28 digits.
pub fn savings_rate(quote: &Quote, baseline: Basis) -> R<Option<Decimal>> {
    let charges = quote.charges.iter();
    let paid = Money::sum(
        quote.currency,
        charges.clone().map(|charge| charge.costs.effective),
    )?;
    let before = Money::sum(quote.currency, charges.map(|charge| cost(charge, baseline)))?;
    let saved = before.minus(paid)?;
    share(saved.amount(), before.amount())
}

fn share(part: Decimal, whole: Decimal) -> R<Option<Decimal>> {
    match whole.is_zero() {
        true => Ok(None),
        false => decimal::over(part, whole).map(Some),
    }
}

/// What an hour of useful work costs on machines that can be taken away: price ÷ (1 − share lost).
///
/// At 0.3 an hour with a quarter of the work lost to interruptions and done again it is 0.4; with
/// nothing lost it is the price.
///
/// # Errors
/// [`Problem::AboveLimit`] for a share of 1 or more, [`Problem::Negative`] for one below zero.
///
/// ```
/// use netprice::commit::worth::price_of_useful_hour;
/// use netprice::decimal::parse;
/// let spot = price_of_useful_hour("0.3 USD".parse()?, parse("0.25")?)?;
/// assert_eq!(spot.to_string(), "0.4 USD");
/// assert!(price_of_useful_hour("0.3 USD".parse()?, parse("1")?).is_err());
/// # Ok::<(), netprice::error::Problem>(())
/// ```
pub fn price_of_useful_hour(price: Money, share_lost: Decimal) -> R<Money> {
    let value = decimal::print(share_lost);
    if share_lost < Decimal::ZERO {
        return Err(Problem::Negative { value });
    }
    if share_lost >= Decimal::ONE {
        let limit = "0.999999999999".to_owned();
        return Err(Problem::AboveLimit { value, limit });
    }
    price.over(decimal::minus(Decimal::ONE, share_lost)?)
}
