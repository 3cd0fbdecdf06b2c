//! Step 5: one currency, once, at a dated rate.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::decimal::{self, Amount};
use crate::error::{PricingError, PricingErrors, Problem, R};
use crate::money::{Currency, Money};
use crate::published::AsOf;
use crate::quote::{Costs, Quote, Total};
use crate::tax::{Footing, Listed, Tax};
use crate::text::unique_keys;

/// How many units of each currency one unit of a base currency buys, on a day.
///
/// The base itself needs no rate. A rate between two others is `to ÷ from`, rounded half-even
/// to 12 decimals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExchangeRates {
    /// Who fixed them.
    pub source: String,
    /// The day of the fixing.
    pub as_of: AsOf,
    /// The currency of which one unit is bought with.
    pub base: Currency,
    /// What it buys of each other.
    #[serde(deserialize_with = "unique_keys")]
    pub rates: BTreeMap<Currency, Amount>,
}

impl ExchangeRates {
    /// How many units of `to` one unit of `from` buys.
    ///
    /// # Errors
    /// [`Problem::NoExchangeRate`], [`Problem::ZeroRate`] and [`Problem::BaseRate`].
    ///
    /// ```
    /// use netprice::convert::ExchangeRates;
    /// use netprice::decimal::print;
    /// let rates = ExchangeRates {
    ///     source: "ECB".into(),
    ///     as_of: "2026-10-30".parse()?,
    ///     base: "EUR".parse()?,
    ///     rates: [("USD".parse()?, "1.25".parse()?), ("CNY".parse()?, "8".parse()?)].into(),
    /// };
    /// assert_eq!(print(rates.rate("USD".parse()?, "CNY".parse()?)?), "6.4"); // 8 ÷ 1.25
    /// assert_eq!(print(rates.rate("USD".parse()?, "USD".parse()?)?), "1");
    /// # Ok::<(), netprice::error::Problem>(())
    /// ```
    pub fn rate(&self, from: Currency, to: Currency) -> R<rust_decimal::Decimal> {
        if from == to {
            return Ok(rust_decimal::Decimal::ONE);
        }
        decimal::over(self.per_base(to)?, self.per_base(from)?)
    }

    fn per_base(&self, currency: Currency) -> R<rust_decimal::Decimal> {
        if currency == self.base {
            return Ok(rust_decimal::Decimal::ONE);
        }
        match self.rates.get(&currency) {
            Some(rate) if rate.get().is_zero() => Err(Problem::ZeroRate { value: currency }),
            Some(rate) => Ok(rate.get()),
            None => Err(Problem::NoExchangeRate {
                value: currency,
                known: std::iter::once(self.base)
                    .chain(self.rates.keys().copied())
                    .collect(),
            }),
        }
    }
}

/// A quote and its costs in a currency to compare in.
///
/// The quote keeps its own currency and its steps, so nothing that was published is overwritten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConvertedQuote {
    /// The quote as it was made.
    pub quote: Quote,
    /// The conversion; `None` if the quote is in the currency already.
    pub exchange: Option<Exchange>,
    /// The tax that was put on or taken off to reach the footing; `None` where nothing was.
    pub tax: Option<Tax>,
    /// The costs of each charge of the quote, in its order, in the currency compared in.
    pub costs: Vec<Costs>,
    /// The sum of those costs.
    pub total: Total,
}

/// The rate of a conversion and where it is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exchange {
    /// The currency converted from.
    pub from: Currency,
    /// The currency converted to.
    pub to: Currency,
    /// How many units of `to` one unit of `from` buys.
    pub rate: Amount,
    /// Who fixed it.
    pub source: String,
    /// The day of the fixing.
    pub as_of: AsOf,
}

