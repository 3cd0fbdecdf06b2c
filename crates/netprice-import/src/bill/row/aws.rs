//! Rows of the Cost and Usage Reports of AWS.

use netprice::value::decimal::{minus, plus};
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
            // What no usage drew on is left of a fee.
            "RIFee" => {
                let recurring = self.number(Role::UnusedRecurring, "unused fee")?;
                let upfront = self.number(Role::UnusedUpfront, "unused fee")?;
                let sum = plus(recurring.unwrap_or_default(), upfront.unwrap_or_default());
                sum.map_err(|problem| ("effective", problem.into()))?
            }
            "SavingsPlanRecurringFee" => {
                let commitment = self.number(Role::Commitment, "commitment")?;
                let used = self.number(Role::UsedCommitment, "used commitment")?;
                let unused = minus(commitment.unwrap_or_default(), used.unwrap_or_default());
                unused.map_err(|problem| ("effective", problem.into()))?
            }
            "SavingsPlanNegation" | "SavingsPlanUpfrontFee" => Decimal::ZERO,
            // The fee of a reservation is spread over its usage.
            "Fee" if !self.text(Role::Reservation).is_empty() => Decimal::ZERO,
            _ => billed,
        };
        let mut key = self.key(category);
        if category == BillCategory::Usage {
            let instance = instance_in(&key.instance).or_else(|| instance_in(&key.sku));
            let instance = instance.unwrap_or_default();
            let (operation, system) = (self.text(Role::Operation), self.text(Role::System));
            if self.is_plain_machine(&key.sku) {
                key.instance = instance;
                key.item = String::new();
            } else {
                // Windows, a database or a surcharge is another product, and a line of its own.
                key.instance = String::new();
                key.item = [&*key.sku, operation, system].join(" ").trim().to_owned();
            }
        }
        let quantity = if category == BillCategory::Usage {
            self.quantity(Role::Quantity)?
        } else {
            None
        };
        self.priced(key, quantity, billed, effective)
    }

    /// Whether a row is of a machine with Linux on shared hardware, on demand.
    fn is_plain_machine(&self, usage_type: &str) -> bool {
        let service = self.text(Role::Service).to_lowercase();
        let is_ec2 = service.is_empty()
            || service.contains("ec2")
            || service.contains("elastic compute cloud");
        let operation = self.text(Role::Operation);
        let is_linux = ["", "RunInstances", "RunInstances:0000"].contains(&operation)
            && ["", "Linux", "NA"].contains(&self.text(Role::System));
        let is_box = ["BoxUsage", "UnusedBox", "HeavyUsage"]
            .iter()
            .any(|part| usage_type.contains(part));
        is_ec2 && is_linux && is_box
    }
}
