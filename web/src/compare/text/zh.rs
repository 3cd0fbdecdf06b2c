//! The page in Simplified Chinese.

use netprice_study::workload::WorkloadField;

use crate::compare::contract::{Kind, Mode, RoundAt, Stack};
use crate::compare::text::{BillText, TermText, Text};
use crate::language::traditional::verbatim;

pub(crate) fn say(text: &Text<'_>) -> String {
    match *text {
        Text::Workload => "你的用量（每月）".into(),
        Text::WorkloadNumber(field) => number(field).into(),
        Text::MachineRule => "按量付费、Linux、x86、独享处理器；绝不小于所需。".into(),
        Text::GbRule => {
            "GB 按各家价目表的口径；以 GiB 计价的精确换算（1 GiB = 1.073741824 GB）。".into()
        }
        Text::Currency => "比较币种".into(),
        Text::Restart => "重新开始".into(),
        Text::Offers => "各家费用".into(),
        Text::OffersCaption => "从最便宜到最贵；缺价格的排在最后，不计名次。".into(),
        Text::Contract => "你的合同".into(),
        Text::ContractHint => "可填 4.5折、付 45% 或省 55%；留空即目录价。".into(),
        Text::ContractOf(name) => format!("与{name}的合同"),
        Text::List => "目录价".into(),
        Text::Contracted => "合同价".into(),
        Text::Effective => "实际成本".into(),
        Text::Saving => "节省".into(),
        Text::Incomplete => "不完整".into(),
        Text::MoreThan(amount) => format!("> {amount}"),
        Text::NoPrice { line, sku } => format!("{line}：没有 {sku} 的价格"),
        Text::NoSku(line) => format!("{line}：这份价目表里没有对应的产品"),
        Text::WithoutCharge(names) => format!("{names}：适用范围内没有费用项，因此不起作用"),
        Text::ShowSteps(name) => format!("展开{name}的计算过程"),
        Text::HideSteps(name) => format!("收起{name}的计算过程"),
        Text::AtList => "目录价".into(),
        Text::Cheapest { name, cost } => format!("{name}最便宜，每月 {cost}"),
        Text::LessThan { difference, name } => format!("，比{name}少 {difference}。"),
        Text::AsCheapAs(name) => format!("，与{name}相同。"),
        Text::CannotRank(names) => format!("缺少价格、未参与排名：{names}。"),
        Text::NotPriced(names) => format!("未计价，见表：{names}。"),
        Text::MendPlan => "这个方案无法计价。".into(),
        Text::Comma => "、".into(),
        Text::Semicolon => "；".into(),
        Text::NoAnswer => "没有一家可以排名：缺什么见下表。".into(),
        Text::MendWorkload => "用量里有无法读取的数字，已标出。".into(),
        Text::MendContract => "未计价：合同无法读取".into(),
        Text::Line(line) => self::line(line).into(),
        Text::Because {
            sku,
            vcpus,
            memory_gib,
            large_enough,
            runner_up,
            is_named,
        } => {
            let next = match runner_up {
                "" => String::new(),
                next => format!("；其次是 {next}"),
            };
            let why = if is_named {
                format!("从 {large_enough} 种够大的机型中自选")
            } else {
                format!("{large_enough} 种够大的机型里最便宜的")
            };
            format!("{sku}（{vcpus} vCPU，{memory_gib} GiB）：{why}{next}。")
        }
        Text::OnlySku(sku) => format!("{sku}：这份价目表里对应的产品。"),
        Text::CheapestSku {
            sku,
            count,
            runner_up,
        } => {
            let next = match runner_up {
                "" => String::new(),
                next => format!("；其次是 {next}"),
            };
            format!("{sku}：这份价目表里 {count} 种对应的产品中最便宜的{next}。")
        }
        Text::NoMachine(count) => format!("这份价目表的 {count} 种机型都不够大。"),
        Text::Converted { used, priced } => format!("{used} = {priced}"),
        Text::ListStep(cost) => format!("目录价：{cost}"),
        Text::PayStep {
            percent,
            tenths,
            from,
            to,
            is_of_start,
        } => {
            let of = if is_of_start {
                "，按各条款之前的金额计"
            } else {
                ""
            };
            format!("合同 {tenths}折（付 {percent}%{of}）：{from} → {to}")
        }
        Text::TermStep {
            what,
            term,
            from,
            to,
        } => format!("{term}，{}：{from} → {to}", self::term(what)),
        Text::ExchangeStep {
            from,
            rate,
            to,
            source,
            as_of,
        } => format!("{from} × {rate} = {to}（{}，{as_of}）", verbatim(source)),
        Text::PartOf { part, of, list } => format!("{of}（目录价 {list}）中的 {part}："),
        Text::CommitmentName(id) => verbatim(id),
        Text::CommitmentChoice => "预先购买".into(),
        Text::NoCommitment => "无".into(),
        Text::CommitmentCount => "数量".into(),
        Text::HeldLine {
            name,
            used,
            fee,
            unused,
        } => {
            format!("{name}：使用率 {used}%；每月 {fee}，其中 {unused} 未用上。")
        }
        Text::Worth { coverage, saving } => {
            format!("承诺覆盖目录价费用的 {coverage}%；合计比目录价节省 {saving}%。")
        }
        Text::Expired(name) => format!("{name}在用量当日已到期，不再抵扣。"),
        Text::WouldNeed { name, rate } => format!("{name}要 {rate} 才能持平。"),
        Text::CashByMonth => "各月现金支出与实际成本".into(),
        Text::Month => "月份".into(),
        Text::FirstMonth => "第 1 个月".into(),
        Text::LaterMonths(2) => "第 2 个月".into(),
        Text::LaterMonths(last) => format!("第 2 至 {last} 个月"),
        Text::HowMuch => "该负载应预购多少？".into(),
        Text::NothingSold => "所比较的云商均没有该机型的预购价格。".into(),
        Text::LoadOf => "每小时所需机器数：输入、粘贴或拖动".into(),
        Text::AtNumber(place, problem) => format!("第 {place} 个数：{problem}"),
        Text::HourOf(hour) => format!("第 {hour} 小时的机器数"),
        Text::LoadAnswer {
            hours,
            cost,
            on_demand,
            saved,
        } => {
            format!("这 {hours} 小时最低 {cost}，按量付费则为 {on_demand}：节省 {saved}。")
        }
        Text::Regrets { falls, rises } => {
            format!("若需求降低两成，比届时最优多付 {falls}；若升高两成，多付 {rises}。")
        }
        Text::Ladder => "预购组合，其余按量付费".into(),
        Text::PaysAbove => "使用时长占比高于此值才划算".into(),
        Text::CommitNothing => "不预购：每小时都是按量付费最便宜。".into(),
        Text::LoadKey => "每小时所需机器数".into(),
        Text::LevelKey => "预购到此".into(),
        Text::MachineHour(price) => {
            format!("按上面的合同，按量每台每小时 {price}；预购按公布价格。")
        }
        Text::MachineOf => "机型".into(),
        Text::CheapestMachine => "够大的机型中最便宜的".into(),
        Text::LoadChart => "每小时所需机器数，横线为预购水平".into(),
        Text::Cash => "现金".into(),
        Text::PaysBack(month) => format!("从第 {month} 个月起比按量付费便宜。"),
        Text::NeverPaysBack => "期内始终不比按量付费便宜。".into(),
        Text::CoveredPart(line) => format!("{line}（承诺覆盖部分）"),
        Text::UnusedOf(commitment) => format!("{commitment}：未使用"),
        Text::CoveredStep {
            commitment,
            drawn,
            from,
            to,
        } => {
            format!("由{commitment}覆盖（抵扣 {drawn}）：{from} → {to}，即所占承诺费用")
        }
        Text::UnusedStep {
            commitment,
            left,
            capacity,
            cost,
        } => {
            format!("{commitment}：这段时间的 {capacity} 中有 {left} 未使用，费用 {cost}")
        }
        Text::OverageStep {
            commitment,
            factor,
            from,
            to,
        } => {
            format!("{commitment}未覆盖：{from} × {factor} → {to}")
        }
        Text::Total(cost) => format!("实际成本（全部位数）：{cost}"),
        Text::MoreTerms(name) => format!("与{name}的更多条款"),
        Text::OtherTerms => "这份合同含有随链接带来、此处不能编辑的条款；它们照常计价。".into(),
        Text::KindOf => "条款".into(),
        Text::Kind(kind) => self::kind(kind).into(),
        Text::FigureOf => "数值".into(),
        Text::QuantityLimitOf => "用量超过（按计价单位）".into(),
        Text::OnEverything => "超过后对全部生效".into(),
        Text::SpendLimitOf => "消费超过".into(),
        Text::ScopeOf => "适用".into(),
        Text::Everything => "全部".into(),
        Text::AddTerm => "添加条款".into(),
        Text::RemoveTerm => "删除".into(),
        Text::StackOf => "条款叠加".into(),
        Text::Stack(stack) => self::stack(stack).into(),
        Text::VoucherOf => "代金券".into(),
        Text::ThresholdOf => "满".into(),
        Text::MinimumOf => "账单最低消费".into(),
        Text::TaxOf => "税率 %".into(),
        Text::TaxInList => "目录价已含税".into(),
        Text::RoundingOf => "账单舍入".into(),
        Text::RoundAt(at) => round_at(at).into(),
        Text::RoundModeOf => "方式".into(),
        Text::RoundMode(mode) => round_mode(mode).into(),
        Text::PlacesOf => "小数位数".into(),
        Text::OneMore { of, cost } => format!("{}：再多一个单位为{cost}。", number(of)),
        Text::OneMoreChanges { of, cost, last } => {
            format!(
                "{}：再多一个单位为{cost}，上一个单位为{last}：此处是价格的分界。",
                number(of)
            )
        }
        Text::OneMoreFalls { of, by } => {
            format!("{}：再多一个单位，账单反而减少{by}。", number(of))
        }
        Text::TaxBasis => "税".into(),
        Text::TaxBasisOf(basis) => tax_basis(basis).into(),
        Text::Budget => "每月预算".into(),
        Text::Waterfall(currency) => format!("从目录价到净价（{currency}）"),
        Text::Change => "变化".into(),
        Text::Left => "其后".into(),
        Text::TermName(name) => match (name, name.strip_prefix("term ")) {
            (_, Some(number)) => format!("条款 {number}"),
            ("contract", None) => "合同".into(),
            (own, None) => own.to_owned(),
        },
        Text::BillLine(line) => bill_line(line),
        Text::Billed => "应付".into(),
        Text::ToMatch { name, rate } => format!("要不高于{name}：整单需{rate}，其他条款不变。"),
        Text::NoRateMatches(name) => format!("任何折扣都降不到{name}的水平：受其他条款限制。"),
        Text::ToMeetBudget(rate) => format!("要符合预算：整单需{rate}，其他条款不变。"),
        Text::NoRateMeetsBudget => "任何折扣都达不到预算：受其他条款限制。".into(),
        Text::BudgetMet => "在预算之内。".into(),
        Text::BreakEven => "费用在哪里交叉？".into(),
        Text::Vary => "变动".into(),
        Text::CrossingsCaption => "谁在哪里成为最便宜".into(),
        Text::Crossing { at, below, above } => format!("{at}：以下{below}，以上{above}"),
        Text::NoCrossing => "此范围内最便宜的一家不变。".into(),
        Text::TaxStep { percent, is_off } => {
            let what = if is_off { "扣除" } else { "加上" };
            format!("为同一口径，已{what} {percent}% 的税。")
        }
        Text::BarKey => "条形：实际成本；外框到目录价为止".into(),
        Text::Bar {
            name,
            effective,
            list,
        } => format!("{name}：实际成本 {effective}，目录价 {list}"),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Pay => "折扣",
        Kind::UnitOff => "每单位减免",
        Kind::AmountOff => "总额减免",
        Kind::Fixed => "约定单价",
        Kind::BySpend => "按消费额折扣",
        Kind::ByQuantity => "按用量折扣",
        Kind::NotBelow => "不低于目录价的",
        Kind::NotAbove => "不高于目录价的",
        Kind::AtLeast => "每项至少",
        Kind::AtMost => "每项至多",
    }
}

