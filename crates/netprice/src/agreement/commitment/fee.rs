//! The fee of a commitment.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::problem::{Located, Problem};
use crate::value::IntoValue;
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::money::{Currency, Money};
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// The fee of a commitment.
///
/// The fee of a period is upfront × hours ÷ term hours + hourly × hours + the period fee: 365
/// upfront for a year of 8,760 hours is 1 for the 24 hours of a day. With a term in months, the
/// period is one of them: 120 upfront for 12 months and 8 by the month are 18.
///
/// Source of the first example: AWS China, amortized reservation; the second is computed by hand.
#[serde_with::skip_serializing_none]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fee {
    /// The amount paid at the start of the term.
    pub upfront: Option<Money>,
    /// The hours of the term, over which the upfront fee is spread; `upfront` needs this or
    /// `term_months`.
    pub term_hours: Option<NonNegative>,
    /// The months of the term, over which the upfront fee is spread evenly whatever their hours;
    /// the usage is then that of one month.
    pub term_months: Option<NonNegative>,
    /// The day on which the upfront fee is paid, or the period fee of capacity that carries over.
    ///
    /// The bill of a period then has the fee as it is paid, on the bill of the calendar month of
    /// this day, with the hourly and the period fee of each month; the usage that is covered is
    /// billed at 0. Without this day the fee is billed as it is spread, which compares offers. A
    /// reservation of 8,760 for a year paid in January costs 730 in February and bills 0. Source:
    /// FOCUS specification, `BilledCost` and `EffectiveCost`, issue 375.
    pub paid_on: Option<Day>,
    /// The amount paid per hour.
    pub hourly: Option<Money>,
    /// The amount paid for the whole period of the usage.
    pub period: Option<Money>,
}

impl Fee {
    /// The fee for a period of some hours: the exact sum of its parts, rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`], [`ValueProblem::DividedByZero`] for a term of zero
    /// hours, and [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::agreement::commitment::Fee;
    /// use netprice::value::decimal::parse;
    /// let fee = Fee {
    ///     upfront: Some("365 USD".parse()?),
    ///     term_hours: Some("8760".parse()?),
    ///     hourly: Some("0.1 USD".parse()?),
    ///     ..Fee::default()
    /// };
    /// // A day: 365 ÷ 365, and 24 × 0.1.
    /// assert_eq!(fee.over(parse("24")?, "USD".parse()?)?.to_string(), "3.4 USD");
    /// assert!(fee.over(parse("0")?, "USD".parse()?)?.is_zero());
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn over(&self, hours: Decimal, currency: Currency) -> Result<Money, ValueProblem> {
        Money::of(self.exact_over(hours, Ratio::ONE, currency)?, currency)
    }

    /// The exact fee for some hours of a period of which the usage is a part.
    pub(crate) fn exact_over(
        &self,
        hours: Decimal,
        part: Ratio,
        currency: Currency,
    ) -> Result<Ratio, ValueProblem> {
        for amount in self.amounts().into_iter().filter_map(|(_, amount)| amount) {
            Money::zero(currency).plus(amount)?;
        }
        let recurring = self.recurring(hours, part)?;
        recurring.plus(self.upfront_share(hours, part)?)
    }

    /// The exact hourly and period fee.
    pub(crate) fn recurring(&self, hours: Decimal, part: Ratio) -> Result<Ratio, ValueProblem> {
        let hourly = exact(self.hourly).times(hours.into())?;
        hourly.plus(exact(self.period).times(part)?)
    }

    /// The exact share of the upfront fee for some hours and months of the term.
    pub(crate) fn upfront_share(
        &self,
        hours: Decimal,
        months: Ratio,
    ) -> Result<Ratio, ValueProblem> {
        if self.upfront.is_none() {
            return Ok(Ratio::ZERO);
        }
        let share = match self.term_months {
            Some(term) => months.over(term.get().into())?,
            None => Ratio::from(hours).over(self.term_hours.unwrap_or_default().get().into())?,
        };
        exact(self.upfront).times(share)
    }

    /// The billed amount of a cost that is a share of the fee: 0 where the fee is billed as it is
    /// paid.
    pub(crate) fn billed_as_spread(&self, share: Money) -> Money {
        match self.paid_on {
            Some(_) => Money::zero(share.currency()),
            None => share,
        }
    }

    /// A fee with an hourly amount only.
    ///
    /// # Errors
    /// The conversion error of the amount.
    pub fn hourly(amount: impl IntoValue<Money>) -> Result<Self, ValueProblem> {
        Ok(Self {
            hourly: Some(amount.into_value()?),
            ..Self::default()
        })
    }

    /// A missing term of an upfront fee, two terms, and terms of zero.
    pub(super) fn term_problems(&self) -> Vec<Located> {
        let at = |field: &'static str| Path::from("fee").field(field);
        let mut problems = Vec::new();
        let (hours, months) = (self.term_hours, self.term_months);
        for (field, term) in [("term_hours", hours), ("term_months", months)] {
            if term.is_some_and(|term| term.is_zero()) {
                problems.push(ValueProblem::Zero.at(at(field)));
            }
        }
        match (hours, months) {
            (Some(_), Some(months)) => {
                let value = months.to_string();
                problems.push(Problem::TwoTerms { value }.at(at("term_months")));
            }
            (None, None) if self.upfront.is_some() => {
                problems.push(ValueProblem::Empty.at(at("term_hours")));
            }
            (None, _) | (_, None) => {}
        }
        problems
    }

    pub(super) fn amounts(&self) -> [(&'static str, Option<Money>); 3] {
        [
            ("upfront", self.upfront),
            ("hourly", self.hourly),
            ("period", self.period),
        ]
    }
}

fn exact(amount: Option<Money>) -> Ratio {
    amount.map_or(Ratio::ZERO, Money::exact)
}
