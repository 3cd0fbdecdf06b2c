//! The texts of the view of hardware prices: the outlook, the choices and the published prices.

pub mod buyer;
mod labels;
pub mod seller;

use crate::language::Words;
use crate::market::form::{MarketField, MovesChoice};
use crate::market::words::labels::{label_in_chinese, label_in_english};

/// A text about the outlook of a price, or about the view as a whole.
#[derive(Clone, Copy, Debug)]
pub enum MarketText<'a> {
    /// The label of a field.
    Label(MarketField),
    /// The heading of the outlook.
    Outlook,
    /// A summary of the history.
    History {
        /// The last price.
        last: &'a str,
        /// The annual volatility in percent.
        volatility: &'a str,
        /// Whether the volatility comes from the series.
        is_own: bool,
        /// The largest fall in percent.
        fall: &'a str,
    },
    /// A summary of the simulated paths.
    Ahead {
        /// The number of months.
        months: usize,
        /// The 5% quantile.
        low: &'a str,
        /// The median.
        middle: &'a str,
        /// The 95% quantile.
        high: &'a str,
        /// The share of the paths that ever reach 1.5 times today's price, in percent.
        half_more: &'a str,
        /// The share of the paths that end lower, in percent.
        lower: &'a str,
    },
    /// The description of the chart for screen readers.
    Chart,
    /// The legend of the line.
    HistoryKey,
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
    /// The event that the simulation includes.
    WithEvent {
        /// The probability in percent.
        chance: &'a str,
        /// The factor on the price.
        factor: &'a str,
        /// The month.
        month: u32,
    },
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
            Self::Outlook => "Price history and outlook".into(),
            Self::History { last, volatility, is_own, fall } => {
                let source = if is_own { "from the series" } else { "as typed" };
                format!("Last price {last}. Annual volatility {volatility}% ({source}); largest fall {fall}%.")
            }
            Self::Ahead { months, low, middle, high, half_more, lower } => {
                format!("In {months} months: median {middle}, between {low} and {high} on 90% of the paths. On {half_more}% of the paths the price reaches 1.5 times today's at some time; on {lower}% it ends lower than today.")
            }
            Self::Chart => "The price over time, with bands that contain 50% and 90% of the paths".into(),
            Self::HistoryKey => "history, then the median path".into(),
            Self::FanKey => "50% and 90% of the paths".into(),
            Self::FanTable => "Quantiles by month".into(),
            Self::MonthColumn => "Month".into(),
            Self::Method { paths, moves: MovesChoice::Lognormal } => format!("{paths} paths from a fixed seed, in mirrored pairs: a lognormal price whose median stays at today's price unless it reverts to a level, and the event above. This is a scenario, not a forecast."),
            Self::Method { paths, moves: MovesChoice::Observed } => format!("{paths} paths from a fixed seed, in pairs: months drawn from the history above, reversion to a level, and the event. This is a scenario, not a forecast."),
            Self::Defaults => "Initial values: a server of 8 H100 at 2.7 million yuan (a dealer's quote of July 2024) and 76,000 a month to rent (July 2026); Llama-3.1-405B at 3.5 dollars per million tokens, against 8 H200 at 63.296 dollars an hour (AWS) and 506 tokens per second (measured by a user). The monthly cost of owning, the utilisation, the residual value and its correlation, the interest and the event have no source: set your own.".into(),
            Self::Prices => "Published hourly prices".into(),
            Self::Gpu => "GPU".into(),
            Self::Kind => "Purchase option".into(),
            Self::HourPrice => "Per GPU-hour".into(),
            Self::Source => "Source".into(),
            Self::WithEvent { chance, factor, month } => format!("This includes your event: a probability of {chance}% of ×{factor} in month {month}."),
            Self::Moves(MovesChoice::Lognormal) => "lognormal, by the volatility".into(),
            Self::Moves(MovesChoice::Observed) => "drawn from the history".into(),
            Self::Refining(percent) => format!("100,000 paths: {percent}% done. Until then the figures are from 10,000 paths."),
            Self::Cancel => "Cancel".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Label(field) => label_in_chinese(field).into(),
            Self::Outlook => "价格走势与展望".into(),
            Self::History { last, volatility, is_own, fall } => {
                let source = if is_own { "取自该序列" } else { "自行填写" };
                format!("最新价格 {last}。年化波动率 {volatility}%（{source}）；历史最大跌幅 {fall}%。")
            }
            Self::Ahead { months, low, middle, high, half_more, lower } => {
                format!("{months} 个月后：中位数 {middle}，90% 的路径在 {low} 与 {high} 之间。{half_more}% 的路径一度涨到今日价的 1.5 倍以上；{lower}% 的路径最终低于今日价。")
            }
            Self::Chart => "价格走势，色带包含 50% 与 90% 的路径".into(),
            Self::HistoryKey => "历史价格，其后为中位数路径".into(),
            Self::FanKey => "50% 与 90% 的路径".into(),
            Self::FanTable => "各月分位数".into(),
            Self::MonthColumn => "月".into(),
            Self::Method { paths, moves: MovesChoice::Lognormal } => format!("固定随机种子，{paths} 条成对镜像路径：对数正态价格，中位数保持今日价（除非向某水平回归），外加上述事件。这是推演，不是预测。"),
            Self::Method { paths, moves: MovesChoice::Observed } => format!("固定随机种子，{paths} 条成对路径：各月变动抽自上面的历史，向某水平回归，外加上述事件。这是推演，不是预测。"),
            Self::Defaults => "初始值：8 卡 H100 服务器 270 万元（2024 年 7 月经销商报价），月租 7.6 万元（2026 年 7 月）；Llama-3.1-405B 每百万 token 3.5 美元，对比 8 卡 H200 每小时 63.296 美元（AWS）、每秒 506 token（用户实测）。自有月成本、利用率、残值及其相关性、利率与事件无来源，请自行设定。".into(),
            Self::Prices => "公布的每小时价格".into(),
            Self::Gpu => "GPU".into(),
            Self::Kind => "购买方式".into(),
            Self::HourPrice => "每 GPU 小时".into(),
            Self::Source => "来源".into(),
            Self::WithEvent { chance, factor, month } => format!("已计入所设事件：第 {month} 个月有 {chance}% 的概率，价格 ×{factor}。"),
            Self::Moves(MovesChoice::Lognormal) => "对数正态，按波动率".into(),
            Self::Moves(MovesChoice::Observed) => "抽自历史".into(),
            Self::Refining(percent) => format!("100,000 条路径：已完成 {percent}%；完成前显示 10,000 条的结果。"),
            Self::Cancel => "取消".into(),
        }
    }
}
