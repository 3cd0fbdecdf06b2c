//! The form of the price list.

use std::rc::Rc;

use crate::kit::form::form;

form! {
    /// The form of the price list.
    PricesForm,
    /// A field of the form.
    PricesField {
        /// The words that are searched for.
        search Search: Rc<str> = "";
        /// The price book whose prices are shown; empty for all.
        search_book SearchBook: Rc<str> = "";
        /// The reader's own prices, as a price sheet.
        sheet Sheet: Rc<str> = "";
    }
}
