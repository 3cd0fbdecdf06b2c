//! The words of the steps of a quote: the calculation, the waterfall, and the discounts needed.

use netprice_study::workload::WorkloadField;

use crate::compare::words::form::FormText;
use crate::language::Words;
use crate::language::traditional::verbatim;

/// The effect of a term, other than a plain discount.
#[derive(Clone, Copy, Debug)]
pub enum TermText<'a> {
    /// An amount off each unit.
    UnitOff(&'a str),
    /// An amount off the total.
    AmountOff(&'a str),
    /// A fixed unit price.
    Fixed,
    /// A discount by spend.
    BySpend {
        /// The spend before the discount.
        spend: &'a str,
        /// The spend after it.
        paid: &'a str,
    },
    /// A discount by quantity.
    ByQuantity {
        /// The quantity.
        quantity: &'a str,
        /// The paid share.
        share: &'a str,
    },
    /// A floor, in percent of list.
    NotBelow(&'a str),
    /// A ceiling, in percent of list.
    NotAbove(&'a str),
    /// A floor as an amount.
    AtLeast(&'a str),
    /// A ceiling as an amount.
    AtMost(&'a str),
}

/// The kind of a bill line.
#[derive(Clone, Copy, Debug)]
pub enum BillText<'a> {
    /// Rounding.
    Rounding,
    /// The minimum of a charge or of the bill.
    Minimum,
    /// The maximum of the bill.
    Maximum,
    /// A voucher.
    Voucher(&'a str),
    /// The tax.
    Tax,
}

/// A text of the steps of a quote.
#[derive(Clone, Copy, Debug)]
pub enum StepText<'a> {
    /// The effective cost, with every digit.
    Total(&'a str),
    /// The tax that was added or removed.
    Tax {
        /// The rate in percent.
        percent: &'a str,
        /// Whether it was removed.
        is_off: bool,
    },
    /// Terms and commitments that apply to no charge.
    WithoutCharge(&'a str),
    /// The machine of a usage line.
    Machine {
        /// The SKU.
        sku: &'a str,
        /// Its virtual processors.
        vcpus: &'a str,
        /// Its memory.
        memory_gib: &'a str,
        /// The number of machines that are large enough.
        large_enough: usize,
        /// The second cheapest, or nothing.
        runner_up: &'a str,
        /// Whether the reader chose it.
        is_named: bool,
    },
    /// The only SKU for a usage line.
    OnlySku(&'a str),
    /// The cheapest of several SKUs for a usage line.
    CheapestSku {
        /// The SKU.
        sku: &'a str,
        /// The number of SKUs.
        count: usize,
        /// The second cheapest, or nothing.
        runner_up: &'a str,
    },
    /// No machine is large enough.
    NoMachine(usize),
    /// A quantity converted to the unit of the price.
    Converted {
        /// The used quantity.
        used: &'a str,
        /// The pricing quantity.
        priced: &'a str,
    },
    /// The part of a usage line that a charge is for.
    PartOf {
        /// The quantity of the part.
        part: &'a str,
        /// The quantity of the line.
        of: &'a str,
        /// The list cost of the line.
        list: &'a str,
    },
    /// The list cost.
    List(&'a str),
    /// A discount.
    Discount {
        /// The paid share in percent.
        percent: &'a str,
        /// The paid share in tenths.
        tenths: &'a str,
        /// The amount before.
        from: &'a str,
        /// The amount after.
        to: &'a str,
        /// Whether it is taken off the amount before all terms, not off the amount before this one.
        is_of_start: bool,
    },
    /// Another term.
    Term {
        /// Its effect.
        what: TermText<'a>,
        /// Its name.
        term: &'a str,
        /// The amount before.
        from: &'a str,
        /// The amount after.
        to: &'a str,
    },
    /// The conversion to the currency of the comparison.
    Exchange {
        /// The amount before.
        from: &'a str,
        /// The rate.
        rate: &'a str,
        /// The amount after.
        to: &'a str,
        /// The source of the rate.
        source: &'a str,
        /// The date of the rate.
        as_of: &'a str,
    },
    /// The part of a usage line that a commitment covers.
    CoveredPart(&'a str),
    /// The unused part of a commitment.
    UnusedOf(&'a str),
    /// A commitment that covers the usage.
    Covered {
        /// The commitment.
        commitment: &'a str,
        /// The capacity that the usage draws.
        drawn: &'a str,
        /// The amount before.
        from: &'a str,
        /// The amount after.
        to: &'a str,
    },
    /// The cost of unused capacity.
    Unused {
        /// The commitment.
        commitment: &'a str,
        /// The unused capacity.
        left: &'a str,
        /// The whole capacity.
        capacity: &'a str,
        /// The cost.
        cost: &'a str,
    },
    /// Usage above a commitment, at a higher price.
    Overage {
        /// The commitment.
        commitment: &'a str,
        /// The factor of the price.
        factor: &'a str,
        /// The amount before.
        from: &'a str,
        /// The amount after.
        to: &'a str,
    },
    /// The heading of the waterfall.
    Waterfall(&'a str),
    /// The column of the changes.
    Change,
    /// The column of the subtotals.
    Subtotal,
    /// A term, by its name.
    TermName(&'a str),
    /// A line of a bill.
    BillLine(BillText<'a>),
    /// The discount that would match the cheapest offer.
    ToMatch {
        /// The cheapest.
        name: &'a str,
        /// The discount.
        rate: &'a str,
    },
    /// No discount would match the cheapest offer.
    CannotMatch(&'a str),
    /// The discount that would meet the budget.
    ToMeetBudget(&'a str),
    /// No discount would meet the budget.
    CannotMeetBudget,
    /// The offer is within the budget.
    BudgetMet,
    /// The next unit costs as much as the last.
    OneMore {
        /// The workload number.
        of: WorkloadField,
        /// The cost of the next unit.
        cost: &'a str,
    },
    /// The next unit has another price.
    OneMoreChanges {
        /// The workload number.
        of: WorkloadField,
        /// The cost of the next unit.
        cost: &'a str,
        /// The cost of the last unit.
        last: &'a str,
    },
    /// The next unit lowers the bill.
    OneMoreFalls {
        /// The workload number.
        of: WorkloadField,
        /// The amount by which the bill falls.
        by: &'a str,
    },
}

impl Words for StepText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Total(cost) => format!("Exact effective cost: {cost}"),
            Self::Tax { percent, is_off } => {
                let what = if is_off { "removed" } else { "added" };
                format!("{percent}% tax {what}, so that all offers compare alike.")
            }
            Self::WithoutCharge(names) => format!("{names}: applies to no charge"),
            Self::Machine {
                sku,
                vcpus,
                memory_gib,
                large_enough,
                runner_up,
                is_named,
            } => {
                let why = if is_named {
                    "chosen by you, of"
                } else {
                    "the cheapest of"
                };
                let next = english_next(runner_up);
                format!(
                    "{sku} ({vcpus} vCPU, {memory_gib} GiB): {why} {large_enough} machines that are large enough{next}."
                )
            }
            Self::OnlySku(sku) => format!("{sku}: the only match on this price list."),
            Self::CheapestSku {
                sku,
                count,
                runner_up,
            } => {
                format!(
                    "{sku}: the cheapest of {count} matches on this price list{}.",
                    english_next(runner_up)
                )
            }
            Self::NoMachine(count) => {
                format!("None of the {count} machines on this price list is large enough.")
            }
            Self::Converted { used, priced } => format!("{used} = {priced}"),
            Self::PartOf { part, of, list } => format!("{part} of {of}, list cost {list}:"),
            Self::List(cost) => format!("List cost: {cost}"),
            Self::Discount {
                percent,
                tenths,
                from,
                to,
                is_of_start,
            } => {
                let of = if is_of_start {
                    " of the amount before all terms"
                } else {
                    ""
                };
                format!("Contract, pay {percent}%{of} ({tenths}折): {from} → {to}")
            }
            Self::Term {
                what,
                term,
                from,
                to,
            } => format!("{term}, {}: {from} → {to}", what.english()),
            Self::Exchange {
                from,
                rate,
                to,
                source,
                as_of,
            } => format!("{from} × {rate} = {to} ({source}, {as_of})"),
            Self::CoveredPart(line) => format!("{line}, covered"),
            Self::UnusedOf(commitment) => format!("{commitment}, unused"),
            Self::Covered {
                commitment,
                drawn,
                from,
                to,
            } => {
                format!(
                    "Covered by {commitment} ({drawn} drawn): {from} → {to}, its share of the fee"
                )
            }
            Self::Unused {
                commitment,
                left,
                capacity,
                cost,
            } => {
                format!("{commitment}: {left} of {capacity} unused, {cost} of the fee")
            }
            Self::Overage {
                commitment,
                factor,
                from,
                to,
            } => {
                format!("Not covered by {commitment}: {from} × {factor} → {to}")
            }
            Self::Waterfall(currency) => format!("From list cost to amount billed, in {currency}"),
            Self::Change => "Change".into(),
            Self::Subtotal => "Subtotal".into(),
            Self::TermName(name) => name.to_owned(),
            Self::BillLine(line) => line.english(),
            Self::ToMatch { name, rate } => {
                format!("To match {name}: {rate} on everything, other terms unchanged.")
            }
            Self::CannotMatch(name) => {
                format!("No discount matches {name}: another term prevents it.")
            }
            Self::ToMeetBudget(rate) => {
                format!("To meet the budget: {rate} on everything, other terms unchanged.")
            }
            Self::CannotMeetBudget => {
                "No discount meets the budget: another term prevents it.".into()
            }
            Self::BudgetMet => "Within the budget.".into(),
            Self::OneMore { of, cost } => {
                format!("{}: one more costs {cost}.", FormText::Number(of).english())
            }
            Self::OneMoreChanges { of, cost, last } => {
                format!(
                    "{}: one more costs {cost}, the last one cost {last}: the price changes here.",
                    FormText::Number(of).english()
                )
            }
            Self::OneMoreFalls { of, by } => format!(
                "{}: one more lowers the bill by {by}.",
                FormText::Number(of).english()
            ),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Total(cost) => format!("实际成本（精确值）：{cost}"),
            Self::Tax { percent, is_off } => {
                let what = if is_off { "扣除" } else { "加上" };
                format!("为统一口径，已{what} {percent}% 的税。")
            }
            Self::WithoutCharge(names) => format!("{names}：没有适用的费用项"),
            Self::Machine {
                sku,
                vcpus,
                memory_gib,
                large_enough,
                runner_up,
                is_named,
            } => {
                let why = if is_named {
                    format!("从 {large_enough} 种够大的机型中自选")
                } else {
                    format!("{large_enough} 种够大的机型中最便宜的")
                };
                format!(
                    "{sku}（{vcpus} vCPU，{memory_gib} GiB）：{why}{}。",
                    chinese_next(runner_up)
                )
            }
            Self::OnlySku(sku) => format!("{sku}：这份价目表里唯一对应的 SKU。"),
            Self::CheapestSku {
                sku,
                count,
                runner_up,
            } => {
                format!(
                    "{sku}：这份价目表里 {count} 个对应的 SKU 中最便宜的{}。",
                    chinese_next(runner_up)
                )
            }
            Self::NoMachine(count) => format!("这份价目表的 {count} 种机型都不够大。"),
            Self::Converted { used, priced } => format!("{used} = {priced}"),
            Self::PartOf { part, of, list } => format!("{of}（目录价 {list}）中的 {part}："),
            Self::List(cost) => format!("目录价：{cost}"),
            Self::Discount {
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
            Self::Term {
                what,
                term,
                from,
                to,
            } => format!("{term}，{}：{from} → {to}", what.chinese()),
            Self::Exchange {
                from,
                rate,
                to,
                source,
                as_of,
            } => {
                format!("{from} × {rate} = {to}（{}，{as_of}）", verbatim(source))
            }
            Self::CoveredPart(line) => format!("{line}（承诺覆盖部分）"),
            Self::UnusedOf(commitment) => format!("{commitment}：未使用"),
            Self::Covered {
                commitment,
                drawn,
                from,
                to,
            } => {
                format!("由{commitment}覆盖（抵扣 {drawn}）：{from} → {to}，即所占承诺费用")
            }
            Self::Unused {
                commitment,
                left,
                capacity,
                cost,
            } => {
                format!("{commitment}：{capacity} 中有 {left} 未使用，费用 {cost}")
            }
            Self::Overage {
                commitment,
                factor,
                from,
                to,
            } => {
                format!("{commitment}未覆盖：{from} × {factor} → {to}")
            }
            Self::Waterfall(currency) => format!("从目录价到应付（{currency}）"),
            Self::Change => "变化".into(),
            Self::Subtotal => "小计".into(),
            Self::TermName(name) => match (name, name.strip_prefix("term ")) {
                (_, Some(number)) => format!("条款 {number}"),
                ("contract", None) => "合同".into(),
                (own, None) => own.to_owned(),
            },
            Self::BillLine(line) => line.chinese(),
            Self::ToMatch { name, rate } => format!("要与{name}持平：整单需{rate}，其他条款不变。"),
            Self::CannotMatch(name) => format!("任何折扣都不能与{name}持平：受其他条款限制。"),
            Self::ToMeetBudget(rate) => format!("要符合预算：整单需{rate}，其他条款不变。"),
            Self::CannotMeetBudget => "任何折扣都达不到预算：受其他条款限制。".into(),
            Self::BudgetMet => "在预算之内。".into(),
            Self::OneMore { of, cost } => {
                format!("{}：再多一个单位为{cost}。", FormText::Number(of).chinese())
            }
            Self::OneMoreChanges { of, cost, last } => {
                format!(
                    "{}：再多一个单位为{cost}，上一个单位为{last}：价格在此变化。",
                    FormText::Number(of).chinese()
                )
            }
            Self::OneMoreFalls { of, by } => {
                format!(
                    "{}：再多一个单位，账单反而减少{by}。",
                    FormText::Number(of).chinese()
                )
            }
        }
    }
}

impl Words for TermText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::UnitOff(off) => format!("{off} off each unit"),
            Self::AmountOff(off) => format!("its share of {off} off the total"),
            Self::Fixed => "fixed unit price".into(),
            Self::BySpend { spend, paid } => format!("{paid} due on a spend of {spend}"),
            Self::ByQuantity { quantity, share } => format!("{share} of the price at {quantity}"),
            Self::NotBelow(percent) => format!("not below {percent}% of list"),
            Self::NotAbove(percent) => format!("not above {percent}% of list"),
            Self::AtLeast(amount) => format!("at least {amount}"),
            Self::AtMost(amount) => format!("at most {amount}"),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::UnitOff(off) => format!("每单位减 {off}"),
            Self::AmountOff(off) => format!("分摊总额减免 {off}"),
            Self::Fixed => "按约定单价".into(),
            Self::BySpend { spend, paid } => format!("消费 {spend} 付 {paid}"),
            Self::ByQuantity { quantity, share } => format!("用量 {quantity} 时付价格的 {share}"),
            Self::NotBelow(percent) => format!("不低于目录价的 {percent}%"),
            Self::NotAbove(percent) => format!("不高于目录价的 {percent}%"),
            Self::AtLeast(amount) => format!("至少 {amount}"),
            Self::AtMost(amount) => format!("至多 {amount}"),
        }
    }
}

impl Words for BillText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Rounding => "rounding",
            Self::Minimum => "raised to the minimum",
            Self::Maximum => "lowered to the maximum",
            Self::Voucher(name) => name,
            Self::Tax => "tax",
        }
        .into()
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Rounding => "舍入",
            Self::Minimum => "补足最低消费",
            Self::Maximum => "封顶",
            Self::Voucher(_) => "代金券",
            Self::Tax => "税",
        }
        .into()
    }
}

fn english_next(runner_up: &str) -> String {
    match runner_up {
        "" => String::new(),
        next => format!("; next is {next}"),
    }
}

fn chinese_next(runner_up: &str) -> String {
    match runner_up {
        "" => String::new(),
        next => format!("；其次是 {next}"),
    }
}
