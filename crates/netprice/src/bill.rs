//! The bill for charges, and the splitting of amounts over periods and users.

pub mod chargeback;
pub mod invoice;
pub mod prorate;
mod spread;
