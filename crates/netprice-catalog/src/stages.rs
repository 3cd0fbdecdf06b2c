//! The published order of providers' discounts: the stage at which each applies.

use netprice::Citation;
use netprice::agreement::terms::{PriceChange, Stage};
use netprice::book::citation::Confidence;
use netprice::value::day::AsOf;
use netprice::value::id::Provider;
use strum::VariantNames;

use crate::error::CatalogError;
use crate::rows::{Row, each_row, parsed};
use crate::tables::Tables;
use crate::words::word;

/// The stage at which a provider applies a kind of discount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedStage {
    /// The provider.
    pub provider: Provider,
    /// The name of the discount, such as `private_pricing`.
    pub discount: String,
    /// The field of the change that writes it, such as `pay`.
    pub change: String,
    /// The stage of a term for it.
    pub stage: Stage,
    /// Whether a plan draws the rate after this discount where it is lower than the plan's.
    pub lower_of_rates: bool,
    /// The citation.
    pub published: Citation,
}

struct StageRow {
    provider: Provider,
    discount: String,
    change: String,
    stage: Stage,
    lower_of_rates: bool,
    as_of: AsOf,
    confidence: Confidence,
    /// The text of the source, which `data/sources.csv` has under an id.
    source: String,
}

impl StageRow {
    fn read(row: &Row<'_>) -> Result<Self, String> {
        Ok(Self {
            provider: row.read("provider", parsed)?,
            discount: row.text("discount")?.to_owned(),
            change: row.text("change")?.to_owned(),
            stage: row.read("stage", word)?,
            lower_of_rates: row.is_true("lower_of_rates")?,
            as_of: row.read("as_of", parsed)?,
            confidence: row.read("confidence", word)?,
            source: row.text("source")?.to_owned(),
        })
    }
}

pub(crate) fn read(tables: &Tables) -> Result<Vec<PublishedStage>, CatalogError> {
    const FILE: &str = "stages.csv";
    let rows = each_row(tables, FILE, StageRow::read)?.into_iter();
    let stages = rows.map(|row| {
        if !PriceChange::VARIANTS.contains(&row.change.as_str()) {
            return Err(CatalogError::at(
                FILE,
                format!("'{}' is no change of a term", row.change),
            ));
        }
        Ok(PublishedStage {
            published: Citation {
                source: row.source.into(),
                as_of: row.as_of,
                confidence: row.confidence,
                note: None,
            },
            provider: row.provider,
            discount: row.discount,
            change: row.change,
            lower_of_rates: row.lower_of_rates,
            stage: row.stage,
        })
    });
    stages.collect()
}
