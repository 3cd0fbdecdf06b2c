//! The comparison of quotes in one currency and on one tax basis.

pub mod compare;
pub mod convert;
