//! The comparison of tariffs for one month of traffic: ranking, capped samples, crossover.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::bandwidth::samples::{Sample, Samples};
use crate::bandwidth::tariff::{Metering, Tariff, TariffBill};
use crate::bandwidth::volume::gigabytes;
use crate::book::exchange::{ExchangeRates, in_money};
use crate::inverse::crossing::{Cheaper, crossings};
use crate::problem::Problem;
use crate::rating::context::BookTerms;
use crate::value::decimal::{self, NonNegative};
use crate::value::figure::Figure;
use crate::value::id::TariffId;
use crate::value::money::{Currency, Money};
use crate::value::problem::ValueProblem;

/// The ranking of the tariffs that can bill some traffic, and the problems of those that cannot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffComparison {
    /// The tariffs that can bill the traffic, cheapest first; equal costs keep the order given.
    pub ranked: Vec<TariffId>,
    /// The bill under each ranked tariff.
    pub bills: BTreeMap<TariffId, ConvertedBill>,
    /// The problem of each tariff that cannot bill the traffic.
    pub refused: BTreeMap<TariffId, Problem>,
}

/// A bill of traffic with its cost in the currency of the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConvertedBill {
    /// The bill in the tariff's own currency.
    pub bill: TariffBill,
    /// The cost in the currency of the comparison.
    pub cost: Money,
}

impl ConvertedBill {
    /// Bills traffic under a tariff and converts the cost once, rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// Those of [`Tariff::bill`], [`Problem::NoExchangeRate`] and [`Problem::ZeroRate`].
    pub fn of(
        tariff: &Tariff,
        samples: &Samples,
        to: Currency,
        rates: &ExchangeRates,
    ) -> Result<Self, Problem> {
        let bill = tariff.bill(samples)?;
        let cost = in_money(bill.cost, to, rates, None).map_err(|located| located.problem)?;
        Ok(Self { bill, cost })
    }
}

/// Bills traffic under every tariff and ranks the bills in one currency.
///
/// A problem of one tariff is reported for that tariff and does not stop the others. The running
/// time grows with the number of tariffs times the number of samples.
pub fn compare_tariffs<'a>(
    samples: &Samples,
    tariffs: impl IntoIterator<Item = (&'a TariffId, &'a Tariff)>,
    to: Currency,
    rates: &ExchangeRates,
) -> TariffComparison {
    let mut found = TariffComparison {
        ranked: Vec::new(),
        bills: BTreeMap::new(),
        refused: BTreeMap::new(),
    };
    let mut costs = Vec::new();
    for (id, tariff) in tariffs {
        match ConvertedBill::of(tariff, samples, to, rates) {
            Ok(converted) => {
                costs.push((id, converted.cost));
                found.bills.insert(id.clone(), converted);
            }
            Err(problem) => {
                found.refused.insert(id.clone(), problem);
            }
        }
    }
    found.ranked = rank_costs(costs);
    found
}

/// Sorts tariff ids by their cost in one currency, lowest first; equal costs keep the order given.
#[must_use]
pub fn rank_costs(mut costs: Vec<(&TariffId, Money)>) -> Vec<TariffId> {
    costs.sort_by_key(|(_, cost)| cost.amount());
    costs.into_iter().map(|(id, _)| id.clone()).collect()
}

/// The utilisation of a fixed bandwidth at which a volume price costs the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crossover {
    /// The mean traffic ÷ the fixed bandwidth, rounded half-even to 12 decimals: 0.1 is a tenth.
    pub utilisation: NonNegative,
    /// The volume, in the unit of the volume price.
    pub volume: NonNegative,
    /// The cost of both at this utilisation.
    pub cost: Money,
}

