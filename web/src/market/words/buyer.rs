//! The texts about a buyer and about tokens.

use crate::language::Words;

/// A text about a buyer or about tokens.
#[derive(Clone, Copy, Debug)]
pub enum BuyerText<'a> {
    /// The heading of the buyer.
    Buyer,
    /// Whether to rent or to buy.
    Answer {
        /// Whether buying has the higher net present value.
        buys: bool,
        /// The difference in net present value.
        saving: &'a str,
        /// The probability that buying saves, in percent.
        chance: &'a str,
        /// The number of months.
        months: usize,
    },
    /// The distribution of the saving.
    Figures {
        /// The 5%, 50% and 95% quantiles.
        quantiles: [&'a str; 3],
        /// The mean of the worst 5%.
        worst: &'a str,
    },
    /// The outcome of waiting.
    Waits {
        /// The number of months.
        months: u32,
        /// Whether waiting saves on average.
        saves: bool,
        /// The mean saving or extra cost.
        saving: &'a str,
        /// The probability that waiting is cheaper, in percent.
        chance: &'a str,
        /// The extra cost at the confidence.
        worst: &'a str,
    },
    /// The heading of tokens.
    Tokens,
    /// Whether the API or servers are cheaper.
    TokensAnswer {
        /// Whether the API is cheaper.
        is_api: bool,
        /// The monthly cost of the API.
        api: &'a str,
        /// The number of servers.
        servers: u64,
        /// The monthly cost of the servers.
        own: &'a str,
    },
    /// The cost of a million tokens on a server.
    TokensFigures {
        /// The cost at full use.
        million: &'a str,
        /// The million tokens per month from which one server is cheaper; empty if it never is.
        from: &'a str,
    },
}

impl Words for BuyerText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Buyer => "Buyer: rent, buy or wait?".into(),
            Self::Answer {
                buys: true,
                saving,
                chance,
                months,
            } => format!(
                "Buy: over {months} months it saves {saving} over renting on average, in today's money, and is cheaper on {chance}% of the paths."
            ),
            Self::Answer {
                buys: false,
                saving,
                chance,
                months,
            } => format!(
                "Rent: over {months} months buying costs {saving} more on average, in today's money, and is cheaper on only {chance}% of the paths."
            ),
            Self::Figures {
                quantiles: [low, middle, high],
                worst,
            } => {
                format!(
                    "Saving of buying over renting, negative for an extra cost: median {middle}, between {low} and {high} on 90% of the paths; {worst} on average on the worst 5%."
                )
            }
            Self::Waits {
                months,
                saves,
                saving,
                chance,
                worst,
            } => {
                let does = if saves { "saves" } else { "costs" };
                format!(
                    "Waiting {months} months {does} {saving} on average, and is cheaper on {chance}% of the paths; at the confidence above it costs up to {worst} more. These amounts are not discounted to today."
                )
            }
            Self::Tokens => "API or your own servers?".into(),
            Self::TokensAnswer {
                is_api: true,
                api,
                servers,
                own,
            } => {
                format!("The API is cheaper: {api} per month, against {own} for {servers} servers.")
            }
            Self::TokensAnswer {
                is_api: false,
                api,
                servers,
                own,
            } => format!(
                "Servers are cheaper: {own} per month for {servers} servers, against {api} for the API."
            ),
            Self::TokensFigures { million, from: "" } => format!(
                "At full use a million tokens cost {million} on servers; one server is never cheaper than the API."
            ),
            Self::TokensFigures { million, from } => format!(
                "At full use a million tokens cost {million} on servers; one server is cheaper from {from} million per month."
            ),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Buyer => "买方：租、买还是等？".into(),
            Self::Answer {
                buys: true,
                saving,
                chance,
                months,
            } => format!("买：按现值，{months} 个月平均比租省 {saving}，{chance}% 的路径买更省。"),
            Self::Answer {
                buys: false,
                saving,
                chance,
                months,
            } => {
                format!(
                    "租：按现值，{months} 个月买平均多花 {saving}，只有 {chance}% 的路径买更省。"
                )
            }
            Self::Figures {
                quantiles: [low, middle, high],
                worst,
            } => {
                format!(
                    "买比租省多少（负数为多花）：中位数 {middle}，90% 的路径在 {low} 与 {high} 之间；最差 5% 的路径平均 {worst}。"
                )
            }
            Self::Waits {
                months,
                saves,
                saving,
                chance,
                worst,
            } => {
                let does = if saves { "省" } else { "多花" };
                format!(
                    "等 {months} 个月平均{does} {saving}，{chance}% 的路径更便宜；在上述置信度下，多花不超过 {worst}。金额未贴现。"
                )
            }
            Self::Tokens => "用 API 还是自建？".into(),
            Self::TokensAnswer {
                is_api: true,
                api,
                servers,
                own,
            } => format!("API 更便宜：每月 {api}，而 {servers} 台服务器为 {own}。"),
            Self::TokensAnswer {
                is_api: false,
                api,
                servers,
                own,
            } => format!("自建更便宜：{servers} 台服务器每月 {own}，而 API 为 {api}。"),
            Self::TokensFigures { million, from: "" } => {
                format!("满负荷时每百万 token 成本 {million}；单台服务器用量再大也不比 API 便宜。")
            }
            Self::TokensFigures { million, from } => format!(
                "满负荷时每百万 token 成本 {million}；每月 {from} 百万 token 起，一台服务器更便宜。"
            ),
        }
    }
}
