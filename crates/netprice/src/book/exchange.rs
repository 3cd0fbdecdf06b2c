//! Dated exchange rates, and the exact rate between two currencies.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::problem::{Known, Located, Problem};
use crate::value::day::{AsOf, Day};
use crate::value::decimal::NonNegative;
use crate::value::limits::{FIXINGS, at_most};
use crate::value::money::{Currency, Money};
use crate::value::path::Path;
use crate::value::ratio::Ratio;
use crate::value::text::unique_keys;

/// Exchange rates of one day: the units of each currency that one unit of the base currency buys.
///
/// The base currency needs no rate. The rate between two other currencies is the rate of `to` ÷ the
/// rate of `from`, exactly: at 7.2 CNY a USD, 3,094.20 CNY are 429.75 USD.
///
/// A single fixing holds on every day, and is shown with its own. A series holds from its first day.
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
    /// Later fixings, in ascending order of their days, all after `as_of`.
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
    /// The rates of the last fixing on or before a day.
    ///
    /// # Errors
    /// For several fixings: those of their order (see [`ExchangeRates::exchange`]), [`Problem::NoDay`]
    /// without a day, and [`Problem::NoRateYet`] for a day before the first fixing, at `later`.
    pub fn on(&self, day: Option<Day>) -> Result<Cow<'_, Self>, Located> {
        let later = self.fixing(day)?;
        if self.later.is_empty() {
            return Ok(Cow::Borrowed(self));
        }
        let (as_of, rates) = self.fixed(later);
        Ok(Cow::Owned(Self {
            source: self.source.clone(),
            base: self.base,
            as_of,
            rates: rates.clone(),
            later: Vec::new(),
        }))
    }

    /// How one currency is exchanged into another on a day; `None` if they are the same.
    ///
    /// # Errors
    /// [`Problem::DayDescends`] at `later[n].as_of` for a fixing that does not follow the one before,
    /// and those of [`ExchangeRates::on`]. At the currency of a fixing, such as `rates.CNY` or
    /// `later[0].rates.CNY`: [`Problem::NoExchangeRate`], [`Problem::ZeroRate`],
    /// [`Problem::BaseRate`], and [`Problem::NotDecimal`] for a currency whose minor unit is a fifth.
    ///
    /// ```
    /// use netprice::book::exchange::ExchangeRates;
    /// let rates = ExchangeRates {
    ///     source: "ECB".into(),
    ///     as_of: "2026-10-30".parse()?,
    ///     base: "EUR".parse()?,
    ///     rates: [("USD".parse()?, "1.2".parse()?), ("CNY".parse()?, "8".parse()?)].into(),
    ///     later: vec![],
    /// };
    /// let rate = |from: &str, to: &str| -> Result<String, netprice::Problems> {
    ///     let exchange = rates.exchange(from.parse()?, to.parse()?, None)?;
    ///     Ok(exchange.map_or("1".into(), |exchange| exchange.rate.to_string()))
    /// };
    /// assert_eq!(rate("USD", "CNY")?, "20/3"); // 8 ÷ 1.2
    /// assert_eq!(rate("USD", "USD")?, "1");
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn exchange(
        &self,
        from: Currency,
        to: Currency,
        day: Option<Day>,
    ) -> Result<Option<Exchange>, Located> {
        self.in_order()?;
        if from == to {
            return Ok(None);
        }
        let later = self.fixing(day)?;
        let (as_of, rates) = self.fixed(later);
        let at = |currency: Currency| {
            let fixing = match later {
                Some(later) => Path::from("later").index(later).field("rates"),
                None => Path::from("rates"),
            };
            fixing.key(currency)
        };
        if rates.contains_key(&self.base) {
            return Err(Problem::BaseRate { value: self.base }.at(at(self.base)));
        }
        let per_base = |currency: Currency| {
            let rate = self.per_base(rates, currency);
            rate.map_err(|problem| problem.at(at(currency)))
        };
        let rate = per_base(to)?.over(per_base(from)?);
        Ok(Some(Exchange {
            from,
            to,
            rate: rate.map_err(|problem| problem.at(at(to)))?,
            source: self.source.clone(),
            as_of,
        }))
    }

    /// What is wrong with any fixing for an exchange between two currencies.
    pub(crate) fn problem(&self, from: Currency, to: Currency) -> Option<Located> {
        let days = self.later.iter().map(|later| later.as_of);
        let first = Day::try_from(self.as_of.earliest()).ok();
        let mut days = first.into_iter().chain(days);
        days.find_map(|day| self.exchange(from, to, Some(day)).err())
    }

    /// The position among the later fixings of the one that holds on a day; `None` for the first.
    fn fixing(&self, day: Option<Day>) -> Result<Option<usize>, Located> {
        self.in_order()?;
        if self.later.is_empty() {
            return Ok(None);
        }
        let day = day.ok_or_else(|| Problem::NoDay.at("later"))?;
        if day.date() < self.as_of.earliest() {
            let (value, from) = (day.to_string(), self.as_of.earliest().to_string());
            return Err(Problem::NoRateYet { value, from }.at("as_of"));
        }
        let after = self.later.partition_point(|later| later.as_of <= day);
        Ok(after.checked_sub(1))
    }

    /// Refuses a fixing that does not follow the one before, and more of them than the limit.
    fn in_order(&self) -> Result<(), Located> {
        at_most(self.later.len(), FIXINGS).map_err(|problem| problem.at("later"))?;
        let mut before = self.as_of.latest();
        for (index, later) in self.later.iter().enumerate() {
            if later.as_of.date() <= before {
                let (value, before) = (later.as_of.to_string(), before.to_string());
                let problem = Problem::DayDescends { value, before };
                return Err(problem.at(Path::from("later").index(index).field("as_of")));
            }
            before = later.as_of.date();
        }
        Ok(())
    }

    /// The day and the rates of a fixing, given its position among the later ones.
    fn fixed(&self, later: Option<usize>) -> (AsOf, &BTreeMap<Currency, NonNegative>) {
        match later.and_then(|later| self.later.get(later)) {
            Some(later) => (later.as_of.into(), &later.rates),
            None => (self.as_of, &self.rates),
        }
    }

    fn per_base(
        &self,
        rates: &BTreeMap<Currency, NonNegative>,
        value: Currency,
    ) -> Result<Ratio, Problem> {
        if !value.is_decimal() {
            return Err(Problem::NotDecimal { value });
        }
        if value == self.base {
            return Ok(Ratio::ONE);
        }
        match rates.get(&value) {
            Some(rate) if rate.get().is_zero() => Err(Problem::ZeroRate { value }),
            Some(rate) => Ok(rate.get().into()),
            None => Err(Problem::NoExchangeRate {
                value,
                known: Known::first(std::iter::once(&self.base).chain(rates.keys())),
            }),
        }
    }
}

