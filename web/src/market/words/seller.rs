//! The texts about a seller and a tender.

use netprice::market::tender::Turn;

use crate::language::Words;
use crate::language::traditional::verbatim;
use crate::market::words::plural;

/// A text about a seller or a tender.
#[derive(Clone, Copy, Debug)]
pub enum SellerText<'a> {
    /// The first words of the verdict for a bid that holds.
    Bid(&'a str),
    /// The rest: it covers the cost; the month of delivery.
    Holds(u32),
    /// The first words of the verdict for a bid that does not hold.
    BidAtLeast(&'a str),
    /// The rest: less does not cover the cost; the month of delivery.
    HoldsNot(u32),
    /// The bid in the middle of all outcomes, and the floor.
    Why {
        /// The bid.
        bid: &'a str,
        /// The median margin.
        middle: &'a str,
        /// The number of 1,000 paths with a loss.
        loss: &'a str,
        /// The floor.
        floor: &'a str,
        /// The confidence in percent.
        confidence: &'a str,
    },
    /// The margins and the value at risk.
    Figures {
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
    /// The heading of further figures.
    More,
    /// The bid covers the cost.
    DoesHold,
    /// The bid does not cover the cost.
    DoesNotHold,
    /// A month.
    Month(u32),
    /// The heading of the months of delivery.
    DeliveryMonth,
    /// The heading of the discounts.
    Price,
    /// The value of the price term.
    TermValue {
        /// The value to the seller.
        seller: &'a str,
        /// The value to the buyer.
        buyer: &'a str,
    },
    /// The cost of late delivery.
    LateCosts {
        /// The number of months.
        months: u32,
        /// The mean cost.
        cost: &'a str,
    },
    /// Late delivery after the last month of the outlook.
    LateBeyond,
    /// The caption of the heat table.
    Heat,
    /// The meaning of the colours.
    HeatHint,
    /// The format of a line of the sellers.
    SellersHint,
    /// A turn of a seller.
    Turn {
        /// The round.
        round: u32,
        /// The seller.
        name: &'a str,
        /// The action.
        turn: Turn,
        /// The bid.
        bid: &'a str,
    },
    /// The first words of the result: the winner.
    Winner(&'a str),
    /// The rest: the winning bid.
    WinsAt(&'a str),
    /// The rounds, folded.
    Rounds,
    /// The heading of the chart.
    Course,
    /// The number of a bid.
    BidNumber(&'a str),
    /// The floor of a seller.
    FloorOf(&'a str),
    /// A seller wins.
    Wins(&'a str),
    /// The winner makes a loss on a number of 1,000 paths.
    LossOn(&'a str),
    /// No seller can open the tender.
    NobodyWon,
    /// The margin and the risk of the winner.
    Aftermath {
        /// The margin today.
        today: &'a str,
        /// The 5%, 50% and 95% quantiles of the margin.
        margins: [&'a str; 3],
        /// The number of 1,000 paths with a loss.
        loss: &'a str,
        /// The number of 1,000 paths on which not delivering costs less.
        default: &'a str,
    },
}

impl Words for SellerText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Bid(bid) => format!("Bid {bid} of list."),
            Self::Holds(month) => format!(" It covers the cost of a delivery in month {month}."),
            Self::BidAtLeast(floor) => format!("Bid {floor} of list or more."),
            Self::HoldsNot(month) => format!(" A lower bid does not cover the cost of a delivery in month {month}."),
            Self::Why { bid, middle, loss, floor, confidence } => {
                format!("A bid of {bid} earns {middle} per 100 of list at the median and makes a loss on {loss} of 1,000 price paths. A bid of {floor} covers the cost on {confidence}% of them.")
            }
            Self::Figures { today, mean, at_risk, shortfall, confidence } => {
                let at_risk = match at_risk.strip_prefix('-') {
                    Some(earned) => format!("earns at least {earned}"),
                    None => format!("loses at most {at_risk}"),
                };
                let shortfall = match shortfall.strip_prefix('-') {
                    Some(earned) => format!("earns {earned}"),
                    None => format!("loses {shortfall}"),
                };
                format!("Per 100 of list the bid earns {today} at today's cost and {mean} at delivery on average. On {confidence}% of the paths it {at_risk}; on the others it {shortfall} on average.")
            }
            Self::More => "The bid in figures".into(),
            Self::DoesHold => "the bid covers the cost".into(),
            Self::DoesNotHold => "the bid does not cover the cost".into(),
            Self::Month(month) => format!("month {month}"),
            Self::DeliveryMonth => "Month of delivery".into(),
            Self::Price => "Price, % of list".into(),
            Self::TermValue { seller, buyer } => {
                format!("The price term is worth {seller} to the seller when the price rises, and {buyer} to the buyer when it falls.")
            }
            Self::LateCosts { months, cost } => format!("If delivery is {} late, the hardware costs {cost} more on average.", plural(months, "month", "months")),
            Self::LateBeyond => "The late delivery is after the last month of the outlook.".into(),
            Self::Heat => "Chance of a loss by price and month of delivery".into(),
            Self::HeatHint => "A redder cell has a higher chance of a loss; the smaller figure is the mean margin per 100 of list.".into(),
            Self::SellersHint => "One seller a line: name, lowest bid, step down from the standing bid, stock in %, cost today; for example: Ada, pay 45%, pay 3%, 50%, pay 30%".into(),
            Self::Turn { round, name, turn, bid } => match turn {
                Turn::Opens(_) => format!("Round {round}: {name} opens at {bid} of list."),
                Turn::Bids(_) => format!("Round {round}: {name} bids {bid} of list."),
                Turn::DropsOut { .. } => format!("Round {round}: {name} drops out; the next bid would be {bid} of list."),
            },
            Self::Winner(name) => format!("{name} wins"),
            Self::WinsAt(bid) => format!(" at {bid} of list."),
            Self::Rounds => "Round by round".into(),
            Self::Course => "The standing bid after each bid".into(),
            Self::BidNumber(number) => format!("bid {number}"),
            Self::FloorOf(name) => format!("Lowest bid of {name}"),
            Self::Wins(name) => format!("{name} wins"),
            Self::LossOn(count) => format!("a loss on {count} of 1,000 price paths"),
            Self::NobodyWon => "No seller can open at this price.".into(),
            Self::Aftermath { today, margins: [low, middle, high], loss, default } => {
                format!("The winner earns {middle} per 100 of list at the median, if it buys what is not in stock at the price of the delivery; {today} at today's price, and between {low} and {high} on 90% of the price paths. It makes a loss on {loss} of 1,000 paths; on {default} of 1,000 not delivering costs it less than delivering.")
            }
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Bid(bid) => format!("报 {bid}。"),
            Self::Holds(month) => format!("可以覆盖第 {month} 个月交付的成本。"),
            Self::BidAtLeast(floor) => format!("至少报 {floor}。"),
            Self::HoldsNot(month) => format!("再低就覆盖不了第 {month} 个月交付的成本。"),
            Self::Why {
                bid,
                middle,
                loss,
                floor,
                confidence,
            } => {
                format!(
                    "按目录价 100 计，报 {bid} 的毛利中位数为 {middle}；1,000 条价格路径中有 {loss} 条亏损。报 {floor} 时，{confidence}% 的路径可覆盖成本。"
                )
            }
            Self::Figures {
                today,
                mean,
                at_risk,
                shortfall,
                confidence,
            } => {
                let at_risk = match at_risk.strip_prefix('-') {
                    Some(earned) => format!("毛利不低于 {earned}"),
                    None => format!("亏损不超过 {at_risk}"),
                };
                let shortfall = match shortfall.strip_prefix('-') {
                    Some(earned) => format!("毛利 {earned}"),
                    None => format!("亏损 {shortfall}"),
                };
                format!(
                    "按目录价 100 计，该报价按今日成本毛利 {today}，交付时平均毛利 {mean}。{confidence}% 的路径{at_risk}，其余路径平均{shortfall}。"
                )
            }
            Self::More => "报价明细".into(),
            Self::DoesHold => "可覆盖成本".into(),
            Self::DoesNotHold => "不能覆盖成本".into(),
            Self::Month(month) => format!("第 {month} 个月"),
            Self::DeliveryMonth => "交付月份".into(),
            Self::Price => "折扣".into(),
            Self::TermValue { seller, buyer } => {
                format!("涨价时，调价条款为卖方挽回 {seller}；跌价时，为买方节省 {buyer}。")
            }
            Self::LateCosts { months, cost } => {
                format!("晚交付 {months} 个月，硬件平均多花 {cost}。")
            }
            Self::LateBeyond => "晚交付后的月份超出展望期。".into(),
            Self::Heat => "各折扣、各交付月份的亏损概率".into(),
            Self::HeatHint => "颜色越红，越可能亏损；小字为按目录价 100 计的平均毛利。".into(),
            Self::SellersHint => {
                "每行一家：名称, 底价, 每次降幅, 现货占比 %, 今日成本，例如：甲, 4.5折, 0.3折, 50%, 3折".into()
            }
            Self::Turn {
                round,
                name,
                turn,
                bid,
            } => {
                let name = spaced(name);
                match turn {
                    Turn::Opens(_) => format!("第 {round} 轮：{name}以 {bid}开价。"),
                    Turn::Bids(_) => format!("第 {round} 轮：{name}报 {bid}。"),
                    Turn::DropsOut { .. } => {
                        format!("第 {round} 轮：{name}退出；下一次报价须为 {bid}。")
                    }
                }
            }
            Self::Winner(name) => format!("{}中标", spaced(name)),
            Self::WinsAt(bid) => format!("，报价 {bid}。"),
            Self::Rounds => "逐轮经过".into(),
            Self::Course => "每次报价后的最低价".into(),
            Self::BidNumber(number) => format!("第 {number} 次"),
            Self::FloorOf(name) => format!("{}的底价", spaced(name)),
            Self::Wins(name) => format!("{}中标", spaced(name)),
            Self::LossOn(count) => format!("1,000 条价格路径中有 {count} 条亏损"),
            Self::NobodyWon => "没有卖方能以起始价开价。".into(),
            Self::Aftermath {
                today,
                margins: [low, middle, high],
                loss,
                default,
            } => {
                format!(
                    "按目录价 100 计，中标方毛利的中位数为 {middle}（无现货的部分按交付时价格采购）；按今日价格为 {today}，90% 的价格路径在 {low} 与 {high} 之间。1,000 条路径中有 {loss} 条亏损，{default} 条违约比交付更省。"
                )
            }
        }
    }
}

/// A name that is not converted, with a space after Latin letters and digits.
fn spaced(name: &str) -> String {
    let is_latin = name.ends_with(|last: char| last.is_ascii());
    let space = if is_latin { " " } else { "" };
    format!("{}{space}", verbatim(name))
}
