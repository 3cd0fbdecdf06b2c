//! The view of prices that move.

pub mod buying;
pub mod drawing;
pub mod fan_chart;
pub mod form;
pub mod heat;
pub mod many_paths;
pub mod props;
pub mod question;
pub mod reader;
pub mod selling;
pub mod tender;
pub mod tokens;
pub mod view;
pub mod words;
pub mod work;

pub use buying::{Bought, bought};
pub use drawing::{Drawn, FAN, OBSERVED, Outlook, chosen, outlook, outlook_settings};
pub use netprice_study::market::PATHS;
pub use reader::Wrong;
pub use selling::{Sold, sold};
pub use tender::{Tendered, sellers, tendered};
pub use tokens::token_machine;
pub use work::{Computed, MANY_PATHS, Work};

/// The longest horizon on the page, in months.
const LONGEST: u32 = 60;
