//! Price books compiled for rating row by row: the same costs as [`quote`](crate::quote()), without the steps.
//!
//! A [`CompiledBook`] is derived once from a price book and an agreement. It rates a row by whole numbers where they
//! hold it exactly, and by the explained path, which is that of a quote, where they do not; a row says by which. Both
//! give the same cost to the last digit, and the property tests of this module compare them.
//!
//! # Why nothing wraps and nothing is rounded
//!
//! A *folded* price has at most 16 decimals at list and after its terms, a quantity at most 12. They are kept as
//! whole numbers of 10^-10 or 10^-16 and of 10^-6 or 10^-12, each in 64 bits without a sign:
//!
//! | number | unit | below |
//! |---|---|---|
//! | quantity and count of a lane | 10^-6 | 2^64, which are 1.8 × 10^13 units |
//! | quantity on the finer grid | 10^-12 | 2^64, which are 1.8 × 10^7 units |
//! | price | 10^-10, else 10^-16 | 2^64, which are 1.8 × 10^9, else 1,844 |
//! | cost, places of both added | 10^-16 to 10^-28 | 2^128 |
//!
//! The product of two numbers below 2^64 is below 2^128, so the one multiplication of the fast path cannot overflow.
//! Everything else (the count, a row over several tiers, a sum) is checked, and what does not fit takes the explained
//! path or the exact ratio of a sum. A decimal becomes a whole number only if no digit is lost. There is no other
//! conversion, so that a cost is exact or is not given.
//!
//! # What is folded
//!
//! Flat and graduated prices, and the terms `pay`, `markup`, `not_below` and `not_above`, which multiply a price. An
//! [`Unfolded`] says why a SKU takes the explained path. Terms that depend on several charges, commitments and fees
//! have no cost of a single row, and are refused.
//!
//! A row takes time that does not grow with the number of rows, SKUs or terms; compiling grows with SKUs × terms.

mod book;
mod counts;
mod fold;
mod plan;
mod rated;
mod scaled;
mod sum;
#[cfg(test)]
mod tests;

pub use book::CompiledBook;
pub use counts::Counts;
pub use plan::Unfolded;
pub use rated::{Explained, Rated, RatedRow};
pub use scaled::Scaled;
pub use sum::CostSum;
