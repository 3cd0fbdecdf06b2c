//! The form of a month of traffic.

use std::rc::Rc;

use netprice::NonNegative;

use crate::kit::draft::{Draft, Optional, Whole};
use crate::kit::form::{choices, form};

choices! {
    /// The value that missing samples get.
    MissingChoice {
        /// Zero.
        Zero "zero",
        /// The sample before.
        Last "last",
    }
}

choices! {
    /// The shape of a generated month.
    ShapeChoice {
        /// Every day alike, with a peak in the evening.
        Diurnal "diurnal",
        /// A live event on one evening.
        LiveEvent "live_event",
        /// More at the weekend.
        Weekend "weekend",
        /// The same rate all month.
        Flat "flat",
    }
}

form! {
    /// The form of a month of traffic.
    TrafficForm,
    /// A field of the form.
    TrafficField {
        /// Pasted samples; empty for a generated month.
        traffic Traffic: Rc<str> = "";
        /// The name of a table that was too long for the link.
        imported Imported: Rc<str> = "";
        /// The shape of a generated month.
        shape Shape: ShapeChoice = "diurnal";
        /// Its rate in the evening, in Mbps: at most a terabit a second.
        highest_mbps HighestMbps: Draft<Whole<1, 1_000_000>> = "100";
        /// Its days.
        days Days: Draft<Whole<1, 31>> = "30";
        /// The area whose tariffs are compared.
        area Area: Rc<str> = "cn-mainland";
        /// The service whose tariffs are compared, or `all`.
        service Service: Rc<str> = "egress";
        /// The peak method whose figure the chart shows.
        method Method: Rc<str> = "alibaba-cdn-95";
        /// The value that missing samples get.
        missing Missing: MissingChoice = "zero";
        /// The number of highest samples that are cut down to the next highest.
        shaved Shaved: Draft<Whole<0, 10_000>> = "36";
        /// The Mbps that the reader's own contract always bills.
        own_floor OwnFloor: Draft<Optional<NonNegative>> = "";
        /// The price of one of them a month.
        own_price OwnPrice: Draft<Optional<NonNegative>> = "";
        /// The price of one above them; the same if empty.
        own_excess OwnExcess: Draft<Optional<NonNegative>> = "";
        /// The most Mbps that are billed.
        own_cap OwnCap: Draft<Optional<NonNegative>> = "";
    }
}
