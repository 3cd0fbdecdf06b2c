//! Hardware whose price moves: its price history, simulated future prices, and the decisions of
//! buyers and sellers.
//!
//! - [`series`]: price histories with the reason for each change.
//! - [`volatility`]: the volatility of a price history.
//! - [`paths`]: simulated future prices from a seed, bit-identical on every platform; [`risk`]:
//!   their statistics.
//! - [`owning`]: the cost of an hour on an owned GPU; [`own_or_rent`] and [`rent_or_buy`]: the
//!   choice between owning and renting, for known and for uncertain prices.
//! - [`selling`]: the discount at which a seller breaks even; the value of waiting for a buyer.
//! - [`tender`]: a reverse auction in which sellers underbid each other.

pub mod own_or_rent;
pub mod owning;
pub mod paths;
pub mod rent_or_buy;
pub mod risk;
pub mod selling;
pub mod series;
pub mod tender;
pub mod volatility;
