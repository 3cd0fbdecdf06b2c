//! The published stages at which providers apply their discounts.

use netprice::Citation;
use netprice::agreement::terms::Stage;
use netprice::book::citation::Confidence;
use netprice::value::day::AsOf;
use netprice::value::id::Provider;
use serde::Deserialize;

use crate::error::CatalogError;
use crate::rows::{Sources, rows};
use crate::tables::Tables;

/// The stage at which a provider applies a kind of discount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedStage {
    /// The provider.
    pub provider: Provider,
    /// The kind of discount, such as `private_pricing`.
    pub discount: String,
    /// The stage of a term for it.
    pub stage: Stage,
    /// The citation.
    pub published: Citation,
}

#[derive(Deserialize)]
struct StageRow {
    provider: Provider,
    discount: String,
    stage: Stage,
    as_of: AsOf,
    confidence: Confidence,
    source: String,
}

pub(crate) fn read(
    tables: &Tables,
    sources: &Sources,
) -> Result<Vec<PublishedStage>, CatalogError> {
    const FILE: &str = "stages.csv";
    let rows = rows::<StageRow>(tables, FILE)?.into_iter();
    let stages = rows.map(|row| {
        let published = sources.citation(&row.source, row.as_of, row.confidence, None);
        Ok(PublishedStage {
            published: published.map_err(|message| CatalogError::at(FILE, message))?,
            provider: row.provider,
            discount: row.discount,
            stage: row.stage,
        })
    });
    stages.collect()
}
