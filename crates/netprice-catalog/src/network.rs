//! Published prices of traffic and bandwidth, and published peak methods.

use std::collections::BTreeMap;

use netprice::bandwidth::method::{Across, Group, Method, Missing, Within};
use netprice::bandwidth::samples::Direction;
use netprice::bandwidth::tariff::{Metering, Tariff, TariffUnit};
use netprice::book::citation::{Citation, Confidence};
use netprice::book::price::{AllUnits, BoundOwner, PriceModel, Tier, Window};
use netprice::value::day::AsOf;
use netprice::value::decimal::NonNegative;
use netprice::value::hours::HoursOfDay;
use netprice::value::id::{MethodId, Provider, TariffId};
use netprice::value::money::{Currency, Rounding, RoundingMode};
use serde::{Deserialize, Serialize};

use crate::error::CatalogError;
use crate::rows::{Sources, rows};
use crate::tables::Tables;

/// The tariffs of traffic and bandwidth of all providers, and their peak methods.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// The tariffs, in the order of the data.
    pub tariffs: Vec<PublishedTariff>,
    /// The peak methods, in the order of the data.
    pub methods: Vec<PublishedMethod>,
    /// The names of tariffs, methods, providers, areas and services, in English and Simplified Chinese.
    names: BTreeMap<(NetworkNameKind, String), [String; 2]>,
}

/// A published tariff for a month of traffic.
#[derive(Clone, Debug)]
pub struct PublishedTariff {
    /// Unique among all tariffs.
    pub id: TariffId,
    /// The provider that sells it.
    pub provider: Provider,
    /// The id of an area of the world, such as Japan or Europe.
    pub area: String,
    /// The id of the service whose traffic is billed: machines, CDN, object storage, or several.
    pub service: String,
    /// The carriers that the traffic goes through.
    pub carriers: Carriers,
    /// The least figure for which it is sold, in the unit of the tariff; `None` if there is none.
    pub minimum: Option<NonNegative>,
    /// The metering and the price.
    pub tariff: Tariff,
    /// The source and the date of the price.
    pub published: Citation,
}

/// The carriers that the traffic of a tariff goes through: different goods, at different prices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carriers {
    /// Several, over BGP, or the source does not say.
    #[default]
    Several,
    /// One alone (单线): cheaper, and slow for the customers of others.
    One,
}

/// A published peak method.
#[derive(Clone, Debug)]
pub struct PublishedMethod {
    /// Unique among all methods.
    pub id: MethodId,
    /// The rule that reduces samples to one figure.
    pub method: Method,
    /// The billing of a guaranteed floor.
    pub floor: Floor,
    /// The name of the source that describes it.
    pub source: String,
    /// A remark on it.
    pub note: Option<String>,
}

/// The billing of a guaranteed floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Floor {
    /// The method has no floor.
    None,
    /// The greater of floor and figure is billed.
    Greater,
    /// The floor and the traffic above it are billed separately.
    Apart,
}

/// The kind of thing that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NetworkNameKind {
    /// A tariff.
    Tariff,
    /// A peak method.
    Method,
    /// A provider.
    Provider,
    /// An area of the world.
    Area,
    /// A service.
    Service,
}

impl Network {
    /// The name of an id, in English and in Simplified Chinese.
    #[must_use]
    pub fn name(&self, kind: NetworkNameKind, id: &str) -> Option<&[String; 2]> {
        self.names.get(&(kind, id.to_owned()))
    }

    /// The tariff with an id.
    #[must_use]
    pub fn tariff(&self, id: &TariffId) -> Option<&PublishedTariff> {
        self.tariffs.iter().find(|tariff| tariff.id == *id)
    }

    /// The method with an id.
    #[must_use]
    pub fn method(&self, id: &MethodId) -> Option<&PublishedMethod> {
        self.methods.iter().find(|method| method.id == *id)
    }

    /// The areas that have a tariff, in the order of the data.
    #[must_use]
    pub fn areas(&self) -> Vec<&str> {
        let mut areas: Vec<&str> = Vec::new();
        for tariff in &self.tariffs {
            if !areas.contains(&tariff.area.as_str()) {
                areas.push(&tariff.area);
            }
        }
        areas
    }

    /// Reads the prices of traffic and the peak methods.
    pub(crate) fn read(tables: &Tables, sources: &Sources) -> Result<Self, CatalogError> {
        let methods = rows::<MethodRow>(tables, METHODS)?.into_iter();
        let methods = methods
            .map(|row| method(row, sources).map_err(|message| CatalogError::at(METHODS, message)))
            .collect::<Result<Vec<PublishedMethod>, CatalogError>>()?;
        let mut tiers: BTreeMap<String, Vec<TierRow>> = BTreeMap::new();
        for row in rows::<TierRow>(tables, PRICES)? {
            tiers.entry(row.plan.clone()).or_default().push(row);
        }
        let tariffs = rows::<PlanRow>(tables, PLANS)?.into_iter();
        let tariffs = tariffs
            .map(|row| {
                let tiers = tiers.remove(row.id.as_str()).unwrap_or_default();
                tariff(row, &tiers, &methods, sources)
                    .map_err(|message| CatalogError::at(PLANS, message))
            })
            .collect::<Result<Vec<PublishedTariff>, CatalogError>>()?;
        if let Some(plan) = tiers.keys().next() {
            return Err(CatalogError::at(
                PRICES,
                format!("'{plan}' is not in {PLANS}"),
            ));
        }
        let names = rows::<NameRow>(tables, "network_names.csv")?;
        let names = names
            .into_iter()
            .map(|row| ((row.kind, row.id), [row.en, row.zh]));
        Ok(Self {
            tariffs,
            methods,
            names: names.collect(),
        })
    }
}

