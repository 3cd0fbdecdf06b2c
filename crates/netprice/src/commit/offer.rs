//! What a commitment is, as data.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::decimal::{self, Amount};
use crate::error::{PricingError, Problem, R};
use crate::id::{CommitmentId, Service, SkuId};
use crate::money::{Currency, Money};
use crate::price_book::PriceBook;
use crate::published::Day;
use crate::terms::Scope;
use crate::text::unique_keys;

/// Commitments and the order in which they are applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Commitments {
    /// The order.
    #[serde(skip_serializing_if = "Order::is_narrow_first")]
    pub order: Order,
    /// The commitments that are held.
    pub held: Vec<Commitment>,
}

/// In which order commitments are applied to a usage line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Those in units before those in money, then the narrow before the wide, then the first to
    /// expire, then as listed: a reservation of one SKU before one of a service, and both before a
    /// savings plan.
    ///
    /// Narrow is what names lines or SKUs, then services or purchase options, then regions or
    /// providers, then nothing. Source: AWS, "How Savings Plans apply to your usage" (reserved
    /// instances first, EC2 instance plans before compute plans); Alibaba Cloud, resource plans
    /// (earliest expiry first).
    #[default]
    NarrowFirst,
    /// As listed.
    Listed,
}

impl Order {
    fn is_narrow_first(&self) -> bool {
        *self == Self::NarrowFirst
    }
}

/// A promise to pay a fee for a capacity that usage draws on.
///
/// 5 an hour that cover machines at 0.4 instead of 1 cover 12.5 machines of 15, and 2.5 cost 1
/// each: 7.5 in all. With 10 machines 4 are drawn, and the fifth is the unused charge.
///
/// Source of the example: Alibaba Cloud, ECS savings plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Its name.
    pub id: CommitmentId,
    /// The usage that it may cover; all that draws, if it names nothing. A pack that is suspended
    /// under another billing mode names its purchase option here.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// What usage draws on it.
    #[serde(default, skip_serializing_if = "Draws::is_quantity")]
    pub draws: Draws,
    /// How much can be drawn, in what `draws` counts.
    pub capacity: Amount,
    /// Over which time that is.
    #[serde(default, skip_serializing_if = "Over::is_hour")]
    pub over: Over,
    /// What is owed, whether it is drawn or not.
    pub fee: Fee,
    /// Which usage it covers first.
    #[serde(default, skip_serializing_if = "First::is_highest_saving")]
    pub first: First,
    /// What becomes of what is not drawn.
    #[serde(default, skip_serializing_if = "Unused::is_lost")]
    pub unused: Unused,
    /// What usage in its scope that it does not cover costs, as a multiple of its contracted cost;
    /// once if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overage: Option<Amount>,
    /// The last day that it can be drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Whether no other exclusive commitment may be for the same SKU.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
    /// Whether the fees of the commitments applied before it draw on it too, as they do on a promise
    /// of spend (EDP, MACC): of a promise of 100, fees of 30 leave 70. Only for one that
    /// [`Draws::Spend`] over the [`Over::Period`]. Source: AWS Enterprise Discount Program and
    /// Microsoft MACC, eligible spend.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counts_fees: bool,
}

/// What a unit of usage draws on a commitment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Draws {
    /// One for each unit: 8 committed cores cover 8 of 24.
    ///
    /// Source: Google Cloud, resource-based committed-use discounts.
    #[default]
    Quantity,
    /// A factor for each unit of a SKU: with 4 for `large` and 8 for `xlarge`, 72 cover 9 `xlarge`.
    ///
    /// Only the SKUs named are covered. Source: AWS, instance size flexibility.
    Factors(#[serde(deserialize_with = "unique_keys")] BTreeMap<SkuId, Amount>),
    /// Money at the committed rate of a SKU: at 0.4 a unit, 5 cover 12.5 units.
    ///
    /// Only the SKUs named are covered. Source: AWS and Alibaba Cloud, savings plans.
    Rates(#[serde(deserialize_with = "unique_keys")] BTreeMap<SkuId, Money>),
    /// The cost that usage would have without it: a capacity of 50 for a fee of 37.50 covers usage
    /// worth 50.
    ///
    /// Source: Google Cloud, spend-based committed-use discounts. With a fee that equals the
    /// capacity it is a promise of spend: what is unused is the shortfall. Source: FOCUS
    /// specification, spend agreements.
    Spend(Basis),
}

impl Draws {
    fn is_quantity(&self) -> bool {
        *self == Self::Quantity
    }

    /// Whether the capacity counts units and not money.
    pub(crate) fn is_in_units(&self) -> bool {
        matches!(self, Self::Quantity | Self::Factors(_))
    }

    fn skus(&self) -> Vec<&SkuId> {
        match self {
            Self::Factors(factors) => factors.keys().collect(),
            Self::Rates(rates) => rates.keys().collect(),
            Self::Quantity | Self::Spend(_) => Vec::new(),
        }
    }
}

/// The cost that a promise of spend counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// List cost.
    List,
    /// Contracted cost.
    Contracted,
}

