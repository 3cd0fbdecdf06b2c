//! Quantities with units, and the conversion between units of the same measure.

use crate::value::problem::ValueProblem;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::value::decimal;
use crate::value::ratio::{Kept, Ratio};
use crate::value::tens::Tens;
use crate::value::text::{cut, padded, serde_as_text};

/// A unit in FOCUS notation, such as `Hours`, `GB`, `GB-Months` or `1000 Requests`.
///
/// The text consists of ASCII letters and digits, separated by single spaces, `-`, `/` or `.`, and
/// has at least one letter and at most 60 characters. Two units are equal only if their texts are
/// equal.
///
/// Source: FOCUS specification, "Unit Format".
///
/// ```
/// use netprice::value::quantity::Unit;
/// assert!("GB-Months".parse::<Unit>().is_ok());
/// assert!("".parse::<Unit>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(Arc<str>);

impl Unit {
    /// The unit as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Unit {
    type Err = ValueProblem;

    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        let words_are_plain = text
            .split([' ', '-', '/', '.'])
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric()));
        let has_letter = text.bytes().any(|b| b.is_ascii_alphabetic());
        if !words_are_plain || !has_letter || text.len() > 60 {
            return Err(ValueProblem::NotAUnit {
                value: text.chars().take(60).collect(),
            });
        }
        Ok(Self(text.into()))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        padded(f, &self.0)
    }
}

serde_as_text!(Unit, "a unit as text, such as \"GB-Months\"");

/// Bytes in each unit of data: powers of 1,000, and of 1,024 for units with an `i`.
///
/// Source: IEC 80000-13, quoted by the FOCUS specification's table of data size units.
const BYTES: [(&str, u64); 10] = [
    ("KB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("TB", 1_000_000_000_000),
    ("PB", 1_000_000_000_000_000),
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("TiB", 1 << 40),
    ("PiB", 1 << 50),
];

/// Seconds in each unit of time. Months are missing, because their length is data and not a
/// constant.
const SECONDS: [(&str, u64); 4] = [
    ("Seconds", 1),
    ("Minutes", 60),
    ("Hours", 3_600),
    ("Days", 86_400),
];

/// The measure of a unit, and the suffix that follows it.
///
/// `GB-Months` is 10⁹ bytes with the suffix `Months`, and `1000 Requests` is 1,000 requests. Units
/// convert into each other only if their measure and their suffix (`rest`) are equal.
#[derive(PartialEq, Eq)]
struct Size<'a> {
    measure: &'a str,
    rest: &'a str,
}

fn size(unit: &Unit) -> Option<(Size<'_>, u64)> {
    let (count, name) = match unit.0.split_once(' ') {
        Some((count, name)) if count.bytes().all(|b| b.is_ascii_digit()) => {
            (count.parse::<u64>().ok().filter(|count| *count > 0)?, name)
        }
        Some(_) | None => (1, unit.as_str()),
    };
    let (head, rest) = name.split_once('-').unwrap_or((name, ""));
    let find = |table: &[(&str, u64)]| {
        let found = table.iter().find(|(name, _)| *name == head);
        found.map(|(_, size)| *size)
    };
    let (measure, one) = match (find(&BYTES), find(&SECONDS)) {
        (Some(bytes), _) => ("data", bytes),
        (None, Some(seconds)) => ("time", seconds),
        (None, None) => (head, 1),
    };
    let size = count.checked_mul(one)?;
    Some((Size { measure, rest }, size))
}

/// A provider's definition of a unit, such as `1 Months` is `730 Hours`, or `1 TB` is `1024 GB`.
///
/// The length of a month and the size of a terabyte differ by provider, so they are data. At 0.20
/// up to 10 TB and 0.17 above, 10,300 GB cost 2,051 where 1 TB is 1,000 GB, and 2,058.2 where it is
/// 1,024 GB.
///
/// Source: Baidu Cloud, CDN traffic <https://cloud.baidu.com/doc/CDN/s/hjwvyfjc2-en> (1,000);
/// Huawei Cloud <https://support.huaweicloud.com/price-cdn/cdn_01_0158.html> (1,024).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equivalent {
    /// A quantity in the unit that is defined.
    pub this: Quantity,
    /// The same quantity in another unit.
    pub is: Quantity,
}

/// A number of zero or more with a unit; its text form is `730 Hours`.
///
/// The number is an exact [`Ratio`]: 40 minutes are 2/3 of an hour. The text shows all digits if
/// there are at most 28, and otherwise 12 decimals, rounded half-even; a quantity that is read from
/// text is exact.
///
/// ```
/// use netprice::value::quantity::Quantity;
/// let used: Quantity = "730 Hours".parse().unwrap();
/// assert_eq!(used.to_string(), "730 Hours");
/// assert!("-1 GB".parse::<Quantity>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    value: Kept,
    unit: Unit,
}

impl Quantity {
    /// A quantity of zero or more, of a [`Decimal`] or a [`Ratio`].
    ///
    /// # Errors
    /// [`ValueProblem::Negative`], and [`ValueProblem::TooLarge`] for a whole part beyond 28 digits.
    pub fn new(value: impl Into<Ratio>, unit: Unit) -> Result<Self, ValueProblem> {
        let value = value.into();
        if value.is_negative() {
            return Err(ValueProblem::Negative {
                value: format!("{value} {unit}"),
            });
        }
        if value.is_beyond_decimals() {
            return Err(ValueProblem::too_large(format!("{value} {unit}")));
        }
        let value = Kept::from(value);
        Ok(Self { value, unit })
    }