/// What people call a published commitment.
fn round_at(at: RoundAt) -> &'static str {
    match at {
        RoundAt::Published => "按目录规定",
        RoundAt::Line => "逐项",
        RoundAt::Invoice => "整单",
        RoundAt::Both => "先逐项，再整单",
    }
}

fn round_mode(mode: Mode) -> &'static str {
    match mode {
        Mode::HalfUp => "四舍五入",
        Mode::HalfEven => "四舍六入五成双",
        Mode::Truncate => "抹零",
        Mode::Ceiling => "向上",
        Mode::Floor => "向下",
    }
}

fn stack(stack: Stack) -> &'static str {
    match stack {
        Stack::Sequential => "依次相乘",
        Stack::Additive => "相加",
        Stack::BestOf => "取最优",
        Stack::FirstOf => "取第一条",
    }
}

fn tax_basis(basis: &str) -> &'static str {
    match basis {
        "before_tax" => "均不含税",
        "with_tax" => "均含税",
        _ => "按各家价目表",
    }
}

fn bill_line(line: BillText<'_>) -> String {
    match line {
        BillText::Rounding => "舍入".into(),
        BillText::Minimum => "补足最低消费".into(),
        BillText::Maximum => "封顶".into(),
        BillText::Voucher(_) => "代金券".into(),
        BillText::Tax => "税".into(),
    }
}

