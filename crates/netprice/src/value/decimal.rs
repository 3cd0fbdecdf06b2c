//! Exact decimals: their text form and the rounding law.
//!
//! # The rounding law
//!
//! - A **product** or **quotient** is rounded half-even to [`PLACES`] decimals when it is computed.
//! - **Sums** and **differences** are exact.
//! - A result that 28 digits cannot hold is a [`ValueProblem::TooLarge`]; it is never shortened
//!   silently.
//!
//! `rust_decimal`'s own operators are not used, because they round silently near the end of their
//! range, and a tie that is rounded twice can fall to the wrong side. This module computes the
//! exact result in 256 bits and rounds it once.

mod number;
mod running;

use ethnum::I256;
use rust_decimal::{Decimal, RoundingStrategy};

pub use self::number::{NonNegative, Number};
pub(crate) use self::number::{of_units, whole};
pub(crate) use self::running::Running;
use crate::value::limits::DIGITS;
use crate::value::problem::ValueProblem;
use crate::value::text::cut;

/// The number of decimals that a product or a quotient keeps.
pub const PLACES: u32 = 12;

/// Whether a number has at most 28 digits, its decimals and a zero before the point included, so that
/// its text can be read back.
fn is_exact(number: Decimal) -> bool {
    const TOO_MANY: u128 = 10_u128.pow(DIGITS);
    let fits =
        |number: Decimal| number.mantissa().unsigned_abs() < TOO_MANY && number.scale() < DIGITS;
    fits(number) || fits(number.normalize())
}

/// Reads plain decimal notation: an optional minus, digits, and a point with digits after it.
///
/// Exponents, thousands separators, plus signs, spaces and more than 28 digits are refused.
///
/// # Errors
/// [`ValueProblem::Empty`], [`ValueProblem::NotAsciiDigits`], [`ValueProblem::TooManyDigits`] and
/// [`ValueProblem::NotADecimal`], the last three with the text.
///
/// ```
/// use netprice::value::decimal::{parse, print};
/// assert_eq!(print(parse("0.0900").unwrap()), "0.09");
/// assert!(parse("1e5").is_err());
/// ```
pub fn parse(text: &str) -> Result<Decimal, ValueProblem> {
    let value = || cut(text);
    if text.trim().is_empty() {
        return Err(ValueProblem::Empty);
    }
    let is_other_digit = |c: char| c.is_numeric() && !c.is_ascii_digit();
    if !text.is_ascii() && text.chars().any(is_other_digit) {
        return Err(ValueProblem::NotAsciiDigits { value: value() });
    }
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !fraction.is_none_or(digits) {
        return Err(ValueProblem::NotADecimal { value: value() });
    }
    let length = whole.len().saturating_add(fraction.map_or(0, str::len));
    if u32::try_from(length).unwrap_or(u32::MAX) > DIGITS {
        return Err(ValueProblem::TooManyDigits { value: value() });
    }
    Decimal::from_str_exact(text).map_err(|_| ValueProblem::TooManyDigits { value: value() })
}

/// Reads a decimal of zero or more.
///
/// # Errors
/// Those of [`parse`], and [`ValueProblem::Negative`].
///
/// ```
/// use netprice::value::decimal::parse_non_negative;
/// assert!(parse_non_negative("0").is_ok());
/// assert!(parse_non_negative("-0.01").is_err());
/// ```
pub fn parse_non_negative(text: &str) -> Result<Decimal, ValueProblem> {
    let decimal = parse(text)?;
    if decimal.is_sign_negative() && !decimal.is_zero() {
        return Err(ValueProblem::Negative { value: cut(text) });
    }
    Ok(decimal)
}

/// Writes the shortest plain notation: no trailing zeros, no exponent, no minus before zero.
///
/// ```
/// use netprice::value::decimal::{parse, print};
/// assert_eq!(print(parse("7819.20").unwrap()), "7819.2");
/// assert_eq!(print(parse("-0.0").unwrap()), "0");
/// ```
#[must_use]
pub fn print(decimal: Decimal) -> String {
    decimal.normalize().to_string()
}

