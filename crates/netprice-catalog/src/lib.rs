//! Published cloud prices with source and date, and the plan document that uses them.
//!
//! - [`catalog`]: the price books and exchange rates that are published with this crate. Prices
//!   are data files in `data/`: a new provider is new files.
//! - [`commitments`]: what the providers sell ahead: reservations, subscriptions, packs.
//! - [`need`]: what a person wants, without a provider: machines, storage, traffic.
//! - [`choose`]: which SKU of a price book answers a need, and why that one.
//! - [`plan`]: the one document: what a scenario file holds, what the command and the JavaScript
//!   call take, and what the page keeps in its link.
//! - [`answer`]: a plan priced at every offer and compared.
//! - [`network`]: published ways of billing traffic and bandwidth, and published peak methods.
//! - [`hardware`]: published prices of GPU hours, cards and tokens, over time, and figures for owning.
//! - [`traffic`]: samples of traffic from the text of a table.
//! - [`sheet`]: a person's own prices in the place of published ones.
//! - [`needed`]: which pay rate an offer would need to meet a target.
//!
//! ```
//! use netprice_catalog::{answer::answer, catalog::Catalog, plan::Plan};
//!
//! let catalog = Catalog::published().unwrap();
//! let plan = Plan::from_json(r#"{
//!     "currency": "USD",
//!     "need": {
//!         "machines": "1", "vcpus": "4", "memory_gib": "16", "hours": "730",
//!         "stored_gb": "0", "egress_gb": "100000"
//!     },
//!     "offers": [{ "price_book": "aws-us-east-1" }]
//! }"#).unwrap();
//! let answer = answer(&plan, &catalog).unwrap();
//! // 730 × 0.172 for the machine, and 921.6 + 3481.6 + 3416 for the traffic.
//! assert_eq!(answer.comparison.ranked[0].costs.list.to_string(), "7944.76 USD");
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

pub mod answer;
pub mod catalog;
pub mod choose;
pub mod commitments;
pub mod hardware;
pub mod need;
pub mod needed;
pub mod network;
pub mod plan;
pub mod sheet;
pub mod traffic;

mod files;