/// Over which time a capacity holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// Each hour; what is not drawn in a stretch of hours is not there in the next.
    #[default]
    Hour,
    /// The whole period of the usage, such as a pack of 500 GB.
    Period,
}

impl Over {
    fn is_hour(&self) -> bool {
        *self == Self::Hour
    }
}

/// What is owed for a commitment.
///
/// Over a period of some hours it comes to upfront × hours ÷ hours of the term, and hourly × hours,
/// and what is owed for the period: 365 upfront for a year of 8,760 hours are 1 for a day's 24.
///
/// Source of the example: AWS China, amortized reservation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fee {
    /// What is paid at the start of the term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upfront: Option<Money>,
    /// The hours of the term, over which the upfront fee is spread; needed with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term_hours: Option<Amount>,
    /// What is paid for each hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hourly: Option<Money>,
    /// What is paid for the period of the usage as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Money>,
}

impl Fee {
    /// What is owed for some hours of a period, rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// [`Problem::CurrencyMismatch`], [`Problem::DividedByZero`] for a term of no hours, and
    /// [`Problem::TooLarge`].
    ///
    /// ```
    /// use netprice::commit::offer::Fee;
    /// use netprice::decimal::parse;
    /// let fee = Fee {
    ///     upfront: Some("365 USD".parse()?),
    ///     term_hours: Some("8760".parse()?),
    ///     hourly: Some("0.1 USD".parse()?),
    ///     ..Fee::default()
    /// };
    /// // A day: 365 ÷ 365, and 24 × 0.1.
    /// assert_eq!(fee.over(parse("24")?, "USD".parse()?)?.to_string(), "3.4 USD");
    /// assert!(fee.over(parse("0")?, "USD".parse()?)?.is_zero());
    /// # Ok::<(), netprice::error::Problem>(())
    /// ```
    pub fn over(&self, hours: Decimal, currency: Currency) -> R<Money> {
        let mut sum = Money::zero(currency);
        if let Some(upfront) = self.upfront {
            let term = self.term_hours.unwrap_or_default().get();
            let share = decimal::times_over(upfront.amount(), hours, term)?;
            sum = sum.plus(Money::new(share, upfront.currency()))?;
        }
        if let Some(hourly) = self.hourly {
            sum = sum.plus(hourly.times(hours)?)?;
        }
        if let Some(period) = self.period {
            sum = sum.plus(period)?;
        }
        Ok(sum)
    }

    fn amounts(&self) -> [(&'static str, Option<Money>); 3] {
        [
            ("upfront", self.upfront),
            ("hourly", self.hourly),
            ("period", self.period),
        ]
    }
}

/// Which usage a commitment covers first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum First {
    /// Where it saves the largest share of the contracted cost; of equal shares where a unit is
    /// cheapest under it, then as listed.
    ///
    /// 10 an hour over 15 units at 0.4 instead of 1 and 10 at 0.8 instead of 1.2: the first kind
    /// saves 60% and draws 6, the other gets 4 for 5 units, and 6 are left to pay: 16. The other
    /// way round it would be 20. Source: Alibaba Cloud, ECS savings plans.
    #[default]
    HighestSaving,
    /// What draws least a unit: the smallest machines.
    ///
    /// Source: AWS, instance size flexibility ("from the smallest to the largest").
    Smallest,
    /// As listed in the usage.
    Listed,
}

impl First {
    fn is_highest_saving(&self) -> bool {
        *self == Self::HighestSaving
    }
}

/// What becomes of capacity that is not drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unused {
    /// It is lost, and its share of the fee is a charge.
    ///
    /// Source: Huawei Cloud, resettable packages; AWS, unused reservation costs.
    #[default]
    Lost,
    /// It is there in the next period, and so is its share of the fee.
    ///
    /// Source: Huawei Cloud, non-resettable packages.
    Kept,
}

impl Unused {
    fn is_lost(&self) -> bool {
        *self == Self::Lost
    }
}

impl Commitments {
    /// Everything that is wrong with them, given what is sold, with fields from `commitments`.
    ///
    /// Names used twice, SKUs that the price book does not list, other currencies, terms of zero
    /// hours, capacities of zero, and exclusive commitments for one SKU.
    #[must_use]
    pub fn problems(&self, book: &PriceBook) -> Vec<PricingError> {
        let mut problems = Vec::new();
        let mut names = BTreeSet::new();
        let mut exclusive: BTreeMap<&SkuId, &CommitmentId> = BTreeMap::new();
        for (index, held) in self.held.iter().enumerate() {
            let at = format!("commitments.held[{index}]");
            if !names.insert(&held.id) {
                let value = held.id.clone();
                problems.push(Problem::DuplicateCommitment { value }.at(format!("{at}.id")));
            }
            problems.extend(held.problems(&at, book));
            for sku in held.skus().filter(|_| held.exclusive) {
                if let Some(other) = exclusive.insert(sku, &held.id) {
                    let problem = Problem::PacksOverlap {
                        value: held.id.clone(),
                        other: other.clone(),
                        sku: sku.clone(),
                    };
                    problems.push(problem.at(format!("{at}.exclusive")));
                }
            }
        }
        problems
    }
}

