//! A comparison as a table of lines and offers, for documents that leave the page.

use std::collections::{BTreeMap, BTreeSet};

use netprice::agreement::terms::{PriceChange, Term};
use netprice::book::exchange::Exchange;
use netprice::book::tax::TaxBasis;
use netprice::rating::step::Reason;
use netprice::value::day::{Date, Day};
use netprice::value::id::{BookId, CommitmentId, LineId, OfferId, TermId};
use netprice::value::problem::ValueProblem;
use netprice::{Costs, Currency, Discount, Money};

use crate::compare::{CompareAnswer, OfferAnswer, line_costs};
use crate::sku_match::{Found, SkuMatch};
use crate::study::{Offer, Study};
use crate::workload::Workload;

/// A comparison as a table: its lines, its offers with their costs, and what both rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The currency of all amounts.
    pub currency: Currency,
    /// The day on which prices and terms were looked up; `None` if the study names none.
    pub day: Option<Day>,
    /// The tax basis of the amounts.
    pub tax_basis: TaxBasis,
    /// The offers as they are ranked, and the incomplete ones after them.
    pub offers: Vec<ReportedOffer>,
    /// The lines, those of the workload in its order.
    pub lines: Vec<ReportedLine>,
    /// The sources of the list prices, in alphabetical order.
    pub sources: Vec<ReportedSource>,
    /// The exchange rates of the offers, each once.
    pub exchanges: Vec<Exchange>,
}

/// An offer of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedOffer {
    /// The id of the offer.
    pub id: OfferId,
    /// Its price book.
    pub price_book: BookId,
    /// Its rank; `None` if a price is missing, so that the costs are lower bounds.
    pub rank: Option<usize>,
    /// Its costs.
    pub costs: Costs,
    /// What is due; `None` if a price is missing.
    pub amount_due: Option<Money>,
    /// The part of the effective cost that belongs to no line: unused commitments, fees, corrections.
    pub besides: Money,
    /// What is agreed, in the order of the agreement.
    pub agreed: Vec<Agreed>,
}

/// A part of the agreement of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agreed {
    /// A discount on everything.
    Discount(Discount),
    /// Another term.
    Term(TermId),
    /// A commitment.
    Commitment(CommitmentId),
}

/// A line of a report, with a cell for each offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedLine {
    /// The line.
    pub id: LineId,
    /// The cells, in the order of the offers.
    pub cells: Vec<ReportedCell>,
}

/// What a line costs at an offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportedCell {
    /// The effective cost; `None` if a part of the line has no price.
    pub net: Option<Money>,
    /// The SKUs that answer it.
    pub skus: Vec<String>,
}

/// A source of list prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedSource {
    /// The name of the source.
    pub source: String,
    /// The earliest day of a price.
    pub first: Date,
    /// The latest day of a price.
    pub last: Date,
}

/// The report of a comparison.
///
/// # Errors
/// [`ValueProblem::TooLarge`] for sums beyond 28 digits.
///
/// ```
/// use netprice_study::analysis::report;
/// use netprice_study::{Catalog, Study, compare};
/// let study = Study::from_json(r#"{
///     "currency": "USD",
///     "price_books": { "acme": { "provider": "acme", "region": "north", "currency": "USD", "skus": {
///         "vm": { "service": "compute", "unit": "Hours", "price": { "flat": "0.2" } }
///     } } },
///     "offers": [{ "price_book": "acme",
///         "terms": [{ "id": "net", "change": { "pay": "12% off" } }],
///         "usage": { "lines": [{ "id": "web", "sku": "vm", "quantity": "1000 Hours" }] }
///     }]
/// }"#)?;
/// let found = report(&study, &compare(&study, &Catalog::published()?))?;
/// // 1,000 × 0.2 × 0.88.
/// assert_eq!(found.lines[0].cells[0].net.unwrap().to_string(), "176 USD");
/// assert_eq!(found.lines[0].cells[0].skus, ["vm"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn report(study: &Study, answer: &CompareAnswer) -> Result<Report, ValueProblem> {
    let offers = in_order(answer);
    let costs = offers.iter().map(|(_, _, offer)| line_costs(offer));
    let costs: Vec<BTreeMap<LineId, Money>> = costs.collect::<Result<_, _>>()?;
    let lines = lines(study, &offers).into_iter().map(|id| {
        let cells = offers.iter().zip(&costs);
        let cells = cells.map(|((_, _, offer), costs)| cell(offer, costs, &id));
        let cells = cells.collect();
        ReportedLine { id, cells }
    });
    let lines = lines.collect();
    let with_costs = offers.iter().zip(&costs);
    let reported_offers = with_costs.map(|((id, rank, offer), costs)| {
        let stated = study.offers.iter().find(|offer| offer.name() == **id);
        reported(id, *rank, offer, costs, stated)
    });
    Ok(Report {
        currency: study.currency,
        day: study.day,
        tax_basis: study.tax_basis,
        offers: reported_offers.collect::<Result<_, ValueProblem>>()?,
        lines,
        sources: sources(&offers),
        exchanges: exchanges(&offers),
    })
}

/// An offer of an answer with its rank.
type Placed<'a> = (&'a OfferId, Option<usize>, &'a OfferAnswer);

