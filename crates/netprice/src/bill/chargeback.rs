//! Chargeback: the cost of pooled usage, split among those who used it, and of accounts.

use crate::value::problem::ValueProblem;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::rating::charge::{Charge, Costs, UsageCharge};
use crate::value::allocate::{LeftOver, allocate};
use crate::value::decimal;
use crate::value::id::AccountId;
use crate::value::money::{Currency, Money};
use crate::value::ratio::Ratio;

/// Splits the total cost of charges among them in proportion to the quantity of each.
///
/// When lines share one cumulative count, the first line pays the expensive tiers and the last the
/// cheap ones. After the split every unit costs the same: list, contracted, effective and billed cost
/// are each summed and split by the quantities used, to 12 decimals, the largest remainders first, so
/// that the parts add up to the sum exactly. If no charge has any usage, all parts are equal.
///
/// # Errors
/// [`ValueProblem::UnitMismatch`] for quantities of several units,
/// [`ValueProblem::CurrencyMismatch`], and [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::bill::chargeback::chargeback;
/// use netprice::{Agreement, PriceBook, PriceModel, Sku, Usage, quote};
/// // Up to 10,240 GB at 0.17, beyond at 0.13: 8 and 4 TB together cost 1,740.8 + 266.24.
/// let price: PriceModel = serde_json::from_str(r#"{ "graduated": [
///     { "from": "0", "up_to": "10240", "unit_price": "0.17" },
///     { "from": "10240", "unit_price": "0.13" } ] }"#)?;
/// let book = PriceBook::new("acme", "north", "USD")?.with("s", Sku::new("storage", "GB", price)?)?;
/// let usage = Usage::default().with("bob", "s", "8192 GB")?.with("susan", "s", "4096 GB")?;
/// let quote = quote(&book, &usage, &Agreement::default())?;
/// let charges: Vec<_> = quote.usage_charges().collect();
/// let listed: Vec<String> = charges.iter().map(|c| c.costs.list.to_string()).collect();
/// assert_eq!(listed, ["1392.64 USD", "614.4 USD"]);
/// let shared: Vec<String> = chargeback(&charges)?.iter().map(|c| c.list.to_string()).collect();
/// // 2,007.04 × 2/3, and × 1/3.
/// assert_eq!(shared, ["1338.026666666667 USD", "669.013333333333 USD"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source of the example: AWS, "Volume discounts", consolidated billing of Bob and Susan.
pub fn chargeback(charges: &[&UsageCharge]) -> Result<Vec<Costs>, ValueProblem> {
    let Some(first) = charges.first() else {
        return Ok(Vec::new());
    };
    for charge in charges {
        if charge.quantity.unit() != first.quantity.unit() {
            let expected = first.quantity.unit();
            return Err(ValueProblem::unit_mismatch(&charge.quantity, expected));
        }
    }
    let used: Vec<Ratio> = charges.iter().map(|c| c.quantity.exact()).collect();
    let mut weights = Ratio::weights(&used)?;
    if weights.iter().all(Decimal::is_zero) {
        weights.fill(Decimal::ONE);
    }
    let currency = first.costs.list.currency();
    let total = Costs::sum(currency, charges.iter().map(|charge| charge.costs))?;
    let split = |amount: Money| -> Result<Vec<Decimal>, ValueProblem> {
        let unit = Decimal::new(1, decimal::PLACES);
        let split = allocate(amount.amount(), &weights, unit, LeftOver::LargestRemainder)?;
        Ok(split.parts)
    };
    let list = split(total.list)?;
    let contracted = split(total.contracted)?;
    let effective = split(total.effective)?;
    let billed = split(total.billed)?;
    let costs = list.into_iter().zip(contracted).zip(effective).zip(billed);
    Ok(costs
        .map(|(((list, contracted), effective), billed)| Costs {
            list: Money::new(list, currency),
            contracted: Money::new(contracted, currency),
            effective: Money::new(effective, currency),
            billed: Money::new(billed, currency),
        })
        .collect())
}

/// Sums the costs of each account; those without an account, such as fees on charges, are `None`.
///
/// Usage costs the account that uses it, with its share of the fee of whichever commitment covers it;
/// the unused part of a commitment costs the owner. The sums add up to the total. Where Susan owns 5
/// machines for 2 and uses 3, and Bob uses 6 at 1 on demand, she costs 1.2 and he 0.8 + 4; if her
/// machines are not shared, she costs 2 and he 6.
///
/// # Errors
/// [`ValueProblem::TooLarge`].
///
/// Source of the example: AWS, consolidated billing of Bob and Susan; the prices are by hand.
pub fn by_owner(
    charges: &[Charge],
    currency: Currency,
) -> Result<BTreeMap<Option<AccountId>, Costs>, ValueProblem> {
    let mut accounts: BTreeMap<Option<AccountId>, Costs> = BTreeMap::new();
    for charge in charges {
        let owner = match charge {
            Charge::Usage(charge) => charge.owner.as_ref(),
            Charge::UnusedCommitment(charge) => charge.covers.owners.first(),
            Charge::OneOff(charge) => charge.covers.owners.first(),
            Charge::Fee(_) => None,
        };
        let costs = accounts.entry(owner.cloned());
        let costs = costs.or_insert_with(|| Costs::zero(currency));
        *costs = costs.plus(charge.costs())?;
    }
    Ok(accounts)
}
