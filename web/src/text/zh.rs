//! The page in Simplified Chinese.

use std::fmt::Display;

use netprice::error::Problem;
use netprice::published::Confidence;
use netprice_catalog::commitments::{Kind as Sold, Payment, Price, PublishedCommitment};

use super::traditional::verbatim;
use super::{BillText, TermText, Text};
use crate::address::LinkProblem;
use crate::contract::{Kind, Mode, RoundAt, Stack};
use crate::document::NeedField;
use crate::presets::Preset;

pub(super) fn say(text: &Text<'_>) -> String {
    match *text {
        Text::Tagline => "同样的用量、你的合同，各家云实际要付多少".into(),
        Text::LanguageSwitch => "语言".into(),
        Text::Workload => "你的用量（每月）".into(),
        Text::Need(field) => need(field).into(),
        Text::MachineRule => "按量付费、Linux、x86、独享处理器；绝不小于所需。".into(),
        Text::GbRule => {
            "GB 按各家价目表的口径；以 GiB 计价的精确换算（1 GiB = 1.073741824 GB）。".into()
        }
        Text::Currency => "比较币种".into(),
        Text::Restart => "重新开始".into(),
        Text::Offers => "各家费用".into(),
        Text::OffersCaption => "从最便宜到最贵；缺价格的排在最后，不计名次。".into(),
        Text::Place => "名次".into(),
        Text::Provider => "云厂商".into(),
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
        Text::ShowSteps(name) => format!("展开{name}的计算过程"),
        Text::HideSteps(name) => format!("收起{name}的计算过程"),
        Text::SamePay {
            tenths,
            percent,
            saved,
        } => format!("{tenths}折 · 付 {percent}% · 省 {saved}%"),
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
            let why = match is_named {
                true => format!("从 {large_enough} 种够大的机型中自选"),
                false => format!("{large_enough} 种够大的机型里最便宜的"),
            };
            format!("{sku}（{vcpus} vCPU，{memory_gib} GiB）：{why}{next}。")
        }
        Text::OnlySku(sku) => format!("{sku}：这份价目表里对应的产品。"),
        Text::NoMachine(count) => format!("这份价目表的 {count} 种机型都不够大。"),
        Text::Unit(unit) => self::unit(unit).into(),
        Text::Tier => "阶梯".into(),
        Text::TierTo { from, up_to } => format!("{from} 至 {up_to}"),
        Text::TierAbove(from) => format!("{from} 以上"),
        Text::AllUnits => "全部".into(),
        Text::Quantity => "数量".into(),
        Text::UnitPrice => "单价".into(),
        Text::Cost => "费用".into(),
        Text::Converted { used, priced } => format!("{used} = {priced}"),
        Text::ListStep(cost) => format!("目录价：{cost}"),
        Text::PayStep {
            percent,
            tenths,
            from,
            to,
            is_of_start,
        } => {
            let of = if is_of_start { "，按各条款之前的金额计" } else { "" };
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
        Text::Source {
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
        Text::PartOf { part, of, list } => format!("{of}（目录价 {list}）中的 {part}："),
        Text::CommitmentName(id) => verbatim(id),
        Text::CommitmentOf(count, one) => commitment(count, one),
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
        Text::Stories => "从这里开始：".into(),
        Text::Story(preset) => match preset {
            Preset::Web => "大流量网站",
            Preset::Video => "视频与直播",
            Preset::Game => "夜间高峰的游戏",
            Preset::Training => "64 张 A100 三个月",
            Preset::Inference => "推理 API 或自建",
            Preset::Tender => "GPU 招标",
            Preset::Zero => "从零开始",
        }
        .into(),
        Text::Undo => "撤销".into(),
        Text::Redo => "重做".into(),
        Text::WouldNeed { name, rate } => format!("{name}要 {rate} 才能持平。"),
        Text::Views => "视图".into(),
        Text::View("bandwidth") => "带宽与流量".into(),
        Text::View("gpu") => "GPU 价格".into(),
        Text::View("prices") => "价格目录".into(),
        Text::View(_) => "云商比较".into(),
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
        Text::Note(note) => format!("注：{note}。"),
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
        Text::OneMore { of, cost } => format!("{}：再多一个单位为{cost}。", need(of)),
        Text::OneMoreChanges { of, cost, last } => {
            format!(
                "{}：再多一个单位为{cost}，上一个单位为{last}：此处是价格的分界。",
                need(of)
            )
        }
        Text::OneMoreFalls { of, by } => format!("{}：再多一个单位，账单反而减少{by}。", need(of)),
        Text::Footing => "税".into(),
        Text::FootingOf(footing) => self::footing(footing).into(),
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
        Text::Scope => {
            "价格为公布的目录价，税按各家价目表的口径；不含账号级免费额度、云盘与请求费用；Azure 把前 100 GB 列为零价阶梯，计入在内。".into()
        }
        Text::Private => {
            "一切都在本页内计算。地址栏里的链接包含你填写的全部内容（极长的采样表除外）；不会向任何地方发送。".into()
        }
        Text::Link(LinkProblem::Damaged) => {
            "链接被截断或改动过，因此未采用其中任何内容。需要地址栏里的完整链接。".into()
        }
        Text::Link(LinkProblem::NewerVersion) => {
            "链接来自本页的更新版本，因此未采用其中任何内容。需要版本 1 至 3。".into()
        }
        Text::Link(LinkProblem::NotAPlan) => {
            "链接里没有本页能显示的方案，因此未采用其中任何内容。需要用量与报价，每家至多一个折扣。"
                .into()
        }
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
fn commitment(count: &str, one: &PublishedCommitment) -> String {
    let kind = match one.kind {
        Sold::Reserved => "预留实例",
        Sold::SavingsPlan => "节省计划",
        Sold::CommittedUse => "承诺使用折扣",
        Sold::Subscription => "包年包月",
        Sold::Pack => "资源包",
    };
    let term = match one.months {
        months if months % 12 == 0 => format!("{} 年", months / 12),
        months => format!("{months} 个月"),
    };
    let payment = match one.payment {
        Payment::None => "无预付",
        Payment::All => "全预付",
    };
    let sku = match (&one.sku, one.price) {
        (Some(sku), Price::Pack { quantity, .. }) => format!("{sku}，{quantity}"),
        (Some(sku), _) => sku.to_string(),
        (None, _) => "任意机型，按平均值".to_owned(),
    };
    let count = if count.is_empty() {
        String::new()
    } else {
        format!("{count} × ")
    };
    format!("{count}{kind}，{term}，{payment}（{sku}）")
}

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

fn footing(footing: &str) -> &'static str {
    match footing {
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

fn need(field: NeedField) -> &'static str {
    match field {
        NeedField::Machines => "机器台数",
        NeedField::Vcpus => "每台至少 vCPU",
        NeedField::MemoryGib => "每台至少 GiB 内存",
        NeedField::Hours => "每台小时数",
        NeedField::StoredGb => "存储 GB",
        NeedField::EgressGb => "公网流出 GB",
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

fn unit(unit: &str) -> &str {
    match unit {
        "Hours" => "小时",
        "GB-Months" => "GB·月",
        "GiB-Months" => "GiB·月",
        other => other,
    }
}

pub(super) fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Empty => "这里是空的；需要填一个值".into(),
        Problem::NotADecimal { value } => {
            format!("“{value}”不是普通的十进制数；需要数字和至多一个小数点，例如 1234.5")
        }
        Problem::NotAsciiDigits { value } => {
            format!("“{value}”含有全角或其他文字的数字；需要半角数字 0 至 9")
        }
        Problem::TooManyDigits { value } => {
            format!("“{value}”的位数太多，无法精确保存；至多 28 位")
        }
        Problem::Negative { value } => format!("“{value}”是负数；需要零或更大"),
        Problem::NotWhole { value } => format!("“{value}”不是整数；需要整数"),
        Problem::AboveLimit { value, limit } => format!("“{value}”太大；至多 {limit}"),
        Problem::TooLarge { value } => {
            format!("{value} 太大，无法精确保存；结果连同小数至多 28 位")
        }
        Problem::DividedByZero { value } => format!("{value} ÷ 0 没有结果；除数须大于零"),
        Problem::NotAName { value } => {
            format!("“{value}”不是名称；需要 1 至 120 个可见字符，首尾无空格")
        }
        Problem::UnknownCurrency { value } => {
            format!("“{value}”不是已知币种；需要 ISO 4217 代码，例如 CNY 或 USD")
        }
        Problem::CurrencyMismatch { value, expected } => {
            format!("“{value}”是另一种货币；需要 {expected}")
        }
        Problem::NotMoney { value } => format!("“{value}”不是金额；需要数字和币种，例如 12.34 USD"),
        Problem::NotAQuantity { value } => {
            format!("“{value}”不是数量；需要数字和单位，例如 730 Hours")
        }
        Problem::NotAUnit { value } => {
            format!("“{value}”不是单位；需要 FOCUS 写法，例如 Hours、GB 或 GB-Months")
        }
        Problem::UnitMismatch { value, expected } => {
            format!("“{value}”无法换算成价格的单位；需要 {expected}")
        }
        Problem::TooManyDecimals { value } => {
            format!("“{value}”的小数位太多；折扣至多 12 位，百分数至多 10 位")
        }
        Problem::DuplicateTerm { value } => format!("“{value}”用作了两个条款的名称；名称须唯一"),
        Problem::BaseRate { value } => format!("“{value}”是基准货币，不应另有汇率"),
        Problem::BarePayRate { value, number } => format!(
            "单写“{value}”可能是付 {number}%，也可能是省 {number}%；请写“付 {number}%”、“省 {number}%”或几折"
        ),
        Problem::AmbiguousZhe { value } => {
            format!("“{value}”可能是付 100%，也可能是付 10%；请写“付 100%”或 1折")
        }
        Problem::NotAPayRate { value } => {
            format!("“{value}”不是折扣；需要 4.5折、45折、付 45% 或省 55%")
        }
        Problem::PayRateOutOfRange { value } => {
            format!("“{value}”超出范围；须付目录价的 0% 至 100%")
        }
        Problem::NotADate { value } => {
            format!("“{value}”不是日期；需要 YYYY-MM-DD，或以 / 分隔的两个日期")
        }
        Problem::UnknownSku { value, known } => {
            format!("“{value}”不在价目表里；可选：{}", some_of(known))
        }
        Problem::MissingColumn { value, expected } => {
            format!("表里只有“{value}”这些列；还需要“{expected}”列")
        }
        Problem::UnknownPriceBook { value, known } => {
            format!("“{value}”不是已知的价目表；可选：{}", some_of(known))
        }
        Problem::NoUsage { value } => {
            format!("“{value}”没有用量；需要用量明细，或需求加目录里的价目表")
        }
        Problem::Malformed { message } => format!("文档格式不对：{message}"),
        Problem::DuplicateLine { value } => format!("“{value}”用作了两行用量的名称；名称须唯一"),
        Problem::DuplicateOffer { value } => format!("“{value}”用作了两个报价的名称；名称须唯一"),
        Problem::NoTiers => "没有阶梯；至少需要一档".into(),
        Problem::TiersStartLate { value } => format!("第一档从“{value}”开始；须从 0 开始"),
        Problem::TierGap { value, expected } => {
            format!("这一档从“{value}”开始，留下空档；须从上一档的终点 {expected} 开始")
        }
        Problem::TierOverlap { value, expected } => {
            format!("这一档从“{value}”开始，与上一档重叠；须从上一档的终点 {expected} 开始")
        }
        Problem::TierDescends { value, from } => {
            format!("这一档到“{value}”为止；须大于起点 {from}")
        }
        Problem::OpenTierInside => "这一档没有终点；只有最后一档可以没有".into(),
        Problem::LastTierEnds { value } => {
            format!("最后一档到“{value}”为止；最后一档不应有终点，才能覆盖全部用量")
        }
        Problem::NoTax => "这份价目表的税未知，无法按同一口径比较；需要税率以及价格是否含税".into(),
        Problem::NoWeights => "权重全是 0；至少一个须大于零".into(),
        Problem::EmptyPackage => "包的大小是 0；须大于零".into(),
        Problem::FeeAtZeroInside => "只有第一档可以在零用量时收固定费".into(),
        Problem::HoursOverlap { value, other } => {
            format!("“{value}”与 {other} 重叠；每个小时只能属于一个时段")
        }
        Problem::NotHoursOfDay { value } => {
            format!("“{value}”不是时段；需要同一天内的 HH:MM/HH:MM，例如 00:00/08:00")
        }
        Problem::NoHoursOfDay => "没有填时段，而价格取决于时段；需要例如 00:00/08:00".into(),
        Problem::OutsideHours { value } => {
            format!("“{value}”不在价格的任何一个时段之内；时段不能跨越价格的分界")
        }
        Problem::NoDay => "没有填日期，而价格或条款有期限；需要 YYYY-MM-DD".into(),
        Problem::DayDescends { value, before } => {
            format!("“{value}”不晚于前一个价格；须晚于 {before}")
        }
        Problem::FactorCount { value, expected } => {
            format!("给了 {value} 个因子；须与产品一致，为 {expected} 个")
        }
        Problem::NoExchangeRate { value, known } => {
            format!("没有“{value}”的汇率；可选：{}", some_of(known))
        }
        Problem::Zero => "“0”为零；应大于零".into(),
        Problem::TooFewPrices { value, expected } => {
            format!("只有“{value}”个价格；至少应有 {expected} 个")
        }
        Problem::DuplicateCommitment { value } => {
            format!("“{value}”是两份承诺的名称；名称应只用一次")
        }
        Problem::DuplicateStretch { value } => format!("“{value}”是两个时段的名称；名称应只用一次"),
        Problem::NoStretch { known } => {
            format!("没有时段，而承诺按小时计；应为{}", some_of(known))
        }
        Problem::UnknownStretch { value, known } => {
            format!("“{value}”不是用量中的时段；应为{}", some_of(known))
        }
        Problem::NothingCovered => "没有写明覆盖什么；至少应有一个 SKU".into(),
        Problem::BelowLimit { value, limit } => format!("“{value}”低于下限；至少为 {limit}"),
        Problem::NotAProbability { value } => {
            format!("“{value}”不在 0 与 1 之间；应为 0.95 这样的比例")
        }
        Problem::NoRateOfReturn => "现金流没有唯一的内部收益率；应只变号一次".into(),
        Problem::UnitOfMeasure => {
            "单位与计量方式不符；流量应为 GB 或 GiB，带宽应为 Mbps，每日峰值应为 Mbps-day".into()
        }
        Problem::CountsNoSpend => "只有按消费抵扣、整个周期的承诺才计入其他承诺的费用".into(),
        Problem::NamedLikeLine { value } => format!("“{value}”也是一行用量的名称；应换一个名称"),
        Problem::UnknownService { value, known } => {
            format!("“{value}”不是价目表中的服务；可选：{}", some_of(known))
        }
        Problem::UnknownLine { value, known } => {
            format!("“{value}”不是用量中的行；可选：{}", some_of(known))
        }
        Problem::NotLargeEnough { value, known } => {
            format!("“{value}”不是足够大的机型；可选：{}", some_of(known))
        }
        Problem::PacksOverlap { value, other, sku } => {
            format!("“{value}”和{other}都独占 {sku}；每个 SKU 应只有一个独占资源包")
        }
        Problem::NotATime { value } => {
            format!("“{value}”不是时间；应为 YYYY-MM-DDTHH:MM，可带 Z 或 +08:00 这样的时区")
        }
        Problem::DuplicateTime { value } => format!("“{value}”已出现过；每个时间应只出现一次"),
        Problem::TimeDescends { value } => format!("“{value}”早于上一行；时间应递增"),
        Problem::OffInterval { value, interval } => {
            format!("“{value}”不在采样间隔上；应为自首行起 {interval} 分钟的整数倍")
        }
        Problem::PartOfABit { value } => {
            format!("“{value}” Mbps 不是整数比特每秒；最多 6 位小数")
        }
        Problem::MissingSample { value, of } => {
            format!("{of} 个采样中缺第“{value}”个；应齐全，或写明缺失时的规则")
        }
        Problem::CurveGap { value, expected } => {
            format!("曲线从“{value}”继续；应为 {expected}，使每个小时都有数据")
        }
        Problem::ZeroRate { value } => format!("“{value}”的汇率是 0；须大于零"),
    }
}

fn some_of<T: Display>(known: &[T]) -> String {
    let shown: Vec<String> = known.iter().take(6).map(ToString::to_string).collect();
    match known.is_empty() {
        true => "无".into(),
        false => shown.join("、"),
    }
}
