//! The content of all forms: what undo restores and a link holds.

use std::rc::Rc;

use netprice_study::overrides::PriceOverride;

use crate::compare::document::Document;
use crate::compare::form::CompareForm;
use crate::kit::form::choices;
use crate::market::form::MarketForm;
use crate::prices::form::PricesForm;
use crate::traffic::form::TrafficForm;
use crate::traffic::imported::Imported;

choices! {
    /// A view of the page.
    View {
        /// Offers, compared.
        Compare "compare",
        /// A month of traffic.
        Traffic "traffic",
        /// Prices that move.
        Market "market",
        /// All prices.
        Prices "prices",
    }
}

/// The content of all forms; copies share it.
///
/// A form that was never changed is absent, since a page that shows one view need not read the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Forms {
    /// The view that is shown.
    pub view: View,
    /// The form of the comparison.
    pub compare: CompareForm,
    /// The form of traffic.
    pub traffic: Option<Rc<TrafficForm>>,
    /// The samples of a table that is too long for a link.
    pub imported: Option<Imported>,
    /// The form of prices that move.
    pub market: Option<Rc<MarketForm>>,
    /// The form of the price list.
    pub prices: Option<Rc<PricesForm>>,
    /// The reader's own prices, which replace published ones in every view.
    pub overrides: Rc<Vec<PriceOverride>>,
}

impl Forms {
    /// Untouched forms around these offers.
    #[must_use]
    pub fn new(document: Document) -> Self {
        Self {
            view: View::Compare,
            compare: CompareForm::new(document),
            traffic: None,
            imported: None,
            market: None,
            prices: None,
            overrides: Rc::default(),
        }
    }
}
