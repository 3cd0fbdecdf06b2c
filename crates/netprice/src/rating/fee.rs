//! Charges for fees that are a share of other charges.

use std::sync::Arc;

use crate::agreement::fee::ShareFee;
use crate::problem::{Located, Problem, Problems};
use crate::rating::charge::{Charge, Costs, FeeCharge, LeftOver};
use crate::rating::context::Context;
use crate::rating::ledger::Sum;
use crate::rating::negotiate::paid_of;
use crate::rating::step::{Reason, Step};
use crate::value::money::Money;
use crate::value::path::Path;

/// The charges for fees, given the charges for usage and commitments.
///
/// # Errors
/// [`TooLarge`](crate::value::problem::ValueProblem::TooLarge), with a path from `fees`.
pub fn fee_charges(
    fees: &[ShareFee],
    charges: &[Charge],
    context: &Context<'_>,
) -> Result<Vec<Charge>, Problems> {
    let fees = fees.iter().enumerate();
    let charged = fees.map(|(index, fee)| {
        let charge = fee_charge(fee, charges, context);
        let at = |problem: Problem| problem.at(Path::from("fees").index(index));
        charge.map(Charge::Fee).map_err(at)
    });
    Ok(charged.collect::<Result<_, Located>>()?)
}

fn fee_charge(
    fee: &ShareFee,
    charges: &[Charge],
    context: &Context<'_>,
) -> Result<FeeCharge, Problem> {
    let currency = context.book.currency;
    let scope = fee.scope.selector();
    let in_scope = charges.iter();
    let in_scope = in_scope.filter(|charge| scope.matches(&charge.key(context)));
    let amounts = in_scope.map(Charge::exact);
    let base = Sum::of(amounts.collect::<Result<Vec<_>, _>>()?)?.get()?;
    let least = fee.at_least.map(Money::exact);
    let exact = paid_of(&fee.rate, base)?.max(least.unwrap_or_default());
    let (base, cost) = (Money::of(base, currency)?, Money::of(exact, currency)?);
    Ok(FeeCharge {
        fee: fee.id.clone(),
        costs: Costs::all(cost),
        steps: vec![Step {
            reason: Arc::new(Reason::ShareFee {
                fee: fee.id.clone(),
                base,
            }),
            from: Money::zero(currency),
            to: cost,
        }],
        left_over: LeftOver::of(exact.minus(cost.exact())?),
    })
}
