//! One month of traffic under many plans: ranked, grown, shaved, and where two of them cross.

use rust_decimal::Decimal;
use serde::Serialize;

use super::plan::{Billed, Measure, Metered, Plan};
use super::samples::{Sample, Samples};
use super::volume::gigabytes;
use crate::convert::{ExchangeRates, in_money};
use crate::crossing::{Cheaper, crossings};
use crate::decimal::{self, Amount};
use crate::error::{Problem, R};
use crate::list::Listing;
use crate::money::{Currency, Money};
use crate::price::{PriceModel, Tier};
use crate::price_book::RoundingPolicy;

/// A plan with its name and the currency of its price.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Its name.
    pub id: &'a str,
    /// The plan.
    pub plan: &'a Plan,
    /// The currency of its price.
    pub currency: Currency,
}

/// The plans that can bill some traffic, the cheapest first, and those that cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// The bills by cost; of equal costs in the order given.
    pub ranked: Vec<Ranked>,
    /// What keeps each other plan from billing it.
    pub refused: Vec<(String, Problem)>,
}

/// A bill among others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ranked {
    /// The plan.
    pub id: String,
    /// The bill in the plan's own currency.
    pub billed: Billed,
    /// Its cost in the currency compared in.
    pub cost: Money,
}

/// Bills traffic under every plan and ranks the bills in one currency.
///
/// Each cost is converted once, rounded half-even to 12 decimals.
///
/// # Errors
/// [`Problem::NoExchangeRate`] and [`Problem::ZeroRate`]. What keeps one plan from billing the
/// traffic is told of that plan and does not stop the others.
pub fn side_by_side(
    samples: &Samples,
    plans: &[Named<'_>],
    to: Currency,
    rates: &ExchangeRates,
) -> R<SideBySide> {
    let mut found = SideBySide {
        ranked: Vec::new(),
        refused: Vec::new(),
    };
    for named in plans {
        match named.plan.bill(samples, named.currency) {
            Ok(billed) => found.ranked.push(Ranked {
                id: named.id.to_owned(),
                cost: in_money(billed.cost, to, rates)?,
                billed,
            }),
            Err(problem) => found.refused.push((named.id.to_owned(), problem)),
        }
    }
    found.ranked.sort_by_key(|ranked| ranked.cost.amount());
    Ok(found)
}

/// The growth at which another plan becomes the cheapest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overtaken {
    /// The traffic in percent of what it is: 130 for three tenths more.
    pub percent: u32,
    /// The plan that is cheapest then.
    pub by: String,
}

