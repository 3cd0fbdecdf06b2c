//! The view of prices that move.

pub(crate) mod buying;
pub(crate) mod drawing;
pub(crate) mod fan_chart;
pub mod form;
pub(crate) mod heat;
pub(crate) mod many_paths;
pub(crate) mod props;
pub(crate) mod question;
pub(crate) mod reader;
pub(crate) mod selling;
pub(crate) mod tender;
pub(crate) mod tokens;
pub(crate) mod view;
pub(crate) mod words;
pub(crate) mod work;

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
