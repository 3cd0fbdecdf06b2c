//! The cost of a month of traffic under each tariff and contract, and the figure of each peak method.

mod answer;
mod billing;
mod contract;
mod discounts;
mod listing;
mod month;
pub(crate) mod question;
mod reading;
pub mod samples;
pub mod table;

use netprice_catalog::Catalog;

pub use self::answer::{CrossoverAnswer, ShavedBill, TariffAnswer, TrafficAnswer};
pub use self::billing::TrafficBilling;
pub use self::contract::{BandwidthContract, ContractBill, ContractFigure, FixedDayPrice};
pub use self::discounts::{
    AgreedDiscount, TariffDiscount, discounts_of, discounts_of_offers, traffic_alone,
};
pub use self::month::{Month, TrafficSpan};
pub use self::question::Traffic;
pub use self::reading::TableReading;
pub use self::table::Table;
use crate::outcome::Outcome;
use crate::resumable::Resumable;
use crate::study::Study;
pub use netprice_import::traffic::{
    Assumed, Comma, DateOrder, ImportedTraffic, Kind, Tool, TrafficHints, TrafficReport,
};

/// Answers the question of a study about a month of traffic.
///
/// # Errors
/// The problems of the samples, with paths from `traffic`, [`StudyProblem::NoQuestion`] and
/// [`StudyProblem::CatalogFile`]. The problems of one tariff, method or contract are reported in its own
/// entry and do not stop the others.
///
/// [`StudyProblem::NoQuestion`]: crate::StudyProblem::NoQuestion
/// [`StudyProblem::CatalogFile`]: crate::StudyProblem::CatalogFile
pub fn traffic(study: &Study, catalog: &Catalog) -> Outcome<TrafficAnswer> {
    TrafficBilling::begin(study, catalog)?.finish()
}
