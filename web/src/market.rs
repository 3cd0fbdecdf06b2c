//! Prices that move, from what is typed. Pure.

mod buying;
mod drawing;
mod reader;
mod selling;
mod tender;
mod tokens;
mod work;

pub use buying::{Bought, bought};
pub use drawing::{Drawn, FAN, OBSERVED, Outlook, PATHS, chosen, outlook, outlook_settings};
pub use reader::Wrong;
pub use selling::{Sold, TENTHS, sold};
pub use tender::{Tendered, sellers, tendered};
pub use tokens::{Tokens, tokens};
pub use work::{Computed, MANY_PATHS, Work};

/// What they are drawn from.
const SEED: u64 = 20_261_122;
/// The longest horizon on the page, in months.
const LONGEST: u32 = 60;