    /// A quantity over a power of ten; `None` where 64 bits do not hold it, or it is below zero.
    pub(crate) fn of_tens(value: Tens, unit: &Unit) -> Option<Self> {
        i64::try_from(value.top).ok().filter(|top| *top >= 0)?;
        let (value, unit) = (value.into(), unit.clone());
        Some(Self { value, unit })
    }

    /// The exact number over a power of ten, if it is known as such.
    pub(crate) fn tens(&self) -> Option<Tens> {
        self.value.tens()
    }

    /// The exact number.
    #[must_use]
    pub fn exact(&self) -> Ratio {
        self.value.get()
    }

    /// The number as its text shows it.
    ///
    /// ```
    /// use netprice::value::decimal::parse;
    /// let run: netprice::Quantity = "40 Minutes".parse()?;
    /// let hours = run.in_unit(&"Hours".parse()?)?;
    /// assert_eq!(hours.value(), parse("0.666666666667")?);
    /// assert_eq!(hours.in_unit(run.unit())?, run);
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    #[must_use]
    pub fn value(&self) -> Decimal {
        // No quantity is beyond the largest decimal.
        self.exact().decimal().unwrap_or(Decimal::MAX)
    }

    /// The unit.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Converts the quantity to another unit of the same measure, exactly.
    ///
    /// Data sizes convert among `KB…PB` (powers of 1,000) and `KiB…PiB` (powers of 1,024), times
    /// among `Seconds`, `Minutes`, `Hours` and `Days`. Both also convert before an equal suffix
    /// (`GB-Months` → `GiB-Months`), and a counted unit converts to its single unit (`1000
    /// Requests` → `Requests`). GB and GiB differ. Source: IEC 80000-13.
    ///
    /// # Errors
    /// [`ValueProblem::UnitMismatch`] for all other units, including months, whose length is data.
    ///
    /// ```
    /// use netprice::value::quantity::Quantity;
    /// let gb: Quantity = "1.073741824 GB".parse().unwrap();
    /// assert_eq!(gb.in_unit(&"GiB".parse().unwrap()).unwrap().to_string(), "1 GiB");
    /// assert!(gb.in_unit(&"Hours".parse().unwrap()).is_err());
    /// ```
    pub fn in_unit(&self, unit: &Unit) -> Result<Self, ValueProblem> {
        if self.unit == *unit {
            return Ok(self.clone());
        }
        match (size(&self.unit), size(unit)) {
            (Some((from, ours)), Some((to, theirs))) if from == to => {
                let value = self.exact().times(Ratio::of(ours, theirs)?)?;
                Self::new(value, unit.clone())
            }
            _ => Err(ValueProblem::unit_mismatch(self, unit)),
        }
    }

    /// Converts the quantity to another unit, with a provider's definitions of units.
    ///
    /// An equivalent of exactly the source unit or the target unit is tried first, so that it can
    /// define 1 TB as 1,024 GB; otherwise [`Quantity::in_unit`] applies. The result is exact.
    ///
    /// # Errors
    /// [`ValueProblem::UnitMismatch`], and [`ValueProblem::DividedByZero`] for an equivalent of zero.
    ///
    /// ```
    /// use netprice::value::quantity::{Equivalent, Quantity};
    /// let quantity = |text: &str| text.parse::<Quantity>().unwrap();
    /// let month = Equivalent { this: quantity("12 Months"), is: quantity("365 Days") };
    /// let hours = quantity("3 Months").in_unit_by(&"Hours".parse().unwrap(), &[month]).unwrap();
    /// assert_eq!(hours.to_string(), "2190 Hours"); // 3 × 365 ÷ 12 × 24
    /// ```
    pub fn in_unit_by(
        &self,
        unit: &Unit,
        equivalents: &[Equivalent],
    ) -> Result<Self, ValueProblem> {
        if self.unit == *unit {
            return Ok(self.clone());
        }
        for Equivalent { this, is } in equivalents {
            for (from, to) in [(this, is), (is, this)] {
                let is_exactly = from.unit == self.unit || to.unit == *unit;
                let (true, Ok(given)) = (is_exactly, self.in_unit(&from.unit)) else {
                    continue;
                };
                let value = given.exact().times(to.exact().over(from.exact())?)?;
                if let Ok(converted) = Self::new(value, to.unit.clone())?.in_unit(unit) {
                    return Ok(converted);
                }
            }
        }
        self.in_unit(unit)
    }

    /// The number in the smallest unit of its measure (seconds, bytes, single counts), so that units
    /// compare; a unit of time by the provider's definitions.
    pub(crate) fn in_smallest(&self, equivalents: &[Equivalent]) -> Result<Ratio, ValueProblem> {
        let seconds = Unit("Seconds".into());
        if let Ok(time) = self.in_unit_by(&seconds, equivalents) {
            return Ok(time.exact());
        }
        let one = size(&self.unit).map_or(1, |(_, one)| one);
        self.exact().times(Ratio::of(one, 1)?)
    }
}

impl FromStr for Quantity {
    type Err = ValueProblem;

    /// Reads `730 Hours`: a decimal, one space and a unit.
    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        let Some((value, unit)) = text.split_once(' ') else {
            return Err(ValueProblem::NotAQuantity { value: cut(text) });
        };
        Self::new(decimal::parse_non_negative(value)?, unit.parse()?)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = decimal::shown(self.value(), f.precision());
        padded(f, &format!("{number} {}", self.unit))
    }
}

serde_as_text!(Quantity, "a quantity as text, such as \"730 Hours\"");
