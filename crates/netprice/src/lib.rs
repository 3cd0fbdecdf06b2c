//! From list price to net price: what usage really costs, exactly and explained.
//!
//! A price list is not what anyone pays. This crate takes what a provider publishes
//! ([`price_book`]), what is used ([`usage`]) and what a customer agreed ([`terms`]), and
//! answers with a [`quote::Quote`] whose every number carries the steps that made it.
//!
//! # The line of data
//!
//! Each phase is a pure function of the phases before it:
//!
//! 1. [`usage`] → pricing quantities ([`measure`]): conversion, minimums, increments, allowances.
//! 2. + [`price_book`] → **list cost** ([`list`]): the published price, tier by tier.
//! 3. + [`terms`] → **contracted cost** ([`contract`]): the negotiated changes in their listed order.
//! 4. → [`quote`]: the charges and their totals; a missing price makes the total incomplete.
//! 5. → [`bill`]: the amount to pay, after minimums, vouchers, tax and rounding.
//! 6. → [`convert`]: one currency for all, once, at a dated rate.
//! 7. → [`compare`]: ranked, the incomplete ones apart.
//!
//! # What is absent
//!
//! No input or output, no clock, no globals, no threads, no floats, no provider's name, and no
//! panic: any text either parses and can be priced, or gives a [`error::PricingError`] that
//! names the field, the value and what was expected.
//!
//! # The rounding law
//!
//! A product or quotient is rounded half-even to 12 decimals when it is made; sums and
//! differences are exact; see [`decimal`]. Rounding an amount to cents is a separate, explicit
//! act: see [`money::Rounding`].
//!
//! # Example
//!
//! 730 hours at 0.192 USD list, under a contract that pays 45%:
//!
//! ```
//! use netprice::price::PriceModel;
//! use netprice::price_book::{PriceBook, Sku};
//! use netprice::published::Published;
//! use netprice::quote::{Total, quote};
//! use netprice::terms::{PriceChange, Term, Terms};
//! use netprice::usage::{Usage, UsageLine};
//!
//! let mut book = PriceBook::new("acme".parse()?, "north".parse()?, "USD".parse()?);
//! let published = Published::new("price page", "2026-01-31".parse()?);
//! let price = PriceModel::Flat("0.192".parse()?);
//! let vm = Sku::new("compute".parse()?, "Hours".parse()?, Some(price), published);
//! book.skus.insert("vm".parse()?, vm);
//! let line = UsageLine::new("servers".parse()?, "vm".parse()?, "730 Hours".parse()?);
//! let usage = Usage::of(vec![line]);
//! let contract = PriceChange::Pay("4.5折".parse()?);
//! let terms = Terms(vec![Term::new("frame contract".parse()?, contract)]);
//!
//! let quote = quote(&book, &usage, &terms).expect("a complete plan");
//! let Total::Complete(costs) = quote.total else { panic!("a price is missing") };
//! assert_eq!(costs.list.to_string(), "140.16 USD");      // 730 × 0.192
//! assert_eq!(costs.effective.to_string(), "63.072 USD"); // 140.16 × 45%
//! # Ok::<(), netprice::error::Problem>(())
//! ```

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

pub mod error;

pub mod allocate;
pub mod decimal;
pub mod id;
pub mod money;
pub mod prorate;
pub mod quantity;
pub mod rate;

mod text;

pub mod price;
pub mod price_book;
pub mod published;
pub mod rule;
pub mod tax;
pub mod terms;
pub mod usage;

pub mod bill;
pub mod commit;
pub mod contract;
pub mod crossing;
pub mod list;
pub mod measure;
pub mod quote;
pub mod share_back;
pub mod solve;
pub mod step;

pub mod compare;
pub mod convert;

pub mod bandwidth;
pub mod gpu;
