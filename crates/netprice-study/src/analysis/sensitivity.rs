//! Which input moves the total of an offer most.

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
use crate::workload::WorkloadField;

/// How far each input is moved, in percent of itself.
pub const PERCENT: u32 = 10;

/// An input of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// A number of the workload.
    Workload(WorkloadField),
    /// What the agreement leaves of the list price.
    Discount,
    /// The exchange rate.
    ExchangeRate,
}

/// What moving an input does to the total of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Influence {
    /// The input.
    pub input: Input,
    /// The total with [`PERCENT`] less of it.
    pub less: Money,
    /// The total with [`PERCENT`] more; `None` where there cannot be more.
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

/// The total of an offer and what moves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// The effective cost as it is, in the study's currency.
    pub total: Money,
    /// What each input does to it, the greatest first.
    pub influences: Vec<Influence>,
}

/// What each input does to the total of an offer, the greatest first.
///
/// An input is moved alone, by a tenth of itself; one that is zero is left out. Hours cannot rise above
/// a month's, nor a discount above list. An offer in a foreign currency moves as its exchange rate does.
///
/// # Errors
/// Those of pricing the offer.
pub fn sensitivity(
    study: &Study,
    offer: &OfferId,
    catalog: &Catalog,
) -> Result<Sensitivity, Problems> {
    let (catalog, _) = overrides::applied(catalog, &study.overrides);
    let priced = price_offer(study, offer, &catalog)?;
    let total = priced.effective().map_err(wrong)?;
    let mut variables = vec![(Input::Discount, Variable::Discount(offer.clone()))];
    if study.workload.is_some() {
        let fields = [
            WorkloadField::Hours,
            WorkloadField::StoredGb,
            WorkloadField::EgressGb,
        ];
        let fields = fields.map(|field| (Input::Workload(field), Variable::Workload(field)));
        variables.splice(0..0, fields);
    }
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

/// The totals with less and with more of a variable; nothing for one that is zero.
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
