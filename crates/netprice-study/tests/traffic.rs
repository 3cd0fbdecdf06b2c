//! Long tables read in parts, samples as a series, and functions over an answer about traffic.

use std::fmt::Write;
use std::ops::ControlFlow;

use netprice::bandwidth::samples::{Sample, Samples};
use netprice_import::traffic::ImportedTraffic;
use netprice_study::traffic::samples::{SampleSeries, TrafficSamples};
use netprice_study::traffic::{Table, TableReading};
use netprice_study::{Catalog, Resumable, Study, traffic};
use rust_decimal::Decimal;

fn table(rows: u32, at: impl Fn(u32) -> String) -> String {
    let mut text = "time,out\n".to_owned();
    for row in 0..rows {
        let (day, minute) = (row / 1_440, row % 1_440);
        let (month, day) = (1 + day / 28, 1 + day % 28);
        let (hour, minute) = (minute / 60, minute % 60);
        let time = format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}");
        writeln!(text, "{time},{}", at(row)).unwrap();
    }
    text
}

fn whole(text: &str) -> Table {
    let text = text.to_owned();
    Table {
        text,
        ..Table::default()
    }
}

/// Reads a text in at least two parts, each with a larger share.
fn read(text: &str) -> Result<ImportedTraffic, String> {
    let mut reading = TableReading::new(whole(text));
    let mut shares = vec![reading.share()];
    loop {
        match reading.step() {
            ControlFlow::Continue(rest) => reading = rest,
            ControlFlow::Break(read) => {
                assert!(shares.len() > 2 && shares.is_sorted(), "{shares:?}");
                return read.map_err(|problems| problems.to_string());
            }
        }
        shares.push(reading.share());
    }
}

#[test]
fn a_table_read_in_parts_is_the_table_read_at_once() {
    let text = table(30_000, |row| (row % 97).to_string());
    let read = read(&text).unwrap();
    assert_eq!((read.samples.interval, read.report.taken), (1, 30_000));
    assert_eq!(Ok(read), whole(&text).read());
}

#[test]
fn a_wrong_row_is_named_by_its_line_in_the_whole_table() {
    let text = table(30_000, |row| match row {
        25_000 => "x".to_owned(),
        row => row.to_string(),
    });
    // The names are line 1, so row 25,000, counted from 0, is line 25,002.
    let read = read(&text).unwrap();
    let refused: Vec<String> = read
        .report
        .refused
        .iter()
        .map(|one| one.path.to_string())
        .collect();
    assert_eq!(
        (refused, read.samples.values[25_000]),
        (vec!["line 25002, out".to_owned()], None)
    );
}

#[test]
fn a_series_of_samples_reads_as_these_samples() {
    let sample = |inbound, outbound| Some(Sample { inbound, outbound });
    let both = vec![sample(1, 12_500_000), None, sample(0, 0)];
    let out = vec![None, sample(0, u64::MAX)];
    for (first_minute, values) in [(29_700_005, both), (-1, out)] {
        let samples = Samples {
            first_minute,
            interval: 15,
            clock_changes: Vec::new(),
            values,
        };
        let series = TrafficSamples::Series(SampleSeries::from(&samples));
        assert_eq!(series.samples(), Ok(samples));
    }
}

#[test]
fn functions_over_an_answer() {
    let study = r#"{ "currency": "CNY", "traffic": {
        "samples": { "steady": { "mbps": 5, "hours": 720 } }, "area": "us"
    } }"#;
    let catalog = Catalog::published().unwrap();
    let answer = traffic(&Study::from_json(study).unwrap(), &catalog).unwrap();
    let rates = answer.rates(catalog.exchange_rates().unwrap());
    let rates = rates.iter().map(|(from, to)| format!("{from} {to}"));
    assert_eq!(rates.collect::<Vec<_>>(), ["USD 6.652882205514 CNY"]);
    for id in &answer.ranked {
        let bill = answer.bill_of(id).unwrap();
        let times = bill.billed.bill.metered.times.get();
        let slices = bill.slices_cost().unwrap();
        assert_eq!(slices.times(times).unwrap(), bill.billed.bill.cost, "{id}");
    }
    let cheapest = answer.cheapest(catalog.network().unwrap()).unwrap();
    assert!(answer.ranked.contains(cheapest));
}

/// 5 Mbps cost 125 a month, which is 156.25 GB of 1,620: 0.096450617284 of the link.
#[test]
fn the_price_by_volume_is_cheaper_below_the_crossover() {
    let study = r#"{ "currency": "CNY", "traffic": {
        "samples": { "steady": { "mbps": 5, "hours": 720 } },
        "published": ["alibaba-eip-traffic-cn-mainland", "alibaba-eip-month-cn-mainland"]
    } }"#;
    let catalog = Catalog::published().unwrap();
    let answer = traffic(&Study::from_json(study).unwrap(), &catalog).unwrap();
    let crossover = answer.crossovers["alibaba"].as_ref().unwrap();
    let at = crossover.at.unwrap().utilisation;
    assert_eq!(at.to_string(), "0.096450617284");
    let all_the_time = crossover.utilisation(answer.mean_mbps).unwrap();
    assert_eq!(all_the_time.to_string(), "1");
    assert!(!crossover.is_volume_cheaper(all_the_time));
    assert!(!crossover.is_volume_cheaper(at));
    assert!(crossover.is_volume_cheaper("0.09645".parse().unwrap()));
    let bill = |id: &str| answer.tariffs[id].as_ref().unwrap();
    let by_volume = bill("alibaba-eip-traffic-cn-mainland");
    assert_eq!(by_volume.metered(), Ok(Decimal::from(1_620)));
}

/// A month with one sample of 20 Mbps among samples of 10: a link of 20 costs 125 + 15 × 80, one of 10 only 125 + 5 × 80.
/// By volume, the capped sample is 10 Mbps × 300 s ÷ 8 ÷ 1,000 GB = 0.375 GB less, at 0.8 each 0.3.
#[test]
fn capping_that_saves_less_than_one_under_every_tariff_saves_nothing_worth_telling() {
    let catalog = Catalog::published().unwrap();
    let saves = |tariff: &str| {
        let table = table_of_a_day(|row| if row == 100 { 20 } else { 10 });
        let study = serde_json::json!({ "currency": "CNY", "traffic": {
            "samples": { "table": { "text": table } }, "published": [tariff], "shaved": 1
        } });
        let answer = traffic(&Study::from_json(&study.to_string()).unwrap(), &catalog).unwrap();
        let capped = answer.tariffs[tariff].as_ref().unwrap().shaved.clone();
        (capped.unwrap().saved.to_string(), answer.saves_by_capping())
    };
    let by_volume = saves("alibaba-eip-traffic-cn-mainland");
    assert_eq!(by_volume, ("0.3 CNY".to_owned(), false));
    let fixed = saves("alibaba-eip-month-cn-mainland");
    assert_eq!(fixed, ("800 CNY".to_owned(), true));
}

/// Samples of five minutes of a day.
fn table_of_a_day(mbps: impl Fn(u32) -> u32) -> String {
    let rows = (0..288).map(|row| {
        let minute = row * 5;
        format!(
            "2026-11-01T{:02}:{:02},{}\n",
            minute / 60,
            minute % 60,
            mbps(row)
        )
    });
    format!("time,out\n{}", rows.collect::<String>())
}
