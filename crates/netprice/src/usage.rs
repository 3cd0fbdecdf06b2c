//! Usage of the SKUs of one price book.

use serde::{Deserialize, Serialize};

use crate::value::IntoValue;
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::fraction::Fraction;
use crate::value::hours::HoursOfDay;
use crate::value::id::{AccountId, LineId, SkuId, TimeBlockId};
use crate::value::problem::ValueProblem;
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;

/// The usage of a billing period, line by line.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// The day whose prices and terms apply; required if a used price, a term, a commitment or a
    /// voucher has dates.
    pub day: Option<Day>,
    /// The part of the billing period that the usage is of, such as 19 of 30 days; the whole period
    /// if absent. The minimums and the maximum of the bill and the period fees of commitments are
    /// owed for this part: a minimum of 50 for 19 of 30 days is 31.67. Source: Orb, proration of
    /// minimums.
    pub part: Option<Fraction>,
    /// The hours of the period, split into time blocks with even usage, such as peak and off-peak;
    /// required for hourly commitments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub time_blocks: Vec<TimeBlock>,
    /// The usage of SKUs, line by line.
    #[serde(default)]
    pub lines: Vec<UsageLine>,
    /// Usage for which the price book has no known SKU; it has no price and makes the quote
    /// incomplete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmatched: Vec<UnmatchedLine>,
    /// The names of lines that could be used and are not, so that a scope may name them.
    #[serde(skip)]
    pub unused: Vec<LineId>,
    /// What the SKU of the lines has counted before this usage in the same billing period, in its unit: tiers,
    /// packages and allowances go on from there. It is for usage of one SKU, and the count of each of its pools that
    /// goes on from line to line.
    #[serde(skip)]
    pub before: Option<Ratio>,
}

impl Usage {
    /// Usage of lines that all name a SKU, without a day and time blocks.
    #[must_use]
    pub fn of(lines: Vec<UsageLine>) -> Self {
        Self {
            lines,
            ..Self::default()
        }
    }

    /// The names that a scope may use: those of all lines, used or not.
    pub fn line_names(&self) -> impl Iterator<Item = &LineId> {
        let lines = self.lines.iter().map(|line| &line.id);
        let unmatched = self.unmatched.iter().map(|line| &line.id);
        lines.chain(unmatched).chain(&self.unused)
    }

    /// The accounts that own usage.
    pub(crate) fn owners(&self) -> impl Iterator<Item = &AccountId> {
        self.lines.iter().filter_map(|line| line.owner.as_ref())
    }

    /// The part of the billing period as a ratio; 1 for the whole period.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`] for a part of nothing.
    pub(crate) fn part_ratio(&self) -> Result<Ratio, ValueProblem> {
        self.part.map_or(Ok(Ratio::ONE), Fraction::ratio)
    }

    /// Adds a usage line.
    ///
    /// # Errors
    /// The conversion error of a name or the quantity.
    ///
    /// ```
    /// use netprice::Usage;
    /// let usage = Usage::default().with("servers", "vm", "730 Hours")?;
    /// assert_eq!(usage.lines[0].quantity.to_string(), "730 Hours");
    /// assert!(usage.with("servers", "vm", "730").is_err()); // of what?
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn with(
        mut self,
        line: impl IntoValue<LineId>,
        sku: impl IntoValue<SkuId>,
        quantity: impl IntoValue<Quantity>,
    ) -> Result<Self, ValueProblem> {
        self.lines.push(UsageLine::new(line, sku, quantity)?);
        Ok(self)
    }

    /// Adds a time block.
    ///
    /// # Errors
    /// The conversion error of the name or the hours.
    pub fn with_block(
        mut self,
        name: impl IntoValue<TimeBlockId>,
        hours: impl IntoValue<NonNegative>,
    ) -> Result<Self, ValueProblem> {
        self.time_blocks.push(TimeBlock {
            id: name.into_value()?,
            hours: hours.into_value()?,
        });
        Ok(self)
    }
}

/// Hours of the period with even usage.
///
/// 10 machines by day and 2 at night are two blocks of 365 hours, one with 3,650 machine hours and
/// one with 730. Hourly commitments are multiplied by the hours, so usage is never divided down to
/// one hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeBlock {
    /// The name, which must be unique.
    pub id: TimeBlockId,
    /// The number of hours.
    pub hours: NonNegative,
}

/// A quantity of one SKU.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsageLine {
    /// The name, which must be unique.
    pub id: LineId,
    /// The SKU used.
    pub sku: SkuId,
    /// The account that uses it; commitments cover the usage of their own owner first.
    pub owner: Option<AccountId>,
    /// The quantity, in the unit of the SKU or a unit that converts to it; for a SKU with factors,
    /// the first factor.
    pub quantity: Quantity,
    /// The number of machines that each use the quantity: 6 of 730 hours use 4,380. A SKU whose
    /// pooling is `apart` counts each of them from zero; 1 if absent.
    pub machines: Option<NonNegative>,
    /// The other factors, in the order of the SKU: 240 ms and 256 MB after 10,000,000 executions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<Quantity>,
    /// The quantity that selects the tier instead of `quantity`, such as the prompt length for
    /// output tokens.
    pub tier_by: Option<Quantity>,
    /// The hours of the day of the usage, for a price by time of day.
    pub hours: Option<HoursOfDay>,
    /// The time block of the usage; if absent, the only time block.
    pub during: Option<TimeBlockId>,
    /// The day of the usage, or its first day; if absent, the day of the whole usage.
    ///
    /// Prices and terms are those of this day. The tiers of a SKU count on from day to day: at 1 up
    /// to 1,000 units and 0.5 above, at 0.8 and 0.4 from the 16th, 800 units on the 1st and 700 on
    /// the 16th cost 800 + 200 × 0.8 + 500 × 0.4 = 1,160. The example is computed by hand.
    pub day: Option<Day>,
    /// The last day of usage that is even from `day` on; the day itself if absent.
    ///
    /// The line is split where its price or a term in whose scope it is changes: of 720 hours in
    /// the 30 days of April with no price on 2 and 3 April, 672 cost 0.03 each. Source:
    /// overture-stack/billing, issue 75.
    pub until: Option<Day>,
}

impl UsageLine {
    /// A usage line with a quantity of a SKU only.
    ///
    /// # Errors
    /// The conversion error of a name or the quantity.
    pub fn new(
        id: impl IntoValue<LineId>,
        sku: impl IntoValue<SkuId>,
        quantity: impl IntoValue<Quantity>,
    ) -> Result<Self, ValueProblem> {
        Ok(Self {
            id: id.into_value()?,
            sku: sku.into_value()?,
            owner: None,
            quantity: quantity.into_value()?,
            machines: None,
            times: Vec::new(),
            tier_by: None,
            hours: None,
            during: None,
            day: None,
            until: None,
        })
    }
}

/// A quantity for which no SKU is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnmatchedLine {
    /// The name, which must be unique.
    pub id: LineId,
    /// The quantity used.
    pub quantity: Quantity,
}
