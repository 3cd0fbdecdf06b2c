//! Applies commitments to charges, and reports their use and their worth.
//!
//! Reservations, savings plans, committed-use discounts, subscriptions (包年包月), packs (资源包) and
//! promises of spend are handled by one mechanism: a
//! [`Commitment`](crate::agreement::commitment::Commitment) has a capacity, each unit of usage
//! draws on it, and its fee is owed whether it is drawn or not. Covered usage costs its share of
//! the fee; undrawn capacity is a separate charge.
//!
//! - [`apply_commitments`]: the mechanism.
//! - [`worth`]: coverage, utilisation, savings rate.

mod apply;
mod bucket;
mod checks;
mod draw;
pub(crate) mod paid;
mod partial;
mod unused;
pub mod worth;

pub(crate) use apply::uncommitted;
pub use apply::{Committed, apply_commitments, meet_promises};
pub use draw::CommitmentResult;
