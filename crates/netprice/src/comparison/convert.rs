//! The conversion of quotes into one currency and onto one tax basis, once, at a dated rate.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::agreement::billing::TaxRates;
use crate::book::tax::{Tax, TaxBasis, TaxInclusion};
use crate::problem::{Known, Located, Problem, Problems};
use crate::quote::Quote;
use crate::rating::charge::{Charge, Costs, Total};
use crate::rating::ledger::Ledger;
use crate::value::day::{AsOf, Day};
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
    /// Later fixings, in ascending order of their days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<LaterRates>,
}

/// The exchange rates of a later day: with 1.1 in January and 1.2 from 1 July, usage of June is
/// converted at 1.1 and usage of July at 1.2.
///
/// The example is computed by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaterRates {
    /// The day of the fixing, from which the rates apply.
    pub as_of: Day,
    /// The units of each other currency that one unit of the base currency buys.
    #[serde(deserialize_with = "unique_keys")]
    pub rates: BTreeMap<Currency, NonNegative>,
}

impl ExchangeRates {
    /// The rates of the last fixing on or before a day; of the first fixing for an earlier day.
    ///
    /// # Errors
    /// [`Problem::NoDay`] for several fixings and no day.
    pub fn on(&self, day: Option<Day>) -> Result<Cow<'_, Self>, Problem> {
        if self.later.is_empty() {
            return Ok(Cow::Borrowed(self));
        }
        let day = day.ok_or(Problem::NoDay)?;
        let holds = self.later.iter().filter(|later| later.as_of <= day);
        let last = holds.max_by_key(|later| later.as_of);
        let (as_of, rates) = match last {
            Some(later) => (later.as_of.into(), later.rates.clone()),
            None => (self.as_of, self.rates.clone()),
        };
        Ok(Cow::Owned(Self {
            source: self.source.clone(),
            base: self.base,
            as_of,
            rates,
            later: Vec::new(),
        }))
    }

    /// How many units of `to` one unit of `from` buys, at the first fixing.
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
    ///     later: vec![],
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
    /// The exchange rates of the days of charges, where they differ from `exchange`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_day: BTreeMap<Day, Exchange>,
    /// The tax basis.
    #[serde(default)]
    pub tax_basis: TaxBasis,
    /// The general tax that was added or removed to reach the tax basis; `None` if none was. See
    /// [`ConvertedQuote::tax_step_of`] for the tax of a charge.
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
/// Each cost of each charge is put on the requested tax basis by its own tax, multiplied by the rate
/// of its day and rounded once, to 12 decimals; what this leaves over goes to the next charge, so
/// that the charges add up to the rounded total. The amount due before the rounding of the bill is
/// multiplied by the rate of the day of the usage and rounded once, as the bill is, without a change
/// of tax basis. Converting into the quote's own currency changes nothing and needs no rate.
///
/// # Errors
/// [`Problem::NoExchangeRate`] and [`Problem::ZeroRate`] at `exchange_rates.CODE`,
/// [`Problem::NoDay`] at `exchange_rates.later` for a series and usage without a day,
/// [`Problem::NoTax`] at `tax` for a tax basis that needs it, and [`ValueProblem::TooLarge`] at
/// `total`.
pub fn convert(
    quote: Quote,
    to: Currency,
    rates: &ExchangeRates,
    basis: TaxBasis,
) -> Result<ConvertedQuote, Problems> {
    let exchange = exchange(quote.currency, to, rates, quote.day).map_err(at_rates)?;
    let mut by_day = BTreeMap::new();
    let days = quote.usage_charges().filter_map(|charge| charge.day);
    for day in days.collect::<BTreeSet<Day>>() {
        let other = self::exchange(quote.currency, to, rates, Some(day)).map_err(at_rates)?;
        if let Some(other) = other.filter(|other| Some(other) != exchange.as_ref()) {
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
            Some(exchange) => bill.paid_in(to, exchange.rate.get().into()),
            None => Ok(bill.amount_due),
        });
        Ok((sum, due.transpose()?))
    };
    let (sum, amount_due) = amounts().map_err(|problem| problem.at("total"))?;
    converted.total = Total::of(sum, converted.quote.unpriced.is_empty());
    converted.amount_due = amount_due;
    Ok(converted)
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
    if problem == Problem::NoDay {
        path = path.field("later");
    }
    problem.at(path)
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
    let mut ledgers = [Ledger::empty(); 4];
    let mut converted = Vec::with_capacity(quote.quote.charges.len());
    let mut is_changed = false;
    let rates = TaxRates::of(&quote.quote.tax_rates);
    for charge in &quote.quote.charges {
        let tax = tax_step(quote.quote.tax_by(&rates, charge), quote.tax_basis)?;
        let factor = factor(tax, quote.tax_basis, quote.exchange_of(charge));
        let factor = factor.map_err(|problem| problem.at("total"))?;
        is_changed |= factor.is_some();
        let costs = times(
            charge.costs(),
            factor.unwrap_or(Ratio::ONE),
            to,
            &mut ledgers,
        );
        converted.push(costs.map_err(|problem| problem.at("total"))?);
    }
    if is_changed {
        return Ok(converted);
    }
    Ok(quote.quote.charges.iter().map(Charge::costs).collect())
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

/// The costs times a factor, each as its ledger shows it.
fn times(
    costs: Costs,
    factor: Ratio,
    to: Currency,
    [list, contracted, effective, billed]: &mut [Ledger; 4],
) -> Result<Costs, ValueProblem> {
    let convert = |money: Money, ledger: &mut Ledger| -> Result<Money, ValueProblem> {
        let exact = factor.times(money.amount().into())?;
        Ok(Money::new(ledger.show(exact)?, to))
    };
    Ok(Costs {
        list: convert(costs.list, list)?,
        contracted: convert(costs.contracted, contracted)?,
        effective: convert(costs.effective, effective)?,
        billed: convert(costs.billed, billed)?,
    })
}

fn exchange(
    from: Currency,
    to: Currency,
    rates: &ExchangeRates,
    day: Option<Day>,
) -> Result<Option<Exchange>, Problem> {
    if from == to {
        return Ok(None);
    }
    let rates = rates.on(day)?;
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
