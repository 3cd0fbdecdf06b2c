//! The texts about a buyer.

use netprice_study::market::buyer::WaitEffect;
use netprice_study::market::decision::Choice;

use crate::language::Words;
use crate::language::traditional::verbatim;
use crate::market::words::plural;

/// A text about a buyer.
#[derive(Clone, Copy, Debug)]
pub enum BuyerText<'a> {
    /// The accelerators that the comparison asks for.
    Asked(u32),
    /// The button that takes their number.
    Take(u32),
    /// The name of a choice.
    Choice(Choice),
    /// The name of a choice within a sentence.
    ChoiceWithin(Choice),
    /// The first words of the verdict.
    Lead {
        /// The choice.
        choice: Choice,
        /// The months to wait before buying, if that is better.
        wait: Option<u32>,
    },
    /// The rest of the verdict.
    Order {
        /// The number of GPUs.
        gpus: u32,
        /// The name of the GPU; empty if none is given.
        gpu: &'a str,
        /// The number of months.
        months: usize,
    },
    /// What another choice costs.
    Other {
        /// The other choice.
        choice: Choice,
        /// How much more it costs at the median.
        more: &'a str,
        /// The number of 1,000 paths on which it is the cheapest.
        cheapest: &'a str,
    },
    /// The value that is closest to changing the answer.
    Nearest {
        /// The label of the input.
        label: &'a str,
        /// The value.
        value: &'a str,
        /// The choice beyond it.
        choice: Choice,
    },
    /// The outcome of waiting.
    Waits {
        /// The number of months.
        months: u32,
        /// What waiting does at the median.
        saves: WaitEffect,
        /// The median saving or extra cost.
        saving: &'a str,
        /// The number of 1,000 paths on which waiting is cheaper.
        cheaper: &'a str,
        /// The extra cost at the confidence.
        worst: &'a str,
        /// The confidence in percent.
        confidence: &'a str,
    },
    /// The heading of the chart.
    Histogram,
    /// A class of the chart.
    Class {
        /// The savings in it.
        range: &'a str,
        /// The share of the paths in percent.
        share: &'a str,
    },
    /// The legend of the paths on which renting is cheaper.
    RentingCheaper,
    /// The legend of the paths on which buying is cheaper.
    BuyingCheaper,
    /// The column of the classes.
    Saving,
    /// The column of the shares of paths.
    ShareOfPaths,
    /// The heading of the costs.
    Costs(usize),
    /// The column of choices.
    Way,
    /// The column of medians.
    Middle,
    /// The column of the ranges.
    Range,
    /// The range from the 5% to the 95% quantile.
    Between(&'a str, &'a str),
    /// The lowest class of the chart, up to this saving.
    Below(&'a str),
    /// The highest class of the chart, from this saving on.
    AtLeast(&'a str),
    /// The column of the paths on which a choice is the cheapest.
    CheapestOn,
    /// A number of 1,000 paths.
    OfThousand(&'a str),
    /// The servers of the order.
    Servers {
        /// The number of servers.
        servers: u32,
        /// The GPUs of each.
        gpus: u32,
    },
    /// The utilisation.
    Use([&'a str; 3]),
}

impl Words for BuyerText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Choice(Choice::Rent) => "Rent".into(),
            Self::Choice(Choice::Reserve) => "Reserve".into(),
            Self::Choice(Choice::Buy) => "Buy".into(),
            Self::ChoiceWithin(Choice::Rent) => "rent".into(),
            Self::ChoiceWithin(Choice::Reserve) => "reserve".into(),
            Self::ChoiceWithin(Choice::Buy) => "buy".into(),
            Self::Lead {
                wait: Some(months), ..
            } => format!("Wait {}, then buy", plural(months, "month", "months")),
            Self::Lead { choice, wait: None } => Self::Choice(choice).english(),
            Self::Order { gpus, gpu, months } => {
                let name = match (gpu, gpus) {
                    ("", 1) => "GPU",
                    ("", _) => "GPUs",
                    (name, _) => name,
                };
                format!(
                    " the {gpus} {name} for {}.",
                    plural(months, "month", "months")
                )
            }
            Self::Other {
                choice,
                more,
                cheapest,
            } => {
                let what = match choice {
                    Choice::Rent => "Renting",
                    Choice::Reserve => "Reserving",
                    Choice::Buy => "Buying",
                };
                format!(
                    "{what} costs {more} more at the median and is the cheapest on {cheapest} of 1,000 price paths."
                )
            }
            Self::Nearest {
                label,
                value,
                choice,
            } => {
                let choice = Self::ChoiceWithin(choice).english();
                format!(
                    "The answer is closest to a change at {value} for “{label}”: beyond it, the answer is to {choice}."
                )
            }
            Self::Waits {
                months,
                saves,
                saving,
                cheaper,
                worst,
                confidence,
            } => {
                let months = plural(months, "month", "months");
                let does = match saves {
                    WaitEffect::Saves => format!("saves {saving} against"),
                    WaitEffect::Equal => "costs about as much as".to_owned(),
                    WaitEffect::Costs => format!("costs {saving} more than"),
                };
                format!(
                    "Buying after {months} of waiting {does} buying today at the median, and is cheaper on {cheaper} of 1,000 price paths; on {confidence}% of the paths it costs at most {worst} more."
                )
            }
            Self::Histogram => "What buying saves over renting, on all price paths".into(),
            Self::Class { range, share } => format!("{range}: {share}% of the paths"),
            Self::RentingCheaper => "renting is cheaper".into(),
            Self::BuyingCheaper => "buying is cheaper".into(),
            Self::Saving => "Saving of buying over renting".into(),
            Self::ShareOfPaths => "Share of the paths".into(),
            Self::Costs(months) => format!(
                "Cost of {} (present value)",
                plural(months, "month", "months")
            ),
            Self::Way => "Option".into(),
            Self::Middle => "Median".into(),
            Self::Range => "90% of all outcomes".into(),
            Self::Between(low, high) => format!("{low} to {high}"),
            Self::Below(high) => format!("< {high}"),
            Self::AtLeast(low) => format!("≥ {low}"),
            Self::CheapestOn => "Paths on which it is cheapest".into(),
            Self::OfThousand(count) => format!("{count} of 1,000"),
            Self::Asked(gpus) => {
                let gpus = plural(gpus, "GPU", "GPUs");
                format!("The workload in Compare asks for {gpus}.")
            }
            Self::Take(gpus) => format!("Use {}", plural(gpus, "GPU", "GPUs")),
            Self::Servers { servers, gpus } => {
                let servers = plural(servers, "server", "servers");
                format!("{servers} of {}", plural(gpus, "GPU", "GPUs"))
            }
            Self::Use([low, likely, high]) => {
                format!("use {likely}%, between {low}% and {high}%")
            }
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Choice(Choice::Rent) | Self::ChoiceWithin(Choice::Rent) => "租用".into(),
            Self::Choice(Choice::Reserve) | Self::ChoiceWithin(Choice::Reserve) => "预留".into(),
            Self::Choice(Choice::Buy) | Self::ChoiceWithin(Choice::Buy) => "购买".into(),
            Self::Lead {
                wait: Some(months), ..
            } => format!("等 {months} 个月再购买"),
            Self::Lead { choice, wait: None } => Self::Choice(choice).chinese(),
            Self::Order { gpus, gpu, months } => {
                let name = if gpu.is_empty() { "GPU" } else { gpu };
                format!(" {gpus} 张 {}，用 {months} 个月。", verbatim(name))
            }
            Self::Other {
                choice,
                more,
                cheapest,
            } => {
                let what = Self::Choice(choice).chinese();
                format!(
                    "按全部结果的中位数，{what}多花 {more}；1,000 条价格路径中有 {cheapest} 条以{what}最省。"
                )
            }
            Self::Nearest {
                label,
                value,
                choice,
            } => {
                let choice = Self::Choice(choice).chinese();
                format!("最接近的转折：“{label}”为 {value} 时，改为{choice}。")
            }
            Self::Waits {
                months,
                saves,
                saving,
                cheaper,
                worst,
                confidence,
            } => {
                let does = match saves {
                    WaitEffect::Saves => format!("比今天买省 {saving}"),
                    WaitEffect::Equal => "与今天买大致相同".to_owned(),
                    WaitEffect::Costs => format!("比今天买多花 {saving}"),
                };
                format!(
                    "等 {months} 个月再买，按全部结果的中位数{does}；1,000 条价格路径中有 {cheaper} 条更便宜，{confidence}% 的路径最多多花 {worst}。"
                )
            }
            Self::Histogram => "购买比租用省多少（全部价格路径）".into(),
            Self::Class { range, share } => format!("{range}：{share}% 的路径"),
            Self::RentingCheaper => "租用更省".into(),
            Self::BuyingCheaper => "购买更省".into(),
            Self::Saving => "购买比租用省".into(),
            Self::ShareOfPaths => "路径占比".into(),
            Self::Costs(months) => format!("{months} 个月的总成本（现值）"),
            Self::Way => "方式".into(),
            Self::Middle => "中位数".into(),
            Self::Range => "90% 的结果".into(),
            Self::Between(low, high) => format!("{low} 至 {high}"),
            Self::Below(_) | Self::AtLeast(_) => self.english(),
            Self::CheapestOn => "最省的路径数".into(),
            Self::OfThousand(count) => format!("{count} / 1,000"),
            Self::Asked(gpus) => format!("比较页的用量需要 {gpus} 张 GPU。"),
            Self::Take(gpus) => format!("按 {gpus} 张计算"),
            Self::Servers { servers, gpus } => format!("{servers} 台服务器，每台 {gpus} 张 GPU"),
            Self::Use([low, likely, high]) => {
                format!("利用率 {likely}%（{low}% 至 {high}%）")
            }
        }
    }
}
