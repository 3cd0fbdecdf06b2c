//! Commitments to capacity or spend, as data.

use crate::value::problem::ValueProblem;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::agreement::scope::{Scope, ScopeNames};
use crate::book::price_book::PriceBook;
use crate::problem::{Known, Located, Problem};
use crate::value::IntoValue;
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::id::{CommitmentId, SkuId};
use crate::value::limits::{COMMITMENTS, at_most};
use crate::value::money::{Currency, Money};
use crate::value::path::Path;
use crate::value::ratio::Ratio;
use crate::value::text::unique_keys;

/// Commitments and the order in which they are applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Commitments {
    /// The order of application.
    #[serde(skip_serializing_if = "Order::is_narrow_first")]
    pub order: Order,
    /// The commitments that are held.
    pub held: Vec<Commitment>,
}

/// The order in which commitments are applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Commitments in units before those in money, then narrow scopes before wide ones, then the
    /// earliest expiry, then the listed order: a reservation of one SKU before one of a service,
    /// and both before a savings plan. Commitments that count fees come last.
    ///
    /// The scopes rank from narrow to wide: lines or SKUs, services or purchase options, regions or
    /// providers, everything. Source: AWS, "How Savings Plans apply to your usage" (reserved
    /// instances first, EC2 instance plans before compute plans); Alibaba Cloud, resource plans
    /// (earliest expiry first).
    #[default]
    NarrowFirst,
    /// The listed order.
    Listed,
}

impl Order {
    fn is_narrow_first(&self) -> bool {
        *self == Self::NarrowFirst
    }
}

/// A promise to pay a fee for a capacity that usage draws on.
///
/// 5 per hour for machines at 0.4 instead of 1 covers 12.5 of 15 machines, and the other 2.5 cost 1
/// each: 7.5 in total. With 10 machines, 4 is drawn and 1 is an unused charge.
///
/// Source of the example: Alibaba Cloud, ECS savings plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Unique among the commitments, and different from every usage line.
    pub id: CommitmentId,
    /// The usage that it may cover; an empty scope means all usage that `draws` allows. A pack that
    /// is suspended under another billing mode names its purchase option here.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// The measure by which usage draws on the capacity.
    #[serde(default, skip_serializing_if = "Draws::is_quantity")]
    pub draws: Draws,
    /// The amount that can be drawn, in the measure of `draws`.
    pub capacity: NonNegative,
    /// The time for which the capacity is granted.
    #[serde(default, skip_serializing_if = "Over::is_hour")]
    pub over: Over,
    /// The fee, owed whether the capacity is drawn or not.
    pub fee: Fee,
    /// The usage that it covers first.
    #[serde(default, skip_serializing_if = "First::is_highest_saving")]
    pub first: First,
    /// The treatment of capacity that is not drawn.
    #[serde(default, skip_serializing_if = "Unused::is_lost")]
    pub unused: Unused,
    /// The price of usage in its scope that is not covered, as a multiple of its contracted cost; 1
    /// if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overage: Option<NonNegative>,
    /// The last day on which it can be drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Whether no other exclusive commitment may name the same SKU.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
    /// Whether usage whose contracted cost is below its cost at the committed rate draws that lower
    /// cost: at 0.7 committed and 0.6 agreed, a capacity of 6 covers 10 units.
    ///
    /// Source: Microsoft, "How an Azure savings plan discount is applied" (the lower of the two
    /// rates).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_most_contracted: bool,
    /// Whether the fees of the other commitments, after all terms, also draw on it, as for a promise of
    /// spend (EDP, MACC): fees of 30 leave 70 of a promise of 100. Only allowed with
    /// [`Draws::Spend`] over the [`Over::Period`]. Source: AWS Enterprise Discount Program and
    /// Microsoft MACC, eligible spend.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counts_fees: bool,
}

