//! The cost of an offer by service.

use std::collections::BTreeMap;

use netprice::Money;
use netprice::comparison::convert::ConvertedQuote;
use netprice::rating::charge::{Charge, OneOffReason};
use netprice::value::id::Service;
use netprice::value::problem::ValueProblem;
use serde::{Deserialize, Serialize};

/// A group of charges.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostGroup {
    /// Usage of a service.
    Service(Service),
    /// The unused parts of commitments, which belong to no service.
    UnusedCommitments,
    /// Fees that are a share of the other charges.
    Fees,
    /// Corrections of earlier bills that name no service.
    Corrections,
}

/// Sums the effective cost of an offer by service, in the currency of the comparison.
///
/// Unused commitments are a separate group. The groups add up to the effective cost of the offer, since
/// every charge is in exactly one group.
///
/// # Errors
/// [`ValueProblem::TooLarge`] beyond 28 digits.
///
/// ```
/// use netprice_study::analysis::{CostGroup, cost_by_service};
/// use netprice_study::{Catalog, Study, compare};
/// let study = Study::from_toml(r#"
///     currency = "USD"
///     [price_books.acme]
///     provider = "acme"
///     region = "north"
///     currency = "USD"
///     skus.vm = { service = "compute", unit = "Hours", price = { flat = "0.2" } }
///     [[offers]]
///     price_book = "acme"
///     usage.lines = [{ id = "vm", sku = "vm", quantity = "10 Hours" }]
/// "#)?;
/// let answer = compare(&study, &Catalog::published()?);
/// let groups = cost_by_service(&answer.offers["acme"].as_ref().unwrap().quote)?;
/// let compute = CostGroup::Service("compute".parse()?);
/// assert_eq!(groups[&compute].to_string(), "2 USD"); // 10 × 0.2
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cost_by_service(quote: &ConvertedQuote) -> Result<BTreeMap<CostGroup, Money>, ValueProblem> {
    let mut sums: BTreeMap<CostGroup, Money> = BTreeMap::new();
    for (charge, costs) in quote.charges() {
        let Some(group) = group_of(charge) else {
            continue;
        };
        let sum = match sums.get(&group) {
            Some(sum) => sum.plus(costs.effective)?,
            None => costs.effective,
        };
        sums.insert(group, sum);
    }
    Ok(sums)
}

/// The group of a charge; `None` for a fee of a commitment, whose effective cost is with the usage that it covers.
pub(super) fn group_of(charge: &Charge) -> Option<CostGroup> {
    Some(match charge {
        Charge::Usage(charge) => CostGroup::Service(charge.service.clone()),
        Charge::UnusedCommitment(_) => CostGroup::UnusedCommitments,
        Charge::Fee(_) => CostGroup::Fees,
        Charge::OneOff(charge) => match (&charge.reason, charge.covers.services.first()) {
            (OneOffReason::Fee(_), _) => return None,
            (OneOffReason::Correction(_), Some(service)) => CostGroup::Service(service.clone()),
            (OneOffReason::Correction(_), None) => CostGroup::Corrections,
        },
    })
}
