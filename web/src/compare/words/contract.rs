//! The words of the terms of a contract.

use crate::compare::contract::{Kind, Mode, RoundAt, Stack};
use crate::language::Words;

/// A text of the terms of a contract.
#[derive(Clone, Copy, Debug)]
pub enum ContractText {
    /// The choice of the kind of a term.
    KindOf,
    /// A kind of term.
    Kind(Kind),
    /// The value of a term.
    FigureOf,
    /// The spend above which a discount applies.
    SpendLimitOf,
    /// The quantity above which a discount applies.
    QuantityLimitOf,
    /// Whether the discount that is reached applies to all usage.
    OnEverything,
    /// The usage line of a term.
    ScopeOf,
    /// All usage lines.
    Everything,
    /// The button that adds a term.
    AddTerm,
    /// The button that removes a term.
    RemoveTerm,
    /// The choice of how terms combine.
    StackOf,
    /// How terms combine.
    Stack(Stack),
    /// The amount of the voucher.
    VoucherOf,
    /// The smallest bill that the voucher is valid for.
    ThresholdOf,
    /// The minimum of the bill.
    MinimumOf,
    /// The tax rate.
    TaxOf,
    /// Whether list prices include the tax.
    TaxInList,
    /// The choice of what is rounded.
    RoundingOf,
    /// What is rounded.
    RoundAt(RoundAt),
    /// The choice of the rounding mode.
    RoundModeOf,
    /// A rounding mode.
    RoundMode(Mode),
    /// The decimals that rounding keeps.
    PlacesOf,
    /// The choice of a machine.
    MachineOf,
    /// The cheapest machine that is large enough.
    CheapestMachine,
}

impl Words for ContractText {
    fn english(&self) -> String {
        match *self {
            Self::KindOf => "Term",
            Self::Kind(kind) => match kind {
                Kind::Pay => "discount",
                Kind::UnitOff => "amount off each unit",
                Kind::AmountOff => "amount off the total",
                Kind::Fixed => "fixed unit price",
                Kind::BySpend => "discount by spend",
                Kind::ByQuantity => "discount by quantity",
                Kind::NotBelow => "minimum, share of list",
                Kind::NotAbove => "maximum, share of list",
                Kind::AtLeast => "minimum per charge",
                Kind::AtMost => "maximum per charge",
            },
            Self::FigureOf => "Value",
            Self::SpendLimitOf => "on spend above",
            Self::QuantityLimitOf => "on units above, in the unit of the price",
            Self::OnEverything => "on everything, once above it",
            Self::ScopeOf => "for",
            Self::Everything => "everything",
            Self::AddTerm => "Add a term",
            Self::RemoveTerm => "Remove",
            Self::StackOf => "Terms combine",
            Self::Stack(stack) => match stack {
                Stack::Sequential => "one after the other",
                Stack::Additive => "added up",
                Stack::BestOf => "only the best one",
                Stack::FirstOf => "only the first one",
            },
            Self::VoucherOf => "Voucher",
            Self::ThresholdOf => "if the bill is at least",
            Self::MinimumOf => "Minimum bill",
            Self::TaxOf => "Tax, %",
            Self::TaxInList => "List prices include tax",
            Self::RoundingOf => "Bill rounding",
            Self::RoundAt(at) => match at {
                RoundAt::Published => "as the price list says",
                RoundAt::Line => "each charge",
                RoundAt::Invoice => "the whole bill",
                RoundAt::Both => "each charge, then the whole bill",
            },
            Self::RoundModeOf => "Rounding mode",
            Self::RoundMode(mode) => match mode {
                Mode::HalfUp => "nearest, half up",
                Mode::HalfEven => "nearest, half to even",
                Mode::Truncate => "truncate",
                Mode::Ceiling => "up",
                Mode::Floor => "down",
            },
            Self::PlacesOf => "Decimals",
            Self::MachineOf => "Machine",
            Self::CheapestMachine => "the cheapest that is large enough",
        }
        .into()
    }

    fn chinese(&self) -> String {
        match *self {
            Self::KindOf => "条款",
            Self::Kind(kind) => match kind {
                Kind::Pay => "折扣",
                Kind::UnitOff => "每单位减免",
                Kind::AmountOff => "总额减免",
                Kind::Fixed => "约定单价",
                Kind::BySpend => "按消费额折扣",
                Kind::ByQuantity => "按用量折扣",
                Kind::NotBelow => "折扣下限（占目录价）",
                Kind::NotAbove => "折扣上限（占目录价）",
                Kind::AtLeast => "每项至少",
                Kind::AtMost => "每项至多",
            },
            Self::FigureOf => "数值",
            Self::SpendLimitOf => "消费超过",
            Self::QuantityLimitOf => "用量超过（按计价单位）",
            Self::OnEverything => "超过后对全部生效",
            Self::ScopeOf => "适用于",
            Self::Everything => "全部",
            Self::AddTerm => "添加条款",
            Self::RemoveTerm => "删除",
            Self::StackOf => "条款叠加方式",
            Self::Stack(stack) => match stack {
                Stack::Sequential => "依次计算",
                Stack::Additive => "相加",
                Stack::BestOf => "取最优",
                Stack::FirstOf => "取第一条",
            },
            Self::VoucherOf => "代金券",
            Self::ThresholdOf => "账单满多少可用",
            Self::MinimumOf => "账单最低消费",
            Self::TaxOf => "税率 %",
            Self::TaxInList => "目录价已含税",
            Self::RoundingOf => "账单舍入",
            Self::RoundAt(at) => match at {
                RoundAt::Published => "按价目表规定",
                RoundAt::Line => "逐项",
                RoundAt::Invoice => "整单",
                RoundAt::Both => "先逐项，再整单",
            },
            Self::RoundModeOf => "舍入方式",
            Self::RoundMode(mode) => match mode {
                Mode::HalfUp => "四舍五入",
                Mode::HalfEven => "四舍六入五成双",
                Mode::Truncate => "抹零",
                Mode::Ceiling => "向上",
                Mode::Floor => "向下",
            },
            Self::PlacesOf => "小数位数",
            Self::MachineOf => "机型",
            Self::CheapestMachine => "满足要求的最低价机型",
        }
        .into()
    }
}
