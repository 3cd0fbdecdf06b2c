//! The words of the view that compares offers, by topic.

pub mod bill;
pub mod books;
pub mod cell;
pub mod charts;
pub mod commitments;
pub mod contract;
pub mod form;
pub mod offers;
pub mod sheet;
pub mod steps;
pub mod targets;
pub mod terms;
pub mod verdict;
pub mod waterfall;
