//! The page as a whole: its state, its link, undo, saved studies, and the parts that are loaded later.

pub mod forms;
pub(crate) mod history;
pub mod link;
pub(crate) mod own_prices;
pub mod page;
pub(crate) mod parts;
pub(crate) mod report;
pub(crate) mod save_share;
pub(crate) mod save_share_words;
pub mod start;
pub mod state;
pub mod stories;
pub mod study;
pub mod tables;
pub(crate) mod words;
