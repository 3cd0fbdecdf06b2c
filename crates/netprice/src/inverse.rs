//! Inverse questions: the discount that meets a target, the cost of one more unit, and the
//! quantities at which costs cross.

pub mod crossing;
pub mod marginal;
pub mod target;
