//! The traffic view: a month of traffic and its bills.

pub(crate) mod agreed;
pub mod bill_words;
pub mod billing;
pub mod chart;
pub mod discounts;
pub mod edit;
pub mod form;
pub mod import;
pub mod imported;
pub mod inputs;
pub mod own_contract;
pub mod paste;
pub mod props;
pub mod report_words;
mod reported;
pub mod tariffs;
pub mod to_study;
pub mod view;
pub mod words;
