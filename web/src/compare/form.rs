//! The form of a comparison, and its changes. Pure.

use std::any::Any;
use std::fmt;
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
    /// The bill whose usage is compared; no link holds it.
    pub bill: Option<Brought>,
}

/// A bill of a file; only the part that reads bills knows its type, and the first view does without its code.
#[derive(Clone)]
pub struct Brought(pub Rc<dyn Any>);

impl PartialEq for Brought {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Brought {}

impl fmt::Debug for Brought {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Brought")
    }
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
    /// Brings a bill, or removes it.
    Bill(Option<Brought>),
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
            bill: None,
        }
    }

    /// The form after a change.
    #[must_use]
    pub fn after(mut self, edit: CompareEdit) -> Self {
        let document = self.document;
        self.document = match edit {
            CompareEdit::Workload(_, workload) => document.with_workload(workload),
            CompareEdit::Contract(offer, contract, currency) => {
                document.with_contract(offer, *contract, currency)
            }
            CompareEdit::TaxBasis(basis) => document.with_tax_basis(basis),
            CompareEdit::Currency(currency) => {
                // A budget in another currency is another budget.
                let options = CompareOptions::clone(&self.options);
                self.options = Rc::new(options.with(CompareOption::Budget, ""));
                document.with_currency(currency)
            }
            CompareEdit::Options(edit) => {
                self.options = Rc::new(edit.form);
                document
            }
            CompareEdit::Add(book) => document.with_offer(book),
            CompareEdit::Remove(offer) => {
                self.options = without_positions(&self.options);
                document.without_offer(offer)
            }
            CompareEdit::Books(books) => {
                self.options = without_positions(&self.options);
                document.with_books(books)
            }
            CompareEdit::Bill(bill) => {
                self.bill = bill;
                document
            }
            CompareEdit::Restart(document) => return Self::new(document),
        };
        self
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
            | Self::Bill(_)
            | Self::Restart(_) => String::new(),
        }
    }
}
