//! The words that several views share.

use netprice::Discount;
use netprice::book::citation::Confidence;
use netprice_catalog::commitments::{CommitmentKind, Payment, Price, PublishedCommitment};

use crate::language::Words;
use crate::language::traditional::verbatim;

/// A text that several views share.
#[derive(Clone, Copy, Debug)]
pub enum KitText<'a> {
    /// The column of the ranks.
    Rank,
    /// The column of the providers.
    Provider,
    /// A discount in all notations.
    SamePay(Discount),
    /// A unit, given by its FOCUS name.
    Unit(&'a str),
    /// The column of the tiers.
    Tier,
    /// A tier with an upper limit.
    TierTo {
        /// The lower limit.
        from: &'a str,
        /// The upper limit.
        up_to: &'a str,
    },
    /// A tier without an upper limit.
    TierAbove(&'a str),
    /// A price without tiers.
    AllUnits,
    /// The column of the quantities.
    Quantity,
    /// The column of the unit prices.
    UnitPrice,
    /// The column of the costs.
    Cost,
    /// The source of a price.
    Source {
        /// The name of the source.
        source: &'a str,
        /// The date or dates of the price.
        as_of: &'a str,
        /// The confidence in the price.
        confidence: Confidence,
    },
    /// A published commitment, and its count unless empty.
    CommitmentOf(&'a str, &'a PublishedCommitment),
    /// A note on a price.
    Note(&'a str),
    /// A part of the page that is being loaded.
    Loading,
    /// The text of a part of the page that could not be loaded.
    NotLoaded,
    /// The button that loads it again.
    Again,
    /// The text of a page that could not be loaded.
    NotStarted,
    /// The button that saves a chart as SVG.
    SaveSvg,
    /// The button that saves a chart as PNG.
    SavePng,
    /// The button that saves a table as CSV.
    SaveCsv,
}

impl Words for KitText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Rank => "Rank".into(),
            Self::Provider => "Provider".into(),
            Self::SamePay(rate) => {
                format!("pay {}% · {}% off", rate.in_percent(), rate.saved_percent())
            }
            Self::Unit(unit) => unit.into(),
            Self::Tier => "Tier".into(),
            Self::TierTo { from, up_to } => format!("{from} to {up_to}"),
            Self::TierAbove(from) => format!("above {from}"),
            Self::AllUnits => "all".into(),
            Self::Quantity => "Quantity".into(),
            Self::UnitPrice => "Unit price".into(),
            Self::Cost => "Cost".into(),
            Self::Source {
                source,
                as_of,
                confidence,
            } => {
                let confidence = match confidence {
                    Confidence::High => "high confidence",
                    Confidence::Medium => "medium confidence",
                    Confidence::Low => "low confidence",
                };
                format!("{source}; as of {as_of}; {confidence}")
            }
            Self::CommitmentOf(count, one) => english_commitment(count, one),
            Self::Note(note) => format!("Note: {note}."),
            Self::Loading => "Loading…".into(),
            Self::NotLoaded => "This part of the page could not be loaded.".into(),
            Self::Again => "Try again".into(),
            Self::NotStarted => "The page could not be loaded. Reload it to try again.".into(),
            Self::SaveSvg => "Save chart as SVG".into(),
            Self::SavePng => "Save chart as PNG".into(),
            Self::SaveCsv => "Save table as CSV".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Rank => "排名".into(),
            Self::Provider => "云厂商".into(),
            Self::SamePay(rate) => {
                let (tenths, percent) = (rate.in_tenths(), rate.in_percent());
                format!("{tenths}折 · 付 {percent}% · 省 {}%", rate.saved_percent())
            }
            Self::Unit(unit) => chinese_unit(unit),
            Self::Tier => "阶梯".into(),
            Self::TierTo { from, up_to } => format!("{from} 至 {up_to}"),
            Self::TierAbove(from) => format!("{from} 以上"),
            Self::AllUnits => "全部".into(),
            Self::Quantity => "数量".into(),
            Self::UnitPrice => "单价".into(),
            Self::Cost => "费用".into(),
            Self::Source {
                source,
                as_of,
                confidence,
            } => {
                let confidence = match confidence {
                    Confidence::High => "可信度高",
                    Confidence::Medium => "可信度中",
                    Confidence::Low => "可信度低",
                };
                format!("{}；日期 {as_of}；{confidence}", verbatim(source))
            }
            Self::CommitmentOf(count, one) => chinese_commitment(count, one),
            Self::Note(note) => format!("注：{note}。"),
            Self::Loading => "正在加载…".into(),
            Self::NotLoaded => "页面的这一部分未能加载。".into(),
            Self::Again => "重试".into(),
            Self::NotStarted => "页面未能加载。请重新加载再试。".into(),
            Self::SaveSvg => "导出图表（SVG）".into(),
            Self::SavePng => "导出图表（PNG）".into(),
            Self::SaveCsv => "导出 CSV".into(),
        }
    }
}

