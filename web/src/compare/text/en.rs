//! The page in English.

use netprice_study::workload::WorkloadField;

use crate::compare::contract::{Kind, Mode, RoundAt, Stack};
use crate::compare::text::{BillText, TermText, Text};

pub(crate) fn say(text: &Text<'_>) -> String {
    match *text {
        Text::Workload => "Your workload, a month".into(),
        Text::WorkloadNumber(field) => number(field).into(),
        Text::MachineRule => "On demand, Linux, x86, processors not shared; never smaller than asked.".into(),
        Text::GbRule => "GB as each list counts it; a list in GiB is reached exactly (1 GiB = 1.073741824 GB).".into(),
        Text::Currency => "Compare in".into(),
        Text::Restart => "Start again".into(),
        Text::Offers => "Costs by provider".into(),
        Text::OffersCaption => "Offers from cheapest to dearest; those with a missing price come last, without a place.".into(),
        Text::Contract => "Your contract".into(),
        Text::ContractHint => "Type 4.5折, pay 45% or 55% off; leave empty for the list price.".into(),
        Text::ContractOf(name) => format!("Contract with {name}"),
        Text::List => "List".into(),
        Text::Contracted => "Contracted".into(),
        Text::Effective => "Effective".into(),
        Text::Saving => "Saving".into(),
        Text::Incomplete => "incomplete".into(),
        Text::MoreThan(amount) => format!("> {amount}"),
        Text::NoPrice { line, sku } => format!("{line}: no price is known for {sku}"),
        Text::NoSku(line) => format!("{line}: nothing on this price list answers it"),
        Text::WithoutCharge(names) => format!("{names}: no charge is in its scope, so it changes nothing"),
        Text::ShowSteps(name) => format!("Show how {name} comes about"),
        Text::HideSteps(name) => format!("Hide how {name} comes about"),
        Text::AtList => "list price".into(),
        Text::Cheapest { name, cost } => format!("{name} is cheapest at {cost} a month"),
        Text::LessThan { difference, name } => format!(", {difference} less than {name}."),
        Text::AsCheapAs(name) => format!(", the same as {name}."),
        Text::CannotRank(names) => format!("Not ranked, since a price is missing: {names}."),
        Text::NotPriced(names) => format!("Not priced, see the table: {names}."),
        Text::MendPlan => "This plan cannot be priced.".into(),
        Text::Comma => ", ".into(),
        Text::Semicolon => "; ".into(),
        Text::NoAnswer => "No provider can be ranked: what is missing stands in the table.".into(),
        Text::MendWorkload => "The workload has a number that cannot be read: it is marked.".into(),
        Text::MendContract => "not priced: the contract cannot be read".into(),
        Text::Line(line) => self::line(line).into(),
        Text::Because { sku, vcpus, memory_gib, large_enough, runner_up, is_named } => {
            let next = match runner_up {
                "" => String::new(),
                next => format!("; next is {next}"),
            };
            let why = if is_named { "chosen by you, of" } else { "the cheapest of" };
            format!("{sku} ({vcpus} vCPU, {memory_gib} GiB): {why} {large_enough} machines that are large enough{next}.")
        }
        Text::OnlySku(sku) => format!("{sku}: what this price list has for it."),
        Text::CheapestSku { sku, count, runner_up } => {
            let next = match runner_up {
                "" => String::new(),
                next => format!("; next is {next}"),
            };
            format!("{sku}: the cheapest of {count} that this price list has for it{next}.")
        }
        Text::NoMachine(count) => format!("None of the {count} machines on this price list is large enough."),
        Text::Converted { used, priced } => format!("{used} = {priced}"),
        Text::ListStep(cost) => format!("List cost: {cost}"),
        Text::PayStep { percent, tenths, from, to, is_of_start } => {
            let of = if is_of_start { " of the amount before all clauses" } else { "" };
            format!("Contract, {percent}%{of} is paid ({tenths}折): {from} → {to}")
        }
        Text::TermStep {
            what,
            term,
            from,
            to,
        } => format!("{term}, {}: {from} → {to}", self::term(what)),
        Text::ExchangeStep { from, rate, to, source, as_of } => format!("{from} × {rate} = {to} ({source}, {as_of})"),
        Text::PartOf { part, of, list } => format!("{part} of {of}, which cost {list} at list:"),
        Text::CommitmentName(id) => id.to_owned(),
        Text::CommitmentChoice => "Bought ahead".into(),
        Text::NoCommitment => "nothing".into(),
        Text::CommitmentCount => "How many".into(),
        Text::HeldLine { name, used, fee, unused } => {
            format!("{name}: {used}% used; {fee} a month, of which {unused} for nothing.")
        }
        Text::Worth { coverage, saving } => {
            format!("Commitments cover {coverage}% of the list cost; in all, {saving}% of list is saved.")
        }
        Text::Expired(name) => format!("{name} holds no more on the day of the usage, and covers nothing."),
        Text::WouldNeed { name, rate } => format!(" {name} would need {rate} to match."),
        Text::CashByMonth => "What is paid when, beside what it is worth".into(),
        Text::Month => "Month".into(),
        Text::FirstMonth => "the first".into(),
        Text::LaterMonths(2) => "2".into(),
        Text::LaterMonths(last) => format!("2 to {last}"),
        Text::HowMuch => "How much to buy ahead for a load?".into(),
        Text::NothingSold => "No provider of this comparison has published prices ahead for its machine.".into(),
        Text::LoadOf => "Machines wanted in each hour: type, paste or drag".into(),
        Text::AtNumber(place, problem) => format!("number {place}: {problem}"),
        Text::HourOf(hour) => format!("machines in hour {hour}"),
        Text::LoadAnswer { hours, cost, on_demand, saved } => {
            format!("These {hours} hours cost {cost} at best, instead of {on_demand} on demand: {saved} saved.")
        }
        Text::Regrets { falls, rises } => {
            format!("If demand is a fifth lower, this costs {falls} more than what would be best then; a fifth higher, {rises} more.")
        }
        Text::Ladder => "What to buy ahead; the rest is on demand".into(),
        Text::PaysAbove => "Pays above, of the hours".into(),
        Text::CommitNothing => "Nothing: on demand is cheapest for every hour.".into(),
        Text::LoadKey => "machines wanted, hour by hour".into(),
        Text::LevelKey => "bought ahead up to here".into(),
        Text::MachineHour(price) => format!("A machine costs {price} an hour on demand, under the contract above; what is sold ahead is at its published price."),
        Text::MachineOf => "Machine".into(),
        Text::CheapestMachine => "the cheapest that is large enough".into(),
        Text::LoadChart => "Machines wanted in each hour, with a line up to where to buy ahead".into(),
        Text::Cash => "Cash".into(),
        Text::PaysBack(month) => format!("Cheaper than on demand from month {month} on."),
        Text::NeverPaysBack => "Never cheaper than on demand within its term.".into(),
        Text::CoveredPart(line) => format!("{line}, covered"),
        Text::UnusedOf(commitment) => format!("{commitment}, not used"),
        Text::CoveredStep { commitment, drawn, from, to } => {
            format!("{commitment} covers it ({drawn} drawn): {from} → {to}, its share of the fee")
        }
        Text::UnusedStep { commitment, left, capacity, cost } => {
            format!("{commitment}: {left} of the {capacity} of these hours not drawn: {cost} of the fee")
        }
        Text::OverageStep { commitment, factor, from, to } => {
            format!("{commitment} does not cover it: {from} × {factor} → {to}")
        }
        Text::Total(cost) => format!("Effective cost, every digit: {cost}"),
        Text::MoreTerms(name) => format!("More clauses with {name}"),
        Text::OtherTerms => "This contract has clauses that came with the link and cannot be edited here; they are priced.".into(),
        Text::KindOf => "Clause".into(),
        Text::Kind(kind) => self::kind(kind).into(),
        Text::FigureOf => "Figure".into(),
        Text::SpendLimitOf => "of spend above".into(),
        Text::QuantityLimitOf => "of units above, in the unit of the price".into(),
        Text::OnEverything => "of everything, once that is passed".into(),
        Text::ScopeOf => "for".into(),
        Text::Everything => "everything".into(),
        Text::AddTerm => "Add a clause".into(),
        Text::RemoveTerm => "Remove".into(),
        Text::StackOf => "Clauses work".into(),
        Text::Stack(stack) => self::stack(stack).into(),
        Text::VoucherOf => "Voucher".into(),
        Text::ThresholdOf => "if the bill is at least".into(),
        Text::MinimumOf => "Minimum of the bill".into(),
        Text::TaxOf => "Tax, %".into(),
        Text::TaxInList => "The list prices have the tax in them".into(),
        Text::RoundingOf => "The bill is rounded".into(),
        Text::RoundAt(at) => round_at(at).into(),
        Text::RoundModeOf => "How".into(),
        Text::RoundMode(mode) => round_mode(mode).into(),
        Text::PlacesOf => "Decimals".into(),
        Text::OneMore { of, cost } => format!("{}: one more costs {cost}.", number(of)),
        Text::OneMoreChanges { of, cost, last } => {
            format!("{}: one more costs {cost}, where the last one cost {last}: a bound of the prices lies here.", number(of))
        }
        Text::OneMoreFalls { of, by } => format!("{}: with one more, the bill falls by {by}.", number(of)),
        Text::TaxBasis => "Tax".into(),
        Text::TaxBasisOf(basis) => tax_basis(basis).into(),
        Text::Budget => "Budget a month".into(),
        Text::Waterfall(currency) => format!("From list to net, in {currency}"),
        Text::Change => "Change".into(),
        Text::Left => "Then".into(),
        Text::TermName(name) => match name.strip_prefix("term ") {
            Some(number) => format!("clause {number}"),
            None => name.to_owned(),
        },
        Text::BillLine(line) => bill_line(line),
        Text::Billed => "Billed".into(),
        Text::ToMatch { name, rate } => format!("To cost no more than {name}: {rate} on everything, other clauses as they are."),
        Text::NoRateMatches(name) => format!("No pay rate brings it down to {name}: another clause stands in the way."),
        Text::ToMeetBudget(rate) => format!("To meet the budget: {rate} on everything, other clauses as they are."),
        Text::NoRateMeetsBudget => "No pay rate meets the budget: another clause stands in the way.".into(),
        Text::BudgetMet => "Within the budget.".into(),
        Text::BreakEven => "Where do costs cross?".into(),
        Text::Vary => "Vary".into(),
        Text::CrossingsCaption => "Who becomes the cheapest, and where".into(),
        Text::Crossing { at, below, above } => format!("{at}: below it {below}, above it {above}"),
        Text::NoCrossing => "Nobody else becomes the cheapest in this range.".into(),
        Text::TaxStep { percent, is_off } => {
            let what = if is_off { "taken off" } else { "put on" };
            format!("{percent}% tax is {what} to compare on one footing.")
        }
        Text::BarKey => "Bar: effective cost, and in outline up to the list cost".into(),
        Text::Bar { name, effective, list } => format!("{name}: effective {effective}, list {list}"),}
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Pay => "pay rate",
        Kind::UnitOff => "amount off each unit",
        Kind::AmountOff => "amount off the total",
        Kind::Fixed => "fixed unit price",
        Kind::BySpend => "pay rate by spend",
        Kind::ByQuantity => "pay rate by quantity",
        Kind::NotBelow => "never below, of list",
        Kind::NotAbove => "never above, of list",
        Kind::AtLeast => "each charge at least",
        Kind::AtMost => "each charge at most",
    }
}

