//! The answer to the market question.

use netprice::market::own_or_rent::OwnOrRent;
use netprice::value::id::{SellerId, SkuId};
use serde::{Deserialize, Serialize};

use crate::market::buyer::{BuyerAnswer, OwnServerAnswer};
use crate::market::outlook::{Outlook, PriceHistory};
use crate::market::seller::SellerAnswer;
use crate::market::tender::TenderAnswer;
use crate::outcome::{Outcome, Outcomes, by_name, optional};

/// The answer to the market question, with an outcome for each part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketAnswer {
    /// The history of the series; absent without a series.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub history: Option<Outcome<PriceHistory>>,
    /// The statistics of the simulated paths; absent without months.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub outlook: Option<Outcome<Outlook>>,
    /// The sellers, by name.
    #[serde(with = "by_name")]
    pub sellers: Outcomes<SellerId, SellerAnswer>,
    /// The tender; absent if the question has none.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub tender: Option<Outcome<TenderAnswer>>,
    /// Rent, buy or wait; absent if the question has no buyer.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub buyer: Option<Outcome<BuyerAnswer>>,
    /// Owning against renting for known payments; absent if the question has none.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub own_or_rent: Option<Outcome<OwnOrRent>>,
    /// The owned servers, by name.
    #[serde(with = "by_name")]
    pub servers: Outcomes<SkuId, OwnServerAnswer>,
}
