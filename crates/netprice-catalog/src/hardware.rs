//! Published prices of GPU hours, cards and tokens, their history, and figures for owning.

use std::collections::BTreeMap;

use netprice::decimal::Amount;
use netprice::gpu::series::{Change, DatedPrice, PriceSeries};
use netprice::money::Currency;
use netprice::published::{AsOf, Confidence, Day, Published};
use serde::Deserialize;

use crate::catalog::{CatalogError, at, rows, sources};
use crate::files;

/// What is published on hardware and models.
#[derive(Clone, Debug, Default)]
pub struct Hardware {
    /// Prices of an hour of some GPUs, in the order of the data.
    pub hours: Vec<GpuHour>,
    /// Prices over time, in the order of the data.
    pub series: Vec<PublishedSeries>,
    /// Prices of a million tokens, in the order of the data.
    pub tokens: Vec<TokenPrice>,
    /// Figures for owning, by name.
    pub figures: BTreeMap<String, Figure>,
    /// What people call a provider, a series or a kind of price.
    names: BTreeMap<(NameKind, String), [String; 2]>,
}

/// The price of an hour of some GPUs.
#[derive(Clone, Debug)]
pub struct GpuHour {
    /// The GPU or accelerator.
    pub gpu: String,
    /// Who sells it.
    pub provider: String,
    /// Where.
    pub region: String,
    /// How it is bought.
    pub kind: String,
    /// The currency.
    pub currency: Currency,
    /// The price as published.
    pub price: Amount,
    /// For how many GPUs that is.
    pub gpus: u32,
    /// Where it was read.
    pub published: Published,
}

/// A price over time.
#[derive(Clone, Debug)]
pub struct PublishedSeries {
    /// Its name in the data.
    pub id: String,
    /// The GPU or card.
    pub gpu: String,
    /// Who sells it.
    pub provider: String,
    /// List, street, spot or rental.
    pub kind: String,
    /// What one price is for: an hour, or a card.
    pub per: String,
    /// The prices.
    pub prices: PriceSeries,
    /// How sure they are.
    pub confidence: Confidence,
    /// Where they were read.
    pub source: String,
    /// What else there is to know.
    pub note: Option<String>,
}

/// The price of a million tokens.
#[derive(Clone, Debug)]
pub struct TokenPrice {
    /// The model.
    pub model: String,
    /// Who sells it.
    pub provider: String,
    /// What they are.
    pub direction: TokenDirection,
    /// The currency.
    pub currency: Currency,
    /// The price.
    pub price: Amount,
    /// Where it was read.
    pub published: Published,
}

/// Which tokens are paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenDirection {
    /// What is asked.
    Input,
    /// What is asked again and was kept.
    CachedInput,
    /// What is answered.
    Output,
}

/// A figure for owning: a price, a power, a throughput.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The number.
    pub value: Amount,
    /// Its unit, as the source says it.
    pub unit: String,
    /// Where it was read.
    pub published: Published,
}

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// A provider.
    Provider,
    /// A series.
    Series,
    /// A kind of price.
    Kind,
}

impl Hardware {
    /// What people call something, in English and in Simplified Chinese.
    #[must_use]
    pub fn name(&self, kind: NameKind, id: &str) -> Option<&[String; 2]> {
        self.names.get(&(kind, id.to_owned()))
    }

    /// The series of a name.
    #[must_use]
    pub fn series_of(&self, id: &str) -> Option<&PublishedSeries> {
        self.series.iter().find(|series| series.id == id)
    }

