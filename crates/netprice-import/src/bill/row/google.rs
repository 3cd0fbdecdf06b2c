//! Rows of the export and of the cost table of Google Cloud.

use netprice::value::decimal::plus;
use rust_decimal::Decimal;

use crate::bill::format::Role;
use crate::bill::row::names::instance_in;
use crate::bill::row::{BillCategory, BillRow, Reader, Wrong};
use crate::number;
use crate::problem::{ImportProblem, not_a_number, start};

impl Reader<'_> {
    /// The cost is before credits, which are a list of amounts below zero.
    pub(super) fn google_export(&self) -> Result<Option<BillRow>, Wrong> {
        let cost = self.billed()?;
        let credits = credits(self.text(Role::Credits)).map_err(|problem| ("credits", problem))?;
        let category = match self.text(Role::Kind) {
            "tax" => BillCategory::Tax,
            "adjustment" | "rounding_error" => BillCategory::Adjustment,
            _ => BillCategory::Usage,
        };
        let mut key = self.key(category);
        // A machine is a row of cores and one of memory, each by the hour; neither is the machine.
        let is_part = ["core", "ram", "licens", "vcpu"]
            .iter()
            .any(|part| key.item.to_lowercase().contains(part));
        let spec = machine_spec(self.text(Role::Details)).filter(|_| !is_part);
        key.instance = spec.unwrap_or_default();
        let billed = plus(cost, credits).map_err(|problem| ("billed", problem.into()))?;
        Ok(Some(BillRow {
            key,
            quantity: self.quantity(Role::Quantity)?,
            list: self.number(Role::List, "list")?.or(Some(cost)),
            billed,
            effective: billed,
        }))
    }

    /// A row of credits repeats the quantity of its usage, and the last row is the total.
    pub(super) fn google_table(&self) -> Result<Option<BillRow>, Wrong> {
        let kind = self.text(Role::Kind).to_ascii_lowercase();
        let is_nameless = self.text(Role::Item).is_empty() && self.text(Role::Service).is_empty();
        if kind == "total" || (is_nameless && kind.is_empty() && self.text(Role::Class).is_empty())
        {
            return Ok(None);
        }
        let billed = self.billed()?;
        let is_credit = !self.text(Role::Class).is_empty();
        let category = match kind.as_str() {
            "tax" => BillCategory::Tax,
            "usage" | "" if !is_credit => BillCategory::Usage,
            "usage" | "" => BillCategory::Credit,
            _ => BillCategory::Adjustment,
        };
        let quantity = if is_credit {
            None
        } else {
            self.quantity(Role::Quantity)?
        };
        let mut key = self.key(category);
        key.instance = instance_in(&key.item).unwrap_or_default();
        Ok(Some(BillRow {
            key,
            quantity,
            list: (!is_credit).then_some(billed),
            billed,
            effective: billed,
        }))
    }
}

/// The type of a machine in the system labels of Google.
fn machine_spec(text: &str) -> Option<String> {
    let labels: serde_json::Value = serde_json::from_str(text).ok()?;
    let mut labels = labels.as_array()?.iter();
    let spec = labels.find(|label| {
        label.get("key").and_then(|key| key.as_str()) == Some("compute.googleapis.com/machine_spec")
    })?;
    spec.get("value")?.as_str().map(str::to_owned)
}

/// The sum of the amounts of credits.
fn credits(text: &str) -> Result<Decimal, ImportProblem> {
    if text.is_empty() {
        return Ok(Decimal::ZERO);
    }
    let wrong = || not_a_number(start(text));
    // A flattened export has the amount alone.
    if let Some(amount) = number::parse(text, None) {
        return Ok(amount);
    }
    let list: serde_json::Value = serde_json::from_str(text).map_err(|_| wrong())?;
    let mut sum = Decimal::ZERO;
    for credit in list.as_array().ok_or_else(wrong)? {
        let amount = match credit.get("amount") {
            Some(serde_json::Value::Number(number)) => number.to_string(),
            Some(serde_json::Value::String(text)) => text.clone(),
            _ => return Err(wrong()),
        };
        let amount = number::parse(&amount, None).ok_or_else(wrong)?;
        sum = plus(sum, amount)?;
    }
    Ok(sum)
}
