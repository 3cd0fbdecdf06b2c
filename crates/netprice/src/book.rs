//! The published data of a provider: SKUs, prices, quantity rules, taxes and citations.

pub mod citation;
pub mod exchange;
pub mod price;
pub mod price_book;
pub mod rounding;
pub mod rule;
pub mod tax;
