//! What a person wants of any provider, before a SKU is chosen.

use netprice::decimal::{self, Amount};
use netprice::error::{PricingError, Problem, R};
use netprice::quantity::Quantity;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The most hours that a month has.
const LONGEST_MONTH: Decimal = Decimal::from_parts(744, 0, 0, false, 0);

/// A small workload for a month, in no provider's terms.
///
/// GB is what the provider's list calls GB; a list in GiB is reached by the exact conversion
/// 1 GiB = 1.073741824 GB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// How many machines run.
    pub machines: Amount,
    /// Virtual processors that each must have at least.
    pub vcpus: Amount,
    /// Memory in GiB that each must have at least.
    pub memory_gib: Amount,
    /// Hours that each runs in the month, at most 744.
    pub hours: Amount,
    /// GB kept in object storage over the month.
    pub stored_gb: Amount,
    /// GB sent to the internet in the month.
    pub egress_gb: Amount,
}

impl Need {
    /// Everything that is wrong with the need, with fields named from `need`.
    ///
    /// Machines must be whole, and a month has at most 744 hours.
    #[must_use]
    pub fn problems(&self) -> Vec<PricingError> {
        let mut problems = Vec::new();
        if !self.machines.get().fract().is_zero() {
            let value = self.machines.to_string();
            problems.push(Problem::NotWhole { value }.at("need.machines"));
        }
        if self.hours.get() > LONGEST_MONTH {
            let (value, limit) = (self.hours.to_string(), LONGEST_MONTH.to_string());
            problems.push(Problem::AboveLimit { value, limit }.at("need.hours"));
        }
        problems
    }

    /// The field of the need that a usage line is made of.
    pub(crate) fn field_of(line: &str) -> &'static str {
        match line {
            "machines" => "hours",
            "storage" => "stored_gb",
            _ => "egress_gb",
        }
    }

    /// Machines × hours.
    pub(crate) fn machine_hours(&self) -> R<Quantity> {
        let hours = decimal::times(self.machines.get(), self.hours.get())?;
        Quantity::new(hours, "Hours".parse()?)
    }

    pub(crate) fn stored(&self) -> R<Quantity> {
        Quantity::new(self.stored_gb.get(), "GB-Months".parse()?)
    }

    pub(crate) fn egress(&self) -> R<Quantity> {
        Quantity::new(self.egress_gb.get(), "GB".parse()?)
    }
}
