//! The conversion of quotes into one currency and onto one tax basis, once, at a dated rate.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::agreement::billing::TaxRates;
use crate::book::exchange::{Exchange, ExchangeRates};
use crate::book::tax::{Tax, TaxBasis, TaxInclusion};
use crate::problem::{Located, Problem, Problems};
use crate::quote::Quote;
use crate::rating::charge::{Charge, Costs, Total};
use crate::rating::ledger::Ledger;
use crate::value::day::Day;
use crate::value::money::{Currency, Money};
use crate::value::ordered::set_of;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// A quote with its costs in the currency and on the tax basis of a comparison.
///
/// The quote keeps its own currency and steps, so published figures are never overwritten.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConvertedQuote {
    /// The quote before the conversion.
    pub quote: Quote,
    /// The exchange rate used; `None` if the quote already has the currency of the comparison.
    pub exchange: Option<Exchange>,
    /// The exchange rates of the days of charges, where they differ from `exchange`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_day: BTreeMap<Day, Exchange>,
    /// The tax basis.
    #[serde(default)]
    pub tax_basis: TaxBasis,
    /// The general tax that was added or removed to reach the tax basis; `None` if none was. See
    /// [`ConvertedQuote::tax_step_of`] for the tax of a charge.
    pub tax: Option<Tax>,
    /// The converted costs of each charge, in the order of the quote's charges.
    pub costs: Vec<Costs>,
    /// The sum of the converted costs.
    pub total: Total,
    /// The converted amount due; `None` while a price is missing.
    pub amount_due: Option<Money>,
}

impl ConvertedQuote {
    /// Each charge of the quote with its converted costs.
    pub fn charges(&self) -> impl Iterator<Item = (&Charge, Costs)> {
        self.quote.charges.iter().zip(self.costs.iter().copied())
    }

    /// The exchange rate at which a charge is converted; `None` if it is not.
    #[must_use]
    pub fn exchange_of(&self, charge: &Charge) -> Option<&Exchange> {
        let day = charge.usage().and_then(|usage| usage.day);
        day.and_then(|day| self.by_day.get(&day))
            .or(self.exchange.as_ref())
    }

    /// The tax that was added to a charge or removed from it; `None` if none was.
    #[must_use]
    pub fn tax_step_of(&self, charge: &Charge) -> Option<Tax> {
        tax_step(self.quote.tax_of(charge), self.tax_basis)
            .ok()
            .flatten()
    }
}

/// Converts a quote's costs and its amount due into a currency, once.
///
/// Each exact cost of each charge is put on the requested tax basis by its own tax, multiplied by the rate
/// of its day and rounded once, to 12 decimals; what this leaves over goes to the next charge, so
/// that the charges add up to the rounded total. The amount due before the rounding of the bill is
/// multiplied by the rate of the day of the usage and rounded once, as the bill is, without a change
/// of tax basis. Converting into the quote's own currency changes nothing and needs no rate.
///
/// # Errors
/// Those of [`ExchangeRates::exchange`], with paths from `exchange_rates`;
/// [`Problem::NoTax`] at `tax` for a tax basis that needs it, and [`ValueProblem::TooLarge`] at
/// `total`.
pub fn convert(
    quote: Quote,
    to: Currency,
    rates: &ExchangeRates,
    basis: TaxBasis,
) -> Result<ConvertedQuote, Problems> {
    let on = |day: Option<Day>| {
        let exchange = rates.exchange(quote.currency, to, day);
        exchange.map_err(|located| located.under("exchange_rates"))
    };
    let exchange = on(quote.day)?;
    let mut by_day = BTreeMap::new();
    let days = quote.usage_charges().filter_map(|charge| charge.day);
    for day in set_of(days) {
        if let Some(other) = on(Some(day))?.filter(|other| Some(other) != exchange.as_ref()) {
            by_day.insert(day, other);
        }
    }
    let tax = match tax_step(quote.tax, basis) {
        // Each charge then needs a tax of its own.
        Err(_) if !quote.tax_rates.is_empty() => None,
        step => step?,
    };
    let mut converted = ConvertedQuote {
        total: Total::of(Costs::zero(to), quote.unpriced.is_empty()),
        quote,
        exchange,
        by_day,
        tax_basis: basis,
        tax,
        costs: Vec::new(),
        amount_due: None,
    };
    converted.costs = costs_in(&converted, to)?;
    let amounts = || -> Result<(Costs, Option<Money>), ValueProblem> {
        let sum = Costs::sum(to, converted.costs.iter().copied())?;
        let bill = converted.quote.bill.as_ref();
        let due = bill.map(|bill| match &converted.exchange {
            Some(exchange) => bill.paid_in(to, exchange.rate),
            None => Ok(bill.amount_due),
        });
        Ok((sum, due.transpose()?))
    };
    let (sum, amount_due) = amounts().map_err(|problem| problem.at("total"))?;
    converted.total = Total::of(sum, converted.quote.unpriced.is_empty());
    converted.amount_due = amount_due;
    Ok(converted)
}

