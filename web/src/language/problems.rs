//! All problems of values, of pricing and of studies in Simplified Chinese.

use std::fmt::Display;

use netprice::Problem;
use netprice::value::problem::ValueProblem;
use netprice_study::StudyProblem;
use netprice_study::problem::{ImportProblem, LineNumber};

use crate::language::Words;

impl Words for ValueProblem {
    fn english(&self) -> String {
        self.to_string()
    }

    fn chinese(&self) -> String {
        value(self)
    }
}

impl Words for Problem {
    fn english(&self) -> String {
        self.to_string()
    }

    fn chinese(&self) -> String {
        pricing(self)
    }
}

impl Words for StudyProblem {
    fn english(&self) -> String {
        self.to_string()
    }

    fn chinese(&self) -> String {
        study(self)
    }
}

/// The text of a problem of one value.
fn value(problem: &ValueProblem) -> String {
    match problem {
        ValueProblem::Empty => "未填写；需要一个值".into(),
        ValueProblem::NotADecimal { value } => {
            format!("“{value}”不是数字；请填写数字，例如 1234.5")
        }
        ValueProblem::NotAsciiDigits { value } => {
            format!("“{value}”含有全角或其他文字的数字；需要半角数字 0 至 9")
        }
        ValueProblem::TooManyDigits { value } => {
            format!("“{value}”的位数太多，无法精确保存；至多 28 位")
        }
        ValueProblem::TooManyDecimals { value } => {
            format!("“{value}”的小数位太多；折扣至多 12 位，百分数至多 10 位")
        }
        ValueProblem::Negative { value } => format!("“{value}”是负数；需要零或更大"),
        ValueProblem::NotWhole { value } => format!("“{value}”不是整数；需要整数"),
        ValueProblem::AboveLimit { value, limit } => format!("“{value}”太大；至多 {limit}"),
        ValueProblem::BelowLimit { value, limit } => format!("“{value}”低于下限；至少为 {limit}"),
        ValueProblem::TooLarge { value } => {
            format!("{value} 太大，无法精确保存；结果连同小数至多 28 位")
        }
        ValueProblem::DividedByZero { value } => format!("{value} ÷ 0 没有结果；除数须大于零"),
        ValueProblem::NotAName { value } => {
            format!("“{value}”不是名称；需要 1 至 120 个可见字符，首尾无空格")
        }
        ValueProblem::UnknownCurrency { value } => {
            format!("“{value}”不是已知币种；需要 ISO 4217 代码，例如 CNY 或 USD")
        }
        ValueProblem::CurrencyMismatch { value, expected } => {
            format!("“{value}”的币种不符；需要 {expected}")
        }
        ValueProblem::NotMoney { value } => {
            format!("“{value}”不是金额；需要数字和币种，例如 12.34 USD")
        }
        ValueProblem::NotAQuantity { value } => {
            format!("“{value}”不是数量；需要数字和单位，例如 730 Hours")
        }
        ValueProblem::NotAUnit { value } => {
            format!("“{value}”不是单位；需要 FOCUS 写法，例如 Hours、GB 或 GB-Months")
        }
        ValueProblem::UnitMismatch { value, expected } => {
            format!("“{value}”无法换算成价格的单位；需要 {expected}")
        }
        ValueProblem::BareDiscount { value, number } => format!(
            "单写“{value}”可能是付 {number}%，也可能是省 {number}%；请写“付 {number}%”、“省 {number}%”或几折"
        ),
        ValueProblem::AmbiguousZhe { value } => {
            format!("“{value}”可能是付 100%，也可能是付 10%；请写“付 100%”或 1折")
        }
        ValueProblem::NotADiscount { value } => {
            format!("“{value}”不是折扣；可写作 4.5折、45折、付 45% 或省 55%")
        }
        ValueProblem::DiscountOutOfRange { value } => {
            format!("“{value}”超出范围；实付须为目录价的 0% 至 100%")
        }
        ValueProblem::NotADate { value } => {
            format!("“{value}”不是日期；需要 YYYY-MM-DD，或以 / 分隔的两个日期")
        }
        ValueProblem::TooFewPrices { value, expected } => {
            format!("只有“{value}”个价格；至少应有 {expected} 个")
        }
        ValueProblem::NoRateOfReturn => "现金流没有唯一的内部收益率；现金流应只变号一次".into(),
        ValueProblem::NoWeights => "权重全是 0；至少一个须大于零".into(),
        ValueProblem::NotHoursOfDay { value } => {
            format!("“{value}”不是时段；需要同一天内的 HH:MM/HH:MM，例如 00:00/08:00")
        }
        ValueProblem::Zero => "“0”不可用；须大于零".into(),
        ValueProblem::NotAProbability { value } => {
            format!("“{value}”不在 0 与 1 之间；应为 0.95 这样的比例")
        }
        ValueProblem::NotATime { value } => {
            format!("“{value}”不是时间；应为 YYYY-MM-DDTHH:MM，可带 Z 或 +08:00 这样的时区")
        }
    }
}

