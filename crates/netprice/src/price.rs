//! How a quantity becomes a cost: tiers, and what goes around them.
//!
//! One row of tiers says nearly every published scheme: see the table in DESIGN.md.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::decimal::{self, Amount};
use crate::error::{PricingError, Problem, R};
use crate::text::serde_as_text;

/// How a quantity becomes a cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PriceModel {
    /// Every unit costs the same: 730 hours at 0.192 are 140.16, and none cost nothing.
    ///
    /// Source: AWS Price List, EC2 m5.xlarge in us-east-1, on demand.
    Flat(Amount),
    /// Each slice of the quantity costs its own tier's price (累进): with 0.01 to 1,000 and 0.008
    /// above, 1,500 cost 10 + 4 = 14.
    ///
    /// A quantity on a bound is in the lower tier: with 20 a Mbps to 2 Mbps and 25 above, 2 Mbps
    /// cost 40, and 5 Mbps cost 40 + 75 = 115. Source: Tencent Cloud, CVM public network billing.
    Graduated(Vec<Tier>),
    /// The tier that the quantity reaches prices all of it (到达计费): with the same tiers 1,500
    /// cost 12.
    ///
    /// So more can cost less: with 10 up to 15 and 5 above, 15 cost 150 and 16 cost 80.
    /// Source: OpenMeter, tests of volume tiers.
    AllUnits(AllUnits),
    /// The hour of the day chooses the price: with 0.25 from 00:00 and 0.5 from 08:00, 100 GB at
    /// night and 200 GB by day cost 25 + 100 = 125.
    ///
    /// A usage line must lie within one window: 07:00 to 08:00 is at 0.25, 07:00 to 09:00 is two
    /// lines. Source: Alibaba Cloud, OSS billing examples.
    ByTimeOfDay(Vec<Window>),
}

/// Tiers of which one prices everything: with 0.52 up to 500 Mbps and 0.51 above, 912 Mbps cost
/// 465.12, where graduated tiers would make it 260 + 210.12 = 470.12.
///
/// The tier is chosen by the whole count of the SKU after its rules, or by a quantity of the line's
/// own (`tier_by`): with answers at 16 a million tokens after prompts up to 32k and 24 after longer
/// ones, 100,000 tokens cost 1.6 after a prompt of 30,000 and 2.4 after one of 100,000.
///
/// Source: Baidu Cloud, CDN daily peak bandwidth <https://cloud.baidu.com/doc/CDN/s/1jwvyfiac-en>;
/// for the answer's price, Volcengine Ark price list, doubao-seed-2.0-pro.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllUnits {
    /// The tiers.
    pub tiers: Vec<Tier>,
    /// Which tier a quantity on a bound reaches.
    #[serde(default)]
    pub bound: BoundOwner,
}

/// Which of two tiers owns the quantity on the bound between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoundOwner {
    /// The tier below: "up to 1,000", the first tier has 1,000.
    ///
    /// With a fee of 100 up to 5 and one of 150 above, 5 cost 100 and 7 cost 150.
    /// Source: OpenMeter, tests of volume tiers.
    #[default]
    Lower,
    /// The tier above: "1,000 and more", the second tier has 1,000.
    ///
    /// With 1.1 below 500 Mbps and 1 from there, 500 Mbps cost 500 and 499 Mbps cost 548.9.
    /// Source: Tencent Cloud, CDN by daily peak bandwidth.
    Upper,
}

impl BoundOwner {
    /// Whether a tier that ends at a bound holds an amount; the tiers below are known not to.
    pub(crate) fn holds(self, up_to: Option<Amount>, amount: Decimal) -> bool {
        match (up_to, self) {
            (Some(end), Self::Lower) => amount <= end.get(),
            (Some(end), Self::Upper) => amount < end.get(),
            (None, _) => true,
        }
    }
}

/// A span of quantity, above `from` and up to and with `up_to`, and what it costs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Where it starts, in units; the first starts at 0.
    pub from: Amount,
    /// Where it ends, in units; only the last has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Amount>,
    /// The price of one unit within it, or of one package if `per` is given.
    pub unit_price: Amount,
    /// The size of a package in units; started packages count whole, from the tier's start.
    ///
    /// In packages of 10 at 15, 5 and 10 cost 15, 11 cost 30 and none cost nothing.
    /// Source: OpenMeter, tests of package prices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Amount>,
    /// A fee owed once if the tier is reached; of all-units tiers only the one that prices all.
    ///
    /// With graduated fees of 100 up to 5 and 50 above, 5 cost 100 and 5.001 cost 150.
    /// Source: OpenMeter, tests of graduated tiers.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub flat_fee: Amount,
    /// Whether the first tier's fee is owed although nothing was used; no other tier can say so.
    ///
    /// With a fee of 2 and 10 a unit, none cost 2 and 1 costs 12; without this none cost nothing.
    /// Source: Lago, tests of graduated charges.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fee_at_zero: bool,
}

impl Tier {
    /// A tier without end from zero: the same price for every unit.
    #[must_use]
    pub fn open(unit_price: Amount) -> Self {
        Self {
            unit_price,
            ..Self::default()
        }
    }
}

