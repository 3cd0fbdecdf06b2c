//! Geometry in exact decimals, so that a chart is the same in every browser.

use netprice::value::decimal::over;
use netprice::value::money::{Money, Rounding, RoundingMode};
use rust_decimal::Decimal;

/// The share of a value in a whole, limited to -1..1, to six decimals; 0 if the whole is not above 0.
///
/// ```
/// use netprice_page::kit::chart::share;
/// assert_eq!(share(5.into(), 20.into()).to_string(), "0.25");
/// assert_eq!(share((-1).into(), 3.into()).to_string(), "-0.333333");
/// assert_eq!(share(1.into(), 0.into()).to_string(), "0");
/// ```
#[must_use]
pub fn share(value: Decimal, whole: Decimal) -> Decimal {
    if whole <= Decimal::ZERO {
        return Decimal::ZERO;
    }
    let share = over(value, whole).unwrap_or_default();
    rounded(share.clamp(Decimal::NEGATIVE_ONE, Decimal::ONE), 6)
}

/// The width of a bar in percent of the widest; 0 for a negative value, and if the widest is not above 0.
///
/// ```
/// use netprice_page::kit::chart::width_percent;
/// let (half, whole) = ("5 USD".parse().unwrap(), "10 USD".parse().unwrap());
/// assert_eq!(width_percent(half, whole).to_string(), "50");
/// ```
#[must_use]
pub fn width_percent(value: Money, widest: Money) -> Decimal {
    let share = share(value.amount(), widest.amount()).max(Decimal::ZERO);
    (share * Decimal::ONE_HUNDRED).normalize()
}

/// A coordinate or a length in a chart, rounded half-even to a tenth.
///
/// ```
/// assert_eq!(netprice_page::kit::chart::dots("62.25".parse().unwrap()), "62.2");
/// ```
#[must_use]
pub fn dots(length: Decimal) -> String {
    rounded(length, 1).to_string()
}

fn rounded(value: Decimal, places: u32) -> Decimal {
    let mode = RoundingMode::HalfEven;
    Rounding { places, mode }.apply(value).normalize()
}

/// A whole number of dots as a decimal.
#[must_use]
pub const fn whole(dots: u32) -> Decimal {
    Decimal::from_parts(dots, 0, 0, false, 0)
}
