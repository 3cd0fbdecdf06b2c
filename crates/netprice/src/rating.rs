//! Rates usage: it is metered, priced at list, changed by terms and covered by commitments.
//!
//! # How the work grows
//!
//! For n usage lines, every phase grows with n log n:
//!
//! | phase | time grows with | memory of a line |
//! |---|---|---|
//! | [`meter`] and [`rate`] | n × log (SKUs, tiers, later prices) | a charge, its list price and its slices |
//! | [`negotiate`] | n × terms; a `best_of` tries each of its terms | a step for each term that changes the line; charges share its reason |
//! | [`commit`] | n × commitments, and n log n for each to sort the lines in its scope | another charge for each part of a split line |
//! | [`fee`] | n × fees | none |
//! | [`bill`](crate::bill) | n × (vouchers, line minimums, tax rates) | one or two bill lines |
//! | [`convert`](crate::comparison::convert) | n × tax rates | four costs |
//!
//! A scope takes the logarithm of its names for each line. DESIGN.md states the times and the memory.

mod bounds;
pub mod charge;
pub mod commit;
pub mod context;
pub mod draft;
pub mod fee;
pub(crate) mod ledger;
pub mod lines;
pub mod meter;
pub mod negotiate;
pub mod rate;
mod span;
pub mod step;
