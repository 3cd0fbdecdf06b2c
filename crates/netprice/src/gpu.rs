//! Hardware whose price moves: what it was worth when, and whether to own it.

pub mod own_or_rent;
pub mod series;