fn term(what: TermText<'_>) -> String {
    match what {
        TermText::UnitOff(off) => format!("每单位减 {off}"),
        TermText::AmountOff(off) => format!("分摊总额减免 {off}"),
        TermText::Fixed => "按约定价".into(),
        TermText::BySpend { spend, paid } => format!("消费 {spend} 付 {paid}"),
        TermText::ByQuantity { quantity, share } => format!("用量 {quantity} 时付价格的 {share}"),
        TermText::NotBelow(percent) => format!("不低于目录价的 {percent}%"),
        TermText::NotAbove(percent) => format!("不高于目录价的 {percent}%"),
        TermText::AtLeast(amount) => format!("至少 {amount}"),
        TermText::AtMost(amount) => format!("至多 {amount}"),
    }
}

fn number(field: WorkloadField) -> &'static str {
    match field {
        WorkloadField::Machines => "机器台数",
        WorkloadField::Vcpus => "每台至少 vCPU",
        WorkloadField::MemoryGib => "每台至少 GiB 内存",
        WorkloadField::Hours => "每台小时数",
        WorkloadField::StoredGb => "存储 GB",
        WorkloadField::EgressGb => "公网流出 GB",
    }
}

fn line(line: &str) -> &str {
    match line {
        "machines" => "云服务器",
        "storage" => "对象存储",
        "egress" => "公网流量",
        other => other,
    }
}
