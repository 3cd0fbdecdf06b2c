//! Ratios as decimals: each is rounded once, from the exact number.

use std::cmp::Ordering;

use ethnum::I256;
use rust_decimal::Decimal;

use super::fraction::Fraction;
use super::{Form, Ratio, reduced};
use crate::value::decimal::{self, PLACES};
use crate::value::problem::ValueProblem;
use crate::value::rounding::{Rounding, RoundingMode};
use crate::value::tens::{Tens, power};

/// The number of digits of the longest fraction that a decimal can hold.
const MAX_SCALE: u32 = 28;

impl Ratio {
    /// The number rounded once, as a decimal.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] where 28 digits cannot hold it.
    ///
    /// ```
    /// use netprice::value::decimal::parse;
    /// use netprice::value::money::{Rounding, RoundingMode};
    /// use netprice::value::ratio::Ratio;
    /// let cents = |mode| Ratio::of(2, 3)?.rounded(Rounding { places: 2, mode });
    /// assert_eq!(cents(RoundingMode::HalfUp)?, parse("0.67")?);
    /// assert_eq!(cents(RoundingMode::Truncate)?, parse("0.66")?);
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn rounded(self, rounding: Rounding) -> Result<Decimal, ValueProblem> {
        let narrow = self.narrow_steps(rounding);
        let narrow = narrow.map(|(steps, places)| decimal::build_narrow(steps, places));
        let wide = || decimal::build(self.steps(rounding)?, rounding.places);
        let rounded = narrow.unwrap_or_else(wide);
        let rounded = rounded.ok_or_else(|| self.too_long())?;
        Ok(rounded.normalize())
    }

    /// The number rounded once, as a ratio that may have more digits than a decimal.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn to_places(self, rounding: Rounding) -> Result<Self, ValueProblem> {
        if let Some((top, scale)) = self.narrow_steps(rounding) {
            return Ok(Self(Form::Tens(Tens { top, scale })));
        }
        let scale = decimal::power_of_ten(rounding.places);
        let steps = self.steps(rounding).zip(scale);
        let rounded = steps.and_then(|(steps, scale)| reduced(steps, scale));
        rounded.ok_or_else(|| self.too_long())
    }

    /// The number of steps of `10^-places` to which it is rounded.
    fn steps(self, rounding: Rounding) -> Option<I256> {
        let scale = decimal::power_of_ten(rounding.places)?;
        let fraction = self.fraction();
        let (mut floor, mut rest) = fraction.split();
        if let Some(scaled) = rest.checked_mul(scale) {
            let steps = scaled.checked_div(fraction.bottom)?;
            rest = scaled.checked_rem(fraction.bottom)?;
            floor = floor.checked_mul(scale)?.checked_add(steps)?;
        } else {
            // Digit by digit, as on paper.
            let ten = I256::new(10);
            for _ in 0..rounding.places {
                let scaled = rest.checked_mul(ten)?;
                let digit = scaled.checked_div(fraction.bottom)?;
                rest = scaled.checked_rem(fraction.bottom)?;
                floor = floor.checked_mul(ten)?.checked_add(digit)?;
            }
        }
        let is_odd = floor.checked_rem(I256::new(2))? != I256::ZERO;
        let half = rest.cmp(&fraction.bottom.checked_sub(rest)?);
        let is_whole = rest == I256::ZERO;
        if !is_whole && goes_up(rounding.mode, floor.is_negative(), is_odd, half) {
            floor.checked_add(I256::ONE)
        } else {
            Some(floor)
        }
    }

    /// The number of steps in 128 bits with the decimals of a step, many times faster; `None` where they
    /// do not suffice. A number of fewer decimals is its own rounding.
    fn narrow_steps(self, rounding: Rounding) -> Option<(i128, u32)> {
        let (floor, rest, size) = match self.0 {
            Form::Tens(Tens { top, scale }) if scale <= rounding.places => {
                return Some((top, scale));
            }
            Form::Tens(tens) => tens.steps(rounding.places)?,
            Form::Lowest(fraction) => {
                let (top, bottom) = fraction.narrow()?;
                let scaled = top.checked_mul(power(rounding.places)?)?;
                let floor = scaled.checked_div_euclid(bottom)?;
                (floor, scaled.checked_rem_euclid(bottom)?, bottom)
            }
        };
        let half = rest.cmp(&size.checked_sub(rest)?);
        let is_odd = floor & 1 != 0;
        let up = rest != 0 && goes_up(rounding.mode, floor.is_negative(), is_odd, half);
        Some((floor.checked_add(up.into())?, rounding.places))
    }

    /// The number rounded half-even to 12 decimals, as an amount is shown.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] where 28 digits cannot hold it.
    pub fn shown(self) -> Result<Decimal, ValueProblem> {
        self.rounded(Rounding::half_even(PLACES))
    }

    /// The number itself if a decimal of 28 digits holds it, otherwise rounded half-even to 12
    /// decimals, or to as many as fit.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] for a whole part beyond 28 digits.
    ///
    /// ```
    /// use netprice::value::decimal::parse;
    /// use netprice::value::ratio::Ratio;
    /// assert_eq!(Ratio::of(5, 8)?.decimal()?, parse("0.625")?);
    /// assert_eq!(Ratio::of(2, 3)?.decimal()?, parse("0.666666666667")?);
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn decimal(self) -> Result<Decimal, ValueProblem> {
        if let Some(ends) = self.ending() {
            return Ok(ends);
        }
        let tried = (0..=PLACES).rev();
        let mut tried = tried.map(|places| self.rounded(Rounding::half_even(places)));
        let first = tried.find(Result::is_ok);
        first.unwrap_or_else(|| self.shown())
    }

    /// The decimal that is equal to it, if there is one of 28 digits.
    pub(super) fn ending(self) -> Option<Decimal> {
        let fraction = match self.0 {
            Form::Tens(tens) => {
                return decimal::build_narrow(tens.top, tens.scale).map(|found| found.normalize());
            }
            Form::Lowest(fraction) => fraction,
        };
        let scale = decimals(fraction)?;
        let up = decimal::power_of_ten(scale)?.checked_div(fraction.bottom)?;
        decimal::build(fraction.top.checked_mul(up)?, scale)
    }
}

/// The decimals of a ratio that ends, whose denominator has no other prime factors than 2 and 5.
fn decimals(fraction: Fraction) -> Option<u32> {
    // 10^28 fits.
    let bottom = u128::try_from(fraction.bottom).ok()?;
    let twos = bottom.trailing_zeros();
    let odd = bottom.checked_shr(twos)?;
    let fives = odd.checked_ilog(5)?;
    let scale = twos.max(fives);
    (5_u128.checked_pow(fives) == Some(odd) && scale <= MAX_SCALE).then_some(scale)
}

/// Whether a number above a whole number is rounded to the next one; `half` compares what it has
/// beyond the whole number with a half.
fn goes_up(mode: RoundingMode, is_negative: bool, is_odd: bool, half: Ordering) -> bool {
    let tie = |goes_up: bool| half == Ordering::Greater || (half == Ordering::Equal && goes_up);
    match mode {
        RoundingMode::HalfUp => tie(!is_negative),
        RoundingMode::HalfDown => tie(is_negative),
        RoundingMode::HalfEven => tie(is_odd),
        RoundingMode::HalfOdd => tie(!is_odd),
        RoundingMode::HalfCeiling => tie(true),
        RoundingMode::Up => !is_negative,
        RoundingMode::Truncate => is_negative,
        RoundingMode::Ceiling => true,
        RoundingMode::Floor => false,
    }
}
