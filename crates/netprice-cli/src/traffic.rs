//! `netprice traffic`: the cost of a month of traffic under each tariff, peak method and contract.

use std::path::PathBuf;

use netprice::value::id::TariffId;
use netprice_study::outcome::Outcome;
use netprice_study::traffic::samples::TrafficSamples;
use netprice_study::traffic::{Table, TariffAnswer};
use netprice_study::{Catalog, Located, Question, Study, TrafficAnswer};

use crate::arguments::TrafficArguments;
use crate::catalog::Tables;
use crate::document::{read, text_of};
use crate::question::{QuestionCommand, not_asked, show, told};
use crate::source::in_file;
use crate::text::{cents, or_dash, percent, sections, table};

/// The clock of China, on which providers there count the days that they bill.
const CHINA: i64 = 480;

/// Bills the traffic of a study, or of the export of a monitoring tool; returns whether there was no problem.
///
/// Refused rows of an export are problems unless they are allowed; the others are billed.
pub fn ask(arguments: &TrafficArguments, tables: &Tables) -> bool {
    let (file, study) = match study_of(arguments) {
        Ok(found) => found,
        Err(message) => return told(&[message]),
    };
    let answer = tables
        .open()
        .map_err(|message| vec![message])
        .and_then(|catalog| {
            let answer = TrafficCommand::answer(&study, &catalog);
            answer.map_err(|problems| problems.iter().map(|one| in_file(&file, one)).collect())
        });
    let answer = match answer {
        Ok(answer) => answer,
        Err(problems) => return told(&problems),
    };
    show::<TrafficCommand>(&answer, arguments.json);
    let problems = match TrafficCommand::problems(&answer) {
        Ok(problems) => problems,
        Err(message) => return told(&[message]),
    };
    let is_of_rows = |one: &Located| {
        one.path
            .within("traffic")
            .and_then(|path| path.within("samples"))
            .is_some()
    };
    let is_counted = |one: &Located| !(arguments.allow_refused && is_of_rows(one));
    let said = |one: &Located| in_file(&file, one);
    told(
        &problems
            .iter()
            .filter(|one| !is_counted(one))
            .map(said)
            .collect::<Vec<String>>(),
    );
    told(
        &problems
            .iter()
            .filter(|one| is_counted(one))
            .map(said)
            .collect::<Vec<String>>(),
    )
}

/// The study that is asked, and the file that its problems are of.
fn study_of(arguments: &TrafficArguments) -> Result<(PathBuf, Study), String> {
    let (mut file, mut study) = match &arguments.file {
        Some(file) => {
            let (study, reading) = read(file)?;
            if let Some(problem) = reading.problems.first() {
                return Err(in_file(file, problem));
            }
            if study.traffic.is_none() && arguments.samples.is_none() {
                return Err(in_file(file, &not_asked(Question::Traffic, &study)));
            }
            (file.clone(), study)
        }
        None => (PathBuf::from("-"), study_of_area(arguments)?),
    };
    if let Some(samples) = &arguments.samples {
        let text = text_of(samples)?;
        let question = study.traffic.get_or_insert_default();
        let is_chinese = question
            .area
            .as_ref()
            .is_some_and(|area| area.starts_with("cn"));
        question.samples = Some(TrafficSamples::Table(Table {
            text,
            utc_offset_minutes: if is_chinese { CHINA } else { 0 },
            hints: arguments.hints.hints(),
        }));
        file.clone_from(samples);
    }
    Ok((file, study))
}

/// A study about the published tariffs of an area.
fn study_of_area(arguments: &TrafficArguments) -> Result<Study, String> {
    let area = arguments
        .area
        .clone()
        .ok_or("--area is needed without a study, such as --area us or --area cn-mainland")?;
    let currency = arguments
        .currency
        .map_or("CNY".to_owned(), |currency| currency.to_string());
    let study =
        serde_json::json!({ "currency": currency, "traffic": { "area": area, "missing": "zero" } });
    Study::from_json(&study.to_string()).map_err(|problems| problems.to_string())
}

/// The subcommand `traffic`.
pub struct TrafficCommand;

impl QuestionCommand for TrafficCommand {
    type Answer = TrafficAnswer;

    const QUESTION: Question = Question::Traffic;

    fn answer(study: &Study, catalog: &Catalog) -> Outcome<TrafficAnswer> {
        netprice_study::traffic(study, catalog)
    }

    fn text(answer: &TrafficAnswer) -> String {
        sections([
            answer
                .report
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            measured(answer),
            tariffs(answer),
            apart(answer),
            overtaken(answer),
            methods(answer),
            contracts(answer),
            fixed_days(answer),
            crossovers(answer),
        ])
    }
}

