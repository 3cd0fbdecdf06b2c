//! The texts of the traffic form, and of the samples.

use netprice::value::day::Date;

use crate::kit::number::{grouped, month_name};
use crate::language::Words;
use crate::traffic::form::{
    CarriersChoice, DiscountsChoice, MissingChoice, ShapeChoice, TrafficField,
};

/// A text of the form or about the samples.
#[derive(Clone, Copy, Debug)]
pub enum TrafficText<'a> {
    /// The heading of the samples.
    Traffic,
    /// The label of the shapes.
    ShapeOf,
    /// A shape.
    Shape(ShapeChoice),
    /// The label of the rate of a generated month.
    HighestMbps,
    /// The label of the days of a generated month.
    Days,
    /// The label of typed samples.
    Paste,
    /// The format of typed samples.
    PasteHint,
    /// The label of the file input.
    DropFile,
    /// What pasted samples are called.
    Pasted,
    /// The file of this name is empty.
    EmptyFile(&'a str),
    /// The file of this name is no table.
    NoTable(&'a str),
    /// The page holds the samples of an imported table.
    Imported {
        /// The name of the file.
        name: &'a str,
        /// The number of samples.
        count: &'a str,
    },
    /// The percentage of a long table that is read.
    Importing(&'a str),
    /// The button that cancels reading.
    Cancel,
    /// The samples of the table of this name are lost.
    Lost(&'a str),
    /// The button that returns to a generated month.
    ClearPaste,
    /// The label of the areas.
    AreaOf,
    /// The label of the services.
    ServiceOf,
    /// The option of all services.
    AllServices,
    /// The label of the carriers.
    CarriersOf,
    /// The carriers of the compared plans.
    Carriers(CarriersChoice),
    /// The label of where discounts are from.
    DiscountsOf,
    /// Where discounts are from.
    Discounts(DiscountsChoice),
    /// The providers with their discounts.
    Agreed(&'a [String]),
    /// The discount of the comparison.
    FromComparison(&'a str),
    /// The label of the values for missing samples.
    MissingOf,
    /// A value for missing samples.
    MissingRule(MissingChoice),
    /// The label of the peak methods.
    MethodOf,
    /// The label of the number of capped samples.
    ShavedOf,
    /// The heading of the reader's own contract.
    OwnContract,
    /// What the own contract is compared with.
    OwnHint,
    /// The label of a field of the own contract, with the currency.
    Own(TrafficField, &'a str),
    /// The volume in GB that the comparison asks for.
    Asked(&'a str),
    /// The button that scales a made-up month to that volume, by its evening peak in Mbps.
    ScaleTo(&'a str),
    /// The volume, the mean and the highest of the samples.
    Volume {
        /// The volume in GB.
        gb: &'a str,
        /// The mean in Mbps.
        mean: &'a str,
        /// The highest sample in Mbps.
        highest: &'a str,
        /// The number of samples.
        count: &'a str,
    },
    /// The number of missing samples.
    MissingCount(usize),
    /// A day of the chart.
    DayOf(Date),
    /// A day of samples without times.
    DayNumber(i64),
    /// The traffic of a day or an hour.
    Reading {
        /// The day or the hour.
        time: &'a str,
        /// The highest sample in Mbps.
        highest: &'a str,
        /// The mean in Mbps.
        mean: &'a str,
    },
    /// The description of the chart for screen readers.
    Chart {
        /// The first day or hour.
        first: &'a str,
        /// The last day or hour.
        last: &'a str,
        /// The highest sample in Mbps.
        highest: &'a str,
        /// The day or the hour of the highest sample.
        on: &'a str,
        /// The figure of the method in Mbps.
        mbps: &'a str,
        /// The number of discarded samples.
        discarded: usize,
    },
    /// The key of the bars.
    TrafficKey,
    /// The key of this number of discarded samples.
    DiscardedKey(usize),
    /// The key of the line, with its Mbps.
    LineKey(&'a str),
}

impl<'a> TrafficText<'a> {
    /// The label of a field of text; none of another one.
    #[must_use]
    pub fn label(field: TrafficField, currency: &'a str) -> Option<Self> {
        Some(match field {
            TrafficField::HighestMbps => Self::HighestMbps,
            TrafficField::Days => Self::Days,
            TrafficField::Shaved => Self::ShavedOf,
            TrafficField::OwnFloor
            | TrafficField::OwnPrice
            | TrafficField::OwnExcess
            | TrafficField::OwnCap => Self::Own(field, currency),
            _ => return None,
        })
    }
}

/// The noun for a number of samples.
fn samples(count: &str) -> &'static str {
    match count {
        "1" => "sample",
        _ => "samples",
    }
}

impl Words for TrafficText<'_> {
    fn english(&self) -> String {
        match self {
            Self::Traffic => "A month of traffic".into(),
            Self::ShapeOf => "Shape".into(),
            Self::Shape(ShapeChoice::Flat) => "constant".into(),
            Self::Shape(ShapeChoice::Weekend) => "daily cycle, higher at weekends".into(),
            Self::Shape(ShapeChoice::LiveEvent) => "daily cycle with one live event".into(),
            Self::Shape(ShapeChoice::Diurnal) => "daily cycle, peak in the evening".into(),
            Self::HighestMbps => "Evening peak, Mbps".into(),
            Self::Asked(gb) => format!("The workload in Compare asks for {gb} GB a month."),
            Self::ScaleTo(mbps) => format!("Scale to it: {mbps} Mbps"),
            Self::Days => "Days".into(),
            Self::Paste => "Or paste your own samples".into(),
            Self::PasteHint => "The export of Cacti, PRTG, Zabbix, Grafana, CloudWatch or another monitoring tool, or a table such as 2026-11-01T00:05+08:00,12.5,80 (time, in, out in Mbps). The samples stay in this page.".into(),
            Self::DropFile => "Open a file".into(),
            Self::Pasted => "pasted samples".into(),
            Self::EmptyFile(name) => format!("“{name}” is empty. The export of a monitoring tool or a table with times is expected; until one is read, no bill is shown."),
            Self::NoTable(name) => format!("“{name}” is not a text file. The export of a monitoring tool or a table with times is expected; until one is read, no bill is shown."),
            Self::Imported { name, count } => format!("“{name}”: {count} {}. The link leaves samples out; to pass them on, save the study as a file under “Save, share, print”.", samples(count)),
            Self::Importing(percent) => format!("Reading the table: {percent}%. The figures are still those of the previous traffic."),
            Self::Cancel => "Cancel".into(),
            Self::Lost(name) => format!("The link leaves out the samples of “{name}”: open the file again, or the study that was saved with them. Until then, the page shows made-up traffic."),
            Self::ClearPaste => "Back to a made-up month".into(),
            Self::AreaOf => "Where".into(),
            Self::ServiceOf => "Service".into(),
            Self::AllServices => "all services".into(),
            Self::CarriersOf => "Carriers".into(),
            Self::Carriers(CarriersChoice::Several) => "BGP, several carriers".into(),
            Self::Carriers(CarriersChoice::One) => "a single carrier".into(),
            Self::DiscountsOf => "Discounts on published plans".into(),
            Self::Discounts(DiscountsChoice::Offers) => "the discounts in Compare".into(),
            Self::Discounts(DiscountsChoice::None) => "only the discounts below".into(),
            Self::Agreed([]) => "No discounts: list prices apply".into(),
            Self::Agreed(agreed) => format!("Discounts: {}", agreed.join(", ")),
            Self::FromComparison(pay) => format!("{pay}, from Compare"),
            Self::MissingOf => "Missing samples count as".into(),
            Self::MissingRule(MissingChoice::Last) => "the one before".into(),
            Self::MissingRule(MissingChoice::Zero) => "no traffic".into(),
            Self::MethodOf => "Peak method of the chart and of your contract".into(),
            Self::ShavedOf => "Highest samples to cap (shaving)".into(),
            Self::OwnContract => "Your own bandwidth contract".into(),
            Self::OwnHint => "With a price, it is ranked with the published plans.".into(),
            Self::Own(TrafficField::OwnFloor, _) => "Committed Mbps".into(),
            Self::Own(TrafficField::OwnPrice, currency) => format!("{currency} per Mbps and month"),
            Self::Own(TrafficField::OwnExcess, currency) => format!("{currency} per Mbps above it"),
            Self::Own(_, _) => "Cap, Mbps".into(),
            Self::Volume { gb, mean, highest, count } => {
                format!("{gb} GB out in {count} {}; {mean} Mbps on average, {highest} Mbps at most.", samples(count))
            }
            Self::MissingCount(count) => format!("Missing samples: {count}. They count as chosen."),
            Self::DayOf(day) => format!("{} {}", day.day(), month_name(*day).chars().take(3).collect::<String>()),
            Self::DayNumber(number) => format!("day {number}"),
            Self::Reading { time, highest, mean } => format!("{time}: {highest} Mbps at most, {mean} on average"),
            Self::Chart { first, last, highest, on, mbps, discarded } => {
                format!("Traffic from {first} to {last}, at most {highest} Mbps on {on}, with a line at {mbps} Mbps; samples above it that are not billed: {discarded}")
            }
            Self::TrafficKey => "Mbps out".into(),
            Self::DiscardedKey(1) => "1 sample above it is not billed".into(),
            Self::DiscardedKey(count) => format!("{} samples above it are not billed", grouped(&count.to_string())),
            Self::LineKey(mbps) => format!("billed: {mbps} Mbps"),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Traffic => "一个月的流量".into(),
            Self::ShapeOf => "流量曲线".into(),
            Self::Shape(ShapeChoice::Flat) => "全天平稳".into(),
            Self::Shape(ShapeChoice::Weekend) => "昼夜起伏，周末更高".into(),
            Self::Shape(ShapeChoice::LiveEvent) => "昼夜起伏，有一次直播".into(),
            Self::Shape(ShapeChoice::Diurnal) => "昼夜起伏，晚间最高".into(),
            Self::HighestMbps => "晚高峰 Mbps".into(),
            Self::Asked(gb) => format!("比较页的用量为每月 {gb} GB。"),
            Self::ScaleTo(mbps) => format!("按此缩放：{mbps} Mbps"),
            Self::Days => "天数".into(),
            Self::Paste => "或粘贴实际采样点".into(),
            Self::PasteHint => {
                "Cacti、PRTG、Zabbix、Grafana、云监控等系统导出的文件，或表格：时间,流入,流出（Mbps），例如 2026-11-01T00:05+08:00,12.5,80。数据不会离开本页。"
                    .into()
            }
            Self::DropFile => "打开文件".into(),
            Self::Pasted => "粘贴的采样点".into(),
            Self::EmptyFile(name) => {
                format!("“{name}”是空文件。请打开监控系统导出的文件或含时间的表格；读取成功之前不显示账单。")
            }
            Self::NoTable(name) => {
                format!("“{name}”不是文本文件。请打开监控系统导出的文件或含时间的表格；读取成功之前不显示账单。")
            }
            Self::Imported { name, count } => {
                format!(
                    "“{name}”：{count} 个采样点，未写入链接；要转给别人，请在【保存、分享、打印】里把方案存为文件。"
                )
            }
            Self::Importing(percent) => {
                format!("正在读取：{percent}%。读完之前仍显示原来流量的数字。")
            }
            Self::Cancel => "取消".into(),
            Self::Lost(name) => format!(
                "链接不含“{name}”的采样点：请重新打开该文件，或打开含采样点的方案文件。打开之前，流量为示例值。"
            ),
            Self::ClearPaste => "改用示例流量".into(),
            Self::AreaOf => "地区".into(),
            Self::ServiceOf => "服务".into(),
            Self::AllServices => "全部服务".into(),
            Self::CarriersOf => "线路".into(),
            Self::Carriers(CarriersChoice::Several) => "BGP 多线".into(),
            Self::Carriers(CarriersChoice::One) => "单线（单一运营商）".into(),
            Self::DiscountsOf => "公布方案的折扣".into(),
            Self::Discounts(DiscountsChoice::Offers) => "沿用比较页的折扣".into(),
            Self::Discounts(DiscountsChoice::None) => "只用下面填写的折扣".into(),
            Self::Agreed([]) => "折扣：无，按目录价".into(),
            Self::Agreed(agreed) => format!("折扣：{}", agreed.join("、")),
            Self::FromComparison(pay) => format!("{pay}，来自比较页"),
            Self::MissingOf => "缺失采样点视为".into(),
            Self::MissingRule(MissingChoice::Last) => "与前一个相同".into(),
            Self::MissingRule(MissingChoice::Zero) => "无流量".into(),
            Self::MethodOf => "图表和自有合同的峰值计费方式".into(),
            Self::ShavedOf => "削峰：削去的最高采样点数".into(),
            Self::OwnContract => "自有带宽合同".into(),
            Self::OwnHint => "填写单价后，与公布的方案一起排名。".into(),
            Self::Own(TrafficField::OwnFloor, _) => "保底 Mbps".into(),
            Self::Own(TrafficField::OwnPrice, currency) => format!("每 Mbps 每月 {currency}"),
            Self::Own(TrafficField::OwnExcess, currency) => format!("超出部分每 Mbps {currency}"),
            Self::Own(_, _) => "封顶 Mbps".into(),
            Self::Volume {
                gb,
                mean,
                highest,
                count,
            } => {
                format!("{count} 个采样点，流出 {gb} GB；平均 {mean} Mbps，最高 {highest} Mbps。")
            }
            Self::MissingCount(count) => format!("其中缺失 {count} 个，按所选方式处理。"),
            Self::DayOf(day) => format!("{}月{}日", day.month(), day.day()),
            Self::DayNumber(number) => format!("第 {number} 天"),
            Self::Reading {
                time,
                highest,
                mean,
            } => format!("{time}：最高 {highest} Mbps，平均 {mean} Mbps"),
            Self::Chart {
                first,
                last,
                highest,
                on,
                mbps,
                discarded,
            } => {
                format!(
                    "{first}至{last}的流量，{on}最高 {highest} Mbps，横线为 {mbps} Mbps；线以上 {discarded} 个采样点不计费"
                )
            }
            Self::TrafficKey => "流出 Mbps".into(),
            Self::DiscardedKey(count) => format!("线以上 {count} 个采样点不计费"),
            Self::LineKey(mbps) => format!("计费带宽：{mbps} Mbps"),
        }
    }
}
