//! Rates usage: it is metered, priced at list, changed by terms and covered by commitments.

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
