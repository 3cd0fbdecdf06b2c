//! Inverse questions: the discount that meets a target, one more unit, where costs cross.

pub mod crossing;
pub mod marginal;
pub mod target;