/// The text of a problem of prices, usage or an agreement.
fn pricing(problem: &Problem) -> String {
    match problem {
        Problem::Value(problem) => value(problem),
        Problem::UnknownSku { value, known } => {
            format!("“{value}”不在价目表里；可选：{}", some_of(&known.names))
        }
        Problem::DuplicateLine { value } => format!("有两行用量都名为“{value}”；名称须唯一"),
        Problem::DuplicateTerm { value } => format!("有两个条款都名为“{value}”；名称须唯一"),
        Problem::DuplicateOffer { value } => format!("有两个报价都名为“{value}”；名称须唯一"),
        Problem::StepTooSmall { value, limit } => {
            let value = value.in_tenths();
            format!("每次只降 {value}折，幅度太小；从起始价到底价最多降 {limit} 次")
        }
        Problem::DuplicateSeller { value } => {
            format!("有两个卖方都名为“{value}”；名称须唯一")
        }
        Problem::DuplicateCommitment { value } => {
            format!("有两份承诺都名为“{value}”；名称须唯一")
        }
        Problem::UnknownAccount { value, known } if known.names.is_empty() => {
            format!("“{value}”没有用量，也没有承诺；应为某个归属账号")
        }
        Problem::UnknownAccount { value, known } => {
            format!(
                "“{value}”没有用量，也没有承诺；可选：{}",
                some_of(&known.names)
            )
        }
        Problem::RuleOfFactor { value } => {
            format!("“{value}”按每行单独计量，而 SKU 的各行合并累计；应写成因子的规则")
        }
        Problem::NegativeOff { value } => {
            format!("减免“{value}”等于加价；应为零或更多，要加价请用加价条款")
        }
        Problem::DuplicateTimeBlock { value } => {
            format!("有两个时段都名为“{value}”；名称须唯一")
        }
        Problem::DuplicateAdjustment { value } => {
            format!("“{value}”用作了两项保底或代金券的名称；名称须唯一")
        }
        Problem::DuplicateEquivalent { value } => {
            format!("单位“{value}”定义了两次；每个单位应只定义一次")
        }
        Problem::EndsBeforeStart { value, from } => {
            format!("“{value}”早于第一天；应为 {from} 或更晚")
        }
        Problem::NoTerms => "没有条款；至少需要一条".into(),
        Problem::ZeroPrice => "价格是“0”，而来源没有写明免费；价格须大于零，或写明免费".into(),
        Problem::AboveLastTier { value, limit } => {
            format!("“{value}”超出价格的最后一档；至多 {limit}")
        }
        Problem::NotDecimal { value } => {
            format!("“{value}”的辅币不是十进制，无法换算；需要另一种货币")
        }
        Problem::NoTiers => "没有阶梯；至少需要一档".into(),
        Problem::TiersStartLate { value } => format!("第一档从“{value}”开始；须从 0 开始"),
        Problem::TierGap { value, expected } => {
            format!("这一档从“{value}”开始，留下空档；须从上一档的终点 {expected} 开始")
        }
        Problem::TierOverlap { value, expected } => {
            format!("这一档从“{value}”开始，与上一档重叠；须从上一档的终点 {expected} 开始")
        }
        Problem::TierDescends { value, from } => {
            format!("这一档到“{value}”为止；终点须大于起点 {from}")
        }
        Problem::OpenTierInside => "这一档没有终点；只有最后一档可以没有".into(),
        Problem::LastTierEnds { value } => {
            format!("最后一档到“{value}”为止；最后一档不应有终点，才能覆盖全部用量")
        }
        Problem::NoTax => "这份价目表的税未知，无法按同一口径比较；需要税率以及价格是否含税".into(),
        Problem::EmptyPackage => "每包的数量是 0；须大于零".into(),
        Problem::FeeAtZeroInside => "只有第一档可以在零用量时收固定费".into(),
        Problem::HoursOverlap { value, other } => {
            format!("“{value}”与 {other} 重叠；每个小时只能属于一个时段")
        }
        Problem::NoHoursOfDay => "没有填时段，而价格取决于时段；例如 00:00/08:00".into(),
        Problem::OutsideHours { value } => {
            format!("“{value}”不在价格的任何一个时段之内；时段不能跨越价格的分界")
        }
        Problem::NoDay => "没有填日期，而价格或条款有期限；需要 YYYY-MM-DD".into(),
        Problem::DayDescends { value, before } => {
            format!("“{value}”不晚于前一个价格的日期；须晚于 {before}")
        }
        Problem::EndsEarly { value, from } => {
            format!("“{value}”早于首日 {from}；须为首日或更晚")
        }
        Problem::TwoTerms { value } => {
            format!("期限既有 {value} 个月，又有小时数；只能填一个")
        }
        Problem::FactorCount { value, expected } => {
            format!("给了 {value} 个因子；须与 SKU 一致，为 {expected} 个")
        }
        Problem::NoExchangeRate { value, known } => {
            format!("没有“{value}”的汇率；可选：{}", some_of(&known.names))
        }
        Problem::BaseRate { value } => format!("“{value}”是基准货币，不应另有汇率"),
        Problem::NeededBy { value } => {
            format!("未填写，而“{value}”须与它一起才有作用；须都填或都不填")
        }
        Problem::StageBeforeBill => "账单之前的舍入不随协议改变；须写在价目表中".into(),
        Problem::NoRateYet { value, from } => {
            format!("“{value}”早于第一个汇率的日期；须为 {from} 或以后")
        }
        Problem::ZeroRate { value } => format!("“{value}”的汇率是 0；须大于零"),
        Problem::NoTimeBlock { known } => {
            format!("没有填时段，而承诺按小时计；应为{}", some_of(&known.names))
        }
        Problem::UnknownTimeBlock { value, known } => {
            format!("“{value}”不是用量中的时段；应为{}", some_of(&known.names))
        }
        Problem::NothingCovered => "没有写明覆盖什么；至少应有一个 SKU".into(),
        Problem::UnitOfMeasure => {
            "单位与计量方式不符；流量应为 GB 或 GiB，带宽应为 Mbps，每日峰值应为 Mbps-day".into()
        }
        Problem::StageInGroup { value } => {
            format!("组内条款不能有自己的阶段“{value}”；阶段应写在整组上")
        }
        Problem::WrongStage { value, expected } => {
            format!("这项变更不能用于阶段“{value}”；可选：{}", some_of(expected))
        }
        Problem::NotByRow { value } => {
            format!("“{value}”的结果取决于其他行；应为只影响本行的条款")
        }
        Problem::CountsNoSpend => {
            "只有按消费额抵扣、覆盖整个周期的承诺才能计入其他承诺的费用".into()
        }
        Problem::NamedLikeLine { value } => format!("“{value}”也是一行用量的名称；应换一个名称"),
        Problem::UnknownService { value, known } => {
            format!(
                "“{value}”不是价目表中的服务；可选：{}",
                some_of(&known.names)
            )
        }
        Problem::UnknownProvider { value, known } => {
            format!("“{value}”不是价目表的厂商；应为{}", some_of(&known.names))
        }
        Problem::UnknownRegion { value, known } => {
            format!("“{value}”不是价目表的地域；应为{}", some_of(&known.names))
        }
        Problem::UnknownPurchaseOption { value, known } => {
            let known = some_of(&known.names);
            format!("“{value}”不是价目表里的购买方式；可选：{known}")
        }
        Problem::UnknownLine { value, known } => {
            format!("用量里没有“{value}”这一行；可选：{}", some_of(&known.names))
        }
        Problem::PacksOverlap { value, other, sku } => {
            format!("“{value}”和{other}都独占 {sku}；每个 SKU 应只有一个独占资源包")
        }
        Problem::CurveGap { value, expected } => {
            format!("曲线的下一段从“{value}”开始；应从 {expected} 开始，使每个小时都有数据")
        }
        Problem::DuplicateTime { value } => format!("“{value}”已出现过；每个时间应只出现一次"),
        Problem::TimeDescends { value } => format!("“{value}”早于上一行；时间应递增"),
        Problem::OffInterval { value, interval } => {
            format!("“{value}”不在采样间隔上；应为自首行起 {interval} 分钟的整数倍")
        }
        Problem::TooFineRate { value } => {
            format!("“{value}” Mbps 的小数位过多；至多 12 位小数")
        }
        Problem::MissingSample { value, of } => {
            format!("{of} 个采样中缺第“{value}”个；应补齐，或选定缺失时的处理方式")
        }
        Problem::MissingPrices { value } => {
            format!(
                "{}没有价格，因此没有总额；每行用量都须有价格",
                some_of(value)
            )
        }
    }
}

