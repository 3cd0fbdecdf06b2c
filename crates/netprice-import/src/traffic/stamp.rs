//! Times as programs and people write them.

use jiff::civil::{Date, DateTime};

/// The order of the day and the month in dates such as 11/1/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 1/11/2026 is the first of November.
    DayFirst,
    /// 11/1/2026 is the first of November.
    MonthFirst,
}

/// A time in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stamp {
    /// Seconds since 1970-01-01 in UTC.
    Absolute(i64),
    /// A time on a clock that the cell does not name.
    Local(DateTime),
}

/// A time, and the end of the span that a cell states after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: Stamp,
    /// The seconds of the span.
    pub(crate) seconds: Option<i64>,
}

/// What a date shows of the order of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// One order only, or none is needed.
    Order(Option<DateOrder>),
    /// Both orders.
    Either,
    /// The cell is no time.
    NoTime,
}

/// Reads a time: ISO 8601, seconds or milliseconds since 1970, or a date with its clock in the order of a country; a span
/// `8:00:00 AM - 8:05:00 AM` has its start and its length.
pub(crate) fn parse(cell: &str, order: Option<DateOrder>) -> Option<Span> {
    let cell = cell.trim();
    let whole = |start| Span {
        start,
        seconds: None,
    };
    if let Some(time) = compact(cell) {
        return Some(whole(Stamp::Local(time)));
    }
    if let Some(epoch) = epoch(cell) {
        return Some(whole(Stamp::Absolute(epoch)));
    }
    if let Some((start, end)) = cell.split_once(" - ") {
        let first = parts(start)?;
        let (begin, finish) = (first.civil(order)?, parts(end)?.clock);
        let date = parts(end)?.date.and_then(|date| date.resolved(order));
        let end = date.unwrap_or(begin.date()).to_datetime(finish?.time()?);
        let mut seconds = end.duration_since(begin).as_secs();
        if seconds < 0 {
            // The end is after midnight.
            seconds = seconds.checked_add(86_400)?;
        }
        return Some(Span {
            start: Stamp::Local(begin),
            seconds: (seconds > 0).then_some(seconds),
        });
    }
    let parts = parts(cell)?;
    let civil = parts.civil(order)?;
    let stamp = match parts.offset {
        Some(offset) => Stamp::Absolute(seconds_of(civil).checked_sub(offset)?),
        None => Stamp::Local(civil),
    };
    Some(whole(stamp))
}

/// What a cell shows of the order of day and month.
pub(crate) fn shown(cell: &str) -> Shown {
    if parse(cell, None).is_some() {
        return Shown::Order(None);
    }
    let of = |order| parse(cell, Some(order)).is_some();
    match (of(DateOrder::DayFirst), of(DateOrder::MonthFirst)) {
        (true, true) => Shown::Either,
        (true, false) => Shown::Order(Some(DateOrder::DayFirst)),
        (false, true) => Shown::Order(Some(DateOrder::MonthFirst)),
        (false, false) => Shown::NoTime,
    }
}

/// Seconds since 1970-01-01 00:00 on the same clock.
pub(crate) fn seconds_of(time: DateTime) -> i64 {
    let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    time.duration_since(epoch).as_secs()
}

