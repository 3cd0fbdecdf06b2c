//! Scenario files: a study, and the expected parts of its answer.
//!
//! A scenario file is TOML: a topic, price books shared by its cases, and named cases, each with its
//! source, a study and the expected parts of the answer. Numbers are compared as exact decimals. An
//! expectation for a field that the answer does not have fails, so a misspelt name cannot pass.
//!
//! ```
//! let file = r#"
//!     topic = "graduated prices"
//!
//!     [price_books.acme]
//!     provider = "acme"
//!     region = "north"
//!     currency = "USD"
//!
//!     [price_books.acme.skus.egress]
//!     service = "internet-egress"
//!     unit = "GB"
//!     price = { flat = "0.09" }
//!     published = { source = "price page", as_of = "2026-01-31" }
//!
//!     [[cases]]
//!     name = "100 GB"
//!     source = "100 × 0.09, by hand"
//!     [cases.study]
//!     currency = "USD"
//!     [[cases.study.offers]]
//!     price_book = "acme"
//!     usage.lines = [{ id = "egress", sku = "egress", quantity = "100 GB" }]
//!     [cases.expect.compare.offers.acme]
//!     list = "9 USD"
//! "#;
//! let catalog = netprice_study::Catalog::published()?;
//! let scenario = netprice_scenario::read(file)?;
//! assert!(netprice_scenario::run(&scenario, &scenario.cases[0], &catalog).is_passed());
//!
//! let wrong = netprice_scenario::read(&file.replace("9 USD", "9.01 USD"))?;
//! let outcome = netprice_scenario::run(&wrong, &wrong.cases[0], &catalog);
//! assert_eq!(
//!     outcome.to_string(),
//!     "line 24: compare.offers.acme.list: expected 9.01 USD, got 9 USD\n    \
//!      egress: 100 GB of egress, 9 USD\n      \
//!      100 GB × 0.09 USD = 9 USD list [price page, 2026-01-31]"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Expectations
//!
//! `expect` holds any part of the answer, under its field names in JSON; an outcome
//! `{ "answer": x }` is written as `x`. A comparison has these short names besides the fields of the
//! library:
//!
//! | below `expect.compare` | meaning |
//! |---|---|
//! | `ranking`, `incomplete` | the names of the complete offers, cheapest first, and of the incomplete ones |
//! | `offers.<id>.list`, `contracted`, `effective`, `amount_due` | the costs in the currency of the study; for an incomplete offer, the known part |
//! | `offers.<id>.adjustments` | the amounts of the bill lines that are not charges |
//! | `offers.<id>.unpriced` | the names of the usage lines without a price |
//! | `offers.<id>.savings_rate`, `coverage` | shares of list cost |
//! | `offers.<id>.lines.<line>` | `sku`, `list`, `contracted`, `effective`, `tier_quantities`, `tier_costs`, the quantity `covered` by commitments, its `covered_cost`, and the `on_demand` cost of the rest, in the currency of the price book |
//! | `offers.<id>.commitments.<id>` | the fields of its result, `utilisation`, and `unused_in.<time block>` |
//!
//! - Text with a number, such as `"9 USD"`, is compared as a number with its unit: `"9.00 USD"` is the
//!   same. `{ value = "0.63", places = 2 }` rounds the answer half up first, and
//!   `{ value = "0.63", within = "0.01" }` allows a difference. Other text is compared as text, and
//!   `"none"` matches a field whose value is null.
//! - A list must match the whole list. A table in place of a list matches single elements: each of its
//!   names selects the element with this `id`, `line`, `offer`, `commitment`, `name`, `seller`, `month`,
//!   `day`, `factor` or `at`. An empty table matches an empty table or list.
//! - `expect.problems` lists all problems of the answer, each as `"path: message"` or as a table with
//!   some of `path`, `code` and `message`. Without it, the answer must have no problems. The problems of
//!   a study that cannot be read count too.
//!
//! The command `netprice test PATH...` runs scenario files; in Rust, [`read`] and [`run`] do.

#![deny(missing_docs)]
#![deny(
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod case;
mod compare;
mod expected;
mod file;
mod json;
mod offer_view;
mod outcome;
mod run;
mod steps;
mod tree;
mod view;

pub use case::Case;
pub use file::{Scenario, ScenarioError, read};
pub use outcome::{CaseOutcome, Failure};
pub use run::run;
