//! Where and when a price was read, and the days that terms hold.

use std::fmt;
use std::str::FromStr;

pub use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::{Problem, R};
use crate::text::serde_as_text;

/// Where and when a price was read, and how far it can be trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The page, file or document.
    pub source: String,
    /// The day the source gave it, or the span of days where the source names no day.
    pub as_of: AsOf,
    /// How far to trust it.
    #[serde(default)]
    pub confidence: Confidence,
    /// What a reader should know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Published {
    /// A price read at a source on a date, with high confidence and no note.
    #[must_use]
    pub fn new(source: &str, as_of: AsOf) -> Self {
        Self {
            source: source.to_owned(),
            as_of,
            confidence: Confidence::High,
            note: None,
        }
    }
}

/// How far a published price can be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read from the provider's own document or interface.
    #[default]
    High,
    /// Read from another's copy of it, or from an undated document.
    Medium,
    /// Reported by someone, and not seen elsewhere.
    Low,
}

/// The day, or the span of days, for which a source gives a figure.
///
/// Text: `2026-07-20`, or `2019-01-01/2022-12-31` (ISO 8601) where the source is undated within it.
///
/// # Errors
/// [`Problem::NotADate`], also for a span that ends before it starts.
///
/// ```
/// use netprice::published::AsOf;
/// assert_eq!("2026-07-20".parse::<AsOf>().unwrap().to_string(), "2026-07-20");
/// assert!("2026-02-30".parse::<AsOf>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AsOf {
    earliest: Date,
    latest: Date,
}

impl AsOf {
    /// The first day it can be.
    #[must_use]
    pub fn earliest(self) -> Date {
        self.earliest
    }

    /// The last day it can be.
    #[must_use]
    pub fn latest(self) -> Date {
        self.latest
    }

    /// The span from the earlier of both first days to the later of both last days.
    ///
    /// ```
    /// use netprice::published::AsOf;
    /// let a: AsOf = "2024-07-01".parse().unwrap();
    /// let b: AsOf = "2022-07-07".parse().unwrap();
    /// assert_eq!(a.joined(b).to_string(), "2022-07-07/2024-07-01");
    /// ```
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self {
            earliest: self.earliest.min(other.earliest),
            latest: self.latest.max(other.latest),
        }
    }
}

impl FromStr for AsOf {
    type Err = Problem;

    fn from_str(text: &str) -> R<Self> {
        let not_a_date = |_| Problem::NotADate {
            value: text.to_owned(),
        };
        let day = |text: &str| text.parse::<Day>().map(Day::date).map_err(not_a_date);
        let (earliest, latest) = match text.split_once('/') {
            Some((earliest, latest)) => (day(earliest)?, day(latest)?),
            None => (day(text)?, day(text)?),
        };
        if latest < earliest {
            return Err(Problem::NotADate {
                value: text.to_owned(),
            });
        }
        Ok(Self { earliest, latest })
    }
}

impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.earliest == self.latest {
            true => write!(f, "{}", self.earliest),
            false => write!(f, "{}/{}", self.earliest, self.latest),
        }
    }
}

serde_as_text!(AsOf, "a date as text, such as \"2026-07-20\"");

/// A day of the calendar; its text form is `2026-07-20`.
///
/// # Errors
/// [`Problem::NotADate`].
///
/// ```
/// use netprice::published::Day;
/// assert_eq!("2024-02-29".parse::<Day>().unwrap().to_string(), "2024-02-29");
/// assert!("2026-02-29".parse::<Day>().is_err()); // 2026 has no leap day
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The date.
    #[must_use]
    pub fn date(self) -> Date {
        self.0
    }
}

impl FromStr for Day {
    type Err = Problem;

    fn from_str(text: &str) -> R<Self> {
        date(text).map(Self).ok_or_else(|| Problem::NotADate {
            value: text.to_owned(),
        })
    }
}

/// A date in the one notation that this project writes. jiff reads many more, and its reader is
/// longer than all else that a page needs of it.
fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<i16>().ok()).flatten()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let date = Date::new(year, month, day).ok()?;
    parts.next().is_none().then_some(date)
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

serde_as_text!(Day, "a date as text, such as \"2026-07-20\"");