/// What people call a published commitment.
fn round_at(at: RoundAt) -> &'static str {
    match at {
        RoundAt::Published => "as the price list says",
        RoundAt::Line => "each charge",
        RoundAt::Invoice => "the whole",
        RoundAt::Both => "each charge, then the whole",
    }
}

fn round_mode(mode: Mode) -> &'static str {
    match mode {
        Mode::HalfUp => "to the nearest, half up",
        Mode::HalfEven => "to the nearest, half to even",
        Mode::Truncate => "cut off",
        Mode::Ceiling => "up",
        Mode::Floor => "down",
    }
}

fn stack(stack: Stack) -> &'static str {
    match stack {
        Stack::Sequential => "one after the other",
        Stack::Additive => "added up",
        Stack::BestOf => "the best of them",
        Stack::FirstOf => "the first of them",
    }
}

fn tax_basis(basis: &str) -> &'static str {
    match basis {
        "before_tax" => "all before tax",
        "with_tax" => "all with tax",
        _ => "as listed",
    }
}

fn bill_line(line: BillText<'_>) -> String {
    match line {
        BillText::Rounding => "rounding".into(),
        BillText::Minimum => "up to the minimum".into(),
        BillText::Maximum => "down to the maximum".into(),
        BillText::Voucher(name) => name.to_owned(),
        BillText::Tax => "tax".into(),
    }
}

