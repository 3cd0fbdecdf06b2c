//! Whole numbers over a power of ten in 128 bits, which are worked out many times faster than ratios.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::value::limits::DIGITS;

/// The largest power of ten that is a denominator; 128 bits hold it.
pub(crate) const MAX_SCALE: u32 = 38;

/// The powers of ten that 64 bits hold.
pub(crate) const POWERS: [u64; 20] = {
    let mut powers = [1; 20];
    let mut rest: &mut [u64] = &mut powers;
    let mut power = 1_u64;
    while let [first, others @ ..] = rest {
        *first = power;
        power = power.wrapping_mul(10);
        rest = others;
    }
    powers
};

/// A whole number over 10 to the power of `scale`, of at most 38; its zeros at the end may remain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tens {
    pub(crate) top: i128,
    pub(crate) scale: u32,
}

/// A power of ten in 128 bits.
pub(crate) fn power(scale: u32) -> Option<i128> {
    let narrow = usize::try_from(scale).ok().and_then(|at| POWERS.get(at));
    match narrow {
        Some(power) => Some((*power).into()),
        None => 10_i128.checked_pow(scale),
    }
}

/// The product; numbers of 64 bits are multiplied many times faster.
fn product(one: i128, other: i128) -> Option<i128> {
    match (i64::try_from(one), i64::try_from(other)) {
        (Ok(one), Ok(other)) => Some(i128::from(one).wrapping_mul(other.into())),
        (Ok(_) | Err(_), _) => one.checked_mul(other),
    }
}

/// The quotient, rounded down, and the rest; numbers of 64 bits are divided many times faster.
fn divided(top: i128, bottom: i128) -> Option<(i128, i128)> {
    if let (Ok(top), Ok(bottom)) = (i64::try_from(top), i64::try_from(bottom)) {
        let (floor, rest) = (
            top.checked_div_euclid(bottom)?,
            top.checked_rem_euclid(bottom)?,
        );
        return Some((floor.into(), rest.into()));
    }
    let floor = top.checked_div_euclid(bottom)?;
    Some((floor, top.checked_sub(floor.checked_mul(bottom)?)?))
}

impl Tens {
    pub(crate) const ZERO: Self = Self { top: 0, scale: 0 };
    pub(crate) const ONE: Self = Self { top: 1, scale: 0 };

    /// A decimal, without its zeros at the end where they are quickly found.
    pub(crate) fn of_decimal(mut top: i128, mut scale: u32) -> Self {
        if let Ok(mut narrow) = i64::try_from(top) {
            if narrow == 0 {
                return Self::ZERO;
            }
            while scale > 0 && narrow.wrapping_rem(10) == 0 {
                narrow = narrow.wrapping_div(10);
                scale = scale.saturating_sub(1);
            }
            top = narrow.into();
        }
        Self { top, scale }
    }

    pub(crate) fn negated(self) -> Option<Self> {
        let top = self.top.checked_neg()?;
        Some(Self { top, ..self })
    }

    /// The numerator over a larger power of ten.
    #[inline]
    fn over_scale(self, scale: u32) -> Option<i128> {
        match scale.checked_sub(self.scale)? {
            0 => Some(self.top),
            missing => product(self.top, power(missing)?),
        }
    }

    #[inline]
    pub(crate) fn added(self, other: Self) -> Option<Self> {
        if self.scale == other.scale {
            let (top, scale) = (self.top.checked_add(other.top)?, self.scale);
            return Some(Self { top, scale });
        }
        let scale = self.scale.max(other.scale);
        let top = self
            .over_scale(scale)?
            .checked_add(other.over_scale(scale)?)?;
        Some(Self { top, scale })
    }

    #[inline]
    pub(crate) fn multiplied(self, other: Self) -> Option<Self> {
        let scale = self.scale.checked_add(other.scale)?;
        let top = product(self.top, other.top)?;
        if scale <= MAX_SCALE {
            return Some(Self { top, scale });
        }
        let shorter = Self::of_decimal(top, scale);
        (shorter.scale <= MAX_SCALE).then_some(shorter)
    }

    #[inline]
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        self.added(other.negated()?)
    }

    /// The number of steps of `10^-places`, rounded down, with what is left over and the size of a step
    /// in the same unit.
    pub(crate) fn steps(self, places: u32) -> Option<(i128, i128, i128)> {
        match self.scale.checked_sub(places) {
            None | Some(0) => Some((self.over_scale(places)?, 0, 1)),
            Some(less) => {
                let step = power(less)?;
                let (floor, rest) = divided(self.top, step)?;
                Some((floor, rest, step))
            }
        }
    }

    /// Rounded half-even to some decimals.
    #[inline]
    pub(crate) fn half_even(self, places: u32) -> Option<Self> {
        if self.scale <= places {
            return Some(self);
        }
        let (floor, rest, step) = self.steps(places)?;
        let is_up = match rest.cmp(&step.checked_sub(rest)?) {
            Ordering::Less => false,
            Ordering::Equal => floor & 1 != 0,
            Ordering::Greater => true,
        };
        let top = floor.checked_add(is_up.into())?;
        let scale = places;
        Some(Self { top, scale })
    }

    /// The same as a decimal; `None` where 28 digits may not hold it.
    pub(crate) fn decimal(self) -> Option<Decimal> {
        if !self.is_decimal() {
            return None;
        }
        Decimal::try_from_i128_with_scale(self.top, self.scale).ok()
    }

    /// Whether 28 digits hold it; of what has zeros at the end, this is not found.
    #[inline]
    pub(crate) fn is_decimal(self) -> bool {
        const TOO_MANY: u128 = 10_u128.pow(DIGITS);
        self.scale < DIGITS && self.top.unsigned_abs() < TOO_MANY
    }

    pub(crate) fn is_zero(self) -> bool {
        self.top == 0
    }
}

impl From<Decimal> for Tens {
    fn from(number: Decimal) -> Self {
        let (top, scale) = (number.mantissa(), number.scale());
        Self { top, scale }
    }
}

impl PartialEq for Tens {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Tens {}

impl PartialOrd for Tens {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tens {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        if self.scale == other.scale || self.top == 0 || other.top == 0 {
            return self.top.cmp(&other.top);
        }
        let scale = self.scale.max(other.scale);
        match (self.over_scale(scale), other.over_scale(scale)) {
            (Some(ours), Some(theirs)) => ours.cmp(&theirs),
            // What does not fit is larger than what does, on its side of zero.
            (None, _) => self.top.cmp(&0),
            (_, None) => 0.cmp(&other.top),
        }
    }
}
