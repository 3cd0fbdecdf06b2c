//! The commitments of a single offer: the choices for a workload, a load as text, the advice.

use netprice::NonNegative;
use netprice::value::id::{LineId, OfferId, SkuId};
use netprice::value::limits::TIME_BLOCKS;
use netprice::value::problem::ValueProblem;
use netprice_catalog::Catalog;

use super::question::{Commit, Load};
use super::{CommitmentAdvice, SoldAhead, commit, sold_for};
use crate::compare::Stock;
use crate::sku_match::{machines_for, match_workload};
use crate::study::{Offer, Study};
use crate::workload::ask::Ask;

/// The published commitments for the SKUs that the workload of a study is matched to at an offer; none where the price
/// book is not known.
///
/// ```
/// use netprice_study::commit::sold_at;
/// use netprice_study::{Catalog, Study};
/// let study = Study::from_toml(r#"
///     currency = "USD"
///     offers = [{ price_book = "aws-us-east-1" }]
///     [[workload.lines]]
///     id = "web"
///     ask.machines = { count = "3", vcpus = "4", memory_gib = "16" }
///     skus.aws-us-east-1 = "m6a.xlarge"
/// "#)?;
/// let ahead = sold_at(&study, &study.offers[0], &Catalog::published()?);
/// let keys: Vec<String> = ahead.iter().map(|one| one.published.key()).collect();
/// assert!(keys.contains(&"reserved 12 none m6a.xlarge".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn sold_at(study: &Study, offer: &Offer, catalog: &Catalog) -> Vec<SoldAhead> {
    let (Ok(stock), Some(workload)) = (Stock::enough(study, offer, catalog), &study.workload)
    else {
        return Vec::new();
    };
    let shelf = stock.shelf(study.day, None, catalog);
    let matched = match_workload(workload, shelf, &offer.name());
    let ahead = sold_for(stock.prices, &offer.price_book, &matched.matches, catalog);
    ahead.unwrap_or_default()
}

/// The machines of an offer that are large enough for a line, the cheapest first; none for a line of something else.
#[must_use]
pub fn machines_of_line(
    study: &Study,
    offer: &OfferId,
    line: &LineId,
    catalog: &Catalog,
) -> Vec<SkuId> {
    let ask = study.workload.as_ref().and_then(|all| all.line(line));
    let (Ok((_, offer)), Some(Ask::Machines(ask))) = (study.offer(offer), ask.map(|one| &one.ask))
    else {
        return Vec::new();
    };
    let Ok(stock) = Stock::enough(study, offer, catalog) else {
        return Vec::new();
    };
    let machines = machines_for(ask, stock.shelf(study.day, None, catalog));
    machines.unwrap_or_default()
}

/// Reads the hours of a load: numbers with spaces, commas or line breaks between them.
///
/// `4 5`, `4,5` and `4, 5` are two numbers. A comma within spaced numbers, as in `1,000 5`, is refused:
/// it may group thousands.
///
/// # Errors
/// The position, from 1, and the problem of the first number that cannot be read;
/// [`ValueProblem::Empty`] for no number, [`ValueProblem::AboveLimit`] for more than a leap year of
/// hours.
///
/// ```
/// use netprice_study::commit::read_hours;
/// assert_eq!(read_hours("4, 5\n6").unwrap().len(), 3);
/// assert_eq!(read_hours("4,5").unwrap(), read_hours("4 5").unwrap());
/// assert_eq!(read_hours("4 1,000").unwrap_err().0, 2);
/// ```
pub fn read_hours(text: &str) -> Result<Vec<NonNegative>, (usize, ValueProblem)> {
    let apart = [' ', ';', '\t', '\n', '\r', '、'];
    let is_spaced = text.trim().contains(apart);
    let texts = text.split(|at: char| apart.contains(&at) || (!is_spaced && ",，".contains(at)));
    let texts = texts.map(|text| text.trim_end_matches([',', '，']));
    let mut hours = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        let position = hours.len().saturating_add(1);
        if position > TIME_BLOCKS {
            let (value, limit) = (format!("{position} …"), TIME_BLOCKS.to_string());
            return Err((position, ValueProblem::AboveLimit { value, limit }));
        }
        hours.push(text.parse().map_err(|problem| (position, problem))?);
    }
    if hours.is_empty() {
        return Err((1, ValueProblem::Empty));
    }
    Ok(hours)
}

/// The commitments that are cheapest for an hourly load at one offer of a study; `None` where the offer
/// or the load has a problem. See [`commit`].
#[must_use]
pub fn offer_advice(
    study: &Study,
    offer: &OfferId,
    load: &[NonNegative],
    catalog: &Catalog,
) -> Option<CommitmentAdvice> {
    let question = Commit {
        load: Load::Hourly(load.to_vec()),
        offers: vec![offer.clone()],
        own: [].into(),
        moves: Vec::new(),
        budget: None,
    };
    let study = Study {
        commit: Some(question),
        ..study.clone()
    };
    let answer = commit(&study, catalog).ok()?;
    answer.offers.into_values().next()?.ok()
}
