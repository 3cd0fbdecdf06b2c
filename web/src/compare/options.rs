//! What is typed and chosen about a comparison besides its offers.

use std::rc::Rc;

use netprice::NonNegative;

use crate::kit::draft::{Draft, Optional};
use crate::kit::form::form;

form! {
    /// The options of a comparison.
    CompareOptions,
    /// An option.
    CompareOption {
        /// The monthly budget; empty for none.
        budget Budget: Draft<Optional<NonNegative>> = "";
        /// The machines that are wanted in each hour.
        load Load: Rc<str> = crate::compare::load::A_DAY;
        /// The position of the offer at which the load is priced.
        load_offer LoadOffer: Rc<str> = "";
        /// The variable of the break-even chart.
        vary Vary: Rc<str> = "egress_gb";
        /// The position of the offer whose sensitivity is shown; empty for the cheapest.
        sensitivity_of SensitivityOf: Rc<str> = "";
    }
}
