//! Step 1: the published price of a quantity.

use rust_decimal::Decimal;

use crate::decimal::{self, Amount};
use crate::error::R;
use crate::money::{Currency, Money};
use crate::price_book::{PriceModel, Tier};
use crate::quantity::Quantity;
use crate::step::Slice;

/// Cuts a quantity at the bounds of a price's tiers and prices each slice.
///
/// The quantity must be in the unit of the price. A tier holds what is above its start, up to
/// and with its end. Each slice's cost is rounded half-even to 12 decimals; the slices' quantities
/// add up to the quantity exactly. A quantity of zero is one slice of zero in the first tier.
///
/// # Errors
/// [`crate::error::Problem::TooLarge`] beyond 28 digits.
///
/// ```
/// use netprice::list::slices;
/// use netprice::price_book::{PriceModel, Tier};
/// let tier = |from: &str, up_to: Option<&str>, price: &str| Tier {
///     from: from.parse().unwrap(),
///     up_to: up_to.map(|bound| bound.parse().unwrap()),
///     unit_price: price.parse().unwrap(),
/// };
/// // Published: first 1,000 at 0.01, to 10,000 at 0.008, beyond at 0.005.
/// let price = PriceModel::Graduated(vec![
///     tier("0", Some("1000"), "0.01"),
///     tier("1000", Some("10000"), "0.008"),
///     tier("10000", None, "0.005"),
/// ]);
/// let usd = "USD".parse().unwrap();
/// let costs: Vec<String> = slices(&price, &"15000 Credits".parse().unwrap(), usd)
///     .unwrap()
///     .iter()
///     .map(|slice| slice.cost.to_string())
///     .collect();
/// assert_eq!(costs, ["10 USD", "72 USD", "25 USD"]);
/// // On the bound: all 1,000 are in the first tier.
/// assert_eq!(slices(&price, &"1000 Credits".parse().unwrap(), usd).unwrap().len(), 1);
/// ```
///
/// Source of the example: Autumn, "Graduated pricing" (107 for 15,000 credits).
pub fn slices(price: &PriceModel, quantity: &Quantity, currency: Currency) -> R<Vec<Slice>> {
    let open = |unit_price: Amount| Tier {
        from: Amount::default(),
        up_to: None,
        unit_price,
    };
    match price {
        PriceModel::Flat(unit_price) => {
            let slice = slice_of(&open(*unit_price), quantity, currency)?;
            Ok(slice.into_iter().collect())
        }
        PriceModel::Graduated(tiers) => tiers
            .iter()
            .filter_map(|tier| slice_of(tier, quantity, currency).transpose())
            .collect(),
    }
}

/// The part of a quantity within a tier; `None` if the quantity does not reach it.
fn slice_of(tier: &Tier, quantity: &Quantity, currency: Currency) -> R<Option<Slice>> {
    let from = tier.from.get();
    let reaches = quantity.value() > from || from == Decimal::ZERO;
    if !reaches {
        return Ok(None);
    }
    let end = match tier.up_to {
        Some(bound) => bound.get().min(quantity.value()),
        None => quantity.value(),
    };
    let within = decimal::minus(end, from)?;
    let unit_price = Money::new(tier.unit_price.get(), currency);
    Ok(Some(Slice {
        from: tier.from,
        up_to: tier.up_to,
        quantity: Quantity::new(within, quantity.unit().clone())?,
        unit_price,
        cost: unit_price.times(within)?,
    }))
}
