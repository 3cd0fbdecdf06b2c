//! What is used, in the terms of one price book.

use serde::{Deserialize, Serialize};

use crate::value::IntoValue;
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::hours::HoursOfDay;
use crate::value::id::{LineId, SkuId, TimeBlockId};
use crate::value::problem::ValueProblem;
use crate::value::quantity::Quantity;

/// What is used over the billing period, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// The day whose prices and terms hold; without it, the first price of each SKU and the terms
    /// that hold every day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// The hours of the period, in time blocks over which usage is even, such as peak and valley;
    /// what is committed by the hour needs them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub time_blocks: Vec<TimeBlock>,
    /// What is used of which SKU.
    #[serde(default)]
    pub lines: Vec<UsageLine>,
    /// What is used of something that the price book does not sell, as far as is known: it has
    /// no price, so it makes the quote incomplete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmatched: Vec<UnmatchedLine>,
}

impl Usage {
    /// Usage whose every line names a SKU.
    #[must_use]
    pub fn of(lines: Vec<UsageLine>) -> Self {
        Self {
            lines,
            ..Self::default()
        }
    }

    /// The usage with one more line.
    ///
    /// # Errors
    /// What is wrong with the names or the quantity.
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

    /// The usage with one more time block.
    ///
    /// # Errors
    /// What is wrong with the name or the hours.
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

/// Hours of the period over which usage is even.
///
/// 10 machines by day and 2 at night are a block of 365 hours with 3,650 machine hours, and one
/// of 365 with 730. What is committed by the hour is multiplied by the hours, so no usage is ever
/// divided down to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeBlock {
    /// Its name, used once.
    pub id: TimeBlockId,
    /// How many hours it has.
    pub hours: NonNegative,
}

/// A quantity of one SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsageLine {
    /// Its name, used once.
    pub id: LineId,
    /// What is used.
    pub sku: SkuId,
    /// How much, in the unit of the SKU or one that converts to it; for a SKU with factors, the
    /// first of them.
    pub quantity: Quantity,
    /// The other factors, in the order of the SKU's: 10,000,000 executions of 240 ms and 256 MB.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<Quantity>,
    /// The quantity that chooses the tier instead of this one, such as the length of the prompt
    /// whose answer this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier_by: Option<Quantity>,
    /// The hours in which it was used, for a price by time of day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<HoursOfDay>,
    /// The time block in which it was used; the only one if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub during: Option<TimeBlockId>,
}

impl UsageLine {
    /// A plain quantity of a SKU.
    ///
    /// # Errors
    /// What is wrong with the names or the quantity.
    pub fn new(
        id: impl IntoValue<LineId>,
        sku: impl IntoValue<SkuId>,
        quantity: impl IntoValue<Quantity>,
    ) -> Result<Self, ValueProblem> {
        Ok(Self {
            id: id.into_value()?,
            sku: sku.into_value()?,
            quantity: quantity.into_value()?,
            times: Vec::new(),
            tier_by: None,
            hours: None,
            during: None,
        })
    }
}

/// A quantity for which no SKU is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnmatchedLine {
    /// Its name, used once.
    pub id: LineId,
    /// How much.
    pub quantity: Quantity,
}
