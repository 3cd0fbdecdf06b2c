//! The words of the view of prices that move.

use crate::language::Words;
use crate::market::form::{MarketField, MarketForm};
use netprice::market::tender::Turn;

use crate::kit::form::Form;
use crate::language::traditional::verbatim;

/// A text of the view.
#[derive(Clone, Copy, Debug)]
pub enum MarketText<'a> {
    /// The label of a field.
    Label(MarketField),
    /// The heading of the history.
    Outlook,
    /// What the history says.
    History {
        /// The last price.
        last: &'a str,
        /// The volatility in percent.
        volatility: &'a str,
        /// Whether that is the series' own.
        is_own: bool,
        /// The largest fall in percent.
        fall: &'a str,
    },
    /// What the paths say.
    Ahead {
        /// How many months.
        months: usize,
        /// The lowest of the fan.
        low: &'a str,
        /// The middle.
        middle: &'a str,
        /// The highest.
        high: &'a str,
        /// The chance of ever half as much again, in percent.
        half_more: &'a str,
        /// The chance of ending lower, in percent.
        lower: &'a str,
    },
    /// The chart for those who do not see it.
    Chart,
    /// The line of the history.
    HistoryKey,
    /// The bands of the fan.
    FanKey,
    /// The table of the fan.
    FanTable,
    /// A column of months.
    MonthColumn,
    /// How the paths were made.
    Method(&'a str, bool),
    /// The heading of the seller.
    Seller,
    /// The seller's answer.
    SellerAnswer {
        /// The bid.
        pay: &'a str,
        /// The month of delivery.
        month: u32,
        /// The chance of loss in percent.
        loss: &'a str,
        /// The floor.
        floor: &'a str,
        /// The confidence in percent.
        confidence: &'a str,
    },
    /// The seller's figures.
    SellerFigures {
        /// The break-even today.
        break_even: &'a str,
        /// The margin today.
        today: &'a str,
        /// The mean margin at delivery.
        mean: &'a str,
        /// The value at risk.
        at_risk: &'a str,
        /// The expected shortfall.
        shortfall: &'a str,
        /// The confidence in percent.
        confidence: &'a str,
    },
    /// What the clause is worth.
    ClauseWorth {
        /// To the seller.
        seller: &'a str,
        /// To the buyer.
        buyer: &'a str,
    },
    /// What late delivery costs.
    LateCosts {
        /// The months.
        months: u32,
        /// The cost.
        cost: &'a str,
    },
    /// Beyond the horizon.
    LateBeyond,
    /// The heat table.
    Heat,
    /// What a cell of it is.
    HeatHint,
    /// The heading of the tender.
    Tender,
    /// How sellers are typed.
    SellersHint,
    /// What a seller did.
    Turn {
        /// The round.
        round: u32,
        /// The seller.
        name: &'a str,
        /// What it did.
        turn: Turn,
        /// The pay rate in words.
        rate: &'a str,
    },
    /// Who won.
    Won {
        /// The winner.
        name: &'a str,
        /// The pay rate.
        rate: &'a str,
    },
    /// Nobody opened.
    NobodyWon,
    /// What may become of the winner.
    Aftermath {
        /// The margin today.
        today: &'a str,
        /// At 5%, 50% and 95%.
        margins: [&'a str; 3],
        /// The chance of loss in percent.
        loss: &'a str,
        /// The chance of default in percent.
        default: &'a str,
    },
    /// The heading of the buyer.
    Buyer,
    /// Whether to buy.
    BuyerAnswer {
        /// Whether buying is worth more.
        buys: bool,
        /// The net present value.
        saving: &'a str,
        /// The chance that buying saves, in percent.
        chance: &'a str,
        /// Over how many months.
        months: u32,
    },
    /// The buyer's figures.
    BuyerFigures {
        /// The worst 5%, the middle, the best 5%.
        quantiles: [&'a str; 3],
        /// The mean of the worst 5%.
        worst: &'a str,
    },
    /// Waiting.
    Waits {
        /// The months.
        months: u32,
        /// Whether it saves on average.
        saves: bool,
        /// How much.
        saving: &'a str,
        /// The chance that it is cheaper, in percent.
        chance: &'a str,
        /// The worst at the confidence.
        worst: &'a str,
    },
    /// The heading of tokens.
    Tokens,
    /// API or own.
    TokensAnswer {
        /// Whether the API is cheaper.
        is_api: bool,
        /// What the API costs.
        api: &'a str,
        /// How many servers.
        servers: u64,
        /// What they cost.
        own: &'a str,
    },
    /// The figures of tokens.
    TokensFigures {
        /// A million on the machines at full use.
        million: &'a str,
        /// From how many million one server is cheaper; empty if never.
        from: &'a str,
    },
    /// Where the figures at first are from.
    Defaults,
    /// The heading of the prices.
    Prices,
    /// A column.
    Gpu,
    /// A column.
    Kind,
    /// A column.
    HourPrice,
    /// A column.
    Source,
    /// The event is in the figures.
    WithEvent {
        /// How likely, in percent.
        chance: &'a str,
        /// What it multiplies the price by.
        factor: &'a str,
        /// In which month.
        month: &'a str,
    },
    /// The choice of where the moves come from.
    MovesOf,
    /// Where they come from, by its name in the link.
    Moves(&'a str),
    /// The choice of how many paths are drawn.
    PathsOf,
    /// Many paths are being drawn; so many percent are done.
    Refining(&'a str),
    /// Ends that.
    Cancel,
}

impl Words for MarketText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Label(field) => label_in_english(field).into(),
            Self::Outlook => "What the price did, and what it may do".into(),
            Self::History { last, volatility, is_own, fall } => {
                let whose = if is_own { "the series' own" } else { "as typed" };
                format!("Last price {last}. Volatility {volatility}% a year ({whose}); the largest fall was {fall}%.")
            }
            Self::Ahead { months, low, middle, high, half_more, lower } => {
                format!("In {months} months: {middle} in the middle, between {low} and {high} on nine paths of ten. On {half_more}% of the paths it is at some time half as much again; on {lower}% it ends lower than today.")
            }
            Self::Chart => "The price over time, and bands that hold half and nine tenths of the paths".into(),
            Self::HistoryKey => "history, then the middle path".into(),
            Self::FanKey => "half of the paths, and nine tenths".into(),
            Self::FanTable => "The fan as a table".into(),
            Self::MonthColumn => "Month".into(),
            Self::Method(paths, false) => format!("{paths} paths from a fixed seed, in mirrored pairs: a lognormal price whose middle stays at today's but for a pull to a level, and the event above. They say what would follow, not what will."),
            Self::Method(paths, true) => format!("{paths} paths from a fixed seed, in pairs: months drawn from the history above, a pull to a level, and the event. They say what would follow, not what will."),
            Self::Seller => "The seller: at which pay rate is there still a margin?".into(),
            Self::SellerAnswer { pay, month, loss, floor, confidence } => {
                format!("A bid of {pay} loses on {loss}% of the paths if delivered in month {month}; to cover the cost with {confidence}% confidence it takes {floor}.")
            }
            Self::SellerFigures { break_even, today, mean, at_risk, shortfall, confidence } => {
                format!("Per 100 of list: break-even today at {break_even}; margin {today} today, {mean} at delivery on average. No more than {at_risk} is lost on {confidence}% of the paths, and {shortfall} on average beyond that.")
            }
            Self::ClauseWorth { seller, buyer } => {
                format!("The clause is worth {seller} to the seller where the price rises, and {buyer} to the buyer where it falls.")
            }
            Self::LateCosts { months, cost } => format!("Delivered {months} months later, the hardware costs {cost} more on average."),
            Self::LateBeyond => "So late a delivery is beyond the horizon.".into(),
            Self::Heat => "Chance of loss by pay rate and month of delivery, with the mean margin per 100 of list".into(),
            Self::HeatHint => "The redder the cell, the likelier the loss.".into(),
            Self::Tender => "The tender, round by round".into(),
            Self::SellersHint => "One seller a line: name, floor, step, stock in %, cost, such as: Ada, 4.5折, 0.3折, 50%, 3折".into(),
            Self::Turn { round, name, turn, rate } => match turn {
                Turn::Opens(_) => format!("Round {round}: {name} opens at {rate}."),
                Turn::Bids(_) => format!("Round {round}: {name} bids {rate}."),
                Turn::DropsOut { .. } => format!("Round {round}: {name} drops out; the next bid would be {rate}."),
            },
            Self::Won { name, rate } => format!("{name} wins at {rate}."),
            Self::NobodyWon => "Nobody can open at this rate.".into(),
            Self::Aftermath { today, margins: [low, middle, high], loss, default } => {
                format!("Per 100 of list its margin is {today} today; at delivery {middle} in the middle, between {low} and {high} on nine paths of ten. It loses on {loss}% of the paths, and not delivering would cost it less on {default}%.")
            }
            Self::Buyer => "The buyer: rent, buy or wait?".into(),
            Self::BuyerAnswer { buys, saving, chance, months } => if buys { format!("Buy: over {months} months it saves {saving} over renting in today's money on average, and saves on {chance}% of the paths.") } else { format!("Rent: over {months} months buying costs {saving} more in today's money on average, and saves on {chance}% of the paths only.") },
            Self::BuyerFigures { quantiles: [low, middle, high], worst } => {
                format!("What buying saves over renting, with a minus where it costs more: {middle} in the middle, between {low} and {high} on nine paths of ten; {worst} on average on the worst twentieth.")
            }
            Self::Waits { months, saves, saving, chance, worst } => {
                let does = if saves { "saves" } else { "costs" };
                format!("Waiting {months} months {does} {saving} on average, and is cheaper on {chance}% of the paths; at the confidence above it costs up to {worst} more. Nothing here is discounted.")
            }
            Self::Tokens => "API or machines of one's own?".into(),
            Self::TokensAnswer { is_api, api, servers, own } => if is_api { format!("The API is cheaper: {api} a month, against {own} for servers ({servers}).") } else { format!("Machines are cheaper: {own} a month for servers ({servers}), against {api} for the API.") },
            Self::TokensFigures { million, from: "" } => format!("A million tokens cost {million} on them in full use, and one server is never cheaper than the API."),
            Self::TokensFigures { million, from } => format!("A million tokens cost {million} on them in full use; one server is cheaper from {from} million a month on."),
            Self::Defaults => "At first: a server of 8 H100 at 2.7 million yuan (a dealer's quote of July 2024) and 76,000 a month to rent (July 2026); Llama-3.1-405B at 3.5 dollars a million tokens against 8 H200 at 63.296 dollars an hour (AWS) and 506 tokens a second (a user's measurement). What a month of one's own costs, the use, the residual value and how it moves, the interest and the event are for you to set: no source gives them.".into(),
            Self::Prices => "Published prices of an hour".into(),
            Self::Gpu => "GPU".into(),
            Self::Kind => "Bought".into(),
            Self::HourPrice => "A GPU-hour".into(),
            Self::Source => "Source".into(),
            Self::PathsOf => "Paths".into(),
            Self::WithEvent { chance, factor, month } => format!("The event that you set is in it: a chance of {chance}% of ×{factor} in month {month}."),
            Self::MovesOf => "Moves of a month".into(),
            Self::Moves("lognormal") => "lognormal, by the volatility".into(),
            Self::Moves(_) => "drawn from the history".into(),
            Self::Refining(percent) => format!("100,000 paths: {percent}% done. Until then the figures are those of 10,000."),
            Self::Cancel => "Cancel".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Label(field) => label_in_chinese(field).into(),
            Self::Outlook => "价格走势与展望".into(),
            Self::History { last, volatility, is_own, fall } => {
                let whose = if is_own { "取自该序列" } else { "自行填写" };
                format!("最新价格 {last}。年化波动率 {volatility}%（{whose}）；历史最大跌幅 {fall}%。")
            }
            Self::Ahead { months, low, middle, high, half_more, lower } => {
                format!("{months} 个月后：中位 {middle}，九成路径在 {low} 与 {high} 之间。{half_more}% 的路径曾涨到一倍半以上；{lower}% 的路径最终低于今天。")
            }
            Self::Chart => "价格走势，色带含一半与九成的路径".into(),
            Self::HistoryKey => "历史，其后为中位路径".into(),
            Self::FanKey => "一半的路径、九成的路径".into(),
            Self::FanTable => "分位数表".into(),
            Self::MonthColumn => "月".into(),
            Self::Method(paths, false) => format!("固定种子的 {paths} 条成对镜像路径：中位保持今日价格的对数正态价格（除非向某水平回归），外加上述事件。它说明若如此会怎样，而非预言。"),
            Self::Method(paths, true) => format!("固定种子的 {paths} 条成对路径：各月变动抽自上面的历史，向某水平回归，外加上述事件。它说明若如此会怎样，而非预言。"),
            Self::Seller => "卖方：几折还有毛利？".into(),
            Self::SellerAnswer { pay, month, loss, floor, confidence } => {
                format!("以 {pay} 中标、第 {month} 月交付，{loss}% 的路径亏损；要有 {confidence}% 的把握覆盖成本，需 {floor}。")
            }
            Self::SellerFigures { break_even, today, mean, at_risk, shortfall, confidence } => {
                format!("每 100 目录价：今天 {break_even} 盈亏平衡；今天毛利 {today}，交付时平均 {mean}。{confidence}% 的路径亏损不超过 {at_risk}，其外平均亏损 {shortfall}。")
            }
            Self::ClauseWorth { seller, buyer } => {
                format!("调价条款在涨价时对卖方值 {seller}，在跌价时对买方值 {buyer}。")
            }
            Self::LateCosts { months, cost } => format!("晚交付 {months} 个月，硬件平均多花 {cost}。"),
            Self::LateBeyond => "如此晚的交付超出展望期。".into(),
            Self::Heat => "各折扣与交付月份的亏损概率，以及每 100 目录价的平均毛利".into(),
            Self::HeatHint => "颜色越红，越可能亏损。".into(),
            Self::Tender => "招标逐轮推演".into(),
            Self::SellersHint => "每行一家：名称, 底价, 降幅, 库存%, 成本，例如：甲, 4.5折, 0.3折, 50%, 3折".into(),
            Self::Turn { round, name, turn, rate } => {
                let name = verbatim(name);
                match turn {
                Turn::Opens(_) => format!("第 {round} 轮：{name}以 {rate} 开价。"),
                Turn::Bids(_) => format!("第 {round} 轮：{name}报 {rate}。"),
                Turn::DropsOut { .. } => format!("第 {round} 轮：{name}退出；下一口价须为 {rate}。"),
                }
            }
            Self::Won { name, rate } => format!("{}以 {rate} 中标。", verbatim(name)),
            Self::NobodyWon => "无人能以此价开价。".into(),
            Self::Aftermath { today, margins: [low, middle, high], loss, default } => {
                format!("每 100 目录价，今天毛利 {today}；交付时中位 {middle}，九成路径在 {low} 与 {high} 之间。{loss}% 的路径亏损，{default}% 的路径违约反而更省。")
            }
            Self::Buyer => "买方：租、买还是等？".into(),
            Self::BuyerAnswer { buys, saving, chance, months } => if buys { format!("买：{months} 个月按今天的钱平均比租省 {saving}，{chance}% 的路径更省。") } else { format!("租：{months} 个月按今天的钱买平均多花 {saving}，只有 {chance}% 的路径买更省。") },
            Self::BuyerFigures { quantiles: [low, middle, high], worst } => {
                format!("买比租省多少（负数为多花）：中位 {middle}，九成路径在 {low} 与 {high} 之间；最差二十分之一平均 {worst}。")
            }
            Self::Waits { months, saves, saving, chance, worst } => {
                let does = if saves { "省" } else { "多花" };
                format!("等 {months} 个月平均{does} {saving}，{chance}% 的路径更便宜；在上述置信度下最多多花 {worst}。此处未贴现。")
            }
            Self::Tokens => "用 API 还是自建？".into(),
            Self::TokensAnswer { is_api, api, servers, own } => if is_api { format!("API 更便宜：每月 {api}，而 {servers} 台服务器为 {own}。") } else { format!("自建更便宜：{servers} 台服务器每月 {own}，而 API 为 {api}。") },
            Self::TokensFigures { million, from: "" } => format!("满负荷时每百万 token 成本 {million}；一台服务器永不比 API 便宜。"),
            Self::TokensFigures { million, from } => format!("满负荷时每百万 token 成本 {million}；每月 {from} 百万 token 起，一台服务器更便宜。"),
            Self::Defaults => "初始值：8 卡 H100 服务器 270 万元（2024 年 7 月经销商报价），月租 7.6 万元（2026 年 7 月）；Llama-3.1-405B 每百万 token 3.5 美元，对比 8 卡 H200 每小时 63.296 美元（AWS）、每秒 506 token（用户实测）。自有月成本、使用率、残值及其相关、利率与事件无来源，请自行设定。".into(),
            Self::Prices => "公布的每小时价格".into(),
            Self::Gpu => "GPU".into(),
            Self::Kind => "购买方式".into(),
            Self::HourPrice => "每 GPU 小时".into(),
            Self::Source => "来源".into(),
            Self::PathsOf => "路径数".into(),
            Self::WithEvent { chance, factor, month } => format!("其中含所设事件：第 {month} 个月以 {chance}% 的概率 ×{factor}。"),
            Self::MovesOf => "每月变动".into(),
            Self::Moves("lognormal") => "对数正态，按波动率".into(),
            Self::Moves(_) => "抽自历史".into(),
            Self::Refining(percent) => format!("100,000 条路径：已完成 {percent}%；完成前显示 10,000 条的结果。"),
            Self::Cancel => "取消".into(),
        }
    }
}

fn label_in_english(field: MarketField) -> &'static str {
    match field {
        MarketField::Series => "Price",
        MarketField::Volatility => "Volatility a year, % (empty: the series' own)",
        MarketField::Horizon => "Months ahead",
        MarketField::ShockFactor => "Event: price times",
        MarketField::ShockMonth => "Event: in month",
        MarketField::ShockChance => "Event: chance, %",
        MarketField::CostPay => "Cost today, as a pay rate",
        MarketField::Follows => "Of the cost follows the price, %",
        MarketField::BidPay => "Bid",
        MarketField::Confidence => "Confidence, %",
        MarketField::Delivery => "Delivered in month",
        MarketField::PassedOn => "Clause: passed on, %",
        MarketField::Rise => "Clause: rises by at most, %",
        MarketField::Fall => "Clause: falls by at most, %",
        MarketField::Late => "Months late",
        MarketField::Sellers => "Sellers",
        MarketField::Opening => "Opening",
        MarketField::Penalty => "Penalty for not delivering, %",
        MarketField::BuyCurrency => "Currency",
        MarketField::Capital => "Bought for",
        MarketField::OwnMonth => "A month of one's own",
        MarketField::RentMonth => "A month rented, in full use",
        MarketField::Residual => "Worth at the end, %",
        MarketField::Correlation => "That worth moves with rents, %",
        MarketField::UseLow => "Use at least, %",
        MarketField::UseLikely => "Use likely, %",
        MarketField::UseHigh => "Use at most, %",
        MarketField::Interest => "Interest a year, %",
        MarketField::WaitMonths => "Months to wait",
        MarketField::MonthWithout => "A month without costs",
        MarketField::TokenCurrency => "Currency",
        MarketField::Load1M => "Million tokens a month",
        MarketField::ApiPrice => "API, a million tokens",
        MarketField::GpuHour => "A GPU-hour",
        MarketField::ServerGpus => "GPUs of a server",
        MarketField::Throughput => "Tokens a second of a server",
        MarketField::TopUse => "At most in use, %",
        MarketField::Block => "Months in a row",
        MarketField::PullLevel => "Pulled to, % of today",
        MarketField::PullSpeed => "Gap closed a month, %",
        other => MarketForm::name(other),
    }
}

