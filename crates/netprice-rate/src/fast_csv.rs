//! Splits rows of CSV without quotes, eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// A byte in each of eight places.
#[inline]
fn all(byte: u8) -> u64 {
    ONES.wrapping_mul(u64::from(byte))
}

/// The high bit of the first byte that is zero; above that, other bits may be set.
#[inline]
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGHS
}

/// The next delimiter or line end from a place on; the length where there is none.
#[inline]
fn next_end(bytes: &[u8], from: usize, delimiter: u8) -> usize {
    let (delimiters, ends) = (all(delimiter), all(b'\n'));
    let mut at = from;
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*eight);
        let hits = zeros(word ^ delimiters) | zeros(word ^ ends);
        if hits != 0 {
            return at + usize::try_from(hits.trailing_zeros() / 8).unwrap_or(0);
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let hit = rest
        .iter()
        .position(|byte| *byte == delimiter || *byte == b'\n');
    hit.map_or(bytes.len(), |hit| at + hit)
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
    while at < block.len() {
        let start = at;
        let mut column = 0;
        loop {
            let end = next_end(block, at, delimiter);
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
        for length in 0..40 {
            let text = format!("{},{}", "x".repeat(length), "y".repeat(40 - length));
            assert_eq!(next_end(text.as_bytes(), 0, b','), length);
            assert_eq!(next_end(text.as_bytes(), length + 1, b','), 41);
        }
    }
}
