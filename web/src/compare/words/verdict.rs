//! The words of the headline.

use crate::language::Words;

/// A text of the headline.
#[derive(Clone, Copy, Debug)]
pub enum VerdictText<'a> {
    /// A provider with its region.
    At {
        /// The provider.
        name: &'a str,
        /// The region.
        place: &'a str,
    },
    /// The cheapest provider.
    Cheapest {
        /// The provider.
        name: &'a str,
        /// Its effective cost.
        cost: &'a str,
    },
    /// How much less the cheapest costs than the next.
    LessThan {
        /// The difference.
        difference: &'a str,
        /// The next provider.
        name: &'a str,
    },
    /// Other providers that cost as little.
    AsCheapAs(&'a str),
    /// The discount with which the next offer would match the cheapest.
    WouldMatch {
        /// The provider.
        name: &'a str,
        /// The paid share in percent.
        percent: &'a str,
        /// The paid share in tenths.
        tenths: &'a str,
    },
    /// The lowest amount due, where bills differ from effective costs.
    LowestBill {
        /// The provider.
        name: &'a str,
        /// The amount due.
        billed: &'a str,
    },
    /// How many offers are within the budget, of how many.
    WithinBudget(usize, usize),
    /// No offer can be ranked.
    NoAnswer,
    /// Offers with a missing price.
    CannotRank(&'a str),
    /// Offers that could not be priced.
    NotPriced(&'a str),
    /// Everything costs nothing, as nothing is used.
    NothingUsed,
    /// The study as a whole is wrong.
    WrongStudy,
    /// The workload has no lines.
    NoLines,
}

impl Words for VerdictText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::At { name, place } => format!("{name}, {place}"),
            Self::Cheapest { name, cost } => format!("{name} costs least: {cost} a month."),
            Self::LessThan { difference, name } => {
                format!("That is {difference} less than {name}, the runner-up.")
            }
            Self::AsCheapAs(name) => format!("The cost is the same at {name}."),
            Self::WouldMatch { name, percent, .. } => {
                format!("To match, {name} must charge {percent}% of its list price.")
            }
            Self::LowestBill { name, billed } => {
                format!("Lowest bill after minimums, vouchers and tax: {name}, {billed}.")
            }
            Self::WithinBudget(count, of) => {
                format!("Offers within the budget: {count} of {of}.")
            }
            Self::NoAnswer => "No provider can be ranked; the sheet shows what is missing.".into(),
            Self::CannotRank(names) => {
                format!("Not ranked, because a price is missing: {names}.")
            }
            Self::NotPriced(names) => format!("Not priced, see the sheet: {names}."),
            Self::NothingUsed => "Nothing to compare: the workload is zero.".into(),
            Self::WrongStudy => "This study cannot be priced.".into(),
            Self::NoLines => "Nothing to compare: add a line to the workload.".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::At { name, place } => format!("{name}{place}"),
            Self::Cheapest { name, cost } => format!("{name}最便宜：每月 {cost}。"),
            Self::LessThan { difference, name } => format!("比排名第二的{name}低 {difference}。"),
            Self::AsCheapAs(name) => format!("{name}的费用相同。"),
            Self::WouldMatch { name, tenths, .. } => format!("{name}需打到 {tenths}折才能持平。"),
            Self::LowestBill { name, billed } => {
                format!("计入最低消费、代金券和税后，应付最少的是{name}：{billed}。")
            }
            Self::WithinBudget(count, of) => format!("{of} 家中有 {count} 家在预算内。"),
            Self::NoAnswer => "没有报价可以参与排名；缺少的价格见下表。".into(),
            Self::CannotRank(names) => format!("缺少价格、未参与排名：{names}。"),
            Self::NotPriced(names) => format!("未计价（原因见下表）：{names}。"),
            Self::NothingUsed => "用量全为零，无可比较。".into(),
            Self::WrongStudy => "这个方案无法计价。".into(),
            Self::NoLines => "还没有用量：请添加一行。".into(),
        }
    }
}
