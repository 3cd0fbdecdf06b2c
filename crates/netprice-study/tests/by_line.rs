//! The cost of an offer line by line, with figures worked out by hand.

use netprice::Money;
use netprice::value::id::LineId;
use netprice_study::analysis::{by_line, price_days};
use netprice_study::{Catalog, Study, compare};

const STUDY: &str = r#"
    currency = "USD"
    [price_books.acme]
    provider = "acme"
    region = "north"
    currency = "USD"
    skus.small = { service = "compute", unit = "Hours", price = { flat = "0.1" } }
    skus.large = { service = "compute", unit = "Hours", price = { flat = "0.3" }, published = { source = "by hand", as_of = "2025-06-01" } }
    skus.out = { service = "network", unit = "GB", price = { flat = "0.05" }, published = { source = "by hand", as_of = "2026-01-31" } }
    [machines.acme]
    small = { vcpus = "2", memory_gib = "8" }
    large = { vcpus = "4", memory_gib = "32" }
    [goods.acme]
    out = { traffic = "internet" }

    [[workload.lines]]
    id = "web"
    ask.machines = { count = "2", vcpus = "2", memory_gib = "8", hours = "100" }
    [[workload.lines]]
    id = "app"
    ask.machines = { count = "1", vcpus = "4", memory_gib = "16", hours = "100" }
    [[workload.lines]]
    id = "egress"
    ask.traffic = { gb = "1000" }
    [[workload.lines]]
    id = "disks"
    ask.block_storage = { gb = "10" }
    [[workload.lines]]
    id = "big"
    ask.machines = { count = "1", vcpus = "64", memory_gib = "16" }

    [[offers]]
    price_book = "acme"
    terms = [{ id = "deal", change = { pay = "pay 50%" }, scope = { services = ["compute"] } }]
    [[offers.commitments.held]]
    id = "year"
    scope.skus = ["small"]
    capacity = "1"
    fee = { hourly = "0.04 USD" }
"#;

fn usd(amount: &str) -> Money {
    format!("{amount} USD").parse().unwrap()
}

#[test]
fn the_lines_and_what_is_besides_them_add_up() {
    let study = Study::from_toml(STUDY).unwrap();
    let answer = compare(&study, &Catalog::published().unwrap());
    let offer = answer.offers["acme"].as_ref().unwrap();
    let all = by_line(offer).unwrap();
    let line = |id: &str| &all.lines[&id.parse::<LineId>().unwrap()];
    // 200 hours × 0.1; the commitment covers the 100 of one machine, and half price is paid for the other.
    assert_eq!(line("web").list, usd("20"));
    assert_eq!(line("web").names, ["small"]);
    assert_eq!(line("web").larger, None);
    // 100 hours × 0.3 at half price; 32 GiB are at least 1.5 × 16.
    assert_eq!(
        (line("app").list, line("app").effective),
        (usd("30"), usd("15"))
    );
    let (asked, has) = line("app").larger.unwrap();
    assert_eq!(
        (asked.to_string(), has.to_string()),
        ("4 vCPU, 16 GiB".into(), "4 vCPU, 32 GiB".into())
    );
    // 1,000 × 0.05, which the deal does not reach.
    assert_eq!(line("egress").effective, usd("50"));
    assert!(line("disks").is_incomplete() && line("disks").unmatched.is_some());
    assert_eq!(
        line("big").unmatched.unwrap().to_string(),
        "nothing this large is on this price list; the largest has 4 vCPU"
    );
    let known = offer.quote.total.known().effective;
    let lines = all.lines.values().map(|line| line.effective);
    let sum = Money::sum(
        "USD".parse().unwrap(),
        lines.chain(all.besides.values().copied()),
    );
    assert_eq!(sum.unwrap(), known);
}

#[test]
fn a_subtotal_needs_the_price_of_each_line() {
    let study = Study::from_toml(STUDY).unwrap();
    let answer = compare(&study, &Catalog::published().unwrap());
    let offer = answer.offers["acme"].as_ref().unwrap();
    let all = by_line(offer).unwrap();
    let ids = ["app", "egress", "disks"].map(|id| id.parse().unwrap());
    // 15 + 50.
    assert_eq!(all.subtotal(ids.iter().take(2)), Some(usd("65")));
    assert_eq!(all.subtotal(ids.iter()), None);
    assert_eq!(all.subtotal(ids.iter().take(0)), None);
}

#[test]
fn the_days_of_prices_are_the_first_and_the_last() {
    let study = Study::from_toml(STUDY).unwrap();
    let answer = compare(&study, &Catalog::published().unwrap());
    let quote = &answer.offers["acme"].as_ref().unwrap().quote;
    let (first, last) = price_days([quote]).unwrap();
    assert_eq!(
        (first.to_string(), last.to_string()),
        ("2025-06-01".into(), "2026-01-31".into())
    );
    assert_eq!(price_days([]), None);
}
