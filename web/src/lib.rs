//! The cost comparator as a page.
//!
//! - [`state`]: what the page holds, and how an action changes it: pure.
//! - [`document`]: the study as typed so far, still text: pure.
//! - [`committed`]: what an offer commits to: pure.
//! - [`contract`]: what is typed of one offer's contract: pure.
//! - [`age`]: how old a price is: pure.
//! - [`load`]: how much of a load to commit: pure.
//! - [`traffic`]: a month of traffic, what it is billed, and a bandwidth contract of one's own: pure.
//! - [`market`]: prices that move, for who sells and who buys: pure.
//! - [`presets`]: stories to start from: pure.
//! - [`settings`]: what is typed and chosen besides the study: pure.
//! - [`address`]: the state as a link, and back: pure.
//! - [`evaluate`]: what the state comes to: pure.
//! - [`importing`]: a table that is too long for a link, read in slices: pure.
//! - [`own_prices`]: prices of one's own in the place of published ones: pure.
//! - [`export`]: what a comparison is saved as: pure.
//! - [`prices`]: every published price as one list, to search in: pure.
//! - [`names`]: what people call an offer's provider and place: pure.
//! - [`language`] and [`text`]: every word of the page, one exhaustive match a language.
//! - [`chart`]: geometry in exact decimals: pure.
//! - [`view`]: the components.

pub mod address;
pub mod age;
pub mod chart;
pub mod committed;
pub mod contract;
pub mod document;
pub mod evaluate;
pub mod export;
pub mod importing;
pub mod language;
pub mod load;
pub mod market;
pub mod names;
pub mod number;
pub mod own_prices;
pub mod presets;
pub mod prices;
pub mod settings;
pub mod state;
pub mod text;
pub mod traffic;
pub mod view;
