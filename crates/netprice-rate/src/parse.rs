//! Quantities and days from bytes.

use netprice::value::day::Day;
use netprice::value::decimal;
use rust_decimal::Decimal;

/// The millionths in a unit for each number of decimals.
const MISSING: [u64; 7] = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/// A plain decimal with at most 12 digits before the point and at most 6 after it, in millionths.
///
/// Any other number is read digit by digit as a decimal, and none is rounded.
#[inline]
pub(crate) fn millionths(text: &[u8]) -> Option<u64> {
    // 12 digits and 6 are below 2^63, so that nothing here wraps.
    if text.is_empty() || text.len() > 19 {
        return None;
    }
    let mut number: u64 = 0;
    let mut decimals = None;
    let mut digits = 0_usize;
    for (index, byte) in text.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
            digits += 1;
        } else if *byte == b'.' && decimals.is_none() && index > 0 {
            if index > 12 {
                return None;
            }
            decimals = Some(text.len() - index - 1);
        } else {
            return None;
        }
    }
    let decimals = match decimals {
        None if digits <= 12 => 0,
        Some(decimals) if decimals > 0 => decimals,
        _ => return None,
    };
    let missing = *MISSING.get(decimals)?;
    Some(number.wrapping_mul(missing))
}

/// A decimal of zero or more.
///
/// # Errors
/// What was expected.
pub(crate) fn quantity(text: &[u8]) -> Result<Decimal, String> {
    let text = std::str::from_utf8(text).map_err(|_| "UTF-8".to_owned())?;
    let decimal = decimal::parse_non_negative(text);
    decimal.map_err(|_| "a plain decimal of zero or more, with at most 28 digits".to_owned())
}

/// A decimal as millionths, if it has no more digits.
pub(crate) fn in_millionths(decimal: Decimal) -> Option<u64> {
    let decimal = decimal.normalize();
    let missing = usize::try_from(decimal.scale()).ok()?;
    let missing = MISSING.get(missing)?;
    u64::try_from(decimal.mantissa())
        .ok()?
        .checked_mul(*missing)
}

/// The number of millionths as a decimal.
pub(crate) fn of_millionths(units: u64) -> Decimal {
    Decimal::from_i128_with_scale(units.into(), 6)
}

/// A day as a number, such as 20260301, from a date or from a time that begins with one.
///
/// The day is taken as it is written: the zone of a time is not used.
#[inline]
pub(crate) fn day(text: &[u8]) -> Option<u32> {
    let (date, rest) = text.split_at_checked(10)?;
    let is_time = |byte: &u8| {
        matches!(
            byte,
            b'0'..=b'9' | b':' | b'.' | b'+' | b'-' | b'Z' | b'U' | b'T' | b'C' | b' '
        )
    };
    match rest.first() {
        None => {}
        Some(b'T' | b' ') if rest.len() > 1 && rest.iter().all(is_time) => {}
        Some(_) => return None,
    }
    let date: &[u8; 10] = date.try_into().ok()?;
    let [a, b, c, d, b'-', e, f, b'-', g, h] = date else {
        return None;
    };
    let mut number = 0_u32;
    for byte in [a, b, c, d, e, f, g, h] {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number.wrapping_mul(10).wrapping_add(digit.into());
    }
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    (number != 0 && day >= 1 && day <= days_of(year, month)?).then_some(number)
}

fn days_of(year: u32, month: u32) -> Option<u32> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if is_leap { 29 } else { 28 }),
        _ => None,
    }
}

/// The day of a number such as 20260301; `None` for 0.
pub(crate) fn day_of(number: u32) -> Option<Day> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_lose_no_digit() {
        assert_eq!(millionths(b"1.5"), Some(1_500_000));
        assert_eq!(
            millionths(b"999999999999.999999"),
            Some(999_999_999_999_999_999)
        );
        assert_eq!(millionths(b"0.0000001"), None);
        assert_eq!(
            in_millionths(quantity(b"2.000000000000000").unwrap()),
            Some(2_000_000)
        );
        for wrong in [
            &b""[..],
            b".",
            b".5",
            b"5.",
            b"1.2.3",
            b"-1",
            b"1e3",
            b"1234567890123",
        ] {
            assert_eq!(millionths(wrong), None, "{wrong:?}");
        }
        for wrong in [&b""[..], b"-1", b"1e3", b"1,5", b"NaN", b"\xff"] {
            assert!(quantity(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day(b"2024-02-29"), Some(20_240_229));
        assert_eq!(day(b"2024-02-29T23:59:59.123Z"), Some(20_240_229));
        assert_eq!(day(b"2024-02-29 23:59:59"), Some(20_240_229));
        for wrong in [
            &b"2026-02-29"[..],
            b"2026-13-01",
            b"2026-00-01",
            b"2026-01-00",
            b"2026-1-1",
            b"2026-01-01x",
            b"2026-01-01T",
        ] {
            assert_eq!(day(wrong), None, "{wrong:?}");
        }
        assert_eq!(day_of(20_240_229).unwrap().to_string(), "2024-02-29");
        assert_eq!(day_of(0), None);
    }
}
