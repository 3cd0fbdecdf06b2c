//! Paths that were drawn.

use netprice::market::paths::Paths;

use crate::problem::Problems;

/// The paths, or the reason why there are none.
pub(crate) type Drawn<'a> = Result<&'a Paths, &'a Problems>;
