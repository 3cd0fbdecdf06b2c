//! A scenario file whose cases share a price book.

use netprice_scenario::{CaseOutcome, read, run};
use netprice_study::Catalog;

/// The shared part: 16 lines. An offer of 100 GB costs 10 × 0.1 + 90 × 0.05 = 5.5.
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

/// A case of 100 GB and of what it expects: its `expect` starts in its line 7.
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

/// What comes of each case of a file.
pub fn outcomes(file: &str) -> Vec<CaseOutcome> {
    let scenario = read(file).expect("a file that can be read");
    let catalog = Catalog::published().expect("the catalogue");
    let cases = scenario.cases.iter();
    cases.map(|case| run(&scenario, case, &catalog)).collect()
}

/// What comes of one case of 100 GB.
pub fn outcome(expect: &str) -> CaseOutcome {
    let mut outcomes = outcomes(&format!("{HEAD}{}", case("a case", expect)));
    outcomes.remove(0)
}

/// What the one failure of a case of 100 GB says, without its steps.
pub fn failure(expect: &str) -> String {
    let said = outcome(expect).to_string();
    said.lines().next().unwrap_or_default().to_owned()
}
