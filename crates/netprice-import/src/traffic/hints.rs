//! What a person states of a file, and what was read of it.

use netprice::bandwidth::samples::Samples;
use serde::{Deserialize, Serialize};

use crate::number::Comma;
use crate::traffic::report::TrafficReport;
use crate::traffic::stamp::DateOrder;
use crate::traffic::unit::Kind;

/// What a person states of a file that it does not state itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrafficHints {
    /// The time zone of the bill and of times without one, such as `America/New_York`: its days have 23 or 25 hours when
    /// the clocks change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The time zone of times without one, where it is not that of the bill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times_in: Option<String>,
    /// The unit of all numbers without one, such as `bit/s`, `Mbps`, `MB/s` or `MB`; it replaces the usual one of the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What the numbers count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Kind>,
    /// The names of the inbound columns; several are added.
    #[serde(rename = "in", skip_serializing_if = "Vec::is_empty")]
    pub inbound: Vec<String>,
    /// The names of the outbound columns; several are added.
    #[serde(rename = "out", skip_serializing_if = "Vec::is_empty")]
    pub outbound: Vec<String>,
    /// The order of day and month in dates such as 11/1/2026.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<DateOrder>,
    /// What a comma in numbers such as 1,234 means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comma: Option<Comma>,
}

/// The samples of a file and what was read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedTraffic {
    /// The samples, on the clock of the bill.
    pub samples: Samples,
    /// What was read, taken, assumed and refused.
    pub report: TrafficReport,
}