/// Prints all digits, or a fixed number of decimals, rounded half up and padded with zeros.
pub(crate) fn shown(decimal: Decimal, places: Option<usize>) -> String {
    let places = places.and_then(|places| u32::try_from(places).ok());
    let Some(places) = places.filter(|places| *places <= Decimal::MAX_SCALE) else {
        return print(decimal);
    };
    let half_up = RoundingStrategy::MidpointAwayFromZero;
    let mut rounded = decimal.round_dp_with_strategy(places, half_up);
    rounded.rescale(places);
    if rounded.is_zero() {
        rounded.abs().to_string()
    } else {
        rounded.to_string()
    }
}

/// The exact sum.
///
/// # Errors
/// [`ValueProblem::TooLarge`] where 28 digits cannot hold it.
///
/// ```
/// use netprice::value::decimal::{parse, plus};
/// assert_eq!(plus(parse("0.1").unwrap(), parse("0.2").unwrap()), parse("0.3"));
/// ```
pub fn plus(a: Decimal, b: Decimal) -> Result<Decimal, ValueProblem> {
    if let Some(sum) = narrow_sum((a.mantissa(), a.scale()), (b.mantissa(), b.scale())) {
        return Ok(sum);
    }
    let sum = || {
        let (a, b, scale) = aligned(a, b)?;
        build(a.checked_add(b)?, scale)
    };
    sum().ok_or_else(|| too_large(a, "+", b))
}

/// The exact difference.
///
/// # Errors
/// [`ValueProblem::TooLarge`] where 28 digits cannot hold it.
///
/// ```
/// use netprice::value::decimal::{minus, parse};
/// assert_eq!(minus(parse("1").unwrap(), parse("0.55").unwrap()), parse("0.45"));
/// ```
pub fn minus(a: Decimal, b: Decimal) -> Result<Decimal, ValueProblem> {
    let negated = b.mantissa().checked_neg();
    let narrow =
        negated.and_then(|b_top| narrow_sum((a.mantissa(), a.scale()), (b_top, b.scale())));
    if let Some(difference) = narrow {
        return Ok(difference);
    }
    let difference = || {
        let (a, b, scale) = aligned(a, b)?;
        build(a.checked_sub(b)?, scale)
    };
    difference().ok_or_else(|| too_large(a, "−", b))
}

/// The product, rounded half-even to 12 decimals.
///
/// # Errors
/// [`ValueProblem::TooLarge`] where 28 digits cannot hold it.
///
/// ```
/// use netprice::value::decimal::{parse, times};
/// assert_eq!(times(parse("730").unwrap(), parse("0.192").unwrap()), parse("140.16"));
/// // 13 decimals: a tie goes to the even neighbour.
/// let tie = times(parse("0.0000000000005").unwrap(), parse("1").unwrap());
/// assert_eq!(tie, parse("0"));
/// ```
pub fn times(a: Decimal, b: Decimal) -> Result<Decimal, ValueProblem> {
    product(a, b).ok_or_else(|| too_large(a, "×", b))
}

/// The quotient, rounded half-even to 12 decimals.
///
/// # Errors
/// [`ValueProblem::DividedByZero`], and [`ValueProblem::TooLarge`] where 28 digits cannot hold it.
///
/// ```
/// use netprice::value::decimal::{over, parse};
/// assert_eq!(over(parse("2").unwrap(), parse("3").unwrap()), parse("0.666666666667"));
/// ```
pub fn over(a: Decimal, b: Decimal) -> Result<Decimal, ValueProblem> {
    if b.is_zero() {
        return Err(ValueProblem::DividedByZero { value: print(a) });
    }
    quotient(a, b).ok_or_else(|| too_large(a, "÷", b))
}

/// The whole part of the quotient of two numbers of zero or more.
///
/// # Errors
/// [`ValueProblem::DividedByZero`], and [`ValueProblem::TooLarge`] where 28 digits cannot hold it.
///
/// ```
/// use netprice::value::decimal::{over_floor, parse};
/// assert_eq!(over_floor(parse("22").unwrap(), parse("10").unwrap()), parse("2"));
/// assert_eq!(over_floor(parse("0.3").unwrap(), parse("0.1").unwrap()), parse("3"));
/// ```
pub fn over_floor(a: Decimal, b: Decimal) -> Result<Decimal, ValueProblem> {
    times_over_floor(a, Decimal::ONE, b)
}

