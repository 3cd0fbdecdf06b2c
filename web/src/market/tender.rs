//! The tender, round by round.

use netprice::decimal::{self, Amount};
use netprice::error::{Problem, R};
use netprice::gpu::tender::{Aftermath, Outcome, Seller, aftermath, play};
use netprice::money::Money;
use netprice::rate::PayRate;
use rust_decimal::Decimal;

use super::drawing::Outlook;
use super::reader::{Reader, Wrong, first};
use crate::settings::{Setting, Settings};

/// A tender that was played.
#[derive(Clone, Debug, PartialEq)]
pub struct Tendered {
    /// How it went.
    pub outcome: Outcome,
    /// What may become of the winner.
    pub aftermath: Option<Aftermath>,
}

/// Plays the tender of the sellers as typed, one a line: name, floor, step, stock in percent, cost.
///
/// # Errors
/// What is wrong, by setting; for the sellers the line as well.
pub fn tendered(settings: &Settings, outlook: &Outlook) -> Result<Tendered, Wrong> {
    let mut reader = Reader::new(settings);
    let opening = reader.pay(Setting::Opening);
    let penalty = reader.percent(Setting::Penalty, 100);
    let delivery = u32::try_from(outlook.paths.months.len()).unwrap_or(u32::MAX);
    let delivery = reader.whole(Setting::Delivery, delivery);
    let sellers = sellers(settings.get(Setting::Sellers));
    let sellers = reader.keep(Setting::Sellers, sellers);
    reader.done(())?;
    let at = |problem: Problem| Wrong::from([(Setting::Sellers, problem)]);
    let outcome = play(&sellers, opening).map_err(|errors| at(first(errors)))?;
    let winner = sellers
        .iter()
        .find(|one| Some(&one.name) == outcome.winner.as_ref());
    let list = Money::new(Decimal::ONE_HUNDRED, outlook.currency);
    let after = winner
        .zip(outcome.pay)
        .map(|(winner, pay)| aftermath(winner, pay, list, penalty, &outlook.paths.at(delivery)?));
    Ok(Tendered {
        aftermath: after.transpose().map_err(at)?,
        outcome,
    })
}

/// The sellers of a text, one a line: name, floor, step, stock in percent and cost, parted by commas.
///
/// # Errors
/// [`Problem::Malformed`] that names the line.
pub fn sellers(text: &str) -> R<Vec<Seller>> {
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| seller(line).map_err(|problem| in_line(index, &problem)))
        .collect()
}

fn in_line(index: usize, problem: &Problem) -> Problem {
    let message = format!("{}: {problem}", index.saturating_add(1));
    Problem::Malformed { message }
}

fn seller(line: &str) -> R<Seller> {
    let mut cells = line.split([',', '，']).map(str::trim);
    let mut cell = || {
        cells
            .next()
            .filter(|cell| !cell.is_empty())
            .ok_or(Problem::Empty)
    };
    let name = cell()?.to_owned();
    let mut pay = || -> R<Amount> { Amount::new(cell()?.parse::<PayRate>()?.paid()) };
    let (floor, step) = (pay()?, pay()?);
    let stock = cell()?.trim_end_matches('%').parse::<Amount>()?;
    let stock = Amount::new(decimal::over(stock.get(), Decimal::ONE_HUNDRED)?)?;
    let cost = Amount::new(cell()?.parse::<PayRate>()?.paid())?;
    Ok(Seller {
        name,
        floor,
        step,
        stock,
        cost,
    })
}
