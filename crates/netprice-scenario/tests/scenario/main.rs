//! What a scenario file says of its cases.

mod common;
mod figures;
mod problems;
mod reading;
