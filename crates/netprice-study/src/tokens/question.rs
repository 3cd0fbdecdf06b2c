//! The question whether tokens are cheaper from an API or from machines.

use std::collections::BTreeMap;

use netprice::market::owning::Server;
use netprice::value::id::{Provider, SkuId};
use netprice::value::text::unique_keys;
use netprice::{Money, NonNegative};
use netprice_catalog::hardware::TokenDirection;
use serde::{Deserialize, Serialize};

/// The question whether tokens are cheaper from an API or from machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// How many million tokens a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub million_tokens: Option<NonNegative>,
    /// The price of a million from an API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api: Option<ApiPrice>,
    /// Machines that make tokens, by name.
    #[serde(deserialize_with = "unique_keys")]
    pub machines: BTreeMap<SkuId, TokenMachine>,
}

/// The price of a million tokens from an API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ApiPrice {
    /// So much for a million.
    Million(Money),
    /// The published price of a model.
    Published(PublishedModel),
}

/// A model whose price is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedModel {
    /// Who sells it.
    pub provider: Provider,
    /// The model.
    pub model: String,
    /// Which tokens.
    pub direction: TokenDirection,
}

/// A machine that makes tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenMachine {
    /// What it costs.
    pub cost: MachineCost,
    /// The tokens that it makes a second.
    pub tokens_per_second: NonNegative,
    /// The highest share of the time that it is in use.
    pub utilisation: NonNegative,
}

/// What a machine that makes tokens costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MachineCost {
    /// Rented by the hour.
    GpuHour {
        /// What a GPU-hour costs.
        price: Money,
        /// How many GPUs it has.
        gpus: u32,
    },
    /// So much a month.
    Month(Money),
    /// A server of one's own.
    Server(Box<Server>),
}
