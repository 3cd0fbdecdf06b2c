//! Varies one number of a study and leaves everything else unchanged.

use netprice::inverse::marginal::{OneMore, one_more};
use netprice::value::decimal;
use netprice::value::id::OfferId;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Discount, Money, NonNegative};
use netprice_catalog::Catalog;
use rust_decimal::Decimal;

use super::needed::{at_discount, discount};
use crate::compare::price_offer;
use crate::overrides;
use crate::problem::{Located, Problems, StudyProblem};
use crate::study::Study;
use crate::workload::ask::Ask;
use crate::workload::{Measure, Workload, WorkloadField};

/// A number of a study that can be varied.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variable {
    /// A field of the workload.
    Workload(WorkloadField),
    /// The hours of all machines, in percent of a month of 730 hours; the longest count as the value.
    Utilisation,
    /// The percentage that an offer's term on everything pays, from 0 to 100.
    Discount(OfferId),
}

/// The hours in 1% of a month of 730 hours.
pub(super) const HOURS_OF_PERCENT: Decimal = Decimal::from_parts(73, 0, 0, false, 1);

impl Variable {
    /// Returns the continuous variables of a study: the numbers of the workload that can vary so, the
    /// utilisation of its machines, and the discount of each offer.
    #[must_use]
    pub fn all(study: &Study) -> Vec<Self> {
        let workload = study.workload.iter();
        let fields = workload.flat_map(Workload::fields);
        let fields = fields.filter(|field| field.measure.is_continuous());
        let fields = fields.map(Self::Workload);
        let discounts = study
            .offers
            .iter()
            .map(|offer| Self::Discount(offer.name()));
        fields.chain([Self::Utilisation]).chain(discounts).collect()
    }

    /// The line and the number of the workload, as in `web hours`; `utilisation`, or `discount-` followed by
    /// the offer.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Workload(field) => format!("{} {}", field.line, field.measure.name()),
            Self::Utilisation => "utilisation".to_owned(),
            Self::Discount(offer) => format!("discount-{offer}"),
        }
    }

    /// Whether the variable can be varied continuously.
    #[must_use]
    pub fn is_continuous(&self) -> bool {
        match self {
            Self::Workload(field) => field.measure.is_continuous(),
            Self::Utilisation | Self::Discount(_) => true,
        }
    }

    /// Returns the value of the variable in a study.
    ///
    /// # Errors
    /// [`StudyProblem::NoWorkload`], also for a number that the workload does not have, and
    /// [`StudyProblem::UnknownOffer`].
    pub fn now(&self, study: &Study) -> Result<Decimal, Problems> {
        match self {
            Self::Workload(field) => match workload(study)?.get(field) {
                Some(value) => Ok(value.get()),
                None => Err(no_field(field)),
            },
            Self::Utilisation => {
                let hours = machine_hours(workload(study)?);
                let hours = hours.map(|(_, hours)| hours.get()).max();
                decimal::over(hours.unwrap_or_default(), HOURS_OF_PERCENT)
                    .map_err(|problem| self.wrong(problem).into())
            }
            Self::Discount(offer) => {
                let paid = discount(study, offer)?.paid();
                let percent = decimal::times(paid, Decimal::ONE_HUNDRED);
                percent.map_err(|problem| self.wrong(problem).into())
            }
        }
    }

    /// Returns the study with another value of the variable.
    ///
    /// # Errors
    /// The problems of [`Variable::now`], and a problem for a value outside the range of the variable.
    pub fn set(&self, study: &Study, value: Decimal) -> Result<Study, Problems> {
        let wrong = |problem: ValueProblem| Problems::from(self.wrong(problem));
        match self {
            Self::Workload(field) => with_workload(study, std::slice::from_ref(field), value),
            Self::Utilisation => {
                let hours = decimal::times(value, HOURS_OF_PERCENT).map_err(wrong)?;
                let fields = machine_hours(workload(study)?).map(|(field, _)| field);
                with_workload(study, &fields.collect::<Vec<_>>(), hours)
            }
            Self::Discount(offer) => {
                let paid = decimal::over(value, Decimal::ONE_HUNDRED).map_err(wrong)?;
                at_discount(study, offer, Discount::of(paid).map_err(wrong)?)
            }
        }
    }

    fn wrong(&self, problem: ValueProblem) -> Located {
        let path = match self {
            Self::Workload(field) => workload_path(field),
            Self::Utilisation => Path::from("workload"),
            Self::Discount(offer) => Path::from("offers").key(offer).field("terms"),
        };
        StudyProblem::from(problem).at(path)
    }
}

