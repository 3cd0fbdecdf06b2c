//! The words of the bandwidth view.

use crate::kit::number::grouped;
use crate::language::Words;
use crate::traffic::form::TrafficField;

/// A text of the bandwidth view.
#[derive(Clone, Copy, Debug)]
pub enum TrafficText<'a> {
    /// The heading of the traffic.
    Traffic,
    /// The choice of a shape.
    ShapeOf,
    /// A shape, by its name in the link.
    Shape(&'a str),
    /// The highest rate.
    HighestMbps,
    /// The days.
    Days,
    /// The field of pasted samples.
    Paste,
    /// What a table of samples must look like.
    PasteHint,
    /// The choice of a file.
    DropFile,
    /// A long text is not in the link.
    NotInLink,
    /// How many lines a long text has, of which the first are shown and cannot be typed in.
    FirstLines(usize),
    /// Samples of a long table are held.
    Imported {
        /// The name of the file.
        name: &'a str,
        /// How many samples it has.
        count: &'a str,
    },
    /// A long table is being read; so many percent are done.
    Importing(&'a str),
    /// A table that was too long for the link is not here any more.
    Lost(&'a str),
    /// How much of a long month is billed, in percent.
    Billing(&'a str),
    /// Ends that.
    Cancel,
    /// The contract of one's own.
    OwnLink,
    /// A field of it, and the currency.
    Own(TrafficField, &'a str),
    /// What it comes to.
    OwnBill {
        /// The method.
        method: &'a str,
        /// The Mbps of the floor.
        floor: &'a str,
        /// Their price.
        floor_price: &'a str,
        /// The Mbps above.
        excess: &'a str,
        /// Their price.
        excess_price: &'a str,
        /// The cost.
        cost: &'a str,
    },
    /// Goes back to the made-up month.
    ClearPaste,
    /// The choice of an area.
    AreaOf,
    /// The choice of a service.
    ServiceOf,
    /// All services.
    AllServices,
    /// The choice of a method that is drawn.
    MethodOf,
    /// How many samples are cut off.
    ShavedOf,
    /// The choice of what missing samples are.
    MissingOf,
    /// What they are, by its name in the link.
    MissingRule(&'a str),
    /// How many are missing.
    MissingCount(usize),
    /// The samples are no month.
    NoMonth(i64),
    /// What is uncertain of a plan.
    Uncertain {
        /// Of when the price is.
        as_of: &'a str,
        /// Whether its source is not sure.
        is_low: bool,
    },
    /// The figure that was measured.
    Peak(&'a str),
    /// A sum over days.
    MbpsDays(&'a str),
    /// The rate of exchange.
    Exchange {
        /// One of this.
        from: &'a str,
        /// Is so much.
        rate: &'a str,
        /// Of when.
        as_of: &'a str,
    },
    /// The first of several days.
    FirstOf(usize),
    /// The answer.
    Cheapest {
        /// The provider and the plan.
        name: &'a str,
        /// What it costs.
        cost: &'a str,
        /// How many plans were compared.
        count: usize,
        /// The area.
        area: &'a str,
    },
    /// A cheaper price in the table is not sure.
    CheaperNotSure,
    /// No plan can bill it.
    NoPlan,
    /// The growth at which another plan wins.
    Overtaken {
        /// In percent of today.
        percent: u32,
        /// The other plan.
        name: &'a str,
    },
    /// No other plan wins up to ten times the traffic.
    NeverOvertaken,
    /// What was sent out, and how even it was.
    Volume {
        /// GB.
        gb: &'a str,
        /// The mean.
        mean: &'a str,
        /// The highest sample.
        highest: &'a str,
        /// How many samples.
        count: &'a str,
    },
    /// The chart for those who do not see it.
    Chart {
        /// The figure.
        mbps: &'a str,
        /// How many samples it passed over.
        discarded: usize,
    },
    /// The bars of the chart.
    TrafficKey,
    /// The discarded samples.
    DiscardedKey(usize),
    /// The line of the method.
    LineKey(&'a str),
    /// The table of plans.
    Plans,
    /// A column.
    Plan,
    /// A column.
    Measured,
    /// A column.
    Cost,
    /// A column: what a cut saves.
    Saves(&'a str),
    /// The measure of a plan.
    Measure(&'a str),
    /// A figure of each day.
    EachDay(usize),
    /// How often a figure is billed.
    Times(&'a str, &'a str),
    /// The plan cannot bill this traffic.
    Refused(&'a str),
    /// The table of methods.
    Methods,
    /// A column.
    Method,
    /// A column.
    Figure,
    /// A column.
    Discarded,
    /// The table of crossovers.
    Crossovers,
    /// What the table of crossovers says.
    CrossoverHint {
        /// The bandwidth.
        mbps: u32,
        /// The utilisation of this traffic.
        percent: &'a str,
    },
    /// A column.
    CheaperBelow,
    /// By volume is cheaper at any use.
    Always,
    /// By volume or by bandwidth, which is cheaper for this traffic.
    Verdict(bool),
    /// A column.
    ForThis,
    /// What the page does not know of the samples.
    Hint,
}

/// One sample, or more of them.
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
            Self::Shape("flat") => "the same all the time".into(),
            Self::Shape("weekend") => "by day, more at weekends".into(),
            Self::Shape("live_event") => "by day, with one live event".into(),
            Self::Shape(_) => "by day, highest in the evening".into(),
            Self::HighestMbps => "Mbps in the evening".into(),
            Self::Days => "Days".into(),
            Self::Paste => "Or your own samples".into(),
            Self::PasteHint => "CSV: time, in, out in Mbps, such as 2026-11-01T00:05+08:00,12.5,80. They stay in this page.".into(),
            Self::DropFile => "Open a file".into(),
            Self::FirstLines(lines) => format!("The first of {lines} lines. To type others, take these away."),
            Self::NotInLink => "These samples are too long for the link, and are not in it.".into(),
            Self::Imported { name, count } => format!("“{name}”: {count} samples. They are too long for the link, and are not in it."),
            Self::Importing(percent) => format!("Reading the table: {percent}%. Until then the figures are those of the traffic before."),
            Self::Lost(name) => format!("The samples of “{name}” were too long for the link: open the file again. Until then the traffic is made up."),
            Self::Billing(percent) => format!("Billing the table: {percent}%"),
            Self::Cancel => "Cancel".into(),
            Self::OwnLink => "Your own bandwidth contract".into(),
            Self::Own(TrafficField::OwnFloor, _) => "Always billed, Mbps".into(),
            Self::Own(TrafficField::OwnPrice, currency) => format!("{currency} for each Mbps a month"),
            Self::Own(TrafficField::OwnExcess, currency) => format!("{currency} for each Mbps above"),
            Self::Own(_, _) => "At most billed, Mbps".into(),
            Self::OwnBill { method, floor, floor_price, excess, excess_price, cost } => {
                format!("By {method}: {floor} Mbps × {floor_price} + {excess} Mbps × {excess_price} = {cost} a month.")
            }
            Self::ClearPaste => "Use a shape again".into(),
            Self::AreaOf => "Where".into(),
            Self::ServiceOf => "Service".into(),
            Self::AllServices => "all services".into(),
            Self::MethodOf => "Drawn into the chart".into(),
            Self::ShavedOf => "Cut off this many of the highest samples".into(),
            Self::MissingOf => "Missing samples count as".into(),
            Self::MissingRule("last") => "the one before".into(),
            Self::MissingRule(_) => "no traffic".into(),
            Self::MissingCount(count) => format!("{count} of them are missing, and count as chosen."),
            Self::NoMonth(1) => "These samples cover 1 day, and plans by the month are billed once for it: no plan is called the cheapest.".into(),
            Self::NoMonth(days) => format!("These samples cover {days} days, and plans by the month are billed once for all of them: no plan is called the cheapest."),
            Self::Uncertain { as_of, is_low: true } => format!("{as_of}, not sure"),
            Self::Uncertain { as_of, .. } => (*as_of).into(),
            Self::Peak(mbps) => format!("(peak {mbps})"),
            Self::MbpsDays(figure) => format!("{figure} Mbps-days"),
            Self::Exchange { from, rate, as_of } => format!("1 {from} = {rate} ({as_of}). The currency is chosen in “Compare clouds”."),
            Self::FirstOf(days) => format!("The first of {days} days:"),
            Self::Cheapest { name, cost, count, area } => {
                format!("{name} is cheapest for this month: {cost}, of {count} published plans in {area}.")
            }
            Self::CheaperNotSure => "What is above it in the table is cheaper, but its source is not sure of the price.".into(),
            Self::NoPlan => "No published plan there can bill this traffic.".into(),
            Self::Overtaken { percent, name } => {
                format!("From {}% more traffic on, {name} is cheaper.", percent.saturating_sub(100))
            }
            Self::NeverOvertaken => "It stays the cheapest up to ten times the traffic.".into(),
            Self::Volume { gb, mean, highest, count } => {
                format!("{gb} GB out in {count} {}; {mean} Mbps in the mean, {highest} Mbps at most.", samples(count))
            }
            Self::Chart { mbps, discarded } => {
                format!("Traffic over the month with a line at {mbps} Mbps; {discarded} samples are discarded")
            }
            Self::TrafficKey => "Mbps out".into(),
            Self::DiscardedKey(1) => "1 sample above it is not billed".into(),
            Self::DiscardedKey(count) => format!("{} samples above it are not billed", grouped(&count.to_string())),
            Self::LineKey(mbps) => format!("billed: {mbps} Mbps"),
            Self::Plans => "What this month costs under every published plan".into(),
            Self::Plan => "Plan".into(),
            Self::Measured => "Billed for".into(),
            Self::Cost => "Cost".into(),
            Self::Saves(count) => format!("Saved without the top {count}"),
            Self::Measure("fixed") => "a bandwidth set for the month".into(),
            Self::Measure("daily_peak") => "each day's peak".into(),
            Self::Measure("peak") => "a peak method".into(),
            Self::Measure(_) => "traffic out".into(),
            Self::EachDay(days) => format!("the peaks of {days} days"),
            Self::Times(times, unit) => format!("for {times} {unit}"),
            Self::Refused(why) => format!("cannot bill this: {why}"),
            Self::Methods => "The same month by every published peak method".into(),
            Self::Method => "Method".into(),
            Self::Figure => "Mbps".into(),
            Self::Discarded => "Samples above it".into(),
            Self::Crossovers => "By the GB, or a bandwidth for the month?".into(),
            Self::CrossoverHint { mbps, percent } => {
                format!("This traffic needs {mbps} Mbps and uses {percent}% of it. Below the share shown, paying by the GB is cheaper.")
            }
            Self::CheaperBelow => "By the GB is cheaper below".into(),
            Self::Always => "any use".into(),
            Self::Verdict(true) => "by the GB".into(),
            Self::Verdict(false) => "a set bandwidth".into(),
            Self::ForThis => "For this traffic".into(),
            Self::Hint => "All samples are taken as one month on one link. Fees for addresses, and floors of a bandwidth that was set (20% for shared bandwidth), are not in it.".into(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Traffic => "一个月的流量".into(),
            Self::ShapeOf => "形状".into(),
            Self::Shape("flat") => "全天平稳".into(),
            Self::Shape("weekend") => "昼夜起伏，周末更高".into(),
            Self::Shape("live_event") => "昼夜起伏，有一次直播".into(),
            Self::Shape(_) => "昼夜起伏，晚间最高".into(),
            Self::HighestMbps => "晚间 Mbps".into(),
            Self::Days => "天数".into(),
            Self::Paste => "或贴入自己的采样点".into(),
            Self::PasteHint => "CSV：时间,流入,流出（Mbps），例如 2026-11-01T00:05+08:00,12.5,80。数据不离开本页。".into(),
            Self::DropFile => "打开文件".into(),
            Self::FirstLines(lines) => format!("共 {lines} 行，只显示开头；要改填，请先清除。"),
            Self::NotInLink => "这些采样点太长，未写入链接。".into(),
            Self::Imported { name, count } => format!("“{name}”：{count} 个采样点，太长，未写入链接。"),
            Self::Importing(percent) => format!("正在读取：{percent}%。读完之前仍是原来流量的数字。"),
            Self::Lost(name) => format!("“{name}”的采样点太长，不在链接里：请重新打开文件。此前的流量是假设的。"),
            Self::Billing(percent) => format!("正在计费：{percent}%"),
            Self::Cancel => "取消".into(),
            Self::OwnLink => "自己的带宽合同".into(),
            Self::Own(TrafficField::OwnFloor, _) => "保底 Mbps".into(),
            Self::Own(TrafficField::OwnPrice, currency) => format!("每 Mbps 每月 {currency}"),
            Self::Own(TrafficField::OwnExcess, currency) => format!("超出部分每 Mbps {currency}"),
            Self::Own(_, _) => "封顶 Mbps".into(),
            Self::OwnBill { method, floor, floor_price, excess, excess_price, cost } => {
                format!("按{method}：{floor} Mbps × {floor_price} + {excess} Mbps × {excess_price} = 每月 {cost}。")
            }
            Self::ClearPaste => "改回形状".into(),
            Self::AreaOf => "地区".into(),
            Self::ServiceOf => "服务".into(),
            Self::AllServices => "全部服务".into(),
            Self::MethodOf => "图中所画的计费方式".into(),
            Self::ShavedOf => "削去最高的采样点个数".into(),
            Self::MissingOf => "缺失采样点视为".into(),
            Self::MissingRule("last") => "与前一个相同".into(),
            Self::MissingRule(_) => "无流量".into(),
            Self::MissingCount(count) => format!("其中缺失 {count} 个，按所选方式处理。"),
            Self::NoMonth(days) => format!("这些采样点覆盖 {days} 天，而包月方案只计一次，因此不说哪一家最便宜。"),
            Self::Uncertain { as_of, is_low: true } => format!("{as_of}，不确定"),
            Self::Uncertain { as_of, .. } => (*as_of).into(),
            Self::Peak(mbps) => format!("（峰值 {mbps}）"),
            Self::MbpsDays(figure) => format!("{figure} Mbps·天"),
            Self::Exchange { from, rate, as_of } => format!("1 {from} = {rate}（{as_of}）。币种在云商比较中选择。"),
            Self::FirstOf(days) => format!("{days} 天中的第一天："),
            Self::Cheapest { name, cost, count, area } => {
                format!("本月{name}最便宜：{cost}（{area}共 {count} 种公布方案）。")
            }
            Self::CheaperNotSure => "表中排在其上的更便宜，但来源对价格并不确定。".into(),
            Self::NoPlan => "该地区没有公布的方案能计费这些流量。".into(),
            Self::Overtaken { percent, name } => {
                format!("流量再增 {}% 起，{name}更便宜。", percent.saturating_sub(100))
            }
            Self::NeverOvertaken => "流量增至十倍以内，它始终最便宜。".into(),
            Self::Volume { gb, mean, highest, count } => {
                format!("{count} 个采样点，流出 {gb} GB；平均 {mean} Mbps，最高 {highest} Mbps。")
            }
            Self::Chart { mbps, discarded } => {
                format!("全月流量，横线为 {mbps} Mbps；剔除 {discarded} 个采样点")
            }
            Self::TrafficKey => "流出 Mbps".into(),
            Self::DiscardedKey(count) => format!("其上 {count} 个采样点不计费"),
            Self::LineKey(mbps) => format!("计费值：{mbps} Mbps"),
            Self::Plans => "本月在每种公布方案下的费用".into(),
            Self::Plan => "方案".into(),
            Self::Measured => "计费量".into(),
            Self::Cost => "费用".into(),
            Self::Saves(count) => format!("削去最高 {count} 个可省"),
            Self::Measure("fixed") => "整月固定带宽".into(),
            Self::Measure("daily_peak") => "每日峰值".into(),
            Self::Measure("peak") => "峰值计费".into(),
            Self::Measure(_) => "流出流量".into(),
            Self::EachDay(days) => format!("{days} 天的每日峰值"),
            Self::Times(times, unit) => format!("按 {times} {unit}计"),
            Self::Refused(why) => format!("无法计费：{why}"),
            Self::Methods => "同一个月按每种公布的峰值计费方式".into(),
            Self::Method => "计费方式".into(),
            Self::Figure => "Mbps".into(),
            Self::Discarded => "其上的采样点".into(),
            Self::Crossovers => "按流量，还是按月固定带宽？".into(),
            Self::CrossoverHint { mbps, percent } => {
                format!("这些流量需要 {mbps} Mbps，平均用到 {percent}%。低于所列利用率时，按流量更便宜。")
            }
            Self::CheaperBelow => "低于此利用率按流量更便宜".into(),
            Self::Always => "任何利用率".into(),
            Self::Verdict(true) => "按流量".into(),
            Self::Verdict(false) => "固定带宽".into(),
            Self::ForThis => "对这些流量".into(),
            Self::Hint => "所有采样点视为一条链路的一个月。未含公网 IP 费用，也未含按所设带宽计的保底（共享带宽为 20%）。".into(),
        }
    }
}
