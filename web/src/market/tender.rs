//! The tender, round by round.

use netprice::Money;
use netprice::market::tender::{Aftermath, Seller, TenderResult};
use netprice::value::decimal::{self, NonNegative};
use netprice::value::discount::Discount;
use netprice::value::problem::ValueProblem;
use netprice_study::StudyProblem;
use netprice_study::market::tender::{TenderDelivery, TenderQuestion, answer};
use rust_decimal::Decimal;

use super::drawing::Outlook;
use super::reader::{Reader, Wrong, at};
use crate::settings::{Setting, Settings};

/// A tender that was played.
#[derive(Clone, Debug, PartialEq)]
pub struct Tendered {
    /// How it went.
    pub result: TenderResult,
    /// What may become of the winner.
    pub aftermath: Option<Aftermath>,
}

/// Plays the tender of the sellers as typed, one a line: name, floor, step, stock in percent, cost.
///
/// # Errors
/// What is wrong, by setting; for the sellers the line as well.
pub fn tendered(settings: &Settings, outlook: &Outlook) -> Result<Tendered, Wrong> {
    let mut reader = Reader::new(settings);
    let opening = reader.discount(Setting::Opening);
    let delivery = TenderDelivery {
        list: Money::new(Decimal::ONE_HUNDRED, outlook.last.currency()),
        penalty: reader.percent(Setting::Penalty, 100),
        month: reader.whole(Setting::Delivery, outlook.months()),
    };
    let sellers = sellers(settings.get(Setting::Sellers));
    let sellers = reader.keep(Setting::Sellers, sellers);
    reader.done(())?;
    let question = TenderQuestion {
        sellers,
        opening,
        delivery: Some(delivery),
    };
    let found = answer(&question, Ok(&outlook.paths)).map_err(at(Setting::Sellers))?;
    let aftermath = found.aftermath.transpose();
    Ok(Tendered {
        aftermath: aftermath.map_err(at(Setting::Sellers))?,
        result: found.result,
    })
}

/// The sellers of a text, one a line: name, floor, step, stock in percent and cost, parted by commas.
///
/// # Errors
/// [`StudyProblem::Unreadable`] that names the line.
pub fn sellers(text: &str) -> Result<Vec<Seller>, StudyProblem> {
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| seller(line).map_err(|problem| in_line(index, &problem)))
        .collect()
}

fn in_line(index: usize, problem: &ValueProblem) -> StudyProblem {
    let message = format!("{}: {problem}", index.saturating_add(1));
    StudyProblem::Unreadable { message }
}

fn seller(line: &str) -> Result<Seller, ValueProblem> {
    let mut cells = line.split([',', '，']).map(str::trim);
    let mut cell = || {
        cells
            .next()
            .filter(|cell| !cell.is_empty())
            .ok_or(ValueProblem::Empty)
    };
    let name = cell()?.parse()?;
    let (floor, step) = (cell()?.parse()?, cell()?.parse()?);
    let stock = cell()?.trim_end_matches('%').parse::<NonNegative>()?;
    let stock = NonNegative::new(decimal::over(stock.get(), Decimal::ONE_HUNDRED)?)?;
    let cost = cell()?.parse::<Discount>()?;
    Ok(Seller {
        name,
        floor,
        step,
        stock,
        cost,
    })
}
