//! What an agreement has besides terms: commitments, fees, and the rules of its bill.
//!
//! [`quote_of_terms`](super::quote_of_terms) does without it, so that a program can load it later.

use crate::agreement::Agreement;
use crate::agreement::fee;
use crate::agreement::scope::ScopeNames;
use crate::bill::amount_due::{AllRules, BillRules, NoRules, undated};
use crate::book::price_book::PriceBook;
use crate::problem::{Located, Problems};
use crate::rating::charge::{Charge, OneOff};
use crate::rating::commit::{Committed, apply_commitments, meet_promises, uncommitted};
use crate::rating::context::Context;
use crate::rating::fee::fee_charges;
use crate::usage::Usage;

/// The steps of a quote besides terms.
pub(super) trait Besides {
    /// The problems of the fees.
    fn of_fees(&self, book: &PriceBook, names: &ScopeNames<'_>) -> Vec<Located>;

    /// The problems of the terms of the bill.
    fn of_billing(&self, book: &PriceBook, usage: &Usage, names: &ScopeNames<'_>) -> Vec<Located>;

    /// The problems of the commitments.
    fn of_commitments(&self, book: &PriceBook, names: &ScopeNames<'_>) -> Vec<Located>;

    /// The charges after commitments.
    fn committed(
        &self,
        charges: Vec<Charge>,
        book: &PriceBook,
        usage: &Usage,
    ) -> Result<Committed, Problems>;

    /// The charges after the promises that count fees.
    fn promised(
        &self,
        committed: Committed,
        book: &PriceBook,
        usage: &Usage,
    ) -> Result<Committed, Problems>;

    /// The charges for fees and corrections.
    fn further(&self, charges: &[Charge], context: &Context<'_>) -> Result<Vec<Charge>, Problems>;

    /// The rules of the bill.
    fn rules(&self) -> &dyn BillRules;
}

impl Besides for Agreement {
    fn of_fees(&self, book: &PriceBook, names: &ScopeNames<'_>) -> Vec<Located> {
        fee::problems(&self.fees, &self.terms, book.currency, names)
    }

    fn of_billing(&self, book: &PriceBook, usage: &Usage, names: &ScopeNames<'_>) -> Vec<Located> {
        let mut problems = self.billing.problems(book.currency, names);
        problems.extend(undated(&self.billing, usage.day));
        problems
    }

    fn of_commitments(&self, book: &PriceBook, names: &ScopeNames<'_>) -> Vec<Located> {
        self.commitments.problems(book, names)
    }

    fn committed(
        &self,
        charges: Vec<Charge>,
        book: &PriceBook,
        usage: &Usage,
    ) -> Result<Committed, Problems> {
        apply_commitments(charges, book, usage, &self.commitments)
    }

    fn promised(
        &self,
        committed: Committed,
        book: &PriceBook,
        usage: &Usage,
    ) -> Result<Committed, Problems> {
        meet_promises(committed, book, usage, &self.commitments)
    }

    fn further(&self, charges: &[Charge], context: &Context<'_>) -> Result<Vec<Charge>, Problems> {
        let mut further = fee_charges(&self.fees, charges, context)?;
        let corrections = self.billing.corrections.iter();
        further.extend(corrections.map(|correction| Charge::OneOff(OneOff::from(correction))));
        Ok(further)
    }

    fn rules(&self) -> &dyn BillRules {
        &AllRules
    }
}

/// An agreement of terms alone.
pub(super) struct Nothing;

impl Besides for Nothing {
    fn of_fees(&self, _: &PriceBook, _: &ScopeNames<'_>) -> Vec<Located> {
        Vec::new()
    }

    fn of_billing(&self, _: &PriceBook, _: &Usage, _: &ScopeNames<'_>) -> Vec<Located> {
        Vec::new()
    }

    fn of_commitments(&self, _: &PriceBook, _: &ScopeNames<'_>) -> Vec<Located> {
        Vec::new()
    }

    fn committed(
        &self,
        charges: Vec<Charge>,
        _: &PriceBook,
        usage: &Usage,
    ) -> Result<Committed, Problems> {
        uncommitted(charges, usage)
    }

    fn promised(
        &self,
        committed: Committed,
        _: &PriceBook,
        _: &Usage,
    ) -> Result<Committed, Problems> {
        Ok(committed)
    }

    fn further(&self, _: &[Charge], _: &Context<'_>) -> Result<Vec<Charge>, Problems> {
        Ok(Vec::new())
    }

    fn rules(&self) -> &dyn BillRules {
        &NoRules
    }
}
