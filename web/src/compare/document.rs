//! The study as it is typed: the one document, with texts that may not be right yet.
//!
//! It is held as JSON in the very shape that [`Study`] reads, so a field that is half typed is kept,
//! and the link of the page is a study for the command too.

use std::collections::BTreeMap;
use std::rc::Rc;

use netprice::book::tax::TaxBasis;
use netprice::comparison::convert::ExchangeRates;
use netprice::value::day::Day;
use netprice::value::id::{BookId, SkuId};
use netprice::{Currency, PriceBook};
use netprice_catalog::book::Machine;
use netprice_study::study::{Offer, read};
use netprice_study::workload::{Workload, WorkloadField};
use netprice_study::{Located, Study, StudyProblem};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::compare::contract::Contract;

/// The study as typed so far; copies share it until one is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The study but for its own price books, which the page does not change.
    study: Rc<Value>,
    books: Rc<OwnBooks>,
}

/// The price books that a study brings along, read once: they are long.
#[derive(Clone, Debug)]
struct OwnBooks {
    given: Option<Value>,
    read: Result<BTreeMap<BookId, PriceBook>, StudyProblem>,
}

impl PartialEq for OwnBooks {
    fn eq(&self, other: &Self) -> bool {
        // What is read follows from what is given.
        self.given == other.given
    }
}

impl Eq for OwnBooks {}

impl OwnBooks {
    fn of(given: Option<Value>) -> Self {
        let read = given.as_ref().map_or_else(|| Ok(BTreeMap::new()), plainly);
        Self { given, read }
    }
}

/// What the page reads of a study: what it compares. What reads the other questions would make the
/// page longer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Compared {
    currency: Currency,
    day: Option<Day>,
    #[serde(default)]
    tax_basis: TaxBasis,
    exchange_rates: Option<ExchangeRates>,
    #[serde(default)]
    machines: BTreeMap<BookId, BTreeMap<SkuId, Machine>>,
    workload: Option<Workload>,
    #[serde(default)]
    offers: Vec<Offer>,
}

/// Reads without saying where something is wrong: what follows the path is twice as long as what
/// reads, so the page has it only where a study cannot be read.
fn plainly<T: DeserializeOwned>(value: &Value) -> Result<T, StudyProblem> {
    T::deserialize(value).map_err(|error| StudyProblem::Unreadable {
        message: error.to_string(),
    })
}

const PRICE_BOOKS: &str = "price_books";

impl Document {
    /// The study of an untouched page: six clouds at their list prices.
    #[must_use]
    pub fn six_clouds() -> Self {
        Self::initial(&[
            "alibaba-cn-hangzhou",
            "tencent-ap-guangzhou",
            "aws-china-cn-north-1",
            "aws-us-east-1",
            "azure-eastus",
            "gcp-us-central1",
        ])
    }

    /// A study of the workload that an untouched page shows, at some price books.
    ///
    /// Three machines, a terabyte and 20,000 GB of traffic: enough for the tiers and the traffic
    /// prices to matter.
    #[must_use]
    pub fn initial(price_books: &[&str]) -> Self {
        let offers = price_books.iter().map(|book| json!({ "price_book": book }));
        Self::holding(json!({
            "currency": "CNY",
            "workload": {
                "machines": "3",
                "vcpus": "4",
                "memory_gib": "16",
                "hours": "730",
                "stored_gb": "1000",
                "egress_gb": "20000",
            },
            "offers": offers.collect::<Vec<Value>>(),
        }))
    }

    fn holding(mut study: Value) -> Self {
        let books = study
            .as_object_mut()
            .and_then(|study| study.remove(PRICE_BOOKS));
        Self {
            study: Rc::new(study),
            books: Rc::new(OwnBooks::of(books)),
        }
    }

    /// A document from JSON, if it has the shape that the page edits.
    ///
    /// The texts in it may still be wrong; only what the page could not show is refused.
    #[must_use]
    pub fn of_value(value: Value) -> Option<Self> {
        let document = Self::holding(value);
        let texts = WorkloadField::ALL
            .iter()
            .all(|field| document.workload_text(*field).is_some());
        let offers = document.study.get("offers")?.as_array()?;
        let books = offers
            .iter()
            .all(|offer| offer.get("price_book").is_some_and(Value::is_string));
        let currency = document.study.get("currency")?.is_string();
        (texts && books && currency && !offers.is_empty()).then_some(document)
    }

    /// The document as JSON.
    #[must_use]
    pub fn value(&self) -> Value {
        self.without(&[])
    }

