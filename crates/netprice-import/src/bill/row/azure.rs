//! Rows of the cost exports of Azure.

use netprice::value::decimal::{minus, times};
use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;

use crate::bill::format::Role;
use crate::bill::row::names::{block, of_details};
use crate::bill::row::{BillCategory, BillRow, Reader, Wrong};

impl Reader<'_> {
    /// A unit such as `100 Hours` counts blocks; the quantity may be in blocks or not, which the cost shows.
    pub(super) fn azure(&self) -> Result<Option<BillRow>, Wrong> {
        let billed = self.billed()?;
        let kind = self.text(Role::Kind).to_ascii_lowercase();
        let category = match kind.as_str() {
            "usage" => BillCategory::Usage,
            "unusedreservation" | "unusedsavingsplan" => BillCategory::Unused,
            "purchase" => BillCategory::Purchase,
            "tax" => BillCategory::Tax,
            "refund" | "credit" => BillCategory::Credit,
            _ => BillCategory::Adjustment,
        };
        let mut key = self.key(category);
        let (block, unit) = block(&key.unit);
        let quantity = self.number(Role::Quantity, "quantity")?;
        let unit_price = self.number(Role::UnitPrice, "unit price")?;
        // A price after discounts is of the same block, unless it is some hundredth of the other: then it is of one.
        let effective = self.number(Role::EffectivePrice, "effective price")?;
        let effective = effective.filter(|effective| {
            let of_block = times(*effective, block).ok();
            let twice = unit_price.and_then(|price| times(price, Decimal::TWO).ok());
            of_block
                .zip(twice)
                .is_none_or(|(of_block, twice)| of_block > twice)
        });
        let prices = [unit_price, effective];
        // A cost of zero does not show in what the quantity is.
        let is_in_blocks = block != Decimal::ONE
            && !billed.is_zero()
            && prices.into_iter().flatten().any(|price| {
                let cost = quantity.and_then(|quantity| times(quantity, price).ok());
                cost.is_some_and(|cost| is_near(cost, billed))
            });
        key.unit = unit;
        let words = [self.text(Role::Service), self.text(Role::Size), &key.item].join(" ");
        let is_other = ["Windows", "Licenses", "Spot", "Low Priority", "Dedicated"]
            .iter()
            .any(|part| words.contains(part));
        let instance = of_details(self.text(Role::Details)).filter(|_| !is_other);
        key.instance = instance.unwrap_or_default();
        key.item = format!("{} {}", self.text(Role::Size), key.item)
            .trim()
            .to_owned();
        let quantity = quantity.and_then(|quantity| {
            let factor = if is_in_blocks { block } else { Decimal::ONE };
            Ratio::from(quantity).times(factor.into()).ok()
        });
        let list = match self.number(Role::List, "list")? {
            Some(list) => Some(list),
            None => {
                let price = self.number(Role::ListPrice, "list price")?;
                price
                    .zip(self.number(Role::Quantity, "quantity")?)
                    .and_then(|(price, quantity)| times(price, quantity).ok())
            }
        };
        Ok(Some(BillRow {
            key,
            quantity,
            list,
            billed,
            effective: billed,
        }))
    }
}

/// Whether two costs differ by less than a thousandth, as rounding makes them.
fn is_near(one: Decimal, other: Decimal) -> bool {
    let difference = minus(one, other).ok().map(|difference| difference.abs());
    let limit = times(other.abs(), Decimal::new(1, 3)).unwrap_or_default();
    difference.is_some_and(|difference| difference <= limit)
}
