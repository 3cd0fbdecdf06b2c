//! Numbers as programs and spreadsheets write them.

use rust_decimal::Decimal;

/// What a comma in numbers means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comma {
    /// It separates thousands: 1,234.5.
    Thousands,
    /// It separates decimals: 1.234,5.
    Decimals,
}

/// Whether a cell stands for a missing value.
///
/// Monitoring tools write `NaN`, `U`, `null`, `-` and the like for a poll that was lost.
pub(crate) fn is_missing(cell: &str) -> bool {
    const WORDS: [&str; 16] = [
        "",
        "-",
        "--",
        "—",
        "nan",
        "-nan",
        "+nan",
        "u",
        "null",
        "none",
        "n/a",
        "na",
        "undefined",
        "no data",
        "无数据",
        "nil",
    ];
    let cell = cell.trim();
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(cell))
}

/// What the commas and points of numbers show of the meaning of a comma.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Evidence {
    is_thousands: bool,
    is_decimals: bool,
    is_open: bool,
}

impl Evidence {
    /// Adds what a number shows.
    pub(crate) fn add(&mut self, number: &str) {
        let (commas, points) = (number.matches(',').count(), number.matches('.').count());
        if commas == 0 {
            return;
        }
        let after = number.rsplit(',').next().unwrap_or_default();
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let (comma, point) = (number.rfind(','), number.rfind('.'));
        if commas > 1 || (points > 0 && point > comma) {
            self.is_thousands = true;
        } else if points > 0 || digits != 3 || number.starts_with("0,") || number.starts_with(',') {
            self.is_decimals = true;
        } else {
            self.is_open = true;
        }
    }

    /// The meaning of a comma, if the numbers show one; `Err` if they could mean either or contradict each other.
    pub(crate) fn comma(self) -> Result<Option<Comma>, ()> {
        match (self.is_thousands, self.is_decimals, self.is_open) {
            (true, true, _) | (false, false, true) => Err(()),
            (true, false, _) => Ok(Some(Comma::Thousands)),
            (false, true, _) => Ok(Some(Comma::Decimals)),
            (false, false, false) => Ok(None),
        }
    }
}

/// The meaning of a comma: of both signs the last one is before the decimals; else that of the table.
pub(crate) fn comma_of(number: &str, usual: Comma) -> Comma {
    match (number.rfind(','), number.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => Comma::Decimals,
        (Some(_), Some(_)) => Comma::Thousands,
        (None, _) => Comma::Thousands,
        (Some(_), None) if number.matches(',').count() > 1 => Comma::Thousands,
        (Some(_), None) => usual,
    }
}

/// Splits a cell into its number and what follows it: `12.5 Mb/s`, `1.2e+08`, `28,633 kbit/s`.
pub(crate) fn split(cell: &str) -> (&str, &str) {
    let cell = cell.trim();
    let bytes = cell.as_bytes();
    let is_part = |index: usize| match bytes.get(index) {
        Some(b'0'..=b'9' | b'.' | b',') => true,
        Some(b'-' | b'+') => {
            index == 0 || matches!(bytes.get(index.saturating_sub(1)), Some(b'e' | b'E'))
        }
        Some(b'e' | b'E') => {
            let next = bytes.get(index.saturating_add(1));
            let after = bytes.get(index.saturating_add(2));
            let is_signed = matches!(next, Some(b'-' | b'+')) && matches!(after, Some(b'0'..=b'9'));
            index > 0 && (is_signed || matches!(next, Some(b'0'..=b'9')))
        }
        _ => false,
    };
    let end = (0..bytes.len()).find(|index| !is_part(*index));
    let (number, rest) = cell.split_at(end.unwrap_or(bytes.len()));
    (number, rest.trim())
}

