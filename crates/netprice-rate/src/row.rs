//! A row as the readers give it.

use rust_decimal::Decimal;

/// A quantity as the readers give it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Amount<'r> {
    Text(&'r [u8]),
    Millionths(u64),
    Decimal(Decimal),
}

/// A row whose fields are borrowed from the reader; an absent field is empty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'r> {
    /// The number of the row in the block: the first is 0.
    pub(crate) number: u64,
    pub(crate) sku: &'r [u8],
    pub(crate) amount: Amount<'r>,
    pub(crate) unit: &'r [u8],
    pub(crate) date: &'r [u8],
    pub(crate) id: &'r [u8],
    pub(crate) owner: &'r [u8],
    pub(crate) category: &'r [u8],
    pub(crate) tags: &'r [u8],
    pub(crate) labels: &'r [&'r [u8]],
}

impl Row<'_> {
    /// The quantity as text, for messages.
    pub(crate) fn amount_text(&self) -> String {
        match self.amount {
            Amount::Text(text) => shown(text),
            Amount::Millionths(units) => crate::parse::of_millionths(units).normalize().to_string(),
            Amount::Decimal(decimal) => decimal.to_string(),
        }
    }
}

/// Bytes as text for messages, cut to a length that fits a line.
pub(crate) fn shown(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    text.chars().take(80).collect()
}

/// The field without what FOCUS and databases write for an absent value.
#[inline]
pub(crate) fn present(text: &[u8]) -> &[u8] {
    if text == b"NULL" { &[] } else { text }
}
