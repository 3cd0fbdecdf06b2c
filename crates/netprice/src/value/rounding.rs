//! Rounding to a payable amount, stated by places and mode.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::value::limits::{ROUNDING_PLACES, at_most};
use crate::value::problem::ValueProblem;

/// A rounding to a payable amount: the number of decimals and the mode.
///
/// Rounded half up to 2 decimals, 18.337 becomes 18.34, and 18.34 stays 18.34. Source: AWS, Lambda
/// pricing example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// The number of decimals that are kept.
    pub places: u32,
    /// The direction of the rounding, and of ties.
    pub mode: RoundingMode,
}

impl Rounding {
    pub(crate) const fn half_even(places: u32) -> Self {
        let mode = RoundingMode::HalfEven;
        Self { places, mode }
    }

    /// Refuses more decimals than an amount is shown with.
    ///
    /// # Errors
    /// [`ValueProblem::AboveLimit`] for more than 12 places.
    pub fn check_places(self) -> Result<(), ValueProblem> {
        at_most(self.places, ROUNDING_PLACES)
    }

    /// Returns the rounded number.
    ///
    /// ```
    /// use netprice::value::decimal::{parse, print};
    /// use netprice::value::money::{Rounding, RoundingMode};
    /// let down = Rounding { places: 2, mode: RoundingMode::Truncate };
    /// assert_eq!(print(down.apply(parse("0.129").unwrap())), "0.12");
    /// assert_eq!(print(down.apply(parse("-0.129").unwrap())), "-0.12");
    /// ```
    #[must_use]
    pub fn apply(self, amount: Decimal) -> Decimal {
        let strategy = match self.mode {
            RoundingMode::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            RoundingMode::HalfOdd | RoundingMode::HalfCeiling => return self.at_middle(amount),
            RoundingMode::HalfDown => RoundingStrategy::MidpointTowardZero,
            RoundingMode::HalfEven => RoundingStrategy::MidpointNearestEven,
            RoundingMode::Up => RoundingStrategy::AwayFromZero,
            RoundingMode::Truncate => RoundingStrategy::ToZero,
            RoundingMode::Ceiling => RoundingStrategy::ToPositiveInfinity,
            RoundingMode::Floor => RoundingStrategy::ToNegativeInfinity,
        };
        amount.round_dp_with_strategy(self.places, strategy)
    }

    /// Rounds to the nearest, by a mode whose ties `rust_decimal` does not know.
    fn at_middle(self, amount: Decimal) -> Decimal {
        let to = |strategy| amount.round_dp_with_strategy(self.places, strategy);
        let (low, high) = (
            to(RoundingStrategy::MidpointTowardZero),
            to(RoundingStrategy::MidpointAwayFromZero),
        );
        // Away from a tie both are the nearest.
        let is_high = if self.mode == RoundingMode::HalfOdd {
            to(RoundingStrategy::MidpointNearestEven) == low
        } else {
            amount.is_sign_positive()
        };
        if is_high { high } else { low }
    }
}

/// The direction of a rounding; a number that is already round stays unchanged in every mode.
///
/// Source: Java, `java.math.RoundingMode`, whose table has the examples with one decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// To the nearest; a tie goes away from zero: 0.125 → 0.13, −0.125 → −0.13.
    ///
    /// To integers, 2.5 → 3 and −2.5 → −3. Source: Java, `HALF_UP`.
    HalfUp,
    /// To the nearest; a tie goes towards zero: 0.125 → 0.12, −0.125 → −0.12.
    ///
    /// To integers, 2.5 → 2 and −2.5 → −2. Source: Java, `HALF_DOWN`.
    HalfDown,
    /// To the nearest; a tie goes to the even digit: 0.125 → 0.12, 0.135 → 0.14.
    ///
    /// To integers, 2.5 → 2 and −5.5 → −6. Source: Java, `HALF_EVEN`.
    HalfEven,
    /// To the nearest; a tie goes to the odd digit: 0.125 → 0.13, 0.135 → 0.13.
    ///
    /// To integers, 2.5 → 3, 1.5 → 1 and −2.5 → −3. Source: Dinero.js, `halfOdd`.
    HalfOdd,
    /// To the nearest; a tie goes towards positive infinity: 0.125 → 0.13, −0.125 → −0.12.
    ///
    /// To integers, 2.5 → 3 and −2.5 → −2. Source: Dinero.js, `halfUp`; JavaScript, `Math.round`.
    HalfCeiling,
    /// Away from zero: 0.121 → 0.13, −0.121 → −0.13.
    ///
    /// To integers, 1.1 → 2, −1.1 → −2 and 1.0 → 1. Source: Java, `UP`.
    Up,
    /// Towards zero: 0.129 → 0.12, −0.129 → −0.12.
    ///
    /// To integers, 2.5 → 2 and −2.5 → −2; to cents 47.07258075 → 47.07 (抹零). Source: Java, `DOWN`;
    /// Huawei Cloud, CodeArts billing.
    Truncate,
    /// Towards positive infinity: 0.121 → 0.13, −0.129 → −0.12.
    ///
    /// To integers, 1.1 → 2 and −1.1 → −1. Source: Java, `CEILING`.
    Ceiling,
    /// Towards negative infinity: 0.129 → 0.12, −0.121 → −0.13.
    ///
    /// To integers, 1.1 → 1 and −1.1 → −2. Source: Java, `FLOOR`.
    Floor,
}
