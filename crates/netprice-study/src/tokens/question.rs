//! The tokens question of a study.

use std::collections::BTreeMap;

use netprice::market::owning::Server;
use netprice::value::id::{Provider, SkuId};
use netprice::value::text::unique_keys;
use netprice::{Currency, Money, NonNegative};
use netprice_catalog::tokens::TokenDirection;
use serde::{Deserialize, Serialize};

/// The cost of tokens from an API, compared with machines that generate them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// The currency of the answer; the study's if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The million tokens that are needed per month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub million_tokens: Option<NonNegative>,
    /// The API's price of a million tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api: Option<ApiPrice>,
    /// Machines that generate tokens, by name.
    #[serde(deserialize_with = "unique_keys")]
    pub machines: BTreeMap<SkuId, TokenMachine>,
}

/// An API's price of a million tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ApiPrice {
    /// The price itself.
    Million(Money),
    /// The published price of a model.
    Published(PublishedModel),
}

/// A model whose price is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedModel {
    /// The provider of the API.
    pub provider: Provider,
    /// The name in the catalogue.
    pub model: String,
    /// Whether the tokens are input or output.
    pub direction: TokenDirection,
}

/// A machine that generates tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenMachine {
    /// The cost, by the hour or by the month.
    pub cost: MachineCost,
    /// The tokens per second at full utilisation.
    pub tokens_per_second: NonNegative,
    /// The highest share of the time in use, from 0 to 1.
    pub utilisation: NonNegative,
    /// The number of machines that are paid for, even if the tokens need fewer.
    #[serde(default, skip_serializing_if = "is_none")]
    pub at_least: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_none(count: &u32) -> bool {
    *count == 0
}

/// The cost of a machine that generates tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MachineCost {
    /// Rented by the hour.
    GpuHour {
        /// The price of a GPU-hour.
        price: Money,
        /// The number of GPUs of the machine.
        gpus: u32,
    },
    /// A fixed cost per month.
    Month(Money),
    /// An owned server.
    Server(Box<Server>),
}
