//! The texts of the view of hardware prices: the outlook, the choices and the published prices.

pub mod buyer;
pub mod cards;
mod labels;
pub mod seller;
pub mod tokens;

use std::fmt::Display;

use crate::kit::number::grouped;
use crate::language::Words;
use crate::market::form::{MarketField, MovesChoice};
use crate::market::words::labels::{label_in_chinese, label_in_english};

/// A number with the English word for one or for many.
fn plural(count: impl Display, one: &str, many: &str) -> String {
    let count = grouped(&count.to_string());
    let word = if count == "1" { one } else { many };
    format!("{count} {word}")
}

/// A text about the outlook of a price, or about the view as a whole.
#[derive(Clone, Copy, Debug)]
pub enum MarketText<'a> {
    /// The label of a field.
    Label(MarketField),
    /// The first words of the verdict: the median price.
    About(&'a str),
    /// The rest of the verdict: the number of months.
    InMonths(usize),
    /// A summary of the history.
    History {
        /// The annual volatility in percent.
        volatility: &'a str,
        /// Whether the volatility comes from the series.
        is_own: bool,
        /// The largest fall in percent.
        fall: &'a str,
    },
    /// A summary of the simulated paths.
    Ahead {
        /// The last price.
        last: &'a str,
        /// The 5% quantile.
        low: &'a str,
        /// The 95% quantile.
        high: &'a str,
        /// The number of 1,000 paths that ever reach 1.5 times today's price.
        half_more: &'a str,
        /// The number of 1,000 paths that end lower.
        lower: &'a str,
    },
    /// The prices of a month ahead.
    InMonth {
        /// The month.
        month: usize,
        /// The median.
        middle: &'a str,
        /// The 5% quantile.
        low: &'a str,
        /// The 95% quantile.
        high: &'a str,
    },
    /// The description of the chart for screen readers.
    Chart,
    /// The legend of the line.
    HistoryKey,
    /// The legend of the median.
    MiddleKey,
    /// The legend of the bands.
    FanKey,
    /// The heading of the table of quantiles.
    FanTable,
    /// The column of months.
    MonthColumn,
    /// The method of the simulation.
    Method {
        /// The number of paths.
        paths: &'a str,
        /// The source of the moves.
        moves: MovesChoice,
    },
    /// The sources of the initial values.
    Defaults,
    /// A price that is older than most.
    Older(&'a str),
    /// The heading of the published prices.
    Prices,
    /// The column of GPUs.
    Gpu,
    /// The column of purchase options.
    Kind,
    /// The column of prices.
    HourPrice,
    /// The column of sources.
    Source,
    /// A source of the monthly moves.
    Moves(MovesChoice),
    /// The progress of the larger simulation, in percent.
    Refining(&'a str),
    /// The button that stops the larger simulation.
    Cancel,
}

impl Words for MarketText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Label(field) => label_in_english(field).into(),
            Self::About(price) => format!("About {price}"),
            Self::InMonths(1) => " next month (median of all paths).".into(),
            Self::InMonths(months) => format!(" in {months} months (median of all paths)."),
            Self::History { volatility, is_own, fall } => {
                let source = if is_own { "as in its history" } else { "as typed" };
                format!("The price moves by {volatility}% a year ({source}); its largest fall so far is {fall}%.")
            }
            Self::Ahead { last, low, high, half_more, lower } => {
                format!("It is {last} today. On 90% of the price paths it ends between {low} and {high}; on {lower} of 1,000 it ends lower than today, and on {half_more} of 1,000 it reaches 1.5 times today's price at some time.")
            }
            Self::InMonth { month, middle, low, high } => format!("month {month}: {middle} ({low} to {high})"),
            Self::Chart => "The price over time, with bands that contain 50% and 90% of the paths".into(),
            Self::HistoryKey => "history".into(),
            Self::MiddleKey => "median of all paths".into(),
            Self::FanKey => "50% and 90% of the paths".into(),
            Self::FanTable => "Price by month: shares of the paths that are at or below it".into(),
            Self::MonthColumn => "Month".into(),
            Self::Method { paths, moves: MovesChoice::Lognormal } => format!("{paths} paths from a fixed seed, in mirrored pairs: a lognormal price whose median stays at today's price unless it returns to a level, and the event that you set. This is a scenario, not a forecast."),
            Self::Method { paths, moves: MovesChoice::Observed } => format!("{paths} paths from a fixed seed, in pairs: months drawn from the history of the price, a return to a level, and the event that you set. This is a scenario, not a forecast."),
            Self::Defaults => "The amounts that the fields hold at first: a server of 8 H100 as a dealer quoted it in July 2024, and its rent of July 2026; the API price of Llama-3.1-405B, the price of AWS for 8 H200 by the hour, and tokens per second as a user measured them. The monthly cost of running a server, use, resale value and its correlation, interest and the event have no source: set your own.".into(),
            Self::Older(date) => format!("older source, of {date}"),
            Self::Prices => "Published hourly prices".into(),
            Self::Gpu => "GPU".into(),
            Self::Kind => "Purchase option".into(),
            Self::HourPrice => "Per GPU-hour".into(),
            Self::Source => "Source".into(),
            Self::Moves(MovesChoice::Lognormal) => "lognormal, by the volatility".into(),
            Self::Moves(MovesChoice::Observed) => "drawn from the history".into(),
            Self::Refining(percent) => format!("100,000 paths: {percent}% done. Until then the figures are from 10,000 paths."),
            Self::Cancel => "Cancel".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Label(field) => label_in_chinese(field).into(),
            Self::About(price) => format!("约 {price}"),
            Self::InMonths(months) => format!("：{months} 个月后价格的中位数。"),
            Self::History { volatility, is_own, fall } => {
                let source = if is_own { "取自历史" } else { "自行填写" };
                format!("价格年化波动 {volatility}%（{source}）；历史最大跌幅 {fall}%。")
            }
            Self::Ahead { last, low, high, half_more, lower } => {
                format!("今天为 {last}。90% 的价格路径最终在 {low} 与 {high} 之间；1,000 条中有 {lower} 条最终低于今天，{half_more} 条一度达到今天的 1.5 倍。")
            }
            Self::InMonth { month, middle, low, high } => format!("第 {month} 个月：{middle}（{low} 至 {high}）"),
            Self::Chart => "价格走势，色带包含 50% 与 90% 的路径".into(),
            Self::HistoryKey => "历史价格".into(),
            Self::MiddleKey => "全部路径的中位数".into(),
            Self::FanKey => "50% 与 90% 的路径".into(),
            Self::FanTable => "各月价格：不高于该价格的路径占比".into(),
            Self::MonthColumn => "月".into(),
            Self::Method { paths, moves: MovesChoice::Lognormal } => format!("固定随机种子，{paths} 条成对镜像路径：对数正态价格，中位数保持今日价（除非向某水平回归），外加所设事件。这是推演，不是预测。"),
            Self::Method { paths, moves: MovesChoice::Observed } => format!("固定随机种子，{paths} 条成对路径：各月变动抽自上面的历史，向某水平回归，外加所设事件。这是推演，不是预测。"),
            Self::Defaults => "字段的初始金额：8 卡 H100 服务器的经销商报价（2024 年 7 月）与月租（2026 年 7 月）；Llama-3.1-405B 的 API 价格、AWS 8 卡 H200 的小时价，以及用户实测的每秒 token 数。服务器月运行成本、利用率、转售价值及其相关性、利率与事件无来源，请自行设定。".into(),
            Self::Older(date) => format!("较早的来源：{date}"),
            Self::Prices => "公布的每小时价格".into(),
            Self::Gpu => "GPU".into(),
            Self::Kind => "购买方式".into(),
            Self::HourPrice => "每 GPU 小时".into(),
            Self::Source => "来源".into(),
            Self::Moves(MovesChoice::Lognormal) => "对数正态，按波动率".into(),
            Self::Moves(MovesChoice::Observed) => "抽自历史".into(),
            Self::Refining(percent) => format!("100,000 条路径：已完成 {percent}%；完成前显示 10,000 条的结果。"),
            Self::Cancel => "取消".into(),
        }
    }
}
