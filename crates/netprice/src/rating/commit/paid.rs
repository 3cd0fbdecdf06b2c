//! Fees that are billed as they are paid, after terms that change them.

use std::collections::BTreeMap;

use crate::problem::Problem;
use crate::rating::charge::{Charge, OneOffReason};
use crate::rating::ledger::Sum;
use crate::value::id::CommitmentId;
use crate::value::money::Money;
use crate::value::ordered::map_of;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// What the fees of commitments that are billed as they are paid cost as they are spread: the charges
/// for the usage that they cover and for unused capacity.
pub(crate) struct Spread(BTreeMap<CommitmentId, Ratio>);

impl Spread {
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub(crate) fn of(charges: &[Charge]) -> Result<Self, ValueProblem> {
        let paid = charges.iter().filter_map(|charge| match charge {
            Charge::OneOff(charge) => match &charge.reason {
                OneOffReason::Fee(commitment) => Some((commitment, Sum::ZERO)),
                OneOffReason::Correction(_) => None,
            },
            Charge::Usage(_) | Charge::UnusedCommitment(_) | Charge::Fee(_) => None,
        });
        let mut sums: BTreeMap<&CommitmentId, Sum> = map_of(paid);
        if sums.is_empty() {
            return Ok(Self(BTreeMap::new()));
        }
        for charge in charges {
            let commitment = match charge {
                Charge::Usage(charge) => charge.covered_by.as_ref(),
                Charge::UnusedCommitment(charge) => Some(&charge.commitment),
                Charge::OneOff(_) | Charge::Fee(_) => None,
            };
            if let Some(sum) = commitment.and_then(|id| sums.get_mut(id)) {
                *sum = sum.plus(charge.exact()?)?;
            }
        }
        let mut ratios = BTreeMap::new();
        for (id, sum) in sums {
            ratios.insert(id.clone(), sum.get()?);
        }
        Ok(Self(ratios))
    }

    /// Changes the billed fees in the proportion in which terms have changed the costs into which they
    /// are spread.
    ///
    /// A year at 1,200 upfront costs 100 a month; 10% off makes it 90, and 1,080 are billed in the month
    /// when it is paid. A fee of which nothing falls into the period is unchanged.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub(crate) fn bill(&self, charges: &mut [Charge]) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Ok(());
        }
        let after = Self::of(charges)?;
        for charge in charges {
            let Charge::OneOff(charge) = charge else {
                continue;
            };
            let OneOffReason::Fee(commitment) = &charge.reason else {
                continue;
            };
            let Some((before, after)) = self.0.get(commitment).zip(after.0.get(commitment)) else {
                continue;
            };
            if before != after && !before.is_zero() {
                let billed = charge.costs.billed;
                let exact = billed.exact().times(after.over(*before)?)?;
                charge.costs.billed = Money::of(exact, billed.currency())?;
            }
        }
        Ok(())
    }
}