fn label_in_chinese(field: MarketField) -> &'static str {
    match field {
        MarketField::Series => "价格",
        MarketField::Volatility => "年化波动率 %（空：取自序列）",
        MarketField::Horizon => "展望月数",
        MarketField::ShockFactor => "事件：价格乘以",
        MarketField::ShockMonth => "事件：第几月",
        MarketField::ShockChance => "事件：概率 %",
        MarketField::CostPay => "今日成本（折）",
        MarketField::Follows => "随价格变动的成本占比 %",
        MarketField::BidPay => "报价",
        MarketField::Confidence => "置信度 %",
        MarketField::Delivery => "第几月交付",
        MarketField::PassedOn => "条款：传导比例 %",
        MarketField::Rise => "条款：最多上调 %",
        MarketField::Fall => "条款：最多下调 %",
        MarketField::Late => "晚交月数",
        MarketField::Sellers => "卖方",
        MarketField::Opening => "起始报价",
        MarketField::Penalty => "不交付的违约金 %",
        MarketField::BuyCurrency | MarketField::TokenCurrency => "币种",
        MarketField::Capital => "购价",
        MarketField::OwnMonth => "自有每月成本",
        MarketField::RentMonth => "满用时月租",
        MarketField::Residual => "期末残值 %",
        MarketField::Correlation => "残值与租价的相关 %",
        MarketField::UseLow => "最低使用率 %",
        MarketField::UseLikely => "最可能使用率 %",
        MarketField::UseHigh => "最高使用率 %",
        MarketField::Interest => "年利率 %",
        MarketField::WaitMonths => "等待月数",
        MarketField::MonthWithout => "每等一月的代价",
        MarketField::Load1M => "每月百万 token 数",
        MarketField::ApiPrice => "API 每百万 token",
        MarketField::GpuHour => "每 GPU 小时",
        MarketField::ServerGpus => "每台 GPU 数",
        MarketField::Throughput => "每台每秒 token",
        MarketField::TopUse => "最高使用率 %",
        MarketField::Block => "连续抽取月数",
        MarketField::PullLevel => "回归水平，今日价的 %",
        MarketField::PullSpeed => "每月缩小差距的 %",
        other => MarketForm::name(other),
    }
}
