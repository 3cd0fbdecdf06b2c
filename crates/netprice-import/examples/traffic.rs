//! Reads a file of traffic and prints its report and its samples: `cargo run --example traffic FILE [HINTS as JSON] [minutes]`.

use netprice::bandwidth::samples::{Zone, mbps};
use netprice_import::traffic::{TrafficHints, read};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let bytes = std::fs::read(&arguments[0]).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let hints: TrafficHints = arguments
        .get(1)
        .map_or_else(TrafficHints::default, |hints| {
            serde_json::from_str(hints).unwrap()
        });
    let zone = Zone(
        arguments
            .get(2)
            .map_or(480, |minutes| minutes.parse().unwrap()),
    );
    match read(&text, &hints, zone) {
        Err(problems) => println!("ERROR {problems}"),
        Ok(read) => {
            print!("{}", read.report);
            let samples = &read.samples;
            println!(
                "{} samples of {} minutes from {}, clock {:?}",
                samples.values.len(),
                samples.interval,
                samples.first_minute,
                samples.clock_changes
            );
            for (index, sample) in samples.values.iter().enumerate().take(14) {
                let shown = sample
                    .map(|sample| format!("{} {}", mbps(sample.inbound), mbps(sample.outbound)));
                println!(
                    "{} {}",
                    samples.minute_of(index),
                    shown.unwrap_or_else(|| "-".to_owned())
                );
            }
        }
    }
}