/// The measure by which usage draws on a commitment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Draws {
    /// Each unit draws 1: 8 committed cores cover 8 of 24.
    ///
    /// Source: Google Cloud, resource-based committed-use discounts.
    #[default]
    Quantity,
    /// Each unit draws the factor of its SKU: with 4 for `large` and 8 for `xlarge`, a capacity of
    /// 72 covers 9 `xlarge`.
    ///
    /// Only the SKUs named are covered. Source: AWS, instance size flexibility.
    Factors(#[serde(deserialize_with = "unique_keys")] BTreeMap<SkuId, NonNegative>),
    /// Each unit draws the committed rate of its SKU: at 0.4 per unit, a capacity of 5 covers 12.5
    /// units.
    ///
    /// Only the SKUs named are covered. Source: AWS and Alibaba Cloud, savings plans.
    Rates(#[serde(deserialize_with = "unique_keys")] BTreeMap<SkuId, Money>),
    /// Usage draws the cost that it would have without the commitment: a capacity of 50 for a fee
    /// of 37.50 covers usage worth 50.
    ///
    /// Source: Google Cloud, spend-based committed-use discounts. With a fee that equals the
    /// capacity it is a promise of spend, and the unused part is the shortfall. Source: FOCUS
    /// specification, spend agreements.
    Spend(Basis),
}

impl Draws {
    fn is_quantity(&self) -> bool {
        *self == Self::Quantity
    }

    /// Whether the capacity is in units rather than money.
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

/// The cost on which a figure is based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// List cost.
    List,
    /// Contracted cost.
    Contracted,
}

/// The time for which a capacity is granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// Each hour; capacity that is not drawn in one time block is not available in the next.
    #[default]
    Hour,
    /// The whole period of the usage, as for a pack of 500 GB.
    Period,
}

impl Over {
    fn is_hour(&self) -> bool {
        *self == Self::Hour
    }
}

/// The fee of a commitment.
///
/// The fee of a period is upfront × hours ÷ term hours + hourly × hours + the period fee: 365
/// upfront for a year of 8,760 hours is 1 for the 24 hours of a day. With a term in months, the
/// period is one of them: 120 upfront for 12 months and 8 by the month are 18.
///
/// Source of the first example: AWS China, amortized reservation; the second is computed by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fee {
    /// The amount paid at the start of the term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upfront: Option<Money>,
    /// The hours of the term, over which the upfront fee is spread; `upfront` needs this or
    /// `term_months`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_hours: Option<NonNegative>,
    /// The months of the term, over which the upfront fee is spread evenly whatever their hours;
    /// the usage is then that of one month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_months: Option<NonNegative>,
    /// The day on which the upfront fee is paid, or the period fee of capacity that carries over.
    ///
    /// The bill of a period then has the fee as it is paid, on the bill of the calendar month of
    /// this day, with the hourly and the period fee of each month; the usage that is covered is
    /// billed at 0. Without this day the fee is billed as it is spread, which compares offers. A
    /// reservation of 8,760 for a year paid in January costs 730 in February and bills 0. Source:
    /// FOCUS specification, `BilledCost` and `EffectiveCost`, issue 375.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_on: Option<Day>,
    /// The amount paid per hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hourly: Option<Money>,
    /// The amount paid for the whole period of the usage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Money>,
}

impl Fee {
    /// The fee for a period of some hours: the exact sum of its parts, rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`], [`ValueProblem::DividedByZero`] for a term of zero
    /// hours, and [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::agreement::commitment::Fee;
    /// use netprice::value::decimal::parse;
    /// let fee = Fee {
    ///     upfront: Some("365 USD".parse()?),
    ///     term_hours: Some("8760".parse()?),
    ///     hourly: Some("0.1 USD".parse()?),
    ///     ..Fee::default()
    /// };
    /// // A day: 365 ÷ 365, and 24 × 0.1.
    /// assert_eq!(fee.over(parse("24")?, "USD".parse()?)?.to_string(), "3.4 USD");
    /// assert!(fee.over(parse("0")?, "USD".parse()?)?.is_zero());
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn over(&self, hours: Decimal, currency: Currency) -> Result<Money, ValueProblem> {
        let exact = self.exact_over(hours, Ratio::ONE, currency)?;
        Ok(Money::new(exact.shown()?, currency))
    }

    /// The exact fee for some hours of a period of which the usage is a part.
    pub(crate) fn exact_over(
        &self,
        hours: Decimal,
        part: Ratio,
        currency: Currency,
    ) -> Result<Ratio, ValueProblem> {
        for amount in self.amounts().into_iter().filter_map(|(_, amount)| amount) {
            Money::zero(currency).plus(amount)?;
        }
        let recurring = self.recurring(hours, part)?;
        recurring.plus(self.upfront_share(hours, part)?)
    }

