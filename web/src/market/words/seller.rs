//! The texts about a seller and a tender.

use netprice::market::tender::Turn;

use crate::language::Words;
use crate::language::traditional::verbatim;

/// A text about a seller or a tender.
#[derive(Clone, Copy, Debug)]
pub enum SellerText<'a> {
    /// The heading of the seller.
    Seller,
    /// The probability of loss of the bid, and the floor.
    Answer {
        /// The bid.
        bid: &'a str,
        /// The month of delivery.
        month: u32,
        /// The probability of loss in percent.
        loss: &'a str,
        /// The floor.
        floor: &'a str,
        /// The confidence in percent.
        confidence: &'a str,
    },
    /// The break-even, the margins and the value at risk.
    Figures {
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
    /// The heading of the tender.
    Tender,
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
    /// The result of the tender.
    Won {
        /// The winner.
        name: &'a str,
        /// The winning bid.
        bid: &'a str,
    },
    /// No seller can open the tender.
    NobodyWon,
    /// The margin and the risk of the winner.
    Aftermath {
        /// The margin today.
        today: &'a str,
        /// The 5%, 50% and 95% quantiles of the margin.
        margins: [&'a str; 3],
        /// The probability of loss in percent.
        loss: &'a str,
        /// The probability of default in percent.
        default: &'a str,
    },
}

impl Words for SellerText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Seller => "Seller: which discount still leaves a margin?".into(),
            Self::Answer { bid, month, loss, floor, confidence } => {
                format!("With delivery in month {month}, a bid of {bid} makes a loss on {loss}% of the paths; covering the cost with {confidence}% confidence takes {floor}.")
            }
            Self::Figures { break_even, today, mean, at_risk, shortfall, confidence } => {
                format!("Per 100 of list: break-even today at {break_even}; margin {today} today, {mean} at delivery on average. On {confidence}% of the paths the loss is at most {at_risk}; on the others it is {shortfall} on average.")
            }
            Self::TermValue { seller, buyer } => {
                format!("The price term is worth {seller} to the seller when the price rises, and {buyer} to the buyer when it falls.")
            }
            Self::LateCosts { months, cost } => format!("If delivery is {months} months late, the hardware costs {cost} more on average."),
            Self::LateBeyond => "The late delivery is after the last month of the outlook.".into(),
            Self::Heat => "Probability of loss by discount and delivery month, with the mean margin per 100 of list".into(),
            Self::HeatHint => "Redder cells have a higher probability of loss.".into(),
            Self::Tender => "The tender, round by round".into(),
            Self::SellersHint => "One seller per line: name, floor, step, stock in %, cost; for example: Ada, 4.5折, 0.3折, 50%, 3折".into(),
            Self::Turn { round, name, turn, bid } => match turn {
                Turn::Opens(_) => format!("Round {round}: {name} opens at {bid}."),
                Turn::Bids(_) => format!("Round {round}: {name} bids {bid}."),
                Turn::DropsOut { .. } => format!("Round {round}: {name} drops out; the next bid would be {bid}."),
            },
            Self::Won { name, bid } => format!("{name} wins at {bid}."),
            Self::NobodyWon => "No seller can open at this price.".into(),
            Self::Aftermath { today, margins: [low, middle, high], loss, default } => {
                format!("Per 100 of list the winner's margin is {today} today; at delivery {middle} (median), between {low} and {high} on 90% of the paths. It makes a loss on {loss}% of the paths; on {default}%, not delivering costs it less.")
            }
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Seller => "卖方：几折还有毛利？".into(),
            Self::Answer {
                bid,
                month,
                loss,
                floor,
                confidence,
            } => {
                format!(
                    "以 {bid} 中标、第 {month} 个月交付，{loss}% 的路径亏损；要有 {confidence}% 的把握覆盖成本，需报 {floor}。"
                )
            }
            Self::Figures {
                break_even,
                today,
                mean,
                at_risk,
                shortfall,
                confidence,
            } => {
                format!(
                    "按目录价 100 计：今天 {break_even} 盈亏平衡，毛利 {today}；交付时平均毛利 {mean}。{confidence}% 的路径亏损不超过 {at_risk}，其余路径平均亏损 {shortfall}。"
                )
            }
            Self::TermValue { seller, buyer } => {
                format!("调价条款在涨价时对卖方值 {seller}，在跌价时对买方值 {buyer}。")
            }
            Self::LateCosts { months, cost } => {
                format!("晚交付 {months} 个月，硬件平均多花 {cost}。")
            }
            Self::LateBeyond => "晚交付后的月份超出展望期。".into(),
            Self::Heat => "各折扣、各交付月份的亏损概率，以及按目录价 100 计的平均毛利".into(),
            Self::HeatHint => "颜色越红，越可能亏损。".into(),
            Self::Tender => "招标逐轮推演".into(),
            Self::SellersHint => {
                "每行一家：名称, 底价, 降幅, 库存%, 成本，例如：甲, 4.5折, 0.3折, 50%, 3折".into()
            }
            Self::Turn {
                round,
                name,
                turn,
                bid,
            } => {
                let name = verbatim(name);
                match turn {
                    Turn::Opens(_) => format!("第 {round} 轮：{name}以 {bid} 开价。"),
                    Turn::Bids(_) => format!("第 {round} 轮：{name}报 {bid}。"),
                    Turn::DropsOut { .. } => {
                        format!("第 {round} 轮：{name}退出；下一次报价须为 {bid}。")
                    }
                }
            }
            Self::Won { name, bid } => format!("{}以 {bid} 中标。", verbatim(name)),
            Self::NobodyWon => "没有卖方能以起始价开价。".into(),
            Self::Aftermath {
                today,
                margins: [low, middle, high],
                loss,
                default,
            } => {
                format!(
                    "按目录价 100 计，今天毛利 {today}；交付时中位数 {middle}，90% 的路径在 {low} 与 {high} 之间。{loss}% 的路径亏损，{default}% 的路径违约反而更省。"
                )
            }
        }
    }
}