fn english_commitment(count: &str, one: &PublishedCommitment) -> String {
    let kind = match one.kind {
        CommitmentKind::Reserved => "reserved",
        CommitmentKind::SavingsPlan => "savings plan",
        CommitmentKind::CommittedUse => "committed use",
        CommitmentKind::Subscription => "subscription",
        CommitmentKind::Pack => "pack",
    };
    let term = match one.months {
        1 => "1 month".to_owned(),
        12 => "1 year".to_owned(),
        months if months % 12 == 0 => format!("{} years", months / 12),
        months => format!("{months} months"),
    };
    let payment = match one.payment {
        Payment::None => "no upfront",
        Payment::All => "all upfront",
    };
    let sku = match (&one.sku, one.price) {
        (Some(sku), Price::Pack { quantity, .. }) => format!("{quantity} of {sku}"),
        (Some(sku), _) => sku.to_string(),
        (None, _) => "any machine".to_owned(),
    };
    let count = if count.is_empty() {
        String::new()
    } else {
        format!("{count} × ")
    };
    let estimate = if one.is_estimate { "estimate: " } else { "" };
    format!("{estimate}{count}{kind}, {term}, {payment} ({sku})")
}

fn chinese_commitment(count: &str, one: &PublishedCommitment) -> String {
    let kind = match one.kind {
        CommitmentKind::Reserved => "预留实例",
        CommitmentKind::SavingsPlan => "节省计划",
        CommitmentKind::CommittedUse => "承诺使用折扣",
        CommitmentKind::Subscription => "包年包月",
        CommitmentKind::Pack => "资源包",
    };
    let term = match one.months {
        months if months % 12 == 0 => format!("{} 年", months / 12),
        months => format!("{months} 个月"),
    };
    let payment = match one.payment {
        Payment::None => "无预付",
        Payment::All => "全部预付",
    };
    let sku = match (&one.sku, one.price) {
        (Some(sku), Price::Pack { quantity, .. }) => format!("{sku}，{quantity}"),
        (Some(sku), _) => sku.to_string(),
        (None, _) => "任意机型".to_owned(),
    };
    let count = if count.is_empty() {
        String::new()
    } else {
        format!("{count} × ")
    };
    let estimate = if one.is_estimate { "估计：" } else { "" };
    format!("{estimate}{count}{kind}，{term}，{payment}（{sku}）")
}

/// A unit of a price book, such as `GB-Months` or `10000 Requests`: the last word is translated if it is known.
fn chinese_unit(unit: &str) -> String {
    let (before, last) = unit.rsplit_once(['-', ' ']).unwrap_or(("", unit));
    let last = match last {
        "Hours" => "小时",
        "Days" => "日",
        "Months" => "月",
        "Years" => "年",
        "Requests" => "次请求",
        "Operations" => "次操作",
        _ => return unit.to_owned(),
    };
    match before {
        "" => last.to_owned(),
        count if count.chars().all(|digit| digit.is_ascii_digit()) => format!("{count} {last}"),
        measure => format!("{measure}·{last}"),
    }
}
