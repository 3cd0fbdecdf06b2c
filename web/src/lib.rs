//! The cost comparator as a page.

pub mod app;
pub mod compare;
pub mod kit;
pub mod language;
pub mod market;
pub mod prices;
pub mod traffic;
