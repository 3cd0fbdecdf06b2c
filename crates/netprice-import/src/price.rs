//! Prices and units of price lists, as people and providers write them.

use rust_decimal::Decimal;

use crate::bill::{block, unit_name};
use crate::number::{self, Evidence};
use crate::problem::{ImportProblem, negative, not_a_number, start};

/// A price in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceCell {
    /// The price.
    pub price: Decimal,
    /// The ISO code of the currency that the cell states beside it.
    pub currency: Option<String>,
}

/// Reads the price of a cell: `0.4`, `¥0.4`, `0.4 CNY`, `5e-06`, `1,000.5`, `0,4`, `="0.4"`.
///
/// # Errors
/// [`ImportProblem::UnclearComma`] for `1,234`, which is a thousand times another number in other countries;
/// [`ValueProblem::NotADecimal`] and [`ValueProblem::Negative`].
///
/// [`ValueProblem::NotADecimal`]: netprice::value::problem::ValueProblem::NotADecimal
/// [`ValueProblem::Negative`]: netprice::value::problem::ValueProblem::Negative
///
/// ```
/// use netprice_import::price::price;
/// assert_eq!(price("¥0.4").unwrap().currency.as_deref(), Some("CNY"));
/// assert_eq!(price("5e-06").unwrap().price.to_string(), "0.000005");
/// assert_eq!(price("0,4").unwrap().price.to_string(), "0.4");
/// assert!(price("1,234").is_err());
/// ```
pub fn price(cell: &str) -> Result<PriceCell, ImportProblem> {
    const SIGNS: [(&str, &str); 8] = [
        ("US$", "USD"),
        ("HK$", "HKD"),
        ("¥", "CNY"),
        ("￥", "CNY"),
        ("元", "CNY"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("$", "USD"),
    ];
    let text = crate::table::unwrapped(cell);
    let sign = SIGNS.iter().find(|(sign, _)| text.contains(sign));
    let plain = sign.map_or_else(|| text.to_owned(), |(sign, _)| text.replace(sign, ""));
    let plain = plain.trim();
    let code = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let (plain, named) = match plain.split_once(' ') {
        Some((amount, word)) if code(word.trim()) => (amount.trim(), Some(word.trim())),
        Some((word, amount)) if code(word.trim()) => (amount.trim(), Some(word.trim())),
        _ => (plain, None),
    };
    let wrong = || not_a_number(start(cell));
    let (digits, rest) = number::split(plain);
    if !rest.is_empty() || digits.is_empty() {
        return Err(wrong());
    }
    let mut evidence = Evidence::default();
    evidence.add(digits);
    let comma = evidence
        .comma()
        .map_err(|()| ImportProblem::UnclearComma { value: start(cell) })?;
    let price = number::parse(digits, comma).ok_or_else(wrong)?;
    if price < Decimal::ZERO {
        return Err(negative(start(cell)));
    }
    Ok(PriceCell {
        price,
        currency: named
            .map(str::to_owned)
            .or_else(|| sign.map(|(_, code)| (*code).to_owned())),
    })
}

/// The unit of a price in the notation of FOCUS: `Hrs` and `1 Hour` are `Hours`, `GB-Mo` and `1 GB/Month` are `GB-Months`,
/// `100 Hours` stays, and `10K` is `10000 Units`.
///
/// ```
/// use netprice_import::price::unit;
/// assert_eq!(["Hrs", "1 Hour", "GB-Mo", "100 Hours", "10K", "vCPU-Hours"].map(unit), ["Hours", "Hours", "GB-Months", "100 Hours", "10000 Units", "vCPU-Hours"]);
/// ```
#[must_use]
pub fn unit(text: &str) -> String {
    let (size, name) = block(text.trim());
    let name = unit_name(&name);
    if size == Decimal::ONE {
        name
    } else {
        format!("{} {name}", size.normalize())
    }
}
