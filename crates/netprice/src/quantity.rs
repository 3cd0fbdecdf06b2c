//! Quantities with their units, and the exact conversion between units of one measure.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::decimal;
use crate::error::{Problem, R};
use crate::text::serde_as_text;

/// A unit in FOCUS notation, such as `Hours`, `GB`, `GB-Months` or `1000 Requests`.
///
/// Text of ASCII letters, digits, and single spaces, `-`, `/` or `.` between them, with at
/// least one letter. Two units are the same only if their texts are.
///
/// Source: FOCUS specification, "Unit Format".
///
/// ```
/// use netprice::quantity::Unit;
/// assert!("GB-Months".parse::<Unit>().is_ok());
/// assert!("".parse::<Unit>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(String);

impl Unit {
    /// The unit as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Unit {
    type Err = Problem;

    fn from_str(text: &str) -> R<Self> {
        let words_are_plain = text
            .split([' ', '-', '/', '.'])
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric()));
        let has_letter = text.bytes().any(|b| b.is_ascii_alphabetic());
        if !words_are_plain || !has_letter || text.len() > 60 {
            return Err(Problem::NotAUnit {
                value: text.chars().take(60).collect(),
            });
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(Unit, "a unit as text, such as \"GB-Months\"");

/// Bytes in each unit of data: powers of 1,000, and of 1,024 for those with an `i`.
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

/// Seconds in each unit of time. A month is not here: its length is data, not a constant.
const SECONDS: [(&str, u64); 4] = [
    ("Seconds", 1),
    ("Minutes", 60),
    ("Hours", 3_600),
    ("Days", 86_400),
];

/// The size of a unit in the smallest unit of its measure, and what follows it.
///
/// `GB-Months` is 10⁹ bytes with the rest `-Months`; only units of one measure and one rest
/// convert into each other.
fn size(unit: &Unit) -> Option<(usize, u64, &str)> {
    let (head, rest) = match unit.0.split_once('-') {
        Some((head, rest)) => (head, rest),
        None => (unit.0.as_str(), ""),
    };
    let measures: [&[(&str, u64)]; 2] = [&BYTES, &SECONDS];
    measures.iter().enumerate().find_map(|(measure, table)| {
        let (_, size) = table.iter().find(|(name, _)| *name == head)?;
        Some((measure, *size, rest))
    })
}

/// An amount of something that is used or sold, zero or more; its text form is `730 Hours`.
///
/// ```
/// use netprice::quantity::Quantity;
/// let used: Quantity = "730 Hours".parse().unwrap();
/// assert_eq!(used.to_string(), "730 Hours");
/// assert!("-1 GB".parse::<Quantity>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    value: Decimal,
    unit: Unit,
}

impl Quantity {
    /// A quantity of zero or more.
    ///
    /// # Errors
    /// [`Problem::Negative`].
    pub fn new(value: Decimal, unit: Unit) -> R<Self> {
        if value.is_sign_negative() && !value.is_zero() {
            return Err(Problem::Negative {
                value: format!("{} {unit}", decimal::print(value)),
            });
        }
        Ok(Self { value, unit })
    }

    /// The number.
    #[must_use]
    pub fn value(&self) -> Decimal {
        self.value
    }

    /// The unit.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// The same quantity in another unit of the same measure, rounded half-even to 12 decimals.
    ///
    /// Data sizes convert among `KB…PB` (powers of 1,000) and `KiB…PiB` (powers of 1,024), times
    /// among `Seconds`, `Minutes`, `Hours` and `Days`, both also in front of a rest that is the
    /// same (`GB-Months` → `GiB-Months`). GB is not GiB.
    ///
    /// # Errors
    /// [`Problem::UnitMismatch`] for anything else, months among it, since their length is data.
    ///
    /// ```
    /// use netprice::quantity::Quantity;
    /// let gb: Quantity = "1.073741824 GB".parse().unwrap();
    /// assert_eq!(gb.in_unit(&"GiB".parse().unwrap()).unwrap().to_string(), "1 GiB");
    /// assert!(gb.in_unit(&"Hours".parse().unwrap()).is_err());
    /// ```
    pub fn in_unit(&self, unit: &Unit) -> R<Self> {
        if self.unit == *unit {
            return Ok(self.clone());
        }
        match (size(&self.unit), size(unit)) {
            (Some((measure, ours, rest)), Some((to_measure, theirs, to_rest)))
                if measure == to_measure && rest == to_rest =>
            {
                let value = decimal::times_ratio(self.value, ours, theirs)?;
                Self::new(value, unit.clone())
            }
            _ => Err(Problem::UnitMismatch {
                value: self.clone(),
                expected: unit.clone(),
            }),
        }
    }
}

impl FromStr for Quantity {
    type Err = Problem;

    /// Reads `730 Hours`: a decimal, one space and a unit.
    fn from_str(text: &str) -> R<Self> {
        let Some((value, unit)) = text.split_once(' ') else {
            return Err(Problem::NotAQuantity {
                value: text.to_owned(),
            });
        };
        Self::new(decimal::parse_non_negative(value)?, unit.parse()?)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", decimal::print(self.value), self.unit)
    }
}

serde_as_text!(Quantity, "a quantity as text, such as \"730 Hours\"");
