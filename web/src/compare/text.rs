//! Every word of the page, in one exhaustive match a language.
//!
//! A text that a language lacks does not compile.

mod en;
mod zh;

use netprice_study::workload::WorkloadField;

use crate::compare::contract::{Kind, Mode, RoundAt, Stack};
use crate::language::Words;

impl Words for Text<'_> {
    fn english(&self) -> String {
        en::say(self)
    }

    fn chinese(&self) -> String {
        zh::say(self)
    }
}

/// What a clause of a contract does, besides paying a share.
#[derive(Clone, Copy, Debug)]
pub enum TermText<'a> {
    /// An amount off each unit.
    UnitOff(&'a str),
    /// An amount off the total.
    AmountOff(&'a str),
    /// Prices of its own.
    Fixed,
    /// A share by spend.
    BySpend {
        /// What is spent.
        spend: &'a str,
        /// What of it is paid.
        paid: &'a str,
    },
    /// A share by quantity.
    ByQuantity {
        /// How much is used.
        quantity: &'a str,
        /// The share that is paid.
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

/// What a line of a bill is for.
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

/// A text of the page, with what it speaks of.
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// The form of the workload.
    Workload,
    /// The label of a number of the workload.
    WorkloadNumber(WorkloadField),
    /// What the machines must be besides.
    MachineRule,
    /// What GB means.
    GbRule,
    /// What the dearest would need to match the cheapest.
    WouldNeed {
        /// Its provider.
        name: &'a str,
        /// The pay rate.
        rate: &'a str,
    },
    /// The choice of the currency.
    Currency,
    /// The button that starts again.
    Restart,
    /// The table of the offers.
    Offers,
    /// What the table shows, for those who do not see it.
    OffersCaption,
    /// The column of the pay rates.
    Contract,
    /// What can be typed as a pay rate.
    ContractHint,
    /// The label of the pay rate of a provider.
    ContractOf(&'a str),
    /// The column of the list costs.
    List,
    /// The column of the contracted costs.
    Contracted,
    /// The column of the effective costs.
    Effective,
    /// The column of the savings.
    Saving,
    /// The place of an offer that has none.
    Incomplete,
    /// A part of a total of which the rest is not known.
    MoreThan(&'a str),
    /// The price of a usage line that has none.
    NoPrice {
        /// The usage line.
        line: &'a str,
        /// The SKU without a price.
        sku: &'a str,
    },
    /// A usage line that no SKU answers.
    NoSku(&'a str),
    /// What is agreed for charges of which there is none, by its names.
    WithoutCharge(&'a str),
    /// The button that shows an offer's steps.
    ShowSteps(&'a str),
    /// The button that hides them.
    HideSteps(&'a str),
    /// No contract.
    AtList,
    /// The answer: who is cheapest.
    Cheapest {
        /// The provider.
        name: &'a str,
        /// Its effective cost.
        cost: &'a str,
    },
    /// How much less the cheapest is than the next.
    LessThan {
        /// The difference.
        difference: &'a str,
        /// The next provider.
        name: &'a str,
    },
    /// The cheapest is as cheap as the next.
    AsCheapAs(&'a str),
    /// Offers that could not be priced at all.
    NotPriced(&'a str),
    /// The study has to be mended first.
    MendPlan,
    /// What stands between the names of a list.
    Comma,
    /// What stands between reasons.
    Semicolon,
    /// Providers that cannot be ranked.
    CannotRank(&'a str),
    /// No offer can be ranked.
    NoAnswer,
    /// The workload has to be mended first.
    MendWorkload,
    /// The pay rate has to be mended first.
    MendContract,
    /// A usage line of the workload.
    Line(&'a str),
    /// The machine of a usage line.
    Because {
        /// The SKU.
        sku: &'a str,
        /// Its virtual processors.
        vcpus: &'a str,
        /// Its memory.
        memory_gib: &'a str,
        /// How many machines were large enough.
        large_enough: usize,
        /// The next cheapest, or nothing.
        runner_up: &'a str,
        /// Whether a person chose it.
        is_named: bool,
    },
    /// The only SKU for a usage line.
    OnlySku(&'a str),
    /// The cheapest of several SKUs for a usage line.
    CheapestSku {
        /// The SKU.
        sku: &'a str,
        /// How many there are.
        count: usize,
        /// The next cheapest, or nothing.
        runner_up: &'a str,
    },
    /// No machine is large enough.
    NoMachine(usize),
    /// A quantity converted to the unit of the price.
    Converted {
        /// As used.
        used: &'a str,
        /// As priced.
        priced: &'a str,
    },
    /// The step that ends at list cost.
    ListStep(&'a str),
    /// The step of a pay rate.
    PayStep {
        /// The rate in percent.
        percent: &'a str,
        /// The rate in tenths.
        tenths: &'a str,
        /// The amount before.
        from: &'a str,
        /// The amount after.
        to: &'a str,
        /// Whether it is a share of the amount before all clauses, and not of the amount before it.
        is_of_start: bool,
    },
    /// The step of any other clause.
    TermStep {
        /// What the clause does.
        what: TermText<'a>,
        /// The clause.
        term: &'a str,
        /// The amount before.
        from: &'a str,
        /// The amount after.
        to: &'a str,
    },
    /// The step into the currency compared in.
    ExchangeStep {
        /// The amount before.
        from: &'a str,
        /// The rate.
        rate: &'a str,
        /// The amount after.
        to: &'a str,
        /// Who fixed the rate.
        source: &'a str,
        /// When.
        as_of: &'a str,
    },
    /// The part of a usage line that a charge is for.
    PartOf {
        /// How much of it.
        part: &'a str,
        /// How much the line has.
        of: &'a str,
        /// What the line costs at list.
        list: &'a str,
    },
    /// A commitment that is not in the catalog, by its own name.
    CommitmentName(&'a str),
    /// The choice of a commitment.
    CommitmentChoice,
    /// None of them.
    NoCommitment,
    /// How many machines or packs.
    CommitmentCount,
    /// What became of a commitment.
    HeldLine {
        /// The commitment.
        name: &'a str,
        /// How much of it is drawn, in percent.
        used: &'a str,
        /// What is owed for it.
        fee: &'a str,
        /// What of that is for nothing.
        unused: &'a str,
    },
    /// What commitments are worth to an offer, in percent of list.
    Worth {
        /// How much of the usage they cover.
        coverage: &'a str,
        /// How much the offer saves in all.
        saving: &'a str,
    },
    /// A commitment that holds no more.
    Expired(&'a str),
    /// The table of what is paid in which month.
    CashByMonth,
    /// The column of the months.
    Month,
    /// The first month.
    FirstMonth,
    /// The later months up to the last.
    LaterMonths(usize),
    /// The section of how much to commit.
    HowMuch,
    /// Nothing is sold ahead for what is used.
    NothingSold,
    /// The field of the load.
    LoadOf,
    /// A problem of one of the numbers of the load.
    AtNumber(usize, &'a str),
    /// The slider of an hour, counted from 0.
    HourOf(usize),
    /// What the load costs at best.
    LoadAnswer {
        /// How many hours it has.
        hours: usize,
        /// What they cost with the ladder.
        cost: &'a str,
        /// What they cost on demand.
        on_demand: &'a str,
        /// The difference.
        saved: &'a str,
    },
    /// What the ladder costs too much if demand moves by a fifth.
    Regrets {
        /// If it falls.
        falls: &'a str,
        /// If it rises.
        rises: &'a str,
    },
    /// The table of what to commit to.
    Ladder,
    /// The column of the utilisation above which an offer pays.
    PaysAbove,
    /// Nothing pays.
    CommitNothing,
    /// The chart of the load, for those who do not see it.
    LoadChart,
    /// The bars of the chart of the load.
    LoadKey,
    /// The lines of the chart of the load.
    LevelKey,
    /// What an hour of the machine costs.
    MachineHour(&'a str),
    /// The choice of a machine.
    MachineOf,
    /// The cheapest machine that is large enough.
    CheapestMachine,
    /// The column of what is paid.
    Cash,
    /// The month at whose end no more was paid than on demand.
    PaysBack(usize),
    /// There is none within the term.
    NeverPaysBack,
    /// The part of a usage line that is covered.
    CoveredPart(&'a str),
    /// What a commitment had left over.
    UnusedOf(&'a str),
    /// The step of a commitment that covers.
    CoveredStep {
        /// The commitment.
        commitment: &'a str,
        /// How much is drawn.
        drawn: &'a str,
        /// The amount before.
        from: &'a str,
        /// The amount after.
        to: &'a str,
    },
    /// The step of what a commitment had left over.
    UnusedStep {
        /// The commitment.
        commitment: &'a str,
        /// How much was not drawn.
        left: &'a str,
        /// Of how much.
        capacity: &'a str,
        /// What that costs.
        cost: &'a str,
    },
    /// The step of what a commitment makes dearer.
    OverageStep {
        /// The commitment.
        commitment: &'a str,
        /// How many times the cost is paid.
        factor: &'a str,
        /// The amount before.
        from: &'a str,
        /// The amount after.
        to: &'a str,
    },
    /// The total of an offer, with every digit.
    Total(&'a str),
    /// The button and the region of the clauses besides the pay rate.
    MoreTerms(&'a str),
    /// A contract with clauses that the page cannot edit.
    OtherTerms,
    /// The choice of what a clause does.
    KindOf,
    /// What a clause does.
    Kind(Kind),
    /// The figure of a clause.
    FigureOf,
    /// Where a table by spend starts to pay.
    SpendLimitOf,
    /// Where a table by quantity starts to pay.
    QuantityLimitOf,
    /// Whether the rate that a table reaches is paid on everything.
    OnEverything,
    /// The usage line of a clause.
    ScopeOf,
    /// Every usage line.
    Everything,
    /// The button that adds a clause.
    AddTerm,
    /// The button that removes a clause.
    RemoveTerm,
    /// The choice of how clauses work together.
    StackOf,
    /// How clauses work together.
    Stack(Stack),
    /// What a voucher pays.
    VoucherOf,
    /// What a voucher needs.
    ThresholdOf,
    /// The minimum of the bill.
    MinimumOf,
    /// The tax in percent.
    TaxOf,
    /// Whether the list prices have the tax in them.
    TaxInList,
    /// The choice of where the bill is rounded.
    RoundingOf,
    /// Where a bill is rounded.
    RoundAt(RoundAt),
    /// The choice of how it is rounded.
    RoundModeOf,
    /// How a bill is rounded.
    RoundMode(Mode),
    /// The decimals that rounding keeps.
    PlacesOf,
    /// What one more GB costs where the next costs as much as the last.
    OneMore {
        /// The number of the workload.
        of: WorkloadField,
        /// What one more costs.
        cost: &'a str,
    },
    /// What one more GB costs where that changes.
    OneMoreChanges {
        /// The number of the workload.
        of: WorkloadField,
        /// What one more costs.
        cost: &'a str,
        /// What the last one cost.
        last: &'a str,
    },
    /// One more GB makes the bill fall.
    OneMoreFalls {
        /// The number of the workload.
        of: WorkloadField,
        /// By how much the bill falls.
        by: &'a str,
    },
    /// The choice of the tax basis.
    TaxBasis,
    /// A tax basis, by its name in the study.
    TaxBasisOf(&'a str),
    /// What a month may cost.
    Budget,
    /// The table from list to what is billed.
    Waterfall(&'a str),
    /// The column of the changes.
    Change,
    /// The column of what is left.
    Left,
    /// A clause, by the name that the page gave it or by its own.
    TermName(&'a str),
    /// A line of a bill.
    BillLine(BillText<'a>),
    /// What is billed.
    Billed,
    /// The pay rate that would match the cheapest.
    ToMatch {
        /// The cheapest.
        name: &'a str,
        /// The pay rate on everything.
        rate: &'a str,
    },
    /// No pay rate would match the cheapest.
    NoRateMatches(&'a str),
    /// The pay rate that would meet the budget.
    ToMeetBudget(&'a str),
    /// No pay rate would meet the budget.
    NoRateMeetsBudget,
    /// The budget is met.
    BudgetMet,
    /// The section of the crossings.
    BreakEven,
    /// What is varied in it.
    Vary,
    /// The table of the crossings.
    CrossingsCaption,
    /// Where two costs cross.
    Crossing {
        /// Where.
        at: &'a str,
        /// Who is cheaper below.
        below: &'a str,
        /// Who is cheaper above.
        above: &'a str,
    },
    /// Nobody changes places.
    NoCrossing,
    /// The tax that was put on or taken off.
    TaxStep {
        /// Its percent.
        percent: &'a str,
        /// Whether it was taken off.
        is_off: bool,
    },
    /// The key of the bars.
    BarKey,
    /// A bar, for those who do not see it.
    Bar {
        /// The provider.
        name: &'a str,
        /// Its effective cost.
        effective: &'a str,
        /// Its list cost.
        list: &'a str,
    },
}
