//! The arguments of the command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use netprice::Currency;
use netprice::value::day::Day;
use netprice::value::id::{BookId, OfferId};
use netprice_study::analysis::FocusVersion;
use netprice_study::traffic::{Comma, DateOrder, Kind, TrafficHints};
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;

/// Calculates what cloud usage costs, from list price to net price, in exact decimals.
#[derive(Parser)]
#[command(version)]
pub struct Arguments {
    /// The subcommand
    #[command(subcommand)]
    pub command: Command,
    /// A folder of price tables to use instead of those of the program; by default that of the
    /// environment variable NETPRICE_CATALOG
    #[arg(long, global = true, value_name = "FOLDER")]
    pub catalog: Option<PathBuf>,
}

/// A subcommand.
#[derive(Subcommand)]
pub enum Command {
    /// Rank the offers of a study by effective cost
    Compare(CompareArguments),
    /// Show the charges of each offer with their calculation steps, and the bill
    Quote(StudyArguments),
    /// Bill a month of traffic under each tariff and contract
    Traffic(Box<TrafficArguments>),
    /// Find the cheapest commitments for a load at each offer
    Commit(StudyArguments),
    /// Simulate a price, and evaluate sales, a tender, and renting, buying or waiting
    Market(StudyArguments),
    /// Compare the token price of an API with the cost of own machines
    Tokens(StudyArguments),
    /// Rate usage from CSV, Parquet and FOCUS files in one pass
    #[command(subcommand_negates_reqs = true, args_conflicts_with_subcommands = true)]
    Rate(Box<RateArguments>),
    /// Read bills and price lists
    #[command(subcommand)]
    Import(ImportCommand),
    /// Show what the price tables have and lack
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// Run scenario files
    Test {
        /// Scenario files (.toml), or folders that are searched for them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Print discounts in all notations: 4.5折, pay 45%, 55% off
    Discount {
        /// Discounts, each in quotes: 4.5折, "pay 45%", "55% off"
        #[arg(required = true, allow_hyphen_values = true)]
        texts: Vec<String>,
    },
}

/// A subcommand of `import`.
#[derive(Subcommand)]
pub enum ImportCommand {
    /// Read a bill: FOCUS, AWS CUR, Azure, Google, Alibaba, Tencent and Huawei exports, Infracost
    Bill(BillArguments),
    /// Read a price list of AWS, Azure, Google, Alibaba or Oracle Cloud, or of OpenCost
    Prices(PriceListArguments),
}

/// A price list, and what is asked of it.
#[derive(Args)]
pub struct PriceListArguments {
    /// The file of the price list, in UTF-8
    pub file: PathBuf,
    /// The region whose prices are printed; the only one if absent
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// The currency of a list that states none
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// Print the prices by use as a price book in JSON, for studies and for `rate --book`
    #[arg(long)]
    pub book: bool,
    /// Succeed even if rows were refused
    #[arg(long)]
    pub allow_refused: bool,
}

/// A bill, and what is asked of it.
#[derive(Args)]
pub struct BillArguments {
    /// The file of the bill: .parquet, or a table or JSON; - reads standard input
    pub file: PathBuf,
    /// A price book of the catalogue at which the usage of the bill is priced, such as azure-eastus
    #[arg(long = "at", value_name = "BOOK")]
    pub books: Vec<BookId>,
    /// Print the usage of the bill as a study, with the price books as its offers
    #[arg(long, conflicts_with = "json")]
    pub study: bool,
    /// Print the complete answer as JSON
    #[arg(long)]
    pub json: bool,
    /// Succeed even if rows were refused
    #[arg(long)]
    pub allow_refused: bool,
}

/// A subcommand of `catalog`.
#[derive(Subcommand)]
pub enum CatalogCommand {
    /// Count the prices by provider, or by region of one provider
    List {
        /// The provider whose regions are listed, such as aws; all providers if absent
        provider: Option<String>,
        /// Print all regions as JSON
        #[arg(long)]
        json: bool,
    },
    /// Show the prices of a price book, with their sources and dates
    Show {
        /// The price book, such as azure-eastus
        book: BookId,
        /// A part of the names of the SKUs that are shown; all if absent
        sku: Option<String>,
    },
    /// Name the prices that differ between two folders of tables
    Diff {
        /// The folder of the old tables
        old: PathBuf,
        /// The folder of the new tables; those of the program if absent
        new: Option<PathBuf>,
        /// The percent by which a price may change; a larger change, up or down, is an error
        #[arg(long, value_name = "PERCENT")]
        limit: Option<Decimal>,
        /// Name prices of which only the date or the source differs, too
        #[arg(long)]
        citations: bool,
        /// Print the differences as JSON
        #[arg(long)]
        json: bool,
    },
    /// Find prices that look wrong: tiers, zeros, units, and prices that differ from their neighbours
    Check {
        /// The provider whose price books are checked; all if absent
        provider: Option<String>,
        /// The day on which the age of prices is counted; ages are not checked if absent
        #[arg(long, value_name = "DAY")]
        day: Option<Day>,
        /// The months after which a price is old
        #[arg(long, value_name = "COUNT", default_value_t = 36, requires = "day")]
        months: i32,
        /// A table of findings that are explained, in place of that of the program: provider, sku, rule, reason
        #[arg(long, value_name = "FILE")]
        explained: Option<PathBuf>,
        /// Print all findings as JSON, with the reasons of those that are explained
        #[arg(long)]
        json: bool,
    },
}

/// A study to compare, and what is shown of it.
#[derive(Args)]
pub struct CompareArguments {
    /// The study
    #[command(flatten)]
    pub study: StudyArguments,
    /// Name the SKU of each line of the workload at each offer
    #[arg(long)]
    pub lines: bool,
    /// Print the lines, the offers and the sources of the prices as a document in Markdown
    #[arg(long, conflicts_with_all = ["lines", "json"])]
    pub markdown: bool,
    /// Print the charges and the bill of an offer as rows of FOCUS Cost and Usage in CSV: 1.2 or 1.4
    #[arg(long, value_name = "VERSION", value_parser = parsed::<FocusVersion>, conflicts_with_all = ["lines", "json", "markdown"])]
    pub focus: Option<FocusVersion>,
    /// The offer whose rows are printed; the cheapest one if absent
    #[arg(long, value_name = "ID", requires = "focus")]
    pub offer: Option<OfferId>,
    /// The form of the rows
    #[arg(
        long,
        value_name = "FORM",
        value_enum,
        default_value_t,
        requires = "focus"
    )]
    pub form: FocusForm,
    /// The file that the rows are written to, as Parquet needs; standard output if absent
    #[arg(long, value_name = "FILE", requires = "focus")]
    pub output: Option<PathBuf>,
    /// A day of the month that the rows are for; the day of the study if absent
    #[arg(long, value_name = "DAY", requires = "focus")]
    pub month: Option<Day>,
}

