//! Files of traffic in a study.

use netprice::bandwidth::samples::Zone;
use netprice_import::traffic::{ImportedTraffic, TrafficHints, read};
use serde::{Deserialize, Serialize};

use crate::problem::Problems;

/// The text of a file of traffic, as a monitoring tool exports it or as a table; see
/// [`netprice_import::traffic::read`] for what is recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The text.
    pub text: String,
    /// The clock of whoever bills, in minutes east of UTC: 480 for China; UTC if absent. The zone of the hints replaces it.
    #[serde(default, skip_serializing_if = "is_utc")]
    pub utc_offset_minutes: i64,
    /// What the file does not state itself.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub hints: TrafficHints,
}

fn is_utc(offset: &i64) -> bool {
    *offset == 0
}

fn is_empty(hints: &TrafficHints) -> bool {
    *hints == TrafficHints::default()
}

impl Table {
    /// Reads the file.
    ///
    /// # Errors
    /// What the file leaves open, and what keeps all of it from being read. A row that cannot be read is in the report.
    ///
    /// ```
    /// use netprice_study::traffic::Table;
    /// let table = Table {
    ///     text: "time,out\n2026-11-01T00:00,10\n2026-11-01T00:05,x\n2026-11-01T00:10,12.5\n".to_owned(),
    ///     ..Table::default()
    /// };
    /// let read = table.read().unwrap();
    /// assert_eq!((read.samples.interval, read.samples.values.len()), (5, 3));
    /// assert_eq!(read.report.refused[0].path.to_string(), "line 3, out");
    /// ```
    pub fn read(&self) -> Result<ImportedTraffic, Problems> {
        let zone = Zone(self.utc_offset_minutes);
        read(&self.text, &self.hints, zone).map_err(netprice::Problems::lift)
    }
}

/// Whether a file can be a table: pictures, archives and workbooks start with bytes that no text has.
///
/// ```
/// use netprice_study::traffic::table::is_text;
/// assert!(is_text("time,out\r\n2026-11-01T00:00,10\r\n"));
/// assert!(!is_text("\u{fffd}PNG\r\n\u{1a}\n"));
/// ```
#[must_use]
pub fn is_text(text: &str) -> bool {
    const START: usize = 4_096;
    let length = text.len().min(START);
    let start = text.as_bytes().get(..length).unwrap_or_default();
    let is_control = |byte: &u8| *byte < b' ' && !matches!(*byte, b'\t' | b'\n' | b'\r');
    // What stands for a byte that is no character.
    let mut replaced = [0; 4];
    let replaced = char::REPLACEMENT_CHARACTER
        .encode_utf8(&mut replaced)
        .as_bytes();
    let has_replaced = start.windows(replaced.len()).any(|bytes| bytes == replaced);
    !has_replaced && !start.iter().any(is_control)
}