/// `a × numerator ÷ denominator` with one rounding, half-even to 12 decimals.
///
/// # Errors
/// [`ValueProblem::DividedByZero`], and [`ValueProblem::TooLarge`] where 28 digits cannot hold it.
///
/// ```
/// use netprice::value::decimal::{parse, times_ratio};
/// // 1 GB in GiB: 10⁹ ÷ 2³⁰ = 0.931322574615478515625.
/// let gib = times_ratio(parse("1").unwrap(), 1_000_000_000, 1_073_741_824);
/// assert_eq!(gib, parse("0.931322574615"));
/// ```
pub fn times_ratio(a: Decimal, numerator: u64, denominator: u64) -> Result<Decimal, ValueProblem> {
    if denominator == 0 {
        return Err(ValueProblem::DividedByZero { value: print(a) });
    }
    let exact = || {
        let top = times_power(wide_product(a.mantissa(), numerator.into())?, PLACES)?;
        let bottom = times_power(I256::from(denominator), a.scale())?;
        build(divide_half_even(top, bottom)?, PLACES)
    };
    exact().ok_or_else(|| {
        ValueProblem::too_large(format!("{} × {numerator} ÷ {denominator}", print(a)))
    })
}

/// `a × b ÷ c` with one rounding, half-even to 12 decimals.
///
/// # Errors
/// [`ValueProblem::DividedByZero`], and [`ValueProblem::TooLarge`] where 28 digits cannot hold it.
///
/// ```
/// use netprice::value::decimal::{parse, times_over};
/// let d = |text: &str| parse(text).unwrap();
/// assert_eq!(times_over(d("100"), d("28"), d("31")), parse("90.322580645161"));
/// assert!(times_over(d("1"), d("1"), d("0")).is_err());
/// ```
pub fn times_over(a: Decimal, b: Decimal, c: Decimal) -> Result<Decimal, ValueProblem> {
    divided((a, b, c), PLACES, divide_half_even)
}

/// The whole part of `a × b ÷ c` for numbers of zero or more, without rounding on the way.
///
/// # Errors
/// [`ValueProblem::DividedByZero`], and [`ValueProblem::TooLarge`] where 28 digits cannot hold it.
///
/// ```
/// use netprice::value::decimal::{parse, times_over_floor};
/// let d = |text: &str| parse(text).unwrap();
/// assert_eq!(times_over_floor(d("100"), d("2"), d("3")), parse("66"));
/// ```
pub fn times_over_floor(a: Decimal, b: Decimal, c: Decimal) -> Result<Decimal, ValueProblem> {
    divided((a, b, c), 0, I256::checked_div)
}

fn divided(
    (a, b, c): (Decimal, Decimal, Decimal),
    places: u32,
    divide: fn(I256, I256) -> Option<I256>,
) -> Result<Decimal, ValueProblem> {
    if c.is_zero() {
        let value = format!("{} × {}", print(a), print(b));
        return Err(ValueProblem::DividedByZero { value });
    }
    let quotient = || {
        let (top, bottom) = fraction(a, b, c, places)?;
        build(divide(top, bottom)?, places)
    };
    let too_large = || format!("{} × {} ÷ {}", print(a), print(b), print(c));
    quotient().ok_or_else(|| ValueProblem::too_large(too_large()))
}

/// The remainder of a share, comparable with the other remainders of the same split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rest(I256);

