//! Ratios as decimals: each is rounded once, from the exact number.

use std::cmp::Ordering;

use ethnum::I256;
use rust_decimal::Decimal;

use super::{Ratio, reduced};
use crate::value::decimal::{self, PLACES};
use crate::value::problem::ValueProblem;
use crate::value::rounding::{Rounding, RoundingMode};

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
        let steps = self.steps(rounding);
        let rounded = steps.and_then(|steps| decimal::build(steps, rounding.places));
        let rounded = rounded.ok_or_else(|| self.too_long())?;
        Ok(rounded.normalize())
    }

    /// The number rounded once, as a ratio that may have more digits than a decimal.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub(crate) fn to_places(self, rounding: Rounding) -> Result<Self, ValueProblem> {
        let scale = decimal::power_of_ten(rounding.places);
        let steps = self.steps(rounding).zip(scale);
        let rounded = steps.and_then(|(steps, scale)| reduced(steps, scale));
        rounded.ok_or_else(|| self.too_long())
    }

    /// The number of steps of `10^-places` to which it is rounded.
    fn steps(self, rounding: Rounding) -> Option<I256> {
        if let Some(steps) = self.narrow_steps(rounding) {
            return Some(I256::new(steps));
        }
        let scale = decimal::power_of_ten(rounding.places)?;
        let (mut floor, mut rest) = self.split();
        if let Some(scaled) = rest.checked_mul(scale) {
            let steps = scaled.checked_div(self.bottom)?;
            rest = scaled.checked_rem(self.bottom)?;
            floor = floor.checked_mul(scale)?.checked_add(steps)?;
        } else {
            // Digit by digit, as on paper.
            let ten = I256::new(10);
            for _ in 0..rounding.places {
                let scaled = rest.checked_mul(ten)?;
                let digit = scaled.checked_div(self.bottom)?;
                rest = scaled.checked_rem(self.bottom)?;
                floor = floor.checked_mul(ten)?.checked_add(digit)?;
            }
        }
        let is_odd = floor.checked_rem(I256::new(2))? != I256::ZERO;
        let half = rest.cmp(&self.bottom.checked_sub(rest)?);
        let is_whole = rest == I256::ZERO;
        if !is_whole && goes_up(rounding.mode, floor.is_negative(), is_odd, half) {
            floor.checked_add(I256::ONE)
        } else {
            Some(floor)
        }
    }

    /// The same in 128 bits, many times faster; `None` where they do not suffice.
    fn narrow_steps(self, rounding: Rounding) -> Option<i128> {
        let (top, bottom) = self.narrow()?;
        let scale = 10_i128.checked_pow(rounding.places)?;
        let scaled = top.checked_mul(scale)?;
        let floor = scaled.checked_div_euclid(bottom)?;
        let rest = scaled.checked_rem_euclid(bottom)?;
        let is_odd = floor.checked_rem(2)? != 0;
        let half = rest.cmp(&bottom.checked_sub(rest)?);
        if rest != 0 && goes_up(rounding.mode, floor.is_negative(), is_odd, half) {
            floor.checked_add(1)
        } else {
            Some(floor)
        }
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
        let scale = self.decimals()?;
        let up = decimal::power_of_ten(scale)?.checked_div(self.bottom)?;
        decimal::build(self.top.checked_mul(up)?, scale)
    }

    /// The decimals of a ratio that ends, whose denominator has no other prime factors than 2 and 5.
    fn decimals(self) -> Option<u32> {
        // 10^28 fits.
        let bottom = u128::try_from(self.bottom).ok()?;
        let twos = bottom.trailing_zeros();
        let odd = bottom.checked_shr(twos)?;
        let fives = odd.checked_ilog(5)?;
        let scale = twos.max(fives);
        (5_u128.checked_pow(fives) == Some(odd) && scale <= MAX_SCALE).then_some(scale)
    }
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
