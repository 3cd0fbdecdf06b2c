//! The time and the memory of a quote with terms, commitments and a bill, by its number of lines.
//!
//! `cargo bench -p netprice --bench lines` prints one row a size; sizes of your own are arguments. A
//! time is that of the process, so that other work on the machine does not count.

use std::time::Duration;

use netprice::agreement::billing::LineMinimum;
use netprice::agreement::terms::{RateTable, RateTier};
use netprice::bill::amount_due::bill;
use netprice::bill::chargeback::chargeback;
use netprice::book::exchange::ExchangeRates;
use netprice::book::rule::QuantityRule;
use netprice::comparison::convert::convert;
use netprice::rating::commit::apply_commitments;
use netprice::rating::context::Context;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::{
    Agreement, Billing, Citation, Commitment, Discount, Fee, PriceBook, PriceChange, PriceModel,
    Quote, Scope, Sku, Tax, Term, Terms, Usage, Voucher, quote,
};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const SKUS: usize = 50;
const BLOCKS: usize = 744;

/// Fifty SKUs: two in five at one price, one in five each in tiers, at the price of the tier that is
/// reached, and with rules.
fn book() -> PriceBook {
    let mut book = PriceBook::new("acme", "north", "USD").unwrap();
    let published = Citation::new(
        "https://example.com/pricing/compute",
        "2026-01-31".parse().unwrap(),
    );
    for index in 0..SKUS {
        let (service, price) = match index % 5 {
            1 => (
                "storage",
                PriceModel::graduated([("100", "0.1"), ("10000", "0.07")], "0.05").unwrap(),
            ),
            2 => ("network", all_units()),
            _ => ("compute", PriceModel::Flat("0.0123".parse().unwrap())),
        };
        let mut sku = Sku::new(service, "Hours", price).unwrap();
        sku.published = Some(published.clone());
        if index % 5 == 4 {
            let rules = ["1 Minutes", "100 Hours"].map(|text| text.parse().unwrap());
            let [minute, free] = rules;
            sku.rules = vec![QuantityRule::RoundUp(minute), QuantityRule::Free(free)];
        }
        book = book.with(format!("sku {index}"), sku).unwrap();
    }
    book
}

fn all_units() -> PriceModel {
    let text = r#"{ "all_units": { "tiers": [
        { "from": "0", "up_to": "1000", "unit_price": "0.09" },
        { "from": "1000", "unit_price": "0.06" } ] } }"#;
    serde_json::from_str(text).unwrap()
}

/// Lines in minutes, spread over the SKUs and the hours of a month.
fn usage(lines: usize) -> Usage {
    let mut usage = Usage::default();
    for block in 0..BLOCKS {
        usage = usage.with_block(format!("hour {block}"), 1).unwrap();
    }
    for index in 0..lines {
        let used = format!("{}.{} Minutes", 20 + index % 41, index % 10);
        let (line, sku) = (format!("line {index}"), format!("sku {}", index % SKUS));
        usage = usage.with(line, sku, used.as_str()).unwrap();
        let during = format!("hour {}", index / SKUS % BLOCKS).parse().unwrap();
        usage.lines.last_mut().unwrap().during = Some(during);
    }
    usage
}

fn terms() -> Terms {
    let pay = |id: &str, pay: &str| {
        let pay: Discount = pay.parse().unwrap();
        Term::new(id.parse().unwrap(), PriceChange::Pay(pay))
    };
    let tier = |from: &str, up_to: Option<&str>, pay: &str| RateTier {
        from: from.parse().unwrap(),
        up_to: up_to.map(|up_to| up_to.parse().unwrap()),
        pay: pay.parse().unwrap(),
    };
    let table = RateTable::Graduated(vec![
        tier("0", Some("1000"), "pay 100%"),
        tier("1000", None, "pay 90%"),
    ]);
    let mut spend = Term::new("spend".parse().unwrap(), PriceChange::BySpend(table));
    spend.scope = Scope::of_services(["storage"]).unwrap();
    let off = PriceChange::AmountOff("10 USD".parse().unwrap());
    let off = Term::new("off".parse().unwrap(), off);
    let best = PriceChange::BestOf(vec![pay("share", "pay 98%"), off]);
    let best = Term::new("best".parse().unwrap(), best);
    let floor = PriceChange::NotBelow("pay 65%".parse().unwrap());
    let floor = Term::new("floor".parse().unwrap(), floor);
    Terms(vec![pay("frame", "pay 70%"), spend, best, floor])
}

fn billing() -> Billing {
    let minimum: LineMinimum = serde_json::from_str(
        r#"{ "id": "at least a cent", "amount": "0.01 USD", "scope": { "services": ["network"] } }"#,
    )
    .unwrap();
    let voucher: Voucher = serde_json::from_str(
        r#"{ "id": "voucher", "amount": "50 USD", "scope": { "services": ["compute"] } }"#,
    )
    .unwrap();
    let mut rounding = netprice::book::rounding::RoundingPolicy::default();
    let (places, mode) = (2, RoundingMode::HalfUp);
    rounding.line = Some(Rounding { places, mode });
    Billing {
        rounding: Some(rounding),
        line_minimums: vec![minimum],
        vouchers: vec![voucher],
        ..Billing::default()
    }
}

