//! Problems of prices, usage and agreements, as data: the path, the value and the expectation.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::value::discount::Discount;
use crate::value::id::{
    AccountId, CommitmentId, LineId, OfferId, Provider, PurchaseOption, Region, SellerId, Service,
    SkuId, TermId, TimeBlockId,
};
use crate::value::money::Currency;
use crate::value::path::Path;
use crate::value::problem::ValueProblem;

mod known;
mod list;
mod messages;

pub use known::Known;
pub(crate) use list::under;
pub use list::{Located, Problems};

/// A problem of a pricing input; [`Problem::at`] adds its path.
///
/// The enum is exhaustive on purpose, so that a page in another language must translate every case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(tag = "code", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Problem {
    /// A SKU that the price book does not list.
    UnknownSku {
        /// The SKU given.
        value: SkuId,
        /// The SKUs that the price book lists.
        known: Known<SkuId>,
    },
    /// Two usage lines with the same name.
    DuplicateLine {
        /// The name given twice.
        value: LineId,
    },
    /// Two terms with the same name in a contract.
    DuplicateTerm {
        /// The name given twice.
        value: TermId,
    },
    /// Two line minimums, vouchers or tax rates with the same name in an agreement.
    DuplicateAdjustment {
        /// The name given twice.
        value: TermId,
    },
    /// Two equivalents that define the same unit.
    DuplicateEquivalent {
        /// The unit.
        value: String,
    },
    /// A term whose last day is before its first.
    EndsBeforeStart {
        /// The last day.
        value: String,
        /// The first day.
        from: String,
    },
    /// A best-of, first-of or additive term without terms.
    NoTerms,
    /// A price of zero, whose source does not say that it is free.
    ZeroPrice,
    /// A quantity above the end of the last tier, where the price list says nothing.
    AboveLastTier {
        /// The quantity.
        value: String,
        /// The end of the last tier.
        limit: String,
    },
    /// A currency that cannot be converted, because its minor unit is not a power of ten.
    NotDecimal {
        /// The currency.
        value: Currency,
    },
    /// A price or a rate table without tiers or time windows.
    NoTiers,
    /// A first tier that does not start at zero.
    TiersStartLate {
        /// The start of the first tier.
        value: String,
    },
    /// A gap between two tiers, in which units have no price.
    TierGap {
        /// The start of the tier.
        value: String,
        /// The end of the tier before it.
        expected: String,
    },
    /// An overlap of two tiers, in which units have two prices.
    TierOverlap {
        /// The start of the tier.
        value: String,
        /// The end of the tier before it.
        expected: String,
    },
    /// A tier that ends at or before its start.
    TierDescends {
        /// The end of the tier.
        value: String,
        /// The start of the tier.
        from: String,
    },
    /// A tier without an end that is not the last tier.
    OpenTierInside,
    /// A last tier of an agreement that ends, so that usage beyond it has no agreed price.
    LastTierEnds {
        /// The end of the last tier.
        value: String,
    },
    /// A comparison with or without tax that includes a price list whose tax is unknown.
    NoTax,
    /// A package size of zero.
    EmptyPackage,
    /// A fee owed at zero usage on a tier other than the first.
    FeeAtZeroInside,
    /// Two time windows that overlap.
    HoursOverlap {
        /// The hours of the window.
        value: String,
        /// The hours of the earlier window.
        other: String,
    },
    /// A usage line without hours of the day, whose price depends on them.
    NoHoursOfDay,
    /// A usage line whose hours do not lie within a single time window.
    OutsideHours {
        /// The hours given.
        value: String,
    },
    /// A dated price, term, commitment or voucher, while the usage has no day.
    NoDay,
    /// A price whose day is not after the day of the price before it.
    DayDescends {
        /// The day given.
        value: String,
        /// The day of the price before.
        before: String,
    },
    /// A usage line whose last day is before its first.
    EndsEarly {
        /// The last day.
        value: String,
        /// The first day.
        from: String,
    },
    /// A usage line whose number of factors differs from that of its SKU.
    FactorCount {
        /// The number of factors that the line gives.
        value: usize,
        /// The number of factors that the SKU has.
        expected: usize,
    },
    /// An upfront fee with a term in hours and another in months.
    TwoTerms {
        /// The term in months.
        value: String,
    },
    /// A conversion that the exchange rates do not cover.
    NoExchangeRate {
        /// The currency without a rate.
        value: Currency,
        /// The currencies that have a rate.
        known: Known<Currency>,
    },
    /// A rate of the base currency other than 1.
    BaseRate {
        /// The base currency.
        value: Currency,
    },
    /// A field that is absent although another one does nothing without it.
    NeededBy {
        /// The other field.
        value: String,
    },
    /// A rounding of a customer's bill at a stage before the bill, where the price book's holds.
    StageBeforeBill,
    /// A day before the first exchange rate of a series.
    NoRateYet {
        /// The day.
        value: String,
        /// The first day with rates.
        from: String,
    },
    /// An exchange rate of zero.
    ZeroRate {
        /// The currency with that rate.
        value: Currency,
    },
    /// Two commitments with the same name.
    DuplicateCommitment {
        /// The name.
        value: CommitmentId,
    },
    /// Two time blocks with the same name.
    DuplicateTimeBlock {
        /// The name.
        value: TimeBlockId,
    },
    /// A missing time block where a commitment counts hours: the usage has none, or it has several
    /// and a line names none of them.
    NoTimeBlock {
        /// The time blocks of the usage.
        known: Known<TimeBlockId>,
    },
    /// A usage line that names an unknown time block.
    UnknownTimeBlock {
        /// The time block given.
        value: TimeBlockId,
        /// The time blocks of the usage.
        known: Known<TimeBlockId>,
    },
    /// A commitment by factors or rates that names no SKU and therefore covers nothing.
    NothingCovered,
    /// A traffic tariff whose unit of price does not fit its metering.
    UnitOfMeasure,
    /// A term of a group with a stage of its own.
    StageInGroup {
        /// The stage.
        value: String,
    },
    /// A term at a stage whose charges it cannot change: a price per unit on fees, or an agreed price
    /// after commitments.
    WrongStage {
        /// The stage.
        value: String,
        /// The stages at which it can apply.
        expected: Vec<String>,
    },
    /// A commitment that counts fees but is not a promise of spend over the period.
    CountsNoSpend,
    /// A commitment with the name of a usage line; their charges could not be told apart.
    NamedLikeLine {
        /// The name.
        value: LineId,
    },
    /// A service to which no SKU of the price book belongs.
    UnknownService {
        /// The service.
        value: Service,
        /// The services of the price book.
        known: Known<Service>,
    },
    /// A scope that names another provider than that of the price book.
    UnknownProvider {
        /// The provider.
        value: Provider,
        /// The provider of the price book.
        known: Known<Provider>,
    },
    /// A scope that names another region than that of the price book.
    UnknownRegion {
        /// The region.
        value: Region,
        /// The region of the price book.
        known: Known<Region>,
    },
    /// A purchase option that no SKU of the price book has.
    UnknownPurchaseOption {
        /// The purchase option.
        value: PurchaseOption,
        /// The purchase options of the price book.
        known: Known<PurchaseOption>,
    },
    /// A scope that names an unknown usage line.
    UnknownLine {
        /// The line.
        value: LineId,
        /// The names of all usage lines.
        known: Known<LineId>,
    },
    /// An account that owns neither usage nor a commitment.
    UnknownAccount {
        /// The account.
        value: AccountId,
        /// The accounts that own usage or a commitment.
        known: Known<AccountId>,
    },
    /// A rule that counts each line alone, on the count of all lines of a SKU.
    RuleOfFactor {
        /// The rule.
        value: String,
    },
    /// A negative deduction, which would be a surcharge.
    NegativeOff {
        /// The amount.
        value: String,
    },
    /// Two exclusive packs for the same SKU.
    PacksOverlap {
        /// The pack.
        value: CommitmentId,
        /// The earlier pack.
        other: CommitmentId,
        /// The SKU that both cover.
        sku: SkuId,
    },
    /// A demand curve whose hours are not consecutive.
    CurveGap {
        /// The hour given.
        value: String,
        /// The hour that was expected.
        expected: String,
    },
    /// A time that occurs twice in a table of samples.
    DuplicateTime {
        /// The time.
        value: String,
    },
    /// A time that is earlier than that of the row before.
    TimeDescends {
        /// The time.
        value: String,
    },
    /// A time that is not a whole number of intervals after the first.
    OffInterval {
        /// The time.
        value: String,
        /// The interval in minutes.
        interval: i64,
    },
    /// A rate that is not a whole number of bits a second.
    PartOfABit {
        /// The rate in Mbps.
        value: String,
    },
    /// A missing sample, with no rule for missing samples.
    MissingSample {
        /// The position of the sample, counted from 1.
        value: usize,
        /// The number of samples.
        of: usize,
    },
    /// Two offers with the same name.
    DuplicateOffer {
        /// The name.
        value: OfferId,
    },
    /// Two sellers with the same name.
    DuplicateSeller {
        /// The name.
        value: SellerId,
    },
    /// A tender step so small that a seller could make more bids than the limit allows.
    StepTooSmall {
        /// The step.
        value: Discount,
        /// The maximum number of steps from the opening price down to the seller's floor.
        limit: u32,
    },
    /// A request for a total although some usage has no price.
    MissingPrices {
        /// The usage lines without a price.
        value: Vec<LineId>,
    },
    /// A problem of a single value.
    #[serde(untagged)]
    Value(ValueProblem),
}

impl Problem {
    /// Attaches a path to the problem.
    ///
    /// ```
    /// use netprice::value::problem::ValueProblem;
    /// let error = ValueProblem::Negative { value: "-1".into() }.at("quantity").under("usage");
    /// assert_eq!(error.to_string(), "usage.quantity: '-1' is negative; expected zero or more");
    /// ```
    #[must_use]
    pub fn at(self, path: impl Into<Path>) -> Located {
        let (path, problem) = (path.into(), self);
        Located { path, problem }
    }

    /// The stable code of the problem, such as `unknown_sku`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        if let Self::Value(problem) = self {
            return problem.code();
        }
        self.into()
    }
}

impl ValueProblem {
    /// Attaches a path to the problem.
    #[must_use]
    pub fn at(self, path: impl Into<Path>) -> Located {
        Problem::from(self).at(path)
    }
}

impl From<ValueProblem> for Problem {
    fn from(problem: ValueProblem) -> Self {
        Self::Value(problem)
    }
}

impl std::error::Error for Problem {}
