//! The form of the price list, and the changes that its view makes.

use std::rc::Rc;

use netprice_study::overrides::PriceOverride;

use crate::kit::form::{Edit, form};

form! {
    /// The form of the price list.
    PricesForm,
    /// A field of the form.
    PricesField {
        /// The words to search for.
        search Search: Rc<str> = "";
        /// The price book whose prices are shown; empty for all.
        search_book SearchBook: Rc<str> = "";
    }
}

/// A change that the view of the prices makes.
#[derive(Clone, Debug, PartialEq)]
pub enum PricesEdit {
    /// Changes the form.
    Form(Edit<PricesForm>),
    /// Replaces the reader's own prices.
    Overrides(Vec<PriceOverride>),
}

impl PricesEdit {
    /// The field that is changed; successive changes of one field are undone as one.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::Form(edit) => edit.field,
            Self::Overrides(_) => "overrides",
        }
    }
}
