//! Pricing scenarios as files: a plan, and what it must cost.
//!
//! A scenario file is TOML: a topic, price books shared by its cases, and named cases, each with
//! its source, a plan and the expected figures or the expected error. Figures are compared as
//! exact decimals, and unknown fields are refused, so that a misspelt expectation cannot pass.
//!
//! ```toml
//! topic = "graduated prices"
//!
//! [price_books.acme]
//! provider = "acme"
//! region = "north"
//! currency = "USD"
//!
//! [price_books.acme.skus.egress]
//! service = "internet-egress"
//! unit = "GB"
//! price = { flat = "0.09" }
//! published = { source = "price page", as_of = "2026-01-31" }
//!
//! [[cases]]
//! name = "100 GB"
//! source = "100 × 0.09, by hand"
//! [cases.plan]
//! currency = "USD"
//! [[cases.plan.offers]]
//! price_book = "acme"
//! usage.lines = [{ id = "egress", sku = "egress", quantity = "100 GB" }]
//! [cases.expect.offers.acme]
//! list = "9 USD"
//! ```
//!
//! `netprice test PATH...` runs such files; from Rust, see [`read`] and [`run`].

#![deny(missing_docs)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod calculate;
mod calculate_bandwidth;
mod calculate_gpu;
mod check;
mod check_committed;
mod file;

pub use calculate::Calculation;
pub use calculate_bandwidth::{Bandwidth, Traffic};
pub use check::{Outcome, run};
pub use file::{
    Case, Expected, ExpectedHeld, ExpectedLine, ExpectedOffer, ExpectedShare, Scenario,
    ScenarioError, read,
};