impl Commitment {
    /// The SKUs that it names.
    fn skus(&self) -> impl Iterator<Item = &SkuId> {
        let mut skus: BTreeSet<&SkuId> = self.scope.skus.iter().collect();
        skus.extend(self.draws.skus());
        skus.into_iter()
    }

    fn problems(&self, at: &str, book: &PriceBook) -> Vec<PricingError> {
        let mut problems = Vec::new();
        let named = self.scope.skus.iter().map(|sku| ("scope.skus", sku));
        let drawn = self.draws.skus().into_iter().map(|sku| ("draws", sku));
        let unknown = named.chain(drawn);
        let unknown = unknown.filter(|(_, sku)| !book.skus.contains_key(*sku));
        problems.extend(unknown.map(|(field, sku)| {
            let known = book.skus.keys().cloned().collect();
            let value = sku.clone();
            Problem::UnknownSku { value, known }.at(format!("{at}.{field}"))
        }));
        problems.extend(self.unknown_services(at, book));
        problems.extend(self.zero_weights(at));
        let is_promise = matches!(self.draws, Draws::Spend(_)) && self.over == Over::Period;
        if self.counts_fees && !is_promise {
            problems.push(Problem::CountsNoSpend.at(format!("{at}.counts_fees")));
        }
        if self
            .fee
            .amounts()
            .iter()
            .all(|(_, amount)| amount.is_none())
        {
            problems.push(Problem::Empty.at(format!("{at}.fee")));
        }
        if self.capacity.is_zero() {
            problems.push(Problem::Zero.at(format!("{at}.capacity")));
        }
        if matches!(self.draws, Draws::Factors(_) | Draws::Rates(_)) && self.draws.skus().is_empty()
        {
            problems.push(Problem::NothingCovered.at(format!("{at}.draws")));
        }
        let mut currency = |field: String, money: Money| {
            if money.amount() < Decimal::ZERO {
                let value = money.to_string();
                problems.push(Problem::Negative { value }.at(field.clone()));
            }
            if money.currency() != book.currency {
                let (value, expected) = (money.currency(), book.currency);
                problems.push(Problem::CurrencyMismatch { value, expected }.at(field));
            }
        };
        for (name, amount) in self.fee.amounts() {
            if let Some(amount) = amount {
                currency(format!("{at}.fee.{name}"), amount);
            }
        }
        if let Draws::Rates(rates) = &self.draws {
            for (sku, rate) in rates {
                currency(format!("{at}.draws.rates.{sku}"), *rate);
            }
        }
        match (self.fee.upfront, self.fee.term_hours) {
            (_, Some(hours)) if hours.is_zero() => {
                problems.push(Problem::Zero.at(format!("{at}.fee.term_hours")));
            }
            (Some(_), None) => {
                problems.push(Problem::Empty.at(format!("{at}.fee.term_hours")));
            }
            (Some(_) | None, Some(_)) | (None, None) => {}
        }
        problems
    }

    /// Services of the scope that no SKU is of.
    fn unknown_services(&self, at: &str, book: &PriceBook) -> Vec<PricingError> {
        let known: BTreeSet<&Service> = book.skus.values().map(|sku| &sku.service).collect();
        let unknown = self.scope.services.iter();
        let unknown = unknown.filter(|service| !known.contains(service));
        let told = unknown.map(|service| {
            let value = service.clone();
            let known = known.iter().copied().cloned().collect();
            Problem::UnknownService { value, known }.at(format!("{at}.scope.services"))
        });
        told.collect()
    }

    /// Factors and rates of zero, which would cover without end.
    fn zero_weights(&self, at: &str) -> Vec<PricingError> {
        let zero = |sku: &SkuId| Problem::Zero.at(format!("{at}.draws.{sku}"));
        match &self.draws {
            Draws::Factors(factors) => {
                let zeros = factors.iter().filter(|(_, factor)| factor.is_zero());
                zeros.map(|(sku, _)| zero(sku)).collect()
            }
            Draws::Rates(rates) => {
                let zeros = rates.iter().filter(|(_, rate)| rate.is_zero());
                zeros.map(|(sku, _)| zero(sku)).collect()
            }
            Draws::Quantity | Draws::Spend(_) => Vec::new(),
        }
    }

    /// Whether usage of a SKU draws on it, as far as its draws say.
    pub(crate) fn draws_on(&self, sku: &SkuId) -> bool {
        match &self.draws {
            Draws::Factors(factors) => factors.contains_key(sku),
            Draws::Rates(rates) => rates.contains_key(sku),
            Draws::Quantity | Draws::Spend(_) => true,
        }
    }

    /// How narrow it is, the narrowest first.
    pub(crate) fn narrowness(&self) -> u8 {
        let scope = &self.scope;
        match () {
            () if !scope.lines.is_empty() || !scope.skus.is_empty() => 0,
            () if !scope.services.is_empty() || !scope.purchase_options.is_empty() => 1,
            () if !scope.regions.is_empty() || !scope.providers.is_empty() => 2,
            () => 3,
        }
    }
}
