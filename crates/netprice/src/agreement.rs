//! Agreements between a customer and a provider: terms, commitments, tax and billing.

pub mod billing;
pub mod commitment;
pub mod fee;
pub mod scope;
pub mod terms;

use serde::{Deserialize, Serialize};

use crate::agreement::billing::Billing;
use crate::agreement::commitment::{Commitment, Commitments};
use crate::agreement::fee::ShareFee;
use crate::agreement::terms::{PriceChange, Term, Terms};
use crate::book::tax::{Tax, TaxInclusion};
use crate::value::IntoValue;
use crate::value::decimal::NonNegative;
use crate::value::discount::Discount;
use crate::value::id::TermId;
use crate::value::money::Money;
use crate::value::problem::ValueProblem;

/// An agreement between a customer and a provider; the default is empty, so list prices apply.
///
/// ```
/// use netprice::Agreement;
/// let agreement = Agreement::default().with_discount("frame contract", "4.5折")?;
/// assert_eq!(agreement.terms.0.len(), 1);
/// assert!(Agreement::default().with_discount("frame contract", "45").is_err());
/// # Ok::<(), netprice::Problems>(())
/// ```
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Agreement {
    /// The negotiated price changes, in the order in which they apply within their
    /// [`Stage`](crate::agreement::terms::Stage).
    #[serde(skip_serializing_if = "Terms::is_empty")]
    pub terms: Terms,
    /// The commitments, which cover usage before the rest is charged on demand.
    #[serde(skip_serializing_if = "Commitments::is_default")]
    pub commitments: Commitments,
    /// The fees that are a share of the charges after all terms and commitments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<ShareFee>,
    /// The tax on the prices; overrides the tax of the price book.
    pub tax: Option<Tax>,
    /// The terms of the bill as a whole, such as minimums and vouchers.
    #[serde(skip_serializing_if = "Billing::is_nothing")]
    pub billing: Billing,
}

impl Agreement {
    /// Adds a discount on all charges, after the other terms.
    ///
    /// # Errors
    /// The conversion error of the name or the discount.
    pub fn with_discount(
        self,
        name: impl IntoValue<TermId>,
        discount: impl IntoValue<Discount>,
    ) -> Result<Self, ValueProblem> {
        let change = PriceChange::Pay(discount.into_value()?);
        Ok(self.with_term(Term::new(name.into_value()?, change)))
    }

    /// Sets the minimum of the bill, before vouchers and tax.
    ///
    /// # Errors
    /// The conversion error of the amount.
    pub fn with_minimum(mut self, amount: impl IntoValue<Money>) -> Result<Self, ValueProblem> {
        self.billing.minimum = Some(amount.into_value()?);
        Ok(self)
    }

    /// Sets a tax in percent on top of the prices, which overrides the tax of the price book.
    ///
    /// # Errors
    /// The conversion error of the percent.
    ///
    /// ```
    /// use netprice::{Agreement, PriceBook, Usage, quote};
    /// let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "0.2")?;
    /// let usage = Usage::default().with("servers", "vm", "10 Hours")?;
    /// let agreement = Agreement::default().with_minimum("100 USD")?.with_tax_on_top("6")?;
    /// let quote = quote(&book, &usage, &agreement)?;
    /// assert_eq!(quote.bill()?.amount_due.to_string(), "106 USD"); // 2 and 98 more, and 6% of 100
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn with_tax_on_top(
        mut self,
        percent: impl IntoValue<NonNegative>,
    ) -> Result<Self, ValueProblem> {
        self.tax = Some(Tax {
            percent: percent.into_value()?,
            listed: TaxInclusion::BeforeTax,
        });
        Ok(self)
    }

    /// Whether it has at most a discount on everything, and a tax: no other terms, no commitments, no fees,
    /// and no terms of the bill.
    #[must_use]
    pub fn is_of_discount(&self) -> bool {
        let is_pay = |term: &Term| matches!(term.change, PriceChange::Pay(_));
        let is_whole = |term: &Term| is_pay(term) && term.scope.is_everything() && !term.is_dated();
        let is_discount = self.terms.0.len() <= 1 && self.terms.0.iter().all(is_whole);
        let has_others = !self.commitments.is_empty() || !self.fees.is_empty();
        is_discount && !has_others && self.billing.is_nothing()
    }

    /// Whether it owes something even without usage: a commitment its fee, a bill its minimum or a
    /// correction, a support fee its minimum.
    #[must_use]
    pub fn owes_without_usage(&self) -> bool {
        !self.commitments.is_empty()
            || self.billing.minimum.is_some()
            || !self.billing.corrections.is_empty()
            || self.fees.iter().any(|fee| fee.at_least.is_some())
    }

    /// Adds a term, after the other terms.
    #[must_use]
    pub fn with_term(mut self, term: Term) -> Self {
        self.terms.0.push(term);
        self
    }

    /// Adds a commitment.
    #[must_use]
    pub fn with_commitment(mut self, commitment: Commitment) -> Self {
        self.commitments.held.push(commitment);
        self
    }
}
