//! `netprice compare --focus`: the charges and the bill of an offer as rows of FOCUS.

use netprice_study::analysis::{FocusOptions, focus_csv, focus_unpriced};

use crate::arguments::CompareArguments;
use crate::catalog::Tables;
use crate::document::read;
use crate::question::told;
use crate::source::in_file;
use crate::text::put;

/// Prints the rows of an offer as CSV; returns whether there was no problem.
///
/// Usage without a price has no row and is told as a problem.
pub fn print(arguments: &CompareArguments, tables: &Tables) -> bool {
    match rows(arguments, tables) {
        Ok((text, problems)) => {
            put(text.trim_end());
            told(&problems)
        }
        Err(message) => told(&[message]),
    }
}

fn rows(arguments: &CompareArguments, tables: &Tables) -> Result<(String, Vec<String>), String> {
    let file = &arguments.study.file;
    let (study, reading) = read(file)?;
    let mut problems: Vec<String> = reading
        .problems
        .iter()
        .map(|one| in_file(file, one))
        .collect();
    let day = arguments.month.or(study.day);
    let day = day.ok_or_else(|| {
        in_file(
            file,
            &"day: the study states none; expected --month with a day of the month that is billed",
        )
    })?;
    let catalog = tables.open()?;
    let answer = netprice_study::compare(&study, &catalog);
    problems.extend(answer.all_problems().map(|one| in_file(file, one)));
    let first = answer.comparison.ranked.first().map(|one| &one.offer);
    let offer = arguments.offer.as_ref().or(first);
    let offer = offer.ok_or_else(|| {
        in_file(
            file,
            &"offers: none is complete; expected --offer with the id of one",
        )
    })?;
    if !answer.offers.contains_key(offer) {
        let known: Vec<String> = answer.offers.keys().map(ToString::to_string).collect();
        return Err(in_file(
            file,
            &format!(
                "--offer: '{offer}' is not an offer of the study; expected one of {}",
                known.join(", ")
            ),
        ));
    }
    let unpriced = focus_unpriced(&answer)
        .into_iter()
        .filter(|(id, _)| *id == offer);
    problems.extend(unpriced.map(|(id, one)| {
        in_file(
            file,
            &format!("offers.{id}: '{}' has no price and no row", one.line),
        )
    }));
    let version = arguments.focus.unwrap_or_default();
    let options = FocusOptions::new(version, day);
    Ok((focus_csv(&answer, Some(offer), &options), problems))
}
