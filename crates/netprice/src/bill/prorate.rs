//! The proration of prices for part of a period, with upgrades and refunds.

use crate::value::problem::ValueProblem;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::value::day::{Day, days_between};
use crate::value::decimal::{self, NonNegative};
pub use crate::value::fraction::Fraction;
use crate::value::money::{Money, Rounding};
use crate::value::ratio::Ratio;

/// A part of a period as a sum of fractions, such as 12 of 30 days and 8 of 31.
///
/// An upgrade from 1,750 to 3,500 a month has 12/30 + 8/31 of a month left: the sum to 4 decimals
/// is 0.6581, 1,750 × 0.6581 = 1,151.675, and 1,151.67 are owed after truncation to cents. With the
/// unrounded sum it would be 1,151.61. Source: Huawei Cloud, upgrade of a Bare Metal Server.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The fractions; whole periods are fractions too, such as 1 of 1.
    pub parts: Vec<Fraction>,
    /// How the sum is rounded before it is multiplied by a price. If absent, each fraction is
    /// rounded half-even to 12 decimals; for a single one see [`Share::of`].
    pub rounding: Option<Rounding>,
}

/// The length of a month when a monthly price is split into days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthLength {
    /// 30 days, whatever the calendar says: 30 days are a month, and 60 are two.
    ///
    /// An upgrade from 7,200 to 14,400 a month with 50 days left costs 7,200 × 50 ÷ 30 = 12,000.
    /// Source: Alibaba Cloud, MongoDB configuration change fees.
    Days30,
    /// The days of the calendar month; a span over several months has a fraction of each.
    ///
    /// An upgrade from 45 to 138 a month with 28 days of January left costs 93 × 28 ÷ 31 = 84.
    /// Source: Baidu Cloud <https://cloud.baidu.com/doc/Finance/s/Fjwvyt534-en>; over two months,
    /// Huawei Cloud, see [`Share`].
    Calendar,
    /// 365 ÷ 12 days: 73 days are 2.4 months, and 365 are 12.
    ///
    /// Source: Tencent Cloud <https://www.tencentcloud.com/document/product/571/55229>.
    YearTwelfth,
}

/// Which of its first and last day a span counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountedDays {
    /// Both: the 1st to the 3rd are three days, and a day to itself is one.
    ///
    /// The span from 15 to 31 July has 17 days, so 100 Mbps at 3.69 a day cost 6,273. Source:
    /// Alibaba Cloud, shared bandwidth by traditional 95th percentile.
    Both,
    /// The first only: the 1st to the 3rd are two days, and a day to itself is none.
    ///
    /// The span from the 15th to the 30th has 15 days, half of a month of 30; with both ends it
    /// would have 16. Source: Jifengyun, 95th percentile
    /// <https://www.jifengyun.com/faq/2024-09-10/1088.html>.
    FirstOnly,
}

impl Share {
    /// The months from one day to another, as fractions.
    ///
    /// # Errors
    /// [`Problem::DayDescends`] if the second day is before the first.
    ///
    /// ```
    /// use netprice::bill::prorate::{CountedDays, MonthLength, Share};
    /// let (from, to) = ("2026-04-19".parse().unwrap(), "2026-05-08".parse().unwrap());
    /// let share = Share::between(from, to, MonthLength::Calendar, CountedDays::Both).unwrap();
    /// let parts: Vec<String> =
    ///     share.parts.iter().map(|part| format!("{}/{}", part.used, part.of)).collect();
    /// assert_eq!(parts, ["12/30", "8/31"]); // 12 days of April and 8 of May
    /// ```
    pub fn between(
        from: Day,
        to: Day,
        length: MonthLength,
        ends: CountedDays,
    ) -> Result<Self, Problem> {
        if to < from {
            let (value, before) = (to.to_string(), from.to_string());
            return Err(Problem::DayDescends { value, before });
        }
        let last = match ends {
            CountedDays::Both => to.date().tomorrow().unwrap_or(to.date()),
            CountedDays::FirstOnly => to.date(),
        };
        let days = NonNegative::new(days_between(from.date(), last).into())?;
        let parts = match length {
            MonthLength::Days30 => vec![Fraction {
                used: days,
                of: 30_u32.into(),
            }],
            MonthLength::YearTwelfth => vec![Fraction {
                used: NonNegative::new(decimal::times(days.get(), Decimal::from(12))?)?,
                of: 365_u32.into(),
            }],
            MonthLength::Calendar => calendar_parts(from.date(), last)?,
        };
        Ok(Self {
            parts,
            rounding: None,
        })
    }

