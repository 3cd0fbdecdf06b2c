//! Sums of many decimals.

use rust_decimal::Decimal;

use super::plus;
use crate::value::problem::ValueProblem;
use crate::value::tens::Tens;

/// The sum so far of many decimals.
#[derive(Clone, Copy)]
pub(crate) enum Running {
    /// As long as 28 digits hold it for sure.
    Tens(Tens),
    Any(Decimal),
}

impl Running {
    pub(crate) const ZERO: Self = Self::Tens(Tens::ZERO);

    /// Adds a number exactly.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] where 28 digits cannot hold the sum.
    pub(crate) fn add(&mut self, number: Decimal) -> Result<(), ValueProblem> {
        if let Self::Tens(sum) = self
            && let Some(next) = sum.added(number.into())
            && next.is_decimal()
        {
            *sum = next;
            return Ok(());
        }
        *self = Self::Any(plus(self.get(), number)?);
        Ok(())
    }

    pub(crate) fn get(self) -> Decimal {
        match self {
            // Each sum so far was a decimal.
            Self::Tens(sum) => sum.decimal().unwrap_or_default(),
            Self::Any(sum) => sum,
        }
    }
}