    /// Reads the prices and figures that are published with this crate.
    ///
    /// # Errors
    /// [`CatalogError`] for a file that does not have the expected columns and values. A test reads
    /// all of them, so a release never gives it.
    ///
    /// ```
    /// let hardware = netprice_catalog::hardware::Hardware::published().unwrap();
    /// assert!(hardware.series_of("unheard-of").is_none());
    /// ```
    pub fn published() -> Result<Self, CatalogError> {
        let sources = sources()?;
        let source = |file: &str, id: &str| {
            let known = sources.get(id).cloned();
            known.ok_or_else(|| at(file, format!("'{id}' is not in sources.csv")))
        };
        let hours = rows::<HourRow>(HOURS, files::GPU_PRICES)?.into_iter();
        let hours = hours.map(|row| {
            Ok(GpuHour {
                published: Published {
                    source: source(HOURS, &row.source)?,
                    as_of: row.as_of,
                    confidence: row.confidence,
                    note: row.note,
                },
                gpu: row.gpu,
                provider: row.provider,
                region: row.region,
                kind: row.kind,
                currency: row.currency,
                price: row.price,
                gpus: row.gpus,
            })
        });
        let tokens = rows::<TokenRow>(TOKENS, files::TOKEN_PRICES)?.into_iter();
        let tokens = tokens.map(|row| {
            Ok(TokenPrice {
                published: Published {
                    source: source(TOKENS, &row.source)?,
                    as_of: row.as_of,
                    confidence: row.confidence,
                    note: row.note,
                },
                model: row.model,
                provider: row.provider,
                direction: row.direction,
                currency: row.currency,
                price: row.price,
            })
        });
        let figures = rows::<FigureRow>(FIGURES, files::OWNING)?.into_iter();
        let figures = figures.map(|row| {
            let published = Published {
                source: source(FIGURES, &row.source)?,
                as_of: row.as_of,
                confidence: row.confidence,
                note: row.note,
            };
            let (value, unit) = (row.value, row.unit);
            Ok((
                row.id,
                Figure {
                    value,
                    unit,
                    published,
                },
            ))
        });
        let names = rows::<NameRow>("gpu_names.csv", files::GPU_NAMES)?.into_iter();
        Ok(Self {
            hours: hours.collect::<Result<_, CatalogError>>()?,
            series: series(&source)?,
            tokens: tokens.collect::<Result<_, CatalogError>>()?,
            figures: figures.collect::<Result<_, CatalogError>>()?,
            names: names
                .map(|row| ((row.kind, row.id), [row.en, row.zh]))
                .collect(),
        })
    }
}

const HOURS: &str = "gpu_prices.csv";
const SERIES: &str = "gpu_series.csv";
const INDEX: &str = "gpu_series_index.csv";
const TOKENS: &str = "token_prices.csv";
const FIGURES: &str = "owning.csv";

fn series(
    source: &impl Fn(&str, &str) -> Result<String, CatalogError>,
) -> Result<Vec<PublishedSeries>, CatalogError> {
    let mut points: BTreeMap<String, Vec<PointRow>> = BTreeMap::new();
    for row in rows::<PointRow>(SERIES, files::GPU_SERIES)? {
        points.entry(row.series.clone()).or_default().push(row);
    }
    let index = rows::<SeriesRow>(INDEX, files::GPU_SERIES_INDEX)?.into_iter();
    let index = index.map(|row| {
        let points = points.remove(&row.id).unwrap_or_default().into_iter();
        let source = source(INDEX, &row.source)?;
        let prices = points.map(|point| DatedPrice {
            day: point.as_of,
            price: point.price,
            change: point.change,
            source: source.clone(),
        });
        let prices = PriceSeries {
            currency: row.currency,
            prices: prices.collect(),
        };
        if let Some(problem) = prices.problems().first() {
            return Err(at(SERIES, format!("'{}': {problem}", row.id)));
        }
        Ok(PublishedSeries {
            id: row.id,
            gpu: row.gpu,
            provider: row.provider,
            kind: row.kind,
            per: row.per,
            prices,
            confidence: row.confidence,
            source,
            note: row.note,
        })
    });
    index.collect()
}

#[derive(Deserialize)]
struct HourRow {
    gpu: String,
    provider: String,
    region: String,
    kind: String,
    currency: Currency,
    price: Amount,
    gpus: u32,
    as_of: AsOf,
    confidence: Confidence,
    source: String,
    note: Option<String>,
}

#[derive(Deserialize)]
struct TokenRow {
    model: String,
    provider: String,
    direction: TokenDirection,
    currency: Currency,
    price: Amount,
    as_of: AsOf,
    confidence: Confidence,
    source: String,
    note: Option<String>,
}

#[derive(Deserialize)]
struct FigureRow {
    id: String,
    value: Amount,
    unit: String,
    as_of: AsOf,
    confidence: Confidence,
    source: String,
    note: Option<String>,
}

#[derive(Deserialize)]
struct PointRow {
    series: String,
    as_of: Day,
    price: Amount,
    change: Change,
}

#[derive(Deserialize)]
struct SeriesRow {
    id: String,
    gpu: String,
    provider: String,
    kind: String,
    currency: Currency,
    per: String,
    source: String,
    confidence: Confidence,
    note: Option<String>,
}

#[derive(Deserialize)]
struct NameRow {
    kind: NameKind,
    id: String,
    en: String,
    zh: String,
}
