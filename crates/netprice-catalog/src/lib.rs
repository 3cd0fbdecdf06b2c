//! Published cloud prices, each with its source and date.
//!
//! - [`Catalog`]: price books, commitments, exchange rates, prices of traffic and of hardware; each is
//!   read on first access, from tables that are compiled in, in a folder, or given one by one. People edit
//!   the text tables in `data/`, and `cargo xtask pack` makes the tables of them, so a new provider needs no
//!   code.
//! - [`book`]: a price book with the sizes of its machines.
//! - [`machines`]: machines as SKUs, bought on demand, spot or by the month.
//! - [`check`]: what looks wrong in its price books.
//! - [`difference`]: what differs between two catalogues.
//! - [`coverage`]: what the catalogue has and what it lacks, by price book.
//! - [`place`]: the parts of the world, and sets of price books to start from.
//! - [`goods`]: what the other SKUs of a price book are, as criteria of a workload.
//! - [`index`]: what a price book sells, by criteria, ordered by price.
//! - [`stages`]: the stages at which providers apply their discounts.
//! - [`commitments`]: commitments that providers sell: reservations, subscriptions, packs.
//! - [`network`]: published tariffs of traffic and bandwidth, and published peak methods.
//! - [`hardware`]: published prices of GPU hours and cards, their history, and costs of ownership.
//! - [`allowances`]: what an account has free each month, as a choice.
//! - [`tokens`]: prices of tokens by provider and model, with cache, batch, tiers and dates.
//! - [`price_list`]: all of these prices as one list.
//!
//! ```
//! let catalog = netprice_catalog::Catalog::published()?;
//! let aws = catalog.book("aws-us-east-1")?.unwrap();
//! assert_eq!(aws.prices.skus["m5.xlarge"].unit.to_string(), "Hours");
//! # Ok::<(), netprice_catalog::CatalogError>(())
//! ```

#![deny(missing_docs)]
#![deny(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm
)]

pub mod accelerators;
pub mod allowances;
pub mod book;
pub mod check;
pub mod commitments;
pub mod coverage;
pub mod difference;
pub mod goods;
pub mod hardware;
pub mod index;
pub mod machines;
pub mod network;
pub mod place;
pub mod price_list;
pub mod services;
pub mod stages;
pub mod tokens;

mod catalog;
mod composed;
mod error;
mod exchange;
mod gpu_days;
mod packed;
mod packed_services;
mod rows;
mod series;
mod tables;
mod token_prices;
mod words;

pub use catalog::Catalog;
pub use error::CatalogError;
