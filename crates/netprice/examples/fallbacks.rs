//! Counts the rows that a compiled book leaves to the functions of `quote`, on two sets of rows.
//!
//! `cargo run --release -p netprice --example fallbacks` prints a line a set. `docs/performance.md` states the counts.

#[path = "../benches/rows/mod.rs"]
mod rows;

use netprice::compiled::{CompiledBook, Rated};
use netprice::value::quantity::Quantity;
use netprice::value::ratio::Ratio;
use netprice::{Problems, UsageLine};

const ROWS: usize = 1_000_000;
/// The hours of a month of 31 days.
const HOURS: usize = 744;
/// The first SKUs of the price book, of which all are sold by the hour.
const SKUS: usize = 100;

fn main() -> Result<(), Problems> {
    let made = rows::made();
    let compiled = CompiledBook::of(&made.book, &made.agreement)?;
    let mut counts = compiled.counts();
    let mut left = 0;
    for row in rows::rows(ROWS) {
        let rated = compiled.rate(row.sku, row.quantity(), None, &mut counts)?;
        left += usize::from(matches!(rated, Rated::Explained(_)));
    }
    println!("of {ROWS} rows of the benchmark, {left} are not folded");
    for (minutes, share) in [(30, (1, 2)), (40, (2, 3)), (45, (3, 4))] {
        let hours = Ratio::of(share.0, share.1)?;
        let (mut counts, mut left) = (compiled.counts(), 0);
        for sku in made.book.skus.keys().take(SKUS) {
            for hour in 0..HOURS {
                let quantity = Quantity::new(hours, "Hours".parse()?)?;
                let line = UsageLine::new(format!("hour {hour}"), sku.clone(), quantity)?;
                let rated = compiled.rate_line(&line, &mut counts)?;
                left += usize::from(matches!(rated, Rated::Explained(_)));
            }
        }
        let all = SKUS * HOURS;
        println!(
            "of {all} rows of {minutes} minutes of each hour of a month, {left} are not folded"
        );
    }
    Ok(())
}
