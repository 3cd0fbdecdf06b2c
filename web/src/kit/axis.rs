//! Axes of charts: round values, their places, short labels, and the frame that is drawn around a chart.
//!
//! A chart is as wide as its place and its text keeps its size, so places are in percent of the plot and not
//! in dots of a scaled picture.

use netprice::value::day::Date;
use netprice::value::decimal::{minus, over, plus, print, times};
use netprice::value::money::{Money, Rounding, RoundingMode};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::chart::whole;
use crate::kit::number::{grouped, month_name};
use crate::language::Language;

/// Most labels that fit beside each other on a wide screen; on a narrow one, some of them are left out.
pub const COLUMNS: u32 = 8;
/// Most labels that fit above each other.
pub const ROWS: u32 = 5;

/// A range of values with round values in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    low: Decimal,
    high: Decimal,
    /// The round values, from the lowest on.
    pub ticks: Vec<Decimal>,
}

impl Axis {
    /// The range from one value to another, extended to round values at both ends.
    ///
    /// The step is 1, 2 or 5 times a power of ten, so that at most `most` steps are between the values.
    ///
    /// ```
    /// use netprice_page::kit::axis::Axis;
    /// let axis = Axis::round("-0.3".parse().unwrap(), "9.2".parse().unwrap(), 5);
    /// // 9.5 ÷ 5 is 1.9, and the next round step is 2.
    /// let ticks: Vec<String> = axis.ticks.iter().map(ToString::to_string).collect();
    /// assert_eq!(ticks, ["-2", "0", "2", "4", "6", "8", "10"]);
    /// assert_eq!(axis.percent(4.into()).to_string(), "50");
    /// ```
    #[must_use]
    pub fn round(low: Decimal, high: Decimal, most: u32) -> Self {
        let (low, high) = ordered(low, high);
        let step = step(range(low, high), most);
        let at = |value: Decimal| over(value, step).unwrap_or_default();
        let bound = |count: Decimal, value: Decimal| times(count, step).unwrap_or(value);
        let first = bound(at(low).floor(), low);
        let last = bound(at(high).ceil(), high);
        Self::of(first, last, step)
    }

    /// The range from one value to another with the round values between them.
    ///
    /// ```
    /// use netprice_page::kit::axis::Axis;
    /// let axis = Axis::within(1.into(), 24.into(), 5);
    /// let ticks: Vec<String> = axis.ticks.iter().map(ToString::to_string).collect();
    /// assert_eq!(ticks, ["5", "10", "15", "20"]);
    /// assert_eq!(axis.percent(24.into()).to_string(), "100");
    /// ```
    #[must_use]
    pub fn within(low: Decimal, high: Decimal, most: u32) -> Self {
        let (low, high) = ordered(low, high);
        let step = step(range(low, high), most);
        let first = over(low, step).unwrap_or_default().ceil();
        let first = times(first, step).unwrap_or(low);
        Self {
            low,
            high,
            ..Self::of(first, high, step)
        }
    }

    fn of(low: Decimal, high: Decimal, step: Decimal) -> Self {
        let ticks = std::iter::successors(Some(low), |tick| plus(*tick, step).ok());
        let ticks = ticks.take_while(|tick| *tick <= high).take(MOST_TICKS);
        Self {
            low,
            high,
            ticks: ticks.map(|tick| tick.normalize()).collect(),
        }
    }

    /// The place of a value, in percent of the range and to a hundredth.
    #[must_use]
    pub fn percent(&self, value: Decimal) -> Decimal {
        let share = over(range(self.low, value), range(self.low, self.high)).unwrap_or_default();
        let percent = share.clamp(Decimal::ZERO, Decimal::ONE) * Decimal::ONE_HUNDRED;
        rounded(percent, 2)
    }

    /// The round values with their places and labels.
    pub fn marks(&self, label: impl Fn(Decimal) -> String) -> Vec<Mark> {
        let marks = self.ticks.iter().map(|tick| Mark {
            at: self.percent(*tick),
            text: label(*tick),
        });
        marks.collect()
    }
}

/// More labels than an axis ever has.
const MOST_TICKS: usize = 32;

/// The difference of two values, or the largest one.
fn range(low: Decimal, high: Decimal) -> Decimal {
    minus(high, low).unwrap_or(Decimal::MAX)
}

