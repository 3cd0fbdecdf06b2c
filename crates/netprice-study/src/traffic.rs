//! What a month of traffic costs, under each tariff and contract, and by each peak method.

mod answer;
mod billing;
mod contract;
mod listing;
mod month;
pub(crate) mod question;
pub mod samples;
pub mod table;

use std::sync::Arc;

use netprice_catalog::Catalog;

pub use self::answer::{CrossoverAnswer, ShavedBill, TariffAnswer, TrafficAnswer};
pub use self::billing::TrafficBilling;
pub use self::contract::{BandwidthContract, ContractBill, ContractFigure, FixedDayPrice};
pub use self::month::Month;
pub use self::question::Traffic;
use crate::outcome::Outcome;
use crate::problem::StudyProblem;
use crate::study::Study;

/// Bills the traffic of a study.
///
/// # Errors
/// What is wrong with the samples, with paths from `traffic`, and [`StudyProblem::CatalogFile`]. What
/// is wrong with one tariff, method or contract is said there and does not stop the others.
pub fn traffic(study: &Study, catalog: &Catalog) -> Outcome<TrafficAnswer> {
    let Some(question) = &study.traffic else {
        return Err(StudyProblem::no_question(&["traffic"]).at("traffic").into());
    };
    if question.asks_nothing() {
        let asks = [
            "samples",
            "area",
            "published",
            "tariffs",
            "methods",
            "contracts",
            "fixed_days",
        ];
        return Err(StudyProblem::no_question(&asks).at("traffic").into());
    }
    let month = Arc::new(question.month()?);
    let mut billing = TrafficBilling::begin(study, question, month, catalog)?;
    while billing.step() {}
    billing.finish()
}
