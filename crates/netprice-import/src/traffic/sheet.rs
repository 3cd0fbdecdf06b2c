//! What every export has in common: series of numbers at times.

use crate::traffic::direction::Way;
use crate::traffic::report::Tool;
use crate::traffic::unit::{Kind, Unit};

/// A time as written, and its line.
#[derive(Clone, Debug, Default)]
pub(crate) struct WrittenTime {
    pub(crate) line: u64,
    pub(crate) text: String,
    /// The seconds of the interval that the row states.
    pub(crate) seconds: Option<i64>,
}

/// A series of numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Series {
    /// Its name: that of a column, with the labels of its rows.
    pub(crate) name: String,
    /// What the format states of it; the name tells the rest.
    pub(crate) way: Option<Way>,
    pub(crate) unit: Option<Unit>,
    pub(crate) kind: Option<Kind>,
    /// The index of the time of each number, and the number as written.
    pub(crate) values: Vec<(usize, String)>,
}

/// The series of an export.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) tool: Tool,
    pub(crate) times: Vec<WrittenTime>,
    pub(crate) series: Vec<Series>,
    /// The columns and rows that have no traffic.
    pub(crate) unused: Vec<String>,
    /// The lines of totals after the rows.
    pub(crate) totals: Vec<u64>,
    /// Rows without a time between others: their lines and what stands there.
    pub(crate) no_times: Vec<(u64, String)>,
    /// Rows further back in longer steps: their lines and times.
    pub(crate) coarser: Vec<(u64, String)>,
    /// Text before the table, which may state a unit.
    pub(crate) preamble: Vec<String>,
    /// Whether a time is the end of its interval.
    pub(crate) is_end: bool,
    /// Seconds east of UTC of the clock of the times, if the file states it.
    pub(crate) offset: Option<i64>,
    /// The seconds of an interval, if the format states it.
    pub(crate) interval: Option<i64>,
    /// Whether dates have the month first, as the format always has.
    pub(crate) is_month_first: bool,
}

impl Sheet {
    /// Adds a time and returns its index.
    pub(crate) fn time(&mut self, line: u64, text: impl Into<String>) -> usize {
        self.times.push(WrittenTime {
            line,
            text: text.into(),
            seconds: None,
        });
        self.times.len().saturating_sub(1)
    }

    /// The series of a name, added if there is none.
    pub(crate) fn series(&mut self, name: &str) -> &mut Series {
        let place = self.series.iter().position(|series| series.name == name);
        let place = place.unwrap_or_else(|| {
            self.series.push(Series {
                name: name.to_owned(),
                ..Series::default()
            });
            self.series.len().saturating_sub(1)
        });
        // The index is that of a series found or just added.
        let last = self.series.len().saturating_sub(1);
        #[expect(clippy::indexing_slicing, reason = "one series is there at least")]
        &mut self.series[place.min(last)]
    }
}
