//! The plan as it is typed: the one document, with texts that may not be right yet.
//!
//! It is held as JSON in the very shape that [`netprice_catalog::plan::Plan`] reads, so a field
//! that is half typed is kept, and the link of the page is a plan for the command too.

use std::collections::BTreeMap;
use std::rc::Rc;

use netprice::error::{PricingError, Problem};
use netprice::id::BookId;
use netprice::price_book::PriceBook;
use netprice_catalog::plan::{Plan, read};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::contract::Contract;

/// A number of the workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedField {
    /// How many machines.
    Machines,
    /// Virtual processors of each.
    Vcpus,
    /// Memory of each.
    MemoryGib,
    /// Hours of each in the month.
    Hours,
    /// GB stored.
    StoredGb,
    /// GB sent to the internet.
    EgressGb,
}

impl NeedField {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::Machines,
        Self::Vcpus,
        Self::MemoryGib,
        Self::Hours,
        Self::StoredGb,
        Self::EgressGb,
    ];

    /// The name of the field in the plan.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Machines => "machines",
            Self::Vcpus => "vcpus",
            Self::MemoryGib => "memory_gib",
            Self::Hours => "hours",
            Self::StoredGb => "stored_gb",
            Self::EgressGb => "egress_gb",
        }
    }
}

/// The plan as typed so far; copies share it until one is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The plan but for its own price books, which the page does not change.
    plan: Rc<Value>,
    books: Rc<OwnBooks>,
}

/// The price books that a plan brings along, read once: they are long.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OwnBooks {
    given: Option<Value>,
    read: Result<BTreeMap<BookId, PriceBook>, Problem>,
}

impl OwnBooks {
    fn of(given: Option<Value>) -> Self {
        let read = given.as_ref().map_or_else(|| Ok(BTreeMap::new()), plainly);
        Self { given, read }
    }
}

/// Reads without saying where something is wrong: what follows the path is twice as long as what
/// reads, so the page has it only where a plan cannot be read.
fn plainly<T: DeserializeOwned>(value: &Value) -> Result<T, Problem> {
    T::deserialize(value).map_err(|error| Problem::Malformed {
        message: error.to_string(),
    })
}

const PRICE_BOOKS: &str = "price_books";

impl Document {
    /// The plan of an untouched page: six clouds at their list prices.
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

