//! From usage to charges: metered, rated at list, negotiated, covered by commitments.

pub mod charge;
pub mod commit;
pub mod context;
pub mod lines;
pub mod meter;
pub mod negotiate;
pub mod rate;
pub mod step;