/// A time in digits alone, such as 20261103000500.
fn compact(cell: &str) -> Option<DateTime> {
    let is_it = cell.len() == 14 && cell.bytes().all(|byte| byte.is_ascii_digit());
    let part = |from: usize, to: usize| cell.get(from..to)?.parse::<i8>().ok();
    let year: i16 = cell.get(..4).filter(|_| is_it)?.parse().ok()?;
    let date = Date::new(year, part(4, 6)?, part(6, 8)?).ok()?;
    let time = jiff::civil::Time::new(part(8, 10)?, part(10, 12)?, part(12, 14)?, 0).ok()?;
    Some(date.to_datetime(time)).filter(|_| (1990..2100).contains(&year))
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, for the years 1990 to 2100.
fn epoch(cell: &str) -> Option<i64> {
    const FROM: i64 = 631_152_000;
    const TO: i64 = 4_102_444_800;
    let cell = cell.trim_end_matches(':');
    let whole = cell.split_once('.').map_or(cell, |(whole, _)| whole);
    if whole.len() < 9
        || !cell
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let scales = [1, 1_000, 1_000_000, 1_000_000_000];
    let mut seconds = scales
        .into_iter()
        .filter_map(|scale| number.checked_div(scale));
    seconds.find(|seconds| (FROM..TO).contains(seconds))
}

/// A date with its parts in the order in which they are written.
#[derive(Clone, Copy)]
enum WrittenDate {
    Known(Date),
    /// Two numbers of which one is the day and the other the month, and the year.
    Open([i8; 2], i16),
}

impl WrittenDate {
    fn resolved(self, order: Option<DateOrder>) -> Option<Date> {
        match self {
            Self::Known(date) => Some(date),
            Self::Open([first, second], year) => {
                let (day, month) = match order {
                    Some(DateOrder::DayFirst) => (first, second),
                    Some(DateOrder::MonthFirst) => (second, first),
                    None if first == second => (first, second),
                    None => return None,
                };
                Date::new(year, month, day).ok()
            }
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Clock {
    hour: i8,
    minute: i8,
    second: i8,
}

impl Clock {
    fn time(self) -> Option<jiff::civil::Time> {
        jiff::civil::Time::new(self.hour, self.minute, self.second, 0).ok()
    }
}

/// The parts of a written time.
#[derive(Clone, Copy, Default)]
struct Parts {
    date: Option<WrittenDate>,
    clock: Option<Clock>,
    /// Seconds east of UTC.
    offset: Option<i64>,
}

impl Parts {
    fn civil(self, order: Option<DateOrder>) -> Option<DateTime> {
        let date = self.date?.resolved(order)?;
        let clock = self.clock.unwrap_or_default();
        // Midnight at the end of a day.
        if clock.hour == 24 && clock.minute == 0 && clock.second == 0 {
            return Some(date.tomorrow().ok()?.to_datetime(Clock::default().time()?));
        }
        Some(date.to_datetime(clock.time()?))
    }
}

/// Splits a written time into words: numbers, letters and signs.
fn parts(text: &str) -> Option<Parts> {
    let text = text.trim();
    if text.len() > 80 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // The name of a zone in brackets stands beside its offset.
    let text = text.split_once(" (").map_or(text, |(text, _)| text);
    let text = text.split_once('[').map_or(text, |(text, _)| text);
    let (clock_text, before, after) = clock_in(text);
    let mut parts = Parts::default();
    if let Some(clock) = clock_text {
        parts.clock = Some(clock_of(clock, &after)?);
        parts.offset = offset_of(&after)?;
    } else if !after.is_empty() {
        return None;
    }
    parts.date = date_of(&before, &after);
    (parts.date.is_some() || parts.clock.is_some()).then_some(parts)
}

/// The clock in a text, such as `8:05:00.117`, with what stands before and after it.
fn clock_in(text: &str) -> (Option<&str>, String, String) {
    let Some(colon) = text.find(':') else {
        return (None, text.to_owned(), String::new());
    };
    let is_digit = |sign: char| sign.is_ascii_digit();
    let head = text.get(..colon).unwrap_or_default();
    let digits = head
        .chars()
        .rev()
        .take_while(|sign| is_digit(*sign))
        .count();
    let start = head.len().saturating_sub(digits);
    let tail = text.get(colon..).unwrap_or_default();
    let length = tail
        .chars()
        .take_while(|sign| is_digit(*sign) || matches!(sign, ':' | '.'))
        .count();
    let end = colon.saturating_add(length);
    let before = text
        .get(..start)
        .unwrap_or_default()
        .trim_end_matches(['T', ' ', ',', '_']);
    let after = text.get(end..).unwrap_or_default();
    (
        text.get(start..end),
        before.trim().to_owned(),
        after.trim().to_owned(),
    )
}

/// The hour, minute and second of `8:05`, `08:05:00.117`, after `AM` or `PM` if it says so.
fn clock_of(text: &str, after: &str) -> Option<Clock> {
    let mut numbers = text.trim_end_matches(':').splitn(3, ':');
    let hour: i8 = numbers.next()?.parse().ok()?;
    let minute: i8 = numbers.next()?.parse().ok()?;
    let second = numbers
        .next()
        .map(|second| second.split_once('.').map_or(second, |(whole, _)| whole));
    let second: i8 = second.map_or(Ok(0), str::parse).ok()?;
    let half = after
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase();
    let hour = match half.trim_matches('.') {
        "AM" | "A.M" if hour == 12 => 0,
        "PM" | "P.M" if hour < 12 => hour.checked_add(12)?,
        _ => hour,
    };
    Some(Clock {
        hour,
        minute,
        second,
    })
}

/// The offset from UTC after a clock: `Z`, `UTC`, `+08:00`, `GMT+0800`; `None` outside for what is no offset.
#[expect(clippy::option_option, reason = "no offset is no error")]
fn offset_of(after: &str) -> Option<Option<i64>> {
    let rest = after.trim();
    let upper = rest.to_ascii_uppercase();
    let rest = ["A.M.", "P.M.", "AM", "PM"]
        .iter()
        .find_map(|half| upper.strip_prefix(half))
        .unwrap_or(&upper)
        .trim();
    let rest = rest.trim_start_matches(',');
    let name = ["UTC", "GMT"]
        .iter()
        .find_map(|name| rest.strip_prefix(name));
    let sign_at = name.unwrap_or(rest).trim();
    if sign_at.is_empty() {
        return Some(name.map(|_| 0));
    }
    if sign_at == "Z" {
        return Some(Some(0));
    }
    let sign = match sign_at.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        // A year or a date after the clock, as in `Sun Mar 1 08:05:00 2026`.
        _ => return sign_at.bytes().next()?.is_ascii_digit().then_some(None),
    };
    let digits: String = sign_at.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes): (i64, i64) = match digits.len() {
        1 | 2 => (digits.parse().ok()?, 0),
        3 | 4 => {
            let (hours, minutes) = digits.split_at(digits.len().saturating_sub(2));
            (hours.parse().ok()?, minutes.parse().ok()?)
        }
        _ => return None,
    };
    let seconds = hours
        .checked_mul(60)?
        .checked_add(minutes)?
        .checked_mul(60)?;
    (hours <= 14 && minutes < 60).then_some(Some(seconds.checked_mul(sign)?))
}

/// The date before a clock, or around it as in `Sun Mar 1 08:05:00 2026`.
fn date_of(before: &str, after: &str) -> Option<WrittenDate> {
    let separators = |sign: char| sign.is_whitespace() || "-/.,_年月日号".contains(sign);
    let words: Vec<&str> = before
        .split(separators)
        .filter(|word| !word.is_empty())
        .collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !is_weekday(word)).collect();
    let year_after = after
        .split_whitespace()
        .next_back()
        .filter(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let mut words = words;
    if words.len() == 2 {
        words.extend(year_after);
    }
    if let [compact] = words.as_slice() {
        return compact_date(compact);
    }
    let [first, second, third] = words.as_slice() else {
        return None;
    };
    let number = |word: &str| word.parse::<i8>().ok().filter(|number| *number > 0);
    if let Some(month) = month(first) {
        // Mar 1, 2026
        return known(year(third)?, month, number(second)?);
    }
    if let Some(month) = month(second) {
        // 1-Mar-2026, 2026-Mar-1
        return match year(third) {
            Some(year) => known(year, month, number(first)?),
            None => known(year(first)?, month, number(third)?),
        };
    }
    if first.len() == 4 {
        return known(year(first)?, number(second)?, number(third)?);
    }
    // Dates with points have the day first everywhere.
    if before.contains('.') && third.len() == 4 {
        return known(year(third)?, number(second)?, number(first)?);
    }
    let year = match third.len() {
        4 => year(third)?,
        2 => third.parse::<i16>().ok()?.checked_add(2_000)?,
        _ => return None,
    };
    let numbers = [number(first)?, number(second)?];
    let [one, other] = numbers;
    let is_either = one <= 12 && other <= 12;
    let is_any = is_either || (one <= 31 && other <= 12) || (one <= 12 && other <= 31);
    // A number above 12 is resolved by trying: only one order makes a date of it.
    is_any.then_some(WrittenDate::Open(numbers, year))
}

/// A date without separators: 20260301.
fn compact_date(word: &str) -> Option<WrittenDate> {
    if word.len() != 8 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    known(
        word.get(..4)?.parse().ok()?,
        word.get(4..6)?.parse().ok()?,
        word.get(6..)?.parse().ok()?,
    )
}

fn known(year: i16, month: i8, day: i8) -> Option<WrittenDate> {
    Date::new(year, month, day).ok().map(WrittenDate::Known)
}

fn year(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok()?;
    (word.len() == 4 && (1970..2200).contains(&year)).then_some(year)
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let start = word.get(..3)?;
    let place = MONTHS
        .iter()
        .position(|month| start.eq_ignore_ascii_case(month))?;
    let is_letters = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    i8::try_from(place)
        .ok()?
        .checked_add(1)
        .filter(|_| is_letters)
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let start = word.get(..3).unwrap_or_default();
    DAYS.iter().any(|day| start.eq_ignore_ascii_case(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str, order: Option<DateOrder>) -> Option<String> {
        match parse(text, order)?.start {
            Stamp::Local(time) => Some(time.to_string()),
            Stamp::Absolute(seconds) => Some(format!("@{seconds}")),
        }
    }

    #[test]
    fn times_are_read_as_they_are_written() {
        use DateOrder::{DayFirst, MonthFirst};
        // 1,772,323,500 s are 2026-03-01T00:05 in UTC.
        for (text, order, expected) in [
            ("2026-03-01T00:05", None, "2026-03-01T00:05:00"),
            ("2026-03-01 00:05:03", None, "2026-03-01T00:05:03"),
            ("2026/3/1 0:05", None, "2026-03-01T00:05:00"),
            ("2026年3月1日 0:05", None, "2026-03-01T00:05:00"),
            ("2026-03-01T00:05:00Z", None, "@1772323500"),
            ("2026-03-01T08:05:00.000+08:00", None, "@1772323500"),
            ("2026-03-01 00:05:00 UTC", None, "@1772323500"),
            (
                "Sun Mar 01 2026 08:05:00 GMT+0800 (China Standard Time)",
                None,
                "@1772323500",
            ),
            ("Sun Mar  1 00:05:00 2026", None, "2026-03-01T00:05:00"),
            ("1772323500", None, "@1772323500"),
            ("1772323500:", None, "@1772323500"),
            ("1772323500.781", None, "@1772323500"),
            ("1772323500000", None, "@1772323500"),
            ("01-Mar-2026 00:05", None, "2026-03-01T00:05:00"),
            ("Mar 1, 2026, 12:05 AM", None, "2026-03-01T00:05:00"),
            (
                "3/1/2026 12:05:10 PM",
                Some(MonthFirst),
                "2026-03-01T12:05:10",
            ),
            ("01.03.2026 08:05:00", None, "2026-03-01T08:05:00"),
            (
                "03/01/2026 08:05:00.117",
                Some(MonthFirst),
                "2026-03-01T08:05:00",
            ),
            ("2026-03-01 24:00", None, "2026-03-02T00:00:00"),
            ("20260301 00:05", None, "2026-03-01T00:05:00"),
        ] {
            assert_eq!(local(text, order).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "Total",
            "Average",
            "",
            "12.5",
            "5",
            "13/13/2026 0:00",
            "2026-02-30 0:00",
            "00:05",
        ] {
            assert_eq!(local(text, Some(DayFirst)), None, "{text}");
        }
    }

    #[test]
    fn a_span_has_a_start_and_a_length() {
        let span = parse(
            "1/27/2018 11:58:10 PM - 12:03:10 AM",
            Some(DateOrder::MonthFirst),
        );
        assert_eq!(span.and_then(|span| span.seconds), Some(300));
    }

    #[test]
    fn the_order_of_day_and_month_is_shown_or_open() {
        assert_eq!(shown("11/1/2026 0:00"), Shown::Either);
        assert_eq!(
            shown("1/27/2018 5:13:10 AM - 5:18:10 AM"),
            Shown::Order(Some(DateOrder::MonthFirst))
        );
        assert_eq!(
            shown("27/1/2018 05:13"),
            Shown::Order(Some(DateOrder::DayFirst))
        );
        assert_eq!(shown("1/1/2018 05:13"), Shown::Order(None));
        assert_eq!(shown("2026-03-01 0:05"), Shown::Order(None));
        assert_eq!(shown("Total"), Shown::NoTime);
    }
}
