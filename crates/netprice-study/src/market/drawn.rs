//! Paths that were drawn.

use netprice::market::paths::Paths;

use crate::problem::Problems;

/// The paths, or why there are none.
pub type Drawn<'a> = Result<&'a Paths, &'a Problems>;
