//! Numbers for reading: grouped digits, every one of them or cents only.

use netprice::decimal;
use netprice::money::{Money, Rounding, RoundingMode};

/// A plain number with a comma after every three digits before the point.
///
/// ```
/// use netprice_page::number::grouped;
/// assert_eq!(grouped("1234567.8901"), "1,234,567.8901");
/// assert_eq!(grouped("-999"), "-999");
/// ```
#[must_use]
pub fn grouped(plain: &str) -> String {
    let (sign, unsigned) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (unsigned, String::new()),
    };
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits
        .rchunks(3)
        .rev()
        .map(|g| g.iter().collect())
        .collect();
    format!("{sign}{}{fraction}", groups.join(","))
}

/// An amount rounded half-up to what its currency's bills show, without the currency.
#[must_use]
pub fn in_cents(money: Money) -> String {
    let places = money.currency().minor_digits();
    let mode = RoundingMode::HalfUp;
    let mut amount = money.round(Rounding { places, mode }).amount();
    amount.rescale(places);
    grouped(&amount.to_string())
}

/// An amount cut down to what its currency's bills show: a bound that the amount does reach.
#[must_use]
pub fn at_least_in_cents(money: Money) -> String {
    let places = money.currency().minor_digits();
    let mode = RoundingMode::Floor;
    in_cents(money.round(Rounding { places, mode }))
}

/// An amount with every digit and its currency.
#[must_use]
pub fn exact(money: Money) -> String {
    let amount = decimal::print(money.amount());
    format!("{} {}", grouped(&amount), money.currency())
}

/// An amount rounded to what bills show, with the sign of its currency.
#[must_use]
pub fn with_sign(money: Money) -> String {
    let sign = match money.currency().to_string().as_str() {
        "CNY" => "¥".to_owned(),
        "USD" => "$".to_owned(),
        other => format!("{other} "),
    };
    format!("{sign}{}", in_cents(money))
}
