//! Reads usage from CSV, block by block.

use std::io::Read;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr, memchr2_iter, memrchr};

use crate::columns::{Columns, Role};
use crate::fast_csv;
use crate::row::{Amount, Row};
use crate::tally::Tally;

/// The bytes of CSV that a thread reads at a time, unless it is told otherwise.
pub(crate) const BLOCK: usize = 1 << 20;
/// The bytes of the longest row.
const LONGEST: usize = 1 << 24;

/// Blocks of whole rows.
pub(crate) struct Blocks<R> {
    reader: R,
    /// What was read after the last row of the last block.
    left: Vec<u8>,
    block: usize,
    is_at_end: bool,
    pub(crate) delimiter: u8,
}

impl<R: Read> Blocks<R> {
    pub(crate) fn new(reader: R, block: usize) -> Self {
        Self {
            reader,
            left: Vec::new(),
            block: block.max(1),
            is_at_end: false,
            delimiter: b',',
        }
    }

    /// Reads the heading: the first row that is not empty.
    pub(crate) fn heading(&mut self) -> Result<Vec<String>, String> {
        let mut first = Vec::new();
        while first.is_empty() {
            if !self.fill(&mut first)? {
                return Err("the file is empty; expected a heading and rows".to_owned());
            }
        }
        if first.starts_with(&[0xff, 0xfe]) || first.starts_with(&[0xfe, 0xff]) {
            return Err("the text is in UTF-16; expected UTF-8".to_owned());
        }
        let start = if first.starts_with(b"\xef\xbb\xbf") {
            3
        } else {
            0
        };
        let text = first.get(start..).unwrap_or_default();
        let line_end = memchr(b'\n', text).unwrap_or(text.len());
        let line = text.get(..line_end).unwrap_or_default();
        let count = |byte: &u8| line.iter().filter(|one| *one == byte).count();
        let delimiters = [b',', b';', b'\t'];
        // The first of those that are equally frequent.
        self.delimiter = delimiters
            .into_iter()
            .rev()
            .max_by_key(count)
            .unwrap_or(b',');
        let mut records = Records::new(self.delimiter);
        let (used, fields) = records.next(text).ok_or("the heading cannot be read")?;
        let names = (0..fields).map(|index| {
            String::from_utf8_lossy(records.field(index))
                .trim()
                .to_owned()
        });
        let names = names.collect();
        let mut rest = text.get(used..).unwrap_or_default().to_vec();
        rest.append(&mut self.left);
        self.left = rest;
        Ok(names)
    }

    /// Fills a block with whole rows; `false` at the end of the file.
    pub(crate) fn fill(&mut self, block: &mut Vec<u8>) -> Result<bool, String> {
        block.clear();
        std::mem::swap(block, &mut self.left);
        // What is left of a heading may be whole rows already.
        let mut wanted = self.block;
        loop {
            self.read_up_to(block, wanted)?;
            if self.is_at_end {
                return Ok(!block.is_empty());
            }
            let rows = whole_rows(block, self.delimiter);
            if rows > 0 {
                self.left
                    .extend_from_slice(block.get(rows..).unwrap_or_default());
                block.truncate(rows);
                return Ok(true);
            }
            if wanted >= LONGEST {
                return Err(format!(
                    "a row is longer than {LONGEST} bytes, as after a quote that does not end"
                ));
            }
            wanted = wanted.saturating_mul(2).min(LONGEST);
        }
    }

    fn read_up_to(&mut self, block: &mut Vec<u8>, wanted: usize) -> Result<(), String> {
        let missing = u64::try_from(wanted.saturating_sub(block.len())).unwrap_or(0);
        let read = self.reader.by_ref().take(missing).read_to_end(block);
        let read = read.map_err(|error| error.to_string())?;
        self.is_at_end |= u64::try_from(read).is_ok_and(|read| read < missing);
        Ok(())
    }
}

