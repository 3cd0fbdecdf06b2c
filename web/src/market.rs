//! The view of hardware prices.

mod answers;
mod buyer;
mod cards;
mod changes;
mod fan_chart;
pub mod form;
mod from_study;
mod gpu_prices;
mod heat;
mod histogram;
mod outlook;
pub mod problems;
pub mod props;
mod section;
mod seller;
pub mod sellers;
mod tender;
mod tender_chart;
mod to_study;
mod tokens;
mod tokens_chart;
pub mod view;
pub mod words;
