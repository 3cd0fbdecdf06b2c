//! Exact ratios of whole numbers: quantities, and money before it is rounded.

mod kept;
mod rounded;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use ethnum::I256;
use rust_decimal::Decimal;

pub(crate) use self::kept::Kept;
use crate::value::decimal;
use crate::value::problem::ValueProblem;
use crate::value::rounding::Rounding;
use crate::value::text::{cut, serde_as_text};

/// A whole number over a whole number above zero, of 255 bits each and in lowest terms.
///
/// Sums, differences, products and quotients are exact: 40 minutes are 2/3 of an hour, and three
/// times 2/3 is 2. A result that 255 bits cannot hold is a [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::value::ratio::Ratio;
/// let hour = Ratio::of(2, 3)?.times(Ratio::from(3))?;
/// assert_eq!(hour, Ratio::from(2));
/// assert!(Ratio::of(1, 0).is_err());
/// # Ok::<(), netprice::Problems>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    top: I256,
    bottom: I256,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Self = Self {
        top: I256::ZERO,
        bottom: I256::ONE,
    };

    /// One.
    pub const ONE: Self = Self {
        top: I256::ONE,
        bottom: I256::ONE,
    };

    /// The ratio of two whole numbers.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`].
    pub fn of(top: u64, bottom: u64) -> Result<Self, ValueProblem> {
        let (top, bottom) = (I256::from(top), I256::from(bottom));
        reduced(top, bottom).ok_or_else(|| ValueProblem::DividedByZero {
            value: top.to_string(),
        })
    }

    /// A whole number of 10^-places, of at most 28 places.
    pub(crate) fn of_units(units: u128, places: u32) -> Self {
        // A power of ten is a denominator.
        let bottom = decimal::power_of_ten(places);
        let ratio = bottom.and_then(|bottom| reduced(I256::from(units), bottom));
        ratio.unwrap_or(Self::ZERO)
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.top == I256::ZERO
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.top.is_negative()
    }

    /// The exact sum.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn plus(self, other: Self) -> Result<Self, ValueProblem> {
        self.added(other).ok_or_else(|| too_large(self, "+", other))
    }

    /// The exact difference.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn minus(self, other: Self) -> Result<Self, ValueProblem> {
        let difference = other.negated().and_then(|other| self.added(other));
        difference.ok_or_else(|| too_large(self, "−", other))
    }

    /// The exact product.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn times(self, other: Self) -> Result<Self, ValueProblem> {
        self.multiplied(other)
            .ok_or_else(|| too_large(self, "×", other))
    }

    /// The exact quotient.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`] and [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::value::ratio::Ratio;
    /// assert_eq!(Ratio::from(2).over(Ratio::from(3))?, Ratio::of(2, 3)?);
    /// assert!(Ratio::ONE.over(Ratio::ZERO).is_err());
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn over(self, other: Self) -> Result<Self, ValueProblem> {
        if other.is_zero() {
            let value = self.to_string();
            return Err(ValueProblem::DividedByZero { value });
        }
        let turned = if other.is_negative() {
            other.top.checked_neg().zip(other.bottom.checked_neg())
        } else {
            Some((other.top, other.bottom))
        };
        let turned = turned.map(|(top, bottom)| Self {
            top: bottom,
            bottom: top,
        });
        let quotient = turned.and_then(|turned| self.multiplied(turned));
        quotient.ok_or_else(|| too_large(self, "÷", other))
    }

    /// The largest whole number that is not above it.
    ///
    /// ```
    /// use netprice::value::ratio::Ratio;
    /// assert_eq!(Ratio::of(7, 2)?.floor(), Ratio::from(3));
    /// assert_eq!(Ratio::from(4).floor(), Ratio::from(4));
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    #[must_use]
    pub fn floor(self) -> Self {
        Self {
            top: self.split().0,
            bottom: I256::ONE,
        }
    }

    /// The smallest whole number that is not below it.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::value::ratio::Ratio;
    /// assert_eq!(Ratio::of(7, 2)?.ceiling()?, Ratio::from(4));
    /// assert_eq!(Ratio::from(4).ceiling()?, Ratio::from(4));
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn ceiling(self) -> Result<Self, ValueProblem> {
        if self.bottom == I256::ONE {
            return Ok(self);
        }
        self.floor().plus(Self::ONE)
    }

    /// Whole numbers in the same proportion, as weights of a split.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] where 28 digits cannot hold one.
    ///
    /// ```
    /// use netprice::value::decimal::parse;
    /// use netprice::value::ratio::Ratio;
    /// let weights = Ratio::weights(&[Ratio::of(1, 3)?, Ratio::of(1, 2)?])?;
    /// assert_eq!(weights, [parse("2")?, parse("3")?]);
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn weights(ratios: &[Self]) -> Result<Vec<Decimal>, ValueProblem> {
        let common = ratios.iter().try_fold(I256::ONE, |common, ratio| {
            let shared = common_divisor(common, ratio.bottom)?;
            common.checked_mul(ratio.bottom.checked_div(shared)?)
        });
        let weight = |ratio: &Self| {
            let times = common?.checked_div(ratio.bottom)?;
            decimal::build(ratio.top.checked_mul(times)?, 0)
        };
        let weights = ratios.iter().map(|ratio| {
            let weight = weight(ratio);
            weight.ok_or_else(|| ratio.too_long())
        });
        weights.collect()
    }

    /// Both numbers if 64 bits hold them, so that products of two fit 128 bits.
    fn narrow(self) -> Option<(i128, i128)> {
        let top = i64::try_from(self.top).ok()?;
        let bottom = i64::try_from(self.bottom).ok()?;
        Some((top.into(), bottom.into()))
    }

    /// The whole part, rounded down, and the numerator of the rest.
    fn split(self) -> (I256, I256) {
        let whole = self.top.checked_div_euclid(self.bottom);
        let rest = self.top.checked_rem_euclid(self.bottom);
        (whole.unwrap_or_default(), rest.unwrap_or_default())
    }

    /// Whether the denominator leaves 55 bits for further sums and roundings.
    pub(crate) fn has_room(&self) -> bool {
        self.bottom.leading_zeros() > 55
    }

    fn too_long(self) -> ValueProblem {
        ValueProblem::too_large(self.to_string())
    }

    fn negated(self) -> Option<Self> {
        let top = self.top.checked_neg()?;
        Some(Self { top, ..self })
    }

    fn added(self, other: Self) -> Option<Self> {
        // Most fees are zero, and most lines are of one machine.
        if self.is_zero() || other.is_zero() {
            return Some(if self.is_zero() { other } else { self });
        }
        let both = self.narrow().zip(other.narrow());
        if let Some(sum) = both.and_then(|(one, two)| narrow_sum(one, two)) {
            return Some(sum);
        }
        let common = common_divisor(self.bottom, other.bottom)?;
        let ours = self.bottom.checked_div(common)?;
        let theirs = other.bottom.checked_div(common)?;
        let left = self.top.checked_mul(theirs)?;
        let top = left.checked_add(other.top.checked_mul(ours)?)?;
        // What the sum can be reduced by divides what the denominators have in common. Source: Knuth,
        // "The Art of Computer Programming", volume 2, 4.5.1.
        let common = common_divisor(top, common)?;
        let bottom = other.bottom.checked_div(common)?;
        Some(Self {
            top: top.checked_div(common)?,
            bottom: ours.checked_mul(bottom)?,
        })
    }

    fn multiplied(self, other: Self) -> Option<Self> {
        if self == Self::ONE || other == Self::ONE {
            return Some(if self == Self::ONE { other } else { self });
        }
        // Common factors are taken out first, so that 255 bits suffice and the result is reduced.
        let first = common_divisor(self.top, other.bottom)?;
        let second = common_divisor(other.top, self.bottom)?;
        if let (Some(one), Some(two)) = (self.narrow(), other.narrow()) {
            let (first, second) = (i128::try_from(first).ok()?, i128::try_from(second).ok()?);
            let top = one.0.checked_div(first)?;
            let top = top.checked_mul(two.0.checked_div(second)?)?;
            let bottom = one.1.checked_div(second)?;
            let bottom = bottom.checked_mul(two.1.checked_div(first)?)?;
            let (top, bottom) = (I256::new(top), I256::new(bottom));
            return Some(Self { top, bottom });
        }
        let top = self.top.checked_div(first)?;
        let bottom = self.bottom.checked_div(second)?;
        Some(Self {
            top: top.checked_mul(other.top.checked_div(second)?)?,
            bottom: bottom.checked_mul(other.bottom.checked_div(first)?)?,
        })
    }
}

