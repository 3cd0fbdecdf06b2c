//! Numbers as people type them, as the library reads them.

/// A text in characters of the usual width: `７折` is `7折`.
#[must_use]
pub fn usual_width(text: &str) -> String {
    let usual = |typed: char| match u32::from(typed) {
        0x3000 => ' ',
        wide @ 0xFF01..=0xFF5E => {
            let usual = wide.checked_sub(0xFEE0).and_then(char::from_u32);
            usual.unwrap_or(typed)
        }
        _ => typed,
    };
    text.chars().map(usual).collect()
}

/// A number in characters of the usual width, and without the commas between its thousands.
///
/// A comma elsewhere stays, and so the number is refused: `1,5` could be a decimal, and `1.234,5` too.
///
/// ```
/// use netprice_study::typed::number;
/// assert_eq!(number("１２,345.６"), "12345.6");
/// assert_eq!(number("1,5"), "1,5");
/// assert_eq!(number("1.234,567"), "1.234,567");
/// ```
#[must_use]
pub fn number(text: &str) -> String {
    let text = usual_width(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let is_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if is_grouped && !fraction.contains(',') {
        text.replace(',', "")
    } else {
        text
    }
}
