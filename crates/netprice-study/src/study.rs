//! The study: a document with shared context and any of five questions.

mod all_wrong;
pub mod reading;

use std::collections::BTreeMap;

use netprice::agreement::commitment::Commitments;
use netprice::agreement::fee::ShareFee;
use netprice::book::exchange::ExchangeRates;
use netprice::book::tax::TaxBasis;
use netprice::problem::Known;
use netprice::value::day::Day;
use netprice::value::id::{BookId, OfferId, Provider, SkuId};
use netprice::value::limits::{LINE_ENTRIES, OFFERS, PRICE_BOOKS, USAGE_LINES, at_most};
use netprice::value::path::Path;
use netprice::value::text::unique_keys;
use netprice::{Agreement, Billing, Currency, PriceBook, Tax, Terms, Usage};
use netprice_catalog::book::Machine;
use netprice_catalog::goods::{Flexible, Good};
use serde::{Deserialize, Serialize};

use crate::commit::question::Commit;
use crate::market::question::Market;
use crate::overrides::PriceOverride;
use crate::problem::{Located, Problems, StudyProblem};
use crate::tokens::question::Tokens;
use crate::traffic::question::Traffic;
use crate::workload::Workload;

/// Questions about cloud prices. Scenario files contain studies; the command, the JavaScript package and
/// the page take them as input.
///
/// `offers` ask for a comparison; each other question has its own field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// The currency of the answers.
    pub currency: Currency,
    /// The day on which prices and terms are looked up, for usage that names no day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// The tax basis of the comparison: as listed, all before tax, or all with tax.
    #[serde(default, skip_serializing_if = "is_as_listed")]
    pub tax_basis: TaxBasis,
    /// The exchange rates; the catalogue's if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange_rates: Option<ExchangeRates>,
    /// The study's own price books, which replace published ones of the same name. A replaced book keeps
    /// the published data of its machines, so a workload can still be matched.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub price_books: BTreeMap<BookId, PriceBook>,
    /// The size of further machines in the study's own price books, so a workload can be matched to
    /// them.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub machines: BTreeMap<BookId, BTreeMap<SkuId, Machine>>,
    /// What other SKUs of the study's own price books are, so a workload can be matched to them.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub goods: BTreeMap<BookId, BTreeMap<SkuId, Good>>,
    /// What is composed of SKUs of the study's own price books by size.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub flexible: BTreeMap<BookId, Vec<Flexible>>,
    /// Prices that replace or extend those of the catalogue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<PriceOverride>,
    /// The workload of every offer that does not list its own usage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<Workload>,
    /// The offers to compare, which the question `commit` can use too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// The question about the cost of a month of traffic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traffic: Option<Traffic>,
    /// The question about the cheapest commitments for a load.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<Commit>,
    /// The question about a price that moves, and the decisions of sellers and buyers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<Market>,
    /// The question whether tokens are cheaper from an API or from own machines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Tokens>,
}

/// A price book under an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Unique within the study; the name of the price book if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<OfferId>,
    /// The price book, from the study or the catalogue.
    pub price_book: BookId,
    /// The usage of its SKUs; if absent, SKUs are matched to the workload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    /// The provider whose published order of discounts gives a stage to each term that states none; that
    /// of the price book if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount_order: Option<Provider>,
    /// The free allowances of the account that are used at this offer, by their ids in the catalogue. An
    /// account has each of them once, over all its regions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowances: Vec<String>,
    /// The negotiated terms; list prices apply if empty.
    #[serde(default, skip_serializing_if = "Terms::is_empty")]
    pub terms: Terms,
    /// The commitments, which cover usage before the rest is paid on demand.
    #[serde(default, skip_serializing_if = "Commitments::is_default")]
    pub commitments: Commitments,
    /// The fees that are a share of its charges, such as support.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<ShareFee>,
    /// The tax on its prices, which replaces that of the price book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Tax>,
    /// The minimums, vouchers and other agreements on the bill as a whole.
    #[serde(default, skip_serializing_if = "Billing::is_nothing")]
    pub billing: Billing,
}

fn is_as_listed(basis: &TaxBasis) -> bool {
    *basis == TaxBasis::AsListed
}

impl Offer {
    /// Creates an offer at the list prices of a price book.
    #[must_use]
    pub fn at_list(price_book: BookId) -> Self {
        Self {
            id: None,
            price_book,
            usage: None,
            discount_order: None,
            allowances: Vec::new(),
            terms: Terms::default(),
            commitments: Commitments::default(),
            fees: Vec::new(),
            tax: None,
            billing: Billing::default(),
        }
    }

    /// The id of the offer, or else the name of its price book.
    #[must_use]
    pub fn name(&self) -> OfferId {
        let own = self.id.clone();
        own.unwrap_or_else(|| OfferId::from(&self.price_book))
    }

