//! The arguments of the command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

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
    Traffic(StudyArguments),
    /// Find the cheapest commitments for a load at each offer
    Commit(StudyArguments),
    /// Simulate a price, and evaluate sales, a tender, and renting, buying or waiting
    Market(StudyArguments),
    /// Compare the token price of an API with the cost of own machines
    Tokens(StudyArguments),
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
    Rate {
        /// Discounts, each in quotes: 4.5折, "pay 45%", "55% off"
        #[arg(required = true, allow_hyphen_values = true)]
        texts: Vec<String>,
    },
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
