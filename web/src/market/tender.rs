//! The tender, round by round.

use netprice::Money;
use netprice::market::tender::{Aftermath, Seller, TenderResult};
use netprice::value::decimal::{self, NonNegative};
use netprice::value::discount::Discount;
use netprice::value::problem::ValueProblem;
use netprice_study::StudyProblem;
use netprice_study::market::tender::{TenderDelivery, TenderQuestion, answer};
use rust_decimal::Decimal;

use crate::kit::form::Form;
use crate::market::drawing::Outlook;
use crate::market::form::{MarketField, MarketForm};
use crate::market::reader::{Reader, Wrong, at};

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
/// What is wrong, by field; for the sellers the line as well.
pub fn tendered(form: &MarketForm, outlook: &Outlook) -> Result<Tendered, Wrong> {
    let mut reader = Reader::new(form);
    let opening = reader.discount(MarketField::Opening);
    let delivery = TenderDelivery {
        list: Money::new(Decimal::ONE_HUNDRED, outlook.last.currency()),
        penalty: reader.percent(MarketField::Penalty, 100),
        month: reader.whole(MarketField::Delivery, outlook.months()),
    };
    let sellers = sellers(form.text(MarketField::Sellers));
    let sellers = reader.keep(MarketField::Sellers, sellers);
    reader.done(())?;
    let question = TenderQuestion {
        sellers,
        opening,
        delivery: Some(delivery),
    };
    let found = answer(&question, Ok(&outlook.paths)).map_err(at(MarketField::Sellers))?;
    let aftermath = found.aftermath.transpose();
    Ok(Tendered {
        aftermath: aftermath.map_err(at(MarketField::Sellers))?,
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
