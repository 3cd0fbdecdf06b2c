//! From list to net: what each clause and each line of the bill takes off or puts on. Pure.

use netprice::bill::{Bill, BillLineKind};
use netprice::error::R;
use netprice::id::{CommitmentId, TermId};
use netprice::money::Money;
use netprice::quote::Quote;

/// One bar of the waterfall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fall {
    /// What it is.
    pub what: What,
    /// How much it changes; for the ends, the amount itself.
    pub change: Money,
    /// The amount after it.
    pub left: Money,
}

/// What a bar of the waterfall is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The list cost, where it starts.
    List,
    /// A clause of the contract.
    Term(TermId),
    /// A commitment: what it saves less what is paid for it, used or not.
    Commitment(CommitmentId),
    /// A line of the bill that is no charge.
    Bill(BillLineKind),
    /// The amount billed, where it ends.
    Billed,
}

/// The bars from list cost to the amount billed; without a bill, to effective cost.
///
/// Each clause's bar is the sum of its steps over all charges, so that the bars add up exactly.
///
/// # Errors
/// [`netprice::error::Problem::TooLarge`] beyond 28 digits.
pub fn falls(quote: &Quote, bill: Option<&Bill>) -> R<Vec<Fall>> {
    let lists = quote.charges.iter().map(|charge| charge.costs.list);
    let list = Money::sum(quote.currency, lists)?;
    let mut changes: Vec<(What, Money)> = Vec::new();
    for step in quote.charges.iter().flat_map(|charge| &charge.steps) {
        let what = match (step.reason.term(), step.reason.commitment()) {
            (Some(term), _) => What::Term(term.clone()),
            (None, Some(commitment)) => What::Commitment(commitment.clone()),
            (None, None) => continue,
        };
        let change = step.to.minus(step.from)?;
        match changes.iter_mut().find(|(known, _)| *known == what) {
            Some((_, sum)) => *sum = sum.plus(change)?,
            None => changes.push((what, change)),
        }
    }
    let lines = bill.map(|bill| bill.lines.as_slice()).unwrap_or_default();
    let is_adjustment = |kind: &BillLineKind| !matches!(kind, BillLineKind::Charge(_));
    let adjustments = lines.iter().filter(|line| is_adjustment(&line.kind));
    changes.extend(adjustments.map(|line| (What::Bill(line.kind.clone()), line.amount)));
    let mut falls = vec![Fall {
        what: What::List,
        change: list,
        left: list,
    }];
    let mut left = list;
    for (what, change) in changes {
        left = left.plus(change)?;
        falls.push(Fall { what, change, left });
    }
    falls.push(Fall {
        what: What::Billed,
        change: left,
        left,
    });
    Ok(falls)
}
