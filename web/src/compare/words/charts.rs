//! The words of the charts below the offers: cost by service, sensitivity, break-even.

use crate::language::Words;

/// A text of the charts.
#[derive(Clone, Copy, Debug)]
pub enum ChartText<'a> {
    /// The sections below the sheet.
    More,
    /// The heading of the bill.
    Bill,
    /// The heading of the costs by service.
    ByService,
    /// A service, by its name in the price books.
    Service(&'a str),
    /// The unused part of commitments.
    UnusedCommitments,
    /// Fees that are a share of other charges.
    Fees,
    /// Corrections of earlier bills.
    Corrections,
    /// The heading of the sensitivity.
    Sensitivity,
    /// The paid share of the list price.
    PaidOfList,
    /// The exchange rate.
    ExchangeRate,
    /// The input with the largest effect.
    MovesMost {
        /// The input.
        input: &'a str,
        /// The provider.
        name: &'a str,
        /// The change of the total.
        by: &'a str,
    },
    /// The column of the inputs.
    InputColumn,
    /// The column of a tenth less.
    TenthLess,
    /// The column of a tenth more.
    TenthMore,
    /// The reason for a missing change.
    NoMore,
    /// The heading of the break-even chart.
    BreakEven,
    /// The choice of the variable.
    Vary,
    /// The paid share at a provider, as a variable.
    PaidAt(&'a str),
    /// The utilisation of the machines, as a variable.
    Utilisation,
    /// The list of the crossings.
    Crossings,
    /// A crossing of two costs.
    Crossing {
        /// The value of the variable.
        at: &'a str,
        /// The cheapest below.
        below: &'a str,
        /// The cheapest above.
        above: &'a str,
        /// The cost of both there.
        cost: &'a str,
    },
    /// No costs cross.
    NoCrossing,
    /// The costs cannot be drawn.
    NoAnswer,
}

impl Words for ChartText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::More => "More about this comparison".into(),
            Self::Bill => "Your bill at these offers".into(),
            Self::ByService => "Cost by service".into(),
            Self::Service(service) => match service {
                "compute" => "Machines",
                "object-storage" => "Object storage",
                "internet-egress" => "Traffic out",
                other => other,
            }
            .into(),
            Self::UnusedCommitments => "Unused commitments".into(),
            Self::Fees => "Fees on charges".into(),
            Self::Corrections => "Corrections".into(),
            Self::Sensitivity => "Which input moves the total most?".into(),
            Self::PaidOfList => "Share of list price paid".into(),
            Self::ExchangeRate => "Exchange rate".into(),
            Self::MovesMost { input, name, by } => {
                format!("{input}: a change of 10% moves the total of {name} by up to {by} a month.")
            }
            Self::InputColumn => "Input".into(),
            Self::TenthLess => "10% less".into(),
            Self::TenthMore => "10% more".into(),
            Self::NoMore => "A dash means that the input cannot rise: it is already the whole month or the full list price. The number of machines has the same effect as their hours.".into(),
            Self::BreakEven => "Where do costs cross?".into(),
            Self::Vary => "Vary".into(),
            Self::PaidAt(name) => format!("Share of list price paid at {name}, %"),
            Self::Utilisation => "Utilisation, % of 730 hours".into(),
            Self::Crossings => "Where the cheapest provider changes".into(),
            Self::Crossing { at, below, above, cost } => {
                format!("Below {at}, {below} is the cheapest; above it, {above}. At {at}, both cost {cost}.")
            }
            Self::NoCrossing => "The cheapest provider is the same throughout.".into(),
            Self::NoAnswer => "The costs cannot be compared.".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::More => "更多分析".into(),
            Self::Bill => "导入账单对比".into(),
            Self::ByService => "各项服务的费用".into(),
            Self::Service(service) => match service {
                "compute" => "云服务器",
                "object-storage" => "对象存储",
                "internet-egress" => "公网流量",
                other => other,
            }
            .into(),
            Self::UnusedCommitments => "未使用的承诺".into(),
            Self::Fees => "按费用计收的费用".into(),
            Self::Corrections => "往期更正".into(),
            Self::Sensitivity => "哪一项对总额影响最大？".into(),
            Self::PaidOfList => "实付比例（占目录价）".into(),
            Self::ExchangeRate => "汇率".into(),
            Self::MovesMost { input, name, by } => {
                format!("{input}：变动 10%，{name}的每月总额最多变动 {by}。")
            }
            Self::InputColumn => "因素".into(),
            Self::TenthLess => "减 10%".into(),
            Self::TenthMore => "增 10%".into(),
            Self::NoMore => {
                "“–”表示无法再增：已是整月或目录价全价。机器台数与小时数的影响相同。".into()
            }
            Self::BreakEven => "费用在哪里交叉？".into(),
            Self::Vary => "变动因素".into(),
            Self::PaidAt(name) => format!("{name}实付比例（占目录价 %）"),
            Self::Utilisation => "利用率（占 730 小时的 %）".into(),
            Self::Crossings => "最低价在哪里易主".into(),
            Self::Crossing {
                at,
                below,
                above,
                cost,
            } => {
                format!(
                    "低于 {at} 时{below}最便宜，高于时{above}最便宜；在 {at} 处两家均为 {cost}。"
                )
            }
            Self::NoCrossing => "此范围内最便宜的厂商不变。".into(),
            Self::NoAnswer => "费用无法比较。".into(),
        }
    }
}
