//! The words of a line at an offer, and of the form of a line.

use netprice_study::sku_match::{Condition, Size};

use crate::compare::words::sheet::size_in_chinese;
use crate::language::Words;

/// A text of a line at an offer, or of the form of a line.
#[derive(Clone, Copy, Debug)]
pub enum CellText<'a> {
    /// The choice of the SKU.
    Sku,
    /// The cheapest that fits.
    CheapestSku,
    /// A price of one's own, in a currency.
    Price(&'a str),
    /// What the price is for.
    PriceMeaning,
    /// What would be cheaper.
    Cheaper {
        /// The condition.
        condition: Condition,
        /// The SKU.
        name: &'a str,
        /// Its size.
        size: Size,
        /// The saving at list prices.
        saving: &'a str,
    },
    /// The group of a line.
    Group,
    /// A choice of the form, by its name in the document.
    ChoiceOf(&'a str),
    /// A value of a choice, by its name in the document.
    Value(&'a str),
}

impl Words for CellText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Sku => "Machine type".into(),
            Self::CheapestSku => "the cheapest that is large enough".into(),
            Self::Price(currency) => format!("Your own price ({currency})"),
            Self::PriceMeaning => "for a machine-hour, a GB-month, a GB of traffic, before the contract; empty for the published price".into(),
            Self::Cheaper { condition, name, size, saving } => {
                let condition = match condition {
                    Condition::Arm => "With Arm processors",
                    Condition::Burstable => "With burstable machines",
                    Condition::Spot => "With spot machines",
                    Condition::Month => "Paid by the month",
                    Condition::TwiceTheSize => "With half as many machines of twice the size",
                    Condition::OtherFamily => "With another family",
                };
                format!("{condition}: {name} ({size}), {saving} less at list prices.")
            }
            Self::Group => "Group".into(),
            Self::ChoiceOf(name) => match name {
                "purchase" => "Bought",
                "os" => "Operating system",
                "processor" => "Processor",
                "zones" => "Zones",
                "medium" => "Medium",
                "class" => "Storage class",
                "destination" => "Destination",
                "engine" => "Engine",
                other => other,
            }
            .into(),
            Self::Value(value) => match value {
                "on_demand" => "on demand",
                "spot" => "spot",
                "month" => "by the month",
                "linux" => "Linux",
                "windows" => "Windows",
                "rhel" => "Red Hat Enterprise Linux",
                "sles" => "SUSE Linux Enterprise Server",
                "x86" => "x86",
                "arm" => "Arm",
                "any" => "any",
                "one" => "one zone",
                "several" => "two or more zones",
                "ssd" => "SSD",
                "fast_ssd" => "fast SSD",
                "hdd" => "HDD",
                "standard" => "standard",
                "infrequent" => "infrequent access",
                "cold" => "cold",
                "archive" => "archive",
                "deep_archive" => "deep archive",
                "internet" => "to the internet",
                "region" => "to another region",
                "zone" => "to another zone",
                "cdn" => "through the CDN",
                other => other,
            }
            .into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Sku => "机型".into(),
            Self::CheapestSku => "满足要求的最低价机型".into(),
            Self::Price(currency) => format!("自填价格（{currency}）"),
            Self::PriceMeaning => {
                "每台每小时、每 GB 每月或每 GB 流量的合同前单价；留空即公布价".into()
            }
            Self::Cheaper {
                condition,
                name,
                size,
                saving,
            } => {
                let condition = match condition {
                    Condition::Arm => "若可用 Arm",
                    Condition::Burstable => "若可用突发性能机型",
                    Condition::Spot => "若可用竞价实例",
                    Condition::Month => "若包月",
                    Condition::TwiceTheSize => "若台数减半、规格加倍",
                    Condition::OtherFamily => "若可换机型系列",
                };
                let size = size_in_chinese(size);
                format!("{condition}：{name}（{size}），按目录价省 {saving}。")
            }
            Self::Group => "分组".into(),
            Self::ChoiceOf(name) => match name {
                "purchase" => "购买方式",
                "os" => "操作系统",
                "processor" => "处理器",
                "zones" => "可用区",
                "medium" => "介质",
                "class" => "存储类型",
                "destination" => "流向",
                "engine" => "引擎",
                other => other,
            }
            .into(),
            Self::Value(value) => match value {
                "on_demand" => "按量付费",
                "spot" => "竞价实例",
                "month" => "包月",
                "linux" => "Linux",
                "windows" => "Windows",
                "rhel" => "Red Hat Enterprise Linux",
                "sles" => "SUSE Linux Enterprise Server",
                "x86" => "x86",
                "arm" => "Arm",
                "any" => "不限",
                "one" => "单可用区",
                "several" => "双可用区或更多",
                "ssd" => "SSD",
                "fast_ssd" => "高性能 SSD",
                "hdd" => "HDD",
                "standard" => "标准",
                "infrequent" => "低频访问",
                "cold" => "冷存储",
                "archive" => "归档",
                "deep_archive" => "深度归档",
                "internet" => "公网流出",
                "region" => "跨地域",
                "zone" => "跨可用区",
                "cdn" => "经 CDN",
                other => other,
            }
            .into(),
        }
    }
}
