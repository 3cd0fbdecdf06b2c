//! The page as a whole: its state, its link, undo, saved studies, and the parts that are loaded later.

pub mod forms;
pub mod history;
pub mod keep;
pub mod keep_words;
pub mod link;
pub mod own_prices;
pub mod page;
pub mod parts;
pub mod start;
pub mod state;
pub mod stories;
pub mod study;
pub mod words;
