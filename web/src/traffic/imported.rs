//! Samples of a file that is too long for a link.

use std::rc::Rc;

use netprice::bandwidth::samples::Samples;
use netprice_study::traffic::{ImportedTraffic, TrafficReport};

/// Samples that no link holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The name of the file.
    pub name: Rc<str>,
    /// The samples; none if the file cannot be read, so that no bill is taken for its own.
    pub samples: Option<Rc<Samples>>,
    /// What was read of the file.
    pub report: Option<Rc<TrafficReport>>,
}

impl Imported {
    /// A file that was read.
    #[must_use]
    pub fn read(name: &str, read: ImportedTraffic) -> Self {
        Self {
            name: name.into(),
            samples: Some(Rc::new(read.samples)),
            report: Some(Rc::new(read.report)),
        }
    }

    /// A file that cannot be read.
    #[must_use]
    pub fn failed(name: &str) -> Self {
        Self {
            name: name.into(),
            samples: None,
            report: None,
        }
    }
}
