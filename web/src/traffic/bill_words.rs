//! The texts of the bills of a month of traffic.

use netprice::bandwidth::tariff::{Metering, TariffUnit};

use crate::language::Words;
use crate::language::traditional::verbatim;

/// A text of the bills.
#[derive(Clone, Copy, Debug)]
pub enum TariffText<'a> {
    /// The percentage of a long month that is billed.
    Billing(&'a str),
    /// The samples cover this number of days, which are no month.
    NoMonth(i64),
    /// The cheapest plan.
    Cheapest {
        /// The provider and the plan.
        name: &'a str,
        /// The cost.
        cost: &'a str,
    },
    /// How many plans are compared, and for where.
    Compared {
        /// The number of compared plans.
        count: usize,
        /// The area.
        area: &'a str,
    },
    /// A cheaper plan has an uncertain price.
    CheaperUncertain,
    /// No plan can bill the traffic.
    NoPlan,
    /// The growth at which another plan becomes the cheapest.
    Overtaken {
        /// The grown traffic in percent of today's.
        percent: u32,
        /// The other plan.
        name: &'a str,
    },
    /// No other plan becomes the cheapest.
    NeverOvertaken,
    /// An exchange rate.
    Exchange {
        /// The currency converted from.
        from: &'a str,
        /// The price of one unit of it.
        rate: &'a str,
        /// The source.
        source: &'a str,
        /// The day.
        day: &'a str,
    },
    /// A discount.
    Discount {
        /// What is paid, in tenths.
        tenths: &'a str,
        /// What is saved, in percent.
        saved: &'a str,
    },
    /// The cheapest plan is billed at a discount.
    AtDiscount {
        /// The discount.
        pay: &'a str,
        /// The cost at the list price.
        list: &'a str,
        /// Whether an offer of the comparison gives it.
        is_of_offer: bool,
    },
    /// The cost at the list price, and the discount.
    List {
        /// The discount.
        pay: &'a str,
        /// The cost.
        list: &'a str,
    },
    /// The name of the reader's own contract.
    OwnName,
    /// The billed Mbps of the reader's own contract.
    OwnMbps {
        /// The Mbps of the floor.
        floor: &'a str,
        /// The Mbps above the floor.
        excess: &'a str,
    },
    /// The bill of the reader's own contract.
    OwnBill {
        /// The peak method.
        method: &'a str,
        /// The Mbps of the floor.
        floor: &'a str,
        /// The price of one Mbps of the floor.
        floor_price: &'a str,
        /// The Mbps above the floor.
        excess: &'a str,
        /// The price of one Mbps above the floor.
        excess_price: &'a str,
        /// The cost.
        cost: &'a str,
    },
    /// The heading of the table of plans.
    TableHeading,
    /// A heading of a column.
    Plan,
    /// A heading of a column: the billed quantity.
    Measured,
    /// A heading of a column.
    Cost,
    /// A heading of a column: the saving if this number of samples is capped.
    Saves(&'a str),
    /// The year of a price.
    Year {
        /// The year.
        as_of: &'a str,
        /// Whether the price is uncertain.
        is_uncertain: bool,
    },
    /// The metering of a plan.
    Measure(&'a Metering),
    /// The measured peak of a plan that bills whole Mbps.
    Peak(&'a str),
    /// The daily peaks of this number of days.
    EachDay(usize),
    /// The heading of the slices of the first of several days.
    FirstOf(usize),
    /// The number of months, days or hours for which a figure is billed.
    Times(&'a str, TariffUnit),
    /// The reason why a plan cannot bill the traffic.
    Refused(&'a str),
    /// Why a plan on a peak of shorter samples is not ranked.
    Apart {
        /// Its bill for the samples as they are.
        cost: &'a str,
        /// The minutes of a sample.
        minutes: i64,
    },
    /// The heading of the table of methods.
    Methods,
    /// A heading of a column.
    Method,
    /// A heading of a column: the figure in Mbps.
    Figure,
    /// A heading of a column: the discarded samples.
    Discarded,
    /// The unit of a sum of daily figures.
    MbpsDays,
    /// The heading of the crossovers.
    Crossovers,
    /// The bandwidth and the utilisation of the traffic.
    CrossoverHint {
        /// The bandwidth that the traffic needs.
        mbps: u32,
        /// The utilisation in percent.
        percent: &'a str,
    },
    /// A heading of a column: the utilisation of the crossover.
    CheaperBelow,
    /// The price by volume is cheaper at any utilisation.
    Always,
    /// A heading of a column: the cheaper of both for the traffic.
    ForThis,
    /// Whether the price by volume is the cheaper one.
    Verdict(bool),
    /// The limits of the bills.
    Hint,
}

impl Words for TariffText<'_> {
    fn english(&self) -> String {
        match self {
            Self::Billing(percent) => format!("Computing the cost under each plan: {percent}%"),
            Self::NoMonth(1) => "These samples cover 1 day, but plans by the month are billed in full: no plan is named the cheapest.".into(),
            Self::NoMonth(days) => format!("These samples cover {days} days, but plans by the month are billed once in full: no plan is named the cheapest."),
            Self::Cheapest { name, cost } => format!("{name} is the cheapest for this month: {cost}."),
            Self::Compared { count, area } => format!("Published plans compared in {area}: {count}."),
            Self::CheaperUncertain => "Plans above it in the table are cheaper, but their prices are uncertain.".into(),
            Self::NoPlan => "No published plan there can bill this traffic.".into(),
            Self::Overtaken { percent, name } => {
                format!("From {}% more traffic on, {name} is cheaper.", percent.saturating_sub(100))
            }
            Self::NeverOvertaken => "It stays the cheapest up to ten times the traffic.".into(),
            Self::Exchange { from, rate, source, day } => format!("1 {from} = {rate} ({source}, {day}). Choose the currency in “Compare”."),
            Self::Discount { saved, .. } => format!("{saved}% off"),
            Self::AtDiscount { pay, list, is_of_offer: true } => format!("This cost includes {pay}, your discount in Compare; the list cost is {list}."),
            Self::AtDiscount { pay, list, .. } => format!("This cost includes {pay}; the list cost is {list}."),
            Self::List { pay, list } => format!("list {list}, {pay}"),
            Self::OwnName => "Your own contract".into(),
            Self::OwnMbps { floor, excess: "0" } => format!("{floor} Mbps committed"),
            Self::OwnMbps { floor, excess } => format!("{floor} Mbps committed + {excess} Mbps above it"),
            Self::OwnBill { method, floor, floor_price, excess, excess_price, cost } => {
                format!("By {method}: {floor} Mbps × {floor_price} + {excess} Mbps × {excess_price} = {cost} a month.")
            }
            Self::TableHeading => "What this month costs under each plan".into(),
            Self::Plan => "Plan".into(),
            Self::Measured => "Billed for".into(),
            Self::Cost => "Cost".into(),
            Self::Saves(count) => format!("Saved by capping the top {count}"),
            Self::Year { as_of, is_uncertain: true } => format!("{as_of}, uncertain"),
            Self::Year { as_of, .. } => (*as_of).into(),
            Self::Measure(Metering::Fixed(_)) => "fixed bandwidth for the month".into(),
            Self::Measure(Metering::DailyPeak(_)) => "each day's peak".into(),
            Self::Measure(Metering::Peak(_)) => "a peak method".into(),
            Self::Measure(Metering::Volume(_)) => "traffic out".into(),
            Self::Peak(mbps) => format!("(peak {mbps})"),
            Self::EachDay(1) => "the peak of 1 day".into(),
            Self::EachDay(days) => format!("the peaks of {days} days"),
            Self::FirstOf(days) => format!("The first of {days} days:"),
            Self::Times(times, TariffUnit::MbpsDay) => format!("for {times} days"),
            Self::Times(times, TariffUnit::MbpsHour) => format!("for {times} hours"),
            Self::Times(times, _) => format!("for {times} months"),
            Self::Refused(why) => format!("not ranked: {why}"),
            Self::Apart { cost, minutes } => {
                format!("not ranked: {cost} for these samples, but the plan bills peaks of shorter samples than {minutes} minutes, which are not known")
            }
            Self::Methods => "The same month by every published peak method".into(),
            Self::Method => "Method".into(),
            Self::Figure => "Mbps".into(),
            Self::Discarded => "Samples above it".into(),
            Self::MbpsDays => "Mbps-days".into(),
            Self::Crossovers => "By the GB, or fixed bandwidth for the month?".into(),
            Self::CrossoverHint { mbps, percent } => {
                format!("This traffic needs a link of {mbps} Mbps and uses {percent}% of it on average. Below the utilisation shown, paying by the GB is cheaper.")
            }
            Self::CheaperBelow => "By the GB is cheaper below".into(),
            Self::Always => "any utilisation".into(),
            Self::ForThis => "For this traffic".into(),
            Self::Verdict(true) => "by the GB".into(),
            Self::Verdict(false) => "fixed bandwidth".into(),
            Self::Hint => "All samples count as one month on one link. Fees for IP addresses, and floors on a fixed bandwidth (20% for shared bandwidth), are not included.".into(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Billing(percent) => format!("正在计算费用：{percent}%"),
            Self::NoMonth(days) => format!("这些采样点覆盖 {days} 天，而包月方案按整月计费一次，因此不指明最便宜的方案。"),
            Self::Cheapest { name, cost } => format!("{name}本月最便宜：{cost}。"),
            Self::Compared { count, area } => format!("参与比较的有{area} {count} 种公布的方案。"),
            Self::CheaperUncertain => "表中排在其前的方案更便宜，但价格不确定。".into(),
            Self::NoPlan => "该地区没有公布的方案能为这些流量计费。".into(),
            Self::Overtaken { percent, name } => {
                format!("流量增加 {}% 后，{name}更便宜。", percent.saturating_sub(100))
            }
            Self::NeverOvertaken => "流量增至十倍，它仍最便宜。".into(),
            Self::Exchange { from, rate, source, day } => format!("1 {from} = {rate}（{}，{day}）。币种在比较页选择。", verbatim(source)),
            Self::OwnBill { method, floor, floor_price, excess, excess_price, cost } => {
                format!("按{method}：{floor} Mbps × {floor_price} + {excess} Mbps × {excess_price} = 每月 {cost}。")
            }
            Self::Discount { tenths, .. } => format!("{tenths}折"),
            Self::AtDiscount { pay, list, is_of_offer: true } => format!("已按比较页的 {pay}计算；目录价为 {list}。"),
            Self::AtDiscount { pay, list, .. } => format!("已按 {pay}计算；目录价为 {list}。"),
            Self::List { pay, list } => format!("目录价 {list}，{pay}"),
            Self::OwnName => "自有带宽合同".into(),
            Self::OwnMbps { floor, excess: "0" } => format!("保底 {floor} Mbps"),
            Self::OwnMbps { floor, excess } => format!("保底 {floor} Mbps + 超出 {excess} Mbps"),
            Self::TableHeading => "本月按各方案计费的费用".into(),
            Self::Plan => "方案".into(),
            Self::Measured => "计费量".into(),
            Self::Cost => "费用".into(),
            Self::Saves(count) => format!("削峰 {count} 个可省"),
            Self::Year { as_of, is_uncertain: true } => format!("{as_of}，不确定"),
            Self::Year { as_of, .. } => (*as_of).into(),
            Self::Measure(Metering::Fixed(_)) => "整月固定带宽".into(),
            Self::Measure(Metering::DailyPeak(_)) => "每日峰值".into(),
            Self::Measure(Metering::Peak(_)) => "峰值计费".into(),
            Self::Measure(Metering::Volume(_)) => "流出流量".into(),
            Self::Peak(mbps) => format!("（峰值 {mbps}）"),
            Self::EachDay(days) => format!("{days} 天的每日峰值"),
            Self::FirstOf(days) => format!("{days} 天中的第一天："),
            Self::Times(times, TariffUnit::MbpsDay) => format!("按 {times} 天计"),
            Self::Times(times, TariffUnit::MbpsHour) => format!("按 {times} 小时计"),
            Self::Times(times, _) => format!("按 {times} 个月计"),
            Self::Refused(why) => format!("未参与排名：{why}"),
            Self::Apart { cost, minutes } => {
                format!("未参与排名：按现有采样计为 {cost}，但该计费方式按短于 {minutes} 分钟的采样取峰值，真实峰值无法得知")
            }
            Self::Methods => "同一个月按各种公布的峰值计费方式计".into(),
            Self::Method => "计费方式".into(),
            Self::Figure => "Mbps".into(),
            Self::Discarded => "高于该值的采样点".into(),
            Self::MbpsDays => "Mbps·日".into(),
            Self::Crossovers => "按流量，还是固定带宽包月？".into(),
            Self::CrossoverHint { mbps, percent } => {
                format!("这些流量需要 {mbps} Mbps，平均利用率 {percent}%。低于所列利用率时，按流量更便宜。")
            }
            Self::CheaperBelow => "低于此利用率按流量更便宜".into(),
            Self::Always => "任何利用率".into(),
            Self::ForThis => "对这些流量".into(),
            Self::Verdict(true) => "按流量".into(),
            Self::Verdict(false) => "固定带宽".into(),
            Self::Hint => "所有采样点视为一条链路的一个月。未含公网 IP 费用，也未含按所设带宽计的保底（共享带宽为 20%）。".into(),
        }
    }
}
