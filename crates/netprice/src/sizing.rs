//! How much to commit to, and what a commitment is paid when.

pub mod cash;
pub mod demand;
pub mod duration;