/// The whole part of `units × weight ÷ sum of weights` for each weight, and the remainder.
///
/// Units must be whole numbers and weights zero or more. The products are exact in 256 bits, so the
/// remainders of equal shares are equal.
///
/// # Errors
/// [`ValueProblem::DividedByZero`] if all weights are zero, and [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::value::decimal::{floor_shares, parse};
/// let d = |text: &str| parse(text).unwrap();
/// let shares = floor_shares(d("5"), &[d("30"), d("70")]).unwrap();
/// assert_eq!((shares[0].0, shares[1].0), (d("1"), d("3"))); // 1.5 and 3.5
/// assert_eq!(shares[0].1, shares[1].1);
/// ```
pub fn floor_shares(
    units: Decimal,
    weights: &[Decimal],
) -> Result<Vec<(Decimal, Rest)>, ValueProblem> {
    let too_large = || {
        let value = format!("{} split over {} weights", print(units), weights.len());
        ValueProblem::too_large(value)
    };
    let scale = weights.iter().map(Decimal::scale).max().unwrap_or(0);
    let whole = |weight: &Decimal| {
        let up = power_of_ten(scale.checked_sub(weight.scale())?)?;
        I256::new(weight.mantissa()).checked_mul(up)
    };
    let weights: Option<Vec<I256>> = weights.iter().map(whole).collect();
    let weights = weights.ok_or_else(too_large)?;
    let sum = weights
        .iter()
        .try_fold(I256::ZERO, |sum, weight| sum.checked_add(*weight));
    let sum = sum.ok_or_else(too_large)?;
    if sum == I256::ZERO {
        let value = print(units);
        return Err(ValueProblem::DividedByZero { value });
    }
    let count = I256::new(units.normalize().mantissa());
    let share = |weight: &I256| {
        let product = count.checked_mul(*weight)?;
        let rest = Rest(product.checked_rem(sum)?);
        Some((build(product.checked_div(sum)?, 0)?, rest))
    };
    let shares: Option<Vec<(Decimal, Rest)>> = weights.iter().map(share).collect();
    shares.ok_or_else(too_large)
}

/// The sum of numbers.
pub(crate) fn sum(numbers: impl IntoIterator<Item = Decimal>) -> Result<Decimal, ValueProblem> {
    let mut sum = Running::ZERO;
    for number in numbers {
        sum.add(number)?;
    }
    Ok(sum.get())
}

/// `a × b ÷ c` as a fraction of whole numbers, in units of `10^-places`.
fn fraction(a: Decimal, b: Decimal, c: Decimal, places: u32) -> Option<(I256, I256)> {
    let (a, b, c) = (a.normalize(), b.normalize(), c.normalize());
    let scales = a.scale().checked_add(b.scale())?;
    let wanted = places.checked_add(c.scale())?;
    // Only one side is scaled up, so that 256 bits suffice.
    let (up, down) = match wanted.checked_sub(scales) {
        Some(up) => (up, 0),
        None => (0, scales.checked_sub(wanted)?),
    };
    let top = times_power(wide_product(a.mantissa(), b.mantissa())?, up)?;
    let bottom = times_power(I256::new(c.mantissa()), down)?;
    Some((top, bottom))
}

/// The product, computed in 128 bits where it fits them: nearly every one does, and 256 bits are slow.
fn wide_product(a: i128, b: i128) -> Option<I256> {
    match a.checked_mul(b) {
        Some(product) => Some(I256::new(product)),
        None => I256::new(a).checked_mul(I256::new(b)),
    }
}

fn times_power(number: I256, exponent: u32) -> Option<I256> {
    if exponent == 0 {
        return Some(number);
    }
    let narrow = i128::try_from(number).ok();
    let narrow = narrow.and_then(|number| number.checked_mul(10_i128.checked_pow(exponent)?));
    match narrow {
        Some(product) => Some(I256::new(product)),
        None => number.checked_mul(power_of_ten(exponent)?),
    }
}

fn too_large(a: Decimal, sign: &str, b: Decimal) -> ValueProblem {
    ValueProblem::too_large(format!("{} {sign} {}", print(a), print(b)))
}

/// The sum of two numbers as whole numbers and scales, in 128 bits; `None` where they do not suffice.
fn narrow_sum(a: (i128, u32), b: (i128, u32)) -> Option<Decimal> {
    let scale = a.1.max(b.1);
    let widened = |(top, own): (i128, u32)| match scale.checked_sub(own)? {
        0 => Some(top),
        missing => top.checked_mul(10_i128.checked_pow(missing)?),
    };
    build_narrow(widened(a)?.checked_add(widened(b)?)?, scale)
}