/// Finds the utilisation of a link up to which a volume price is cheaper than a fixed bandwidth.
///
/// The link has `link_mbps` over `hours`; both prices must be in one currency. `None` if the volume
/// price is cheaper even at full use, or more expensive at any use.
///
/// # Errors
/// [`Problem::UnitOfMeasure`] unless the tariffs are one by volume and one by fixed bandwidth,
/// [`ValueProblem::CurrencyMismatch`] for prices in two currencies, [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::bandwidth::compare::crossover;
/// use netprice::bandwidth::tariff::Tariff;
/// let tariff = |json: &str| serde_json::from_str::<Tariff>(json).unwrap();
/// let by_volume = tariff(r#"{ "metering": { "volume": "out" }, "unit": "GB", "currency": "CNY",
///     "price": { "flat": "0.8" } }"#);
/// let by_mbps = tariff(r#"{ "metering": { "fixed": "out" }, "unit": "Mbps-month", "currency": "CNY",
///     "price": { "flat": "25" } }"#);
/// // 5 Mbps cost 125, which is 156.25 GB, of 1,620 in 720 hours: about a tenth.
/// let found = crossover(&by_volume, &by_mbps, 5, 720)?.unwrap();
/// assert_eq!((found.volume.to_string(), found.utilisation.to_string()), ("156.25".into(), "0.096450617284".into()));
/// # Ok::<(), netprice::Problems>(())
/// ```
///
/// Source of the prices: Alibaba Cloud and Tencent Cloud, public bandwidth in mainland China.
pub fn crossover(
    by_volume: &Tariff,
    by_mbps: &Tariff,
    link_mbps: u32,
    hours: u32,
) -> Result<Option<Crossover>, Problem> {
    let is_pair = by_volume.unit.is_volume() && matches!(by_mbps.metering, Metering::Fixed(_));
    if !is_pair {
        return Err(Problem::UnitOfMeasure);
    }
    let currency = by_volume.currency;
    if by_mbps.currency != currency {
        return Err(ValueProblem::currency_mismatch(by_mbps.currency, currency).into());
    }
    let terms = BookTerms::unrounded(currency);
    let link = Samples::steady(link_mbps, hours);
    let fixed = by_mbps.bill(&link)?.cost.amount();
    let link_rate = Decimal::from(link_mbps).into();
    let seconds = u64::from(hours).saturating_mul(3_600);
    let gigabytes = gigabytes(link_rate, seconds, 1_000)?.decimal()?;
    let full = by_volume.meter(&link)?;
    let full = full.figures.first().map_or(gigabytes, Figure::get);
    let difference = |volume: Decimal| -> Result<Decimal, Problem> {
        let slices = by_volume.slices(volume, &terms)?;
        let cost = Money::sum(currency, slices.iter().map(|slice| slice.cost))?;
        Ok(decimal::minus(cost.amount(), fixed)?)
    };
    let bounds = by_volume.price.bounds().into_iter();
    let bounds: Vec<Decimal> = bounds.map(NonNegative::get).collect();
    let found = crossings(&bounds, full, difference)?;
    let Some(found) = found.iter().find(|one| one.below == Cheaper::First) else {
        return Ok(None);
    };
    Ok(Some(Crossover {
        utilisation: NonNegative::new(decimal::over(found.at, full)?)?,
        volume: NonNegative::new(found.at)?,
        cost: Money::new(fixed, currency),
    }))
}

/// Caps the highest `count` samples at the next highest one, separately in each direction.
///
/// With a count of 1, the samples 9, 5 and 3 become 5, 5 and 3. The drop in a tariff's cost is the
/// saving by a rate limit on the link.
#[must_use]
pub fn shaved(samples: &Samples, count: usize) -> Samples {
    let limit = |of: fn(&Sample) -> u64| {
        let mut each: Vec<u64> = samples.values.iter().flatten().map(of).collect();
        each.sort_unstable_by(|a, b| b.cmp(a));
        let last = each.len().saturating_sub(1);
        each.get(count.min(last)).copied().unwrap_or_default()
    };
    let inbound = limit(|sample| sample.inbound);
    let outbound = limit(|sample| sample.outbound);
    let cut = samples.values.iter().map(|sample| {
        sample.map(|sample| Sample {
            inbound: sample.inbound.min(inbound),
            outbound: sample.outbound.min(outbound),
        })
    });
    Samples {
        values: cut.collect(),
        ..samples.clone()
    }
}