/// The sum of two ratios of 64 bits, as [`Ratio::added`] forms it.
fn narrow_sum(one: (i128, i128), two: (i128, i128)) -> Option<Ratio> {
    let common = narrow_divisor(one.1.try_into().ok()?, two.1.try_into().ok()?);
    let (ours, theirs) = (
        one.1.checked_div(common.into())?,
        two.1.checked_div(common.into())?,
    );
    let top = one.0.checked_mul(theirs)?;
    let top = top.checked_add(two.0.checked_mul(ours)?)?;
    let rest = top.checked_rem(common.into())?.unsigned_abs();
    let common = narrow_divisor(rest.try_into().ok()?, common);
    let bottom = two.1.checked_div(common.into())?;
    Some(Ratio {
        top: I256::new(top.checked_div(common.into())?),
        bottom: I256::new(ours.checked_mul(bottom)?),
    })
}

/// A ratio in lowest terms; `None` for a denominator that is not above zero.
fn reduced(top: I256, bottom: I256) -> Option<Ratio> {
    if bottom <= I256::ZERO {
        return None;
    }
    let common = common_divisor(top, bottom)?;
    if common == I256::ONE {
        return Some(Ratio { top, bottom });
    }
    Some(Ratio {
        top: top.checked_div(common)?,
        bottom: bottom.checked_div(common)?,
    })
}