/// The form of rows of FOCUS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FocusForm {
    /// CSV
    #[default]
    Csv,
    /// A list of objects; decimals are texts
    Json,
    /// Parquet with decimals of 38 digits, 18 of them after the point, and times in UTC
    Parquet,
}

/// A study, and the output format of its answer.
#[derive(Args)]
pub struct StudyArguments {
    /// The file of the study, in TOML or JSON; - reads standard input
    pub file: PathBuf,
    /// Print the complete answer as JSON
    #[arg(long)]
    pub json: bool,
    /// A table whose rows are the lines of the workload, in place of those of the study (.csv, .tsv)
    #[arg(long, value_name = "TABLE")]
    pub workload: Option<PathBuf>,
}

/// A month of traffic: a study, or the export of a monitoring tool.
#[derive(Args)]
pub struct TrafficArguments {
    /// The file of the study, in TOML or JSON; - reads standard input
    #[arg(required_unless_present = "samples")]
    pub file: Option<PathBuf>,
    /// Print the complete answer as JSON
    #[arg(long)]
    pub json: bool,
    /// The export of a monitoring tool or a table of traffic, in place of the samples of the study
    #[arg(long, value_name = "FILE")]
    pub samples: Option<PathBuf>,
    /// Without a study: the area whose published tariffs bill the traffic, such as cn-mainland or us
    #[arg(long, value_name = "AREA", conflicts_with = "file")]
    pub area: Option<String>,
    /// Without a study: the currency of the costs; CNY if absent
    #[arg(long, value_name = "CODE", conflicts_with = "file")]
    pub currency: Option<Currency>,
    /// What the export does not state itself
    #[command(flatten)]
    pub hints: HintArguments,
    /// Succeed even if rows of the export were refused
    #[arg(long)]
    pub allow_refused: bool,
}

