//! What the command takes.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// From list price to net price: what cloud usage really costs, exactly and explained.
#[derive(Parser)]
#[command(version)]
pub struct Arguments {
    /// What is asked
    #[command(subcommand)]
    pub command: Command,
}

/// What is asked.
#[derive(Subcommand)]
pub enum Command {
    /// Rank the offers of a study by what they cost
    Compare(StudyArguments),
    /// Show every charge of every offer with all its steps, and the bill
    Quote(StudyArguments),
    /// Bill a month of traffic under every tariff and contract
    Traffic(StudyArguments),
    /// Say how much of a load to buy ahead at each offer
    Commit(StudyArguments),
    /// Say what may become of a price, and what sellers, tender and buyer should make of it
    Market(StudyArguments),
    /// Compare the tokens of an API with those of machines
    Tokens(StudyArguments),
    /// Run scenario files, or all those under a folder
    Test {
        /// Scenario files (.toml) or folders of them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Say discounts in every notation, such as 4.5折
    Rate {
        /// Discounts, each in quotes: 4.5折, "pay 45%", "55% off"
        #[arg(required = true, allow_hyphen_values = true)]
        texts: Vec<String>,
    },
}

/// A study and how to print its answer.
#[derive(Args)]
pub struct StudyArguments {
    /// A study as TOML or JSON, or - for one on standard input
    pub file: PathBuf,
    /// Print the whole answer as JSON instead
    #[arg(long)]
    pub json: bool,
}
