//! Tests across crates; the library itself is empty.
