//! The conversion of quotes into one currency and onto one tax basis, once, at a dated rate.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::book::tax::{Tax, TaxBasis, TaxInclusion};
use crate::problem::{Known, Located, Problem, Problems};
use crate::quote::Quote;
use crate::rating::charge::{Charge, Costs, Total};
use crate::rating::ledger::Ledger;
use crate::value::day::AsOf;
use crate::value::decimal::{self, NonNegative};
use crate::value::money::{Currency, Money};
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;
use crate::value::text::unique_keys;

/// Exchange rates of one day: the units of each currency that one unit of the base currency buys.
///
/// The base currency needs no rate. The rate between two other currencies is the rate of `to` ÷ the
/// rate of `from`, rounded half-even to 12 decimals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExchangeRates {
    /// The publisher of the rates, such as `ECB`.
    pub source: String,
    /// The day of the fixing.
    pub as_of: AsOf,
    /// The currency of which one unit is exchanged.
    pub base: Currency,
    /// The units of each other currency that one unit of the base currency buys.
    #[serde(deserialize_with = "unique_keys")]
    pub rates: BTreeMap<Currency, NonNegative>,
}

impl ExchangeRates {
    /// How many units of `to` one unit of `from` buys.
    ///
    /// # Errors
    /// [`Problem::NoExchangeRate`], [`Problem::ZeroRate`], [`Problem::BaseRate`], [`Problem::NotDecimal`] for a currency whose
    /// minor unit is a fifth, and [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::comparison::convert::ExchangeRates;
    /// use netprice::value::decimal::print;
    /// let rates = ExchangeRates {
    ///     source: "ECB".into(),
    ///     as_of: "2026-10-30".parse()?,
    ///     base: "EUR".parse()?,
    ///     rates: [("USD".parse()?, "1.25".parse()?), ("CNY".parse()?, "8".parse()?)].into(),
    /// };
    /// assert_eq!(print(rates.rate("USD".parse()?, "CNY".parse()?)?), "6.4"); // 8 ÷ 1.25
    /// assert_eq!(print(rates.rate("USD".parse()?, "USD".parse()?)?), "1");
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn rate(&self, from: Currency, to: Currency) -> Result<Decimal, Problem> {
        if from == to {
            return Ok(Decimal::ONE);
        }
        if self.rates.contains_key(&self.base) {
            return Err(Problem::BaseRate { value: self.base });
        }
        if let Some(value) = [from, to]
            .into_iter()
            .find(|currency| !currency.is_decimal())
        {
            return Err(Problem::NotDecimal { value });
        }
        Ok(decimal::over(self.per_base(to)?, self.per_base(from)?)?)
    }

    fn per_base(&self, currency: Currency) -> Result<Decimal, Problem> {
        if currency == self.base {
            return Ok(Decimal::ONE);
        }
        match self.rates.get(&currency) {
            Some(rate) if rate.get().is_zero() => Err(Problem::ZeroRate { value: currency }),
            Some(rate) => Ok(rate.get()),
            None => Err(Problem::NoExchangeRate {
                value: currency,
                known: Known::first(std::iter::once(&self.base).chain(self.rates.keys())),
            }),
        }
    }
}

/// A quote with its costs in the currency and on the tax basis of a comparison.
///
/// The quote keeps its own currency and steps, so published figures are never overwritten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConvertedQuote {
    /// The quote before the conversion.
    pub quote: Quote,
    /// The exchange rate used; `None` if the quote already has the currency of the comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Exchange>,
    /// The tax that was added or removed to reach the tax basis; `None` if none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Tax>,
    /// The converted costs of each charge, in the order of the quote's charges.
    pub costs: Vec<Costs>,
    /// The sum of the converted costs.
    pub total: Total,
    /// The converted amount due; `None` while a price is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_due: Option<Money>,
}

impl ConvertedQuote {
    /// Each charge of the quote with its converted costs.
    pub fn charges(&self) -> impl Iterator<Item = (&Charge, Costs)> {
        self.quote.charges.iter().zip(self.costs.iter().copied())
    }
}

/// The exchange rate of a conversion, with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The currency converted from.
    pub from: Currency,
    /// The currency converted to.
    pub to: Currency,
    /// How many units of `to` one unit of `from` buys.
    pub rate: NonNegative,
    /// The publisher of the rate.
    pub source: String,
    /// The day of the fixing.
    pub as_of: AsOf,
}

