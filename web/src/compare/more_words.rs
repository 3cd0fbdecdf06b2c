//! The words of what lies below the comparison: services, sensitivity, age.

use crate::language::Words;

/// A text below the comparison.
#[derive(Clone, Copy, Debug)]
pub enum MoreText<'a> {
    /// The bars by service.
    ByService,
    /// A service, by its name in the price books.
    Service(&'a str),
    /// What was bought ahead and not used.
    UnusedCommitments,
    /// The heading of the sensitivity.
    Sensitivity,
    /// What the contract leaves of list.
    PaidOfList,
    /// The exchange rate.
    ExchangeRate,
    /// Which input moves the total most.
    MovesMost {
        /// The input.
        input: &'a str,
        /// The provider.
        name: &'a str,
        /// By how much.
        by: &'a str,
    },
    /// The column of the inputs.
    InputColumn,
    /// The column of a tenth less.
    TenthLess,
    /// The column of a tenth more.
    TenthMore,
    /// Why some input cannot be more.
    NoMore,
    /// How many offers are within the budget.
    WithinBudget(usize, usize),
    /// What is paid at a provider, in percent of list, as what is varied.
    PaidAt(&'a str),
    /// The share of a month's hours in which the machines run, as what is varied.
    Utilisation,
    /// The slider of a pay rate.
    PaySlider(&'a str),
    /// How many months the oldest price of an offer has.
    OldestPrice(i64),
    /// Who is paid least, after minimums, vouchers and tax.
    ToPay {
        /// The provider.
        name: &'a str,
        /// What it is paid.
        billed: &'a str,
    },
}

impl Words for MoreText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::ByService => "What is it for?".into(),
            Self::Service(service) => match service {
                "compute" => "Machines".into(),
                "object-storage" => "Object storage".into(),
                "internet-egress" => "Traffic to the internet".into(),
                other => other.to_owned(),
            },
            Self::UnusedCommitments => "Bought ahead, not used".into(),
            Self::Sensitivity => "Which input moves the total most?".into(),
            Self::PaidOfList => "Share of list that is paid".into(),
            Self::ExchangeRate => "Exchange rate".into(),
            Self::MovesMost { input, name, by } => {
                format!("{input}: a tenth of it moves the total of {name} by up to {by} a month.")
            }
            Self::InputColumn => "Input".into(),
            Self::TenthLess => "10% less".into(),
            Self::TenthMore => "10% more".into(),
            Self::NoMore => "–: a month has no more hours, and no more than list is paid. Machines count as their hours.".into(),
            Self::WithinBudget(count, of) => format!("Within the budget: {count} of {of}."),
            Self::PaidAt(name) => format!("Paid at {name}, % of list"),
            Self::Utilisation => "Utilisation, % of 730 hours".into(),
            Self::PaySlider(name) => format!("Share of list paid at {name}, in percent"),
            Self::OldestPrice(months) => format!("prices up to {months} months old"),
            Self::ToPay { name, billed } => {
                format!("Billed, after minimums, vouchers and tax: least by {name}, {billed}.")
            }}
    }

    fn chinese(&self) -> String {
        match *self {
            Self::ByService => "钱花在哪里？".into(),
            Self::Service(service) => match service {
                "compute" => "机器".into(),
                "object-storage" => "对象存储".into(),
                "internet-egress" => "公网流量".into(),
                other => other.to_owned(),
            },
            Self::UnusedCommitments => "预购未使用".into(),
            Self::Sensitivity => "哪一项对总额影响最大？".into(),
            Self::PaidOfList => "实付占目录价的比例".into(),
            Self::ExchangeRate => "汇率".into(),
            Self::MovesMost { input, name, by } => {
                format!("{input}：变动一成，{name}的每月总额最多变动 {by}。")
            }
            Self::InputColumn => "因素".into(),
            Self::TenthLess => "减 10%".into(),
            Self::TenthMore => "增 10%".into(),
            Self::NoMore => {
                "–：一个月没有更多小时，实付不超过目录价。机器数与小时数影响相同。".into()
            }
            Self::WithinBudget(count, of) => format!("在预算内：{of} 家中的 {count} 家。"),
            Self::PaidAt(name) => format!("{name}实付，目录价的 %"),
            Self::Utilisation => "利用率，730 小时的 %".into(),
            Self::PaySlider(name) => format!("{name}实付目录价的百分之几"),
            Self::OldestPrice(months) => format!("价格最早为 {months} 个月前"),
            Self::ToPay { name, billed } => {
                format!("计入最低消费、代金券和税后的应付：{name}最少，{billed}。")
            }
        }
    }
}
