//! The words of the table of offers.

use netprice::rating::charge::MissingPrice;

use crate::language::Words;

/// A text of the table of offers.
#[derive(Clone, Copy, Debug)]
pub enum OfferText<'a> {
    /// The heading.
    Offers,
    /// The order of the rows.
    Caption,
    /// The list cost.
    List,
    /// The contracted cost.
    Contracted,
    /// The effective cost.
    Effective,
    /// The amount due.
    Billed,
    /// List cost less effective cost.
    Saving,
    /// The saving of an offer with a missing price.
    Incomplete,
    /// The known part of a total.
    MoreThan(&'a str),
    /// A usage line whose SKU has no price.
    NoPrice {
        /// The usage line.
        line: &'a str,
        /// The SKU.
        sku: &'a str,
        /// The reason.
        reason: &'a MissingPrice,
    },
    /// A usage line without a matching SKU.
    NoSku(&'a str),
    /// A line of the workload with a problem.
    LineProblem {
        /// The line.
        line: &'a str,
        /// The problem.
        problem: &'a str,
    },
    /// An offer whose contract cannot be read.
    WrongContract,
    /// The age of the oldest price of an offer, in months.
    OldestPrice(i64),
    /// The button that shows the steps of an offer.
    ShowSteps(&'a str),
    /// The button that hides them.
    HideSteps(&'a str),
    /// The key of the bars.
    BarKey,
    /// A bar, for screen readers.
    Bar {
        /// The provider.
        name: &'a str,
        /// Its effective cost.
        effective: &'a str,
        /// Its list cost.
        list: &'a str,
    },
    /// The separator of reasons.
    Semicolon,
}

impl Words for OfferText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Offers => "Costs by provider".into(),
            Self::Caption => "Offers from cheapest to most expensive; those with a missing price come last, unranked.".into(),
            Self::List => "List".into(),
            Self::Contracted => "Contracted".into(),
            Self::Effective => "Effective".into(),
            Self::Billed => "Billed".into(),
            Self::Saving => "Saving".into(),
            Self::Incomplete => "incomplete".into(),
            Self::MoreThan(amount) => format!("> {amount}"),
            Self::NoPrice { line, sku, reason } => match reason {
                MissingPrice::Zero => format!("{line}: the price of {sku} is 0 and not said to be free"),
                MissingPrice::AboveLastTier => format!("{line}: no price for {sku} above its last tier"),
                MissingPrice::NoSku | MissingPrice::NotListed => format!("{line}: no price for {sku}"),
            },
            Self::NoSku(line) => format!("{line}: no matching SKU on this price list"),
            Self::LineProblem { line, problem } => format!("{line}: {problem}"),
            Self::WrongContract => "not priced: the contract cannot be read".into(),
            Self::OldestPrice(months) => format!("prices up to {months} months old"),
            Self::ShowSteps(name) => format!("Show the calculation for {name}"),
            Self::HideSteps(name) => format!("Hide the calculation for {name}"),
            Self::BarKey => "Bar: effective cost; outline: list cost".into(),
            Self::Bar { name, effective, list } => format!("{name}: effective {effective}, list {list}"),
            Self::Semicolon => "; ".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Offers => "各厂商费用".into(),
            Self::Caption => "从最便宜到最贵；缺价格的排在最后，不参与排名。".into(),
            Self::List => "目录价".into(),
            Self::Contracted => "合同价".into(),
            Self::Effective => "实际成本".into(),
            Self::Billed => "应付".into(),
            Self::Saving => "节省".into(),
            Self::Incomplete => "不完整".into(),
            Self::MoreThan(amount) => format!("> {amount}"),
            Self::NoPrice { line, sku, reason } => match reason {
                MissingPrice::Zero => format!("{line}：{sku} 的价格为 0，未注明免费"),
                MissingPrice::AboveLastTier => format!("{line}：{sku} 最后一档以上没有价格"),
                MissingPrice::NoSku | MissingPrice::NotListed => {
                    format!("{line}：没有 {sku} 的价格")
                }
            },
            Self::NoSku(line) => format!("{line}：这份价目表里没有对应的 SKU"),
            Self::LineProblem { line, problem } => format!("{line}：{problem}"),
            Self::WrongContract => "未计价：合同无法读取".into(),
            Self::OldestPrice(months) => format!("最旧的价格为 {months} 个月前"),
            Self::ShowSteps(name) => format!("展开{name}的计算过程"),
            Self::HideSteps(name) => format!("收起{name}的计算过程"),
            Self::BarKey => "条形：实际成本；外框：目录价".into(),
            Self::Bar {
                name,
                effective,
                list,
            } => {
                format!("{name}：实际成本 {effective}，目录价 {list}")
            }
            Self::Semicolon => "；".into(),
        }
    }
}
