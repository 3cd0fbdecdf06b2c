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
use crate::workload::{Workload, WorkloadField};

/// A number of a study that can be varied.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variable {
    /// A field of the workload.
    Workload(WorkloadField),
    /// The hours of the machines, in percent of a month of 730 hours.
    Utilisation,
    /// The percentage that an offer's term on everything pays, from 0 to 100.
    Discount(OfferId),
}

/// The hours in 1% of a month of 730 hours.
pub(super) const HOURS_OF_PERCENT: Decimal = Decimal::from_parts(73, 0, 0, false, 1);

impl Variable {
    /// Returns the continuous variables of a study: traffic, storage, hours, utilisation, and the
    /// discount of each offer.
    #[must_use]
    pub fn all(study: &Study) -> Vec<Self> {
        let fields = [
            WorkloadField::EgressGb,
            WorkloadField::StoredGb,
            WorkloadField::Hours,
        ];
        let fields = fields.into_iter().map(Self::Workload);
        let discounts = study
            .offers
            .iter()
            .map(|offer| Self::Discount(offer.name()));
        fields.chain([Self::Utilisation]).chain(discounts).collect()
    }

    /// The name of the workload field, `utilisation`, or `discount-` followed by the offer.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Workload(field) => field.name().to_owned(),
            Self::Utilisation => "utilisation".to_owned(),
            Self::Discount(offer) => format!("discount-{offer}"),
        }
    }

    /// Whether the variable can be varied continuously.
    #[must_use]
    pub fn is_continuous(&self) -> bool {
        match self {
            Self::Workload(field) => field.is_continuous(),
            Self::Utilisation | Self::Discount(_) => true,
        }
    }

    /// Returns the value of the variable in a study.
    ///
    /// # Errors
    /// [`StudyProblem::NoWorkload`] and [`StudyProblem::UnknownOffer`].
    pub fn now(&self, study: &Study) -> Result<Decimal, Problems> {
        match self {
            Self::Workload(field) => Ok(workload(study)?.get(*field).get()),
            Self::Utilisation => {
                let hours = workload(study)?.hours.get();
                decimal::over(hours, HOURS_OF_PERCENT).map_err(|problem| self.wrong(problem).into())
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
            Self::Workload(field) => with_workload(study, *field, value),
            Self::Utilisation => {
                let hours = decimal::times(value, HOURS_OF_PERCENT).map_err(wrong)?;
                with_workload(study, WorkloadField::Hours, hours)
            }
            Self::Discount(offer) => {
                let paid = decimal::over(value, Decimal::ONE_HUNDRED).map_err(wrong)?;
                at_discount(study, offer, Discount::of(paid).map_err(wrong)?)
            }
        }
    }

    fn wrong(&self, problem: ValueProblem) -> Located {
        let path = match self {
            Self::Workload(field) => workload_path(*field),
            Self::Utilisation => workload_path(WorkloadField::Hours),
            Self::Discount(offer) => Path::from("offers").key(offer).field("terms"),
        };
        StudyProblem::from(problem).at(path)
    }
}

fn workload_path(field: WorkloadField) -> Path {
    Path::from("workload").field(field.name())
}

fn workload(study: &Study) -> Result<Workload, Problems> {
    let found = study.workload.ok_or(StudyProblem::NoWorkload);
    found.map_err(|problem| problem.at("workload").into())
}

fn with_workload(study: &Study, field: WorkloadField, value: Decimal) -> Result<Study, Problems> {
    let value = NonNegative::new(value).map_err(StudyProblem::from);
    let value = value.map_err(|problem| problem.at(workload_path(field)))?;
    let workload = workload(study)?.with(field, value);
    Problems::none_of(workload.problems())?;
    Ok(Study {
        workload: Some(workload),
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
    field: WorkloadField,
    catalog: &Catalog,
) -> Result<OneMore, Problems> {
    let variable = Variable::Workload(field);
    let now = variable.now(study)?;
    let (catalog, _) = overrides::applied(catalog, &study.overrides);
    one_more(now, |at| {
        effective_at(study, offer, &variable, at, &catalog).map(Money::amount)
    })
}
