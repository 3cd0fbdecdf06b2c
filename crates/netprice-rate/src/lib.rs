//! Rates usage from CSV, Parquet and FOCUS files in one pass, in exact sums.
//!
//! A [`Rater`] holds a compiled price book and what is asked. [`Rater::read`] reads files into a [`Partial`]: exact
//! sums of quantities, and the exact costs of rows that are rated one by one. Partials of other files are added by
//! [`Partial::merge`]. [`Rater::price`] prices the sums at the end.
//!
//! # Why the order of rows does not matter
//!
//! A folded price is a product, so the cost of a sum of quantities is the sum of the costs, to the last digit. Where
//! the cost depends on the count, as in tiers, the sums of a SKU are priced in the order of their days, then of their
//! labels, whatever the order of the rows. The parts of several threads, batches and files are exact sums, and adding
//! them in any order gives the same. Rows whose cost depends on the row itself (a term that owes a least amount, a
//! rounding, machines that are counted apart) are rated one by one in the order of the files.

mod columns;
mod csv_rows;
mod explain;
mod fast_csv;
mod known;
mod late;
mod parquet_rows;
mod parse;
mod partial;
mod plan;
mod price;
mod problem;
mod read;
mod row;
mod rows;
mod skus;
mod sums;
mod tags;
mod tally;
mod texts;
mod totals;

pub use columns::{Dimension, Options, Role};
pub use partial::Partial;
pub use plan::Rater;
pub use price::State;
pub use problem::{RateError, WrongRow};
pub use totals::{Amounts, Explanation, Group, Missing, Report};