/// The lower value first, and a range above zero.
fn ordered(low: Decimal, high: Decimal) -> (Decimal, Decimal) {
    let (low, high) = (low.min(high), low.max(high));
    let above = plus(low, Decimal::ONE).unwrap_or(high);
    let high = if low == high { above } else { high };
    (low, high)
}

/// The smallest of 1, 2 and 5 times a power of ten that leaves at most `most` steps in a range.
fn step(range: Decimal, most: u32) -> Decimal {
    let least = over(range, whole(most.max(1))).unwrap_or_default();
    let mut power = Decimal::ONE;
    while let Ok(next) = times(power, Decimal::TEN)
        && next <= least
    {
        power = next;
    }
    // Twelve decimals are the smallest step of an amount.
    for _ in 0..12 {
        if power > least {
            power = over(power, Decimal::TEN).unwrap_or(power);
        }
    }
    let steps = [1, 2, 5, 10].map(|count| times(power, whole(count)).unwrap_or(power));
    let mut steps = steps.into_iter().filter(|step| *step >= least);
    steps.next().unwrap_or(power)
}

fn rounded(value: Decimal, places: u32) -> Decimal {
    let mode = RoundingMode::HalfUp;
    Rounding { places, mode }.apply(value).normalize()
}

/// First days of months, at most `most` of them, from a day to another.
///
/// ```
/// use netprice_page::kit::axis::months;
/// let (first, last) = ("2026-07-05".parse().unwrap(), "2028-08-22".parse().unwrap());
/// let days: Vec<String> = months(first, last, 4).iter().map(ToString::to_string).collect();
/// // Each third month would be eight.
/// assert_eq!(days, ["2027-01-01", "2027-07-01", "2028-01-01", "2028-07-01"]);
/// ```
#[must_use]
pub fn months(first: Date, last: Date, most: usize) -> Vec<Date> {
    let years = first.year()..=last.year();
    let each = [1, 2, 3, 6, 12, 24, 60, 120, 600].map(|step: i16| {
        let days = years.clone().flat_map(move |year| {
            let months = (1_i8..=12).filter(move |month| {
                let count = i32::from(year) * 12 + i32::from(*month) - 1;
                count % i32::from(step) == 0
            });
            months.filter_map(move |month| Date::new(year, month, 1).ok())
        });
        let days = days.filter(|day| (first..=last).contains(day));
        days.collect::<Vec<Date>>()
    });
    let mut fitting = each.into_iter().filter(|days| days.len() <= most.max(1));
    fitting.next().unwrap_or_default()
}

/// A unit in which large amounts are written: its size, its sign in a chart, and its word in a sentence.
type Unit = (u32, &'static str, &'static str);
const ENGLISH: [Unit; 2] = [
    (1_000_000_000, "bn", "\u{a0}billion"),
    (1_000_000, "m", "\u{a0}million"),
];
const SIMPLIFIED: [Unit; 2] = [
    (100_000_000, "\u{a0}亿", "\u{a0}亿"),
    (10_000, "\u{a0}万", "\u{a0}万"),
];
const TRADITIONAL: [Unit; 2] = [
    (100_000_000, "\u{a0}億", "\u{a0}億"),
    (10_000, "\u{a0}萬", "\u{a0}萬"),
];

impl Language {
    /// An amount to three digits, for a label of a chart.
    ///
    /// ```
    /// use netprice_page::language::Language::{English, Simplified};
    /// let money = "-1655890.4 CNY".parse().unwrap();
    /// assert_eq!(English.short_money(money), "−¥1.66m");
    /// assert_eq!(Simplified.short_money(money), "−¥166\u{a0}万");
    /// assert_eq!(English.short_money("92400.49 CNY".parse().unwrap()), "¥92,400");
    /// assert_eq!(English.short_money("1.505 USD".parse().unwrap()), "$1.51");
    /// ```
    #[must_use]
    pub fn short_money(self, money: Money) -> String {
        self.in_units(money, |(_, sign, _)| sign)
    }

    /// An amount to three digits, for a sentence.
    ///
    /// ```
    /// use netprice_page::language::Language::{English, Simplified};
    /// let money = "1655890.4 CNY".parse().unwrap();
    /// assert_eq!(English.about(money), "¥1.66\u{a0}million");
    /// assert_eq!(Simplified.about(money), "¥166\u{a0}万");
    /// ```
    #[must_use]
    pub fn about(self, money: Money) -> String {
        self.in_units(money, |(_, _, word)| word)
    }

