//! The texts of the traffic form, and of the samples.

use crate::kit::number::grouped;
use crate::language::Words;
use crate::traffic::form::{MissingChoice, ShapeChoice, TrafficField};

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
    /// The field shows the first of this number of lines.
    FirstLines(usize),
    /// Typed samples are too long for the link.
    NotInLink,
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
    /// The label of a field of the own contract, with the currency.
    Own(TrafficField, &'a str),
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
    /// The description of the chart for screen readers.
    Chart {
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
            Self::Shape(ShapeChoice::Flat) => "the same all the time".into(),
            Self::Shape(ShapeChoice::Weekend) => "by day, more at weekends".into(),
            Self::Shape(ShapeChoice::LiveEvent) => "by day, with one live event".into(),
            Self::Shape(ShapeChoice::Diurnal) => "by day, highest in the evening".into(),
            Self::HighestMbps => "Mbps in the evening".into(),
            Self::Days => "Days".into(),
            Self::Paste => "Or your own samples".into(),
            Self::PasteHint => "CSV: time, in, out in Mbps, such as 2026-11-01T00:05+08:00,12.5,80. The samples stay in this page.".into(),
            Self::DropFile => "Open a file".into(),
            Self::FirstLines(lines) => format!("Only the start of {lines} lines is shown. Remove them to type others."),
            Self::NotInLink => "These samples are too long for the link, and are not in it.".into(),
            Self::Imported { name, count } => format!("“{name}”: {count} samples. They are too long for the link, and are not in it."),
            Self::Importing(percent) => format!("Reading the table: {percent}%. The figures are still those of the previous traffic."),
            Self::Cancel => "Cancel".into(),
            Self::Lost(name) => format!("The samples of “{name}” were too long for the link: open the file again. Until then the traffic is made up."),
            Self::ClearPaste => "Use a shape again".into(),
            Self::AreaOf => "Where".into(),
            Self::ServiceOf => "Service".into(),
            Self::AllServices => "all services".into(),
            Self::MissingOf => "Missing samples count as".into(),
            Self::MissingRule(MissingChoice::Last) => "the one before".into(),
            Self::MissingRule(MissingChoice::Zero) => "no traffic".into(),
            Self::MethodOf => "Peak method of the chart".into(),
            Self::ShavedOf => "Cut off this many of the highest samples".into(),
            Self::OwnContract => "Your own bandwidth contract".into(),
            Self::Own(TrafficField::OwnFloor, _) => "Always billed, Mbps".into(),
            Self::Own(TrafficField::OwnPrice, currency) => format!("{currency} per Mbps and month"),
            Self::Own(TrafficField::OwnExcess, currency) => format!("{currency} per Mbps above"),
            Self::Own(_, _) => "At most billed, Mbps".into(),
            Self::Volume { gb, mean, highest, count } => {
                format!("{gb} GB out in {count} {}; {mean} Mbps on average, {highest} Mbps at most.", samples(count))
            }
            Self::MissingCount(count) => format!("{count} of them are missing, and count as chosen."),
            Self::Chart { mbps, discarded } => {
                format!("Traffic over the month with a line at {mbps} Mbps; {discarded} samples are discarded")
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
            Self::HighestMbps => "晚间 Mbps".into(),
            Self::Days => "天数".into(),
            Self::Paste => "或粘贴自己的采样点".into(),
            Self::PasteHint => {
                "CSV：时间,流入,流出（Mbps），例如 2026-11-01T00:05+08:00,12.5,80。数据不会离开本页。"
                    .into()
            }
            Self::DropFile => "打开文件".into(),
            Self::FirstLines(lines) => format!("共 {lines} 行，只显示开头；要改填，请先清除。"),
            Self::NotInLink => "这些采样点太多，未写入链接。".into(),
            Self::Imported { name, count } => {
                format!("“{name}”：{count} 个采样点，数量太多，未写入链接。")
            }
            Self::Importing(percent) => {
                format!("正在读取：{percent}%。读完之前仍显示原来流量的数字。")
            }
            Self::Cancel => "取消".into(),
            Self::Lost(name) => format!(
                "“{name}”的采样点太多，未写入链接：请重新打开文件。打开之前，流量为假设值。"
            ),
            Self::ClearPaste => "改回流量曲线".into(),
            Self::AreaOf => "地区".into(),
            Self::ServiceOf => "服务".into(),
            Self::AllServices => "全部服务".into(),
            Self::MissingOf => "缺失采样点视为".into(),
            Self::MissingRule(MissingChoice::Last) => "与前一个相同".into(),
            Self::MissingRule(MissingChoice::Zero) => "无流量".into(),
            Self::MethodOf => "图中的峰值计费方式".into(),
            Self::ShavedOf => "削峰：削去最高的几个采样点".into(),
            Self::OwnContract => "你的带宽合同".into(),
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
            Self::Chart { mbps, discarded } => {
                format!("全月流量，横线为 {mbps} Mbps；剔除 {discarded} 个采样点")
            }
            Self::TrafficKey => "流出 Mbps".into(),
            Self::DiscardedKey(count) => format!("线以上 {count} 个采样点不计费"),
            Self::LineKey(mbps) => format!("计费带宽：{mbps} Mbps"),
        }
    }
}
