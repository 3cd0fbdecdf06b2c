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

choices! {
    /// What the numbers of a file count.
    CountsChoice {
        /// What the file shows.
        Found "found",
        /// Traffic by the second.
        Rate "rate",
        /// Traffic of an interval.
        Volume "volume",
        /// A counter.
        Counter "counter",
    }
}

choices! {
    /// The order of day and month in a file.
    DatesChoice {
        /// What the file shows.
        Found "found",
        /// 1/11 is the first of November.
        DayFirst "day_first",
        /// 11/1 is the first of November.
        MonthFirst "month_first",
    }
}

choices! {
    /// The meaning of a comma in the numbers of a file.
    CommaChoice {
        /// What the file shows.
        Found "found",
        /// 1,234 is 1234.
        Thousands "thousands",
        /// 1,234 is 1.234.
        Decimals "decimals",
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
        /// The unit of the numbers of a file; what the file shows if empty.
        file_unit FileUnit: Rc<str> = "";
        /// The outbound columns of a file, with semicolons between them; what the file shows if empty.
        file_out FileOut: Rc<str> = "";
        /// The inbound columns of a file.
        file_in FileIn: Rc<str> = "";
        /// The time zone of a file, by its name in the IANA database; China's clock if empty.
        file_zone FileZone: Rc<str> = "";
        /// What the numbers of a file count.
        file_counts FileCounts: CountsChoice = "found";
        /// The order of day and month in a file.
        file_dates FileDates: DatesChoice = "found";
        /// The meaning of a comma in the numbers of a file.
        file_comma FileComma: CommaChoice = "found";
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
