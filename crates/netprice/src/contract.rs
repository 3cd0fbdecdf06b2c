//! Step 2: the negotiated price.

use crate::error::R;
use crate::money::Money;
use crate::step::{Reason, Step};
use crate::terms::{PriceChange, Terms};

/// The steps that the terms of a contract make, in their listed order, starting at an amount.
///
/// Each step's result is rounded half-even to 12 decimals and is what the next starts from.
///
/// # Errors
/// [`crate::error::Problem::TooLarge`] beyond 28 digits.
///
/// ```
/// use netprice::contract::steps;
/// use netprice::terms::{PriceChange, Term, Terms};
/// let pay = |id: &str, rate: &str| Term {
///     id: id.parse().unwrap(),
///     change: PriceChange::Pay(rate.parse().unwrap()),
/// };
/// let terms = Terms(vec![pay("frame", "20% off"), pay("volume", "10% off")]);
/// let steps = steps(&terms, "100 USD".parse().unwrap()).unwrap();
/// assert_eq!(steps[0].to.to_string(), "80 USD");
/// assert_eq!(steps[1].to.to_string(), "72 USD"); // 28% off, not 30%
/// ```
pub fn steps(terms: &Terms, list: Money) -> R<Vec<Step>> {
    let mut steps = Vec::with_capacity(terms.0.len());
    let mut from = list;
    for term in &terms.0 {
        let PriceChange::Pay(pay) = term.change;
        let to = from.paid_at(pay)?;
        let term = term.id.clone();
        steps.push(Step {
            reason: Reason::Pay { term, pay },
            from,
            to,
        });
        from = to;
    }
    Ok(steps)
}