/// The exchange rate of a conversion, with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The currency converted from.
    pub from: Currency,
    /// The currency converted to.
    pub to: Currency,
    /// How many units of `to` one unit of `from` buys, exactly; a rate that no decimal holds, such as
    /// 1 ÷ 7.2, is written as the ratio `5/36`, and shown with `{:.12}`.
    pub rate: Ratio,
    /// The publisher of the rate.
    pub source: String,
    /// The day of the fixing.
    pub as_of: AsOf,
}

impl Exchange {
    /// The amount times the rate, rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`](crate::value::problem::ValueProblem::TooLarge).
    pub fn of(&self, money: Money) -> Result<Money, Problem> {
        Ok(Money::of(self.rate.times(money.exact())?, self.to)?)
    }
}

/// Converts an amount at the rates of a day, rounded half-even to 12 decimals; an amount already in
/// `to` stays unchanged.
///
/// # Errors
/// Those of [`ExchangeRates::exchange`].
pub fn in_money(
    money: Money,
    to: Currency,
    rates: &ExchangeRates,
    day: Option<Day>,
) -> Result<Money, Located> {
    match rates.exchange(money.currency(), to, day)? {
        Some(exchange) => exchange.of(money).map_err(|problem| problem.at("rates")),
        None => Ok(money),
    }
}
