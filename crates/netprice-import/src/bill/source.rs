//! A source of which a row takes a bounded part, so that a quote that is never closed does not fill the memory.

use std::io::{BufRead, BufReader, Error, Read};

/// The most bytes of a row; buffers may read as many again ahead of it.
pub(super) const LONGEST_ROW: usize = 1 << 20;

/// A buffered source that fails once a row takes more than its allowance.
pub(super) struct Source<R> {
    inner: BufReader<R>,
    left: usize,
}

impl<R: Read> Source<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner: BufReader::new(inner),
            left: LONGEST_ROW,
        }
    }

    /// Begins a row.
    pub(super) fn begin_row(&mut self) {
        self.left = LONGEST_ROW;
    }

    /// A line of text with its end; empty after the last one.
    pub(super) fn line(&mut self) -> Result<String, Error> {
        self.begin_row();
        let mut bytes = Vec::new();
        self.read_until(b'\n', &mut bytes)?;
        String::from_utf8(bytes).map_err(Error::other)
    }
}

impl<R: Read> BufRead for Source<R> {
    fn fill_buf(&mut self) -> Result<&[u8], Error> {
        if self.left == 0 {
            let message =
                format!("a row has more than {LONGEST_ROW} bytes; a quote may be missing");
            return Err(Error::other(message));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        let mut available = self.fill_buf()?;
        let count = available.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}
