//! From charges to the amount due, and amounts split over periods and users.

pub mod chargeback;
pub mod invoice;
pub mod prorate;