/// The text of a problem of a study.
fn study(problem: &StudyProblem) -> String {
    match problem {
        StudyProblem::Pricing(problem) => pricing(problem),
        StudyProblem::Unreadable { message } => format!("文件格式不对：{message}"),
        StudyProblem::NoQuestion { expected } => {
            format!("没有要计算的内容；可选：{}", some_of(expected))
        }
        StudyProblem::UnknownPriceBook { value, known } => {
            format!("“{value}”不是已知的价目表；可选：{}", some_of(&known.names))
        }
        StudyProblem::NoUsage { value } => {
            format!("“{value}”没有用量；需要用量明细，或机型需求加目录里的价目表")
        }
        StudyProblem::UnknownOffer { value, known } => {
            format!("没有名为“{value}”的报价；可选：{}", some_of(&known.names))
        }
        StudyProblem::NoWorkload => "没有用量需求；请填写".into(),
        StudyProblem::NoMachine { value } => {
            format!("报价“{value}”不含机器；需求里应有机器")
        }
        StudyProblem::TooManyBends => {
            "费用的转折点超过一千个；应缩小范围，或采用分档更少的价格".into()
        }
        StudyProblem::NotContinuous { value } => {
            format!("“{value}”只能取整数；需要可连续变动的数")
        }
        StudyProblem::MissingColumn { value, expected } => {
            format!("表里只有“{value}”这些列；还需要“{expected}”列")
        }
        StudyProblem::UnknownColumn { value, known } => {
            format!(
                "“{value}”不是已知的列，未采用；可用“标签:团队”“sku:报价”“price:报价”，或：{}",
                some_of(&known.names)
            )
        }
        StudyProblem::DuplicateColumn { value } => {
            format!("表里有两个“{value}”列；只能有一个")
        }
        StudyProblem::CellWithoutColumn { value } => {
            format!("“{value}”不在有名称的列里；应写列名，或给数加引号")
        }
        StudyProblem::ContraryCell {
            value,
            other,
            column,
        } => format!("“{value}”与“{column}”列的“{other}”不能同时填写；只能填一个"),
        StudyProblem::NoLines => "没有用量需求；至少需要一行".into(),
        StudyProblem::LineNotUnderstood { value } => {
            format!("看不出“{value}”要什么；可写成 20 台 4核 16G、2 TB SSD 云盘、100 TB 公网流出")
        }
        StudyProblem::LineLacks { value, expected } => {
            format!("“{value}”缺一个数字；需要{}", line_number(*expected))
        }
        StudyProblem::WordWithoutUse { value } => {
            format!("“{value}”在这一行用不上，或写了两次；请删去")
        }
        StudyProblem::CellWithoutUse { value } => {
            format!("这种需求用不到“{value}”；应留空")
        }
        StudyProblem::TotalRow { value } => {
            format!("“{value}”是其他各行的合计，未采用；表里应只有需求行")
        }
        StudyProblem::FarFromPublished { value, expected } => {
            format!(
                "{value} 是公布价 {expected} 的百倍以上；需要按单位的价格，而不是预留实例整个期限的价格"
            )
        }
        StudyProblem::NewSkuNeeds { value, expected } => {
            format!("“{value}”不在价目表里；还需要填写 {expected}")
        }
        StudyProblem::OverridesOwnBook { value } => {
            format!("“{value}”是自备的价目表；价格应直接写在该表里，或改用目录里的价目表")
        }
        StudyProblem::OtherUnit { value, expected } => {
            format!("不按“{value}”计价；需要 {expected}")
        }
        StudyProblem::DuplicateAllowance { value } => {
            format!("免费额度“{value}”列了两次；每项应只列一次")
        }
        StudyProblem::OtherKind { value, expected } => {
            format!("“{value}”不适用于该需求；应为 {expected} 的 SKU")
        }
        StudyProblem::DuplicateTariff { value } => {
            format!("“{value}”既是计费方案的名称，也是合同的名称；名称须唯一")
        }
        StudyProblem::SoldFrom {
            value,
            minimum,
            unit,
        } => {
            let unit = unit.of_figure();
            format!("该方案 {minimum} {unit} 起售，而这些流量只需 {value} {unit}")
        }
        StudyProblem::UnknownTariff { value, known } => {
            format!(
                "“{value}”不是已公布的计费方案；应另行填写，或可选：{}",
                some_of(&known.names)
            )
        }
        StudyProblem::NotPublished { value, known } => {
            format!(
                "没有公布“{value}”的计费方案；可选：{}",
                some_of(&known.names)
            )
        }
        StudyProblem::NoArea { known } => {
            format!("填了服务，没有填地区；可选：{}", some_of(&known.names))
        }
        StudyProblem::UnknownMethod { value, known } => {
            format!(
                "“{value}”不是已知的峰值计费方式；可选：{}",
                some_of(&known.names)
            )
        }
        StudyProblem::UnknownSeries { value, known } => {
            format!(
                "“{value}”不是已公布的价格序列；可选：{}",
                some_of(&known.names)
            )
        }
        StudyProblem::UnknownModel { value } => {
            format!("“{value}”没有这类 token 的价格；应为另一类 token、另一个模型，或填写价格")
        }
        StudyProblem::BeforePrices { value, known } => {
            let first = known.earliest();
            format!("没有 {value} 的价格，所用价格的日期为 {known}；日期应不早于 {first}")
        }
        StudyProblem::TableNotLoaded { value } => format!("表 {value} 尚未载入"),
        StudyProblem::Import(problem) => import(problem),
        StudyProblem::CatalogFile { value, message } => format!("{value}：{message}"),
    }
}