    /// The whole as a study, without the offers of some positions.
    ///
    /// # Errors
    /// [`StudyProblem::Unreadable`]; [`Document::problems`] says where.
    pub fn study_without(&self, left_out: &[usize]) -> Result<Study, StudyProblem> {
        let price_books = self.books.read.clone()?;
        let compared: Compared = plainly(&self.offers_without(left_out))?;
        let mut study = Study::new(compared.currency);
        study.day = compared.day;
        study.tax_basis = compared.tax_basis;
        study.exchange_rates = compared.exchange_rates;
        study.price_books = price_books;
        study.machines = compared.machines;
        study.workload = compared.workload;
        study.offers = compared.offers;
        Ok(study)
    }

    /// What is wrong with the study and its own price books, by field; nothing if they can be read.
    #[must_use]
    pub fn problems(&self) -> Vec<Located> {
        let books = self.books.given.as_ref();
        let books = books.and_then(|books| read::<BTreeMap<BookId, PriceBook>, _>(books).err());
        let books = books.map(|problems| problems.under(PRICE_BOOKS));
        let study = read::<Compared, _>(&*self.study).err();
        books.into_iter().chain(study).flatten().collect()
    }

    /// The document without the offers of some positions, as JSON.
    #[must_use]
    pub fn without(&self, left_out: &[usize]) -> Value {
        let mut document = Value::clone(&self.offers_without(left_out));
        if let (Value::Object(study), Some(books)) = (&mut document, &self.books.given) {
            study.insert(PRICE_BOOKS.to_owned(), books.clone());
        }
        document
    }

    /// The study without the offers of some positions and its own price books.
    fn offers_without(&self, left_out: &[usize]) -> Rc<Value> {
        let mut study = Rc::clone(&self.study);
        if left_out.is_empty() {
            return study;
        }
        if let Some(Value::Array(offers)) = Rc::make_mut(&mut study).get_mut("offers") {
            let mut index = 0_usize;
            offers.retain(|_| {
                let keep = !left_out.contains(&index);
                index += 1;
                keep
            });
        }
        study
    }

    /// The text of a number of the workload.
    #[must_use]
    pub fn workload_text(&self, field: WorkloadField) -> Option<&str> {
        self.study.get("workload")?.get(field.name())?.as_str()
    }

    /// The document with another text for a number of the workload.
    #[must_use]
    pub fn with_workload_text(mut self, field: WorkloadField, text: &str) -> Self {
        let workload = Rc::make_mut(&mut self.study).get_mut("workload");
        if let Some(Value::Object(workload)) = workload {
            workload.insert(field.name().to_owned(), json!(text));
        }
        self
    }

    /// The currency to compare in.
    #[must_use]
    pub fn currency(&self) -> &str {
        let currency = self.study.get("currency").and_then(Value::as_str);
        currency.unwrap_or_default()
    }

    /// The document in another currency.
    #[must_use]
    pub fn with_currency(self, currency: &str) -> Self {
        self.with("currency", currency)
    }

    /// A price book that the study brings along.
    #[must_use]
    pub fn own_book(&self, name: &str) -> Option<&PriceBook> {
        self.books.read.as_ref().ok()?.get(name)
    }

    /// The names of the price books, in the order of the offers.
    #[must_use]
    pub fn price_books(&self) -> Vec<&str> {
        let offers = self.study.get("offers").and_then(Value::as_array);
        let offers = offers.map(Vec::as_slice).unwrap_or_default();
        let name = |offer| Value::as_str(Value::get(offer, "price_book")?);
        offers.iter().filter_map(name).collect()
    }

    /// The contract of an offer as typed; `None` for one with clauses that the page cannot edit.
    #[must_use]
    pub fn contract(&self, offer: usize) -> Option<Contract> {
        Contract::read(self.study.get("offers")?.get(offer)?)
    }

    /// The document with another contract for an offer, amounts in a currency.
    #[must_use]
    pub fn with_contract(mut self, offer: usize, contract: &Contract, currency: &str) -> Self {
        let offers = Rc::make_mut(&mut self.study).get_mut("offers");
        if let Some(offer) = offers.and_then(|offers| offers.get_mut(offer)) {
            contract.write(offer, currency);
        }
        self
    }

    /// The tax basis to compare on, as the study names it.
    #[must_use]
    pub fn tax_basis(&self) -> &str {
        let basis = self.study.get("tax_basis").and_then(Value::as_str);
        basis.unwrap_or("as_listed")
    }

    /// The document on another tax basis.
    #[must_use]
    pub fn with_tax_basis(self, basis: &str) -> Self {
        self.with("tax_basis", basis)
    }

    fn with(mut self, field: &str, text: &str) -> Self {
        if let Value::Object(study) = Rc::make_mut(&mut self.study) {
            study.insert(field.to_owned(), json!(text));
        }
        self
    }
}
