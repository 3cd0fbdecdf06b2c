//! The form of a comparison, and its changes. Pure.

use std::rc::Rc;

use netprice::Currency;
use netprice::book::tax::TaxBasis;
use netprice::value::id::BookId;

use crate::compare::contract::ContractForm;
use crate::compare::document::Document;
use crate::compare::lines::WorkloadForm;
use crate::compare::options::{CompareOption, CompareOptions};
use crate::kit::form::{Edit, Form};

/// The form of a comparison; copies share its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareForm {
    /// The offers and the workload.
    pub document: Document,
    /// The options.
    pub options: Rc<CompareOptions>,
}

/// A change of the form of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompareEdit {
    /// Changes the workload; the field is the line, or empty for a change that is undone by itself.
    Workload(String, WorkloadForm),
    /// Changes the contract of an offer; the currency is that of its price book, if the book is known.
    Contract(usize, Box<ContractForm>, Option<Currency>),
    /// Chooses the tax basis.
    TaxBasis(TaxBasis),
    /// Chooses the currency.
    Currency(Currency),
    /// Changes an option.
    Options(Edit<CompareOptions>),
    /// Adds an offer at the list prices of a price book.
    Add(BookId),
    /// Removes the offer of a position.
    Remove(usize),
    /// Compares the offers of some price books in place of the others.
    Books(Vec<BookId>),
    /// Starts again with these offers.
    Restart(Document),
}

impl CompareForm {
    /// A form with these offers.
    #[must_use]
    pub fn new(document: Document) -> Self {
        Self {
            document,
            options: Rc::default(),
        }
    }

    /// The form after a change.
    #[must_use]
    pub fn after(self, edit: CompareEdit) -> Self {
        let Self { document, options } = self;
        match edit {
            CompareEdit::Workload(_, workload) => Self {
                document: document.with_workload(workload),
                options,
            },
            CompareEdit::Contract(offer, contract, currency) => Self {
                document: document.with_contract(offer, *contract, currency),
                options,
            },
            CompareEdit::TaxBasis(basis) => Self {
                document: document.with_tax_basis(basis),
                options,
            },
            // A budget in another currency is another budget.
            CompareEdit::Currency(currency) => Self {
                document: document.with_currency(currency),
                options: Rc::new(CompareOptions::clone(&options).with(CompareOption::Budget, "")),
            },
            CompareEdit::Options(edit) => Self {
                document,
                options: Rc::new(edit.form),
            },
            CompareEdit::Add(book) => Self {
                document: document.with_offer(book),
                options,
            },
            CompareEdit::Remove(offer) => Self {
                document: document.without_offer(offer),
                options: without_positions(&options),
            },
            CompareEdit::Books(books) => Self {
                document: document.with_books(books),
                options: without_positions(&options),
            },
            CompareEdit::Restart(document) => Self::new(document),
        }
    }
}

/// The options without the positions of offers, which a change of the offers moves.
fn without_positions(options: &CompareOptions) -> Rc<CompareOptions> {
    let options = options.clone().with(CompareOption::LoadOffer, "");
    Rc::new(options.with(CompareOption::SensitivityOf, ""))
}

impl CompareEdit {
    /// Whether it may change what other fields show.
    #[must_use]
    pub fn is_jump(&self) -> bool {
        match self {
            Self::Workload(field, _) => field.is_empty(),
            _ => !matches!(self, Self::Contract(..)),
        }
    }

    /// The field that it changes; empty for a change that is undone by itself.
    #[must_use]
    pub fn field(&self) -> String {
        match self {
            Self::Workload(field, _) => field.clone(),
            Self::Contract(offer, ..) => format!("contract {offer}"),
            Self::Options(edit) => edit.field.to_owned(),
            Self::TaxBasis(_)
            | Self::Currency(_)
            | Self::Add(_)
            | Self::Remove(_)
            | Self::Books(_)
            | Self::Restart(_) => String::new(),
        }
    }
}
