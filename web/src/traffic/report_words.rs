//! The texts of the report of a file of samples.

use netprice_study::traffic::{Assumed, Tool};

use crate::language::Words;
use crate::traffic::form::{CommaChoice, CountsChoice, DatesChoice, TrafficField};

/// A text of the report of a file, or of the fields in which a person states what it does not.
#[derive(Clone, Copy, Debug)]
pub enum ReportText<'a> {
    /// The number of rows by what became of them.
    Rows {
        /// The program that wrote the file.
        tool: Tool,
        /// All rows.
        rows: &'a str,
        /// Those in the samples.
        taken: &'a str,
        /// Those without a number.
        blank: &'a str,
        /// Those that cannot be read.
        refused: &'a str,
    },
    /// The columns of each direction.
    Ways {
        /// The inbound ones.
        inbound: &'a str,
        /// The outbound ones.
        outbound: &'a str,
    },
    /// The columns that are not used.
    Unused(&'a str),
    /// The heading of the fields.
    Hints,
    /// The label of a field.
    Hint(TrafficField),
    /// What numbers count.
    Counts(CountsChoice),
    /// The order of day and month.
    Dates(DatesChoice),
    /// The meaning of a comma.
    Comma(CommaChoice),
}

impl Words for ReportText<'_> {
    fn english(&self) -> String {
        match self {
            Self::Rows {
                tool,
                rows,
                taken,
                blank,
                refused,
            } => {
                format!(
                    "Read as {}: {rows} rows, {taken} taken, {blank} blank, {refused} refused",
                    tool.name()
                )
            }
            Self::Ways {
                inbound: "",
                outbound,
            } => format!("Outbound: {outbound}; no inbound column"),
            Self::Ways {
                inbound,
                outbound: "",
            } => format!("Inbound: {inbound}; no outbound column"),
            Self::Ways { inbound, outbound } => format!("Outbound: {outbound}; inbound: {inbound}"),
            Self::Unused(names) => format!("Columns not used: {names}"),
            Self::Hints => "State how the file is to be read".into(),
            Self::Hint(TrafficField::FileUnit) => "Unit, such as bit/s, Mbps, MB/s, MB".into(),
            Self::Hint(TrafficField::FileZone) => "Time zone, such as America/New_York".into(),
            Self::Hint(TrafficField::FileOut) => "Outbound columns, separated by ;".into(),
            Self::Hint(TrafficField::FileIn) => "Inbound columns, separated by ;".into(),
            Self::Hint(TrafficField::FileCounts) => "The numbers are".into(),
            Self::Hint(TrafficField::FileDates) => "Dates such as 11/1/2026 have".into(),
            Self::Hint(_) => "A comma in 1,234 separates".into(),
            Self::Counts(CountsChoice::Found)
            | Self::Dates(DatesChoice::Found)
            | Self::Comma(CommaChoice::Found) => "as the file shows".into(),
            Self::Counts(CountsChoice::Rate) => "rates by the second".into(),
            Self::Counts(CountsChoice::Volume) => "the traffic of an interval each".into(),
            Self::Counts(CountsChoice::Counter) => "a growing counter".into(),
            Self::Dates(DatesChoice::DayFirst) => "the day first".into(),
            Self::Dates(DatesChoice::MonthFirst) => "the month first".into(),
            Self::Comma(CommaChoice::Thousands) => "thousands".into(),
            Self::Comma(CommaChoice::Decimals) => "decimals".into(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Rows {
                tool: Tool::Table,
                rows,
                taken,
                blank,
                refused,
            } => {
                format!(
                    "按表格读取：共 {rows} 行，采用 {taken} 行，空值 {blank} 行，无法读取 {refused} 行"
                )
            }
            Self::Rows {
                tool,
                rows,
                taken,
                blank,
                refused,
            } => {
                format!(
                    "按 {} 的导出读取：共 {rows} 行，采用 {taken} 行，空值 {blank} 行，无法读取 {refused} 行",
                    tool.name()
                )
            }
            Self::Ways {
                inbound: "",
                outbound,
            } => format!("流出列：{outbound}；没有流入列"),
            Self::Ways {
                inbound,
                outbound: "",
            } => format!("流入列：{inbound}；没有流出列"),
            Self::Ways { inbound, outbound } => format!("流出列：{outbound}；流入列：{inbound}"),
            Self::Unused(names) => format!("未使用的列：{names}"),
            Self::Hints => "指定文件的读取方式".into(),
            Self::Hint(TrafficField::FileUnit) => "单位，例如 bit/s、Mbps、MB/s、MB".into(),
            Self::Hint(TrafficField::FileZone) => "时区，例如 America/New_York".into(),
            Self::Hint(TrafficField::FileOut) => "流出列，以 ; 分隔".into(),
            Self::Hint(TrafficField::FileIn) => "流入列，以 ; 分隔".into(),
            Self::Hint(TrafficField::FileCounts) => "数值含义".into(),
            Self::Hint(TrafficField::FileDates) => "11/1/2026 这类日期".into(),
            Self::Hint(_) => "1,234 中的逗号".into(),
            Self::Counts(CountsChoice::Found)
            | Self::Dates(DatesChoice::Found)
            | Self::Comma(CommaChoice::Found) => "按文件判断".into(),
            Self::Counts(CountsChoice::Rate) => "每秒速率".into(),
            Self::Counts(CountsChoice::Volume) => "每个间隔的流量".into(),
            Self::Counts(CountsChoice::Counter) => "累计计数器".into(),
            Self::Dates(DatesChoice::DayFirst) => "日在前".into(),
            Self::Dates(DatesChoice::MonthFirst) => "月在前".into(),
            Self::Comma(CommaChoice::Thousands) => "千位分隔".into(),
            Self::Comma(CommaChoice::Decimals) => "小数点".into(),
        }
    }
}

impl Words for Assumed {
    fn english(&self) -> String {
        let said = self.to_string();
        let mut signs = said.chars();
        let first = signs.next().map(|sign| sign.to_ascii_uppercase());
        format!(
            "Assumed: {}",
            first.into_iter().chain(signs).collect::<String>()
        )
    }

    fn chinese(&self) -> String {
        let said = match self {
            Self::Mbps { series } => format!("“{series}”没有写单位，按 Mbps 读取"),
            Self::UnitOf { tool } => format!("单位按 {} 的惯例", tool.name()),
            Self::Outbound { series } => format!("“{series}”没有写方向，按流出读取"),
            Self::Mirrored { series } => {
                format!("“{series}”为负值，是上下对称图的另一方向，已去掉负号")
            }
            Self::PerInterval { series, minutes } => format!("“{series}”是每 {minutes} 分钟的流量"),
            Self::Counter {
                series,
                restarts: 0,
            } => format!("“{series}”是累计计数器"),
            Self::Counter { series, restarts } => {
                format!("“{series}”是累计计数器；其间 {restarts} 次变小，视为从零重新计数")
            }
            Self::EndOfInterval => "时间是间隔的结束时刻".into(),
            Self::ClockOfBill => "没有时区的时间按账单的时钟（北京时间）".into(),
            Self::Added { series } => format!("逐个间隔相加：{}", series.join("、")),
            Self::TotalsLeftOut { rows } => format!("表末 {rows} 行合计未采用"),
            Self::NoInbound { rows } => format!("{rows} 个间隔没有流入数值，按无流入计"),
            Self::PartOfPorts { intervals } => {
                format!("{intervals} 个间隔缺少某个端口的数值，只加其余端口")
            }
            Self::Averaged { minutes } => format!("每 {minutes} 分钟内的多行取平均"),
        };
        format!("推定：{said}")
    }
}
