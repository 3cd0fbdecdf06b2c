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

pub use known::{Known, is_near};
pub(crate) use list::under;
pub use list::{Located, Problems};

/// A problem of a pricing input; [`Problem::at`] adds its path.
///
/// The enum is exhaustive on purpose, so that a page in another language must translate every case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Problem {
    /// A SKU that the price book does not list.
    #[error("'{value}' is not in the price book; expected {known}")]
    UnknownSku {
        /// The SKU given.
        value: SkuId,
        /// The SKUs that the price book lists.
        known: Known<SkuId>,
    },
    /// Two usage lines with the same name.
    #[error("'{value}' is the name of two usage lines; expected a unique name")]
    DuplicateLine {
        /// The name given twice.
        value: LineId,
    },
    /// Two terms with the same name in a contract.
    #[error("'{value}' is the name of two terms; expected a unique name")]
    DuplicateTerm {
        /// The name given twice.
        value: TermId,
    },
    /// Two line minimums, vouchers or tax rates with the same name in an agreement.
    #[error(
        "'{value}' is the name of two line minimums, vouchers or tax rates; expected a unique name"
    )]
    DuplicateAdjustment {
        /// The name given twice.
        value: TermId,
    },
    /// Two equivalents that define the same unit.
    #[error("'{value}' is defined twice; expected one equivalent for each unit")]
    DuplicateEquivalent {
        /// The unit.
        value: String,
    },
    /// A term whose last day is before its first.
    #[error("'{value}' is before the first day; expected {from} or a later day")]
    EndsBeforeStart {
        /// The last day.
        value: String,
        /// The first day.
        from: String,
    },
    /// A best-of, first-of or additive term without terms.
    #[error("there are no terms; expected at least one")]
    NoTerms,
    /// A price of zero, whose source does not say that it is free.
    #[error(
        "the price is '0', and its source does not say that it is free; expected a price above zero, or free = true"
    )]
    ZeroPrice,
    /// A quantity above the end of the last tier, where the price list says nothing.
    #[error("'{value}' is above the last tier of the price; expected at most {limit}")]
    AboveLastTier {
        /// The quantity.
        value: String,
        /// The end of the last tier.
        limit: String,
    },
    /// A currency that cannot be converted, because its minor unit is not a power of ten.
    #[error(
        "'{value}' has a minor unit that is not a power of ten, and is not converted; expected another currency"
    )]
    NotDecimal {
        /// The currency.
        value: Currency,
    },
    /// A price or a rate table without tiers or time windows.
    #[error("there are no tiers; expected at least one")]
    NoTiers,
    /// A first tier that does not start at zero.
    #[error("the first tier starts at '{value}'; expected 0")]
    TiersStartLate {
        /// The start of the first tier.
        value: String,
    },
    /// A gap between two tiers, in which units have no price.
    #[error(
        "the tier starts at '{value}' and leaves a gap; expected {expected}, where the tier before ends"
    )]
    TierGap {
        /// The start of the tier.
        value: String,
        /// The end of the tier before it.
        expected: String,
    },
    /// An overlap of two tiers, in which units have two prices.
    #[error(
        "the tier starts at '{value}' and overlaps the one before; expected {expected}, where that one ends"
    )]
    TierOverlap {
        /// The start of the tier.
        value: String,
        /// The end of the tier before it.
        expected: String,
    },
    /// A tier that ends at or before its start.
    #[error("the tier ends at '{value}'; expected more than {from}, where it starts")]
    TierDescends {
        /// The end of the tier.
        value: String,
        /// The start of the tier.
        from: String,
    },
    /// A tier without an end that is not the last tier.
    #[error("the tier has no end; expected one, since only the last tier is open")]
    OpenTierInside,
    /// A last tier of an agreement that ends, so that usage beyond it has no agreed price.
    #[error("the last tier ends at '{value}'; expected no end, so that all usage has a price")]
    LastTierEnds {
        /// The end of the last tier.
        value: String,
    },
    /// A comparison with or without tax that includes a price list whose tax is unknown.
    #[error(
        "the tax is unknown, and the comparison is on one tax basis; expected its percent and whether prices include it"
    )]
    NoTax,
    /// A package size of zero.
    #[error("'0' is not a package size; expected more than zero")]
    EmptyPackage,
    /// A fee owed at zero usage on a tier other than the first.
    #[error("'true' is set on a later tier; expected it on the first tier only")]
    FeeAtZeroInside,
    /// Two time windows that overlap.
    #[error("'{value}' overlaps {other}; expected each hour in one window")]
    HoursOverlap {
        /// The hours of the window.
        value: String,
        /// The hours of the earlier window.
        other: String,
    },
    /// A usage line without hours of the day, whose price depends on them.
    #[error(
        "the usage has no hours of the day, and the price depends on them; expected a span such as 00:00/08:00"
    )]
    NoHoursOfDay,
    /// A usage line whose hours do not lie within a single time window.
    #[error(
        "'{value}' does not lie within one time window of the price; expected hours that do not cross a window"
    )]
    OutsideHours {
        /// The hours given.
        value: String,
    },
    /// A dated price, term, commitment or voucher, while the usage has no day.
    #[error("the usage has no day, and prices or terms have dates; expected YYYY-MM-DD")]
    NoDay,
    /// A price whose day is not after the day of the price before it.
    #[error("'{value}' is not after the day before it; expected a day after {before}")]
    DayDescends {
        /// The day given.
        value: String,
        /// The day of the price before.
        before: String,
    },
    /// A usage line whose last day is before its first.
    #[error("'{value}' is before {from}, the first day; expected that day or a later one")]
    EndsEarly {
        /// The last day.
        value: String,
        /// The first day.
        from: String,
    },
    /// A usage line whose number of factors differs from that of its SKU.
    #[error("the line gives '{value}' factors; expected {expected}, as the SKU has them")]
    FactorCount {
        /// The number of factors that the line gives.
        value: usize,
        /// The number of factors that the SKU has.
        expected: usize,
    },
    /// An upfront fee with a term in hours and another in months.
    #[error("'{value}' months beside a term in hours; expected one of the two")]
    TwoTerms {
        /// The term in months.
        value: String,
    },
    /// A conversion that the exchange rates do not cover.
    #[error("'{value}' has no exchange rate; expected {known}")]
    NoExchangeRate {
        /// The currency without a rate.
        value: Currency,
        /// The currencies that have a rate.
        known: Known<Currency>,
    },
    /// A rate of the base currency other than 1.
    #[error(
        "'{value}' is the base currency and has a rate of its own; expected none, since it is 1"
    )]
    BaseRate {
        /// The base currency.
        value: Currency,
    },
    /// A field that is absent although another one does nothing without it.
    #[error("no value is given, and '{value}' does nothing without it; expected both or neither")]
    NeededBy {
        /// The other field.
        value: String,
    },
    /// A rounding of a customer's bill at a stage before the bill, where the price book's holds.
    #[error(
        "is a rounding before the bill, which an agreement does not change; expected it in the price book"
    )]
    StageBeforeBill,
    /// A day before the first exchange rate of a series.
    #[error("'{value}' is before the first exchange rate; expected {from} or a later day")]
    NoRateYet {
        /// The day.
        value: String,
        /// The first day with rates.
        from: String,
    },
    /// An exchange rate of zero.
    #[error("'{value}' has an exchange rate of 0; expected more than zero")]
    ZeroRate {
        /// The currency with that rate.
        value: Currency,
    },
    /// Two commitments with the same name.
    #[error("'{value}' is the name of two commitments; expected a unique name")]
    DuplicateCommitment {
        /// The name.
        value: CommitmentId,
    },
    /// Two time blocks with the same name.
    #[error("'{value}' is the name of two time blocks; expected a unique name")]
    DuplicateTimeBlock {
        /// The name.
        value: TimeBlockId,
    },
    /// A missing time block where a commitment counts hours: the usage has none, or it has several
    /// and a line names none of them.
    #[error("{}, and a commitment counts by the hour; expected {}", no_block(.known), one_of(.known))]
    NoTimeBlock {
        /// The time blocks of the usage.
        known: Known<TimeBlockId>,
    },
    /// A usage line that names an unknown time block.
    #[error("'{value}' is not a time block of this usage; expected {known}")]
    UnknownTimeBlock {
        /// The time block given.
        value: TimeBlockId,
        /// The time blocks of the usage.
        known: Known<TimeBlockId>,
    },
    /// A commitment by factors or rates that names no SKU and therefore covers nothing.
    #[error("the commitment names no SKU; expected at least one SKU")]
    NothingCovered,
    /// A traffic tariff whose unit of price does not fit its metering.
    #[error(
        "the unit of the price does not fit the metering; expected GB or GiB for a volume, Mbps for a bandwidth, and Mbps-day for each day's peak"
    )]
    UnitOfMeasure,
    /// A term of a group with a stage of its own.
    #[error(
        "'{value}' is the stage of a term in a group; expected none, since the group has the stage"
    )]
    StageInGroup {
        /// The stage.
        value: String,
    },
    /// A term at a stage whose charges it cannot change: a price per unit on fees, or an agreed price
    /// after commitments.
    #[error("'{value}' is a stage that the change cannot apply to; expected one of {}", .expected.join(", "))]
    WrongStage {
        /// The stage.
        value: String,
        /// The stages at which it can apply.
        expected: Vec<String>,
    },
    /// Something in an agreement whose effect on a row depends on other rows.
    #[error("'{value}' depends on other rows; expected terms that change each row by itself")]
    NotByRow {
        /// The name of the change, or of the field.
        value: String,
    },
    /// A commitment that counts fees but is not a promise of spend over the period.
    #[error("fees count on a promise of spend only; expected draws = 'spend' and over = 'period'")]
    CountsNoSpend,
    /// A commitment with the name of a usage line; their charges could not be told apart.
    #[error("'{value}' is also the name of a usage line; expected another name")]
    NamedLikeLine {
        /// The name.
        value: LineId,
    },
    /// A service to which no SKU of the price book belongs.
    #[error("'{value}' is not a service of the price book; expected {known}")]
    UnknownService {
        /// The service.
        value: Service,
        /// The services of the price book.
        known: Known<Service>,
    },
    /// A scope that names another provider than that of the price book.
    #[error("'{value}' is not the provider of the price book; expected {known}")]
    UnknownProvider {
        /// The provider.
        value: Provider,
        /// The provider of the price book.
        known: Known<Provider>,
    },
    /// A scope that names another region than that of the price book.
    #[error("'{value}' is not the region of the price book; expected {known}")]
    UnknownRegion {
        /// The region.
        value: Region,
        /// The region of the price book.
        known: Known<Region>,
    },
    /// A purchase option that no SKU of the price book has.
    #[error("'{value}' is not a purchase option of the price book; expected {known}")]
    UnknownPurchaseOption {
        /// The purchase option.
        value: PurchaseOption,
        /// The purchase options of the price book.
        known: Known<PurchaseOption>,
    },
    /// A scope that names an unknown usage line.
    #[error("'{value}' is not a usage line; expected {known}")]
    UnknownLine {
        /// The line.
        value: LineId,
        /// The names of all usage lines.
        known: Known<LineId>,
    },
    /// An account that owns neither usage nor a commitment.
    #[error("'{value}' owns no usage and no commitment; expected {known}")]
    UnknownAccount {
        /// The account.
        value: AccountId,
        /// The accounts that own usage or a commitment.
        known: Known<AccountId>,
    },
    /// A rule that counts each line alone, on the count of all lines of a SKU.
    #[error(
        "'{value}' counts each line alone, and a SKU counts its lines together; expected it as the rule of a factor"
    )]
    RuleOfFactor {
        /// The rule.
        value: String,
    },
    /// A negative deduction, which would be a surcharge.
    #[error("'{value}' off would be added; expected zero or more, or a markup")]
    NegativeOff {
        /// The amount.
        value: String,
    },
    /// Two exclusive packs for the same SKU.
    #[error(
        "'{value}' and {other} are both exclusive for {sku}; expected one exclusive pack for each SKU"
    )]
    PacksOverlap {
        /// The pack.
        value: CommitmentId,
        /// The earlier pack.
        other: CommitmentId,
        /// The SKU that both cover.
        sku: SkuId,
    },
    /// A demand curve whose hours are not consecutive.
    #[error(
        "the next hour of the curve is '{value}'; expected {expected}, so that every hour is known"
    )]
    CurveGap {
        /// The hour given.
        value: String,
        /// The hour that was expected.
        expected: String,
    },
    /// A time that occurs twice in a table of samples.
    #[error("'{value}' occurs twice; expected each time once")]
    DuplicateTime {
        /// The time.
        value: String,
    },
    /// A time that is earlier than that of the row before.
    #[error("'{value}' is earlier than the previous row; expected ascending times")]
    TimeDescends {
        /// The time.
        value: String,
    },
    /// A time that is not a whole number of intervals after the first.
    #[error(
        "'{value}' is not on the sampling interval; expected whole steps of {interval} minutes from the first"
    )]
    OffInterval {
        /// The time.
        value: String,
        /// The interval in minutes.
        interval: i64,
    },
    /// A rate with more than 12 decimals of a Mbps.
    #[error("'{value}' Mbps has too many decimals; expected at most 12")]
    TooFineRate {
        /// The rate in Mbps.
        value: String,
    },
    /// A missing sample, with no rule for missing samples.
    #[error(
        "sample '{value}' of {of} is missing; expected all samples, or a rule for missing ones"
    )]
    MissingSample {
        /// The position of the sample, counted from 1.
        value: usize,
        /// The number of samples.
        of: usize,
    },
    /// Two offers with the same name.
    #[error("'{value}' is the name of two offers; expected a unique name")]
    DuplicateOffer {
        /// The name.
        value: OfferId,
    },
    /// Two sellers with the same name.
    #[error("'{value}' is the name of two sellers; expected a unique name")]
    DuplicateSeller {
        /// The name.
        value: SellerId,
    },
    /// A tender step so small that a seller could make more bids than the limit allows.
    #[error(
        "'{value}' is too small a step; expected at most {limit} steps from the opening price to the floor"
    )]
    StepTooSmall {
        /// The step.
        value: Discount,
        /// The maximum number of steps from the opening price down to the seller's floor.
        limit: u32,
    },
    /// A request for a total although some usage has no price.
    #[error("there is no total, since no price is known for {}; expected a price for every usage line", listed(.value))]
    MissingPrices {
        /// The usage lines without a price.
        value: Vec<LineId>,
    },
    /// A problem of a single value.
    #[serde(untagged)]
    #[error(transparent)]
    Value(#[from] ValueProblem),
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

fn no_block(known: &Known<TimeBlockId>) -> &'static str {
    if known.names.is_empty() {
        return "the usage has no time blocks";
    }
    "the usage line names no time block"
}

fn one_of(known: &Known<TimeBlockId>) -> String {
    if known.names.is_empty() {
        return "at least one, with its hours".to_owned();
    }
    known.to_string()
}

fn listed<T: std::fmt::Display>(values: &[T]) -> String {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    texts.join(", ")
}
