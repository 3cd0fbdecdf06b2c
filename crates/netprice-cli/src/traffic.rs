//! `netprice traffic`: the cost of a month of traffic under each tariff, peak method and contract.

use netprice::value::id::TariffId;
use netprice_study::outcome::Outcome;
use netprice_study::traffic::TariffAnswer;
use netprice_study::{Catalog, Question, Study, TrafficAnswer};

use crate::question::QuestionCommand;
use crate::text::{cents, or_dash, percent, sections, table};

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
            measured(answer),
            tariffs(answer),
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