/// The offers that were priced, as they are ranked, and the incomplete ones after them.
fn in_order(answer: &CompareAnswer) -> Vec<Placed<'_>> {
    let ranked = answer.comparison.ranked.iter();
    let ranked = ranked.map(|one| (&one.offer, Some(one.rank)));
    let incomplete = answer.comparison.incomplete.iter();
    let incomplete = incomplete.map(|one| (&one.offer, None));
    let placed = ranked.chain(incomplete);
    let placed = placed.filter_map(|(id, rank)| {
        let offer = answer.offers.get(id)?.as_ref().ok()?;
        Some((id, rank, offer))
    });
    placed.collect()
}

/// The lines of the workload, and after them those of usage that offers list.
fn lines(study: &Study, offers: &[Placed<'_>]) -> Vec<LineId> {
    let of_workload = study.workload.iter().flat_map(Workload::ids);
    let of_usage = offers.iter().flat_map(|(_, _, offer)| {
        let matches = offer.matches_by_usage();
        let charges = offer.quote.quote.usage_charges().map(|charge| &charge.line);
        let unpriced = offer.quote.quote.unpriced.iter().map(|one| &one.line);
        let usage = charges.chain(unpriced);
        let own = usage.filter(|line| !matches.contains_key(*line));
        own.collect::<Vec<&LineId>>()
    });
    let mut seen = BTreeSet::new();
    let each = of_workload.chain(of_usage);
    each.filter(|line| seen.insert(*line)).cloned().collect()
}

fn cell(offer: &OfferAnswer, costs: &BTreeMap<LineId, Money>, line: &LineId) -> ReportedCell {
    let matches: Vec<&SkuMatch> = offer.matches.iter().filter(|one| one.of == *line).collect();
    let by_usage = offer.matches_by_usage();
    let is_of_line = |usage: &LineId| by_usage.get(usage).map_or(usage, |one| &one.of) == line;
    let mut unpriced = offer.quote.quote.unpriced.iter();
    let is_missing =
        unpriced.any(|one| is_of_line(&one.line)) || matches.iter().any(|one| one.is_missing());
    let charges = offer.quote.quote.usage_charges();
    let own = charges.filter(|charge| matches.is_empty() && is_of_line(&charge.line));
    let own = own.map(|charge| charge.sku.to_string());
    let mut skus: Vec<String> = matches.iter().filter_map(|one| named(one)).collect();
    skus.extend(own);
    skus.dedup();
    ReportedCell {
        net: costs.get(line).copied().filter(|_| !is_missing),
        skus,
    }
}

/// The name of what answers a part of a line; `None` if nothing does.
fn named(one: &SkuMatch) -> Option<String> {
    match &one.found {
        Found::Chosen { sku, .. } | Found::Named { sku, .. } | Found::Given { sku, .. } => {
            Some(sku.to_string())
        }
        Found::Composed { name, .. } => Some(name.clone()),
        Found::Missing(_) => None,
    }
}

fn reported(
    id: &OfferId,
    rank: Option<usize>,
    offer: &OfferAnswer,
    lines: &BTreeMap<LineId, Money>,
    stated: Option<&Offer>,
) -> Result<ReportedOffer, ValueProblem> {
    let costs = offer.quote.total.known();
    let of_lines = Money::sum(costs.effective.currency(), lines.values().copied())?;
    Ok(ReportedOffer {
        id: id.clone(),
        price_book: offer.price_book.clone(),
        rank,
        costs,
        amount_due: offer.quote.amount_due,
        besides: costs.effective.minus(of_lines)?,
        agreed: stated.map(agreed).unwrap_or_default(),
    })
}

fn agreed(offer: &Offer) -> Vec<Agreed> {
    let terms = offer.terms.0.iter().map(|term| match on_everything(term) {
        Some(pay) => Agreed::Discount(pay),
        None => Agreed::Term(term.id.clone()),
    });
    let held = offer.commitments.held.iter();
    let held = held.map(|one| Agreed::Commitment(one.id.clone()));
    terms.chain(held).collect()
}

/// The discount of a term on everything; `None` for another term.
fn on_everything(term: &Term) -> Option<Discount> {
    let PriceChange::Pay(pay) = &term.change else {
        return None;
    };
    Some(*pay).filter(|_| term.scope.is_everything())
}

fn sources(offers: &[Placed<'_>]) -> Vec<ReportedSource> {
    let mut found: BTreeMap<&str, (Date, Date)> = BTreeMap::new();
    let steps = offers
        .iter()
        .flat_map(|(_, _, offer)| offer.quote.quote.steps());
    for step in steps {
        let Reason::ListPrice { published, .. } = &*step.reason else {
            continue;
        };
        if let Some(published) = published {
            let (first, last) = (published.as_of.earliest(), published.as_of.latest());
            let days = found.entry(&published.source).or_insert((first, last));
            *days = (days.0.min(first), days.1.max(last));
        }
    }
    let found = found.into_iter();
    let sources = found.map(|(source, (first, last))| ReportedSource {
        source: source.to_owned(),
        first,
        last,
    });
    sources.collect()
}

fn exchanges(offers: &[Placed<'_>]) -> Vec<Exchange> {
    let mut found: Vec<Exchange> = Vec::new();
    for (_, _, offer) in offers {
        let by_day = offer.quote.by_day.values();
        for exchange in offer.quote.exchange.iter().chain(by_day) {
            if !found.contains(exchange) {
                found.push(exchange.clone());
            }
        }
    }
    found
}