/// A span of the day with a price of its own, which can be any model; see
/// [`PriceModel::ByTimeOfDay`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The hours.
    pub hours: HoursOfDay,
    /// The price in them.
    pub price: PriceModel,
}

/// Hours of a day, such as `00:00/08:00`: from the first up to the second, which may be `24:00`.
///
/// # Errors
/// [`Problem::NotHoursOfDay`] for other text and for a span that does not end after it starts; a
/// span over midnight is two spans.
///
/// ```
/// use netprice::price::HoursOfDay;
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

    /// Whether a minute of the day is in it, 0 for midnight.
    #[must_use]
    pub fn has_minute(self, minute: i64) -> bool {
        i64::from(self.from_minute) <= minute && minute < i64::from(self.to_minute)
    }

    /// Whether a minute is in both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from_minute < other.to_minute && other.from_minute < self.to_minute
    }
}

impl FromStr for HoursOfDay {
    type Err = Problem;

    fn from_str(text: &str) -> R<Self> {
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
        span.ok_or_else(|| Problem::NotHoursOfDay {
            value: text.to_owned(),
        })
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

impl PriceModel {
    /// Everything that is wrong with the price, with fields below `field`.
    ///
    /// Tiers must start at zero, follow each other without gap or overlap, and end open; a package
    /// must have a size; only a first tier can owe its fee at zero; hours must not overlap.
    #[must_use]
    pub fn problems(&self, field: &str) -> Vec<PricingError> {
        match self {
            Self::Flat(_) => Vec::new(),
            Self::Graduated(tiers) => tier_problems(tiers, &format!("{field}.graduated")),
            Self::AllUnits(all_units) => {
                tier_problems(&all_units.tiers, &format!("{field}.all_units.tiers"))
            }
            Self::ByTimeOfDay(windows) => {
                window_problems(windows, &format!("{field}.by_time_of_day"))
            }
        }
    }
}

fn window_problems(windows: &[Window], field: &str) -> Vec<PricingError> {
    let mut problems = Vec::new();
    if windows.is_empty() {
        problems.push(Problem::NoTiers.at(field));
    }
    for (index, window) in windows.iter().enumerate() {
        let at = format!("{field}[{index}]");
        let before = windows.iter().take(index);
        if let Some(other) = before.map(|w| w.hours).find(|h| h.overlaps(window.hours)) {
            let (value, other) = (window.hours.to_string(), other.to_string());
            problems.push(Problem::HoursOverlap { value, other }.at(format!("{at}.hours")));
        }
        problems.extend(window.price.problems(&format!("{at}.price")));
    }
    problems
}

/// All that is wrong with a list of priced tiers.
fn tier_problems(tiers: &[Tier], field: &str) -> Vec<PricingError> {
    let spans: Vec<_> = tiers.iter().map(|tier| (tier.from, tier.up_to)).collect();
    let mut problems = span_problems(&spans, field);
    for (index, tier) in tiers.iter().enumerate() {
        if tier.per.is_some_and(|size| size.is_zero()) {
            problems.push(Problem::EmptyPackage.at(format!("{field}[{index}].per")));
        }
        if tier.fee_at_zero && index > 0 {
            problems.push(Problem::FeeAtZeroInside.at(format!("{field}[{index}].fee_at_zero")));
        }
    }
    problems
}

/// All that is wrong with the bounds of tiers: gaps, overlaps, a late start, an early end.
pub(crate) fn span_problems(spans: &[(Amount, Option<Amount>)], field: &str) -> Vec<PricingError> {
    let mut problems = Vec::new();
    let mut expected = Some(Decimal::ZERO);
    for (index, (from, up_to)) in spans.iter().enumerate() {
        let value = from.to_string();
        let end = expected.unwrap_or_default();
        let expected_text = decimal::print(end);
        let problem = match (expected, from.get().cmp(&end)) {
            (Some(_), Ordering::Greater) if index == 0 => Some(Problem::TiersStartLate { value }),
            (Some(_), Ordering::Greater) => Some(Problem::TierGap {
                value,
                expected: expected_text,
            }),
            (Some(_), Ordering::Less) => Some(Problem::TierOverlap {
                value,
                expected: expected_text,
            }),
            (Some(_), Ordering::Equal) | (None, _) => None,
        };
        problems.extend(problem.map(|problem| problem.at(format!("{field}[{index}].from"))));
        let is_last = index.saturating_add(1) == spans.len();
        let at_end = end_problem(*from, *up_to, is_last);
        problems.extend(at_end.map(|problem| problem.at(format!("{field}[{index}].up_to"))));
        expected = up_to.map(Amount::get);
    }
    if spans.is_empty() {
        problems.push(Problem::NoTiers.at(field));
    }
    problems
}

/// What is wrong with the end of one tier.
fn end_problem(from: Amount, up_to: Option<Amount>, is_last: bool) -> Option<Problem> {
    match up_to {
        Some(end) if end <= from => Some(Problem::TierDescends {
            value: end.to_string(),
            from: from.to_string(),
        }),
        Some(end) if is_last => Some(Problem::LastTierEnds {
            value: end.to_string(),
        }),
        None if !is_last => Some(Problem::OpenTierInside),
        Some(_) | None => None,
    }
}
