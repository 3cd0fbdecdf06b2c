//! `netprice compare --focus`: the charges and the bill of an offer as rows of FOCUS.

use netprice::value::id::OfferId;
use netprice_study::CompareAnswer;
use netprice_study::analysis::{FocusOptions, focus_csv, focus_json, focus_rows, focus_unpriced};

use crate::arguments::{CompareArguments, FocusForm};
use crate::catalog::Tables;
use crate::document::read;
use crate::parquet_file;
use crate::question::told;
use crate::source::in_file;
use crate::text::put;

/// Prints the rows of an offer, or writes them to a file; returns whether there was no problem.
///
/// Usage without a price has no row and is told as a problem.
pub fn print(arguments: &CompareArguments, tables: &Tables) -> bool {
    let (rows, problems) = match rows(arguments, tables) {
        Ok(found) => found,
        Err(message) => return told(&[message]),
    };
    if let Err(message) = written(&rows, arguments) {
        return told(&[message]);
    }
    told(&problems)
}

/// The answer of which the rows are, the offer and the options.
struct Rows {
    answer: CompareAnswer,
    offer: OfferId,
    options: FocusOptions,
}

fn written(rows: &Rows, arguments: &CompareArguments) -> Result<(), String> {
    let Rows {
        answer,
        offer,
        options,
    } = rows;
    let text = match arguments.form {
        FocusForm::Csv => focus_csv(answer, Some(offer), options),
        FocusForm::Json => focus_json(answer, Some(offer), options).to_string(),
        FocusForm::Parquet => {
            let file = arguments.output.as_ref();
            let file = file.ok_or("--output: expected the name of a file for Parquet")?;
            let columns = options.version.columns();
            let rows = focus_rows(answer, Some(offer), options);
            let cells = rows.iter().map(|row| {
                let cells = columns.iter().map(|column| row.cell(column, options));
                cells.collect::<Vec<String>>()
            });
            let rows: Vec<Vec<String>> = cells.collect();
            return parquet_file::write(file, &columns, &rows);
        }
    };
    match &arguments.output {
        Some(file) => std::fs::write(file, text).map_err(|error| in_file(file, &error)),
        None => {
            put(text.trim_end());
            Ok(())
        }
    }
}

fn rows(arguments: &CompareArguments, tables: &Tables) -> Result<(Rows, Vec<String>), String> {
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
    let rows = Rows {
        offer: offer.clone(),
        options: FocusOptions::new(version, day),
        answer,
    };
    Ok((rows, problems))
}