    /// The exact hourly and period fee.
    pub(crate) fn recurring(&self, hours: Decimal, part: Ratio) -> Result<Ratio, ValueProblem> {
        let hourly = exact(self.hourly).times(hours.into())?;
        hourly.plus(exact(self.period).times(part)?)
    }

    /// The exact share of the upfront fee for some hours and months of the term.
    pub(crate) fn upfront_share(
        &self,
        hours: Decimal,
        months: Ratio,
    ) -> Result<Ratio, ValueProblem> {
        if self.upfront.is_none() {
            return Ok(Ratio::ZERO);
        }
        let share = match self.term_months {
            Some(term) => months.over(term.get().into())?,
            None => Ratio::from(hours).over(self.term_hours.unwrap_or_default().get().into())?,
        };
        exact(self.upfront).times(share)
    }

    /// The billed amount of a cost that is a share of the fee: 0 where the fee is billed as it is
    /// paid.
    pub(crate) fn billed_as_spread(&self, share: Money) -> Money {
        match self.paid_on {
            Some(_) => Money::zero(share.currency()),
            None => share,
        }
    }

    /// A fee with an hourly amount only.
    ///
    /// # Errors
    /// The conversion error of the amount.
    pub fn hourly(amount: impl IntoValue<Money>) -> Result<Self, ValueProblem> {
        Ok(Self {
            hourly: Some(amount.into_value()?),
            ..Self::default()
        })
    }

    /// A missing term of an upfront fee, two terms, and terms of zero.
    fn term_problems(&self) -> Vec<Located> {
        let at = |field: &'static str| Path::from("fee").field(field);
        let terms = [
            ("term_hours", self.term_hours),
            ("term_months", self.term_months),
        ];
        let zero = |(field, term): (&'static str, Option<NonNegative>)| {
            let term = term.filter(NonNegative::is_zero);
            term.map(|_| ValueProblem::Zero.at(at(field)))
        };
        let mut problems: Vec<Located> = terms.into_iter().filter_map(zero).collect();
        match (self.term_hours, self.term_months) {
            (Some(_), Some(months)) => {
                let value = months.to_string();
                problems.push(Problem::TwoTerms { value }.at(at("term_months")));
            }
            (None, None) if self.upfront.is_some() => {
                problems.push(ValueProblem::Empty.at(at("term_hours")));
            }
            (None, _) | (_, None) => {}
        }
        problems
    }

    fn amounts(&self) -> [(&'static str, Option<Money>); 3] {
        [
            ("upfront", self.upfront),
            ("hourly", self.hourly),
            ("period", self.period),
        ]
    }
}

fn exact(amount: Option<Money>) -> Ratio {
    amount.map_or(Ratio::ZERO, |amount| amount.amount().into())
}

/// The usage that a commitment covers first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum First {
    /// The usage on which it saves the largest share of the contracted cost; among equal shares,
    /// the usage with the lowest cost per second, byte or count under it, then the listed order. If
    /// the fee is 0, that is the dearest usage first.
    ///
    /// With 10 per hour, 15 units at 0.4 instead of 1, and 10 units at 0.8 instead of 1.2, the
    /// first SKU saves 60% and draws 6, 5 units of the second draw 4, and the other 5 cost 6: 16 in
    /// total. In the reverse order it would be 20. Source: Alibaba Cloud, ECS savings plans.
    #[default]
    HighestSaving,
    /// The usage that draws least per second, byte or count: the smallest machines.
    ///
    /// Source: AWS, instance size flexibility ("from the smallest to the largest").
    Smallest,
    /// The listed order of the usage.
    Listed,
}

impl First {
    fn is_highest_saving(&self) -> bool {
        *self == Self::HighestSaving
    }
}

