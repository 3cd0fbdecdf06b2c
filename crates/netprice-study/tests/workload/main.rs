//! Workloads of lines: matching, what is missing, names and prices of one's own, labels, and tables. The prices
//! are made up, so that each figure can be worked out by hand.

mod asks;
mod documents;
mod named;
mod readme;
mod sheets;

use netprice_study::compare::{CompareAnswer, OfferAnswer};
use netprice_study::sku_match::{Choice, SkuMatch};
use netprice_study::{Catalog, Study, compare};

/// Two clouds. Acme sells machines, a spot machine, an Arm one and a burstable one, disks, a licence and a
/// database of one size; globex composes machines of 0.02 a processor and 0.004 a GiB, in steps of 2 and 4.
const CLOUDS: &str = r#"
    currency = "USD"
    offers = [{ price_book = "acme" }, { price_book = "globex" }]
    [price_books.acme]
    provider = "acme"
    region = "north"
    currency = "USD"
    [price_books.acme.skus]
    a2 = { service = "compute", unit = "Hours", price.flat = "0.1" }
    a4 = { service = "compute", unit = "Hours", price.flat = "0.18" }
    "a2 spot" = { service = "compute", unit = "Hours", price.flat = "0.03" }
    arm2 = { service = "compute", unit = "Hours", price.flat = "0.08" }
    t2 = { service = "compute", unit = "Hours", price.flat = "0.09" }
    h8 = { service = "compute", unit = "Hours", price.flat = "30" }
    disk = { service = "disk", unit = "GB-Months", price.flat = "0.1" }
    windows = { service = "licence", unit = "vCPU-Hours", price.flat = "0.05" }
    db8 = { service = "database", unit = "Hours", price.flat = "1" }
    dbdisk = { service = "database", unit = "GB-Months", price.flat = "0.2" }
    [machines.acme]
    a2 = { vcpus = "2", memory_gib = "8" }
    a4 = { vcpus = "4", memory_gib = "16" }
    "a2 spot" = { vcpus = "2", memory_gib = "8", purchase = "spot" }
    arm2 = { vcpus = "2", memory_gib = "8", processor = "arm" }
    t2 = { vcpus = "2", memory_gib = "8", cpu_share = "burstable" }
    h8 = { vcpus = "96", memory_gib = "1024", gpu = { model = "H100 SXM", count = "8" } }
    [goods.acme]
    disk.block_storage = "ssd"
    windows.os_licence = "windows"
    db8.database = { engine = "mysql", vcpus = "8", memory_gib = "32", zones = "several" }
    dbdisk.database_storage = { engine = "mysql", medium = "ssd", zones = "several" }
    [price_books.globex]
    provider = "globex"
    region = "south"
    currency = "USD"
    [price_books.globex.skus]
    cpu = { service = "compute", unit = "CPU-Hours", price.flat = "0.02" }
    ram = { service = "compute", unit = "GiB-Hours", price.flat = "0.004" }
    [[flexible.globex]]
    name = "flex"
    of.machine = { vcpus = "64", memory_gib = "512" }
    parts = [
        { sku = "cpu", measure = "vcpus", each = "1", step = "2" },
        { sku = "ram", measure = "memory_gib", each = "1", step = "4" },
    ]
"#;

/// The answer to a study.
fn answer(study: &Study) -> CompareAnswer {
    compare(study, &Catalog::published().expect("the catalogue"))
}

/// The answer to a study in TOML.
fn answer_to(text: &str) -> CompareAnswer {
    answer(&Study::from_toml(text).expect("a study"))
}

/// The answer at both clouds.
fn at_clouds(lines: &str) -> CompareAnswer {
    answer_to(&format!("{CLOUDS}\n{lines}"))
}

/// The answer at a published price book.
fn of_books(book: &str, lines: &str) -> CompareAnswer {
    answer_to(&format!(
        "currency = 'USD'\noffers = [{{ price_book = '{book}' }}]\n{lines}"
    ))
}

fn offer<'a>(answer: &'a CompareAnswer, name: &str) -> &'a OfferAnswer {
    answer.offers[name].as_ref().expect("a priced offer")
}

/// The only offer.
fn only(answer: &CompareAnswer) -> &OfferAnswer {
    let mut offers = answer.offers.values();
    let first = offers.next().expect("an offer");
    first.as_ref().expect("a priced offer")
}

fn found<'a>(offer: &'a OfferAnswer, line: &str) -> &'a SkuMatch {
    let mut matches = offer.matches.iter();
    matches.find(|one| one.line == line).expect("a match")
}

fn choice(one: &SkuMatch) -> &Choice {
    one.choice().expect("a choice")
}

fn missing(offer: &OfferAnswer) -> Vec<&str> {
    let matches = offer.matches.iter();
    let missing = matches.filter(|one| one.is_missing());
    missing.map(|one| one.line.as_str()).collect()
}

fn list_cost(offer: &OfferAnswer, line: &str) -> String {
    let charges = &offer.quote.quote.charges;
    let mut usage = charges.iter().filter_map(|charge| charge.usage());
    let charge = usage.find(|charge| charge.line == line).expect("a charge");
    charge.costs.list.to_string()
}

fn effective(offer: &OfferAnswer) -> String {
    offer.effective().expect("a total").to_string()
}

/// The effective cost of what has a price.
fn known(offer: &OfferAnswer) -> String {
    let known = offer.quote.quote.total.known();
    known.effective.to_string()
}

fn problems(answer: &CompareAnswer) -> Vec<String> {
    answer.all_problems().map(ToString::to_string).collect()
}
