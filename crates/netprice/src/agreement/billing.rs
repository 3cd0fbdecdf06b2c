//! What is agreed on the bill as a whole: minimums, a maximum, vouchers, rounding.

use serde::{Deserialize, Serialize};

use crate::agreement::scope::Scope;
use crate::book::price_book::RoundingPolicy;
use crate::problem::Located;
use crate::value::day::Day;
use crate::value::id::TermId;
use crate::value::money::{Currency, Money};
use crate::value::path::Path;
use crate::value::problem::ValueProblem;

/// What is agreed on the bill as a whole, beyond the price of each charge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Billing {
    /// The least that each charge in a scope costs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub line_minimums: Vec<LineMinimum>,
    /// The least that the bill comes to before vouchers and tax: with 100, one of 80 gets a true-up of 20, one of 120 none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Money>,
    /// The most that the bill comes to before vouchers and tax: with 100, one of 120 gets 20 taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Money>,
    /// Vouchers and credits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vouchers: Vec<Voucher>,
    /// Where this customer's bill rounds, instead of where the price book says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<RoundingPolicy>,
}

impl Billing {
    /// Whether nothing is agreed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Everything that is wrong with its amounts on a bill in a currency, with paths from `billing`:
    /// [`ValueProblem::CurrencyMismatch`] and [`ValueProblem::Negative`].
    #[must_use]
    pub fn problems(&self, currency: Currency) -> Vec<Located> {
        let field = Path::from;
        let single = [("minimum", self.minimum), ("maximum", self.maximum)];
        let single = single.map(|(name, amount)| (field(name), amount));
        let minimums = self.line_minimums.iter().enumerate();
        let minimums = minimums.map(|(index, minimum)| {
            let at = field("line_minimums").index(index).field("amount");
            (at, Some(minimum.amount))
        });
        let vouchers = self.vouchers.iter().enumerate();
        let vouchers = vouchers.flat_map(|(index, voucher)| {
            let at = || field("vouchers").index(index);
            [
                (at().field("amount"), Some(voucher.amount)),
                (at().field("at_least"), voucher.at_least),
            ]
        });
        let amounts = single.into_iter().chain(minimums).chain(vouchers);
        let wrong = amounts.filter_map(|(at, amount)| {
            let problem = amount_problem(amount?, currency)?;
            Some(problem.at(at.under("billing")))
        });
        wrong.collect()
    }
}

fn amount_problem(amount: Money, currency: Currency) -> Option<ValueProblem> {
    if amount.currency() == currency {
        return amount.not_negative().err();
    }
    let problem = ValueProblem::currency_mismatch(amount.currency(), currency);
    Some(problem)
}

/// The least that each charge in a scope costs: with 5, charges of 2, 5 and 8 get 3, 0 and 0 more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineMinimum {
    /// Its name.
    pub id: TermId,
    /// The charges; all, if it names nothing.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// The least that each costs.
    pub amount: Money,
}

/// A voucher (代金券) or credit: an amount that pays for charges in its scope, and for no more.
///
/// 50 off a bill of 80 leaves 30, off one of 40 leaves nothing and 10 of it unused. With a threshold
/// (满减) of 100 it pays nothing of 99.99 and 50 of 100. It can be used on its last day and not after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voucher {
    /// Its name.
    pub id: TermId,
    /// How much it pays at most.
    pub amount: Money,
    /// What the charges in its scope must come to for it to be used at all (满减).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Money>,
    /// The charges that it pays for; all, if it names nothing.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// The last day that it can be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}
