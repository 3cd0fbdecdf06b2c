//! Step 1: converts a usage line to the unit of its SKU, and determines its segment of the count.

use crate::value::problem::ValueProblem;
use serde::{Deserialize, Serialize};

use crate::book::price_book::Sku;
use crate::book::rule::{RuleStep, apply_all};
use crate::problem::{Located, Problem};
use crate::usage::UsageLine;
use crate::value::path::Path;
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;

/// The metered quantity of a usage line, and the factors behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The quantity in the unit of the SKU, before the rules of the SKU.
    pub quantity: Quantity,
    /// All factors, if the SKU has factors; otherwise the quantity, if it was converted.
    pub factors: Vec<Factor>,
}

/// A factor of a usage line, before and after conversion and rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// The quantity that the line gives.
    pub given: Quantity,
    /// The quantity in the unit of the factor, after its rules.
    pub counted: Quantity,
    /// The effects of the rules.
    pub rules: Vec<RuleStep>,
}

/// Measures a usage line in the unit of its SKU.
///
/// Each factor is converted to the unit of its factor rule, and that rule's quantity rules are
/// applied; the factors are multiplied, and the product is converted to the unit of the SKU if it has
/// a unit of its own. Without factors, the quantity is converted to the unit of the SKU. All of it is
/// exact.
///
/// # Errors
/// [`ValueProblem::UnitMismatch`] at `quantity` or `times[n]`, [`Problem::FactorCount`] at `times`, and
/// [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::rating::meter::meter;
/// use netprice::{Sku, UsageLine};
/// let sku = Sku::new("storage", "GiB-Months", None)?;
/// let line = UsageLine::new("a", "s3", "1.073741824 GB-Months")?;
/// assert_eq!(meter(&line, &sku).unwrap().quantity.to_string(), "1 GiB-Months");
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn meter(line: &UsageLine, sku: &Sku) -> Result<Measured, Located> {
    if sku.factors.is_empty() {
        return plain(line, sku);
    }
    let given: Vec<&Quantity> = std::iter::once(&line.quantity).chain(&line.times).collect();
    if given.len() != sku.factors.len() {
        return Err(factor_count(line, sku.factors.len()));
    }
    let mut product = Ratio::ONE;
    let mut factors = Vec::with_capacity(given.len());
    for (index, (given, measure)) in given.into_iter().zip(&sku.factors).enumerate() {
        let at = |problem: ValueProblem| match index.checked_sub(1) {
            Some(times) => problem.at(Path::from("times").index(times)),
            None => problem.at("quantity"),
        };
        let converted = given
            .in_unit_by(&measure.unit, &sku.equivalents)
            .map_err(at)?;
        let applied = apply_all(&measure.rules, converted, &sku.equivalents);
        let (counted, rules) = applied.map_err(at)?;
        product = product.times(counted.exact()).map_err(at)?;
        factors.push(Factor {
            given: given.clone(),
            counted,
            rules,
        });
    }
    let at = |problem: ValueProblem| problem.at("quantity");
    let unit = sku.product.as_ref().unwrap_or(&sku.unit);
    let product = Quantity::new(product, unit.clone()).map_err(at)?;
    let quantity = product
        .in_unit_by(&sku.unit, &sku.equivalents)
        .map_err(at)?;
    Ok(Measured { quantity, factors })
}

fn plain(line: &UsageLine, sku: &Sku) -> Result<Measured, Located> {
    if !line.times.is_empty() {
        return Err(factor_count(line, 1));
    }
    let converted = line.quantity.in_unit_by(&sku.unit, &sku.equivalents);
    let quantity = converted.map_err(|problem| problem.at("quantity"))?;
    let factor = Factor {
        given: line.quantity.clone(),
        counted: quantity.clone(),
        rules: Vec::new(),
    };
    let changed = line.quantity != quantity;
    Ok(Measured {
        quantity,
        factors: if changed { vec![factor] } else { Vec::new() },
    })
}

fn factor_count(line: &UsageLine, expected: usize) -> Located {
    let value = line.times.len().saturating_add(1);
    Problem::FactorCount { value, expected }.at("times")
}

impl Sku {
    /// A count of its lines after its rules, and their effects.
    pub(crate) fn counted(&self, count: Ratio) -> Result<(Quantity, Vec<RuleStep>), ValueProblem> {
        let count = Quantity::new(count, self.unit.clone())?;
        apply_all(&self.rules, count, &self.equivalents)
    }
}

/// The segment of one line on the count of its SKU, which is the accumulated quantity of its lines.
///
/// Before the rules of the SKU, lines follow each other without gaps. The rules apply to both ends,
/// so that a free allowance is deducted once, and a package is charged to the line that starts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The count where the line starts, after the rules.
    pub start: Quantity,
    /// The count where the line ends, after the rules.
    pub end: Quantity,
    /// The number of machines that each have this segment; 1 unless they are counted apart.
    pub machines: Ratio,
    /// Whether this is the first line of the count, which owes any minimum or fee at zero usage.
    pub is_first: bool,
    /// The effects of the rules on the count where the line ends.
    pub rules: Vec<RuleStep>,
}

impl Segment {
    /// The segment of a line that starts at the count `before`, without rules; the first line has
    /// none and starts at zero.
    ///
    /// # Errors
    /// Those of [`apply_all`].
    pub fn of(sku: &Sku, before: Option<Ratio>, quantity: &Quantity) -> Result<Self, Problem> {
        let ruled = |value: Ratio| sku.counted(value);
        let (end, rules) = ruled(before.unwrap_or(Ratio::ZERO).plus(quantity.exact())?)?;
        let start = match before {
            // The first line starts at zero, so that it owes any minimum at zero usage.
            None => Quantity::new(Ratio::ZERO, sku.unit.clone())?,
            Some(before) => ruled(before)?.0,
        };
        Ok(Self {
            start,
            end,
            machines: Ratio::ONE,
            is_first: before.is_none(),
            rules,
        })
    }

    /// The pricing quantity of the line: its end less its start, for all machines.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn quantity(&self) -> Result<Quantity, Problem> {
        let ends = self.end.tens().zip(self.start.tens());
        let plain = ends.filter(|_| self.machines == Ratio::ONE);
        let plain = plain.and_then(|(end, start)| end.minus(start));
        let plain = plain.and_then(|value| Quantity::of_tens(value, self.end.unit()));
        if let Some(quantity) = plain {
            return Ok(quantity);
        }
        let value = self.end.exact().minus(self.start.exact())?;
        let value = value.times(self.machines)?;
        Ok(Quantity::new(value, self.end.unit().clone())?)
    }
}
