//! The words of the discounts that an offer would need, and of the cost of one more unit.

use netprice::Discount;

use crate::language::Words;

/// A text on needed discounts and the next unit.
#[derive(Clone, Copy, Debug)]
pub enum TargetText<'a> {
    /// The discount that would match the cheapest offer.
    ToMatch {
        /// The cheapest.
        name: &'a str,
        /// The discount.
        rate: Discount,
    },
    /// No discount would match the cheapest offer.
    CannotMatch(&'a str),
    /// The discount that would meet the budget.
    ToMeetBudget(Discount),
    /// No discount would meet the budget.
    CannotMeetBudget,
    /// The offer is within the budget.
    BudgetMet,
    /// The next unit costs as much as the last.
    OneMore {
        /// The line.
        of: &'a str,
        /// The cost of the next unit.
        cost: &'a str,
    },
    /// The next unit has another price.
    OneMoreChanges {
        /// The line.
        of: &'a str,
        /// The cost of the next unit.
        cost: &'a str,
        /// The cost of the last unit.
        last: &'a str,
    },
    /// The next unit lowers the bill.
    OneMoreFalls {
        /// The line.
        of: &'a str,
        /// The amount by which the bill falls.
        by: &'a str,
    },
}

impl Words for TargetText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::ToMatch { name, rate } => {
                let saved = rate.saved_percent();
                format!(
                    "To match {name}, this offer needs {saved}% off everything; its other terms stay."
                )
            }
            Self::CannotMatch(name) => {
                format!("No discount matches {name}: another term prevents it.")
            }
            Self::ToMeetBudget(rate) => {
                let saved = rate.saved_percent();
                format!(
                    "To meet the budget, this offer needs {saved}% off everything; its other terms stay."
                )
            }
            Self::CannotMeetBudget => {
                "No discount meets the budget: another term prevents it.".into()
            }
            Self::BudgetMet => "Within the budget.".into(),
            Self::OneMore { of, cost } => {
                format!("{of}: one more GB costs {cost}.")
            }
            Self::OneMoreChanges { of, cost, last } => {
                format!(
                    "{of}: one more GB costs {cost}; the last one cost {last}, so the price changes here."
                )
            }
            Self::OneMoreFalls { of, by } => {
                format!("{of}: one more GB lowers the bill by {by}.")
            }
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::ToMatch { name, rate } => {
                let tenths = rate.in_tenths();
                format!("若要与{name}持平，整单需打 {tenths}折，其他条款不变。")
            }
            Self::CannotMatch(name) => format!("任何折扣都不能与{name}持平：受其他条款限制。"),
            Self::ToMeetBudget(rate) => {
                let tenths = rate.in_tenths();
                format!("若要降到预算内，整单需打 {tenths}折，其他条款不变。")
            }
            Self::CannotMeetBudget => "任何折扣都不能降到预算内：受其他条款限制。".into(),
            Self::BudgetMet => "在预算之内。".into(),
            Self::OneMore { of, cost } => {
                format!("{of}：每多 1 GB 加 {cost}。")
            }
            Self::OneMoreChanges { of, cost, last } => {
                format!("{of}：每多 1 GB 加 {cost}（此前每 GB {last}），单价在此变化。")
            }
            Self::OneMoreFalls { of, by } => {
                format!("{of}：再多 1 GB，账单反而减少 {by}。")
            }
        }
    }
}
