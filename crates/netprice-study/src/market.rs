//! The market question: the outlook of a hardware price, and what it means for a seller, a tender and a
//! buyer.

mod answer;
pub mod bid;
pub mod buyer;
pub mod decision;
mod drawn;
pub mod outlook;
pub(crate) mod question;
pub mod seller;
mod simulation;
pub mod tender;
mod work;

use netprice_catalog::Catalog;

pub use self::answer::MarketAnswer;
pub use self::question::{Market, Moves, PATHS, SEED, SeriesSource};
pub use self::simulation::{Simulation, SimulationWork};
pub use self::work::MarketWork;
use crate::outcome::Outcome;
use crate::problem::StudyProblem;
use crate::resumable::Resumable;
use crate::study::Study;

/// Answers the market question of a study.
///
/// The problems of one seller, of the tender or of the buyer are in its own outcome and do not stop the
/// others. If the paths cannot be drawn, each part that needs them has the reason.
///
/// # Errors
/// [`StudyProblem::NoQuestion`] for a study without a market question, and for one that asks nothing.
pub fn market(study: &Study, catalog: &Catalog) -> Outcome<MarketAnswer> {
    let Some(question) = &study.market else {
        return Err(StudyProblem::no_question(&["market"]).at("market").into());
    };
    if question.asks_nothing() {
        let asks = [
            "series",
            "months",
            "sellers",
            "tender",
            "buyer",
            "own_or_rent",
            "servers",
        ];
        return Err(StudyProblem::no_question(&asks).at("market").into());
    }
    MarketWork::begin(question, catalog).finish()
}
