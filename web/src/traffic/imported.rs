//! Samples of a table that is too long for a link.

use std::rc::Rc;

use netprice::bandwidth::samples::Samples;

/// Samples that no link holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The name of the file.
    pub name: Rc<str>,
    /// The samples.
    pub samples: Rc<Samples>,
}
