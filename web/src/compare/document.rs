//! The study of a comparison as it is typed. Pure.

use std::rc::Rc;

use netprice::book::exchange::ExchangeRates;
use netprice::book::tax::TaxBasis;
use netprice::value::id::BookId;
use netprice::{Currency, NonNegative, PriceBook};
use netprice_catalog::Catalog;
use netprice_study::workload::ask::{Ask, Machines, ObjectStorage, Traffic};
use netprice_study::{Offer, Study};

use crate::compare::contract::ContractForm;
use crate::compare::lines::{LineForm, WorkloadForm, WorkloadLine};
use crate::kit::books::first_books;
use crate::language::Language;

/// The study of a comparison; copies share its parts until one is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The shared context of the study, and the question of commitments, which the page does not edit.
    context: Rc<Study>,
    /// The lines of the workload.
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

/// Machines, objects and traffic of which each matters to the total, and which the first price books all sell.
fn first_workload() -> WorkloadForm {
    let number = |text: &str| text.parse::<NonNegative>().unwrap_or_default();
    let machines = Machines {
        count: number("20"),
        vcpus: number("4"),
        memory_gib: number("16"),
        ..Machines::default()
    };
    let objects = ObjectStorage {
        gb: number("10000"),
        ..ObjectStorage::default()
    };
    let out = Traffic {
        gb: number("10000"),
        ..Traffic::default()
    };
    let lines = [
        (
            "line 1",
            Ask::Machines(machines),
            ["20 × 4 vCPU 16 GiB", "20 台 4 核 16 GiB"],
        ),
        (
            "line 2",
            Ask::ObjectStorage(objects),
            ["10 TB objects", "10 TB 对象存储"],
        ),
        ("line 3", Ask::Traffic(out), ["10 TB out", "10 TB 公网流出"]),
    ];
    let lines = lines.into_iter().filter_map(|(id, ask, texts)| {
        let line = WorkloadLine::new(id.parse().ok()?, ask);
        Some(LineForm::written(line, texts))
    });
    WorkloadForm {
        lines: lines.collect(),
        unread: Vec::new(),
    }
}

/// The lines of a study, each in words.
fn workload_of(study: &Study) -> WorkloadForm {
    let Some(workload) = &study.workload else {
        let has_usage = study.offers.iter().any(|offer| offer.usage.is_some());
        return if has_usage {
            WorkloadForm::default()
        } else {
            first_workload()
        };
    };
    let lines = workload.lines.iter().cloned().map(LineForm::in_words);
    WorkloadForm {
        lines: lines.collect(),
        unread: workload.unread.clone(),
    }
}

impl Document {
    /// The study of an untouched page in a language: the offers of its market, at their list prices.
    #[must_use]
    pub fn first(language: Language) -> Self {
        let (currency, books) = first_books(language);
        Self::initial(books).with_currency(currency)
    }

    /// A study of the workload of an untouched page in CNY, at some price books.
    #[must_use]
    pub fn initial(price_books: &[&str]) -> Self {
        let books = price_books
            .iter()
            .filter_map(|book| book.parse::<BookId>().ok());
        let offers = books.map(OfferForm::at_list);
        Self {
            context: Rc::new(Study::new(Currency::CNY)),
            workload: Rc::new(first_workload()),
            offers: offers.map(Rc::new).collect(),
        }
    }

    /// The form of a study; some offers for a study without any.
    #[must_use]
    pub fn of_study(study: &Study) -> Self {
        let offers = study.offers.iter().cloned().map(OfferForm::of);
        let offers = match study.offers.as_slice() {
            [] => Self::first(Language::English).offers,
            _ => offers.map(Rc::new).collect(),
        };
        Self {
            context: Rc::new(context_of(study)),
            workload: Rc::new(workload_of(study)),
            offers,
        }
    }

    /// The study, as the form could last be read.
    #[must_use]
    pub fn study(&self) -> Study {
        let mut study = context_of(&self.context);
        study.workload = Some(self.workload.workload());
        let offers = self.offers.iter();
        study.offers = offers.map(|form| form.offer.clone()).collect();
        study
    }

    /// The study with another workload.
    #[must_use]
    pub fn with_workload(mut self, workload: WorkloadForm) -> Self {
        self.workload = Rc::new(workload);
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
    ///
    /// While a text of the contract cannot be read, the offer is priced under the contract before.
    #[must_use]
    pub fn with_contract(
        mut self,
        offer: usize,
        contract: ContractForm,
        currency: Option<Currency>,
    ) -> Self {
        let currency = currency.unwrap_or(self.context.currency);
        if let Some(slot) = self.offers.get_mut(offer) {
            let offer = if contract.is_wrong() {
                slot.offer.clone()
            } else {
                contract.offer(&slot.offer, currency)
            };
            *slot = Rc::new(OfferForm {
                offer,
                contract: Some(contract),
            });
        }
        self
    }

    /// The study with other offers, at the list prices of some price books; an offer that it already has keeps its
    /// contract.
    #[must_use]
    pub fn with_books(mut self, books: Vec<BookId>) -> Self {
        let offers = books.into_iter().map(|book| {
            let mut kept = self.offers.iter();
            let kept = kept.find(|form| form.offer.price_book == book);
            kept.cloned()
                .unwrap_or_else(|| Rc::new(OfferForm::at_list(book)))
        });
        self.offers = offers.collect();
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
