//! Amounts that are exact inside and shown at 12 decimals, so that lines add up to their total.

use rust_decimal::Decimal;

use crate::value::decimal;
use crate::value::money::{Rounding, RoundingMode};
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// The decimals that a sum keeps once its exact denominator no longer fits.
const KEPT: Rounding = Rounding {
    places: 40,
    mode: RoundingMode::HalfEven,
};

/// The decimals to which such a sum is read, so that three thirds are one.
const READ: Rounding = Rounding {
    places: 30,
    mode: RoundingMode::HalfEven,
};

/// A sum of the amounts of many lines.
///
/// It is exact while 255 bits hold its denominator, which is the common multiple of those of all
/// lines. Beyond that, the summands are kept to 40 decimals and the sum is read to 30, so that a
/// long bill is not refused for the number of its units.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sum {
    sum: Ratio,
    is_cut: bool,
}

impl Sum {
    pub(crate) const ZERO: Self = Self {
        sum: Ratio::ZERO,
        is_cut: false,
    };

    pub(crate) fn of(amounts: impl IntoIterator<Item = Ratio>) -> Result<Self, ValueProblem> {
        let mut amounts = amounts.into_iter();
        amounts.try_fold(Self::ZERO, |sum, amount| sum.plus(amount))
    }

    pub(crate) fn plus(self, amount: Ratio) -> Result<Self, ValueProblem> {
        if let Ok(sum) = self.sum.plus(amount) {
            return Ok(Self { sum, ..self });
        }
        let sum = self.sum.to_places(KEPT)?.plus(amount.to_places(KEPT)?)?;
        Ok(Self { sum, is_cut: true })
    }

    pub(crate) fn get(self) -> Result<Ratio, ValueProblem> {
        if self.is_cut {
            self.sum.to_places(READ)
        } else {
            Ok(self.sum)
        }
    }
}

/// The amounts of lines, shown one after the other: each is the rounded sum so far, less what was
/// shown before.
///
/// Three thirds are shown as 0.333333333333, 0.333333333334 and 0.333333333333, which add up to 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ledger {
    sum: Sum,
    shown: Decimal,
}

impl Ledger {
    pub(crate) const EMPTY: Self = Self {
        sum: Sum::ZERO,
        shown: Decimal::ZERO,
    };

    /// The amount that is shown for the next line, to 12 decimals.
    pub(crate) fn show(&mut self, amount: Ratio) -> Result<Decimal, ValueProblem> {
        self.sum = self.sum.plus(amount)?;
        let shown = self.sum.get()?.shown()?;
        let part = decimal::minus(shown, self.shown)?;
        self.shown = shown;
        Ok(part)
    }
}
