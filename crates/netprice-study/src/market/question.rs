//! The market question of a study.

use std::collections::BTreeMap;

use netprice::NonNegative;
use netprice::market::paths::{Reversion, Shock};
use netprice::market::series::PriceSeries;
use netprice::market::volatility::{Divisor, Year};
use netprice::problem::Known;
use netprice::value::id::{SellerId, SeriesId, SkuId};
use netprice::value::limits::{SERIES_PRICES, SHOCKS, at_most};
use netprice::value::path::Path;
use netprice::value::text::unique_keys;
use netprice_catalog::Catalog;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::market::buyer::{BuyerQuestion, OwnOrRentQuestion, OwnServer};
use crate::market::seller::SellerQuestion;
use crate::market::tender::TenderQuestion;
use crate::problem::{Located, Problems, StudyProblem};

/// The number of paths if the study gives none.
pub const PATHS: u32 = 10_000;
/// The seed of the random numbers if the study gives none.
pub const SEED: u64 = 20_261_122;

/// A hardware price that moves, and the seller, the tender and the buyer that depend on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Market {
    /// The price history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<SeriesSource>,
    /// The divisor of the standard deviation of the history's moves.
    #[serde(default = "sample", skip_serializing_if = "is_sample")]
    pub divisor: Divisor,
    /// The number of moves in a year, by which the volatility is annualised.
    #[serde(default = "own_spacing", skip_serializing_if = "is_own_spacing")]
    pub year: Year,
    /// The moves of the price from month to month.
    #[serde(default, skip_serializing_if = "Moves::is_lognormal_of_series")]
    pub moves: Moves,
    /// The number of consecutive observed months that are drawn together.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub block: u32,
    /// The level to which the price reverts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversion: Option<Reversion>,
    /// Events that may happen once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shocks: Vec<Shock>,
    /// The number of months ahead; no paths are drawn if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// The number of paths.
    #[serde(default = "ten_thousand", skip_serializing_if = "is_ten_thousand")]
    pub paths: u32,
    /// The seed of the random numbers: the same seed gives the same digits on every machine.
    #[serde(default = "seed", skip_serializing_if = "is_seed")]
    pub seed: u64,
    /// The quantiles that are computed for each month; 5%, 25%, 50%, 75% and 95% if absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantiles: Vec<NonNegative>,
    /// Sellers, by name.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub sellers: BTreeMap<SellerId, SellerQuestion>,
    /// A tender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tender: Option<TenderQuestion>,
    /// A buyer: rent, buy or wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer: Option<BuyerQuestion>,
    /// Known payments for owning and for renting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_or_rent: Option<OwnOrRentQuestion>,
    /// Owned servers that are compared with rented GPU-hours, by name.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub servers: BTreeMap<SkuId, OwnServer>,
}

/// The source of a price history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SeriesSource {
    /// A series of the catalogue.
    Published(SeriesId),
    /// Prices that the study gives.
    Own(PriceSeries),
}

/// The distribution of a price's monthly moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Moves {
    /// Lognormal, with an annual volatility; that of the series if absent.
    Lognormal(Option<NonNegative>),
    /// Sampled from the monthly moves of the series.
    Observed,
    /// Sampled from these factors, which are equally likely.
    Factors(Vec<NonNegative>),
}

impl Default for Moves {
    fn default() -> Self {
        Self::Lognormal(None)
    }
}

impl Moves {
    fn is_lognormal_of_series(&self) -> bool {
        *self == Self::default()
    }
}

fn sample() -> Divisor {
    Divisor::Sample
}

fn is_sample(divisor: &Divisor) -> bool {
    *divisor == Divisor::Sample
}

fn own_spacing() -> Year {
    Year::OwnSpacing
}

fn is_own_spacing(year: &Year) -> bool {
    *year == Year::OwnSpacing
}

fn one() -> u32 {
    1
}

fn is_one(block: &u32) -> bool {
    *block == 1
}

fn ten_thousand() -> u32 {
    PATHS
}

fn is_ten_thousand(paths: &u32) -> bool {
    *paths == PATHS
}

fn seed() -> u64 {
    SEED
}

fn is_seed(seed: &u64) -> bool {
    *seed == SEED
}

/// A question that asks nothing yet.
impl Default for Market {
    fn default() -> Self {
        Self {
            series: None,
            divisor: Divisor::Sample,
            year: Year::OwnSpacing,
            moves: Moves::default(),
            block: 1,
            reversion: None,
            shocks: Vec::new(),
            months: None,
            paths: PATHS,
            seed: SEED,
            quantiles: Vec::new(),
            sellers: BTreeMap::new(),
            tender: None,
            buyer: None,
            own_or_rent: None,
            servers: BTreeMap::new(),
        }
    }
}

