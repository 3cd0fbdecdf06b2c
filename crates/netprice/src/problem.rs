//! What can be wrong with prices, usage and agreements, as data: the path, the value and what was
//! expected.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::value::discount::Discount;
use crate::value::id::{
    CommitmentId, LineId, OfferId, SellerId, Service, SkuId, TermId, TimeBlockId,
};
use crate::value::money::Currency;
use crate::value::path::Path;
use crate::value::problem::ValueProblem;

mod list;
mod messages;

pub use list::{Located, Problems};
pub use messages::one_of;

/// What is wrong with an input of pricing; [`Problem::at`] adds the path.
///
/// The enum is exhaustive on purpose, so that a page in another language must translate every case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(tag = "code", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Problem {
    /// Usage of something that the price book does not list.
    UnknownSku {
        /// The SKU given.
        value: SkuId,
        /// The SKUs that the price book lists.
        known: Vec<SkuId>,
    },
    /// Two usage lines of one name.
    DuplicateLine {
        /// The name given twice.
        value: LineId,
    },
    /// Two terms of one name in a contract.
    DuplicateTerm {
        /// The name given twice.
        value: TermId,
    },
    /// A graduated price without tiers.
    NoTiers,
    /// A first tier that does not start at zero.
    TiersStartLate {
        /// Where the first tier starts.
        value: String,
    },
    /// Units between two tiers that neither prices.
    TierGap {
        /// Where the tier starts.
        value: String,
        /// Where the tier before it ends.
        expected: String,
    },
    /// Units that two tiers price.
    TierOverlap {
        /// Where the tier starts.
        value: String,
        /// Where the tier before it ends.
        expected: String,
    },
    /// A tier that ends where it starts, or before.
    TierDescends {
        /// Where the tier ends.
        value: String,
        /// Where the tier starts.
        from: String,
    },
    /// A tier with no end that is not the last.
    OpenTierInside,
    /// A last tier that ends, so that usage beyond it has no price.
    LastTierEnds {
        /// Where the last tier ends.
        value: String,
    },
    /// A comparison with or without tax, of a price list whose tax is not known.
    NoTax,
    /// A package of no units.
    EmptyPackage,
    /// A fee owed at zero in a tier that zero does not reach.
    FeeAtZeroInside,
    /// Hours of the day that two windows price.
    HoursOverlap {
        /// The hours of the window.
        value: String,
        /// The hours of the window before.
        other: String,
    },
    /// Usage without hours, of something priced by the time of day.
    NoHoursOfDay,
    /// Usage in hours that no one window holds.
    OutsideHours {
        /// The hours given.
        value: String,
    },
    /// A price or a term with dates, and usage without a day.
    NoDay,
    /// Prices whose days do not follow each other.
    DayDescends {
        /// The day given.
        value: String,
        /// The day of the price before.
        before: String,
    },
    /// A usage line with another number of factors than its SKU.
    FactorCount {
        /// How many it has.
        value: usize,
        /// How many the SKU has.
        expected: usize,
    },
    /// A conversion that the exchange rates do not cover.
    NoExchangeRate {
        /// The currency without a rate.
        value: Currency,
        /// The currencies that have one.
        known: Vec<Currency>,
    },
    /// A rate of the base currency other than 1.
    BaseRate {
        /// The base currency.
        value: Currency,
    },
    /// An exchange rate of zero.
    ZeroRate {
        /// The currency whose rate it is.
        value: Currency,
    },
    /// Two commitments of one name.
    DuplicateCommitment {
        /// The name.
        value: CommitmentId,
    },
    /// Two time blocks of one name.
    DuplicateTimeBlock {
        /// The name.
        value: TimeBlockId,
    },
    /// A usage line that names no time block where there are several, or none at all, and a
    /// commitment counts by the hour.
    NoTimeBlock {
        /// The time blocks that there are.
        known: Vec<TimeBlockId>,
    },
    /// A usage line in a time block that is not there.
    UnknownTimeBlock {
        /// The time block given.
        value: TimeBlockId,
        /// The time blocks that there are.
        known: Vec<TimeBlockId>,
    },
    /// A commitment in money per hour that covers nothing, since it names no rate.
    NothingCovered,
    /// Traffic measured by one thing and priced by another.
    UnitOfMeasure,
    /// A commitment that counts fees, but is not drawn by spend over the period.
    CountsNoSpend,
    /// A commitment of the name of a usage line, whose charges could not be told apart.
    NamedLikeLine {
        /// The name.
        value: LineId,
    },
    /// A service that no SKU of the price book is of.
    UnknownService {
        /// The service.
        value: Service,
        /// The services that there are.
        known: Vec<Service>,
    },
    /// A usage line that is not there.
    UnknownLine {
        /// The line.
        value: LineId,
        /// The lines that there are.
        known: Vec<LineId>,
    },
    /// Two exclusive packs for the same SKU.
    PacksOverlap {
        /// The pack.
        value: CommitmentId,
        /// The pack before.
        other: CommitmentId,
        /// What both are for.
        sku: SkuId,
    },
    /// Hours of a demand curve that nothing is known of.
    CurveGap {
        /// The hour that comes next.
        value: String,
        /// The hour that was expected.
        expected: String,
    },
    /// A time that a table of samples has twice.
    DuplicateTime {
        /// The time.
        value: String,
    },
    /// A time before the one before it.
    TimeDescends {
        /// The time.
        value: String,
    },
    /// A time that is not a whole number of intervals after the first.
    OffInterval {
        /// The time.
        value: String,
        /// The minutes of an interval.
        interval: i64,
    },
    /// A rate that is not a whole number of bits a second.
    PartOfABit {
        /// The rate in Mbps.
        value: String,
    },
    /// A sample that is not there, and nothing says what that means.
    MissingSample {
        /// Which, counted from 1.
        value: usize,
        /// Of how many.
        of: usize,
    },
    /// Two offers of one name.
    DuplicateOffer {
        /// The name.
        value: OfferId,
    },
    /// Two sellers of one name.
    DuplicateSeller {
        /// The name.
        value: SellerId,
    },
    /// A step of a tender so small that a seller could bid too often.
    StepTooSmall {
        /// The step.
        value: Discount,
        /// The most steps from the opening price down to the seller's floor.
        limit: u32,
    },
    /// A total that is asked for although some usage has no price.
    MissingPrices {
        /// The usage lines without a price.
        value: Vec<LineId>,
    },
    /// What is wrong with a single value.
    #[serde(untagged)]
    Value(ValueProblem),
}

impl Problem {
    /// The problem with the path where it is.
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

    /// A stable name of the kind of problem, such as `unknown_sku`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        if let Self::Value(problem) = self {
            return problem.code();
        }
        self.into()
    }
}

impl ValueProblem {
    /// The problem with the path where it is.
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
