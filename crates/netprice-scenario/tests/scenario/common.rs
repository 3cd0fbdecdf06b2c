//! A scenario file whose cases share a price book.

use netprice_scenario::{CaseOutcome, read, run};
use netprice_study::Catalog;

/// The shared price book, 16 lines long. 100 GB cost 10 × 0.1 + 90 × 0.05 = 5.5.
pub const HEAD: &str = r#"topic = "egress"
[price_books.acme]
provider = "acme"
region = "north"
currency = "USD"
[price_books.acme.skus.egress]
service = "internet-egress"
unit = "GB"
price.graduated = [
    { from = "0", up_to = "10", unit_price = "0.1" },
    { from = "10", unit_price = "0.05" },
]
[price_books.acme.skus.unknown]
service = "object-storage"
unit = "GB-Months"

"#;

/// A case that prices 100 GB and expects `expect`, which starts in line 7 of the case.
pub fn case(name: &str, expect: &str) -> String {
    format!(
        r#"[[cases]]
name = "{name}"
source = "by hand"
study.currency = "USD"
study.offers = [{{ price_book = "acme", usage.lines = [{{ id = "out", sku = "egress", quantity = "100 GB" }}] }}]
# What it must come to:
{expect}
"#
    )
}

/// Runs each case of a file.
pub fn outcomes(file: &str) -> Vec<CaseOutcome> {
    let scenario = read(file).expect("a file that can be read");
    let catalog = Catalog::published().expect("the catalogue");
    let cases = scenario.cases.iter();
    cases.map(|case| run(&scenario, case, &catalog)).collect()
}

/// Runs one case of 100 GB.
pub fn outcome(expect: &str) -> CaseOutcome {
    let mut outcomes = outcomes(&format!("{HEAD}{}", case("a case", expect)));
    outcomes.remove(0)
}

/// Returns the message of the only failure of a case of 100 GB, without its steps.
pub fn failure(expect: &str) -> String {
    let said = outcome(expect).to_string();
    said.lines().next().unwrap_or_default().to_owned()
}
