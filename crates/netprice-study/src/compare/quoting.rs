//! Which offers a program can price.

use netprice::quote::{Quote, quote_checked, quote_of_discount};
use netprice::{Agreement, PriceBook, Usage, quote};
use netprice_catalog::CatalogError;

use crate::problem::{Problems, StudyProblem};
use crate::sku_match::Answering;

/// Which offers a program can price: all, or those of an untouched page.
///
/// A program that is downloaded begins with [`Quoting::of_discount`], and needs no code for other terms,
/// commitments, fees, the rules of bills and rarer lines of a workload until it has [`Quoting::whole`].
#[derive(Clone, Copy)]
pub struct Quoting {
    quote: fn(&PriceBook, &Usage, &Agreement, Book) -> Option<Quoted>,
    pub(super) answering: Answering,
}

type Quoted = Result<Quote, netprice::Problems>;

/// Whose price book it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Book {
    /// The study's, which may be wrong.
    OfStudy,
    /// The catalogue's, which is checked by its tests, and its overrides when they are applied.
    Published,
}

impl Quoting {
    /// Prices all offers.
    #[must_use]
    pub fn whole() -> Self {
        Self {
            quote: |book, usage, agreement, whose| {
                Some(match whose {
                    Book::OfStudy => quote(book, usage, agreement),
                    Book::Published => quote_checked(book, usage, agreement),
                })
            },
            answering: Answering::all(),
        }
    }

    /// Prices offers of published price books under agreements of at most a discount on everything
    /// ([`Agreement::is_of_discount`]), with lines for machines, objects and traffic; others have the problem
    /// that what prices them is not loaded.
    #[must_use]
    pub fn of_discount() -> Self {
        Self {
            quote: |book, usage, agreement, whose| match whose {
                Book::OfStudy => None,
                Book::Published => quote_of_discount(book, usage, agreement),
            },
            answering: Answering::by_criteria(),
        }
    }

    pub(super) fn quote(
        self,
        (book, whose): (&PriceBook, Book),
        usage: &Usage,
        agreement: &Agreement,
    ) -> Result<Quoted, Problems> {
        (self.quote)(book, usage, agreement, whose).ok_or_else(|| {
            let table = "rules of agreements".to_owned();
            let problem = StudyProblem::from(CatalogError::NotLoaded { table });
            problem.at("catalog").into()
        })
    }
}
