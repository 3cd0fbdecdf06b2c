//! A load, hour by hour, and how much of it to commit. Pure.

use netprice::commit::best::{Best, Curve, Offer, best, regret};
use netprice::convert::ConvertedQuote;
use netprice::decimal::{self, Amount};
use netprice::error::{PricingErrors, Problem, R};
use netprice::money::Money;
use netprice_catalog::commitments::{Price, PublishedCommitment};
use rust_decimal::Decimal;

use crate::committed::Choosable;

/// A day that is busy from the morning to the evening: machines wanted in each hour from midnight.
pub const A_DAY: &str = "4 4 4 4 4 4 6 8 12 16 18 20 20 20 18 16 14 12 12 10 8 6 4 4";

/// Most hours that are read: a leap year's.
const MOST_HOURS: usize = 8_784;

/// What to commit to for a load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The ladder and its cost.
    pub best: Best,
    /// What is saved against on demand.
    pub saved: Money,
    /// Each rung: its place among what is sold, and the share of hours above which it pays.
    pub rungs: Vec<(usize, Option<Decimal>)>,
    /// What the ladder costs more than the best one if demand falls, and if it rises, by a fifth.
    pub regrets: [Money; 2],
}

/// The hours of a load that was typed or pasted: numbers with spaces, commas or lines between.
///
/// `4 5`, `4,5` and `4, 5` are two numbers; `1,000 5` is refused, since its comma says nothing.
///
/// # Errors
/// The problem of the first number that cannot be read, with its place counted from 1;
/// [`Problem::Empty`] for none, [`Problem::AboveLimit`] for more than a year of hours.
pub fn hours(text: &str) -> Result<Vec<Amount>, (usize, Problem)> {
    // A comma between digits may part thousands: it parts numbers only where nothing else does.
    let apart = [' ', ';', '\t', '\n', '\r', '、'];
    let is_spaced = text.trim().contains(apart);
    let texts = text.split(|at: char| apart.contains(&at) || (!is_spaced && ",，".contains(at)));
    let texts = texts.map(|text| text.trim_end_matches([',', '，']));
    let texts = texts.filter(|text| !text.is_empty());
    let mut hours = Vec::new();
    for (index, text) in texts.enumerate() {
        if index >= MOST_HOURS {
            let value = format!("{} …", index.saturating_add(1));
            let limit = MOST_HOURS.to_string();
            return Err((
                index.saturating_add(1),
                Problem::AboveLimit { value, limit },
            ));
        }
        let hour = text.parse::<Amount>();
        hours.push(hour.map_err(|problem| (index.saturating_add(1), problem))?);
    }
    match hours.is_empty() {
        true => Err((1, Problem::Empty)),
        false => Ok(hours),
    }
}

/// What an hour of an offer's machine costs, in the currency compared in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Its contracted cost, rounded half-even to 12 decimals.
    pub on_demand: Money,
    /// What one unit of the price book's currency buys, for the fees of what is sold ahead.
    pub exchange: Decimal,
}

impl Machine {
    /// The machine of an offer; `None` if the offer runs none.
    ///
    /// # Errors
    /// [`Problem::TooLarge`].
    pub fn of(quote: &ConvertedQuote) -> R<Option<Self>> {
        let charges = quote.quote.charges.iter().zip(&quote.costs);
        let charges = charges.filter(|(charge, _)| charge.line.as_str() == "machines");
        let (mut hours, mut cost) = (Decimal::ZERO, None::<Money>);
        for (charge, costs) in charges {
            hours = decimal::plus(hours, charge.quantity.value())?;
            cost = Some(match cost {
                Some(sum) => sum.plus(costs.contracted)?,
                None => costs.contracted,
            });
        }
        let Some(cost) = cost.filter(|_| !hours.is_zero()) else {
            return Ok(None);
        };
        let exchange = quote.exchange.as_ref().map(|exchange| exchange.rate.get());
        Ok(Some(Self {
            on_demand: cost.over(hours)?,
            exchange: exchange.unwrap_or(Decimal::ONE),
        }))
    }
}

/// The best ladder for a load among what is sold ahead for a machine.
///
/// # Errors
/// Those of [`best`].
pub fn found(
    load: &[Amount],
    sold: &[Choosable],
    machine: Machine,
) -> Result<Found, PricingErrors> {
    let at = |problem: Problem| PricingErrors::from(problem.at("load"));
    let hour = Amount::new(Decimal::ONE).map_err(at)?;
    let curve: Vec<(Amount, Amount)> = load.iter().map(|demand| (hour, *demand)).collect();
    let curve = Curve::of_stretches(&curve)?;
    let offers = sold
        .iter()
        .enumerate()
        .filter_map(|(index, one)| offer(index, one, machine).transpose());
    let offers = offers.collect::<R<Vec<Offer>>>().map_err(at)?;
    let best = best(&curve, machine.on_demand, &offers)?;
    let rung = |rung: &netprice::commit::best::Rung| -> R<(usize, Option<Decimal>)> {
        let index = rung.offer.as_str().parse().unwrap_or_default();
        let offer = offers.iter().find(|offer| offer.id == rung.offer);
        let share = offer.map(|offer| offer.break_even_utilisation(machine.on_demand));
        Ok((index, share.transpose()?.flatten()))
    };
    let rungs = best.ladder.iter().map(rung).collect::<R<_>>().map_err(at)?;
    let moved = |tenths: i64| {
        let factor = Amount::new(Decimal::new(tenths, 1)).map_err(at)?;
        regret(&curve, machine.on_demand, &offers, &best.ladder, factor)
    };
    Ok(Found {
        saved: best.on_demand.minus(best.cost).map_err(at)?,
        rungs,
        regrets: [moved(8)?, moved(12)?],
        best,
    })
}

/// What a machine costs an hour under a published commitment, named by its place; packs are for
/// something else.
fn offer(index: usize, sold: &Choosable, machine: Machine) -> R<Option<Offer>> {
    let PublishedCommitment { price, .. } = &sold.published;
    let fee = match price {
        Price::Hour(price) => price.get(),
        Price::Term(price) => decimal::over(price.get(), sold.published.hours())?,
        Price::Share(share) => decimal::times(share.get(), sold.on_demand.get())?,
        Price::Pack { .. } => return Ok(None),
    };
    let currency = machine.on_demand.currency();
    Ok(Some(Offer {
        id: index.to_string().parse()?,
        fee: Money::new(decimal::times(fee, machine.exchange)?, currency),
        use_price: Money::zero(currency),
    }))
}
