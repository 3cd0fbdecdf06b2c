//! The words of the steps of a quote.

use crate::compare::words::terms::TermText;
use crate::language::Words;
use crate::language::traditional::verbatim;

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
    /// The machine that the reader chose is smaller than the workload asks for.
    Smaller(&'a str),
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
    /// A commitment and the account that owns it.
    OwnedBy {
        /// The commitment.
        commitment: &'a str,
        /// The account.
        owner: &'a str,
    },
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
                let why = match (large_enough, is_named) {
                    (1, _) => "the only machine that is large enough".to_owned(),
                    (count, true) => {
                        format!("you chose it from {count} machines that are large enough")
                    }
                    (count, false) => {
                        format!("the cheapest of {count} machines that are large enough")
                    }
                };
                let next = english_next(runner_up);
                format!("{sku} ({vcpus} vCPU, {memory_gib} GiB): {why}{next}.")
            }
            Self::Smaller(sku) => format!("{sku}, chosen by you, is smaller than asked."),
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
                format!("No machine on this price list is large enough; machines checked: {count}.")
            }
            Self::Converted { used, priced } => format!("{used} = {priced}"),
            Self::PartOf { part, of, list } => format!("{part} of {of}, list cost {list}:"),
            Self::List(cost) => format!("List cost: {cost}"),
            Self::Discount {
                percent,
                from,
                to,
                is_of_start,
                ..
            } => {
                let of = if is_of_start {
                    " of the amount before all terms"
                } else {
                    ""
                };
                format!("Contract, pay {percent}%{of}: {from} → {to}")
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
            Self::OwnedBy { commitment, owner } => format!("{commitment} of {owner}"),
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
                let why = match (large_enough, is_named) {
                    (1, _) => "唯一满足要求的机型".to_owned(),
                    (count, true) => format!("由你从 {count} 种满足要求的机型中选定"),
                    (count, false) => format!("{count} 种满足要求的机型中价格最低"),
                };
                format!(
                    "{sku}（{vcpus} vCPU、{memory_gib} GiB）：{why}{}。",
                    chinese_next(runner_up)
                )
            }
            Self::Smaller(sku) => format!("{sku}：你选的机型，规格低于所填。"),
            Self::OnlySku(sku) => format!("{sku}：这份价目表里唯一对应的 SKU。"),
            Self::CheapestSku {
                sku,
                count,
                runner_up,
            } => {
                format!(
                    "{sku}：这份价目表里 {count} 个对应的 SKU 中价格最低{}。",
                    chinese_next(runner_up)
                )
            }
            Self::NoMachine(count) => format!("这份价目表的 {count} 种机型都不满足要求。"),
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
            Self::CoveredPart(line) => format!("{line}（承诺已抵扣部分）"),
            Self::UnusedOf(commitment) => format!("{commitment}：未使用"),
            Self::OwnedBy { commitment, owner } => format!("{}的{commitment}", verbatim(owner)),
            Self::Covered {
                commitment,
                drawn,
                from,
                to,
            } => {
                format!("由{commitment}抵扣 {drawn}：{from} → {to}（分摊的承诺费用）")
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
                format!("{commitment}未抵扣：{from} × {factor} → {to}")
            }
        }
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
