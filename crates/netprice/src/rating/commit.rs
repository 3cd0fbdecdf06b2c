//! Commitments applied to charges: what was promised, what was used of it, what it was worth.
//!
//! Reservations, savings plans, committed-use discounts, subscriptions (包年包月), packs (资源包) and
//! promises of spend are data for one mechanism: a
//! [`Commitment`](crate::agreement::commitment::Commitment) has a capacity, each unit of usage draws
//! on it, and its fee is owed whether it is drawn or not. What covered usage costs is its share of
//! the fee; what is not drawn is a charge of its own.
//!
//! - [`apply_commitments`]: the mechanism.
//! - [`worth`]: coverage, utilisation, savings rate.

mod apply;
mod checks;
mod partial;
pub mod worth;

pub use apply::{CommitmentResult, Committed, apply_commitments};
