//! A bill that comes in pieces, as a page gets a file.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{Error, Read};
use std::rc::Rc;

use crate::bill::source::LONGEST_ROW;
use crate::bill::{BillReading, ImportedBill};
use crate::problem::Problems;

/// A row, and what buffers read ahead of it.
const AHEAD: usize = LONGEST_ROW.saturating_mul(2);

/// What a bill in pieces needs next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// More of the pieces can be read.
    Rows,
    /// The next piece, or the end.
    Piece,
    /// All rows are read.
    Nothing,
}

/// A table in UTF-8 that comes in pieces, cut anywhere.
///
/// Rows are read once at least two MiB are there, or the end is known; so memory is that of [`BillReading`] and some MiB.
///
/// ```
/// use netprice_import::bill::{BillPieces, Next};
/// let mut pieces = BillPieces::default();
/// pieces.push(b"lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/Unblen");
/// assert_eq!(pieces.step(100).unwrap(), Next::Piece);
/// pieces.push(b"dedCost,pricing/unit\nBoxUsage:t3.medium,1,USD,0.0416,Hrs\n");
/// pieces.end();
/// while pieces.step(100).unwrap() != Next::Nothing {}
/// assert_eq!(pieces.finish().unwrap().report.taken, 1);
/// ```
#[derive(Default)]
pub struct BillPieces {
    queue: Rc<RefCell<Queue>>,
    reading: Option<BillReading<Piece>>,
}

impl BillPieces {
    /// Adds a piece.
    pub fn push(&mut self, bytes: &[u8]) {
        self.queue.borrow_mut().bytes.extend(bytes);
    }

    /// Says that no more pieces come.
    pub fn end(&mut self) {
        self.queue.borrow_mut().is_whole = true;
    }

    /// Reads up to a number of rows.
    ///
    /// # Errors
    /// Those of [`BillReading::new`], once the names of the columns are there.
    pub fn step(&mut self, most: u64) -> Result<Next, Problems> {
        for _ in 0..most {
            if !self.queue.borrow().is_enough() {
                return Ok(Next::Piece);
            }
            let has_more = self.reading()?.advance(1);
            if !has_more {
                return Ok(Next::Nothing);
            }
        }
        Ok(Next::Rows)
    }

    /// The number of rows that were read.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.reading.as_ref().map_or(0, BillReading::rows)
    }

    fn reading(&mut self) -> Result<&mut BillReading<Piece>, Problems> {
        let begun = match self.reading.take() {
            Some(reading) => reading,
            None => BillReading::new(Piece(Rc::clone(&self.queue)))?,
        };
        Ok(self.reading.insert(begun))
    }

    /// The bill of the rows that were read.
    ///
    /// # Errors
    /// Those of [`BillReading::new`].
    pub fn finish(mut self) -> Result<ImportedBill, Problems> {
        self.end();
        let reading = match self.reading {
            Some(reading) => reading,
            None => BillReading::new(Piece(self.queue))?,
        };
        Ok(reading.finish())
    }
}

#[derive(Default)]
struct Queue {
    bytes: VecDeque<u8>,
    is_whole: bool,
}

impl Queue {
    fn is_enough(&self) -> bool {
        self.is_whole || self.bytes.len() >= AHEAD
    }
}

/// The reading end of the queue.
struct Piece(Rc<RefCell<Queue>>);

impl Read for Piece {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        let mut queue = self.0.borrow_mut();
        let count = queue.bytes.read(buffer)?;
        if count == 0 && !queue.is_whole && !buffer.is_empty() {
            // Without this, a cut row would be taken for the last one.
            return Err(Error::other("the next piece of the file is missing"));
        }
        Ok(count)
    }
}