/// What the export of a monitoring tool does not state itself.
#[derive(Args)]
pub struct HintArguments {
    /// The unit of its numbers: bit/s, kbps, Mbps, B/s, MB/s, MiB, ...
    #[arg(long, value_name = "UNIT", requires = "samples")]
    pub unit: Option<String>,
    /// The time zone of the bill and of times without one, such as America/New_York
    #[arg(long, value_name = "ZONE", requires = "samples")]
    pub zone: Option<String>,
    /// The time zone of times without one, where it is not that of the bill
    #[arg(long, value_name = "ZONE", requires = "samples")]
    pub times_in: Option<String>,
    /// An inbound column; several are added
    #[arg(long = "in", value_name = "COLUMN", requires = "samples")]
    pub inbound: Vec<String>,
    /// An outbound column; several are added
    #[arg(long = "out", value_name = "COLUMN", requires = "samples")]
    pub outbound: Vec<String>,
    /// What the numbers count: rate, volume (of an interval) or counter
    #[arg(long, value_name = "KIND", value_parser = parsed::<Kind>, requires = "samples")]
    pub counts: Option<Kind>,
    /// The order of dates such as 11/1/2026: day_first or month_first
    #[arg(long, value_name = "ORDER", value_parser = parsed::<DateOrder>, requires = "samples")]
    pub dates: Option<DateOrder>,
    /// What a comma in 1,234 separates: thousands or decimals
    #[arg(long, value_name = "MEANING", value_parser = parsed::<Comma>, requires = "samples")]
    pub comma: Option<Comma>,
}

/// Reads a value by the name that documents have for it.
fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let name = serde_json::Value::from(text);
    serde_json::from_value(name).map_err(|error| error.to_string())
}

impl HintArguments {
    /// The hints as the library takes them.
    pub fn hints(&self) -> TrafficHints {
        TrafficHints {
            zone: self.zone.clone(),
            times_in: self.times_in.clone(),
            unit: self.unit.clone(),
            counts: self.counts,
            inbound: self.inbound.clone(),
            outbound: self.outbound.clone(),
            dates: self.dates,
            comma: self.comma,
        }
    }
}

/// Files of usage, and what is asked of them.
#[derive(Args)]
pub struct RateArguments {
    /// Adding partial results
    #[command(subcommand)]
    pub command: Option<RateCommand>,
    /// Files of usage: .parquet, any other as CSV; - reads CSV from standard input
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// How rows are priced and summed
    #[command(flatten)]
    pub priced: Option<PricedArguments>,
    /// How files are read
    #[command(flatten)]
    pub reading: ReadingArguments,
}

/// A subcommand of `rate`.
#[derive(Subcommand)]
pub enum RateCommand {
    /// Add partial results and price them
    Merge {
        /// Files that --partial wrote
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// How the sums are priced
        #[command(flatten)]
        priced: PricedArguments,
    },
}

/// The prices, the dimensions of the totals, and the output.
#[derive(Args)]
pub struct PricedArguments {
    /// The file of a price book, in JSON
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "published",
        conflicts_with = "published"
    )]
    pub book: Option<PathBuf>,
    /// A price book of the catalogue, such as aws-us-east-1
    #[arg(long, value_name = "ID")]
    pub published: Option<String>,
    /// The file of an agreement, in JSON; list prices apply without it
    #[arg(long, value_name = "FILE")]
    pub agreement: Option<PathBuf>,
    /// What the totals are by: sku, service, day, month, and labels by their names
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "NAMES",
        default_value = "sku"
    )]
    pub by: Vec<String>,
    /// Labels that the totals are by too: columns, or keys of the column Tags
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    pub label: Vec<String>,
    /// The ids of rows whose steps are printed
    #[arg(long, value_name = "ID")]
    pub explain: Vec<String>,
    /// A file of the counts from which tiers go on
    #[arg(long, value_name = "FILE")]
    pub state_in: Option<PathBuf>,
    /// A file to which the counts are written from which tiers go on
    #[arg(long, value_name = "FILE")]
    pub state_out: Option<PathBuf>,
    /// Print the complete answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// How files are read.
#[derive(Args)]
pub struct ReadingArguments {
    /// Names of columns, such as quantity=Usage,date=Day: sku, quantity, unit, date, id, owner, category, tags
    #[arg(long, value_delimiter = ',', value_name = "NAME=COLUMN")]
    pub columns: Vec<String>,
    /// Read floating-point numbers, by their shortest decimal text
    #[arg(long)]
    pub allow_floats: bool,
    /// The number of threads; all processors by default
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// A file to which exact sums are written that `rate merge` adds and prices, in place of totals
    #[arg(long, value_name = "FILE", conflicts_with_all = ["state_out", "json"])]
    pub partial: Option<PathBuf>,
}