fn measured(answer: &TrafficAnswer) -> String {
    let missing = answer.missing;
    let samples = match answer.samples {
        1 => "1 sample".to_owned(),
        samples => format!("{samples} samples"),
    };
    let days = match answer.days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    };
    let (mean, volume) = (answer.mean_mbps, answer.volume_gb);
    let month = if answer.is_no_month {
        "; not a whole month, but billed as one"
    } else {
        ""
    };
    format!(
        "{samples}, {missing} missing, {days}{month}\n{mean:.2} Mbps on average, {volume:.2} GB out"
    )
}

fn tariffs(answer: &TrafficAnswer) -> String {
    let ranked = answer.ranked.iter().enumerate();
    let ranked: Vec<(usize, &TariffId, &TariffAnswer)> = ranked
        .filter_map(|(index, id)| Some((index + 1, id, answer.tariffs.get(id)?.as_ref().ok()?)))
        .collect();
    let is_shaved = ranked.iter().any(|(_, _, tariff)| tariff.shaved.is_some());
    let mut headings = vec!["", "Tariff", "Bill", "Cost"];
    headings.extend(is_shaved.then_some("Saved by shaving"));
    let rows = ranked.into_iter().map(|(place, id, tariff)| {
        let billed = &tariff.billed;
        let (bill, cost) = (cents(billed.bill.cost), cents(billed.cost));
        let mut row = vec![place.to_string(), id.to_string(), bill, cost];
        let shaved = tariff.shaved.as_ref();
        row.extend(is_shaved.then(|| or_dash(shaved, |shaved| cents(shaved.saved))));
        row
    });
    of_rows(2, &headings, rows.collect())
}

/// The tariffs on a peak that the samples are too long for.
fn apart(answer: &TrafficAnswer) -> String {
    let rows = answer.ranked_apart.iter().filter_map(|id| {
        let cost = answer.cost_of(id)?;
        Some(vec![id.to_string(), cents(cost)])
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return String::new();
    }
    let interval = answer.interval;
    let table = table(1, &["Not comparable", "Cost of these samples"], rows);
    format!(
        "The peaks of these tariffs are of shorter samples than {interval} minutes, so their bills cannot be known:\n{table}"
    )
}

/// Formats a table; empty if there are no rows.
fn of_rows(texts: usize, headings: &[&str], rows: Vec<Vec<String>>) -> String {
    if rows.is_empty() {
        String::new()
    } else {
        table(texts, headings, rows)
    }
}

fn overtaken(answer: &TrafficAnswer) -> String {
    let overtaken = answer.overtaken.as_ref();
    let overtaken = overtaken.and_then(|overtaken| overtaken.as_ref().ok());
    let said = overtaken.map(|overtaken| {
        let (by, percent) = (&overtaken.by, overtaken.percent);
        format!("at {percent}% of this traffic, {by} becomes the cheapest tariff")
    });
    said.unwrap_or_default()
}

fn methods(answer: &TrafficAnswer) -> String {
    let rows = answer.methods.iter().filter_map(|(id, peak)| {
        let peak = peak.as_ref().ok()?;
        let (mbps, above) = (peak.mbps.to_string(), peak.discarded_count.to_string());
        Some(vec![id.to_string(), mbps, above])
    });
    of_rows(1, &["Peak method", "Mbps", "Discarded"], rows.collect())
}

fn contracts(answer: &TrafficAnswer) -> String {
    let headings = [
        "Contract",
        "Peak Mbps",
        "Floor Mbps",
        "Excess Mbps",
        "Floor",
        "Excess",
        "Cost",
    ];
    let rows = answer.contracts.iter().filter_map(|(id, bill)| {
        let bill = bill.as_ref().ok()?;
        Some(vec![
            id.to_string(),
            format!("{:.2}", bill.figure),
            format!("{:.2}", bill.billed.floor),
            format!("{:.2}", bill.billed.excess),
            cents(bill.floor_cost),
            cents(bill.excess_cost),
            cents(bill.cost),
        ])
    });
    of_rows(1, &headings, rows.collect())
}

fn fixed_days(answer: &TrafficAnswer) -> String {
    let rows = answer.fixed_days.iter().filter_map(|(id, cost)| {
        let cost = cost.as_ref().ok()?;
        Some(vec![id.to_string(), cents(*cost)])
    });
    of_rows(1, &["Fixed bandwidth by the day", "Cost"], rows.collect())
}

fn crossovers(answer: &TrafficAnswer) -> String {
    let headings = [
        "Provider",
        "By volume",
        "By Mbps",
        "Link Mbps",
        "Break-even utilisation",
        "Volume",
        "Cost",
    ];
    let rows = answer
        .crossovers
        .iter()
        .filter_map(|(provider, crossover)| {
            let crossover = crossover.as_ref().ok()?;
            let at = crossover.at.as_ref();
            Some(vec![
                provider.to_string(),
                crossover.by_volume.to_string(),
                crossover.by_mbps.to_string(),
                crossover.link_mbps.to_string(),
                or_dash(at, |at| percent(at.utilisation)),
                or_dash(at, |at| format!("{:.2}", at.volume)),
                or_dash(at, |at| cents(at.cost)),
            ])
        });
    of_rows(3, &headings, rows.collect())
}