/// Converts both numbers to integers with a common scale.
fn aligned(a: Decimal, b: Decimal) -> Option<(I256, I256, u32)> {
    let scale = a.scale().max(b.scale());
    let widened = |d: Decimal| match scale.checked_sub(d.scale())? {
        0 => Some(I256::new(d.mantissa())),
        missing => times_power(I256::new(d.mantissa()), missing),
    };
    Some((widened(a)?, widened(b)?, scale))
}

fn product(a: Decimal, b: Decimal) -> Option<Decimal> {
    let exact = wide_product(a.mantissa(), b.mantissa())?;
    let scale = a.scale().checked_add(b.scale())?;
    match scale.checked_sub(PLACES) {
        Some(excess) => build(divide_half_even(exact, power_of_ten(excess)?)?, PLACES),
        None => build(exact, scale),
    }
}

fn quotient(a: Decimal, b: Decimal) -> Option<Decimal> {
    let places = PLACES.checked_add(b.scale())?;
    let top = times_power(I256::new(a.mantissa()), places)?;
    let bottom = times_power(I256::new(b.mantissa()), a.scale())?;
    build(divide_half_even(top, bottom)?, PLACES)
}

pub(crate) fn power_of_ten(exponent: u32) -> Option<I256> {
    // Powers up to 10^38 fit in 128 bits, which is faster.
    match 10_i128.checked_pow(exponent) {
        Some(power) => Some(I256::new(power)),
        None => I256::new(10).checked_pow(exponent),
    }
}

/// The quotient rounded to a whole number, ties to even; `None` for a zero divisor.
pub(crate) fn divide_half_even(top: I256, bottom: I256) -> Option<I256> {
    // Nearly all fit in 128 bits, which is faster.
    let narrow = i128::try_from(top).ok().zip(i128::try_from(bottom).ok());
    if let Some(quotient) = narrow.and_then(|(top, bottom)| narrow_half_even(top, bottom)) {
        return Some(I256::new(quotient));
    }
    let towards_zero = top.checked_div(bottom)?;
    let rest = top.checked_rem(bottom)?.checked_abs()?;
    let rest_to_next = bottom.checked_abs()?.checked_sub(rest)?;
    let is_odd = towards_zero.checked_rem(I256::new(2))? != I256::ZERO;
    if rest > rest_to_next || (rest == rest_to_next && is_odd) {
        let away = top.signum().checked_mul(bottom.signum())?;
        return towards_zero.checked_add(away);
    }
    Some(towards_zero)
}

/// The same in 128 bits; `None` for a zero divisor, and for a quotient that they cannot hold.
fn narrow_half_even(top: i128, bottom: i128) -> Option<i128> {
    let towards_zero = top.checked_div(bottom)?;
    let rest = top.checked_rem(bottom)?.unsigned_abs();
    let rest_to_next = bottom.unsigned_abs().checked_sub(rest)?;
    let is_odd = towards_zero & 1 != 0;
    if rest > rest_to_next || (rest == rest_to_next && is_odd) {
        return towards_zero.checked_add(top.signum().checked_mul(bottom.signum())?);
    }
    Some(towards_zero)
}

/// Does the same as [`build`] in 128 bits.
pub(crate) fn build_narrow(mantissa: i128, scale: u32) -> Option<Decimal> {
    let whole = Decimal::try_from_i128_with_scale(mantissa, scale).ok();
    if let Some(decimal) = whole.filter(|whole| is_exact(*whole)) {
        return Some(decimal);
    }
    build(I256::new(mantissa), scale)
}

/// Builds `mantissa ÷ 10^scale` if it has at most 28 digits after trailing zeros are removed as
/// needed.
pub(crate) fn build(mut mantissa: I256, mut scale: u32) -> Option<Decimal> {
    let ten = I256::new(10);
    loop {
        let narrow = i128::try_from(mantissa).ok();
        let whole = narrow.and_then(|m| Decimal::try_from_i128_with_scale(m, scale).ok());
        if let Some(decimal) = whole.filter(|whole| is_exact(*whole)) {
            return Some(decimal);
        }
        if scale == 0 || mantissa.checked_rem(ten)? != I256::ZERO {
            return None;
        }
        mantissa = mantissa.checked_div(ten)?;
        scale = scale.checked_sub(1)?;
    }
}
