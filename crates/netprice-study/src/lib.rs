//! Studies: questions about cloud prices in one document, and their answers.
//!
//! A [`Study`] holds shared context (currency, day, tax basis, exchange rates, price books and
//! overrides) and any of five questions. Each question has a function; [`answer()`] calls those of a
//! study:
//!
//! | question | fields of the study | function | answer |
//! |---|---|---|---|
//! | What does a workload cost at each offer? | `workload`, `offers` | [`compare()`] | each offer's quote, bill and rank |
//! | What does a month of traffic cost? | `traffic` | [`traffic()`] | each tariff's bill, each peak method's Mbps |
//! | Which commitments are cheapest for a load? | `commit` | [`commit()`] | each offer's best commitments |
//! | How will prices move, and who should buy or sell? | `market` | [`market()`] | outlook, sellers, tender, buyer |
//! | Are an API's tokens cheaper than own machines? | `tokens` | [`tokens()`] | each machine compared with the API |
//!
//! Each offer, tariff, seller or machine has its own `Result`, so a problem with one does not affect the
//! answers of the others. [`analysis`] derives figures from a study or an answer: cost by service,
//! waterfall, sensitivity, crossings, cost of one more unit, needed discount, coverage, FOCUS rows.
//!
//! ```
//! use netprice_study::{Catalog, Study, compare};
//!
//! let study = Study::from_json(r#"{
//!     "currency": "USD",
//!     "workload": { "lines": [
//!         { "id": "web", "ask": { "machines": { "count": "1", "vcpus": "4", "memory_gib": "16" } } },
//!         { "id": "out", "ask": { "traffic": { "gb": "100000" } } }
//!     ] },
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
pub mod bill;
pub mod commit;
pub mod compare;
pub mod discount_order;
pub mod market;
mod models;
pub mod outcome;
pub mod overrides;
pub mod problem;
pub mod question;
mod rates;
pub mod resumable;
pub mod sku_match;
pub mod study;
mod table;
pub mod tokens;
pub mod traffic;
pub mod typed;
pub mod workload;

pub use answer::{Answer, answer};
pub use commit::{CommitAnswer, commit};
pub use compare::{CompareAnswer, OfferAnswer, compare};
pub use market::{MarketAnswer, market};
pub use netprice_catalog::Catalog;
pub use problem::{Located, Problems, StudyProblem};
pub use question::Question;
pub use resumable::Resumable;
pub use study::{Offer, Study};
pub use tokens::{TokensAnswer, tokens};
pub use traffic::{TrafficAnswer, traffic};
pub use workload::Workload;