    /// The exact sum of the fractions, rounded by the rounding of the share if it has one.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`] for a fraction whose `of` is zero,
    /// [`ValueProblem::TooLarge`].
    pub fn ratio(&self) -> Result<Ratio, ValueProblem> {
        let mut parts = self.parts.iter();
        let sum = parts.try_fold(Ratio::ZERO, |sum, part| sum.plus(part.ratio()?))?;
        match self.rounding {
            Some(rounding) => sum.to_places(rounding),
            None => Ok(sum),
        }
    }

    /// Multiplies a price by the share, with one half-even rounding to 12 decimals: 30 for 1 of 3 days and 1 of 6
    /// are 15.
    ///
    /// # Errors
    /// Those of [`Share::ratio`].
    ///
    /// ```
    /// use netprice::bill::prorate::{Fraction, Share};
    /// let part = Fraction { used: "28".parse().unwrap(), of: "31".parse().unwrap() };
    /// let share = Share { parts: vec![part], rounding: None };
    /// // Published by Baidu: an upgrade from 45 to 138 with 28 of 31 days left costs 84.
    /// assert_eq!(share.of("93 CNY".parse().unwrap()).unwrap().to_string(), "84 CNY");
    /// ```
    pub fn of(&self, price: Money) -> Result<Money, ValueProblem> {
        Money::of(price.exact().times(self.ratio()?)?, price.currency())
    }
}

/// The fraction of each calendar month from one day to another, the last day excluded.
fn calendar_parts(from: Date, end: Date) -> Result<Vec<Fraction>, ValueProblem> {
    let mut parts = Vec::new();
    let mut start = from;
    while start < end {
        let next = start.last_of_month().tomorrow().unwrap_or(end);
        parts.push(Fraction {
            used: NonNegative::new(days_between(start, next.min(end)).into())?,
            of: NonNegative::new(Decimal::from(start.days_in_month()))?,
        });
        start = next;
    }
    Ok(parts)
}

/// A change of plan within a period: the credit for the old plan and the charge for the new one.
///
/// See [`change_plan`] for an example and its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanChange {
    /// The unused share of the old price.
    pub credit: Money,
    /// The same share of the new price.
    pub charge: Money,
    /// Charge − credit; negative for a refund.
    pub net: Money,
}

/// Computes a change of plan; credit and charge are each rounded before they are subtracted.
///
/// Rounding once, after the subtraction, can differ by one unit of the last place; for that, round
/// the share of the price difference.
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`] and those of [`Share::of`].
///
/// ```
/// use netprice::value::money::{Rounding, RoundingMode};
/// use netprice::bill::prorate::{Fraction, Share, change_plan};
/// let part = Fraction { used: "20".parse().unwrap(), of: "30".parse().unwrap() };
/// let share = Share { parts: vec![part], rounding: None };
/// let cents = Rounding { places: 2, mode: RoundingMode::HalfUp };
/// let (old, new) = ("50 USD".parse().unwrap(), "100 USD".parse().unwrap());
/// let change = change_plan(old, new, &share, Some(cents)).unwrap();
/// assert_eq!(change.net.to_string(), "33.34 USD"); // 66.67 − 33.33
/// ```
///
/// Source of the example: Flexprice, proration tests.
pub fn change_plan(
    old: Money,
    new: Money,
    share: &Share,
    rounding: Option<Rounding>,
) -> Result<PlanChange, ValueProblem> {
    rounding.map_or(Ok(()), Rounding::check_places)?;
    let (credit, charge) = (
        share.of(old)?.round_if(rounding),
        share.of(new)?.round_if(rounding),
    );
    Ok(PlanChange {
        credit,
        charge,
        net: charge.minus(credit)?,
    })
}
