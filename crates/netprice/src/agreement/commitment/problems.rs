//! The problems of commitments.

use std::collections::{BTreeMap, BTreeSet};

use super::{Commitment, Commitments, Draws, Over};
use crate::agreement::scope::{Scope, ScopeNames};
use crate::book::price_book::PriceBook;
use crate::problem::{Known, Located, Problem, under};
use crate::value::id::{CommitmentId, SkuId};
use crate::value::limits::{COMMITMENTS, RULES, at_most};
use crate::value::money::Currency;
use crate::value::path::Path;
use crate::value::problem::ValueProblem;

impl Commitments {
    /// All problems of the commitments, given the price book and the names that scopes may use, with
    /// paths from `commitments`.
    ///
    /// Checks for duplicate names, unknown names in scopes and draws, missing fees and term hours, amounts
    /// below zero or in another currency, zero terms, capacities, overages, factors and rates, `counts_fees`
    /// without a promise of spend, and two exclusive commitments for one SKU.
    #[must_use]
    pub fn problems(&self, book: &PriceBook, names: &ScopeNames<'_>) -> Vec<Located> {
        if let Err(problem) = at_most(self.held.len(), COMMITMENTS) {
            return vec![problem.at(Path::from("commitments").field("held"))];
        }
        let mut problems = Vec::new();
        let mut ids = BTreeSet::new();
        let mut exclusive: BTreeMap<&SkuId, &CommitmentId> = BTreeMap::new();
        for (index, held) in self.held.iter().enumerate() {
            let mut of_this = Vec::new();
            if !ids.insert(&held.id) {
                let value = held.id.clone();
                of_this.push(Problem::DuplicateCommitment { value }.at("id"));
            }
            of_this.extend(held.problems(book, names));
            for sku in held.skus().filter(|_| held.exclusive) {
                if let Some(other) = exclusive.insert(sku, &held.id) {
                    let problem = Problem::PacksOverlap {
                        value: held.id.clone(),
                        other: other.clone(),
                        sku: sku.clone(),
                    };
                    of_this.push(problem.at("exclusive"));
                }
            }
            let at = Path::from("commitments").field("held").index(index);
            problems.extend(under(of_this, at));
        }
        problems
    }
}

impl Commitment {
    /// The SKUs that its scope and its draws name.
    fn skus(&self) -> impl Iterator<Item = &SkuId> {
        let mut skus = BTreeSet::new();
        skus.extend(&self.scope.skus);
        skus.extend(self.draws.skus());
        skus.into_iter()
    }

    fn problems(&self, book: &PriceBook, names: &ScopeNames<'_>) -> Vec<Located> {
        let mut problems: Vec<Located> = under(self.scope.problems(names), "scope").collect();
        let of_group = Scope {
            owners: self.group.clone(),
            ..Scope::default()
        };
        let of_group = of_group.problems(names).into_iter();
        problems.extend(of_group.map(|one| one.problem.at("group")));
        if let Draws::FirstToEnd(allowances) = &self.draws
            && let Err(problem) = at_most(allowances.len(), RULES)
        {
            // Each SKU is looked up in each allowance.
            problems.push(problem.at("draws"));
            return problems;
        }
        problems.extend(self.unknown_draws(book));
        problems.extend(self.zero_weights());
        let is_promise = matches!(self.draws, Draws::Spend(_)) && self.over == Over::Period;
        if self.counts_fees && !is_promise {
            problems.push(Problem::CountsNoSpend.at("counts_fees"));
        }
        let fees = self.fee.amounts();
        if fees.iter().all(|(_, amount)| amount.is_none()) {
            problems.push(ValueProblem::Empty.at("fee"));
        }
        if self.overage.is_some_and(|overage| overage.is_zero()) {
            problems.push(ValueProblem::Zero.at("overage"));
        }
        if self.capacity.is_zero() {
            problems.push(ValueProblem::Zero.at("capacity"));
        }
        let names_skus = !matches!(self.draws, Draws::Quantity | Draws::Spend(_));
        if names_skus && self.draws.skus().is_empty() {
            problems.push(Problem::NothingCovered.at("draws"));
        }
        problems.extend(self.amounts_problems(book.currency));
        problems.extend(self.fee.term_problems());
        problems
    }

    /// The SKUs of its draws that the price book does not list.
    fn unknown_draws(&self, book: &PriceBook) -> Vec<Located> {
        let drawn = self.draws.skus().into_iter();
        let unknown = drawn.filter(|sku| !book.skus.contains_key(*sku));
        let told = unknown.map(|sku| {
            let known = Known::near(sku.as_str(), book.skus.keys());
            let value = sku.clone();
            Problem::UnknownSku { value, known }.at("draws")
        });
        told.collect()
    }

    /// Negative amounts and amounts in another currency.
    fn amounts_problems(&self, currency: Currency) -> Vec<Located> {
        let fees = self.fee.amounts().into_iter();
        let fees = fees.filter_map(|(name, amount)| Some((Path::from("fee").field(name), amount?)));
        let rates = match &self.draws {
            Draws::Rates(rates) => Some(rates),
            Draws::Quantity | Draws::Factors(_) | Draws::Spend(_) | Draws::FirstToEnd(_) => None,
        };
        let rates = rates.into_iter().flatten();
        let rates = rates.map(|(sku, rate)| (Path::from("draws").field("rates").key(sku), *rate));
        let wrong = fees.chain(rates).filter_map(|(path, money)| {
            let problem = money.payable_in(currency).err()?;
            Some(problem.at(path))
        });
        wrong.collect()
    }

    /// Factors and rates of zero, which would cover unlimited usage, and allowances of zero.
    fn zero_weights(&self) -> Vec<Located> {
        let is_zero = |sku: &&SkuId| self.draws.weight(sku).is_none_or(|one| one.is_zero());
        let zeros = self.draws.skus().into_iter().filter(is_zero);
        let told = zeros.map(|sku| ValueProblem::Zero.at(Path::from("draws").key(sku)));
        told.collect()
    }
}
