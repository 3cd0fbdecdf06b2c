//! The parts that are loaded when they are first shown; no view imports another.

use netprice_catalog::Catalog;
use netprice_study::Problems;
use netprice_study::overrides::PriceOverride;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::app::forms::Forms;
use crate::app::link::{self, LinkProblem, OpenedLink};
use crate::app::save_share::{Keep, KeepProps};
use crate::app::stories::{Story, opened};
use crate::kit::part::parts;
use crate::kit::quoting::quote_all;
use crate::language::Language;
use crate::market::props::MarketViewProps;
use crate::market::view::MarketView;
use crate::prices::own_prices;
use crate::prices::props::PricesProps;
use crate::prices::view::PricesView;
use crate::traffic::props::TrafficViewProps;
use crate::traffic::view::TrafficView;

parts! {
    /// The view of traffic.
    TrafficPart in traffic by load_traffic: TrafficView of TrafficViewProps;
    /// The view of GPUs.
    MarketPart in market by load_market: MarketView of MarketViewProps;
    /// The view of all prices.
    PricesPart in prices by load_prices: PricesView of PricesProps;
    /// Saving and sharing.
    KeepPart in keep by load_keep: Keep of KeepProps;
}

/// Applies the reader's own prices to the catalogue.
pub type Apply = fn(&Catalog, &[PriceOverride]) -> Result<Catalog, Problems>;

/// Loads the part that applies the reader's own prices.
#[wasm_split(prices, fallible)]
pub fn own_prices_applied() -> Result<Apply, SplitLoaderError> {
    Ok(own_prices::applied)
}

/// The functions that need the reader of a whole study.
#[derive(Clone, Copy)]
pub struct LinkPart {
    /// Writes the forms as a fragment.
    pub write: fn(Language, &Forms) -> String,
    /// Reads a fragment.
    pub read: fn(&str) -> Result<Option<OpenedLink>, LinkProblem>,
    /// The content of a story.
    pub story: fn(Story) -> OpenedLink,
}

/// Loads the part that reads and writes links.
#[wasm_split(keep, fallible)]
pub fn link_part() -> Result<LinkPart, SplitLoaderError> {
    quote_all();
    Ok(LinkPart {
        write: link::write,
        read: link::read,
        story: opened,
    })
}
