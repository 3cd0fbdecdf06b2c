//! A source on one line, which unfolds to all of its text.

use yew::prelude::*;

/// The source; what does not fit on its line is shown when it is opened.
pub(crate) fn cite(source: String) -> Html {
    html! { <details class="cite"><summary>{source}</summary></details> }
}

/// The class that aligns the decimal points of a column, by the decimals of a number.
///
/// ```
/// use netprice_page::kit::cite::decimals;
/// assert_eq!(decimals("0.172"), "decimals-3");
/// assert_eq!(decimals("20"), "decimals-0");
/// // More of them than others have are not aligned.
/// assert_eq!(decimals("0.0000000125"), "decimals-6");
/// ```
#[must_use]
pub fn decimals(number: &str) -> String {
    let after = number.split_once('.').map_or(0, |(_, after)| after.len());
    format!("decimals-{}", after.min(6))
}
