//! The words of the table of offers.

use netprice::rating::charge::MissingPrice;
use netprice_catalog::goods::Criterion;
use netprice_study::sku_match::Missing;

use crate::language::Words;

/// A text of the table of offers.
#[derive(Clone, Copy, Debug)]
pub enum OfferText<'a> {
    /// The list cost.
    List,
    /// The contracted cost.
    Contracted,
    /// The effective cost.
    Effective,
    /// The amount due.
    Billed,
    /// An offer with a missing price.
    Incomplete,
    /// Why nothing answers a line.
    Gap(&'a Missing),
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
    /// The age of the oldest price of an offer, in months.
    OldestPrice(i64),
    /// The button that shows the steps of an offer.
    ShowSteps(&'a str),
    /// The button that hides them.
    HideSteps(&'a str),
}

impl Words for OfferText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::List => "List".into(),
            Self::Contracted => "Contracted".into(),
            Self::Effective => "Effective".into(),
            Self::Billed => "Amount due".into(),
            Self::Incomplete => "a price is missing".into(),
            Self::Gap(missing) => missing.to_string(),
            Self::MoreThan(amount) => format!(">\u{a0}{amount}"),
            Self::NoPrice { line, sku, reason } => match reason {
                MissingPrice::Zero => {
                    format!("{line}: the price of {sku} is 0 and not said to be free")
                }
                MissingPrice::AboveLastTier => {
                    format!("{line}: no price for {sku} above its last tier")
                }
                MissingPrice::NoSku | MissingPrice::NotListed => {
                    format!("{line}: no price for {sku}")
                }
            },
            Self::NoSku(line) => format!("{line}: no matching SKU on this price list"),
            Self::LineProblem { line, problem } => format!("{line}: {problem}"),
            Self::OldestPrice(months) => format!("prices up to {months} months old"),
            Self::ShowSteps(name) => format!("Show the calculation for {name}"),
            Self::HideSteps(name) => format!("Hide the calculation for {name}"),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::List => "目录价".into(),
            Self::Contracted => "合同价".into(),
            Self::Effective => "实际成本".into(),
            Self::Billed => "应付金额".into(),
            Self::Incomplete => "缺少价格".into(),
            Self::Gap(missing) => gap_in_chinese(missing),
            Self::MoreThan(amount) => format!(">\u{a0}{amount}"),
            Self::NoPrice { line, sku, reason } => match reason {
                MissingPrice::Zero => format!("{line}：{sku} 的价格为 0，未注明免费"),
                MissingPrice::AboveLastTier => format!("{line}：{sku} 最后一档以上没有价格"),
                MissingPrice::NoSku | MissingPrice::NotListed => {
                    format!("{line}：没有 {sku} 的价格")
                }
            },
            Self::NoSku(line) => format!("{line}：这份价目表里没有对应的 SKU"),
            Self::LineProblem { line, problem } => format!("{line}：{problem}"),
            Self::OldestPrice(months) => format!("最旧的价格为 {months} 个月前"),
            Self::ShowSteps(name) => format!("展开{name}的计算过程"),
            Self::HideSteps(name) => format!("收起{name}的计算过程"),
        }
    }
}

/// Why nothing answers a line, as `Missing` says it in English.
fn gap_in_chinese(missing: &Missing) -> String {
    let Some(criterion) = missing.criterion else {
        return "该行有误".into();
    };
    match (missing.largest, criterion) {
        (Some(largest), _) if largest.is_zero() => "规格未注明".into(),
        (Some(largest), Criterion::Vcpus) => {
            format!("价目表里没有这么大的规格（最大 {largest} vCPU）")
        }
        (Some(largest), Criterion::MemoryGib) => {
            format!("价目表里没有这么大的规格（最大内存 {largest} GiB）")
        }
        (Some(largest), _) => format!("价目表里没有这么多卡的规格（最多 {largest} 张）"),
        (None, Criterion::GpuModel) if !missing.models.is_empty() => {
            format!(
                "价目表里没有这种加速卡，现有：{}",
                missing.models.join("、")
            )
        }
        (None, Criterion::Kind) => "价目表里没有这类价格".into(),
        (None, _) => format!("价目表里的 {} 个 SKU 都不符合要求", missing.considered),
    }
}
