//! The one document: shared context and any of five questions.

use std::collections::BTreeMap;

use netprice::agreement::commitment::Commitments;
use netprice::book::tax::TaxBasis;
use netprice::comparison::convert::ExchangeRates;
use netprice::problem::Known;
use netprice::value::day::Day;
use netprice::value::id::{BookId, OfferId, SkuId};
use netprice::value::path::Path;
use netprice::value::text::unique_keys;
use netprice::{Agreement, Billing, Currency, PriceBook, Tax, Terms, Usage};
use netprice_catalog::book::Machine;
use serde::{Deserialize, Serialize};

use crate::commit::question::Commit;
use crate::market::question::Market;
use crate::overrides::PriceOverride;
use crate::problem::{Located, Problems, StudyProblem};
use crate::tokens::question::Tokens;
use crate::traffic::question::Traffic;
use crate::workload::Workload;

/// Questions about cloud prices: a scenario file holds a study, the command and the JavaScript package
/// take one.
///
/// A study with `offers` asks what they cost; each other question has a field of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// The currency to answer in.
    pub currency: Currency,
    /// The day whose prices and terms hold, for usage that names no day of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// The tax basis to compare on: as listed, all before tax, or all with tax.
    #[serde(default, skip_serializing_if = "is_as_listed")]
    pub tax_basis: TaxBasis,
    /// The exchange rates; those of the catalogue if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange_rates: Option<ExchangeRates>,
    /// Price books of the study's own; they come before those of the catalogue. One of a published
    /// name keeps what is known of the published machines, so that a workload can be matched at its
    /// prices.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub price_books: BTreeMap<BookId, PriceBook>,
    /// Machines among the SKUs of the study's own price books besides the published ones, so that a
    /// workload can be matched to them too.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub machines: BTreeMap<BookId, BTreeMap<SkuId, Machine>>,
    /// Prices that take the place of those of the catalogue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<PriceOverride>,
    /// What is wanted of every offer that does not list its own usage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<Workload>,
    /// Offers to compare, and to buy ahead at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// What a month of traffic costs under which tariff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traffic: Option<Traffic>,
    /// How much of a load to buy ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<Commit>,
    /// What may become of a price, and who should do what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<Market>,
    /// Whether tokens are cheaper from an API or from machines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Tokens>,
}

/// A price book under an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Its name; that of the price book if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<OfferId>,
    /// The price book, of the study or of the catalogue.
    pub price_book: BookId,
    /// What is used of its SKUs; matched to the workload if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    /// The machine that the workload runs on; the cheapest that is large enough if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<SkuId>,
    /// The negotiated changes of prices; the list price if empty.
    #[serde(default, skip_serializing_if = "Terms::is_empty")]
    pub terms: Terms,
    /// What was committed to, and is drawn on before anything is paid on demand.
    #[serde(default, skip_serializing_if = "Commitments::is_default")]
    pub commitments: Commitments,
    /// The tax on its prices, where the price book does not say or says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Tax>,
    /// What is agreed on the bill as a whole: minimums and vouchers.
    #[serde(default, skip_serializing_if = "Billing::is_nothing")]
    pub billing: Billing,
}

fn is_as_listed(basis: &TaxBasis) -> bool {
    *basis == TaxBasis::AsListed
}

impl Offer {
    /// A price book at its list prices.
    #[must_use]
    pub fn at_list(price_book: BookId) -> Self {
        Self {
            id: None,
            price_book,
            usage: None,
            machine: None,
            terms: Terms::default(),
            commitments: Commitments::default(),
            tax: None,
            billing: Billing::default(),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> OfferId {
        let own = self.id.clone();
        own.unwrap_or_else(|| OfferId::from(&self.price_book))
    }

    /// What was agreed.
    #[must_use]
    pub fn agreement(&self) -> Agreement {
        Agreement {
            terms: self.terms.clone(),
            commitments: self.commitments.clone(),
            tax: self.tax,
            billing: self.billing.clone(),
        }
    }
}

impl Study {
    /// A study that asks nothing yet.
    #[must_use]
    pub fn new(currency: Currency) -> Self {
        Self {
            currency,
            day: None,
            tax_basis: TaxBasis::default(),
            exchange_rates: None,
            price_books: BTreeMap::new(),
            machines: BTreeMap::new(),
            overrides: Vec::new(),
            workload: None,
            offers: Vec::new(),
            traffic: None,
            commit: None,
            market: None,
            tokens: None,
        }
    }

    /// The offer of a name, and its position; the first if several have it.
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

    /// Reads a study from JSON text.
    ///
    /// # Errors
    /// [`StudyProblem::Unreadable`] with the path of the field and what was expected there. Decimals
    /// are text, and unknown fields are refused.
    ///
    /// ```
    /// use netprice_study::Study;
    /// let error = Study::from_json(r#"{ "currency": "USD", "offer": [] }"#).unwrap_err();
    /// assert!(error.to_string().contains("unknown field `offer`"));
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        // Some editors put a byte order mark in front.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut json = serde_json::Deserializer::from_str(text);
        let study = read(&mut json)?;
        json.end()
            .map_err(|error| unreadable(Path::default(), &error))?;
        Ok(study)
    }

    /// Reads a study from TOML text.
    ///
    /// # Errors
    /// As [`Study::from_json`].
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        let toml = toml::Deserializer::parse(text);
        let toml = toml.map_err(|error| unreadable(Path::default(), &error))?;
        read(toml)
    }
}

/// Reads a study, or any part of one, from any serde format, with the path of what is wrong.
///
/// # Errors
/// [`StudyProblem::Unreadable`] with the path of the field and what was expected there.
pub fn read<'de, T, D>(document: D) -> Result<T, Problems>
where
    T: Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    serde_path_to_error::deserialize(document)
        .map_err(|error| unreadable(typed(error.path()), error.inner()).into())
}

/// The path of a reader as a path of problems.
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
    // The TOML reader ends with a line `in ...` that repeats the path without its positions.
    let lines = said.lines().filter(|line| !line.starts_with("in `"));
    let message = lines.collect::<Vec<&str>>().join("\n");
    // A message may repeat a value of any length.
    let message = message.chars().take(LONGEST_MESSAGE).collect();
    StudyProblem::Unreadable { message }.at(path)
}