/// The treatment of capacity that is not drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unused {
    /// It expires, and its share of the fee is a separate charge.
    ///
    /// Source: Huawei Cloud, resettable packages; AWS, unused reservation costs.
    #[default]
    Lost,
    /// It carries over to the next period, together with its share of the fee.
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
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Whether there are none and the order is the default.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The commitments whose fees are on the bill of the month in which they are paid.
    pub(crate) fn paid_apart(&self) -> BTreeSet<&CommitmentId> {
        let held = self.held.iter();
        let apart = held.filter(|held| held.fee.paid_on.is_some());
        apart.map(|held| &held.id).collect()
    }

    /// All problems of the commitments, given the price book and the names that scopes may use, with
    /// paths from `commitments`.
    ///
    /// Checks for duplicate names, unknown names in scopes and draws, missing fees and term hours, amounts
    /// below zero or in another currency, zero terms, capacities, overages, factors and rates, `counts_fees`
    /// without a promise of spend, and two exclusive commitments for one SKU.
    #[must_use]
    pub fn problems(&self, book: &PriceBook, names: &ScopeNames<'_>) -> Vec<Located> {
        if let Err(problem) = at_most(self.held.len(), COMMITMENTS) {
            return vec![problem.at(Path::from("commitments").field("held"))];
        }
        let mut problems = Vec::new();
        let mut ids = BTreeSet::new();
        let mut exclusive: BTreeMap<&SkuId, &CommitmentId> = BTreeMap::new();
        for (index, held) in self.held.iter().enumerate() {
            let mut of_this = Vec::new();
            if !ids.insert(&held.id) {
                let value = held.id.clone();
                of_this.push(Problem::DuplicateCommitment { value }.at("id"));
            }
            of_this.extend(held.problems(book, names));
            for sku in held.skus().filter(|_| held.exclusive) {
                if let Some(other) = exclusive.insert(sku, &held.id) {
                    let problem = Problem::PacksOverlap {
                        value: held.id.clone(),
                        other: other.clone(),
                        sku: sku.clone(),
                    };
                    of_this.push(problem.at("exclusive"));
                }
            }
            let at = Path::from("commitments").field("held").index(index);
            let of_this = of_this.into_iter();
            problems.extend(of_this.map(|located| located.under(at.clone())));
        }
        problems
    }
}

impl Commitment {
    /// A commitment to an hourly capacity, on which each unit of usage draws 1.
    ///
    /// # Errors
    /// The conversion error of the name or the capacity.
    ///
    /// ```
    /// use netprice::{Commitment, Fee};
    /// let fee = Fee::hourly("0.12 USD")?;
    /// let reservation = Commitment::new("a year", 1, fee)?.for_skus(["vm"])?;
    /// assert_eq!(reservation.scope.skus[0], "vm");
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn new(
        id: impl IntoValue<CommitmentId>,
        capacity: impl IntoValue<NonNegative>,
        fee: Fee,
    ) -> Result<Self, ValueProblem> {
        Ok(Self {
            id: id.into_value()?,
            scope: Scope::default(),
            draws: Draws::default(),
            capacity: capacity.into_value()?,
            over: Over::default(),
            fee,
            first: First::default(),
            unused: Unused::default(),
            overage: None,
            until: None,
            exclusive: false,
            at_most_contracted: false,
            counts_fees: false,
        })
    }

    /// A savings plan: an amount per hour, drawn at the committed rate of each SKU.
    ///
    /// # Errors
    /// The conversion error of the name, the amount or a rate; [`ValueProblem::Negative`] for a
    /// negative amount.
    ///
    /// ```
    /// use netprice::Commitment;
    /// let plan = Commitment::savings_plan("a year", "5 USD", [("vm", "0.4 USD")])?;
    /// assert_eq!(plan.capacity, plan.fee.hourly.unwrap().amount().try_into()?);
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn savings_plan<S: IntoValue<SkuId>, M: IntoValue<Money>>(
        id: impl IntoValue<CommitmentId>,
        hourly: impl IntoValue<Money>,
        rates: impl IntoIterator<Item = (S, M)>,
    ) -> Result<Self, ValueProblem> {
        let hourly: Money = hourly.into_value()?;
        let rates = rates.into_iter();
        let rates = rates.map(|(sku, rate)| Ok((sku.into_value()?, rate.into_value()?)));
        let rates = rates.collect::<Result<_, ValueProblem>>()?;
        let fee = Fee {
            hourly: Some(hourly),
            ..Fee::default()
        };
        Ok(Self {
            draws: Draws::Rates(rates),
            ..Self::new(id, NonNegative::new(hourly.amount())?, fee)?
        })
    }