/// The largest number that divides both; 1 for two zeros.
fn common_divisor(a: I256, b: I256) -> Option<I256> {
    let (mut a, mut b) = (a.checked_abs()?, b.checked_abs()?);
    if a == I256::ONE || b == I256::ONE {
        return Some(I256::ONE);
    }
    while b != I256::ZERO {
        // Numbers of 64 bits divide many times faster.
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return Some(I256::from(narrow_divisor(a, b)));
        }
        let rest = match (u128::try_from(a), u128::try_from(b)) {
            (Ok(a), Ok(b)) => I256::from(a.checked_rem(b)?),
            (Ok(_) | Err(_), _) => a.checked_rem(b)?,
        };
        (a, b) = (b, rest);
    }
    Some(a.max(I256::ONE))
}

/// The largest number that divides both, by halving and subtracting; 1 for two zeros.
///
/// Source: Knuth, "The Art of Computer Programming", volume 2, 4.5.2, algorithm B.
fn narrow_divisor(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a.max(b).max(1);
    }
    let twos = a.trailing_zeros().min(b.trailing_zeros());
    a = a.wrapping_shr(a.trailing_zeros());
    while b != 0 {
        b = b.wrapping_shr(b.trailing_zeros());
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a.wrapping_shl(twos)
}

fn too_large(a: Ratio, sign: &str, b: Ratio) -> ValueProblem {
    ValueProblem::too_large(format!("{a} {sign} {b}"))
}

impl Default for Ratio {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<u32> for Ratio {
    fn from(number: u32) -> Self {
        Self {
            top: I256::from(number),
            bottom: I256::ONE,
        }
    }
}

impl From<Decimal> for Ratio {
    fn from(number: Decimal) -> Self {
        let top = I256::new(number.mantissa());
        let bottom = decimal::power_of_ten(number.scale());
        // A scale is at most 28, so that its power of ten is a denominator.
        let ratio = bottom.and_then(|bottom| reduced(top, bottom));
        ratio.unwrap_or(Self::ZERO)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.bottom == other.bottom {
            return self.top.cmp(&other.top);
        }
        if let (Some(one), Some(two)) = (self.narrow(), other.narrow()) {
            let (left, right) = (one.0.checked_mul(two.1), two.0.checked_mul(one.1));
            // Products of 64 bits fit.
            return left.cmp(&right);
        }
        let left = self.top.checked_mul(other.bottom);
        if let Some((left, right)) = left.zip(other.top.checked_mul(self.bottom)) {
            return left.cmp(&right);
        }
        // The products do not fit: the whole parts decide, then the turned rests.
        let ((whole, rest), (their_whole, their_rest)) = (self.split(), other.split());
        whole.cmp(&their_whole).then_with(|| {
            let turned = |bottom: I256, rest: I256| Self {
                top: bottom,
                bottom: rest,
            };
            match (rest == I256::ZERO, their_rest == I256::ZERO) {
                (true, true) => Ordering::Equal,
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => turned(other.bottom, their_rest).cmp(&turned(self.bottom, rest)),
            }
        })
    }
}

/// Reads a decimal, or two whole numbers as in `2/3`.
///
/// ```
/// use netprice::value::ratio::Ratio;
/// assert_eq!("5/36".parse::<Ratio>()?.to_string(), "5/36");
/// assert_eq!("5/4".parse::<Ratio>()?.to_string(), "1.25");
/// assert!("5/0".parse::<Ratio>().is_err());
/// # Ok::<(), netprice::Problems>(())
/// ```
impl FromStr for Ratio {
    type Err = ValueProblem;

    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        let Some((top, bottom)) = text.split_once('/') else {
            return decimal::parse(text).map(Self::from);
        };
        let whole = |digits: &str| digits.parse::<I256>().ok();
        let ratio = whole(top).zip(whole(bottom));
        let ratio = ratio.and_then(|(top, bottom)| reduced(top, bottom));
        ratio.ok_or_else(|| ValueProblem::NotADecimal { value: cut(text) })
    }
}

serde_as_text!(Ratio, "a decimal or a ratio as text, such as \"2/3\"");

/// Prints the decimal if 28 digits hold it, otherwise `2/3`; with a precision, the decimal rounded
/// half-even to at most so many places.
///
/// ```
/// use netprice::value::ratio::Ratio;
/// assert_eq!(format!("{0} {0:.4}", Ratio::of(2, 3)?), "2/3 0.6667");
/// assert_eq!(format!("{0} {0:.4}", Ratio::of(1, 2)?), "0.5 0.5");
/// # Ok::<(), netprice::Problems>(())
/// ```
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().and_then(|places| u32::try_from(places).ok());
        let rounded = places.and_then(|places| self.rounded(Rounding::half_even(places)).ok());
        match rounded.or_else(|| self.ending()) {
            Some(decimal) => f.write_str(&decimal::print(decimal)),
            None if self.bottom == I256::ONE => write!(f, "{}", self.top),
            None => write!(f, "{}/{}", self.top, self.bottom),
        }
    }
}
