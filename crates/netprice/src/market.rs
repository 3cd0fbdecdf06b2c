//! Hardware whose price moves: what it was worth when, what may become of it, and who should do what.
//!
//! - [`series`]: prices over time with the reason of each change.
//! - [`volatility`]: how much they moved.
//! - [`paths`]: how they may move on, from a seed, the same bits everywhere; [`risk`]: what those
//!   paths say.
//! - [`owning`]: what an hour and a million tokens of one's own cost; [`own_or_rent`] and
//!   [`rent_or_buy`]: which to choose, for known and for uncertain prices.
//! - [`selling`]: at which discount a seller still earns; what waiting comes to.
//! - [`tender`]: sellers that bid each other down.

pub mod own_or_rent;
pub mod owning;
pub mod paths;
pub mod rent_or_buy;
pub mod risk;
pub mod selling;
pub mod series;
pub mod tender;
pub mod volatility;