/// Converts a quote's costs into a currency, once.
///
/// Each cost of each charge is put on the footing asked for ([`Tax::on`]), then multiplied by the rate and rounded half-even to 12 decimals; the
/// total is the sum of those. Converting into the quote's own currency changes nothing and needs
/// no rate.
///
/// # Errors
/// [`Problem::NoExchangeRate`] and [`Problem::ZeroRate`] at `exchange_rates.CODE`, [`Problem::NoTax`] at `price_book.tax` for a footing
/// that needs it, and
/// [`Problem::TooLarge`] at `total` beyond 28 digits.
pub fn convert(
    quote: &Quote,
    to: Currency,
    rates: &ExchangeRates,
    footing: Footing,
) -> Result<ConvertedQuote, PricingErrors> {
    let at_rates = |problem: Problem| -> PricingErrors {
        let mut code = String::new();
        if let Problem::NoExchangeRate { value, .. }
        | Problem::ZeroRate { value }
        | Problem::BaseRate { value } = &problem
        {
            code = format!(".{value}");
        }
        let field = format!("exchange_rates{code}");
        problem.at(field).into()
    };
    let at_total = |problem: Problem| -> PricingErrors { problem.at("total").into() };
    let exchange = exchange(quote.currency, to, rates).map_err(at_rates)?;
    let tax = tax_step(quote, footing)?;
    let costs = quote
        .charges
        .iter()
        .map(|charge| in_currency(on_footing(charge.costs, tax, footing)?, exchange.as_ref()))
        .collect::<R<Vec<Costs>>>()
        .map_err(at_total)?;
    let sum = Costs::sum(to, costs.iter().copied()).map_err(at_total)?;
    Ok(ConvertedQuote {
        quote: quote.clone(),
        total: Total::of(sum, quote.unpriced.is_empty()),
        exchange,
        tax,
        costs,
    })
}

/// The tax that a footing puts on or takes off.
fn tax_step(quote: &Quote, footing: Footing) -> Result<Option<Tax>, PricingErrors> {
    match (footing, quote.tax) {
        (Footing::AsListed, _) => Ok(None),
        (Footing::BeforeTax | Footing::WithTax, None) => {
            Err(Problem::NoTax.at("price_book.tax").into())
        }
        (Footing::BeforeTax, Some(tax)) => {
            Ok(Some(tax).filter(|tax| tax.listed == Listed::WithTax))
        }
        (Footing::WithTax, Some(tax)) => {
            Ok(Some(tax).filter(|tax| tax.listed == Listed::BeforeTax))
        }
    }
}

fn on_footing(costs: Costs, tax: Option<Tax>, footing: Footing) -> R<Costs> {
    let Some(tax) = tax else {
        return Ok(costs);
    };
    Ok(Costs {
        list: tax.on(footing, costs.list)?,
        contracted: tax.on(footing, costs.contracted)?,
        effective: tax.on(footing, costs.effective)?,
    })
}

fn exchange(from: Currency, to: Currency, rates: &ExchangeRates) -> R<Option<Exchange>> {
    if from == to {
        return Ok(None);
    }
    let rate = rates.rate(from, to)?;
    Ok(Some(Exchange {
        from,
        to,
        rate: Amount::new(rate)?,
        source: rates.source.clone(),
        as_of: rates.as_of,
    }))
}

/// An amount in another currency, rounded half-even to 12 decimals; in its own it is as it was.
///
/// # Errors
/// [`Problem::NoExchangeRate`], [`Problem::ZeroRate`], [`Problem::TooLarge`].
pub fn in_money(money: Money, to: Currency, rates: &ExchangeRates) -> R<Money> {
    match money.currency() == to {
        true => Ok(money),
        false => times_rate(money, to, rates.rate(money.currency(), to)?),
    }
}

fn times_rate(money: Money, to: Currency, rate: rust_decimal::Decimal) -> R<Money> {
    Ok(Money::new(decimal::times(money.amount(), rate)?, to))
}

fn in_currency(costs: Costs, exchange: Option<&Exchange>) -> R<Costs> {
    let Some(exchange) = exchange else {
        return Ok(costs);
    };
    let convert = |money: Money| times_rate(money, exchange.to, exchange.rate.get());
    Ok(Costs {
        list: convert(costs.list)?,
        contracted: convert(costs.contracted)?,
        effective: convert(costs.effective)?,
    })
}

impl From<PricingErrors> for Vec<PricingError> {
    fn from(errors: PricingErrors) -> Self {
        errors.0
    }
}
