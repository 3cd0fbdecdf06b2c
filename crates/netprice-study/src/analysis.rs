//! Analyses: figures that are derived from a study or an answer on request.

pub mod cost_by_service;
pub mod cost_curves;
pub mod coverage;
pub mod focus;
pub mod needed;
pub mod price_age;
pub mod scenario;
pub mod sensitivity;
pub mod vary;
pub mod waterfall;

pub use cost_by_service::{CostGroup, cost_by_service};
pub use cost_curves::{CostCurves, CurvePoint, LeadChange, cost_curves};
pub use coverage::{CommitmentWorth, commitment_worth};
pub use focus::{FocusRow, focus_csv, focus_rows};
pub use needed::{
    at_discount, cost_range, cost_with, discount, needed_discount, needed_discount_between,
};
pub use price_age::{old_since, oldest_price};
pub use scenario::{ComparisonScenario, scenario_of};
pub use sensitivity::{Influence, Input, Sensitivity, sensitivity};
pub use vary::{Variable, cost_at, one_more_of};
pub use waterfall::{BarKind, WaterfallBar, waterfall};
