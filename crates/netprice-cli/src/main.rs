//! The command `netprice`: answers studies, rates usage files, lists prices, runs scenario files, converts discount
//! notations.

mod arguments;
mod bill;
mod catalog;
mod commit;
mod compare;
mod discount;
mod document;
mod encoding;
mod focus;
mod market;
mod matched;
mod parquet_file;
mod price_list;
mod question;
mod quote;
mod rate;
mod rated;
mod scenarios;
mod source;
mod text;
mod tokens;
mod traffic;
mod workbook;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command, ImportCommand};
use crate::catalog::Tables;
use crate::question::ask;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let tables = Tables::of(arguments.catalog);
    let is_all_well = match arguments.command {
        Command::Compare(arguments) if arguments.focus.is_some() => {
            focus::print(&arguments, &tables)
        }
        Command::Compare(arguments) if arguments.markdown => {
            ask::<compare::Document>(&arguments.study, &tables)
        }
        Command::Compare(arguments) if arguments.lines => {
            ask::<compare::Compare<true>>(&arguments.study, &tables)
        }
        Command::Compare(arguments) => ask::<compare::Compare<false>>(&arguments.study, &tables),
        Command::Quote(arguments) => ask::<quote::Quotes>(&arguments, &tables),
        Command::Traffic(arguments) => traffic::ask(&arguments, &tables),
        Command::Commit(arguments) => ask::<commit::CommitCommand>(&arguments, &tables),
        Command::Market(arguments) => ask::<market::MarketCommand>(&arguments, &tables),
        Command::Tokens(arguments) => ask::<tokens::TokensCommand>(&arguments, &tables),
        Command::Import(ImportCommand::Bill(arguments)) => bill::import(&arguments, &tables),
        Command::Import(ImportCommand::Prices(arguments)) => price_list::import(&arguments),
        Command::Catalog(command) => catalog::show(&command, &tables),
        Command::Test { paths } => scenarios::test(&paths, &tables),
        Command::Discount { texts } => discount::say(&texts),
        Command::Rate(arguments) => rate::rate(&arguments, &tables),
    };
    if is_all_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
