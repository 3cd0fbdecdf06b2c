//! The texts about tokens.

use crate::kit::number::grouped;
use crate::language::Words;
use crate::market::words::plural;

/// A text about tokens.
#[derive(Clone, Copy, Debug)]
pub enum TokensText<'a> {
    /// The first words of the verdict; whether the API is cheaper.
    Lead(bool),
    /// The rest of the verdict: the tokens per month.
    For(&'a str),
    /// Both costs.
    Costs {
        /// The monthly cost of the API.
        api: &'a str,
        /// The number of servers.
        servers: u64,
        /// The number of their GPUs.
        gpus: u64,
        /// The monthly cost of the servers.
        own: &'a str,
    },
    /// The tokens per month from which one server is cheaper; empty if it never is.
    From(&'a str),
    /// The heading of the costs of a million tokens.
    Million,
    /// The column of the ways to get tokens.
    Way,
    /// The column of the costs.
    PerMillion,
    /// The API.
    Api,
    /// Servers by reserved capacity.
    Reserved,
    /// Servers by used capacity.
    Used,
    /// The heading of the chart.
    Chart,
    /// The legend of the servers.
    Own,
    /// A reading of the chart.
    At {
        /// The tokens per month.
        tokens: &'a str,
        /// The cost of the API.
        api: &'a str,
        /// The cost of the servers.
        own: &'a str,
    },
    /// The API, within a table.
    UseApi,
    /// The servers, within a table.
    UseOwn,
}

impl Words for TokensText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Lead(true) => "Use the API".into(),
            Self::Lead(false) => "Use machines of your own".into(),
            Self::For(tokens) => format!(" for {tokens} tokens a month."),
            Self::Costs {
                api,
                servers,
                gpus,
                own,
            } => {
                let servers = plural(servers, "server", "servers");
                let gpus = plural(gpus, "GPU", "GPUs");
                format!("The API costs {api} a month; the cost of {servers} with {gpus} is {own}.")
            }
            Self::From("") => {
                "A single server is not cheaper than the API at any number of tokens.".into()
            }
            Self::From(tokens) => {
                format!("A single server is cheaper from {tokens} tokens a month.")
            }
            Self::Million => "Cost of a million tokens".into(),
            Self::Way => "Option".into(),
            Self::PerMillion => "Per million tokens".into(),
            Self::Api => "API".into(),
            Self::Reserved => {
                "Servers, by reserved capacity: all hours of the month are paid".into()
            }
            Self::Used => "Servers, by used capacity: only hours in use are paid".into(),
            Self::Chart => "Monthly cost by the number of tokens".into(),
            Self::Own => "servers".into(),
            Self::At { tokens, api, own } => {
                format!("{tokens} tokens: API {api}, servers {own}")
            }
            Self::UseApi => "API".into(),
            Self::UseOwn => "own machines".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Lead(true) => "用 API".into(),
            Self::Lead(false) => "自建".into(),
            Self::For(tokens) => format!("，每月 {tokens} token。"),
            Self::Costs {
                api,
                servers,
                gpus,
                own,
            } => {
                let gpus = grouped(&gpus.to_string());
                format!("API 每月 {api}；{servers} 台服务器（共 {gpus} 张 GPU）每月 {own}。")
            }
            Self::From("") => "单台服务器在任何用量下都不比 API 便宜。".into(),
            Self::From(tokens) => format!("每月 {tokens} token 起，单台服务器更便宜。"),
            Self::Million => "每百万 token 的成本".into(),
            Self::Way => "方式".into(),
            Self::PerMillion => "每百万 token".into(),
            Self::Api => "API".into(),
            Self::Reserved => "自建，按预留容量：整月都付费".into(),
            Self::Used => "自建，按使用容量：只付使用的小时".into(),
            Self::Chart => "不同 token 用量的月成本".into(),
            Self::Own => "自建".into(),
            Self::At { tokens, api, own } => format!("{tokens} token：API {api}，自建 {own}"),
            Self::UseApi => "API".into(),
            Self::UseOwn => "自建".into(),
        }
    }
}
