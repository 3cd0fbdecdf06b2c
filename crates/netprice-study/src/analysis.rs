//! Analyses: figures that are derived from a study or an answer on request.

pub mod by_line;
pub mod commitment_cash;
pub mod cost_by_label;
pub mod cost_by_service;
pub mod cost_curves;
pub mod coverage;
pub mod discount_base;
pub mod focus;
pub mod ladder;
pub mod needed;
pub mod next_unit;
pub mod price_age;
pub mod report;
pub mod report_text;
pub mod scenario;
pub mod sensitivity;
pub mod targets;
pub mod vary;
pub mod verdict;
pub mod waterfall;
pub mod workbook;

pub use by_line::{ByLine, CostPart, LineCost, by_line, cheapest_at, largest_part};
pub use commitment_cash::{CommitmentCash, commitment_cash};
pub use cost_by_label::cost_by_label;
pub use cost_by_service::{CostGroup, cost_by_service};
pub use cost_curves::{CostCurves, CurvePoint, LeadChange, cost_curves};
pub use coverage::{CommitmentWorth, commitment_worth};
pub use discount_base::is_off_start;
pub use focus::{
    ChargeCategory, FocusOptions, FocusRow, FocusVersion, focus_csv, focus_json, focus_rows,
    focus_sum, focus_unpriced,
};
pub use ladder::{ladder_levels, machine_commitments};
pub use needed::{
    at_discount, cost_range, cost_with, discount, needed_by, needed_discount, range_by,
};
pub use next_unit::{NextUnit, next_unit};
pub use price_age::{old_since, oldest_price, price_days};
pub use report::{
    Agreed, Report, ReportedCell, ReportedLine, ReportedOffer, ReportedSource, report,
};
pub use report_text::{Cell, PlainEnglish, ReportText, ReportWords};
pub use scenario::{ComparisonScenario, scenario_of};
pub use sensitivity::{Influence, Input, Sensitivity, sensitivity};
pub use targets::{OfferTargets, offer_targets};
pub use vary::{Variable, cost_at, one_more_of};
pub use verdict::{lowest_bill, runner_up, runner_up_match, within_budget};
pub use waterfall::{BarKind, WaterfallBar, waterfall};
