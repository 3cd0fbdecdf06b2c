//! Ratios over a power of ten, for which no common divisor has to be found.

use std::cmp::Ordering;

use ethnum::I256;

use super::fraction::Fraction;
use crate::value::decimal;

/// The largest power of ten that is a denominator; 128 bits hold it.
const MAX_SCALE: u32 = 38;

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
#[derive(Clone, Copy)]
pub(super) struct Tens {
    pub(super) top: i128,
    pub(super) scale: u32,
}

/// A power of ten in 128 bits.
pub(super) fn power(scale: u32) -> Option<i128> {
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
    pub(super) const ZERO: Self = Self { top: 0, scale: 0 };
    pub(super) const ONE: Self = Self { top: 1, scale: 0 };

    /// The same ratio, if its denominator is a factor of a power of ten that fits.
    pub(super) fn of(fraction: Fraction) -> Option<Self> {
        let top = i128::try_from(fraction.top).ok()?;
        if fraction.bottom == I256::ONE {
            return Some(Self { top, scale: 0 });
        }
        let bottom = u64::try_from(fraction.bottom).ok()?;
        let twos = bottom.trailing_zeros();
        let mut odd = bottom.checked_shr(twos)?;
        let mut fives = 0_u32;
        while odd.checked_rem(5)? == 0 {
            odd = odd.checked_div(5)?;
            fives = fives.checked_add(1)?;
        }
        let scale = twos.max(fives);
        if odd != 1 || scale > MAX_SCALE {
            return None;
        }
        let top = top.checked_mul(power(scale)?.checked_div(bottom.into())?)?;
        Some(Self { top, scale })
    }

    /// A decimal, without its zeros at the end where they are quickly found.
    pub(super) fn of_decimal(mut top: i128, mut scale: u32) -> Self {
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

    /// The same in lowest terms; the denominator fits, so that there always is one.
    pub(super) fn fraction(self) -> Fraction {
        let bottom = decimal::power_of_ten(self.scale).unwrap_or(I256::ONE);
        let top = I256::new(self.top);
        Fraction::reduced(top, bottom).unwrap_or(Fraction { top, bottom })
    }

    pub(super) fn negated(self) -> Option<Self> {
        let top = self.top.checked_neg()?;
        Some(Self { top, ..self })
    }

    /// The numerator over a larger power of ten.
    fn over_scale(self, scale: u32) -> Option<i128> {
        match scale.checked_sub(self.scale)? {
            0 => Some(self.top),
            missing => product(self.top, power(missing)?),
        }
    }

    pub(super) fn added(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let top = self
            .over_scale(scale)?
            .checked_add(other.over_scale(scale)?)?;
        Some(Self { top, scale })
    }

    pub(super) fn multiplied(self, other: Self) -> Option<Self> {
        let scale = self.scale.checked_add(other.scale)?;
        let top = product(self.top, other.top)?;
        if scale <= MAX_SCALE {
            return Some(Self { top, scale });
        }
        let shorter = Self::of_decimal(top, scale);
        (shorter.scale <= MAX_SCALE).then_some(shorter)
    }

    /// The number of steps of `10^-places`, rounded down, with what is left over and the size of a step
    /// in the same unit.
    pub(super) fn steps(self, places: u32) -> Option<(i128, i128, i128)> {
        match self.scale.checked_sub(places) {
            None | Some(0) => Some((self.over_scale(places)?, 0, 1)),
            Some(less) => {
                let step = power(less)?;
                let (floor, rest) = divided(self.top, step)?;
                Some((floor, rest, step))
            }
        }
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
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        match (self.over_scale(scale), other.over_scale(scale)) {
            (Some(ours), Some(theirs)) => ours.cmp(&theirs),
            // What does not fit is larger than what does, on its side of zero.
            (None, _) => self.top.cmp(&0),
            (_, None) => 0.cmp(&other.top),
        }
    }
}