fn term(what: TermText<'_>) -> String {
    match what {
        TermText::UnitOff(off) => format!("{off} off each unit"),
        TermText::AmountOff(off) => format!("its share of {off} off the total"),
        TermText::Fixed => "prices of its own".into(),
        TermText::BySpend { spend, paid } => format!("{paid} is paid of {spend} spent"),
        TermText::ByQuantity { quantity, share } => format!("{share} of the price at {quantity}"),
        TermText::NotBelow(percent) => format!("not below {percent}% of list"),
        TermText::NotAbove(percent) => format!("not above {percent}% of list"),
        TermText::AtLeast(amount) => format!("at least {amount}"),
        TermText::AtMost(amount) => format!("at most {amount}"),
    }
}

fn number(field: WorkloadField) -> &'static str {
    match field {
        WorkloadField::Machines => "Machines",
        WorkloadField::Vcpus => "vCPU each, min.",
        WorkloadField::MemoryGib => "GiB memory, min.",
        WorkloadField::Hours => "Hours each",
        WorkloadField::StoredGb => "GB stored",
        WorkloadField::EgressGb => "GB out to internet",
    }
}

fn line(line: &str) -> &str {
    match line {
        "machines" => "Machines",
        "storage" => "Object storage",
        "egress" => "Traffic out",
        other => other,
    }
}