/// The text of a problem of a file.
fn import(problem: &ImportProblem) -> String {
    match problem {
        ImportProblem::Value(problem) => value(problem),
        ImportProblem::Samples(problem) => pricing(problem),
        ImportProblem::NoTimes { value } => format!(
            "在“{value}”中找不到时间列；需要含时间的表格或监控系统的导出，例如 2026-11-01 00:05"
        ),
        ImportProblem::NoTraffic { value } => {
            format!("在“{value}”中找不到流量列；需要时间旁边有数值")
        }
        ImportProblem::UnknownFormat { value, expected: _ } => {
            format!("无法识别以“{value}”开头的文件")
        }
        ImportProblem::WhichColumns { value } => {
            format!("“{value}”没有说明哪列是流出、哪列是流入；请填写流出列和流入列")
        }
        ImportProblem::NoSuchColumn { value, expected } => {
            format!("文件中没有“{value}”；现有：{expected}")
        }
        ImportProblem::UnitNotStated { value, highest } => format!(
            "“{value}”没有写单位，最大值为 {highest}；请填写单位，例如 bit/s、Mbps、MB/s 或 MB"
        ),
        ImportProblem::UnclearUnit { value } => {
            format!("“{value}”分不清是比特还是字节；请填写单位，例如 bit/s、Mbps、MB/s 或 MB")
        }
        ImportProblem::UnclearDates { value } => {
            format!("“{value}”分不清日和月的先后；请选择日期的写法")
        }
        ImportProblem::UnclearComma { value } => {
            format!("“{value}”中的逗号分不清是千位分隔还是小数点；请选择逗号的含义")
        }
        ImportProblem::TimeGoesBack { value } => format!(
            "“{value}”早于前面的时间，可能是夏令时结束时拨回时钟；请填写时区（例如 America/New_York），或按时间排序"
        ),
        ImportProblem::SkippedTime { value, zone } => {
            format!("{zone} 的时钟跳过了“{value}”；需要该时区实际存在的时间")
        }
        ImportProblem::UnknownZone { value } => {
            format!("“{value}”不是时区；需要 IANA 名称，例如 Asia/Shanghai")
        }
        ImportProblem::Unreadable { message } => format!("文件无法读取：{message}"),
    }
}

fn some_of<T: Display>(known: &[T]) -> String {
    let shown: Vec<String> = known.iter().take(6).map(ToString::to_string).collect();
    if known.is_empty() {
        "无".into()
    } else {
        shown.join("、")
    }
}

fn line_number(number: LineNumber) -> &'static str {
    match number {
        LineNumber::Vcpus => "处理器，例如 4核",
        LineNumber::Memory => "内存，例如 16 GiB",
        LineNumber::Volume => "容量或流量，例如 500 GB",
    }
}
