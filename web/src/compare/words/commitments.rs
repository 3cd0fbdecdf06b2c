//! The words of commitments, and of how much of a load to commit.

use crate::language::Words;
use crate::language::traditional::verbatim;

/// A text on commitments.
#[derive(Clone, Copy, Debug)]
pub enum CommitmentText<'a> {
    /// A commitment that the catalogue does not publish, by its id.
    Name(&'a str),
    /// The choice of a commitment.
    Choice,
    /// No commitment.
    Nothing,
    /// The number of machines or packs.
    Count,
    /// The use of a commitment.
    Held {
        /// The commitment.
        name: &'a str,
        /// Its utilisation in percent.
        used: &'a str,
        /// Its fee.
        fee: &'a str,
        /// The unused part of the fee.
        unused: &'a str,
    },
    /// The value of all commitments, in percent of list.
    Worth {
        /// The coverage.
        coverage: &'a str,
        /// The saving of the whole offer.
        saving: &'a str,
    },
    /// A commitment that has expired.
    Expired(&'a str),
    /// The table by month.
    CashByMonth,
    /// The column of the months.
    Month,
    /// The months after the first, up to the last.
    LaterMonths(usize),
    /// The column of the cash.
    Cash,
    /// The month by whose end the cash is at most that of on-demand use.
    PaysBack(usize),
    /// There is no such month within the term.
    NeverPaysBack,
    /// The heading of the load.
    HowMuch,
    /// No offer has commitments for its machine.
    NothingSold,
    /// The field of the load.
    LoadOf,
    /// A problem of a number of the load.
    AtNumber(usize, &'a str),
    /// The slider of an hour, counted from 1.
    HourOf(usize),
    /// The price of the machine.
    MachineHour(&'a str),
    /// The lowest cost of the load.
    Lowest {
        /// The number of hours.
        hours: usize,
        /// The cost with commitments.
        cost: &'a str,
        /// The cost on demand.
        on_demand: &'a str,
        /// The difference.
        saved: &'a str,
    },
    /// The load cannot be priced.
    NoAnswer,
    /// The extra cost of the commitments if demand moves by a fifth.
    Regrets {
        /// If it falls.
        falls: &'a str,
        /// If it rises.
        rises: &'a str,
    },
    /// The table of the commitments to buy.
    Ladder,
    /// The column of the break-even utilisation.
    PaysAbove,
    /// No commitment pays.
    CommitNothing,
    /// The chart of the load, for screen readers.
    LoadChart,
    /// The key of the bars.
    LoadKey,
    /// The key of the lines.
    LevelKey,
}

impl Words for CommitmentText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Name(id) => id.to_owned(),
            Self::Choice => "Commitment".into(),
            Self::Nothing => "none".into(),
            Self::Count => "Quantity".into(),
            Self::Held {
                name,
                used,
                fee,
                unused,
            } => {
                format!("{name}: {used}% used; {fee} a month, {unused} of it unused.")
            }
            Self::Worth { coverage, saving } => {
                format!(
                    "Commitments cover {coverage}% of the list cost; the whole offer saves {saving}%."
                )
            }
            Self::Expired(name) => {
                format!("{name} has expired by the usage date and covers nothing.")
            }
            Self::CashByMonth => "Cash and effective cost by month".into(),
            Self::Month => "Month".into(),
            Self::LaterMonths(2) => "2".into(),
            Self::LaterMonths(last) => format!("2 to {last}"),
            Self::Cash => "Cash".into(),
            Self::PaysBack(month) => format!("Paid back by the end of month {month}."),
            Self::NeverPaysBack => "Not paid back within its term.".into(),
            Self::HowMuch => "How much of a load to commit?".into(),
            Self::NothingSold => {
                "No provider compared here publishes commitments for its machine.".into()
            }
            Self::LoadOf => "Machines needed in each hour: type, paste or drag".into(),
            Self::AtNumber(position, problem) => format!("number {position}: {problem}"),
            Self::HourOf(hour) => format!("machines in hour {hour}"),
            Self::MachineHour(price) => {
                format!(
                    "On demand, a machine costs {price} an hour under the contract above; commitments are at published prices."
                )
            }
            Self::Lowest {
                hours,
                cost,
                on_demand,
                saved,
            } => {
                let these = match hours {
                    1 => "This hour costs".to_owned(),
                    hours => format!("These {hours} hours cost"),
                };
                format!("{these} {cost} at best, {saved} less than {on_demand} on demand.")
            }
            Self::NoAnswer => "This load cannot be priced.".into(),
            Self::Regrets { falls, rises } => {
                format!(
                    "If demand falls by a fifth, these commitments cost {falls} more than the best ones would; if it rises by a fifth, {rises} more."
                )
            }
            Self::Ladder => "Commitments to buy; the rest is on demand".into(),
            Self::PaysAbove => "Break-even utilisation".into(),
            Self::CommitNothing => "None: on demand is cheapest in every hour.".into(),
            Self::LoadChart => {
                "Machines needed in each hour, with a line at each committed level".into()
            }
            Self::LoadKey => "machines needed in each hour".into(),
            Self::LevelKey => "committed".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Name(id) => verbatim(id),
            Self::Choice => "承诺".into(),
            Self::Nothing => "无".into(),
            Self::Count => "数量".into(),
            Self::Held {
                name,
                used,
                fee,
                unused,
            } => {
                format!("{name}：利用率 {used}%；每月 {fee}，其中 {unused} 未使用。")
            }
            Self::Worth { coverage, saving } => {
                format!("承诺覆盖率 {coverage}%（按目录价计）；合计比目录价节省 {saving}%。")
            }
            Self::Expired(name) => format!("按用量日期，{name}已到期，不再抵扣。"),
            Self::CashByMonth => "各月现金支出与实际成本".into(),
            Self::Month => "月份".into(),
            Self::LaterMonths(2) => "2".into(),
            Self::LaterMonths(last) => format!("2 至 {last}"),
            Self::Cash => "现金支出".into(),
            Self::PaysBack(month) => format!("第 {month} 个月末回本。"),
            Self::NeverPaysBack => "期内不能回本。".into(),
            Self::HowMuch => "这样的负载该承诺多少？".into(),
            Self::NothingSold => "所比较的厂商都没有公布该机型的承诺价格。".into(),
            Self::LoadOf => "每小时所需机器台数：输入、粘贴或拖动".into(),
            Self::AtNumber(position, problem) => format!("第 {position} 个数：{problem}"),
            Self::HourOf(hour) => format!("第 {hour} 小时的机器台数"),
            Self::MachineHour(price) => {
                format!("按上面的合同，每台每小时按量付费 {price}；承诺按公布价格计。")
            }
            Self::Lowest {
                hours,
                cost,
                on_demand,
                saved,
            } => {
                format!("这 {hours} 小时最低 {cost}，按量付费则为 {on_demand}：节省 {saved}。")
            }
            Self::NoAnswer => "这样的负载无法计价。".into(),
            Self::Regrets { falls, rises } => {
                format!(
                    "若需求下降两成，这些承诺比届时的最优组合多付 {falls}；若上升两成，多付 {rises}。"
                )
            }
            Self::Ladder => "建议购买的承诺（其余按量付费）".into(),
            Self::PaysAbove => "回本所需利用率".into(),
            Self::CommitNothing => "不承诺：每个小时都是按量付费最便宜。".into(),
            Self::LoadChart => "每小时所需机器台数，横线为承诺水平".into(),
            Self::LoadKey => "每小时所需机器台数".into(),
            Self::LevelKey => "承诺水平".into(),
        }
    }
}
