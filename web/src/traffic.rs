//! The view of a month of traffic.

pub mod billing;
pub mod chart;
pub mod edit;
pub mod form;
pub mod import;
pub mod importing;
pub mod own_link;
pub mod props;
pub mod question;
pub mod request;
pub mod tariffs;
pub mod view;
pub mod words;
