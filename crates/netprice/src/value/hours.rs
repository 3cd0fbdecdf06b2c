//! Hours of the day, and hours per month.

use crate::value::problem::ValueProblem;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::value::text::{cut, serde_as_text};

/// Hours per month in price lists of machines: 730, which is 8,760 ÷ 12.
pub const HOURS_OF_MONTH: Decimal = Decimal::from_parts(730, 0, 0, false, 0);

/// Hours of the longest month, which has 31 days.
pub const HOURS_OF_LONGEST_MONTH: Decimal = Decimal::from_parts(744, 0, 0, false, 0);

/// A span of hours of the day, such as `00:00/08:00`; the end is exclusive and may be `24:00`.
///
/// # Errors
/// [`ValueProblem::NotHoursOfDay`] for other text and for a span that does not end after it starts;
/// a span over midnight must be split in two.
///
/// ```
/// use netprice::value::hours::HoursOfDay;
/// let night: HoursOfDay = "00:00/08:00".parse().unwrap();
/// assert!(night.contains("02:00/03:00".parse().unwrap()));
/// assert!(!night.contains("07:00/09:00".parse().unwrap()));
/// assert!("22:00/06:00".parse::<HoursOfDay>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HoursOfDay {
    from_minute: u16,
    to_minute: u16,
}

impl HoursOfDay {
    /// Whether another span lies wholly within this one.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.from_minute <= other.from_minute && other.to_minute <= self.to_minute
    }

    /// Whether the span includes a minute of the day, counted from midnight.
    #[must_use]
    pub fn has_minute(self, minute: i64) -> bool {
        i64::from(self.from_minute) <= minute && minute < i64::from(self.to_minute)
    }

    /// Whether two spans have a minute in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from_minute < other.to_minute && other.from_minute < self.to_minute
    }
}

impl FromStr for HoursOfDay {
    type Err = ValueProblem;

    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        let minute = |text: &str| -> Option<u16> {
            let (hour, minute) = text.split_once(':')?;
            let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            let two_digits = digits(hour) && digits(minute);
            let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
            let total = hour.checked_mul(60)?.checked_add(minute)?;
            (two_digits && minute < 60 && total <= 1440).then_some(total)
        };
        let span = text.split_once('/').and_then(|(from, to)| {
            let (from_minute, to_minute) = (minute(from)?, minute(to)?);
            (from_minute < to_minute).then_some(Self {
                from_minute,
                to_minute,
            })
        });
        span.ok_or_else(|| ValueProblem::NotHoursOfDay { value: cut(text) })
    }
}

impl fmt::Display for HoursOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |minute: u16| {
            let (hour, minute) = (minute.checked_div(60), minute.checked_rem(60));
            format!("{:02}:{:02}", hour.unwrap_or(0), minute.unwrap_or(0))
        };
        write!(f, "{}/{}", clock(self.from_minute), clock(self.to_minute))
    }
}

serde_as_text!(
    HoursOfDay,
    "hours of a day as text, such as \"00:00/08:00\""
);
