//! Floors and ceilings of charges, which apply once to all parts of a charge.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::problem::Problem;
use crate::rating::charge::Charge;
use crate::rating::draft::Draft;
use crate::rating::ledger::{Ledger, Sum, share_of};
use crate::rating::step::Reason;
use crate::value::id::{CommitmentId, LineId};
use crate::value::money::Money;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// What a charge is for; the parts of a line by days and by commitments are for the line.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Line(LineId),
    Commitment(CommitmentId),
    Other,
}

impl Subject {
    fn of(charge: &Charge) -> Self {
        match charge {
            Charge::Usage(charge) => Self::Line(charge.line.clone()),
            Charge::UnusedCommitment(charge) => Self::Commitment(charge.commitment.clone()),
            Charge::OneOff(_) | Charge::Fee(_) => Self::Other,
        }
    }
}

/// Applies a floor (`Ratio::max`) or a ceiling (`Ratio::min`) to the sum of the parts of each charge.
///
/// A changed sum is split over the parts in proportion to their cost, or to their list cost if they
/// cost nothing, or else evenly; the last part takes the rest. A sum that a bound leaves alone has no
/// step.
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`] and [`ValueProblem::TooLarge`].
pub(crate) fn bound(
    amount: Money,
    bounded: fn(Ratio, Ratio) -> Ratio,
    reason: Reason,
    charges: &mut [&mut Draft],
) -> Result<(), Problem> {
    let reason = Arc::new(reason);
    let mut positions: BTreeMap<Subject, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&mut Draft>> = Vec::new();
    for draft in charges.iter_mut() {
        // The sum is refused where the currencies differ.
        draft.now().plus(amount)?;
        let next = groups.len();
        let position = *positions.entry(Subject::of(&draft.charge)).or_insert(next);
        match groups.get_mut(position) {
            Some(group) => group.push(draft),
            None => groups.push(vec![draft]),
        }
    }
    let mut ledger = Ledger::empty();
    for group in groups {
        let sum = Sum::of(group.iter().map(|draft| draft.exact()))?.get()?;
        let to = bounded(sum, amount.exact());
        if to != sum {
            split(group, sum, to, &reason, &mut ledger)?;
        }
    }
    Ok(())
}

/// Brings parts from their sum to another one.
fn split(
    parts: Vec<&mut Draft>,
    sum: Ratio,
    to: Ratio,
    reason: &Arc<Reason>,
    ledger: &mut Ledger,
) -> Result<(), Problem> {
    let list = Sum::of(parts.iter().map(|draft| draft.list()))?.get()?;
    let last = parts.len().saturating_sub(1);
    let even = Ratio::of(1, u64::try_from(parts.len()).unwrap_or(u64::MAX))?;
    let mut left = to;
    for (index, draft) in parts.into_iter().enumerate() {
        let share = || -> Result<Ratio, ValueProblem> {
            match () {
                () if !sum.is_zero() => draft.exact().over(sum),
                () if !list.is_zero() => draft.list().over(list),
                () => Ok(even),
            }
        };
        let part = if index == last {
            left
        } else {
            share_of(to, share()?)?.min(left)
        };
        left = left.minus(part)?;
        draft.step(Arc::clone(reason), part, ledger)?;
    }
    Ok(())
}
