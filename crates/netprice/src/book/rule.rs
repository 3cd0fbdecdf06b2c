//! Quantity rules: what a quantity becomes before it meets a price.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::value::decimal;
use crate::value::quantity::{Equivalent, Quantity, Unit};

/// One rule on a quantity. Rules apply in their listed order, each to what the one before left.
///
/// A SKU's rules look at the count of all its lines, a factor's at each line. With 10 GB free and
/// then rounding up to 4 GB, 21 GB are 12 GB; in the other order they are 14 GB.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum QuantityRule {
    /// At least this much, if anything is used: 20 seconds count as a minute, none as none.
    ///
    /// With 30 days, 5 days are 30 days and 30 stay 30.
    /// Source: Cloudflare, R2 pricing, infrequent access.
    AtLeast(Quantity),
    /// At least this much, even if nothing is used; the first line of the count owes it.
    ///
    /// With a package of 1,000,000 at 1.25, none and 10 both cost 1.25.
    /// Source: Chargebee, package pricing.
    AlwaysAtLeast(Quantity),
    /// Started ones count whole: with 1 hour, 61 minutes are 2 hours.
    ///
    /// With 1 GB-month, 1.1 are 2, and 2 stay 2. Source: Cloudflare, R2 pricing.
    RoundUp(Quantity),
    /// Broken ones do not count: with 1 GB, 1.9 GB are 1 GB, and 0.9 GB are none.
    ///
    /// The example is by hand.
    RoundDown(Quantity),
    /// This much is free and taken off, never below zero: with 10 free, 1,000 GB-months are 990,
    /// and 10 are none.
    ///
    /// It is taken off once, however many lines the count has, and what is left starts in the first
    /// tier; an allowance inside the first tier is a tier at 0. Source: Cloudflare, R2 pricing.
    Free(Quantity),
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
            | Self::Free(quantity) => quantity,
        }
    }

    /// What becomes of a number of units, where the rule's quantity is in that unit.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`] for an increment of zero, and [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::value::decimal::{parse, print};
    /// use netprice::book::rule::QuantityRule;
    /// let rule = QuantityRule::RoundUp("100 Seconds".parse().unwrap());
    /// let hundred = parse("100").unwrap();
    /// assert_eq!(print(rule.apply(parse("240").unwrap(), hundred).unwrap()), "300");
    /// assert_eq!(print(rule.apply(parse("300").unwrap(), hundred).unwrap()), "300");
    /// ```
    ///
    /// Source of the example: Infracost, test of Google Cloud Functions (240 ms billed as 300).
    pub fn apply(&self, value: Decimal, rule: Decimal) -> Result<Decimal, ValueProblem> {
        match self {
            Self::AtLeast(_) if value.is_zero() => Ok(value),
            Self::AtLeast(_) | Self::AlwaysAtLeast(_) => Ok(value.max(rule)),
            Self::RoundUp(_) => whole_steps(value, rule, RoundTo::Up),
            Self::RoundDown(_) => whole_steps(value, rule, RoundTo::Down),
            Self::Free(_) => Ok(decimal::minus(value, rule)?.max(Decimal::ZERO)),
        }
    }
}

#[derive(Clone, Copy)]
enum RoundTo {
    Up,
    Down,
}

/// The nearest whole multiple of a step on one side.
fn whole_steps(value: Decimal, step: Decimal, to: RoundTo) -> Result<Decimal, ValueProblem> {
    let steps = match to {
        RoundTo::Up => packages(value, step)?,
        RoundTo::Down => decimal::over_floor(value, step)?,
    };
    decimal::times(steps, step)
}

/// How many packages of a size are started.
///
/// # Errors
/// [`ValueProblem::DividedByZero`], and [`ValueProblem::TooLarge`] beyond 28 digits.
///
/// ```
/// use netprice::value::decimal::{parse, print};
/// use netprice::book::rule::packages;
/// let started = |units: &str| {
///     print(packages(parse(units).unwrap(), parse("10").unwrap()).unwrap())
/// };
/// assert_eq!((started("10"), started("10.001")), ("1".to_owned(), "2".to_owned()));
/// ```
pub fn packages(value: Decimal, size: Decimal) -> Result<Decimal, ValueProblem> {
    let whole = decimal::over_floor(value, size)?;
    let left = decimal::minus(value, decimal::times(whole, size)?)?;
    if left > Decimal::ZERO {
        decimal::plus(whole, Decimal::ONE)
    } else {
        Ok(whole)
    }
}

/// One factor of a usage line: the unit it is counted in, and its rules.
///
/// 3,000,000 executions of 50 ms and 10 MB, where 100 ms are the least and memory is rounded up to
/// 128 MB, are 3,000,000 × 0.1 s × 0.125 GB = 37,500 GB-seconds.
/// Source: Infracost, test of Azure Functions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorRule {
    /// The unit.
    pub unit: Unit,
    /// What the quantity becomes, in the listed order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<QuantityRule>,
}

/// What a rule made of a quantity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleStep {
    /// The rule.
    pub rule: QuantityRule,
    /// The quantity before.
    pub from: Quantity,
    /// The quantity after.
    pub to: Quantity,
}

/// Applies rules to a quantity in their listed order; a rule that changes nothing makes no step.
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
        let value = rule.apply(current.value(), of_rule.value())?;
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
