//! The command `netprice`: answers studies, runs scenario files, converts discount notations.

mod arguments;
mod commit;
mod compare;
mod document;
mod market;
mod question;
mod quote;
mod rate;
mod scenarios;
mod text;
mod tokens;
mod traffic;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::question::ask;

fn main() -> ExitCode {
    let is_all_well = match Arguments::parse().command {
        Command::Compare(arguments) => ask::<compare::Compare>(&arguments),
        Command::Quote(arguments) => ask::<quote::Quotes>(&arguments),
        Command::Traffic(arguments) => ask::<traffic::TrafficCommand>(&arguments),
        Command::Commit(arguments) => ask::<commit::CommitCommand>(&arguments),
        Command::Market(arguments) => ask::<market::MarketCommand>(&arguments),
        Command::Tokens(arguments) => ask::<tokens::TokensCommand>(&arguments),
        Command::Test { paths } => scenarios::test(&paths),
        Command::Rate { texts } => rate::say(&texts),
    };
    if is_all_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
