//! Terms of the bill as a whole: minimums, a maximum, vouchers and rounding.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::agreement::scope::{ChargeKey, Scope, ScopeNames, Selector};
use crate::book::rounding::RoundingPolicy;
use crate::book::tax::Tax;
use crate::problem::{Located, Problem, under};
use crate::value::day::Day;
use crate::value::id::{Service, TermId};
use crate::value::limits::{VOUCHERS, at_most};
use crate::value::money::{Currency, Money};
use crate::value::path::Path;
use crate::value::problem::ValueProblem;

/// The terms of the bill as a whole, beyond the price of each charge.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Billing {
    /// The minimum costs of single charges, by scope.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub line_minimums: Vec<LineMinimum>,
    /// The minimum of the bill before vouchers and tax: with 100, a bill of 80 gets a true-up of
    /// 20, and a bill of 120 none.
    pub minimum: Option<Money>,
    /// The maximum of the bill before vouchers and tax: with 100, a bill of 120 is reduced by 20.
    pub maximum: Option<Money>,
    /// Vouchers and credits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vouchers: Vec<Voucher>,
    /// Corrections, refunds and credits for earlier bills.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// The credit that earlier bills left: it pays the amount due, and what is left of it is carried
    /// over again. 30 pay 20 of a bill of 20, and 10 are carried over.
    pub credit: Option<Money>,
    /// The taxes of charges in a scope, in place of the tax of the agreement or the price book; the
    /// first that matches a charge applies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tax_rates: Vec<TaxRate>,
    /// The rounding of this customer's bill, which replaces that of the price book: its stages `line`,
    /// `tax` and `invoice`.
    pub rounding: Option<RoundingPolicy>,
}

impl Billing {
    /// Whether no such terms are agreed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// All problems, given the currency of the bill and the names that scopes may use, with paths
    /// from `billing`: amounts in another currency or below zero, a maximum below the minimum, names
    /// given twice, unknown names in scopes, and roundings to more places than are exact.
    #[must_use]
    pub fn problems(&self, currency: Currency, names: &ScopeNames<'_>) -> Vec<Located> {
        let mut problems = amount_problems("minimum", self.minimum, currency);
        problems.extend(amount_problems("maximum", self.maximum, currency));
        problems.extend(self.crossed());
        problems.extend(amount_problems("credit", self.credit, currency));
        let minimums = self.line_minimums.iter();
        let minimums = minimums.map(|minimum| (&minimum.id, &minimum.scope));
        let vouchers = self.vouchers.iter();
        let vouchers = vouchers.map(|voucher| (&voucher.id, &voucher.scope));
        let mut ids = BTreeSet::new();
        problems.extend(listed("line_minimums", minimums, names, &mut ids));
        problems.extend(listed("vouchers", vouchers, names, &mut ids));
        for (index, minimum) in self.line_minimums.iter().enumerate() {
            let wrong = amount_problems("amount", Some(minimum.amount), currency);
            problems.extend(under(wrong, Path::from("line_minimums").index(index)));
        }
        for (index, voucher) in self.vouchers.iter().enumerate() {
            let at = || Path::from("vouchers").index(index);
            let wrong = amount_problems("amount", Some(voucher.amount), currency);
            problems.extend(under(wrong, at()));
            let wrong = amount_problems("at_least", voucher.at_least, currency);
            problems.extend(under(wrong, at()));
        }
        problems.extend(self.correction_problems(currency));
        let rates = self.tax_rates.iter().map(|rate| (&rate.id, &rate.scope));
        problems.extend(listed("tax_rates", rates, names, &mut ids));
        let rounding = self.rounding.iter().flat_map(RoundingPolicy::problems);
        problems.extend(under(rounding, "rounding"));
        problems.extend(under(self.stages_before(), "rounding"));
        under(problems, "billing").collect()
    }

    /// A maximum below the minimum, which no bill can meet.
    fn crossed(&self) -> Option<Located> {
        let (minimum, maximum) = self.minimum.zip(self.maximum)?;
        let is_below =
            maximum.currency() == minimum.currency() && maximum.amount() < minimum.amount();
        let (value, limit) = (maximum.to_string(), minimum.to_string());
        is_below.then(|| ValueProblem::BelowLimit { value, limit }.at("maximum"))
    }

