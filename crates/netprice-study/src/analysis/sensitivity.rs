//! Sensitivity: the inputs that change the effective cost of an offer most.

use netprice::value::decimal;
use netprice::value::id::OfferId;
use netprice::value::problem::ValueProblem;
use netprice::{Money, Problem};
use netprice_catalog::Catalog;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::vary::{Variable, effective_at};
use crate::compare::price_offer;
use crate::overrides;
use crate::problem::{Problems, StudyProblem};
use crate::study::Study;
use crate::workload::{Workload, WorkloadField};

/// The relative change of each input, in percent.
pub const PERCENT: u32 = 10;

/// An input of an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// A number of the workload.
    Workload(WorkloadField),
    /// The percentage of the list price that is paid.
    Discount,
    /// The exchange rate.
    ExchangeRate,
}

/// The effect of changing an input on the effective cost of an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Influence {
    /// The input.
    pub input: Input,
    /// The effective cost after reducing the input by [`PERCENT`].
    pub less: Money,
    /// The effective cost after raising the input by [`PERCENT`]; `None` if it cannot be raised.
    pub more: Option<Money>,
}

impl Influence {
    /// The changes of the total: with less of the input, and with more of it.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn changes(&self, total: Money) -> Result<(Money, Option<Money>), ValueProblem> {
        let more = self.more.map(|more| more.minus(total));
        Ok((self.less.minus(total)?, more.transpose()?))
    }

    /// The greater of the two changes, without its sign.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn reach(&self, total: Money) -> Result<Decimal, ValueProblem> {
        let (less, more) = self.changes(total)?;
        let more = more.map_or(Decimal::ZERO, |more| more.amount().abs());
        Ok(less.amount().abs().max(more))
    }
}

/// The effective cost of an offer, and the influence of its inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// The effective cost with unchanged inputs, in the study's currency.
    pub total: Money,
    /// The influence of each input, the largest first.
    pub influences: Vec<Influence>,
}

/// Calculates the influence of each input on the effective cost of an offer, the largest first.
///
/// Each input is changed alone, by a tenth; an input of zero is skipped. Hours cannot exceed 744, and
/// the paid percentage cannot exceed 100. The cost of an offer in another currency is proportional to
/// the exchange rate.
///
/// # Errors
/// The problems of pricing the offer.
pub fn sensitivity(
    study: &Study,
    offer: &OfferId,
    catalog: &Catalog,
) -> Result<Sensitivity, Problems> {
    let (catalog, _) = overrides::applied(catalog, &study.overrides);
    let priced = price_offer(study, offer, &catalog)?;
    let total = priced.effective().map_err(wrong)?;
    let mut variables = vec![(Input::Discount, Variable::Discount(offer.clone()))];
    let fields = study.workload.iter().flat_map(Workload::fields);
    let fields = fields.filter(|field| field.measure.is_continuous());
    let fields = fields.map(|field| (Input::Workload(field.clone()), Variable::Workload(field)));
    variables.splice(0..0, fields);
    let mut influences = Vec::new();
    for (input, variable) in variables {
        influences.extend(moved(study, offer, input, &variable, &catalog)?);
    }
    if priced.quote.quote.currency != study.currency {
        influences.push(Influence {
            input: Input::ExchangeRate,
            less: scaled(total, 100 - PERCENT)?,
            more: Some(scaled(total, 100 + PERCENT)?),
        });
    }
    let mut reached = Vec::new();
    for influence in influences {
        reached.push((influence.reach(total).map_err(wrong)?, influence));
    }
    reached.sort_by_key(|(reach, _)| std::cmp::Reverse(*reach));
    let influences = reached
        .into_iter()
        .map(|(_, influence)| influence)
        .collect();
    Ok(Sensitivity { total, influences })
}

/// Calculates the influence of a variable; `None` if its value is zero.
fn moved(
    study: &Study,
    offer: &OfferId,
    input: Input,
    variable: &Variable,
    catalog: &Catalog,
) -> Result<Option<Influence>, Problems> {
    let now = variable.now(study)?;
    if now.is_zero() {
        return Ok(None);
    }
    let at = |percent: u32| {
        let number = decimal::times(now, Decimal::new(percent.into(), 2)).map_err(wrong)?;
        effective_at(study, offer, variable, number, catalog)
    };
    let more = match at(100 + PERCENT) {
        Ok(more) => Some(more),
        Err(problems) if is_beyond_its_range(&problems) => None,
        Err(problems) => return Err(problems),
    };
    let less = at(100 - PERCENT)?;
    Ok(Some(Influence { input, less, more }))
}

fn is_beyond_its_range(problems: &Problems) -> bool {
    matches!(
        problems.first().problem,
        StudyProblem::Pricing(Problem::Value(
            ValueProblem::AboveLimit { .. } | ValueProblem::DiscountOutOfRange { .. }
        ))
    )
}

fn scaled(total: Money, percent: u32) -> Result<Money, Problems> {
    total.times(Decimal::new(percent.into(), 2)).map_err(wrong)
}

fn wrong(problem: impl Into<StudyProblem>) -> Problems {
    problem.into().at("offers").into()
}
