//! Splits rows of CSV without quotes, 64 bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// A byte in each of eight places.
#[inline]
fn all(byte: u8) -> u64 {
    ONES.wrapping_mul(u64::from(byte))
}

/// The high bit of each byte that is zero, and no other bit.
#[inline]
fn zeros(word: u64) -> u64 {
    let low = (word & !HIGHS).wrapping_add(!HIGHS);
    !(low | word | !HIGHS)
}

/// The delimiters and line ends of a block, in their order.
struct Ends<'b> {
    block: &'b [u8],
    delimiters: u64,
    /// The start of 64 bytes, and a bit for each of their ends that is still to come.
    start: usize,
    bits: u64,
}

impl<'b> Ends<'b> {
    fn new(block: &'b [u8], delimiter: u8) -> Self {
        let mut ends = Self {
            block,
            delimiters: all(delimiter),
            start: 0,
            bits: 0,
        };
        ends.bits = ends.bits_of();
        ends
    }

    /// The bits of the 64 bytes from the start on.
    #[inline]
    fn bits_of(&self) -> u64 {
        let rest = self.block.get(self.start..).unwrap_or_default();
        if let Some(bytes) = rest.first_chunk::<64>() {
            return self.bits_in(bytes);
        }
        let mut bytes = [0; 64];
        if let Some(part) = bytes.get_mut(..rest.len()) {
            part.copy_from_slice(rest);
        }
        self.bits_in(&bytes)
    }

    #[inline]
    fn bits_in(&self, bytes: &[u8; 64]) -> u64 {
        let (eights, _) = bytes.as_chunks::<8>();
        let mut bits = 0;
        for eight in eights.iter().rev() {
            let word = u64::from_le_bytes(*eight);
            let hits = zeros(word ^ self.delimiters) | zeros(word ^ all(b'\n'));
            // The product brings the high bits of the eight bytes together.
            let together = (hits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
            bits = (bits << 8) | together;
        }
        bits
    }

    /// The place of the next end; the length of the block where there is none.
    #[inline]
    fn next(&mut self) -> usize {
        while self.bits == 0 {
            self.start += 64;
            if self.start >= self.block.len() {
                return self.block.len();
            }
            self.bits = self.bits_of();
        }
        let place = usize::try_from(self.bits.trailing_zeros()).unwrap_or(0);
        self.bits &= self.bits.wrapping_sub(1);
        self.start + place
    }
}

/// Splits a block of whole rows without quotes, and gives the used fields of each row that is not empty.
///
/// `slots` has the slot of each column, from which the others differ by being none.
pub(crate) fn each_row<'b>(
    block: &'b [u8],
    delimiter: u8,
    slots: &[Option<usize>],
    fields: &mut [&'b [u8]],
    mut take: impl FnMut(&[&'b [u8]], usize),
) {
    let mut at = 0;
    let mut ends = Ends::new(block, delimiter);
    while at < block.len() {
        let start = at;
        let mut column = 0;
        loop {
            let end = ends.next();
            let is_last = block.get(end).is_none_or(|byte| *byte == b'\n');
            if let Some(Some(slot)) = slots.get(column)
                && let Some(field) = fields.get_mut(*slot)
            {
                let text = block.get(at..end).unwrap_or_default();
                *field = if is_last { without_return(text) } else { text };
            }
            column += 1;
            at = end + 1;
            if is_last {
                break;
            }
        }
        let row = block.get(start..at.saturating_sub(1)).unwrap_or_default();
        if !(column == 1 && without_return(row).is_empty()) {
            take(fields, column);
        }
    }
}

fn without_return(text: &[u8]) -> &[u8] {
    text.strip_suffix(b"\r").unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(block: &str) -> Vec<(Vec<String>, usize)> {
        let slots = [Some(0), None, Some(1)];
        let mut fields = [&b""[..]; 2];
        let mut rows = Vec::new();
        each_row(
            block.as_bytes(),
            b',',
            &slots,
            &mut fields,
            |fields, columns| {
                let texts = fields
                    .iter()
                    .map(|field| String::from_utf8(field.to_vec()).unwrap());
                rows.push((texts.collect(), columns));
            },
        );
        rows
    }

    #[test]
    fn fields_end_at_delimiters_and_line_ends() {
        let block = "one,a long field of text,3\n\r\n\ntwo,,\r\nthree,x,ninety nine bottles";
        let expected = [("one", "3"), ("two", ""), ("three", "ninety nine bottles")];
        let expected = expected.map(|(a, b)| (vec![a.to_owned(), b.to_owned()], 3));
        assert_eq!(rows(block), expected);
        // A row with too few fields says so.
        assert_eq!(rows("only\n").first().map(|row| row.1), Some(1));
    }

    #[test]
    fn ends_are_found_at_every_place() {
        for length in 0..200 {
            // Bytes that differ from an end by one, or by the high bit.
            let text = [
                &b"+-\x0b\xac\x8a\x00x".repeat(30)[..length],
                b",",
                &b"y".repeat(200 - length)[..],
            ]
            .concat();
            let mut ends = Ends::new(&text, b',');
            assert_eq!([ends.next(), ends.next()], [length, 201]);
        }
        let mut ends = Ends::new(b",,\n", b',');
        assert_eq!(
            [ends.next(), ends.next(), ends.next(), ends.next()],
            [0, 1, 2, 3]
        );
    }
}
