//! What may become of a price, and what a seller, a tender and a buyer should make of it.

pub mod buyer;
mod drawn;
pub mod outlook;
pub(crate) mod question;
pub mod seller;
pub mod tender;

use netprice::value::id::{SellerId, SkuId};
use netprice::value::path::Path;
use netprice_catalog::Catalog;
use serde::{Deserialize, Serialize};

pub use self::drawn::Drawn;
pub use self::question::{Market, Moves, PATHS, SEED, SeriesSource};
use crate::market::buyer::{BuyerAnswer, OwnServerAnswer};
use crate::market::outlook::{Outlook, PriceHistory};
use crate::market::seller::SellerAnswer;
use crate::market::tender::TenderAnswer;
use crate::outcome::{Outcome, Outcomes, by_name, optional};
use crate::problem::{Problems, StudyProblem};
use crate::study::Study;

/// What may become of a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketAnswer {
    /// How the series moved so far; absent without a series.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub history: Option<Outcome<PriceHistory>>,
    /// What may become of the price; absent without months.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub outlook: Option<Outcome<Outlook>>,
    /// Each seller.
    #[serde(with = "by_name")]
    pub sellers: Outcomes<SellerId, SellerAnswer>,
    /// The tender.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub tender: Option<Outcome<TenderAnswer>>,
    /// The buyer.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub buyer: Option<Outcome<BuyerAnswer>>,
    /// Owning against renting.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub own_or_rent: Option<Outcome<netprice::market::own_or_rent::OwnOrRent>>,
    /// Each server of one's own.
    #[serde(with = "by_name")]
    pub servers: Outcomes<SkuId, OwnServerAnswer>,
}

/// Answers the market question of a study.
///
/// What is wrong with one seller, the tender or the buyer is said there and does not stop the others;
/// where no paths can be drawn, whatever needs them says why.
///
/// # Errors
/// [`StudyProblem::NoQuestion`] for a study without it.
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
    Problems::none_of(question.above_limits())?;
    let series = question
        .series(catalog)
        .map_err(|problems| problems.under("market"));
    let history = match &series {
        Ok(None) => None,
        Ok(Some(series)) => Some(outlook::history(question, series)),
        Err(problems) => Some(Err(problems.clone())),
    };
    let drawn = question
        .months
        .map(|months| outlook::draw(question, &series, months));
    let (outlook, paths) = match drawn {
        None => (None, Err(no_paths())),
        Some(Ok((outlook, paths))) => (Some(outlook), Ok(paths)),
        Some(Err(problems)) => (Some(Err(problems.clone())), Err(problems)),
    };
    let sellers = question.sellers.iter().map(|(name, seller)| {
        let at = Path::from("market").field("sellers").key(name);
        let answer = seller::answer(seller, paths.as_ref(), &at);
        (name.clone(), answer)
    });
    let servers = question.servers.iter().map(|(name, server)| {
        let at = Path::from("market").field("servers").key(name);
        (name.clone(), buyer::server(server, &at))
    });
    Ok(MarketAnswer {
        sellers: sellers.collect(),
        servers: servers.collect(),
        tender: question
            .tender
            .as_ref()
            .map(|tender| tender::answer(tender, paths.as_ref())),
        buyer: question
            .buyer
            .as_ref()
            .map(|one| buyer::answer(one, paths.as_ref(), question.seed)),
        own_or_rent: question.own_or_rent.as_ref().map(buyer::own_or_rent),
        history,
        outlook,
    })
}

/// Why something that needs paths has none: the study draws none.
fn no_paths() -> Problems {
    let problem = netprice::value::problem::ValueProblem::Empty;
    StudyProblem::from(problem)
        .at(Path::from("market").field("months"))
        .into()
}