/// Terms, a reservation by the hour, a savings plan, a pack and a bill that rounds its lines.
fn agreement() -> Agreement {
    let fee = |hourly: &str| Fee::hourly(hourly).unwrap();
    let reserved =
        Commitment::new("reserved", 10, fee("0.05 USD")).map(|one| one.for_skus(["sku 0"]));
    let plan = Commitment::savings_plan(
        "plan",
        "0.2 USD",
        [("sku 1", "0.05 USD"), ("sku 3", "0.04 USD")],
    );
    let pack = r#"{ "id": "pack", "capacity": "1000", "over": "period",
        "scope": { "skus": ["sku 5"] }, "fee": { "period": "20 USD" } }"#;
    let tax: Tax = serde_json::from_str(r#"{ "percent": "6", "listed": "before_tax" }"#).unwrap();
    Agreement {
        terms: terms(),
        tax: Some(tax),
        billing: billing(),
        ..Agreement::default()
    }
    .with_commitment(reserved.unwrap().unwrap())
    .with_commitment(plan.unwrap())
    .with_commitment(serde_json::from_str(pack).unwrap())
}

/// The processor time of the process so far, in user mode, where the system tells it.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat.rsplit(')').next().unwrap_or_default();
    let ticks = ticks.split_whitespace().nth(11);
    let ticks: u64 = ticks.and_then(|ticks| ticks.parse().ok()).unwrap_or(0);
    Duration::from_millis(ticks * 10)
}

/// The result of some work and the seconds that it took.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let (clock, start) = (std::time::Instant::now(), processor_time());
    let result = work();
    let (wall, user) = (clock.elapsed(), processor_time() - start);
    // A tick is 10 ms: shorter work is measured by the clock.
    let took = if wall < Duration::from_millis(200) {
        wall
    } else {
        user
    };
    (result, took.as_secs_f64())
}

fn bytes(lines: usize, from: usize, to: usize) -> usize {
    to.saturating_sub(from) / lines
}

fn row(lines: usize, book: &PriceBook, agreement: &Agreement) {
    let start = MEMORY.current_usage();
    let usage = usage(lines);
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let (quoted, whole) = timed(|| quote(book, &usage, agreement).unwrap());
    let peak = bytes(lines, before, MEMORY.peak_usage());
    let charges = quoted.charges.len();
    let phases = phases(book, &usage, agreement, &quoted);
    drop(usage);
    let kept = bytes(lines, start, MEMORY.current_usage());
    let of_usage = bytes(lines, start, before);
    println!("{lines:>9} {charges:>9} {whole:>8.3} {phases} {of_usage:>6} {kept:>6} {peak:>6}");
}

/// The seconds of single phases: list prices with terms, commitments, bill, conversion, chargeback.
fn phases(book: &PriceBook, usage: &Usage, agreement: &Agreement, quoted: &Quote) -> String {
    let context = Context::of(book, usage).unwrap();
    let on_demand = Agreement {
        terms: agreement.terms.clone(),
        ..Agreement::default()
    };
    let (listed, list) = timed(|| quote(book, usage, &on_demand).unwrap());
    let held = &agreement.commitments;
    let (_, cover) = timed(|| apply_commitments(listed.charges, book, usage, held).unwrap());
    let (_, due) =
        timed(|| bill(&quoted.charges, &context, quoted.tax, &agreement.billing).unwrap());
    let rates = ExchangeRates {
        source: "by hand".into(),
        as_of: "2026-01-31".parse().unwrap(),
        base: book.currency,
        rates: [("EUR".parse().unwrap(), "0.92".parse().unwrap())].into(),
        later: Vec::new(),
    };
    let copy = quoted.clone();
    let to = "EUR".parse().unwrap();
    let (_, converted) = timed(|| convert(copy, to, &rates, Default::default()).unwrap());
    let used: Vec<_> = quoted.usage_charges().collect();
    let (_, shared) = timed(|| chargeback(&used).unwrap());
    format!("{list:>8.3} {cover:>8.3} {due:>8.3} {converted:>8.3} {shared:>8.3}")
}

fn main() {
    let asked: Vec<usize> = std::env::args()
        .filter_map(|size| size.parse().ok())
        .collect();
    let sizes = if asked.is_empty() {
        vec![1_000, 10_000, SKUS * BLOCKS, 100_000, 1_000_000]
    } else {
        asked
    };
    let (book, agreement) = (book(), agreement());
    println!(
        "{:>9} {:>9} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>6} {:>6} {:>6}",
        "lines",
        "charges",
        "quote",
        "terms",
        "cover",
        "bill",
        "convert",
        "charge",
        "usage",
        "kept",
        "peak"
    );
    for lines in sizes {
        row(lines, &book, &agreement);
    }
}
