//! Exact ratios of whole numbers: quantities, and money before it is rounded.

mod fraction;
mod kept;
mod rounded;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use ethnum::I256;
use rust_decimal::Decimal;

use self::fraction::{Fraction, common_divisor};
pub(crate) use self::kept::Kept;
use crate::value::decimal;
use crate::value::problem::ValueProblem;
use crate::value::rounding::Rounding;
use crate::value::tens::Tens;
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
#[derive(Clone, Copy)]
pub struct Ratio(Form);

/// A ratio in one of two forms, of which the first is worked out many times faster.
#[derive(Clone, Copy)]
enum Form {
    Tens(Tens),
    Lowest(Fraction),
}

impl Ratio {
    /// Zero.
    pub const ZERO: Self = Self(Form::Tens(Tens::ZERO));

    /// One.
    pub const ONE: Self = Self(Form::Tens(Tens::ONE));

    /// The ratio of two whole numbers.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`].
    pub fn of(top: u64, bottom: u64) -> Result<Self, ValueProblem> {
        if bottom == 1 {
            let (top, scale) = (top.into(), 0);
            return Ok(Self(Form::Tens(Tens { top, scale })));
        }
        let (top, bottom) = (I256::from(top), I256::from(bottom));
        reduced(top, bottom).ok_or_else(|| ValueProblem::DividedByZero {
            value: top.to_string(),
        })
    }

    /// A whole number of 10^-places, of at most 28 places.
    pub(crate) fn of_units(units: u128, places: u32) -> Self {
        if let Ok(top) = i128::try_from(units) {
            return Self(Form::Tens(Tens { top, scale: places }));
        }
        // A power of ten is a denominator.
        let bottom = decimal::power_of_ten(places);
        let ratio = bottom.and_then(|bottom| reduced(I256::from(units), bottom));
        ratio.unwrap_or(Self::ZERO)
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        match self.0 {
            Form::Tens(tens) => tens.top == 0,
            Form::Lowest(fraction) => fraction.top == I256::ZERO,
        }
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match self.0 {
            Form::Tens(tens) => tens.top < 0,
            Form::Lowest(fraction) => fraction.top.is_negative(),
        }
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
        if let (Form::Tens(one), Form::Tens(two)) = (self.0, other.0)
            && let Some(quotient) = fraction::of_tens(one, two)
        {
            return Ok(quotient.into());
        }
        let turned = other.fraction().turned();
        let quotient = turned.and_then(|turned| self.multiplied(turned.into()));
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
        if let Form::Tens(tens) = self.0
            && let Some((top, _, _)) = tens.steps(0)
        {
            return Self(Form::Tens(Tens { top, scale: 0 }));
        }
        let (top, bottom) = (self.fraction().split().0, I256::ONE);
        Fraction { top, bottom }.into()
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
        let floor = self.floor();
        if floor == self {
            return Ok(self);
        }
        floor.plus(Self::ONE)
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
        let ratios: Vec<Fraction> = ratios.iter().map(Self::fraction).collect();
        let common = ratios.iter().try_fold(I256::ONE, |common, ratio| {
            let shared = common_divisor(common, ratio.bottom)?;
            common.checked_mul(ratio.bottom.checked_div(shared)?)
        });
        let weight = |ratio: &Fraction| {
            let times = common?.checked_div(ratio.bottom)?;
            decimal::build(ratio.top.checked_mul(times)?, 0)
        };
        let weights = ratios.iter().map(|ratio| {
            let weight = weight(ratio);
            weight.ok_or_else(|| Self::from(*ratio).too_long())
        });
        weights.collect()
    }

    /// The ratio over a power of ten, if it is known as such.
    pub(crate) fn tens(&self) -> Option<Tens> {
        match self.0 {
            Form::Tens(tens) => Some(tens),
            Form::Lowest(_) => None,
        }
    }

    /// The ratio in lowest terms.
    fn fraction(&self) -> Fraction {
        match self.0 {
            Form::Tens(tens) => Fraction::of(tens),
            Form::Lowest(fraction) => fraction,
        }
    }