fn workload_path(field: &WorkloadField) -> Path {
    let lines = Path::from("workload").field("lines");
    lines.key(&field.line).field(field.measure.name())
}

fn no_field(field: &WorkloadField) -> Problems {
    StudyProblem::NoWorkload.at(workload_path(field)).into()
}

fn workload(study: &Study) -> Result<&Workload, Problems> {
    let found = study.workload.as_ref().ok_or(StudyProblem::NoWorkload);
    found.map_err(|problem| problem.at("workload").into())
}

/// The hours of the lines of machines.
fn machine_hours(workload: &Workload) -> impl Iterator<Item = (WorkloadField, NonNegative)> {
    let lines = workload.lines.iter();
    let machines = lines.filter(|line| matches!(line.ask, Ask::Machines(_)));
    machines.filter_map(|line| {
        let hours = line.ask.hours()?.get().ok()?;
        let (line, measure) = (line.id.clone(), Measure::Hours);
        Some((WorkloadField { line, measure }, hours))
    })
}

fn with_workload(
    study: &Study,
    fields: &[WorkloadField],
    value: Decimal,
) -> Result<Study, Problems> {
    let mut changed = workload(study)?.clone();
    for field in fields {
        let value = NonNegative::new(value).map_err(StudyProblem::from);
        let value = value.map_err(|problem| problem.at(workload_path(field)))?;
        changed = changed.with(field, value);
    }
    let before = workload(study)?.problems();
    let new = changed.problems().into_iter();
    Problems::none_of(new.filter(|problem| !before.contains(problem)))?;
    Ok(Study {
        workload: Some(changed),
        ..study.clone()
    })
}

/// Calculates the effective cost of an offer at a value of a variable, in the study's currency.
///
/// # Errors
/// The problems of [`Variable::set`] and of [`price_offer`], and a problem for a missing price, without
/// which there is no total.
///
/// ```
/// use netprice_study::analysis::{Variable, cost_at};
/// use netprice_study::{Catalog, Study};
/// let study = Study::from_toml(r#"
///     currency = "USD"
///     [price_books.acme]
///     provider = "acme"
///     region = "north"
///     currency = "USD"
///     skus.vm = { service = "compute", unit = "Hours", price = { flat = "0.2" } }
///     [[offers]]
///     price_book = "acme"
///     usage.lines = [{ id = "vm", sku = "vm", quantity = "10 Hours" }]
/// "#)?;
/// let acme = "acme".parse()?;
/// let half = cost_at(&study, &acme, &Variable::Discount("acme".parse()?), 50.into(), &Catalog::published()?)?;
/// assert_eq!(half.to_string(), "1 USD"); // 10 × 0.2 × 50%
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cost_at(
    study: &Study,
    offer: &OfferId,
    variable: &Variable,
    at: Decimal,
    catalog: &Catalog,
) -> Result<Money, Problems> {
    let (catalog, _) = overrides::applied(catalog, &study.overrides);
    effective_at(study, offer, variable, at, &catalog)
}

/// Calculates the same as [`cost_at`] with a catalogue to which the overrides are already applied.
pub(super) fn effective_at(
    study: &Study,
    offer: &OfferId,
    variable: &Variable,
    at: Decimal,
    catalog: &Catalog,
) -> Result<Money, Problems> {
    let changed = variable.set(study, at)?;
    let priced = price_offer(&changed, offer, catalog)?;
    priced.effective().map_err(|problem| {
        let at = Path::from("offers").key(offer);
        StudyProblem::from(problem).at(at).into()
    })
}

/// Calculates the cost of one more unit of a workload field at an offer.
///
/// # Errors
/// The problems of [`cost_at`].
pub fn one_more_of(
    study: &Study,
    offer: &OfferId,
    field: &WorkloadField,
    catalog: &Catalog,
) -> Result<OneMore, Problems> {
    let variable = Variable::Workload(field.clone());
    let now = variable.now(study)?;
    let (catalog, _) = overrides::applied(catalog, &study.overrides);
    one_more(now, |at| {
        effective_at(study, offer, &variable, at, &catalog).map(Money::amount)
    })
}
