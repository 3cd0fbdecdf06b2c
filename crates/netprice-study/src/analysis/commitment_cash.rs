//! The cash of a commitment month by month, and when it pays back.

use netprice::sizing::cash::{FeeMonth, by_month, pay_back_month};
use netprice::value::decimal;
use netprice::value::hours::HOURS_OF_MONTH;
use netprice::value::id::CommitmentId;
use netprice::value::problem::ValueProblem;
use netprice::{Commitment, Money, Quote};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// The term in months of a commitment whose term is not known.
const USUAL_MONTHS: u32 = 12;

/// The longest term that is listed, in months.
const MOST_MONTHS: usize = 120;

/// The cash of a commitment, month by month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentCash {
    /// The months of the term, each of 730 hours; at least one and at most 120.
    pub months: Vec<FeeMonth>,
    /// The contracted cost of a month of the covered usage without the commitment.
    pub on_demand: Money,
    /// The first month, counted from 1, by whose end the cash is at most that of on-demand use; `None`
    /// if there is none within the months.
    pub pay_back: Option<usize>,
}

/// The cash of a commitment over its term, against the on-demand cost of the usage that it covers.
///
/// The term is that of the upfront fee, else `months`, else a year.
///
/// # Errors
/// Those of [`by_month`] and [`pay_back_month`].
///
/// ```
/// use netprice_study::{Catalog, Study, compare};
/// use netprice_study::analysis::commitment_cash;
/// let study = Study::from_toml(r#"
///     currency = "USD"
///     [price_books.acme]
///     provider = "acme"
///     region = "north"
///     currency = "USD"
///     skus.vm = { service = "compute", unit = "Hours", price = { flat = "0.2" } }
///     [[offers]]
///     price_book = "acme"
///     usage.time_blocks = [{ id = "month", hours = "730" }]
///     usage.lines = [{ id = "vm", sku = "vm", quantity = "730 Hours" }]
///     [[offers.commitments.held]]
///     id = "reserved"
///     capacity = "1"
///     fee = { upfront = "438 USD", term_hours = "2190" }
/// "#)?;
/// let answer = compare(&study, &Catalog::published()?);
/// let quote = &answer.offers["acme"].as_ref().unwrap().quote.quote;
/// let cash = commitment_cash(quote, &study.offers[0].commitments.held[0], None)?;
/// let paid: Vec<String> = cash.months.iter().map(|month| month.cash.to_string()).collect();
/// assert_eq!(paid, ["438 USD", "0 USD", "0 USD"]); // 2,190 hours are 3 months
/// assert_eq!(cash.on_demand.to_string(), "146 USD"); // 730 × 0.2
/// assert_eq!(cash.pay_back, Some(3)); // 438 ÷ 146
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn commitment_cash(
    quote: &Quote,
    held: &Commitment,
    months: Option<u32>,
) -> Result<CommitmentCash, ValueProblem> {
    let months = match (held.fee.term_months, held.fee.term_hours) {
        (Some(months), _) => months.get(),
        (None, Some(hours)) => decimal::over_floor(hours.get(), HOURS_OF_MONTH)?,
        (None, None) => Decimal::from(months.unwrap_or(USUAL_MONTHS)),
    };
    let months = months.to_usize().unwrap_or(1).clamp(1, MOST_MONTHS);
    let months = by_month(&held.fee, &vec![HOURS_OF_MONTH; months], quote.currency)?;
    let on_demand = replaced(quote, &held.id)?;
    let pay_back = pay_back_month(&months, &vec![on_demand; months.len()])?;
    Ok(CommitmentCash {
        months,
        on_demand,
        pay_back,
    })
}

/// The contracted cost, without the commitment, of the usage that it covers.
fn replaced(quote: &Quote, id: &CommitmentId) -> Result<Money, ValueProblem> {
    let charges = quote.usage_charges();
    let covered = charges.filter(|charge| charge.covered_by.as_ref() == Some(id));
    let costs = covered.map(|charge| charge.costs.contracted);
    Money::sum(quote.currency, costs)
}