/// Reads a number: a sign, digits with separators, decimals, and an exponent of at most two digits.
///
/// Returns `None` for anything else, and for a number that an exact decimal cannot hold; digits beyond 12 decimals of a
/// number with more than 28 are dropped, as no measured rate has them.
pub(crate) fn parse(number: &str, comma: Option<Comma>) -> Option<Decimal> {
    let plain = match comma {
        Some(Comma::Decimals) => number.replace('.', "").replace(',', "."),
        Some(Comma::Thousands) | None => number.replace(',', ""),
    };
    let plain = plain.strip_prefix('+').unwrap_or(&plain);
    let (digits, exponent) = match plain.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (plain, 0),
    };
    let value: Decimal = digits.trim_end_matches('.').parse().ok()?;
    scaled(value, exponent)
}

/// A number times a power of ten; `None` if it does not fit.
fn scaled(value: Decimal, exponent: i32) -> Option<Decimal> {
    const MOST: i32 = 28;
    // More places than any price or cost has; floating-point dust has them.
    const PLACES: i64 = 20;
    if exponent > MOST {
        return value.is_zero().then_some(value);
    }
    let scale = i64::from(value.scale()).checked_sub(i64::from(exponent))?;
    let mantissa = value.mantissa();
    if exponent < 0 && scale > PLACES {
        // What an exact decimal cannot hold is far below any cost.
        return value
            .is_zero()
            .then_some(value)
            .or_else(|| smallest(value, scale));
    }
    if scale >= 0 {
        let scale = u32::try_from(scale).ok()?;
        return Decimal::try_from_i128_with_scale(mantissa, scale).ok();
    }
    let power = u32::try_from(scale.checked_neg()?).ok()?;
    let mantissa = mantissa.checked_mul(10_i128.checked_pow(power)?)?;
    Decimal::try_from_i128_with_scale(mantissa, 0).ok()
}

/// A number with more places than any price has, cut to 20.
fn smallest(value: Decimal, scale: i64) -> Option<Decimal> {
    let over = u32::try_from(scale.checked_sub(20)?).ok()?;
    let power = 10_i128.checked_pow(over);
    let mantissa = power.map_or(0, |power| {
        value.mantissa().checked_div(power).unwrap_or_default()
    });
    Decimal::try_from_i128_with_scale(mantissa, 20).ok()
}

/// Decimals as text in documents.
pub(crate) mod text {
    use netprice::value::decimal::{parse, print};
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        value: &Decimal,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&print(*value))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Decimal, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_split_from_units_and_read_exactly() {
        assert_eq!(split("12.5 Mb/s"), ("12.5", "Mb/s"));
        assert_eq!(split("1.2e+08"), ("1.2e+08", ""));
        assert_eq!(split("5 E"), ("5", "E"));
        for (text, comma, value) in [
            ("3.4985301579e+08", None, "349853015.79"),
            ("1,234.5", Some(Comma::Thousands), "1234.5"),
            ("1.234,5", Some(Comma::Decimals), "1234.5"),
            ("5e-06", None, "0.000005"),
            ("-7", None, "-7"),
        ] {
            assert_eq!(
                parse(text, comma)
                    .map(|value| value.normalize().to_string())
                    .as_deref(),
                Some(value)
            );
        }
        assert_eq!(parse("1e999", None), None);
        assert_eq!(parse("1e2e3", None), None);
    }

    #[test]
    fn a_comma_is_certain_open_or_contradicted() {
        let of = |numbers: &[&str]| {
            let mut evidence = Evidence::default();
            numbers.iter().for_each(|number| evidence.add(number));
            evidence.comma()
        };
        assert_eq!(of(&["1,234.5", "1,200"]), Ok(Some(Comma::Thousands)));
        assert_eq!(of(&["0,4", "1,234"]), Ok(Some(Comma::Decimals)));
        assert_eq!(of(&["1.234,50"]), Ok(Some(Comma::Decimals)));
        assert_eq!(of(&["1,234"]), Err(()));
        assert_eq!(of(&["1,5", "1,234,567"]), Err(()));
        assert_eq!(of(&["12"]), Ok(None));
    }
}
