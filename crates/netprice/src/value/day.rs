//! Calendar days and spans of days.

use crate::value::problem::ValueProblem;
use std::fmt;
use std::str::FromStr;

pub use jiff::civil::{Date, DateTime};

use crate::value::text::{cut, serde_as_text};

/// The day, or the span of days, to which a figure of a source applies.
///
/// The text form is `2026-07-20`, or `2019-01-01/2022-12-31` (ISO 8601) if the exact day is
/// unknown.
///
/// # Errors
/// [`ValueProblem::NotADate`], also for a span that ends before it starts.
///
/// ```
/// use netprice::value::day::AsOf;
/// assert_eq!("2026-07-20".parse::<AsOf>().unwrap().to_string(), "2026-07-20");
/// assert!("2026-02-30".parse::<AsOf>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AsOf {
    earliest: Date,
    latest: Date,
}

impl AsOf {
    /// The earliest possible day.
    #[must_use]
    pub fn earliest(self) -> Date {
        self.earliest
    }

    /// The latest possible day.
    #[must_use]
    pub fn latest(self) -> Date {
        self.latest
    }

    /// The shortest span that contains both spans.
    ///
    /// ```
    /// use netprice::value::day::AsOf;
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
    type Err = ValueProblem;

    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        let not_a_date = |_| ValueProblem::NotADate { value: cut(text) };
        let day = |text: &str| text.parse::<Day>().map(Day::date).map_err(not_a_date);
        let (earliest, latest) = match text.split_once('/') {
            Some((earliest, latest)) => (day(earliest)?, day(latest)?),
            None => (day(text)?, day(text)?),
        };
        if latest < earliest {
            return Err(ValueProblem::NotADate { value: cut(text) });
        }
        Ok(Self { earliest, latest })
    }
}

impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.earliest == self.latest {
            write!(f, "{}", self.earliest)
        } else {
            write!(f, "{}/{}", self.earliest, self.latest)
        }
    }
}

serde_as_text!(AsOf, "a date as text, such as \"2026-07-20\"");

/// A calendar day; its text form is `2026-07-20`.
///
/// # Errors
/// [`ValueProblem::NotADate`].
///
/// ```
/// use netprice::value::day::Day;
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

impl TryFrom<Date> for Day {
    type Error = ValueProblem;

    /// Accepts the years 0 to 9999, which the text form can express.
    fn try_from(date: Date) -> Result<Self, ValueProblem> {
        let value = date.to_string();
        if date.year() < 0 {
            Err(ValueProblem::NotADate { value })
        } else {
            Ok(Self(date))
        }
    }
}

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        day.0
    }
}

impl From<Day> for AsOf {
    fn from(day: Day) -> Self {
        let (earliest, latest) = (day.0, day.0);
        Self { earliest, latest }
    }
}

impl FromStr for Day {
    type Err = ValueProblem;

    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        date(text)
            .map(Self)
            .ok_or_else(|| ValueProblem::NotADate { value: cut(text) })
    }
}

/// The days from one date to a later one, which is not counted.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    let hours = from.duration_until(to).as_hours();
    hours.checked_div(24).unwrap_or_default()
}

/// Whether a last day is over on a day; not if one of the two is unknown.
pub(crate) fn is_over(until: Option<Day>, day: Option<Day>) -> bool {
    until.zip(day).is_some_and(|(until, day)| until < day)
}

/// Parses `YYYY-MM-DD`. The parser of jiff accepts many more notations, and its code is larger than
/// everything else that the web page needs of jiff.
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
