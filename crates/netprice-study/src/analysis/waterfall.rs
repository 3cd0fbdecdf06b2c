//! Waterfalls: the change of each term, commitment and bill line from list cost to the amount due.

use std::collections::BTreeMap;

use netprice::bill::line::BillLineKind;
use netprice::value::id::{CommitmentId, TermId};
use netprice::value::problem::ValueProblem;
use netprice::{Charge, Costs, Money, Quote};
use serde::{Deserialize, Serialize};

/// A bar of a waterfall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaterfallBar {
    /// The cause of the change.
    pub what: BarKind,
    /// The change of the amount; for the first and last bar, the amount itself.
    pub change: Money,
    /// The amount after the change.
    pub left: Money,
}

/// The cause of a bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BarKind {
    /// The list cost, the first bar.
    List,
    /// A term of the agreement.
    Term(TermId),
    /// A commitment: its fee, used or unused, less the contracted cost that it covers.
    Commitment(CommitmentId),
    /// The fees that are billed as they are paid, less the effective costs that they are spread over.
    Payments,
    /// A line of the bill that is not a charge.
    Bill(BillLineKind),
    /// The amount due, the last bar; the effective cost if there is no bill.
    AmountDue,
}

/// Returns the bars from list cost to the amount due, or to the effective cost if a price is missing.
///
/// The bar of a term is the sum of its steps over all charges, so the bars add up exactly. All amounts
/// are in the currency of the price book.
///
/// # Errors
/// [`ValueProblem::TooLarge`] beyond 28 digits.
///
/// ```
/// use netprice::{Agreement, PriceBook, Usage, quote};
/// use netprice_study::analysis::waterfall;
/// let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "0.2")?;
/// let usage = Usage::default().with("servers", "vm", "10 Hours")?;
/// let agreement = Agreement::default().with_discount("half", "5折")?;
/// let bars = waterfall(&quote(&book, &usage, &agreement)?)?;
/// let left: Vec<String> = bars.iter().map(|bar| bar.left.to_string()).collect();
/// assert_eq!(left, ["2 USD", "1 USD", "1 USD"]); // list, after half, due
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn waterfall(quote: &Quote) -> Result<Vec<WaterfallBar>, ValueProblem> {
    let lists = quote.charges.iter().map(|charge| charge.costs().list);
    let list = Money::sum(quote.currency, lists)?;
    let mut left = list;
    let mut bars = vec![WaterfallBar {
        what: BarKind::List,
        change: list,
        left,
    }];
    for (what, change) in changes(quote)? {
        left = left.plus(change)?;
        bars.push(WaterfallBar { what, change, left });
    }
    bars.push(WaterfallBar {
        what: BarKind::AmountDue,
        change: left,
        left,
    });
    Ok(bars)
}

/// Sums the changes of each term, commitment and adjustment, in the order of their first step.
fn changes(quote: &Quote) -> Result<Vec<(BarKind, Money)>, ValueProblem> {
    let mut changes: Vec<(BarKind, Money)> = Vec::new();
    let mut places = BTreeMap::new();
    for step in quote.steps() {
        let cause = (step.reason.term(), step.reason.commitment());
        let what = match cause {
            (Some(term), _) => BarKind::Term(term.clone()),
            (None, Some(commitment)) => BarKind::Commitment(commitment.clone()),
            (None, None) => continue,
        };
        let change = step.to.minus(step.from)?;
        let place = *places.entry(cause).or_insert(changes.len());
        match changes.get_mut(place) {
            Some((_, sum)) => *sum = sum.plus(change)?,
            None => changes.push((what, change)),
        }
    }
    let costs = quote.charges.iter().map(Charge::costs);
    let costs = Costs::sum(quote.currency, costs)?;
    let payments = costs.billed.minus(costs.effective)?;
    if !payments.is_zero() {
        changes.push((BarKind::Payments, payments));
    }
    let lines = quote.bill.iter().flat_map(|bill| &bill.lines);
    let adjustments = lines.filter(|line| !matches!(line.kind, BillLineKind::Charge(_)));
    changes.extend(adjustments.map(|line| (BarKind::Bill(line.kind.clone()), line.amount)));
    Ok(changes)
}