    /// Limits the commitment to the given SKUs, which replace those of its scope.
    ///
    /// # Errors
    /// The conversion error of a name.
    pub fn for_skus<S: IntoValue<SkuId>>(
        mut self,
        skus: impl IntoIterator<Item = S>,
    ) -> Result<Self, ValueProblem> {
        let skus = skus.into_iter().map(S::into_value);
        self.scope.skus = skus.collect::<Result<_, ValueProblem>>()?;
        Ok(self)
    }

    /// The SKUs that its scope and its draws name.
    fn skus(&self) -> impl Iterator<Item = &SkuId> {
        let mut skus = BTreeSet::new();
        skus.extend(&self.scope.skus);
        skus.extend(self.draws.skus());
        skus.into_iter()
    }

    fn problems(&self, book: &PriceBook, names: &ScopeNames<'_>) -> Vec<Located> {
        let of_scope = self.scope.problems(names).into_iter();
        let mut problems: Vec<Located> = of_scope.map(|one| one.under("scope")).collect();
        problems.extend(self.unknown_draws(book));
        problems.extend(self.zero_weights());
        let is_promise = matches!(self.draws, Draws::Spend(_)) && self.over == Over::Period;
        if self.counts_fees && !is_promise {
            problems.push(Problem::CountsNoSpend.at("counts_fees"));
        }
        let fees = self.fee.amounts();
        if fees.iter().all(|(_, amount)| amount.is_none()) {
            problems.push(ValueProblem::Empty.at("fee"));
        }
        if self.overage.is_some_and(|overage| overage.is_zero()) {
            problems.push(ValueProblem::Zero.at("overage"));
        }
        if self.capacity.is_zero() {
            problems.push(ValueProblem::Zero.at("capacity"));
        }
        let names_skus = matches!(self.draws, Draws::Factors(_) | Draws::Rates(_));
        if names_skus && self.draws.skus().is_empty() {
            problems.push(Problem::NothingCovered.at("draws"));
        }
        problems.extend(self.amounts_problems(book.currency));
        problems.extend(self.fee.term_problems());
        problems
    }

    /// The SKUs of its draws that the price book does not list.
    fn unknown_draws(&self, book: &PriceBook) -> Vec<Located> {
        let drawn = self.draws.skus().into_iter();
        let unknown = drawn.filter(|sku| !book.skus.contains_key(*sku));
        let told = unknown.map(|sku| {
            let known = Known::near(sku.as_str(), book.skus.keys());
            let value = sku.clone();
            Problem::UnknownSku { value, known }.at("draws")
        });
        told.collect()
    }

    /// Negative amounts and amounts in another currency.
    fn amounts_problems(&self, currency: Currency) -> Vec<Located> {
        let fees = self.fee.amounts().into_iter();
        let fees = fees.filter_map(|(name, amount)| Some((Path::from("fee").field(name), amount?)));
        let rates = match &self.draws {
            Draws::Rates(rates) => rates.iter().collect(),
            Draws::Quantity | Draws::Factors(_) | Draws::Spend(_) => Vec::new(),
        };
        let rates = rates.into_iter();
        let rates = rates.map(|(sku, rate)| (Path::from("draws").field("rates").key(sku), *rate));
        let wrong = fees.chain(rates).filter_map(|(path, money)| {
            let problem = money.payable_in(currency).err()?;
            Some(problem.at(path))
        });
        wrong.collect()
    }

    /// Factors and rates of zero, which would cover unlimited usage.
    fn zero_weights(&self) -> Vec<Located> {
        let zero = |sku: &SkuId| ValueProblem::Zero.at(Path::from("draws").key(sku));
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

    /// Whether usage of a SKU can draw on it, regardless of its scope.
    pub(crate) fn draws_on(&self, sku: &SkuId) -> bool {
        match &self.draws {
            Draws::Factors(factors) => factors.contains_key(sku),
            Draws::Rates(rates) => rates.contains_key(sku),
            Draws::Quantity | Draws::Spend(_) => true,
        }
    }

    /// The rank of its scope; 0 is the narrowest.
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
