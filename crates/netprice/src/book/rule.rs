//! Quantity rules: minimums, increments and allowances that apply before pricing.

use std::collections::BTreeSet;

use crate::problem::{Located, Problem};
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use serde::{Deserialize, Serialize};

use crate::value::quantity::{Equivalent, Quantity, Unit};
use crate::value::ratio::Ratio;

/// A rule on a quantity. Rules apply in listed order, each to the result of the rule before.
///
/// Rules of a SKU apply to the accumulated count of its lines, rules of a factor to each line. With
/// 10 GB free and then rounding up to 4 GB, 21 GB become 12 GB; in the other order they become 14
/// GB.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum QuantityRule {
    /// A minimum quantity if anything is used: with 1 minute, 20 seconds count as 1 minute, and 0
    /// as 0.
    ///
    /// With 30 days, 5 days count as 30 days, and 30 days as 30. Source: Cloudflare, R2 pricing,
    /// infrequent access.
    AtLeast(Quantity),
    /// A minimum quantity even if nothing is used; it is charged to the first line of the count.
    ///
    /// With a package of 1,000,000 at 1.25, 0 and 10 units both cost 1.25. Source: Chargebee,
    /// package pricing.
    AlwaysAtLeast(Quantity),
    /// Partial increments are charged as whole ones: with 1 hour, 61 minutes count as 2 hours.
    ///
    /// With 1 GB-month, 1.1 count as 2, and 2 as 2. Source: Cloudflare, R2 pricing.
    RoundUp(Quantity),
    /// Partial increments are dropped: with 1 GB, 1.9 GB count as 1 GB, and 0.9 GB as 0.
    ///
    /// The example is computed by hand.
    RoundDown(Quantity),
    /// A free allowance, deducted down to zero: with 10 free, 1,000 GB-months count as 990, and 10
    /// as 0.
    ///
    /// It is deducted once for all lines of the count, and the remaining quantity starts in the
    /// first tier. An allowance that uses up part of the first tier is a tier with a price of 0.
    /// Source: Cloudflare, R2 pricing.
    Free(Quantity),
    /// What is missing to a minimum, such as the days of early deletion: with 90 days, 40 days count
    /// as 50, and 90 days or more as 0.
    ///
    /// It is a rule of factors only, because it counts each line alone: two objects that are deleted early
    /// do not keep one another's days. Source: AWS, S3 pricing, Glacier Flexible
    /// Retrieval (objects deleted before 90 days are charged for the remaining days).
    ShortOf(Quantity),
}

impl QuantityRule {
    /// The quantity of the rule.
    #[must_use]
    pub fn quantity(&self) -> &Quantity {
        match self {
            Self::AtLeast(quantity)
            | Self::AlwaysAtLeast(quantity)
            | Self::RoundUp(quantity)
            | Self::RoundDown(quantity)
            | Self::Free(quantity)
            | Self::ShortOf(quantity) => quantity,
        }
    }

    /// The field name of the rule in a document.
    fn field(&self) -> &'static str {
        match self {
            Self::AtLeast(_) => "at_least",
            Self::AlwaysAtLeast(_) => "always_at_least",
            Self::RoundUp(_) => "round_up",
            Self::RoundDown(_) => "round_down",
            Self::Free(_) => "free",
            Self::ShortOf(_) => "short_of",
        }
    }

    /// Applies the rule to a number of units, exactly; `rule` is the rule's quantity in the same
    /// unit.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`] for an increment of zero, and [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::book::rule::QuantityRule;
    /// use netprice::value::ratio::Ratio;
    /// let rule = QuantityRule::RoundUp("100 Seconds".parse()?);
    /// let hundred = Ratio::from(100);
    /// assert_eq!(rule.apply(Ratio::from(240), hundred)?, Ratio::from(300));
    /// assert_eq!(rule.apply(Ratio::from(300), hundred)?, Ratio::from(300));
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    ///
    /// Source of the example: Infracost, test of Google Cloud Functions (240 ms billed as 300).
    pub fn apply(&self, value: Ratio, rule: Ratio) -> Result<Ratio, ValueProblem> {
        match self {
            Self::AtLeast(_) if value.is_zero() => Ok(value),
            Self::AtLeast(_) | Self::AlwaysAtLeast(_) => Ok(value.max(rule)),
            Self::RoundUp(_) => packages(value, rule)?.times(rule),
            Self::RoundDown(_) => value.over(rule)?.floor().times(rule),
            Self::Free(_) => Ok(value.minus(rule)?.max(Ratio::ZERO)),
            Self::ShortOf(_) => Ok(rule.minus(value)?.max(Ratio::ZERO)),
        }
    }
}

/// The number of packages that a quantity needs; a partial package counts as a whole one.
///
/// # Errors
/// [`ValueProblem::DividedByZero`] and [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::book::rule::packages;
/// use netprice::value::ratio::Ratio;
/// let hour = Ratio::of(1, 3)?.times(Ratio::from(3))?;
/// assert_eq!(packages(hour, Ratio::ONE)?, Ratio::ONE);
/// assert_eq!(packages(Ratio::of(10_001, 1_000)?, Ratio::from(10))?, Ratio::from(2));
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn packages(value: Ratio, size: Ratio) -> Result<Ratio, ValueProblem> {
    value.over(size)?.ceiling()
}

