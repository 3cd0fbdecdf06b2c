//! Ratios in little memory, for those that many lines keep.

use std::hash::{Hash, Hasher};
use std::num::NonZeroU64;

use ethnum::I256;

use super::fraction::Fraction;
use super::tens::{POWERS, Tens};
use super::{Form, Ratio};

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
        let (top, bottom) = match self {
            Self::Narrow(top, bottom) => (*top, *bottom),
            Self::Wide(ratio) => return **ratio,
        };
        let scale = bottom.ilog10();
        let power = usize::try_from(scale).ok().and_then(|at| POWERS.get(at));
        Ratio(if power == Some(&bottom.get()) {
            let top = top.into();
            Form::Tens(Tens { top, scale })
        } else {
            Form::Lowest(Fraction {
                top: I256::from(top),
                bottom: I256::from(bottom.get()),
            })
        })
    }
}

impl From<Ratio> for Kept {
    fn from(ratio: Ratio) -> Self {
        let (top, bottom) = match ratio.0 {
            Form::Tens(Tens { top, scale }) => {
                let power = usize::try_from(scale).ok().and_then(|at| POWERS.get(at));
                (i64::try_from(top).ok(), power.copied())
            }
            Form::Lowest(Fraction { top, bottom }) => {
                (i64::try_from(top).ok(), u64::try_from(bottom).ok())
            }
        };
        match top.zip(bottom.and_then(NonZeroU64::new)) {
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
