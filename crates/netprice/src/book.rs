//! What a provider publishes: SKUs, prices, rules of quantities, taxes, and where each was read.

pub mod citation;
pub mod price;
pub mod price_book;
pub mod rule;
pub mod tax;
