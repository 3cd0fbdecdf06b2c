//! Questions about cloud prices as one document, and their answers.
//!
//! A [`Study`] is shared context (currency, day, tax basis, exchange rates, price books and overrides)
//! and any of five questions. Each has its function, and [`answer()`] asks all that a study asks:
//!
//! | question | in the study | function | answers |
//! |---|---|---|---|
//! | what does it cost where | `workload`, `offers` | [`compare()`] | each offer's quote, bill and rank |
//! | what does traffic cost | `traffic` | [`traffic()`] | each tariff's bill, each method's figure |
//! | how much to buy ahead | `commit` | [`commit()`] | each offer's best commitments |
//! | what if prices move | `market` | [`market()`] | outlook, sellers, tender, buyer |
//! | an API or machines of one's own | `tokens` | [`tokens()`] | each kind of machine against the API |
//!
//! Each offer, tariff, seller or machine has its own `Result`: what is wrong with one does not keep the
//! others from being answered. [`analysis`] has functions over an answer: cost by service, waterfall,
//! sensitivity, crossovers, one more unit, needed discount, coverage, FOCUS rows.
//!
//! ```
//! use netprice_study::{Catalog, Study, compare};
//!
//! let study = Study::from_json(r#"{
//!     "currency": "USD",
//!     "workload": {
//!         "machines": "1", "vcpus": "4", "memory_gib": "16", "hours": "730",
//!         "stored_gb": "0", "egress_gb": "100000"
//!     },
//!     "offers": [{ "price_book": "aws-us-east-1" }]
//! }"#)?;
//! let answer = compare(&study, &Catalog::published()?);
//! // 730 × 0.172 for the machine, and 921.6 + 3481.6 + 3416 for the traffic.
//! assert_eq!(answer.comparison.ranked[0].costs.list.to_string(), "7944.76 USD");
//! # Ok::<(), Box<dyn std::error::Error>>(())
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

pub mod analysis;
pub mod answer;
pub mod commit;
pub mod compare;
pub mod market;
pub mod outcome;
pub mod overrides;
pub mod problem;
mod rates;
pub mod resumable;
pub mod sku_match;
pub mod study;
mod table;
pub mod tokens;
pub mod traffic;
pub mod workload;

pub use answer::{Answer, answer};
pub use commit::{CommitAnswer, commit};
pub use compare::{CompareAnswer, OfferAnswer, compare};
pub use market::{MarketAnswer, market};
pub use netprice_catalog::Catalog;
pub use problem::{Located, Problems, StudyProblem};
pub use resumable::Resumable;
pub use study::{Offer, Study};
pub use tokens::{TokensAnswer, tokens};
pub use traffic::{TrafficAnswer, traffic};
pub use workload::Workload;