impl Market {
    /// The part on which the simulated paths depend: the question without sellers, tender, buyer, payments
    /// and servers.
    #[must_use]
    pub fn outlook_part(&self) -> Self {
        Self {
            series: self.series.clone(),
            moves: self.moves.clone(),
            reversion: self.reversion,
            shocks: self.shocks.clone(),
            quantiles: self.quantiles.clone(),
            sellers: BTreeMap::new(),
            tender: None,
            buyer: None,
            own_or_rent: None,
            servers: BTreeMap::new(),
            ..*self
        }
    }

    /// The question without its events; `None` if it has none.
    #[must_use]
    pub fn without_events(&self) -> Option<Self> {
        let shocks = Vec::new();
        (!self.shocks.is_empty()).then(|| Self {
            shocks,
            ..self.clone()
        })
    }

    /// Whether the question has no part that could be answered.
    pub(super) fn asks_nothing(&self) -> bool {
        self.series.is_none()
            && self.months.is_none()
            && self.sellers.is_empty()
            && self.tender.is_none()
            && self.buyer.is_none()
            && self.own_or_rent.is_none()
            && self.servers.is_empty()
    }

    /// The price series; `None` if the question has no source.
    pub(crate) fn series(&self, catalog: &Catalog) -> Result<Option<PriceSeries>, Problems> {
        let series = match &self.series {
            None => return Ok(None),
            Some(SeriesSource::Own(series)) => series.clone(),
            Some(SeriesSource::Published(id)) => {
                let at = || Path::from("series").field("published");
                let wrong = |error| StudyProblem::from(error).at(at());
                match catalog.series_of(id).map_err(wrong)? {
                    Some(found) => found.prices.clone(),
                    None => {
                        let hardware = catalog.hardware().map_err(wrong)?;
                        let known = hardware.series.iter().map(|series| &series.id);
                        let (value, known) = (id.clone(), Known::near(id.as_str(), known));
                        return Err(StudyProblem::UnknownSeries { value, known }.at(at()).into());
                    }
                }
            }
        };
        let problems = series.problems().into_iter();
        let problems = problems.map(|located| located.map(StudyProblem::from));
        let at = match self.series {
            Some(SeriesSource::Own(_)) => "own",
            Some(SeriesSource::Published(_)) | None => "published",
        };
        let at = Path::from("series").field(at);
        Problems::none_of(problems.map(|located| located.under(at.clone())))?;
        Ok(Some(series))
    }

    /// The lists that are longer than their limit, with paths from `market`.
    pub(super) fn above_limits(&self) -> Vec<Located> {
        let above = |path: Path, count: usize, limit: usize| {
            let problem = at_most(count, limit).err()?;
            Some(StudyProblem::from(problem).at(path.under("market")))
        };
        let prices = match &self.series {
            Some(SeriesSource::Own(series)) => series.prices.len(),
            Some(SeriesSource::Published(_)) | None => 0,
        };
        let payments = self.own_or_rent.as_ref();
        let (own, rent) = payments.map_or((0, 0), |one| (one.own.len(), one.rent.len()));
        let at = |outer: &'static str, inner: &'static str| Path::from(outer).field(inner);
        let mut problems = vec![
            above(at("series", "own").field("prices"), prices, SERIES_PRICES),
            above("quantiles".into(), self.quantiles.len(), SHOCKS),
            above("sellers".into(), self.sellers.len(), SHOCKS),
            above("servers".into(), self.servers.len(), SHOCKS),
            above(at("own_or_rent", "own"), own, SERIES_PRICES),
            above(at("own_or_rent", "rent"), rent, SERIES_PRICES),
        ];
        for (name, seller) in &self.sellers {
            let at = |field: &'static str| Path::from("sellers").key(name).field(field);
            problems.push(above(at("hardware"), seller.hardware.len(), SHOCKS));
            problems.push(above(at("discounts"), seller.discounts.len(), SHOCKS));
        }
        problems.into_iter().flatten().collect()
    }

    /// The quantiles above 1.
    pub(crate) fn quantile_problems(&self) -> Vec<Located> {
        let shares = self.quantiles.iter().enumerate();
        let problems = shares.filter_map(|(index, share)| {
            let problem = StudyProblem::from(share.share().err()?);
            Some(problem.at(Path::from("market").field("quantiles").index(index)))
        });
        problems.collect()
    }

    /// The quantiles that are computed for each month.
    pub(crate) fn shares(&self) -> Vec<NonNegative> {
        if !self.quantiles.is_empty() {
            return self.quantiles.clone();
        }
        let shares = [5, 25, 50, 75, 95].map(|share| NonNegative::new(Decimal::new(share, 2)));
        shares.into_iter().flatten().collect()
    }
}
