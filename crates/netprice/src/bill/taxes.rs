//! The taxes of a bill, by rate.

use crate::agreement::billing::{TaxRate, TaxRates};
use crate::bill::draft::Draft;
use crate::bill::item::Item;
use crate::bill::line::BillLineKind;
use crate::book::rounding::{RoundingPolicy, TaxUnit};
use crate::book::tax::{Tax, TaxInclusion};
use crate::rating::ledger::{Sum, share_of};
use crate::value::money::Money;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

impl Draft<'_> {
    /// Adds the taxes by rate, and returns the tax in all and what showing it left over.
    ///
    /// A charge has the tax of the first rate whose scope it is in, or else the general one. The
    /// minimum of the bill has the general one; its maximum takes the same share off every charge but
    /// corrections.
    pub(super) fn tax(
        &mut self,
        general: Option<Tax>,
        rates: &[TaxRate],
    ) -> Result<(Money, Ratio), ValueProblem> {
        let mut taxed: Vec<(Tax, Vec<Ratio>)> = Vec::new();
        let mut add = |tax: Option<Tax>, amount: Ratio| {
            let Some(tax) = tax else { return };
            match taxed.iter_mut().find(|(known, _)| *known == tax) {
                Some((_, amounts)) => amounts.push(amount),
                None => taxed.push((tax, vec![amount])),
            }
        };
        let mut beside = self.beside.left_over;
        beside = beside.plus(self.beside.amount.amount().into())?;
        let mut share = Ratio::ONE;
        if beside.is_negative() {
            let counted = self.items.iter().filter(|item| !item.is_correction());
            let counted = counted.map(Item::exact).collect::<Result<Vec<_>, _>>()?;
            let counted = Sum::of(counted)?.get()?;
            if !counted.is_zero() {
                share = counted.plus(beside)?.over(counted)?;
                beside = Ratio::ZERO;
            }
        }
        let rates = TaxRates::of(rates);
        let is_taxed = general.is_some() || !rates.is_empty();
        for item in self.items.iter().filter(|_| is_taxed) {
            let own = rates.on(&item.first.key(&self.context));
            let tax = own.map_or(general, |rate| Some(rate.tax));
            let exact = item.exact()?;
            let amount = if item.is_correction() {
                exact
            } else {
                share_of(exact, share)?
            };
            add(tax, amount);
        }
        if !beside.is_zero() || self.items.is_empty() {
            add(general, beside);
        }
        let mut all = Money::zero(self.currency);
        let mut left_over = Ratio::ZERO;
        for (tax, amounts) in taxed {
            let exact = tax_on(tax, &amounts, self.policy)?;
            let amount = Money::of(exact, self.currency)?;
            all = all.plus(amount)?;
            if tax.listed == TaxInclusion::BeforeTax {
                self.add(BillLineKind::Tax(tax.percent), amount);
                left_over = left_over.plus(exact)?.minus(amount.amount().into())?;
            }
        }
        Ok((all, left_over))
    }
}

/// The exact tax on amounts of one rate, rounded as the policy says.
fn tax_on(tax: Tax, amounts: &[Ratio], policy: RoundingPolicy) -> Result<Ratio, ValueProblem> {
    let rounded = |amount: Ratio| -> Result<Ratio, ValueProblem> {
        let exact = tax.of(amount)?;
        match policy.tax {
            Some(rounding) => Ok(exact.rounded(rounding)?.into()),
            None => Ok(exact),
        }
    };
    match policy.tax_on {
        TaxUnit::Bill => rounded(Sum::of(amounts.iter().copied())?.get()?),
        TaxUnit::Charge => {
            let taxes = amounts.iter().map(|amount| rounded(*amount));
            let taxes: Vec<Ratio> = taxes.collect::<Result<_, ValueProblem>>()?;
            Sum::of(taxes)?.get()
        }
    }
}