    /// Whether its whole part is beyond 28 digits.
    pub(crate) fn is_beyond_decimals(&self) -> bool {
        match self.0 {
            Form::Tens(tens) if i64::try_from(tens.top).is_ok() => false,
            Form::Tens(_) | Form::Lowest(_) => *self > Decimal::MAX.into(),
        }
    }

    /// Whether the denominator leaves 55 bits for further sums and roundings.
    pub(crate) fn has_room(&self) -> bool {
        match self.0 {
            // 127 bits hold it.
            Form::Tens(_) => true,
            Form::Lowest(fraction) => fraction.bottom.leading_zeros() > 55,
        }
    }

    fn too_long(self) -> ValueProblem {
        ValueProblem::too_large(self.to_string())
    }

    fn negated(self) -> Option<Self> {
        if let Form::Tens(tens) = self.0
            && let Some(negated) = tens.negated()
        {
            return Some(Self(Form::Tens(negated)));
        }
        self.fraction().negated().map(Self::from)
    }

    fn added(self, other: Self) -> Option<Self> {
        if let (Form::Tens(one), Form::Tens(two)) = (self.0, other.0)
            && let Some(sum) = one.added(two)
        {
            return Some(Self(Form::Tens(sum)));
        }
        // Most fees are zero, and most lines are of one machine.
        if self.is_zero() || other.is_zero() {
            return Some(if self.is_zero() { other } else { self });
        }
        self.fraction().added(other.fraction()).map(Self::from)
    }

    fn multiplied(self, other: Self) -> Option<Self> {
        if let (Form::Tens(one), Form::Tens(two)) = (self.0, other.0)
            && let Some(product) = one.multiplied(two)
        {
            return Some(Self(Form::Tens(product)));
        }
        if self == Self::ONE || other == Self::ONE {
            return Some(if self == Self::ONE { other } else { self });
        }
        self.fraction().multiplied(other.fraction()).map(Self::from)
    }
}

/// A ratio in lowest terms; `None` for a denominator that is not above zero.
fn reduced(top: I256, bottom: I256) -> Option<Ratio> {
    Fraction::reduced(top, bottom).map(Ratio::from)
}

impl From<Tens> for Ratio {
    fn from(tens: Tens) -> Self {
        Self(Form::Tens(tens))
    }
}

impl From<Fraction> for Ratio {
    fn from(fraction: Fraction) -> Self {
        let tens = fraction.tens().map(Form::Tens);
        Self(tens.unwrap_or(Form::Lowest(fraction)))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        match (self.0, other.0) {
            (Form::Tens(one), Form::Tens(two)) => one == two,
            (Form::Lowest(one), Form::Lowest(two)) => one == two,
            (Form::Tens(_), Form::Lowest(_)) | (Form::Lowest(_), Form::Tens(_)) => {
                self.fraction() == other.fraction()
            }
        }
    }
}

impl Eq for Ratio {}

impl Hash for Ratio {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fraction().hash(state);
    }
}

/// Shows the numbers of the ratio in lowest terms.
impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fraction { top, bottom } = self.fraction();
        let mut shown = f.debug_struct("Ratio");
        shown.field("top", &top).field("bottom", &bottom).finish()
    }
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
        let (top, scale) = (number.into(), 0);
        Self(Form::Tens(Tens { top, scale }))
    }
}

impl From<Decimal> for Ratio {
    fn from(number: Decimal) -> Self {
        Self(Form::Tens(Tens::of_decimal(
            number.mantissa(),
            number.scale(),
        )))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Form::Tens(one), Form::Tens(two)) = (self.0, other.0) {
            return one.cmp(&two);
        }
        self.fraction().cmp(&other.fraction())
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
        if let Some(decimal) = rounded.or_else(|| self.ending()) {
            return f.write_str(&decimal::print(decimal));
        }
        let Fraction { top, bottom } = self.fraction();
        if bottom == I256::ONE {
            write!(f, "{top}")
        } else {
            write!(f, "{top}/{bottom}")
        }
    }
}