/// The length of the whole rows at the start of a block: up to the last line end outside quotes.
fn whole_rows(block: &[u8], delimiter: u8) -> usize {
    if memchr(b'"', block).is_none() {
        return memrchr(b'\n', block).map_or(0, |end| end + 1);
    }
    let (mut rows, mut is_quoted, mut skipped) = (0, false, None);
    for at in memchr2_iter(b'"', b'\n', block) {
        let byte = block.get(at).copied();
        if byte == Some(b'\n') {
            if !is_quoted {
                rows = at + 1;
            }
        } else if is_quoted {
            if skipped == Some(at) {
                skipped = None;
            } else if block.get(at + 1) == Some(&b'"') {
                skipped = Some(at + 1);
            } else {
                is_quoted = false;
            }
        } else {
            // A quote inside a field is text.
            let before = at.checked_sub(1).and_then(|before| block.get(before));
            is_quoted =
                before.is_none_or(|byte| *byte == delimiter || *byte == b'\n' || *byte == b'\r');
        }
    }
    rows
}

/// Records of CSV with quotes.
pub(crate) struct Records {
    reader: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Records {
    pub(crate) fn new(delimiter: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            text: vec![0; 4_096],
            ends: vec![0; 64],
        }
    }

    /// Reads a record: the bytes that it takes, and the number of its fields.
    pub(crate) fn next(&mut self, input: &[u8]) -> Option<(usize, usize)> {
        let (mut used, mut written, mut fields) = (0, 0, 0);
        loop {
            let rest = input.get(used..)?;
            let text = self.text.get_mut(written..)?;
            let ends = self.ends.get_mut(fields..)?;
            let (result, read, wrote, ended) = self.reader.read_record(rest, text, ends);
            used += read;
            written += wrote;
            fields += ended;
            match result {
                ReadRecordResult::Record => return Some((used, fields)),
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                // An empty input ends the last record of a block.
                ReadRecordResult::InputEmpty if !rest.is_empty() => {}
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::End => return None,
            }
        }
    }

    pub(crate) fn field(&self, index: usize) -> &[u8] {
        let start = index
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let end = self.ends.get(index).copied().unwrap_or(0);
        let start = start.copied().unwrap_or(0);
        self.text.get(start..end).unwrap_or_default()
    }
}

/// The slots of the fields that are read, in the order of the roles, then those of the labels.
pub(crate) struct Slots {
    of_columns: Vec<Option<usize>>,
    roles: [Option<usize>; Role::ALL.len()],
    labels: Vec<Option<usize>>,
    count: usize,
    /// Whether nothing but SKU, quantity and unit is read.
    is_plain: bool,
}

impl Slots {
    pub(crate) fn of(columns: &Columns, is_explained: bool) -> Self {
        let used: Vec<usize> = columns.used().into_iter().collect();
        let slot = |column: usize| used.binary_search(&column).ok();
        let others = [Role::Category, Role::Tags];
        Self {
            of_columns: (0..columns.names.len()).map(slot).collect(),
            roles: Role::ALL.map(|role| columns.index(role).and_then(slot)),
            labels: columns
                .labels
                .iter()
                .map(|column| column.and_then(slot))
                .collect(),
            count: used.len(),
            is_plain: !is_explained && others.iter().all(|role| columns.index(*role).is_none()),
        }
    }
}

