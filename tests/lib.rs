//! The library of the cross-crate tests, which is empty.
