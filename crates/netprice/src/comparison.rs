//! Quotes in one currency and on one tax basis, side by side.

pub mod compare;
pub mod convert;
