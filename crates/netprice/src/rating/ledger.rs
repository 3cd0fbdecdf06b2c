//! Amounts that are exact inside and shown at 12 decimals, so that lines add up to their total.

use rust_decimal::Decimal;

use crate::book::rounding::RoundingPolicy;
use crate::value::decimal;
use crate::value::money::Rounding;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;
use crate::value::tens::Tens;

/// The decimals that a sum keeps once its exact denominator no longer fits.
const KEPT: Rounding = Rounding::half_even(30);

/// The decimals to which such a sum is read, so that three thirds are one.
const READ: Rounding = Rounding::half_even(20);

/// The product of an exact amount and a share of it; both are kept to 30 decimals if the exact
/// product does not fit, as after several tables by quantity.
pub(crate) fn share_of(amount: Ratio, share: Ratio) -> Result<Ratio, ValueProblem> {
    let exact = amount.times(share).ok();
    match exact.filter(Ratio::has_room) {
        Some(exact) => Ok(exact),
        None => amount.to_places(KEPT)?.times(share)?.to_places(KEPT),
    }
}

/// A sum of the amounts of many lines.
///
/// It is exact while 255 bits hold its denominator, which is the common multiple of those of all
/// lines. Beyond that, the summands are kept to 30 decimals and the sum is read to 20, so that a
/// long bill is not refused for the number of its units.
#[derive(Clone, Copy, Debug, Default)]
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
        let mut sum = Tens::ZERO;
        while let Some(amount) = amounts.next() {
            let Some(next) = amount.tens().and_then(|amount| sum.added(amount)) else {
                let so_far = Self {
                    sum: sum.into(),
                    is_cut: false,
                };
                return amounts.try_fold(so_far.plus(amount)?, Self::plus);
            };
            sum = next;
        }
        let (sum, is_cut) = (sum.into(), false);
        Ok(Self { sum, is_cut })
    }

    pub(crate) fn plus(self, amount: Ratio) -> Result<Self, ValueProblem> {
        let sum = self.sum.plus(amount).ok();
        if let Some(sum) = sum.filter(Ratio::has_room) {
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
pub(crate) struct Ledger(Lines);

/// The exact sum of the lines so far, and its rounding that was shown.
#[derive(Clone, Copy, Debug)]
enum Lines {
    /// Over powers of ten, as long as 128 bits suffice.
    Tens {
        sum: Tens,
        shown: Tens,
    },
    Any {
        sum: Sum,
        shown: Decimal,
    },
}

impl Ledger {
    pub(crate) fn empty() -> Self {
        let (sum, shown) = (Tens::ZERO, Tens::ZERO);
        Self(Lines::Tens { sum, shown })
    }

    /// The amount that is shown for the next line, to 12 decimals.
    pub(crate) fn show(&mut self, amount: Ratio) -> Result<Decimal, ValueProblem> {
        let tens = amount.tens().and_then(|amount| self.show_tens(amount));
        if let Some(part) = tens {
            return Ok(part);
        }
        let (sum, shown) = match self.0 {
            Lines::Tens { sum, shown } => {
                let sum = Sum {
                    sum: sum.into(),
                    is_cut: false,
                };
                // It was shown before, so that it is a decimal.
                (sum, shown.decimal().unwrap_or_default())
            }
            Lines::Any { sum, shown } => (sum, shown),
        };
        let sum = sum.plus(amount)?;
        let now = sum.get()?.shown()?;
        let part = decimal::minus(now, shown)?;
        self.0 = Lines::Any { sum, shown: now };
        Ok(part)
    }

    /// Does the same for an amount over a power of ten; `None` where 128 bits do not suffice, and nothing
    /// is shown.
    pub(crate) fn show_tens(&mut self, amount: Tens) -> Option<Decimal> {
        let Lines::Tens { sum, shown } = self.0 else {
            return None;
        };
        let sum = sum.added(amount)?;
        // Without zeros at the end, as a ratio is shown.
        let now = sum.half_even(decimal::PLACES)?.decimal()?;
        let now = Tens::from(now.normalize());
        let part = now.minus(shown)?.decimal()?;
        self.0 = Lines::Tens { sum, shown: now };
        Some(part)
    }
}

/// The ledgers of the stages of a list cost: at published prices, before the rounding of tiers, and
/// after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListLedger {
    /// Whether unit prices or tiers are rounded; otherwise the stages are one.
    has_stages: bool,
    published: Ledger,
    before_tier: Ledger,
    cost: Ledger,
}

/// The exact cost of a slice at the stages before the last.
#[derive(Clone, Copy)]
pub(crate) struct Stages {
    pub(crate) published: Ratio,
    pub(crate) before_tier: Ratio,
}

/// A cost as it is shown, and what rounding the unit price and within the tier changed.
pub(crate) struct ShownCost {
    pub(crate) cost: Decimal,
    pub(crate) unit_price_rounded_by: Decimal,
    pub(crate) tier_rounded_by: Decimal,
}

impl ListLedger {
    /// Ledgers that go on from the costs in a ledger.
    pub(crate) fn after(cost: Ledger, rounding: RoundingPolicy) -> Self {
        Self {
            has_stages: rounding.unit_price.is_some() || rounding.tier.is_some(),
            published: cost,
            before_tier: cost,
            cost,
        }
    }

    /// The ledger of the cost, if there is no other stage.
    pub(crate) fn of_cost(&mut self) -> Option<&mut Ledger> {
        (!self.has_stages).then_some(&mut self.cost)
    }

    /// Shows an exact cost, given its earlier stages, which are worked out where they differ.
    pub(crate) fn show(
        &mut self,
        cost: Ratio,
        stages: impl FnOnce() -> Result<Stages, ValueProblem>,
    ) -> Result<ShownCost, ValueProblem> {
        let cost = self.cost.show(cost)?;
        if !self.has_stages {
            return Ok(ShownCost {
                cost,
                unit_price_rounded_by: Decimal::ZERO,
                tier_rounded_by: Decimal::ZERO,
            });
        }
        let stages = stages()?;
        let published = self.published.show(stages.published)?;
        let before_tier = self.before_tier.show(stages.before_tier)?;
        Ok(ShownCost {
            cost,
            unit_price_rounded_by: decimal::minus(before_tier, published)?,
            tier_rounded_by: decimal::minus(cost, before_tier)?,
        })
    }
}
