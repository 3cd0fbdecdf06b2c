//! Published prices of GPU hours and cards, their history, and costs of ownership.

use std::collections::BTreeMap;

use netprice::book::citation::{Citation, Confidence};
use netprice::market::series::{ChangeReason, DatedPrice, PriceSeries};
use netprice::value::day::{AsOf, Day};
use netprice::value::decimal::NonNegative;
use netprice::value::id::{Provider, SeriesId};
use netprice::value::money::Currency;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::CatalogError;
use crate::rows::{Sources, rows};
use crate::tables::Tables;

/// Published prices of hardware.
#[derive(Clone, Debug, Default)]
pub struct Hardware {
    /// Prices per hour of machines with GPUs, in the order of the data.
    pub hours: Vec<GpuHour>,
    /// Price histories, in the order of the data.
    pub series: Vec<PublishedSeries>,
    /// Figures on ownership, such as prices of servers and power, by id.
    pub figures: BTreeMap<String, OwningFigure>,
    /// The names of providers, series and kinds of price, in English and Simplified Chinese.
    names: BTreeMap<(HardwareNameKind, String), [String; 2]>,
}

/// The price per hour of a machine with GPUs.
#[derive(Clone, Debug)]
pub struct GpuHour {
    /// The model of the GPU or accelerator.
    pub gpu: String,
    /// The provider that sells it.
    pub provider: Provider,
    /// The region, as the provider names it.
    pub region: String,
    /// The id of the way it is bought, such as on demand.
    pub kind: String,
    /// The currency of the price.
    pub currency: Currency,
    /// The price per hour of all GPUs together.
    pub price: NonNegative,
    /// The name of the machine, where the provider gives one.
    pub instance: Option<String>,
    /// The number of GPUs.
    pub gpus: u32,
    /// The source and the date of the price.
    pub published: Citation,
}

/// A published price history.
#[derive(Clone, Debug)]
pub struct PublishedSeries {
    /// Unique among all series.
    pub id: SeriesId,
    /// The model of the GPU or card.
    pub gpu: String,
    /// The seller.
    pub provider: Provider,
    /// The kind of price: list, street, spot or rental.
    pub kind: String,
    /// The unit of the price: an hour, or a card.
    pub per: String,
    /// The dated prices.
    pub prices: PriceSeries,
    /// The confidence in the prices.
    pub confidence: Confidence,
    /// The name of the source.
    pub source: String,
    /// A remark on the prices.
    pub note: Option<String>,
}

/// A figure on ownership: a price, a power or a throughput.
#[derive(Clone, Debug)]
pub struct OwningFigure {
    /// The number.
    pub value: NonNegative,
    /// The unit, as the source writes it.
    pub unit: String,
    /// The source and the date of the figure.
    pub published: Citation,
}

/// The kind of thing that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HardwareNameKind {
    /// A provider.
    Provider,
    /// A series.
    Series,
    /// A kind of price.
    Kind,
}

impl Hardware {
    /// The name of an id, in English and in Simplified Chinese.
    #[must_use]
    pub fn name(&self, kind: HardwareNameKind, id: &str) -> Option<&[String; 2]> {
        self.names.get(&(kind, id.to_owned()))
    }

    /// The series with an id.
    #[must_use]
    pub fn series_of(&self, id: &SeriesId) -> Option<&PublishedSeries> {
        self.series.iter().find(|series| series.id == *id)
    }

    /// Reads the prices and figures.
    pub(crate) fn read(tables: &Tables, sources: &Sources) -> Result<Self, CatalogError> {
        let names = rows::<NameRow>(tables, "gpu_names.csv")?.into_iter();
        Ok(Self {
            hours: each(tables, HOURS, |row: HourRow| row.read(sources))?,
            series: series(tables, sources)?,
            figures: each(tables, FIGURES, |row: FigureRow| row.read(sources))?
                .into_iter()
                .collect(),
            names: names
                .map(|row| ((row.kind, row.id), [row.en, row.zh]))
                .collect(),
        })
    }
}

/// Reads each row of a table.
fn each<R: DeserializeOwned, T>(
    tables: &Tables,
    file: &str,
    read: impl Fn(R) -> Result<T, String>,
) -> Result<Vec<T>, CatalogError> {
    let rows = rows::<R>(tables, file)?.into_iter();
    rows.map(|row| read(row).map_err(|message| CatalogError::at(file, message)))
        .collect()
}

const HOURS: &str = "gpu_prices.csv";
const SERIES: &str = "gpu_series.csv";
const INDEX: &str = "gpu_series_index.csv";
const FIGURES: &str = "owning.csv";

fn series(tables: &Tables, sources: &Sources) -> Result<Vec<PublishedSeries>, CatalogError> {
    let mut points: BTreeMap<String, Vec<PointRow>> = BTreeMap::new();
    for row in rows::<PointRow>(tables, SERIES)? {
        points.entry(row.series.clone()).or_default().push(row);
    }
    let index = rows::<SeriesRow>(tables, INDEX)?.into_iter();
    let index = index.map(|row| {
        let points = points.remove(row.id.as_str()).unwrap_or_default();
        row.read(points, sources)
            .map_err(|message| CatalogError::at(INDEX, message))
    });
    index.collect()
}

impl SeriesRow {
    fn read(self, points: Vec<PointRow>, sources: &Sources) -> Result<PublishedSeries, String> {
        let source = sources.name(&self.source)?.to_owned();
        let prices = points.into_iter().map(|point| DatedPrice {
            day: point.as_of,
            price: point.price,
            change: point.change,
            source: source.clone(),
        });
        let prices = PriceSeries {
            currency: self.currency,
            prices: prices.collect(),
        };
        if let Some(problem) = prices.problems().first() {
            return Err(format!("'{}': {problem}", self.id));
        }
        Ok(PublishedSeries {
            id: self.id,
            gpu: self.gpu,
            provider: self.provider,
            kind: self.kind,
            per: self.per,
            prices,
            confidence: self.confidence,
            source,
            note: self.note,
        })
    }
}

impl HourRow {
    fn read(self, sources: &Sources) -> Result<GpuHour, String> {
        Ok(GpuHour {
            published: sources.citation(&self.source, self.as_of, self.confidence, self.note)?,
            gpu: self.gpu,
            provider: self.provider,
            region: self.region,
            kind: self.kind,
            currency: self.currency,
            price: self.price,
            instance: self.instance,
            gpus: self.gpus,
        })
    }
}

impl FigureRow {
    fn read(self, sources: &Sources) -> Result<(String, OwningFigure), String> {
        let published = sources.citation(&self.source, self.as_of, self.confidence, self.note)?;
        let (value, unit) = (self.value, self.unit);
        Ok((
            self.id,
            OwningFigure {
                value,
                unit,
                published,
            },
        ))
    }
}

#[derive(Deserialize)]
struct HourRow {
    gpu: String,
    provider: Provider,
    region: String,
    kind: String,
    currency: Currency,
    price: NonNegative,
    instance: Option<String>,
    gpus: u32,
    as_of: AsOf,
    confidence: Confidence,
    source: String,
    note: Option<String>,
}

#[derive(Deserialize)]
struct FigureRow {
    id: String,
    value: NonNegative,
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
    price: NonNegative,
    change: ChangeReason,
}

#[derive(Deserialize)]
struct SeriesRow {
    id: SeriesId,
    gpu: String,
    provider: Provider,
    kind: String,
    currency: Currency,
    per: String,
    source: String,
    confidence: Confidence,
    note: Option<String>,
}

#[derive(Deserialize)]
struct NameRow {
    kind: HardwareNameKind,
    id: String,
    en: String,
    zh: String,
}
