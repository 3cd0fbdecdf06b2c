//! What is typed and chosen about a comparison besides its offers.

use std::rc::Rc;

use netprice::NonNegative;

use crate::kit::draft::{Draft, Optional};
use crate::kit::form::form;

/// A load that is busy from the morning to the evening: the machines of each hour from midnight.
pub const A_DAY: &str = "4 4 4 4 4 4 6 8 12 16 18 20 20 20 18 16 14 12 12 10 8 6 4 4";

form! {
    /// The options of a comparison.
    CompareOptions,
    /// An option.
    CompareOption {
        /// The monthly budget; empty for none.
        budget Budget: Draft<Optional<NonNegative>> = "";
        /// The machines that are wanted in each hour.
        load Load: Rc<str> = A_DAY;
        /// The position of the offer at which the load is priced.
        load_offer LoadOffer: Rc<str> = "";
        /// The variable of the break-even chart.
        vary Vary: Rc<str> = "egress_gb";
        /// The position of the offer whose sensitivity is shown; empty for the cheapest.
        sensitivity_of SensitivityOf: Rc<str> = "";
    }
}
