//! What an agreement has besides a discount on everything: other terms, commitments, fees, and the rules of its
//! bill.
//!
//! [`quote_of_discount`](super::quote_of_discount) does without it, so that a program can load it later.

use std::collections::BTreeSet;

use super::later::{has_later, in_later_stages, negotiated_later};
use crate::agreement::Agreement;
use crate::agreement::billing::TaxRates;
use crate::agreement::fee;
use crate::agreement::scope::{Scope, ScopeNames};
use crate::bill::amount_due::{Rules, all_rules, no_rules, undated};
use crate::book::price_book::PriceBook;
use crate::problem::{Located, Problems};
use crate::rating::charge::{Charge, OneOff};
use crate::rating::commit::{Committed, apply_commitments, meet_promises, uncommitted};
use crate::rating::context::Context;
use crate::rating::fee::fee_charges;
use crate::rating::negotiate::{self, TermChange};
use crate::usage::Usage;
use crate::value::id::TermId;
use crate::value::ordered::set_of;

/// The steps of a quote that differ.
pub(super) trait Besides {
    /// The problems of the terms and the fees.
    fn of_terms(&self) -> Vec<Located> {
        Vec::new()
    }

    /// The problems of the commitments and of the terms of the bill.
    fn of_rest(&self) -> Vec<Located> {
        Vec::new()
    }

    /// What applies the change of a term, and the rules of the bill.
    fn rules(&self) -> (TermChange, Rules);

    /// The charges after commitments.
    fn committed(&self, charges: Vec<Charge>) -> Result<Committed, Problems>;

    /// The charges after the terms of the stages after commitments.
    fn negotiated(
        &self,
        charges: Vec<Charge>,
        context: Context<'_>,
    ) -> Result<Vec<Charge>, Problems>;

    /// The charges after all terms with those for promises, fees and corrections.
    fn completed(&self, paid: Committed, _: &Context<'_>) -> Result<Committed, Problems> {
        Ok(paid)
    }

    /// The ids of the terms, fees, line minimums and vouchers whose scope matches no charge, and of the
    /// tax rates that no charge has.
    fn without_charge(&self, charges: &[Charge], context: &Context<'_>) -> Vec<TermId>;
}

/// An agreement with all that it may have.
pub(super) struct Whole<'a> {
    book: &'a PriceBook,
    usage: &'a Usage,
    agreement: &'a Agreement,
    names: ScopeNames<'a>,
}

impl<'a> Whole<'a> {
    pub(super) fn of(book: &'a PriceBook, usage: &'a Usage, agreement: &'a Agreement) -> Self {
        Self {
            book,
            usage,
            agreement,
            names: ScopeNames::of(book, usage, agreement.commitments.owners()),
        }
    }

    /// The problems of the terms of the bill.
    fn of_billing(&self) -> Vec<Located> {
        let billing = &self.agreement.billing;
        let mut problems = billing.problems(self.book.currency, &self.names);
        problems.extend(undated(billing, self.usage.day));
        problems
    }
}

impl Besides for Whole<'_> {
    fn of_terms(&self) -> Vec<Located> {
        let (terms, currency) = (&self.agreement.terms, self.book.currency);
        let mut problems = terms.problems(currency, &self.names);
        let fees = &self.agreement.fees;
        problems.extend(fee::problems(fees, terms, currency, &self.names));
        problems
    }

    fn of_rest(&self) -> Vec<Located> {
        let mut problems = self.agreement.commitments.problems(self.book, &self.names);
        problems.extend(self.of_billing());
        problems
    }

    fn rules(&self) -> (TermChange, Rules) {
        (negotiate::change, all_rules)
    }

    fn committed(&self, charges: Vec<Charge>) -> Result<Committed, Problems> {
        let (commitments, of_billing) = (&self.agreement.commitments, self.of_billing());
        let committed = apply_commitments(charges, self.book, self.usage, commitments);
        let committed = committed.map_err(|problems| problems.and(of_billing.clone()))?;
        Problems::none_of(of_billing).map(|()| committed)
    }

    fn negotiated(
        &self,
        charges: Vec<Charge>,
        context: Context<'_>,
    ) -> Result<Vec<Charge>, Problems> {
        negotiated_later((self.agreement, negotiate::change), charges, context)
    }

    fn completed(&self, paid: Committed, context: &Context<'_>) -> Result<Committed, Problems> {
        let agreement = self.agreement;
        let mut paid = meet_promises(paid, self.book, self.usage, &agreement.commitments)?;
        let fees = fee_charges(&agreement.fees, &paid.charges, context)?;
        paid.charges.extend(fees);
        let corrections = agreement.billing.corrections.iter();
        paid.charges
            .extend(corrections.map(|one| Charge::OneOff(OneOff::from(one))));
        Ok(paid)
    }

    fn without_charge(&self, charges: &[Charge], context: &Context<'_>) -> Vec<TermId> {
        let agreement = self.agreement;
        let has_none = |scope: &Scope| {
            let scope = scope.selector();
            let mut charges = charges.iter();
            !charges.any(|charge| scope.matches(&charge.key(context)))
        };
        let mut scopes = Vec::new();
        agreement.terms.scopes(&mut scopes);
        scopes.extend(agreement.fees.iter().map(|fee| (&fee.id, &fee.scope)));
        let minimums = agreement.billing.line_minimums.iter();
        scopes.extend(minimums.map(|minimum| (&minimum.id, &minimum.scope)));
        let vouchers = agreement.billing.vouchers.iter();
        scopes.extend(vouchers.map(|voucher| (&voucher.id, &voucher.scope)));
        let unused = scopes.into_iter().filter(|(_, scope)| has_none(scope));
        let unused = unused.map(|(id, _)| id);
        let rates = &agreement.billing.tax_rates;
        if rates.is_empty() {
            return unused.cloned().collect();
        }
        let by_scope = TaxRates::of(rates);
        let keys = charges.iter().map(|charge| charge.key(context));
        let used = keys.filter_map(|key| by_scope.on(&key));
        let used: BTreeSet<&TermId> = set_of(used.map(|rate| &rate.id));
        let rates = rates.iter().map(|rate| &rate.id);
        let rates = rates.filter(|id| !used.contains(id));
        unused.chain(rates).cloned().collect()
    }
}

/// An agreement of at most a discount on everything.
pub(super) struct Nothing<'a> {
    pub(super) usage: &'a Usage,
    pub(super) agreement: &'a Agreement,
}

impl Besides for Nothing<'_> {
    fn rules(&self) -> (TermChange, Rules) {
        (negotiate::discount, no_rules)
    }

    fn committed(&self, charges: Vec<Charge>) -> Result<Committed, Problems> {
        uncommitted(charges, self.usage)
    }

    fn negotiated(
        &self,
        charges: Vec<Charge>,
        context: Context<'_>,
    ) -> Result<Vec<Charge>, Problems> {
        let terms = &self.agreement.terms;
        if !has_later(terms) {
            return Ok(charges);
        }
        in_later_stages(
            (terms, negotiate::discount),
            charges,
            &BTreeSet::new(),
            context,
        )
    }

    fn without_charge(&self, charges: &[Charge], _: &Context<'_>) -> Vec<TermId> {
        let terms = self.agreement.terms.0.iter().filter(|_| charges.is_empty());
        terms.map(|term| term.id.clone()).collect()
    }
}
