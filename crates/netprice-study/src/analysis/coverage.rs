//! The coverage and the effective savings rate of commitments.

use netprice::Quote;
use netprice::agreement::commitment::Basis;
use netprice::rating::commit::worth::{coverage, savings_rate};
use netprice::value::decimal::Number;
use netprice::value::problem::ValueProblem;
use serde::{Deserialize, Serialize};

/// The coverage and the effective savings rate of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentWorth {
    /// The share of the usage cost that commitments cover; `None` for usage that costs nothing.
    pub coverage: Option<Number>,
    /// 1 − effective cost ÷ list or contracted cost; `None` for usage that costs nothing.
    pub savings_rate: Option<Number>,
}

/// Calculates the coverage and the effective savings rate of a quote, by list or contracted cost.
///
/// # Errors
/// [`ValueProblem::TooLarge`] beyond 28 digits.
///
/// ```
/// use netprice::agreement::commitment::Basis;
/// use netprice::{Agreement, PriceBook, Usage, quote};
/// use netprice_study::analysis::commitment_worth;
/// let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "0.2")?;
/// let usage = Usage::default().with("servers", "vm", "10 Hours")?;
/// let agreement = Agreement::default().with_discount("net", "8折")?;
/// let worth = commitment_worth(&quote(&book, &usage, &agreement)?, Basis::List)?;
/// assert_eq!(worth.savings_rate.unwrap().to_string(), "0.2"); // 1 − 1.6 ÷ 2
/// assert_eq!(worth.coverage.unwrap().to_string(), "0"); // no commitment covers anything
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn commitment_worth(quote: &Quote, basis: Basis) -> Result<CommitmentWorth, ValueProblem> {
    Ok(CommitmentWorth {
        coverage: coverage(&quote.charges, quote.currency, basis)?.map(Number),
        savings_rate: savings_rate(&quote.charges, quote.currency, basis)?.map(Number),
    })
}