/// One factor of a usage line: its unit and its rules.
///
/// With a minimum of 100 ms and memory rounded up to 128 MB, 3,000,000 executions of 50 ms and 10
/// MB are 3,000,000 × 0.1 s × 0.125 GB = 37,500 GB-seconds. Source: Infracost, test of Azure
/// Functions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorRule {
    /// The unit in which the factor is counted.
    pub unit: Unit,
    /// The rules that apply to the factor, in listed order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<QuantityRule>,
}

/// The effect of a rule on a quantity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleStep {
    /// The rule.
    pub rule: QuantityRule,
    /// The quantity before.
    pub from: Quantity,
    /// The quantity after.
    pub to: Quantity,
}

/// The equivalents of zero, of two equal units, and of a unit that an earlier one defines.
///
/// 1 TB may be 1,024 GB, but not 1,000 GB as well, and a month of no hours would be free.
pub(crate) fn equivalent_problems(equivalents: &[Equivalent]) -> Vec<Located> {
    let mut defined = BTreeSet::new();
    let mut problems = Vec::new();
    for (index, Equivalent { this, is }) in equivalents.iter().enumerate() {
        let at = |field: &'static str| Path::from("equivalents").index(index).field(field);
        for (field, quantity) in [("this", this), ("is", is)] {
            if quantity.value().is_zero() {
                problems.push(ValueProblem::Zero.at(at(field)));
            }
        }
        // Neither may a unit be defined by a second pair that is turned round.
        let pair = (this.unit().min(is.unit()), Some(this.unit().max(is.unit())));
        let is_new = defined.insert((this.unit(), None)) & defined.insert(pair);
        if !is_new || this.unit() == is.unit() {
            let value = this.unit().to_string();
            problems.push(Problem::DuplicateEquivalent { value }.at(at("this")));
        }
    }
    problems
}

/// The rules whose quantity does not convert to the unit that they apply to, and increments of zero.
pub(crate) fn rule_problems(
    rules: &[QuantityRule],
    unit: &Unit,
    equivalents: &[Equivalent],
) -> Vec<Located> {
    let mut problems = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let at = || Path::from("rules").index(index).field(rule.field());
        let is_step = matches!(rule, QuantityRule::RoundUp(_) | QuantityRule::RoundDown(_));
        match rule.quantity().in_unit_by(unit, equivalents) {
            Err(problem) => problems.push(problem.at(at())),
            Ok(step) if is_step && step.value().is_zero() => {
                problems.push(ValueProblem::Zero.at(at()));
            }
            Ok(_) => {}
        }
    }
    problems
}

/// The problems of rules on the count of a SKU: those of [`rule_problems`], and rules that count each
/// line alone.
pub(crate) fn count_rule_problems(
    rules: &[QuantityRule],
    unit: &Unit,
    equivalents: &[Equivalent],
) -> Vec<Located> {
    let mut problems = rule_problems(rules, unit, equivalents);
    for (index, rule) in rules.iter().enumerate() {
        if matches!(rule, QuantityRule::ShortOf(_)) {
            let value = rule.field().to_owned();
            let at = Path::from("rules").index(index).field(rule.field());
            problems.push(Problem::RuleOfFactor { value }.at(at));
        }
    }
    problems
}

/// The problem of a product of factors: a unit that does not convert to that of the price, or a unit that
/// the factors do not make.
///
/// GB × Days are GB-Days, and no GB-Months: each part of the unit after its first must be a factor's.
pub(crate) fn product_problem(
    factors: &[FactorRule],
    product: Option<&Unit>,
    unit: &Unit,
    equivalents: &[Equivalent],
) -> Option<Located> {
    let (field, made) = product.map_or(("unit", unit), |product| ("product", product));
    let mut parts = made.as_str().split('-').skip(1);
    let is_made = parts.all(|part| factors.iter().any(|one| one.unit.as_str() == part));
    if !factors.is_empty() && !is_made {
        let units: Vec<&str> = factors.iter().map(|one| one.unit.as_str()).collect();
        return Some(ValueProblem::unit_mismatch(units.join(" × "), made).at(field));
    }
    let one = Quantity::new(Ratio::ONE, product?.clone());
    let converted = one.and_then(|one| one.in_unit_by(unit, equivalents));
    converted.err().map(|problem| problem.at(field))
}

/// Applies rules to a quantity in their listed order; a rule that changes nothing adds no step.
///
/// # Errors
/// [`ValueProblem::UnitMismatch`] for a rule in another measure, and those of
/// [`QuantityRule::apply`].
pub fn apply_all(
    rules: &[QuantityRule],
    quantity: Quantity,
    equivalents: &[Equivalent],
) -> Result<(Quantity, Vec<RuleStep>), ValueProblem> {
    let mut steps = Vec::new();
    let mut current = quantity;
    for rule in rules {
        let of_rule = rule.quantity().in_unit_by(current.unit(), equivalents)?;
        let value = rule.apply(current.exact(), of_rule.exact())?;
        let to = Quantity::new(value, current.unit().clone())?;
        if to != current {
            steps.push(RuleStep {
                rule: rule.clone(),
                from: current,
                to: to.clone(),
            });
        }
        current = to;
    }
    Ok((current, steps))
}
