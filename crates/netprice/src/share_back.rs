//! The cost of pooled usage, shared back to those who used it.

use rust_decimal::Decimal;

use crate::allocate::{LeftOver, allocate};
use crate::decimal;
use crate::error::{Problem, R};
use crate::money::Money;
use crate::quote::{Charge, Costs};

/// What each of some charges bears of their sum, by how much each used.
///
/// Usage that is counted together makes the first line pay the dear tiers and the last the cheap
/// ones. Shared back, every unit costs the same: list, contracted and effective cost are each
/// summed and split by the quantities used, to the 12th decimal, the largest remainders first, so
/// that the parts add up to the sum exactly. Where nothing was used at all, everyone bears the same.
///
/// # Errors
/// [`Problem::UnitMismatch`] for quantities of several units, [`Problem::CurrencyMismatch`], and
/// [`Problem::TooLarge`].
///
/// ```
/// use netprice::price::{PriceModel, Tier};
/// use netprice::price_book::{PriceBook, Sku};
/// use netprice::published::Published;
/// use netprice::quote::quote;
/// use netprice::share_back::share_back;
/// use netprice::terms::Terms;
/// use netprice::usage::{Usage, UsageLine};
/// // Up to 10,240 GB at 0.17, beyond at 0.13: 8 and 4 TB together cost 1,740.8 + 266.24.
/// let tier = |from: &str, up_to: Option<&str>, price: &str| Tier {
///     from: from.parse().unwrap(),
///     up_to: up_to.map(|bound| bound.parse().unwrap()),
///     unit_price: price.parse().unwrap(),
///     ..Tier::default()
/// };
/// let price = PriceModel::Graduated(vec![tier("0", Some("10240"), "0.17"), tier("10240", None, "0.13")]);
/// let published = Published::new("price page", "2026-01-31".parse()?);
/// let mut book = PriceBook::new("acme".parse()?, "north".parse()?, "USD".parse()?);
/// book.skus.insert("s".parse()?, Sku::new("storage".parse()?, "GB".parse()?, Some(price), published));
/// let line = |id: &str, used: &str| {
///     UsageLine::new(id.parse().unwrap(), "s".parse().unwrap(), used.parse().unwrap())
/// };
/// let usage = Usage::of(vec![line("bob", "8192 GB"), line("susan", "4096 GB")]);
/// let quote = quote(&book, &usage, &Terms::default()).unwrap();
/// let listed: Vec<String> = quote.charges.iter().map(|c| c.costs.list.to_string()).collect();
/// assert_eq!(listed, ["1392.64 USD", "614.4 USD"]);
/// let shared = share_back(&quote.charges.iter().collect::<Vec<_>>())?;
/// let shared: Vec<String> = shared.iter().map(|costs| costs.list.to_string()).collect();
/// // 2,007.04 × 2/3, and × 1/3.
/// assert_eq!(shared, ["1338.026666666667 USD", "669.013333333333 USD"]);
/// # Ok::<(), netprice::error::Problem>(())
/// ```
///
/// Source of the example: AWS, "Volume discounts", consolidated billing of Bob and Susan.
pub fn share_back(charges: &[&Charge]) -> R<Vec<Costs>> {
    let Some(first) = charges.first() else {
        return Ok(Vec::new());
    };
    for charge in charges {
        if charge.quantity.unit() != first.quantity.unit() {
            return Err(Problem::UnitMismatch {
                value: charge.quantity.clone(),
                expected: first.quantity.unit().clone(),
            });
        }
    }
    let mut weights: Vec<Decimal> = charges.iter().map(|c| c.quantity.value()).collect();
    if weights.iter().all(Decimal::is_zero) {
        weights.fill(Decimal::ONE);
    }
    let currency = first.costs.list.currency();
    let total = Costs::sum(currency, charges.iter().map(|charge| charge.costs))?;
    let split = |amount: Money| -> R<Vec<Decimal>> {
        let unit = Decimal::new(1, decimal::PLACES);
        let split = allocate(amount.amount(), &weights, unit, LeftOver::LargestRemainder)?;
        Ok(split.parts)
    };
    let list = split(total.list)?;
    let contracted = split(total.contracted)?;
    let effective = split(total.effective)?;
    let costs = list.into_iter().zip(contracted).zip(effective);
    Ok(costs
        .map(|((list, contracted), effective)| Costs {
            list: Money::new(list, currency),
            contracted: Money::new(contracted, currency),
            effective: Money::new(effective, currency),
        })
        .collect())
}
