//! A load, hour by hour, as typed, and how much of it to commit. Pure.

use netprice::NonNegative;
use netprice::value::id::OfferId;
use netprice::value::problem::ValueProblem;
use netprice_study::commit::{Commit, CommitmentAdvice, Load, commit};
use netprice_study::{Catalog, Study};

/// A day that is busy from the morning to the evening: machines wanted in each hour from midnight.
pub const A_DAY: &str = "4 4 4 4 4 4 6 8 12 16 18 20 20 20 18 16 14 12 12 10 8 6 4 4";

/// Most hours that are read: a leap year's.
const MOST_HOURS: usize = 8_784;

/// The hours of a load that was typed or pasted: numbers with spaces, commas or lines between.
///
/// `4 5`, `4,5` and `4, 5` are two numbers; `1,000 5` is refused, since its comma says nothing.
///
/// # Errors
/// The problem of the first number that cannot be read, with its place counted from 1;
/// [`ValueProblem::Empty`] for none, [`ValueProblem::AboveLimit`] for more than a year of hours.
pub fn hours(text: &str) -> Result<Vec<NonNegative>, (usize, ValueProblem)> {
    // A comma between digits may part thousands: it parts numbers only where nothing else does.
    let apart = [' ', ';', '\t', '\n', '\r', '、'];
    let is_spaced = text.trim().contains(apart);
    let texts = text.split(|at: char| apart.contains(&at) || (!is_spaced && ",，".contains(at)));
    let texts = texts.map(|text| text.trim_end_matches([',', '，']));
    let texts = texts.filter(|text| !text.is_empty());
    let mut hours = Vec::new();
    for (index, text) in texts.enumerate() {
        if index >= MOST_HOURS {
            let value = format!("{} …", index.saturating_add(1));
            let limit = MOST_HOURS.to_string();
            return Err((
                index.saturating_add(1),
                ValueProblem::AboveLimit { value, limit },
            ));
        }
        let hour = text.parse::<NonNegative>();
        hours.push(hour.map_err(|problem| (index.saturating_add(1), problem))?);
    }
    if hours.is_empty() {
        Err((1, ValueProblem::Empty))
    } else {
        Ok(hours)
    }
}

/// How much of a load to buy ahead at an offer; `None` where nothing can be said.
#[must_use]
pub fn advice(
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
