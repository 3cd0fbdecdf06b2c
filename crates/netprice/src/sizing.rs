//! The sizing of commitments, their payment schedule, and discounts by duration.

pub mod cash;
pub mod demand;
pub mod duration;
