//! The view of a month of traffic.

pub(crate) mod billing;
pub(crate) mod chart;
pub(crate) mod edit;
pub mod form;
pub(crate) mod import;
pub(crate) mod importing;
pub(crate) mod own_link;
pub(crate) mod props;
pub(crate) mod question;
pub mod request;
pub(crate) mod tariffs;
pub(crate) mod view;
pub(crate) mod words;
