//! The cost of the next unit of a workload number, against that of the last one.

use netprice::Money;
use netprice::value::id::OfferId;
use netprice::value::money::{Rounding, RoundingMode};
use netprice_catalog::Catalog;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::vary::one_more_of;
use crate::problem::Problems;
use crate::study::Study;
use crate::workload::WorkloadField;

/// The decimals that are compared: an exchange rate leaves its own rounding in the 12th decimal.
const PLACES: u32 = 6;

/// The cost of the next unit, rounded half-even to 6 decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextUnit {
    /// It costs as much as the last unit.
    Same(Money),
    /// It costs more or less than the last unit.
    Changes {
        /// The cost of the next unit.
        next: Money,
        /// The cost of the last unit.
        last: Money,
    },
    /// It lowers the cost of the offer by this amount.
    Falls(Money),
}

/// Computes the cost of the next unit of a workload number at an offer, in the study's currency.
///
/// # Errors
/// Those of [`one_more_of`].
///
/// ```
/// use netprice_study::analysis::{NextUnit, next_unit};
/// use netprice_study::workload::{Measure, WorkloadField};
/// use netprice_study::{Catalog, Study};
/// let next = |gb: &str| {
///     let study = Study::from_toml(&format!(r#"
///         currency = "USD"
///         workload.lines = [{{ id = "out", ask.traffic = {{ gb = "{gb}" }} }}]
///         offers = [{{ price_book = "acme" }}]
///         goods.acme.egress.traffic = "internet"
///         [price_books.acme]
///         provider = "acme"
///         region = "north"
///         currency = "USD"
///         [price_books.acme.skus.egress]
///         service = "internet-egress"
///         unit = "GB"
///         price.all_units.tiers = [
///             {{ from = "0", up_to = "100", unit_price = "0.1" }},
///             {{ from = "100", unit_price = "0.05" }},
///         ]
///     "#)).unwrap();
///     let offer = "acme".parse().unwrap();
///     let field = WorkloadField { line: "out".parse().unwrap(), measure: Measure::Gb };
///     next_unit(&study, &offer, &field, &Catalog::published().unwrap()).unwrap()
/// };
/// assert_eq!(next("10"), NextUnit::Same("0.1 USD".parse()?));
/// // 101 × 0.05 is 5.05, and 100 × 0.1 is 10: 4.95 less.
/// assert_eq!(next("100"), NextUnit::Falls("4.95 USD".parse()?));
/// // 102 × 0.05 − 101 × 0.05 is 0.05, and 5.05 − 10 is −4.95.
/// let (next_cost, last) = ("0.05 USD".parse()?, "-4.95 USD".parse()?);
/// assert_eq!(next("101"), NextUnit::Changes { next: next_cost, last });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn next_unit(
    study: &Study,
    offer: &OfferId,
    of: &WorkloadField,
    catalog: &Catalog,
) -> Result<NextUnit, Problems> {
    let more = one_more_of(study, offer, of, catalog)?;
    let (places, mode) = (PLACES, RoundingMode::HalfEven);
    let rounded =
        |amount: Decimal| Money::new(amount, study.currency).round(Rounding { places, mode });
    let (next, last) = (rounded(more.cost), rounded(more.cost_of_last));
    Ok(if more.falls {
        NextUnit::Falls(rounded(more.cost.abs()))
    } else if next == last {
        NextUnit::Same(next)
    } else {
        NextUnit::Changes { next, last }
    })
}
