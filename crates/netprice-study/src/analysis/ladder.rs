//! The commitments for an offer's machine, and the levels of load that they cover.

use netprice::NonNegative;
use netprice::sizing::demand::LadderRung;
use netprice::value::decimal;
use netprice::value::id::OfferId;
use netprice::value::problem::ValueProblem;
use netprice_catalog::Catalog;
use rust_decimal::Decimal;

use crate::commit::{MachineHour, SoldAhead, sold_ahead};
use crate::compare::OfferAnswer;
use crate::problem::StudyProblem;
use crate::study::Study;

/// The level of load up to which each rung of a ladder covers: its units and those of the rungs before.
///
/// # Errors
/// [`ValueProblem::TooLarge`] beyond 28 digits.
///
/// ```
/// use netprice::sizing::demand::LadderRung;
/// use netprice_study::analysis::ladder_levels;
/// let rung = |id: &str, units: &str| LadderRung { offer: id.parse().unwrap(), units: units.parse().unwrap() };
/// let levels = ladder_levels(&[rung("three-years", "4"), rung("one-year", "6")])?;
/// let levels: Vec<String> = levels.iter().map(ToString::to_string).collect();
/// assert_eq!(levels, ["4", "10"]); // 4, and 4 + 6
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn ladder_levels(ladder: &[LadderRung]) -> Result<Vec<NonNegative>, ValueProblem> {
    let mut level = Decimal::ZERO;
    let mut levels = Vec::with_capacity(ladder.len());
    for rung in ladder {
        level = decimal::plus(level, rung.units.get())?;
        levels.push(NonNegative::new(level)?);
    }
    Ok(levels)
}

/// The commitments on sale for what an offer uses, if it runs a machine with an hourly list price; none
/// otherwise.
///
/// # Errors
/// Those of [`sold_ahead`] and [`MachineHour::of`].
pub fn machine_commitments(
    study: &Study,
    name: &OfferId,
    answer: &OfferAnswer,
    catalog: &Catalog,
) -> Result<Vec<SoldAhead>, StudyProblem> {
    if MachineHour::of(&answer.quote, &answer.matches)?.is_none() {
        return Ok(Vec::new());
    }
    let mut sold = sold_ahead(study, name, answer, catalog)?;
    sold.retain(|one| !one.on_demand.is_zero());
    Ok(sold)
}
