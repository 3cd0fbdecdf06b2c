//! What was paid, beside what each offer of a comparison costs.

use std::collections::{BTreeMap, BTreeSet};

use netprice::book::exchange::Exchange;
use netprice::value::id::{LineId, OfferId};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Money};
use netprice_catalog::Catalog;
use netprice_import::bill::BillCategory;
use serde::{Deserialize, Serialize};

use super::{BillWorkload, Paid};
use crate::compare::{OfferAnswer, line_costs};
use crate::problem::{Located, StudyProblem};
use crate::rates::rates;
use crate::study::Study;

/// A bill beside the offers of a comparison; all amounts are in the currency of the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The lines in the order of the bill: usage, then what is no usage.
    pub lines: Vec<BesideLine>,
    /// What was paid for all of them.
    pub paid: Paid,
    /// Each offer on the lines that it prices.
    pub offers: BTreeMap<OfferId, AtOffer>,
}

/// A line of a bill, and what it costs at each offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BesideLine {
    /// The line.
    pub line: LineId,
    /// What it is.
    pub category: BillCategory,
    /// Whether it is usage that is known, and so part of the workload.
    pub is_matched: bool,
    /// What was paid.
    pub paid: Paid,
    /// The effective cost by offer; absent at one that does not price the line.
    pub offers: BTreeMap<OfferId, Money>,
}

/// An offer on the lines that it prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtOffer {
    /// The number of lines that it prices.
    pub lines: usize,
    /// What these lines cost there.
    pub effective: Money,
    /// What was paid for the same lines.
    pub paid: Paid,
}

/// Puts a bill beside the offers of a comparison of its workload.
///
/// Amounts of other currencies are converted at the exchange rates of the study, each rounded half-even to 12 decimals; sums
/// are of converted amounts. A line of the workload is found by its id. Work grows with the lines times the offers.
///
/// # Errors
/// A missing exchange rate, and [`ValueProblem::TooLarge`] beyond 28 digits.
///
/// ```
/// use netprice_study::bill::{beside, workload_of};
/// use netprice_study::{Catalog, Offer, Study, compare};
/// let text = "lineItem/LineItemType,lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit\n\
///     Usage,BoxUsage:t3.medium,730,USD,20,Hrs\nTax,,1,USD,5,\n";
/// let bill = netprice_import::bill::read(text).unwrap();
/// let catalog = Catalog::published()?;
/// let found = workload_of(&bill, &catalog)?;
/// let mut study = Study::new("USD".parse()?);
/// study.workload = Some(found.workload.clone());
/// study.offers = vec![Offer::at_list("aws-us-east-1".parse()?)];
/// let answer = compare(&study, &catalog);
/// let offers = answer.offers.iter().filter_map(|(id, one)| Some((id, one.as_ref().ok()?)));
/// let beside = beside(&found, offers, &study, &catalog).unwrap();
/// // 730 × 0.0376 of the cheapest machine of that size, for what 20 was paid for; the tax is no usage.
/// let at = beside.offers["aws-us-east-1"];
/// assert_eq!((at.effective.to_string(), at.paid.billed.to_string()), ("27.448 USD".into(), "20 USD".into()));
/// assert_eq!(beside.paid.billed.to_string(), "25 USD");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn beside<'a>(
    bill: &BillWorkload,
    offers: impl IntoIterator<Item = (&'a OfferId, &'a OfferAnswer)>,
    study: &Study,
    catalog: &Catalog,
) -> Result<Beside, Located> {
    let in_value = |problem: ValueProblem| StudyProblem::from(problem).at("lines");
    let mut converter = Converter::new(study, catalog);
    let mut costs = Vec::new();
    for (id, offer) in offers {
        costs.push((id, line_costs(offer).map_err(in_value)?));
    }
    let usage = bill
        .paid
        .iter()
        .map(|(line, paid)| (line, BillCategory::Usage, paid));
    let others = bill.others.iter();
    let others = others.map(|(line, category, paid)| (line, *category, paid));
    let nothing = Paid::zero(study.currency);
    let mut beside = Beside {
        lines: Vec::new(),
        paid: nothing,
        offers: BTreeMap::new(),
    };
    let not_matched: BTreeSet<&LineId> = bill.not_matched.iter().collect();
    for (line, category, paid) in usage.chain(others) {
        let paid = converter.paid(paid, line)?;
        beside.paid = beside.paid.plus(paid).map_err(in_value)?;
        let is_usage = category == BillCategory::Usage;
        let of_line = costs.iter().filter(|_| is_usage);
        let of_line = of_line.filter_map(|(id, costs)| Some(((*id).clone(), *costs.get(line)?)));
        let of_line: BTreeMap<OfferId, Money> = of_line.collect();
        for (id, cost) in &of_line {
            let at = beside.offers.entry(id.clone()).or_insert(AtOffer {
                lines: 0,
                effective: Money::zero(study.currency),
                paid: nothing,
            });
            at.lines = at.lines.saturating_add(1);
            at.effective = at.effective.plus(*cost).map_err(in_value)?;
            at.paid = at.paid.plus(paid).map_err(in_value)?;
        }
        beside.lines.push(BesideLine {
            line: line.clone(),
            category,
            is_matched: is_usage && !not_matched.contains(line),
            paid,
            offers: of_line,
        });
    }
    Ok(beside)
}

impl Paid {
    fn zero(currency: Currency) -> Self {
        let nothing = Money::zero(currency);
        Self {
            billed: nothing,
            effective: nothing,
            list: nothing,
        }
    }

    fn plus(self, other: Self) -> Result<Self, ValueProblem> {
        Ok(Self {
            billed: self.billed.plus(other.billed)?,
            effective: self.effective.plus(other.effective)?,
            list: self.list.plus(other.list)?,
        })
    }
}

/// Converts amounts to the currency of a study; each rate is looked up once.
struct Converter<'a> {
    study: &'a Study,
    catalog: &'a Catalog,
    known: BTreeMap<Currency, Option<Exchange>>,
}

impl<'a> Converter<'a> {
    fn new(study: &'a Study, catalog: &'a Catalog) -> Self {
        let known = BTreeMap::from([(study.currency, None)]);
        Self {
            study,
            catalog,
            known,
        }
    }

    fn paid(&mut self, paid: &Paid, line: &LineId) -> Result<Paid, Located> {
        let from = paid.billed.currency();
        if !self.known.contains_key(&from) {
            let rates = rates(self.study, self.catalog)?;
            let exchange = rates.exchange(from, self.study.currency, self.study.day);
            let exchange = exchange.map_err(|located| {
                let path = located.path.under("exchange_rates");
                StudyProblem::from(located.problem).at(path)
            })?;
            self.known.insert(from, exchange);
        }
        let exchange = self.known.get(&from).and_then(Option::as_ref);
        let convert = |money: Money| match exchange {
            Some(exchange) => exchange
                .of(money)
                .map_err(|problem| StudyProblem::from(problem).at(Path::from("lines").key(line))),
            None => Ok(money),
        };
        Ok(Paid {
            billed: convert(paid.billed)?,
            effective: convert(paid.effective)?,
            list: convert(paid.list)?,
        })
    }
}