/// The tax that has to be added or removed to reach a tax basis.
fn tax_step(tax: Option<Tax>, basis: TaxBasis) -> Result<Option<Tax>, Located> {
    let changes = |listed| Ok(tax.filter(|tax| tax.listed == listed));
    match (basis, tax) {
        (TaxBasis::AsListed, _) => Ok(None),
        (TaxBasis::BeforeTax | TaxBasis::WithTax, None) => Err(Problem::NoTax.at("tax")),
        (TaxBasis::BeforeTax, Some(_)) => changes(TaxInclusion::WithTax),
        (TaxBasis::WithTax, Some(_)) => changes(TaxInclusion::BeforeTax),
    }
}

/// The costs of the charges on the tax basis and in the currency, so that they add up to their
/// rounded sum.
fn costs_in(quote: &ConvertedQuote, to: Currency) -> Result<Vec<Costs>, Located> {
    let rates = TaxRates::of(&quote.quote.tax_rates);
    let (charges, mut factors) = (&quote.quote.charges, Vec::new());
    for charge in charges {
        let tax = tax_step(quote.quote.tax_by(&rates, charge), quote.tax_basis)?;
        let factor = factor(tax, quote.tax_basis, quote.exchange_of(charge));
        factors.push(factor.map_err(|problem| problem.at("total"))?);
    }
    if factors.iter().all(Option::is_none) {
        return Ok(charges.iter().map(Charge::costs).collect());
    }
    let mut ledgers = [Ledger::empty(); 4];
    let converted = charges.iter().zip(factors).map(|(charge, factor)| {
        let costs = times(charge, factor.unwrap_or(Ratio::ONE), to, &mut ledgers);
        costs.map_err(|problem| problem.at("total"))
    });
    converted.collect()
}

/// The number by which every cost is multiplied; `None` if nothing changes.
fn factor(
    tax: Option<Tax>,
    basis: TaxBasis,
    exchange: Option<&Exchange>,
) -> Result<Option<Ratio>, ValueProblem> {
    let share = tax.map(|tax| tax.share(basis)).transpose()?;
    let rate = exchange.map(|exchange| exchange.rate);
    match (share, rate) {
        (Some(share), Some(rate)) => share.times(rate).map(Some),
        (share, rate) => Ok(share.or(rate)),
    }
}

/// The exact costs of a charge times a factor, each as its ledger shows it.
fn times(
    charge: &Charge,
    factor: Ratio,
    to: Currency,
    [list, contracted, effective, billed]: &mut [Ledger; 4],
) -> Result<Costs, ValueProblem> {
    let (costs, left_over) = (charge.costs(), charge.left_over());
    let of_list = charge.usage().map(|usage| usage.list_left_over.get());
    let convert = |money: Money, ledger: &mut Ledger| -> Result<Money, ValueProblem> {
        // A cost that equals the effective or the list cost is the same exact amount.
        let left_over = match () {
            () if money == costs.effective => left_over,
            () if money == costs.list => of_list.unwrap_or_default(),
            () => Ratio::ZERO,
        };
        let exact = factor.times(money.exact().plus(left_over)?)?;
        Ok(Money::new(ledger.show(exact)?, to))
    };
    Ok(Costs {
        list: convert(costs.list, list)?,
        contracted: convert(costs.contracted, contracted)?,
        effective: convert(costs.effective, effective)?,
        billed: convert(costs.billed, billed)?,
    })
}
