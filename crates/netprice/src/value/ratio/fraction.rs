//! Ratios of any denominator, in lowest terms.

use std::cmp::Ordering;

use ethnum::I256;

use crate::value::decimal;
use crate::value::tens::{MAX_SCALE, Tens, power};

/// A whole number over a whole number above zero, of 255 bits each and in lowest terms.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Fraction {
    pub(super) top: I256,
    pub(super) bottom: I256,
}

impl Fraction {
    /// A ratio in lowest terms; `None` for a denominator that is not above zero.
    pub(super) fn reduced(top: I256, bottom: I256) -> Option<Self> {
        if bottom <= I256::ZERO {
            return None;
        }
        let common = common_divisor(top, bottom)?;
        if common == I256::ONE {
            return Some(Self { top, bottom });
        }
        Some(Self {
            top: top.checked_div(common)?,
            bottom: bottom.checked_div(common)?,
        })
    }

    /// The same ratio, if its denominator is a factor of a power of ten that fits.
    pub(super) fn tens(self) -> Option<Tens> {
        let top = i128::try_from(self.top).ok()?;
        if self.bottom == I256::ONE {
            return Some(Tens { top, scale: 0 });
        }
        let bottom = u64::try_from(self.bottom).ok()?;
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
        Some(Tens { top, scale })
    }

    /// A number over a power of ten in lowest terms; the denominator fits, so that there always is one.
    pub(super) fn of(tens: Tens) -> Self {
        let bottom = decimal::power_of_ten(tens.scale).unwrap_or(I256::ONE);
        let top = I256::new(tens.top);
        Self::reduced(top, bottom).unwrap_or(Self { top, bottom })
    }

    /// Both numbers if 64 bits hold them, so that products of two fit 128 bits.
    pub(super) fn narrow(self) -> Option<(i128, i128)> {
        let top = i64::try_from(self.top).ok()?;
        let bottom = i64::try_from(self.bottom).ok()?;
        Some((top.into(), bottom.into()))
    }

    /// The whole part, rounded down, and the numerator of the rest.
    pub(super) fn split(self) -> (I256, I256) {
        let whole = self.top.checked_div_euclid(self.bottom);
        let rest = self.top.checked_rem_euclid(self.bottom);
        (whole.unwrap_or_default(), rest.unwrap_or_default())
    }

    /// The same with the numbers exchanged; `None` for zero.
    pub(super) fn turned(self) -> Option<Self> {
        if self.top == I256::ZERO {
            return None;
        }
        let (top, bottom) = if self.top.is_negative() {
            (self.bottom.checked_neg()?, self.top.checked_neg()?)
        } else {
            (self.bottom, self.top)
        };
        Some(Self { top, bottom })
    }

    pub(super) fn negated(self) -> Option<Self> {
        let top = self.top.checked_neg()?;
        Some(Self { top, ..self })
    }

    pub(super) fn added(self, other: Self) -> Option<Self> {
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

    pub(super) fn multiplied(self, other: Self) -> Option<Self> {
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

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
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

/// The sum of two ratios of 64 bits, as [`Fraction::added`] forms it.
fn narrow_sum(one: (i128, i128), two: (i128, i128)) -> Option<Fraction> {
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
    Some(Fraction {
        top: I256::new(top.checked_div(common.into())?),
        bottom: I256::new(ours.checked_mul(bottom)?),
    })
}

/// The quotient of two numbers over powers of ten in 64 bits; `None` where these do not suffice, and for a
/// divisor that is not above zero.
pub(super) fn of_tens(one: Tens, two: Tens) -> Option<Fraction> {
    let scaled = |tens: Tens, other: Tens| {
        let up = power(other.scale.saturating_sub(tens.scale))?;
        i64::try_from(tens.top.checked_mul(up)?).ok()
    };
    let (top, bottom) = (scaled(one, two)?, scaled(two, one)?);
    let bottom = u64::try_from(bottom).ok().filter(|bottom| *bottom > 0)?;
    let common = narrow_divisor(top.unsigned_abs(), bottom);
    Some(Fraction {
        top: I256::new(i128::from(top).checked_div(common.into())?),
        bottom: I256::from(bottom.checked_div(common)?),
    })
}

/// The largest number that divides both; 1 for two zeros.
pub(super) fn common_divisor(a: I256, b: I256) -> Option<I256> {
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