const PLANS: &str = "network_plans.csv";
const PRICES: &str = "network_prices.csv";
const METHODS: &str = "network_methods.csv";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanRow {
    id: TariffId,
    provider: Provider,
    region: String,
    currency: Currency,
    service: String,
    measure: Measured,
    unit: TariffUnit,
    tiers: Tiers,
    method: Option<MethodId>,
    carriers: Option<Carriers>,
    minimum: Option<NonNegative>,
    as_of: AsOf,
    confidence: Confidence,
    source: String,
    note: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Measured {
    Volume,
    Fixed,
    DailyPeak,
    Peak,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tiers {
    Flat,
    Graduated,
    Whole,
    /// Whole packs; the upper bound of the tier is the size of a pack.
    Package,
    ByTime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TierRow {
    plan: String,
    from: NonNegative,
    up_to: Option<NonNegative>,
    unit_price: NonNegative,
    hours: Option<HoursOfDay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MethodRow {
    id: MethodId,
    direction: Direction,
    missing: Missing,
    interval: Option<u32>,
    group: Group,
    within: String,
    value: Option<NonNegative>,
    across: String,
    count: Option<usize>,
    rounding: Option<RoundingMode>,
    excess: Floor,
    source: String,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameRow {
    kind: NetworkNameKind,
    id: String,
    en: String,
    zh: String,
}

fn method(row: MethodRow, sources: &Sources) -> Result<PublishedMethod, String> {
    let value = || {
        row.value
            .ok_or_else(|| format!("'{}' has no value", row.id))
    };
    let count = || {
        row.count
            .ok_or_else(|| format!("'{}' has no count", row.id))
    };
    let within = match row.within.as_str() {
        "discard_top" => Within::DiscardTop { percent: value()? },
        "nearest_rank" => Within::NearestRank { percent: value()? },
        "interpolated" => Within::Interpolated { percent: value()? },
        "highest" => {
            let nth = value()?.to_string().parse();
            Within::Highest(nth.map_err(|_| format!("'{}' has no whole value", row.id))?)
        }
        "mean" => Within::Mean,
        other => return Err(format!("'{other}' picks nothing")),
    };
    let across = match row.across.as_str() {
        "max" => Across::Max,
        "mean" => Across::Mean,
        "mean_of_top" => Across::MeanOfTop(count()?),
        "highest" => Across::Highest(count()?),
        "sum" => Across::Sum,
        other => return Err(format!("'{other}' combines nothing")),
    };
    Ok(PublishedMethod {
        method: Method {
            direction: row.direction,
            missing: row.missing,
            interval: row.interval,
            group: row.group,
            within,
            across,
            rounding: row.rounding.map(|mode| Rounding { places: 0, mode }),
        },
        id: row.id,
        floor: row.excess,
        source: sources.name(&row.source)?.to_owned(),
        note: row.note,
    })
}

fn tariff(
    row: PlanRow,
    tiers: &[TierRow],
    methods: &[PublishedMethod],
    sources: &Sources,
) -> Result<PublishedTariff, String> {
    let out = Direction::Out;
    let metering = match (row.measure, &row.method) {
        (Measured::Volume, None) => Metering::Volume(out),
        (Measured::Fixed, None) => Metering::Fixed(out),
        (Measured::DailyPeak, None) => Metering::DailyPeak(out),
        (Measured::Peak, Some(name)) => {
            let method = methods.iter().find(|method| method.id == *name);
            let method = method.ok_or_else(|| format!("'{name}' is not in {METHODS}"))?;
            Metering::Peak(method.method.clone())
        }
        _ => return Err(format!("'{}' has a method or needs one", row.id)),
    };
    let tariff = Tariff {
        metering,
        unit: row.unit,
        currency: row.currency,
        price: price(row.tiers, tiers).ok_or_else(|| format!("'{}' has no price", row.id))?,
        free: false,
    };
    if let Some(problem) = tariff.problems().first() {
        return Err(format!("'{}': {problem}", row.id));
    }
    Ok(PublishedTariff {
        id: row.id,
        provider: row.provider,
        area: row.region,
        service: row.service,
        carriers: row.carriers.unwrap_or_default(),
        minimum: row.minimum,
        tariff,
        published: sources.citation(&row.source, row.as_of, row.confidence, row.note)?,
    })
}

fn price(kind: Tiers, rows: &[TierRow]) -> Option<PriceModel> {
    let tier = |row: &TierRow| Tier {
        from: row.from,
        up_to: row.up_to,
        unit_price: row.unit_price,
        ..Tier::default()
    };
    let only = || match rows {
        [only] => Some(tier(only)),
        _ => None,
    };
    let tiers = || rows.iter().map(tier).collect();
    match kind {
        Tiers::Flat => only().map(|tier| PriceModel::Flat(tier.unit_price)),
        Tiers::Package => only().map(|tier| {
            let pack = Tier {
                per: tier.up_to,
                up_to: None,
                ..tier
            };
            PriceModel::Graduated(vec![pack])
        }),
        Tiers::Graduated => Some(PriceModel::Graduated(tiers())),
        Tiers::Whole => Some(PriceModel::AllUnits(AllUnits {
            tiers: tiers(),
            bound: BoundOwner::Lower,
        })),
        Tiers::ByTime => {
            let windows = rows.iter().map(|row| {
                let price = PriceModel::Flat(row.unit_price);
                row.hours.map(|hours| Window { hours, price })
            });
            windows
                .collect::<Option<Vec<Window>>>()
                .map(PriceModel::ByTimeOfDay)
        }
    }
}
