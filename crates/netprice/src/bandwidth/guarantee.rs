//! The billed Mbps of a peak under a floor, a cap and a number of days; fixed bandwidth by the day.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::book::price::PriceModel;
use crate::problem::Problem;
use crate::rating::context::BookTerms;
use crate::rating::rate::plain_cost;
use crate::value::decimal::NonNegative;
use crate::value::figure::Figure;
use crate::value::limits::at_most;
use crate::value::money::{Currency, Money};
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;

const HOURS_OF_DAY: u32 = 24;

/// A floor (保底) and a cap applied to a peak, billed in Mbps-months.
///
/// With [`Excess::Greater`], the billed quantity is max(peak × valid days, floor × existing days) ÷
/// days of the month: a peak of 80 on 6 valid days under a floor of 100 for 12 days is max(16, 40)
/// = 40, not max(80, 100) × 6 ÷ 30 = 20. With [`Excess::Apart`], the floor is billed for the
/// existing days and the excess for the valid days: a floor of 200 for 17 days and a peak of 300
/// are 17 × 200 and 17 × 100.
///
/// Sources: Tencent Cloud, shared bandwidth package, enhanced 95; Alibaba Cloud, pay by traditional
/// 95th percentile.
#[serde_with::skip_serializing_none]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guarantee {
    /// The floor in Mbps; often a share of the cap.
    pub floor: NonNegative,
    /// How the floor and the peak are combined.
    #[serde(default)]
    pub excess: Excess,
    /// The limit of the peak in Mbps (封顶).
    pub cap: Option<NonNegative>,
    /// The days on which there was traffic.
    pub valid_days: u32,
    /// The days on which the bandwidth existed.
    pub existing_days: u32,
    /// The days of the month; 1 for a price by the day.
    pub month_days: u32,
}

/// How a floor and a peak are billed together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Excess {
    /// The greater of both is billed.
    #[default]
    Greater,
    /// The floor is billed, and separately the excess of the peak over it.
    Apart,
}

/// The billed quantity of a peak, in Mbps × days ÷ days of the month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BilledMbps {
    /// The part for the floor.
    pub floor: Figure,
    /// The part above the floor; with [`Excess::Greater`], peak × days minus floor × days, if
    /// positive.
    pub excess: Figure,
}

impl BilledMbps {
    /// The sum of both parts.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn sum(&self) -> Result<Ratio, ValueProblem> {
        self.floor.exact().plus(self.excess.exact())
    }
}

impl Guarantee {
    /// Computes the billed quantity of a peak.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`] for a month of no days, [`ValueProblem::AboveLimit`] for
    /// more days than the month has, more valid than existing ones or a floor above the cap,
    /// [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::bandwidth::guarantee::{Excess, Guarantee};
    /// let enhanced = Guarantee {
    ///     floor: "100".parse()?, excess: Excess::Greater, cap: None,
    ///     valid_days: 6, existing_days: 12, month_days: 30,
    /// };
    /// assert_eq!(enhanced.billed(&"80".parse()?)?.sum()?, 40.into()); // × 108 = 4,320
    /// assert_eq!(enhanced.billed(&"500".parse()?)?.sum()?, 100.into()); // 500 × 6 ÷ 30
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn billed(&self, peak: &Figure) -> Result<BilledMbps, ValueProblem> {
        let within = |days: u32, most: u32| match self.month_days {
            0 | 1 => Ok(()),
            _ => at_most(days, most),
        };
        if let Some(cap) = self.cap {
            at_most(self.floor, cap)?;
        }
        within(self.existing_days, self.month_days)?;
        within(self.valid_days, self.existing_days)?;
        let peak = peak.exact();
        let peak = self.cap.map_or(peak, |cap| peak.min(cap.get().into()));
        let over =
            |mbps: Ratio, days: u32| mbps.times(Ratio::of(days.into(), self.month_days.into())?);
        let least = Ratio::from(self.floor.get());
        let floor = over(least, self.existing_days)?;
        let excess = match self.excess {
            Excess::Greater => {
                let peak = over(peak, self.valid_days)?;
                peak.max(floor).minus(floor)?
            }
            Excess::Apart => over(peak.max(least).minus(least)?, self.valid_days)?,
        };
        Ok(BilledMbps {
            floor: Figure::of(floor)?,
            excess: Figure::of(excess)?,
        })
    }
}

/// A day of fixed bandwidth whose setting changed: the highest setting is billed for the hours of
/// the day in which the bandwidth existed; started hours are charged as whole ones.
///
/// 10, 20 and 15 Mbps over 14.5 hours are 20 Mbps for 15 of 24 hours.
///
/// Source: Alibaba Cloud, EIP pay-as-you-go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedDay {
    /// The settings of the day in Mbps, in order.
    pub settings: Vec<NonNegative>,
    /// The hours of the day in which the bandwidth existed, at most 24.
    pub hours: NonNegative,
}

impl FixedDay {
    /// The highest setting in Mbps, and the started hours.
    ///
    /// # Errors
    /// [`ValueProblem::Empty`] for no setting, [`ValueProblem::AboveLimit`] for more than 24 hours.
    pub fn billed(&self) -> Result<(NonNegative, Decimal), ValueProblem> {
        let highest = self.settings.iter().max().copied();
        let highest = highest.ok_or(ValueProblem::Empty)?;
        let hours = self.hours.get().ceil();
        at_most(self.hours, HOURS_OF_DAY.into())?;
        Ok((highest, hours))
    }

    /// Computes the cost of the day: (price of the highest setting + `besides`, a further cost per
    /// day) × started hours ÷ 24, rounded half-even to 12 decimals once.
    ///
    /// # Errors
    /// Those of [`FixedDay::billed`] and of the price.
    pub fn cost(
        &self,
        price: &PriceModel,
        besides: NonNegative,
        currency: Currency,
    ) -> Result<Money, Problem> {
        let (mbps, hours) = self.billed()?;
        let quantity = Quantity::new(mbps.get(), "Mbps".parse()?)?;
        let (_, day) = plain_cost(price, &quantity, &BookTerms::unrounded(currency))?;
        let part = Ratio::from(hours).over(HOURS_OF_DAY.into())?;
        let cost = day.plus(besides.get().into())?.times(part)?;
        Ok(Money::of(cost, currency)?)
    }
}
