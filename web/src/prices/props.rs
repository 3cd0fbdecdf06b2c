//! The properties of the view of the prices.

use std::rc::Rc;

use netprice::value::day::Date;
use netprice::value::id::BookId;
use netprice_study::overrides::PriceOverride;
use yew::prelude::*;

use crate::kit::CatalogProp;
use crate::kit::form::Editor;
use crate::language::Language;
use crate::prices::form::{PricesEdit, PricesField, PricesForm};
use crate::prices::words::PricesText;

/// The properties of the view.
#[derive(Clone, Properties, PartialEq)]
pub struct PricesProps {
    /// The language of the page.
    pub language: Language,
    /// The form.
    pub form: Rc<PricesForm>,
    /// The reader's own prices.
    pub overrides: Rc<Vec<PriceOverride>>,
    /// The price books of the comparison, whose prices are shown.
    pub used: Vec<BookId>,
    /// The catalogue, with the reader's own prices.
    pub catalog: CatalogProp,
    /// The reader's day.
    pub today: Date,
    /// Called with each change.
    pub onedit: Callback<PricesEdit>,
}

impl PricesProps {
    /// A text of the view in the language of the page.
    pub(super) fn say(&self, text: PricesText<'_>) -> String {
        self.language.say(&text)
    }

    /// The callback that puts text into a field of the form.
    pub(super) fn set(&self, field: PricesField) -> Callback<String> {
        let (form, onedit) = (self.form.clone(), self.onedit.reform(PricesEdit::Form));
        Editor { form, onedit }.set(field)
    }
}
