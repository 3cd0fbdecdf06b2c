//! The view of hardware prices.

mod answers;
mod buyer;
mod fan_chart;
mod filling;
pub mod form;
mod gpu_prices;
mod heat;
mod outlook;
pub mod problems;
pub mod props;
mod question;
mod section;
mod seller;
pub mod sellers;
mod tender;
mod tokens;
pub mod view;
pub mod words;
