//! Reads the files that people export, as they come: traffic of monitoring tools, and bills and price lists of
//! clouds.
//!
//! A reader recognises a file by its content, and states in a report what it read, took, assumed and refused. What a file
//! does not say and what would change a bill (a unit, the order of day and month, a clock) is an [`ImportProblem`] that
//! names the question and the hint that answers it, never a guess.
//!
//! ```
//! use netprice_import::traffic::{TrafficHints, read};
//! use netprice::bandwidth::samples::Zone;
//! let text = "time,out (MB/s)\n2026-11-01T00:00,125\n2026-11-01T00:05,12.5\n";
//! let read = read(text, &TrafficHints::default(), Zone(0)).unwrap();
//! // 125 megabytes a second are 1,000 megabits a second.
//! assert_eq!(read.samples.values[0].unwrap().outbound, 1_000_000_000_000_000);
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

pub mod bill;
mod header;
mod number;
pub mod price;
pub mod price_list;
pub mod problem;
mod table;
pub mod traffic;

pub use problem::{ImportProblem, Located, Problems};
