//! What an offer's machine costs an hour, and what is sold ahead for it.

use netprice::comparison::convert::ConvertedQuote;
use netprice::rating::step::Reason;
use netprice::sizing::demand::CapacityOption;
use netprice::value::id::{BookId, LineId, OfferId, SkuId};
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use netprice::{Money, NonNegative, PriceBook, PriceModel, Quantity, Sku};
use netprice_catalog::Catalog;
use netprice_catalog::commitments::PublishedCommitment;

use crate::compare::{OfferAnswer, Stock};
use crate::problem::StudyProblem;
use crate::sku_match::SkuMatch;
use crate::study::Study;

/// What an hour of an offer's machine costs, in the currency of the study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MachineHour {
    /// Its contracted cost, rounded half-even to 12 decimals.
    pub on_demand: Money,
    /// What one unit of the price book's currency buys, for the fees of what is sold ahead.
    pub exchange: Ratio,
}

impl MachineHour {
    /// The machine of an offer, of the first line of machines that its workload has, or else of the usage
    /// line `machines`; `None` if the offer runs none.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`], and [`ValueProblem::UnitMismatch`] for a line that is not in a unit
    /// of time.
    pub fn of(quote: &ConvertedQuote, matches: &[SkuMatch]) -> Result<Option<Self>, ValueProblem> {
        let lines = machine_lines(matches);
        let (mut hours, mut cost) = (None::<Ratio>, None::<Money>);
        for (charge, costs) in quote.charges() {
            let usage = charge.usage();
            let Some(usage) = usage.filter(|usage| lines.contains(&usage.line.as_str())) else {
                continue;
            };
            // Every part of the line states the quantity of the whole, as the line gives it.
            if let Some(Reason::ListPrice {
                used,
                counted_apart,
                ..
            }) = usage.steps.first().map(|s| &*s.reason)
            {
                let of_each = used.in_unit(&"Hours".parse()?)?.exact();
                let machines = counted_apart.unwrap_or(NonNegative::ONE);
                hours = Some(of_each.times(machines.get().into())?);
            }
            cost = Some(match cost {
                Some(sum) => sum.plus(costs.contracted)?,
                None => costs.contracted,
            });
        }
        let hours = hours.filter(|hours| !hours.is_zero());
        let Some((cost, hours)) = cost.zip(hours) else {
            return Ok(None);
        };
        let an_hour = Ratio::from(cost.amount()).over(hours)?.shown()?;
        let exchange = quote.exchange.as_ref().map(|exchange| exchange.rate);
        Ok(Some(Self {
            on_demand: Money::new(an_hour, cost.currency()),
            exchange: exchange.unwrap_or(Ratio::ONE),
        }))
    }
}

/// A published commitment that an offer can choose, with the on-demand price of its machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoldAhead {
    /// What is published.
    pub published: PublishedCommitment,
    /// The list price of an hour of the offer's machine.
    pub on_demand: NonNegative,
}

impl SoldAhead {
    /// What a machine costs an hour under it, named by its key; packs are for something else.
    pub(crate) fn option(
        &self,
        machine: MachineHour,
    ) -> Result<Option<CapacityOption>, ValueProblem> {
        let Some(fee) = self.published.hourly_fee(self.on_demand)? else {
            return Ok(None);
        };
        let currency = machine.on_demand.currency();
        Ok(Some(CapacityOption {
            id: self.published.key().parse()?,
            fee: Money::new(machine.exchange.times(fee.into())?.shown()?, currency),
            use_price: Money::zero(currency),
        }))
    }
}

/// What is sold ahead for the machine that an offer runs, and for its other SKUs.
///
/// # Errors
/// [`StudyProblem::CatalogFile`], [`StudyProblem::UnknownOffer`].
pub fn sold_ahead(
    study: &Study,
    name: &OfferId,
    answer: &OfferAnswer,
    catalog: &Catalog,
) -> Result<Vec<SoldAhead>, StudyProblem> {
    let (_, offer) = study.offer(name)?;
    let stock = Stock::enough(study, offer, catalog)?;
    sold_for(stock.prices, &answer.price_book, &answer.matches, catalog)
}

/// What is sold ahead at a price book for the SKUs of some matches.
///
/// An estimate is left out where the provider's own price for the same term is known.
///
/// # Errors
/// [`StudyProblem::CatalogFile`].
pub fn sold_for(
    book: &PriceBook,
    id: &BookId,
    matches: &[SkuMatch],
    catalog: &Catalog,
) -> Result<Vec<SoldAhead>, StudyProblem> {
    let skus: Vec<_> = matches.iter().flat_map(SkuMatch::skus).collect();
    let lines = machine_lines(matches);
    let machine = matches
        .iter()
        .find(|one| lines.contains(&one.line.as_str()));
    let machine = machine.and_then(SkuMatch::sku);
    let price_of = |sku: &SkuId| {
        let sku = book.skus.get(sku);
        sku.map_or(Ok(NonNegative::ZERO), price_of_an_hour)
    };
    let of = |published: &'_ PublishedCommitment| match &published.sku {
        Some(sku) => Some(sku.clone()).filter(|sku| skus.contains(&sku)),
        None => machine.cloned(),
    };
    let published = catalog.commitments(id.as_str())?.iter();
    let fitting = published.filter_map(|one| Some((one, of(one)?)));
    let fitting: Vec<(&PublishedCommitment, SkuId)> = fitting.collect();
    let keeps = |(one, sku): &&(&PublishedCommitment, SkuId)| {
        let mut others = fitting.iter();
        !others.any(|(other, of)| sku == of && one.gives_way_to(other))
    };
    let sold = fitting.iter().filter(keeps).map(|(published, sku)| {
        Ok(SoldAhead {
            published: (*published).clone(),
            on_demand: price_of(sku)?,
        })
    });
    sold.collect()
}

/// The usage lines of the first machine of a workload, or else `machines`.
fn machine_lines(matches: &[SkuMatch]) -> Vec<&str> {
    // What is composed has several prices of an hour, and none of a whole machine.
    let is_machine = |one: &&SkuMatch| one.is_of_machines && one.sku().is_some();
    match matches.iter().find(is_machine) {
        Some(machine) => machine.usage_lines().map(LineId::as_str).collect(),
        None => vec!["machines"],
    }
}

/// The list price of an hour, whatever the unit of the SKU; zero for a price that is not flat, and for a SKU
/// that is not sold by time, as that of a pack.
fn price_of_an_hour(sku: &Sku) -> Result<NonNegative, ValueProblem> {
    let Some(PriceModel::Flat(price)) = &sku.price else {
        return Ok(NonNegative::ZERO);
    };
    let hour: Quantity = "1 Hours".parse()?;
    let Ok(hour) = hour.in_unit_by(&sku.unit, &sku.equivalents) else {
        return Ok(NonNegative::ZERO);
    };
    let price = hour.exact().times(price.get().into())?;
    NonNegative::new(price.shown()?)
}
