//! The growth of traffic at which another tariff becomes the cheapest.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::bandwidth::tariff::{Metered, Tariff};
use crate::book::exchange::{ExchangeRates, in_money};
use crate::book::price::PriceModel;
use crate::problem::Problem;
use crate::value::id::TariffId;
use crate::value::money::{Currency, Money};

/// The growth at which another tariff becomes the cheapest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overtaken {
    /// The grown traffic in percent of today's: 130 for 30% more.
    pub percent: u32,
    /// The tariff that is cheapest at this growth.
    pub by: TariffId,
}

/// A tariff or a contract, and its cost after the traffic grew.
pub struct GrowingCost<'a> {
    /// Its id.
    pub id: &'a TariffId,
    /// The cost after the traffic grew to a percentage of its size, in one currency for all.
    pub cost: Box<dyn Fn(u32) -> Result<Money, Problem> + 'a>,
    /// Whether more traffic never costs less.
    pub is_rising: bool,
}

impl<'a> GrowingCost<'a> {
    /// The cost of growing traffic under a tariff, from the figures that it metered.
    ///
    /// The cost has the errors of [`Tariff::price`], [`Problem::NoExchangeRate`] and [`Problem::ZeroRate`].
    #[must_use]
    pub fn of(
        id: &'a TariffId,
        tariff: &'a Tariff,
        metered: &'a Metered,
        to: Currency,
        rates: &'a ExchangeRates,
    ) -> Self {
        let cost = move |percent| {
            let cost = tariff.price(metered, percent)?.cost;
            in_money(cost, to, rates, None).map_err(|located| located.problem)
        };
        Self {
            id,
            cost: Box::new(cost),
            is_rising: is_rising(&tariff.price),
        }
    }

    fn at(&self, percent: u32) -> Result<Decimal, Problem> {
        Ok((self.cost)(percent)?.amount())
    }
}

/// Whether more of a quantity never costs less; the tier that sets the price of all units can be cheaper.
fn is_rising(price: &PriceModel) -> bool {
    match price {
        PriceModel::Flat(_) | PriceModel::Graduated(_) => true,
        PriceModel::AllUnits(_) => false,
        PriceModel::ByTimeOfDay(windows) => windows.iter().all(|window| is_rising(&window.price)),
    }
}

/// Finds the smallest growth, up to tenfold, at which another tariff is cheaper than today's cheapest, which
/// is the first given; `None` if there is none.
///
/// All samples grow by the same factor. Costs jump at whole Mbps and at tier bounds, so growth is evaluated
/// in steps: each percent up to double, each fifth percent above. Growth between two steps is not evaluated.
///
/// # Errors
/// Those of the costs at the growths that decide.
pub fn overtaken(ranked: &[GrowingCost<'_>]) -> Result<Option<Overtaken>, Problem> {
    const DOUBLE: u32 = 200;
    const TENFOLD: u32 = 1_000;
    let Some((first, others)) = ranked.split_first() else {
        return Ok(None);
    };
    let by_one = 101..=DOUBLE;
    let by_five = (DOUBLE..=TENFOLD).step_by(5).skip(1);
    let steps: Vec<u32> = by_one.chain(by_five).collect();
    let mut found: Option<(u32, Decimal, &TariffId)> = None;
    for other in others {
        // A later growth than that of a tariff before does not matter.
        let until = found.map_or(TENFOLD, |(percent, _, _)| percent);
        let before = steps.iter().filter(|percent| **percent <= until).count();
        let steps = steps.get(..before).unwrap_or_default();
        let Some(percent) = first_below(first, other, steps)? else {
            continue;
        };
        let cost = other.at(percent)?;
        if found.is_none_or(|(at, least, _)| (percent, cost) < (at, least)) {
            found = Some((percent, cost, other.id));
        }
    }
    Ok(found.map(|(percent, _, by)| Overtaken {
        percent,
        by: by.clone(),
    }))
}

/// The first of some rising growths at which another tariff is cheaper than the first.
///
/// Where costs only rise, the other is not cheaper within a span at whose start it costs what the first costs
/// at its end; a span that this does not decide is halved.
fn first_below(
    first: &GrowingCost<'_>,
    other: &GrowingCost<'_>,
    steps: &[u32],
) -> Result<Option<u32>, Problem> {
    let (Some(start), Some(end)) = (steps.first(), steps.last()) else {
        return Ok(None);
    };
    if start == end {
        let is_below = other.at(*start)? < first.at(*start)?;
        return Ok(is_below.then_some(*start));
    }
    if first.is_rising && other.is_rising {
        let bounds = (other.at(*start), first.at(*end));
        if matches!(bounds, (Ok(least), Ok(most)) if least >= most) {
            return Ok(None);
        }
    }
    let (left, right) = steps.split_at(steps.len().div_euclid(2));
    match first_below(first, other, left)? {
        Some(percent) => Ok(Some(percent)),
        None => first_below(first, other, right),
    }
}