    fn in_units(self, money: Money, word: fn(Unit) -> &'static str) -> String {
        let is_below = money.amount() < Decimal::ZERO;
        let minus = if is_below { "−" } else { "" };
        let text = self.unsigned(money.amount().abs(), word);
        format!("{minus}{}{text}", self.sign(money.currency()))
    }

    fn unsigned(self, amount: Decimal, word: fn(Unit) -> &'static str) -> String {
        let units = match self {
            Self::English => ENGLISH,
            Self::Simplified => SIMPLIFIED,
            Self::Traditional => TRADITIONAL,
        };
        let mut units = units.into_iter();
        match units.find(|(size, _, _)| amount >= whole(*size)) {
            Some(unit) => {
                let times = over(amount, whole(unit.0)).unwrap_or_default();
                format!("{}{}", grouped(&three_digits(times)), word(unit))
            }
            None if amount >= Decimal::ONE_THOUSAND => grouped(&print(rounded(amount, 0))),
            None => print(rounded(amount, 2)),
        }
    }

    /// A number of millions to three digits, with the words in which the language counts.
    ///
    /// ```
    /// use netprice_page::language::Language::{English, Simplified, Traditional};
    /// let number = "20000".parse().unwrap();
    /// assert_eq!(English.millions(number), "20\u{a0}billion");
    /// assert_eq!(Simplified.millions(number), "200\u{a0}亿");
    /// assert_eq!(English.millions("500".parse().unwrap()), "500\u{a0}million");
    /// assert_eq!(Traditional.millions("12.345678".parse().unwrap()), "1,235\u{a0}萬");
    /// ```
    #[must_use]
    pub fn millions(self, number: Decimal) -> String {
        let number = times(number, whole(1_000_000)).unwrap_or(Decimal::MAX);
        self.unsigned(number, |(_, _, word)| word)
    }

    /// A number to three digits, for a label of a chart.
    ///
    /// ```
    /// use netprice_page::language::Language::{English, Traditional};
    /// assert_eq!(English.short_number("13202.285714".parse().unwrap()), "13,202");
    /// assert_eq!(Traditional.short_number("12345678".parse().unwrap()), "1,235\u{a0}萬");
    /// ```
    #[must_use]
    pub fn short_number(self, number: Decimal) -> String {
        self.unsigned(number, |(_, sign, _)| sign)
    }

    /// A month of a year, for a label of a chart.
    ///
    /// ```
    /// use netprice_page::language::Language;
    /// let day = "2026-12-01".parse().unwrap();
    /// assert_eq!(Language::English.month(day), "Dec 2026");
    /// assert_eq!(Language::Simplified.month(day), "2026年12月");
    /// ```
    #[must_use]
    pub fn month(self, day: Date) -> String {
        match self {
            Self::English => {
                let name: String = month_name(day).chars().take(3).collect();
                format!("{name} {}", day.year())
            }
            Self::Simplified | Self::Traditional => self.whole_month(day),
        }
    }
}

/// A number from 1 on to three digits.
fn three_digits(number: Decimal) -> String {
    let places = if number >= Decimal::ONE_HUNDRED {
        0
    } else if number >= Decimal::TEN {
        1
    } else {
        2
    };
    print(rounded(number, places))
}

/// A label and its place in percent of an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The place.
    pub at: Decimal,
    /// The label.
    pub text: String,
}

/// What is around a chart.
pub struct Frame {
    /// The description for screen readers.
    pub label: String,
    /// The gridlines from the lowest to the highest.
    pub rows: Vec<Mark>,
    /// The marks below the chart, from the left.
    pub columns: Vec<Mark>,
}

/// The height of the plot, and that of the line of text above and below it.
const HEIGHT: u32 = 240;
const LINE: u32 = 24;

