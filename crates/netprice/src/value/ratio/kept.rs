//! Ratios in little memory, for those that many lines keep.

use std::num::NonZeroU64;

use ethnum::I256;

use super::Ratio;

/// A ratio in the least memory: nearly every one fits two words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kept {
    Narrow(i64, NonZeroU64),
    Wide(Box<Ratio>),
}

impl Kept {
    pub(crate) fn get(&self) -> Ratio {
        match self {
            Self::Narrow(top, bottom) => Ratio {
                top: I256::from(*top),
                bottom: I256::from(bottom.get()),
            },
            Self::Wide(ratio) => **ratio,
        }
    }
}

impl From<Ratio> for Kept {
    fn from(ratio: Ratio) -> Self {
        let top = i64::try_from(ratio.top).ok();
        let bottom = u64::try_from(ratio.bottom).ok().and_then(NonZeroU64::new);
        match top.zip(bottom) {
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
