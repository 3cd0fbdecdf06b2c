//! Ratios in little memory, for those that many lines keep.

use std::hash::{Hash, Hasher};
use std::num::NonZeroU64;

use ethnum::I256;

use super::fraction::Fraction;
use super::{Form, Ratio};
use crate::value::tens::{POWERS, Tens};

/// A ratio in the least memory: nearly every one fits two words.
///
/// The denominator of [`Kept::Narrow`] is a power of ten, or else the ratio is in lowest terms.
#[derive(Clone, Debug)]
pub(crate) enum Kept {
    Narrow(i64, NonZeroU64),
    Wide(Box<Ratio>),
}

impl Kept {
    pub(crate) fn get(&self) -> Ratio {
        if let Some(tens) = self.tens() {
            return tens.into();
        }
        match self {
            Self::Narrow(top, bottom) => Ratio(Form::Lowest(Fraction {
                top: I256::from(*top),
                bottom: I256::from(bottom.get()),
            })),
            Self::Wide(ratio) => **ratio,
        }
    }

    /// The ratio over a power of ten, if it is known as such.
    pub(crate) fn tens(&self) -> Option<Tens> {
        let (top, bottom) = match self {
            Self::Narrow(top, bottom) => (i128::from(*top), bottom),
            Self::Wide(ratio) => return ratio.tens(),
        };
        if bottom.get() == 1 {
            return Some(Tens { top, scale: 0 });
        }
        let scale = bottom.ilog10();
        let power = usize::try_from(scale).ok().and_then(|at| POWERS.get(at));
        (power == Some(&bottom.get())).then_some(Tens { top, scale })
    }
}

impl From<Tens> for Kept {
    fn from(tens: Tens) -> Self {
        let power = usize::try_from(tens.scale).ok();
        let bottom = power.and_then(|at| POWERS.get(at).copied());
        let bottom = bottom.and_then(NonZeroU64::new);
        match i64::try_from(tens.top).ok().zip(bottom) {
            Some((top, bottom)) => Self::Narrow(top, bottom),
            None => Self::Wide(Box::new(tens.into())),
        }
    }
}

impl From<Ratio> for Kept {
    fn from(ratio: Ratio) -> Self {
        let Fraction { top, bottom } = match ratio.0 {
            Form::Tens(tens) => return tens.into(),
            Form::Lowest(fraction) => fraction,
        };
        let bottom = u64::try_from(bottom).ok().and_then(NonZeroU64::new);
        match i64::try_from(top).ok().zip(bottom) {
            Some((top, bottom)) => Self::Narrow(top, bottom),
            None => Self::Wide(Box::new(ratio)),
        }
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self::from(Ratio::ZERO)
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Kept {}

impl Hash for Kept {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.get().hash(state);
    }
}
