//! What can be wrong with an input, as data: the field, the value and what was expected.
//!
//! The enum is exhaustive on purpose, so that a page in another language must translate every
//! case and a new case does not compile until it has.

use std::fmt;

use crate::id::{BookId, CommitmentId, LineId, Service, SkuId, StretchId, TermId};
use crate::money::Currency;
use crate::quantity::{Quantity, Unit};

mod messages;

/// The result of every checked operation of this crate.
pub type R<T> = Result<T, Problem>;

/// One problem at one field of an input.
///
/// `field` is a path in the notation of the document, such as `usage[2].quantity`.
///
/// ```
/// use netprice::error::{PricingError, Problem};
/// let error = Problem::Negative { value: "-1".into() }.at("usage[0].quantity");
/// assert_eq!(error.to_string(), "usage[0].quantity: '-1' is negative; expected zero or more");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricingError {
    /// Where it is, as a path into the document.
    pub field: String,
    /// What is wrong there.
    pub problem: Problem,
}

impl fmt::Display for PricingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.problem)
    }
}

impl std::error::Error for PricingError {}

/// Everything that is wrong with an input, in the order of its fields; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricingErrors(pub Vec<PricingError>);

impl fmt::Display for PricingErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, error) in self.0.iter().enumerate() {
            if position > 0 {
                writeln!(f)?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for PricingErrors {}

impl From<PricingError> for PricingErrors {
    fn from(error: PricingError) -> Self {
        Self(vec![error])
    }
}

/// What is wrong with a value; [`Problem::at`] adds the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing where a value must be.
    Empty,
    /// Text that is not plain decimal notation, such as `1e5` or `1,000`.
    NotADecimal {
        /// The text as given.
        value: String,
    },
    /// Digits of another width or script, such as `１２`.
    NotAsciiDigits {
        /// The text as given.
        value: String,
    },
    /// More digits than 28, which is what an exact decimal holds here.
    TooManyDigits {
        /// The text as given.
        value: String,
    },
    /// More decimals than 12, which is what a share keeps.
    TooManyDecimals {
        /// The text as given.
        value: String,
    },
    /// A negative number where only zero or more makes sense.
    Negative {
        /// The text as given.
        value: String,
    },
    /// A fraction where only whole numbers make sense.
    NotWhole {
        /// The text as given.
        value: String,
    },
    /// A number above the most that the field can mean.
    AboveLimit {
        /// The text as given.
        value: String,
        /// The largest value that is accepted.
        limit: String,
    },
    /// A value below the smallest that is accepted.
    BelowLimit {
        /// The text as given.
        value: String,
        /// The smallest value that is accepted.
        limit: String,
    },
    /// A result that no exact decimal can hold.
    TooLarge {
        /// The operation that overflowed, such as `7 × 8`.
        value: String,
    },
    /// A division by zero.
    DividedByZero {
        /// The dividend.
        value: String,
    },
    /// A name that is blank, too long or holds control characters.
    NotAName {
        /// The text as given.
        value: String,
    },
    /// A currency that ISO 4217 does not list.
    UnknownCurrency {
        /// The text as given.
        value: String,
    },
    /// An amount in one currency where another was needed.
    CurrencyMismatch {
        /// The currency given.
        value: Currency,
        /// The currency needed.
        expected: Currency,
    },
    /// Text that is not an amount with its currency.
    NotMoney {
        /// The text as given.
        value: String,
    },
    /// Text that is not a quantity with its unit.
    NotAQuantity {
        /// The text as given.
        value: String,
    },
    /// Text that is not a unit in FOCUS notation.
    NotAUnit {
        /// The text as given.
        value: String,
    },
    /// A quantity in a unit that does not convert to the unit of the price.
    UnitMismatch {
        /// The quantity given.
        value: Quantity,
        /// The unit that the price is for.
        expected: Unit,
    },
    /// A bare number as a pay rate, which could mean paying or saving that share.
    BarePayRate {
        /// The text as given.
        value: String,
        /// The number in it.
        number: String,
    },
    /// `10折`, which by tenths is the whole list price and by hundredths a tenth of it.
    AmbiguousZhe {
        /// The text as given.
        value: String,
    },
    /// Text in none of the pay-rate notations.
    NotAPayRate {
        /// The text as given.
        value: String,
    },
    /// A pay rate below 0% or above 100%.
    PayRateOutOfRange {
        /// The text as given.
        value: String,
    },
    /// Text that is not a date or a span of dates.
    NotADate {
        /// The text as given.
        value: String,
    },
    /// Usage of something that the price book does not list.
    UnknownSku {
        /// The SKU given.
        value: SkuId,
        /// The SKUs that the price book lists.
        known: Vec<SkuId>,
    },
    /// A table without a column that it needs.
    MissingColumn {
        /// The columns that it has.
        value: String,
        /// The column.
        expected: String,
    },
    /// A price book that neither the plan nor the catalog holds.
    UnknownPriceBook {
        /// The name given.
        value: BookId,
        /// The names that there are.
        known: Vec<BookId>,
    },
    /// An offer with neither usage nor a need that could be turned into usage.
    NoUsage {
        /// The price book of the offer.
        value: BookId,
    },
    /// A document that does not have the shape of a plan.
    Malformed {
        /// What the reader of the document says.
        message: String,
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
    /// Two offers of one name in a comparison.
    DuplicateOffer {
        /// The name given twice.
        value: String,
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
    /// Weights of which none is above zero.
    NoWeights,
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
    /// Text that is not a span of hours of a day.
    NotHoursOfDay {
        /// The text as given.
        value: String,
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
    /// Zero where only more makes sense: a price in a series, the hours of a term, a capacity.
    Zero,
    /// Fewer prices than a series needs.
    TooFewPrices {
        /// How many there are.
        value: usize,
        /// How many are needed.
        expected: usize,
    },
    /// Two commitments of one name.
    DuplicateCommitment {
        /// The name.
        value: CommitmentId,
    },
    /// Two stretches of hours of one name.
    DuplicateStretch {
        /// The name.
        value: StretchId,
    },
    /// A usage line that names no stretch of hours where there are several, or none at all, and a
    /// commitment counts by the hour.
    NoStretch {
        /// The stretches that there are.
        known: Vec<StretchId>,
    },
    /// A usage line in a stretch of hours that is not there.
    UnknownStretch {
        /// The stretch given.
        value: StretchId,
        /// The stretches that there are.
        known: Vec<StretchId>,
    },
    /// A commitment in money per hour that covers nothing, since it names no rate.
    NothingCovered,
    /// A number that is not between 0 and 1, or is one of them where neither is meant.
    NotAProbability {
        /// The number.
        value: String,
    },
    /// Cash flows that never change their sign, or do so twice: no rate of return, or several.
    NoRateOfReturn,
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
    /// A machine chosen by name that the price book does not have, or that is too small.
    NotLargeEnough {
        /// The machine.
        value: SkuId,
        /// The machines that are large enough.
        known: Vec<SkuId>,
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
    /// Text that is not a time of the clock.
    NotATime {
        /// The text as given.
        value: String,
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
}

impl Problem {
    /// The problem with the path of the field where it is.
    #[must_use]
    pub fn at(self, field: impl Into<String>) -> PricingError {
        PricingError {
            field: field.into(),
            problem: self,
        }
    }
}

impl std::error::Error for Problem {}