impl Frame {
    /// The chart: gridlines, the content, and what a pointer over a column reads out above it.
    ///
    /// The content is in percent of the plot, from the upper left corner.
    pub fn draw(&self, content: Html, readings: &[Reading]) -> Html {
        let below = HEIGHT + LINE + 16;
        let gutter = Gutter::of(&self.rows);
        let columns = self.columns.len();
        html! {
            <svg class={classes!("plot", gutter.class())} role="img" data-gutter={gutter.0.to_string()}
                height={(HEIGHT + 2 * LINE).to_string()} aria-label={self.label.clone()}>
                <svg y={LINE.to_string()} height={HEIGHT.to_string()} width="100%" overflow="visible">
                    {for self.rows.iter().map(gridline)}
                    {content}
                    {for self.rows.iter().map(row_label)}
                </svg>
                {for self.columns.iter().enumerate().map(|(index, mark)| {
                    column_label(mark, below, left_out(index, columns))
                })}
                {for readings.iter().map(Reading::draw)}
            </svg>
        }
    }
}

/// The space left of a plot for the labels of its rows, in dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gutter(u32);

impl Gutter {
    /// The space for labels: seven dots for a letter or digit and twelve for a Chinese character, up to a multiple
    /// of 16.
    ///
    /// ```
    /// use netprice_page::kit::axis::{Gutter, Mark};
    /// let mark = |text: &str| Mark { at: 0.into(), text: text.to_owned() };
    /// // 10 + 4 × 7 and 10 + 8 × 7.
    /// assert_eq!(Gutter::of(&[mark("100%")]).class(), "gutter-48");
    /// assert_eq!(Gutter::of(&[mark("0"), mark("100 Mbps")]).class(), "gutter-80");
    /// ```
    #[must_use]
    pub fn of(rows: &[Mark]) -> Self {
        let dots = |letter: char| if letter < '\u{2e80}' { 7 } else { 12 };
        let width = |row: &Mark| row.text.chars().map(dots).sum::<u32>();
        let widest = rows.iter().map(width).max().unwrap_or_default();
        let needed = widest.saturating_add(10).next_multiple_of(16);
        Self(needed.clamp(32, 128))
    }

    /// The class of an element with this space.
    #[must_use]
    pub fn class(self) -> String {
        format!("gutter-{}", self.0)
    }
}

/// The class of a label that is left out where not all fit: each second one on a screen of medium width, and of the
/// others each second one on a phone.
fn left_out(index: usize, of: usize) -> Option<&'static str> {
    match (of, index % 4) {
        (0..=3, _) | (_, 0) => None,
        (4, 2) => None,
        (4, _) | (_, 2) => Some("spare-on-phone"),
        (_, _) => Some("spare"),
    }
}

fn gridline(row: &Mark) -> Html {
    let y = format!("{}%", Decimal::ONE_HUNDRED - row.at);
    html! { <line key={row.text.clone()} class="gridline" x1="0" x2="100%" y1={y.clone()} y2={y} /> }
}

fn row_label(row: &Mark) -> Html {
    let y = format!("{}%", Decimal::ONE_HUNDRED - row.at);
    html! { <text key={row.text.clone()} x="-8" {y} dy="4" text-anchor="end">{&row.text}</text> }
}

fn column_label(column: &Mark, y: u32, left_out: Option<&'static str>) -> Html {
    let anchor = if column.at < whole(8) {
        "start"
    } else if column.at > whole(92) {
        "end"
    } else {
        "middle"
    };
    html! {
        <text key={column.text.clone()} class={left_out} x={format!("{}%", column.at)} y={y.to_string()} text-anchor={anchor}>{&column.text}</text>
    }
}

/// Lines and areas within a plot, whose points are in percent.
pub fn lines(content: Html) -> Html {
    html! {
        <svg class="lines-of-plot" viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">{content}</svg>
    }
}

/// A point of a line: its place on both axes.
#[must_use]
pub fn point(x: Decimal, y: Decimal) -> String {
    format!("{x},{}", Decimal::ONE_HUNDRED - y)
}

/// A column of a chart, and what is said of it while a pointer is over it.
pub struct Reading {
    /// Its left edge in percent.
    pub from: Decimal,
    /// Its width in percent.
    pub width: Decimal,
    /// The figures.
    pub text: String,
}

impl Reading {
    fn draw(&self) -> Html {
        let (x, width) = (format!("{}%", self.from), format!("{}%", self.width));
        html! {
            <g key={x.clone()} class="reading">
                <rect {x} {width} y={LINE.to_string()} height={HEIGHT.to_string()} />
                <text x="50%" y="14" text-anchor="middle">{&self.text}</text>
            </g>
        }
    }
}
