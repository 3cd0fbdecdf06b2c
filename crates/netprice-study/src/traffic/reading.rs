//! A long file of traffic, read part by part.

use std::ops::ControlFlow;

use netprice::bandwidth::samples::Zone;
use netprice::value::decimal;
use netprice_import::traffic::{ImportedTraffic, TrafficReading};
use rust_decimal::Decimal;

use crate::outcome::Outcome;
use crate::problem::Problems;
use crate::resumable::Resumable;
use crate::traffic::table::Table;

/// The rows of a part.
const PART: usize = 1_500;

/// A job that reads a long file of traffic part by part, by the rules of [`Table::read`].
///
/// ```
/// use netprice_study::Resumable;
/// use netprice_study::traffic::{Table, TableReading};
/// let text = "time,out\n2026-11-01T00:00,10\n2026-11-01T00:10,12\n".to_owned();
/// let table = Table { text, ..Table::default() };
/// assert_eq!(TableReading::new(table.clone()).finish(), table.read());
/// ```
pub struct TableReading {
    table: Table,
    reading: Option<TrafficReading>,
}

impl TableReading {
    /// Prepares to read a file.
    #[must_use]
    pub fn new(table: Table) -> Self {
        Self {
            table,
            reading: None,
        }
    }

    fn read_part(&mut self) -> Result<Option<ImportedTraffic>, Problems> {
        let Some(reading) = &mut self.reading else {
            let zone = Zone(self.table.utc_offset_minutes);
            let reading = TrafficReading::new(&self.table.text, self.table.hints.clone(), zone);
            self.reading = Some(reading.map_err(netprice::Problems::lift)?);
            return Ok(None);
        };
        reading.advance(PART).map_err(netprice::Problems::lift)
    }
}

impl Resumable for TableReading {
    type Answer = Outcome<ImportedTraffic>;

    fn share(&self) -> Decimal {
        let (done, all) = self
            .reading
            .as_ref()
            .map_or((0, 1), TrafficReading::progress);
        decimal::over(Decimal::from(done), Decimal::from(all)).unwrap_or_default()
    }

    fn step(mut self) -> ControlFlow<Self::Answer, Self> {
        match self.read_part() {
            Ok(None) => ControlFlow::Continue(self),
            Ok(Some(read)) => ControlFlow::Break(Ok(read)),
            Err(problems) => ControlFlow::Break(Err(problems)),
        }
    }
}
