//! The words of the form: workload, contracts, currency, tax basis and budget.

use netprice_study::workload::Measure;

use crate::language::Words;
use crate::language::traditional::verbatim;

/// A text of the form.
#[derive(Clone, Copy, Debug)]
pub enum FormText<'a> {
    /// A number of a line of the workload.
    Measure(Measure),
    /// A number with its line.
    NumberOf {
        /// The line.
        line: &'a str,
        /// The number.
        measure: &'a str,
    },
    /// The machines that are compared, and the meaning of GB.
    Rules,
    /// A usage line of the workload.
    Line(&'a str),
    /// The discount field of a provider.
    ContractOf(&'a str),
    /// The discount slider of a provider.
    PaySlider(&'a str),
    /// An example of a discount.
    DiscountExample,
    /// The meaning of an empty discount.
    AtList,
    /// The page cannot edit this contract.
    OtherTerms,
    /// The choice of the currency.
    Currency,
    /// The choice of the tax basis.
    TaxBasis,
    /// A tax basis, by its name in the study.
    TaxBasisOf(&'a str),
    /// The monthly budget.
    Budget,
    /// The button that resets the form.
    Restart,
}

impl Words for FormText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Measure(measure) => match measure {
                Measure::Count => "number",
                Measure::Vcpus => "vCPU each",
                Measure::MemoryGib => "GiB of memory each",
                Measure::Hours => "hours each",
                Measure::Gb => "GB",
                Measure::Iops => "IOPS",
                Measure::Writes => "write requests",
                Measure::Reads => "read requests",
                Measure::RetrievalGb => "GB retrieved",
                Measure::Mbps => "Mbps",
                Measure::StorageGb => "GB of storage each",
                Measure::Input => "million input tokens",
                Measure::CachedInput => "million cached input tokens",
                Measure::Output => "million output tokens",
                Measure::Quantity => "quantity",
            }
            .into(),
            Self::NumberOf { line, measure } => format!("{line}: {measure}"),
            Self::Rules => "Unless a line says otherwise, its machines are on demand, run Linux on dedicated x86 processors and are at least as large as the line says. A GB is what each price list defines; GiB are converted exactly (1 GiB = 1.073741824 GB).".into(),
            Self::Line(line) => match (line, line.strip_prefix("line ")) {
                ("machines", _) => "Machines".into(),
                ("storage", _) => "Object storage".into(),
                ("egress", _) => "Traffic out".into(),
                (_, Some(number)) => format!("Line {number}"),
                (other, None) => other.into(),
            },
            Self::ContractOf(name) => format!("Contract with {name}"),
            Self::PaySlider(name) => format!("Share of list price paid at {name}, %"),
            Self::DiscountExample => "such as 12% off".into(),
            Self::AtList => "list price".into(),
            Self::OtherTerms => "This contract has terms that cannot be edited here; they still apply.".into(),
            Self::Currency => "Currency".into(),
            Self::TaxBasis => "Tax".into(),
            Self::TaxBasisOf(basis) => match basis {
                "before_tax" => "all excluding tax",
                "with_tax" => "all including tax",
                _ => "as listed",
            }
            .into(),
            Self::Budget => "Monthly budget".into(),
            Self::Restart => "Start again".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Measure(measure) => match measure {
                Measure::Count => "数量",
                Measure::Vcpus => "每台 vCPU",
                Measure::MemoryGib => "每台内存 GiB",
                Measure::Hours => "每台小时数",
                Measure::Gb => "GB",
                Measure::Iops => "IOPS",
                Measure::Writes => "写请求次数",
                Measure::Reads => "读请求次数",
                Measure::RetrievalGb => "取回 GB",
                Measure::Mbps => "Mbps",
                Measure::StorageGb => "每个实例的存储 GB",
                Measure::Input => "输入 token（百万）",
                Measure::CachedInput => "缓存输入 token（百万）",
                Measure::Output => "输出 token（百万）",
                Measure::Quantity => "数量",
            }
            .into(),
            Self::NumberOf { line, measure } => format!("{line}：{measure}"),
            Self::Rules => "除非另写，机型均为按量付费的 x86 Linux、独享处理器，规格不低于该行所写。GB 按各家价目表的口径；GiB 精确换算（1 GiB = 1.073741824 GB）。".into(),
            Self::Line(line) => match (line, line.strip_prefix("line ")) {
                ("machines", _) => "云服务器".into(),
                ("storage", _) => "对象存储".into(),
                ("egress", _) => "公网流量".into(),
                (_, Some(number)) => format!("第 {number} 行"),
                (other, None) => verbatim(other),
            },
            Self::ContractOf(name) => format!("与{name}的合同"),
            Self::PaySlider(name) => format!("{name}实付比例（占目录价 %）"),
            Self::DiscountExample => "例如 6折".into(),
            Self::AtList => "目录价".into(),
            Self::OtherTerms => "这份合同有部分条款不能在此编辑，但仍然生效。".into(),
            Self::Currency => "币种".into(),
            Self::TaxBasis => "税".into(),
            Self::TaxBasisOf(basis) => match basis {
                "before_tax" => "均不含税",
                "with_tax" => "均含税",
                _ => "按各家价目表",
            }
            .into(),
            Self::Budget => "每月预算".into(),
            Self::Restart => "重新开始".into(),
        }
    }
}