/// Adds the rows of a block; returns their number.
pub(crate) fn add_block(tally: &mut Tally<'_>, block: &[u8], delimiter: u8, slots: &Slots) -> u64 {
    let mut rows = 0;
    let expected = slots.of_columns.len();
    let mut labels: Vec<&[u8]> = Vec::new();
    if memchr(b'"', block).is_none() {
        let mut fields = vec![&b""[..]; slots.count];
        fast_csv::each_row(
            block,
            delimiter,
            &slots.of_columns,
            &mut fields,
            |fields, found| {
                if !(found == expected && add_plain(tally, fields, slots)) {
                    let row = row(rows, fields, slots, &mut labels);
                    add(tally, row, &labels, (found, expected));
                }
                rows += 1;
            },
        );
        return rows;
    }
    let mut records = Records::new(delimiter);
    let mut rest = block;
    while let Some((used, found)) = records.next(rest) {
        rest = rest.get(used..).unwrap_or_default();
        let mut fields = vec![&b""[..]; slots.count];
        for (column, slot) in slots.of_columns.iter().enumerate() {
            if let Some(field) = slot.and_then(|slot| fields.get_mut(slot)) {
                *field = if column < found {
                    records.field(column)
                } else {
                    b""
                };
            }
        }
        if !(found == expected && add_plain(tally, &fields, slots)) {
            let mut labels = Vec::new();
            let row = row(rows, &fields, slots, &mut labels);
            add(tally, row, &labels, (found, expected));
        }
        rows += 1;
    }
    rows
}

/// The field of a role; roles are in the order of [`Role::ALL`].
#[inline]
fn field<'b>(fields: &[&'b [u8]], slots: &Slots, role: usize) -> Option<&'b [u8]> {
    let slot = slots.roles.get(role).copied().flatten()?;
    fields.get(slot).copied()
}

#[inline]
fn add_plain(tally: &mut Tally<'_>, fields: &[&[u8]], slots: &Slots) -> bool {
    slots.is_plain
        && tally.add_plain(
            field(fields, slots, 0).unwrap_or_default(),
            field(fields, slots, 1).unwrap_or_default(),
            field(fields, slots, 2),
        )
}

fn row<'b>(number: u64, fields: &[&'b [u8]], slots: &Slots, labels: &mut Vec<&'b [u8]>) -> Row<'b> {
    labels.clear();
    for slot in &slots.labels {
        let label = slot.and_then(|slot| fields.get(slot).copied());
        labels.push(label.unwrap_or_default());
    }
    let text = |role| field(fields, slots, role).unwrap_or_default();
    Row {
        number,
        sku: text(0),
        amount: Amount::Text(text(1)),
        unit: text(2),
        date: text(3),
        id: text(4),
        owner: text(5),
        category: text(6),
        tags: text(7),
        labels: &[],
    }
}

fn add<'b>(
    tally: &mut Tally<'_>,
    row: Row<'b>,
    labels: &[&'b [u8]],
    (found, expected): (usize, usize),
) {
    let row = Row { labels, ..row };
    if found == expected {
        tally.add(&row);
    } else {
        let expected = format!("a row of {expected} fields; this one has {found}");
        tally.refuse(&row, Role::Sku, expected);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_ends_at_a_line_end_outside_quotes() {
        assert_eq!(whole_rows(b"a,b\nc", b','), 4);
        assert_eq!(whole_rows(b"a,\"b\nc", b','), 0);
        assert_eq!(whole_rows(b"a,\"b\nc\"\nd", b','), 8);
        assert_eq!(whole_rows(b"a,\"say \"\"b\n\"\"\"\nd", b','), 15);
        // A quote inside a field is text.
        assert_eq!(whole_rows(b"a,5\" pipe\nb,c\nd", b','), 14);
    }

    #[test]
    fn blocks_of_every_size_hold_the_same_rows() {
        let text = "h,g\r\n1,\"x\ny\"\r\n2,z\r\n3,\"\"\"\"\r\n4,end";
        for block in 1..40 {
            let mut blocks = Blocks::new(text.as_bytes(), block);
            assert_eq!(blocks.heading().unwrap(), ["h", "g"]);
            let (mut found, mut buffer) = (Vec::new(), Vec::new());
            while blocks.fill(&mut buffer).unwrap() {
                let mut records = Records::new(b',');
                let mut rest = &buffer[..];
                while let Some((used, fields)) = records.next(rest) {
                    rest = &rest[used..];
                    assert_eq!(fields, 2);
                    found.push(String::from_utf8(records.field(1).to_vec()).unwrap());
                }
            }
            assert_eq!(found, ["x\ny", "z", "\"", "end"], "{block}");
        }
    }
}
