//! Step 4: commitments: what was promised, what was used of it, what it was worth.
//!
//! Reservations, savings plans, committed-use discounts, subscriptions (包年包月), packs (资源包) and
//! promises of spend are data for one mechanism: a [`Commitment`](offer::Commitment) has a
//! capacity, each unit of usage draws on it, and its fee is owed whether it is drawn or not. What
//! covered usage costs is its share of the fee; what is not drawn is a charge of its own.
//!
//! - [`offer`]: the data.
//! - [`cover`](fn@cover): the mechanism.
//! - [`cash`]: what is paid in which month, beside what it is worth in it.
//! - [`ladder`]: the price of a duration.
//! - [`worth`]: coverage, utilisation, savings rate.
//! - [`best`]: how much to commit for a demand curve.

pub mod best;
pub mod cash;
mod checks;
mod cover;
pub mod ladder;
mod left;
pub mod offer;
pub mod worth;

pub use cover::{Held, cover};
