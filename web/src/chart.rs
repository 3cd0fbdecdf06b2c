//! Geometry as pure functions; the only place with floats.

use netprice::money::Money;
use rust_decimal::prelude::ToPrimitive;

/// The width of a bar in percent of the widest, 0 where there is nothing to compare with.
///
/// ```
/// use netprice_page::chart::width_percent;
/// let (half, whole) = ("5 USD".parse().unwrap(), "10 USD".parse().unwrap());
/// assert_eq!(width_percent(half, whole), 50.0);
/// ```
#[must_use]
pub fn width_percent(value: Money, widest: Money) -> f64 {
    let ratio = value.amount().to_f64().zip(widest.amount().to_f64());
    match ratio {
        Some((value, widest)) if widest > 0.0 => (value / widest * 100.0).clamp(0.0, 100.0),
        Some(_) | None => 0.0,
    }
}
