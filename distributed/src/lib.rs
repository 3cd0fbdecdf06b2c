//! Exact costs in SQL: rating by a compiled price book as functions of DataFusion, on one machine or many.
//!
//! | function | answer |
//! |---|---|
//! | `netprice_cost(sku, quantity [, day])` | the cost of a row, of a SKU whose rows do not count together |
//! | `netprice_rated(sku, quantity [, day])` | the cost of the whole quantity of a SKU, counted from zero |
//! | `netprice_total(sku, quantity)` | an aggregate: sums each SKU of a group, then rates each sum from zero |
//! | `netprice_problem(sku, quantity [, day])` | why `netprice_rated` has no cost; null where it has one |
//! | `netprice_by_count(sku)` | whether the rows of a SKU count together, as in tiers; null for an unknown SKU |
//!
//! Tiers count up over the rows of a billing period, so rows of many machines have no cost of their own there: sum the
//! quantity of each SKU first, then call `netprice_rated`, or let `netprice_total` do both. Partial sums of
//! `netprice_total` are quantities, so their order and number change nothing.
//!
//! Costs are effective costs of type `Decimal128(38, 22)`, in the currency of the price book. A cost that these digits
//! do not hold is an error and is never rounded; so are a missing price, an unknown SKU and a null. A query may ask
//! `netprice_problem` first and tell such usage apart with its quantity.
//!
//! Functions go to other machines by name only: each process calls [`Functions::of`] with a [`Rater`] of the same
//! files, and [`Rater::fingerprint`] tells whether they are the same.

mod amount;
mod cost;
mod inputs;
mod rater;
mod register;
mod session;
mod total;

pub use amount::{COST_PRECISION, COST_SCALE};
pub use rater::Rater;
pub use register::Functions;
