//! The view of all prices.

pub mod form;
pub mod list;
pub mod own_prices;
pub mod view;
pub mod words;
