//! Prices that move, from what is typed. Pure.

mod buying;
mod drawing;
mod reader;
mod selling;
mod tender;
mod tokens;
mod work;

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
