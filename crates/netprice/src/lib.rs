#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![deny(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm
)]

pub mod value;

pub mod problem;

pub mod book;
pub mod usage;

pub mod agreement;

pub mod rating;

pub mod bill;

pub mod quote;

pub mod compiled;

pub mod comparison;

pub mod inverse;
pub mod sizing;

pub mod bandwidth;
pub mod finance;
pub mod market;
pub mod math;
pub mod tokens;

pub use agreement::Agreement;
pub use agreement::billing::{Billing, Voucher};
pub use agreement::commitment::{Commitment, Fee};
pub use agreement::scope::Scope;
pub use agreement::terms::{PriceChange, Term, Terms};
pub use bill::invoice::Bill;
pub use book::citation::Citation;
pub use book::price::{PriceModel, Tier};
pub use book::price_book::{PriceBook, Sku};
pub use book::tax::Tax;
pub use problem::{Problem, Problems};
pub use quote::{Quote, quote};
pub use rating::charge::{Charge, Costs};
pub use rating::step::Step;
pub use usage::{Usage, UsageLine};
pub use value::decimal::NonNegative;
pub use value::discount::Discount;
pub use value::money::{Currency, Money};
pub use value::quantity::Quantity;
