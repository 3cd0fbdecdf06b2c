//! The study of a comparison as it is typed. Pure.

use std::rc::Rc;

use netprice::book::exchange::ExchangeRates;
use netprice::book::tax::TaxBasis;
use netprice::value::id::{BookId, SkuId};
use netprice::{Currency, NonNegative, PriceBook};
use netprice_catalog::Catalog;
use netprice_study::workload::Named;
use netprice_study::{Offer, Study, Workload};

use crate::compare::contract::ContractForm;
use crate::compare::number::{WorkloadNumber, workload};
use crate::kit::books::FIRST_BOOKS;
use crate::kit::draft::Draft;
use crate::kit::form::{FieldInput, Form, StudyForm};

/// The study of a comparison; copies share its parts until one is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The shared context of the study, and the question of commitments, which the page does not edit.
    context: Rc<Study>,
    /// The numbers of the workload.
    pub workload: Rc<WorkloadForm>,
    /// The offers, in their order.
    pub offers: Vec<Rc<OfferForm>>,
}

/// The context of a study, and its question of commitments; a clone of the whole study would need the code for
/// all questions.
fn context_of(study: &Study) -> Study {
    Study {
        day: study.day,
        tax_basis: study.tax_basis,
        exchange_rates: study.exchange_rates.clone(),
        price_books: study.price_books.clone(),
        machines: study.machines.clone(),
        goods: study.goods.clone(),
        flexible: study.flexible.clone(),
        commit: study.commit.clone(),
        ..Study::new(study.currency)
    }
}

/// An offer with its contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferForm {
    /// The offer, as far as the contract can be read.
    pub offer: Offer,
    /// The contract; `None` for one that the page cannot edit.
    pub contract: Option<ContractForm>,
}

/// The machine that a study names for an offer.
fn named_machine(study: &Study, offer: &Offer) -> Option<SkuId> {
    let machines = study.workload.as_ref()?.lines.first()?;
    match machines.skus.get(&offer.name())? {
        Named::Sku(machine) => Some(machine.clone()),
        Named::Quantities(_) => None,
    }
}

impl OfferForm {
    /// An offer at the list prices of a price book, with an empty contract.
    ///
    /// It is that of [`OfferForm::of`], whose code the first view does without.
    #[must_use]
    pub fn at_list(price_book: BookId) -> Self {
        Self {
            offer: Offer::at_list(price_book),
            contract: Some(ContractForm::default()),
        }
    }

    /// An offer with the contract that it has.
    #[must_use]
    pub fn of(offer: Offer) -> Self {
        let contract = ContractForm::of(&offer);
        Self { offer, contract }
    }

    /// Whether a text of the contract cannot be read.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.contract.as_ref().is_some_and(ContractForm::is_wrong)
    }
}

/// The numbers of the workload, in the order of [`WorkloadNumber::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkloadForm([Draft<NonNegative>; 6]);

/// Three machines, a terabyte and 20,000 GB of traffic: enough for the tiers and the traffic prices to
/// matter.
impl Default for WorkloadForm {
    fn default() -> Self {
        Self(["3", "4", "16", "730", "1000", "20000"].map(Draft::typed))
    }
}

impl WorkloadForm {
    /// A number.
    #[must_use]
    pub fn get(&self, field: WorkloadNumber) -> &Draft<NonNegative> {
        let [machines, vcpus, memory_gib, hours, stored_gb, egress_gb] = &self.0;
        match field {
            WorkloadNumber::Machines => machines,
            WorkloadNumber::Vcpus => vcpus,
            WorkloadNumber::MemoryGib => memory_gib,
            WorkloadNumber::Hours => hours,
            WorkloadNumber::StoredGb => stored_gb,
            WorkloadNumber::EgressGb => egress_gb,
        }
    }

    fn workload(&self) -> Option<Workload> {
        let mut numbers = [NonNegative::ZERO; 6];
        for (slot, field) in numbers.iter_mut().zip(WorkloadNumber::ALL) {
            *slot = *self.get(field).value()?;
        }
        workload(numbers)
    }
}

impl Form for WorkloadForm {
    type Field = WorkloadNumber;

    const FIELDS: &'static [WorkloadNumber] = &WorkloadNumber::ALL;

    fn name(field: WorkloadNumber) -> &'static str {
        field.name()
    }

    fn input(&self, field: WorkloadNumber) -> &dyn FieldInput {
        self.get(field)
    }

    fn set(&mut self, field: WorkloadNumber, text: &str) {
        let slots = WorkloadNumber::ALL.into_iter().zip(&mut self.0);
        for (_, slot) in slots.filter(|(one, _)| *one == field) {
            *slot = Draft::typed(text);
        }
    }
}

impl StudyForm for WorkloadForm {
    fn write_to(&self, study: &mut Study) {
        study.workload = self.workload();
    }

    fn of_study(study: &Study) -> Self {
        let workload = study.workload.as_ref();
        workload.map_or_else(Self::default, |workload| {
            Self(WorkloadNumber::ALL.map(|field| {
                let number = field.field().and_then(|field| workload.get(&field));
                Draft::of(number.unwrap_or_default())
            }))
        })
    }
}

impl Document {
    /// The study of an untouched page: six clouds at their list prices.
    #[must_use]
    pub fn six_clouds() -> Self {
        Self::initial(&FIRST_BOOKS)
    }