/// The least growth up to tenfold at which another plan is cheaper than the cheapest of today; `None`
/// if none is.
///
/// All samples grow alike. Costs jump at whole Mbps and at tiers, so growth is looked at step by step:
/// each percent up to double, each fifth percent above. Between two steps nothing is said.
///
/// # Errors
/// Those of [`side_by_side`].
pub fn overtaken(
    ranked: &[Ranked],
    plans: &[Named<'_>],
    to: Currency,
    rates: &ExchangeRates,
) -> R<Option<Overtaken>> {
    const DOUBLE: u32 = 200;
    const TENFOLD: u32 = 1_000;
    let metered: Vec<(&Named<'_>, &Metered)> = ranked
        .iter()
        .filter_map(|one| {
            let named = plans.iter().find(|named| named.id == one.id)?;
            Some((named, &one.billed.metered))
        })
        .collect();
    let Some((first, others)) = metered.split_first() else {
        return Ok(None);
    };
    let cost = |(named, metered): &(&Named<'_>, &Metered), percent: u32| -> R<Decimal> {
        let billed = named.plan.price(metered, named.currency, percent)?;
        Ok(in_money(billed.cost, to, rates)?.amount())
    };
    let by_one = 101..=DOUBLE;
    let by_five = (DOUBLE..=TENFOLD).step_by(5).skip(1);
    for percent in by_one.chain(by_five) {
        let mut best = (cost(first, percent)?, None);
        for other in others {
            let cost = cost(other, percent)?;
            if cost < best.0 {
                best = (cost, Some(other.0.id));
            }
        }
        if let (_, Some(by)) = best {
            let by = by.to_owned();
            return Ok(Some(Overtaken { percent, by }));
        }
    }
    Ok(None)
}

/// The share of a set bandwidth at which a price by volume costs the same as the bandwidth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Crossover {
    /// The mean traffic ÷ the set bandwidth, rounded half-even to 12 decimals: 0.1 is a tenth.
    pub utilisation: Amount,
    /// The volume, in the unit of the price by volume.
    pub volume: Amount,
    /// What both cost there.
    pub cost: Money,
}

/// Up to which utilisation of a link a price by volume is cheaper than a set bandwidth.
///
/// The link has `mbps` over `hours`; both prices are in one currency. `None` where the volume is
/// cheaper even at full use, or dearer at any.
///
/// # Errors
/// [`Problem::UnitOfMeasure`] for plans that are not a volume and a set bandwidth;
/// [`Problem::TooLarge`].
///
/// ```
/// use netprice::bandwidth::plan::{Measure, Plan, Unit};
/// use netprice::bandwidth::peak::Direction;
/// use netprice::bandwidth::side_by_side::crossover;
/// use netprice::price::PriceModel;
/// let plan = |measure, unit, price: &str| Plan {
///     measure, unit, price: PriceModel::Flat(price.parse().unwrap()),
/// };
/// let by_volume = plan(Measure::Volume(Direction::Out), Unit::Gb, "0.8");
/// let by_mbps = plan(Measure::Fixed(Direction::Out), Unit::MbpsMonth, "25");
/// // 5 Mbps cost 125, which is 156.25 GB, of 1,620 in 720 hours: about a tenth.
/// let found = crossover(&by_volume, &by_mbps, 5, 720, "CNY".parse()?)?.unwrap();
/// assert_eq!((found.volume.to_string(), found.utilisation.to_string()), ("156.25".into(), "0.096450617284".into()));
/// # Ok::<(), netprice::error::Problem>(())
/// ```
///
/// Source of the prices: Alibaba Cloud and Tencent Cloud, public bandwidth in mainland China.
pub fn crossover(
    by_volume: &Plan,
    by_mbps: &Plan,
    link_mbps: u32,
    hours: u32,
    currency: Currency,
) -> R<Option<Crossover>> {
    let is_pair = by_volume.unit.is_volume() && matches!(by_mbps.measure, Measure::Fixed(_));
    if !is_pair {
        return Err(Problem::UnitOfMeasure);
    }
    let listing = Listing {
        currency,
        rounding: RoundingPolicy::default(),
    };
    let link = Samples::steady(link_mbps, hours);
    let fixed = by_mbps.bill(&link, currency)?.cost.amount();
    let link_rate = Amount::new(Decimal::from(link_mbps))?;
    let gigabytes = gigabytes(link_rate, u64::from(hours).saturating_mul(3_600), 1_000)?;
    let full = by_volume.meter(&link)?;
    let full = full.figures.first().map_or(gigabytes, |full| full.get());
    let difference = |volume: Decimal| -> R<Decimal> {
        let slices = by_volume.slices(volume, &listing)?;
        let cost = Money::sum(currency, slices.iter().map(|slice| slice.cost))?;
        decimal::minus(cost.amount(), fixed)
    };
    let found = crossings(&bounds(&by_volume.price), full, difference)?;
    let Some(found) = found.iter().find(|one| one.below == Cheaper::First) else {
        return Ok(None);
    };
    Ok(Some(Crossover {
        utilisation: Amount::new(decimal::over(found.at, full)?)?,
        volume: Amount::new(found.at)?,
        cost: Money::new(fixed, currency),
    }))
}

/// The bounds of a price's tiers.
fn bounds(price: &PriceModel) -> Vec<Decimal> {
    let of = |tiers: &[Tier]| tiers.iter().map(|tier| tier.from.get()).collect();
    match price {
        PriceModel::Flat(_) | PriceModel::ByTimeOfDay(_) => Vec::new(),
        PriceModel::Graduated(tiers) => of(tiers),
        PriceModel::AllUnits(all_units) => of(&all_units.tiers),
    }
}

/// Samples whose highest `count` are cut down to the next highest, in each direction for itself.
///
/// Of 9, 5 and 3 the highest one is cut to 5. What a plan then costs less is what a limit on the
/// line would save.
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
        ..*samples
    }
}
