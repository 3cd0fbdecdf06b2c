//! Normalises the text of CSV and TSV tables.

use std::borrow::Cow;

/// Removes a byte order mark and converts line ends to `\n`, because the CSV reader counts other line
/// ends differently from an editor.
pub(crate) fn unix(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Guesses the column separator: the most frequent of comma, semicolon and tab in the first line.
pub(crate) fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|byte| *byte == sign).count();
    let signs = [b',', b';', b'\t'];
    let most = signs.into_iter().rev().max_by_key(|sign| count(*sign));
    most.unwrap_or(b',')
}

/// The line of a row, counted from 1: the CSV reader passes over empty lines and counts them only after the row.
pub(crate) fn line_of(text: &str, position: Option<&csv::Position>) -> u64 {
    let Some(position) = position else {
        return 1;
    };
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
    let empty = u64::try_from(empty).unwrap_or_default();
    position.line().saturating_add(empty)
}