    /// Corrections in another currency and of one name; their service may be one of an earlier bill.
    fn correction_problems(&self, currency: Currency) -> Vec<Located> {
        if let Err(problem) = at_most(self.corrections.len(), VOUCHERS) {
            return vec![problem.at("corrections")];
        }
        let mut ids = BTreeSet::new();
        let mut problems = Vec::new();
        for (index, correction) in self.corrections.iter().enumerate() {
            let at = |field: &'static str| Path::from("corrections").index(index).field(field);
            let given = correction.amount.currency();
            if given != currency {
                let problem = ValueProblem::currency_mismatch(given, currency);
                problems.push(problem.at(at("amount")));
            }
            if !ids.insert(&correction.id) {
                let value = correction.id.clone();
                problems.push(Problem::DuplicateTerm { value }.at(at("id")));
            }
        }
        problems
    }

    /// The roundings before the bill, which would change nothing.
    fn stages_before(&self) -> Vec<Located> {
        let Some(rounding) = self.rounding else {
            return Vec::new();
        };
        let stages = [("unit_price", rounding.unit_price), ("tier", rounding.tier)];
        let given = stages.into_iter().filter(|(_, stage)| stage.is_some());
        given
            .map(|(stage, _)| Problem::StageBeforeBill.at(stage))
            .collect()
    }
}

fn amount_problems(field: &'static str, amount: Option<Money>, currency: Currency) -> Vec<Located> {
    let wrong = amount.and_then(|amount| amount.payable_in(currency).err());
    wrong.into_iter().map(|problem| problem.at(field)).collect()
}

/// The problems of the number, the names and the scopes of line minimums, vouchers or tax rates.
fn listed<'a>(
    field: &'static str,
    items: impl ExactSizeIterator<Item = (&'a TermId, &'a Scope)>,
    names: &ScopeNames<'_>,
    ids: &mut BTreeSet<&'a TermId>,
) -> Vec<Located> {
    if let Err(problem) = at_most(items.len(), VOUCHERS) {
        return vec![problem.at(field)];
    }
    let mut problems = Vec::new();
    for (index, (id, scope)) in items.enumerate() {
        let at = || Path::from(field).index(index);
        if !ids.insert(id) {
            let value = id.clone();
            problems.push(Problem::DuplicateAdjustment { value }.at(at().field("id")));
        }
        problems.extend(under(scope.problems(names), at().field("scope")));
    }
    problems
}

/// A minimum cost of each charge in a scope: with 5, charges of 2, 5 and 8 are raised by 3, 0 and
/// 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineMinimum {
    /// The name.
    pub id: TermId,
    /// The charges to which it applies; an empty scope means all.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// The minimum cost of each charge.
    pub amount: Money,
}

/// A voucher (代金券) or credit: an amount that pays for charges in its scope, up to their sum.
///
/// A voucher of 50 reduces a bill of 80 to 30, and a bill of 40 to 0 with 10 unused. With a
/// threshold (满减) of 100, it pays 0 of 99.99 and 50 of 100. Its last day is inclusive.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voucher {
    /// The name.
    pub id: TermId,
    /// The most that it pays.
    pub amount: Money,
    /// The threshold that the charges in its scope must reach for the voucher to apply (满减).
    pub at_least: Option<Money>,
    /// The charges that it pays for; an empty scope means all.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// The last day on which it can be used.
    pub until: Option<Day>,
}

/// A correction, refund or credit for an earlier bill: an amount below zero reduces the bill, and
/// one above zero is charged later.
///
/// A correction of −30 for last month on usage of 80 is a bill of 50. It does not count towards the
/// minimum and the maximum of the bill. A bill below zero is 0, and the rest is carried over. It is
/// taxed like other charges. Source: FOCUS specification, issue 636 and `ChargeClass`.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Unique among the corrections.
    pub id: TermId,
    /// The amount; negative for a refund.
    pub amount: Money,
    /// The service that it corrects, if it is one; the price book need not have it, as the earlier
    /// bill may be for usage of another month.
    pub service: Option<Service>,
}

/// A tax on the charges in a scope, such as a lower rate for a service.
///
/// At 20%, and 5% on books, a bill of 100 and 40 for books has taxes of 20 and 2. The example is
/// computed by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxRate {
    /// The name.
    pub id: TermId,
    /// The charges to which it applies.
    pub scope: Scope,
    /// The tax on them.
    pub tax: Tax,
}

/// Tax rates for many charges.
pub(crate) struct TaxRates<'a>(Vec<(Selector<'a>, &'a TaxRate)>);

impl<'a> TaxRates<'a> {
    pub(crate) fn of(rates: &'a [TaxRate]) -> Self {
        let rates = rates.iter().map(|rate| (rate.scope.selector(), rate));
        Self(rates.collect())
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first rate whose scope selects a charge.
    pub(crate) fn on(&self, key: &ChargeKey<'_>) -> Option<&'a TaxRate> {
        let mut rates = self.0.iter();
        let rate = rates.find(|(scope, _)| scope.matches(key));
        rate.map(|(_, rate)| *rate)
    }
}
