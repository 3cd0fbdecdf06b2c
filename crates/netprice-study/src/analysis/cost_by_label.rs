//! The cost of an offer by a label of the workload's lines.

use std::collections::BTreeMap;

use netprice::Money;
use netprice::rating::charge::Charge;
use netprice::value::problem::ValueProblem;

use crate::compare::OfferAnswer;

/// Sums the effective cost of an offer by the value of a label, in the currency of the comparison.
///
/// A charge is found by the id of its usage line, so a line without a price shifts nothing. What has no
/// such label is under `None`: lines without it, unused commitments, fees and corrections. The sums add up
/// to the effective cost of the offer.
///
/// # Errors
/// [`ValueProblem::TooLarge`] beyond 28 digits.
///
/// ```
/// use netprice_study::analysis::cost_by_label;
/// use netprice_study::{Catalog, Study, compare};
/// let study = Study::from_toml(r#"
///     currency = "USD"
///     offers = [{ price_book = "acme" }]
///     [[workload.lines]]
///     id = "files"
///     labels.team = "shop"
///     ask.object_storage.gb = "100"
///     [[workload.lines]]
///     id = "out"
///     labels.team = "press"
///     ask.traffic.gb = "10"
///     [price_books.acme]
///     provider = "acme"
///     region = "north"
///     currency = "USD"
///     skus.egress = { service = "internet-egress", unit = "GB", price = { flat = "0.2" } }
/// "#)?;
/// let answer = compare(&study, &Catalog::published()?);
/// let costs = cost_by_label(answer.offers["acme"].as_ref().unwrap(), "team")?;
/// // Nobody sells storage: the traffic is still of the press, 10 × 0.2.
/// assert_eq!(costs[&Some("press".to_owned())].to_string(), "2 USD");
/// assert_eq!(costs.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cost_by_label(
    offer: &OfferAnswer,
    label: &str,
) -> Result<BTreeMap<Option<String>, Money>, ValueProblem> {
    let matches = offer.matches_by_usage();
    let mut sums: BTreeMap<Option<String>, Money> = BTreeMap::new();
    for (charge, costs) in offer.quote.charges() {
        let line = match charge {
            Charge::Usage(usage) => matches.get(&usage.line),
            Charge::UnusedCommitment(_) | Charge::Fee(_) | Charge::OneOff(_) => None,
        };
        let value = line.and_then(|line| line.labels.get(label)).cloned();
        let sum = match sums.get(&value) {
            Some(sum) => sum.plus(costs.effective)?,
            None => costs.effective,
        };
        sums.insert(value, sum);
    }
    Ok(sums)
}