    /// A study of the workload of an untouched page, at some price books.
    #[must_use]
    pub fn initial(price_books: &[&str]) -> Self {
        let books = price_books
            .iter()
            .filter_map(|book| book.parse::<BookId>().ok());
        let offers = books.map(OfferForm::at_list);
        Self {
            context: Rc::new(Study::new(Currency::CNY)),
            workload: Rc::default(),
            offers: offers.map(Rc::new).collect(),
        }
    }

    /// The form of a study; the offers of an untouched page for a study without offers.
    #[must_use]
    pub fn of_study(study: &Study) -> Self {
        let offers = study.offers.iter().map(|offer| {
            let mut form = OfferForm::of(offer.clone());
            if let Some(contract) = &mut form.contract {
                contract.machine = named_machine(study, offer);
            }
            form
        });
        let offers = match study.offers.as_slice() {
            [] => Self::six_clouds().offers,
            _ => offers.map(Rc::new).collect(),
        };
        Self {
            context: Rc::new(context_of(study)),
            workload: Rc::new(WorkloadForm::of_study(study)),
            offers,
        }
    }

    /// The study, as far as the form can be read.
    #[must_use]
    pub fn study(&self) -> Study {
        let mut study = context_of(&self.context);
        self.workload.write_to(&mut study);
        let offers = self.offers.iter();
        study.offers = offers.map(|form| form.offer.clone()).collect();
        self.name_machines(&mut study);
        study
    }

    /// Names the machine of each offer that has chosen one.
    fn name_machines(&self, study: &mut Study) {
        let machines = study.workload.as_mut();
        let Some(machines) = machines.and_then(|workload| workload.lines.first_mut()) else {
            return;
        };
        for form in &self.offers {
            let contract = form.contract.as_ref();
            if let Some(machine) = contract.and_then(|contract| contract.machine.as_ref()) {
                let named = Named::Sku(machine.clone());
                machines.skus.insert(form.offer.name(), named);
            }
        }
    }

    /// The study with another text for a number of the workload.
    #[must_use]
    pub fn with_workload_text(mut self, field: WorkloadNumber, text: &str) -> Self {
        Rc::make_mut(&mut self.workload).set(field, text);
        self
    }

    /// The currency to compare in.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.context.currency
    }

    /// The study in another currency.
    #[must_use]
    pub fn with_currency(mut self, currency: Currency) -> Self {
        let context = context_of(&self.context);
        self.context = Rc::new(Study {
            currency,
            ..context
        });
        self
    }

    /// The exchange rates of the study; `None` for those of the catalogue.
    #[must_use]
    pub fn exchange_rates(&self) -> Option<&ExchangeRates> {
        self.context.exchange_rates.as_ref()
    }

    /// A price book of the study's own.
    #[must_use]
    pub fn own_book(&self, name: &str) -> Option<&PriceBook> {
        self.context.price_books.get(name)
    }

    /// The names of the price books, in the order of the offers.
    #[must_use]
    pub fn price_books(&self) -> Vec<&str> {
        let offers = self.offers.iter();
        offers.map(|form| form.offer.price_book.as_str()).collect()
    }

    /// The price books of the catalogue among those of the offers, each once.
    #[must_use]
    pub fn published_books(&self, catalog: &Catalog) -> Vec<BookId> {
        let mut books: Vec<BookId> = Vec::new();
        for form in &self.offers {
            let book = &form.offer.price_book;
            if catalog.names(book.as_str()).is_some() && !books.contains(book) {
                books.push(book.clone());
            }
        }
        books
    }

    /// The contract of an offer; `None` for one that the page cannot edit.
    #[must_use]
    pub fn contract(&self, offer: usize) -> Option<&ContractForm> {
        self.offers.get(offer)?.contract.as_ref()
    }

    /// The study with another contract for an offer, amounts in the currency of its price book; in that
    /// of the study where the book is not known.
    #[must_use]
    pub fn with_contract(
        mut self,
        offer: usize,
        contract: ContractForm,
        currency: Option<Currency>,
    ) -> Self {
        let currency = currency.unwrap_or(self.context.currency);
        if let Some(slot) = self.offers.get_mut(offer) {
            *slot = Rc::new(OfferForm {
                offer: contract.offer(&slot.offer, currency),
                contract: Some(contract),
            });
        }
        self
    }

    /// The study with one more offer, at the list prices of a price book; the same if an offer already has
    /// that name.
    #[must_use]
    pub fn with_offer(mut self, book: BookId) -> Self {
        let added = OfferForm::at_list(book);
        let name = added.offer.name();
        let mut offers = self.offers.iter();
        if offers.all(|form| form.offer.name() != name) {
            self.offers.push(Rc::new(added));
        }
        self
    }

    /// The study without the offer of a position; the last offer stays.
    #[must_use]
    pub fn without_offer(mut self, offer: usize) -> Self {
        if self.offers.len() > 1 && offer < self.offers.len() {
            self.offers.remove(offer);
        }
        self
    }

    /// The tax basis to compare on.
    #[must_use]
    pub fn tax_basis(&self) -> TaxBasis {
        self.context.tax_basis
    }

    /// The study on another tax basis.
    #[must_use]
    pub fn with_tax_basis(mut self, basis: TaxBasis) -> Self {
        let context = context_of(&self.context);
        self.context = Rc::new(Study {
            tax_basis: basis,
            ..context
        });
        self
    }
}
