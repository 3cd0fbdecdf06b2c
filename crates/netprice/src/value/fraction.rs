//! Parts of a whole, such as of a billing period.

use serde::{Deserialize, Serialize};

use crate::value::decimal::NonNegative;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// A fraction, `used` ÷ `of`: 60 GB at 1 a month cost 30 for 15 of 30 days, 60 for 30 of 30 and
/// nothing for 0 of 30.
///
/// Source: Huawei Cloud <https://support.huaweicloud.com/topic/510421-4-H>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fraction {
    /// The numerator, such as the days used.
    pub used: NonNegative,
    /// The denominator, such as the days of the month.
    pub of: NonNegative,
}

impl Fraction {
    /// The exact ratio.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`] if `of` is zero.
    ///
    /// ```
    /// use netprice::value::fraction::Fraction;
    /// use netprice::value::ratio::Ratio;
    /// let part = Fraction { used: "10".parse()?, of: "30".parse()? };
    /// assert_eq!(part.ratio()?, Ratio::of(1, 3)?);
    /// assert!(Fraction { of: "0".parse()?, ..part }.ratio().is_err());
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn ratio(self) -> Result<Ratio, ValueProblem> {
        Ratio::from(self.used.get()).over(self.of.get().into())
    }
}
