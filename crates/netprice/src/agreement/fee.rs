//! Fees that are a share of other charges.

use serde::{Deserialize, Serialize};

use crate::agreement::scope::{Scope, ScopeNames};
use crate::agreement::terms::{RateTable, Terms};
use crate::problem::{Located, Problem, under};
use crate::value::id::TermId;
use crate::value::limits::{VOUCHERS, at_most};
use crate::value::money::{Currency, Money};
use crate::value::ordered::set_of;
use crate::value::path::Path;

/// A fee that is a share of other charges, such as support or a marketplace's commission.
///
/// The share is that of the exact effective cost of the charges in its scope, after all terms and
/// commitments; fees are no share of other fees. At 10% up to 10,000 and 7% above, charges of 11,000
/// owe 1,000 + 70; charges of 0 owe the minimum.
///
/// Source: AWS Support, Business (a share of monthly AWS charges, at least 100 USD).
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareFee {
    /// Unique among the terms and fees of the agreement.
    pub id: TermId,
    /// The charges of which it is a share; an empty scope means all usage and commitments.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// The share of the charges that is owed, by tiers of their sum.
    pub rate: RateTable,
    /// The minimum of the fee.
    pub at_least: Option<Money>,
}

/// All problems of fees, given the terms of their agreement, the currency of the prices and the names
/// that scopes may use, with paths from `fees`.
#[must_use]
pub fn problems(
    fees: &[ShareFee],
    terms: &Terms,
    currency: Currency,
    known: &ScopeNames<'_>,
) -> Vec<Located> {
    if let Err(problem) = at_most(fees.len(), VOUCHERS) {
        return vec![problem.at("fees")];
    }
    let mut scopes = Vec::new();
    terms.scopes(&mut scopes);
    let mut ids = set_of(scopes.into_iter().map(|(id, _)| id));
    let mut problems = Vec::new();
    for (index, fee) in fees.iter().enumerate() {
        let at = |field: &'static str| Path::from("fees").index(index).field(field);
        if !ids.insert(&fee.id) {
            let value = fee.id.clone();
            problems.push(Problem::DuplicateTerm { value }.at(at("id")));
        }
        problems.extend(under(fee.scope.problems(known), at("scope")));
        problems.extend(under(fee.rate.problems(), at("rate")));
        if let Some(least) = fee.at_least {
            let wrong = least.payable_in(currency).err();
            problems.extend(wrong.map(|problem| problem.at(at("at_least"))));
        }
    }
    problems
}
