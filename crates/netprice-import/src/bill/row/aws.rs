//! Rows of the Cost and Usage Reports of AWS.

use rust_decimal::Decimal;

use crate::bill::format::Role;
use crate::bill::row::names::instance_in;
use crate::bill::row::{BillCategory, BillRow, Reader, Wrong};

impl Reader<'_> {
    /// Rows of a savings plan cancel each other, and reserved usage costs nothing: what they cost stands in their fees, and
    /// their effective cost in columns of its own.
    pub(super) fn aws(&self) -> Result<Option<BillRow>, Wrong> {
        let billed = self.billed()?;
        let kind = self.text(Role::Kind);
        let category = match kind {
            "" | "Usage" | "DiscountedUsage" | "SavingsPlanCoveredUsage" => BillCategory::Usage,
            "RIFee" | "Fee" | "SavingsPlanRecurringFee" | "SavingsPlanUpfrontFee" => {
                BillCategory::Purchase
            }
            "Tax" => BillCategory::Tax,
            "SavingsPlanNegation" => BillCategory::Adjustment,
            _ => BillCategory::Credit,
        };
        let effective = match kind {
            "DiscountedUsage" => self.number(Role::Effective, "effective")?.unwrap_or(billed),
            "SavingsPlanCoveredUsage" => self
                .number(Role::SavingsPlanEffective, "effective")?
                .unwrap_or(billed),
            "SavingsPlanNegation"
            | "RIFee"
            | "SavingsPlanRecurringFee"
            | "SavingsPlanUpfrontFee" => Decimal::ZERO,
            _ => billed,
        };
        let mut key = self.key(category);
        if category == BillCategory::Usage {
            key.instance = instance_in(&key.instance)
                .or_else(|| instance_in(&key.sku))
                .unwrap_or_default();
            key.item = String::new();
        }
        let quantity = if category == BillCategory::Usage {
            self.quantity(Role::Quantity)?
        } else {
            None
        };
        Ok(Some(BillRow {
            key,
            quantity,
            list: self.number(Role::List, "list")?,
            billed,
            effective,
        }))
    }
}
