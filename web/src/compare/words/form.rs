//! The words of the form: workload, contracts, currency, tax basis and budget.

use crate::compare::number::WorkloadNumber;

use crate::language::Words;

/// A text of the form.
#[derive(Clone, Copy, Debug)]
pub enum FormText<'a> {
    /// The heading of the workload.
    Workload,
    /// The label of a workload number.
    Number(WorkloadNumber),
    /// The machines that are compared.
    MachineRule,
    /// The meaning of GB.
    GbRule,
    /// A usage line of the workload.
    Line(&'a str),
    /// The heading of the contracts.
    Contract,
    /// The notations of a discount.
    ContractHint,
    /// The discount field of a provider.
    ContractOf(&'a str),
    /// The discount slider of a provider.
    PaySlider(&'a str),
    /// The meaning of an empty discount.
    AtList,
    /// The section with the other terms of a provider's contract.
    MoreTerms(&'a str),
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
    /// The choice of the offers.
    Offers,
    /// The button that resets the form.
    Restart,
}

impl Words for FormText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Workload => "Monthly workload".into(),
            Self::Number(field) => match field {
                WorkloadNumber::Machines => "Machines",
                WorkloadNumber::Vcpus => "vCPU each, min.",
                WorkloadNumber::MemoryGib => "GiB memory, min.",
                WorkloadNumber::Hours => "Hours each",
                WorkloadNumber::StoredGb => "GB stored",
                WorkloadNumber::EgressGb => "GB out to internet",
            }
            .into(),
            Self::MachineRule => "On-demand Linux machines, x86, dedicated processors, at least this large.".into(),
            Self::GbRule => "GB as each price list defines it; GiB are converted exactly (1 GiB = 1.073741824 GB).".into(),
            Self::Line(line) => match line {
                "machines" => "Machines",
                "storage" => "Object storage",
                "egress" => "Traffic out",
                other => other,
            }
            .into(),
            Self::Contract => "Your contract".into(),
            Self::ContractHint => "Type 4.5折, pay 45% or 55% off; leave empty for the list price.".into(),
            Self::ContractOf(name) => format!("Contract with {name}"),
            Self::PaySlider(name) => format!("Share of list paid at {name}, in percent"),
            Self::AtList => "list price".into(),
            Self::MoreTerms(name) => format!("More terms with {name}"),
            Self::OtherTerms => "This contract has terms from the link that cannot be edited here; they are priced.".into(),
            Self::Currency => "Currency".into(),
            Self::TaxBasis => "Tax".into(),
            Self::TaxBasisOf(basis) => match basis {
                "before_tax" => "all excluding tax",
                "with_tax" => "all including tax",
                _ => "as listed",
            }
            .into(),
            Self::Budget => "Monthly budget".into(),
            Self::Offers => "Add or remove providers and regions".into(),
            Self::Restart => "Start again".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Workload => "每月用量".into(),
            Self::Number(field) => match field {
                WorkloadNumber::Machines => "机器台数",
                WorkloadNumber::Vcpus => "每台 vCPU（至少）",
                WorkloadNumber::MemoryGib => "每台内存 GiB（至少）",
                WorkloadNumber::Hours => "每台小时数",
                WorkloadNumber::StoredGb => "存储 GB",
                WorkloadNumber::EgressGb => "公网流出 GB",
            }
            .into(),
            Self::MachineRule => "按量付费的 x86 Linux 机型，独享处理器，规格不低于所填。".into(),
            Self::GbRule => {
                "GB 按各家价目表的口径；GiB 精确换算（1 GiB = 1.073741824 GB）。".into()
            }
            Self::Line(line) => match line {
                "machines" => "云服务器",
                "storage" => "对象存储",
                "egress" => "公网流量",
                other => other,
            }
            .into(),
            Self::Contract => "你的合同".into(),
            Self::ContractHint => "可填 4.5折、付 45% 或省 55%；留空即目录价。".into(),
            Self::ContractOf(name) => format!("与{name}的合同"),
            Self::PaySlider(name) => format!("{name}实付目录价的百分之几"),
            Self::AtList => "目录价".into(),
            Self::MoreTerms(name) => format!("{name}：更多条款"),
            Self::OtherTerms => "链接带来的部分合同条款不能在此编辑，但照常计价。".into(),
            Self::Currency => "币种".into(),
            Self::TaxBasis => "税".into(),
            Self::TaxBasisOf(basis) => match basis {
                "before_tax" => "均不含税",
                "with_tax" => "均含税",
                _ => "按各家价目表",
            }
            .into(),
            Self::Budget => "每月预算".into(),
            Self::Offers => "添加或移除云厂商与地域".into(),
            Self::Restart => "重新开始".into(),
        }
    }
}
