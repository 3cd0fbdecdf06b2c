//! The bill for charges, and the splitting of amounts over periods and users.

pub mod amount_due;
mod bounds;
pub mod chargeback;
mod draft;
pub mod invoice;
mod item;
pub mod line;
pub mod prorate;
mod spread;
mod taxes;
mod vouchers;
