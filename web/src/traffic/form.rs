//! The traffic form.

use std::rc::Rc;

use netprice::NonNegative;

use crate::kit::draft::{Draft, Optional, Whole};
use crate::kit::form::{choices, form};

/// The longest text of samples that is typed and that a link holds, in bytes; a longer one is read as a file.
pub const LONGEST_SAMPLES: usize = 1_500;
/// The services that can be chosen, by their names in the catalogue.
pub const SERVICES: [&str; 5] = ["egress", "cdn", "shared", "storage", "between-regions"];
/// The choice of all services.
pub const ALL_SERVICES: &str = "all";

choices! {
    /// The value that replaces missing samples.
    MissingChoice {
        /// Zero.
        Zero "zero",
        /// The sample before it.
        Last "last",
    }
}

choices! {
    /// The shape of a generated month.
    ShapeChoice {
        /// The same course every day, highest in the evening.
        Diurnal "diurnal",
        /// A live event on one evening.
        LiveEvent "live_event",
        /// More traffic at weekends.
        Weekend "weekend",
        /// The same rate all month.
        Flat "flat",
    }
}

choices! {
    /// The carriers that traffic goes through: different goods, at different prices.
    CarriersChoice {
        /// Several, over BGP.
        Several "several",
        /// One alone.
        One "one",
    }
}

choices! {
    /// The discounts on the published tariffs of providers of which none is typed.
    DiscountsChoice {
        /// Those of the comparison.
        Offers "offers",
        /// None: list prices.
        None "none",
    }
}

form! {
    /// The traffic form.
    TrafficForm,
    /// A field of the traffic form.
    TrafficField {
        /// Typed samples as the text of a table; empty for a generated month.
        traffic Traffic: Rc<str> = "";
        /// The name of a file of samples, or what a long pasted text is called.
        imported Imported: Rc<str> = "";
        /// The shape of a generated month.
        shape Shape: ShapeChoice = "diurnal";
        /// The rate of a generated month in the evening, in Mbps.
        highest_mbps HighestMbps: Draft<Whole<1, 1_000_000>> = "100";
        /// The days of a generated month.
        days Days: Draft<Whole<1, 31>> = "30";
        /// The area whose published tariffs are compared.
        area Area: Rc<str> = "cn-mainland";
        /// The service whose tariffs are compared, or [`ALL_SERVICES`].
        service Service: Rc<str> = "egress";
        /// The carriers whose tariffs are compared.
        carriers Carriers: CarriersChoice = "several";
        /// The discounts of providers of which none is typed.
        discounts_from DiscountsFrom: DiscountsChoice = "offers";
        /// The typed discounts, as [`typed_discounts`](crate::traffic::discounts::typed_discounts) reads them.
        discounts Discounts: Rc<str> = "";
        /// The peak method of the chart and of the own contract.
        method Method: Rc<str> = "alibaba-cdn-95";
        /// The value that replaces missing samples.
        missing Missing: MissingChoice = "zero";
        /// The number of highest samples that are capped at the next highest one.
        shaved Shaved: Draft<Whole<0, 10_000>> = "36";
        /// The floor of the own contract, in Mbps.
        own_floor OwnFloor: Draft<Optional<NonNegative>> = "";
        /// The price of one Mbps of the floor for a month.
        own_price OwnPrice: Draft<Optional<NonNegative>> = "";
        /// The price of one Mbps above the floor; that of the floor if empty.
        own_excess OwnExcess: Draft<Optional<NonNegative>> = "";
        /// The cap of the own contract, in Mbps.
        own_cap OwnCap: Draft<Optional<NonNegative>> = "";
    }
}
