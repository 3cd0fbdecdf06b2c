//! The command `netprice`: what a plan costs, and whether scenarios hold.

mod print;
mod scenarios;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use netprice::rate::PayRate;
use netprice_catalog::answer::{Answer, answer};
use netprice_catalog::catalog::Catalog;
use netprice_catalog::plan::{self, Plan};

/// From list price to net price: what cloud usage really costs, exactly and explained.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Price every offer of a plan and show the steps of every number
    Quote(PlanArguments),
    /// Price every offer of a plan and rank them
    Compare(PlanArguments),
    /// Run scenario files, or all those under a folder
    Test {
        /// Scenario files (.toml) or folders of them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Say a pay rate in every notation, such as 4.5折
    Rate {
        /// The pay rate
        #[arg(allow_hyphen_values = true)]
        rate: String,
    },
}

#[derive(clap::Args)]
struct PlanArguments {
    /// A plan as JSON or TOML (by its ending), or - for JSON on standard input
    plan: PathBuf,
    /// Print the whole answer as JSON instead
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Quote(arguments) => show(&arguments, print::steps),
        Command::Compare(arguments) => show(&arguments, print::ranking),
        Command::Test { paths } => return scenarios::test(&paths),
        Command::Rate { rate } => say_rate(&rate),
    };
    match outcome {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn show(arguments: &PlanArguments, print: fn(&Answer) -> String) -> Result<String, String> {
    let catalog = Catalog::published().map_err(|error| error.to_string())?;
    let plan = read_plan(&arguments.plan)?;
    let in_file = |errors| format!("{}: {errors}", arguments.plan.display());
    let answer = answer(&plan, &catalog).map_err(in_file)?;
    if arguments.json {
        return serde_json::to_string_pretty(&answer).map_err(|error| error.to_string());
    }
    Ok(print(&answer))
}

fn read_plan(path: &Path) -> Result<Plan, String> {
    let in_file = |message: &dyn std::fmt::Display| format!("{}: {message}", path.display());
    let text = if path == Path::new("-") {
        let mut text = String::new();
        let read = std::io::stdin().read_to_string(&mut text);
        read.map(|_| text)
    } else {
        std::fs::read_to_string(path)
    };
    let text = text.map_err(|error| in_file(&error))?;
    if path.extension().is_some_and(|ending| ending == "toml") {
        let toml = toml::Deserializer::parse(&text).map_err(|error| in_file(&error))?;
        return plan::read(toml).map_err(|errors| in_file(&errors));
    }
    Plan::from_json(&text).map_err(|errors| in_file(&errors))
}

fn say_rate(text: &str) -> Result<String, String> {
    let rate: PayRate = text.parse().map_err(|problem| format!("rate: {problem}"))?;
    let saved = rate.saved_percent();
    // The whole price is no 折: 10折 could be a tenth of it.
    match rate == PayRate::FULL {
        true => Ok(format!("{rate} = {saved}% off")),
        false => Ok(format!("{}折 = {rate} = {saved}% off", rate.in_tenths())),
    }
}
