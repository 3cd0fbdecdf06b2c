//! Tests of reading and running scenario files.

mod common;
mod figures;
mod problems;
mod reading;
