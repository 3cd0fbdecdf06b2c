//! The view of all prices.

pub mod form;
mod list;
pub(crate) mod own_prices;
mod price_field;
pub(crate) mod props;
pub(crate) mod view;
mod words;
