//! Rows of FOCUS.

use crate::bill::format::Role;
use crate::bill::row::names::{instance_in, of_details};
use crate::bill::row::{BillCategory, BillKey, BillRow, Reader, Wrong};

impl Reader<'_> {
    pub(super) fn focus(&self) -> Result<Option<BillRow>, Wrong> {
        let category = match (
            self.text(Role::Kind).to_ascii_lowercase().as_str(),
            self.text(Role::Status),
        ) {
            ("usage", status) if status.eq_ignore_ascii_case("unused") => BillCategory::Unused,
            ("usage" | "", _) => BillCategory::Usage,
            ("purchase", _) => BillCategory::Purchase,
            ("tax", _) => BillCategory::Tax,
            ("credit", _) => BillCategory::Credit,
            _ => BillCategory::Adjustment,
        };
        let billed = self.billed()?;
        let effective = self.number(Role::Effective, "effective")?.unwrap_or(billed);
        let mut key = self.key(category);
        let (mut quantity, mut unit) = (self.quantity(Role::Quantity)?, self.text(Role::Unit));
        if quantity.is_none() {
            (quantity, unit) = (
                self.quantity(Role::PricedQuantity)?,
                self.text(Role::PricedUnit),
            );
        }
        unit.clone_into(&mut key.unit);
        key.instance = instance_in(&key.instance)
            .or_else(|| of_details(self.text(Role::Details)))
            .or_else(|| instance_in(&key.item))
            .filter(|_| !is_other_product(&key.item))
            .unwrap_or_default();
        if !self.columns.has(Role::Offer) {
            // The words of a charge may name its resource; only our own name a line.
            key.item = described(&key);
        }
        self.priced(key, quantity, billed, effective)
    }
}

/// Whether a charge for a machine is of another product than one with Linux on shared hardware, on demand.
fn is_other_product(item: &str) -> bool {
    [
        "Windows",
        "RHEL",
        "SUSE",
        "Dedicated",
        "Spot",
        "Low Priority",
        "EBSOptimized",
        "SoftwareUsage",
    ]
    .iter()
    .any(|part| item.contains(part))
}

/// What a row of FOCUS is for, without what names a resource.
fn described(key: &BillKey) -> String {
    if key.sku.is_empty() {
        key.item.clone()
    } else {
        String::new()
    }
}