    /// The agreement as it is stated: terms, commitments, fees, tax and billing. The published
    /// [`discount_order`](crate::discount_order) may give its terms a stage.
    #[must_use]
    pub fn agreement(&self) -> Agreement {
        Agreement {
            terms: self.terms.clone(),
            commitments: self.commitments.clone(),
            fees: self.fees.clone(),
            tax: self.tax,
            billing: self.billing.clone(),
        }
    }
}

impl Study {
    /// Creates a study without questions.
    #[must_use]
    pub fn new(currency: Currency) -> Self {
        Self {
            currency,
            day: None,
            tax_basis: TaxBasis::default(),
            exchange_rates: None,
            price_books: BTreeMap::new(),
            machines: BTreeMap::new(),
            goods: BTreeMap::new(),
            flexible: BTreeMap::new(),
            overrides: Vec::new(),
            workload: None,
            offers: Vec::new(),
            traffic: None,
            commit: None,
            market: None,
            tokens: None,
        }
    }

    /// The lists of its context that are longer than their limit; each question tells its own.
    pub(crate) fn above_limits(&self) -> Vec<Located> {
        let lines = self.workload.iter().flat_map(|workload| &workload.lines);
        let unread = self.workload.iter().flat_map(|workload| &workload.unread);
        let mut counts = vec![
            ("price_books".into(), self.price_books.len(), PRICE_BOOKS),
            ("machines".into(), self.machines.len(), PRICE_BOOKS),
            ("goods".into(), self.goods.len(), PRICE_BOOKS),
            ("flexible".into(), self.flexible.len(), PRICE_BOOKS),
            ("offers".into(), self.offers.len(), OFFERS),
            (
                Path::from("workload").field("lines"),
                lines.clone().count(),
                USAGE_LINES,
            ),
            (
                Path::from("workload").field("unread"),
                unread.clone().count(),
                USAGE_LINES,
            ),
        ];
        for (index, offer) in self.offers.iter().enumerate() {
            let at = Path::from("offers").index(index).field("allowances");
            counts.push((at, offer.allowances.len(), LINE_ENTRIES));
        }
        for (index, line) in lines.enumerate() {
            counts.extend(line.counts(&Workload::path(index)));
        }
        for (index, line) in unread.enumerate() {
            let at = Path::from("workload").field("unread").index(index);
            counts.push((at.field("labels"), line.labels.len(), LINE_ENTRIES));
        }
        let above = counts.into_iter().filter_map(|(at, count, limit)| {
            let problem = at_most(count, limit).err()?;
            Some(StudyProblem::from(problem).at(at))
        });
        above.collect()
    }

    /// Returns the offer with a name and its position; the first if several have this name.
    ///
    /// # Errors
    /// [`StudyProblem::UnknownOffer`].
    pub fn offer(&self, name: &OfferId) -> Result<(usize, &Offer), StudyProblem> {
        let mut offers = self.offers.iter().enumerate();
        let found = offers.find(|(_, offer)| offer.name() == *name);
        found.ok_or_else(|| StudyProblem::UnknownOffer {
            value: name.clone(),
            known: Known::near(
                name.as_str(),
                &self.offers.iter().map(Offer::name).collect::<Vec<_>>(),
            ),
        })
    }
}

/// Reads a study, or a part of one, from any serde format, and tracks paths for error messages.
///
/// # Errors
/// [`StudyProblem::Unreadable`] with the path of the field and the expected value.
pub fn read<'de, T, D>(document: D) -> Result<T, Problems>
where
    T: Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    serde_path_to_error::deserialize(document)
        .map_err(|error| unreadable(typed(error.path()), error.inner()).into())
}

/// Converts a path of `serde_path_to_error` to a path of a problem.
fn typed(path: &serde_path_to_error::Path) -> Path {
    use serde_path_to_error::Segment;
    path.iter()
        .fold(Path::default(), |path, segment| match segment {
            Segment::Seq { index } => path.index(*index),
            Segment::Map { key } => path.field(key.clone()),
            Segment::Enum { variant } => path.field(variant.clone()),
            Segment::Unknown => path.field("?"),
        })
}

/// The characters of a reader's message that are told.
const LONGEST_MESSAGE: usize = 600;

fn unreadable(path: Path, error: &impl std::fmt::Display) -> Located {
    let said = error.to_string();
    // The message of the TOML reader ends with a line `in ...`, which repeats the path without indices.
    let lines = said.lines().filter(|line| !line.starts_with("in `"));
    let message = lines.collect::<Vec<&str>>().join("\n");
    // A message may repeat a value of any length.
    let message = message.chars().take(LONGEST_MESSAGE).collect();
    StudyProblem::Unreadable { message }.at(path)
}