/// Converts a quote's costs and its amount due into a currency, once.
///
/// Each cost of each charge is put on the requested tax basis, multiplied by the rate and rounded
/// once, to 12 decimals; what this leaves over goes to the next charge, so that the charges add up to
/// the rounded total. The amount due
/// is multiplied by the rate, without a change of tax basis. Converting into the quote's own
/// currency changes nothing and needs no rate.
///
/// # Errors
/// [`Problem::NoExchangeRate`] and [`Problem::ZeroRate`] at `exchange_rates.CODE`, [`Problem::NoTax`]
/// at `tax` for a tax basis that needs it, and [`ValueProblem::TooLarge`] at `total`.
pub fn convert(
    quote: Quote,
    to: Currency,
    rates: &ExchangeRates,
    basis: TaxBasis,
) -> Result<ConvertedQuote, Problems> {
    let exchange = exchange(quote.currency, to, rates).map_err(at_rates)?;
    let tax = tax_step(&quote, basis)?;
    let converted = || -> Result<(Vec<Costs>, Costs, Option<Money>), Problem> {
        let costs = quote.charges.iter().map(Charge::costs);
        let costs = match factor(tax, basis, exchange.as_ref())? {
            Some(factor) => times_factor(costs, factor, to)?,
            None => costs.collect(),
        };
        let sum = Costs::sum(to, costs.iter().copied())?;
        let due = quote.bill.as_ref().map(|bill| bill.amount_due);
        let due = due.map(|due| in_money(due, to, rates)).transpose()?;
        Ok((costs, sum, due))
    };
    let (costs, sum, amount_due) = converted().map_err(|problem| problem.at("total"))?;
    Ok(ConvertedQuote {
        total: Total::of(sum, quote.unpriced.is_empty()),
        quote,
        exchange,
        tax,
        costs,
        amount_due,
    })
}

/// Locates a problem of the exchange rates at the currency that it names.
fn at_rates(problem: Problem) -> Located {
    let mut path = Path::from("exchange_rates");
    if let Problem::NoExchangeRate { value, .. }
    | Problem::ZeroRate { value }
    | Problem::NotDecimal { value }
    | Problem::BaseRate { value } = &problem
    {
        path = path.key(value);
    }
    problem.at(path)
}

/// The tax that has to be added or removed to reach a tax basis.
fn tax_step(quote: &Quote, basis: TaxBasis) -> Result<Option<Tax>, Located> {
    match (basis, quote.tax) {
        (TaxBasis::AsListed, _) => Ok(None),
        (TaxBasis::BeforeTax | TaxBasis::WithTax, None) => Err(Problem::NoTax.at("tax")),
        (TaxBasis::BeforeTax, Some(tax)) => {
            Ok(Some(tax).filter(|tax| tax.listed == TaxInclusion::WithTax))
        }
        (TaxBasis::WithTax, Some(tax)) => {
            Ok(Some(tax).filter(|tax| tax.listed == TaxInclusion::BeforeTax))
        }
    }
}

/// The number by which every cost is multiplied; `None` if nothing changes.
fn factor(
    tax: Option<Tax>,
    basis: TaxBasis,
    exchange: Option<&Exchange>,
) -> Result<Option<Ratio>, ValueProblem> {
    let share = tax.map(|tax| tax.share(basis)).transpose()?;
    let rate = exchange.map(|exchange| Ratio::from(exchange.rate.get()));
    match (share, rate) {
        (Some(share), Some(rate)) => share.times(rate).map(Some),
        (share, rate) => Ok(share.or(rate)),
    }
}

/// The costs times a factor, so that they add up to their rounded sum.
fn times_factor(
    costs: impl Iterator<Item = Costs>,
    factor: Ratio,
    to: Currency,
) -> Result<Vec<Costs>, ValueProblem> {
    let empty = Ledger::empty;
    let (mut list, mut contracted, mut effective) = (empty(), empty(), empty());
    let convert = |money: Money, ledger: &mut Ledger| -> Result<Money, ValueProblem> {
        let exact = factor.times(money.amount().into())?;
        Ok(Money::new(ledger.show(exact)?, to))
    };
    let converted = costs.map(|costs| {
        Ok(Costs {
            list: convert(costs.list, &mut list)?,
            contracted: convert(costs.contracted, &mut contracted)?,
            effective: convert(costs.effective, &mut effective)?,
        })
    });
    converted.collect()
}

fn exchange(
    from: Currency,
    to: Currency,
    rates: &ExchangeRates,
) -> Result<Option<Exchange>, Problem> {
    if from == to {
        return Ok(None);
    }
    let rate = rates.rate(from, to)?;
    Ok(Some(Exchange {
        from,
        to,
        rate: NonNegative::new(rate)?,
        source: rates.source.clone(),
        as_of: rates.as_of,
    }))
}

/// Converts an amount, rounded half-even to 12 decimals; an amount already in `to` stays unchanged.
///
/// # Errors
/// [`Problem::NoExchangeRate`], [`Problem::ZeroRate`], [`ValueProblem::TooLarge`].
pub fn in_money(money: Money, to: Currency, rates: &ExchangeRates) -> Result<Money, Problem> {
    if money.currency() == to {
        return Ok(money);
    }
    Ok(times_rate(money, to, rates.rate(money.currency(), to)?)?)
}

fn times_rate(money: Money, to: Currency, rate: Decimal) -> Result<Money, ValueProblem> {
    Ok(Money::new(decimal::times(money.amount(), rate)?, to))
}
