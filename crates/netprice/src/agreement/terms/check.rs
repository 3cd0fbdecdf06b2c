//! The check of terms: names, dates, stages, amounts and tables.

use std::collections::BTreeSet;

use super::{PriceChange, Stage, Term, Terms};
use crate::agreement::scope::ScopeNames;
use crate::problem::{Located, Problem, under};
use crate::value::id::TermId;
use crate::value::limits::{TERM_DEPTH, TERMS, at_most};
use crate::value::money::{Currency, Money};
use crate::value::path::Path;

impl Terms {
    /// All problems of the names, scopes, dates, prices, rate tables and amounts, given the currency of
    /// the prices and the names that scopes may use, with paths from `terms`.
    #[must_use]
    pub fn problems(&self, currency: Currency, names: &ScopeNames<'_>) -> Vec<Located> {
        let mut all = Vec::new();
        self.scopes(&mut all);
        if let Err(problem) = at_most(all.len(), TERMS) {
            return vec![problem.at("terms")];
        }
        let mut check = Check {
            currency,
            names,
            ids: BTreeSet::new(),
        };
        under(check.list(&self.0, None, 1), "terms").collect()
    }
}

/// The check of the terms of an agreement.
struct Check<'a, 'b, 'c> {
    currency: Currency,
    names: &'b ScopeNames<'c>,
    ids: BTreeSet<&'a TermId>,
}

impl<'a> Check<'a, '_, '_> {
    /// The problems of a list of terms at a depth, given the stage of their group.
    fn list(&mut self, terms: &'a [Term], group: Option<Stage>, depth: usize) -> Vec<Located> {
        if let Err(problem) = at_most(depth, TERM_DEPTH) {
            return vec![problem.at(Path::default())];
        }
        let mut problems = Vec::new();
        for (index, term) in terms.iter().enumerate() {
            let of_term = self.term(term, group, depth);
            problems.extend(under(of_term, Path::default().index(index)));
        }
        problems
    }

    fn term(&mut self, term: &'a Term, group: Option<Stage>, depth: usize) -> Vec<Located> {
        let mut problems = Vec::new();
        if !self.ids.insert(&term.id) {
            let value = term.id.clone();
            problems.push(Problem::DuplicateTerm { value }.at("id"));
        }
        problems.extend(under(term.scope.problems(self.names), "scope"));
        if let Some((from, until)) = term
            .from
            .zip(term.until)
            .filter(|(from, until)| until < from)
        {
            let (value, from) = (until.to_string(), from.to_string());
            problems.push(Problem::EndsBeforeStart { value, from }.at("until"));
        }
        if let Some(problem) = term.stage_problem(group) {
            problems.push(problem.at("stage"));
        }
        let stage = group.unwrap_or(term.stage());
        problems.extend(under(self.change(&term.change, stage, depth), "change"));
        problems
    }

    fn change(&mut self, change: &'a PriceChange, stage: Stage, depth: usize) -> Vec<Located> {
        let (field, problems) = match change {
            PriceChange::Fixed(price) => ("fixed", price.agreed_problems()),
            PriceChange::BySpend(table) => ("by_spend", table.problems()),
            PriceChange::ByQuantity(table) => ("by_quantity", table.problems()),
            PriceChange::Additive(terms) => ("additive", self.nested(terms, stage, depth)),
            PriceChange::BestOf(terms) => ("best_of", self.nested(terms, stage, depth)),
            PriceChange::FirstOf(terms) => ("first_of", self.nested(terms, stage, depth)),
            PriceChange::UnitOff(amount) => ("unit_off", self.off(*amount)),
            PriceChange::AmountOff(amount) => ("amount_off", self.off(*amount)),
            PriceChange::AtLeast(amount) => ("at_least", self.amount(*amount)),
            PriceChange::AtMost(amount) => ("at_most", self.amount(*amount)),
            PriceChange::Pay(_)
            | PriceChange::Markup { .. }
            | PriceChange::NotBelow(_)
            | PriceChange::NotAbove(_) => return Vec::new(),
        };
        under(problems, field).collect()
    }

    fn nested(&mut self, terms: &'a [Term], stage: Stage, depth: usize) -> Vec<Located> {
        if terms.is_empty() {
            return vec![Problem::NoTerms.at(Path::default())];
        }
        self.list(terms, Some(stage), depth.saturating_add(1))
    }

    /// The problem of a deduction; a negative one would be a surcharge.
    fn off(&self, amount: Money) -> Vec<Located> {
        let is_negative = amount.currency() == self.currency && amount.not_negative().is_err();
        if is_negative {
            let value = amount.to_string();
            return vec![Problem::NegativeOff { value }.at(Path::default())];
        }
        self.amount(amount)
    }

    fn amount(&self, amount: Money) -> Vec<Located> {
        let wrong = amount.payable_in(self.currency).err().into_iter();
        wrong.map(|problem| problem.at(Path::default())).collect()
    }
}