    /// A plan of the workload that an untouched page shows, at some price books.
    ///
    /// Three machines, a terabyte and 20,000 GB of traffic: enough for the tiers and the traffic
    /// prices to matter.
    #[must_use]
    pub fn initial(price_books: &[&str]) -> Self {
        let offers = price_books.iter().map(|book| json!({ "price_book": book }));
        Self::holding(json!({
            "currency": "CNY",
            "need": {
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

    fn holding(mut plan: Value) -> Self {
        let books = plan
            .as_object_mut()
            .and_then(|plan| plan.remove(PRICE_BOOKS));
        Self {
            plan: Rc::new(plan),
            books: Rc::new(OwnBooks::of(books)),
        }
    }

    /// A document from JSON, if it has the shape that the page edits.
    ///
    /// The texts in it may still be wrong; only what the page could not show is refused.
    #[must_use]
    pub fn of_value(value: Value) -> Option<Self> {
        let document = Self::holding(value);
        let texts = NeedField::ALL
            .iter()
            .all(|field| document.need_text(*field).is_some());
        let offers = document.plan.get("offers")?.as_array()?;
        let books = offers
            .iter()
            .all(|offer| offer.get("price_book").is_some_and(Value::is_string));
        let currency = document.plan.get("currency")?.is_string();
        (texts && books && currency && !offers.is_empty()).then_some(document)
    }

    /// The document as JSON.
    #[must_use]
    pub fn value(&self) -> Value {
        self.without(&[])
    }

    /// The whole as a plan, without the offers of some positions.
    ///
    /// # Errors
    /// [`Problem::Malformed`]; [`Document::problems`] says where.
    pub fn plan_without(&self, left_out: &[usize]) -> Result<Plan, Problem> {
        let price_books = self.books.read.clone()?;
        let rest = self.offers_without(left_out);
        let plan: Plan = plainly(&rest)?;
        Ok(Plan {
            price_books,
            ..plan
        })
    }

    /// What is wrong with the plan and its own price books, by field; nothing if they can be read.
    #[must_use]
    pub fn problems(&self) -> Vec<PricingError> {
        let books = self.books.given.as_ref();
        let books = books.and_then(|books| read::<BTreeMap<BookId, PriceBook>, _>(books).err());
        let books = books.into_iter().flat_map(|errors| errors.0);
        let books = books.map(|error| {
            let field = format!("{PRICE_BOOKS}.{}", error.field);
            error.problem.at(field)
        });
        let plan = read::<Plan, _>(&*self.plan).err();
        books
            .chain(plan.into_iter().flat_map(|errors| errors.0))
            .collect()
    }

    /// The document without the offers of some positions, as JSON.
    #[must_use]
    pub fn without(&self, left_out: &[usize]) -> Value {
        let mut document = Value::clone(&self.offers_without(left_out));
        if let (Value::Object(plan), Some(books)) = (&mut document, &self.books.given) {
            plan.insert(PRICE_BOOKS.to_owned(), books.clone());
        }
        document
    }

    /// The plan without the offers of some positions and its own price books.
    fn offers_without(&self, left_out: &[usize]) -> Rc<Value> {
        let mut plan = Rc::clone(&self.plan);
        if left_out.is_empty() {
            return plan;
        }
        if let Some(Value::Array(offers)) = Rc::make_mut(&mut plan).get_mut("offers") {
            let mut index = 0_usize;
            offers.retain(|_| {
                let keep = !left_out.contains(&index);
                index += 1;
                keep
            });
        }
        plan
    }

    /// The text of a number of the workload.
    #[must_use]
    pub fn need_text(&self, field: NeedField) -> Option<&str> {
        self.plan.get("need")?.get(field.name())?.as_str()
    }

    /// The document with another text for a number of the workload.
    #[must_use]
    pub fn with_need_text(mut self, field: NeedField, text: &str) -> Self {
        if let Some(Value::Object(need)) = Rc::make_mut(&mut self.plan).get_mut("need") {
            need.insert(field.name().to_owned(), json!(text));
        }
        self
    }

    /// The currency to compare in.
    #[must_use]
    pub fn currency(&self) -> &str {
        let currency = self.plan.get("currency").and_then(Value::as_str);
        currency.unwrap_or_default()
    }

    /// The document in another currency.
    #[must_use]
    pub fn with_currency(mut self, currency: &str) -> Self {
        if let Value::Object(plan) = Rc::make_mut(&mut self.plan) {
            plan.insert("currency".to_owned(), json!(currency));
        }
        self
    }

    /// A price book that the plan brings along.
    #[must_use]
    pub fn own_book(&self, name: &str) -> Option<&PriceBook> {
        let books = self.books.read.as_ref().ok()?;
        books.get(&name.parse::<BookId>().ok()?)
    }

    /// The names of the price books, in the order of the offers.
    #[must_use]
    pub fn price_books(&self) -> Vec<&str> {
        let offers = self.plan.get("offers").and_then(Value::as_array);
        let offers = offers.map(Vec::as_slice).unwrap_or_default();
        let name = |offer| Value::as_str(Value::get(offer, "price_book")?);
        offers.iter().filter_map(name).collect()
    }

    /// The contract of an offer as typed; `None` for one with clauses that the page cannot edit.
    #[must_use]
    pub fn contract(&self, offer: usize) -> Option<Contract> {
        Contract::read(self.plan.get("offers")?.get(offer)?)
    }

    /// The document with another contract for an offer, amounts in a currency.
    #[must_use]
    pub fn with_contract(mut self, offer: usize, contract: &Contract, currency: &str) -> Self {
        let offers = Rc::make_mut(&mut self.plan).get_mut("offers");
        if let Some(offer) = offers.and_then(|offers| offers.get_mut(offer)) {
            contract.write(offer, currency);
        }
        self
    }

    /// The footing to compare on, as the plan names it.
    #[must_use]
    pub fn footing(&self) -> &str {
        let footing = self.plan.get("footing").and_then(Value::as_str);
        footing.unwrap_or("as_listed")
    }

    /// The document on another footing.
    #[must_use]
    pub fn with_footing(mut self, footing: &str) -> Self {
        if let Value::Object(plan) = Rc::make_mut(&mut self.plan) {
            plan.insert("footing".to_owned(), json!(footing));
        }
        self
    }

    /// The document with another number of the workload at a plain decimal.
    #[must_use]
    pub fn at(&self, field: NeedField, value: rust_decimal::Decimal) -> Self {
        let text = netprice::decimal::print(value);
        self.clone().with_need_text(field, &text)
    }
}
