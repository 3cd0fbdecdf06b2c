//! The view of hardware prices.

mod answers;
mod buyer;
mod fan_chart;
pub mod form;
mod from_study;
mod gpu_prices;
mod heat;
mod outlook;
pub mod problems;
pub mod props;
mod section;
mod seller;
pub mod sellers;
mod tender;
mod to_study;
mod tokens;
pub mod view;
pub mod words;
